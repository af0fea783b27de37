//! Who is to decide on which text: shared out among reviewers, each text to one or to several.

use crate::review::tag::count;
use crate::review::{Act, Review, ReviewError};
use crate::screen::{Sharing, share_out};
use crate::store::{Committed, Set};
use katsaus_model::{Change, Identity};

/// How texts are to be shared out.
#[derive(Clone, Debug, PartialEq)]
pub struct Assigning {
    /// The selection.
    pub selection: String,
    /// The stage.
    pub stage: String,
    /// The reviewers, by identifier.
    pub reviewers: Vec<String>,
    /// How many get each text, and what share of the texts one more.
    pub sharing: Sharing,
}

/// What was shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// How many texts each reviewer has got.
    pub shares: Vec<(String, usize)>,
    /// Texts that several have got.
    pub several: usize,
    /// The operation; `None` if it was so already.
    pub done: Option<Committed>,
}

impl Review {
    /// Shares texts out among reviewers. What was assigned of them at that stage before is replaced; decisions stay.
    ///
    /// # Errors
    /// If no reviewer is named, or the file cannot be written.
    pub fn assign(&mut self, act: &Act, assigning: &Assigning, sources: &Set) -> Result<Assigned, ReviewError> {
        self.prepare(act)?;
        let Assigning { selection, stage, reviewers, sharing } = assigning;
        if reviewers.is_empty() {
            return Err(ReviewError::Wrong("nobody is named who could get the texts".to_owned()));
        }
        let screened = self.screened(selection)?;
        let at = screened.stage(stage).ok_or(ReviewError::NoStages)?;
        let mut texts: Vec<(Identity, i64)> = Vec::new();
        for n in sources.iter().filter(|n| screened.has_come_to(*n, at)) {
            texts.extend(self.store.identities(n)?.first().map(|first| (*first, n)));
        }
        let numbers: Vec<u64> = texts.iter().map(|(on, _)| on.as_chance()).collect();
        let shares = share_out(&numbers, reviewers.len(), *sharing);
        let mut changes = Vec::new();
        let mut change = |on: Identity, to: &str, here: bool| {
            let (selection, stage) = (selection.clone(), stage.clone());
            changes.push(Change::Assigned { on, selection, stage, to: to.to_owned(), here });
        };
        let mut loads = vec![0; reviewers.len()];
        let mut several = 0;
        for ((on, n), share) in texts.iter().zip(&shares) {
            let gets = |name: &String| share.iter().any(|reviewer| reviewers[*reviewer] == *name);
            for former in screened.votes(*n, at).assigned.iter().filter(|name| !gets(name)) {
                for identity in self.store.identities(*n)? {
                    change(identity, former, false);
                }
            }
            for reviewer in share {
                loads[*reviewer] += 1;
                change(*on, &reviewers[*reviewer], true);
            }
            several += usize::from(share.len() > 1);
        }
        let what = format!("assign {} to {} at {stage}", count(texts.len(), "source"), reviewers.join(", "));
        let done = self.commit(act, &what, changes, &[])?;
        Ok(Assigned { shares: reviewers.iter().cloned().zip(loads).collect(), several, done })
    }
}
