//! xls, xlsb and ods workbooks, through calamine's ranges.

use super::book::{BookError, Each, Opener, ReadSeek};
use super::limits;
use super::value::{Row, Value};
use super::xlsx::{date, iso_date};
use calamine::{Data, Ods, Range, Reader, Xls, Xlsb};
use std::borrow::Cow;
use std::io::BufReader;

pub(super) struct Workbook {
    sheets: Vec<(String, Range<Data>)>,
}

fn damaged(kind: &'static str) -> impl Fn(String) -> BookError {
    move |why| {
        let locked = why.to_lowercase().contains("password");
        if locked { BookError::Locked } else { BookError::Damaged { kind, why } }
    }
}

impl Workbook {
    pub(super) fn xls(open: &Opener<'_>) -> Result<Workbook, BookError> {
        let file: BufReader<Box<dyn ReadSeek>> = BufReader::new(open()?);
        let mut book = Xls::new(file).map_err(|error| damaged("xls")(error.to_string()))?;
        Ok(Workbook { sheets: book.worksheets() })
    }

    pub(super) fn xlsb(open: &Opener<'_>) -> Result<Workbook, BookError> {
        let mut book = Xlsb::new(BufReader::new(open()?)).map_err(|error| damaged("xlsb")(error.to_string()))?;
        Ok(Workbook { sheets: book.worksheets() })
    }

    pub(super) fn ods(open: &Opener<'_>) -> Result<Workbook, BookError> {
        let mut book = Ods::new(BufReader::new(open()?)).map_err(|error| damaged("ods")(error.to_string()))?;
        Ok(Workbook { sheets: book.worksheets() })
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    pub(super) fn rows(&mut self, sheet: &str, each: &mut Each<'_>) -> Result<(), BookError> {
        let Some((_, range)) = self.sheets.iter().find(|(name, _)| name == sheet) else { return Ok(()) };
        let Some((first_row, first_column)) = range.start() else { return Ok(()) };
        for (number, cells) in range.rows().enumerate() {
            let mut row = Row { number: first_row + number as u32 + 1, ..Row::default() };
            for (column, data) in cells.iter().enumerate().take(limits::COLUMNS as usize) {
                if let Some(value) = value(data) {
                    row.cells.push((first_column + column as u32 + 1, value));
                }
            }
            if !row.cells.is_empty() && each(row).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn value(data: &Data) -> Option<Value<'_>> {
    Some(match data {
        Data::Empty => return None,
        Data::String(text) => Value::Text(Cow::Borrowed(text)),
        Data::Int(n) => Value::Number(*n as f64),
        Data::Float(x) => Value::Number(*x),
        Data::Bool(bool) => Value::Bool(*bool),
        Data::DateTime(moment) if moment.is_datetime() => date(*moment),
        Data::DateTime(duration) => Value::Number(duration.as_f64()),
        Data::DateTimeIso(text) => iso_date(text),
        Data::DurationIso(text) => Value::Text(Cow::Borrowed(text)),
        Data::Error(error) => Value::Error(error.to_string()),
    })
}
