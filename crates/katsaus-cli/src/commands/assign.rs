//! `assign`: who is to decide on which source.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;
use katsaus::review::Assigning;
use katsaus::screen::Sharing;

/// Share sources out among reviewers
///
/// For instance: katsaus assign anna ben --overlap 20 gives each source to one of the two, and every fifth to both, so that
/// you see how far they agree; katsaus assign anna ben --each 2 gives all to both. Everybody gets as many as the others;
/// which ones is as good as chance, and the same in every copy of the review. What was assigned at that stage before is
/// replaced; decisions stay.
///
/// Until all to whom a source was given have decided on it, none of them sees what the others decided: not in lists,
/// exports, the log or `show`. That is a courtesy of this program. Who can open the review's file can read it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The reviewers, by the names that `--as` takes
    #[arg(required = true)]
    reviewers: Vec<String>,
    /// How many reviewers get each source
    #[arg(long, value_name = "N", default_value_t = 1)]
    each: usize,
    /// The percentage of the sources that one reviewer more gets
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0)]
    overlap: f64,
    /// The sources that a query finds (else all)
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// The stage (else the first)
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// The selection (else the whole collection)
    #[arg(long, value_name = "SELECTION")]
    selection: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    if args.each == 0 || args.each > args.reviewers.len() {
        return Err(Failure::usage(format!("{} cannot get each source", count(args.each, "reviewer")))
            .hint(format!("{} named", count(args.reviewers.len(), "reviewer"))));
    }
    if !(0.0..=100.0).contains(&args.overlap) {
        return Err(Failure::usage("`--overlap` is a percentage: 0 to 100"));
    }
    let mut review = ctx.open()?;
    let selection = review.selection_or_whole(args.selection.as_deref())?;
    let stage = match &args.stage {
        Some(typed) => review.stage_of(&selection, typed)?,
        None => review.stages_of(&selection)?.into_iter().next().ok_or(katsaus::ReviewError::NoStages)?,
    };
    let mut sources = review.to_screen(&selection)?;
    if let Some(query) = &args.query {
        let parsed = review.query(std::slice::from_ref(query))?;
        sources.intersect(&review.matching(&parsed.node, &mut ctx.ui.progress())?);
    }
    let mut reviewers: Vec<String> = Vec::new();
    for typed in &args.reviewers {
        let known = review.reviewer_called(typed);
        if reviewers.contains(&known) {
            return Err(Failure::usage(format!("`{known}` is named twice")));
        }
        let is_listed = review.protocol().reviewers.iter().any(|(id, _)| *id == known);
        if !review.protocol().reviewers.is_empty() && !is_listed {
            let listed: Vec<&str> = review.protocol().reviewers.iter().map(|(id, _)| id.as_str()).collect();
            return Err(Failure::user(format!("katsaus.toml lists no reviewer `{typed}`"))
                .hint(format!("reviewers: {}; others are added there: [reviewers.{typed}]", listed.join(", "))));
        }
        reviewers.push(known);
    }
    let sharing = Sharing { each: args.each, overlap: args.overlap / 100.0 };
    let assigning = Assigning { selection, stage, reviewers, sharing };
    let assigned = review.assign(&ctx.act(), &assigning, &sources)?;
    let shares: Vec<String> = assigned.shares.iter().map(|(name, n)| format!("{name} {n}")).collect();
    let wanted = review
        .protocol()
        .stages
        .iter()
        .find(|(name, _)| *name == assigning.stage)
        .map_or(1, |(_, stage)| stage.reviewers);
    if args.each < wanted {
        ctx.ui.warning(format!(
            "katsaus.toml asks for {wanted} reviewers at {}, and most sources have {} now",
            assigning.stage, args.each
        ));
        ctx.ui.hint(format!(
            "`--each {wanted}` gives each source to as many; who is assigned counts, whatever katsaus.toml says"
        ));
    }
    let several = if assigned.several > 0 { format!("; {} to more than one", assigned.several) } else { String::new() };
    ctx.done(assigned.done.as_ref(), format!("Assigned at {}: {}{several}", assigning.stage, shares.join(", ")));
    Ok(())
}
