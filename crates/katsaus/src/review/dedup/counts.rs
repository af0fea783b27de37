//! Counts that prove themselves: what became of every record.

use crate::review::{Review, ReviewError};
use crate::store::{Became, Fault, FoundBy, ImportRow};
use katsaus_model::{Link, Search};

/// What became of the records of a review.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// Each import, oldest first.
    pub imports: Vec<OfImport>,
    /// Each search.
    pub searches: Vec<OfSearch>,
    /// Pairs that somebody or a rule judged to be two texts.
    pub apart: u64,
    /// Pairs of texts that belong together.
    pub linked: u64,
}

/// What became of an import's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfImport {
    /// The import.
    pub import: ImportRow,
    /// What became of its records.
    pub became: Became,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfSearch {
    /// Its identifier.
    pub id: String,
    /// The search.
    pub search: Search,
    /// What it found.
    pub found: FoundBy,
}

impl Counted {
    /// All imports together.
    pub fn total(&self) -> Became {
        let mut total = Became::default();
        for OfImport { became, .. } in &self.imports {
            total.sources += became.sources;
            total.within += became.within;
            total.here += became.here;
            total.removed += became.removed;
        }
        total
    }
}

impl Review {
    /// What became of every record.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn counted(&self) -> Result<Counted, ReviewError> {
        let became = self.store.became()?;
        let imports = self.store.imports()?.into_iter().map(|import| {
            let became = became.get(&import.seq).copied().unwrap_or_default();
            OfImport { import, became }
        });
        let found = self.store.found_by()?;
        let searches = self.store.searches()?.into_iter().map(|(id, search)| {
            let found = found.get(&id).copied().unwrap_or_default();
            OfSearch { id, search, found }
        });
        let judged = self.store.judgements()?;
        let count = |wanted: &dyn Fn(Link) -> bool| judged.iter().filter(|judged| wanted(judged.link)).count() as u64;
        Ok(Counted {
            imports: imports.collect(),
            searches: searches.collect(),
            apart: count(&|link| link == Link::Distinct),
            linked: count(&Link::is_between_texts),
        })
    }

    /// Whether the counts add up: records in are sources, records merged away and records removed, and nothing else.
    pub(in crate::review) fn check_counts(&self) -> Result<Vec<Fault>, ReviewError> {
        let total = self.counted()?.total();
        let counts = self.store.counts()?;
        let mut faults = Vec::new();
        let mut differ = |what: &str, ours: u64, theirs: u64| {
            if ours != theirs {
                let message = format!("{what}: {ours} by imports, {theirs} in the review");
                faults.push(Fault { code: "count", message });
            }
        };
        differ("records", total.records(), counts.records);
        differ("sources", total.sources, counts.sources);
        Ok(faults)
    }
}
