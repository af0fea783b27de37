//! Running a query: words on the index, sets from whoever has them.

use super::builder::Builder;
use super::collect::Numbers;
use super::set_query::SetQuery;
use super::{Index, IndexError};
use crate::query::Node;
use crate::store::Set;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query};

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
        let (total, best) = searcher.search(query.as_ref(), &collector).map_err(wrong)?;
        let mut hits = Hits { total, best: Vec::with_capacity(best.len()) };
        for (score, address) in best {
            let segment = searcher.segment_reader(address.segment_ord);
            let numbers = segment.fast_fields().u64(super::schema::NUMBER).map_err(wrong)?;
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
        searcher.search(query.as_ref(), &Numbers).map_err(wrong)
    }

    fn query<E: From<IndexError>>(
        &self,
        node: &Node,
        among: Option<Set>,
        sets: &mut SetOf<'_, E>,
    ) -> Result<Box<dyn Query>, E> {
        let searcher = self.reader.searcher();
        let mut builder = Builder { index: self, schema: &self.schema, searcher: &searcher };
        let query = builder.node(node, sets)?;
        Ok(match among {
            Some(set) => {
                Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, Box::new(SetQuery::of(set)))]))
            }
            None => query,
        })
    }
}
