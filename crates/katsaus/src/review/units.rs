//! What is counted and compared: the texts of a set, or the excerpts taken from them, each with its name.

use super::{Review, ReviewError};
use crate::report::cited::{Named, author_years};
use crate::report::words::{Tongue, Word};
use crate::store::{ExcerptRow, Filter, Placed, Row, Set};
use std::collections::HashMap;

/// The texts of a set, by key, and what tables call them.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) rows: Vec<Row>,
    /// *Luecking 2008*.
    pub(super) names: Vec<String>,
    /// Their places, by the number of the source.
    pub(super) places: HashMap<i64, usize>,
}

/// What is counted.
pub(super) enum Units {
    /// Texts.
    Sources(Texts),
    /// Excerpts, with the texts that they were taken from.
    Excerpts(Texts, Vec<Placed<ExcerptRow>>),
}

impl Review {
    /// The language of tables and charts.
    pub fn tongue(&self) -> Tongue {
        Tongue::of(&self.protocol.language)
    }

    pub(super) fn texts(&self, set: &Set) -> Result<Texts, ReviewError> {
        let rows = self.store.rows(Filter::Of(set))?;
        let named: Vec<Named<'_>> =
            rows.iter().map(|row| Named { authors: &row.authors, year: row.year, title: &row.title }).collect();
        let names = author_years(&named, self.tongue());
        let places = rows.iter().enumerate().map(|(at, row)| (row.n, at)).collect();
        Ok(Texts { rows, names, places })
    }

    pub(super) fn units(&self, set: &Set, of_excerpts: bool) -> Result<Units, ReviewError> {
        let texts = self.texts(set)?;
        if !of_excerpts {
            return Ok(Units::Sources(texts));
        }
        let mut excerpts = self.store.excerpts_of(set)?;
        // In the order of their texts, and as they were taken.
        excerpts.sort_by_key(|taken| (texts.places.get(&taken.source).copied(), taken.what.op));
        Ok(Units::Excerpts(texts, excerpts))
    }
}

impl Units {
    pub(super) fn len(&self) -> usize {
        match self {
            Units::Sources(texts) => texts.rows.len(),
            Units::Excerpts(_, excerpts) => excerpts.len(),
        }
    }

    pub(super) fn texts(&self) -> &Texts {
        match self {
            Units::Sources(texts) | Units::Excerpts(texts, _) => texts,
        }
    }

    /// The places of the units of each text, by the text's place.
    pub(super) fn of_texts(&self) -> Vec<Vec<usize>> {
        match self {
            Units::Sources(texts) => (0..texts.rows.len()).map(|at| vec![at]).collect(),
            Units::Excerpts(texts, excerpts) => {
                let mut units = vec![Vec::new(); texts.rows.len()];
                for (at, taken) in excerpts.iter().enumerate() {
                    if let Some(text) = texts.places.get(&taken.source) {
                        units[*text].push(at);
                    }
                }
                units
            }
        }
    }

    /// What lists call a unit: *Luecking 2008*, or the excerpt with the text it is from.
    pub(super) fn name(&self, at: usize, tongue: Tongue) -> String {
        match self {
            Units::Sources(texts) => texts.names.get(at).cloned().unwrap_or_default(),
            Units::Excerpts(texts, excerpts) => {
                let Some(taken) = excerpts.get(at) else { return String::new() };
                let excerpt = &taken.what.excerpt;
                let text = if excerpt.quoted { format!("“{}”", excerpt.text) } else { excerpt.text.clone() };
                let from = texts.places.get(&taken.source).and_then(|text| texts.names.get(*text));
                let page = excerpt.page.as_ref().map(|page| format!(", {} {page}", tongue.say(Word::Page)));
                format!("{text} ({}{})", from.cloned().unwrap_or_default(), page.unwrap_or_default())
            }
        }
    }

    /// The year of the text of a unit.
    pub(super) fn year(&self, at: usize) -> Option<i32> {
        match self {
            Units::Sources(texts) => texts.rows.get(at)?.year,
            Units::Excerpts(texts, excerpts) => texts.rows.get(*texts.places.get(&excerpts.get(at)?.source)?)?.year,
        }
    }

    /// The keys by which programs name a unit: `luecking2008`, `luecking2008/2`.
    pub(super) fn key(&self, at: usize) -> String {
        match self {
            Units::Sources(texts) => texts.rows.get(at).map(|row| row.key.clone()).unwrap_or_default(),
            Units::Excerpts(texts, excerpts) => {
                let Some(taken) = excerpts.get(at) else { return String::new() };
                let text = texts.places.get(&taken.source).and_then(|text| texts.rows.get(*text));
                let number = taken.what.id.split('-').next().unwrap_or_default();
                format!("{}/{number}", text.map(|row| row.key.clone()).unwrap_or_default())
            }
        }
    }
}
