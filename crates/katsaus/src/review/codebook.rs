//! The codebook: codes added, renamed, moved, merged, removed. A rename changes a name and nothing tagged.

use super::{Act, Review, ReviewError};
use crate::protocol::{self, Edit, path_of};
use crate::store::Committed;
use katsaus_model::{Change, NameOf, Subject, ThingKind, text};

/// A code as the codebook's list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// Its path.
    pub path: String,
    /// Its label in the review's language.
    pub label: String,
    /// What it means.
    pub definition: String,
    /// How many sources have it.
    pub sources: u64,
    /// Whether the protocol no longer has it.
    pub retired: bool,
}

impl Review {
    /// All codes, in the codebook's order; retired ones last.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn codebook(&self) -> Result<Vec<CodeRow>, ReviewError> {
        let names = self.names()?;
        let uses = self.store.count_by_name(ThingKind::Tag)?;
        let count = |path: &str| names.id("code", path).and_then(|id| uses.get(id)).copied().unwrap_or(0);
        let mut rows: Vec<CodeRow> = self
            .protocol
            .codes
            .iter()
            .map(|(path, code)| CodeRow {
                path: path.clone(),
                label: self.code_label(path),
                definition: code.definition.clone(),
                sources: count(path),
                retired: code.retired,
            })
            .collect();
        for (path, _) in names.all("code") {
            if self.protocol.code(path).is_none() {
                let sources = count(path);
                rows.push(CodeRow {
                    path: path.to_owned(),
                    label: String::new(),
                    definition: String::new(),
                    sources,
                    retired: true,
                });
            }
        }
        Ok(rows)
    }

    /// Adds a code.
    ///
    /// # Errors
    /// If it is there already, or its path cannot be.
    pub fn add_code(
        &mut self,
        act: &Act,
        path: &str,
        label: &str,
        definition: &str,
    ) -> Result<Option<Committed>, ReviewError> {
        let typed = path.rsplit('/').next().unwrap_or(path).trim().to_owned();
        let path = self.new_path(path)?;
        let quoted = |text: &str| toml_edit::Value::from(text).to_string().trim().to_owned();
        // What somebody typed is what they want to read: `Vahva näyttö` for `vahva-naytto`.
        let label = if label.is_empty() { typed.replace('-', " ") } else { label.to_owned() };
        let mut edits = vec![Edit { path: path_of(&["codes", &path, "label"]), value: Some(quoted(&label)) }];
        if !definition.is_empty() {
            edits.push(Edit { path: path_of(&["codes", &path, "definition"]), value: Some(quoted(definition)) });
        }
        self.prepare(act)?;
        let names = self.names()?;
        // A code that was taken out of the codebook by hand, with its tags still there, comes back as what it was.
        let id = names.id("code", &path).map_or_else(|| names.new_id("code", &path), str::to_owned);
        let change = Change::Name { of: NameOf::Code, id, name: Some(path.clone()) };
        self.commit(act, &format!("add code `{path}`"), vec![change], &edits)
    }

    /// A path that a new code may have.
    fn new_path(&self, typed: &str) -> Result<String, ReviewError> {
        let invalid = |why| ReviewError::InvalidCode { code: typed.to_owned(), why };
        let parts: Vec<String> = typed.split('/').map(text::slug).collect();
        if parts.len() < 2 {
            return Err(invalid("a code has a group before it: framework/demand-side"));
        }
        if parts.iter().any(String::is_empty) {
            return Err(invalid("each part needs a letter or digit"));
        }
        if katsaus_model::CodeGroup::is_reserved(&parts[0]) {
            return Err(invalid("its group is called like a field of the query language"));
        }
        let path = parts.join("/");
        if self.protocol.code(&path).is_some() {
            return Err(invalid("the codebook has it already"));
        }
        Ok(path)
    }

    /// Renames or moves a code and everything below it. Tags follow by themselves.
    ///
    /// # Errors
    /// If the code is not known, or the new path is taken.
    pub fn rename_code(&mut self, act: &Act, from: &str, to: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let from = self.code_path(from)?;
        let to = self.new_path(to)?;
        if to.starts_with(&format!("{from}/")) {
            return Err(ReviewError::InvalidCode { code: to, why: "a code cannot be moved below itself" });
        }
        let names = self.names()?;
        let below = format!("{from}/");
        let taken = names.all("code").any(|(path, _)| {
            let moved = (path == from || path.starts_with(&below)).then(|| format!("{to}{}", &path[from.len()..]));
            moved.is_some_and(|moved| names.id("code", &moved).is_some() && !moved.starts_with(&from))
        });
        if taken {
            let why = "a code of that path is in use; `codebook merge` unites two";
            return Err(ReviewError::InvalidCode { code: to, why });
        }
        let mut changes = Vec::new();
        let mut edits = Vec::new();
        let leaves = protocol::leaves(&self.text);
        let moved = |path: &str| format!("{to}{}", &path[from.len()..]);
        for (path, id) in names.all("code").filter(|(path, _)| *path == from || path.starts_with(&below)) {
            changes.push(Change::Name { of: NameOf::Code, id: id.to_owned(), name: Some(moved(path)) });
        }
        for (path, _) in self.protocol.codes.iter().filter(|(path, _)| *path == from || path.starts_with(&below)) {
            let (old, new) = (path_of(&["codes", path]), path_of(&["codes", &moved(path)]));
            for (leaf, value) in &leaves {
                if *leaf == old || leaf.starts_with(&format!("{old}.")) {
                    edits.push(Edit { path: leaf.clone(), value: None });
                    edits.push(Edit { path: format!("{new}{}", &leaf[old.len()..]), value: Some(value.clone()) });
                }
            }
        }
        // A label that only repeated the old name follows the new one.
        let last = |path: &str| path.rsplit('/').next().unwrap_or(path).replace('-', " ");
        let label = path_of(&["codes", &to, "label"]);
        let quoted = |text: &str| toml_edit::Value::from(text).to_string().trim().to_owned();
        for edit in edits.iter_mut().filter(|edit| edit.path == label) {
            if edit.value.as_deref().is_some_and(|value| value.to_lowercase() == quoted(&last(&from))) {
                edit.value = Some(quoted(&last(&to)));
            }
        }
        // Tables that still say the old name mean this code.
        if let Some(code) = self.protocol.code(&from)
            && last(&from) != last(&to)
            && !code.aliases.iter().any(|alias| text::normalise(alias) == last(&from))
        {
            let aliases: toml_edit::Array = code.aliases.iter().cloned().chain([last(&from)]).collect();
            let path = path_of(&["codes", &to, "aliases"]);
            edits.retain(|edit| edit.path != path);
            edits.push(Edit { path, value: Some(toml_edit::Value::from(aliases).to_string().trim().to_owned()) });
        }
        self.commit(act, &format!("rename code `{from}` to `{to}`"), changes, &edits)
    }

    /// Merges one code into another: its sources get the other, and it goes.
    ///
    /// # Errors
    /// If either is not known.
    pub fn merge_codes(&mut self, act: &Act, from: &str, into: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let (from, into) = (self.code_path(from)?, self.code_path(into)?);
        if from == into {
            return Err(ReviewError::Wrong(format!("`{from}` is one code, not two")));
        }
        if self.code_ids_below(&from)?.iter().any(|id| self.names().is_ok_and(|names| names.name("code", id) != from)) {
            return Err(ReviewError::Wrong(format!("codes stand below `{from}`; move or merge them first")));
        }
        let names = self.names()?;
        let group = katsaus_model::Protocol::group_of(&into).to_owned();
        if !self.protocol.several(&group) && katsaus_model::Protocol::group_of(&from) != group {
            let why = format!("sources with `{from}` may have one of it already");
            return Err(ReviewError::OneCode { group, why });
        }
        let (old, new) = (names.id("code", &from).unwrap_or(&from), names.id("code", &into).unwrap_or(&into));
        let mut changes = Vec::new();
        for on in self.store.identities_with(ThingKind::Tag, old)? {
            changes.push(Change::Tag { on: Subject::Source(on), code: new.to_owned(), here: true });
            changes.push(Change::Tag { on: Subject::Source(on), code: old.to_owned(), here: false });
        }
        changes.push(Change::Name { of: NameOf::Code, id: old.to_owned(), name: None });
        let edits = self.without_code(&from);
        self.commit(act, &format!("merge code `{from}` into `{into}`"), changes, &edits)
    }

    /// Takes a code out of the codebook, and its tags off.
    ///
    /// # Errors
    /// If it is not known, or codes stand below it.
    pub fn remove_code(&mut self, act: &Act, path: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let path = self.code_path(path)?;
        if self.code_ids_below(&path)?.len() > 1 {
            return Err(ReviewError::Wrong(format!("codes stand below `{path}`; move or remove them first")));
        }
        let names = self.names()?;
        let id = names.id("code", &path).unwrap_or(&path).to_owned();
        let mut changes = Vec::new();
        for on in self.store.identities_with(ThingKind::Tag, &id)? {
            changes.push(Change::Tag { on: Subject::Source(on), code: id.clone(), here: false });
        }
        changes.push(Change::Name { of: NameOf::Code, id, name: None });
        let edits = self.without_code(&path);
        self.commit(act, &format!("remove code `{path}`"), changes, &edits)
    }

    /// The edits that take a code out of the protocol's file.
    fn without_code(&self, path: &str) -> Vec<Edit> {
        let table = path_of(&["codes", path]);
        let below = format!("{table}.");
        let leaves = protocol::leaves(&self.text).into_iter().map(|(leaf, _)| leaf);
        leaves
            .filter(|leaf| *leaf == table || leaf.starts_with(&below))
            .map(|path| Edit { path, value: None })
            .collect()
    }
}
