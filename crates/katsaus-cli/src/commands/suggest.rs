//! `suggest`: texts that may deserve a code.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{BOLD, DIM, KEY, count, cut};
use katsaus::Review;
use katsaus::review::{Suggested, Suggestions};
use katsaus::wire;

/// Suggest texts for a code: like those that have it, or with its terms
///
/// What speaks for each text is shown. Nothing is tagged: accept one with `katsaus tag CODE KEY`, several with
/// `katsaus tag CODE --where QUERY`, or be asked about each with --ask.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The code
    code: String,
    /// Among the texts that a query finds (else all)
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Ask about each: yes tags it
    #[arg(long)]
    ask: bool,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let parsed = review.query(args.query.as_slice())?;
    let among = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    let suggestions = review.suggest(&args.code, &among, args.limit, &mut ctx.ui.progress())?;
    if ctx.global.json {
        for text in &suggestions.texts {
            let (key, title) = (&text.row.key, &text.row.title);
            writeln!(
                out,
                "{}",
                wire::v1::suggestion(key, title, &suggestions.code, text.score, (&text.terms, &text.words))
            )?;
        }
        return Ok(());
    }
    for (at, text) in suggestions.texts.iter().enumerate() {
        // A text for which nothing that one could name speaks is no suggestion.
        if text.terms.is_empty() && text.words.is_empty() {
            continue;
        }
        show(ctx, text, out)?;
        if args.ask && !asked(ctx, &mut review, &suggestions, at)? {
            break;
        }
    }
    explain(ctx, &suggestions);
    Ok(())
}

fn show(ctx: &Ctx, text: &Suggested, out: Out<'_>) -> Result<(), Failure> {
    let title = ctx.ui.safe(&text.row.title);
    writeln!(out, "{KEY}{}{KEY:#}  {}", text.row.key, wrap(&title, ctx.ui.width, 4))?;
    let terms: Vec<String> = text.terms.iter().map(|term| format!("{BOLD}{term}{BOLD:#}")).collect();
    // A term is a reason once.
    let words = text.words.iter().filter(|word| !text.terms.contains(word)).map(|word| ctx.ui.safe(word));
    let why: Vec<String> = terms.into_iter().chain(words).collect();
    if !why.is_empty() {
        writeln!(out, "    {DIM}{:.2}{DIM:#}  {}", text.score, why.join(", "))?;
    }
    Ok(())
}

/// Asks about one text and tags it; whether to go on.
fn asked(ctx: &Ctx, review: &mut Review, suggestions: &Suggestions, at: usize) -> Result<bool, Failure> {
    let text = &suggestions.texts[at];
    let Some(answer) = ctx.ui.ask_line(&format!("    {} ? [y/n/q]", suggestions.code)) else { return Ok(true) };
    match answer.to_lowercase().chars().next() {
        Some('y' | 'k' | 'j') => {
            let done = review.tag(&ctx.act(), std::slice::from_ref(&suggestions.code), &[text.row.n], true)?;
            ctx.done(done.as_ref(), format!("    Tagged `{}`", text.row.key));
            Ok(true)
        }
        Some('q') => Ok(false),
        _ => Ok(true),
    }
}

/// Says what the suggestions rest on, and what would make more of them.
fn explain(ctx: &Ctx, suggestions: &Suggestions) {
    let code = &suggestions.code;
    let learnt = match suggestions.examples {
        0 => format!("No text has `{code}` yet"),
        n => format!("Learnt from {} with `{code}`", count(n, "source")),
    };
    let terms = match suggestions.terms.len() {
        0 => "no terms in the codebook".to_owned(),
        n => format!("{}: {}", count(n, "term"), cut(&suggestions.terms.join(", "), 60)),
    };
    ctx.ui.status(format!("{learnt}; {terms}."));
    if suggestions.examples == 0 && suggestions.terms.is_empty() {
        ctx.ui.hint(format!(
            "tag a text or two, or name words: `katsaus codebook describe {code} 'terms=job carving; räätälöin*'`"
        ));
    } else if suggestions.texts.is_empty() {
        ctx.ui.hint("nothing speaks for any other text");
    } else {
        ctx.ui.hint(format!("`katsaus tag {code} KEY...` accepts; nothing is tagged by itself"));
    }
}
