//! What decisions come to: each source's status, in the whole collection or in a selection.

use crate::review::{Review, ReviewError};
use crate::store::Set;
use katsaus_model::{Verdict, WHOLE};
use std::collections::BTreeMap;

impl Review {
    /// Each source's status: from the furthest stage of the whole collection at which anybody decided.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn statuses(&self) -> Result<BTreeMap<i64, &'static str>, ReviewError> {
        self.statuses_in(WHOLE)
    }

    /// Each source's status in a selection: from the furthest of its stages at which anybody decided in it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn statuses_in(&self, selection: &str) -> Result<BTreeMap<i64, &'static str>, ReviewError> {
        let own = self.protocol.selections.iter().find(|(name, _)| name == selection);
        let own = own.map(|(_, selection)| selection.stages.as_slice()).unwrap_or_default();
        let stages: Vec<&str> = if own.is_empty() {
            self.protocol.stages.iter().map(|(name, _)| name.as_str()).collect()
        } else {
            own.iter().map(String::as_str).collect()
        };
        let rank = |stage: &str| stages.iter().position(|known| *known == stage).map_or(0, |at| at + 1);
        let mut furthest: BTreeMap<i64, (usize, Vec<Verdict>)> = BTreeMap::new();
        for (n, name, value, _) in self.store.decisions()? {
            let mut parts = name.splitn(3, '/');
            if parts.next() != Some(selection) {
                continue;
            }
            let stage = rank(parts.next().unwrap_or_default());
            let Ok((verdict, _)) = serde_json::from_str::<(Verdict, Option<String>)>(&value) else { continue };
            let entry = furthest.entry(n).or_insert_with(|| (stage, Vec::new()));
            if stage > entry.0 {
                *entry = (stage, Vec::new());
            }
            if stage == entry.0 {
                entry.1.push(verdict);
            }
        }
        Ok(furthest.into_iter().map(|(n, (_, verdicts))| (n, status_of(&verdicts))).collect())
    }

    pub(super) fn with_status(&self, status: &str) -> Result<Set, ReviewError> {
        if let Some((selection, word)) = status.rsplit_once('/') {
            let (name, _) = self.selection(selection)?;
            let statuses = self.statuses_in(&name)?;
            let of = |n: &i64| statuses.get(n).copied().unwrap_or("undecided") == word;
            return Ok(self.store.all()?.iter().filter(of).collect());
        }
        if status == "candidate" {
            return self.candidates();
        }
        let statuses = self.statuses()?;
        if status == "undecided" {
            let mut rest = self.store.all()?;
            rest.subtract(&statuses.keys().copied().collect());
            rest.subtract(&self.candidates()?);
            return Ok(rest);
        }
        Ok(statuses.into_iter().filter(|(_, known)| *known == status).map(|(n, _)| n).collect())
    }
}

/// What several reviewers' verdicts at one stage come to.
fn status_of(verdicts: &[Verdict]) -> &'static str {
    let has = |word: &str| verdicts.iter().any(|verdict| verdict.as_str() == word);
    match (has("include"), has("exclude"), has("unsure")) {
        (true, true, _) => "conflict",
        (_, _, true) => "unsure",
        (true, false, false) => "included",
        (false, true, false) => "excluded",
        (false, false, false) => "undecided",
    }
}
