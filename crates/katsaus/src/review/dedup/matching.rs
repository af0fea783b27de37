//! New records of an import against the whole review, while the import is written.
//! It must not write: what it finds becomes changes of the import's own operation.

use super::changes;
use super::pool::Pool;
use crate::dedup::{Card, find};
use crate::review::{Review, ReviewError};
use katsaus_model::{Change, Identity, Place};
use std::collections::HashSet;

/// What became of the records of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// Records of texts that the review had.
    pub here: u64,
    /// Records of texts that the same file holds further up.
    pub within: u64,
    /// Texts that were here and are one with another now, as a new record shows.
    pub joined: u64,
    /// Pairs of texts that belong together, as an erratum and its article.
    pub linked: u64,
    /// Records that a person should judge: sources of their own until then.
    pub to_judge: u64,
    /// The pairs that these are in, with each other and with texts that were here.
    pub pairs: u64,
}

/// Gathers the records of an import.
pub(in crate::review) struct Matcher {
    pool: Pool,
}

/// The file that is being imported: its operation has no rank yet.
const THIS: u32 = u32::MAX;

impl Review {
    /// What matches the records of an import. `own_table`: they are rows of a person's own table.
    pub(in crate::review) fn matcher(&self, own_table: bool) -> Result<Matcher, ReviewError> {
        let mut pool = self.pool()?;
        pool.known.new_from = pool.ids.len();
        if own_table {
            pool.known.own_tables.insert(THIS);
        }
        Ok(Matcher { pool })
    }
}

impl Matcher {
    /// Takes in a new record, and earlier ones that it is said to be the same text as.
    pub(in crate::review) fn add(&mut self, id: Identity, place: &Place, card: Card, same_as: &[Identity]) {
        // A file that was read in before and taken back may be here again; its records are new all the same.
        let number = self.pool.ids.len();
        for other in same_as {
            self.pool.known.same.extend(self.pool.number(other).map(|other| (other, number)));
        }
        // No source yet: a number that no source has.
        self.pool.push(id, -(number as i64) - 1, place.clone(), card, THIS);
    }

    /// The judgements that follow, and what became of the new records.
    pub(in crate::review) fn finish(self) -> (Vec<Change>, Matched) {
        let found = find(&self.pool.cards, &self.pool.known);
        let new_from = self.pool.known.new_from;
        let mut matched =
            Matched { linked: found.links.len() as u64, pairs: found.pairs.len() as u64, ..Matched::default() };
        let mut grouped: HashSet<usize> = HashSet::new();
        for group in &found.groups {
            let (new, old): (Vec<usize>, Vec<usize>) = group.records.iter().partition(|at| **at >= new_from);
            let sources: HashSet<i64> = old.iter().map(|at| self.pool.sources[*at]).collect();
            matched.joined += sources.len().saturating_sub(1) as u64;
            if old.is_empty() {
                matched.within += new.len() as u64 - 1;
            } else {
                matched.here += new.len() as u64;
            }
            grouped.extend(new);
        }
        let in_pairs = found.pairs.iter().flat_map(|pair| [pair.records.0, pair.records.1]);
        let judge: HashSet<usize> = in_pairs.filter(|at| *at >= new_from && !grouped.contains(at)).collect();
        matched.to_judge = judge.len() as u64;
        (changes(&self.pool, &found), matched)
    }
}
