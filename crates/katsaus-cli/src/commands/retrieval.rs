//! `retrieval`: whether full texts were to be had.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::table;
use crate::ui::count;
use katsaus::store::{Filter, Set};
use katsaus_model::Retrieval;

/// Say whether full texts are looked for, here, or not to be had
///
/// For instance: katsaus retrieval not-retrieved smith2009 --why 'library has no copy'. A file that `katsaus attach` put beside
/// a source says that its text was retrieved. Without words it lists what is looked for and what could not be had. The flow
/// diagram counts them; a text that could not be had is no excluded text.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// sought, retrieved, not-retrieved; or `none`, which takes it back
    state: Option<String>,
    /// Sources, by key or unique beginning
    keys: Vec<String>,
    /// The sources that a query finds
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Why a text could not be had
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let Some(state) = &args.state else { return list(ctx, &review, out) };
    let retrieval = match state.as_str() {
        "sought" => Some(Retrieval::Sought),
        "retrieved" => Some(Retrieval::Retrieved),
        "not-retrieved" => Some(Retrieval::NotRetrieved { why: args.why.clone() }),
        "none" => None,
        other => {
            return Err(Failure::usage(format!("a full text is not `{other}`"))
                .hint("sought, retrieved, not-retrieved; `none` takes it back"));
        }
    };
    if args.why.is_some() && !matches!(retrieval, Some(Retrieval::NotRetrieved { .. })) {
        return Err(Failure::usage("`--why` goes with `not-retrieved`"));
    }
    let sources = ctx.sources(&mut review, &args.keys, args.query.as_deref(), &format!("Note them as {state}"))?;
    let done = review.set_retrieval(&ctx.act(), &sources, retrieval.as_ref())?;
    ctx.done(done.as_ref(), format!("{}: {state}", count(sources.len(), "full text")));
    Ok(())
}

fn list(ctx: &Ctx, review: &katsaus::Review, out: Out<'_>) -> Result<(), Failure> {
    let mut states = review.retrievals()?;
    states.retain(|_, state| *state != Retrieval::Retrieved);
    let set: Set = states.keys().copied().collect();
    let rows = review.store().rows(Filter::Of(&set))?;
    let cells = rows.iter().map(|row| {
        let state = &states[&row.n];
        let why = match state {
            Retrieval::NotRetrieved { why } => why.clone().unwrap_or_default(),
            _ => String::new(),
        };
        vec![row.key.clone(), state.as_str().to_owned(), why, row.title.clone()]
    });
    write!(out, "{}", table(&ctx.ui, &["Source", "Full text", "Why", "Title"], cells.collect()))?;
    if rows.is_empty() {
        ctx.ui.status("No full text is being looked for, and none is noted as not to be had.");
    }
    Ok(())
}
