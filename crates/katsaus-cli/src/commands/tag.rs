//! `tag` and `untag`: codes on sources and excerpts.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;
use katsaus::Review;

/// Put codes on sources and excerpts
///
/// For instance: katsaus tag framework/demand-side luecking2008 gilbride2003, or katsaus tag demand-side --where
/// 'title:employer*'. The last part of a code, its label or an alias will do where only one code is meant.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Codes, with commas between
    codes: String,
    /// Sources, by key or unique beginning; excerpts by name (luecking2008/2)
    keys: Vec<String>,
    /// The sources that a query finds
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
}

/// Take codes off sources and excerpts
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
    let mut paths = Vec::new();
    for code in listed(&args.codes) {
        paths.push(review.code_path(&code)?);
    }
    let (excerpts, keys): (Vec<String>, Vec<String>) =
        args.keys.iter().cloned().partition(|key| Review::names_an_excerpt(key));
    if !excerpts.is_empty() {
        // A wrong key must not be found after half of it is done.
        review.sources_by_key(&keys)?;
        apply_to_excerpts(ctx, &mut review, &paths, &excerpts, here)?;
        if keys.is_empty() && args.query.is_none() {
            return Ok(());
        }
    }
    let question = if here { "Tag them" } else { "Take the tag off them" };
    let sources = ctx.sources(&mut review, &keys, args.query.as_deref(), question)?;
    if sources.is_empty() {
        ctx.ui.status("The query finds nothing, so nothing was changed.");
        return Ok(());
    }
    let done = review.tag(&ctx.act(), &paths, &sources, here)?;
    let (number, codes) = (count(sources.len(), "source"), paths.join("`, `"));
    let message = if here { format!("Tagged {number} as `{codes}`") } else { format!("Took `{codes}` off {number}") };
    ctx.done(done.as_ref(), message);
    Ok(())
}

/// Codes with commas between.
pub(super) fn listed(codes: &str) -> Vec<String> {
    codes.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect()
}

fn apply_to_excerpts(
    ctx: &Ctx,
    review: &mut Review,
    paths: &[String],
    names: &[String],
    here: bool,
) -> Result<(), Failure> {
    let mut excerpts = Vec::new();
    for name in names {
        excerpts.push(review.excerpt_by_name(name)?);
    }
    let done = review.tag_excerpts(&ctx.act(), paths, &excerpts, here)?;
    let (number, codes) = (count(excerpts.len(), "excerpt"), paths.join("`, `"));
    let message = if here { format!("Tagged {number} as `{codes}`") } else { format!("Took `{codes}` off {number}") };
    ctx.done(done.as_ref(), message);
    Ok(())
}
