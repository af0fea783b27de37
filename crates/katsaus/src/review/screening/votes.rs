//! The verdicts on all texts of a selection, stage by stage.

use crate::review::{Review, ReviewError};
use crate::screen::{Outcome, Vote, Votes};
use crate::store::Set;
use katsaus_model::{Decided, Resolution, ThingKind};
use std::collections::BTreeMap;

/// The verdicts on all texts of a selection.
#[derive(Clone, Debug, Default)]
pub struct Screened {
    /// The selection.
    pub selection: String,
    /// Stages in order. Before those that texts pass now come those that were passed once and are named no more.
    pub stages: Vec<String>,
    /// How many of the stages are no longer passed.
    former: usize,
    /// How many reviewers each stage wants.
    wanted: Vec<usize>,
    votes: BTreeMap<i64, BTreeMap<usize, Votes>>,
}

/// How many decisions were made while texts were shown in each order, by its name; those made otherwise without one.
pub type OrderOfDecisions = BTreeMap<Option<String>, usize>;

impl Screened {
    /// The place of a stage among the stages.
    pub fn stage(&self, name: &str) -> Option<usize> {
        self.stages.iter().position(|known| known == name)
    }

    /// The stages that texts pass now, by their places.
    pub fn passed_now(&self) -> std::ops::Range<usize> {
        self.former..self.stages.len()
    }

    /// The verdicts on a text at a stage.
    pub fn votes(&self, source: i64, stage: usize) -> Votes {
        let held = self.votes.get(&source).and_then(|stages| stages.get(&stage));
        held.cloned().unwrap_or_else(|| Votes { wanted: self.wanted[stage], ..Votes::default() })
    }

    /// Texts with any verdict or assignment, and their verdicts by stage.
    pub fn texts(&self) -> impl Iterator<Item = (i64, &BTreeMap<usize, Votes>)> {
        self.votes.iter().map(|(source, stages)| (*source, stages))
    }

    /// What the verdicts on a text at a stage come to.
    pub fn outcome(&self, source: i64, stage: usize) -> Outcome {
        self.votes.get(&source).and_then(|stages| stages.get(&stage)).map_or(Outcome::Open, Votes::outcome)
    }

    /// A text's status for somebody who looks: from the furthest stage at which there is an outcome.
    pub fn status(&self, source: i64, viewer: Option<&str>) -> Outcome {
        let stages = self.votes.get(&source).into_iter().flat_map(|stages| stages.values().rev());
        stages.map(|votes| votes.outcome_for(viewer)).find(|outcome| *outcome != Outcome::Open).unwrap_or(Outcome::Open)
    }

    /// Whether a text has come to a stage: at the stage before nobody left it out, and somebody said so.
    pub fn has_come_to(&self, source: i64, stage: usize) -> bool {
        let before = stage.checked_sub(1).filter(|before| *before >= self.former);
        before.is_none_or(|before| matches!(self.outcome(source, before), Outcome::Included | Outcome::Unsure))
    }

    /// The first stage at which a reviewer is still to decide on a text that has come to it.
    pub fn stage_open_to(&self, source: i64, reviewer: &str) -> Option<usize> {
        self.passed_now()
            .find(|stage| self.has_come_to(source, *stage) && self.votes(source, *stage).waits_for(reviewer))
    }

    /// Texts whose reviewers differ at a stage.
    pub fn conflicts(&self, stage: usize) -> Vec<i64> {
        let at = |stages: &BTreeMap<usize, Votes>| stages.get(&stage).is_some_and(Votes::is_conflict);
        self.votes.iter().filter(|(_, stages)| at(stages)).map(|(source, _)| *source).collect()
    }

    /// In which order texts were shown when the decisions at a stage were made.
    pub fn orders(&self, stage: usize) -> OrderOfDecisions {
        let mut orders = OrderOfDecisions::new();
        for vote in self.votes.values().filter_map(|stages| stages.get(&stage)).flat_map(|votes| &votes.votes) {
            *orders.entry(vote.order.clone()).or_default() += 1;
        }
        orders
    }

    /// Adds or replaces a reviewer's verdict: what a decision that was just made changes.
    pub fn put(&mut self, source: i64, stage: usize, vote: Option<Vote>, by: &str) {
        let wanted = self.wanted[stage];
        let votes = self.votes.entry(source).or_default().entry(stage).or_default();
        votes.wanted = wanted;
        votes.votes.retain(|held| held.by != by);
        votes.votes.extend(vote);
    }

    fn at(&mut self, source: i64, stage: &str) -> Option<&mut Votes> {
        let stage = self.stage(stage)?;
        let wanted = self.wanted[stage];
        let votes = self.votes.entry(source).or_default().entry(stage).or_default();
        votes.wanted = wanted;
        Some(votes)
    }
}

