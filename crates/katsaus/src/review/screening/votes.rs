//! The verdicts on all texts of a selection, stage by stage.

use crate::review::{Review, ReviewError};
use crate::screen::{Outcome, Vote, Votes};
use crate::store::{Names, OnSource, Set};
use katsaus_model::{Decided, Resolution, ThingKind, Verdict};
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

    /// The furthest stage, of those passed now, at which there is an outcome.
    pub fn furthest(&self, source: i64) -> Option<usize> {
        self.passed_now().rev().find(|stage| self.outcome(source, *stage) != Outcome::Open)
    }

    /// Whether a text has come to a stage: at the stage before nobody left it out, and somebody said so; or it was decided on
    /// there or later, whatever was said before.
    pub fn has_come_to(&self, source: i64, stage: usize) -> bool {
        if self.furthest(source).is_some_and(|furthest| furthest >= stage) {
            return true;
        }
        let before = stage.checked_sub(1).filter(|before| *before >= self.former);
        before.is_none_or(|before| matches!(self.outcome(source, before), Outcome::Included | Outcome::Unsure))
    }

    /// Whether a text waits for a reviewer at a stage: nothing was decided at a later one.
    pub fn waits_for(&self, source: i64, stage: usize, reviewer: &str) -> bool {
        self.furthest(source).is_none_or(|furthest| furthest <= stage)
            && self.has_come_to(source, stage)
            && self.votes(source, stage).waits_for(reviewer)
    }

    /// The first stage at which a reviewer is still to decide on a text that has come to it.
    pub fn stage_open_to(&self, source: i64, reviewer: &str) -> Option<usize> {
        self.passed_now().find(|stage| self.waits_for(source, *stage, reviewer))
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
        self.screened_by(selection, &self.names()?, |kind| Ok(self.store.on_sources(kind)?))
    }

    /// The verdicts on one text of a selection.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn screened_of(&self, n: i64, selection: &str) -> Result<Screened, ReviewError> {
        self.screened_of_by(n, selection, &self.names()?)
    }

    /// The same, where the names are at hand already: for many texts.
    pub(super) fn screened_of_by(&self, n: i64, selection: &str, names: &Names) -> Result<Screened, ReviewError> {
        self.screened_by(selection, names, |kind| Ok(self.store.on_source(kind, n)?))
    }

    /// The verdicts on one text at one stage.
    pub(in crate::review) fn votes_on(&self, n: i64, selection: &str, stage: &str) -> Result<Votes, ReviewError> {
        let screened = self.screened_of(n, selection)?;
        Ok(screened.stage(stage).map(|at| screened.votes(n, at)).unwrap_or_default())
    }

    fn screened_by(
        &self,
        selection: &str,
        names: &Names,
        things: impl Fn(ThingKind) -> Result<Vec<OnSource>, ReviewError>,
    ) -> Result<Screened, ReviewError> {
        let of_selection = |kind: ThingKind| -> Result<Vec<OnSource>, ReviewError> {
            let own = |mut thing: OnSource| {
                thing.name = thing.name.strip_prefix(selection)?.strip_prefix('/')?.to_owned();
                Some(thing)
            };
            Ok(things(kind)?.into_iter().filter_map(own).collect())
        };
        let reasons = Reasons { review: self, names };
        let decisions = of_selection(ThingKind::Decision)?;
        let mut screened = self.no_votes(selection, &decisions);
        let mut newest: BTreeMap<(i64, usize), i64> = BTreeMap::new();
        for OnSource { source, name, value, op } in decisions {
            let Some((stage, by)) = name.split_once('/') else { continue };
            let (Some(at), Some(mut decided)) = (screened.stage(stage), Decided::from_json(&value)) else { continue };
            let last = newest.entry((source, at)).or_default();
            *last = op.max(*last);
            reasons.unite(&mut decided.verdict);
            let Some(votes) = screened.at(source, stage) else { continue };
            // Two records of one text may each have a verdict of one reviewer: alike they are one, else both stand.
            if !votes.votes.iter().any(|vote| vote.by == by && vote.verdict == decided.verdict) {
                votes.votes.push(Vote { by: by.to_owned(), verdict: decided.verdict, order: decided.order, op });
            }
        }
        for OnSource { source, name, .. } in of_selection(ThingKind::Assigned)? {
            if let Some((stage, to)) = name.split_once('/')
                && let Some(votes) = screened.at(source, stage)
                && !votes.assigned.iter().any(|known| known == to)
            {
                votes.assigned.push(to.to_owned());
            }
        }
        for OnSource { source, name: stage, value, op } in of_selection(ThingKind::Resolution)? {
            // What reviewers decided since is not what was settled.
            let is_of_these = |at: usize| newest.get(&(source, at)).is_none_or(|last| *last < op);
            if screened.stage(&stage).is_some_and(is_of_these)
                && let Ok(Resolution { mut verdict, .. }) = serde_json::from_str(&value)
                && let Some(votes) = screened.at(source, &stage)
            {
                reasons.unite(&mut verdict);
                votes.resolution = Some(verdict);
            }
        }
        // Of several reviewers' reasons the first counts by the order of the protocol, not by who was quicker.
        for votes in screened.votes.values_mut().flat_map(BTreeMap::values_mut) {
            votes.votes.sort_by_key(|vote| reasons.rank(&vote.verdict));
        }
        Ok(screened)
    }

    /// The stages of a selection, without verdicts. Stages that are passed no more come first: as the protocol has them, then
    /// those that it no longer names, as they were first used.
    fn no_votes(&self, selection: &str, decisions: &[OnSource]) -> Screened {
        let now = self.stages_of(selection).unwrap_or_default();
        let mut used: Vec<(i64, String)> = decisions
            .iter()
            .map(|thing| (thing.op, thing.name.split('/').next().unwrap_or_default().to_owned()))
            .collect();
        used.sort();
        let named = self.protocol.stages.iter().map(|(name, _)| name.clone());
        let mut former: Vec<String> = Vec::new();
        for stage in used.iter().map(|(_, stage)| stage.clone()).filter(|stage| !self.names_stage(stage)).chain(named) {
            if !now.contains(&stage) && !former.contains(&stage) && used.iter().any(|(_, known)| *known == stage) {
                former.push(stage);
            }
        }
        let wanted = |stage: &String| {
            self.protocol.stages.iter().find(|(name, _)| name == stage).map_or(1, |(_, stage)| stage.reviewers)
        };
        let stages: Vec<String> = former.iter().cloned().chain(now).collect();
        Screened {
            selection: selection.to_owned(),
            former: former.len(),
            wanted: stages.iter().map(wanted).collect(),
            stages,
            votes: BTreeMap::new(),
        }
    }

    fn names_stage(&self, stage: &str) -> bool {
        self.protocol.stages.iter().any(|(name, _)| name == stage)
    }

    /// How many texts some who are to decide at a stage have decided on, and others not.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn half_decided(&self, selection: &str, stage: &str) -> Result<usize, ReviewError> {
        let screened = self.screened(selection)?;
        let Some(at) = screened.stage(stage) else { return Ok(0) };
        let of_stage = screened.texts().filter_map(|(_, stages)| stages.get(&at));
        Ok(of_stage.filter(|votes| !votes.votes.is_empty() && !votes.is_complete()).count())
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

    /// Sources that are left out for a reason, the first or another, in any selection, for the one who looks.
    pub(in crate::review) fn excluded_for(&self, reason: &str) -> Result<Set, ReviewError> {
        let names = self.names()?;
        let mut found = Set::default();
        for selection in self.selections_decided_in()? {
            let screened = self.screened(&selection)?;
            for (source, stages) in screened.texts() {
                let is_for = |votes: &Votes| match votes.outcome_for(self.viewer.as_deref()) {
                    Outcome::Excluded(reasons) => reasons.iter().any(|id| names.name("reason", id) == reason),
                    _ => false,
                };
                if stages.values().any(is_for) {
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

/// Reasons as the protocol has them now.
struct Reasons<'r> {
    review: &'r Review,
    names: &'r Names,
}

impl Reasons<'_> {
    /// Reasons that were merged since are one.
    fn unite(&self, verdict: &mut Verdict) {
        if let Verdict::Exclude { reasons } = verdict {
            let mut united: Vec<String> = Vec::new();
            for reason in reasons.iter() {
                let name = self.names.name("reason", reason);
                let id = self.names.id("reason", name).unwrap_or(reason).to_owned();
                if !united.contains(&id) {
                    united.push(id);
                }
            }
            *reasons = united;
        }
    }

    /// Where the first reason of a verdict stands in the protocol; other verdicts, and reasons that it does not name, last.
    fn rank(&self, verdict: &Verdict) -> usize {
        let Verdict::Exclude { reasons } = verdict else { return usize::MAX };
        let name = reasons.first().map(|reason| self.names.name("reason", reason));
        let known = self.review.protocol.reasons.iter().position(|(known, _)| Some(known.as_str()) == name);
        known.unwrap_or(usize::MAX - 1)
    }
}
