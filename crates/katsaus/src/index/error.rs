//! Trouble with the index. Most is mended by making it again; what is left is told.

use crate::store::StoreError;
use std::io;

/// Trouble with the index.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The index library.
    #[error(transparent)]
    Tantivy(#[from] tantivy::TantivyError),
    /// Its folder.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The review file, read for it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}
