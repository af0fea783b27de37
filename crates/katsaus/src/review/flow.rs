//! The flow diagram of a review: what the log knows of a selection, as facts that are counted elsewhere; and numbers that
//! people declare, since the log cannot count them.

use super::{Act, Review, ReviewError};
use crate::flow::{Diagram, Facts, Found, Searched, Tally, Text, Variant, Way, broken, diagram};
use crate::screen::Outcome;
use crate::store::{Committed, Fault};
use katsaus_model::{Change, Declared, Link, Retrieval, Search, SearchKind, Stop, ThingKind, WHOLE};
use std::collections::{BTreeMap, HashMap};

/// Lines that a person may declare: the log cannot count them, or not all of them.
const DECLARABLE: [&str; 20] = [
    "previous_studies",
    "previous_reports",
    "database_results",
    "register_results",
    "website_results",
    "organisation_results",
    "citations_results",
    "contact_results",
    "hand_results",
    "collection_results",
    "duplicates",
    "excluded_automatic",
    "excluded_other",
    "other_duplicates",
    "other_excluded_automatic",
    "other_excluded_other",
    "dbr_notretrieved_reports",
    "other_notretrieved_reports",
    "new_studies",
    "new_reports",
];

/// A flow diagram, with what each of its numbers counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The diagram.
    pub diagram: Diagram,
    /// What each number counts.
    pub tally: Tally,
    /// What was counted.
    pub facts: Facts,
}

impl Review {
    /// The flow diagram of a selection, in a language (else the review's).
    ///
    /// # Errors
    /// If there is no such selection, or the file cannot be read.
    pub fn flow(&mut self, selection: &str, language: Option<&str>) -> Result<Flow, ReviewError> {
        let members = (selection != WHOLE).then(|| self.members(selection)).transpose()?;
        let language = language.unwrap_or(&self.protocol.language).to_owned();
        let facts = self.facts(selection, members.as_ref(), &language)?;
        let tally = Tally::of(&facts);
        Ok(Flow { diagram: diagram(&facts, &tally), tally, facts })
    }

    fn facts(
        &self,
        selection: &str,
        members: Option<&crate::store::Set>,
        language: &str,
    ) -> Result<Facts, ReviewError> {
        let names = self.names()?;
        let protocol = self.protocol();
        let titled = protocol.selections.iter().find(|(name, _)| name == selection).map(|(_, own)| own.title.clone());
        let labels = protocol.reasons.iter().map(|(name, reason)| {
            let own = reason.label.get(language).map(String::as_str);
            let label = own.unwrap_or_else(|| protocol.label(&reason.label, name));
            (names.id("reason", name).unwrap_or(name).to_owned(), label.to_owned())
        });
        let mut facts = Facts {
            title: titled.filter(|title| !title.is_empty()).unwrap_or_else(|| protocol.title.clone()),
            language: language.to_owned(),
            variant: Variant::of(&protocol.template),
            searches: self.searched()?,
            reasons: labels.collect(),
            declared: self.declared_numbers(selection)?,
            is_part: members.is_some(),
            ..Facts::default()
        };
        self.decided_texts(selection, members, &mut facts)?;
        // Reasons that were merged are one line.
        for text in &mut facts.texts {
            for outcome in [&mut text.screening, &mut text.assessment] {
                if let Outcome::Excluded(reasons) = outcome {
                    for reason in reasons {
                        let name = names.name("reason", reason).to_owned();
                        names.id("reason", &name).unwrap_or(&name).clone_into(reason);
                    }
                }
            }
        }
        Ok(facts)
    }

