//! The sheets of an exported workbook: sources, codebook, topics, and a hidden one that says what it was made of.

use super::columns::{Column, hash, render};
use crate::review::{Review, ReviewError};
use katsaus_formats::workbook::{self, Cell, HIDDEN, Sheet};
use katsaus_model::{Field, Labels, ReadLevel, Source};

/// The sheet of sources.
pub(crate) const SOURCES: &str = "Sources";
/// The sheet of the codebook.
pub(crate) const CODEBOOK: &str = "Codebook";
/// The first cell of the hidden sheet.
pub(crate) const MARK: &str = "katsaus.workbook.v1";

impl Review {
    pub(super) fn workbook_sheets(&self, sources: &[Source]) -> Result<Vec<Sheet>, ReviewError> {
        self.workbook_of(sources, self.columns(sources))
    }

    /// The sheets of a workbook to work in, with just these columns of the sources.
    pub(in crate::review) fn workbook_of(
        &self,
        sources: &[Source],
        columns: Vec<Column>,
    ) -> Result<Vec<Sheet>, ReviewError> {
        let columns = self.with_continuations(columns, sources);
        let statuses = self.statuses_by_key()?;
        let names = self.names()?;
        let mut rows = Vec::with_capacity(sources.len());
        let is_number = |topic: &&(String, katsaus_model::Topic)| topic.1.kind == katsaus_model::TopicKind::Number;
        let numbers: Vec<String> =
            self.protocol.topics.iter().filter(is_number).map(|(name, _)| name.clone()).collect();
        let mut bases = vec![
            vec![
                MARK.to_owned(),
                self.store.root()?.map(|id| id.to_string()).unwrap_or_default(),
                self.store.heads()?.first().map(ToString::to_string).unwrap_or_default(),
            ],
            columns.iter().map(|column| column.identified(&names).id()).collect(),
            columns.iter().map(|column| self.head(column)).collect(),
        ];
        for source in sources {
            let status = statuses.get(&source.key.0).copied().unwrap_or("undecided");
            let texts: Vec<String> = columns.iter().map(|column| render(self, source, column, status)).collect();
            let hashes: String = texts.iter().map(|text| hash(text)).collect();
            bases.push(vec![source.key.0.clone(), hashes]);
            rows.push(cells(&columns, texts, &numbers));
        }
        let mut sheets = vec![Sheet {
            name: SOURCES.to_owned(),
            columns: columns.iter().map(|column| self.described(column)).collect(),
            rows,
            frozen: 1,
            hidden: false,
        }];
        for sheet in [codebook_sheet(self)?, topic_sheet(self)?] {
            for row in &sheet.rows {
                let texts: Vec<String> = row.iter().map(text).collect();
                let hashes: String = texts.iter().map(|text| hash(text)).collect();
                bases.push(vec![format!("{}:{}", sheet.name, texts[0]), hashes]);
                // Its identifier, where it is another one: a renaming meanwhile must not lose what is edited here.
                let kind = if sheet.name == CODEBOOK { "code" } else { "topic" };
                if let Some(id) = names.id(kind, &texts[0]).filter(|id| *id != texts[0]) {
                    bases.push(vec![format!("{}={}", sheet.name, texts[0]), id.to_owned()]);
                }
            }
            sheets.push(sheet);
        }
        let rows = bases.into_iter().map(|row| row.into_iter().map(Cell::Text).collect()).collect();
        sheets.push(Sheet { name: HIDDEN.to_owned(), rows, hidden: true, ..Sheet::default() });
        Ok(sheets)
    }

    /// After each column with a text too long for one cell, as many more as it needs.
    fn with_continuations(&self, columns: Vec<Column>, sources: &[Source]) -> Vec<Column> {
        let mut all = Vec::with_capacity(columns.len());
        for column in columns {
            let longest = sources.iter().map(|source| workbook::parts(&render(self, source, &column, "")).len()).max();
            let mut next = column;
            for _ in 1..longest.unwrap_or(1) {
                let more = Column::More(Box::new(next.clone()));
                all.push(next);
                next = more;
            }
            all.push(next);
        }
        all
    }

    fn described(&self, column: &Column) -> workbook::Column {
        let (width, wraps) = match column {
            Column::Key => (18.0, false),
            Column::Field(Field::Title | Field::Abstract) | Column::Topic(_) | Column::Notes => (45.0, true),
            Column::Field(Field::Authors) => (28.0, true),
            Column::Field(Field::Container | Field::Keywords) => (24.0, true),
            Column::Field(Field::Year | Field::Volume | Field::Issue) => (7.0, false),
            Column::Code(_) => (13.0, false),
            Column::More(_) => (20.0, true),
            _ => (14.0, false),
        };
        let choices = match column {
            Column::Codes(group) if !self.protocol.several(group) => {
                self.protocol.codes_of(group).map(|(path, _)| self.code_label(path)).collect()
            }
            Column::Read => ReadLevel::ALL.iter().map(ToString::to_string).collect(),
            Column::Topic(name) => self.protocol.topic(name).map(|topic| topic.choices.clone()).unwrap_or_default(),
            _ => Vec::new(),
        };
        workbook::Column { head: self.head(column), width, choices, wraps }
    }
}

