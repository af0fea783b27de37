//! Making all projections anew from the log.

use super::append::Touched;
use super::{StoreError, append, fold, refold, source};
use crate::log;
use katsaus_model::{Identity, Operation};
use rusqlite::Connection;
use std::collections::HashMap;

/// Empties the projections and folds the whole log again. The caller has a transaction.
pub(super) fn replay(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch(
        "DELETE FROM op_state; DELETE FROM versions; DELETE FROM state; DELETE FROM sources;
         DELETE FROM source_fields; DELETE FROM identities; DELETE FROM dirty;",
    )?;
    let generation = source::generation(conn)? + 1;
    fold::set_meta(conn, "generation", &generation.to_string())?;
    let live = liveness(conn)?;
    let mut touched = Touched::default();
    let mut last = 0;
    let mut rows = conn.prepare("SELECT seq, bytes FROM ops ORDER BY seq")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, bytes): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let op = parse(seq, &bytes)?;
        let counts = live.get(&seq).copied().unwrap_or(true);
        fold::op_state(conn, seq, &op, counts)?;
        bring_records(conn, seq, counts, &mut touched)?;
        fold::apply(conn, seq, &op, counts, &mut touched)?;
        last = seq;
    }
    append::flush(conn, last, &touched)
}

fn bring_records(conn: &Connection, seq: i64, live: bool, touched: &mut Touched) -> Result<(), StoreError> {
    let mut rows = conn.prepare_cached("SELECT id, content FROM records WHERE op = ?1 ORDER BY ord")?;
    let mut rows = rows.query([seq])?;
    while let Some(row) = rows.next()? {
        let (id, content_n): (Vec<u8>, i64) = (row.get(0)?, row.get(1)?);
        if let Ok(id) = Identity::from_bytes(&id) {
            let content = refold::content(conn, content_n)?;
            fold::bring(conn, seq, id, content_n, &content, live, touched)?;
        }
    }
    Ok(())
}

fn liveness(conn: &Connection) -> Result<HashMap<i64, bool>, StoreError> {
    let mut ranks: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut seqs = Vec::new();
    let mut entries = Vec::new();
    let mut rows = conn.prepare("SELECT seq, id, bytes FROM ops ORDER BY seq")?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, id, bytes): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let undoes = parse(seq, &bytes)?.undoes();
        entries.push(log::Entry { undoes: undoes.and_then(|op| ranks.get(op.as_bytes()).copied()) });
        ranks.insert(id, seqs.len());
        seqs.push(seq);
    }
    Ok(seqs.into_iter().zip(log::live(&entries)).collect())
}

pub(super) fn parse(seq: i64, bytes: &[u8]) -> Result<Operation, StoreError> {
    Operation::from_bytes(bytes)
        .map_err(|error| StoreError::Unreadable { op: seq.to_string(), what: error.to_string() })
}
