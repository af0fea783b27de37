//! Decisions as they are made: one by one or many at once, with reasons and a note; and whether full texts were to be had.

use super::reason_names;
use crate::review::tag::count;
use crate::review::{Act, Review, ReviewError};
use crate::screen::Outcome;
use crate::store::{Committed, OnSource, OpRow};
use katsaus_model::{Change, Identity, Resolution, Retrieval, Stop, Thing, ThingKind, Verdict};
use std::collections::BTreeMap;

/// What somebody decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// The selection, by name.
    pub selection: String,
    /// The stage, by name; `None`: for each text the first at which it waits for the reviewer.
    pub stage: Option<String>,
    /// The verdict, its reasons by identifier; `None` takes the reviewer's own verdict back.
    pub verdict: Option<Verdict>,
    /// A note made with it.
    pub note: Option<String>,
    /// In which order texts were shown.
    pub order: Option<String>,
}

impl Review {
    /// Records a reviewer's decision on texts. An earlier one of the same reviewer at that stage stays in the log; this one
    /// counts. Also gives the stages that it is about.
    ///
    /// # Errors
    /// If the selection has no stage, or the file cannot be written.
    pub fn decide(
        &mut self,
        act: &Act,
        deciding: &Deciding,
        sources: &[i64],
    ) -> Result<(Option<Committed>, Vec<String>), ReviewError> {
        self.prepare(act)?;
        let mut changes = Vec::new();
        let mut stages: Vec<String> = Vec::new();
        for n in sources {
            let stage = match &deciding.stage {
                Some(stage) => stage.clone(),
                None => self.stage_meant(*n, &deciding.selection, &act.by)?,
            };
            self.offers(&stage, deciding.verdict.as_ref())?;
            self.may_be_decided(*n, &deciding.selection, &stage)?;
            for on in self.decided_identities(*n, &deciding.selection, &stage, &act.by)? {
                changes.push(Change::Decision {
                    on,
                    selection: deciding.selection.clone(),
                    stage: stage.clone(),
                    by: act.by.clone(),
                    verdict: deciding.verdict.clone(),
                    note: deciding.note.clone(),
                    order: deciding.order.clone(),
                });
            }
            if !stages.contains(&stage) {
                stages.push(stage);
            }
        }
        // The verdict is not said here: who reads the log may be the other reviewer.
        let of = match sources {
            [n] => self.key_of(*n)?,
            several => count(several.len(), "source"),
        };
        let verb = if deciding.verdict.is_some() { "decide" } else { "take back a decision" };
        let done = self.commit(act, &format!("{verb} on {of} at {}", stages.join(", ")), changes, &[])?;
        Ok((done, stages))
    }

    /// The stage that a decision is about where none is named: that at which the reviewer decided last, which is corrected;
    /// else the first at which the text waits for them, or the furthest that it has come to.
    fn stage_meant(&self, n: i64, selection: &str, by: &str) -> Result<String, ReviewError> {
        let screened = self.screened_of(n, selection)?;
        let now = screened.passed_now();
        let furthest = || now.clone().rev().find(|stage| screened.has_come_to(n, *stage));
        let own = now.clone().rev().find(|stage| screened.votes(n, *stage).has_voted(by));
        let at = own.or_else(|| screened.stage_open_to(n, by)).or_else(furthest).or_else(|| now.clone().next());
        Ok(screened.stages[at.ok_or(ReviewError::NoStages)?].clone())
    }

    /// Where several decide independently, nobody goes on to a later stage before all have: it would tell what one of them
    /// decided.
    fn may_be_decided(&self, n: i64, selection: &str, stage: &str) -> Result<(), ReviewError> {
        let screened = self.screened_of(n, selection)?;
        let Some(at) = screened.stage(stage) else { return Ok(()) };
        let before = screened.passed_now().filter(|before| *before < at);
        let is_open = |before: &usize| {
            let votes = screened.votes(n, *before);
            !votes.is_complete() && (votes.wanted > 1 || !votes.assigned.is_empty())
        };
        match before.filter(|_| screened.outcome(n, at) == Outcome::Open).find(is_open) {
            Some(open) => Err(ReviewError::Wrong(format!(
                "{} has not passed {} yet: not all who are to decide on it there have done so",
                self.key_of(n)?,
                screened.stages[open]
            ))),
            None => Ok(()),
        }
    }

