//! The records of a review as they are compared, and what is known of them.
//! It must not decide anything.

use crate::dedup::{Card, Known};
use crate::review::{Review, ReviewError};
use katsaus_formats::any::TABLES;
use katsaus_model::{Fields, Identity, Link, Place};
use std::collections::{HashMap, HashSet};

/// Records, each by a number of its own.
#[derive(Default)]
pub(super) struct Pool {
    pub(super) ids: Vec<Identity>,
    /// The source that each is part of.
    pub(super) sources: Vec<i64>,
    pub(super) places: Vec<Place>,
    pub(super) cards: Vec<Card>,
    pub(super) known: Known,
    at: HashMap<Identity, usize>,
}

impl Pool {
    pub(super) fn push(&mut self, id: Identity, source: i64, place: Place, card: Card, file: u32) {
        self.at.insert(id, self.ids.len());
        self.ids.push(id);
        self.sources.push(source);
        self.places.push(place);
        self.cards.push(card);
        self.known.file.push(file);
    }

    pub(super) fn number(&self, id: &Identity) -> Option<usize> {
        self.at.get(id).copied()
    }

    /// Whether two records are parts of one source already.
    pub(super) fn is_one(&self, (a, b): (usize, usize)) -> bool {
        self.sources[a] == self.sources[b]
    }
}

impl Review {
    /// Every record of the review. Rows of one table that no database gave are a person's own: they are never merged
    /// with each other by a rule.
    pub(super) fn pool(&self) -> Result<Pool, ReviewError> {
        let own_tables: HashSet<u32> = self
            .store
            .imports()?
            .into_iter()
            .filter(|row| TABLES.contains(&row.import.format.as_str()) && row.import.found_in.is_none())
            .map(|row| row.seq as u32)
            .collect();
        let mut pool = Pool { known: Known { own_tables, ..Known::default() }, ..Pool::default() };
        let mut firsts: HashMap<i64, usize> = HashMap::new();
        let edited: HashMap<i64, Fields> = self.store.edited_fields()?.into_iter().collect();
        self.store.each_record(|record| {
            let number = pool.ids.len();
            // What people mended speaks for the source: its first record says it.
            let mut mended = None;
            match firsts.get(&record.source) {
                Some(first) => pool.known.same.push((*first, number)),
                None => {
                    firsts.insert(record.source, number);
                    mended = edited.get(&record.source);
                }
            }
            let card = mended.map_or_else(|| Card::of(&record.fields), |fields| Card::mended(fields, &record.fields));
            pool.push(record.id, record.source, record.place, card, record.op as u32);
        })?;
        for judged in self.store.judgements()?.into_iter().filter(|judged| judged.link != Link::Same) {
            if let (Some(a), Some(b)) = (pool.number(&judged.a), pool.number(&judged.b)) {
                pool.known.apart.push((a, b));
            }
        }
        Ok(pool)
    }
}
