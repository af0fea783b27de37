//! Codes, the codebook, tags.

use crate::{About, Subject, Timestamp};
use std::collections::BTreeMap;

/// A label in several languages, by language code.
pub type Labels = BTreeMap<String, String>;

/// A named idea of the codebook. Its path is its name, `framework/demand-side`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// Its label in each language.
    pub label: Labels,
    /// Other names: what people write in cells.
    pub aliases: Vec<String>,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not to, though one might.
    pub exclude: String,
    /// Passages or texts that it was used for.
    pub examples: Vec<String>,
    /// Its colour in charts and tables, `#0072b2`; empty if none was chosen.
    pub colour: String,
    /// Paths of groups and codes below which it is shown and counted too.
    pub also_under: Vec<String>,
    /// Words in a text that speak for it; `räätälöin*` stands for a beginning.
    pub terms: Vec<String>,
    /// Whether it is kept for old tags only.
    pub retired: bool,
}

/// The first part of a code's path, which says how its codes are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeGroup {
    /// Its label in each language.
    pub label: Labels,
    /// Other names, as column heads give it.
    pub aliases: Vec<String>,
    /// Whether one text may have several of its codes.
    pub several: bool,
}

/// Words of the query language. A code group is a field of it too, and may not be called like another.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "title", "ti", "abstract", "ab", "author", "authors", "au", "container", "journal", "so", "keyword", "keywords", "kw", "note",
    "notes", "excerpt", "excerpts", "cell", "cells", "text", "year", "tag", "code", "status", "key", "doi", "origin", "database",
    "read", "language", "type", "topic", "has", "missing", "round", "stage", "decided-by", "reason", "retrieval", "added", "similar", "cites", "concept",
    "selection", "not", "and", "or", "near", "pre", "tiab", "tiabkw", "tak", "fulltext", "full-text", "ft", "everywhere", "lang",
];

impl CodeGroup {
    /// Whether a name is a word of the query language, so that no code group may have it.
    pub fn is_reserved(name: &str) -> bool {
        RESERVED.contains(&name)
    }
}

impl Default for CodeGroup {
    fn default() -> CodeGroup {
        CodeGroup { label: Labels::new(), aliases: Vec::new(), several: true }
    }
}

/// A Code put on a Source or on an Excerpt of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What it is on.
    pub on: Subject,
    /// The code's path as it is named now.
    pub code: String,
    /// Who put it on.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A code as the codebook's list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// Its path.
    pub path: String,
    /// Its label in the review's language.
    pub label: String,
    /// What the protocol says of it; nothing of one that was taken out of the protocol by hand.
    pub code: Code,
    /// How many sources have it, on themselves.
    pub sources: u64,
    /// How many excerpts have it.
    pub excerpts: u64,
    /// Whether it is kept for old tags only, or the protocol no longer has it.
    pub retired: bool,
}

/// A group as the codebook's list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// Its name.
    pub name: String,
    /// Its label in the review's language.
    pub label: String,
    /// Whether a text may have several of its codes.
    pub several: bool,
    /// How many codes it has.
    pub codes: usize,
    /// How many sources have any of them.
    pub sources: usize,
}

/// A memo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoRow {
    /// What it is about; codes and topics by identifier, or by name where people see it.
    pub about: About,
    /// Its identifier.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
