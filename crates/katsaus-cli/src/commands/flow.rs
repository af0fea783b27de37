//! `flow`: the flow diagram, drawn and explained.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::grid::ending;
use crate::table::wrap;
use crate::ui::{BOLD, DIM, count, thousands};
use crate::when;
use katsaus::flow::{Column, Diagram, Line, Node, Standing};
use katsaus::report::flow;
use katsaus::review::Flow;
use katsaus::{Review, wire};
use std::path::PathBuf;

/// Draw the flow diagram: what was found, left out and included (PRISMA 2020)
///
/// Every number is proved (counted from the log: `--explain LINE` lists its members), declared (by whom and when), or not
/// recorded; the drawing shows which. `katsaus --at 2026-03-01 flow` draws it as it was.
///
/// For instance: katsaus flow -o flow.svg, katsaus flow --explain dbr_excluded, katsaus flow --declare duplicates=611 --why
/// 'removed in Zotero before import'. Lines go by the names of the R package PRISMA2020; `--json` shows all of them.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// List what a line counts
    #[arg(long, value_name = "LINE")]
    explain: Option<String>,
    /// The file to write: .svg, .png, .html, .md, or .csv for the R package PRISMA2020
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The language of the diagram: en, fi, sv (else the review's)
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// The selection (else the whole collection)
    #[arg(long, value_name = "SELECTION")]
    selection: Option<String>,
    /// Declare a number that the log cannot count: LINE=NUMBER, or LINE= to take it back
    #[arg(long, value_name = "LINE=NUMBER", conflicts_with_all = ["explain", "output"])]
    declare: Vec<String>,
    /// Where a declared number is from
    #[arg(long, value_name = "TEXT", requires = "declare")]
    why: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let selection = review.selection_or_whole(args.selection.as_deref())?;
    if !args.declare.is_empty() {
        return declare(ctx, &mut review, &selection, args);
    }
    if let Some(lang) = args.lang.as_deref().filter(|lang| !["en", "fi", "sv"].contains(lang)) {
        return Err(Failure::usage(format!("the diagram has no words in `{lang}`")).hint("languages: en, fi, sv"));
    }
    let drawn = review.flow(&selection, args.lang.as_deref())?;
    if let Some(line) = &args.explain {
        return explain(ctx, &review, &drawn, line, out);
    }
    if let Some(file) = &args.output {
        let bytes = match ending(file).as_str() {
            "svg" => flow::svg(&drawn.diagram).into_bytes(),
            "png" => png(&drawn.diagram)?,
            "html" | "htm" => flow::html(&drawn.diagram).into_bytes(),
            "md" | "markdown" => flow::markdown(&drawn.diagram).into_bytes(),
            "csv" => flow::csv(&drawn.diagram).into_bytes(),
            _ => {
                return Err(Failure::usage(format!(
                    "`{}` does not say a form that the diagram is written in",
                    file.display()
                ))
                .hint("end its name with one of: .svg, .png, .html, .md, .csv"));
            }
        };
        crate::grid::write(ctx, file, &bytes)?;
        ctx.ui.status(format!("Wrote the flow diagram to `{}`.", file.display()));
        warn(ctx, &drawn);
        return Ok(());
    }
    if ctx.global.json {
        for (level, line) in lines(&drawn.diagram) {
            writeln!(out, "{}", wire::v1::flow_line(level, line))?;
        }
        return Ok(());
    }
    show(ctx, &drawn.diagram, out)?;
    warn(ctx, &drawn);
    Ok(())
}

fn png(diagram: &Diagram) -> Result<Vec<u8>, Failure> {
    flow::png(diagram).map_err(|error| Failure::internal(error.to_string()))
}

fn declare(ctx: &Ctx, review: &mut Review, selection: &str, args: &Args) -> Result<(), Failure> {
    for said in &args.declare {
        let (line, number) = said.split_once('=').ok_or_else(|| {
            Failure::usage(format!("`{said}` declares nothing")).hint("for instance: --declare duplicates=611")
        })?;
        let number = match number.trim() {
            "" => None,
            digits => Some(digits.replace([' ', ','], "").parse::<u64>().map_err(|_| {
                Failure::usage(format!("`{digits}` is no number")).hint("for instance: --declare duplicates=611")
            })?),
        };
        let done = review.declare(&ctx.act(), selection, line.trim(), number.map(|n| (n, args.why.clone())))?;
        let said = number.map_or_else(|| "nothing is declared any more".to_owned(), thousands);
        ctx.done(done.as_ref(), format!("{}: {said}", line.trim()));
    }
    Ok(())
}

