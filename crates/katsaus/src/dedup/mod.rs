//! Duplicates: which records are of one text, and why.
//!
//! [`find`] takes records as [`Card`]s and gives groups that are one text, pairs that belong together (an erratum and its
//! article), and pairs that a person should judge. Its method, after what the field's tools do and where they fail
//! (ASySD, Hair et al. 2023; bib-dedupe, Wagner 2024; Deduplicator, Forbes et al. 2024):
//!
//! 1. *Fold*: titles, names, pages, volumes and journals to what databases write alike ([`Card`]).
//! 2. *Block*: only pairs that share one of nine kinds of keys are looked at.
//! 3. *Weigh*: each field says for, against, or nothing. Absence is never agreement.
//! 4. *Decide*: something against (different DOIs, part I and part II, an erratum) always outweighs likeness.
//! 5. *Cluster*: surest pairs first; a pair whose groups hold two records that cannot be one text joins nothing.
//!
//! The result depends on what the records say alone: not on their order, and on no setting. It must not read or write,
//! and it knows no review.

mod blocks;
mod card;
mod cluster;
mod compare;
mod finder;
mod fold;
mod kind;
mod library;
mod people;
mod place;
mod rules;
mod say;
mod title;

pub use card::Card;
pub use rules::{Doubt, Rule};

use katsaus_model::Link;
use std::collections::HashSet;

/// What is known of records beforehand. The default: nothing.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Pairs that are judged to be one text, by number.
    pub same: Vec<(usize, usize)>,
    /// Pairs that are judged otherwise: they stay apart, and are not asked of again.
    pub apart: Vec<(usize, usize)>,
    /// The file that each record came from, by a number of its own; all from one, if it is empty.
    pub file: Vec<u32>,
    /// Files that are a person's own tables: their rows are never merged with each other, but judged.
    pub own_tables: HashSet<u32>,
    /// The first record that is new: pairs of older ones are not looked at.
    pub new_from: usize,
}

/// What [`find`] found. Records are numbers in the order they were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Groups of two and more records that are one text; those that were known to be are among them.
    pub groups: Vec<Group>,
    /// Pairs of texts that belong together.
    pub links: Vec<Linked>,
    /// Pairs for a person to judge, the likeliest first.
    pub pairs: Vec<Pair>,
}

/// Records that are one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The records, in order.
    pub records: Vec<usize>,
    /// Which pairs were joined, and by which rule.
    pub joined: Vec<Joined>,
}

/// Two records that a rule joined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Joined {
    /// The two records.
    pub records: (usize, usize),
    /// The rule.
    pub rule: Rule,
    /// What agrees and what does not, in words.
    pub evidence: String,
}

/// Two texts that belong together; the first is *of* the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The two records.
    pub records: (usize, usize),
    /// How.
    pub link: Link,
    /// What agrees and what does not, in words.
    pub evidence: String,
}

/// Two records that a person should judge.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The two records.
    pub records: (usize, usize),
    /// How likely they are one text, 0 to 1.
    pub score: f32,
    /// Why it is left to a person.
    pub doubt: Doubt,
    /// What agrees and what does not, in words.
    pub evidence: String,
}

/// Finds what is one text.
pub fn find(cards: &[Card], known: &Known) -> Found {
    finder::Finder::new(cards, known).run()
}

#[cfg(test)]
mod tests;
