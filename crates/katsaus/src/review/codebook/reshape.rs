//! The shape of the codebook: codes renamed, moved, merged, split, retired and removed. A rename changes a name and
//! nothing tagged; merge and split move tags from code to code, on sources and on excerpts.
//!
//! It must not lose what a code said: labels, terms and memos go where its tags go.

use super::{describe, quoted};
use crate::protocol::{self, Edit, path_of};
use crate::review::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_model::{About, Change, Code, NameOf, Protocol, Subject, ThingKind, text};
use std::collections::HashSet;

/// What is moved by a split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Sources whose tag moves, and that of their excerpts.
    pub sources: Vec<i64>,
    /// Excerpts whose tag moves, by identifier.
    pub excerpts: Vec<String>,
    /// Whether the old code stays on them too.
    pub keep: bool,
}

impl Review {
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
            moved.is_some_and(|moved| names.id("code", &moved).is_some() && moved != from && !moved.starts_with(&below))
        });
        if taken {
            let why = "a code of that path is in use; `codebook merge` unites two";
            return Err(ReviewError::InvalidCode { code: to, why });
        }
        self.would_have_one_each(&from, &to)?;
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
        edits.extend(self.places_moved(&from, Some(&to)));
        edits.extend(self.queries_moved(&from, &to));
        self.commit(act, &format!("rename code `{from}` to `{to}`"), changes, &edits)
    }

    /// Merges one code into another: its sources and excerpts get the other, and it goes. Its names, terms and examples
    /// go to the other; a definition, where both have one, becomes a memo on it.
    ///
    /// # Errors
    /// If either is not known, or codes stand below the one that goes.
    pub fn merge_codes(&mut self, act: &Act, from: &str, into: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let (from, into) = (self.code_path(from)?, self.code_path(into)?);
        if from == into {
            return Err(ReviewError::Wrong(format!("`{from}` is one code, not two")));
        }
        if self.own_ids_below(&from)?.len() > 1 {
            return Err(ReviewError::Wrong(format!("codes stand below `{from}`; move or merge them first")));
        }
        self.is_in_use(&into)?;
        let names = self.names()?;
        let group = Protocol::group_of(&into).to_owned();
        if !self.protocol.several(&group) && Protocol::group_of(&from) != group {
            let why = format!("sources with `{from}` may have one of it already");
            return Err(ReviewError::OneCode { group, why });
        }
        let (old, new) = (names.id("code", &from).unwrap_or(&from), names.id("code", &into).unwrap_or(&into));
        let mut changes = Vec::new();
        for on in self.subjects_with(old)? {
            changes.push(Change::Tag { on: on.clone(), code: new.to_owned(), here: true });
            changes.push(Change::Tag { on, code: old.to_owned(), here: false });
        }
        let (united, definition) = self.united(&from, &into);
        changes.extend(self.memos_moved(old, new)?);
        if let Some(definition) = definition {
            let id = format!("{}-{}", act.now.0, self.store.newest()?);
            changes.push(Change::Memo { about: About::Code(new.to_owned()), id, text: Some(definition) });
        }
        changes.push(Change::Name { of: NameOf::Code, id: old.to_owned(), name: None });
        let mut edits = self.without_code(&from);
        if let Some(held) = self.protocol.code(&into) {
            edits.extend(describe::edits(&into, &united, held));
        }
        edits.extend(self.places_moved(&from, Some(&into)));
        edits.extend(self.queries_moved(&from, &into));
        self.commit(act, &format!("merge code `{from}` into `{into}`"), changes, &edits)
    }

    /// What the code that stays says once it has what the other said; and the other's definition, if it has one itself.
    fn united(&self, from: &str, into: &str) -> (Code, Option<String>) {
        let of = |path: &str| self.protocol.code(path).cloned().unwrap_or_default();
        let (gone, mut code) = (of(from), of(into));
        let last = from.rsplit('/').next().unwrap_or(from).replace('-', " ");
        let spoken = std::iter::once(&last).chain(gone.label.values()).chain(&gone.aliases);
        for name in spoken {
            let mut known = code.label.values().chain(&code.aliases).map(|name| text::normalise(name));
            if !known.any(|known| known == text::normalise(name)) {
                code.aliases.push(name.clone());
            }
        }
        for (list, more) in [(&mut code.terms, gone.terms), (&mut code.examples, gone.examples)] {
            for value in more {
                if !list.contains(&value) {
                    list.push(value);
                }
            }
        }
        // What is empty here is filled; what both say goes into a memo.
        let mut left = Vec::new();
        let texts = [
            (&mut code.definition, &gone.definition, "definition"),
            (&mut code.include, &gone.include, "include"),
            (&mut code.exclude, &gone.exclude, "exclude"),
            (&mut code.colour, &gone.colour, "colour"),
        ];
        for (slot, said, field) in texts {
            if slot.is_empty() {
                slot.clone_from(said);
            } else if !said.is_empty() && slot != said && field != "colour" {
                left.push(format!("{field}: {said}"));
            }
        }
        let within = |place: &String| place == Protocol::group_of(into) || into.starts_with(place.as_str());
        for place in gone.also_under.iter().filter(|place| !within(place)) {
            if !code.also_under.contains(place) {
                code.also_under.push(place.clone());
            }
        }
        let memo = format!("`{from}`, merged into this code, said of itself: {}", left.join("\n"));
        (code, (!left.is_empty()).then_some(memo))
    }

    /// A code that may get new tags.
    fn is_in_use(&self, path: &str) -> Result<(), ReviewError> {
        match self.protocol.code(path) {
            Some(code) if code.retired => Err(ReviewError::RetiredCode { code: path.to_owned() }),
            Some(_) => Ok(()),
            None => {
                let why = "it was taken out of the protocol by hand; `codebook add` brings it back with its tags";
                Err(ReviewError::InvalidCode { code: path.to_owned(), why })
            }
        }
    }

    /// A code may go into a group of which a text has one code only if no text of it has another of that group.
    fn would_have_one_each(&self, from: &str, to: &str) -> Result<(), ReviewError> {
        let group = Protocol::group_of(to);
        if self.protocol.several(group) || group == Protocol::group_of(from) {
            return Ok(());
        }
        let (moved, there) = (self.own_ids_below(from)?, self.own_ids_below(group)?);
        let tagged = |ids: &[String]| self.store.tagged(&ids.iter().map(String::as_str).collect::<Vec<_>>());
        let mut both = tagged(&moved)?;
        both.intersect(&tagged(&there)?);
        if both.is_empty() {
            return Ok(());
        }
        let why = format!("{} with `{from}` have one of it already", crate::review::tag::count(both.len(), "source"));
        Err(ReviewError::OneCode { group: group.to_owned(), why })
    }

    fn memos_moved(&self, old: &str, new: &str) -> Result<Vec<Change>, ReviewError> {
        let of = About::Code(old.to_owned());
        let mut changes = Vec::new();
        for memo in self.store.memos()?.into_iter().filter(|memo| memo.about == of) {
            let about = About::Code(new.to_owned());
            changes.push(Change::Memo { about, id: memo.id.clone(), text: Some(memo.text) });
            changes.push(Change::Memo { about: of.clone(), id: memo.id, text: None });
        }
        Ok(changes)
    }

    /// Moves the tag of some sources and excerpts from one code to another, which is added if it is not there.
    ///
    /// # Errors
    /// If the code is not known, nothing of what is named has it, or the other cannot be a code.
    pub fn split_code(
        &mut self,
        act: &Act,
        from: &str,
        to: &str,
        split: &Split,
    ) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let from = self.code_path(from)?;
        let names = self.names()?;
        let old = names.id("code", &from).unwrap_or(&from).to_owned();
        let (to, new, mut changes, edits) = match self.code_path(to) {
            Ok(to) => {
                self.is_in_use(&to)?;
                let id = names.id("code", &to).unwrap_or(&to).to_owned();
                (to, id, Vec::new(), Vec::new())
            }
            Err(_) => {
                let (change, edits) = self.new_code(to, &Code::default())?;
                let Change::Name { id, name, .. } = &change else { return Ok(None) };
                (name.clone().unwrap_or_default(), id.clone(), vec![change.clone()], edits)
            }
        };
        if from == to {
            return Err(ReviewError::Wrong(format!("`{from}` is one code, not two")));
        }
        let (group, other) = (Protocol::group_of(&from), Protocol::group_of(&to));
        if !self.protocol.several(other) && (group != other || split.keep) {
            let why = "the sources may have one of it already".to_owned();
            return Err(ReviewError::OneCode { group: other.to_owned(), why });
        }
        let moved = self.split_subjects(&old, split)?;
        if moved.is_empty() {
            return Err(ReviewError::Wrong(format!("none of them has the code `{from}`")));
        }
        for on in moved {
            changes.push(Change::Tag { on: on.clone(), code: new.clone(), here: true });
            if !split.keep {
                changes.push(Change::Tag { on, code: old.clone(), here: false });
            }
        }
        self.commit(act, &format!("split code `{from}`: `{to}`"), changes, &edits)
    }

    /// What has the code, of what is to be split off.
    fn split_subjects(&self, code: &str, split: &Split) -> Result<Vec<Subject>, ReviewError> {
        let tagged: HashSet<_> = self.store.identities_with(ThingKind::Tag, code)?.into_iter().collect();
        let excerpts: HashSet<_> = self.store.excerpts_with(code)?.into_iter().collect();
        let names = self.names()?;
        let mut moved = Vec::new();
        for n in &split.sources {
            let members = self.store.identities(*n)?;
            moved.extend(members.into_iter().filter(|on| tagged.contains(on)).map(Subject::Source));
            for taken in self.store.excerpts_on(*n, &names)? {
                if excerpts.contains(&taken.id) {
                    moved.push(Subject::Excerpt(taken.id));
                }
            }
        }
        let named = split.excerpts.iter().filter(|id| excerpts.contains(*id));
        moved.extend(named.cloned().map(Subject::Excerpt));
        Ok(moved)
    }

    /// Keeps a code for old tags only, or brings it back into use.
    ///
    /// # Errors
    /// If the code is not known.
    pub fn retire_code(&mut self, act: &Act, typed: &str, retired: bool) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let path = self.code_path(typed)?;
        if self.protocol.code(&path).is_none() {
            let why = "it was taken out of the protocol by hand; `codebook add` brings it back with its tags";
            return Err(ReviewError::InvalidCode { code: path, why });
        }
        let value = retired.then(|| "true".to_owned());
        let edits = [Edit { path: path_of(&["codes", &path, "retired"]), value }];
        let what = if retired { format!("retire code `{path}`") } else { format!("bring code `{path}` back into use") };
        self.commit(act, &what, Vec::new(), &edits)
    }

    /// Takes a code out of the codebook, and its tags off sources and excerpts.
    ///
    /// # Errors
    /// If it is not known, or codes stand below it.
    pub fn remove_code(&mut self, act: &Act, path: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let path = self.code_path(path)?;
        if self.own_ids_below(&path)?.len() > 1 {
            return Err(ReviewError::Wrong(format!("codes stand below `{path}`; move or remove them first")));
        }
        let uses = |query: &str| renamed_in(query, &path, "\u{1}") != query;
        if let Some((name, _)) = self.protocol.selections.iter().find(|(_, selection)| uses(&selection.query)) {
            let why = format!("the selection `{name}` asks for `{path}`; `selection edit {name} --query` comes first");
            return Err(ReviewError::Wrong(why));
        }
        let names = self.names()?;
        let id = names.id("code", &path).unwrap_or(&path).to_owned();
        let tagged = self.subjects_with(&id)?.into_iter();
        let mut changes: Vec<Change> = tagged.map(|on| Change::Tag { on, code: id.clone(), here: false }).collect();
        changes.push(Change::Name { of: NameOf::Code, id, name: None });
        let mut edits = self.without_code(&path);
        edits.extend(self.places_moved(&path, None));
        self.commit(act, &format!("remove code `{path}`"), changes, &edits)
    }

    /// Whatever has a code, by its identifier.
    fn subjects_with(&self, id: &str) -> Result<Vec<Subject>, ReviewError> {
        let sources = self.store.identities_with(ThingKind::Tag, id)?.into_iter().map(Subject::Source);
        Ok(sources.chain(self.store.excerpts_with(id)?.into_iter().map(Subject::Excerpt)).collect())
    }

    /// The edits that make the queries of selections name a code as it is called from now on.
    fn queries_moved(&self, from: &str, to: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (name, selection) in &self.protocol.selections {
            let query = renamed_in(&selection.query, from, to);
            if query != selection.query {
                edits.push(Edit { path: path_of(&["selections", name, "query"]), value: Some(quoted(&query)) });
            }
        }
        edits
    }

    /// The edits that make codes shown below `from` shown below `to`, or there no more.
    fn places_moved(&self, from: &str, to: Option<&str>) -> Vec<Edit> {
        let below = format!("{from}/");
        let inside = |path: &str| path == from || path.starts_with(&below);
        let moved = |path: &str| to.map(|to| format!("{to}{}", &path[from.len()..]));
        let mut edits = Vec::new();
        for (path, code) in &self.protocol.codes {
            if !code.also_under.iter().any(|place| inside(place)) {
                continue;
            }
            let places: Vec<String> = code
                .also_under
                .iter()
                .filter_map(|place| if inside(place) { moved(place) } else { Some(place.clone()) })
                .collect();
            let path = if inside(path) { moved(path) } else { Some(path.clone()) };
            let Some(path) = path else { continue };
            let value = (!places.is_empty()).then(|| super::listed(places.iter().map(String::as_str)));
            edits.push(Edit { path: path_of(&["codes", &path, "also_under"]), value });
        }
        edits
    }
}

