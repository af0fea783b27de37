//! Uniting two copies of one review: the missing operations are added, and none is written.

use super::{Store, StoreError, append, replay};
use katsaus_model::OpId;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;

impl Store {
    /// Adds the operations and records of `other` that are missing here. Returns how many operations were added.
    ///
    /// # Errors
    /// [`StoreError::Stranger`] if the two do not stem from one `init`.
    pub fn unite(&mut self, other: &Path) -> Result<u64, StoreError> {
        // Opened first, so that a file that is no review is named as such.
        drop(Store::open(other)?);
        self.conn.execute("ATTACH DATABASE ?1 AS other", [other.to_string_lossy()])?;
        let added = self.unite_attached(other);
        self.conn.execute("DETACH DATABASE other", [])?;
        added
    }

    fn unite_attached(&mut self, other: &Path) -> Result<u64, StoreError> {
        let tx = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let first = "SELECT id FROM {}.ops ORDER BY seq LIMIT 1";
        let of = |schema: &str| tx.query_row(&first.replace("{}", schema), [], |row| row.get::<_, Vec<u8>>(0));
        if of("main")? != of("other")? {
            return Err(StoreError::Stranger { path: other.to_owned() });
        }
        let before: i64 = tx.query_row("SELECT count(*) FROM ops", [], |row| row.get(0))?;
        tx.execute_batch(
            "CREATE TEMP TABLE all_ops AS
                 SELECT id, time, bytes FROM main.ops UNION SELECT id, time, bytes FROM other.ops;
             CREATE TEMP TABLE all_records AS
                 SELECT o.id AS op, r.ord, r.id, c.hash, r.place FROM main.records r
                     JOIN main.ops o ON o.seq = r.op JOIN main.contents c ON c.n = r.content
                 UNION
                 SELECT o.id AS op, r.ord, r.id, c.hash, r.place FROM other.records r
                     JOIN other.ops o ON o.seq = r.op JOIN other.contents c ON c.n = r.content;
             INSERT OR IGNORE INTO main.contents (hash, bytes) SELECT hash, bytes FROM other.contents;
             DELETE FROM main.records;
             DELETE FROM main.ops;
             INSERT INTO main.ops (seq, id, time, bytes)
                 SELECT row_number() OVER (ORDER BY time, id), id, time, bytes FROM all_ops;
             INSERT INTO main.records (op, ord, id, content, place)
                 SELECT o.seq, r.ord, r.id, c.n, r.place FROM all_records r
                     JOIN main.ops o ON o.id = r.op JOIN main.contents c ON c.hash = r.hash;
             DROP TABLE all_ops;
             DROP TABLE all_records;",
        )?;
        append::set_heads(&tx, &find_heads(&tx)?)?;
        replay::replay(&tx)?;
        let after: i64 = tx.query_row("SELECT count(*) FROM ops", [], |row| row.get(0))?;
        tx.commit()?;
        self.known.set(after);
        Ok((after - before) as u64)
    }
}

fn find_heads(conn: &Connection) -> Result<Vec<OpId>, StoreError> {
    let mut heads = BTreeSet::new();
    let mut rows = conn.prepare("SELECT seq, id, bytes FROM ops ORDER BY seq")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, id, bytes): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        for parent in replay::parse(seq, &bytes)?.parents {
            heads.remove(&parent);
        }
        heads.extend(OpId::from_bytes(&id));
    }
    Ok(heads.into_iter().collect())
}
