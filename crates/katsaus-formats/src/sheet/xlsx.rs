//! xlsx workbooks: values through calamine's cell reader, never as a dense range.

use super::book::{BookError, Each, Opener, ReadSeek};
use super::limits;
use super::value::{Date, Row, Value};
use calamine::{DataRef, Reader, Xlsx};
use std::borrow::Cow;
use std::io::BufReader;
use std::ops::ControlFlow;

pub(super) struct Workbook {
    inner: Xlsx<BufReader<Box<dyn ReadSeek>>>,
    linked: bool,
}

fn damaged(error: calamine::XlsxError) -> BookError {
    match error {
        calamine::XlsxError::Password => BookError::Locked,
        error => BookError::Damaged { kind: "xlsx", why: error.to_string() },
    }
}

impl Workbook {
    pub(super) fn open(open: &Opener<'_>, linked: bool) -> Result<Workbook, BookError> {
        Ok(Workbook { inner: Xlsx::new(BufReader::new(open()?)).map_err(damaged)?, linked })
    }

    pub(super) fn sheets(&self) -> Vec<String> {
        self.inner.sheet_names()
    }

    pub(super) fn rows(&mut self, sheet: &str, each: &mut Each<'_>) -> Result<(), BookError> {
        let mut reader = match self.inner.worksheet_cells_reader(sheet) {
            Ok(reader) => reader,
            // Chart sheets and such have a name but no cells.
            Err(calamine::XlsxError::WorksheetNotFound(_)) => return Ok(()),
            Err(error) => return Err(damaged(error)),
        };
        let looks: Vec<(Option<[u8; 3]>, bool)> = reader.styles().iter().map(look).collect();
        let mut row = Row::default();
        let mut filled = 0;
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
            let (number, column) = cell.get_position();
            let (number, column) = (number + 1, column + 1);
            if number != row.number {
                if !row.cells.is_empty() && each(coloured(std::mem::take(&mut row), filled)).is_break() {
                    return Ok(());
                }
                row = Row { number, ..Row::default() };
                filled = 0;
            }
            if column > limits::COLUMNS {
                continue;
            }
            let (fill, strike) = looks.get(style).copied().unwrap_or_default();
            if let Some(value) = value(cell.get_value()) {
                filled += usize::from(fill.is_some());
                row.fill = row.fill.or(fill);
                row.strike |= strike;
                // Cells out of order are rare and allowed; the row stays sorted.
                match row.cells.last() {
                    Some((last, _)) if *last >= column => {
                        if let Err(at) = row.cells.binary_search_by_key(&column, |cell| cell.0) {
                            row.cells.insert(at, (column, value));
                        }
                    }
                    _ => row.cells.push((column, value)),
                }
            }
        }
        if !row.cells.is_empty() {
            let _: ControlFlow<()> = each(coloured(row, filled));
        }
        Ok(())
    }

    pub(super) fn merged(&mut self, sheet: &str) -> Vec<[u32; 4]> {
        let merged = self.inner.merge_cells_by_sheet_name(sheet).unwrap_or_default();
        merged.iter().map(|d| [d.start.0 + 1, d.start.1 + 1, d.end.0 + 1, d.end.1 + 1]).collect()
    }

    pub(super) fn links(&mut self, sheet: &str) -> Vec<(u32, u32, String)> {
        if !self.linked {
            return Vec::new();
        }
        let links = self.inner.hyperlinks_by_sheet_name(sheet).unwrap_or_default();
        let at = |link: calamine::Hyperlink| Some((link.range.start.0 + 1, link.range.start.1 + 1, link.target?));
        links.into_iter().filter_map(at).filter(|link| link.2.starts_with("http")).collect()
    }
}

/// A row is coloured if most of its cells are: a filled first column is a line for the eye.
fn coloured(mut row: Row<'_>, filled: usize) -> Row<'_> {
    if filled * 2 < row.cells.len() {
        row.fill = None;
    }
    row
}

/// The fill of a cell, unless it is white, and whether its text is struck through.
fn look(style: &calamine::Style) -> (Option<[u8; 3]>, bool) {
    let fill = style.fill.as_ref().filter(|fill| fill.is_visible()).and_then(calamine::Fill::get_color);
    let fill = fill.map(|color| [color.red, color.green, color.blue]).filter(|rgb| *rgb != [255; 3]);
    (fill, style.font.as_ref().is_some_and(calamine::Font::has_strikethrough))
}

fn value<'a>(data: &DataRef<'a>) -> Option<Value<'a>> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::SharedString(text) => Value::Text(Cow::Borrowed(text)),
        DataRef::String(text) => Value::Text(Cow::Owned(text.clone())),
        DataRef::Int(n) => Value::Number(*n as f64),
        DataRef::Float(x) => Value::Number(*x),
        DataRef::Bool(bool) => Value::Bool(*bool),
        DataRef::DateTime(moment) if moment.is_datetime() => date(*moment),
        DataRef::DateTime(duration) => Value::Number(duration.as_f64()),
        DataRef::DateTimeIso(text) => iso_date(text),
        DataRef::DurationIso(text) => Value::Text(Cow::Owned(text.clone())),
        DataRef::Error(error) => Value::Error(error.to_string()),
    })
}

pub(super) fn date(moment: calamine::ExcelDateTime) -> Value<'static> {
    // A date before 1900 is a number that got a date format by accident: a year such as 1979 reads as 1905.
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    if moment.as_f64() < 1.0 {
        return Value::Number(moment.as_f64());
    }
    Value::Date(Date { year, month, day })
}

pub(super) fn iso_date(text: &str) -> Value<'static> {
    let mut parts = text.get(..10).unwrap_or_default().split('-');
    let mut next = || parts.next().and_then(|part| part.parse::<u16>().ok());
    match (next(), next(), next()) {
        (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) => {
            Value::Date(Date { year, month: month as u8, day: day as u8 })
        }
        _ => Value::Text(Cow::Owned(text.to_owned())),
    }
}
