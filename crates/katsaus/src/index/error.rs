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
    /// A wildcard stands for too many words to look for each in its place.
    #[error(
        "`{pattern}` stands for {words} words here; in a field, within a phrase or near something {most} are looked for at most"
    )]
    TooMany {
        /// The word with its wildcard.
        pattern: String,
        /// How many words it stands for.
        words: usize,
        /// The limit.
        most: usize,
    },
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
}
