//! Reasons for leaving texts out: an ordered list in the protocol, for all stages or for some. A rename or a merge changes
//! names; the decisions that gave a reason stay as they were made.

use crate::protocol::{self, Edit, path_of};
use crate::review::{Act, Review, ReviewError};
use crate::store::{Committed, Names};
use katsaus_model::{Change, NameOf, Verdict, text};

/// A reason, and how many texts were left out for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonRow {
    /// Its name.
    pub name: String,
    /// Its label in the review's language.
    pub label: String,
    /// The stages at which it is offered; empty: all.
    pub stages: Vec<String>,
    /// Whether it is kept for old decisions only.
    pub retired: bool,
    /// Decisions that give it first.
    pub primary: usize,
    /// Decisions that give it beside another.
    pub beside: usize,
}

fn toml(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_owned()
}

impl Review {
    /// All reasons in order; behind them those that decisions give and the protocol does not name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn reasons(&self) -> Result<Vec<ReasonRow>, ReviewError> {
        let names = self.names()?;
        let mut rows: Vec<ReasonRow> = self
            .protocol
            .reasons
            .iter()
            .map(|(name, reason)| ReasonRow {
                name: name.clone(),
                label: self.protocol.label(&reason.label, name).to_owned(),
                stages: reason.stages.clone(),
                retired: reason.retired,
                primary: 0,
                beside: 0,
            })
            .collect();
        for selection in self.selections_decided_in()? {
            let screened = self.screened(&selection)?;
            let votes = screened.texts().flat_map(|(_, stages)| stages.values());
            let shown = votes.flat_map(|votes| votes.seen_by(self.viewer.as_deref()).votes);
            for vote in shown {
                let Verdict::Exclude { reasons } = vote.verdict else { continue };
                for (place, name) in super::reason_names(&names, &reasons).into_iter().enumerate() {
                    let at = rows.iter().position(|row| row.name == name).unwrap_or_else(|| {
                        rows.push(ReasonRow {
                            name: name.to_owned(),
                            label: name.to_owned(),
                            stages: Vec::new(),
                            retired: false,
                            primary: 0,
                            beside: 0,
                        });
                        rows.len() - 1
                    });
                    if place == 0 { rows[at].primary += 1 } else { rows[at].beside += 1 }
                }
            }
        }
        Ok(rows)
    }

    /// The identifiers of reasons as people type them: a name, a label in any language, or the one that begins so.
    ///
    /// # Errors
    /// If one is not known, or is not offered at the stage.
    pub fn reason_ids(&self, typed: &[String], stage: Option<&str>) -> Result<Vec<String>, ReviewError> {
        let names = self.names()?;
        let mut ids: Vec<String> = Vec::new();
        for typed in typed {
            let name = self.reason_name(typed)?;
            let reason = self.protocol.reasons.iter().find(|(known, _)| *known == name).map(|(_, reason)| reason);
            if let (Some(reason), Some(stage)) = (reason, stage)
                && !reason.stages.is_empty()
                && !reason.stages.iter().any(|known| known == stage)
            {
                return Err(ReviewError::Wrong(format!(
                    "the reason `{name}` is for {}, not for {stage}",
                    reason.stages.join(", ")
                )));
            }
            let id = reason_id(&names, &name);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// The name of a reason as people type it.
    ///
    /// # Errors
    /// If none is meant, or several.
    pub fn reason_name(&self, typed: &str) -> Result<String, ReviewError> {
        let wanted = text::normalise(typed);
        let known = &self.protocol.reasons;
        let is_meant = |(name, reason): &&(String, katsaus_model::Reason)| {
            name == typed || reason.label.values().any(|label| text::normalise(label) == wanted)
        };
        if let Some((name, _)) = known.iter().find(is_meant) {
            return Ok(name.clone());
        }
        let slug = text::slug(typed);
        let begins: Vec<&String> =
            known.iter().map(|(name, _)| name).filter(|name| !slug.is_empty() && name.starts_with(&slug)).collect();
        match begins.as_slice() {
            [one] => Ok((*one).clone()),
            _ => Err(ReviewError::UnknownReason {
                name: typed.to_owned(),
                known: known.iter().map(|(name, _)| name.clone()).collect(),
            }),
        }
    }

    /// Adds a reason at the end of the list.
    ///
    /// # Errors
    /// If there is one of that name, or a stage is not known.
    pub fn add_reason(
        &mut self,
        act: &Act,
        typed: &str,
        label: Option<&str>,
        stages: &[String],
    ) -> Result<(String, Option<Committed>), ReviewError> {
        self.prepare(act)?;
        let name = text::slug(typed);
        if name.is_empty() {
            return Err(ReviewError::Wrong(format!("`{typed}` cannot be the name of a reason")));
        }
        if self.protocol.reasons.iter().any(|(known, _)| *known == name) {
            return Err(ReviewError::Wrong(format!("there is a reason `{name}` already")));
        }
        let names = self.names()?;
        let mut changes = Vec::new();
        // The name may be the identifier of a reason that is called something else now.
        if names.id("reason", &name).is_none() {
            let id = names.new_id("reason", &name);
            changes.push(Change::Name { of: NameOf::Reason, id, name: Some(name.clone()) });
        }
        let label = label.map_or_else(|| typed.trim(), str::trim);
        let mut edits = vec![Edit { path: path_of(&["reasons", &name, "label"]), value: Some(toml(label)) }];
        if !stages.is_empty() {
            let stages: Result<toml_edit::Array, ReviewError> =
                stages.iter().map(|stage| self.stage_of(katsaus_model::WHOLE, stage)).collect();
            let value = toml_edit::Value::from(stages?).to_string().trim().to_owned();
            edits.push(Edit { path: path_of(&["reasons", &name, "stages"]), value: Some(value) });
        }
        let done = self.commit(act, &format!("add reason `{name}`"), changes, &edits)?;
        Ok((name, done))
    }

    /// Calls a reason something else. Decisions that gave it follow by themselves.
    ///
    /// # Errors
    /// If it is not known, or the new name is taken.
    pub fn rename_reason(&mut self, act: &Act, from: &str, to: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let from = self.reason_name(from)?;
        let name = text::slug(to);
        if name.is_empty() {
            return Err(ReviewError::Wrong(format!("`{to}` cannot be the name of a reason")));
        }
        if name != from && self.protocol.reasons.iter().any(|(known, _)| *known == name) {
            return Err(ReviewError::Wrong(format!("there is a reason `{name}` already; `reasons merge` unites two")));
        }
        let names = self.names()?;
        let changes = ids_of(&names, &from)
            .into_iter()
            .map(|id| Change::Name { of: NameOf::Reason, id, name: Some(name.clone()) })
            .collect();
        let mut edits = self.reason_moved(&from, Some(&name));
        // A new name that is no word of the protocol is what people should read, too; so is any, where what they read was
        // just the old name.
        let held = self.protocol.reasons.iter().find(|(known, _)| *known == from).map(|(_, reason)| &reason.label);
        let repeats = held.is_some_and(|label| label.values().all(|label| text::slug(label) == from));
        if text::slug(to) != to.trim() || repeats {
            edits.retain(|edit| !edit.path.starts_with(&path_of(&["reasons", &name, "label"])));
            edits.push(Edit { path: path_of(&["reasons", &name, "label"]), value: Some(toml(&spoken(to))) });
        }
        self.commit(act, &format!("rename reason `{from}` to `{name}`"), changes, &edits)
    }

    /// Makes one reason of two: decisions that gave either give the second.
    ///
    /// # Errors
    /// If either is not known.
    pub fn merge_reasons(&mut self, act: &Act, from: &str, into: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let (from, into) = (self.reason_name(from)?, self.reason_name(into)?);
        if from == into {
            return Err(ReviewError::Wrong(format!("`{from}` is one reason, not two")));
        }
        let names = self.names()?;
        let mut changes: Vec<Change> = ids_of(&names, &from)
            .into_iter()
            .map(|id| Change::Name { of: NameOf::Reason, id, name: Some(into.clone()) })
            .collect();
        // The reason that stays has an identifier of its own, so that new decisions do not get that of the other.
        if names.id("reason", &into).is_none() {
            changes.push(Change::Name { of: NameOf::Reason, id: into.clone(), name: Some(into.clone()) });
        }
        let edits = self.reason_moved(&from, None);
        self.commit(act, &format!("merge reason `{from}` into `{into}`"), changes, &edits)
    }

    /// Offers a reason no longer. Decisions that gave it keep it.
    ///
    /// # Errors
    /// If it is not known.
    pub fn retire_reason(&mut self, act: &Act, typed: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let name = self.reason_name(typed)?;
        let edit = Edit { path: path_of(&["reasons", &name, "retired"]), value: Some("true".to_owned()) };
        self.commit(act, &format!("retire reason `{name}`"), Vec::new(), &[edit])
    }

    /// Edits that take what the protocol says of a reason elsewhere, or away.
    fn reason_moved(&self, from: &str, to: Option<&str>) -> Vec<Edit> {
        let old = path_of(&["reasons", from]);
        let mut edits = Vec::new();
        for (leaf, value) in protocol::leaves(&self.text) {
            if leaf == old || leaf.starts_with(&format!("{old}.")) {
                if let Some(to) = to {
                    let path = format!("{}{}", path_of(&["reasons", to]), &leaf[old.len()..]);
                    edits.push(Edit { path, value: Some(value) });
                }
                edits.push(Edit { path: leaf, value: None });
            }
        }
        edits.sort_by_key(|edit| edit.value.is_some());
        edits
    }
}

/// A name as people read it: `wrong-type` is "wrong type".
fn spoken(name: &str) -> String {
    if text::slug(name) == name.trim() { name.trim().replace('-', " ") } else { name.trim().to_owned() }
}

/// The identifier that a decision keeps of a reason.
fn reason_id(names: &Names, name: &str) -> String {
    names.id("reason", name).unwrap_or(name).to_owned()
}

/// All identifiers that stand for a reason: several after a merge.
fn ids_of(names: &Names, name: &str) -> Vec<String> {
    let mut ids: Vec<String> =
        names.all_ids("reason").filter(|(_, known)| *known == name).map(|(id, _)| id.to_owned()).collect();
    // One that was never registered is its own identifier, unless that is another's.
    if !ids.iter().any(|id| id == name) && names.name("reason", name) == name {
        ids.push(name.to_owned());
    }
    ids
}
