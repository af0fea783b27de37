//! A query for everything that another query does not find.
//!
//! Written here because the library's own exclusion finds nothing where only exclusions stand, and (in 0.27) steps
//! back behind a phrase that is further on already.

use std::sync::Arc;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Finds the documents that `inner` does not find; all score nothing.
#[derive(Clone, Debug)]
pub(super) struct NotQuery {
    inner: Arc<dyn Query>,
}

impl NotQuery {
    pub(super) fn new(inner: Box<dyn Query>) -> NotQuery {
        NotQuery { inner: Arc::from(inner) }
    }
}

impl Query for NotQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let unscored = match scoring.searcher() {
            Some(searcher) => EnableScoring::disabled_from_searcher(searcher),
            None => EnableScoring::disabled_from_schema(scoring.schema()),
        };
        Ok(Box::new(NotWeight(self.inner.weight(unscored)?)))
    }
}

struct NotWeight(Box<dyn Weight>);

impl Weight for NotWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut rest = Rest { found: self.0.scorer(reader, 1.0)?, at: 0, end: reader.max_doc() };
        rest.settle();
        Ok(Box::new(rest))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("not found by", 0.0))
    }
}

/// The documents between those found. Nothing is collected: where other words lead, only their documents are asked for.
struct Rest {
    found: Box<dyn Scorer>,
    at: DocId,
    end: DocId,
}

impl Rest {
    /// Goes on to the first document from `at` that is not found.
    fn settle(&mut self) {
        while self.at < self.end {
            // Never asked to go back: a scorer need not stand that.
            if self.found.doc() < self.at {
                self.found.seek(self.at);
            }
            if self.found.doc() != self.at {
                return;
            }
            self.at += 1;
        }
        self.at = TERMINATED;
    }
}

impl DocSet for Rest {
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
        self.end.saturating_sub(self.found.size_hint())
    }
}

impl Scorer for Rest {
    fn score(&mut self) -> Score {
        0.0
    }
}
