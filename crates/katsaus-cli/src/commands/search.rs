//! `search`: find sources by words, fields, tags.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{BOLD, DIM, KEY, count};
use katsaus::index::Mark;
use katsaus::query::{self, Node};
use katsaus::review::{Hit, Order};
use katsaus::wire;

/// Find sources by words, fields and tags
///
/// Words side by side must all be there; OR, NOT and parentheses combine them; "quotation marks" hold words together;
/// employ* finds every word that begins so. Fields: title:, abstract:, author:, year:1998..2010, tag:, status:, has:,
/// missing:, topic:NAME, and each code group (framework:demand-side).
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query; several words are one query
    #[arg(required = true)]
    query: Vec<String>,
    /// Plain words, any of which will do: no operators, no errors
    #[arg(long)]
    any: bool,
    /// How many to show (20 on a terminal, all with --json)
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// relevance, year, key or added
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = ["relevance", "year", "key", "added"])]
    sort: String,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let parsed = if args.any { query::plain_words(&args.query.join(" ")) } else { review.query(&args.query)? };
    let order = match args.sort.as_str() {
        "year" => Order::Year,
        "key" => Order::Key,
        "added" => Order::Added,
        _ => Order::Relevance,
    };
    let everything = if ctx.global.json || !ctx.ui.out_is_terminal { usize::MAX >> 1 } else { 20 };
    let all = review.store().source_count()?;
    let limit = args.limit.unwrap_or(everything).min(all.max(1));
    let found = review.search(&parsed.node, limit, order, &mut ctx.ui.progress())?;
    if ctx.global.json {
        let names = review.names()?;
        for hit in &found.hits {
            if let Some(source) = review.store().source(hit.row.n, &names)? {
                let snippets: Vec<_> =
                    hit.snippets.iter().map(|(field, text, _)| (field.clone(), text.clone())).collect();
                writeln!(out, "{}", wire::v1::hit(&source, hit.score, &snippets))?;
            }
        }
        return Ok(());
    }
    for note in &parsed.notes {
        ctx.ui.hint(note);
    }
    ctx.ui.status(format!("Read as: {}", parsed.node));
    writeln!(out, "{}", count(found.total, "source"))?;
    for hit in &found.hits {
        write_hit(ctx, hit, out)?;
    }
    if found.total > found.hits.len() {
        ctx.ui.hint(format!("`--limit {}` shows all; `katsaus list QUERY` lists them by key", found.total));
    }
    if found.total == 0 {
        ctx.ui.hint(wider(&parsed.node));
    }
    Ok(())
}

/// What may find more than a query that found nothing: only what it does not do yet.
fn wider(node: &Node) -> String {
    fn any(node: &Node, is: &dyn Fn(&Node) -> bool) -> bool {
        let within = match node {
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(|node| any(node, is)),
            Node::Not(inner) => any(inner, is),
            _ => false,
        };
        within || is(node)
    }
    let mut ways = Vec::new();
    if any(node, &|node| matches!(node, Node::And(_))) {
        ways.push("fewer words, OR between alternatives (`--any` puts it between all)");
    }
    if any(node, &|node| matches!(node, Node::Word { .. })) {
        ways.push("a truncation (employ*)");
    }
    if any(node, &|node| matches!(node, Node::Phrase { .. })) {
        ways.push("the words of the phrase without quotation marks");
    }
    if ways.is_empty() {
        return "is it spelt as in the texts? `katsaus list` shows them".to_owned();
    }
    format!("what may find more: {}", ways.join("; "))
}

fn write_hit(ctx: &Ctx, hit: &Hit, out: Out<'_>) -> Result<(), Failure> {
    let row = &hit.row;
    let year = row.year.map_or_else(|| "n.d.".to_owned(), |year| year.to_string());
    let authors = shorten(&row.authors);
    let indent = 2;
    writeln!(out, "\n{KEY}{}{KEY:#}  {} ({year})", row.key, ctx.ui.safe(&authors))?;
    let title = hit.snippets.iter().find(|(field, ..)| field == "title");
    let shown = match title {
        Some((_, text, marks)) if !text.contains('…') => mark(text, marks),
        _ => row.title.clone(),
    };
    writeln!(
        out,
        "  {}",
        wrap(
            &ctx.ui.safe(&shown).replace('\u{2}', &format!("{BOLD}")).replace('\u{3}', &format!("{BOLD:#}")),
            ctx.ui.width,
            indent
        )
    )?;
    if !row.container.is_empty() {
        writeln!(out, "  {DIM}{}{DIM:#}", ctx.ui.safe(&row.container))?;
    }
    for (field, text, marks) in hit.snippets.iter().filter(|(field, ..)| field != "title").take(3) {
        let text = mark(&text.replace('\n', " "), marks);
        let text = text.replace('\u{2}', &format!("{BOLD}")).replace('\u{3}', &format!("{BOLD:#}"));
        writeln!(out, "    {DIM}{field}:{DIM:#} {}", wrap(&text, ctx.ui.width, 6))?;
    }
    Ok(())
}

/// Puts signs that stand for emphasis round the marked parts.
fn mark(text: &str, marks: &[Mark]) -> String {
    let mut out = String::with_capacity(text.len() + marks.len() * 2);
    let mut at = 0;
    for mark in marks {
        if let (Some(before), Some(inside)) = (text.get(at..mark.from), text.get(mark.from..mark.to)) {
            out.push_str(&crate::ui::sanitize(before));
            out.push('\u{2}');
            out.push_str(&crate::ui::sanitize(inside));
            out.push('\u{3}');
            at = mark.to;
        }
    }
    out.push_str(&crate::ui::sanitize(text.get(at..).unwrap_or_default()));
    out
}

/// The first three of many authors.
pub(crate) fn shorten(authors: &str) -> String {
    let names: Vec<&str> = authors.split("; ").filter(|name| !name.is_empty()).collect();
    match names.len() {
        0 => "no author".to_owned(),
        1..=3 => names.join("; "),
        _ => format!("{}; et al.", names[..3].join("; ")),
    }
}
