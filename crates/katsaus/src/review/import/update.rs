//! An edited copy of a table that was imported: compared three ways, thing by thing.

use super::edited::EditedCopy;
use super::fresh::plan_json;
use super::names::NewNames;
use super::{CellChange, ImportRequest, Updated, pair};
use crate::review::{Act, Review, ReviewError};
use crate::store::ImportRow;
use katsaus_formats::sheet::{Applied, Book, BookError, Plan, Role, apply};
use katsaus_model::{
    Change, Content, Field, Identity, Import, NameOf, Place, Protocol, SearchKind, Thing, ThingKind, text,
};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// The table that a file is an edited copy of: its first import, and the copies that followed.
pub(super) struct Base {
    first: ImportRow,
    copies: Vec<ImportRow>,
}

impl Base {
    /// The copy that was imported last.
    fn last(&self) -> &ImportRow {
        self.copies.last().unwrap_or(&self.first)
    }
}

/// A thing's name and its state, for one side of a comparison.
type Side = BTreeMap<Thing, Change>;

impl Review {
    /// The import that a file looks like an edited copy of: the newest with a sheet of that name and those heads.
    pub(super) fn base_of(&self, request: &ImportRequest<'_>, plan: &Plan) -> Result<Option<Base>, ReviewError> {
        let imports = self.store.imports()?;
        let mut found = None;
        for row in imports.iter().filter(|row| row.import.updates.is_none()) {
            let copies = imports.iter().filter(|copy| copy.import.updates.as_ref() == Some(&row.import.sha256));
            let last = copies.clone().next_back().unwrap_or(row);
            let is_it = match &request.update {
                Some(name) => {
                    row.import.name == *name || last.import.name == *name || row.import.sha256.starts_with(name)
                }
                None => looks_like(&last.import, plan),
            };
            if is_it {
                found = Some(Base { first: row.clone(), copies: copies.cloned().collect() });
            }
        }
        if let (None, Some(name)) = (&found, &request.update) {
            return Err(ReviewError::Wrong(format!("no import is called `{name}`")));
        }
        Ok(found)
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
        let columns_gone = carry_over(&base.last().import, &mut plan, &self.protocol);
        let before = self.rows_of(base)?;
        // Verdicts and readings that no column names are those of whoever imported the table first.
        let importer = self.store.operation(base.first.seq)?.by;
        let now = self.read_rows(&Act { by: importer, ..act.clone() }, request, book, &mut plan)?;
        let pairs = {
            let old: Vec<pair::Row<'_>> = before.iter().map(|(_, place, content)| row_of(place, content)).collect();
            let new: Vec<pair::Row<'_>> = now.iter().map(|row| row_of(&row.place, &row.content)).collect();
            pair::rows(&old, &new)
        };
        let recognised = pairs.iter().flatten().count();
        let fewer = before.len().min(now.len()).max(1);
        if request.update.is_none() && recognised * 2 < fewer {
            return Ok(None);
        }

        let searches = self.store.searches()?.into_iter().map(|(id, _)| id).collect();
        let protocol = self.protocol.clone();
        let mut copy = EditedCopy::new(NewNames::new(&protocol, self.store.names()?, searches));
        let mut updated = Updated { of: base.first.import.name.clone(), rows: recognised as u64, ..Updated::default() };
        copy.roles_gone = columns_gone.iter().map(|(_, role)| role.clone()).collect();
        updated.columns_gone = columns_gone.into_iter().map(|(head, _)| head).collect();
        for (row, pair) in now.into_iter().zip(&pairs) {
            match pair {
                Some(at) => self.compare_row(&before[*at], row, base, &mut copy, &mut updated)?,
                None => copy.fresh.push(row),
            }
        }
        for (at, (id, ..)) in before.iter().enumerate() {
            if !pairs.contains(&Some(at))
                && let Some(n) = self.store.source_of(*id)?
            {
                updated.gone.extend(self.store.row(n)?.map(|row| row.key));
            }
        }
        if copy.is_empty() {
            return Ok(Some(updated));
        }
        copy.names.plan(&plan);
        let import = Import {
            name: request.name.clone(),
            sha256: sha256.to_owned(),
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

    /// One row that was recognised: what it says now, compared, and kept for the next comparison.
    fn compare_row(
        &self,
        (id, place, old): &(Identity, Place, Content),
        row: Applied,
        base: &Base,
        copy: &mut EditedCopy<'_>,
        updated: &mut Updated,
    ) -> Result<(), ReviewError> {
        updated.diagnostics.extend(row.diagnostics.clone());
        let mut content = row.content;
        copy.names.codes(&row.codes);
        copy.names.reasons(&row.reasons);
        copy.names.searches(&row.searches, SearchKind::NotRecorded);
        copy.names.identify(&mut content.brought);
        content.key = old.key.clone();
        content.brought.same_as = old.brought.same_as.clone();
        content.brought.origins.extend(base.first.import.found_in.clone());
        if content != *old || row.place != *place {
            self.compare(*id, old, &content, copy, updated)?;
            copy.seen.push((*id, row.place, content));
        }
        Ok(())
    }

    /// The rows of an import and of the edited copies that followed it, as they were last seen.
    fn rows_of(&self, base: &Base) -> Result<Vec<(Identity, Place, Content)>, ReviewError> {
        let mut rows = self.store.last_seen(base.first.seq)?;
        for copy in &base.copies {
            rows.extend(self.store.last_seen(copy.seq)?);
        }
        rows.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(rows)
    }

    fn read_rows(
        &self,
        act: &Act,
        request: &ImportRequest<'_>,
        book: &mut Book,
        plan: &mut Plan,
    ) -> Result<Vec<Applied>, ReviewError> {
        let mut rows = Vec::new();
        for sheet in &mut plan.sheets {
            let row_plan = self.row_plan(act, sheet);
            apply(book, sheet, &row_plan, &mut |applied| {
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
        id: Identity,
        was: &Content,
        is: &Content,
        copy: &mut EditedCopy<'_>,
        updated: &mut Updated,
    ) -> Result<(), ReviewError> {
        let Some(n) = self.store.source_of(id)? else { return Ok(()) };
        let (old, new) = (side(id, was), side(id, is));
        let key = self.key_of(n)?;
        for thing in old.keys().chain(new.keys().filter(|thing| !old.contains_key(thing))) {
            let (before, now) = (old.get(thing).and_then(Change::value), new.get(thing).and_then(Change::value));
            // What stood in a column that is gone was not changed by anybody.
            if before == now || now.is_none() && self.is_of_gone_column(thing, &copy.roles_gone)? {
                continue;
            }
            let held = match field_of(thing) {
                Some(field) => {
                    Some(self.store.field(n, field)?).filter(|text| !text.is_empty()).map(|text| json(&text))
                }
                None => self.store.state(thing)?,
            };
            let change = CellChange {
                key: key.clone(),
                what: self.describe(thing)?,
                is_tag: thing.kind == ThingKind::Tag,
                was: plain(before.as_deref()),
                sheet: plain(now.as_deref()),
                review: plain(held.as_deref()),
            };
            if held == now {
                continue;
            }
            if held == before {
                copy.changes.extend(new.get(thing).cloned().or_else(|| old.get(thing).and_then(taken_away)));
                updated.written.push(change);
            } else {
                updated.clashes.push(change);
            }
        }
        Ok(())
    }

    /// Whether a thing came from a column that the copy no longer has.
    fn is_of_gone_column(&self, thing: &Thing, gone: &[String]) -> Result<bool, ReviewError> {
        if gone.is_empty() {
            return Ok(false);
        }
        let names = self.store.names()?;
        let role = match thing.kind {
            ThingKind::Edit => thing.name.clone(),
            ThingKind::Cell => format!("topic:{}", names.name("topic", &thing.name)),
            ThingKind::Tag => {
                let path = names.name("code", &thing.name);
                if gone.contains(&format!("codes:{path}")) {
                    return Ok(true);
                }
                format!("codes:{}", katsaus_model::Protocol::group_of(path))
            }
            ThingKind::Note => "notes".to_owned(),
            ThingKind::Decision => "included".to_owned(),
            ThingKind::Read => "read_level".to_owned(),
            ThingKind::Origin => "origin".to_owned(),
            _ => return Ok(false),
        };
        Ok(gone.contains(&role))
    }

    /// A thing in words: a field, a topic's label, a code's path.
    pub(super) fn describe(&self, thing: &Thing) -> Result<String, ReviewError> {
        let names = self.store.names()?;
        Ok(match thing.kind {
            ThingKind::Tag => names.name("code", &thing.name).to_owned(),
            ThingKind::Cell => {
                let name = names.name("topic", &thing.name);
                let label = self.protocol.topic(name).map(|topic| self.protocol.label(&topic.label, name).to_owned());
                label.unwrap_or_else(|| name.to_owned())
            }
            ThingKind::Note => "note".to_owned(),
            ThingKind::Decision => "decision".to_owned(),
            ThingKind::Read => "read level".to_owned(),
            _ => thing.name.clone(),
        })
    }
}

/// Whether a plan's sheets are those of an import: names, and most of the heads of whichever has fewer. Columns come
/// and go; whether it is the same list is then for the rows to say.
fn looks_like(import: &Import, plan: &Plan) -> bool {
    let Ok(serde_json::Value::Array(sheets)) = serde_json::from_str(&import.plan) else { return false };
    plan.sheets.iter().any(|sheet| {
        let now: Vec<&str> =
            sheet.columns.iter().map(|column| column.header.as_str()).filter(|head| !head.is_empty()).collect();
        sheets.iter().any(|old| {
            let columns = old["columns"].as_array().into_iter().flatten();
            let heads: Vec<&str> =
                columns.filter_map(|column| column["header"].as_str()).filter(|head| !head.is_empty()).collect();
            let kept = heads.iter().filter(|head| now.contains(head)).count();
            old["sheet"].as_str() == Some(&sheet.sheet) && kept > 0 && kept * 10 >= heads.len().min(now.len()) * 7
        })
    })
}

/// Columns of the earlier copy in the plan of this one: a column whose head was written anew, at the place where it
/// stood, keeps what it was taken for. Gives back the heads and roles of those that are gone.
fn carry_over(import: &Import, plan: &mut Plan, protocol: &Protocol) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Array(sheets)) = serde_json::from_str(&import.plan) else { return Vec::new() };
    let mut gone = Vec::new();
    for sheet in &mut plan.sheets {
        let Some(old) = sheets.iter().find(|old| old["sheet"].as_str() == Some(&sheet.sheet)) else { continue };
        let columns = old["columns"].as_array().cloned().unwrap_or_default();
        let old_heads: Vec<&str> = columns.iter().filter_map(|column| column["header"].as_str()).collect();
        for column in columns.iter().filter(|column| column["filled"].as_u64() > Some(0)) {
            let (Some(head), Some(letters), Some(field)) =
                (column["header"].as_str(), column["column"].as_str(), column["field"].as_str())
            else {
                continue;
            };
            if sheet.columns.iter().any(|now| now.header == head) {
                continue;
            }
            let there = sheet.columns.iter_mut().find(|now| Place::letters(now.number) == letters);
            match (there, Role::parse(field)) {
                (Some(now), Some(role)) if !now.header.is_empty() && !old_heads.contains(&now.header.as_str()) => {
                    sheet.new_topics.retain(|topic| Role::Topic(topic.id.clone()) != now.role);
                    if let Role::Codes(group) = &role {
                        sheet.new_codes.retain(|code| !now.codes.values().any(|path| *path == code.path));
                        for (value, path) in &mut now.codes {
                            *path = code_of(protocol, group, value);
                        }
                    }
                    now.role = role;
                }
                _ => gone.push((head.to_owned(), field.to_owned())),
            }
        }
    }
    gone
}

/// The code of a group that a normalised value names, else the path of a new one.
fn code_of(protocol: &Protocol, group: &str, value: &str) -> String {
    let named = |(path, code): &(&str, &katsaus_model::Code)| {
        let last = path.rsplit('/').next().unwrap_or(path);
        let mut spoken = std::iter::once(last).chain(code.label.values().chain(&code.aliases).map(String::as_str));
        spoken.any(|name| text::normalise(name) == value)
    };
    let found = protocol.codes_of(group).find(named).map(|(path, _)| path.to_owned());
    found.unwrap_or_else(|| format!("{group}/{}", text::slug(value)))
}

fn row_of<'a>(place: &'a Place, content: &'a Content) -> pair::Row<'a> {
    let sheet = match place {
        Place::Sheet { sheet, .. } => sheet.as_str(),
        _ => "",
    };
    pair::Row { sheet, fields: &content.fields }
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
            Change::Decision { on, selection, stage, by, verdict: None, note: None }
        }
        Change::Read { on, by, .. } => Change::Read { on, by, level: None },
        Change::Origin { on, search, .. } => Change::Origin { on, search, here: false },
        Change::Name { of: NameOf::Code, .. } => return None,
        _ => return None,
    })
}
