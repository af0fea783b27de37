//! Running a query: words on the index, sets from whoever has them.

use super::analyse::{Analyser, tokens};
use super::collect::Numbers;
use super::language::Language;
use super::not_query::NotQuery;
use super::set_query::SetQuery;
use super::{Index, IndexError};
use crate::query::{Node, TextField};
use crate::store::Set;
use tantivy::collector::{Collector, Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// Most words that a truncation at the end of a phrase may stand for. A word on its own may stand for any number.
const EXPANSION: u32 = 1_000_000;
/// Beginnings that stand for fewer words than this weigh them one by one.
const WEIGHED: usize = 64;

/// What was found: best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// How many there are in all.
    pub total: usize,
    /// Number and score of the best.
    pub best: Vec<(i64, f32)>,
}

/// Gives the set of sources that a part of a query stands for, if it is one that the index knows nothing of.
pub type SetOf<'a, E> = dyn FnMut(&Node) -> Result<Option<Set>, E> + 'a;

impl Index {
    /// The best `limit` sources that a query finds, within `among` if given.
    ///
    /// # Errors
    /// If the index is damaged, or a set cannot be had.
    pub fn search<E: From<IndexError>>(
        &self,
        node: &Node,
        among: Option<Set>,
        limit: usize,
        sets: &mut SetOf<'_, E>,
    ) -> Result<Hits, E> {
        let query = self.query(node, among, sets)?;
        let searcher = self.reader.searcher();
        let wrong = |error: tantivy::TantivyError| E::from(IndexError::from(error));
        let collector = (Count, TopDocs::with_limit(limit.max(1)).order_by_score());
        let (total, best) = self.collect(&searcher, query.as_ref(), &collector).map_err(wrong)?;
        let mut hits = Hits { total, best: Vec::with_capacity(best.len()) };
        for (score, address) in best {
            let segment = searcher.segment_reader(address.segment_ord);
            let numbers = segment.fast_fields().u64("n").map_err(wrong)?;
            hits.best.push((numbers.first(address.doc_id).unwrap_or(0) as i64, score));
        }
        if limit == 0 {
            hits.best.clear();
        }
        Ok(hits)
    }

    /// All sources that a query finds.
    ///
    /// # Errors
    /// If the index is damaged, or a set cannot be had.
    pub fn matching<E: From<IndexError>>(
        &self,
        node: &Node,
        among: Option<Set>,
        sets: &mut SetOf<'_, E>,
    ) -> Result<Set, E> {
        let query = self.query(node, among, sets)?;
        let searcher = self.reader.searcher();
        let wrong = |error: tantivy::TantivyError| E::from(IndexError::from(error));
        self.numbers(&searcher, query.as_ref()).map_err(wrong)
    }

    /// The numbers of everything that a query finds.
    fn numbers(&self, searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Set> {
        searcher.search(query, &Numbers)
    }

    fn collect<C: Collector>(
        &self,
        searcher: &Searcher,
        query: &dyn Query,
        collector: &C,
    ) -> tantivy::Result<C::Fruit> {
        searcher.search(query, collector)
    }

    fn query<E: From<IndexError>>(
        &self,
        node: &Node,
        among: Option<Set>,
        sets: &mut SetOf<'_, E>,
    ) -> Result<Box<dyn Query>, E> {
        let mut builder = Builder { index: self, analyser: Analyser::default(), searcher: self.reader.searcher() };
        let query = builder.node(node, sets)?;
        Ok(match among {
            Some(set) => {
                Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, Box::new(SetQuery::of(set)))]))
            }
            None => query,
        })
    }
}

struct Builder<'a> {
    index: &'a Index,
    analyser: Analyser,
    searcher: Searcher,
}

type Boxed = Box<dyn Query>;

