//! The facade: open or create a review, and all that can be done with one. What the command line and other
//! programs call; it speaks of files and clocks only as its callers give them.

mod add;
mod backup;
mod bibliography;
mod cell;
mod chart;
mod codebook;
mod dedup;
mod dimension;
mod error;
mod excerpt;
mod export;
mod flow;
mod fulltext;
mod import;
mod matrix;
mod merge;
mod past;
mod protocol_file;
mod resolve;
mod screening;
mod search;
mod searches;
mod selection;
mod show;
mod suggest;
mod tab;
mod tag;
mod undo;
mod units;

pub use backup::Restore;
pub use chart::{ChartKind, Reading};
pub use codebook::{CodeField, CodebookForm, CodebookImported, Put, Split};
pub use dedup::{Counted, Duplicates, Explained, Joint, Matched, Merge, OfImport, OfSearch, ToJudge};
pub use dimension::Cut;
pub use error::ReviewError;
pub use excerpt::Taken;
pub use export::{DecisionShape, FORMATS, IntoReport, is_written};
pub use flow::Flow;
pub use fulltext::{Attachment, PdfReader, Recognised, Sign, TextTrouble};
pub use import::{CellChange, ImportRequest, Imported, Outcome, Preview, Updated};
pub use matrix::{MatrixColumns, MatrixRequest, MatrixRows};
pub use merge::{ClashInWords, Merged};
pub use screening::{
    Agreed, Answer, Answers, Assigned, Assigning, Conflict, Deciding, Excluded, InSelection, OrderOfDecisions,
    PairAgreed, Queue, QueueOrder, ReasonRow, Sampling, Screened, Standing,
};
pub use search::{Branch, Clause, Facet, FacetKind, Found, Hit, Order, Snippet};
pub use show::Status;
pub use suggest::{Suggested, Suggestions};
pub use tab::{TabRequest, Tabulated};
pub use undo::Undone;

use crate::index::Index;
use crate::protocol;
use crate::store::{Names, Store};
use katsaus_model::{Change, Diagnostic, Protocol, Timestamp};
use std::path::{Path, PathBuf};

/// The file that makes a folder a review.
pub const REVIEW_FILE: &str = "review.db";
/// The protocol's file.
pub const PROTOCOL_FILE: &str = "katsaus.toml";

/// So many changes at once are preceded by a backup.
const BULK: usize = 500;

/// Who does something, when, and how others who wait are told.
#[derive(Clone, Debug)]
pub struct Act {
    /// The reviewer, by identifier.
    pub by: String,
    /// The clock.
    pub now: Timestamp,
    /// Program, process and machine: `katsaus import (process 4711 on anna-laptop)`.
    pub who: String,
}

/// An open review.
pub struct Review {
    folder: PathBuf,
    store: Store,
    protocol: Protocol,
    /// The protocol's text that is used: the file's if it can be read, else the last good one.
    text: String,
    file: protocol_file::State,
    warnings: Vec<Diagnostic>,
    read_only: bool,
    /// Of a past review the folder of the present one, where its files are.
    home: Option<PathBuf>,
    index: Option<Index>,
    columns: search::Columns,
    pdf_reader: Option<Box<PdfReader>>,
    /// Who looks: other reviewers' open decisions are not shown to them.
    viewer: Option<String>,
}

impl Review {
    /// Makes a review in `folder`, which may hold other files already.
    ///
    /// # Errors
    /// If there is one already, or the folder cannot be written.
    pub fn init(folder: &Path, protocol_text: &str, act: &Act) -> Result<Review, ReviewError> {
        let file = folder.join(REVIEW_FILE);
        if file.exists() {
            return Err(ReviewError::Exists { path: folder.to_owned() });
        }
        std::fs::create_dir_all(folder).map_err(ReviewError::io(folder))?;
        let protocol_path = folder.join(PROTOCOL_FILE);
        // A protocol that lies there already is the person's: it is taken as it is, or left alone.
        let text = match std::fs::read_to_string(&protocol_path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => protocol_text.to_owned(),
            Err(error) => return Err(ReviewError::io(&protocol_path)(error)),
        };
        protocol::parse(&text)?;
        let mut review = Review::with(folder, Store::create(&file)?);
        review.record_protocol(act, &text, "init")?;
        review.write_protocol_file()?;
        Ok(review)
    }

    /// Opens the review in `folder`.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn open(folder: &Path) -> Result<Review, ReviewError> {
        let file = folder.join(REVIEW_FILE);
        if !file.exists() {
            return Err(ReviewError::NoReview { path: folder.to_owned() });
        }
        let mut review = Review::with(folder, Store::open(&file)?);
        review.load_protocol()?;
        Ok(review)
    }

    /// Opens the review's file once more, after another program has written it; who looks stays who they are.
    ///
    /// # Errors
    /// If it cannot be read any more.
    pub fn reopen(&mut self) -> Result<(), ReviewError> {
        self.store = Store::open(&self.folder.join(REVIEW_FILE))?;
        self.index = None;
        self.load_protocol()
    }

    /// A review whose protocol is not read yet.
    fn with(folder: &Path, store: Store) -> Review {
        Review {
            folder: folder.to_owned(),
            store,
            protocol: Protocol::default(),
            text: String::new(),
            file: protocol_file::State::Same,
            warnings: Vec::new(),
            read_only: false,
            home: None,
            index: None,
            columns: search::Columns::default(),
            pdf_reader: None,
            viewer: None,
        }
    }

    /// The folder of the review that `from` is in, itself or above it.
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors().find(|folder| folder.join(REVIEW_FILE).is_file()).map(Path::to_owned)
    }

    /// Where the review is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The protocol as it is used now.
    pub fn protocol(&self) -> &Protocol {
        &self.protocol
    }

    /// Keys of the protocol's file that are not known.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// What is wrong with the protocol's file, if it cannot be used; the last good text is used instead.
    pub fn protocol_fault(&self) -> Option<&protocol::ProtocolError> {
        match &self.file {
            protocol_file::State::Broken(error) => Some(error),
            _ => None,
        }
    }

    /// The review file, for reading.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Names of codes, topics, reasons, reviewers.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn names(&self) -> Result<Names, ReviewError> {
        Ok(self.store.names()?)
    }

    /// Makes one operation of changes and edits of the protocol. `None` if nothing changed.
    fn commit(
        &mut self,
        act: &Act,
        what: &str,
        changes: Vec<Change>,
        edits: &[protocol::Edit],
    ) -> Result<Option<crate::store::Committed>, ReviewError> {
        self.prepare(act)?;
        if changes.len() >= BULK {
            self.backup_before(act)?;
        }
        let (more, text) = self.protocol_changes(edits)?;
        let mut tx = self.store.begin()?;
        tx.announce(&act.who);
        for change in changes.into_iter().chain(more) {
            tx.change(change);
        }
        let done = tx.commit(act.now, &act.by, what)?;
        self.after_commit(text)?;
        Ok(done)
    }
}
