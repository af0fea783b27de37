//! A workbook that `export` wrote, edited and back: each cell compared with what was written and what the review
//! holds now. Exported Monday, the review edited Tuesday, hers back Wednesday undoes nothing of Tuesday's.

use super::edited::EditedCopy;
use super::names::NewNames;
use super::{CellChange, ImportRequest, Updated};
use crate::protocol::Edit;
use crate::review::cell::answer;
use crate::review::export::{Column, MARK, SOURCES, codebook_sheet, hash, render, topic_sheet};
use crate::review::{Act, Review, ReviewError};
use crate::store::Names;
use katsaus_formats::found::Found;
use katsaus_formats::sheet::{Book, BookError};
use katsaus_formats::workbook::HIDDEN;
use katsaus_model::{
    CellValue, Change, Content, Diagnostic, Import, Place, Protocol, ReadLevel, Severity, Source, Subject, Topic,
    TopicKind, Verbatim, text as words,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

/// Whether `export` wrote this workbook.
pub(super) fn is_ours(book: &Book) -> bool {
    book.sheets().iter().any(|sheet| sheet == HIDDEN)
}

/// What the hidden sheet says of the workbook as it was written.
pub(super) struct Base {
    review: String,
    columns: Vec<Column>,
    heads: Vec<String>,
    /// By key: the hash of each cell.
    pub(super) rows: HashMap<String, Vec<String>>,
    /// Keys in the order of the sheet.
    keys: Vec<String>,
    /// Identifiers of codes and topics that are not their names, by sheet and name: `Codebook=framework/demand`.
    pub(super) ids: HashMap<String, String>,
}

/// A row's number and its cells by column.
type NumberedRow = (u32, BTreeMap<u32, String>);

/// A sheet as it is now: its rows by head.
pub(super) struct Sheet {
    head_row: u32,
    heads: Vec<(u32, String)>,
    pub(super) rows: Vec<NumberedRow>,
}

impl Sheet {
    /// Where each of some heads stands. Of two that are alike the first is the first, the second the second. A head that
    /// is gone, with one that is new in its place between the same neighbours, was written anew.
    pub(super) fn places(&self, heads: &[String]) -> Vec<Option<u32>> {
        let nth = |at: usize| heads[..at].iter().filter(|other| **other == heads[at]).count();
        let place = |at: usize| {
            let mut alike = self.heads.iter().filter(|(_, head)| *head == heads[at]);
            alike.nth(nth(at)).map(|(column, _)| *column)
        };
        let mut places: Vec<Option<u32>> = (0..heads.len()).map(place).collect();
        for at in 0..heads.len() {
            if places[at].is_some() {
                continue;
            }
            let before = if at == 0 { Some(0) } else { places[at - 1] };
            let after = if at + 1 == heads.len() { Some(u32::MAX) } else { places[at + 1] };
            let (Some(before), Some(after)) = (before, after) else { continue };
            let between = |column: u32| column > before && column < after && !places.contains(&Some(column));
            let mut new = self.heads.iter().map(|(column, _)| *column).filter(|column| between(*column));
            if let (Some(only), None) = (new.next(), new.next()) {
                places[at] = Some(only);
            }
        }
        places
    }
}

fn read_rows(book: &mut Book, sheet: &str) -> Result<Vec<NumberedRow>, BookError> {
    let mut rows = Vec::new();
    book.rows(sheet, &mut |row| {
        let cells = row.cells.iter().map(|(column, value)| (*column, value.text().into_owned()));
        rows.push((row.number, cells.collect()));
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// The sheet's rows below the row that holds most of the heads; a person may have put lines above it.
fn read_sheet(book: &mut Book, sheet: &str, heads: &[&str]) -> Result<Option<Sheet>, BookError> {
    let rows = read_rows(book, sheet)?;
    let score = |cells: &BTreeMap<u32, String>| cells.values().filter(|cell| heads.contains(&cell.trim())).count();
    let Some(at) = (0..rows.len().min(60)).max_by_key(|at| (score(&rows[*at].1), std::cmp::Reverse(*at))) else {
        return Ok(None);
    };
    if score(&rows[at].1) * 2 < heads.len() {
        return Ok(None);
    }
    let heads = rows[at].1.iter().map(|(column, head)| (*column, head.trim().to_owned())).collect();
    Ok(Some(Sheet { head_row: rows[at].0, heads, rows: rows[at + 1..].to_vec() }))
}

fn read_base(book: &mut Book) -> Result<Option<Base>, BookError> {
    let mut rows = read_rows(book, HIDDEN)?.into_iter().map(|(_, cells)| cells.into_values().collect::<Vec<_>>());
    let (Some(first), Some(ids), Some(heads)) = (rows.next(), rows.next(), rows.next()) else { return Ok(None) };
    if first.first().map(String::as_str) != Some(MARK) {
        return Ok(None);
    }
    let columns: Option<Vec<Column>> = ids.iter().map(|id| Column::parse(id)).collect();
    let Some(columns) = columns.filter(|columns| columns.len() == heads.len()) else { return Ok(None) };
    let mut base = Base {
        review: first.get(1).cloned().unwrap_or_default(),
        columns,
        heads,
        rows: HashMap::new(),
        keys: Vec::new(),
        ids: HashMap::new(),
    };
    for row in rows {
        if let [name, id] = row.as_slice()
            && name.contains('=')
        {
            base.ids.insert(name.clone(), id.clone());
        } else if let [key, hashes] = row.as_slice() {
            let hashes =
                (0..hashes.len() / 8).filter_map(|n| hashes.get(n * 8..n * 8 + 8)).map(str::to_owned).collect();
            base.rows.insert(key.clone(), hashes);
            if !key.contains(':') {
                base.keys.push(key.clone());
            }
        }
    }
    Ok(Some(base))
}

impl Review {
    /// Takes back a workbook that this review wrote; `None` if another review wrote it.
    pub(super) fn take_back(
        &mut self,
        act: &Act,
        request: &ImportRequest<'_>,
        sha256: &str,
        book: &mut Book,
    ) -> Result<Option<Updated>, ReviewError> {
        let wrong = |source: BookError| ReviewError::Sheet { name: request.name.clone(), source };
        let Some(mut base) = read_base(book).map_err(wrong)? else { return Ok(None) };
        if self.store.root()?.map(|id| id.to_string()).as_ref() != Some(&base.review) {
            return Ok(None);
        }
        let names = self.store.names()?;
        for column in &mut base.columns {
            *column = column.named(&names);
        }
        let heads: Vec<&str> = base.heads.iter().map(String::as_str).collect();
        let Some(sheet) = read_sheet(book, SOURCES, &heads).map_err(wrong)? else {
            return Err(ReviewError::Wrong(format!(
                "`{}` no longer has its sheet `{SOURCES}` with its heads",
                request.name
            )));
        };
        let protocol = self.protocol.clone();
        let searches = self.store.searches()?.into_iter().map(|(id, _)| id).collect();
        let mut taker = Taker {
            review: self,
            names: self.store.names()?,
            new: NewNames::new(&protocol, self.store.names()?, searches),
            act,
            changes: Vec::new(),
            edits: Vec::new(),
            kinds: BTreeMap::new(),
            updated: Updated { of: request.name.clone(), ..Updated::default() },
        };
        // Before the cells: a cell must suit the kind that its topic is given in the same workbook.
        let described = [codebook_sheet(taker.review)?, topic_sheet(taker.review)?];
        for written in described {
            let heads: Vec<&str> = written.columns.iter().map(|column| column.head.as_str()).collect();
            if let Some(sheet) = read_sheet(book, &written.name, &heads).map_err(wrong)? {
                taker.described(&base, &written, &sheet);
            }
        }
        let fresh = taker.sources(&base, &sheet)?;
        let Taker { new, changes, edits, mut updated, .. } = taker;
        let copy = EditedCopy { changes, edits, fresh, ..EditedCopy::new(new) };
        if copy.is_empty() {
            return Ok(Some(updated));
        }
        let import = Import {
            name: request.name.clone(),
            sha256: sha256.to_owned(),
            copy: 0,
            format: "xlsx".to_owned(),
            found_in: None,
            round: None,
            updates: Some("export".to_owned()),
            records: 0,
            seen_again: updated.rows,
            digest: String::new(),
            plan: "[]".to_owned(),
        };
        let what = format!("import {} back ({} written)", request.name, updated.written.len());
        self.write_copy(act, copy, import, &what, &mut updated)?;
        Ok(Some(updated))
    }
}

pub(super) struct Taker<'r, 'p> {
    pub(super) review: &'r Review,
    pub(super) names: Names,
    pub(super) new: NewNames<'p>,
    act: &'r Act,
    changes: Vec<Change>,
    pub(super) edits: Vec<Edit>,
    /// Kinds that topics are given in the workbook.
    pub(super) kinds: BTreeMap<String, TopicKind>,
    pub(super) updated: Updated,
}

impl Taker<'_, '_> {
    fn warn(&mut self, row: u32, column: u32, code: &'static str, message: String) {
        self.warn_at(SOURCES, row, Some(column), code, message);
    }

    pub(super) fn warn_at(&mut self, sheet: &str, row: u32, column: Option<u32>, code: &'static str, message: String) {
        let at = Place::Sheet { sheet: sheet.to_owned(), row, column };
        self.updated.diagnostics.push(Diagnostic { severity: Severity::Warning, code, at, message });
    }

    /// Compares the sheet of sources; gives back the rows that are new.
    fn sources(&mut self, base: &Base, sheet: &Sheet) -> Result<Vec<Found>, ReviewError> {
        let places = sheet.places(&base.heads);
        let own: Vec<(u32, String)> = sheet
            .heads
            .iter()
            .filter(|(column, head)| !head.is_empty() && !places.contains(&Some(*column)))
            .map(|(column, head)| (*column, head.clone()))
            .collect();
        for (head, place) in base.heads.iter().zip(&places) {
            let now = sheet.heads.iter().find(|(column, _)| Some(*column) == *place).map(|(_, head)| head.clone());
            if let (Some(now), Some(column)) = (now.filter(|now| now != head), place) {
                let message = format!("the column `{head}` is called `{now}` now; it is read as the same column");
                self.warn(sheet.head_row, *column, "workbook-renamed-column", message);
            }
        }
        let columns: Vec<(&Column, Option<u32>)> = base.columns.iter().zip(places).collect();
        for (column, head) in &own {
            let message = format!("the column `{head}` is new; it becomes a topic");
            self.warn(sheet.head_row, *column, "workbook-new-column", message);
        }
        let key_column = columns.iter().find(|(column, _)| **column == Column::Key).and_then(|(_, at)| *at);
        let statuses = self.review.statuses_by_key()?;
        let mut fresh = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let key_of = |cells: &BTreeMap<u32, String>| {
            key_column.and_then(|column| cells.get(&column)).map(|key| key.trim().to_owned()).unwrap_or_default()
        };
        let copies = copied_rows(base, sheet, &columns, &key_of);
        for (number, cells) in &sheet.rows {
            let mut key = key_of(cells);
            if copies.contains(number) {
                let message = format!("the key `{key}` stands on another row too; this one is read as a new text");
                self.warn(*number, key_column.unwrap_or(1), "workbook-copied-row", message);
                key.clear();
            }
            let source = match self.review.store.by_key(&words::ascii(&key))? {
                Some(n) if !key.is_empty() => self.review.store.source(n, &self.names)?,
                _ => None,
            };
            match (source, base.rows.get(&key)) {
                (Some(source), Some(hashes)) => {
                    let status = statuses.get(&source.key.0).copied().unwrap_or("undecided");
                    self.row(*number, cells, &columns, hashes, &source, status)?;
                    self.own_columns(&own, cells, &source)?;
                    seen.insert(key);
                    self.updated.rows += 1;
                }
                (None, Some(_)) => {
                    let message = format!("`{key}` was removed from the review; its row is not read");
                    self.warn(*number, key_column.unwrap_or(1), "workbook-removed", message);
                    seen.insert(key);
                }
                _ if cells.values().all(|cell| cell.trim().is_empty()) => {}
                _ => fresh.push(self.fresh(*number, cells, &columns, &own)),
            }
        }
        let gone = base.keys.iter().filter(|key| !seen.contains(*key));
        self.updated.gone = gone.cloned().collect();
        Ok(fresh)
    }

    fn row(
        &mut self,
        number: u32,
        cells: &BTreeMap<u32, String>,
        columns: &[(&Column, Option<u32>)],
        hashes: &[String],
        source: &Source,
        status: &str,
    ) -> Result<(), ReviewError> {
        for (at, (column, place)) in columns.iter().enumerate() {
            let (Some(place), Some(written)) = (place, hashes.get(at)) else { continue };
            if matches!(column, Column::More(_)) {
                continue;
            }
            let sheet = joined(cells, columns, at);
            if hash(&sheet) == *written {
                continue;
            }
            let held = render(self.review, source, column, status);
            if sheet.trim() == held.trim() {
                continue;
            }
            if !column.is_editable() {
                let message =
                    format!("`{}` is derived; what stands there now is not taken over", self.review.head(column));
                self.warn(number, *place, "workbook-derived", message);
                continue;
            }
            let change = CellChange {
                key: source.key.0.clone(),
                what: self.review.head(column),
                is_tag: matches!(column, Column::Code(_)),
                was: String::new(),
                sheet: sheet.clone(),
                review: held.clone(),
            };
            if hash(&held) != *written {
                self.updated.clashes.push(change);
            } else if let Err(why) = self.write(column, source, &sheet) {
                self.warn(number, *place, "workbook-value", why);
            } else {
                self.updated.written.push(change);
            }
        }
        Ok(())
    }

    /// Writes what a person put in a cell.
    fn write(&mut self, column: &Column, source: &Source, sheet: &str) -> Result<(), String> {
        let Some(on) = source.identities.first().copied() else { return Ok(()) };
        match column {
            Column::Field(field) => {
                let mut fields = source.fields.clone();
                fields.set(*field, sheet).map_err(|error| error.to_string())?;
                self.changes.push(Change::Edit { on, field: *field, value: Some(fields.get(*field)) });
            }
            Column::Topic(name) => {
                let value = self.answer(name, sheet.trim()).map_err(|error| error.to_string())?;
                let topic = self.names.id("topic", name).unwrap_or(name).to_owned();
                for (at, on) in source.identities.iter().enumerate() {
                    let value = if at == 0 { value.clone() } else { None };
                    self.changes.push(Change::Cell { on: *on, topic: topic.clone(), value });
                }
            }
            Column::Code(path) => self.tag(source, path, ticked(sheet)),
            Column::Codes(group) => {
                let several = sheet.split(';').filter(|name| !name.trim().is_empty()).count() > 1;
                if several && !self.review.protocol.several(group) {
                    return Err(format!("a text has one code of `{group}`; `{sheet}` is not taken over"));
                }
                self.codes(source, group, sheet);
            }
            Column::Read => {
                let level = if sheet.trim().is_empty() { Some(ReadLevel::Not) } else { ReadLevel::parse(sheet) };
                let level =
                    level.ok_or_else(|| format!("`{sheet}` is no read level: not, title, abstract, partly, full"))?;
                self.changes.push(Change::Read { on, by: self.act.by.clone(), level: Some(level) });
            }
            Column::Notes => self.notes(source, sheet),
            _ => {}
        }
        Ok(())
    }

    /// A cell's value, by the kind that the topic has once this workbook is taken back.
    fn answer(&self, name: &str, words: &str) -> Result<Option<CellValue>, ReviewError> {
        let Some(described) = self.review.protocol.topic(name).filter(|_| !words.is_empty()) else {
            return self.review.cell_value(name, words);
        };
        let kind = self.kinds.get(name).copied().unwrap_or(described.kind);
        answer(name, &Topic { kind, ..described.clone() }, words).map(Some)
    }

    fn tag(&mut self, source: &Source, path: &str, here: bool) {
        let code = self.names.id("code", path).unwrap_or(path).to_owned();
        let on: &[_] = if here { &source.identities[..1] } else { &source.identities };
        for on in on {
            self.changes.push(Change::Tag { on: Subject::Source(*on), code: code.clone(), here });
        }
    }

    /// A cell of code names: those that are new in it come, those that are gone go.
    fn codes(&mut self, source: &Source, group: &str, sheet: &str) {
        let wanted: Vec<String> =
            sheet.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let mut paths = Vec::new();
        for name in &wanted {
            let path = self.code_in(group, name);
            self.new.codes(&[(path.clone(), name.clone())]);
            paths.push(path);
        }
        let held: Vec<String> = source
            .tags
            .iter()
            .filter(|tag| Protocol::group_of(&tag.code) == group)
            .map(|tag| tag.code.clone())
            .collect();
        for path in paths.iter().filter(|path| !held.contains(path)) {
            if self.names.id("code", path).is_some() {
                self.tag(source, path, true);
            } else {
                let mut brought = katsaus_model::Brought { tags: vec![path.clone()], ..Default::default() };
                self.new.identify(&mut brought);
                if let Some(on) = source.identities.first() {
                    self.changes.extend(brought.changes(*on));
                }
            }
        }
        for path in held.iter().filter(|path| !paths.contains(path)) {
            self.tag(source, path, false);
        }
    }

    /// A cell of notes is one note from now on; what it held before stays in the log.
    fn notes(&mut self, source: &Source, sheet: &str) {
        let Some(first) = source.identities.first().copied() else { return };
        for on in &source.identities {
            for id in self.review.store.note_ids(*on).unwrap_or_default() {
                self.changes.push(Change::Note { on: *on, id, text: None });
            }
        }
        if !sheet.trim().is_empty() {
            let id = format!("{}-{}", self.act.now.0, self.changes.len());
            self.changes.push(Change::Note { on: first, id, text: Some(sheet.trim().to_owned()) });
        }
    }

    /// Columns that the person added: topics of their own.
    fn own_columns(
        &mut self,
        own: &[(u32, String)],
        cells: &BTreeMap<u32, String>,
        source: &Source,
    ) -> Result<(), ReviewError> {
        let Some(on) = source.identities.first().copied() else { return Ok(()) };
        for (column, head) in own {
            let Some(cell) = cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) else {
                continue;
            };
            let slug = words::slug(head);
            let name = self.review.topic_name(head).unwrap_or(slug);
            self.new.own_topic(&name, head);
            let mut brought =
                katsaus_model::Brought { cells: vec![(name, CellValue::parse(cell))], ..Default::default() };
            self.new.identify(&mut brought);
            let held = brought.changes(on);
            let known =
                held.first().and_then(Change::thing).map(|thing| self.review.store.state(&thing)).transpose()?;
            if known.flatten() != held.first().and_then(Change::value) {
                self.changes.extend(held);
                self.updated.written.push(CellChange {
                    key: source.key.0.clone(),
                    what: head.clone(),
                    is_tag: false,
                    was: String::new(),
                    sheet: cell.to_owned(),
                    review: String::new(),
                });
            }
        }
        Ok(())
    }

    /// A row that somebody added: a new text.
    fn fresh(
        &mut self,
        number: u32,
        cells: &BTreeMap<u32, String>,
        columns: &[(&Column, Option<u32>)],
        own: &[(u32, String)],
    ) -> Found {
        let mut row = Found {
            place: Place::Sheet { sheet: SOURCES.to_owned(), row: number, column: None },
            content: Content::default(),
            diagnostics: Vec::new(),
            codes: Vec::new(),
            reasons: Vec::new(),
            searches: Vec::new(),
        };
        for (at, (column, place)) in columns.iter().enumerate() {
            let Some(place) = place else { continue };
            let cell = joined(cells, columns, at);
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            row.content.verbatim.push(Verbatim(self.review.head(column), *place, cell.to_owned()));
            let brought = &mut row.content.brought;
            match column {
                Column::Field(field) => {
                    if let Err(error) = row.content.fields.set(*field, cell) {
                        self.warn(number, *place, "workbook-value", error.to_string());
                    }
                }
                Column::Topic(name) => brought.cells.push((name.clone(), CellValue::parse(cell))),
                Column::Code(path) if ticked(cell) => brought.tags.push(path.clone()),
                Column::Codes(group) => {
                    for name in cell.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                        let path = self.code_in(group, name);
                        row.codes.push((path.clone(), name.to_owned()));
                        brought.tags.push(path);
                    }
                }
                Column::Notes => brought.notes.push(cell.to_owned()),
                Column::Read => brought.read = ReadLevel::parse(cell).map(|level| (self.act.by.clone(), level)),
                _ => {}
            }
        }
        for (column, head) in own {
            let Some(cell) = cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) else {
                continue;
            };
            row.content.verbatim.push(Verbatim(head.clone(), *column, cell.to_owned()));
            let name = self.review.topic_name(head).unwrap_or_else(|_| words::slug(head));
            self.new.own_topic(&name, head);
            row.content.brought.cells.push((name, CellValue::parse(cell)));
        }
        if row.content.fields.title.is_none() {
            let message = "this row has no title; it is kept, to be completed".to_owned();
            self.warn(number, 1, "sheet-no-title", message);
        }
        row
    }

    /// The code of a group that a person means by a name; the path of a new one if there is none.
    fn code_in(&self, group: &str, name: &str) -> String {
        let label = words::normalise(name);
        let known = self.review.protocol.codes_of(group).find(|(path, code)| {
            let last = path.split_once('/').map_or(*path, |(_, rest)| rest);
            let mut spoken = std::iter::once(last).chain(code.label.values().map(String::as_str));
            spoken.any(|other| words::normalise(other) == label)
                || code.aliases.iter().any(|other| words::normalise(other) == label)
        });
        known.map_or_else(|| format!("{group}/{}", words::slug(name)), |(path, _)| path.to_owned())
    }
}

/// Rows that were copied within the sheet: of several with one key, all but the one that is most as it was written.
fn copied_rows(
    base: &Base,
    sheet: &Sheet,
    columns: &[(&Column, Option<u32>)],
    key_of: &dyn Fn(&BTreeMap<u32, String>) -> String,
) -> Vec<u32> {
    let mut best: HashMap<String, (usize, u32)> = HashMap::new();
    let mut copies = Vec::new();
    for (number, cells) in &sheet.rows {
        let key = key_of(cells);
        let Some(hashes) = base.rows.get(&key) else { continue };
        let same = (0..columns.len())
            .filter(|at| hashes.get(*at).is_some_and(|hash_then| *hash_then == hash(&joined(cells, columns, *at))));
        let same = same.count();
        match best.get(&key).copied() {
            Some((most, other)) if same > most => {
                copies.push(other);
                best.insert(key, (same, *number));
            }
            Some(_) => copies.push(*number),
            None => {
                best.insert(key, (same, *number));
            }
        }
    }
    copies
}

/// Whether a cell of a tick column says yes: anything does but what people write for no.
fn ticked(cell: &str) -> bool {
    !matches!(cell.trim().to_lowercase().as_str(), "" | "0" | "-" | "no" | "n" | "ei" | "nej" | "false")
}

/// A cell with what went on in the columns behind it.
fn joined(cells: &BTreeMap<u32, String>, columns: &[(&Column, Option<u32>)], at: usize) -> String {
    let of = |place: &Option<u32>| place.and_then(|place| cells.get(&place)).cloned().unwrap_or_default();
    let mut text = of(&columns[at].1);
    for (column, place) in &columns[at + 1..] {
        if !matches!(column, Column::More(_)) {
            break;
        }
        text.push_str(&of(place));
    }
    text
}
