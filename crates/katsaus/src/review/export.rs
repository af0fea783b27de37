//! Getting everything out again: a workbook to work in, tables, bibliographic formats.

mod columns;
mod decisions;
mod into;
mod sheets;

pub use decisions::DecisionShape;
pub use into::IntoReport;

pub(super) use columns::{Column, hash, render};
pub(super) use sheets::{CODEBOOK, MARK, SOURCES, codebook_sheet, text, topic_sheet};

use super::{Review, ReviewError};
use crate::progress::{Event, Progress};
use crate::store::{Filter, Set};
use katsaus_formats::entry::{Entry, WRITERS, Writer, write_all};
use katsaus_formats::{table_text, workbook};
use katsaus_model::Source;
use std::io::Write;

/// Formats that `export` writes, by extension.
pub const FORMATS: [&str; 6] = ["xlsx", "csv", "ris", "bib", "json", "md"];

/// Whether `export` writes files with this ending.
pub fn is_written(extension: &str) -> bool {
    FORMATS.contains(&extension) || WRITERS.iter().any(|writer| writer.extensions().contains(&extension))
}

impl Review {
    /// Sources of a set, whole, by key.
    pub(super) fn whole(
        &self,
        set: &Set,
        what: &'static str,
        progress: &mut dyn Progress,
    ) -> Result<Vec<Source>, ReviewError> {
        let names = self.names()?;
        let rows = self.store.rows(Filter::Of(set))?;
        let _ = progress.event(Event::Started { what, total: Some(rows.len() as u64) });
        let mut sources = Vec::with_capacity(rows.len());
        for row in rows {
            sources.extend(self.source(row.n, &names)?);
            if progress.event(Event::Advanced(1)).is_break() {
                return Err(ReviewError::Stopped);
            }
        }
        let _ = progress.event(Event::Finished);
        Ok(sources)
    }

    /// Writes the sources of a set in a format of [`FORMATS`] to `out`. Returns how many.
    ///
    /// # Errors
    /// If there is no such format, or `out` cannot be written.
    pub fn export(
        &self,
        set: &Set,
        format: &str,
        out: &mut dyn Write,
        progress: &mut dyn Progress,
    ) -> Result<usize, ReviewError> {
        let sources = self.whole(set, "exporting", progress)?;
        let io = |error: std::io::Error| ReviewError::Wrong(format!("the export could not be written: {error}"));
        match format {
            "xlsx" => {
                let sheets = self.workbook_sheets(&sources)?;
                let bytes = workbook::workbook(&sheets).map_err(|error| ReviewError::Wrong(error.to_string()))?;
                out.write_all(&bytes).map_err(io)?;
            }
            "csv" => self.export_csv(&sources, out)?,
            format => {
                let Some(writer) = WRITERS.iter().find(|writer| writer.extensions().contains(&format)) else {
                    let known = FORMATS.join(", ");
                    return Err(ReviewError::Wrong(format!("katsaus does not write `{format}`; it writes {known}")));
                };
                self.export_entries(&sources, *writer, out)?;
            }
        }
        Ok(sources.len())
    }

    fn export_csv(&self, sources: &[Source], out: &mut dyn Write) -> Result<(), ReviewError> {
        let columns = self.columns(sources);
        let statuses = self.statuses_by_key()?;
        let head = columns.iter().map(|column| self.head(column)).collect();
        let rows = sources.iter().map(|source| {
            let status = statuses.get(&source.key.0).copied().unwrap_or("undecided");
            columns.iter().map(|column| render(self, source, column, status)).collect::<Vec<_>>()
        });
        let io = |error: std::io::Error| ReviewError::Wrong(format!("the export could not be written: {error}"));
        table_text::write_csv(std::iter::once(head).chain(rows), out).map_err(io)
    }

    fn export_entries(&self, sources: &[Source], writer: &dyn Writer, out: &mut dyn Write) -> Result<(), ReviewError> {
        struct Parts {
            tags: Vec<String>,
            cells: Vec<(String, String)>,
        }
        let parts: Vec<Parts> = sources
            .iter()
            .map(|source| Parts {
                tags: source.tags.iter().map(|tag| tag.code.clone()).collect(),
                cells: source
                    .cells
                    .iter()
                    .map(|cell| {
                        let name = cell.topic.as_str();
                        let label =
                            self.protocol.topic(name).map_or(name, |topic| self.protocol.label(&topic.label, name));
                        (label.to_owned(), cell.value.as_str().to_owned())
                    })
                    .collect(),
            })
            .collect();
        let entries = sources.iter().zip(&parts).map(|(source, parts)| Entry {
            key: &source.key.0,
            fields: &source.fields,
            tags: &parts.tags,
            notes: &source.notes,
            cells: &parts.cells,
        });
        let io = |error: std::io::Error| ReviewError::Wrong(format!("the export could not be written: {error}"));
        write_all(writer, entries, out).map_err(io)
    }

    /// Each decided source's status, by key.
    pub(super) fn statuses_by_key(&self) -> Result<std::collections::HashMap<String, &'static str>, ReviewError> {
        self.statuses_by_key_in(katsaus_model::WHOLE)
    }

    /// The same in a selection.
    fn statuses_by_key_in(
        &self,
        selection: &str,
    ) -> Result<std::collections::HashMap<String, &'static str>, ReviewError> {
        let mut by_key = std::collections::HashMap::new();
        for (n, status) in self.statuses_in(selection)? {
            if let Some(row) = self.store.row(n)? {
                by_key.insert(row.key, status);
            }
        }
        Ok(by_key)
    }
}
