//! Whether the numbers of a flow diagram add up: what comes into a box is what goes out of it.

use super::facts::Facts;
use super::tally::{Side, Tally};

/// A sum that does not come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What should be the sum, by the name of its line.
    pub whole: String,
    /// Its number.
    pub is: u64,
    /// What it should be the sum of, with their numbers.
    pub parts: Vec<(String, u64)>,
}

impl Broken {
    /// What the parts come to.
    pub fn sum(&self) -> u64 {
        self.parts.iter().map(|(_, n)| n).sum()
    }
}

/// The sums that do not come out. Where a number is not recorded, nothing can be said; a line that is not there is 0.
pub fn broken(facts: &Facts, tally: &Tally) -> Vec<Broken> {
    let mut found = Vec::new();
    let mut check = |whole: &[&str], parts: &[&str]| {
        let known = |name: &&str| {
            tally.lines.get(*name).map_or(Some((name.to_string(), 0)), |line| Some((name.to_string(), line.number.n?)))
        };
        let (Some(wholes), Some(parts)) =
            (whole.iter().map(known).collect::<Option<Vec<_>>>(), parts.iter().map(known).collect::<Option<Vec<_>>>())
        else {
            return;
        };
        let is = wholes.iter().map(|(_, n)| n).sum();
        let broken = Broken { whole: whole.join(" + "), is, parts };
        if broken.sum() != is {
            found.push(broken);
        }
    };
    const MAIN: [&str; 2] = ["database_results", "register_results"];
    const OTHER: [&str; 6] = [
        "website_results",
        "organisation_results",
        "citations_results",
        "contact_results",
        "hand_results",
        "collection_results",
    ];
    let all: Vec<&str> = MAIN.into_iter().chain(OTHER).collect();
    let main = if tally.has_other { &MAIN[..] } else { &all[..] };
    check(main, &["duplicates", "excluded_automatic", "excluded_other", "records_entering"]);
    if tally.has_other {
        check(
            &OTHER,
            &["other_known", "other_duplicates", "other_excluded_automatic", "other_excluded_other", "other_entering"],
        );
    }
    for (side, entering, records) in
        [(Side::Main, "records_entering", "records"), (Side::Other, "other_entering", "other_records")]
    {
        if side == Side::Other && !tally.has_other {
            continue;
        }
        let dbr = side.prefix();
        let [screened, not_screened, excluded, conflict] =
            ["screened", "not_screened", "excluded", "conflict"].map(|what| format!("{records}_{what}"));
        let [sought, lost, assessed, waiting] =
            ["sought_reports", "notretrieved_reports", "assessed", "not_assessed"].map(|what| format!("{dbr}_{what}"));
        match (facts.has_screening, facts.has_assessment) {
            (true, true) => {
                check(&[entering], &[&screened, &not_screened]);
                check(&[&screened], &[&excluded, &conflict, &sought]);
            }
            (true, false) => check(&[entering], &[&screened, &not_screened]),
            (false, true) => check(&[entering], &[&sought]),
            (false, false) => {}
        }
        if facts.has_assessment {
            check(&[&sought], &[&lost, &assessed, &waiting]);
        }
    }
    let ends: Vec<String> = included_from(facts, tally);
    let ends: Vec<&str> = ends.iter().map(String::as_str).collect();
    if tally.is_decided {
        // What the last stage did not leave out, nor left open, is included.
        let (wholes, outs): (Vec<&str>, Vec<&str>) =
            ends.iter().partition(|name| name.ends_with("assessed") || name.ends_with("screened"));
        check(&wholes, &outs.into_iter().chain(["new_reports"]).collect::<Vec<_>>());
    }
    for (total, previous, new) in
        [("total_reports", "previous_reports", "new_reports"), ("total_studies", "previous_studies", "new_studies")]
    {
        if tally.lines.contains_key(total) {
            check(&[total], &[previous, new]);
        }
    }
    found
}

/// The lines of the last stage: what came to it, and what left it.
fn included_from(facts: &Facts, tally: &Tally) -> Vec<String> {
    let mut names = Vec::new();
    for side in [Side::Main, Side::Other] {
        if side == Side::Other && !tally.has_other {
            continue;
        }
        let (start, came) = match (facts.has_assessment, side) {
            (true, side) => (side.prefix(), "assessed"),
            (false, Side::Main) => ("records", "screened"),
            (false, Side::Other) => ("other_records", "screened"),
        };
        names.extend([came, "excluded", "unsure", "conflict"].map(|what| format!("{start}_{what}")));
    }
    names
}
