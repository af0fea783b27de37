//! Screening in a review: who has decided what at which stage, for a selection; decisions, settlements, assignments. What
//! verdicts come to is decided in `screen`; here it is read from the store and written to it.

mod agree;
mod assign;
mod conflicts;
mod decide;
mod excluded;
mod queue;
mod reasons;
mod terms;
mod votes;
mod why;

pub use agree::{Agreed, PairAgreed};
pub use assign::{Assigned, Assigning};
pub use conflicts::Conflict;
pub use decide::Deciding;
pub use excluded::Excluded;
pub use queue::{Queue, QueueOrder, Sampling, Standing};
pub use reasons::ReasonRow;
pub use votes::{OrderOfDecisions, Screened};
pub use why::{Answer, Answers, InSelection};

use super::{Review, ReviewError};
use crate::screen::Outcome;
use crate::store::Names;
use katsaus_model::{Source, Verdict, WHOLE};

impl Review {
    /// Says who looks: what others decided on a text is not shown to them before all who are to decide have done so.
    /// Nobody is told of such decisions if nobody is named.
    pub fn seen_by(&mut self, reviewer: &str) {
        self.viewer = Some(reviewer.to_owned());
    }

    /// The stages that the texts of a selection pass, in order: its own, else the protocol's; never one that is switched
    /// off.
    ///
    /// # Errors
    /// If there is no such selection.
    pub fn stages_of(&self, selection: &str) -> Result<Vec<String>, ReviewError> {
        let on: Vec<String> = self.protocol.stages_on().map(|(name, _)| name.to_owned()).collect();
        if selection == WHOLE {
            return Ok(on);
        }
        let (_, own) = self.selection(selection)?;
        let off = |stage: &String| self.protocol.stages.iter().any(|(name, known)| name == stage && known.off);
        Ok(if own.stages.is_empty() { on } else { own.stages.into_iter().filter(|stage| !off(stage)).collect() })
    }

    /// A stage of a selection by the name that people type: its name, a label, or the beginning of its name.
    ///
    /// # Errors
    /// If it is none of them.
    pub fn stage_of(&self, selection: &str, typed: &str) -> Result<String, ReviewError> {
        let stages = self.stages_of(selection)?;
        let wanted = katsaus_model::text::normalise(typed);
        let labels = |name: &str| {
            let stage = self.protocol.stages.iter().find(|(known, _)| known == name);
            stage.map(|(_, stage)| stage.label.values().cloned().collect::<Vec<_>>()).unwrap_or_default()
        };
        let is_meant = |name: &&String| {
            **name == typed || labels(name).iter().any(|label| katsaus_model::text::normalise(label) == wanted)
        };
        let begins = |name: &&String| !typed.is_empty() && name.starts_with(typed);
        let found = stages.iter().find(is_meant).or_else(|| stages.iter().find(begins));
        found.cloned().ok_or_else(|| ReviewError::UnknownStage { name: typed.to_owned(), known: stages.clone() })
    }

    /// A selection by the name that people type; the whole collection if none is named.
    ///
    /// # Errors
    /// If there is none.
    pub fn selection_or_whole(&self, typed: Option<&str>) -> Result<String, ReviewError> {
        match typed {
            None => Ok(WHOLE.to_owned()),
            Some(typed) if typed == WHOLE => Ok(WHOLE.to_owned()),
            Some(typed) => Ok(self.selection(typed)?.0),
        }
    }

    /// Everything about a source that the one who looks may see, with reasons by their names.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn source(&self, n: i64, names: &Names) -> Result<Option<Source>, ReviewError> {
        let Some(mut source) = self.store.source(n, names)? else { return Ok(None) };
        self.hide(n, &mut source, names)?;
        for decision in &mut source.decisions {
            if let Verdict::Exclude { reasons } = &mut decision.verdict {
                *reasons = reason_names(names, reasons);
            }
        }
        source.retrieval = self.retrieval_of(n)?;
        // By stage, and what settles behind what it settles: as it went, not as it is kept.
        let stages: Vec<String> = self.protocol.stages.iter().map(|(name, _)| name.clone()).collect();
        let rank = |stage: &str| stages.iter().position(|known| known == stage);
        source.decisions.sort_by(|one, other| {
            let key = |decision: &katsaus_model::Decision| (rank(&decision.stage), decision.resolves, decision.at);
            key(one).cmp(&key(other))
        });
        Ok(Some(source))
    }

    /// The reviewer that somebody means by name: one of the protocol's by its identifier, full name or an alias; else who they
    /// say they are.
    pub fn reviewer_called(&self, typed: &str) -> String {
        let wanted = katsaus_model::text::normalise(typed);
        let is_meant = |(id, reviewer): &&(String, katsaus_model::Reviewer)| {
            let mut spoken = [id, &reviewer.name].into_iter().chain(&reviewer.aliases);
            spoken.any(|name| katsaus_model::text::normalise(name) == wanted)
        };
        self.protocol.reviewers.iter().find(is_meant).map_or_else(|| typed.to_owned(), |(id, _)| id.clone())
    }

    /// Takes out what the one who looks may not see yet.
    fn hide(&self, n: i64, source: &mut Source, names: &Names) -> Result<(), ReviewError> {
        let is_own = |by: &str| self.viewer.as_deref() == Some(by);
        if source.decisions.iter().all(|decision| decision.resolves || is_own(&decision.by)) {
            return Ok(());
        }
        let mut selections: Vec<String> = source.decisions.iter().map(|decision| decision.selection.clone()).collect();
        selections.sort();
        selections.dedup();
        for selection in selections {
            let screened = self.screened_of_by(n, &selection, names)?;
            source.decisions.retain(|decision| {
                let votes = screened.stage(&decision.stage).map(|at| screened.votes(n, at)).unwrap_or_default();
                decision.selection != selection
                    || decision.resolves
                    || votes.shows(&decision.by, self.viewer.as_deref())
            });
        }
        Ok(())
    }

    /// A reason by its name in the review's language.
    pub fn reason_label(&self, names: &Names, id: &str) -> String {
        let is_named = |name: &str| self.protocol.reasons.iter().any(|(known, _)| known == name);
        let name = if is_named(id) { id } else { names.name("reason", id) };
        let known = self.protocol.reasons.iter().find(|(known, _)| known == name);
        known.map_or_else(|| name.to_owned(), |(_, reason)| self.protocol.label(&reason.label, name).to_owned())
    }

    /// Reasons by their names in the review's language; those that were merged are one.
    pub fn reason_labels(&self, names: &Names, ids: &[String]) -> Vec<String> {
        reason_names(names, ids).iter().map(|name| self.reason_label(names, name)).collect()
    }

    /// A stage by its name in the review's language.
    pub fn stage_label(&self, name: &str) -> String {
        let known = self.protocol.stages.iter().find(|(known, _)| known == name);
        known.map_or_else(|| name.to_owned(), |(_, stage)| self.protocol.label(&stage.label, name).to_owned())
    }

    /// What an outcome is in words, with its reasons: `excluded (kind of text not admitted)`.
    pub fn in_words(&self, names: &Names, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Excluded(reasons) if !reasons.is_empty() => {
                format!("excluded ({})", self.reason_labels(names, reasons).join("; "))
            }
            other => other.as_str().to_owned(),
        }
    }
}

/// Names of reasons; those that were merged are one.
fn reason_names(names: &Names, ids: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in ids {
        let name = names.name("reason", id);
        if !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    found
}
