//! The numbers of a diagram as a table, a line a row, with where each comes from. It must not know in which form the
//! table leaves.

use super::teller::Teller;
use crate::flow::{Diagram, Level, Node};
use crate::report::grid::{Cell, Column, Grid, Kind, Section};

/// The numbers in reading order, with a section for each column of the diagram and one for what is included. Columns
/// of the table that nothing stands in are left out.
pub(super) fn table(diagram: &Diagram) -> Grid {
    let teller = Teller::new(diagram);
    let mut sections = Vec::new();
    for column in diagram.previous.iter().chain(&diagram.columns) {
        let mut rows = Vec::new();
        for step in &column.steps {
            for node in std::iter::once(&step.node).chain(&step.aside) {
                rows.extend(of_node(node, &stage(diagram, step.level), &teller));
            }
        }
        sections.push(section(&column.heading, rows));
    }
    let mut rows = Vec::new();
    for node in std::iter::once(&diagram.included).chain(&diagram.total) {
        rows.extend(of_node(node, &stage(diagram, Level::Included), &teller));
    }
    sections.push(section(teller.words.result, rows));
    let column = |head: &str, kind| Column { head: head.to_owned(), kind };
    let words = teller.words;
    let columns = vec![
        column(words.stage, Kind::Mark),
        column(words.node, Kind::Mark),
        column(words.line, Kind::Name),
        column("n", Kind::Number),
        column(words.from, Kind::Mark),
    ];
    let language = diagram.language.clone();
    without_blank(Grid { title: diagram.title.clone(), note: String::new(), language, columns, sections })
}

fn section(heading: &str, rows: Vec<Vec<Cell>>) -> Section {
    let heading = Some(heading.to_owned()).filter(|heading| !heading.trim().is_empty());
    Section { heading, rows }
}

/// The word of the bar beside a level; empty where there is none.
fn stage(diagram: &Diagram, level: Level) -> String {
    let beside = diagram.bars.iter().find(|(from, to, _)| (*from..=*to).contains(&level));
    beside.map(|(_, _, word)| word.clone()).unwrap_or_default()
}

fn of_node(node: &Node, stage: &str, teller: &Teller) -> Vec<Vec<Cell>> {
    let head = node.head.trim().trim_end_matches(':');
    let mut rows = Vec::new();
    for line in &node.lines {
        let label = if line.is_part { format!("– {}", line.label) } else { line.label.clone() };
        let number = match teller.count(&line.number) {
            Some(count) => named(&count),
            None => Cell::Absent(teller.words.not_recorded.to_owned()),
        };
        // Said once, in the column of numbers.
        let from = if matches!(number, Cell::Absent(_)) { Cell::Blank } else { named(&teller.standing(&line.number)) };
        rows.push(vec![named(stage), named(head), named(&label), number, from]);
    }
    rows
}

/// A text that is no Markdown, whatever signs are in it.
fn named(text: &str) -> Cell {
    if text.is_empty() { Cell::Blank } else { Cell::Name(text.to_owned(), String::new()) }
}

fn without_blank(mut grid: Grid) -> Grid {
    let mut filled = vec![false; grid.columns.len()];
    for row in grid.sections.iter().flat_map(|section| &section.rows) {
        for (filled, cell) in filled.iter_mut().zip(row) {
            *filled |= *cell != Cell::Blank;
        }
    }
    grid.columns = kept(std::mem::take(&mut grid.columns), &filled);
    for row in grid.sections.iter_mut().flat_map(|section| &mut section.rows) {
        *row = kept(std::mem::take(row), &filled);
    }
    grid
}

fn kept<T>(all: Vec<T>, keep: &[bool]) -> Vec<T> {
    all.into_iter().zip(keep).filter_map(|(one, keep)| keep.then_some(one)).collect()
}