    /// Whether the reasons of a verdict are offered at a stage.
    fn offers(&self, stage: &str, verdict: Option<&Verdict>) -> Result<(), ReviewError> {
        let Some(Verdict::Exclude { reasons }) = verdict else { return Ok(()) };
        let names = reason_names(&self.names()?, reasons);
        let retired = self.protocol.reasons.iter().find(|(name, reason)| reason.retired && names.contains(name));
        if let Some((name, _)) = retired {
            return Err(ReviewError::Wrong(format!("the reason `{name}` is offered no longer")));
        }
        self.reason_ids(&names, Some(stage)).map(drop)
    }

    /// Where a reviewer's decision on a text goes: onto the records that have one of theirs already, else the first.
    fn decided_identities(&self, n: i64, selection: &str, stage: &str, by: &str) -> Result<Vec<Identity>, ReviewError> {
        let all = self.store.identities(n)?;
        let mut with = Vec::new();
        for on in &all {
            let thing = Thing { kind: ThingKind::Decision, on: Some(*on), name: format!("{selection}/{stage}/{by}") };
            if self.store.state(&thing)?.is_some() {
                with.push(*on);
            }
        }
        Ok(if with.is_empty() { all.into_iter().take(1).collect() } else { with })
    }

    /// Settles what reviewers decided differently on a text at a stage. Their own decisions stay.
    ///
    /// # Errors
    /// If they do not differ there, or the file cannot be written.
    pub fn resolve(
        &mut self,
        act: &Act,
        (selection, stage): (&str, &str),
        n: i64,
        verdict: Verdict,
        note: Option<String>,
    ) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let votes = self.votes_on(n, selection, stage)?;
        let key = self.key_of(n)?;
        if !votes.is_conflict() && votes.resolution.is_none() {
            return Err(ReviewError::Wrong(match votes.is_complete() {
                true => format!("nobody differs on {key} at {stage}: there is nothing to settle"),
                false => format!(
                    "not all who are to decide on {key} at {stage} have done so: there is nothing to settle yet"
                ),
            }));
        }
        // Who settles that a text is left out, and gives no reason, means those that were given.
        let verdict = match verdict {
            Verdict::Exclude { reasons } if reasons.is_empty() => {
                let given = votes.votes.iter().filter_map(|vote| match &vote.verdict {
                    Verdict::Exclude { reasons } => Some(reasons.clone()),
                    _ => None,
                });
                Verdict::Exclude { reasons: given.flatten().collect() }
            }
            other => other,
        };
        let identities = self.store.identities(n)?;
        let Some(first) = identities.first().copied() else { return Ok(None) };
        let name = format!("{selection}/{stage}");
        let mut on = first;
        for identity in identities {
            let thing = Thing { kind: ThingKind::Resolution, on: Some(identity), name: name.clone() };
            if self.store.state(&thing)?.is_some() {
                on = identity;
            }
        }
        let resolution = Some(Resolution { by: act.by.clone(), verdict, note });
        let change = Change::Resolution { on, selection: selection.to_owned(), stage: stage.to_owned(), resolution };
        self.commit(act, &format!("settle {key} at {stage}"), vec![change], &[])
    }

    /// Says whether the full texts of sources are looked for, here, or not to be had.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_retrieval(
        &mut self,
        act: &Act,
        sources: &[i64],
        retrieval: Option<&Retrieval>,
    ) -> Result<Option<Committed>, ReviewError> {
        let mut changes = Vec::new();
        for n in sources {
            for (at, on) in self.store.identities(*n)?.into_iter().enumerate() {
                // What another record of the text said goes: the text is one, and this is the last word.
                let retrieval = retrieval.filter(|_| at == 0).cloned();
                changes.push(Change::Retrieval { on, retrieval });
            }
        }
        let word = retrieval.map_or("nothing", Retrieval::as_str);
        let what = format!("full text of {}: {word}", count(sources.len(), "source"));
        self.commit(act, &what, changes, &[])
    }

    /// Ends screening at a stage with texts left that nobody looked at; `None` opens it again.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn stop_screening(
        &mut self,
        act: &Act,
        (selection, stage): (&str, &str),
        why: Option<&str>,
        stops: bool,
    ) -> Result<Option<Committed>, ReviewError> {
        let stop = Stop { by: act.by.clone(), at: act.now, why: why.map(str::to_owned) };
        let change =
            Change::Stopped { selection: selection.to_owned(), stage: stage.to_owned(), stop: stops.then_some(stop) };
        let verb = if stops { "stop" } else { "go on with" };
        self.commit(act, &format!("{verb} screening at {stage}"), vec![change], &[])
    }

    /// That and why screening was ended at a stage of a selection.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn stopped(&self, selection: &str, stage: &str) -> Result<Option<Stop>, ReviewError> {
        let thing = Thing { kind: ThingKind::Stopped, on: None, name: format!("{selection}/{stage}") };
        Ok(self.store.state(&thing)?.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// Where each source's full text stands, as people said; a file beside it says that it was retrieved.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn retrievals(&self) -> Result<BTreeMap<i64, Retrieval>, ReviewError> {
        let (files, said) = (self.store.on_sources(ThingKind::File)?, self.store.on_sources(ThingKind::Retrieval)?);
        Ok(last_word(files, said))
    }

    /// The same of one source.
    pub(super) fn retrieval_of(&self, n: i64) -> Result<Option<Retrieval>, ReviewError> {
        let (files, said) = (self.store.on_source(ThingKind::File, n)?, self.store.on_source(ThingKind::Retrieval, n)?);
        Ok(last_word(files, said).remove(&n))
    }

    /// What the log says of an operation, with the verdict where it is a decision that the one who looks may see.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn said_in_log(&self, row: &OpRow) -> Result<String, ReviewError> {
        let (mut words, mut is_hidden) = (Vec::new(), false);
        if row.what.starts_with("decide on ") || row.what.starts_with("settle ") {
            let names = self.names()?;
            for change in self.store.operation(row.seq)?.changes {
                let verdict = match change {
                    Change::Decision { on, selection, stage, by, verdict: Some(verdict), .. } => {
                        let n = self.store.source_of(on)?;
                        let votes = n.map(|n| self.votes_on(n, &selection, &stage)).transpose()?.unwrap_or_default();
                        votes.shows(&by, self.viewer.as_deref()).then_some(verdict)
                    }
                    Change::Resolution { resolution, .. } => resolution.map(|resolution| resolution.verdict),
                    _ => None,
                };
                is_hidden |= verdict.is_none();
                let word = verdict
                    .map_or_else(|| "not shown yet".to_owned(), |verdict| self.verdict_in_words(&names, &verdict));
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        // One operation has one verdict: where it may not be seen of one text, it may not be seen at all.
        if is_hidden {
            words = vec!["not shown yet".to_owned()];
        }
        Ok(if words.is_empty() { row.what.clone() } else { format!("{}: {}", row.what, words.join(", ")) })
    }

    /// `exclude (kind of text not admitted)`.
    pub fn verdict_in_words(&self, names: &crate::store::Names, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Exclude { reasons } if !reasons.is_empty() => {
                format!("exclude ({})", self.reason_labels(names, reasons).join("; "))
            }
            other => other.as_str().to_owned(),
        }
    }

    /// Texts left out at the last stage without a reason: what readers of the review will ask about.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn excluded_without_reason(&self, selection: &str) -> Result<Vec<i64>, ReviewError> {
        let screened = self.screened(selection)?;
        // Titles and abstracts need none, also where they are all that is looked at.
        let Some(last) = screened
            .passed_now()
            .next_back()
            .filter(|last| *last > screened.passed_now().start || screened.stages[*last].contains("full"))
        else {
            return Ok(Vec::new());
        };
        let without =
            |(n, _): &(i64, _)| matches!(screened.outcome(*n, last), Outcome::Excluded(reasons) if reasons.is_empty());
        Ok(screened.texts().filter(without).map(|(n, _)| n).collect())
    }
}

/// The later of a person's word and a file that was put beside a source: who attaches a text has it.
fn last_word(files: Vec<OnSource>, said: Vec<OnSource>) -> BTreeMap<i64, Retrieval> {
    let mut found: BTreeMap<i64, (i64, Retrieval)> = BTreeMap::new();
    let files = files.into_iter().map(|thing| (thing.source, thing.op, Some(Retrieval::Retrieved)));
    let said = said.into_iter().map(|thing| (thing.source, thing.op, serde_json::from_str(&thing.value).ok()));
    for (source, op, retrieval) in files.chain(said) {
        if let Some(retrieval) = retrieval
            && found.get(&source).is_none_or(|(held, _)| *held <= op)
        {
            found.insert(source, (op, retrieval));
        }
    }
    found.into_iter().map(|(source, (_, retrieval))| (source, retrieval)).collect()
}
