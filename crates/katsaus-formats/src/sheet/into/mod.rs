//! Writing cells into a workbook that somebody made, and nothing else in it.
//!
//! Every part but the sheets that are written to is copied as it is packed, and in those sheets every byte stays that
//! is not of a written cell: formats, widths, comments, formulas, macros and charts are the person's. It must not
//! write a sheet anew from what it understood of it, nor choose what is written.

mod edit;
mod look;
mod package;
mod place;
mod scan;
mod shown;
mod tag;
#[cfg(test)]
mod tests;
mod text;

use super::book::BookError;
use super::limits;
use crate::workbook::LONGEST;
use package::Package;
pub(super) use package::resolved;
pub(super) use place::cell as place_of;
use place::{LAST_COLUMN, LAST_ROW};
use scan::Map;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

/// A value for one cell of a workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCell {
    /// The sheet's name, as it stands on its tab.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 1.
    pub column: u32,
    /// What the cell shall hold.
    pub value: NewValue,
}

/// What a cell shall hold.
#[derive(Clone, Debug, PartialEq)]
pub enum NewValue {
    /// Text; an empty one is a blank. Lines end in line feeds, as the cell's do.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing. The cell keeps its look.
    Blank,
}

/// Why a cell was left as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IntoRefusal {
    /// There is no such sheet.
    #[error("the workbook has no sheet of this name")]
    NoSheet,
    /// The sheet is a chart, a dialog or a sheet of old macros.
    #[error("the sheet has no cells to write into")]
    NoCells,
    /// The sheet is protected: its maker wants its cells left alone.
    #[error("the sheet is protected")]
    Protected,
    /// The cell holds a formula, or a part of what an array formula gives.
    #[error("the cell holds a formula")]
    Formula,
    /// The cell is merged into another, which holds the value.
    #[error("the cell is merged into another")]
    Merged,
    /// The cell is a head or a total of a table, which the table notes elsewhere too.
    #[error("the cell is a head or a total of a table")]
    TableEdge,
    /// The cell belongs to a pivot table.
    #[error("the cell belongs to a pivot table")]
    Pivot,
    /// The text is over 32,767 UTF-16 units.
    #[error("the text is longer than a cell takes")]
    TooLong,
    /// The number is infinite, or none.
    #[error("a cell cannot hold this number")]
    NotANumber,
    /// No sheet has such a row or column.
    #[error("a sheet has no such cell")]
    OutOfSheet,
    /// The cell was already named; the first value counts.
    #[error("the cell is named twice")]
    Twice,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct IntoDone {
    /// The workbook; if nothing was written, the very bytes that came in.
    pub bytes: Vec<u8>,
    /// How many cells were written.
    pub written: usize,
    /// How many cells already held what they shall hold.
    pub same: usize,
    /// The cells that were left as they were, in the order in which they were given.
    pub refused: Vec<(NewCell, IntoRefusal)>,
    /// Whether the workbook computes: what its formulas show is as old as before, until a program computes them anew.
    pub formulas: bool,
}

/// Why nothing could be written into a workbook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IntoError {
    /// It cannot be read.
    #[error(transparent)]
    Book(#[from] BookError),
    /// It is a whole file, but no xlsx or xlsm.
    #[error("this is {0}, and katsaus writes into xlsx and xlsm workbooks only")]
    NotXlsx(&'static str),
    /// It is signed.
    #[error("the workbook is signed, and its signature would not hold for what is written")]
    Signed,
}

impl From<std::io::Error> for IntoError {
    fn from(error: std::io::Error) -> IntoError {
        IntoError::Book(BookError::Io(error))
    }
}

fn damaged(why: impl ToString) -> BookError {
    BookError::Damaged { kind: "xlsx", why: why.to_string() }
}

/// Writes cells into an xlsx or xlsm workbook. A cell that holds its value already is not written; one that had better
/// be left alone is refused, and the others are written all the same.
///
/// # Errors
/// If the workbook is damaged, locked, signed, over a limit, or of another kind.
pub fn write_into(read: impl Read + Seek, cells: &[NewCell]) -> Result<IntoDone, IntoError> {
    let bytes = whole(read)?;
    let mut package = Package::open(Arc::clone(&bytes))?;
    let mut tally = Tally { formulas: package.computes(), ..Tally::default() };
    let mut parts = BTreeMap::new();
    for (entry, cells) in by_sheet(&package, cells, &mut tally) {
        if let Some(xml) = sheet(&mut package, entry, cells, &mut tally)? {
            parts.insert(entry, xml);
        }
    }
    tally.refused.sort_by_key(|(at, _)| *at);
    Ok(IntoDone {
        bytes: if parts.is_empty() { bytes.to_vec() } else { package.with(&parts)? },
        written: tally.written,
        same: tally.same,
        refused: tally.refused.into_iter().filter_map(|(at, why)| Some((cells.get(at)?.clone(), why))).collect(),
        formulas: tally.formulas,
    })
}

#[derive(Default)]
struct Tally {
    written: usize,
    same: usize,
    /// By the place among the cells that were given.
    refused: Vec<(usize, IntoRefusal)>,
    formulas: bool,
}

/// Values by row and column, each with its place among the cells that were given.
type Wanted<'c> = BTreeMap<(u32, u32), (usize, &'c NewValue)>;

