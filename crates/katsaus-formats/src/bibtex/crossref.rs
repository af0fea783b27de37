//! What entries take over from others: `crossref` and `xdata`.
//!
//! Entries are handed on in the order of the file. It must not run in circles, however entries name each other, nor
//! hold a file without cross-references in memory.

use super::read::Raw;
use std::collections::HashMap;

/// How far up it is looked: a volume in a set in a series.
const DEPTH: usize = 8;
/// Entries are kept, in case one is named later, while they are no more than this; after that only those of kinds that
/// are made to be named.
const KEPT: usize = 1 << 25;
/// Kinds that are made to be named by others.
const PARENTS: [&str; 9] = [
    "book",
    "mvbook",
    "collection",
    "mvcollection",
    "proceedings",
    "mvproceedings",
    "reference",
    "periodical",
    "xdata",
];
/// Fields that are an entry's own.
const OWN: [&str; 14] = [
    "crossref",
    "xref",
    "xdata",
    "ids",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedtype",
    "shorthand",
    "sortkey",
];

/// Entries that others may name.
#[derive(Default)]
pub(super) struct Family {
    known: HashMap<String, Raw>,
    kept: usize,
    /// Entries whose parent was not there yet, and all that follow them.
    waiting: Vec<Raw>,
}

impl Family {
    /// Takes an entry; gives it back whole if nothing is missing, else later.
    pub(super) fn add(&mut self, raw: Raw) -> Option<Raw> {
        if !raw.key.is_empty() {
            let parent = PARENTS.contains(&raw.kind.as_str());
            if parent || self.kept < KEPT {
                self.kept += raw.size();
                self.known.entry(raw.key.to_lowercase()).or_insert_with(|| raw.without_text());
            }
        }
        let missing = raw.parents().any(|key| !self.known.contains_key(&key.to_lowercase()));
        if missing || !self.waiting.is_empty() {
            self.waiting.push(raw);
            return None;
        }
        Some(self.complete(raw))
    }

    /// What was waiting, in order.
    pub(super) fn finish(&mut self) -> Vec<Raw> {
        let waiting = std::mem::take(&mut self.waiting);
        waiting.into_iter().map(|raw| self.complete(raw)).collect()
    }

    fn complete(&self, mut raw: Raw) -> Raw {
        let mut parents: Vec<(String, usize)> = raw.parents().map(|key| (key.to_lowercase(), 1)).collect();
        let mut seen = vec![raw.key.to_lowercase()];
        while let Some((key, depth)) = parents.pop() {
            if depth > DEPTH || seen.contains(&key) {
                continue;
            }
            let Some(parent) = self.known.get(&key) else {
                raw.lost.push(key);
                continue;
            };
            raw.inherit(parent);
            parents.extend(parent.parents().map(|key| (key.to_lowercase(), depth + 1)));
            seen.push(key);
        }
        raw
    }
}

impl Raw {
    /// Keys of the entries that it takes fields from.
    fn parents(&self) -> impl Iterator<Item = &str> {
        let named = self.fields.iter().filter(|(name, _)| matches!(name.as_str(), "crossref" | "xdata"));
        named.flat_map(|(_, keys)| keys.split(',')).map(str::trim).filter(|key| !key.is_empty())
    }

    /// Takes what the parent says and it does not: the parent's title is what it appeared in.
    fn inherit(&mut self, parent: &Raw) {
        let plain = parent.kind == "xdata" || parent.kind == self.kind;
        let journal = self.kind == "article" || self.kind == "suppperiodical";
        let placed =
            self.fields.iter().any(|(name, _)| matches!(name.as_str(), "booktitle" | "journaltitle" | "journal"));
        let dated = self.fields.iter().any(|(name, _)| matches!(name.as_str(), "date" | "year"));
        for (name, value) in &parent.fields {
            let under = match name.as_str() {
                own if OWN.contains(&own) => continue,
                // Nor half a date or title.
                "subtitle" | "titleaddon" | "booksubtitle" | "booktitleaddon" | "journalsubtitle"
                    if placed && !plain =>
                {
                    continue;
                }
                "date" | "year" | "month" | "day" | "date-as-written" if dated => continue,
                "title" if !plain => {
                    if journal {
                        "journaltitle"
                    } else {
                        "booktitle"
                    }
                }
                "subtitle" if !plain => {
                    if journal {
                        "journalsubtitle"
                    } else {
                        "booksubtitle"
                    }
                }
                "titleaddon" if !plain => "booktitleaddon",
                "author" if !plain && self.kind != "inbook" => continue,
                "shorttitle" | "sorttitle" | "indextitle" | "abstract" | "keywords" | "doi" | "url" | "file"
                | "pages" | "pagetotal" | "note" | "annotation"
                    if !plain =>
                {
                    continue;
                }
                other => other,
            };
            let has = |wanted: &str| self.fields.iter().any(|(name, _)| name == wanted);
            let there = has(under) || under == "journaltitle" && has("journal");
            if !there {
                self.fields.push((under.to_owned(), value.clone()));
            }
        }
    }
}
