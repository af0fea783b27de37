//! A file of entries: RIS, BibTeX, PubMed and the like. Each entry a Record, each Record a Source.

use super::fresh::Rows;
use super::{ImportRequest, Imported};
use crate::progress::{Event, Progress};
use crate::review::{Act, Review, ReviewError};
use katsaus_formats::format::Reader;
use katsaus_formats::found::{Found, Sink};
use katsaus_formats::input::Input;
use katsaus_formats::screening::{self, When};
use katsaus_formats::sheet::Plan;
use katsaus_model::{Diagnostic, Place, Protocol, SearchKind};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// What a file of entries holds, before it is imported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The format's name.
    pub format: String,
    /// Entries.
    pub records: u64,
    /// Those with an abstract.
    pub abstracts: u64,
    /// Those with a DOI.
    pub dois: u64,
    /// Verdicts of screening programs in their notes.
    pub decisions: u64,
    /// Titles of the first entries.
    pub titles: Vec<String>,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Sink for Preview {
    fn found(&mut self, mut found: Found) -> ControlFlow<()> {
        self.records += 1;
        self.decisions += screening::take(&mut found).len() as u64;
        let fields = &found.content.fields;
        self.abstracts += u64::from(fields.abstract_text.is_some());
        self.dois += u64::from(fields.doi.is_some());
        if self.titles.len() < 5 {
            self.titles.extend(fields.title.clone());
        }
        self.diagnostics.append(&mut found.diagnostics);
        ControlFlow::Continue(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// What somebody needs to know to give verdicts found in notes their place.
pub(super) struct Screeners {
    importer: String,
    first: String,
    last: String,
    reviewers: BTreeMap<String, String>,
}

impl Screeners {
    pub(super) fn of(protocol: &Protocol, importer: &str) -> Screeners {
        Screeners {
            importer: importer.to_owned(),
            first: protocol.stages.first().map_or("title-abstract", |(name, _)| name).to_owned(),
            last: protocol.last_stage().to_owned(),
            reviewers: super::fresh::reviewers(protocol),
        }
    }

    /// Turns what screening programs wrote into notes into decisions.
    pub(super) fn take(&self, found: &mut Found) {
        for said in screening::take(found) {
            let stage = if said.when == When::First { &self.first } else { &self.last };
            let by = match said.by {
                Some(name) => self.reviewers.get(&katsaus_model::text::normalise(&name)).cloned().unwrap_or(name),
                None => self.importer.clone(),
            };
            found.content.brought.decisions.push((stage.clone(), by, said.verdict));
        }
    }
}

/// Entries on their way into the review.
struct Entries<'a, 'r, 'tx, 'n> {
    rows: &'a mut Rows<'r, 'tx, 'n>,
    progress: &'a mut dyn Progress,
    /// The line of the last entry.
    line: u32,
}

impl Sink for Entries<'_, '_, '_, '_> {
    fn found(&mut self, mut found: Found) -> ControlFlow<()> {
        // A record is known by its file and line: of several entries on one line each gets its own.
        if let Place::Line { line } = &mut found.place {
            *line = (*line).max(self.line + 1);
            self.line = *line;
        }
        if self.progress.event(Event::Advanced(1)).is_break() {
            self.rows.failed = Some(ReviewError::Stopped);
            return ControlFlow::Break(());
        }
        self.rows.row(found, SearchKind::NotRecorded)
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.rows.report(vec![diagnostic]);
    }
}

impl Review {
    /// Looks at a file of entries and says what it holds; `None` if it is a table. Nothing is written.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn preview_entries(&self, request: &ImportRequest<'_>) -> Result<Option<Preview>, ReviewError> {
        let Some(reader) = super::reader_of(request)? else { return Ok(None) };
        let mut preview = Preview { format: reader.name().to_owned(), ..Preview::default() };
        let mut input = Input::new((request.open)().map_err(|error| super::unreadable(request, error.into()))?);
        reader.read(&mut input, &mut preview).map_err(|error| super::unreadable(request, error.into()))?;
        Ok(Some(preview))
    }

    pub(super) fn import_entries(
        &mut self,
        act: &Act,
        request: &ImportRequest<'_>,
        sha256: &str,
        reader: &dyn Reader,
        progress: &mut dyn Progress,
    ) -> Result<Imported, ReviewError> {
        let plan = Plan { format: reader.id().to_owned(), ..Plan::default() };
        self.write_import(act, request, sha256, plan, &mut |rows| {
            let wrong = |error: std::io::Error| super::unreadable(request, error.into());
            let mut input = Input::new((request.open)().map_err(wrong)?);
            let _ = progress.event(Event::Started { what: "importing", total: None });
            let mut entries = Entries { rows, progress, line: 0 };
            let read = reader.read(&mut input, &mut entries);
            let _ = entries.progress.event(Event::Finished);
            match entries.rows.failed.take() {
                Some(error) => Err(error),
                None => read.map_err(wrong),
            }
        })
    }
}