    /// The searches, with who said how many hits were exported.
    fn searched(&self) -> Result<Vec<Searched>, ReviewError> {
        let mut searched = Vec::new();
        for thing in self.store.things_with_op(ThingKind::Search)? {
            let Ok(search) = serde_json::from_str::<Search>(&thing.1) else { continue };
            let (by, at) = self.store.by_and_time(thing.2)?;
            let platform = search.platform.as_ref().map(|platform| format!(" ({platform})")).unwrap_or_default();
            let exported = search.hits_exported;
            searched.push(Searched {
                name: format!("{}{platform}", if search.name.is_empty() { &thing.0 } else { &search.name }),
                way: way_of(search.kind),
                exported: exported.map(|n| Declared { n, by, at, why: search.note.clone() }),
                id: thing.0,
            });
        }
        Ok(searched)
    }

    /// What became of the texts, and where their records were found.
    fn decided_texts(
        &self,
        selection: &str,
        members: Option<&crate::store::Set>,
        facts: &mut Facts,
    ) -> Result<(), ReviewError> {
        let screened = self.screened(selection)?;
        let stages = screened.passed_now();
        let (first, last) = (stages.start, stages.end);
        // One stage alone is of titles and abstracts, unless its name says that it is of full texts.
        let only_full = stages.len() == 1 && screened.stages[first].contains("full");
        facts.has_assessment = stages.len() > 1 || only_full;
        facts.has_screening = !stages.is_empty() && !only_full;
        let assessment = facts.has_assessment.then(|| last - 1);
        let screening: Vec<usize> = if only_full { Vec::new() } else { (first..assessment.unwrap_or(last)).collect() };
        let stop =
            |stage: usize| -> Result<Option<Stop>, ReviewError> { self.stopped(selection, &screened.stages[stage]) };
        facts.screening_stopped = screening.first().map(|stage| stop(*stage)).transpose()?.flatten();
        facts.assessment_stopped = assessment.map(stop).transpose()?.flatten();
        if let Some(stage) = screening.first() {
            facts.orders = screened.orders(*stage);
        }
        let retrievals = self.retrievals()?;
        facts.retrieval_is_recorded = !retrievals.is_empty();
        let studies = self.studies()?;
        let rounds: BTreeMap<i64, bool> =
            self.store.imports()?.into_iter().map(|row| (row.seq, row.import.round.is_some())).collect();
        let mut places: HashMap<i64, usize> = HashMap::new();
        for record in self.store.placed_records()? {
            if members.is_some_and(|members| record.removed || !members.contains(record.source)) {
                continue;
            }
            let text = *places.entry(record.source).or_insert_with(|| {
                let assessed = assessment.map_or(Outcome::Open, |stage| screened.outcome(record.source, stage));
                let before = over_stages(screening.iter().map(|stage| screened.outcome(record.source, *stage)));
                // What was assessed had passed what comes before, whatever was said there: as `status:` has it.
                let passed = assessed != Outcome::Open;
                facts.texts.push(Text {
                    key: record.key.clone(),
                    removed: record.removed.then(String::new),
                    screening: if passed { Outcome::Included } else { before },
                    assessment: assessed,
                    not_retrieved: matches!(retrievals.get(&record.source), Some(Retrieval::NotRetrieved { .. })),
                    study: studies.get(&record.source).copied().unwrap_or(record.source) as usize,
                });
                facts.texts.len() - 1
            });
            let known = |id: &String| facts.searches.iter().position(|search| search.id == *id);
            let searches: Vec<usize> = record.searches.iter().filter_map(known).collect();
            for search in &searches {
                let way = facts.searches[*search].way;
                facts.found.push(Found { record: record.key.clone(), text, search: Some(*search), way });
            }
            if searches.is_empty() {
                let way = if rounds.get(&record.op) == Some(&true) { Way::Citation } else { Way::Own };
                facts.found.push(Found { record: record.key, text, search: None, way });
            }
        }
        Ok(())
    }

