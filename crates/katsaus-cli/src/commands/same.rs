//! `same`, `distinct`, `link` and `split`: what a person judges of sources.

use crate::ctx::Ctx;
use crate::failure::Failure;
use katsaus_model::Link;

/// Say that sources are one text
///
/// They become one source: its key is the earliest one's, and the others still find it. Nothing is lost; `split` takes them
/// apart again.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Sources, by key or unique beginning
    #[arg(required = true, num_args = 2..)]
    keys: Vec<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let sources = each(&review, &args.keys)?;
    let done = review.same(&ctx.act(), &sources)?;
    let first = sources.iter().min().copied().unwrap_or_default();
    let key = review.key_of(first)?;
    ctx.done(done.as_ref(), format!("They are one text now: `{key}`. `katsaus split` takes them apart"));
    Ok(())
}

/// Say that sources are different texts, however alike
///
/// They are not merged by a rule, and not asked of again.
#[derive(Debug, clap::Args)]
pub(crate) struct DistinctArgs {
    /// Sources, by key or unique beginning
    #[arg(required = true, num_args = 2..)]
    keys: Vec<String>,
}

pub(crate) fn run_distinct(ctx: &Ctx, args: &DistinctArgs) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let sources = each(&review, &args.keys)?;
    let done = review.distinct(&ctx.act(), &sources)?;
    ctx.done(done.as_ref(), "They are different texts, and are not asked of again");
    Ok(())
}

/// Say how one source belongs to another
///
/// For instance: katsaus link erratum-of smith2009a smith2009. Kinds: same-study, erratum-of, preprint-of, version-of,
/// part-of, reply-to, protocol-of, translation-of. Both stay sources of their own.
#[derive(Debug, clap::Args)]
pub(crate) struct LinkArgs {
    /// What the first is of the second
    kind: String,
    /// The first
    key: String,
    /// The second
    other: String,
    /// Take the link back
    #[arg(long)]
    remove: bool,
}

pub(crate) fn run_link(ctx: &Ctx, args: &LinkArgs) -> Result<(), Failure> {
    let kinds = || Link::ALL.into_iter().filter(|link| link.is_between_texts());
    let Some(link) = Link::parse(&args.kind.to_lowercase()).filter(|link| link.is_between_texts()) else {
        let kinds: Vec<&str> = kinds().map(Link::as_str).collect();
        return Err(Failure::user(format!("`{}` is no kind of link", args.kind))
            .hint(format!("kinds: {}", kinds.join(", ")))
            .hint("`katsaus same` and `katsaus distinct` judge whether two sources are one text"));
    };
    let mut review = ctx.open()?;
    let sources = each(&review, &[args.key.clone(), args.other.clone()])?;
    let done = review.link(&ctx.act(), link, (sources[0], sources[1]), args.remove)?;
    let (a, b) = (review.key_of(sources[0])?, review.key_of(sources[1])?);
    let message =
        if args.remove { format!("`{a}` is no longer {link} `{b}`") } else { format!("`{a}` is {link} `{b}`") };
    ctx.done(done.as_ref(), message);
    Ok(())
}

/// Take a source apart into the records that it was made of
///
/// With the key of a record that was merged away, that record alone becomes a source of its own again; with the key of the
/// source, each of its records. Each gets back the tags, cells and notes that were put on it. They are not merged again.
#[derive(Debug, clap::Args)]
pub(crate) struct SplitArgs {
    /// The source, or a record that was merged into it, by key
    key: String,
}

pub(crate) fn run_split(ctx: &Ctx, args: &SplitArgs) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let done = review.split(&ctx.act(), &args.key)?;
    ctx.done(done.as_ref(), format!("`{}` is apart now", args.key));
    Ok(())
}

/// The source of each key, one that is named twice twice: then it is an error that can be told.
fn each(review: &katsaus::Review, keys: &[String]) -> Result<Vec<i64>, Failure> {
    keys.iter().map(|key| Ok(review.source_by_key(key)?)).collect()
}
