//! `export`: everything out again, also into the researcher's own workbook.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{Given, may_write, write_whole};
use crate::ui::{count, cut};
use crate::when;
use katsaus::Review;
use katsaus::review::{DecisionShape, ImportRequest, IntoReport};
use katsaus::store::Set;
use std::path::{Path, PathBuf};

/// Write sources to a file: xlsx, csv, ris, bib, json (CSL), md; or what is new into your own workbook
///
/// The workbook is one to work in: edit it, and `katsaus import` takes back just what you changed. With --into, cells
/// and tags that are new in the review are written into the workbook that you imported, and nothing else in it is
/// touched: formats, colours, formulas and other sheets stay.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file, whose ending says the format, then a query, as in `search` (else all sources)
    #[arg(value_name = "FILE [QUERY]")]
    words: Vec<String>,
    /// Write new cells and tags into this workbook; then all other words are the query
    #[arg(long, value_name = "WORKBOOK")]
    into: Option<PathBuf>,
    /// Write decisions for other programs: a row for each (table, for R and Excel), or as Rayyan, ASReview or Covidence has them
    #[arg(long, value_name = "SHAPE", num_args = 0..=1, require_equals = true, default_missing_value = "table", conflicts_with = "into")]
    decisions: Option<String>,
    /// With --decisions: those of a selection (else of the whole collection)
    #[arg(long, value_name = "SELECTION", requires = "decisions")]
    selection: Option<String>,
    /// With --into: leave the workbook as it is, and write the result here
    #[arg(short, long, value_name = "FILE", requires = "into")]
    output: Option<PathBuf>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    match (&args.into, args.words.split_first()) {
        (Some(workbook), _) => into(ctx, workbook, &args.words, args.output.as_deref()),
        (None, Some((file, query))) => match &args.decisions {
            Some(shape) => decisions(ctx, args, (Path::new(file), query), shape),
            None => out_of(ctx, Path::new(file), query),
        },
        (None, None) => Err(Failure::usage("name the file to write").hint("for instance: katsaus export sources.xlsx")),
    }
}

/// Writes into a workbook that is somebody's own.
fn into(ctx: &Ctx, workbook: &Path, query: &[String], output: Option<&Path>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let parsed = review.query(query)?;
    let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    let given = Given::one(workbook)?;
    let open = || given.open();
    let request = ImportRequest::new(given.name.clone(), &open);
    let report = review.export_into(&set, &request)?;
    tell(ctx, &report);
    if report.written.is_empty() {
        ctx.ui.status("Nothing is new for it; it was left as it is.");
        return Ok(());
    }
    let written = count(report.written.len(), "cell");
    match output {
        Some(file) => {
            may_write(ctx, file)?;
            write_whole(file, |out| Ok(out.write_all(&report.bytes)?))?;
            ctx.ui.status(format!("Wrote {written} into a copy, `{}`.", file.display()));
        }
        None => {
            if !ctx.ui.ask(&format!("Write {written} into `{}`?", workbook.display()), true) {
                return Err(Failure::user("nothing was written"));
            }
            let kept = keep(&review, workbook)?;
            write_whole(workbook, |out| Ok(out.write_all(&report.bytes)?))?;
            ctx.ui.status(format!(
                "Wrote {written} into `{}`; as it was before: `{}`.",
                workbook.display(),
                kept.display()
            ));
        }
    }
    if report.formulas {
        ctx.ui.hint("its formulas show old results until Excel or LibreOffice computes it anew");
    }
    Ok(())
}

/// Keeps the workbook as it is before it is written into.
fn keep(review: &Review, workbook: &Path) -> Result<PathBuf, Failure> {
    let folder = review.folder().join("backups");
    std::fs::create_dir_all(&folder)?;
    let stem = workbook.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = workbook.extension().unwrap_or_default().to_string_lossy().into_owned();
    let named =
        |n: u32| folder.join(if n == 1 { format!("{stem}.{ending}") } else { format!("{stem} ({n}).{ending}") });
    let free = (1..).map(named).find(|file| !file.exists()).unwrap_or_else(|| named(1));
    std::fs::copy(workbook, &free)?;
    Ok(free)
}

