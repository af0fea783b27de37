//! `remove`: take sources out of the review.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;

/// Take sources out of the review, and say why
///
/// For what never belonged here: a row that is no text, a test. A text that was read and left out is a decision, not a
/// removal. It stays in the log, and `undo` brings it back.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Sources, by key or unique beginning
    keys: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// The sources that a query finds
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let sources = ctx.sources(&mut review, &args.keys, args.query.as_deref(), "Remove them")?;
    let done = review.remove(&ctx.act(), &sources, &args.why)?;
    ctx.done(
        done.as_ref(),
        format!(
            "Removed {}; `katsaus undo` brings {} back",
            count(sources.len(), "source"),
            if sources.len() == 1 { "it" } else { "them" }
        ),
    );
    Ok(())
}
