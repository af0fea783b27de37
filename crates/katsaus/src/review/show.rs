//! What a review holds, in numbers.

use super::{Review, ReviewError};
use crate::store::{Counts, ImportRow};
use katsaus_model::{ReadLevel, ThingKind};
use std::collections::BTreeMap;

/// A review at a glance.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// How much there is.
    pub counts: Counts,
    /// Imports, oldest first.
    pub imports: Vec<ImportRow>,
    /// Sources by read level.
    pub read: Vec<(ReadLevel, usize)>,
    /// Sources by status; those nobody decided on are undecided.
    pub decided: BTreeMap<&'static str, usize>,
    /// Sources with a tag of each group, by group.
    pub groups: Vec<(String, usize)>,
    /// Sources with a cell on each topic, by topic.
    pub topics: Vec<(String, u64)>,
    /// Sources without an abstract.
    pub without_abstract: usize,
    /// Searches that are recorded.
    pub searches: usize,
}

impl Review {
    /// The review at a glance.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn status(&self) -> Result<Status, ReviewError> {
        let all = self.store.all()?.len();
        let mut decided: BTreeMap<&'static str, usize> = BTreeMap::new();
        let statuses = self.statuses()?;
        for status in statuses.values() {
            *decided.entry(status).or_default() += 1;
        }
        if statuses.len() < all {
            decided.insert("undecided", all - statuses.len());
        }
        let mut read = Vec::new();
        for level in ReadLevel::ALL {
            read.push((level, self.store.read_at(level)?.len()));
        }
        let mut groups = Vec::new();
        for group in self.groups() {
            let ids = self.code_ids_below(&group)?;
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            groups.push((group, self.store.tagged(&ids)?.len()));
        }
        let names = self.names()?;
        let cells = self.store.count_by_name(ThingKind::Cell)?;
        let topics = self.protocol.topics.iter().map(|(name, _)| {
            let uses = names.id("topic", name).and_then(|id| cells.get(id)).copied();
            (name.clone(), uses.unwrap_or(0))
        });
        Ok(Status {
            counts: self.store.counts()?,
            imports: self.store.imports()?,
            read,
            decided,
            groups,
            topics: topics.collect(),
            without_abstract: all - self.store.with_field("abstract")?.len(),
            searches: self.store.searches()?.len(),
        })
    }
}
