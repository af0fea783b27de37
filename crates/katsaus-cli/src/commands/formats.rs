//! `formats`: what is read and written.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::table;
use katsaus_formats::entry::WRITERS;
use katsaus_formats::format::READERS;
use serde_json::json;

/// List the formats that katsaus reads and writes
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// A format: its name, what people call it, endings of file names, and whether it is read and written.
struct Row {
    id: &'static str,
    name: &'static str,
    endings: Vec<&'static str>,
    read: bool,
    written: bool,
}

pub(crate) fn run(ctx: &Ctx, _: &Args, out: Out<'_>) -> Result<(), Failure> {
    let rows = rows();
    if ctx.global.json {
        for row in &rows {
            let object = json!({"schema": "katsaus.format.v1", "id": row.id, "name": row.name, "endings": row.endings,
                "read": row.read, "written": row.written});
            writeln!(out, "{object}")?;
        }
        return Ok(());
    }
    let yes = |does: bool| if does { "yes".to_owned() } else { String::new() };
    let cells = rows.iter().map(|row| {
        vec![row.id.to_owned(), row.name.to_owned(), row.endings.join(", "), yes(row.read), yes(row.written)]
    });
    let shown = table(&ctx.ui, &["Format", "What it is", "Endings", "Read", "Written"], cells.collect());
    writeln!(out, "{shown}")?;
    ctx.ui.hint("a file's format is found by what is in it; `--from` or `--format` says it, if that should fail");
    Ok(())
}

fn rows() -> Vec<Row> {
    let written = |id: &str| WRITERS.iter().any(|writer| writer.id() == id);
    let readable = READERS.iter().map(|reader| Row {
        id: reader.id(),
        name: reader.name(),
        endings: reader.extensions().to_vec(),
        read: true,
        written: written(reader.id()),
    });
    let mut rows: Vec<Row> = readable.collect();
    for writer in WRITERS.iter().filter(|writer| !READERS.iter().any(|reader| reader.id() == writer.id())) {
        let endings = writer.extensions().to_vec();
        rows.push(Row { id: writer.id(), name: "Markdown", endings, read: false, written: true });
    }
    let tables: [(&str, &str, bool); 6] = [
        ("xlsx", "Excel workbook", true),
        ("xls", "Excel workbook, before 2007", false),
        ("xlsb", "Excel workbook, binary", false),
        ("ods", "OpenDocument spreadsheet", false),
        ("csv", "table as text, parted by commas or semicolons", true),
        ("tsv", "table as text, parted by tabs", false),
    ];
    let table = |(id, name, written)| Row { id, name, endings: vec![id], read: true, written };
    rows.extend(tables.map(table));
    rows
}
