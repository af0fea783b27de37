//! The codebook's and the topics' sheets of a workbook that comes back: labels, aliases, definitions, questions, kinds.

use super::CellChange;
use super::workbook::{Base, Sheet, Taker};
use crate::protocol::{Edit, path_of};
use crate::review::export::{CODEBOOK, hash, text};
use katsaus_formats::workbook;
use katsaus_model::TopicKind;

impl Taker<'_, '_> {
    /// The codebook's or the topics' sheet: labels, aliases, definitions, questions as edited; new rows are new names.
    pub(super) fn described(&mut self, base: &Base, written: &workbook::Sheet, sheet: &Sheet) {
        let (table, kind) = if written.name == CODEBOOK { ("codes", "code") } else { ("topics", "topic") };
        let heads: Vec<String> = written.columns.iter().map(|column| column.head.clone()).collect();
        let columns = sheet.places(&heads);
        for (number, cells) in &sheet.rows {
            let now: Vec<String> = columns
                .iter()
                .map(|column| {
                    column.and_then(|column| cells.get(&column)).map(|cell| cell.trim().to_owned()).unwrap_or_default()
                })
                .collect();
            let name = now[0].clone();
            if name.is_empty() || table == "codes" && !name.contains('/') {
                continue;
            }
            let hashes = base.rows.get(&format!("{}:{name}", written.name));
            // What was in the workbook may be called something else by now.
            let id = base.ids.get(&format!("{}={name}", written.name)).cloned().unwrap_or_else(|| name.clone());
            let name = if hashes.is_some() { self.names.name(kind, &id).to_owned() } else { name };
            let held = written.rows.iter().find(|row| text(&row[0]) == name);
            // A row that was taken out of the codebook since is not put back.
            if let (None, Some(hashes)) = (held, hashes) {
                if now.iter().zip(hashes).any(|(now, written)| hash(now) != *written) {
                    let message = format!("`{name}` was removed or merged since; what was edited here is not read");
                    self.warn_at(&written.name, *number, columns[0], "workbook-removed", message);
                }
                continue;
            }
            let mut labels = false;
            for (at, head) in written.columns.iter().map(|column| column.head.as_str()).enumerate().skip(1) {
                let held = held.map(|row| text(&row[at])).unwrap_or_default();
                let untouched =
                    hashes.and_then(|hashes| hashes.get(at)).is_some_and(|written| *written == hash(&now[at]));
                if untouched || now[at] == held || head == "Sources" {
                    continue;
                }
                if hashes.and_then(|hashes| hashes.get(at)).is_some_and(|written| *written != hash(&held)) {
                    self.updated.clashes.push(CellChange {
                        key: name.clone(),
                        what: head.to_owned(),
                        is_tag: false,
                        was: String::new(),
                        sheet: now[at].clone(),
                        review: held,
                    });
                    continue;
                }
                let quoted = |text: &str| toml_edit::Value::from(text).to_string().trim().to_owned();
                match head {
                    "Aliases" => {
                        let list: toml_edit::Array =
                            now[at].split(';').map(str::trim).filter(|s| !s.is_empty()).collect();
                        self.edit(table, &name, "aliases", toml_edit::Value::from(list).to_string().trim().to_owned());
                    }
                    "Definition" => self.edit(table, &name, "definition", quoted(&now[at])),
                    "Question" => self.edit(table, &name, "question", quoted(&now[at])),
                    "Kind" => match TopicKind::parse(&now[at]) {
                        Some(kind) => {
                            self.kinds.insert(name.clone(), kind);
                            self.edit(table, &name, "kind", quoted(&now[at]));
                        }
                        None => {
                            let message = format!("`{}` is no kind of topic; the topic keeps its kind", now[at]);
                            self.warn_at(&written.name, *number, columns[at], "workbook-value", message);
                        }
                    },
                    _ => labels |= head.starts_with("Label"),
                }
            }
            if labels {
                self.labels(table, &name, &now[1..4]);
            }
            if held.is_none() {
                self.new.described(table == "codes", &name);
            }
        }
    }

    /// Labels as they stand in the columns of three languages; those of other languages stay.
    fn labels(&mut self, table: &str, name: &str, now: &[String]) {
        let held = match table {
            "codes" => self.review.protocol.code(name).map(|code| code.label.clone()),
            _ => self.review.protocol.topic(name).map(|topic| topic.label.clone()),
        };
        let mut label = toml_edit::InlineTable::new();
        for (at, language) in ["en", "fi", "sv"].into_iter().enumerate() {
            if !now[at].is_empty() {
                label.insert(language, now[at].as_str().into());
            }
        }
        for (language, text) in held.iter().flatten() {
            if !["*", "en", "fi", "sv"].contains(&language.as_str()) {
                label.insert(language, text.as_str().into());
            }
        }
        self.edit(table, name, "label", toml_edit::Value::from(label).to_string().trim().to_owned());
    }

    fn edit(&mut self, table: &str, name: &str, key: &str, value: String) {
        self.updated.written.push(CellChange {
            key: name.to_owned(),
            what: key.to_owned(),
            is_tag: false,
            was: String::new(),
            sheet: value.clone(),
            review: String::new(),
        });
        self.edits.push(Edit { path: path_of(&[table, name, key]), value: Some(value) });
    }
}
