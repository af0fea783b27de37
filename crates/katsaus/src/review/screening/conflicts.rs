//! Texts on which reviewers differ, for somebody to settle.

use crate::review::{Review, ReviewError};
use crate::store::Row;
use katsaus_model::Decision;

/// A text on which reviewers differ at a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The text.
    pub row: Row,
    /// The stage.
    pub stage: String,
    /// Their decisions, with reasons by name and notes.
    pub decisions: Vec<Decision>,
}

impl Review {
    /// Texts of a selection on which reviewers differ and nobody has settled it, stage by stage, by key.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn conflicts(&self, selection: &str) -> Result<Vec<Conflict>, ReviewError> {
        let names = self.names()?;
        let screened = self.screened(selection)?;
        let mut found = Vec::new();
        for (at, stage) in screened.stages.iter().enumerate() {
            for n in screened.conflicts(at) {
                let (Some(row), Some(source)) = (self.store.row(n)?, self.source(n, &names)?) else { continue };
                let own = |decision: &Decision| decision.selection == selection && decision.stage == *stage;
                let decisions = source.decisions.into_iter().filter(own).collect();
                found.push(Conflict { row, stage: stage.clone(), decisions });
            }
        }
        found.sort_by(|one, other| one.row.key.cmp(&other.row.key));
        Ok(found)
    }
}
