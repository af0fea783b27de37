//! Copies of the review file, and what is in one.

use super::{Store, StoreError};
use katsaus_model::{OpId, ThingKind};
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How many automatic backups are kept.
const KEEP: usize = 10;

/// How much is in a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations.
    pub operations: u64,
    /// Sources.
    pub sources: u64,
    /// Records of imports that count.
    pub records: u64,
    /// Tags.
    pub tags: u64,
    /// Cells.
    pub cells: u64,
    /// Decisions.
    pub decisions: u64,
}

impl Store {
    /// How much is in the review.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let count = |sql: &str| self.conn.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|n| n as u64);
        // Things that hang on a removed source are not counted: they are not shown either.
        let things = |kind: ThingKind| {
            count(&format!(
                "SELECT count(*) FROM state s JOIN identities i ON i.n = s.subject
                 JOIN sources t ON t.n = i.source WHERE s.kind = {}",
                kind as i64
            ))
        };
        Ok(Counts {
            operations: count("SELECT count(*) FROM ops")?,
            sources: count("SELECT count(*) FROM sources")?,
            records: count("SELECT count(*) FROM identities WHERE op IS NOT NULL")?,
            tags: things(ThingKind::Tag)?,
            cells: things(ThingKind::Cell)?,
            decisions: things(ThingKind::Decision)?,
        })
    }

    /// Writes a whole, compact copy, and reads it again to be sure.
    ///
    /// # Errors
    /// If `to` exists or cannot be written, or if what was written cannot be read.
    pub fn backup(&self, to: &Path) -> Result<Counts, StoreError> {
        if to.exists() {
            return Err(StoreError::Exists { path: to.to_owned() });
        }
        if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(StoreError::io(folder))?;
        }
        self.conn.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
        let copy = Connection::open(to).map_err(|e| StoreError::open(to, e))?;
        let ok: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if ok != "ok" {
            return Err(StoreError::Damaged { path: to.to_owned(), what: ok });
        }
        self.counts()
    }

    /// Makes an automatic backup before something large, and keeps the ten newest of them.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn automatic_backup(&self, folder: &Path, stamp: &str) -> Result<PathBuf, StoreError> {
        std::fs::create_dir_all(folder).map_err(StoreError::io(folder))?;
        // Two programs must not choose one name, nor take away what the other is making.
        let path = folder.join(".lock");
        let lock = File::create(&path).map_err(StoreError::io(&path))?;
        let _locked = lock.lock();
        let mut to = folder.join(format!("auto-{stamp}.db"));
        let mut n = 1;
        while to.exists() {
            n += 1;
            to = folder.join(format!("auto-{stamp}-{n:02}.db"));
        }
        // Page by page, which is several times faster than a compact copy; renamed when whole.
        let making = to.with_extension("making");
        let mut copy = Connection::open(&making).map_err(|e| StoreError::open(&making, e))?;
        Backup::new(&self.conn, &mut copy)?.run_to_completion(4096, Duration::ZERO, None)?;
        drop(copy);
        std::fs::rename(&making, &to).map_err(StoreError::io(&to))?;
        let mut old: Vec<PathBuf> = std::fs::read_dir(folder)
            .map_err(StoreError::io(folder))?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with("auto-") && name.ends_with(".db")
            })
            .collect();
        // Without its end: the first of a second comes before the second of it.
        old.sort_by_key(|path| path.with_extension(""));
        for path in old.iter().rev().skip(KEEP) {
            std::fs::remove_file(path).map_err(StoreError::io(path))?;
        }
        Ok(to)
    }

    /// Goes back to another review file, page by page within this one: other programs that have it open see the old
    /// content or the new, and nothing is renamed under them.
    ///
    /// # Errors
    /// If the other is not sound, or this one cannot be written.
    pub fn become_copy_of(&mut self, other: &Path) -> Result<(), StoreError> {
        let sound: String = {
            let source = Connection::open(other).map_err(|e| StoreError::open(other, e))?;
            let sound = source.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            if sound == "ok" {
                Backup::new(&source, &mut self.conn)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
            }
            sound
        };
        if sound != "ok" {
            return Err(StoreError::Damaged { path: other.to_owned(), what: sound });
        }
        self.known.set(self.newest()?);
        Ok(())
    }

    /// Identifiers of all operations, to compare two files by.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn operation_ids(&self) -> Result<HashSet<OpId>, StoreError> {
        let mut rows = self.conn.prepare("SELECT id FROM ops")?;
        let rows = rows.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        let mut ids = HashSet::new();
        for id in rows {
            ids.extend(OpId::from_bytes(&id?));
        }
        Ok(ids)
    }
}
