//! A query for sources of a set, by number: how tags, status and decisions meet the words.

use crate::store::Set;
use std::sync::Arc;
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

impl SetWeight {
    fn documents(&self, reader: &SegmentReader) -> tantivy::Result<Documents> {
        let numbers = reader.fast_fields().u64("n")?;
        let set = &self.0.set;
        let wanted = |document: &DocId| numbers.first(*document).is_some_and(|n| set.contains(n as i64));
        Ok(Documents { found: (0..reader.max_doc()).filter(wanted).collect(), at: 0 })
    }
}

impl Weight for SetWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        // A set says yes or no; it must not weigh against words.
        Ok(Box::new(ConstScorer::new(self.documents(reader)?, 0.0)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("in the set", 0.0))
    }
}

struct Documents {
    found: Vec<DocId>,
    at: usize,
}

impl DocSet for Documents {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at += self.found[self.at.min(self.found.len())..].partition_point(|document| *document < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.found.len() as u32
    }
}
