//! The documents of a segment that hold any of several terms, and the places of these in each.

use super::Stretch;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

/// Postings of any of several terms.
pub(super) struct AnyOf {
    all: Vec<SegmentPostings>,
    /// Where there are several: next document and number of each.
    next: BinaryHeap<Reverse<(DocId, usize)>>,
    buffer: Vec<u32>,
}

impl AnyOf {
    pub(super) fn new(terms: &[Term], reader: &SegmentReader) -> tantivy::Result<AnyOf> {
        let mut all = Vec::new();
        if let Some(first) = terms.first() {
            let index = reader.inverted_index(first.field())?;
            for term in terms {
                all.extend(index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?);
            }
        }
        let several = all.iter().enumerate().filter(|_| all.len() > 1);
        let next = several.map(|(n, postings)| Reverse((postings.doc(), n))).collect();
        Ok(AnyOf { all, next, buffer: Vec::new() })
    }

    pub(super) fn doc(&self) -> DocId {
        match self.all.as_slice() {
            [] => TERMINATED,
            [one] => one.doc(),
            _ => self.next.peek().map_or(TERMINATED, |Reverse((doc, _))| *doc),
        }
    }

    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if let [one] = self.all.as_mut_slice() {
            return if one.doc() < target { one.seek(target) } else { one.doc() };
        }
        while let Some(mut top) = self.next.peek_mut() {
            let Reverse((doc, n)) = *top;
            if doc >= target {
                return doc;
            }
            // Putting it back lower is what the heap does by itself when the view on its top ends.
            *top = Reverse((self.all[n].seek(target), n));
        }
        TERMINATED
    }

    /// Places in the document at which this is, in order.
    pub(super) fn places(&mut self) -> &[u32] {
        self.buffer.clear();
        if let [one] = self.all.as_mut_slice() {
            one.append_positions_with_offset(0, &mut self.buffer);
            return &self.buffer;
        }
        let doc = self.doc();
        for postings in self.all.iter_mut().filter(|postings| postings.doc() == doc) {
            postings.append_positions_with_offset(0, &mut self.buffer);
        }
        self.buffer.sort_unstable();
        self.buffer.dedup();
        &self.buffer
    }

    /// The places as stretches of one word.
    pub(super) fn stretches(&mut self, out: &mut Vec<Stretch>) {
        out.clear();
        out.extend(self.places().iter().map(|place| (*place, *place)));
    }
}
