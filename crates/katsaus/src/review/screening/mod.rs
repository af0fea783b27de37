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
pub use queue::{Queue, QueueOrder, Standing};
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
        self.hide(n, &mut source)?;
        for decision in &mut source.decisions {
            if let Verdict::Exclude { reasons } = &mut decision.verdict {
                for reason in reasons {
                    *reason = names.name("reason", reason).to_owned();
                }
            }
        }
        Ok(Some(source))
    }

    /// Takes out what the one who looks may not see yet.
    fn hide(&self, n: i64, source: &mut Source) -> Result<(), ReviewError> {
        let is_own = |by: &str| self.viewer.as_deref() == Some(by);
        if source.decisions.iter().all(|decision| decision.resolves || is_own(&decision.by)) {
            return Ok(());
        }
        let mut hidden = Vec::new();
        for decision in source.decisions.iter().filter(|decision| !decision.resolves) {
            let votes = self.votes_on(n, &decision.selection, &decision.stage)?;
            if !votes.shows(&decision.by, self.viewer.as_deref()) {
                hidden.push((decision.selection.clone(), decision.stage.clone(), decision.by.clone()));
            }
        }
        source.decisions.retain(|decision| {
            decision.resolves
                || !hidden.contains(&(decision.selection.clone(), decision.stage.clone(), decision.by.clone()))
        });
        Ok(())
    }

    /// A reason by its name in the review's language.
    pub fn reason_label(&self, names: &Names, id: &str) -> String {
        let name = names.name("reason", id);
        let known = self.protocol.reasons.iter().find(|(known, _)| known == name);
        known.map_or_else(|| name.to_owned(), |(_, reason)| self.protocol.label(&reason.label, name).to_owned())
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
                let labels: Vec<String> = reasons.iter().map(|reason| self.reason_label(names, reason)).collect();
                format!("excluded ({})", labels.join("; "))
            }
            other => other.as_str().to_owned(),
        }
    }
}
