//! `show`: everything about a source.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{BOLD, DIM, KEY};
use crate::when;
use katsaus::{Review, wire};
use katsaus_model::{Field, Source};

/// Show everything about sources
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Sources, by key or unique beginning
    #[arg(required = true)]
    keys: Vec<String>,
    /// Show also what each record held in its file, cell by cell
    #[arg(long)]
    records: bool,
    /// Show also who put on each tag and wrote each cell, and when
    #[arg(long)]
    who: bool,
    /// Show a page of the full text instead, or several: 3, 3-5
    #[arg(long, value_name = "PAGES")]
    page: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    if let Some(pages) = &args.page {
        return show_pages(ctx, &review, &args.keys, pages, out);
    }
    let names = review.names()?;
    let statuses = review.statuses()?;
    for (at, n) in review.sources_by_key(&args.keys)?.into_iter().enumerate() {
        let Some(source) = review.source(n, &names)? else { continue };
        let status = statuses.get(&n).copied().unwrap_or("undecided");
        if ctx.global.json {
            writeln!(out, "{}", wire::v1::source(&source, status))?;
            continue;
        }
        if at > 0 {
            writeln!(out)?;
        }
        write_source(ctx, &review, &source, (status, args.who), out)?;
        for joint in review.explain_merges(n)?.joints.iter().filter(|joint| joint.link.is_between_texts()) {
            writeln!(out, "{DIM}Linked     {DIM:#} {} {} {}", joint.keys.0, joint.link, joint.keys.1)?;
        }
        for (name, place, content) in review.store().records_of(n)? {
            writeln!(out, "{DIM}Record      {}, {place}{DIM:#}", ctx.ui.safe(&name))?;
            if args.records {
                for value in &content.verbatim {
                    let cell = katsaus_model::Place::letters(value.1);
                    writeln!(
                        out,
                        "  {cell:>3} {}: {}",
                        ctx.ui.safe(&value.0),
                        ctx.ui.safe(&value.2.replace('\n', " ⏎ "))
                    )?;
                }
            }
        }
    }
    Ok(())
}

fn write_source(
    ctx: &Ctx,
    review: &Review,
    source: &Source,
    (status, who): (&str, bool),
    out: Out<'_>,
) -> Result<(), Failure> {
    let protocol = review.protocol();
    let title = source.fields.title.clone().unwrap_or_default();
    writeln!(out, "{KEY}{}{KEY:#}  {BOLD}{}{BOLD:#}", source.key, wrap(&ctx.ui.safe(&title), ctx.ui.width, 2))?;
    let mut line = |name: &str, text: &str| -> Result<(), Failure> {
        if !text.is_empty() {
            let paragraphs: Vec<String> = text.lines().map(|line| wrap(&ctx.ui.safe(line), ctx.ui.width, 12)).collect();
            writeln!(out, "{DIM}{name:<11}{DIM:#} {}", paragraphs.join("\n            "))?;
        }
        Ok(())
    };
    for field in Field::ALL.into_iter().filter(|field| !matches!(field, Field::Title | Field::Abstract)) {
        let name = field.as_str().replace('_', " ");
        let name = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
        line(&name, &source.fields.get(field))?;
    }
    for (name, value) in &source.fields.extra {
        line("Also", &format!("{}: {value}", name.replace('_', " ")))?;
    }
    line("Abstract", source.fields.abstract_text.as_deref().unwrap_or_default())?;
    let signed = |by: &str, at| if who { format!(" ({by}, {})", when::show(at)) } else { String::new() };
    let tags: Vec<String> = source.tags.iter().map(|tag| tag.code.clone() + &signed(&tag.by, tag.at)).collect();
    line("Tags", &tags.join(if who { "\n" } else { ", " }))?;
    for cell in &source.cells {
        let name = cell.topic.as_str();
        let label = protocol.topic(name).map_or(name, |topic| protocol.label(&topic.label, name));
        line("Cell", &format!("{label}: {}{}", cell.value.as_str(), signed(&cell.by, cell.at)))?;
    }
    for taken in &source.excerpts {
        let codes = if taken.codes.is_empty() { String::new() } else { format!(" [{}]", taken.codes.join(", ")) };
        let by = signed(&taken.by, taken.at);
        line("Excerpt", &format!("{}. {}{codes}{by}", taken.number(), taken.excerpt.cited()))?;
    }
    for note in &source.notes {
        line("Note", note)?;
    }
    let names = review.names()?;
    for decision in &source.decisions {
        let said = review.verdict_in_words(&names, &decision.verdict);
        let settled = if decision.resolves { "settled: " } else { "" };
        let order = decision.order.as_ref().map(|order| format!(", in order of {order}")).unwrap_or_default();
        let selection = if decision.selection == katsaus_model::WHOLE {
            String::new()
        } else {
            format!(", for {}", decision.selection)
        };
        let note = decision.note.as_ref().map(|note| format!(" — {note}")).unwrap_or_default();
        let place = format!("(at {}, by {}{selection}{order})", decision.stage, decision.by);
        line("Decision", &format!("{settled}{said} {place}{note}"))?;
    }
    if let Some(retrieval) = &source.retrieval {
        let why = match retrieval {
            katsaus_model::Retrieval::NotRetrieved { why: Some(why) } => format!(": {why}"),
            _ => String::new(),
        };
        line("Retrieval", &format!("{}{why}", retrieval.as_str()))?;
    }
    let files: Vec<String> =
        source.files.iter().map(|file| format!("files/{} (was {})", file.file, file.was)).collect();
    line("Full text", &files.join("\n"))?;
    line("Read", source.read_level.as_str())?;
    line("Status", status)
}

/// Pages of the full text, each under its number.
fn show_pages(ctx: &Ctx, review: &Review, keys: &[String], wanted: &str, out: Out<'_>) -> Result<(), Failure> {
    let usage = || Failure::usage(format!("`{wanted}` is no page")).hint("pages are written 3 or 3-5");
    let (from, to) = wanted.split_once('-').unwrap_or((wanted, wanted));
    let from: usize = from.trim().parse().map_err(|_| usage())?;
    let to: usize = to.trim().parse().map_err(|_| usage())?;
    for n in review.sources_by_key(keys)? {
        let key = &review.store().row(n)?.map(|row| row.key).unwrap_or_default();
        let pages = review.pages(n)?;
        if pages.is_empty() {
            return Err(Failure::user(format!("`{key}` has no full text"))
                .hint(format!("`katsaus attach {key} FILE` attaches one")));
        }
        let shown: Vec<_> = pages.iter().filter(|(_, number, _)| (from..=to).contains(number)).collect();
        if shown.is_empty() {
            return Err(Failure::user(format!(
                "`{key}` has no page {wanted}; its last is {}",
                pages.iter().map(|(_, number, _)| number).max().unwrap_or(&0)
            )));
        }
        for (file, number, text) in shown {
            writeln!(out, "{KEY}{key}{KEY:#}  {DIM}{}, page {number}{DIM:#}", ctx.ui.safe(file))?;
            for paragraph in text.split('\n') {
                writeln!(out, "{}", wrap(&ctx.ui.safe(paragraph), ctx.ui.width, 0))?;
            }
        }
    }
    Ok(())
}
