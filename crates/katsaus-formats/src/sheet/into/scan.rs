//! Where things stand in the XML of a sheet: its rows, the cells that are wanted, and what lies over them.
//!
//! It must not change anything, nor read the value of a cell.

use super::damaged;
use super::look::{Above, Look};
use super::place::{self, Area};
use super::tag::{self, Tag};
use crate::sheet::BookError;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// What is to be known of a sheet to write into it. All places are bytes of its XML.
#[derive(Default)]
pub(super) struct Map {
    /// The prefix of its elements, with the colon.
    pub(super) prefix: String,
    /// The area that the sheet says it fills, and where it says so.
    pub(super) dimension: Option<(Area, Range<usize>)>,
    /// First column, last column, style.
    pub(super) columns: Vec<(u32, u32, u32)>,
    /// The element that holds the rows.
    pub(super) data: Element,
    pub(super) rows: Vec<Row>,
    /// Which of the rows hold wanted cells, by their numbers.
    index: BTreeMap<u32, usize>,
    /// What stands above the wanted cells.
    pub(super) above: Above,
    pub(super) merged: Vec<Area>,
    /// What formulas fill that stand in one cell of several.
    pub(super) arrays: Vec<Area>,
    pub(super) protected: bool,
    pub(super) formulas: bool,
}

/// Where an element stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) tag: Range<usize>,
    /// Whether its start tag ends it too.
    pub(super) closed: bool,
    /// Where its end tag begins; behind its start tag if that ends it.
    pub(super) inner_end: usize,
    pub(super) end: usize,
}

pub(super) struct Row {
    pub(super) number: u32,
    /// The highest number up to here; rows out of order are rare and allowed.
    highest: u32,
    pub(super) at: Element,
    /// The style for cells that are new in it.
    pub(super) style: Option<u32>,
    /// Its cells and their look, if any cell of it is wanted.
    pub(super) wanted: Option<(Vec<Cell>, Rc<Look>)>,
}

pub(super) struct Cell {
    pub(super) column: u32,
    pub(super) at: Element,
    pub(super) formula: bool,
    /// Where its value stands: usually one element.
    pub(super) values: Vec<Range<usize>>,
}

impl Map {
    pub(super) fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(*self.index.get(&number)?)
    }

    /// Where a row that is new comes to stand: behind the row before the first one below it.
    pub(super) fn gap(&self, number: u32) -> usize {
        let next = self.rows.partition_point(|row| row.highest <= number);
        next.checked_sub(1).and_then(|before| self.rows.get(before)).map_or(self.data.tag.end, |row| row.at.end)
    }

    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        let (cells, _) = self.row(row)?.wanted.as_ref()?;
        cells.iter().find(|cell| cell.column == column)
    }
}

/// The elements right below the sheet whose contents matter here.
#[derive(Clone, Copy, Default, PartialEq)]
enum Section {
    #[default]
    Other,
    Columns,
    Data,
    Merged,
}

struct Scan<'w> {
    wanted: &'w BTreeMap<u32, BTreeSet<u32>>,
    map: Map,
    depth: usize,
    section: Section,
    row: Option<Row>,
    look: Look,
    cell: Option<Cell>,
    value: Option<usize>,
    found: bool,
}

/// Looks over a sheet for the cells of some rows and columns.
///
/// # Errors
/// If it is not well-formed, is no sheet, or has a wanted row or cell twice.
pub(super) fn scan(xml: &str, wanted: &BTreeMap<u32, BTreeSet<u32>>) -> Result<Map, BookError> {
    let mut scan = Scan {
        wanted,
        map: Map { above: Above::of(wanted), ..Map::default() },
        depth: 0,
        section: Section::Other,
        row: None,
        look: Look::default(),
        cell: None,
        value: None,
        found: false,
    };
    tag::walk(xml, |event, place| {
        match event {
            Event::Start(_) => {
                scan.start(tag::at(xml, place.clone())?, place, false)?;
                scan.depth += 1;
            }
            Event::Empty(_) => {
                scan.start(tag::at(xml, place.clone())?, place.clone(), true)?;
                scan.end(place.end..place.end)?;
            }
            Event::End(_) => {
                scan.depth = scan.depth.checked_sub(1).ok_or_else(|| damaged("a sheet ends twice"))?;
                scan.end(place)?;
            }
            _ => {}
        }
        Ok(())
    })?;
    if !scan.found || scan.depth > 0 {
        return Err(damaged("a sheet has no rows, or no end"));
    }
    scan.map.above.close();
    Ok(scan.map)
}

