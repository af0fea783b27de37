//! Rows and cells as a spreadsheet holds them.

use std::borrow::Cow;

/// A calendar date in a cell; the time of day is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
    /// True or false.
    Bool(bool),
    /// An error such as `#NAME?`.
    Error(String),
}

impl Value<'_> {
    /// What people see in the cell, without formats: numbers without `.0`, dates as `2022-01-15`.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Value::Text(text) => Cow::Borrowed(text),
            Value::Number(x) if x.fract() == 0.0 && x.abs() < 1e15 => Cow::Owned(format!("{}", *x as i64)),
            Value::Number(x) => Cow::Owned(format!("{x}")),
            Value::Date(d) => Cow::Owned(format!("{:04}-{:02}-{:02}", d.year, d.month, d.day)),
            Value::Bool(true) => Cow::Borrowed("TRUE"),
            Value::Bool(false) => Cow::Borrowed("FALSE"),
            Value::Error(error) => Cow::Borrowed(error),
        }
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        matches!(self, Value::Text(text) if text.trim().is_empty())
    }
}

/// One row: its number and its cells that are not empty, by column, both from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row<'a> {
    /// Its number in the sheet.
    pub number: u32,
    /// Its cells, by column.
    pub cells: Vec<(u32, Value<'a>)>,
    /// The colour that its cells are filled with, if they are.
    pub fill: Option<[u8; 3]>,
    /// Whether its text is struck through.
    pub strike: bool,
}

impl Row<'_> {
    /// The cell in a column.
    pub fn cell(&self, column: u32) -> Option<&Value<'_>> {
        self.cells.binary_search_by_key(&column, |cell| cell.0).ok().map(|at| &self.cells[at].1)
    }

    /// The text of the cell in a column; empty if there is none.
    pub fn text(&self, column: u32) -> Cow<'_, str> {
        self.cell(column).map(Value::text).unwrap_or_default()
    }

    /// Whether all its cells are blank.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|(_, value)| value.is_blank())
    }

    pub(super) fn into_owned(self) -> Row<'static> {
        let own = |value| match value {
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Number(x) => Value::Number(x),
            Value::Date(date) => Value::Date(date),
            Value::Bool(bool) => Value::Bool(bool),
            Value::Error(error) => Value::Error(error),
        };
        Row {
            number: self.number,
            cells: self.cells.into_iter().map(|(column, value)| (column, own(value))).collect(),
            fill: self.fill,
            strike: self.strike,
        }
    }
}
