//! Whether the review file is what it should be.

use super::{Store, StoreError, fold, folder, migrate, replay};
use katsaus_model::{ContentHash, OpId};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::Path;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A stable name: `integrity`, `hash`, `parent`, `digest`, `projection`, `count`, `copy`.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// Tables that a replay must give again: the primary key, and the other columns that are compared. Which number a
/// content has depends on the copy, so it is left out.
const PROJECTIONS: [(&str, &str, &str); 6] = [
    ("op_state", "op", "by, what, undoes, live"),
    ("versions", "subject, kind, name, op", "value"),
    ("identities", "n", "id, key, op, source"),
    ("state", "subject, kind, name", "value, op"),
    ("sources", "n", "key, authors, year, title, container, doi, kind, language"),
    ("source_fields", "n", "fields"),
];

impl Store {
    /// Looks for damage: the file's integrity, the hashes of operations and records, parents, counts, and whether
    /// a replay gives the same projections. `scratch` is a folder for the replay.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn check(&self, scratch: &Path) -> Result<Vec<Fault>, StoreError> {
        let mut faults = Vec::new();
        let integrity: String = self.conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if integrity != "ok" {
            faults.push(Fault { code: "integrity", message: format!("SQLite finds damage: {integrity}") });
        }
        self.check_operations(&mut faults)?;
        self.check_records(&mut faults)?;
        self.check_replay(scratch, &mut faults)?;
        for copy in folder::conflicted_copies(&self.path) {
            let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
            faults.push(Fault {
                code: "copy",
                message: format!("`{name}` beside the review is a copy that two machines wrote at once"),
            });
        }
        Ok(faults)
    }

    fn check_operations(&self, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        let mut seen: HashSet<OpId> = HashSet::new();
        let mut rows = self.conn.prepare("SELECT seq, id, bytes FROM ops ORDER BY seq")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let (seq, id, bytes): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let hash = OpId::of_bytes(&bytes);
            if hash.as_bytes() != id {
                faults.push(Fault { code: "hash", message: format!("operation {seq} is not what was written") });
                continue;
            }
            let op = replay::parse(seq, &bytes)?;
            if let Some(parent) = op.parents.iter().find(|parent| !seen.contains(parent)) {
                let message = format!("operation {seq} was made upon {}, which is missing", parent.short());
                faults.push(Fault { code: "parent", message });
            }
            if let Some(import) = op.import() {
                self.check_digest(seq, import, faults)?;
            }
            seen.insert(hash);
        }
        Ok(())
    }

    /// An import's Operation holds how many Records it brought and one hash over them.
    fn check_digest(
        &self,
        seq: i64,
        import: &katsaus_model::Import,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let mut digest = Sha256::new();
        let mut count = 0u64;
        let mut rows = self.conn.prepare_cached(
            "SELECT r.id, c.hash FROM records r JOIN contents c ON c.n = r.content WHERE r.op = ?1 ORDER BY r.ord",
        )?;
        let mut rows = rows.query([seq])?;
        while let Some(row) = rows.next()? {
            digest.update(row.get::<_, Vec<u8>>(0)?);
            digest.update(row.get::<_, Vec<u8>>(1)?);
            count += 1;
        }
        if count != import.records || fold::hex(&digest.finalize()) != import.digest {
            let message = format!(
                "the records of `{}` are not those that were imported ({count} of {})",
                import.name, import.records
            );
            faults.push(Fault { code: "digest", message });
        }
        Ok(())
    }

    fn check_records(&self, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        let mut rows = self.conn.prepare("SELECT n, hash, bytes FROM contents")?;
        let mut rows = rows.query([])?;
        let mut damaged = 0u64;
        while let Some(row) = rows.next()? {
            let (hash, bytes): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
            damaged += u64::from(ContentHash::of_bytes(&bytes).as_bytes() != hash);
        }
        if damaged > 0 {
            faults.push(Fault { code: "hash", message: format!("{damaged} records are not what was imported") });
        }
        Ok(())
    }

    fn check_replay(&self, scratch: &Path, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        std::fs::create_dir_all(scratch).map_err(StoreError::io(scratch))?;
        let path = scratch.join("replayed.db");
        let _ = std::fs::remove_file(&path);
        let result = self.compare_with_replay(&path, faults);
        let _ = std::fs::remove_file(&path);
        result
    }

    fn compare_with_replay(&self, path: &Path, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        let mut conn = Connection::open(path).map_err(|e| StoreError::open(path, e))?;
        // A scratch file: it need not survive anything.
        conn.pragma_update(None, "journal_mode", "OFF")?;
        conn.pragma_update(None, "synchronous", "OFF")?;
        conn.pragma_update(None, "cache_size", -65_536)?;
        migrate::upgrade(&mut conn, path, migrate::MIGRATIONS)?;
        conn.execute("ATTACH DATABASE ?1 AS log", [self.path.to_string_lossy()])?;
        // The log is read in place: views stand where the new file would hold its own.
        conn.execute_batch(
            "DROP TABLE ops; DROP TABLE records; DROP TABLE contents;
             CREATE TEMP VIEW ops AS SELECT * FROM log.ops;
             CREATE TEMP VIEW records AS SELECT * FROM log.records;
             CREATE TEMP VIEW contents AS SELECT * FROM log.contents;
             BEGIN;",
        )?;
        replay::replay(&conn)?;
        for (table, key, columns) in PROJECTIONS {
            let ours = table_hash(&self.conn, table, key, columns)?;
            let replayed = table_hash(&conn, &format!("main.{table}"), key, columns)?;
            if ours != replayed {
                let message =
                    format!("`{table}` differs from what the log says ({} rows, {} by the log)", ours.0, replayed.0);
                faults.push(Fault { code: "projection", message });
            }
        }
        conn.execute_batch("ROLLBACK")?;
        Ok(())
    }
}

/// The number of rows of a table, and one hash over them in the order of the primary key.
fn table_hash(conn: &Connection, table: &str, key: &str, columns: &str) -> Result<(u64, Vec<u8>), StoreError> {
    let mut rows = conn.prepare(&format!("SELECT {key}, {columns} FROM {table} ORDER BY {key}"))?;
    let width = rows.column_count();
    let mut rows = rows.query([])?;
    let (mut count, mut digest) = (0, Sha256::new());
    while let Some(row) = rows.next()? {
        for column in 0..width {
            use rusqlite::types::ValueRef;
            match row.get_ref(column)? {
                ValueRef::Null => digest.update([0]),
                ValueRef::Integer(n) => digest.update(n.to_be_bytes()),
                ValueRef::Real(x) => digest.update(x.to_be_bytes()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    digest.update((bytes.len() as u64).to_be_bytes());
                    digest.update(bytes);
                }
            }
        }
        count += 1;
    }
    Ok((count, digest.finalize().to_vec()))
}
