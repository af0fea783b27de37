//! Why a query finds what it finds: its tree with the hits of each part, and for one source which parts hold.

use super::Snippet;
use super::parts::parts_of;
use crate::index::Marks;
use crate::progress::Progress;
use crate::query::{Node, Part, Pattern};
use crate::review::{Review, ReviewError};
use crate::store::{Names, SourceText};

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// How far inside others it is.
    pub depth: usize,
    /// What it is: the operator of those below it, or the part itself.
    pub text: String,
    /// How many sources it finds by itself.
    pub hits: usize,
    /// What each word in it stands for: the word, and the collection's words with how many texts have each.
    pub stands_for: Vec<(String, Vec<(String, u64)>)>,
}

/// A part of a query, and whether it holds of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// How far inside others it is.
    pub depth: usize,
    /// What it is.
    pub text: String,
    /// Whether it holds.
    pub holds: bool,
    /// Where its words stand: field, and the words as the text has them.
    pub places: Vec<(String, Vec<String>)>,
}

/// How often a word is shown for one place.
const SHOWN: usize = 5;

impl Review {
    /// The tree of a query, part by part from the top.
    ///
    /// # Errors
    /// If it names a code or topic that is not known, or the index cannot be read.
    pub fn explain(&mut self, node: &Node, progress: &mut dyn Progress) -> Result<Vec<Branch>, ReviewError> {
        self.index(progress)?;
        let mut branches = Vec::new();
        self.explain_part(node, 0, &mut branches, progress)?;
        Ok(branches)
    }

    fn explain_part(
        &mut self,
        node: &Node,
        depth: usize,
        out: &mut Vec<Branch>,
        progress: &mut dyn Progress,
    ) -> Result<(), ReviewError> {
        let hits = self.matching(node, progress)?.len();
        let mut stands_for = Vec::new();
        if let (Part::Words { fields, patterns }, Some(index)) = (&node.part, &self.index) {
            for pattern in patterns.iter().filter(|pattern| !matches!(pattern, Pattern::Exact(_))) {
                stands_for.push((pattern.to_string(), index.stands_for(*fields, pattern)?));
            }
        }
        out.push(Branch { depth, text: named(node), hits, stands_for });
        for child in told_one_by_one(node) {
            self.explain_part(child, depth + 1, out, progress)?;
        }
        Ok(())
    }

    /// Why a source is or is not found, part by part from the top.
    ///
    /// # Errors
    /// If the query names a code or topic that is not known, or the index cannot be read.
    pub fn explain_source(
        &mut self,
        node: &Node,
        n: i64,
        progress: &mut dyn Progress,
    ) -> Result<Vec<Clause>, ReviewError> {
        self.index(progress)?;
        let text = self.store.text(n)?.unwrap_or_default();
        let names = self.names()?;
        let mut clauses = Vec::new();
        self.explain_clause(node, n, (&text, &names), 0, &mut clauses, progress)?;
        Ok(clauses)
    }

    fn explain_clause(
        &mut self,
        node: &Node,
        n: i64,
        (text, names): (&SourceText, &Names),
        depth: usize,
        out: &mut Vec<Clause>,
        progress: &mut dyn Progress,
    ) -> Result<(), ReviewError> {
        let holds = self.everything_matching(node, progress)?.contains(n);
        let is_words = matches!(node.part, Part::Words { .. } | Part::Near { .. });
        let mut places = if is_words { places(node, text, names) } else { Vec::new() };
        if is_words && holds && places.is_empty() && !text.files.is_empty() {
            let mut marks = Marks::of(node);
            let snippets = self.full_text_snippets(text, &mut marks);
            let words = |(page, shown, marks): Snippet| {
                let words = marks.iter().filter_map(|mark| shown.get(mark.from..mark.to)).map(str::to_owned);
                (page, words.take(SHOWN).collect())
            };
            places = snippets.into_iter().map(words).collect();
        }
        out.push(Clause { depth, text: named(node), holds, places });
        for child in told_one_by_one(node) {
            self.explain_clause(child, n, (text, names), depth + 1, out, progress)?;
        }
        Ok(())
    }
}

/// An operator by its name, anything else as it is written.
fn named(node: &Node) -> String {
    match &node.part {
        Part::And(_) => "AND, all of:".to_owned(),
        Part::Or(_) => "OR, any of:".to_owned(),
        Part::Not(_) => "NOT:".to_owned(),
        _ => node.to_string(),
    }
}

/// The parts that are told of one by one. Nearness is one thing, with its words below it.
fn told_one_by_one(node: &Node) -> Vec<&Node> {
    match &node.part {
        Part::Topic { .. } => Vec::new(),
        _ => node.children(),
    }
}

/// Where the words of a part stand in a text.
fn places(node: &Node, text: &SourceText, names: &Names) -> Vec<(String, Vec<String>)> {
    let mut marks = Marks::of(node);
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for part in parts_of(text, names) {
        for mark in marks.find(&part.words, Some(part.field), part.language) {
            let word = part.words.get(mark.from..mark.to).unwrap_or_default();
            if found.last().is_none_or(|(name, _)| name != part.name) {
                found.push((part.name.to_owned(), Vec::new()));
            }
            let Some((_, shown)) = found.last_mut() else { continue };
            if shown.len() < SHOWN && !shown.iter().any(|known| known == word) {
                shown.push(word.to_owned());
            }
        }
    }
    found
}
