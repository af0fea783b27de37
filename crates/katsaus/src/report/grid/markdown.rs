//! A table in the Markdown of GitHub and Pandoc: a line a row, so that texts of several paragraphs become one.

use super::{Cell, Grid, Kind};
use katsaus_formats::markdown::plain;

/// The table as Markdown, with a heading for each section.
pub fn markdown(grid: &Grid) -> String {
    let mut out = String::new();
    if !grid.title.is_empty() {
        out.push_str(&format!("# {}\n", plain(&grid.title)));
    }
    for section in &grid.sections {
        if let Some(heading) = &section.heading {
            out.push_str(&format!("\n## {}\n", plain(heading)));
        }
        out.push('\n');
        let heads: Vec<String> = grid.columns.iter().map(|column| plain(&column.head).replace('|', "\\|")).collect();
        row(&heads, &mut out);
        let rules: Vec<String> = grid.columns.iter().map(|column| rule(column.kind).to_owned()).collect();
        row(&rules, &mut out);
        for cells in &section.rows {
            row(&cells.iter().map(cell).collect::<Vec<_>>(), &mut out);
        }
    }
    if !grid.note.is_empty() {
        out.push_str(&format!("\n{}\n", plain(&grid.note)));
    }
    out
}

/// Stands for a line break while signs are escaped.
const BREAK: &str = "\u{2028}";

fn row(cells: &[String], out: &mut String) {
    out.push_str(&format!("| {} |\n", cells.join(" | ")));
}

fn rule(kind: Kind) -> &'static str {
    if kind == Kind::Number { "---:" } else { "---" }
}

/// A cell on one line. What people wrote in Markdown stays Markdown; names and other texts are escaped.
fn cell(cell: &Cell) -> String {
    let text = match cell {
        Cell::Text(text) => text.trim().replace("\r\n", "\n").replace('\n', BREAK),
        Cell::Absent(why) => format!("*{}*", plain(why)),
        other => plain(&other.text()).replace('\n', " "),
    };
    // A bar would begin another cell, and HTML of an imported text would be obeyed.
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let next = signs.peek().copied().unwrap_or(' ');
        let tag = c == '<' && (next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        if (c == '|' || tag) && !escaped {
            out.push('\\');
        }
        out.push(c);
        escaped = c == '\\' && !escaped;
    }
    out.replace(BREAK, "<br>")
}

#[cfg(test)]
mod tests {
    use super::super::samples;

    #[test]
    fn rows_are_lines_and_bars_no_cells() {
        assert_eq!(
            super::markdown(&samples::grid()),
            "# Topics \\<by\\> framework\n\n## Demand & supply\n\n| Source | Year | Aims | n |\n| --- | --- | --- | ---: |\n\
             | Luecking 2008 | 2008 | An *aim* \\| and<br><br>\\<b>more\\</b> | 12 |\n\
             | Åberg 2001 |  | *not reported* | 0.5 |\n\nn = 2\n"
        );
    }
}
