//! One entry exactly as an import held it.

use crate::{CellValue, Change, Fields, Identity, ReadLevel, Subject, Verdict};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where in a file something stands. Rows, columns and lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// A cell or row of a sheet.
    Sheet {
        /// The sheet's name.
        sheet: String,
        /// The row.
        row: u32,
        /// The column, if one cell is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column: Option<u32>,
    },
    /// A line of a text file.
    Line {
        /// The line.
        line: u32,
    },
    /// The file as a whole.
    File {},
}

impl Place {
    /// The letters of a column as spreadsheets show it: 1 is `A`, 28 `AB`.
    pub fn letters(mut column: u32) -> String {
        let mut letters = Vec::new();
        while column > 0 {
            column -= 1;
            letters.push(b'A' + (column % 26) as u8);
            column /= 26;
        }
        letters.iter().rev().map(|byte| *byte as char).collect()
    }

    /// What an identity is made of beside the file: the row or line, never the column.
    fn anchor(&self) -> String {
        match self {
            Place::Sheet { sheet, row, .. } => format!("{sheet}!{row}"),
            Place::Line { line } => format!("{line}"),
            Place::File {} => String::new(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Sheet { sheet, row, column: Some(column) } => {
                write!(f, "{sheet}!{}{row}", Place::letters(*column))
            }
            Place::Sheet { sheet, row, column: None } => write!(f, "{sheet}, row {row}"),
            Place::Line { line } => write!(f, "line {line}"),
            Place::File {} => f.write_str("file"),
        }
    }
}

/// A value as the file held it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verbatim(
    /// What the file called it: a column head, a tag.
    pub String,
    /// Its column, from 1; 0 where there are no columns.
    pub u32,
    /// The value.
    pub String,
);

/// What a row's columns say beyond the bibliography. Stored with the Record, never computed anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Brought {
    /// Cells, by topic identifier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<(String, CellValue)>,
    /// Tags, by code identifier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Verdicts: stage, reviewer, verdict.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<(String, String, Verdict)>,
    /// Searches that it was found in, by identifier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// How far it has been read, and by whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<(String, ReadLevel)>,
    /// Earlier identities that this row is the same text as (one text on several sheets of one workbook).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<Identity>,
}

impl Brought {
    /// What the row brings, as Changes to the things of `on`.
    pub fn changes(&self, on: Identity) -> Vec<Change> {
        let mut changes = Vec::new();
        for other in &self.same_as {
            changes.push(Change::judged(*other, on, crate::Link::Same));
        }
        for (topic, value) in &self.cells {
            changes.push(Change::Cell { on, topic: topic.clone(), value: Some(value.clone()) });
        }
        for code in &self.tags {
            changes.push(Change::Tag { on: Subject::Source(on), code: code.clone(), here: true });
        }
        for (n, text) in self.notes.iter().enumerate() {
            changes.push(Change::Note { on, id: format!("r{n}"), text: Some(text.clone()) });
        }
        for (stage, by, verdict) in &self.decisions {
            changes.push(Change::Decision {
                on,
                selection: crate::WHOLE.to_owned(),
                stage: stage.clone(),
                by: by.clone(),
                verdict: Some(verdict.clone()),
                note: None,
                order: None,
            });
        }
        for search in &self.origins {
            changes.push(Change::Origin { on, search: search.clone(), here: true });
        }
        if let Some((by, level)) = &self.read {
            changes.push(Change::Read { on, by: by.clone(), level: Some(*level) });
        }
        changes
    }
}

/// What a Record holds, as it is stored and hashed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The key it asks for: given when it was imported.
    pub key: String,
    /// The bibliographic fields, typed.
    pub fields: Fields,
    /// Everything the file held of it, verbatim.
    pub verbatim: Vec<Verbatim>,
    /// What its columns bring.
    #[serde(default)]
    pub brought: Brought,
}

/// One entry of one import. Immutable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The identity it brings into the review.
    pub id: Identity,
    /// Where it stood.
    pub place: Place,
    /// What it holds.
    pub content: Content,
}

impl Record {
    /// The identity of the entry at `place` of the file with this SHA-256.
    pub fn identity(file_sha256: &str, place: &Place) -> Identity {
        Identity::of(&[file_sha256.as_bytes(), place.anchor().as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (n, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")] {
            assert_eq!(Place::letters(n), letters);
        }
        let cell = Place::Sheet { sheet: "Lähteet".into(), row: 14, column: Some(6) };
        assert_eq!(cell.to_string(), "Lähteet!F14");
    }

    #[test]
    fn an_identity_is_file_and_row() {
        let at = |column| Place::Sheet { sheet: "A".into(), row: 2, column };
        assert_eq!(Record::identity("f", &at(None)), Record::identity("f", &at(Some(3))));
        assert_ne!(Record::identity("f", &at(None)), Record::identity("g", &at(None)));
    }
}