impl Scan<'_> {
    fn start(&mut self, tag: Tag<'_>, place: Range<usize>, closed: bool) -> Result<(), BookError> {
        let element = Element { tag: place.clone(), closed, ..Element::default() };
        match (self.depth, self.section, tag.local()) {
            (0, _, "worksheet") => self.map.prefix = tag.prefix().to_owned(),
            (0, ..) => return Err(damaged("a sheet is no sheet")),
            (1, _, name) => self.section(name, tag, element)?,
            (2, Section::Columns, "col") => self.map.columns.extend(column(tag)),
            (2, Section::Merged, "mergeCell") => self.map.merged.extend(area(tag)),
            (2, Section::Data, "row") => self.open_row(tag, element)?,
            (3, Section::Data, "c") => self.open_cell(tag, element)?,
            (4, Section::Data, "f") => self.formula(tag),
            (4, Section::Data, "v" | "is") => self.value = Some(place.start),
            _ => {}
        }
        Ok(())
    }

    fn section(&mut self, name: &str, tag: Tag<'_>, element: Element) -> Result<(), BookError> {
        self.section = match name {
            "cols" => Section::Columns,
            "mergeCells" => Section::Merged,
            "sheetData" if self.found => return Err(damaged("a sheet has its rows twice")),
            "sheetData" => {
                self.found = true;
                self.map.data = element;
                Section::Data
            }
            _ => {
                self.map.protected |= name == "sheetProtection" && tag.says("sheet");
                if let ("dimension", Some(attribute)) = (name, tag.find("ref")) {
                    let place = element.tag.start + attribute.place.start..element.tag.start + attribute.place.end;
                    self.map.dimension = Area::read(attribute.value).map(|area| (area, place));
                }
                Section::Other
            }
        };
        Ok(())
    }

    fn open_row(&mut self, tag: Tag<'_>, at: Element) -> Result<(), BookError> {
        let follows = self.map.rows.last().map_or(1, |row| row.number.saturating_add(1));
        let number = tag.number("r").unwrap_or(follows);
        let wanted = self.wanted.contains_key(&number);
        if wanted && self.map.index.contains_key(&number) {
            return Err(damaged(format!("row {number} stands twice in a sheet")));
        }
        self.map.above.reach(number);
        self.look = Look { row: number, ..Look::default() };
        let style = tag.number("s").filter(|_| tag.says("customFormat"));
        let wanted = wanted.then(|| (Vec::new(), Rc::default()));
        let highest = self.map.rows.last().map_or(number, |row| row.highest.max(number));
        self.row = Some(Row { number, highest, at, style, wanted });
        Ok(())
    }

    fn open_cell(&mut self, tag: Tag<'_>, at: Element) -> Result<(), BookError> {
        let follows = self.look.styles.last().map_or(1, |(column, _)| column.saturating_add(1));
        let column = tag.get("r").and_then(|text| place::cell(&text)).map_or(follows, |(_, column)| column);
        let in_order = self.look.styles.last().is_none_or(|(last, _)| *last < column);
        self.look.styles.push((column, tag.number("s").unwrap_or(0)));
        let Some((cells, _)) = self.row.as_ref().and_then(|row| row.wanted.as_ref()) else { return Ok(()) };
        if !in_order && cells.iter().any(|cell| cell.column == column) {
            return Err(damaged(format!("cell {} stands twice in a sheet", place::name(self.look.row, column))));
        }
        self.cell = Some(Cell { column, at, formula: false, values: Vec::new() });
        Ok(())
    }

    fn formula(&mut self, tag: Tag<'_>) {
        self.map.formulas = true;
        if let Some(cell) = &mut self.cell {
            cell.formula = true;
        }
        // A shared formula has an area too, but each of its cells says that it has a formula.
        if tag.get("t").is_some_and(|kind| matches!(&*kind, "array" | "dataTable")) {
            self.map.arrays.extend(area(tag));
        }
    }

    /// An element ended whose end tag stands there; an empty place is a start tag that was the end too.
    fn end(&mut self, place: Range<usize>) -> Result<(), BookError> {
        let close = |at: &mut Element| (at.inner_end, at.end) = (place.start, place.end);
        match (self.depth, self.section) {
            (1, Section::Data) => close(&mut self.map.data),
            (2, Section::Data) => {
                if let Some(mut row) = self.row.take() {
                    close(&mut row.at);
                    let look = self.map.above.pass(std::mem::take(&mut self.look));
                    row.wanted = row.wanted.map(|(cells, _)| (cells, look));
                    if row.wanted.is_some() {
                        self.map.index.insert(row.number, self.map.rows.len());
                    }
                    self.map.rows.push(row);
                }
            }
            (3, Section::Data) => {
                let cells = self.row.as_mut().and_then(|row| row.wanted.as_mut());
                if let (Some(mut cell), Some((cells, _))) = (self.cell.take(), cells) {
                    close(&mut cell.at);
                    cells.push(cell);
                }
            }
            (4, Section::Data) => {
                if let (Some(from), Some(cell)) = (self.value.take(), &mut self.cell) {
                    cell.values.push(from..place.end);
                }
            }
            _ => {}
        }
        if self.depth == 1 {
            self.section = Section::Other;
        }
        Ok(())
    }
}

fn area(tag: Tag<'_>) -> Option<Area> {
    Area::read(&tag.get("ref")?)
}

fn column(tag: Tag<'_>) -> Option<(u32, u32, u32)> {
    Some((tag.number("min")?, tag.number("max")?, tag.number("style")?))
}
