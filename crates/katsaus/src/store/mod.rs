//! The review file: operations, records, projections. The only module that speaks SQL.
//!
//! It must not know what a command is, word messages for people, or look at the protocol file.

mod append;
mod backup;
mod check;
mod clashes;
mod coded;
mod error;
mod fold;
mod folder;
mod groups;
mod judged;
mod migrate;
mod past;
mod read;
mod refold;
mod replay;
mod sets;
mod source;
mod unite;
mod writer;

pub use append::{Committed, Tx};
pub use backup::Counts;
pub use check::Fault;
pub use clashes::{Clash, Version};
pub use coded::{CellRow, ExcerptRow, Placed};
pub use error::StoreError;
pub use folder::{Shared, conflicted_copies, shared_folder};
pub use judged::{Became, FoundBy, Judged, PlacedRecord, RecordRow};
pub use read::{Filter, ImportRow, Names, OpRow, Row};
pub use sets::{OnSource, Set};
pub use source::SourceText;
pub use writer::Writer;

use migrate::MIGRATIONS;
use rusqlite::{Connection, OpenFlags};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// An open review file.
pub struct Store {
    conn: Connection,
    path: PathBuf,
    /// The newest operation when the file was opened, or that this program wrote since.
    known: Cell<i64>,
}

/// Whether the review's file or its folder may not be written.
fn cannot_be_written(path: &Path) -> bool {
    let file = std::fs::OpenOptions::new().append(true).open(path).map(drop);
    let probe = path.with_extension("probe");
    let folder = std::fs::File::create(&probe).map(drop);
    let _ = std::fs::remove_file(probe);
    let denied = |result: std::io::Result<()>| {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        result.is_err_and(|error| matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem))
    };
    denied(file) || denied(folder)
}

impl Store {
    /// Makes a new review file.
    ///
    /// # Errors
    /// If there is a file already, or it cannot be written.
    pub fn create(path: &Path) -> Result<Store, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        let conn = Connection::open(path).map_err(|e| StoreError::open(path, e))?;
        let mut store = Store { conn, path: path.to_owned(), known: Cell::new(0) };
        store.configure()?;
        migrate::upgrade(&mut store.conn, path, MIGRATIONS)?;
        Ok(store)
    }

    /// Opens a review file, upgrading an older one after copying it.
    ///
    /// # Errors
    /// If there is none, if it is not a review, or if a newer katsaus wrote it. It is left alone then.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|e| StoreError::open(path, e))?;
        let mut store = Store { conn, path: path.to_owned(), known: Cell::new(0) };
        if cannot_be_written(path) {
            // A file that may not be written is read as it stands; nobody else can be writing it either.
            let address = format!(
                "file:{}?immutable=1",
                path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
            );
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
            store.conn = Connection::open_with_flags(address, flags).map_err(|e| StoreError::open(path, e))?;
            migrate::examine(&store.conn, path, MIGRATIONS)?;
            store.known.set(store.newest()?);
            return Ok(store);
        }
        migrate::examine(&store.conn, path, MIGRATIONS)?;
        store.configure()?;
        migrate::upgrade(&mut store.conn, path, MIGRATIONS)?;
        store.known.set(store.newest()?);
        Ok(store)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins an operation. Waits up to [`PATIENCE`] for another writer.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another program still writes after that; [`StoreError::Changed`] if one has written
    /// since the file was opened: what was read then may be no longer true, so it must be opened and read again.
    pub fn begin(&mut self) -> Result<Tx<'_>, StoreError> {
        Tx::begin(&mut self.conn, &self.path, &self.known)
    }

    /// Does something while no other program writes; what it notes in the file is kept if it succeeds.
    ///
    /// # Errors
    /// What it fails with, or [`StoreError::Busy`].
    pub fn exclusively<T, E: From<StoreError>>(&self, act: impl FnOnce(&Store) -> Result<T, E>) -> Result<T, E> {
        self.conn.execute_batch("BEGIN IMMEDIATE").map_err(StoreError::from)?;
        let done = act(self);
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        self.conn.execute_batch(end).map_err(StoreError::from)?;
        done
    }

    fn configure(&self) -> Result<(), StoreError> {
        let shared = folder::shared_folder(&self.path).is_some();
        // Another writer is waited for, not refused.
        self.conn.busy_timeout(PATIENCE)?;
        // Readers do not wait for writers; but a write-ahead log beside the file breaks in folders that a program
        // copies file by file, or that a network shares.
        self.conn.pragma_update(None, "journal_mode", if shared { "DELETE" } else { "WAL" })?;
        // What people decided must survive a power cut.
        self.conn.pragma_update(None, "synchronous", "FULL")?;
        // 32 MiB of pages: enough that a large import does not read back what it wrote.
        self.conn.pragma_update(None, "cache_size", -32_768)?;
        self.conn.pragma_update(None, "temp_store", "MEMORY")?;
        self.conn.set_prepared_statement_cache_capacity(64);
        Ok(())
    }
}
