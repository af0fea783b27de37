//! Trouble that stops what somebody wanted to do with a review.

use crate::protocol::{ProtocolEditError, ProtocolError};
use crate::query::QueryError;
use crate::store::StoreError;
use katsaus_formats::sheet::BookError;
use katsaus_model::{InvalidValue, UnknownField};
use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReviewError {
    /// No review here.
    #[error("there is no review in `{}` or above it", path.display())]
    NoReview {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A review is there already.
    #[error("there is a review in `{}` already", path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// The review file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file or folder.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The protocol cannot be read.
    #[error("`katsaus.toml`, {0}")]
    Protocol(#[from] ProtocolError),
    /// The protocol cannot be edited.
    #[error(transparent)]
    ProtocolEdit(#[from] ProtocolEditError),
    /// The past is read only.
    #[error("the past cannot be changed")]
    Past,
    /// Nothing was there then.
    #[error("the review has no operation as early as that")]
    BeforeAll,
    /// A key that no source has.
    #[error("no source has the key `{key}`")]
    UnknownKey {
        /// The key.
        key: String,
        /// Keys like it.
        near: Vec<String>,
        /// Why the source of that key was removed, if it was.
        removed: Option<String>,
    },
    /// A beginning that several keys have.
    #[error("`{key}` is the beginning of {} keys", keys.len())]
    AmbiguousKey {
        /// What was given.
        key: String,
        /// The keys.
        keys: Vec<String>,
    },
    /// A code that the codebook does not have.
    #[error("the codebook has no code `{code}`")]
    UnknownCode {
        /// The code.
        code: String,
        /// Codes like it.
        near: Vec<String>,
    },
    /// A code that is kept for old tags only.
    #[error("the code `{code}` is retired: it stays on what has it, and is put on nothing new")]
    RetiredCode {
        /// The code.
        code: String,
    },
    /// A code name that cannot be.
    #[error("`{code}` cannot be a code: {why}")]
    InvalidCode {
        /// The name.
        code: String,
        /// Why.
        why: &'static str,
    },
    /// A topic that the protocol does not have.
    #[error("the protocol has no topic `{topic}`")]
    UnknownTopic {
        /// The topic.
        topic: String,
        /// Its topics.
        topics: Vec<String>,
    },
    /// The text of a file cannot be had.
    #[error(transparent)]
    Text(#[from] super::TextTrouble),
    /// A saved query that the protocol does not have.
    #[error("there is no saved query `{name}`")]
    UnknownQuery {
        /// The name.
        name: String,
        /// The queries there are.
        known: Vec<String>,
    },
    /// A concept that the protocol does not have.
    #[error("there is no concept `{name}` among the protocol's terms")]
    UnknownConcept {
        /// The name.
        name: String,
        /// The concepts there are.
        known: Vec<String>,
    },
    /// A reviewer that nobody knows.
    #[error("there is no reviewer `{name}`, and nobody so called has decided anything")]
    UnknownReviewer {
        /// The name.
        name: String,
        /// The reviewers there are.
        known: Vec<String>,
    },
    /// A selection that the protocol does not have.
    #[error("there is no selection `{name}`")]
    UnknownSelection {
        /// The name.
        name: String,
        /// The selections there are.
        known: Vec<String>,
    },
    /// A stage that the selection does not have.
    #[error("there is no stage `{name}` that texts pass here")]
    UnknownStage {
        /// The name.
        name: String,
        /// The stages there are.
        known: Vec<String>,
    },
    /// No stage at all.
    #[error("the protocol names no stage of screening that is switched on")]
    NoStages,
    /// A reason that the protocol does not have.
    #[error("the protocol has no reason `{name}`")]
    UnknownReason {
        /// The name.
        name: String,
        /// The reasons there are.
        known: Vec<String>,
    },
    /// Nothing that texts could be counted by.
    #[error("texts cannot be counted by `{name}`: it is no code group, no topic and no field")]
    UnknownDimension {
        /// What was given.
        name: String,
        /// What they can be counted by.
        known: Vec<String>,
    },
    /// An operation that the log does not have.
    #[error("the log has no operation `{op}`")]
    UnknownOperation {
        /// What was given.
        op: String,
    },
    /// Nothing to undo.
    #[error("`{by}` has done nothing here that is not undone already")]
    NothingToUndo {
        /// The reviewer.
        by: String,
    },
    /// A field that is none.
    #[error(transparent)]
    UnknownField(#[from] UnknownField),
    /// A value that cannot be.
    #[error(transparent)]
    InvalidValue(#[from] InvalidValue),
    /// A cell's value that its topic does not take.
    #[error("`{value}` is no answer to the topic `{topic}`, which takes {kind}")]
    InvalidCell {
        /// The topic.
        topic: String,
        /// The value.
        value: String,
        /// What it takes.
        kind: String,
    },
    /// A query that cannot be read.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A spreadsheet that cannot be read.
    #[error("`{name}`: {source}")]
    Sheet {
        /// The file's name.
        name: String,
        /// Why.
        source: BookError,
    },
    /// A file in which no list was found.
    #[error("`{name}` holds no list of texts that katsaus recognises")]
    NoList {
        /// The file's name.
        name: String,
        /// Its sheets, and why each is none.
        sheets: Vec<(String, String)>,
    },
    /// A table that was never imported.
    #[error("`{name}` is no table that this review has read, so its rows are not known")]
    UnknownTable {
        /// The file's name.
        name: String,
    },
    /// A table that the review itself wrote, without what an edited copy is compared by.
    #[error("{0}")]
    OwnTable(String),
    /// Keys of one source, where two are needed.
    #[error("{message}")]
    OneSource {
        /// What is wrong.
        message: String,
        /// The source.
        key: String,
    },
    /// An operation that is undone already.
    #[error("operation `{op}` is undone already, by `{by}`")]
    UndoneAlready {
        /// The operation.
        op: String,
        /// The undo.
        by: String,
    },
    /// A group whose texts have one code each.
    #[error("a text has one code of `{group}`, and {why}")]
    OneCode {
        /// The group.
        group: String,
        /// What would give it two.
        why: String,
    },
    /// Not what was expected.
    #[error("{0}")]
    Wrong(String),
    /// The index.
    #[error("the search index: {0}")]
    Index(Box<dyn std::error::Error + Send + Sync>),
    /// The person stopped it.
    #[error("stopped; the review is as it was")]
    Stopped,
}

impl ReviewError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> ReviewError {
        let path = path.to_owned();
        move |source| ReviewError::Io { path, source }
    }
}
