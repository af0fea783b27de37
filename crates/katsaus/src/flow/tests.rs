//! Numbers that prove themselves: whatever happened, they add up.

use super::*;
use crate::screen::Outcome;
use katsaus_model::{Declared, Timestamp};
use proptest::prelude::*;

fn declared(n: u64) -> Declared {
    Declared { n, by: "anna".into(), at: Timestamp(0), why: None }
}

fn search(id: &str, way: Way, exported: Option<u64>) -> Searched {
    Searched { id: id.into(), name: id.to_uppercase(), way, exported: exported.map(declared) }
}

fn text(key: &str, screening: Outcome, assessment: Outcome) -> Text {
    Text { key: key.into(), removed: None, screening, assessment, not_retrieved: false, study: key.len() * 1000 }
}

fn found(record: &str, text: usize, search: Option<usize>, way: Way) -> Found {
    Found { record: record.into(), text, search, way }
}

/// Two databases with a text in common, a website, a text found by both a database and citation searching.
fn sample() -> Facts {
    let excluded = |reason: &str| Outcome::Excluded(vec![reason.into()]);
    let mut texts = vec![
        text("a", Outcome::Included, Outcome::Included),
        text("b", Outcome::Included, excluded("wrong-type")),
        text("c", excluded(""), Outcome::Open),
        text("d", Outcome::Open, Outcome::Open),
        text("e", Outcome::Included, Outcome::Included),
        text("f", Outcome::Unsure, Outcome::Open),
    ];
    texts[2].screening = Outcome::Excluded(Vec::new());
    texts.iter_mut().enumerate().for_each(|(at, text)| text.study = at);
    texts[5].not_retrieved = true;
    Facts {
        title: "Test".into(),
        variant: Variant::Systematic,
        searches: vec![
            search("ase", Way::Database, None),
            search("pubmed", Way::Database, None),
            search("web", Way::Website, None),
            search("snow", Way::Citation, None),
        ],
        found: vec![
            found("a", 0, Some(0), Way::Database),
            found("a2", 0, Some(1), Way::Database),
            found("b", 1, Some(0), Way::Database),
            found("c", 2, Some(1), Way::Database),
            found("d", 3, Some(1), Way::Database),
            found("e", 4, Some(2), Way::Website),
            found("f", 5, Some(3), Way::Citation),
            found("a3", 0, Some(3), Way::Citation),
        ],
        texts,
        has_screening: true,
        has_assessment: true,
        retrieval_is_recorded: true,
        reasons: [("wrong-type".to_owned(), "Wrong type".to_owned())].into(),
        ..Facts::default()
    }
}

fn n(tally: &Tally, name: &str) -> Option<u64> {
    tally.n(name)
}

#[test]
fn what_two_searches_found_is_a_duplicate_and_what_a_database_found_stays_there() {
    let facts = sample();
    let tally = Tally::of(&facts);
    for (name, expected) in [
        ("database_results", 5),
        ("database_specific_results/ase", 2),
        ("duplicates", 1),
        ("records_entering", 4),
        ("records_screened", 3),
        ("records_not_screened", 1),
        ("records_excluded", 1),
        ("dbr_sought_reports", 2),
        ("dbr_notretrieved_reports", 0),
        ("dbr_assessed", 2),
        ("dbr_excluded/wrong-type", 1),
        ("citations_results", 2),
        ("other_known", 1),
        ("other_duplicates", 0),
        ("other_sought_reports", 2),
        ("other_notretrieved_reports", 1),
        ("other_assessed", 1),
        ("new_reports", 2),
        ("new_studies", 2),
    ] {
        assert_eq!(n(&tally, name), Some(expected), "{name}");
    }
    assert_eq!(tally.lines["duplicates"].members, ["a2"]);
    assert_eq!(broken(&facts, &tally), []);
}

#[test]
fn two_texts_of_one_study_are_one_study() {
    let mut facts = sample();
    facts.texts[4].study = facts.texts[0].study;
    let tally = Tally::of(&facts);
    assert_eq!((n(&tally, "new_studies"), n(&tally, "new_reports")), (Some(1), Some(2)));
}

#[test]
fn more_exported_than_imported_needs_somebodys_word_and_the_word_must_add_up() {
    let mut facts = sample();
    facts.searches[0].exported = Some(declared(10));
    let tally = Tally::of(&facts);
    assert_eq!((n(&tally, "database_results"), n(&tally, "duplicates")), (Some(13), None));
    assert_eq!(broken(&facts, &tally), [], "nothing can be said of what is not recorded");
    facts.declared.insert("duplicates".into(), declared(9));
    assert_eq!(broken(&facts, &Tally::of(&facts)), []);
    facts.declared.insert("duplicates".into(), declared(8));
    let wrong = broken(&facts, &Tally::of(&facts));
    assert_eq!((wrong.len(), wrong[0].is, wrong[0].sum()), (1, 13, 12));
    let drawn = diagram(&facts, &Tally::of(&facts));
    assert!(drawn.footnotes.iter().any(|note| note.contains("do not add up")), "{:?}", drawn.footnotes);
}

