//! The full-text index: derived from the review file, stamped, made again when anything about it is in doubt.
//!
//! It holds texts and bibliographic fields only. It is never asked for truth: a hit is a number, the text comes from
//! the store, and tags, status and decisions are sets that a query brings along.

mod build;
mod builder;
mod collect;
mod error;
mod layout;
mod marks;
mod not_query;
mod schema;
mod search;
mod set_query;
mod snippet;
mod spans;
mod stamp;
mod terms;
mod tokenizer;
mod vocabulary;

pub use build::FullTexts;
pub use error::IndexError;
pub use marks::{Mark, Marks};
pub use search::{Hits, SetOf};
pub use snippet::snippet;

use crate::analysis::{Analyser, Language};
use schema::Schema;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

/// An open index that is up to date.
pub struct Index {
    inner: tantivy::Index,
    reader: tantivy::IndexReader,
    schema: Schema,
    folder: PathBuf,
    stamp: stamp::Stamp,
    /// For the words of queries; making one takes longer than a query.
    analyser: Mutex<Analyser>,
    /// The languages that any text is in, once somebody asked.
    languages: OnceLock<Vec<Language>>,
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
