//! Duplicates within a review: found, merged, judged, taken apart, counted.
//!
//! What is one text is decided by `crate::dedup`; here its records come from, and its judgements go to, the log.

mod counts;
mod explain;
mod judge;
mod matching;
mod pool;

pub use counts::{Counted, OfImport, OfSearch};
pub use explain::{Explained, Joint};
pub use matching::Matched;
pub(super) use matching::Matcher;

use super::{Act, Review, ReviewError};
use crate::dedup::{Doubt, Found, find};
use crate::store::{Committed, Row};
use katsaus_model::{Change, Link};
use pool::Pool;
use std::collections::BTreeSet;

/// What is one text in a review, what belongs together, and what a person should judge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duplicates {
    /// Sources that are one text.
    pub merges: Vec<Merge>,
    /// Pairs of texts that belong together; the first is *of* the second.
    pub links: Vec<(Row, Row, Link, String)>,
    /// Pairs to judge, the likeliest first.
    pub pairs: Vec<ToJudge>,
    /// The operation, if anything was merged or linked.
    pub op: Option<Committed>,
}

/// Sources that became one.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// They as they were, the one whose key stays first.
    pub sources: Vec<Row>,
    /// The rules that joined them, each with its evidence.
    pub why: Vec<String>,
}

/// Two sources that a person should judge.
#[derive(Clone, Debug, PartialEq)]
pub struct ToJudge {
    /// The two.
    pub sources: (Row, Row),
    /// Where their records stand, if both are rows of one table.
    pub rows: Option<(String, String)>,
    /// How likely they are one text, 0 to 1.
    pub score: f32,
    /// Why it is left to a person.
    pub doubt: Doubt,
    /// What agrees and what does not.
    pub evidence: String,
}

impl Review {
    /// Finds duplicates in the whole review. With `write` those that are beyond doubt are merged and linked, in one
    /// operation; without it nothing is written.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    pub fn dedup(&mut self, act: &Act, write: bool) -> Result<Duplicates, ReviewError> {
        let pool = self.pool()?;
        let found = find(&pool.cards, &pool.known);
        let mut duplicates = Duplicates {
            merges: self.merges(&pool, &found)?,
            links: self.links(&pool, &found)?,
            pairs: self.to_judge(&pool, &found)?,
            op: None,
        };
        let changes = changes(&pool, &found);
        if write && !changes.is_empty() {
            let merged: usize = duplicates.merges.iter().map(|merge| merge.sources.len() - 1).sum();
            let what = format!("dedup: {merged} merged, {} linked", duplicates.links.len());
            duplicates.op = self.commit(act, &what, changes, &[])?;
        }
        Ok(duplicates)
    }

    fn merges(&self, pool: &Pool, found: &Found) -> Result<Vec<Merge>, ReviewError> {
        let mut merges = Vec::new();
        for group in &found.groups {
            let sources: BTreeSet<i64> = group.records.iter().map(|at| pool.sources[*at]).collect();
            if sources.len() < 2 {
                continue;
            }
            let mut rows = Vec::new();
            for n in sources {
                rows.extend(self.store.row(n)?);
            }
            let joined = group.joined.iter().filter(|joined| !pool.is_one(joined.records));
            let why = joined.map(|joined| reason(joined.rule, &joined.evidence)).collect();
            merges.push(Merge { sources: rows, why });
        }
        Ok(merges)
    }

    fn links(&self, pool: &Pool, found: &Found) -> Result<Vec<(Row, Row, Link, String)>, ReviewError> {
        let mut links = Vec::new();
        for link in &found.links {
            let (a, b) = (self.store.row(pool.sources[link.records.0])?, self.store.row(pool.sources[link.records.1])?);
            links.extend(a.zip(b).map(|(a, b)| (a, b, link.link, link.evidence.clone())));
        }
        Ok(links)
    }

    fn to_judge(&self, pool: &Pool, found: &Found) -> Result<Vec<ToJudge>, ReviewError> {
        let mut pairs = Vec::new();
        for pair in &found.pairs {
            let (a, b) = pair.records;
            let rows = (self.store.row(pool.sources[a])?, self.store.row(pool.sources[b])?);
            if let (Some(one), Some(other)) = rows {
                let rows =
                    (pair.doubt == Doubt::OneTable).then(|| (pool.places[a].to_string(), pool.places[b].to_string()));
                let (score, doubt, evidence) = (pair.score, pair.doubt, pair.evidence.clone());
                pairs.push(ToJudge { sources: (one, other), rows, score, doubt, evidence });
            }
        }
        Ok(pairs)
    }
}

/// What a rule and its evidence are in the log: `title-and-place: same title, authors ...`.
fn reason(rule: crate::dedup::Rule, evidence: &str) -> String {
    format!("{rule}: {evidence}")
}

/// The judgements that follow from what was found.
fn changes(pool: &Pool, found: &Found) -> Vec<Change> {
    let judgement = |(a, b): (usize, usize), link, why| Change::Judgement {
        a: pool.ids[a],
        b: pool.ids[b],
        link: Some(link),
        why: Some(why),
        gone: false,
    };
    let joined = found.groups.iter().flat_map(|group| &group.joined).filter(|joined| !pool.is_one(joined.records));
    let joined = joined.map(|joined| judgement(joined.records, Link::Same, reason(joined.rule, &joined.evidence)));
    let linked = found.links.iter().map(|link| judgement(link.records, link.link, link.evidence.clone()));
    joined.chain(linked).collect()
}
