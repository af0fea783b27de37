//! Collecting the numbers of all sources that a query finds, as a set.

use crate::store::Set;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Collects numbers; asks for no scores.
pub(super) struct Numbers;

/// The numbers of one segment.
pub(super) struct OfSegment {
    column: Column<u64>,
    found: Set,
}

impl Collector for Numbers {
    type Fruit = Set;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        Ok(OfSegment { column: segment.fast_fields().u64(super::schema::NUMBER)?, found: Set::default() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Set>) -> tantivy::Result<Set> {
        let mut all = Set::default();
        for set in fruits {
            all.unite(&set);
        }
        Ok(all)
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = Set;

    fn collect(&mut self, document: DocId, _: Score) {
        if let Some(n) = self.column.first(document) {
            self.found.insert(n as i64);
        }
    }

    fn harvest(self) -> Set {
        self.found
    }
}
