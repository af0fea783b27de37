//! The numbers of a diagram as the table that the R package PRISMA2020 reads (`PRISMA_data`), so that its drawings and
//! its web application take them as they are. It must not draw.
//!
//! The package finds a row by looking for its name anywhere in the first column. A line of ours that the package has no
//! name for could therefore be taken for another, so it has `NA` there and its name in the column `box`, as the
//! package's own rows without a number do. The package takes what is not in the table for 0; that would be a number
//! nobody has counted, so all its rows are written, with `NA` where the diagram has no such line. There is no byte
//! order mark, which R would take for part of the first head.

use super::teller::{Teller, recorded};
use crate::flow::{Diagram, Level, Line, Node};

const HEADS: [&str; 8] = ["data", "node", "box", "description", "boxtext", "tooltips", "url", "n"];
/// Nothing, in the words of R.
const NA: &str = "NA";

/// The rows of the package: name, node, box, and what stands in the template where the diagram has no such line.
const ROWS: [(&str, &str, &str, &str); 32] = [
    (NA, "node4", "prevstud", "Previous studies"),
    ("previous_studies", "node5", "box1", "Studies included in previous version of review"),
    ("previous_reports", NA, "box1", "Reports of studies included in previous version of review"),
    (NA, "node6", "newstud", "Identification of new studies via databases and registers"),
    ("database_results", "node7", "box2", "Databases"),
    ("database_specific_results", NA, "box2", "Specific databases"),
    ("register_results", NA, "box2", "Registers"),
    ("register_specific_results", NA, "box2", "Specific registers"),
    (NA, "node16", "othstud", "Identification of new studies via other methods"),
    ("website_results", "node17", "box11", "Websites"),
    ("organisation_results", NA, "box11", "Organisations"),
    ("citations_results", NA, "box11", "Citation searching"),
    ("duplicates", "node8", "box3", "Duplicate records"),
    ("excluded_automatic", NA, "box3", "Records marked as ineligible by automation tools"),
    ("excluded_other", NA, "box3", "Records removed for other reasons"),
    ("records_screened", "node9", "box4", "Records screened"),
    ("records_excluded", "node10", "box5", "Records excluded"),
    ("dbr_sought_reports", "node11", "box6", "Reports sought for retrieval"),
    ("dbr_notretrieved_reports", "node12", "box7", "Reports not retrieved"),
    ("other_sought_reports", "node18", "box12", "Reports sought for retrieval"),
    ("other_notretrieved_reports", "node19", "box13", "Reports not retrieved"),
    ("dbr_assessed", "node13", "box8", "Reports assessed for eligibility"),
    ("dbr_excluded", "node14", "box9", "Reports excluded"),
    ("other_assessed", "node20", "box14", "Reports assessed for eligibility"),
    ("other_excluded", "node21", "box15", "Reports excluded"),
    ("new_studies", "node15", "box10", "New studies included in review"),
    ("new_reports", NA, "box10", "Reports of new included studies"),
    ("total_studies", "node22", "box16", "Total studies included in review"),
    ("total_reports", NA, "box16", "Reports of total included studies"),
    ("identification", "node1", "identification", "Identification"),
    ("screening", "node2", "screening", "Screening"),
    ("included", "node3", "included", "Included"),
];

/// Rows that hold a list, and which parts are in it: those whose names begin with one of these and `/`.
const LISTS: [(&str, &[&str]); 4] = [
    ("database_specific_results", &["database_specific_results", "database_results"]),
    ("register_specific_results", &["register_specific_results", "register_results"]),
    ("dbr_excluded", &["dbr_excluded"]),
    ("other_excluded", &["other_excluded"]),
];

/// A line of the diagram and the box it stands in.
type Counted<'d> = (&'d Node, &'d Line);

/// What a row says.
#[derive(Debug)]
struct Said {
    /// What is counted, and where the number comes from.
    description: String,
    /// What stands in the box before the number.
    text: String,
    /// The number, or a list of them.
    n: String,
}

