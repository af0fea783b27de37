//! Tags, notes, read levels, removal: what is put on sources.

use super::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_model::{Change, Field, Protocol, ReadLevel, Subject};

impl Review {
    /// Puts codes on sources, or takes them off. A group whose texts have one code each keeps just the new one.
    ///
    /// # Errors
    /// If a code is not known.
    pub fn tag(
        &mut self,
        act: &Act,
        codes: &[String],
        sources: &[i64],
        here: bool,
    ) -> Result<Option<Committed>, ReviewError> {
        let names = self.names()?;
        let paths = if here { self.codes_to_put_on(codes)? } else { self.code_paths(codes)? };
        let mut changes = Vec::new();
        for n in sources {
            let Some(first) = self.store.identities(*n)?.first().copied() else { continue };
            for path in &paths {
                let id = names.id("code", path).map_or_else(|| names.new_id("code", path), str::to_owned);
                if here {
                    let on = Subject::Source(first);
                    changes.extend(self.others_of_group(*n, path, &names)?);
                    changes.push(Change::Tag { on, code: id, here });
                } else {
                    // A tag may sit on any record of the text.
                    for identity in self.store.identities(*n)? {
                        changes.push(Change::Tag { on: Subject::Source(identity), code: id.clone(), here });
                    }
                }
            }
        }
        let what = format!(
            "{} {} as `{}`",
            if here { "tag" } else { "untag" },
            count(sources.len(), "source"),
            paths.join("`, `")
        );
        self.commit(act, &what, changes, &[])
    }

    /// The paths of codes as people type them.
    pub(super) fn code_paths(&self, codes: &[String]) -> Result<Vec<String>, ReviewError> {
        codes.iter().map(|code| self.code_path(code)).collect()
    }

    /// The paths of codes that may be put on one text together.
    pub(super) fn codes_to_put_on(&self, codes: &[String]) -> Result<Vec<String>, ReviewError> {
        let paths = self.code_paths(codes)?;
        for (at, path) in paths.iter().enumerate() {
            if self.protocol.code(path).is_some_and(|code| code.retired) {
                return Err(ReviewError::RetiredCode { code: path.clone() });
            }
            let group = Protocol::group_of(path);
            let rival = paths[..at].iter().find(|other| Protocol::group_of(other) == group);
            if let (Some(rival), false) = (rival, self.protocol.several(group)) {
                let why = format!("`{rival}` and `{path}` are two");
                return Err(ReviewError::OneCode { group: group.to_owned(), why });
            }
        }
        Ok(paths)
    }

    /// Where a text has one code of a group, the others go when one comes.
    fn others_of_group(&self, n: i64, path: &str, names: &crate::store::Names) -> Result<Vec<Change>, ReviewError> {
        let group = Protocol::group_of(path);
        if self.protocol.several(group) {
            return Ok(Vec::new());
        }
        let source = self.store.source(n, names)?;
        let mut changes = Vec::new();
        for tag in source.into_iter().flat_map(|source| source.tags) {
            if Protocol::group_of(&tag.code) == group
                && tag.code != path
                && let Some(id) = names.id("code", &tag.code)
            {
                changes.push(Change::Tag { on: tag.on, code: id.to_owned(), here: false });
            }
        }
        Ok(changes)
    }

    /// Writes a note on a source.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn note(&mut self, act: &Act, n: i64, words: &str) -> Result<Option<Committed>, ReviewError> {
        let Some(on) = self.store.identities(n)?.first().copied() else { return Ok(None) };
        // Two notes of one moment must not be one thing.
        let id = format!("{}-{}", act.now.0, self.store.newest()?);
        let change = Change::Note { on, id, text: Some(words.to_owned()) };
        let what = format!("note on {}", self.key_of(n)?);
        self.commit(act, &what, vec![change], &[])
    }

    /// Edits bibliographic fields of a source, an empty value taking a field away; and says how far it has been read.
    ///
    /// # Errors
    /// If a field is not known, or does not take the value.
    pub fn edit(
        &mut self,
        act: &Act,
        n: i64,
        values: &[(Field, String)],
        read: Option<ReadLevel>,
    ) -> Result<Option<Committed>, ReviewError> {
        let Some(text) = self.store.text(n)? else { return Ok(None) };
        let Some(on) = self.store.identities(n)?.first().copied() else { return Ok(None) };
        let mut fields = text.fields;
        let mut changes = Vec::new();
        for (field, value) in values {
            let before = fields.get(*field);
            fields.set(*field, value)?;
            let now = fields.get(*field);
            if now != before {
                changes.push(Change::Edit { on, field: *field, value: Some(now) });
            }
        }
        if let Some(level) = read {
            changes.push(Change::Read { on, by: act.by.clone(), level: Some(level) });
        }
        let mut named: Vec<&str> = values.iter().map(|(field, _)| field.as_str()).collect();
        named.extend(read.map(|_| "read level"));
        let what = format!("edit {} of {}", named.join(", "), self.key_of(n)?);
        self.commit(act, &what, changes, &[])
    }

    /// Takes sources out of the review. They stay in the log, and `undo` brings them back.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove(&mut self, act: &Act, sources: &[i64], why: &str) -> Result<Option<Committed>, ReviewError> {
        let mut changes = Vec::new();
        for n in sources {
            for on in self.store.identities(*n)? {
                changes.push(Change::Removed { on, why: Some(why.to_owned()) });
            }
        }
        let what = format!("remove {}: {why}", count(sources.len(), "source"));
        self.commit(act, &what, changes, &[])
    }

    /// The key of a source.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn key_of(&self, n: i64) -> Result<String, ReviewError> {
        Ok(self.store.row(n)?.map(|row| row.key).unwrap_or_default())
    }
}

/// `1 source`, `3 sources`.
pub(super) fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
