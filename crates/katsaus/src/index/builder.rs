//! A query's tree as a query of the index: words by their terms, the rest by sets. It must not run anything.

use super::not_query::NotQuery;
use super::schema::Schema;
use super::search::SetOf;
use super::set_query::SetQuery;
use super::spans::{Look, SpanQuery};
use super::terms::{Fitting, MOST};
use super::{Index, IndexError};
use crate::analysis::{Language, lower};
use crate::query::{Fields, Node, Part, Pattern, TextField};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// Beginnings that stand for fewer words than this weigh them one by one.
const WEIGHED: usize = 64;
/// What it adds that a word stands just as typed, beside its stem: it decides between texts that are alike otherwise.
/// More made rankings worse where it was measured.
const WRITTEN: f32 = 0.05;
/// What it weighs that a word is the last part of a compound, beside the word itself.
const HEAD: f32 = 0.4;
/// What a word in a full text weighs beside one in title or abstract, where both are looked at.
const FULL: f32 = 0.3;

type Boxed = Box<dyn Query>;
type Clauses = Vec<(Occur, Boxed)>;

pub(super) struct Builder<'a> {
    pub(super) index: &'a Index,
    pub(super) schema: &'a Schema,
    pub(super) searcher: &'a Searcher,
}

impl Builder<'_> {
    pub(super) fn node<E: From<IndexError>>(&mut self, node: &Node, sets: &mut SetOf<'_, E>) -> Result<Boxed, E> {
        if let Some(set) = sets(node)? {
            return Ok(Box::new(SetQuery::of(set)));
        }
        Ok(match &node.part {
            Part::And(nodes) => {
                let all = nodes.iter().map(|node| Ok((Occur::Must, self.node(node, sets)?)));
                Box::new(BooleanQuery::new(all.collect::<Result<_, E>>()?))
            }
            Part::Or(nodes) => {
                let mut any: Clauses = Vec::with_capacity(nodes.len());
                for node in nodes {
                    match &node.part {
                        Part::Words { fields, patterns } => any.extend(self.words(*fields, patterns)?),
                        _ => any.push((Occur::Should, self.node(node, sets)?)),
                    }
                }
                Box::new(BooleanQuery::new(any))
            }
            Part::Not(inner) => Box::new(NotQuery::new(self.node(inner, sets)?)),
            Part::Words { fields, patterns } => any_of(self.words(*fields, patterns)?),
            Part::Near { .. } => {
                let mut any = Vec::new();
                for full in [false, true] {
                    if let Some(look) = self.look(node, full)? {
                        any.push(weighed(Box::new(SpanQuery::new(look)), if full { FULL } else { 1.0 }));
                    }
                }
                any_of(any)
            }
            Part::Language(name) => {
                let code =
                    Language::parse(name).map_or_else(|| name.to_lowercase(), |language| language.code().to_owned());
                let term = Term::from_field_text(self.schema.language, &code);
                Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0))
            }
            // Everything else is a set, and was asked for above; what nobody knows finds everything.
            _ => Box::new(AllQuery),
        })
    }

    /// A word or phrase in some fields: any of these clauses.
    fn words(&mut self, fields: Fields, patterns: &[Pattern]) -> Result<Clauses, IndexError> {
        let texts = fields.without(TextField::FullText);
        let mut any = Vec::new();
        if !texts.is_empty() {
            any.extend(self.words_in(self.schema.text, texts, patterns, 1.0)?);
        }
        if fields.holds(TextField::FullText) {
            let weight = if texts.is_empty() { 1.0 } else { FULL };
            any.extend(self.words_in(self.schema.full, Fields::ANY, patterns, weight)?);
        }
        Ok(any)
    }

    fn words_in(
        &mut self,
        field: Field,
        fields: Fields,
        patterns: &[Pattern],
        weight: f32,
    ) -> Result<Clauses, IndexError> {
        if let [pattern] = patterns
            && fields == Fields::ANY
        {
            return self.one_word(field, pattern, weight);
        }
        let look = self.look_for(field, fields, patterns)?;
        Ok(vec![weighed(Box::new(SpanQuery::new(look)), weight)])
    }

    /// A word wherever it stands: no places are needed.
    fn one_word(&mut self, field: Field, pattern: &Pattern, weight: f32) -> Result<Clauses, IndexError> {
        let fitting = self.fitting(field, pattern)?;
        let term = |term: &String| -> Boxed {
            Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
        };
        if fitting.written.len() > WEIGHED {
            let terms: Vec<Term> = fitting.written.iter().map(|word| Term::from_field_text(field, word)).collect();
            return Ok(vec![weighed(Box::new(TermSetQuery::new(terms)), weight)]);
        }
        let mut any: Clauses = fitting.written.iter().map(|word| weighed(term(word), weight)).collect();
        any.extend(fitting.stems.iter().map(|stem| weighed(term(stem), weight)));
        any.extend(fitting.heads.iter().map(|head| weighed(term(head), weight * HEAD)));
        if let Pattern::Word(word) | Pattern::Kin(word) = pattern
            && self.has_other_forms(field, &lower(word), &fitting)?
        {
            any.push(weighed(term(&lower(word)), weight * WRITTEN));
        }
        Ok(any)
    }

    /// Whether texts hold the word in other forms than the one written, so that the form can decide anything.
    fn has_other_forms(&self, field: Field, word: &str, fitting: &Fitting) -> Result<bool, IndexError> {
        let texts = |term: &str| self.searcher.doc_freq(&Term::from_field_text(field, term));
        let mut with = 0;
        for stem in fitting.stems.iter().chain(&fitting.heads) {
            with += texts(stem)?;
        }
        let written = texts(word)?;
        Ok(written > 0 && written < with)
    }

    /// What a node of words or nearness looks for in one field of the index; nothing if it does not look there.
    fn look(&mut self, node: &Node, full: bool) -> Result<Option<Look>, IndexError> {
        let field = if full { self.schema.full } else { self.schema.text };
        Ok(match &node.part {
            Part::Words { fields, patterns } => {
                let wanted = if full { Fields::ANY } else { fields.without(TextField::FullText) };
                let looks_there = if full { fields.holds(TextField::FullText) } else { !wanted.is_empty() };
                if looks_there { Some(self.look_for(field, wanted, patterns)?) } else { None }
            }
            Part::Or(nodes) => {
                let mut any: Vec<Look> = Vec::new();
                for node in nodes {
                    match (self.look(node, full)?, any.last_mut()) {
                        // Alternatives in the same fields are one word that may be any of their terms.
                        (Some(Look::Word { terms, fields }), Some(Look::Word { terms: all, fields: known }))
                            if fields == *known && all.len() + terms.len() <= MOST =>
                        {
                            all.extend(terms);
                        }
                        (look, _) => any.extend(look),
                    }
                }
                Some(Look::Any(any)).filter(|look| !matches!(look, Look::Any(any) if any.is_empty()))
            }
            Part::Near { most, ordered, left, right } => match (self.look(left, full)?, self.look(right, full)?) {
                (Some(left), Some(right)) => {
                    Some(Look::Near { most: *most, ordered: *ordered, left: Box::new(left), right: Box::new(right) })
                }
                _ => None,
            },
            _ => None,
        })
    }

    fn look_for(&mut self, field: Field, fields: Fields, patterns: &[Pattern]) -> Result<Look, IndexError> {
        let mut words = Vec::with_capacity(patterns.len());
        for pattern in patterns {
            let terms = self.fitting(field, pattern)?.all();
            if terms.len() > MOST {
                return Err(IndexError::TooMany { pattern: pattern.to_string(), words: terms.len(), most: MOST });
            }
            words.push(self.index.dictionary(self.searcher, field).terms(&terms));
        }
        Ok(match words.len() {
            1 => Look::Word { terms: words.remove(0), fields },
            _ => Look::Phrase { words, fields },
        })
    }

    fn fitting(&mut self, field: Field, pattern: &Pattern) -> Result<Fitting, IndexError> {
        // Held for this only: a set that a query asks for may search by itself.
        Ok(self.index.dictionary(self.searcher, field).fitting(pattern, &mut self.index.analyser())?)
    }
}

fn weighed(query: Boxed, weight: f32) -> (Occur, Boxed) {
    let query: Boxed = if weight == 1.0 { query } else { Box::new(BoostQuery::new(query, weight)) };
    (Occur::Should, query)
}

fn any_of(mut any: Clauses) -> Boxed {
    match any.len() {
        0 => Box::new(EmptyQuery),
        1 => any.remove(0).1,
        _ => Box::new(BooleanQuery::new(any)),
    }
}
