//! A table of texts of which one column says whether they are relevant: what simulations are run on. It must not leave a
//! row out, for runs name texts by their rows.

use super::book::{Book, BookError, Opener};
use super::plan::{Role, SheetPlan};
use super::profile::{Known, Wishes, profile};
use super::values::{Say, verdict};
use katsaus_model::{Field, Fields, Protocol, text};
use std::ops::ControlFlow;

/// A row below the head.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// Its title, abstract and keywords.
    pub fields: Fields,
    /// What the label says; `None` if it is empty or no verdict.
    pub relevant: Option<bool>,
}

/// Why a table has no labelled texts.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LabelError {
    /// It cannot be read.
    #[error(transparent)]
    Book(#[from] BookError),
    /// No sheet lists texts.
    #[error("no sheet of it holds a list of texts")]
    NoList,
    /// No column is called so.
    #[error("it has no column `{label}`; its columns are {}", heads.join(", "))]
    NoColumn {
        /// What was asked for.
        label: String,
        /// The columns there are.
        heads: Vec<String>,
    },
}

/// The rows of the first list in a table, all of them in their order, with what the column `label` says of each.
///
/// # Errors
/// If it is no table, lists no texts, or has no such column.
pub fn labelled(open: &Opener<'_>, name: &str, label: &str) -> Result<Vec<Labelled>, LabelError> {
    let mut book = Book::open(open, name)?;
    let plan = profile(&mut book, open, &Known { protocol: &Protocol::default() }, &Wishes::default())?;
    let sheet = plan.sheets.into_iter().next().ok_or(LabelError::NoList)?;
    let wanted = text::normalise(label);
    let found = sheet.columns.iter().find(|column| text::normalise(&column.header) == wanted);
    let label = found.map(|column| column.number).ok_or_else(|| LabelError::NoColumn {
        label: label.to_owned(),
        heads: sheet.columns.iter().map(|column| column.header.clone()).collect(),
    })?;
    let columns = |field: Field| of_field(&sheet, field);
    let (titles, abstracts, keywords) = (columns(Field::Title), columns(Field::Abstract), columns(Field::Keywords));
    let mut rows = Vec::new();
    book.rows(&sheet.sheet, &mut |row| {
        if row.number > sheet.header_row {
            let of = |columns: &[u32]| {
                let mut texts = columns.iter().map(|column| row.text(*column).into_owned());
                texts.find(|text| !text.trim().is_empty())
            };
            let fields = Fields {
                title: of(&titles),
                abstract_text: of(&abstracts),
                keywords: of(&keywords).into_iter().collect(),
                ..Fields::default()
            };
            // Programs that take a column for numbers write `1.0`.
            let said = row.text(label);
            let relevant = match verdict(said.strip_suffix(".0").unwrap_or(&said)) {
                Some(Say::Include) => Some(true),
                Some(Say::Exclude) => Some(false),
                Some(Say::Unsure) | None => None,
            };
            rows.push(Labelled { fields, relevant });
        }
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

fn of_field(sheet: &SheetPlan, field: Field) -> Vec<u32> {
    let of = sheet.columns.iter().filter(|column| column.role == Role::Field(field));
    of.map(|column| column.number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::ReadSeek;
    use std::io::Cursor;

    const TABLE: &str = "Title,Abstract,Year,Label\n\
        Employers and job carving,How jobs are carved,2001,1\n\
        ,An abstract alone,2002,0\n\
        A third,,2003,maybe\n\
        \"A fourth,\nin two lines\",x,2004,1.0\n";

    fn read(label: &str) -> Result<Vec<Labelled>, LabelError> {
        let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(Cursor::new(TABLE))) };
        labelled(&open, "set.csv", label)
    }

    #[test]
    fn every_row_is_there_with_its_label() {
        let rows = read("label").expect("a table");
        let labels: Vec<Option<bool>> = rows.iter().map(|row| row.relevant).collect();
        assert_eq!(labels, [Some(true), Some(false), None, Some(true)]);
        assert_eq!(rows[1].fields.abstract_text.as_deref(), Some("An abstract alone"));
        assert_eq!(rows[1].fields.title, None);
    }

    #[test]
    fn a_column_that_is_not_there_is_named_with_those_that_are() {
        let error = read("included").expect_err("no such column").to_string();
        assert_eq!(error, "it has no column `included`; its columns are Title, Abstract, Year, Label");
    }
}
