//! `decide`: verdicts on sources by key or query, for scripts and for many at once; and settling what reviewers decided
//! differently.

use super::tag::listed;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;
use katsaus::Review;
use katsaus::review::Deciding;
use katsaus_model::Verdict;

/// Decide on sources: include, exclude, or unsure
///
/// For instance: katsaus decide exclude smith2009 --reason wrong-type, or katsaus decide include --where 'title:employer*'.
/// The decision is yours, at the first stage at which each source waits for you, unless --stage says which. Where you have
/// decided already, a later decision takes the place of the earlier one; both stay in the log. `katsaus screen` asks about one
/// source after another.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// include, exclude, unsure; or `none`, which takes your decision back
    verdict: String,
    /// Sources, by key or unique beginning
    keys: Vec<String>,
    /// The sources that a query finds
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Why they are left out: reasons of the protocol, the one that counts first, with commas between
    #[arg(long, value_name = "REASON")]
    reason: Option<String>,
    /// The stage
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// The selection that is decided for (else the whole collection)
    #[arg(long, value_name = "SELECTION")]
    selection: Option<String>,
    /// A note made with the decision
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Settle what reviewers decided differently: their decisions stay, this one counts
    #[arg(long)]
    resolve: bool,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let selection = review.selection_or_whole(args.selection.as_deref())?;
    let stage = args.stage.as_deref().map(|typed| review.stage_of(&selection, typed)).transpose()?;
    let verdict = verdict(&review, args, stage.as_deref())?;
    let question = match &verdict {
        Some(verdict) => format!("Decide `{}` on them", verdict.as_str()),
        None => "Take your decision on them back".to_owned(),
    };
    let sources = ctx.sources(&mut review, &args.keys, args.query.as_deref(), &question)?;
    if sources.is_empty() {
        ctx.ui.status("The query finds nothing, so nothing was changed.");
        return Ok(());
    }
    if args.resolve {
        return resolve(ctx, &mut review, (&selection, stage), verdict, &sources, args.note.clone());
    }
    ctx.warn_of_stranger(&review);
    let deciding = Deciding { selection, stage, verdict, note: args.note.clone(), order: None };
    let (done, stages) = review.decide(&ctx.act(), &deciding, &sources)?;
    let number = count(sources.len(), "source");
    let labels: Vec<String> = stages.iter().map(|stage| review.stage_label(stage)).collect();
    let at = labels.join(" and ");
    let message = match &deciding.verdict {
        Some(verdict) => format!("{} at {at}: {number}", said(&review, verdict)?),
        None => format!("Took your decision on {number} at {at} back"),
    };
    ctx.done(done.as_ref(), message);
    let is_bare = matches!(&deciding.verdict, Some(Verdict::Exclude { reasons }) if reasons.is_empty());
    let last = review.protocol().last_stage();
    let asks = last.contains("full") || review.protocol().stages_on().count() > 1;
    if is_bare && asks && stages.iter().any(|stage| stage == last) {
        ctx.ui.hint("at full text readers will ask why: `--reason REASON`; `katsaus reasons` lists them");
    }
    Ok(())
}

/// `Include`, `Exclude (kind of text not admitted)`.
fn said(review: &Review, verdict: &Verdict) -> Result<String, Failure> {
    let words = review.verdict_in_words(&review.names()?, verdict);
    let mut letters = words.chars();
    Ok(letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default())
}

fn verdict(review: &Review, args: &Args, stage: Option<&str>) -> Result<Option<Verdict>, Failure> {
    let reasons = review.reason_ids(&args.reason.as_deref().map(listed).unwrap_or_default(), stage)?;
    let verdict = match args.verdict.to_lowercase().as_str() {
        "include" | "i" => Some(Verdict::Include),
        "exclude" | "e" => Some(Verdict::Exclude { reasons: reasons.clone() }),
        "unsure" | "u" | "maybe" => Some(Verdict::Unsure),
        "none" => None,
        other => {
            return Err(Failure::usage(format!("`{other}` is no verdict"))
                .hint("verdicts: include, exclude, unsure; `none` takes yours back"));
        }
    };
    match (&verdict, reasons.is_empty()) {
        (Some(Verdict::Exclude { .. }), _) | (_, true) => Ok(verdict),
        _ => Err(Failure::usage("a reason says why a text is left out; it goes with `exclude` only")
            .hint("`--note TEXT` says anything else")),
    }
}

fn resolve(
    ctx: &Ctx,
    review: &mut Review,
    (selection, stage): (&str, Option<String>),
    verdict: Option<Verdict>,
    sources: &[i64],
    note: Option<String>,
) -> Result<(), Failure> {
    let Some(verdict) = verdict else {
        return Err(Failure::usage("`--resolve` needs a verdict that counts")
            .hint("`katsaus undo OPERATION` takes back how something was settled"));
    };
    let conflicts = review.conflicts(selection)?;
    for n in sources {
        let of_text = conflicts.iter().find(|conflict| conflict.row.n == *n);
        let stage = match (&stage, of_text) {
            (Some(stage), _) => stage.clone(),
            (None, Some(conflict)) => conflict.stage.clone(),
            (None, None) => {
                return Err(Failure::user(format!(
                    "nobody differs on {}: there is nothing to settle",
                    review.key_of(*n)?
                ))
                .hint("`katsaus conflicts` lists what there is; `--stage STAGE` settles anew what was settled"));
            }
        };
        let done = review.resolve(&ctx.act(), (selection, &stage), *n, verdict.clone(), note.clone())?;
        ctx.done(done.as_ref(), format!("Settled {} at {stage}: {}", review.key_of(*n)?, said(review, &verdict)?));
    }
    Ok(())
}
