//! What decisions come to: each source's status, in the whole collection or in a selection.

use crate::review::{Review, ReviewError};
use crate::screen::Outcome;
use crate::store::Set;
use katsaus_model::WHOLE;
use std::collections::BTreeMap;

impl Review {
    /// Each source's status: from the furthest stage of the whole collection at which anybody decided.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn statuses(&self) -> Result<BTreeMap<i64, &'static str>, ReviewError> {
        self.statuses_in(WHOLE)
    }

    /// Each source's status in a selection: from the furthest of its stages at which there is an outcome, for the one who
    /// looks.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn statuses_in(&self, selection: &str) -> Result<BTreeMap<i64, &'static str>, ReviewError> {
        let screened = self.screened(selection)?;
        let status = |source: i64| screened.status(source, self.viewer.as_deref());
        let statuses = screened.texts().map(|(source, _)| (source, status(source)));
        Ok(statuses.filter(|(_, status)| *status != Outcome::Open).map(|(n, status)| (n, status.as_str())).collect())
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