impl Builder<'_> {
    fn node<E: From<IndexError>>(&mut self, node: &Node, sets: &mut SetOf<'_, E>) -> Result<Boxed, E> {
        if let Some(set) = sets(node)? {
            return Ok(Box::new(SetQuery::of(set)));
        }
        let wrong = |error: tantivy::TantivyError| E::from(IndexError::from(error));
        Ok(match node {
            Node::And(nodes) => self.all(nodes, sets)?,
            Node::Or(nodes) => {
                let mut any = Vec::new();
                for node in nodes {
                    any.push((Occur::Should, self.node(node, sets)?));
                }
                Box::new(BooleanQuery::new(any))
            }
            Node::Not(inner) => Box::new(NotQuery::new(self.node(inner, sets)?)),
            Node::Word { field, word } => self.words(*field, word, false).map_err(wrong)?,
            Node::Phrase { field, words, open } => self.words(*field, words, *open).map_err(wrong)?,
            Node::Prefix { field, start } => self.words(*field, start, true).map_err(wrong)?,
            Node::Language(name) => {
                let code =
                    Language::parse(name).map_or_else(|| name.to_lowercase(), |language| language.code().to_owned());
                let term = Term::from_field_text(self.index.schema.language, &code);
                Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0))
            }
            // Everything else is a set, and was asked for above; what nobody knows finds everything.
            _ => Box::new(AllQuery),
        })
    }

    /// All of these.
    fn all<E: From<IndexError>>(&mut self, nodes: &[Node], sets: &mut SetOf<'_, E>) -> Result<Boxed, E> {
        let mut clauses = Vec::new();
        for node in nodes {
            clauses.push((Occur::Must, self.node(node, sets)?));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// A word, a phrase, or either with an open end, in one field or any.
    fn words(&mut self, field: Option<TextField>, text: &str, open: bool) -> tantivy::Result<Boxed> {
        let words: Vec<String> = tokens(text).map(|(_, _, word)| word).collect();
        let fields: Vec<TextField> = field.map_or_else(|| TextField::ALL.to_vec(), |field| vec![field]);
        let mut any: Vec<(Occur, Boxed)> = Vec::new();
        for name in fields {
            let field = self.index.schema.text[&name];
            let query = match (words.as_slice(), open) {
                ([], _) => return Ok(Box::new(EmptyQuery)),
                ([word], false) => self.word(field, word),
                ([start], true) => self.prefix(field, start)?,
                (several, false) => {
                    Box::new(PhraseQuery::new(several.iter().map(|word| Term::from_field_text(field, word)).collect()))
                }
                (several, true) => {
                    let terms = several.iter().map(|word| Term::from_field_text(field, word)).collect();
                    let mut query = PhrasePrefixQuery::new(terms);
                    query.set_max_expansions(EXPANSION);
                    Box::new(query) as Boxed
                }
            };
            // A word in a title says more of what a text is about.
            let weight = match name {
                TextField::Title => 2.0,
                TextField::Keyword => 1.5,
                _ => 1.0,
            };
            any.push((Occur::Should, Box::new(BoostQuery::new(query, weight))));
        }
        Ok(if any.len() == 1 { any.remove(0).1 } else { Box::new(BooleanQuery::new(any)) })
    }

    /// The word itself, and at less weight whatever shares its stem in the language of the text.
    fn word(&mut self, field: Field, word: &str) -> Boxed {
        let query = |term: &str| -> Boxed {
            Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
        };
        let mut any: Vec<(Occur, Boxed)> = vec![(Occur::Should, query(word))];
        for term in self.analyser.terms_for(word).iter().filter(|term| *term != word) {
            let known = self.searcher.segment_readers().iter().any(|segment| {
                let term = Term::from_field_text(field, term);
                segment
                    .inverted_index(field)
                    .is_ok_and(|index| index.get_term_info(&term).is_ok_and(|info| info.is_some()))
            });
            if known {
                any.push((Occur::Should, Box::new(BoostQuery::new(query(term), 0.6))));
            }
        }
        Box::new(BooleanQuery::new(any))
    }

    /// All words that begin so.
    fn prefix(&self, field: Field, start: &str) -> tantivy::Result<Boxed> {
        let mut found = std::collections::BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().range().ge(start.as_bytes()).into_stream()?;
            while stream.advance() {
                if !stream.key().starts_with(start.as_bytes()) {
                    break;
                }
                found.insert(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
        let terms = found.iter().map(|word| Term::from_field_text(field, word));
        if found.len() > WEIGHED {
            return Ok(Box::new(TermSetQuery::new(terms)));
        }
        let any = terms.map(|term| {
            let query: Boxed = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Should, query)
        });
        Ok(Box::new(BooleanQuery::new(any.collect())))
    }
}
