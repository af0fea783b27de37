//! What became of a text that somebody asks about, by title, DOI or key: everything that the review knows of it, gone or
//! here, with who said it and when.

use crate::review::{Review, ReviewError};
use crate::screen::Outcome;
use crate::store::Row;
use katsaus_model::{Decision, Doi, Fields, Retrieval, Source, Stop, Timestamp, text};
use std::collections::BTreeMap;

/// So many texts are answered for where a title fits several.
const MOST: usize = 10;

/// What the review knows of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is here.
    Here {
        /// The text.
        row: Row,
        /// Other keys that it goes by, of records that were merged into it.
        other_keys: Vec<String>,
        /// Whether only rounds of citation searching have found it and nobody has decided on it.
        is_candidate: bool,
        /// What was decided on it in each selection that it belongs to, the whole first.
        selections: Vec<InSelection>,
        /// Whether its full text was to be had.
        retrieval: Option<Retrieval>,
        /// Where it was found.
        origins: Vec<String>,
    },
    /// It was taken out.
    Removed {
        /// The key that it had.
        key: String,
        /// Its title.
        title: String,
        /// Why.
        why: String,
        /// Who took it out.
        by: String,
        /// When.
        at: Timestamp,
    },
}

/// What was decided on a text in a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct InSelection {
    /// The selection.
    pub name: String,
    /// Its status there, for the one who looks.
    pub outcome: Outcome,
    /// The decisions that the one who looks may see, reasons by name.
    pub decisions: Vec<Decision>,
    /// The stage at which it waits for decisions, if it does.
    pub waits_at: Option<String>,
    /// Who is still to decide there, where that was assigned.
    pub waits_for: Vec<String>,
    /// That and why screening was ended at that stage.
    pub stopped: Option<Stop>,
}

/// All that fits what was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// What is known, the likeliest first.
    pub answers: Vec<Answer>,
    /// How many more texts fit.
    pub more: usize,
    /// How many texts were looked through.
    pub texts: usize,
}

