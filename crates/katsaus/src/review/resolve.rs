//! What people type for sources, codes and topics, and which one they mean.

use super::{Review, ReviewError};
use crate::store::Names;
use katsaus_model::text;

/// How many suggestions an error makes.
const NEAR: usize = 5;

impl Review {
    /// The source that a key, or a unique beginning of one, stands for. Letters may be written without marks.
    ///
    /// # Errors
    /// If none or several are meant.
    pub fn source_by_key(&self, typed: &str) -> Result<i64, ReviewError> {
        let key = text::ascii(typed);
        if let Some(n) = self.store.by_key(&key)? {
            return Ok(n);
        }
        // The key of a text that is gone never means another one whose key begins alike.
        if self.store.was_given(&key)? {
            return Err(self.unknown_key(typed, &key)?);
        }
        let set = if key.is_empty() { crate::store::Set::default() } else { self.store.keyed(&key)? };
        let rows = self.store.rows(crate::store::Filter::Of(&set))?;
        match rows.as_slice() {
            [row] => Ok(row.n),
            [] => Err(self.unknown_key(typed, &key)?),
            rows => Err(ReviewError::AmbiguousKey {
                key: typed.to_owned(),
                keys: rows.iter().map(|row| row.key.clone()).collect(),
            }),
        }
    }

    fn unknown_key(&self, typed: &str, key: &str) -> Result<ReviewError, ReviewError> {
        let removed = self.store.removed(key)?;
        let start: String = key.chars().take(4).collect();
        let near = if start.is_empty() { crate::store::Set::default() } else { self.store.keyed(&start)? };
        let rows = self.store.rows(crate::store::Filter::Of(&near))?;
        let near = rows.into_iter().take(NEAR).map(|row| row.key).collect();
        Ok(ReviewError::UnknownKey { key: typed.to_owned(), near, removed })
    }

    /// Several keys.
    ///
    /// # Errors
    /// If any of them means none or several.
    pub fn sources_by_key(&self, typed: &[String]) -> Result<Vec<i64>, ReviewError> {
        let mut found = Vec::new();
        for key in typed {
            let n = self.source_by_key(key)?;
            if !found.contains(&n) {
                found.push(n);
            }
        }
        Ok(found)
    }

    /// The path of the code that somebody means: the whole path, or its last part, a label or an alias if only one
    /// code has it.
    ///
    /// # Errors
    /// If none is meant, or several.
    pub fn code_path(&self, typed: &str) -> Result<String, ReviewError> {
        let wanted = text::normalise(typed);
        let names = self.store.names()?;
        if self.protocol.code(typed).is_some() || names.id("code", typed).is_some() {
            return Ok(typed.to_owned());
        }
        let mut meant: Vec<&str> = Vec::new();
        for (path, code) in &self.protocol.codes {
            let last = path.rsplit('/').next().unwrap_or(path);
            let spoken = [path.as_str(), last].into_iter().chain(code.label.values().map(String::as_str));
            if spoken.chain(code.aliases.iter().map(String::as_str)).any(|name| text::normalise(name) == wanted) {
                meant.push(path);
            }
        }
        meant.dedup();
        match meant.as_slice() {
            [path] => Ok((*path).to_owned()),
            [] => Err(ReviewError::UnknownCode { code: typed.to_owned(), near: self.codes_like(typed, &names) }),
            several => Err(ReviewError::UnknownCode {
                code: typed.to_owned(),
                near: several.iter().map(|path| (*path).to_owned()).collect(),
            }),
        }
    }

    /// Codes that look like what was typed, the likest first.
    fn codes_like(&self, typed: &str, names: &Names) -> Vec<String> {
        let last = |path: &str| text::ascii(path.rsplit('/').next().unwrap_or(path));
        let mut all: Vec<(u32, &str)> =
            names.all("code").map(|(path, _)| (likeness(&last(typed), &last(path)), path)).collect();
        all.sort_by_key(|(likeness, path)| (std::cmp::Reverse(*likeness), *path));
        all.into_iter().filter(|(likeness, _)| *likeness >= 30).take(NEAR).map(|(_, path)| path.to_owned()).collect()
    }

    /// The identifiers of a code and of everything below it, and of codes that are shown there too.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn code_ids_below(&self, path: &str) -> Result<Vec<String>, ReviewError> {
        let mut places = vec![path.to_owned()];
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        for (code, described) in &self.protocol.codes {
            if described.also_under.iter().any(|place| within(place, path)) && !within(code, path) {
                places.push(code.clone());
            }
        }
        let names = self.store.names()?;
        let found = names.all("code").filter(|(name, _)| places.iter().any(|place| within(name, place)));
        Ok(found.map(|(_, id)| id.to_owned()).collect())
    }

    /// The identifiers of a code and of everything whose path is below it.
    pub(super) fn own_ids_below(&self, path: &str) -> Result<Vec<String>, ReviewError> {
        let names = self.store.names()?;
        let below = format!("{path}/");
        let found = names.all("code").filter(|(name, _)| *name == path || name.starts_with(&below));
        Ok(found.map(|(_, id)| id.to_owned()).collect())
    }

    /// The name of the topic that somebody means, by its name, label or alias.
    ///
    /// # Errors
    /// If there is none.
    pub fn topic_name(&self, typed: &str) -> Result<String, ReviewError> {
        let wanted = text::normalise(typed);
        let named = |(name, topic): &&(String, katsaus_model::Topic)| {
            let spoken = std::iter::once(name).chain(topic.label.values()).chain(&topic.aliases);
            spoken.into_iter().any(|name| text::normalise(name) == wanted)
        };
        if let Some((name, _)) = self.protocol.topics.iter().find(named) {
            return Ok(name.clone());
        }
        let names = self.store.names()?;
        if names.id("topic", typed).is_some() {
            return Ok(typed.to_owned());
        }
        let topics = self.protocol.topics.iter().map(|(name, _)| name.clone()).collect();
        Err(ReviewError::UnknownTopic { topic: typed.to_owned(), topics })
    }
}

/// How much two words are alike, of a hundred: pairs of letters that both have (Dice).
fn likeness(a: &str, b: &str) -> u32 {
    let pairs = |word: &str| -> Vec<[u8; 2]> { word.as_bytes().windows(2).map(|pair| [pair[0], pair[1]]).collect() };
    let (a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    let mut both = 0usize;
    for pair in &a {
        if let Some(at) = b.iter().position(|other| other == pair) {
            b.swap_remove(at);
            both += 1;
        }
    }
    (200 * both).checked_div(all).unwrap_or(0) as u32
}
