//! The diagram of a tally: which boxes there are, and what leads to what. Boxes of levels that a review does not use are
//! not there, nor lines that count nothing and say nothing by it.

use super::diagram::{Column, Diagram, Level, Line, Node, Number, Step};
use super::facts::{Facts, Variant};
use super::labels::{Labels, Say};
use super::sums::broken;
use super::tally::{Side, Tally};
use std::collections::BTreeMap;

/// The diagram.
pub fn diagram(facts: &Facts, tally: &Tally) -> Diagram {
    let build = Build { facts, tally, labels: Labels::of(&facts.language, facts.variant) };
    let mut columns = vec![build.column(Side::Main)];
    if tally.has_other {
        columns.push(build.column(Side::Other));
    }
    Diagram {
        language: build.labels.code().to_owned(),
        title: facts.title.clone(),
        previous: build.previous(),
        included: build.included(),
        total: build.total(),
        bars: build.bars(&columns),
        footnotes: build.footnotes(),
        columns,
    }
}

struct Build<'f> {
    facts: &'f Facts,
    tally: &'f Tally,
    labels: Labels,
}

impl Build<'_> {
    fn say(&self, what: Say) -> String {
        self.labels.say(what)
    }

    fn line(&self, name: &str, label: String, is_part: bool) -> Line {
        let number = self.tally.lines.get(name).map_or_else(Number::not_recorded, |line| line.number.clone());
        Line { name: name.to_owned(), label, number, is_part }
    }

    /// A line, if it is there and says something.
    fn shown(&self, name: &str, what: Say) -> Option<Line> {
        self.tally.shows(name).then(|| self.line(name, self.say(what), false))
    }

    /// A box of the lines that say something; none if none does.
    fn node(&self, head: Say, lines: &[(&str, Say)]) -> Option<Node> {
        let lines: Vec<Line> = lines.iter().filter_map(|(name, what)| self.shown(name, *what)).collect();
        (!lines.is_empty()).then(|| Node { head: self.say(head), lines })
    }

    /// A box of one line without a head.
    fn single(&self, name: &str, what: Say) -> Node {
        Node { head: String::new(), lines: vec![self.line(name, self.say(what), false)] }
    }

    fn column(&self, side: Side) -> Column {
        let heading = match (side, self.tally.has_databases) {
            (Side::Other, _) => Say::OtherHeading,
            (Side::Main, true) => Say::DatabasesHeading,
            (Side::Main, false) if self.tally.lines.keys().any(|name| is_found_somewhere(name)) => Say::OtherHeading,
            (Side::Main, false) => Say::CollectionHeading,
        };
        let mut steps = vec![self.identified(side)];
        // The template has no screening among the other methods; where the words are our own, what happened is shown.
        let shows_screening = side == Side::Main || self.facts.variant != Variant::Systematic;
        if self.tally.is_decided && self.facts.has_screening && shows_screening {
            steps.push(self.screened(side));
        }
        if self.tally.is_decided && self.facts.has_assessment {
            steps.extend(self.assessed(side));
        }
        Column { heading: self.say(heading), steps }
    }

    fn identified(&self, side: Side) -> Step {
        let lines: Vec<Line> = match side {
            Side::Main if !self.tally.has_other => self.found(&ALL),
            Side::Main => self.found(&ALL[..2]),
            Side::Other => self.found(&ALL[2..]),
        };
        let is_collection = side == Side::Main && lines.iter().all(|line| line.name.starts_with("collection"));
        let node = if is_collection {
            self.single("records_entering", Say::Collection)
        } else {
            Node { head: self.say(Say::IdentifiedFrom), lines }
        };
        let removed: &[(&str, Say)] = match side {
            Side::Main => &[
                ("duplicates", Say::Duplicates),
                ("excluded_automatic", Say::Automatic),
                ("excluded_other", Say::OtherReasons),
            ],
            // The template has no such box here: what left is told below the drawing.
            Side::Other if self.facts.variant == Variant::Systematic => &[],
            Side::Other => &[
                ("other_known", Say::Known),
                ("other_duplicates", Say::Duplicates),
                ("other_excluded_automatic", Say::Automatic),
                ("other_excluded_other", Say::OtherReasons),
            ],
        };
        // A list of one's own begins with what is in it: what was left away before is no part of it.
        let aside = if is_collection { None } else { self.node(Say::RemovedBefore, removed) };
        Step { level: Level::Identified, node, aside: aside.into_iter().collect() }
    }

    /// Lines of where records were found, each with its searches.
    fn found(&self, ways: &[(&str, &str, Say)]) -> Vec<Line> {
        let mut lines = Vec::new();
        for (all, each, what) in ways {
            if !self.tally.lines.contains_key(*all) {
                continue;
            }
            lines.push(self.line(all, self.say(*what), false));
            for search in &self.facts.searches {
                let name = format!("{each}/{}", search.id);
                if self.tally.lines.contains_key(&name) {
                    lines.push(self.line(&name, search.name.clone(), true));
                }
            }
        }
        lines
    }

    fn screened(&self, side: Side) -> Step {
        let records = if side == Side::Main { "records" } else { "other_records" };
        let name = |what: &str| format!("{records}_{what}");
        let mut aside = Vec::new();
        let mut excluded = self.single(&name("excluded"), Say::Excluded);
        if !self.facts.has_assessment {
            excluded.lines.extend(self.by_reason(&name("excluded")));
        }
        aside.push(excluded);
        let stopped = self.facts.screening_stopped.is_some();
        let rest = if stopped { Say::ScreeningStopped } else { Say::NotScreened };
        let mut open = vec![(name("not_screened"), rest), (name("conflict"), Say::Differ)];
        if !self.facts.has_assessment {
            open.push((name("unsure"), Say::InDoubt));
        }
        aside.extend(self.open(&open));
        Step { level: Level::Screened, node: self.single(&name("screened"), Say::Screened), aside }
    }

    fn assessed(&self, side: Side) -> [Step; 2] {
        let name = |what: &str| format!("{}_{what}", side.prefix());
        let sought = Step {
            level: Level::Sought,
            node: self.single(&name("sought_reports"), Say::Sought),
            aside: vec![self.single(&name("notretrieved_reports"), Say::NotRetrieved)],
        };
        let excluded = name("excluded");
        let mut by_reason = self.by_reason(&excluded);
        by_reason.iter_mut().for_each(|line| line.is_part = false);
        let mut aside = vec![match by_reason.is_empty() {
            true => {
                let label = self.say(Say::ReportsExcluded);
                let line = self.line(&excluded, label.trim_end_matches(':').to_owned(), false);
                Node { head: String::new(), lines: vec![line] }
            }
            false => Node { head: self.say(Say::ReportsExcluded), lines: by_reason },
        }];
        let stopped = self.facts.assessment_stopped.is_some();
        let rest = if stopped { Say::AssessmentStopped } else { Say::NotAssessed };
        aside.extend(self.open(&[
            (name("not_assessed"), rest),
            (name("unsure"), Say::InDoubt),
            (name("conflict"), Say::Differ),
        ]));
        let assessed = Step { level: Level::Assessed, node: self.single(&name("assessed"), Say::Assessed), aside };
        [sought, assessed]
    }

    /// A box of what is still open, if anything is.
    fn open(&self, lines: &[(String, Say)]) -> Option<Node> {
        let lines: Vec<Line> = lines.iter().filter_map(|(name, what)| self.shown(name, *what)).collect();
        (!lines.is_empty()).then(|| Node { head: String::new(), lines })
    }

    /// How many were left out for each reason, the most frequent first.
    fn by_reason(&self, name: &str) -> Vec<Line> {
        let start = format!("{name}/");
        let lines = self.tally.lines.keys().filter_map(|line| Some((line, line.strip_prefix(&start)?)));
        let mut lines: Vec<Line> = lines
            .map(|(line, reason)| {
                let label = match reason {
                    "no-reason" => self.labels.say(Say::NoReason),
                    reason => self.facts.reasons.get(reason).cloned().unwrap_or_else(|| reason.to_owned()),
                };
                self.line(line, label, true)
            })
            .collect();
        lines.sort_by(|one, other| other.number.n.cmp(&one.number.n).then_with(|| one.label.cmp(&other.label)));
        lines
    }

    fn previous(&self) -> Option<Column> {
        let lines = [("previous_studies", Say::PreviousStudies), ("previous_reports", Say::PreviousReports)];
        let lines: Vec<Line> = lines.iter().filter_map(|(name, what)| self.shown(name, *what)).collect();
        let node = (!lines.is_empty()).then(|| Node { head: String::new(), lines })?;
        let step = Step { level: Level::Identified, node, aside: Vec::new() };
        Some(Column { heading: self.say(Say::PreviousHeading), steps: vec![step] })
    }

    fn included(&self) -> Node {
        let mut lines = Vec::new();
        // Texts of one study are worth a line of their own only where there are any, unless studies are what is counted.
        let differ = self.tally.n("new_studies") != self.tally.n("new_reports");
        if self.facts.variant == Variant::Systematic || differ {
            lines.push(self.line("new_studies", self.say(Say::NewStudies), false));
        }
        lines.push(self.line("new_reports", self.say(Say::NewReports), false));
        Node { head: String::new(), lines }
    }

    fn total(&self) -> Option<Node> {
        let lines = [("total_studies", Say::TotalStudies), ("total_reports", Say::TotalReports)];
        let there = lines.iter().filter(|(name, _)| self.tally.lines.contains_key(*name));
        let lines: Vec<Line> = there.map(|(name, what)| self.line(name, self.say(*what), false)).collect();
        (!lines.is_empty()).then(|| Node { head: String::new(), lines })
    }

    fn bars(&self, columns: &[Column]) -> Vec<(Level, Level, String)> {
        let levels = columns.iter().flat_map(|column| &column.steps).map(|step| step.level);
        let between: Vec<Level> = levels.filter(|level| *level != Level::Identified).collect();
        let mut bars = vec![(Level::Identified, Level::Identified, self.say(Say::Identification))];
        if let (Some(first), Some(last)) = (between.iter().min(), between.iter().max()) {
            bars.push((*first, *last, self.say(Say::Screening)));
        }
        bars.push((Level::Included, Level::Included, self.say(Say::Included)));
        bars
    }

    /// In which order texts were shown, in words.
    fn order_word(&self, order: Option<&str>) -> String {
        let word = match order {
            Some("relevance") => Say::ByRelevance,
            Some("random") => Say::ByChance,
            Some("key") => Say::ByKey,
            Some(order) if order.starts_with("sample") => Say::BySample,
            _ => Say::Otherwise,
        };
        lower(&self.say(word))
    }

    fn footnotes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.tally.n("duplicates").is_some_and(|n| n > 0) {
            notes.push(self.say(Say::TwiceRule));
        }
        let n = |name: &str| self.tally.n(name).unwrap_or(0);
        if n("other_known") > 0 {
            notes.push(self.say(Say::KnownRule).replace("{n}", &n("other_known").to_string()));
        }
        let (doubled, left_out) = (n("other_duplicates"), n("other_records_excluded"));
        if self.tally.has_other && self.facts.variant == Variant::Systematic && doubled + left_out > 0 {
            let said = self.say(Say::OtherNote).replace("{n}", &doubled.to_string());
            notes.push(said.replace("{m}", &left_out.to_string()));
        }
        let mut orders: BTreeMap<String, usize> = BTreeMap::new();
        for (order, n) in &self.facts.orders {
            *orders.entry(self.order_word(order.as_deref())).or_default() += n;
        }
        let orders: Vec<String> = orders.iter().map(|(word, n)| format!("{word} ({n})")).collect();
        if self.facts.orders.keys().any(Option::is_some) {
            notes.push(self.say(Say::OrderNote).replace("{list}", &orders.join("; ")));
        }
        let sums: Vec<String> = broken(self.facts, self.tally)
            .iter()
            .map(|sum| {
                let parts: Vec<String> = sum.parts.iter().map(|(name, n)| format!("{name} {n}")).collect();
                format!("{} {} ≠ {}", sum.whole, sum.is, parts.join(" + "))
            })
            .collect();
        if !sums.is_empty() {
            notes.push(self.say(Say::SumNote).replace("{list}", &sums.join("; ")));
        }
        notes
    }
}

/// Ways of finding, as lines: all of a kind, each search of it, its word.
const ALL: [(&str, &str, Say); 8] = [
    ("database_results", "database_specific_results", Say::Databases),
    ("register_results", "register_specific_results", Say::Registers),
    ("website_results", "website_specific_results", Say::Websites),
    ("organisation_results", "organisation_specific_results", Say::Organisations),
    ("citations_results", "citations_specific_results", Say::Citations),
    ("contact_results", "contact_specific_results", Say::Contacts),
    ("hand_results", "hand_specific_results", Say::Hand),
    ("collection_results", "collection_specific_results", Say::OwnList),
];

/// Whether a line says that a search found something, rather than a list of one's own.
fn is_found_somewhere(name: &str) -> bool {
    ALL[2..7].iter().any(|(all, ..)| *all == name)
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
