//! New cells and tags back into the researcher's own workbook, touching nothing else in it.
//!
//! Three values are compared, as when an edited copy is imported, the other way round: what a row said when the review
//! last read it, what it says now, what the review holds. What was changed in the workbook alone is the person's, and
//! waits for an import; what was changed in both is named and left alone.

use crate::review::import::{KnownRow, KnownTable};
use crate::review::{ImportRequest, Review, ReviewError};
use crate::store::Set;
use katsaus_formats::sheet::{Column, NewCell, NewValue, Role, SheetPlan, write_into};
use katsaus_model::{Place, Protocol, Source};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Cursor;

/// What was written into a workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntoReport {
    /// The workbook with it.
    pub bytes: Vec<u8>,
    /// The cells that were written: sheet and cell, and what stands there now.
    pub written: Vec<(String, String)>,
    /// Cells that were edited in the workbook and in the review: sheet and cell, what stands there, what the review holds.
    pub clashes: Vec<(String, String, String)>,
    /// Cells that could not be written, and why.
    pub refused: Vec<(String, String)>,
    /// Heads of columns that are new.
    pub columns: Vec<String>,
    /// Rows that are no source of the review.
    pub strangers: usize,
    /// Whether the workbook computes: a program must compute it anew.
    pub formulas: bool,
}

/// What goes into one sheet.
#[derive(Default)]
struct Writing {
    cells: Vec<NewCell>,
    clashes: Vec<(String, String, String)>,
    columns: Vec<String>,
    /// Heads of columns of one group, of which nobody can tell which takes a code.
    undecided: BTreeSet<String>,
}

/// A cell in three versions, as texts.
struct Three {
    before: String,
    now: String,
    review: String,
}

impl Review {
    /// The workbook with the cells and tags of a set's sources written into the rows that they were read from; topics and
    /// code groups that it has no column for come to the right of its table.
    ///
    /// # Errors
    /// If it is no workbook of xlsx, or none that was imported.
    pub fn export_into(&self, set: &Set, request: &ImportRequest<'_>) -> Result<IntoReport, ReviewError> {
        let table = self.recognise(request)?;
        let names = self.names()?;
        let mut sources: BTreeMap<i64, Source> = BTreeMap::new();
        for row in table.rows.iter().filter(|row| set.contains(row.source)) {
            if let Some(source) = self.source(row.source, &names)? {
                sources.insert(row.source, source);
            }
        }
        let mut all = Writing::default();
        for sheet in &table.plan.sheets {
            self.sheet(sheet, &table, &sources, &mut all);
        }
        let io = |error: std::io::Error| ReviewError::Wrong(format!("`{}` cannot be read: {error}", request.name));
        let mut bytes = Vec::new();
        (request.open)().and_then(|mut file| file.read_to_end(&mut bytes)).map_err(io)?;
        let wrong =
            |error: katsaus_formats::sheet::IntoError| ReviewError::Wrong(format!("`{}`: {error}", request.name));
        let done = write_into(Cursor::new(&bytes), &all.cells).map_err(wrong)?;
        let refused: Vec<(String, String)> =
            done.refused.iter().map(|(cell, why)| (at(&cell.sheet, cell.row, cell.column), why.to_string())).collect();
        let mut refused = refused;
        refused.extend(all.undecided.iter().map(|head| {
            (
                format!("the column `{head}`"),
                "another column holds codes of the same group; write them there yourself".to_owned(),
            )
        }));
        let left: HashSet<(&str, u32, u32)> =
            done.refused.iter().map(|(cell, _)| (cell.sheet.as_str(), cell.row, cell.column)).collect();
        let is_refused = |cell: &NewCell| left.contains(&(cell.sheet.as_str(), cell.row, cell.column));
        let written = all.cells.iter().filter(|cell| !is_refused(cell));
        Ok(IntoReport {
            written: written.map(|cell| (at(&cell.sheet, cell.row, cell.column), text(&cell.value))).collect(),
            bytes: done.bytes,
            clashes: all.clashes,
            refused,
            columns: all.columns,
            strangers: table.strangers,
            formulas: done.formulas,
        })
    }

