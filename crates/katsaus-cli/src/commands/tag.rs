//! `tag` and `untag`: codes on sources.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;

/// Put codes on sources
///
/// For instance: katsaus tag framework/demand-side luecking2008 gilbride2003, or katsaus tag demand-side --where
/// 'title:employer*'. The last part of a code, its label or an alias will do where only one code is meant.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Codes, with commas between
    codes: String,
    /// Sources, by key or unique beginning
    keys: Vec<String>,
    /// The sources that a query finds
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
}

/// Take codes off sources
#[derive(Debug, clap::Args)]
pub(crate) struct UntagArgs {
    #[command(flatten)]
    args: Args,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    apply(ctx, args, true)
}

pub(crate) fn run_untag(ctx: &Ctx, args: &UntagArgs) -> Result<(), Failure> {
    apply(ctx, &args.args, false)
}

fn apply(ctx: &Ctx, args: &Args, here: bool) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let codes: Vec<String> =
        args.codes.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
    let mut paths = Vec::new();
    for code in &codes {
        paths.push(review.code_path(code)?);
    }
    let question = if here { "Tag them" } else { "Take the tag off them" };
    let sources = ctx.sources(&mut review, &args.keys, args.query.as_deref(), question)?;
    let done = review.tag(&ctx.act(), &paths, &sources, here)?;
    let (number, codes) = (count(sources.len(), "source"), paths.join("`, `"));
    let message = if here { format!("Tagged {number} as `{codes}`") } else { format!("Took `{codes}` off {number}") };
    ctx.done(done.as_ref(), message);
    Ok(())
}