impl Review {
    /// What became of a text: looked for by key, by DOI, by title among all that is here and all that was taken out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn why(&mut self, asked: &str) -> Result<Answers, ReviewError> {
        let found = self.meant(asked)?;
        let mut answers = Answers { texts: self.store.source_count()?, ..Answers::default() };
        answers.more = found.len().saturating_sub(MOST);
        for n in found.into_iter().take(MOST) {
            answers.answers.extend(self.answer(n)?);
        }
        let mut removed = Vec::new();
        self.store.each_removed(|key, fields, why, op| {
            let fit = key == text::ascii(asked) || key == asked || fits(&fields, &Asked::of(asked)) > 0;
            if fit {
                removed.push((key, fields.title.unwrap_or_default(), why, op));
            }
        })?;
        // Records of one text were taken out in one operation: it is told once.
        removed.dedup_by(|one, other| one.3 == other.3 && one.1 == other.1);
        answers.more += removed.len().saturating_sub(MOST);
        for (key, title, why, op) in removed.into_iter().take(MOST) {
            let (by, at) = self.store.by_and_time(op)?;
            answers.answers.push(Answer::Removed { key, title, why, by, at });
        }
        Ok(answers)
    }

    /// The sources that are meant, the likeliest first.
    fn meant(&self, asked: &str) -> Result<Vec<i64>, ReviewError> {
        if let Ok(n) = self.source_by_key(asked.trim()) {
            return Ok(vec![n]);
        }
        let wanted = Asked::of(asked);
        let mut found: BTreeMap<i64, u8> = BTreeMap::new();
        self.store.each_record(|record| {
            let how_well = fits(&record.fields, &wanted);
            if how_well > 0 {
                let held = found.entry(record.source).or_default();
                *held = how_well.max(*held);
            }
        })?;
        // A title may have been edited since.
        for row in self.store.rows(crate::store::Filter::All)? {
            let fields = Fields { title: Some(row.title), ..Fields::default() };
            if fits(&fields, &wanted) > 0 {
                found.entry(row.n).or_insert(1);
            }
        }
        let mut fit: Vec<(u8, i64)> = found.into_iter().map(|(n, how_well)| (how_well, n)).collect();
        fit.sort_by_key(|(how_well, n)| (std::cmp::Reverse(*how_well), *n));
        // Who names a title whole does not mean the others that hold it.
        let best = fit.first().map_or(0, |(best, _)| *best);
        Ok(fit.into_iter().filter(|(how_well, _)| best < 3 || *how_well == best).map(|(_, n)| n).collect())
    }

    fn answer(&mut self, n: i64) -> Result<Option<Answer>, ReviewError> {
        let names = self.names()?;
        let (Some(row), Some(source)) = (self.store.row(n)?, self.source(n, &names)?) else { return Ok(None) };
        let keys = self.store.text(n)?.map(|text| text.keys).unwrap_or_default();
        let is_candidate = self.candidates()?.contains(n);
        let own = self.protocol.selections.iter().map(|(name, _)| name.clone());
        let all: Vec<String> = std::iter::once(katsaus_model::WHOLE.to_owned()).chain(own).collect();
        let mut selections = Vec::new();
        for name in all {
            let belongs = self.to_screen(&name)?.contains(n);
            let decided = source.decisions.iter().any(|decision| decision.selection == name);
            if belongs || decided {
                selections.push(self.in_selection(n, name, &source, belongs)?);
            }
        }
        let retrieval = self.retrievals()?.remove(&n);
        Ok(Some(Answer::Here {
            other_keys: keys.into_iter().filter(|key| *key != row.key).collect(),
            row,
            is_candidate,
            selections,
            retrieval,
            origins: source.origins,
        }))
    }

    fn in_selection(&self, n: i64, name: String, source: &Source, belongs: bool) -> Result<InSelection, ReviewError> {
        let screened = self.screened_of(n, &name)?;
        let open = |stage: &usize| {
            screened.has_come_to(n, *stage)
                && screened.furthest(n).is_none_or(|furthest| furthest <= *stage)
                && !screened.votes(n, *stage).is_complete()
        };
        let waits = screened.passed_now().find(|stage| belongs && open(stage));
        let waits_for = waits.map(|stage| screened.votes(n, stage)).map_or_else(Vec::new, |votes| {
            votes.assigned.iter().filter(|name| !votes.has_voted(name)).cloned().collect()
        });
        let stage = waits.map(|stage| screened.stages[stage].clone());
        Ok(InSelection {
            outcome: screened.status(n, self.viewer.as_deref()),
            decisions: source.decisions.iter().filter(|decision| decision.selection == name).cloned().collect(),
            stopped: stage.as_deref().map(|stage| self.stopped(&name, stage)).transpose()?.flatten(),
            waits_at: stage,
            waits_for,
            name,
        })
    }
}

/// What was asked for, as it may stand in a record.
struct Asked {
    doi: Option<Doi>,
    title: String,
}

impl Asked {
    fn of(asked: &str) -> Asked {
        Asked { doi: Doi::parse(asked.trim()).ok(), title: text::normalise(asked) }
    }
}

/// How well a record is what was asked for: 4 by DOI, 3 by its whole title, 2 by its beginning, 1 by a part of it, 0 not.
fn fits(fields: &Fields, asked: &Asked) -> u8 {
    if asked.doi.is_some() {
        return if fields.doi == asked.doi { 4 } else { 0 };
    }
    let title = text::normalise(fields.title.as_deref().unwrap_or_default());
    // Less than a word or two fits everything.
    if asked.title.chars().count() < 4 || title.is_empty() {
        return 0;
    }
    match title.find(&asked.title) {
        Some(0) if title.len() == asked.title.len() => 3,
        Some(0) => 2,
        Some(_) => 1,
        None => 0,
    }
}
