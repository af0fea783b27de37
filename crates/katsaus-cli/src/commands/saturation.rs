//! `saturation`: whether reading on still brings new codes.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::grid::{self, FORMS, ending};
use katsaus::report::grid::{Cell, Column, Grid, Kind, Section};
use katsaus::report::words::Word;
use std::path::PathBuf;

/// Show which codes of a group were new, text by text, in the order of reading
///
/// A text counts as read when the first code of the group was put on it. Where new codes become rare, reading on may
/// add little. With -o FILE.svg or FILE.png the curve is drawn.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The code group
    group: String,
    /// The texts that a query finds (else all)
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// The file to write: .html, .md, .csv, .xlsx, .docx, or a chart as .svg, .png
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let parsed = review.query(args.query.as_slice())?;
    let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    if let Some(file) = &args.output
        && matches!(ending(file).as_str(), "svg" | "png")
    {
        let svg = review.saturation_chart(&set, &args.group)?;
        return super::tab::draw(ctx, file, &svg);
    }
    let tongue = review.tongue();
    let reading = review.saturation(&set, &args.group)?;
    let mut so_far = 0;
    let rows = reading.texts.iter().enumerate().map(|(at, (name, new))| {
        so_far += new.len();
        vec![
            Cell::Number((at + 1) as f64, 0),
            Cell::Name(name.clone(), String::new()),
            Cell::Text(new.join("; ")),
            Cell::Number(so_far as f64, 0),
        ]
    });
    let head = |head: &str, kind| Column { head: head.to_owned(), kind };
    let grid = Grid {
        sections: vec![Section { heading: None, rows: rows.collect() }],
        columns: vec![
            head("#", Kind::Number),
            head(tongue.say(Word::Source), Kind::Name),
            head(tongue.say(Word::NewCodes), Kind::Text),
            head(tongue.say(Word::CodesSoFar), Kind::Number),
        ],
        note: reading.note(tongue),
        title: reading.label,
        language: tongue.code().to_owned(),
    };
    match &args.output {
        Some(file) => {
            let form = grid::form_of(file, &format!("{FORMS}, .svg, .png"))?;
            grid::write(ctx, file, &grid.in_form(form)?)?;
            ctx.ui.status(format!("Wrote `{}`.", file.display()));
            Ok(())
        }
        None => grid::print(ctx, &grid, 200, out),
    }
}
