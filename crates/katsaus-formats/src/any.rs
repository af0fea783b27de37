//! A file of any format that is read, to entries.
//!
//! It must not open a file by name: it is handed something that opens.

use crate::format::{READERS, Reader, detect, reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::sheet::{Book, BookError, Known, Opener, RowPlan, Wishes, apply, profile};
use katsaus_model::Protocol;
use std::collections::BTreeMap;
use std::io::Read;

/// Formats of tables.
pub const TABLES: [&str; 6] = ["xlsx", "xls", "xlsb", "ods", "csv", "tsv"];

/// What kind of file something is.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A text of entries, and its reader.
    Text(&'static dyn Reader),
    /// A table, which is profiled before it is read.
    Table,
}

/// Why nothing could be read from a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnyError {
    /// No format is called so.
    #[error("katsaus reads no format `{0}`")]
    NoSuchFormat(String),
    /// It is no table, and none of the other formats.
    #[error(transparent)]
    Book(#[from] BookError),
    /// It is a table without a list of texts.
    #[error("no sheet of it holds a list of texts")]
    NoList(Vec<(String, String)>),
}

impl From<std::io::Error> for AnyError {
    fn from(error: std::io::Error) -> AnyError {
        AnyError::Book(error.into())
    }
}

/// Names of all formats that are read.
pub fn names() -> Vec<&'static str> {
    READERS.iter().map(|reader| reader.id()).chain(TABLES).collect()
}

/// What kind of file it is: as `from` says, else by its content.
///
/// # Errors
/// If there is no such format, or it cannot be read.
pub fn kind(open: &Opener<'_>, name: &str, from: Option<&str>) -> Result<Kind, AnyError> {
    match from {
        Some(id) if TABLES.contains(&id) => return Ok(Kind::Table),
        Some(id) => return reader(id).map(Kind::Text).ok_or_else(|| AnyError::NoSuchFormat(id.to_owned())),
        None => {}
    }
    let mut start = [0u8; 8];
    let read = open()?.read(&mut start)?;
    if matches!(&start[..read], [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] | [b'%', b'P', b'D', b'F', ..]) {
        return Ok(Kind::Table);
    }
    let mut input = Input::new(open()?);
    Ok(detect(input.head()?, Some(name)).map_or(Kind::Table, Kind::Text))
}

/// Hands on every entry of a file. Gives the name of its format.
///
/// # Errors
/// If it is of no format that is read. Entries before the trouble have been handed on.
pub fn read(open: &Opener<'_>, name: &str, from: Option<&str>, sink: &mut dyn Sink) -> Result<&'static str, AnyError> {
    match kind(open, name, from)? {
        Kind::Text(reader) => {
            reader.read(&mut Input::new(open()?), sink)?;
            Ok(reader.id())
        }
        Kind::Table => table(open, name, sink),
    }
}

fn table(open: &Opener<'_>, name: &str, sink: &mut dyn Sink) -> Result<&'static str, AnyError> {
    let mut book = Book::open(open, name)?;
    let protocol = Protocol::default();
    let plan = profile(&mut book, open, &Known { protocol: &protocol }, &Wishes::default())?;
    if plan.sheets.is_empty() && plan.empty.is_empty() {
        return Err(AnyError::NoList(plan.others));
    }
    let row_plan = RowPlan { importer: String::new(), stage: String::new(), reviewers: BTreeMap::new() };
    for sheet in &plan.sheets {
        let mut stopped = false;
        apply(&mut book, sheet, &row_plan, &mut |found: Found| {
            let flow = sink.found(found);
            stopped = flow.is_break();
            flow
        })?;
        if stopped {
            break;
        }
    }
    Ok(book.format())
}
