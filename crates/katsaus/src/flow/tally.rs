//! The numbers of a flow diagram, each with its members. It must not know words or places of a drawing.
//!
//! The rules, where PRISMA 2020 leaves them open:
//! - A record that two searches found counts once for each, and then as a duplicate.
//! - A text that a database or register found stays in that column, whatever else found it; its other records count as
//!   found there, and leave that column as known already.
//! - A text that was not retrieved and was assessed all the same was assessed.
//! - Of several reasons for leaving a text out the first counts.

use super::diagram::{Number, Standing};
use super::facts::{Facts, Text, Way};
use crate::screen::Outcome;
use katsaus_model::Declared;
use std::collections::{BTreeMap, BTreeSet};

/// A line of the diagram: its number, and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The number.
    pub number: Number,
    /// The keys of what is counted, where it is counted: of records, or of texts.
    pub members: Vec<String>,
}

/// The columns that texts are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Databases and registers; or all, where nothing else found anything.
    Main,
    /// Other methods.
    Other,
}

impl Side {
    /// What names of its lines begin with, in the R package PRISMA2020.
    pub fn prefix(self) -> &'static str {
        match self {
            Side::Main => "dbr",
            Side::Other => "other",
        }
    }
}

/// All numbers, by the names of their lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// The lines.
    pub lines: BTreeMap<String, Counted>,
    /// Whether any database or register was searched: else the main column is a collection.
    pub has_databases: bool,
    /// Whether there is a column of other methods.
    pub has_other: bool,
    /// Whether anybody decided on any text.
    pub is_decided: bool,
}

impl Tally {
    /// Counts.
    pub fn of(facts: &Facts) -> Tally {
        let mut counting = Counting { facts, in_main: vec![false; facts.texts.len()], tally: Tally::default() };
        let ways: BTreeSet<Way> = facts.found.iter().map(|found| found.way).collect();
        let of_searches = facts.searches.iter().map(|search| search.way);
        let all: BTreeSet<Way> = ways.into_iter().chain(of_searches).collect();
        counting.tally.has_databases = all.iter().any(|way| way.is_database());
        counting.tally.has_other = counting.tally.has_databases && all.iter().any(|way| !way.is_database());
        for found in facts.found.iter().filter(|found| found.way.is_database()) {
            counting.in_main[found.text] = true;
        }
        counting.tally.is_decided =
            facts.texts.iter().any(|text| text.screening != Outcome::Open || text.assessment != Outcome::Open);
        counting.identified();
        for side in [Side::Main, Side::Other] {
            if side == Side::Main || counting.tally.has_other {
                counting.before_screening(side);
                counting.decided(side);
            }
        }
        counting.included();
        counting.tally
    }

    /// The number of a line; none if there is no such line or it is not recorded.
    pub fn n(&self, name: &str) -> Option<u64> {
        self.lines.get(name)?.number.n
    }

    /// Whether a line is there and worth showing: it counts something, or nobody recorded it.
    pub fn shows(&self, name: &str) -> bool {
        self.lines.get(name).is_some_and(|line| line.number.n != Some(0))
    }
}

struct Counting<'f> {
    facts: &'f Facts,
    /// Whether a database or register has found each text.
    in_main: Vec<bool>,
    tally: Tally,
}

