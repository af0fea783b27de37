//! Reading a file into the review: a table by profile, plan, apply; a file of entries one by one; new, the same again,
//! or an edited copy.

mod described;
mod edited;
mod entries;
mod fresh;
mod names;
mod pair;
mod recognise;
mod sheets;
mod update;
mod workbook;

pub use entries::Preview;

pub(super) use recognise::{KnownRow, KnownTable};

use super::{Act, Matched, Review, ReviewError};
use crate::progress::Progress;
use crate::store::ImportRow;
use katsaus_formats::any;
use katsaus_formats::format::Reader;
use katsaus_formats::sheet::{Book, BookError, Known, Opener, Plan, Role, Wishes, profile};
use katsaus_model::{Diagnostic, OpId};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::ops::ControlFlow;

/// A file to import, and what the person said of it.
pub struct ImportRequest<'a> {
    /// The file's name, without folders.
    pub name: String,
    /// Opens the file.
    pub open: &'a Opener<'a>,
    /// What was said of sheets and columns.
    pub wishes: Wishes,
    /// The search that it came from, by identifier or name.
    pub found_in: Option<String>,
    /// The earlier import that it is an edited copy of, by file name.
    pub update: Option<String>,
    /// The format that it should be; else whatever it is.
    pub format: Option<String>,
    /// Whether text that a wrong encoding spoilt is repaired.
    pub repair: bool,
    /// Whether new records are matched with those that the review has.
    pub dedup: bool,
}

impl<'a> ImportRequest<'a> {
    /// A file of which nothing was said.
    pub fn new(name: impl Into<String>, open: &'a Opener<'a>) -> ImportRequest<'a> {
        let (name, wishes) = (name.into(), Wishes::default());
        ImportRequest { name, open, wishes, found_in: None, update: None, format: None, repair: false, dedup: true }
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was imported before, just as it is.
    Same(Box<ImportRow>),
    /// It has column names and no text below them.
    Empty,
    /// It was new.
    New(Box<Imported>),
    /// It is an edited copy of an earlier import, or of a workbook that katsaus wrote.
    Updated(Box<Updated>),
}

/// What an import brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The operation.
    pub op: Option<OpId>,
    /// The plan it followed.
    pub plan: Plan,
    /// New records.
    pub records: u64,
    /// Sources in the review before, and now.
    pub sources: (u64, u64),
    /// What was found wrong, the first thousand.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was found wrong in all.
    pub faults: u64,
    /// Paths of new codes.
    pub codes: Vec<String>,
    /// Names of new topics.
    pub topics: Vec<String>,
    /// Which of the records the review had already.
    pub matched: Matched,
}

impl Imported {
    /// How many sources are new, those to be judged among them.
    pub fn new_sources(&self) -> u64 {
        // What a new record joined went from the number before.
        (self.sources.1 + self.matched.joined).saturating_sub(self.sources.0)
    }
}

/// Something that an edited copy changed, or would have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The source's key.
    pub key: String,
    /// What it is: a field, a topic, a code.
    pub what: String,
    /// Whether it is a tag, which is on or off.
    pub is_tag: bool,
    /// What the sheet held when it was last imported.
    pub was: String,
    /// What it holds now.
    pub sheet: String,
    /// What the review holds.
    pub review: String,
}