    /// Which study each source reports, where somebody linked several to one: the number of the first.
    fn studies(&self) -> Result<BTreeMap<i64, i64>, ReviewError> {
        let mut first: BTreeMap<i64, i64> = BTreeMap::new();
        let root = |first: &BTreeMap<i64, i64>, mut n: i64| {
            while let Some(next) = first.get(&n).filter(|next| **next != n) {
                n = *next;
            }
            n
        };
        for judged in self.store.judgements()?.iter().filter(|judged| judged.link == Link::SameStudy) {
            if let (Some(one), Some(other)) = (self.store.source_of(judged.a)?, self.store.source_of(judged.b)?) {
                let (one, other) = (root(&first, one), root(&first, other));
                first.insert(one.max(other), one.min(other));
                first.entry(one.min(other)).or_insert(one.min(other));
            }
        }
        let all: Vec<i64> = first.keys().copied().collect();
        Ok(all.into_iter().map(|n| (n, root(&first, n))).collect())
    }

    /// What people declared for a selection's diagram, by line.
    fn declared_numbers(&self, selection: &str) -> Result<BTreeMap<String, Declared>, ReviewError> {
        let things = self.store.things(ThingKind::Declared)?.into_iter();
        let own = |(name, json): (String, String)| {
            let (of, line) = name.split_once('/')?;
            Some((line.to_owned(), serde_json::from_str(&json).ok()?)).filter(|_| of == selection)
        };
        Ok(things.filter_map(own).collect())
    }

    /// Declares a number for a line of a selection's flow diagram, or takes it back.
    ///
    /// # Errors
    /// If there is no such line, or it is one that only the log can count.
    pub fn declare(
        &mut self,
        act: &Act,
        selection: &str,
        line: &str,
        number: Option<(u64, Option<String>)>,
    ) -> Result<Option<Committed>, ReviewError> {
        if !DECLARABLE.contains(&line) {
            return Err(ReviewError::Wrong(format!(
                "`{line}` is no line that can be declared; these can: {}",
                DECLARABLE.join(", ")
            )));
        }
        let declared = number.map(|(n, why)| Declared { n, by: act.by.clone(), at: act.now, why });
        let what = match &declared {
            Some(declared) => format!("declare {line}: {}", declared.n),
            None => format!("declare nothing for {line}"),
        };
        let change = Change::Declared { selection: selection.to_owned(), line: line.to_owned(), declared };
        self.commit(act, &what, vec![change], &[])
    }

    /// Sums of flow diagrams that do not come out, in the whole and in every selection in which anybody decided.
    pub(super) fn check_flow(&self) -> Result<Vec<Fault>, ReviewError> {
        let facts = self.facts(WHOLE, None, &self.protocol.language)?;
        let faults = broken(&facts, &Tally::of(&facts)).into_iter().map(|sum| {
            let parts: Vec<String> = sum.parts.iter().map(|(name, n)| format!("{name} {n}")).collect();
            let message = format!(
                "the flow diagram does not add up: {} is {}, and {} come to {}",
                sum.whole,
                sum.is,
                parts.join(" + "),
                sum.sum()
            );
            Fault { code: "flow", message }
        });
        Ok(faults.collect())
    }
}

/// What several stages before the last come to: left out where any left it out, else the furthest that said something.
fn over_stages(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let mut all = Outcome::Open;
    let (mut is_open, mut is_disputed) = (false, false);
    for outcome in outcomes {
        match outcome {
            Outcome::Excluded(_) => return outcome,
            Outcome::Conflict => is_disputed = true,
            Outcome::Open => is_open = true,
            _ => all = outcome,
        }
    }
    match (is_disputed, is_open) {
        (true, _) => Outcome::Conflict,
        (false, true) => Outcome::Open,
        (false, false) => all,
    }
}

fn way_of(kind: SearchKind) -> Way {
    match kind {
        SearchKind::Database => Way::Database,
        SearchKind::Register => Way::Register,
        SearchKind::Website => Way::Website,
        SearchKind::Organisation => Way::Organisation,
        SearchKind::Citation => Way::Citation,
        SearchKind::Contact => Way::Contact,
        SearchKind::Hand => Way::Hand,
        SearchKind::NotRecorded => Way::Own,
    }
}