#[test]
fn a_list_of_ones_own_begins_as_a_collection_and_levels_not_used_are_not_there() {
    let mut facts = sample();
    facts.searches.clear();
    facts.found = (0..facts.texts.len()).map(|at| found("x", at, None, Way::Own)).collect();
    facts.has_assessment = false;
    facts.variant = Variant::Integrative;
    facts.language = "fi".into();
    let tally = Tally::of(&facts);
    let drawn = diagram(&facts, &tally);
    assert_eq!(drawn.columns.len(), 1);
    let labels: Vec<&str> = drawn.nodes().flat_map(|node| &node.lines).map(|line| line.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Aineistossa olevat tekstit",
            "Seulotut tekstit",
            "Poissuljetut tekstit",
            "Syytä ei annettu",
            "Vielä seulottavat tekstit",
            "Vielä epäselvät",
            "Katsaukseen sisältyvät tekstit",
        ]
    );
    assert_eq!(broken(&facts, &tally), []);
    facts.texts.iter_mut().for_each(|text| text.screening = Outcome::Open);
    facts.texts.iter_mut().for_each(|text| text.assessment = Outcome::Open);
    let undecided = diagram(&facts, &Tally::of(&facts));
    assert_eq!(undecided.columns[0].steps.len(), 1);
    assert_eq!(undecided.included.lines[0].number, Number::not_recorded());
}

#[test]
fn previous_studies_are_declared_and_count_into_the_total() {
    let mut facts = sample();
    facts.declared.insert("previous_studies".into(), declared(14));
    let tally = Tally::of(&facts);
    let drawn = diagram(&facts, &tally);
    assert_eq!(n(&tally, "total_studies"), Some(16));
    assert!(drawn.previous.is_some() && drawn.total.is_some());
    assert_eq!(broken(&facts, &tally), []);
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::Open),
        Just(Outcome::Included),
        Just(Outcome::Excluded(vec!["x".into()])),
        Just(Outcome::Excluded(Vec::new())),
        Just(Outcome::Unsure),
        Just(Outcome::Conflict),
    ]
}

fn anything() -> impl Strategy<Value = Facts> {
    const WAYS: [Way; 5] = [Way::Database, Way::Register, Way::Website, Way::Citation, Way::Own];
    let texts = prop::collection::vec((outcome(), outcome(), any::<bool>(), any::<bool>(), 0..9usize), 1..12);
    let places = prop::collection::vec((any::<prop::sample::Index>(), 0..WAYS.len()), 0..20);
    (texts, places, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(texts, places, one, two, retrieval)| {
        let texts: Vec<Text> = texts
            .into_iter()
            .enumerate()
            .map(|(at, (screening, assessment, removed, not_retrieved, study))| Text {
                key: format!("t{at}"),
                removed: (removed && at % 3 == 0).then(String::new),
                screening,
                assessment,
                not_retrieved,
                study,
            })
            .collect();
        let searches = WAYS.iter().take(4).enumerate().map(|(at, way)| search(&format!("s{at}"), *way, None)).collect();
        // Every text has a record, and some have more.
        let own = (0..texts.len()).map(|at| (at, at % WAYS.len()));
        let more: Vec<(usize, usize)> = places.iter().map(|(text, way)| (text.index(texts.len()), *way)).collect();
        let found = own
            .chain(more)
            .enumerate()
            .map(|(at, (text, way))| found(&format!("r{at}"), text, (way < 4).then_some(way), WAYS[way]))
            .collect();
        Facts {
            searches,
            found,
            texts,
            has_screening: one,
            has_assessment: two || !one,
            retrieval_is_recorded: retrieval,
            ..Facts::default()
        }
    })
}

proptest! {
    #[test]
    fn whatever_was_found_and_decided_the_numbers_add_up(facts in anything()) {
        let tally = Tally::of(&facts);
        prop_assert_eq!(broken(&facts, &tally), vec![]);
        let drawn = diagram(&facts, &tally);
        for line in drawn.nodes().flat_map(|node| &node.lines) {
            if line.number.standing == Standing::Proved {
                prop_assert_eq!(line.number.n, Some(tally.lines[&line.name].members.len() as u64), "{}", line.name);
            }
        }
    }
}