impl Review {
    /// The verdicts on all texts of a selection.
    ///
    /// # Errors
    /// If there is no such selection, or the file cannot be read.
    pub fn screened(&self, selection: &str) -> Result<Screened, ReviewError> {
        let of_selection = |kind: ThingKind| -> Result<Vec<(i64, String, String, i64)>, ReviewError> {
            let things = self.store.on_sources(kind)?.into_iter();
            let own = |name: &str| {
                name.split_once('/').filter(|(known, _)| *known == selection).map(|(_, rest)| rest.to_owned())
            };
            Ok(things.filter_map(|thing| Some((thing.source, own(&thing.name)?, thing.value, thing.op))).collect())
        };
        let decisions = of_selection(ThingKind::Decision)?;
        let now = self.stages_of(selection).unwrap_or_default();
        let stage_of = |rest: &str| rest.split('/').next().unwrap_or_default().to_owned();
        let mut former: Vec<String> = decisions.iter().map(|(_, rest, ..)| stage_of(rest)).collect();
        former.retain(|stage| !now.contains(stage));
        former.sort();
        former.dedup();
        let wanted = |stage: &String| {
            self.protocol.stages.iter().find(|(name, _)| name == stage).map_or(1, |(_, stage)| stage.reviewers)
        };
        let mut screened = Screened {
            selection: selection.to_owned(),
            former: former.len(),
            stages: former.into_iter().chain(now).collect(),
            ..Screened::default()
        };
        screened.wanted = screened.stages.iter().map(wanted).collect();
        for (source, rest, value, op) in decisions {
            let Some((stage, by)) = rest.split_once('/') else { continue };
            let (Some(votes), Some(decided)) = (screened.at(source, stage), Decided::from_json(&value)) else {
                continue;
            };
            // Two records of one text may each have a verdict of one reviewer: alike they are one, else both stand.
            if !votes.votes.iter().any(|vote| vote.by == by && vote.verdict == decided.verdict) {
                votes.votes.push(Vote { by: by.to_owned(), verdict: decided.verdict, order: decided.order, op });
            }
        }
        for (source, rest, ..) in of_selection(ThingKind::Assigned)? {
            if let Some((stage, to)) = rest.split_once('/')
                && let Some(votes) = screened.at(source, stage)
            {
                votes.assigned.push(to.to_owned());
            }
        }
        for (source, stage, value, _) in of_selection(ThingKind::Resolution)? {
            if let (Some(votes), Ok(resolution)) =
                (screened.at(source, &stage), serde_json::from_str::<Resolution>(&value))
            {
                votes.resolution = Some(resolution.verdict);
            }
        }
        Ok(screened)
    }

    /// The verdicts on one text at one stage.
    pub(in crate::review) fn votes_on(&self, n: i64, selection: &str, stage: &str) -> Result<Votes, ReviewError> {
        let screened = self.screened_of(n, selection)?;
        Ok(screened.stage(stage).map(|at| screened.votes(n, at)).unwrap_or_default())
    }

    /// The verdicts on one text of a selection.
    pub(in crate::review) fn screened_of(&self, n: i64, selection: &str) -> Result<Screened, ReviewError> {
        let mut screened = self.screened(selection)?;
        screened.votes.retain(|source, _| *source == n);
        Ok(screened)
    }

    /// Sources on which one of these reviewers has decided, as far as the one who looks may know.
    pub(in crate::review) fn decided_by(&self, reviewers: &[String]) -> Result<Set, ReviewError> {
        self.with_visible_vote(|by| reviewers.iter().any(|known| known == by))
    }

    /// Sources with a decision that the one who looks may know of.
    pub(in crate::review) fn decided_on(&self) -> Result<Set, ReviewError> {
        self.with_visible_vote(|_| true)
    }

    fn with_visible_vote(&self, wanted: impl Fn(&str) -> bool) -> Result<Set, ReviewError> {
        let mut found = Set::default();
        for selection in self.selections_decided_in()? {
            let screened = self.screened(&selection)?;
            for (source, stages) in screened.texts() {
                let shows = |votes: &Votes| {
                    let mut votes_of = votes.votes.iter();
                    votes_of.any(|vote| wanted(&vote.by) && votes.shows(&vote.by, self.viewer.as_deref()))
                };
                if stages.values().any(shows) {
                    found.insert(source);
                }
            }
        }
        Ok(found)
    }

    /// Selections in which anybody has decided.
    pub(in crate::review) fn selections_decided_in(&self) -> Result<Vec<String>, ReviewError> {
        let decisions = self.store.on_sources(ThingKind::Decision)?;
        let mut named: Vec<String> =
            decisions.iter().filter_map(|thing| Some(thing.name.split_once('/')?.0.to_owned())).collect();
        named.sort();
        named.dedup();
        Ok(named)
    }
}