/// The texts of a row as cells: numbers for years, long texts over several columns.
fn cells(columns: &[Column], texts: Vec<String>, numbers: &[String]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::with_capacity(columns.len());
    let mut rest: Vec<String> = Vec::new();
    for (column, text) in columns.iter().zip(texts) {
        if let Column::More(_) = column {
            cells.push(if rest.is_empty() { Cell::Blank } else { Cell::Text(rest.remove(0)) });
            continue;
        }
        rest.clear();
        // Only what comes back from a cell of numbers as it was: `007` and `12.50` stay texts.
        let number = text.parse::<f64>().ok().filter(|x| x.is_finite() && x.to_string() == text);
        cells.push(match (column, number) {
            _ if text.is_empty() => Cell::Blank,
            (Column::Field(Field::Year), Some(year)) => Cell::Number(year),
            (Column::Topic(name), Some(x)) if numbers.contains(name) => Cell::Number(x),
            _ => {
                let mut parts = workbook::parts(&text);
                let first = parts.remove(0);
                rest = parts;
                Cell::Text(first)
            }
        });
    }
    cells
}

pub(crate) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(x) => x.to_string(),
    }
}

fn columns(described: &[(&str, f64)]) -> Vec<workbook::Column> {
    let column = |(head, width): &(&str, f64)| workbook::Column {
        head: (*head).to_owned(),
        width: *width,
        choices: Vec::new(),
        wraps: *width > 30.0,
    };
    described.iter().map(column).collect()
}

/// A label in a language. One that stands for all languages is shown under the review's own.
fn label(review: &Review, labels: &Labels, language: &str) -> Cell {
    let plain = || labels.get(katsaus_model::ANY_LANGUAGE).filter(|_| review.protocol.language == language);
    labels.get(language).or_else(plain).map_or(Cell::Blank, |label| Cell::Text(label.clone()))
}

/// Heads of the codebook's sheet, in the order in which its rows hold them.
const CODEBOOK_COLUMNS: [(&str, f64); 7] = [
    ("Code", 32.0),
    ("Label (en)", 24.0),
    ("Label (fi)", 24.0),
    ("Label (sv)", 24.0),
    ("Aliases", 24.0),
    ("Definition", 60.0),
    ("Sources", 9.0),
];

/// Heads of the topics' sheet.
pub(crate) const TOPICS: [(&str, f64); 6] = [
    ("Topic", 28.0),
    ("Label (en)", 28.0),
    ("Label (fi)", 28.0),
    ("Label (sv)", 28.0),
    ("Kind", 12.0),
    ("Question", 60.0),
];

pub(crate) fn codebook_sheet(review: &Review) -> Result<Sheet, ReviewError> {
    let names = review.names()?;
    let uses = review.store.count_by_name(katsaus_model::ThingKind::Tag)?;
    let rows = review.protocol.codes.iter().map(|(path, code)| {
        let count = names.id("code", path).and_then(|id| uses.get(id)).copied().unwrap_or(0);
        vec![
            Cell::Text(path.clone()),
            label(review, &code.label, "en"),
            label(review, &code.label, "fi"),
            label(review, &code.label, "sv"),
            Cell::Text(code.aliases.join("; ")),
            Cell::Text(code.definition.clone()),
            Cell::Number(count as f64),
        ]
    });
    Ok(Sheet {
        name: CODEBOOK.into(),
        columns: columns(&CODEBOOK_COLUMNS),
        rows: rows.collect(),
        frozen: 1,
        hidden: false,
    })
}

pub(crate) fn topic_sheet(review: &Review) -> Result<Sheet, ReviewError> {
    let rows = review.protocol.topics.iter().map(|(name, topic)| {
        vec![
            Cell::Text(name.clone()),
            label(review, &topic.label, "en"),
            label(review, &topic.label, "fi"),
            label(review, &topic.label, "sv"),
            Cell::Text(topic.kind.as_str().to_owned()),
            Cell::Text(topic.question.clone()),
        ]
    });
    Ok(Sheet { name: "Topics".into(), columns: columns(&TOPICS), rows: rows.collect(), frozen: 1, hidden: false })
}
