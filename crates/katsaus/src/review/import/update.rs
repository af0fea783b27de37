//! An edited copy of a table that was imported: compared three ways, thing by thing.

use super::edited::EditedCopy;
use super::fresh::plan_json;
use super::names::NewNames;
use super::sheets::{Sheets, could_say, lacks_heads, looks_like};
use super::{CellChange, ImportRequest, Updated, pair};
use crate::review::{Act, Review, ReviewError};
use crate::store::{ImportRow, Names};
use katsaus_formats::found::Found;
use katsaus_formats::repair::repair;
use katsaus_formats::sheet::{Book, BookError, Plan, SheetPlan, apply};
use katsaus_model::{
    Change, Content, Diagnostic, Field, Identity, Import, NameOf, Place, SearchKind, Severity, Thing, ThingKind,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// Stands for whoever imported a row's table, until it is known who that was.
const IMPORTER: &str = "\u{1}";

/// The table that a file is an edited copy of: its first import, and the copies that followed.
pub(super) struct Base {
    first: ImportRow,
    copies: Vec<ImportRow>,
}

impl Base {
    /// The copy that was imported last.
    pub(super) fn last(&self) -> &ImportRow {
        self.copies.last().unwrap_or(&self.first)
    }
}

/// A row as it was last seen.
pub(super) struct Before {
    id: Identity,
    pub(super) place: Place,
    pub(super) content: Content,
    /// Who imported it first.
    by: String,
}

impl Before {
    pub(super) fn id(&self) -> Identity {
        self.id
    }
}

/// A thing's name and its state, for one side of a comparison.
type Side = BTreeMap<Thing, Change>;

impl Review {
    /// The import that a file looks like an edited copy of: the one that had these very bytes, else the newest with
    /// such a sheet and those heads.
    pub(super) fn base_of(
        &self,
        request: &ImportRequest<'_>,
        plan: &Plan,
        sha256: &str,
    ) -> Result<Option<Base>, ReviewError> {
        let mut found = None;
        for base in self.bases()? {
            let row = &base.first;
            // A search that is run again gives a new list of its own, not an edited one.
            if request.update.is_none() && request.found_in.is_some() && row.import.found_in.is_some() {
                continue;
            }
            let is_it = match &request.update {
                Some(name) => {
                    row.import.name == *name || base.last().import.name == *name || row.import.sha256.starts_with(name)
                }
                None => looks_like(&base.last().import, plan),
            };
            let had = |row: &ImportRow| row.import.sha256 == sha256;
            if request.update.is_none() && (had(row) || base.copies.iter().any(had)) {
                return Ok(Some(base));
            }
            if is_it {
                found = Some(base);
            }
        }
        if let (None, Some(name)) = (&found, &request.update) {
            return Err(ReviewError::Wrong(format!("no import is called `{name}`")));
        }
        Ok(found)
    }

    /// Imported tables with the copies that followed each.
    fn bases(&self) -> Result<Vec<Base>, ReviewError> {
        let imports = self.store.imports()?;
        let firsts = imports.iter().filter(|row| row.import.updates.is_none());
        let base = |first: &ImportRow| {
            let copies = imports.iter().filter(|copy| copy.import.updates.as_ref() == Some(&first.import.sha256));
            Base { first: first.clone(), copies: copies.cloned().collect() }
        };
        Ok(firsts.map(base).collect())
    }

    /// The import that had these bytes, and whether it is what its table was last seen as: a table that was edited and
    /// then put back is compared, not ignored.
    pub(super) fn had(&self, sha256: &str) -> Result<Option<(ImportRow, bool)>, ReviewError> {
        let imports = self.store.imports()?;
        let Some(row) = imports.iter().rfind(|row| row.import.sha256 == sha256) else { return Ok(None) };
        let last = self.bases()?.into_iter().find_map(|base| {
            let is_in = base.first.seq == row.seq || base.copies.iter().any(|copy| copy.seq == row.seq);
            is_in.then(|| base.last().seq)
        });
        Ok(Some((row.clone(), last.is_none_or(|last| last == row.seq))))
    }

    pub(super) fn update(
        &mut self,
        act: &Act,
        request: &ImportRequest<'_>,
        sha256: &str,
        book: &mut Book,
        plan: &Plan,
        base: &Base,
    ) -> Result<Option<Updated>, ReviewError> {
        let mut plan = plan.clone();
        let sheets = Sheets::of(&base.last().import, &plan);
        let before = self.rows_of(base, &sheets)?;
        let mut now = self.read_rows(request, book, &mut plan)?;
        let mut pairs = paired(&before, &now);
        let carried = sheets.carry_over(&mut plan, &self.protocol, &before, &now, &pairs);
        if !carried.renamed.is_empty() {
            now = self.read_rows(request, book, &mut plan)?;
            pairs = paired(&before, &now);
        }
        let recognised = pairs.iter().flatten().count();
        let fewer = before.len().min(now.len()).max(1);
        if request.update.is_none() && recognised * 2 < fewer {
            return Ok(None);
        }
        if recognised == 0 && !before.is_empty() && !now.is_empty() {
            let message = format!("no row of `{}` is a row of `{}`", request.name, base.first.import.name);
            return Err(ReviewError::Wrong(message));
        }

        let searches = self.store.searches()?.into_iter().map(|(id, _)| id).collect();
        let protocol = self.protocol.clone();
        let names = self.store.names()?;
        let mut copy = EditedCopy::new(NewNames::new(&protocol, names.clone(), searches));
        let mut updated = Updated { of: base.first.import.name.clone(), rows: recognised as u64, ..Updated::default() };
        updated.columns_gone = carried.gone;
        updated.diagnostics = carried.renamed;
        copy.texts = pair::Texts::of(sheets.count);
        for row in &before {
            copy.texts.on_another_sheet(&row.place, row.id, &row.content.fields);
        }
        updated.gone = self.gone(&before, &pairs)?;
        updated.pairs = new_pairs(&plan, &now, &pairs);
        let comparing = Comparing { act, base, names: &names, plan: &plan };
        for (mut row, pair) in now.into_iter().zip(&pairs) {
            match pair {
                Some(at) => self.compare_row(&before[*at], row, &comparing, &mut copy, &mut updated)?,
                None => {
                    attribute(&mut row.content, &act.by);
                    copy.fresh.push(row);
                }
            }
        }
        if copy.is_empty() {
            return Ok(Some(updated));
        }
        copy.names.plan(&plan);
        let import = Import {
            name: request.name.clone(),
            sha256: sha256.to_owned(),
            copy: 0,
            format: plan.format.clone(),
            found_in: base.first.import.found_in.clone(),
            round: base.first.import.round,
            updates: Some(base.first.import.sha256.clone()),
            records: 0,
            seen_again: copy.seen.len() as u64,
            digest: String::new(),
            plan: plan_json(request, &plan),
        };
        let what = format!("import {} again ({} written)", request.name, updated.written.len());
        self.write_copy(act, copy, import, &what, &mut updated)?;
        Ok(Some(updated))
    }

    /// Keys of texts none of whose rows is there any more.
    fn gone(&self, before: &[Before], pairs: &[Option<usize>]) -> Result<Vec<String>, ReviewError> {
        let recognised: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
        if recognised.len() == before.len() {
            return Ok(Vec::new());
        }
        let mut here = BTreeSet::new();
        for at in &recognised {
            here.extend(self.store.source_of(before[*at].id)?);
        }
        let mut gone = Vec::new();
        for (at, row) in before.iter().enumerate() {
            if !recognised.contains(&at)
                && let Some(n) = self.store.source_of(row.id)?
                && here.insert(n)
            {
                gone.extend(self.store.row(n)?.map(|row| row.key));
            }
        }
        Ok(gone)
    }

    /// One row that was recognised: what it says now, compared, and kept for the next comparison.
    fn compare_row(
        &self,
        before: &Before,
        row: Found,
        comparing: &Comparing<'_>,
        copy: &mut EditedCopy<'_>,
        updated: &mut Updated,
    ) -> Result<(), ReviewError> {
        updated.diagnostics.extend(row.diagnostics.clone());
        let mut content = row.content;
        copy.names.codes(&row.codes);
        copy.names.reasons(&row.reasons);
        copy.names.searches(&row.searches, SearchKind::NotRecorded);
        copy.names.identify(&mut content.brought);
        content.key = before.content.key.clone();
        content.brought.same_as = before.content.brought.same_as.clone();
        content.brought.origins.extend(comparing.base.first.import.found_in.clone());
        // A row without verdicts says nothing of whose they would be: those that were there were its importer's.
        let unnamed = attribute(&mut content, &before.by) || !names_verdicts(&content, &before.by);
        let theirs = unnamed && before.by != comparing.act.by;
        if content != before.content {
            let is_here = match self.store.source_of(before.id)? {
                Some(n) => self.store.row(n)?.is_some(),
                None => false,
            };
            let sheet = comparing.plan.sheets.iter().find(|sheet| sheet.sheet == pair::sheet_of(&row.place));
            if let (true, Some(sheet)) = (is_here, sheet) {
                let now = Now { content: &content, sheet, theirs };
                self.compare(before, now, comparing, copy, updated)?;
            } else {
                let message = "this row was edited, but its source was removed from the review".to_owned();
                let at = row.place.clone();
                let code = "sheet-removed-source";
                updated.diagnostics.push(Diagnostic { severity: Severity::Warning, code, at, message });
            }
        }
        if content != before.content || row.place != before.place {
            copy.seen.push((before.id, row.place, content));
        }
        Ok(())
    }

    /// The rows of an import and of the edited copies that followed it, as they were last seen.
    pub(super) fn rows_of(&self, base: &Base, sheets: &Sheets) -> Result<Vec<Before>, ReviewError> {
        let mut rows = Vec::new();
        for import in std::iter::once(&base.first).chain(&base.copies) {
            let by = self.store.operation(import.seq)?.by;
            for (id, mut place, content) in self.store.last_seen(import.seq)? {
                sheets.rename(&mut place);
                rows.push(Before { id, place, content, by: by.clone() });
            }
        }
        rows.sort_by(|a, b| a.place.cmp(&b.place));
        // A table that was put back as it was has brought some records twice.
        let mut known = BTreeSet::new();
        rows.retain(|row| known.insert(row.id));
        Ok(rows)
    }

    /// The rows of a table. Verdicts and readings that no column names are those of `IMPORTER`.
    pub(super) fn read_rows(
        &self,
        request: &ImportRequest<'_>,
        book: &mut Book,
        plan: &mut Plan,
    ) -> Result<Vec<Found>, ReviewError> {
        let mut rows = Vec::new();
        for sheet in &mut plan.sheets {
            let row_plan = self.row_plan(IMPORTER, sheet);
            apply(book, sheet, &row_plan, &mut |mut applied| {
                if request.repair {
                    repair(&mut applied);
                }
                rows.push(applied);
                ControlFlow::Continue(())
            })
            .map_err(|source: BookError| ReviewError::Sheet { name: request.name.clone(), source })?;
        }
        Ok(rows)
    }

    /// Compares one row: what it was, what it is, what the review holds. Changed in the sheet alone: written.
    fn compare(
        &self,
        before: &Before,
        Now { content, sheet, theirs }: Now<'_>,
        comparing: &Comparing<'_>,
        copy: &mut EditedCopy<'_>,
        updated: &mut Updated,
    ) -> Result<(), ReviewError> {
        let Some(n) = self.store.source_of(before.id)? else { return Ok(()) };
        let heads_gone = lacks_heads(sheet, &before.content);
        let (old, new) = (side(before.id, &before.content), side(before.id, content));
        let key = self.key_of(n)?;
        for thing in old.keys().chain(new.keys().filter(|thing| !old.contains_key(thing))) {
            let (was, now) = (old.get(thing).and_then(Change::value), new.get(thing).and_then(Change::value));
            // What stood in a column that the row's sheet does not have was not changed by anybody.
            if was == now || now.is_none() && heads_gone && !could_say(sheet, thing, &before.by, comparing.names) {
                continue;
            }
            let mut change = new.get(thing).cloned().or_else(|| old.get(thing).and_then(taken_away));
            let not_mine = theirs && is_by(thing, &before.by);
            if not_mine {
                change = change.map(|change| said_by(change, &comparing.act.by));
            }
            let on = change.as_ref().and_then(Change::thing).unwrap_or_else(|| thing.clone());
            let held = match field_of(thing) {
                Some(field) => {
                    Some(self.store.field(n, field)?).filter(|text| !text.is_empty()).map(|text| json(&text))
                }
                None => self.store.state(&on)?,
            };
            // An empty cell in somebody else's copy takes nothing from the one who decided.
            let held = if not_mine && now.is_none() { self.store.state(thing)? } else { held };
            if held == now {
                continue;
            }
            // A verdict of somebody else's stays theirs: what the copy says is the verdict of who brings it.
            let is_free = if not_mine { now.is_some() && (held.is_none() || held == was) } else { held == was };
            let shown = CellChange {
                key: key.clone(),
                what: self.describe(thing, comparing.names),
                is_tag: thing.kind == ThingKind::Tag,
                was: plain(was.as_deref()),
                sheet: plain(now.as_deref()),
                review: if self.is_blind(n, thing)? { "(not shown yet)".to_owned() } else { plain(held.as_deref()) },
            };
            if is_free {
                copy.changes.extend(change);
                updated.written.push(shown);
            } else {
                updated.clashes.push(shown);
            }
        }
        Ok(())
    }

    /// Whether a thing is another reviewer's decision that the one who looks may not see yet.
    fn is_blind(&self, n: i64, thing: &Thing) -> Result<bool, ReviewError> {
        let mut parts = thing.name.splitn(3, '/');
        let (Some(selection), Some(stage), Some(by)) = (parts.next(), parts.next(), parts.next()) else {
            return Ok(false);
        };
        let is_decision = thing.kind == ThingKind::Decision;
        Ok(is_decision && !self.votes_on(n, selection, stage)?.shows(by, self.viewer.as_deref()))
    }

    /// A thing in words: a field, a topic's label, a code's path.
    fn describe(&self, thing: &Thing, names: &Names) -> String {
        match thing.kind {
            ThingKind::Tag => names.name("code", &thing.name).to_owned(),
            ThingKind::Cell => {
                let name = names.name("topic", &thing.name);
                let label = self.protocol.topic(name).map(|topic| self.protocol.label(&topic.label, name).to_owned());
                label.unwrap_or_else(|| name.to_owned())
            }
            ThingKind::Note => "note".to_owned(),
            ThingKind::Decision => {
                let mut parts = thing.name.splitn(3, '/');
                let (stage, by) = (parts.nth(1).unwrap_or_default(), parts.next().unwrap_or_default());
                format!("{by}'s decision at {stage}")
            }
            ThingKind::Read => format!("{}'s read level", thing.name),
            ThingKind::Origin => format!("found in {}", thing.name),
            _ => thing.name.clone(),
        }
    }
}

/// A row as it is in the copy.
struct Now<'a> {
    content: &'a Content,
    sheet: &'a SheetPlan,
    /// Whether verdicts that name nobody are those of somebody else than who imports.
    theirs: bool,
}