/// Says what is written, what is left to the person, and what could not be written.
fn tell(ctx: &Ctx, report: &IntoReport) {
    const SHOWN: usize = 10;
    for (cell, text) in report.written.iter().take(SHOWN) {
        let said = if text.is_empty() { "emptied".to_owned() } else { cut(&text.replace('\n', " "), 70) };
        ctx.ui.status(format!("  {cell}  {said}"));
    }
    if report.written.len() > SHOWN {
        ctx.ui.status(format!("  … and {} more", report.written.len() - SHOWN));
    }
    for (cell, theirs, ours) in &report.clashes {
        ctx.ui.warning(format!(
            "{cell} was edited in the workbook and in the review: there “{}”, here “{}”; it was left alone",
            cut(theirs, 40),
            cut(ours, 40)
        ));
    }
    if !report.clashes.is_empty() {
        ctx.ui.hint("`katsaus import` of the workbook says more; make either like the other");
    }
    for (cell, why) in &report.refused {
        ctx.ui.warning(format!("{cell} was not written: {why}"));
    }
    if !report.columns.is_empty() {
        ctx.ui.status(format!("New columns to the right: {}", report.columns.join(", ")));
    }
    if report.strangers > 0 {
        ctx.ui.warning(format!("{} of the workbook are no sources of the review", count(report.strangers, "row")));
        ctx.ui.hint("`katsaus import` of the workbook takes them in");
    }
}

/// Writes decisions for other programs.
fn decisions(ctx: &Ctx, args: &Args, (file, query): (&Path, &[String]), shape: &str) -> Result<(), Failure> {
    let shape = DecisionShape::parse(shape).ok_or_else(|| {
        let known: Vec<&str> = DecisionShape::ALL.into_iter().map(DecisionShape::as_str).collect();
        Failure::usage(format!("decisions are not written as `{shape}`")).hint(format!("shapes: {}", known.join(", ")))
    })?;
    if crate::grid::ending(file) != shape.extension() {
        return Err(Failure::usage(format!("`{}` does not end as {} reads it", file.display(), shape.as_str()))
            .hint(format!("end its name with .{}", shape.extension())));
    }
    let mut review = ctx.open()?;
    let selection = review.selection_or_whole(args.selection.as_deref())?;
    let parsed = review.query(query)?;
    let set: Set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    may_write(ctx, file)?;
    let mut n = 0;
    write_whole(file, |out| {
        n = review.export_decisions(&set, &selection, shape, &when::exact, out, &mut ctx.ui.progress())?;
        Ok(())
    })?;
    ctx.ui.status(format!("Wrote the decisions on {} to `{}`.", count(n, "source"), file.display()));
    Ok(())
}

/// Writes a file of katsaus's own.
fn out_of(ctx: &Ctx, file: &Path, query: &[String]) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let format = crate::grid::ending(file);
    if !katsaus::review::is_written(&format) {
        let known = katsaus::review::FORMATS.join(", ");
        return Err(Failure::usage(format!("`{}` does not say a format that katsaus writes", file.display()))
            .hint(format!("end its name with one of: {known}")));
    }
    let parsed = review.query(query)?;
    let set: Set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    may_write(ctx, file)?;
    let mut n = 0;
    write_whole(file, |out| {
        n = review.export(&set, &format, out, &mut ctx.ui.progress())?;
        Ok(())
    })?;
    ctx.ui.status(format!("Wrote {} to `{}`.", count(n, "source"), file.display()));
    if format == "xlsx" {
        ctx.ui.hint(format!("edit it as you like; `katsaus import {}` takes back what you changed", file.display()));
    }
    Ok(())
}
