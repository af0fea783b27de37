//! Somebody's own table and the sources that its rows are: what an edited copy is compared by, for whoever wants to write
//! into it. Nothing is written here.

use super::update::{Before, paired};
use super::{ImportRequest, open, sha256};
use crate::review::import::sheets::Sheets;
use crate::review::{Review, ReviewError};
use katsaus_formats::sheet::Plan;
use katsaus_model::{Brought, Content, Place};

/// A row that is a source of the review.
pub(in crate::review) struct KnownRow {
    /// The source.
    pub(in crate::review) source: i64,
    /// Where the row stands.
    pub(in crate::review) place: Place,
    /// What it said when the review last read it; codes and topics by name.
    pub(in crate::review) before: Brought,
    /// Its cells then: head, column, text.
    pub(in crate::review) cells: Vec<(String, u32, String)>,
    /// What it says now.
    pub(in crate::review) now: Content,
}

/// A table whose rows are known.
pub(in crate::review) struct KnownTable {
    /// How its sheets are read.
    pub(in crate::review) plan: Plan,
    /// Rows that are sources of the review.
    pub(in crate::review) rows: Vec<KnownRow>,
    /// How many rows nobody recognises.
    pub(in crate::review) strangers: usize,
}

impl Review {
    /// The rows of a table that was imported, or of a copy of it, and the sources that they are.
    ///
    /// # Errors
    /// If it cannot be read, or is no table that was imported.
    pub(in crate::review) fn recognise(&self, request: &ImportRequest<'_>) -> Result<KnownTable, ReviewError> {
        let mut book = open(request)?;
        let mut plan = self.plan_of(&mut book, request)?;
        let unknown = || ReviewError::UnknownTable { name: request.name.clone() };
        let base = self.base_of(request, &plan, &sha256(request)?)?.ok_or_else(unknown)?;
        let sheets = Sheets::of(&base.last().import, &plan);
        let before = self.rows_of(&base, &sheets)?;
        let mut now = self.read_rows(request, &mut book, &mut plan)?;
        let mut pairs = paired(&before, &now);
        let carried = sheets.carry_over(&mut plan, &self.protocol, &before, &now, &pairs);
        if !carried.renamed.is_empty() {
            now = self.read_rows(request, &mut book, &mut plan)?;
            pairs = paired(&before, &now);
        }
        let recognised = pairs.iter().flatten().count();
        if recognised * 2 < before.len().min(now.len()).max(1) {
            return Err(unknown());
        }
        let strangers = now.len() - recognised;
        let mut rows = Vec::with_capacity(recognised);
        for (row, pair) in now.into_iter().zip(pairs) {
            let Some(before) = pair.map(|at| &before[at]) else { continue };
            if let Some(source) = self.here(before)? {
                let was = &before.content;
                let cells = was.verbatim.iter().map(|cell| (cell.0.clone(), cell.1, cell.2.clone())).collect();
                let before = self.by_name(&was.brought)?;
                rows.push(KnownRow { source, place: row.place, before, cells, now: row.content });
            }
        }
        Ok(KnownTable { plan, rows, strangers })
    }

    /// The source that a row is, if it is still in the review.
    fn here(&self, before: &Before) -> Result<Option<i64>, ReviewError> {
        let Some(n) = self.store.source_of(before.id())? else { return Ok(None) };
        Ok(self.store.row(n)?.map(|row| row.n))
    }

    /// What a row brought, with the names that codes and topics have now.
    fn by_name(&self, brought: &Brought) -> Result<Brought, ReviewError> {
        let names = self.names()?;
        let mut brought = brought.clone();
        for tag in &mut brought.tags {
            *tag = names.name("code", tag).to_owned();
        }
        for (topic, _) in &mut brought.cells {
            *topic = names.name("topic", topic).to_owned();
        }
        Ok(brought)
    }
}