/// What all rows of a copy are compared with.
struct Comparing<'a> {
    act: &'a Act,
    base: &'a Base,
    names: &'a Names,
    plan: &'a Plan,
}

pub(super) fn paired(before: &[Before], now: &[Found]) -> Vec<Option<usize>> {
    fn row<'a>(place: &'a Place, content: &'a Content) -> pair::Row<'a> {
        pair::Row { sheet: pair::sheet_of(place), fields: &content.fields, cells: &content.verbatim }
    }
    let old: Vec<pair::Row<'_>> = before.iter().map(|old| row(&old.place, &old.content)).collect();
    let new: Vec<pair::Row<'_>> = now.iter().map(|new| row(&new.place, &new.content)).collect();
    pair::rows(&old, &new)
}

/// Rows that may be one text twice, if one of the two is new.
fn new_pairs(plan: &Plan, now: &[Found], pairs: &[Option<usize>]) -> Vec<(String, u32, u32)> {
    let new = |(row, pair): (&Found, &Option<usize>)| match (&row.place, pair) {
        (Place::Sheet { sheet, row, .. }, None) => Some((sheet.clone(), *row)),
        _ => None,
    };
    let new: BTreeSet<(String, u32)> = now.iter().zip(pairs).filter_map(new).collect();
    let is_new = |sheet: &str, row: u32| new.contains(&(sheet.to_owned(), row));
    let of_sheet = |sheet: &SheetPlan| {
        let name = sheet.sheet.clone();
        sheet.pairs.iter().map(move |(a, b)| (name.clone(), *a, *b)).collect::<Vec<_>>()
    };
    let all = plan.sheets.iter().flat_map(of_sheet);
    all.filter(|(sheet, a, b)| is_new(sheet, *a) || is_new(sheet, *b)).collect()
}