    /// What goes into one sheet: into columns that are there, then into new ones.
    fn sheet(&self, sheet: &SheetPlan, table: &KnownTable, sources: &BTreeMap<i64, Source>, all: &mut Writing) {
        let rows: Vec<(&KnownRow, u32, &Source)> = table
            .rows
            .iter()
            .filter_map(|row| match &row.place {
                Place::Sheet { sheet: name, row: number, .. } if *name == sheet.sheet => {
                    Some((row, *number, sources.get(&row.source)?))
                }
                _ => None,
            })
            .collect();
        let ticked: BTreeSet<&str> = sheet
            .columns
            .iter()
            .filter_map(|column| if let Role::Code(path) = &column.role { Some(path.as_str()) } else { None })
            .collect();
        for column in &sheet.columns {
            // Which of two columns of one group a code belongs into, nobody can tell.
            let twice = matches!(column.role, Role::Codes(_))
                && sheet.columns.iter().filter(|other| other.role == column.role).count() > 1;
            let words = words_of(column, &rows);
            for (row, number, source) in &rows {
                let Some(mut three) = self.three(column, row, source, &ticked, &words) else { continue };
                // A cell that nobody touched says what it said, whatever its codes are called by now.
                if is_untouched(row, column) {
                    three.before.clone_from(&three.now);
                }
                if twice {
                    if !same(&three.now, &three.review) {
                        all.undecided.insert(column.header.clone());
                    }
                    continue;
                }
                put(three, (&sheet.sheet, *number, column.number), all);
            }
        }
        self.new_columns(sheet, &rows, all);
    }

    /// A cell in three versions; none of a column that is neither topic nor codes.
    fn three(
        &self,
        column: &Column,
        row: &KnownRow,
        source: &Source,
        ticked: &BTreeSet<&str>,
        words: &Words,
    ) -> Option<Three> {
        Some(match &column.role {
            Role::Topic(topic) => {
                let of = |cells: &[(String, katsaus_model::CellValue)]| {
                    let cell = cells.iter().find(|(name, _)| name == topic);
                    cell.map(|(_, value)| value.as_str().to_owned()).unwrap_or_default()
                };
                Three { before: of(&row.before.cells), now: of(&row.now.brought.cells), review: said(source, topic) }
            }
            Role::Codes(group) => {
                let parted = column
                    .separator
                    .map_or("; ".to_owned(), |sign| if sign == '\n' { "\n".into() } else { format!("{sign} ") });
                let of = |codes: &mut dyn Iterator<Item = &str>| {
                    let own = |path: &&str| Protocol::group_of(path) == group && !ticked.contains(path);
                    let codes: BTreeSet<&str> = codes.filter(own).collect();
                    codes
                        .into_iter()
                        .map(|path| words.of(path, || self.code_label(path)))
                        .collect::<Vec<_>>()
                        .join(&parted)
                };
                Three {
                    before: of(&mut row.before.tags.iter().map(String::as_str)),
                    now: of(&mut row.now.brought.tags.iter().map(String::as_str)),
                    review: of(&mut source.tags.iter().map(|tag| tag.code.as_str())),
                }
            }
            Role::Code(path) => {
                let of = |has: bool| if has { words.of(path, || "x".to_owned()) } else { String::new() };
                Three {
                    before: of(row.before.tags.contains(path)),
                    now: of(row.now.brought.tags.contains(path)),
                    review: of(source.tags.iter().any(|tag| tag.code == *path)),
                }
            }
            _ => return None,
        })
    }

