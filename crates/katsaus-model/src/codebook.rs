//! Codes, the codebook, tags.

use crate::Subject;
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
    /// What it means, and when to use it.
    pub definition: String,
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
    "read", "language", "type", "topic", "has", "missing", "round", "stage", "decided-by", "added", "similar", "cites", "concept",
    "not", "and", "or", "near", "pre",
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
}
