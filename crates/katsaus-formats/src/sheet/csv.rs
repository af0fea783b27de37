//! Tables as text: encoding, byte order mark and delimiter are found by looking.

use super::book::{BookError, Each, Opener};
use super::limits;
use super::value::{Row, Value};
use crate::input::Input;
use std::borrow::Cow;

const DELIMITERS: [u8; 4] = *b",;\t|";

pub(super) struct Table {
    name: String,
    text: String,
    delimiter: u8,
}

impl Table {
    pub(super) fn read(open: &Opener<'_>, name: &str) -> Result<Table, BookError> {
        let text = Input::new(open()?).rest()?;
        let delimiter = delimiter(&text);
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        Ok(Table { name, text, delimiter })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn format(&self) -> &'static str {
        if self.delimiter == b'\t' { "tsv" } else { "csv" }
    }

    pub(super) fn rows(&self, each: &mut Each<'_>) -> Result<(), BookError> {
        let bytes = self.text.as_bytes();
        let mut reader = reader(bytes, self.delimiter);
        let mut record = csv::StringRecord::new();
        let mut number = 0;
        loop {
            let start = reader.position().byte() as usize;
            match reader.read_record(&mut record) {
                Ok(false) => return Ok(()),
                Ok(true) => {}
                Err(error) => return Err(BookError::Damaged { kind: "CSV", why: error.to_string() }),
            }
            // Rows are counted as a spreadsheet program counts them: blank lines too.
            number += 1 + blank_lines(bytes, start);
            let mut row = Row { number, ..Row::default() };
            for (column, field) in record.iter().enumerate().take(limits::COLUMNS as usize) {
                if !field.is_empty() {
                    row.cells.push((column as u32 + 1, Value::Text(Cow::Borrowed(unguarded(field)))));
                }
            }
            if !row.cells.is_empty() && each(row).is_break() {
                return Ok(());
            }
        }
    }
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes)
}

/// Blank lines that begin at `start`. Where lines end in CR LF, the LF of the line before may still stand there.
fn blank_lines(bytes: &[u8], start: usize) -> u32 {
    let torn = start > 0 && bytes.get(start - 1) == Some(&b'\r') && bytes.get(start) == Some(&b'\n');
    let rest = bytes.get(start + usize::from(torn)..).unwrap_or_default();
    let leading = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    leading.filter(|byte| **byte == b'\n').count() as u32
}

/// Takes off the `'` that guards what a spreadsheet program would take for a formula.
fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => field,
    }
}

/// The delimiter that splits the first rows most evenly into the most cells.
fn delimiter(text: &str) -> u8 {
    let head = &text.as_bytes()[..text.len().min(1 << 16)];
    let score = |delimiter: &u8| {
        let mut reader = reader(head, *delimiter);
        let widths: Vec<usize> = reader.records().take(40).map_while(Result::ok).map(|record| record.len()).collect();
        let widest = widths.iter().copied().max().unwrap_or(0);
        // Rows as wide as the widest count; a query line above the head is narrow and does not.
        let even = widths.iter().filter(|width| **width == widest).count();
        if widest < 2 { 0 } else { even * 1000 + widest }
    };
    let mut best = (0, b',');
    for delimiter in &DELIMITERS {
        let score = score(delimiter);
        if score > best.0 {
            best = (score, *delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let owned = bytes.to_vec();
        let open = move || -> std::io::Result<Box<dyn super::super::ReadSeek>> {
            Ok(Box::new(std::io::Cursor::new(owned.clone())))
        };
        let table = Table::read(&open, "list.csv").expect("a table");
        let mut rows = Vec::new();
        table
            .rows(&mut |row| {
                rows.push((row.number, row.cells.iter().map(|(_, value)| value.text().into_owned()).collect()));
                ControlFlow::Continue(())
            })
            .expect("rows");
        rows
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn delimiters_marks_and_encodings_are_found() {
        let expected = vec![row(1, &["Tekijät", "Vuosi"]), row(2, &["Åkerblad", "2020"])];
        assert_eq!(rows("Tekijät;Vuosi\nÅkerblad;2020\n".as_bytes()), expected);
        assert_eq!(rows("\u{feff}Tekijät\tVuosi\r\nÅkerblad\t2020\r\n".as_bytes()), expected);
        assert_eq!(rows(b"Tekij\xe4t;Vuosi\n\xc5kerblad;2020\n"), expected);
        let utf16: Vec<u8> = "Tekijät;Vuosi\nÅkerblad;2020\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&utf16), expected);
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_program_counts_them() {
        for end in ["\n", "\r\n"] {
            let text = ["QUERY,x", "----", "", "Title,Year", "\"two", "lines\",2001", "", "Next,2002"].join(end);
            let quoted = format!("two{end}lines");
            assert_eq!(
                rows(text.as_bytes()),
                [
                    row(1, &["QUERY", "x"]),
                    row(2, &["----"]),
                    row(4, &["Title", "Year"]),
                    row(5, &[&quoted, "2001"]),
                    row(7, &["Next", "2002"]),
                ],
                "{end:?}"
            );
        }
    }

    #[test]
    fn a_guard_against_formulas_is_taken_off() {
        assert_eq!(rows(b"a,b\n'=SUM(1),'tis\n")[1], row(2, &["=SUM(1)", "'tis"]));
    }
}
