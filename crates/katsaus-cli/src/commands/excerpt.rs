//! `excerpt`: passages, practices and findings of one source.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{DIM, KEY, count};
use katsaus::Review;
use katsaus::wire;
use katsaus_model::Excerpt;

/// Take passages, practices and findings from texts, and code each by itself
///
/// An excerpt is called by its source and a number: luecking2008/2. `katsaus tag CODE luecking2008/2` codes it, and
/// `katsaus tab phase level --of excerpts --list` sets excerpts out by their codes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Take an excerpt
    Add {
        /// The source, by key or unique beginning
        key: String,
        /// The passage, in the author's words or your own
        #[arg(required = true)]
        text: Vec<String>,
        #[command(flatten)]
        more: More,
        /// Codes, with commas between
        #[arg(long, value_name = "CODE,...")]
        tag: Option<String>,
    },
    /// List excerpts, all or those of the sources that a query finds
    List {
        /// A source by key, or a query, as in `search`
        query: Vec<String>,
        /// Those with this code only
        #[arg(long, value_name = "CODE")]
        code: Option<String>,
    },
    /// Change an excerpt
    Edit {
        /// The excerpt: luecking2008/2
        excerpt: String,
        /// Its words (else they stay)
        text: Vec<String>,
        #[command(flatten)]
        more: More,
        /// It is in your own words
        #[arg(long, conflicts_with = "quote")]
        paraphrase: bool,
    },
    /// Remove excerpts
    Remove {
        /// The excerpts: luecking2008/2
        #[arg(required = true)]
        excerpts: Vec<String>,
    },
}

/// What is said of an excerpt beside its words.
#[derive(Debug, clap::Args)]
struct More {
    /// Page or pages, as you would cite them
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
    /// The words are the author's own
    #[arg(long)]
    quote: bool,
    /// The topic whose cell it bears out
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let act = ctx.act();
    match &args.action {
        Action::Add { key, text, more, tag } => {
            let n = review.source_by_key(key)?;
            let excerpt = Excerpt {
                text: text.join(" "),
                quoted: more.quote,
                page: more.page.clone(),
                topic: more.topic.clone(),
            };
            let codes: Vec<String> = super::tag::listed(tag.as_deref().unwrap_or_default());
            let (name, done) = review.take_excerpt(&act, n, &excerpt, &codes)?;
            ctx.done(done.as_ref(), format!("Took excerpt `{name}`"));
            Ok(())
        }
        Action::List { query, code } => list(ctx, &mut review, query, code.as_deref(), out),
        Action::Edit { excerpt, text, more, paraphrase } => {
            let taken = review.excerpt_by_name(excerpt)?;
            let mut changed = taken.what.excerpt.clone();
            if !text.is_empty() {
                changed.text = text.join(" ");
            }
            changed.quoted = more.quote || changed.quoted && !paraphrase;
            changed.page = more.page.clone().or(changed.page).filter(|page| !page.is_empty());
            changed.topic = more.topic.clone().or(changed.topic).filter(|topic| !topic.is_empty());
            let done = review.edit_excerpt(&act, &taken, &changed)?;
            ctx.done(done.as_ref(), format!("Changed excerpt `{excerpt}`"));
            Ok(())
        }
        Action::Remove { excerpts } => {
            let taken: Result<Vec<_>, _> = excerpts.iter().map(|name| review.excerpt_by_name(name)).collect();
            let done = review.remove_excerpts(&act, &taken?)?;
            ctx.done(done.as_ref(), format!("Removed excerpt `{}`", excerpts.join("`, `")));
            Ok(())
        }
    }
}

fn list(ctx: &Ctx, review: &mut Review, query: &[String], code: Option<&str>, out: Out<'_>) -> Result<(), Failure> {
    // A key is a key here too.
    let set = match query {
        [one] if review.source_by_key(one).is_ok() => std::iter::once(review.source_by_key(one)?).collect(),
        _ => {
            let parsed = review.query(query)?;
            review.matching(&parsed.node, &mut ctx.ui.progress())?
        }
    };
    let code = code.map(|code| review.code_path(code)).transpose()?;
    let wanted = |codes: &[String]| {
        code.as_deref().is_none_or(|path| {
            codes
                .iter()
                .any(|code| code.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        })
    };
    let excerpts = review.excerpts(&set)?;
    let mut n = 0;
    for (key, taken) in excerpts.iter().filter(|(_, taken)| wanted(&taken.codes)) {
        n += 1;
        if ctx.global.json {
            writeln!(out, "{}", wire::v1::excerpt(key, taken))?;
            continue;
        }
        let name = format!("{key}/{}", taken.number());
        writeln!(out, "{KEY}{name}{KEY:#}  {DIM}{}{DIM:#}", taken.codes.join(", "))?;
        writeln!(out, "    {}", wrap(&ctx.ui.safe(&taken.excerpt.cited()), ctx.ui.width, 4))?;
    }
    ctx.ui.status(count(n as u64, "excerpt"));
    if n == 0 {
        ctx.ui.hint("`katsaus excerpt add KEY TEXT --page 12 --tag CODE` takes one");
    }
    Ok(())
}
