//! `note`: a note on a source.

use crate::ctx::Ctx;
use crate::failure::Failure;

/// Write a note on a source
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The source, by key or unique beginning
    key: String,
    /// The note
    #[arg(required = true)]
    text: Vec<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let n = review.source_by_key(&args.key)?;
    let done = review.note(&ctx.act(), n, &args.text.join(" "))?;
    let key = review.key_of(n)?;
    ctx.done(done.as_ref(), format!("Noted on `{key}`"));
    Ok(())
}
