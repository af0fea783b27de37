//! A query for sources of a set, by number: how tags, status and decisions meet the words.

use crate::store::Set;
use std::sync::Arc;
use tantivy::columnar::Column;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Finds the documents whose number is in the set; all score alike.
#[derive(Clone, Debug)]
pub(super) struct SetQuery {
    set: Arc<Set>,
}

impl SetQuery {
    pub(super) fn of(set: Set) -> SetQuery {
        SetQuery { set: Arc::new(set) }
    }
}

impl Query for SetQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(SetWeight(self.clone())))
    }
}

struct SetWeight(SetQuery);

impl Weight for SetWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let numbers = reader.fast_fields().u64(super::schema::NUMBER)?;
        let mut members = Members { numbers, set: self.0.set.clone(), at: 0, end: reader.max_doc() };
        members.settle();
        // A set says yes or no; it must not weigh against words.
        Ok(Box::new(ConstScorer::new(members, 0.0)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("in the set", 0.0))
    }
}

/// The documents of the set. Nothing is collected: where words lead, only their documents are looked up.
struct Members {
    numbers: Column<u64>,
    set: Arc<Set>,
    at: DocId,
    end: DocId,
}

impl Members {
    fn settle(&mut self) {
        while self.at < self.end && !self.numbers.first(self.at).is_some_and(|n| self.set.contains(n as i64)) {
            self.at += 1;
        }
        if self.at >= self.end {
            self.at = TERMINATED;
        }
    }
}

impl DocSet for Members {
    fn advance(&mut self) -> DocId {
        if self.at != TERMINATED {
            self.at += 1;
            self.settle();
        }
        self.at
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.at < target {
            self.at = target;
            self.settle();
        }
        self.at
    }

    fn doc(&self) -> DocId {
        self.at
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}