/// What an edited copy changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Updated {
    /// The operation, if anything changed.
    pub op: Option<OpId>,
    /// The import that it is a copy of, by file name.
    pub of: String,
    /// Rows that were recognised.
    pub rows: u64,
    /// What was changed in the sheet only: written.
    pub written: Vec<CellChange>,
    /// What was changed in both: not touched.
    pub clashes: Vec<CellChange>,
    /// Keys of texts whose rows are gone: not touched.
    pub gone: Vec<String>,
    /// New records.
    pub records: u64,
    /// Their keys.
    pub new_keys: Vec<String>,
    /// Codes that it made.
    pub new_codes: Vec<String>,
    /// Topics that it made.
    pub new_topics: Vec<String>,
    /// Columns of the earlier copy that it no longer has; what they said stays.
    pub columns_gone: Vec<String>,
    /// Rows that may be one text twice, one of them new: sheet and the two rows.
    pub pairs: Vec<(String, u32, u32)>,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Review {
    /// Looks at a file and says what an import would do. Nothing is written.
    ///
    /// # Errors
    /// If it cannot be read as a spreadsheet.
    pub fn plan_import(&self, request: &ImportRequest<'_>) -> Result<Plan, ReviewError> {
        self.plan_of(&mut open(request)?, request)
    }

    fn plan_of(&self, book: &mut Book, request: &ImportRequest<'_>) -> Result<Plan, ReviewError> {
        if let Some(wanted) = &request.wishes.sheet
            && !book.sheets().contains(wanted)
        {
            let sheets = book.sheets().join("`, `");
            return Err(ReviewError::Wrong(format!("`{}` has no sheet `{wanted}`; it has `{sheets}`", request.name)));
        }
        let mut wishes = request.wishes.clone();
        for (colour, meaning) in &mut wishes.colours {
            *meaning = self.meaning(colour, meaning)?;
        }
        let known = Known { protocol: &self.protocol };
        let plan = profile(book, request.open, &known, &wishes).map_err(|error| unreadable(request, error))?;
        if let Some(column) = plan.unknown_wishes.first() {
            let heads: Vec<&str> =
                plan.sheets.iter().flat_map(|sheet| &sheet.columns).map(|column| column.name.as_str()).collect();
            let message = format!("`{}` has no column `{column}`; it has `{}`", request.name, heads.join("`, `"));
            return Err(ReviewError::Wrong(message));
        }
        Ok(plan)
    }

    /// Whether the first rows of a table carry keys of this review: an export without what an edited copy is compared by.
    fn is_own_table(&self, book: &mut Book, plan: &Plan) -> Result<bool, ReviewError> {
        let [sheet] = plan.sheets.as_slice() else { return Ok(false) };
        let Some(column) = sheet.columns.iter().find(|column| column.role == Role::Id && column.header == "Key") else {
            return Ok(false);
        };
        let mut keys = Vec::new();
        let read = book.rows(&sheet.sheet, &mut |row| {
            if row.number > sheet.header_row {
                keys.push(row.text(column.number).trim().to_owned());
            }
            if keys.len() < 20 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if read.is_err() {
            return Ok(false);
        }
        let mut here = 0;
        for key in &keys {
            here += usize::from(!key.is_empty() && self.store.by_key(key)?.is_some());
        }
        Ok(!keys.is_empty() && here * 10 >= keys.len() * 8)
    }

    /// What an import would do to a review that knows the file: it is done on a copy, which is thrown away. `None` if
    /// the file is new to the review; then the plan says all.
    ///
    /// # Errors
    /// As for an import.
    pub fn rehearse_import(&self, act: &Act, request: &ImportRequest<'_>) -> Result<Option<Outcome>, ReviewError> {
        let sha256 = sha256(request)?;
        if let Some((row, true)) = self.had(&sha256)? {
            return Ok(Some(Outcome::Same(Box::new(row))));
        }
        if reader_of(request)?.is_some() {
            return Ok(None);
        }
        let book = open(request)?;
        let known = workbook::is_ours(&book) || self.base_of(request, &self.plan_import(request)?, &sha256)?.is_some();
        drop(book);
        if !known {
            return Ok(None);
        }
        let folder = self.folder.join("cache").join("rehearsal");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(ReviewError::io(&folder))?;
        self.store.backup(&folder.join(super::REVIEW_FILE))?;
        let written = std::fs::write(folder.join(super::PROTOCOL_FILE), &self.text);
        written.map_err(ReviewError::io(&folder))?;
        let outcome = Review::open(&folder).and_then(|mut copy| copy.import(act, request, &mut ()));
        let _ = std::fs::remove_dir_all(&folder);
        Ok(match outcome? {
            Outcome::New(_) | Outcome::Empty => None,
            known => Some(known),
        })
    }

    /// What a colour means: a verdict, or the path of a code.
    fn meaning(&self, colour: &str, meaning: &str) -> Result<String, ReviewError> {
        const COLOURS: [&str; 8] = ["red", "orange", "yellow", "green", "turquoise", "blue", "purple", "struck"];
        if !COLOURS.contains(&colour) {
            return Err(ReviewError::Wrong(format!(
                "`{colour}` is no colour that katsaus knows: {}",
                COLOURS.join(", ")
            )));
        }
        if ["include", "exclude", "unsure"].contains(&meaning) {
            return Ok(meaning.to_owned());
        }
        self.code_path(meaning)
    }

    /// Imports a file.
    ///
    /// # Errors
    /// If it cannot be read as a spreadsheet, holds no list, or the review cannot be written. Then nothing changed.
    pub fn import(
        &mut self,
        act: &Act,
        request: &ImportRequest<'_>,
        progress: &mut dyn Progress,
    ) -> Result<Outcome, ReviewError> {
        let sha256 = sha256(request)?;
        let had = self.had(&sha256)?;
        if let Some((row, true)) = had {
            return Ok(Outcome::Same(Box::new(row)));
        }
        self.prepare(act)?;
        if let Some(reader) = reader_of(request)? {
            if let Some((row, _)) = had {
                return Ok(Outcome::Same(Box::new(row)));
            }
            let imported = self.import_entries(act, request, &sha256, reader, progress)?;
            return Ok(Outcome::New(Box::new(imported)));
        }
        let mut book = open(request)?;
        if workbook::is_ours(&book)
            && let Some(updated) = self.take_back(act, request, &sha256, &mut book)?
        {
            return Ok(Outcome::Updated(Box::new(updated)));
        }
        let plan = self.plan_of(&mut book, request)?;
        if plan.sheets.is_empty() && !plan.empty.is_empty() {
            return Ok(Outcome::Empty);
        }
        if plan.sheets.is_empty() {
            return Err(ReviewError::NoList { name: request.name.clone(), sheets: plan.others });
        }
        if self.is_own_table(&mut book, &plan)? {
            let message = format!(
                "`{}` is a table that this review wrote: its keys are those of sources that are here",
                request.name
            );
            return Err(ReviewError::OwnTable(message));
        }
        if let Some(base) = self.base_of(request, &plan, &sha256)?
            && let Some(updated) = self.update(act, request, &sha256, &mut book, &plan, &base)?
        {
            return Ok(Outcome::Updated(Box::new(updated)));
        }
        if let Some((row, _)) = had {
            return Ok(Outcome::Same(Box::new(row)));
        }
        let imported = self.import_new(act, request, &sha256, &mut book, plan, progress)?;
        Ok(Outcome::New(Box::new(imported)))
    }
}

fn unreadable(request: &ImportRequest<'_>, source: BookError) -> ReviewError {
    ReviewError::Sheet { name: request.name.clone(), source }
}

/// The reader of a file of entries; `None` if it is a table.
fn reader_of(request: &ImportRequest<'_>) -> Result<Option<&'static dyn Reader>, ReviewError> {
    match any::kind(request.open, &request.name, request.format.as_deref()) {
        Ok(any::Kind::Text(reader)) => Ok(Some(reader)),
        Ok(any::Kind::Table) => Ok(None),
        Err(any::AnyError::Book(error)) => Err(unreadable(request, error)),
        Err(other) => Err(ReviewError::Wrong(other.to_string())),
    }
}

fn open(request: &ImportRequest<'_>) -> Result<Book, ReviewError> {
    let book = Book::open(request.open, &request.name).map_err(|error| unreadable(request, error))?;
    match &request.format {
        Some(format) if format != book.format() => {
            Err(ReviewError::Wrong(format!("`{}` is a {} file, not {format}", request.name, book.format())))
        }
        _ => Ok(book),
    }
}

fn sha256(request: &ImportRequest<'_>) -> Result<String, ReviewError> {
    let wrong = |source: std::io::Error| ReviewError::Sheet { name: request.name.clone(), source: source.into() };
    let mut file = (request.open)().map_err(wrong)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0u8; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(wrong)? {
            0 => break,
            n => hasher.update(&buffer[..n]),
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