impl Counting<'_> {
    fn put(&mut self, name: &str, members: Vec<String>) {
        let number = Number::proved(members.len());
        self.tally.lines.insert(name.to_owned(), Counted { number, members });
    }

    fn put_number(&mut self, name: &str, number: Number) {
        self.tally.lines.insert(name.to_owned(), Counted { number, members: Vec::new() });
    }

    /// What a person declared of a line.
    fn declared(&self, name: &str) -> Option<Number> {
        self.facts.declared.get(name).map(declared)
    }

    /// Where a text belongs.
    fn side(&self, text: usize) -> Side {
        if !self.tally.has_other || self.in_main[text] { Side::Main } else { Side::Other }
    }

    fn texts(&self, side: Side) -> Vec<&Text> {
        let texts = self.facts.texts.iter().enumerate();
        texts.filter(|(at, _)| self.side(*at) == side).map(|(_, text)| text).collect()
    }

    /// Records by where they were found.
    fn identified(&mut self) {
        const LINES: [(Way, &str, &str); 8] = [
            (Way::Database, "database_results", "database_specific_results"),
            (Way::Register, "register_results", "register_specific_results"),
            (Way::Website, "website_results", "website_specific_results"),
            (Way::Organisation, "organisation_results", "organisation_specific_results"),
            (Way::Citation, "citations_results", "citations_specific_results"),
            (Way::Contact, "contact_results", "contact_specific_results"),
            (Way::Hand, "hand_results", "hand_specific_results"),
            (Way::Own, "collection_results", "collection_specific_results"),
        ];
        for (way, all, each) in LINES {
            let mut sum = Sum::default();
            let mut members = Vec::new();
            for (place, search) in self.facts.searches.iter().enumerate().filter(|(_, search)| search.way == way) {
                let found = self.facts.found.iter().filter(|found| found.search == Some(place));
                let own: Vec<String> = found.map(|found| found.record.clone()).collect();
                let number = match &search.exported {
                    // What was exported and never imported was found all the same.
                    Some(exported) if !self.facts.is_part && exported.n > own.len() as u64 => declared(exported),
                    None if own.is_empty() && !self.facts.is_part => Number::not_recorded(),
                    _ => Number::proved(own.len()),
                };
                sum.add(&number);
                members.extend(own.clone());
                let name = format!("{each}/{}", search.id);
                self.tally.lines.insert(name, Counted { number, members: own });
            }
            let loose = self.facts.found.iter().filter(|found| found.search.is_none() && found.way == way);
            let loose: Vec<String> = loose.map(|found| found.record.clone()).collect();
            sum.add(&Number::proved(loose.len()));
            members.extend(loose);
            let number = self.declared(all).filter(|_| members.is_empty()).unwrap_or_else(|| sum.number());
            if number.n != Some(0) {
                self.tally.lines.insert(all.to_owned(), Counted { number, members });
            }
        }
    }

    /// What leaves before anybody screens: duplicates, and what was taken out.
    fn before_screening(&mut self, side: Side) {
        let of_side = |way: Way| !self.tally.has_other || way.is_database() == (side == Side::Main);
        let pairs: Vec<_> = self.facts.found.iter().filter(|found| of_side(found.way)).collect();
        if side == Side::Other {
            let known = pairs.iter().filter(|found| self.side(found.text) == Side::Main);
            let known: Vec<String> = known.map(|found| found.record.clone()).collect();
            self.put("other_known", known);
        }
        // The first record of a text stands for it.
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let own = pairs.iter().filter(|found| self.side(found.text) == side);
        let duplicates: Vec<String> =
            own.filter(|found| !seen.insert(found.text)).map(|found| found.record.clone()).collect();
        let texts = self.texts(side);
        let removed: Vec<String> =
            texts.iter().filter(|text| text.removed.is_some()).map(|text| text.key.clone()).collect();
        let entering: Vec<String> =
            texts.iter().filter(|text| text.removed.is_none()).map(|text| text.key.clone()).collect();
        let name = |main: &str, other: &str| if side == Side::Main { main.to_owned() } else { other.to_owned() };
        let line = name("duplicates", "other_duplicates");
        match self.declared(&line) {
            Some(number) => self.put_number(&line, number),
            // More was exported than came in: why the rest was left away, nobody recorded.
            None if self.exported_beyond(side) => self.put_number(&line, Number::not_recorded()),
            None => self.put(&line, duplicates),
        }
        let line = name("excluded_automatic", "other_excluded_automatic");
        if let Some(number) = self.declared(&line) {
            self.put_number(&line, number);
        }
        let line = name("excluded_other", "other_excluded_other");
        match self.declared(&line) {
            Some(number) => self.put_number(&line, number),
            None => self.put(&line, removed),
        }
        self.put(&name("records_entering", "other_entering"), entering);
    }

    /// Whether a search of a column exported more records than the review holds of it.
    fn exported_beyond(&self, side: Side) -> bool {
        self.facts.searches.iter().enumerate().any(|(place, search)| {
            let held = self.facts.found.iter().filter(|found| found.search == Some(place)).count() as u64;
            let of_side = !self.tally.has_other || search.way.is_database() == (side == Side::Main);
            of_side && !self.facts.is_part && search.exported.as_ref().is_some_and(|exported| exported.n > held)
        })
    }

    /// What was decided on the texts of a column.
    fn decided(&mut self, side: Side) {
        let texts: Vec<Text> = self.texts(side).into_iter().filter(|text| text.removed.is_none()).cloned().collect();
        let keys = |wanted: &dyn Fn(&Text) -> bool| -> Vec<String> {
            texts.iter().filter(|text| wanted(text)).map(|text| text.key.clone()).collect()
        };
        let (records, dbr) = match side {
            Side::Main => ("records", "dbr"),
            Side::Other => ("other_records", "other"),
        };
        let (has_screening, has_assessment) = (self.facts.has_screening, self.facts.has_assessment);
        if has_screening {
            let screened = |text: &Text| text.screening != Outcome::Open;
            self.put(&format!("{records}_screened"), keys(&screened));
            self.put(&format!("{records}_not_screened"), keys(&|text| !screened(text)));
            self.put(&format!("{records}_conflict"), keys(&|text| text.screening == Outcome::Conflict));
            self.excluded(&format!("{records}_excluded"), &texts, |text| &text.screening, !has_assessment);
            self.put(&format!("{records}_unsure"), keys(&|text| text.screening == Outcome::Unsure));
        }
        let passed = |text: &Text| !has_screening || matches!(text.screening, Outcome::Included | Outcome::Unsure);
        if !has_assessment {
            return;
        }
        let assessed = |text: &Text| text.assessment != Outcome::Open;
        let lost = |text: &Text| text.not_retrieved && !assessed(text);
        self.put(&format!("{dbr}_sought_reports"), keys(&passed));
        let not_retrieved = keys(&|text| passed(text) && lost(text));
        let line = format!("{dbr}_notretrieved_reports");
        match (self.declared(&line), self.facts.retrieval_is_recorded) {
            (Some(number), false) => self.put_number(&line, number),
            (None, false) => self.put_number(&line, Number::not_recorded()),
            (_, true) => self.put(&line, not_retrieved),
        }
        self.put(&format!("{dbr}_assessed"), keys(&|text| passed(text) && assessed(text)));
        self.put(&format!("{dbr}_not_assessed"), keys(&|text| passed(text) && !assessed(text) && !lost(text)));
        let of_stage: Vec<Text> = texts.iter().filter(|text| passed(text)).cloned().collect();
        self.excluded(&format!("{dbr}_excluded"), &of_stage, |text| &text.assessment, true);
        self.put(&format!("{dbr}_unsure"), keys(&|text| passed(text) && text.assessment == Outcome::Unsure));
        self.put(&format!("{dbr}_conflict"), keys(&|text| passed(text) && text.assessment == Outcome::Conflict));
    }

    /// Texts left out, and how many for which reason.
    fn excluded(&mut self, name: &str, texts: &[Text], outcome: impl Fn(&Text) -> &Outcome, by_reason: bool) {
        let mut by: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut all = Vec::new();
        for text in texts {
            if let Outcome::Excluded(reasons) = outcome(text) {
                all.push(text.key.clone());
                by.entry(reasons.first().cloned().unwrap_or_default()).or_default().push(text.key.clone());
            }
        }
        self.put(name, all);
        if by_reason {
            for (reason, members) in by {
                let reason = if reason.is_empty() { "no-reason" } else { reason.as_str() };
                self.put(&format!("{name}/{reason}"), members);
            }
        }
    }

    fn included(&mut self) {
        let is_included = |text: &&Text| {
            let last = if self.facts.has_assessment { &text.assessment } else { &text.screening };
            let passed = !self.facts.has_screening || matches!(text.screening, Outcome::Included | Outcome::Unsure);
            text.removed.is_none() && passed && *last == Outcome::Included
        };
        let included: Vec<&Text> = self.facts.texts.iter().filter(is_included).collect();
        let studies: BTreeSet<usize> = included.iter().map(|text| text.study).collect();
        let first = |study: &usize| included.iter().find(|text| text.study == *study).map(|text| text.key.clone());
        let studies: Vec<String> = studies.iter().filter_map(first).collect();
        let reports: Vec<String> = included.into_iter().map(|text| text.key.clone()).collect();
        if self.tally.is_decided {
            self.put("new_studies", studies);
            self.put("new_reports", reports);
        } else {
            for line in ["new_studies", "new_reports"] {
                let number = self.declared(line).unwrap_or_else(Number::not_recorded);
                self.put_number(line, number);
            }
        }
        for (previous, new, total) in
            [("previous_studies", "new_studies", "total_studies"), ("previous_reports", "new_reports", "total_reports")]
        {
            if let Some(number) = self.declared(previous) {
                let mut sum = Sum::default();
                sum.add(&number);
                self.tally.lines.get(new).into_iter().for_each(|line| sum.add(&line.number));
                self.put_number(previous, number);
                self.put_number(total, sum.number());
            }
        }
    }
}

fn declared(declared: &Declared) -> Number {
    let Declared { n, by, at, why } = declared.clone();
    Number { n: Some(n), standing: Standing::Declared { by, at, why } }
}

/// A sum is as well known as the least known of what is summed.
#[derive(Default)]
struct Sum {
    n: u64,
    declared: Option<Standing>,
    is_unknown: bool,
}

impl Sum {
    fn add(&mut self, number: &Number) {
        self.n += number.n.unwrap_or(0);
        match &number.standing {
            Standing::Proved => {}
            Standing::NotRecorded => self.is_unknown = true,
            declared @ Standing::Declared { .. } => self.declared = self.declared.take().or(Some(declared.clone())),
        }
    }

    fn number(&self) -> Number {
        match (self.is_unknown, &self.declared) {
            (true, _) => Number::not_recorded(),
            (false, Some(standing)) => Number { n: Some(self.n), standing: standing.clone() },
            (false, None) => Number { n: Some(self.n), standing: Standing::Proved },
        }
    }
}
