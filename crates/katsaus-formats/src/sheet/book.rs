//! A spreadsheet file of any kind, as named sheets that stream rows.

use super::value::Row;
use super::{csv, legacy, limits, xlsx};
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

/// Something to read a file from.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// Opens the file once more from its beginning. Spreadsheets are read in several passes.
pub type Opener<'a> = dyn Fn() -> io::Result<Box<dyn ReadSeek>> + 'a;

/// Why a file could not be read as a spreadsheet at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// The file could not be read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is larger than katsaus takes.
    #[error("{what} is {found}, and katsaus reads up to {limit}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// How large it is.
        found: String,
        /// The limit.
        limit: String,
    },
    /// It is damaged, or not what its name says.
    #[error("this is not a whole {kind} file: {why}")]
    Damaged {
        /// What it should be.
        kind: &'static str,
        /// What is wrong.
        why: String,
    },
    /// It is a whole file of another kind.
    #[error("this is {0}, which katsaus cannot read")]
    NotATable(&'static str),
    /// It is locked with a password.
    #[error("the workbook is locked with a password")]
    Locked,
}

pub(super) type Each<'e> = dyn FnMut(Row<'_>) -> ControlFlow<()> + 'e;

enum Kind {
    Xlsx(Box<xlsx::Workbook>),
    Legacy(legacy::Workbook),
    Csv(csv::Table),
}

/// An open spreadsheet.
pub struct Book {
    kind: Kind,
    format: &'static str,
}

impl Book {
    /// Opens a spreadsheet, whatever its kind, found by its content. `name` is the file's, for the one sheet of a
    /// text table.
    ///
    /// # Errors
    /// If it is damaged, locked, or over a limit.
    pub fn open(open: &Opener<'_>, name: &str) -> Result<Book, BookError> {
        let mut head = [0u8; 512];
        let mut file = open()?;
        let size = file.seek(io::SeekFrom::End(0))?;
        limits::file(size)?;
        file.rewind()?;
        let read = read_up_to(&mut file, &mut head)?;
        let (kind, format) = match &head[..read] {
            [b'P', b'K', 3, 4, ..] => Book::zipped(open)?,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => (Kind::Legacy(legacy::Workbook::xls(open)?), "xls"),
            start if other_kind(start).is_some() => {
                return Err(BookError::NotATable(other_kind(start).unwrap_or("something else")));
            }
            _ => {
                let table = csv::Table::read(open, name)?;
                let format = table.format();
                (Kind::Csv(table), format)
            }
        };
        Ok(Book { kind, format })
    }

    fn zipped(open: &Opener<'_>) -> Result<(Kind, &'static str), BookError> {
        let names = limits::zip(open()?)?;
        for (part, what) in
            [("word/document.xml", "a Word document"), ("ppt/presentation.xml", "a PowerPoint presentation")]
        {
            if names.iter().any(|name| name == part) {
                return Err(BookError::NotATable(what));
            }
        }
        let is_workbook = |name: &String| name.starts_with("xl/") || name == "content.xml";
        if !names.iter().any(is_workbook) {
            return Err(BookError::NotATable("a packed (zip) file without a workbook in it"));
        }
        if names.iter().any(|name| name == "xl/workbook.bin") {
            Ok((Kind::Legacy(legacy::Workbook::xlsb(open)?), "xlsb"))
        } else if names.iter().any(|name| name == "content.xml") {
            Ok((Kind::Legacy(legacy::Workbook::ods(open)?), "ods"))
        } else {
            // Addresses behind cells need a relations file; without one the sheets are not read once more for them.
            let linked = names.iter().any(|name| name.starts_with("xl/worksheets/_rels/"));
            Ok((Kind::Xlsx(Box::new(xlsx::Workbook::open(open, linked)?)), "xlsx"))
        }
    }

    /// The format's identifier: `xlsx`, `xls`, `xlsb`, `ods`, `csv`, `tsv`.
    pub fn format(&self) -> &'static str {
        self.format
    }

    /// The names of its sheets, in order.
    pub fn sheets(&self) -> Vec<String> {
        match &self.kind {
            Kind::Xlsx(book) => book.sheets(),
            Kind::Legacy(book) => book.sheets(),
            Kind::Csv(table) => vec![table.name().to_owned()],
        }
    }

    /// Streams the rows of a sheet that have any cell, in order, until `each` breaks.
    ///
    /// # Errors
    /// If the sheet is damaged; rows before the damage have been given.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(Row<'_>) -> ControlFlow<()>) -> Result<(), BookError> {
        match &mut self.kind {
            Kind::Xlsx(book) => book.rows(sheet, each),
            Kind::Legacy(book) => book.rows(sheet, each),
            Kind::Csv(table) => table.rows(each),
        }
    }

    /// Merged cells of a sheet: first row, first column, last row, last column, from 1.
    pub fn merged(&mut self, sheet: &str) -> Vec<[u32; 4]> {
        match &mut self.kind {
            Kind::Xlsx(book) => book.merged(sheet),
            _ => Vec::new(),
        }
    }

    /// Web addresses behind cells: row, column, address.
    pub fn links(&mut self, sheet: &str) -> Vec<(u32, u32, String)> {
        match &mut self.kind {
            Kind::Xlsx(book) => book.links(sheet),
            _ => Vec::new(),
        }
    }
}

/// What a file is by its first bytes, if it is one of the kinds that people take for a table by mistake.
fn other_kind(start: &[u8]) -> Option<&'static str> {
    if start.starts_with(b"%PDF") {
        return Some("a PDF");
    }
    if start.starts_with(b"{\\rtf") {
        return Some("an RTF document");
    }
    let text = String::from_utf8_lossy(start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start)).into_owned();
    let text = text.trim_start();
    if text.to_lowercase().starts_with("<!doctype html") || text.to_lowercase().starts_with("<html") {
        Some("a web page")
    } else if text.starts_with("<?xml") || text.starts_with("<!DOCTYPE") {
        Some("an XML file")
    } else if text.starts_with('{') || text.starts_with("[{") {
        Some("a JSON file")
    } else {
        None
    }
}

fn read_up_to(file: &mut dyn ReadSeek, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < buffer.len() {
        match file.read(&mut buffer[read..])? {
            0 => break,
            n => read += n,
        }
    }
    Ok(read)
}
