//! Trouble that stops an operation on the review file.

use std::io;
use std::path::{Path, PathBuf};

/// Trouble with the review file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file.
    #[error("there is no review at `{}`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is one already.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// It is something else.
    #[error("`{}` is not a katsaus review", path.display())]
    NotAReview {
        /// The file.
        path: PathBuf,
    },
    /// It is damaged.
    #[error("`{}` is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says of it.
        what: String,
    },
    /// A newer katsaus wrote it.
    #[error("`{}` has format {found}, but this katsaus reads formats up to {newest}", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format this program knows.
        newest: u32,
    },
    /// Another program writes to it.
    #[error("{} writes to this review", who.as_deref().unwrap_or("another program"))]
    Busy {
        /// Who, as far as it says.
        who: Option<String>,
    },
    /// Another program wrote to it after this one had read it.
    #[error("another program has just changed this review")]
    Changed,
    /// The two files are not copies of one review.
    #[error("`{}` is a different review", path.display())]
    Stranger {
        /// The other file.
        path: PathBuf,
    },
    /// A file beside it could not be read or written.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The log holds something that this program cannot read.
    #[error("operation {op} cannot be read: {what}")]
    Unreadable {
        /// The operation.
        op: String,
        /// Why.
        what: String,
    },
    /// SQLite refused.
    #[error("the review file: {0}")]
    Sql(Box<rusqlite::Error>),
}

impl StoreError {
    pub(super) fn open(path: &Path, error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => StoreError::NotAReview { path: path.to_owned() },
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
                StoreError::Damaged { path: path.to_owned(), what: error.to_string() }
            }
            Some(rusqlite::ErrorCode::CannotOpen) if !path.exists() => StoreError::Missing { path: path.to_owned() },
            _ => error.into(),
        }
    }

    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.to_owned();
        move |source| StoreError::Io { path, source }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                StoreError::Busy { who: None }
            }
            _ => StoreError::Sql(Box::new(error)),
        }
    }
}
