//! A diagram as Markdown: its numbers as tables, its footnotes below. It must not draw.

use super::table::table;
use crate::flow::Diagram;
use crate::report::grid;
use katsaus_formats::markdown::at_line_start;

/// The numbers of the diagram as Markdown, a table for each of its columns.
pub fn markdown(diagram: &Diagram) -> String {
    let mut out = grid::markdown(&table(diagram));
    for note in diagram.footnotes.iter().filter(|note| !note.trim().is_empty()) {
        out.push_str(&format!("\n{}\n", at_line_start(note)));
    }
    if out.starts_with('\n') {
        out.remove(0);
    }
    out
}
