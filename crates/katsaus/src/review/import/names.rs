//! Codes, topics, reasons and searches that an import names for the first time: their identifiers, and what the
//! protocol's file says of them.

use crate::protocol::{Edit, path_of};
use crate::store::Names;
use katsaus_formats::sheet::{Column, NewTopic, Plan, Role};
use katsaus_model::{Brought, Change, NameOf, Protocol, Search, SearchKind};
use std::collections::BTreeSet;

/// Names in the making.
pub(super) struct NewNames<'a> {
    protocol: &'a Protocol,
    names: Names,
    changes: Vec<Change>,
    edits: Vec<Edit>,
    seen: BTreeSet<String>,
    /// Paths of codes that are new.
    pub(super) codes: Vec<String>,
    /// Names of topics that are new.
    pub(super) topics: Vec<String>,
    searches: BTreeSet<String>,
}

fn toml(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_owned()
}

impl<'a> NewNames<'a> {
    pub(super) fn new(protocol: &'a Protocol, names: Names, searches: Vec<String>) -> NewNames<'a> {
        NewNames {
            protocol,
            names,
            changes: Vec::new(),
            edits: Vec::new(),
            seen: BTreeSet::new(),
            codes: Vec::new(),
            topics: Vec::new(),
            searches: searches.into_iter().collect(),
        }
    }

    /// The identifier of a name; given now if it is new.
    fn id(&mut self, of: NameOf, kind: &str, name: &str) -> String {
        if let Some(id) = self.names.id(kind, name) {
            return id.to_owned();
        }
        let id = self.names.new_id(kind, name);
        self.names.insert(kind, &id, name);
        self.changes.push(Change::Name { of, id: id.clone(), name: Some(name.to_owned()) });
        id
    }

    fn edit(&mut self, keys: &[&str], value: String) {
        self.edits.push(Edit { path: path_of(keys), value: Some(value) });
    }

    /// Topics and groups that the plan makes, described in the protocol.
    pub(super) fn plan(&mut self, plan: &Plan) {
        for sheet in &plan.sheets {
            for topic in &sheet.new_topics {
                self.topic(topic);
            }
            for column in &sheet.columns {
                if let Role::Codes(group) = &column.role {
                    self.group(group, column);
                }
                if let Role::Code(path) = &column.role {
                    let group = Protocol::group_of(path).to_owned();
                    if !column.band.is_empty() {
                        self.group_label(&group, &column.band);
                    }
                }
            }
        }
    }

    fn topic(&mut self, topic: &NewTopic) {
        if !self.seen.insert(format!("topic/{}", topic.id)) || self.protocol.topic(&topic.id).is_some() {
            return;
        }
        self.id(NameOf::Topic, "topic", &topic.id);
        self.edit(&["topics", &topic.id, "label"], toml(&topic.label));
        self.edit(&["topics", &topic.id, "kind"], toml(topic.kind.as_str()));
        self.topics.push(topic.id.clone());
    }

    /// A topic from a column that somebody added to a workbook.
    pub(super) fn own_topic(&mut self, name: &str, label: &str) {
        let kind = katsaus_model::TopicKind::LongText;
        self.topic(&NewTopic { id: name.to_owned(), label: label.to_owned(), kind, count: 0 });
    }

    /// A code or topic that is described elsewhere already: it only needs its identifier.
    pub(super) fn described(&mut self, is_code: bool, name: &str) {
        if is_code {
            self.id(NameOf::Code, "code", name);
        } else {
            self.id(NameOf::Topic, "topic", name);
        }
    }

    fn group(&mut self, group: &str, column: &Column) {
        let head = katsaus_model::text::squeeze(&column.header);
        if !head.is_empty() {
            self.group_label(group, &head);
        }
    }

    fn group_label(&mut self, group: &str, label: &str) {
        let known = self.protocol.groups.iter().any(|(name, _)| name == group);
        if !known && self.seen.insert(format!("group/{group}")) {
            self.edit(&["groups", group, "label"], toml(label));
        }
    }

    /// Codes of one row, described if new.
    pub(super) fn codes(&mut self, codes: &[(String, String)]) {
        for (path, label) in codes {
            if self.protocol.code(path).is_none() && self.seen.insert(format!("code/{path}")) {
                self.edit(&["codes", path, "label"], toml(label));
                self.codes.push(path.clone());
            }
        }
    }

    /// Reasons of one row, described if new.
    pub(super) fn reasons(&mut self, reasons: &[(String, String)]) {
        for (name, label) in reasons {
            // A reason that is called something else now is the same reason.
            let now = self.names.name("reason", name);
            let known = self.protocol.reasons.iter().any(|(known, _)| known == name || known == now);
            if !known && self.seen.insert(format!("reason/{name}")) {
                self.edit(&["reasons", name, "label"], toml(label));
            }
        }
    }

    /// Searches of one row, recorded if new; what is not known of them is not filled in.
    pub(super) fn searches(&mut self, found: &[(String, String, Option<String>)], kind: SearchKind) {
        for (id, name, date) in found {
            if self.searches.insert(id.clone()) {
                let search = Search { kind, name: name.clone(), date: date.clone(), ..Search::default() };
                self.changes.push(Change::Search { id: id.clone(), search: Some(search) });
            }
        }
    }

    /// Names in what a row brings become identifiers.
    pub(super) fn identify(&mut self, brought: &mut Brought) {
        for tag in &mut brought.tags {
            *tag = self.id(NameOf::Code, "code", tag);
        }
        for (_, _, verdict) in &mut brought.decisions {
            if let katsaus_model::Verdict::Exclude { reasons } = verdict {
                for reason in reasons {
                    if let Some(id) = self.names.id("reason", reason) {
                        id.clone_into(reason);
                    }
                }
            }
        }
        for (topic, _) in &mut brought.cells {
            *topic = self.id(NameOf::Topic, "topic", topic);
        }
    }

    /// How the sheets were read, so that an edited copy is read the same way.
    pub(super) fn mapping(&mut self, plan: &Plan) {
        for sheet in &plan.sheets {
            let taken = |name: &String| self.protocol.sheets.contains_key(name);
            let numbered = (2..).map(|n| format!("{} ({n})", sheet.sheet));
            let free = || std::iter::once(sheet.sheet.clone()).chain(numbered).find(|name| !taken(name));
            let Some(name) = sheet.saved.clone().or_else(free) else { continue };
            let before = self.protocol.sheets.get(&name).cloned().unwrap_or_default();
            if before.header != Some(sheet.header_row) {
                self.edit(&["sheets", &name, "header"], sheet.header_row.to_string());
            }
            for (colour, meaning) in &sheet.colours {
                if before.colours.get(colour) != Some(meaning) {
                    self.edit(&["sheets", &name, "colours", colour], toml(meaning));
                }
            }
            for column in sheet.columns.iter().filter(|column| column.filled > 0) {
                let role = column.role.name();
                if before.columns.get(&column.name) != Some(&role) {
                    self.edit(&["sheets", &name, "columns", &column.name], toml(&role));
                }
            }
        }
    }

    /// The changes, and the edits of the protocol.
    pub(super) fn finish(self) -> (Vec<Change>, Vec<Edit>) {
        (self.changes, self.edits)
    }
}