/// Puts a reviewer where nobody was named. Whether there was such a place.
fn attribute(content: &mut Content, by: &str) -> bool {
    let mut any = false;
    let decisions = content.brought.decisions.iter_mut().map(|(_, reviewer, _)| reviewer);
    for reviewer in decisions.chain(content.brought.read.as_mut().map(|(reviewer, _)| reviewer)) {
        if reviewer == IMPORTER {
            by.clone_into(reviewer);
            any = true;
        }
    }
    any
}

/// Whether verdicts or a reading are those of this reviewer by name.
fn names_verdicts(content: &Content, by: &str) -> bool {
    content.brought.decisions.iter().any(|(_, reviewer, _)| reviewer == by)
        || content.brought.read.as_ref().is_some_and(|(reviewer, _)| reviewer == by)
}

/// Whether a thing is a verdict or a reading of this reviewer.
fn is_by(thing: &Thing, by: &str) -> bool {
    match thing.kind {
        ThingKind::Decision => thing.name.rsplit('/').next() == Some(by),
        ThingKind::Read => thing.name == by,
        _ => false,
    }
}

/// The same verdict or reading, by somebody else.
fn said_by(mut change: Change, reviewer: &str) -> Change {
    if let Change::Decision { by, .. } | Change::Read { by, .. } = &mut change {
        reviewer.clone_into(by);
    }
    change
}

