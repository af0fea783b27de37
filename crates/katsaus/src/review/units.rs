//! What is counted and compared: the texts of a set, or the excerpts taken from them, each with its name.

use super::{Review, ReviewError};
use crate::report::cited::{Named, author_years};
use crate::report::words::{Tongue, Word};
use crate::store::{ExcerptRow, Filter, Placed, Row, Set};
use std::cell::OnceCell;

/// The texts of a set, by key, and what tables call them.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) rows: Vec<Row>,
    tongue: Tongue,
    /// Made when they are first asked for: counting does without them.
    names: OnceCell<Vec<String>>,
    /// Their places.
    pub(super) places: Places,
}

impl Texts {
    /// What tables call a text: *Luecking 2008*.
    pub(super) fn name(&self, at: usize) -> &str {
        let names = self.names.get_or_init(|| {
            let named = self.rows.iter().map(|row| Named { authors: &row.authors, year: row.year, title: &row.title });
            author_years(&named.collect::<Vec<_>>(), self.tongue)
        });
        names.get(at).map_or("", String::as_str)
    }
}

/// The places of texts, by the numbers of their sources. Numbers are dense, so that a list of places does.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Vec<u32>);

impl Places {
    const NONE: u32 = u32::MAX;

    fn of(rows: &[Row]) -> Places {
        let mut places = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let (Ok(n), Ok(at)) = (usize::try_from(row.n), u32::try_from(at)) else { continue };
            if places.len() <= n {
                places.resize(n + 1, Places::NONE);
            }
            places[n] = at;
        }
        Places(places)
    }

    /// The place of a source's text, if it is among them.
    pub(super) fn get(&self, source: i64) -> Option<usize> {
        let place = self.0.get(usize::try_from(source).ok()?)?;
        (*place != Places::NONE).then_some(*place as usize)
    }
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
        let places = Places::of(&rows);
        Ok(Texts { rows, tongue: self.tongue(), names: OnceCell::new(), places })
    }

    pub(super) fn units(&self, set: &Set, of_excerpts: bool) -> Result<Units, ReviewError> {
        let texts = self.texts(set)?;
        if !of_excerpts {
            return Ok(Units::Sources(texts));
        }
        let mut excerpts = self.store.excerpts_of(set)?;
        // In the order of their texts, and as they were taken.
        excerpts.sort_by_key(|taken| (texts.places.get(taken.source), taken.what.op));
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
                    if let Some(text) = texts.places.get(taken.source) {
                        units[text].push(at);
                    }
                }
                units
            }
        }
    }

    /// What lists call a unit: *Luecking 2008*, or the excerpt with the text it is from.
    pub(super) fn name(&self, at: usize, tongue: Tongue) -> String {
        match self {
            Units::Sources(texts) => texts.name(at).to_owned(),
            Units::Excerpts(texts, excerpts) => {
                let Some(taken) = excerpts.get(at) else { return String::new() };
                let excerpt = &taken.what.excerpt;
                let text = if excerpt.quoted { format!("“{}”", excerpt.text) } else { excerpt.text.clone() };
                let from = texts.places.get(taken.source).map_or("", |text| texts.name(text));
                let page = excerpt.page.as_ref().map(|page| format!(", {} {page}", tongue.say(Word::Page)));
                format!("{text} ({from}{})", page.unwrap_or_default())
            }
        }
    }

    /// The year of the text of a unit.
    pub(super) fn year(&self, at: usize) -> Option<i32> {
        match self {
            Units::Sources(texts) => texts.rows.get(at)?.year,
            Units::Excerpts(texts, excerpts) => texts.rows.get(texts.places.get(excerpts.get(at)?.source)?)?.year,
        }
    }

    /// The keys by which programs name a unit: `luecking2008`, `luecking2008/2`.
    pub(super) fn key(&self, at: usize) -> String {
        match self {
            Units::Sources(texts) => texts.rows.get(at).map(|row| row.key.clone()).unwrap_or_default(),
            Units::Excerpts(texts, excerpts) => {
                let Some(taken) = excerpts.get(at) else { return String::new() };
                let text = texts.places.get(taken.source).and_then(|text| texts.rows.get(text));
                let number = taken.what.id.split('-').next().unwrap_or_default();
                format!("{}/{number}", text.map(|row| row.key.clone()).unwrap_or_default())
            }
        }
    }
}
