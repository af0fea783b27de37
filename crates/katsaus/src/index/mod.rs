//! The full-text index: derived from the review file, stamped, made again when anything about it is in doubt.
//!
//! It holds texts and bibliographic fields only. It is never asked for truth: a hit is a number, the text comes from
//! the store, and tags, status and decisions are sets that a query brings along.

mod analyse;
mod build;
mod collect;
mod error;
mod language;
mod not_query;
mod schema;
mod search;
mod set_query;
mod snippet;
mod stamp;

pub use analyse::{Analyser, each_word, tokens};
pub use error::IndexError;
pub use language::{LANGUAGES, Language, language_at_a_glance, language_of};
pub use search::{Hits, SetOf};
pub use snippet::{Mark, Marks, snippet};

use schema::Schema;
use std::path::PathBuf;

/// An open index that is up to date.
pub struct Index {
    inner: tantivy::Index,
    reader: tantivy::IndexReader,
    schema: Schema,
    folder: PathBuf,
    stamp: stamp::Stamp,
}

impl Index {
    /// How many texts it holds.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
