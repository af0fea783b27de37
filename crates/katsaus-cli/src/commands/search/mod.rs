//! `search`: sources by words, fields and tags.

mod hits;
#[cfg(feature = "tui")]
mod live;
mod why;

use hits::{counted, page};
pub(crate) use hits::{shorten, write_hit, write_json};
use why::why;

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{may_write, write_whole};
use crate::table::aligned;
use crate::ui::{BOLD, count};
use katsaus::Review;
use katsaus::query::{Fields, Node, Part, Pattern, Query, joined_arguments};
use katsaus::review::{FacetKind, Order};
use katsaus::wire;
use std::path::PathBuf;

/// Find sources by words, fields and tags
///
/// Words side by side must all be there; OR, NOT and parentheses combine them; "quotation marks" hold words together;
/// employ* finds every word that begins so, wom?n and colo#r one or no letter; work NEAR/5 inclusion and PRE/5 words
/// near each other; employr~1 words spelt nearly so. Fields: title:, abstract:, tiab:, author:, year:1998..2010, tag:,
/// status:, has:, missing:, topic:NAME, concept:NAME, similar:KEY, and each code group (framework:demand-side). @NAME is
/// a saved query. `katsaus explain` shows how a query is understood; docs/query.md has all of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query; several words are one query; `-` reads it from standard input
    #[cfg_attr(feature = "tui", arg(required_unless_present = "interactive"))]
    #[cfg_attr(not(feature = "tui"), arg(required = true))]
    query: Vec<String>,
    /// Plain words, any of which will do: no operators, no errors
    #[arg(long)]
    any: bool,
    /// Look into full texts too, wherever the query names no field
    #[arg(long)]
    full: bool,
    /// How many to show (20 on a terminal, all with --json)
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// relevance, year, key or added
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = ["relevance", "year", "key", "added"])]
    sort: String,
    /// Say only how many there are
    #[arg(long, conflicts_with_all = ["facets", "explain", "output"])]
    count: bool,
    /// Count what is found by year, tag, type, language, database, status, container, author; or by some of them or by
    /// code groups, with commas between
    #[arg(long, value_name = "KINDS", num_args = 0..=1, require_equals = true, default_missing_value = "all")]
    facets: Option<String>,
    /// Say why this source is found or not, part by part; may be given several times
    #[arg(long, value_name = "KEY")]
    explain: Vec<String>,
    /// Write the hits to an HTML page, words marked
    #[arg(short, long, value_name = "FILE.html")]
    output: Option<PathBuf>,
    /// Search as you type, and show and tag what is found
    #[cfg(feature = "tui")]
    #[arg(short, long, conflicts_with_all = ["facets", "explain", "output", "count", "any", "full", "sort"])]
    interactive: bool,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let typed = if args.query.is_empty() { Vec::new() } else { piped(&args.query)? };
    #[cfg(feature = "tui")]
    if args.interactive {
        return live::run(ctx, review, &joined_arguments(&typed));
    }
    let fields = if args.full { Fields::ALL } else { Fields::ANY };
    let parsed =
        if args.any { review.plain_words_in(fields, &typed.join(" ")) } else { review.query_in(fields, &typed)? };
    if !args.explain.is_empty() {
        return why(ctx, &mut review, &parsed, &args.explain, out);
    }
    if args.count {
        let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
        say_how(ctx, &parsed);
        writeln!(out, "{}", set.len())?;
        return Ok(());
    }
    if let Some(kinds) = &args.facets {
        let wanted = wanted(&review, kinds)?;
        return facets(ctx, &mut review, &parsed, &wanted, out);
    }
    show(ctx, args, &mut review, &parsed, out)
}

/// The query as given; `-` stands for what is piped in.
fn piped(words: &[String]) -> Result<Vec<String>, Failure> {
    let text = if words == ["-"] {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes)?;
        String::from_utf8(bytes).map_err(|_| {
            Failure::user("the query that was piped in is not UTF-8").hint("save it as UTF-8 text and pipe that in")
        })?
    } else if let [one] = words {
        one.clone()
    } else {
        return Ok(words.to_vec());
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(Failure::user("the query is empty").hint("`*` finds everything"));
    }
    Ok(vec![text.to_owned()])
}

fn show(ctx: &Ctx, args: &Args, review: &mut Review, parsed: &Query, out: Out<'_>) -> Result<(), Failure> {
    let order = match args.sort.as_str() {
        "year" => Order::Year,
        "key" => Order::Key,
        "added" => Order::Added,
        _ => Order::Relevance,
    };
    let to_file = args.output.is_some();
    let everything = if ctx.global.json || !ctx.ui.out_is_terminal || to_file { usize::MAX >> 1 } else { 20 };
    let all = review.store().source_count()?;
    let limit = args.limit.unwrap_or(everything).min(all.max(1));
    let found = review.search(&parsed.node, limit, order, &mut ctx.ui.progress())?;
    if ctx.global.json || to_file {
        parsed.notes.iter().for_each(|note| ctx.ui.hint(note));
    }
    if let Some(file) = &args.output {
        may_write(ctx, file)?;
        let page = page(parsed, &found);
        write_whole(file, |out| Ok(out.write_all(page.as_bytes())?))?;
        ctx.ui.status(format!("Wrote {} to `{}`.", count(found.hits.len(), "source"), file.display()));
        return Ok(());
    }
    if ctx.global.json {
        return write_json(review, &found, out);
    }
    if args.any {
        say_which(ctx, parsed)
    } else {
        say_how(ctx, parsed)
    }
    writeln!(out, "{}", count(found.total, "source"))?;
    for hit in &found.hits {
        write_hit(ctx, hit, out)?;
    }
    if found.total > found.hits.len() {
        ctx.ui.hint(format!("`--limit {}` shows all; `katsaus list QUERY` lists them by key", found.total));
    }
    if let Some(meant) = review.did_you_mean(parsed, &mut ctx.ui.progress())? {
        ctx.ui.hint(format!("did you mean: {meant}"));
    } else if found.total == 0 {
        ctx.ui.hint(wider(&parsed.node));
    }
    if found.total == 0 && !args.full && !args.any {
        let full = review.query_in(Fields::ALL, std::slice::from_ref(&parsed.typed))?;
        let more = review.matching(&full.node, &mut ctx.ui.progress())?.len();
        if more > 0 {
            ctx.ui.hint(format!("`--full` finds {} in full texts", count(more, "source")));
        }
    }
    Ok(())
}