    /// Columns to the right of the table for topics and code groups that it has none for and its sources say something of.
    fn new_columns(&self, sheet: &SheetPlan, rows: &[(&KnownRow, u32, &Source)], all: &mut Writing) {
        let mut next = sheet.columns.iter().map(|column| column.number).max().unwrap_or(0) + 1;
        let has = |role: &Role| sheet.columns.iter().any(|column| column.role == *role);
        let mut add = |head: String, cells: Vec<(u32, String)>| {
            if cells.iter().all(|(_, text)| text.is_empty()) {
                return;
            }
            let mut put = |row: u32, text: String| {
                let value = NewValue::Text(text);
                all.cells.push(NewCell { sheet: sheet.sheet.clone(), row, column: next, value });
            };
            put(sheet.header_row, head.clone());
            cells.into_iter().filter(|(_, text)| !text.is_empty()).for_each(|(row, text)| put(row, text));
            all.columns.push(head);
            next += 1;
        };
        for (name, topic) in &self.protocol.topics {
            if !has(&Role::Topic(name.clone())) {
                let cells = rows.iter().map(|(_, row, source)| (*row, said(source, name))).collect();
                add(self.protocol.label(&topic.label, name).to_owned(), cells);
            }
        }
        for group in self.groups() {
            let ticks = sheet
                .columns
                .iter()
                .any(|column| matches!(&column.role, Role::Code(path) if Protocol::group_of(path) == group));
            if has(&Role::Codes(group.clone())) || ticks {
                continue;
            }
            let codes = |source: &Source| {
                let own = source.tags.iter().filter(|tag| Protocol::group_of(&tag.code) == group);
                own.map(|tag| self.code_label(&tag.code)).collect::<Vec<_>>().join("; ")
            };
            add(self.group_label(&group), rows.iter().map(|(_, row, source)| (*row, codes(source))).collect());
        }
    }
}

/// Whether a cell holds what it held when the review last read it.
fn is_untouched(row: &KnownRow, column: &Column) -> bool {
    let was = row.cells.iter().find(|(head, number, _)| *number == column.number && *head == column.header);
    let was = was.or_else(|| row.cells.iter().find(|(head, ..)| *head == column.header));
    let is = row.now.verbatim.iter().find(|cell| cell.1 == column.number);
    match (was, is) {
        (Some((.., was)), Some(is)) => same(was, &is.2),
        (None, None) => true,
        _ => false,
    }
}

/// What a source says on a topic.
fn said(source: &Source, topic: &str) -> String {
    let cells = source.cells.iter().filter(|cell| cell.topic == topic);
    cells.map(|cell| cell.value.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// What a column's own rows write for a code: `tarjonta`, `x`.
struct Words(BTreeMap<String, String>);

impl Words {
    fn of(&self, path: &str, otherwise: impl FnOnce() -> String) -> String {
        self.0.get(path).cloned().unwrap_or_else(otherwise)
    }
}

/// For each code the word that most rows of a column write for it, of those that have it alone.
fn words_of(column: &Column, rows: &[(&KnownRow, u32, &Source)]) -> Words {
    let mut written: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let is_of = |path: &str| match &column.role {
        Role::Code(code) => code == path,
        Role::Codes(group) => Protocol::group_of(path) == group,
        _ => false,
    };
    for (row, ..) in rows {
        let mut own = row.now.brought.tags.iter().filter(|path| is_of(path));
        let cell = row.now.verbatim.iter().find(|value| value.1 == column.number).map(|value| value.2.trim());
        if let (Some(path), None, Some(word)) = (own.next(), own.next(), cell.filter(|word| !word.is_empty())) {
            *written.entry((path, word)).or_default() += 1;
        }
    }
    let mut words: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for ((path, word), times) in written {
        let most = words.entry(path.to_owned()).or_default();
        if times > most.1 {
            *most = (word.to_owned(), times);
        }
    }
    Words(words.into_iter().map(|(path, (word, _))| (path, word)).collect())
}

/// Writes what was changed in the review alone.
fn put(three: Three, (sheet, row, column): (&str, u32, u32), all: &mut Writing) {
    let Three { before, now, review } = three;
    if same(&now, &review) {
        return;
    }
    if !same(&now, &before) {
        // Changed in the workbook alone: an import takes it. Changed in both: a person decides.
        if !same(&review, &before) {
            all.clashes.push((at(sheet, row, column), now, review));
        }
        return;
    }
    let value = if review.is_empty() { NewValue::Blank } else { NewValue::Text(review) };
    all.cells.push(NewCell { sheet: sheet.to_owned(), row, column, value });
}

/// Whether two texts are one to people: line ends and blanks at the ends are not.
fn same(one: &str, other: &str) -> bool {
    one.replace("\r\n", "\n").trim() == other.replace("\r\n", "\n").trim()
}

/// `Lähteet!C12`.
fn at(sheet: &str, row: u32, column: u32) -> String {
    format!("{sheet}!{}{row}", Place::letters(column))
}

fn text(value: &NewValue) -> String {
    match value {
        NewValue::Text(text) => text.clone(),
        NewValue::Number(x) => x.to_string(),
        NewValue::Blank => String::new(),
    }
}
