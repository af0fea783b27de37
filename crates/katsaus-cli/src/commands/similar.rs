//! `similar`: texts like one text.

use super::Out;
use super::search::{write_hit, write_json};
use crate::ctx::Ctx;
use crate::failure::Failure;

/// Show the sources that are most like one
///
/// Those that share its telling words, the rarer the more. In a query, similar:KEY stands for the first twenty.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The source, by key or unique beginning
    key: String,
    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let n = review.source_by_key(&args.key)?;
    let found = review.similar(n, args.limit, &mut ctx.ui.progress())?;
    if ctx.global.json {
        return write_json(&review, &found, out);
    }
    for hit in &found.hits {
        write_hit(ctx, hit, out)?;
    }
    if found.hits.is_empty() {
        ctx.ui.status("No other text shares a telling word with it.");
    }
    Ok(())
}
