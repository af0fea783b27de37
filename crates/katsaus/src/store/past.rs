//! The review as it was: a copy of the log up to some operation, folded on its own.

use super::{Store, StoreError, append, migrate, replay};
use katsaus_model::{OpId, Timestamp};
use rusqlite::OptionalExtension;
use std::path::Path;

impl Store {
    /// The last operation not later than `time`, if there is one: its rank and identifier.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_until(&self, time: Timestamp) -> Result<Option<(i64, OpId)>, StoreError> {
        let row: Option<(i64, Vec<u8>)> = self
            .conn
            .query_row("SELECT seq, id FROM ops WHERE time <= ?1 ORDER BY seq DESC LIMIT 1", [time.0], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        Ok(row.and_then(|(seq, id)| Some((seq, OpId::from_bytes(&id).ok()?))))
    }

    /// Writes a review file that holds the log up to the operation of rank `upto`. It is made beside `to` and renamed,
    /// so that a half one is never taken for whole.
    ///
    /// # Errors
    /// If either file cannot be read or written.
    pub fn write_past(&self, upto: i64, to: &Path) -> Result<(), StoreError> {
        let making = to.with_extension("making");
        let _ = std::fs::remove_file(&making);
        let mut conn = rusqlite::Connection::open(&making).map_err(|e| StoreError::open(&making, e))?;
        migrate::upgrade(&mut conn, &making, migrate::MIGRATIONS)?;
        conn.execute("ATTACH DATABASE ?1 AS whole", [self.path.to_string_lossy()])?;
        let tx = conn.transaction()?;
        tx.execute("INSERT INTO ops SELECT seq, id, time, bytes FROM whole.ops WHERE seq <= ?1", [upto])?;
        tx.execute("INSERT INTO records SELECT op, ord, id, content, place FROM whole.records WHERE op <= ?1", [upto])?;
        // What rows held that were recognised later comes along too: small, and nothing may be missing.
        tx.execute("INSERT INTO contents SELECT n, hash, bytes FROM whole.contents", [])?;
        let id: Vec<u8> = tx.query_row("SELECT id FROM ops WHERE seq = ?1", [upto], |row| row.get(0))?;
        append::set_heads(&tx, &OpId::from_bytes(&id).into_iter().collect::<Vec<_>>())?;
        replay::replay(&tx)?;
        tx.commit()?;
        conn.execute("DETACH DATABASE whole", [])?;
        drop(conn);
        std::fs::rename(&making, to).map_err(StoreError::io(to))
    }
}