/// All lines with the level that they stand at, in reading order.
fn lines(diagram: &Diagram) -> Vec<(&'static str, &Line)> {
    use katsaus::flow::Level;
    let word = |level: Level| match level {
        Level::Identified => "identified",
        Level::Screened => "screened",
        Level::Sought => "sought",
        Level::Assessed => "assessed",
        Level::Included => "included",
    };
    let columns = diagram.previous.iter().chain(&diagram.columns);
    let steps = columns.flat_map(|column| &column.steps);
    let boxes =
        steps.flat_map(|step| std::iter::once(&step.node).chain(&step.aside).map(move |node| (step.level, node)));
    let ends = std::iter::once(&diagram.included).chain(&diagram.total).map(|node| (Level::Included, node));
    boxes.chain(ends).flat_map(|(level, node)| node.lines.iter().map(move |line| (word(level), line))).collect()
}

fn explain(ctx: &Ctx, review: &Review, drawn: &Flow, name: &str, out: Out<'_>) -> Result<(), Failure> {
    let Some(line) = drawn.tally.lines.get(name) else {
        let near: Vec<&str> =
            drawn.tally.lines.keys().filter(|known| known.contains(name)).map(String::as_str).collect();
        let all: Vec<&str> = drawn.tally.lines.keys().map(String::as_str).collect();
        let known = if near.is_empty() { all } else { near };
        return Err(
            Failure::user(format!("the diagram has no line `{name}`")).hint(format!("lines: {}", known.join(", ")))
        );
    };
    if !ctx.global.json {
        let label = drawn.diagram.line(name).map_or(name, |line| line.label.as_str());
        ctx.ui.status(format!("{}: {}", ctx.ui.safe(label), standing(&line.number.standing)));
    }
    for key in &line.members {
        // A record that was merged is told by the source that it is part of now.
        let n = review.source_by_key(key).ok();
        let row = n.map(|n| review.store().row(n)).transpose()?.flatten();
        let (now, title) =
            row.map_or((String::new(), "(taken out of the review)".to_owned()), |row| (row.key, row.title));
        if ctx.global.json {
            writeln!(out, "{}", wire::v1::flow_member(name, key, &now, &title))?;
            continue;
        }
        let now = if now == *key || now.is_empty() { String::new() } else { format!(" {DIM}(now {now}){DIM:#}") };
        writeln!(out, "{key}{now}  {}", wrap(&ctx.ui.safe(&title), ctx.ui.width.saturating_sub(key.len() + 4), 2))?;
    }
    Ok(())
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Proved => "counted from the log".to_owned(),
        Standing::Declared { by, at, why } => {
            let why = why.as_ref().map(|why| format!(", {why}")).unwrap_or_default();
            format!("declared by {by} on {}{why}", when::day(*at))
        }
        Standing::NotRecorded => "not recorded".to_owned(),
    }
}

fn show(ctx: &Ctx, diagram: &Diagram, out: Out<'_>) -> Result<(), Failure> {
    for column in diagram.previous.iter().chain(&diagram.columns) {
        show_column(ctx, column, out)?;
    }
    writeln!(out)?;
    show_node(ctx, &diagram.included, 0, out)?;
    if let Some(total) = &diagram.total {
        show_node(ctx, total, 0, out)?;
    }
    for note in &diagram.footnotes {
        ctx.ui.status(note);
    }
    Ok(())
}

fn show_column(ctx: &Ctx, column: &Column, out: Out<'_>) -> Result<(), Failure> {
    writeln!(out, "{BOLD}{}{BOLD:#}", ctx.ui.safe(&column.heading))?;
    for step in &column.steps {
        show_node(ctx, &step.node, 2, out)?;
        for node in &step.aside {
            show_node(ctx, node, 6, out)?;
        }
    }
    Ok(())
}

fn show_node(ctx: &Ctx, node: &Node, indent: usize, out: Out<'_>) -> Result<(), Failure> {
    let mut indent = indent;
    if !node.head.is_empty() {
        writeln!(out, "{}{}", " ".repeat(indent), ctx.ui.safe(&node.head))?;
        indent += 2;
    }
    for line in &node.lines {
        let more = if line.is_part { 2 } else { 0 };
        let number = line.number.n.map_or_else(|| "not recorded".to_owned(), thousands);
        let mark = match &line.number.standing {
            Standing::Declared { .. } => format!("  {DIM}({}){DIM:#}", ctx.ui.safe(&standing(&line.number.standing))),
            _ => String::new(),
        };
        writeln!(out, "{}{}: {number}{mark}", " ".repeat(indent + more), ctx.ui.safe(&line.label))?;
    }
    Ok(())
}

/// Says what is not recorded and what does not add up.
fn warn(ctx: &Ctx, drawn: &Flow) {
    let open = drawn.diagram.nodes().flat_map(|node| &node.lines).filter(|line| line.number.n.is_none()).count();
    if open > 0 {
        ctx.ui.hint(format!("{} not recorded; `katsaus flow --declare LINE=NUMBER` says one", count(open, "number")));
    }
    for sum in katsaus::flow::broken(&drawn.facts, &drawn.tally) {
        let parts: Vec<String> = sum.parts.iter().map(|(name, n)| format!("{name} {n}")).collect();
        ctx.ui.warning(format!("{} is {}, but {} come to {}", sum.whole, sum.is, parts.join(" + "), sum.sum()));
    }
}