/// Everything a row says, by thing.
fn side(id: Identity, content: &Content) -> Side {
    let fields =
        Field::ALL.into_iter().map(|field| (field, content.fields.get(field))).filter(|(_, text)| !text.is_empty());
    let edits = fields.map(|(field, text)| Change::Edit { on: id, field, value: Some(text) });
    let all = edits.chain(content.brought.changes(id));
    all.filter_map(|change| Some((change.thing()?, change))).collect()
}

fn field_of(thing: &Thing) -> Option<Field> {
    (thing.kind == ThingKind::Edit).then(|| Field::parse(&thing.name).ok()).flatten()
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// What a state says to a person.
fn plain(value: Option<&str>) -> String {
    let Some(value) = value else { return String::new() };
    match serde_json::from_str::<serde_json::Value>(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(serde_json::Value::Bool(true)) => "yes".to_owned(),
        Ok(serde_json::Value::Object(map)) => {
            map.get("text").and_then(|text| text.as_str()).map_or_else(|| value.to_owned(), str::to_owned)
        }
        Ok(serde_json::Value::Array(parts)) => parts
            .first()
            .and_then(|verdict| verdict["verdict"].as_str())
            .map_or_else(|| value.to_owned(), str::to_owned),
        _ => value.to_owned(),
    }
}

/// The change that takes away what this one puts there.
pub(super) fn taken_away(change: &Change) -> Option<Change> {
    Some(match change.clone() {
        Change::Edit { on, field, .. } => Change::Edit { on, field, value: Some(String::new()) },
        Change::Tag { on, code, .. } => Change::Tag { on, code, here: false },
        Change::Cell { on, topic, .. } => Change::Cell { on, topic, value: None },
        Change::Note { on, id, .. } => Change::Note { on, id, text: None },
        Change::Decision { on, selection, stage, by, .. } => {
            Change::Decision { on, selection, stage, by, verdict: None, note: None, order: None }
        }
        Change::Read { on, by, .. } => Change::Read { on, by, level: None },
        Change::Origin { on, search, .. } => Change::Origin { on, search, here: false },
        Change::Name { of: NameOf::Code, .. } => return None,
        _ => return None,
    })
}