/// A query with a code's path, and those below it, called otherwise: `framework:demand`, `tag:framework/demand`.
fn renamed_in(query: &str, from: &str, to: &str) -> String {
    let spoken = |path: &str| path.replacen('/', ":", 1);
    let mut query = query.to_owned();
    for (old, new) in [
        (spoken(from), spoken(to)),
        (format!("tag:{from}"), format!("tag:{to}")),
        (format!("code:{from}"), format!("code:{to}")),
    ] {
        let mut out = String::new();
        let mut rest = query.as_str();
        while let Some(at) = rest.find(&old) {
            let (before, behind) = (&rest[..at], &rest[at + old.len()..]);
            // A hyphen at the beginning of a word is NOT; inside of one it is a part of a name.
            let word = before.rsplit([' ', '(', '\t']).next().unwrap_or_default();
            let begins = word.is_empty() || word == "-";
            let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
            let whole = begins && ends;
            out.push_str(before);
            out.push_str(if whole { &new } else { &old });
            rest = behind;
        }
        out.push_str(rest);
        query = out;
    }
    query
}

#[cfg(test)]
mod tests {
    use super::renamed_in;

    #[test]
    fn queries_follow_a_renaming() {
        let of = |query| renamed_in(query, "framework/demand", "model/ask");
        assert_eq!(of("framework:demand year:2000.."), "model:ask year:2000..");
        assert_eq!(of("-framework:demand OR tag:framework/demand/wages"), "-model:ask OR tag:model/ask/wages");
        let other = "framework:demand-side subframework:demand sub-framework:demand";
        assert_eq!(of(other), other);
    }
}