/// The diagram as the package's CSV.
pub fn csv(diagram: &Diagram) -> String {
    let teller = Teller::new(diagram);
    let mut left: Vec<Counted<'_>> = Vec::new();
    for node in diagram.nodes() {
        left.extend(node.lines.iter().map(|line| (node, line)));
    }
    let mut out = String::new();
    row(HEADS, &mut out);
    for (data, node, place, template) in ROWS {
        let said = match heading(diagram, place) {
            Some(words) => Said { description: tidy(words), text: tidy(words), n: NA.to_owned() },
            None => take(data, &mut left, &teller).unwrap_or_else(|| Said {
                description: template.to_owned(),
                text: template.to_owned(),
                n: NA.to_owned(),
            }),
        };
        let tooltip = if node == NA { NA } else { said.description.as_str() };
        row([data, node, place, &said.description, &said.text, tooltip, NA, &said.n], &mut out);
    }
    for counted in left {
        let said = said(counted, &teller);
        row([NA, NA, &tidy(&counted.1.name), &said.description, &said.text, NA, NA, &said.n], &mut out);
    }
    out
}

/// The words of a row that is a heading or a bar, where the diagram has such a one.
fn heading<'d>(diagram: &'d Diagram, place: &str) -> Option<&'d str> {
    let column = |at: usize| diagram.columns.get(at).map(|column| column.heading.as_str());
    let beside = |level: Level| {
        let bar = diagram.bars.iter().find(|(from, to, _)| (*from..=*to).contains(&level));
        bar.map(|(_, _, word)| word.as_str())
    };
    match place {
        "prevstud" => diagram.previous.as_ref().map(|column| column.heading.as_str()),
        "newstud" => column(0),
        "othstud" => column(1),
        "identification" => beside(Level::Identified),
        "screening" => beside(Level::Screened).or(beside(Level::Assessed)),
        "included" => beside(Level::Included),
        _ => None,
    }
}

/// Takes the lines of a row of the package from those that no row had yet.
fn take<'d>(data: &str, left: &mut Vec<Counted<'d>>, teller: &Teller) -> Option<Said> {
    if let Some((_, bases)) = LISTS.iter().find(|(of, _)| *of == data) {
        let all = std::mem::take(left);
        let (parts, others): (Vec<Counted<'d>>, Vec<Counted<'d>>) =
            all.into_iter().partition(|(_, line)| is_of(line, bases));
        *left = others;
        if !parts.is_empty() {
            return Some(list(&parts, teller));
        }
    }
    let at = left.iter().position(|(_, line)| line.name == data)?;
    Some(said(left.remove(at), teller))
}

fn is_of(line: &Line, bases: &[&str]) -> bool {
    line.name.split_once('/').is_some_and(|(base, _)| bases.contains(&base))
}

fn said((node, line): Counted<'_>, teller: &Teller) -> Said {
    let what = tidy(&format!("{} {}", node.head, line.label));
    let from = tidy(&teller.standing(&line.number));
    Said { description: format!("{what} ({from})"), text: tidy(&line.label), n: number(line) }
}

/// `Wrong outcome, 10; Not peer reviewed, 3`: the package ends a name at the first comma and an entry at a semicolon.
fn list(parts: &[Counted<'_>], teller: &Teller) -> Said {
    let entry = |(_, line): &Counted<'_>| format!("{}, {}", tidy(&line.label.replace([',', ';'], " ")), number(line));
    let entries: Vec<String> = parts.iter().map(entry).collect();
    let descriptions: Vec<String> = parts.iter().map(|part| said(*part, teller).description).collect();
    let head = parts.first().map(|(node, _)| tidy(node.head.trim().trim_end_matches(':'))).unwrap_or_default();
    Said { description: descriptions.join("; "), text: head, n: entries.join("; ") }
}

fn number(line: &Line) -> String {
    recorded(&line.number).map_or_else(|| NA.to_owned(), |n| n.to_string())
}

/// A text on one line. The package sets it between apostrophes, so it may have none.
fn tidy(text: &str) -> String {
    let words = text.split(|sign: char| sign.is_whitespace() || sign.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").replace('\'', "’")
}

fn row(cells: [&str; 8], out: &mut String) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    out.push_str(&cells.join(","));
    out.push('\n');
}

/// A cell as CSV. What a spreadsheet program would take for a formula gets a `'` in front.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    if cell.contains([',', '"']) {
        return format!("\"{guard}{}\"", cell.replace('"', "\"\""));
    }
    format!("{guard}{cell}")
}
