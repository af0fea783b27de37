//! `memo`: notes on the review, its codes and its topics.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{BOLD, DIM, count};
use crate::when;
use katsaus::wire;
use katsaus_model::About;

/// Write memos on codes, topics and the review, and read them
///
/// Without a text the memos are listed. Notes on a source are written with `note`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memo
    text: Vec<String>,
    /// On this code
    #[arg(long, value_name = "CODE", conflicts_with = "topic")]
    code: Option<String>,
    /// On this topic
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Remove the memo of this number, as the list shows it
    #[arg(long, value_name = "N", conflicts_with_all = ["text", "code", "topic"])]
    remove: Option<usize>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let memos = review.memos()?;
    if let Some(number) = args.remove {
        let Some(memo) = number.checked_sub(1).and_then(|at| review.store().memos().ok()?.into_iter().nth(at)) else {
            return Err(Failure::user(format!("there is no memo {number}; there are {}", memos.len())));
        };
        let done = review.remove_memo(&ctx.act(), &memo)?;
        ctx.done(done.as_ref(), format!("Removed memo {number}"));
        return Ok(());
    }
    let about = match (&args.code, &args.topic) {
        (Some(code), _) => Some(About::Code(review.code_path(code)?)),
        (None, Some(topic)) => Some(About::Topic(review.topic_name(topic)?)),
        (None, None) => None,
    };
    let listing = args.text.is_empty() || args.text == ["list"];
    if !listing {
        let done = review.write_memo(&ctx.act(), &about.unwrap_or(About::Review), &args.text.join(" "))?;
        ctx.done(done.as_ref(), "Wrote the memo");
        return Ok(());
    }
    let mut n = 0u64;
    for (at, memo) in memos.iter().enumerate() {
        if about.as_ref().is_some_and(|about| *about != memo.about) {
            continue;
        }
        n += 1;
        if ctx.global.json {
            writeln!(out, "{}", wire::v1::memo(memo))?;
            continue;
        }
        let on = match &memo.about {
            About::Review => "the review".to_owned(),
            About::Code(path) => path.clone(),
            About::Topic(name) => name.clone(),
        };
        writeln!(out, "{BOLD}{}{BOLD:#}. {on}  {DIM}{}, {}{DIM:#}", at + 1, memo.by, when::show(memo.at))?;
        for line in memo.text.lines() {
            writeln!(out, "    {}", wrap(&ctx.ui.safe(line), ctx.ui.width, 4))?;
        }
    }
    ctx.ui.status(count(n, "memo"));
    Ok(())
}
