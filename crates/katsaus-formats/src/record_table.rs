//! Records as a table: what its columns are called, and what stands in them.

use crate::entry::Entry;
use katsaus_model::Field;
use std::collections::BTreeSet;

/// The head of a field's column.
pub fn head(field: Field) -> &'static str {
    match field {
        Field::Type => "Type",
        Field::Title => "Title",
        Field::OriginalTitle => "Original title",
        Field::Authors => "Authors",
        Field::Editors => "Editors",
        Field::Year => "Year",
        Field::Date => "Date",
        Field::Container => "Journal",
        Field::Series => "Series",
        Field::Volume => "Volume",
        Field::Issue => "Issue",
        Field::Pages => "Pages",
        Field::Edition => "Edition",
        Field::Publisher => "Publisher",
        Field::PublisherPlace => "Place of publication",
        Field::Doi => "DOI",
        Field::Pmid => "PMID",
        Field::Urn => "URN",
        Field::Issn => "ISSN",
        Field::Isbn => "ISBN",
        Field::Abstract => "Abstract",
        Field::Keywords => "Keywords",
        Field::Language => "Language",
        Field::Url => "URL",
        Field::AbstractFrom => "Abstract from",
    }
}

/// The columns that some records fill: identifier, fields, notes, and what was not understood by its own name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    fields: BTreeSet<usize>,
    notes: bool,
    cells: Vec<String>,
    extra: BTreeSet<String>,
}

impl Columns {
    /// Sees which columns an entry fills.
    pub fn see(&mut self, entry: &Entry<'_>) {
        for (at, field) in Field::ALL.into_iter().enumerate() {
            if !self.fields.contains(&at) && entry.fields.has(field) {
                self.fields.insert(at);
            }
        }
        self.notes |= !entry.notes.is_empty();
        for (topic, _) in entry.cells {
            if !self.cells.contains(topic) {
                self.cells.push(topic.clone());
            }
        }
        for name in entry.fields.extra.keys() {
            if !self.extra.contains(name) {
                self.extra.insert(name.clone());
            }
        }
    }

    /// The first row.
    pub fn heads(&self) -> Vec<String> {
        let fields = self.fields.iter().filter_map(|at| Field::ALL.get(*at)).map(|field| head(*field).to_owned());
        let notes = self.notes.then(|| "Notes".to_owned());
        std::iter::once("ID".to_owned())
            .chain(fields)
            .chain(notes)
            .chain(self.cells.iter().cloned())
            .chain(self.extra.iter().cloned())
            .collect()
    }

    /// An entry's row.
    pub fn row(&self, entry: &Entry<'_>) -> Vec<String> {
        let fields = self.fields.iter().filter_map(|at| Field::ALL.get(*at)).map(|field| entry.fields.get(*field));
        let notes = self.notes.then(|| entry.notes.join("\n"));
        let cell = |topic: &String| {
            entry.cells.iter().find(|(known, _)| known == topic).map(|(_, text)| text.clone()).unwrap_or_default()
        };
        std::iter::once(entry.key.to_owned())
            .chain(fields)
            .chain(notes)
            .chain(self.cells.iter().map(cell))
            .chain(self.extra.iter().map(|name| entry.fields.extra.get(name).cloned().unwrap_or_default()))
            .collect()
    }
}