/// Says which words of a text are looked for.
fn say_which(ctx: &Ctx, parsed: &Query) {
    ctx.ui.status(format!("Any of: {}", crate::ui::cut(&parsed.node.to_string().replace(" OR ", ", "), 2000)));
}

/// Says how the query was read, and what its writer may want to know.
pub(crate) fn say_how(ctx: &Ctx, parsed: &Query) {
    for note in &parsed.notes {
        ctx.ui.hint(note);
    }
    ctx.ui.status(format!("Read as: {}", crate::ui::cut(&parsed.node.to_string(), 2000)));
}

/// What to count by: kinds, and of code groups just those that were named.
struct Wanted {
    kinds: Vec<FacetKind>,
    groups: Vec<String>,
}

fn wanted(review: &Review, names: &str) -> Result<Wanted, Failure> {
    let mut wanted = Wanted { kinds: Vec::new(), groups: Vec::new() };
    if names == "all" {
        wanted.kinds.extend(FacetKind::ALL);
        return Ok(wanted);
    }
    let groups = review.groups();
    for name in names.split(',').map(|name| name.trim().to_lowercase()) {
        let kind = FacetKind::ALL.into_iter().find(|kind| kind.as_str() == name);
        if groups.contains(&name) {
            wanted.groups.push(name);
        } else if let Some(kind) = kind {
            wanted.kinds.push(kind);
        } else {
            let mut all: Vec<&str> = FacetKind::ALL.into_iter().map(FacetKind::as_str).collect();
            all.extend(groups.iter().map(String::as_str));
            let message = format!("`{name}` is nothing to count by; there are {}", all.join(", "));
            return Err(Failure::usage(message).hint("any topic can be counted by with `katsaus tab`"));
        }
    }
    if !wanted.groups.is_empty() && !wanted.kinds.contains(&FacetKind::Tag) {
        wanted.kinds.push(FacetKind::Tag);
    } else {
        wanted.groups.clear();
    }
    Ok(wanted)
}

/// Values of a facet that are shown on a terminal.
const VALUES: usize = 12;

fn facets(ctx: &Ctx, review: &mut Review, parsed: &Query, wanted: &Wanted, out: Out<'_>) -> Result<(), Failure> {
    let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    let mut facets = review.facets(&set, &wanted.kinds, &mut ctx.ui.progress())?;
    let is_kind = |name: &str| FacetKind::ALL.into_iter().any(|kind| kind.as_str() == name);
    facets.retain(|facet| wanted.groups.is_empty() || is_kind(&facet.name) || wanted.groups.contains(&facet.name));
    if ctx.global.json {
        for facet in &facets {
            writeln!(out, "{}", wire::v1::facet(&facet.name, &facet.values, facet.without))?;
        }
        return Ok(());
    }
    say_how(ctx, parsed);
    writeln!(out, "{}", count(set.len(), "source"))?;
    let most = if ctx.ui.out_is_terminal { VALUES } else { usize::MAX };
    for facet in facets.iter().filter(|facet| !facet.values.is_empty()) {
        writeln!(out, "\n{BOLD}{}{BOLD:#}", facet.name)?;
        let shown = if facet.name == "year" { usize::MAX } else { most };
        let mut rows: Vec<Vec<String>> = facet.values.iter().take(shown).map(counted).collect();
        let left = facet.values.len().saturating_sub(shown);
        if left > 0 {
            rows.push(vec![format!("… {}", count(left, "other")), String::new()]);
        }
        if facet.without > 0 {
            rows.push(vec!["(none)".to_owned(), facet.without.to_string()]);
        }
        write!(out, "{}", aligned(&ctx.ui, &["value", "sources"], rows, &[1]))?;
    }
    Ok(())
}

/// What may find more than a query that found nothing: only what it does not do yet.
fn wider(node: &Node) -> String {
    let mut ways = Vec::new();
    if node.any(&|part| matches!(part, Part::And(_))) {
        ways.push("fewer words, OR between alternatives (`--any` puts it between all)");
    }
    if node
        .any(&|part| matches!(part, Part::Words { patterns, .. } if matches!(patterns.as_slice(), [Pattern::Word(_)])))
    {
        ways.push("a truncation (employ*)");
    }
    if node.any(&|part| matches!(part, Part::Words { patterns, .. } if patterns.len() > 1)) {
        ways.push("the words of the phrase without quotation marks");
    }
    if node.any(&|part| matches!(part, Part::Near { .. })) {
        ways.push("AND instead of NEAR");
    }
    if ways.is_empty() {
        return "is it spelt as in the texts? `katsaus list` shows them".to_owned();
    }
    format!("what may find more: {}", ways.join("; "))
}
