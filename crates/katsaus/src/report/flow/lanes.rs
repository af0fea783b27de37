//! The columns of a diagram side by side: how wide their boxes are, and what is written in them. It must not know how
//! far down a box stands.

use super::boxes::{Text, text};
use super::rows::Key;
use super::teller::Teller;
use crate::flow::{Column, Diagram, Level, Step};
use crate::report::chart::text::{STRONG, wrap};
use std::collections::BTreeMap;

/// Between columns.
const BETWEEN: f64 = 32.0;
/// Between a box and what leaves the column there.
pub(super) const ASIDE: f64 = 36.0;
/// The most lines of a title, a heading or a note.
pub(super) const MOST: usize = 12;

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Studies of an earlier version.
    Previous,
    /// The first way into the review; what is included stands below it.
    Main,
    /// A further way.
    Other,
}

/// A box of a column that is not placed yet.
#[derive(Debug)]
pub(super) struct Stop {
    /// The row it stands in.
    pub(super) row: Key,
    /// What is written in it.
    pub(super) text: Text,
    /// What leaves the column there.
    pub(super) aside: Vec<Text>,
}

/// A column that knows where it stands from side to side.
#[derive(Debug)]
pub(super) struct Lane {
    /// What it is.
    pub(super) role: Role,
    /// Its left edge.
    pub(super) x: f64,
    /// How wide it is, with what leaves it.
    pub(super) width: f64,
    /// The lines of its heading.
    pub(super) heading: Vec<String>,
    /// Its boxes, from above to below.
    pub(super) stops: Vec<Stop>,
}

/// Boxes are narrower the more stand side by side, so that the picture goes onto a page.
pub(super) fn box_width(diagram: &Diagram) -> f64 {
    let columns = diagram.previous.iter().chain(&diagram.columns);
    match columns.map(|column| 1 + usize::from(has_aside(column))).sum::<usize>() {
        0 | 1 => 360.0,
        2 => 330.0,
        3 => 256.0,
        4 => 220.0,
        _ => 204.0,
    }
}

fn has_aside(column: &Column) -> bool {
    column.steps.iter().any(|step| !step.aside.is_empty())
}

/// The columns from left to right, and where another one would begin.
pub(super) fn lanes(diagram: &Diagram, teller: &Teller, wide: f64, left: f64) -> (Vec<Lane>, f64) {
    let role = |at: usize| if at == 0 { Role::Main } else { Role::Other };
    let previous = diagram.previous.iter().map(|column| (Role::Previous, column));
    let others = diagram.columns.iter().enumerate().map(|(at, column)| (role(at), column));
    let mut lanes = Vec::new();
    let mut x = left;
    for (role, column) in previous.chain(others) {
        let width = if has_aside(column) { wide + ASIDE + wide } else { wide };
        let heading = balanced(&column.heading, width - 20.0);
        lanes.push(Lane { role, x, width, heading, stops: stops(column, wide, teller) });
        x += width + BETWEEN;
    }
    (lanes, x)
}

fn stops(column: &Column, wide: f64, teller: &Teller) -> Vec<Stop> {
    let mut seen: BTreeMap<Level, usize> = BTreeMap::new();
    let stop = |step: &Step| {
        let of_level = seen.entry(step.level).or_default();
        let row = (step.level, *of_level);
        *of_level += 1;
        let aside = step.aside.iter().map(|node| text(node, wide, teller)).collect();
        Stop { row, text: text(&step.node, wide, teller), aside }
    };
    column.steps.iter().map(stop).collect()
}

/// A heading in as few lines as it needs, none of them much shorter than the others.
fn balanced(heading: &str, mut width: f64) -> Vec<String> {
    let mut lines = wrap(heading, STRONG, width, MOST);
    while lines.len() > 1 && width > 60.0 {
        width -= 8.0;
        let narrower = wrap(heading, STRONG, width, MOST + 1);
        if narrower.len() > lines.len() || narrower.iter().any(|line| line.ends_with('-')) {
            break;
        }
        lines = narrower;
    }
    lines
}
