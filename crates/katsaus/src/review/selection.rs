//! Selections: named products of one collection, each with a query that says which texts belong to it, and with
//! questions, topics, stages and decisions of its own. They stand in the protocol.

use super::{Act, Review, ReviewError};
use crate::protocol::{self, Edit, path_of};
use crate::query::{Part, parse};
use crate::store::{Committed, Set};
use katsaus_model::{Selection, SelectionRow, WHOLE, text};
use std::collections::BTreeMap;

impl Review {
    /// All selections with how many texts each has now.
    ///
    /// # Errors
    /// If a selection's query cannot be read or run.
    pub fn selections(&mut self) -> Result<Vec<SelectionRow>, ReviewError> {
        let all = self.protocol.selections.clone();
        let mut rows = Vec::new();
        for (name, selection) in all {
            let sources = self.members(&name)?.len();
            let mut status: BTreeMap<String, usize> = BTreeMap::new();
            let statuses = self.statuses_in(&name)?;
            for word in self.members(&name)?.iter().map(|n| statuses.get(&n).copied().unwrap_or("undecided")) {
                *status.entry(word.to_owned()).or_default() += 1;
            }
            rows.push(SelectionRow { name, selection, sources, status });
        }
        Ok(rows)
    }

    /// The texts of a selection.
    ///
    /// # Errors
    /// If there is no such selection, or its query cannot be read or run.
    pub fn members(&mut self, name: &str) -> Result<Set, ReviewError> {
        let node = self.expanded(Part::Selection(name.to_owned()).into())?;
        self.matching(&node, &mut ())
    }

    /// A selection by the name that people type.
    ///
    /// # Errors
    /// If there is none.
    pub fn selection(&self, typed: &str) -> Result<(String, Selection), ReviewError> {
        let wanted = text::slug(typed);
        let found = self.protocol.selections.iter().find(|(name, selection)| {
            *name == typed || *name == wanted || text::normalise(&selection.title) == text::normalise(typed)
        });
        found.cloned().ok_or_else(|| ReviewError::UnknownSelection {
            name: typed.to_owned(),
            known: self.protocol.selections.iter().map(|(name, _)| name.clone()).collect(),
        })
    }

    /// Adds a selection.
    ///
    /// # Errors
    /// If there is one of that name, or its query cannot be read.
    pub fn add_selection(
        &mut self,
        act: &Act,
        typed: &str,
        selection: &Selection,
    ) -> Result<(String, Option<Committed>), ReviewError> {
        self.prepare(act)?;
        let name = text::slug(typed);
        if name.is_empty() || name == WHOLE {
            return Err(ReviewError::Wrong(format!("`{typed}` cannot be the name of a selection")));
        }
        if self.protocol.selections.iter().any(|(known, _)| *known == name) {
            return Err(ReviewError::Wrong(format!(
                "there is a selection `{name}` already; `selection edit` changes it"
            )));
        }
        let mut selection = selection.clone();
        if selection.title.is_empty() {
            typed.trim().clone_into(&mut selection.title);
        }
        let edits = self.selection_edits(&name, &selection, &Selection::default())?;
        let done = self.commit(act, &format!("add selection `{name}`"), Vec::new(), &edits)?;
        Ok((name, done))
    }

    /// Changes what is said of a selection.
    ///
    /// # Errors
    /// If there is none, its query cannot be read, or a topic is not known.
    pub fn describe_selection(
        &mut self,
        act: &Act,
        typed: &str,
        change: impl Fn(&mut Selection),
    ) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let (name, held) = self.selection(typed)?;
        let mut selection = held.clone();
        change(&mut selection);
        let edits = self.selection_edits(&name, &selection, &held)?;
        self.commit(act, &format!("edit selection `{name}`"), Vec::new(), &edits)
    }

    /// Takes a selection out of the protocol. Decisions made in it stay in the log.
    ///
    /// # Errors
    /// If there is none.
    pub fn remove_selection(&mut self, act: &Act, typed: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let (name, _) = self.selection(typed)?;
        let table = path_of(&["selections", &name]);
        let below = format!("{table}.");
        let leaves = protocol::leaves(&self.text).into_iter().map(|(leaf, _)| leaf);
        let edits: Vec<Edit> = leaves
            .filter(|leaf| *leaf == table || leaf.starts_with(&below))
            .map(|path| Edit { path, value: None })
            .collect();
        self.commit(act, &format!("remove selection `{name}`"), Vec::new(), &edits)
    }

    /// The edits that make of one selection another; its query must be one, its topics must be there.
    fn selection_edits(&self, name: &str, new: &Selection, held: &Selection) -> Result<Vec<Edit>, ReviewError> {
        let mut new = new.clone();
        for topic in &mut new.topics {
            *topic = self.topic_name(topic)?;
        }
        if !new.query.trim().is_empty() {
            let node = parse(&new.query, &self.groups())?.node;
            if self.leads_to(&node, name, 0)? {
                return Err(ReviewError::Wrong(format!("the selection `{name}` would be defined by itself")));
            }
            self.check_names(&self.expanded(node)?)?;
        }
        let mut edits = Vec::new();
        let mut edit = |key: &str, changed: bool, value: Option<String>| {
            if changed {
                edits.push(Edit { path: path_of(&["selections", name, key]), value });
            }
        };
        let text = |text: &str| (!text.is_empty()).then(|| toml_edit::Value::from(text).to_string().trim().to_owned());
        let list = |list: &[String]| {
            let array: toml_edit::Array = list.iter().map(String::as_str).collect();
            (!list.is_empty()).then(|| toml_edit::Value::from(array).to_string().trim().to_owned())
        };
        edit("title", new.title != held.title, text(&new.title));
        edit("query", new.query != held.query, text(&new.query));
        edit("questions", new.questions != held.questions, list(&new.questions));
        edit("topics", new.topics != held.topics, list(&new.topics));
        edit("stages", new.stages != held.stages, list(&new.stages));
        Ok(edits)
    }
}
