//! Diagrams to draw in tests: of every shape, with numbers of every standing. It must not check anything.

use crate::flow::{Column, Diagram, Level, Line, Node, Number, Standing, Step};
use katsaus_model::Timestamp;

/// 2026-02-03.
const DAY: Timestamp = Timestamp(1_770_112_800_000);

fn line(name: &str, label: &str, number: Number) -> Line {
    Line { name: name.to_owned(), label: label.to_owned(), number, is_part: false }
}

fn counted(name: &str, label: &str, n: usize) -> Line {
    line(name, label, Number::proved(n))
}

pub(super) fn missing(name: &str, label: &str) -> Line {
    line(name, label, Number::not_recorded())
}

pub(super) fn declared(name: &str, label: &str, n: u64, (by, why): (&str, &str)) -> Line {
    let why = Some(why.to_owned()).filter(|why| !why.is_empty());
    line(name, label, Number { n: Some(n), standing: Standing::Declared { by: by.to_owned(), at: DAY, why } })
}

pub(super) fn part(line: Line) -> Line {
    Line { is_part: true, ..line }
}

fn node(head: &str, lines: Vec<Line>) -> Node {
    Node { head: head.to_owned(), lines }
}

fn step(level: Level, node: Node, aside: Vec<Node>) -> Step {
    Step { level, node, aside }
}

fn column(heading: &str, steps: Vec<Step>) -> Column {
    Column { heading: heading.to_owned(), steps }
}

fn bars(words: [&str; 3]) -> Vec<(Level, Level, String)> {
    let [identified, screened, included] = words.map(str::to_owned);
    vec![
        (Level::Identified, Level::Identified, identified),
        (Level::Screened, Level::Assessed, screened),
        (Level::Included, Level::Included, included),
    ]
}

fn databases() -> Column {
    let found = vec![
        counted("database_results", "Databases", 2412),
        part(declared("database_results/ase", "Academic Search; Elite, EBSCO", 412, ("anna", "search history"))),
        part(counted("database_results/pubmed", "PubMed", 855)),
        counted("register_results", "Registers", 12),
    ];
    let removed = vec![
        counted("duplicates", "Duplicate records", 611),
        counted("excluded_automatic", "Records marked as ineligible by automation tools", 0),
        missing("excluded_other", "Records removed for other reasons"),
    ];
    let reasons = vec![
        counted("dbr_excluded/outcome", "Wrong outcome", 84),
        counted("dbr_excluded/employer", "No employer perspective in the data", 63),
        counted("dbr_excluded/peer", "Not peer reviewed", 22),
    ];
    let one = |line| node("", vec![line]);
    let screened_aside = vec![
        one(counted("records_excluded", "Records excluded", 1503)),
        one(counted("records_not_screened", "Records not screened yet", 33)),
    ];
    let lost = declared("dbr_notretrieved_reports", "Reports not retrieved", 14, ("mikael", ""));
    let sought = one(counted("dbr_sought_reports", "Reports sought for retrieval", 310));
    let assessed = one(counted("dbr_assessed", "Reports assessed for eligibility", 296));
    let removed = node("Records removed before screening:", removed);
    column(
        "Identification of new studies via databases and registers",
        vec![
            step(Level::Identified, node("Records identified from:", found), vec![removed]),
            step(Level::Screened, one(counted("records_screened", "Records screened", 1813)), screened_aside),
            step(Level::Sought, sought, vec![one(lost)]),
            step(Level::Assessed, assessed, vec![node("Reports excluded:", reasons)]),
        ],
    )
}

/// Three columns, with numbers of every standing.
pub(super) fn full() -> Diagram {
    let one = |line| node("", vec![line]);
    let found = vec![
        counted("website_results", "Websites", 6),
        missing("organisation_results", "Organisations"),
        counted("citations_results", "Citation searching", 87),
    ];
    let other = column(
        "Identification of new studies via other methods",
        vec![
            step(Level::Identified, node("Records identified from:", found), Vec::new()),
            step(Level::Sought, one(counted("other_sought_reports", "Reports sought for retrieval", 93)), Vec::new()),
        ],
    );
    let studies = declared("previous_studies", "Studies included in previous version of review", 14, ("anna", ""));
    let reports = missing("previous_reports", "Reports of studies included in previous version of review");
    let previous =
        column("Previous studies", vec![step(Level::Identified, node("", vec![studies, reports]), Vec::new())]);
    let new = vec![
        counted("new_studies", "New studies included in review", 148),
        counted("new_reports", "Reports of new included studies", 165),
    ];
    Diagram {
        language: "en".to_owned(),
        title: "Employer cooperation".to_owned(),
        previous: Some(previous),
        columns: vec![databases(), other],
        included: node("", new),
        total: Some(one(counted("total_studies", "Total studies included in review", 162))),
        bars: bars(["Identification", "Screening", "Included"]),
        footnotes: vec!["A record found twice counts once in each database.".to_owned()],
    }
}

/// The plain diagram of two columns of boxes, counted all through.
pub(super) fn plain() -> Diagram {
    let mut diagram = Diagram { previous: None, columns: vec![databases()], total: None, ..full() };
    for step in &mut diagram.columns[0].steps {
        for node in std::iter::once(&mut step.node).chain(&mut step.aside) {
            node.lines.iter_mut().for_each(|line| line.number = Number::proved(7));
        }
    }
    diagram
}

/// A collection that begins with somebody's own table.
pub(super) fn single() -> Diagram {
    let own = declared("collection", "Tekstejä kokoelmassa", 171, ("maria", "lahteet.xlsx"));
    let left_out = node("Pois jätetyt:", vec![missing("left_out", "Vanhat | *lyhyet*")]);
    Diagram {
        language: "fi".to_owned(),
        title: "Työnantajayhteistyö".to_owned(),
        previous: None,
        columns: vec![column("Oma taulukko", vec![step(Level::Identified, node("", vec![own]), vec![left_out])])],
        included: node("", vec![counted("included_texts", "Mukaan otetut tekstit", 168)]),
        total: None,
        bars: bars(["Tunnistaminen", "Seulonta", "Mukana"]),
        footnotes: vec!["Kokoelma on tutkijan oma.".to_owned()],
    }
}

/// Long lists and labels, columns without boxes, levels without bars, bars without levels.
fn odd() -> Vec<Diagram> {
    let long = "Työllistymisvalmennuspalvelujärjestelmän kehittämiskohde ".repeat(40);
    let mut many = plain();
    let reason = |at: usize| counted(&format!("dbr_excluded/{at}"), &long.chars().take(at * 3).collect::<String>(), at);
    many.columns[0].steps[3].aside[0].lines = (1..=40).map(reason).collect();
    let mut wide = full();
    wide.columns.push(databases());
    wide.columns.push(Column { heading: String::new(), ..databases() });
    wide.included.lines[0].label = long.clone();
    wide.included.lines[0].number = Number::proved(usize::MAX);
    let mut bare = single();
    bare.bars = vec![(Level::Included, Level::Identified, "Kumma".to_owned())];
    bare.columns[0].steps.clear();
    bare.title = String::new();
    let no_columns = Diagram { columns: Vec::new(), bars: Vec::new(), ..full() };
    let nothing = Diagram { previous: None, columns: Vec::new(), bars: Vec::new(), ..single() };
    let mut doubled = plain();
    let again = doubled.columns[0].steps[1].clone();
    doubled.columns[0].steps.insert(2, again);
    vec![many, wide, bare, no_columns, nothing, doubled]
}

pub(super) fn all() -> Vec<Diagram> {
    let mut all = odd();
    all.extend([full(), plain(), single()]);
    all
}
