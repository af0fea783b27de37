//! Tables that fit the terminal.

use crate::ui::{Ui, sanitize};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// A table of text, as wide as the terminal at most. Columns of `narrow` keep their width, the others share the rest.
pub(crate) fn table(ui: &Ui, heads: &[&str], rows: Vec<Vec<String>>) -> String {
    aligned(ui, heads, rows, &[])
}

/// A table whose columns of numbers, by their places, stand to the right.
pub(crate) fn aligned(ui: &Ui, heads: &[&str], rows: Vec<Vec<String>>, numbers: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(ui.width as u16);
    table.set_header(heads.iter().map(|head| head.to_uppercase()));
    for row in rows {
        table.add_row(row.into_iter().map(|cell| if ui.out_is_terminal { sanitize(&cell) } else { cell }));
    }
    for at in numbers {
        if let Some(column) = table.column_mut(*at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    // The space before the first column is the preset's; the text begins at the edge.
    let text = table.to_string();
    text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned() + "\n").collect()
}

/// Running text broken at blanks, every line after the first indented.
pub(crate) fn wrap(text: &str, width: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut line = 0;
    for word in text.split_whitespace() {
        // Signs that stand for emphasis take no room.
        let length = word.chars().filter(|c| !c.is_control()).count();
        if line > 0 && line + 1 + length > width.saturating_sub(indent) {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            line = 0;
        } else if line > 0 {
            out.push(' ');
            line += 1;
        }
        out.push_str(word);
        line += length;
    }
    out
}
