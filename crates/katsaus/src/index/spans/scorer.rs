//! What is looked for, as a query of the index's library: finds documents, and weighs them by how often it stands in
//! each, how long they are, and how rare its words are (BM25, with the library's constants).

use super::Stretch;
use super::finder::{Finder, Layouts};
use super::look::Look;
use crate::index::schema::STARTS;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// Finds the documents in which something stands.
#[derive(Clone, Debug)]
pub(crate) struct SpanQuery {
    look: Arc<Look>,
}

impl SpanQuery {
    pub(crate) fn new(look: Look) -> SpanQuery {
        SpanQuery { look: Arc::new(look) }
    }
}

impl Query for SpanQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut weight = SpanWeight { look: self.look.clone(), rarity: 0.0, average: 1.0 };
        let Some(field) = self.look.words().iter().find_map(|terms| terms.first()).map(tantivy::Term::field) else {
            return Ok(Box::new(weight));
        };
        if let EnableScoring::Enabled { statistics_provider, .. } = scoring {
            let all = statistics_provider.total_num_docs()?;
            weight.average = statistics_provider.total_num_tokens(field)? as f32 / all.max(1) as f32;
            for terms in self.look.words() {
                weight.rarity += rarity(statistics_provider, terms, all)?;
            }
        }
        Ok(Box::new(weight))
    }
}

/// How rare a word is that may be any of several terms.
fn rarity(statistics: &dyn Bm25StatisticsProvider, terms: &[tantivy::Term], all: u64) -> tantivy::Result<f32> {
    let mut with = 0;
    for term in terms {
        with += statistics.doc_freq(term)?;
    }
    let (all, with) = (all as f32, with.min(all) as f32);
    Ok((1.0 + (all - with + 0.5) / (with + 0.5)).ln())
}

struct SpanWeight {
    look: Arc<Look>,
    rarity: f32,
    average: f32,
}

impl Weight for SpanWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let field = self.look.words().iter().find_map(|terms| terms.first()).map(tantivy::Term::field);
        let lengths = match field {
            Some(field) => reader.get_fieldnorms_reader(field)?,
            None => FieldNormReader::constant(reader.max_doc(), 1),
        };
        let mut scorer = SpanScorer {
            finder: Finder::new(&self.look, reader)?,
            layouts: Layouts::new(reader.fast_fields().u64(STARTS)?),
            room: Vec::new(),
            count: 0,
            lengths,
            weight: self.rarity * boost * (K1 + 1.0),
            average: self.average.max(1.0),
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words, phrases or nearness", self.rarity))
    }
}

struct SpanScorer {
    finder: Finder,
    layouts: Layouts,
    room: Vec<Stretch>,
    count: usize,
    lengths: FieldNormReader,
    weight: f32,
    average: f32,
}

impl SpanScorer {
    /// Goes on to the first document, from where the finder is, that holds what is looked for.
    fn settle(&mut self) {
        loop {
            let doc = self.finder.doc();
            if doc == TERMINATED {
                return;
            }
            self.count = self.finder.count(&mut self.layouts, &mut self.room);
            if self.count > 0 {
                return;
            }
            self.finder.seek(doc + 1);
        }
    }
}

impl DocSet for SpanScorer {
    fn advance(&mut self) -> DocId {
        let doc = self.finder.doc();
        if doc != TERMINATED {
            self.finder.seek(doc + 1);
            self.settle();
        }
        self.finder.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.finder.doc() < target {
            self.finder.seek(target);
            self.settle();
        }
        self.finder.doc()
    }

    fn doc(&self) -> DocId {
        self.finder.doc()
    }

    fn size_hint(&self) -> u32 {
        // Dear to look into, so that others should lead.
        u32::MAX >> 2
    }
}

impl Scorer for SpanScorer {
    fn score(&mut self) -> Score {
        let often = self.count as f32;
        let length = self.lengths.fieldnorm(self.finder.doc()) as f32;
        self.weight * often / (often + K1 * (1.0 - B + B * length / self.average))
    }
}
