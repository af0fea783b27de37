//! Tables of the library on a terminal, as JSON, and in files.

use crate::commands::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{may_write, write_whole};
use crate::table::aligned;
use crate::ui::{BOLD, cut};
use katsaus::report::grid::{Cell, Grid, GridForm, Kind};
use katsaus::wire;
use std::path::Path;

/// The forms of a table's file.
pub(crate) const FORMS: &str = ".html, .md, .csv, .xlsx, .docx";

/// The ending of a file's name, in small letters.
pub(crate) fn ending(file: &Path) -> String {
    file.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// The form that a file's ending says.
pub(crate) fn form_of(file: &Path, forms: &str) -> Result<GridForm, Failure> {
    GridForm::of_ending(&ending(file)).ok_or_else(|| {
        Failure::usage(format!("`{}` does not say a form that katsaus writes this in", file.display()))
            .hint(format!("end its name with one of: {forms}"))
    })
}

/// Writes bytes to a file that is not written over unasked.
pub(crate) fn write(ctx: &Ctx, file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    may_write(ctx, file)?;
    write_whole(file, |out| Ok(out.write_all(bytes)?))
}

/// Prints a table: as JSON for programs, as Markdown into a pipe, as it fits on a terminal. Texts are cut to `letters`
/// there.
pub(crate) fn print(ctx: &Ctx, grid: &Grid, letters: usize, out: Out<'_>) -> Result<(), Failure> {
    if ctx.global.json {
        for section in &grid.sections {
            for row in &section.rows {
                writeln!(out, "{}", wire::v1::grid_row(grid, section.heading.as_deref(), row))?;
            }
        }
        return Ok(());
    }
    let heads: Vec<&str> = grid.columns.iter().map(|column| column.head.as_str()).collect();
    let kinds = grid.columns.iter().enumerate();
    let numbers: Vec<usize> = kinds.filter(|(_, column)| column.kind == Kind::Number).map(|(at, _)| at).collect();
    for (at, section) in grid.sections.iter().enumerate() {
        if let Some(heading) = &section.heading {
            let before = if at > 0 { "\n" } else { "" };
            writeln!(out, "{before}{BOLD}{}{BOLD:#}", ctx.ui.safe(heading))?;
        }
        if section.rows.is_empty() {
            continue;
        }
        let rows = section.rows.iter().map(|row| row.iter().map(|cell| shown(cell, letters)).collect());
        write!(out, "{}", aligned(&ctx.ui, &heads, rows.collect(), &numbers))?;
    }
    if !grid.note.is_empty() {
        ctx.ui.status(&grid.note);
    }
    Ok(())
}

/// Whether a table fits the terminal without words being broken.
pub(crate) fn fits(ctx: &Ctx, grid: &Grid) -> bool {
    let longest = |text: &str| text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let rows = || grid.sections.iter().flat_map(|section| &section.rows);
    let width = |at: usize| {
        let cells = rows().filter_map(|row| row.get(at)).map(|cell| longest(&cell.text()).min(20)).max().unwrap_or(0);
        cells.max(longest(&grid.columns[at].head).min(20)) + 2
    };
    (0..grid.columns.len()).map(width).sum::<usize>() <= ctx.ui.width
}

fn shown(cell: &Cell, letters: usize) -> String {
    match cell {
        // A list keeps its lines.
        Cell::Text(text) if text.starts_with("- ") => {
            text.lines().map(|line| cut(line, letters)).collect::<Vec<_>>().join("\n")
        }
        Cell::Absent(why) => format!("({why})"),
        other => cut(&other.text().split_whitespace().collect::<Vec<_>>().join(" "), letters),
    }
}
