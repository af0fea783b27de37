//! Goes through the documents of one segment that may hold what is looked for, and finds where it stands in each.

use super::look::Look;
use super::postings::AnyOf;
use super::{Stretch, near, near_count, tidy};
use crate::index::layout::Layout;
use crate::query::Fields;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader, TERMINATED};

/// One of two things that are near each other, with room for where it stands.
pub(super) struct Side {
    finder: Finder,
    found: Vec<Stretch>,
}

impl Side {
    fn new(look: &Look, reader: &SegmentReader) -> tantivy::Result<Box<Side>> {
        Ok(Box::new(Side { finder: Finder::new(look, reader)?, found: Vec::new() }))
    }
}

/// Where sections begin, of the documents of a segment; read for a document only if somebody asks.
pub(super) struct Layouts {
    starts: Column<u64>,
    layout: Layout,
    of: DocId,
}

impl Layouts {
    pub(super) fn new(starts: Column<u64>) -> Layouts {
        Layouts { starts, layout: Layout::default(), of: TERMINATED }
    }

    /// Leaves what stands in one of some fields.
    fn keep(&mut self, doc: DocId, fields: Fields, stretches: &mut Vec<Stretch>) {
        // The weight's section is the title once more: what stands in it stands in the title.
        if fields == Fields::ANY || stretches.is_empty() {
            return;
        }
        if self.of != doc {
            self.layout.read(self.starts.values_for_doc(doc));
            self.of = doc;
        }
        stretches.retain(|(from, _)| self.layout.is_in(*from, fields));
    }
}

/// What is looked for, on the postings of a segment. It stands at a document that may hold it, or at the end.
pub(super) enum Finder {
    Word { postings: AnyOf, fields: Fields },
    Phrase { words: Vec<AnyOf>, at: DocId, fields: Fields },
    Near { most: u32, ordered: bool, left: Box<Side>, right: Box<Side>, at: DocId },
    Any(Vec<Finder>),
}

impl Finder {
    pub(super) fn new(look: &Look, reader: &SegmentReader) -> tantivy::Result<Finder> {
        Ok(match look {
            Look::Word { terms, fields } => Finder::Word { postings: AnyOf::new(terms, reader)?, fields: *fields },
            Look::Phrase { words, fields } => {
                let words = words.iter().map(|terms| AnyOf::new(terms, reader)).collect::<Result<Vec<_>, _>>()?;
                let mut finder = Finder::Phrase { words, at: 0, fields: *fields };
                finder.settle(0);
                finder
            }
            Look::Near { most, ordered, left, right } => {
                let (left, right) = (Side::new(left, reader)?, Side::new(right, reader)?);
                let mut finder = Finder::Near { most: *most, ordered: *ordered, left, right, at: 0 };
                finder.settle(0);
                finder
            }
            Look::Any(looks) => {
                Finder::Any(looks.iter().map(|look| Finder::new(look, reader)).collect::<Result<_, _>>()?)
            }
        })
    }

    pub(super) fn doc(&self) -> DocId {
        match self {
            Finder::Word { postings, .. } => postings.doc(),
            Finder::Phrase { at, .. } | Finder::Near { at, .. } => *at,
            Finder::Any(finders) => finders.iter().map(Finder::doc).min().unwrap_or(TERMINATED),
        }
    }

    /// Goes to the first document from `target` on that may hold it.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.settle(target);
        }
        self.doc()
    }

    fn settle(&mut self, target: DocId) {
        match self {
            Finder::Word { postings, .. } => {
                postings.seek(target);
            }
            Finder::Phrase { words, at, .. } => {
                let mut wanted = target;
                *at = loop {
                    // Each word is only asked for documents that all before it have.
                    let most = words.iter_mut().map(|word| word.seek(wanted)).find(|doc| *doc != wanted);
                    match most {
                        None if words.is_empty() => break TERMINATED,
                        None => break wanted,
                        Some(TERMINATED) => break TERMINATED,
                        Some(later) => wanted = later,
                    }
                };
            }
            Finder::Near { left, right, at, .. } => {
                let mut wanted = target;
                *at = loop {
                    let most = left.finder.seek(wanted).max(right.finder.seek(wanted));
                    if most == wanted || most == TERMINATED {
                        break most;
                    }
                    wanted = most;
                };
            }
            Finder::Any(finders) => finders.iter_mut().for_each(|finder| {
                finder.seek(target);
            }),
        }
    }

    /// How often it stands in the document at which this is; of what is near something, how many have it near them.
    pub(super) fn count(&mut self, layouts: &mut Layouts, room: &mut Vec<Stretch>) -> usize {
        if let Finder::Near { most, ordered, left, right, .. } = self {
            left.finder.stretches(layouts, &mut left.found);
            if left.found.is_empty() {
                return 0;
            }
            right.finder.stretches(layouts, &mut right.found);
            return near_count(&left.found, &right.found, *most, *ordered);
        }
        self.stretches(layouts, room);
        room.len()
    }

    /// Where it stands in the document at which this is.
    pub(super) fn stretches(&mut self, layouts: &mut Layouts, out: &mut Vec<Stretch>) {
        out.clear();
        let doc = self.doc();
        match self {
            Finder::Word { postings, fields } => {
                postings.stretches(out);
                layouts.keep(doc, *fields, out);
            }
            Finder::Phrase { words, fields, .. } => {
                side_by_side(words, out);
                layouts.keep(doc, *fields, out);
            }
            Finder::Near { most, ordered, left, right, .. } => {
                let (Side { finder: left, found: first }, Side { finder: right, found: second }) =
                    (&mut **left, &mut **right);
                left.stretches(layouts, first);
                if !first.is_empty() {
                    right.stretches(layouts, second);
                    near(first, second, *most, *ordered, out);
                }
            }
            Finder::Any(finders) => {
                let mut more = Vec::new();
                for finder in finders.iter_mut().filter(|finder| finder.doc() == doc) {
                    finder.stretches(layouts, &mut more);
                    out.append(&mut more);
                }
                tidy(out);
            }
        }
    }
}

/// Where words stand one right behind the other: the places of the first that the others go on from.
fn side_by_side(words: &mut [AnyOf], out: &mut Vec<Stretch>) {
    let length = words.len() as u32;
    for (offset, word) in (0u32..).zip(words) {
        let places = word.places();
        if offset == 0 {
            out.extend(places.iter().map(|place| (*place, place + length - 1)));
        } else {
            let mut at = 0;
            out.retain(|(from, _)| {
                while places.get(at).is_some_and(|place| *place < from + offset) {
                    at += 1;
                }
                places.get(at) == Some(&(from + offset))
            });
        }
        if out.is_empty() {
            return;
        }
    }
}