fn whole(mut read: impl Read + Seek) -> Result<Arc<[u8]>, BookError> {
    let size = read.seek(SeekFrom::End(0))?;
    limits::file(size)?;
    read.rewind()?;
    let mut bytes = Vec::new();
    read.take(size).read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

/// The cells by the entry of their sheet, without those that no sheet could take.
fn by_sheet<'c>(package: &Package, cells: &'c [NewCell], tally: &mut Tally) -> BTreeMap<usize, Wanted<'c>> {
    let mut sheets: BTreeMap<usize, Wanted<'c>> = BTreeMap::new();
    for (at, cell) in cells.iter().enumerate() {
        let why = match (unfit(cell), package.sheet(&cell.sheet)) {
            (None, Ok(entry)) => {
                let twice = sheets.get(&entry).is_some_and(|cells| cells.contains_key(&(cell.row, cell.column)));
                if !twice {
                    sheets.entry(entry).or_default().insert((cell.row, cell.column), (at, &cell.value));
                    continue;
                }
                IntoRefusal::Twice
            }
            (Some(why), _) | (None, Err(why)) => why,
        };
        tally.refused.push((at, why));
    }
    sheets
}

/// Why no sheet at all could take the cell.
fn unfit(cell: &NewCell) -> Option<IntoRefusal> {
    match &cell.value {
        _ if !(1..=LAST_ROW).contains(&cell.row) || !(1..=LAST_COLUMN).contains(&cell.column) => {
            Some(IntoRefusal::OutOfSheet)
        }
        NewValue::Text(text) if text.encode_utf16().count() > LONGEST => Some(IntoRefusal::TooLong),
        NewValue::Number(x) if !x.is_finite() => Some(IntoRefusal::NotANumber),
        _ => None,
    }
}

/// The new XML of a sheet, if any of the cells is to be written.
fn sheet(
    package: &mut Package,
    entry: usize,
    wanted: Wanted<'_>,
    tally: &mut Tally,
) -> Result<Option<String>, BookError> {
    let xml = package.text(entry)?;
    let mut places: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (row, column) in wanted.keys() {
        places.entry(*row).or_default().insert(*column);
    }
    let map = scan::scan(&xml, &places)?;
    tally.formulas |= map.formulas;
    let edges = package.edges(entry)?;
    let mut allowed = Wanted::new();
    for ((row, column), (at, value)) in wanted {
        match refusal(&map, row, column).or_else(|| edges.refusal(row, column)) {
            Some(why) => tally.refused.push((at, why)),
            None => {
                allowed.insert((row, column), (at, value));
            }
        }
    }
    let allowed = allowed.into_iter().map(|(place, (_, value))| (place, value)).collect();
    let changes = changed(package, &xml, &map, allowed, tally)?;
    if changes.is_empty() { Ok(None) } else { Ok(Some(edit::edited(&xml, &map, &changes))) }
}

/// Why the sheet's own XML has a cell left alone.
fn refusal(map: &Map, row: u32, column: u32) -> Option<IntoRefusal> {
    let within = |areas: &[place::Area]| areas.iter().any(|area| area.holds(row, column));
    if map.protected {
        Some(IntoRefusal::Protected)
    } else if map.cell(row, column).is_some_and(|cell| cell.formula) || within(&map.arrays) {
        Some(IntoRefusal::Formula)
    } else if map.merged.iter().any(|area| area.holds(row, column) && (row, column) != area.first()) {
        Some(IntoRefusal::Merged)
    } else {
        None
    }
}

/// The values that differ from what the cells hold.
fn changed<'c>(
    package: &mut Package,
    xml: &str,
    map: &Map,
    mut values: edit::Changes<'c>,
    tally: &mut Tally,
) -> Result<edit::Changes<'c>, BookError> {
    let shown: BTreeMap<_, _> = values
        .keys()
        .map(|(row, column)| Ok(((*row, *column), shown::shown(xml, map.cell(*row, *column))?)))
        .collect::<Result<_, BookError>>()?;
    let numbers: BTreeSet<usize> = shown.values().filter_map(shown::Shown::shared).collect();
    let strings = if numbers.is_empty() { BTreeMap::new() } else { package.strings(&numbers)? };
    let all = values.len();
    values.retain(|place, value| !shown.get(place).is_some_and(|shown| shown.is(value, &strings)));
    tally.same += all - values.len();
    tally.written += values.len();
    Ok(values)
}
