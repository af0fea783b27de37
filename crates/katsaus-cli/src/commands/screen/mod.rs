//! `screen`: decide on text after text, in an order that saves work; see how far one is; or see on a labelled file what the
//! order would have saved. This file opens and closes the terminal.

#[cfg(feature = "tui")]
mod draw;
mod end;
#[cfg(feature = "tui")]
mod keys;
mod list;
mod simulate;
#[cfg(feature = "tui")]
mod sitting;
#[cfg(all(test, feature = "tui"))]
mod tests;

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use katsaus::Review;
use katsaus::review::{Queue, QueueOrder};

/// Screen: decide on one source after another, the likeliest to be included first
///
/// Shows title and abstract, with your own words for and against marked; one key a verdict, number keys for reasons. Each
/// decision is on disk before the next source is shown, and `u` takes it back. After every decision the order is learnt anew
/// from all of yours, and what is seen so far says whether one may stop. Sources without an abstract come last, since little
/// can be learnt of them. Leave with q at any time; the next `katsaus screen` goes on where you were.
///
/// Where several are to decide on a source (`katsaus assign`, or `reviewers = 2` at a stage in katsaus.toml), none of them sees
/// what the others decided before all have: neither here nor in lists, exports or the log. That is a courtesy of this
/// program, no secrecy: who can open the review's file can read it.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Sub>,
    /// The stage (else the first at which something waits for you)
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// In which order sources come: relevance (the likeliest to be included first), random, key
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    order: String,
    /// The selection that is decided for (else the whole collection)
    #[arg(long, value_name = "SELECTION")]
    selection: Option<String>,
    /// Only sources that a query finds
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Settle what reviewers decided differently, one source after another
    #[arg(long, conflicts_with_all = ["list", "stop", "go_on", "sample"])]
    conflicts: bool,
    /// Print the sources that come next, in their order, instead of asking
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "20", conflicts_with_all = ["stop", "go_on", "sample"])]
    list: Option<usize>,
    /// A sample by chance of N sources, to see how many relevant ones are left among those not looked at
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// End screening at the stage: what nobody looked at gets a line of its own in the flow diagram
    #[arg(long, conflicts_with_all = ["go_on", "sample", "query"])]
    stop: bool,
    /// Go on with screening that was ended
    #[arg(long, conflicts_with = "query")]
    go_on: bool,
    /// Why it is ended (else what the rule for stopping says)
    #[arg(long, value_name = "TEXT", requires = "stop")]
    why: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Sub {
    Simulate(simulate::Args),
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    if let Some(Sub::Simulate(args)) = &args.command {
        return simulate::run(ctx, args, out);
    }
    if ctx.global.at.is_some() && args.list.is_none() {
        return Err(katsaus::ReviewError::Past.into());
    }
    let mut review = ctx.open()?;
    ctx.warn_of_stranger(&review);
    let selection = review.selection_or_whole(args.selection.as_deref())?;
    if args.conflicts {
        return sit_at_conflicts(ctx, review, &selection);
    }
    let queue = queue(ctx, &mut review, args, &selection)?;
    if args.stop || args.go_on {
        return end::run(ctx, &mut review, (&selection, &queue), args.stop, args.why.as_deref());
    }
    if let Some(number) = args.list {
        return list::run(ctx, &review, queue, number, out);
    }
    if let Some(stop) = review.stopped(&selection, queue.stage())? {
        ctx.ui.warning(format!("{} ended screening at {} on {}", stop.by, queue.stage(), crate::when::day(stop.at)));
        ctx.ui.hint("`katsaus screen --go-on` takes that back");
    }
    sit(ctx, review, selection, queue, args.sample)
}

/// The sources that wait at the stage that is meant.
fn queue(ctx: &Ctx, review: &mut Review, args: &Args, selection: &str) -> Result<Queue, Failure> {
    let order = QueueOrder::parse(&args.order).ok_or_else(|| {
        Failure::usage(format!("sources do not come by `{}`", args.order)).hint("orders: relevance, random, key")
    })?;
    let order = if args.sample.is_some() { QueueOrder::Random } else { order };
    let reviewer = ctx.act().by;
    let mut among = review.to_screen(selection)?;
    if let Some(query) = &args.query {
        let parsed = review.query(std::slice::from_ref(query))?;
        among.intersect(&review.matching(&parsed.node, &mut ctx.ui.progress())?);
    }
    let stage = match &args.stage {
        Some(typed) => review.stage_of(selection, typed)?,
        None => {
            let screened = review.screened(selection)?;
            // A stage that was ended is not begun again unless somebody names it.
            let mut ended = Vec::new();
            for at in screened.passed_now() {
                if review.stopped(selection, &screened.stages[at])?.is_some() {
                    ended.push(at);
                }
            }
            let may = |at: &usize| args.stop || args.go_on || !ended.contains(at);
            let waits = |n: i64| screened.passed_now().find(|at| may(at) && screened.waits_for(n, *at, &reviewer));
            let open = among.iter().filter_map(waits).min();
            let at = open.or_else(|| screened.passed_now().next_back()).ok_or(katsaus::ReviewError::NoStages)?;
            screened.stages[at].clone()
        }
    };
    Ok(review.queue((selection, &stage), &reviewer, &among, order)?)
}

#[cfg(not(feature = "tui"))]
fn sit(_: &Ctx, _: Review, _: String, _: Queue, _: Option<usize>) -> Result<(), Failure> {
    Err(no_terminal("this katsaus was built without what runs in the terminal"))
}

#[cfg(not(feature = "tui"))]
fn sit_at_conflicts(_: &Ctx, _: Review, _: &str) -> Result<(), Failure> {
    Err(no_terminal("this katsaus was built without what runs in the terminal"))
}

fn no_terminal(why: &str) -> Failure {
    Failure::usage(why)
        .hint("`katsaus screen --list` prints what comes next, `katsaus decide include KEY` decides")
        .hint("`katsaus conflicts` lists what reviewers decided differently")
}

#[cfg(feature = "tui")]
fn sit(ctx: &Ctx, review: Review, selection: String, queue: Queue, sample: Option<usize>) -> Result<(), Failure> {
    let acts = || ctx.act();
    let sitting = sitting::Sitting::new(review, &acts, selection, queue, sample)?;
    if sitting.is_done() {
        ctx.ui.status(sitting.farewell());
        return Ok(());
    }
    go_through(ctx, sitting)
}

#[cfg(feature = "tui")]
fn sit_at_conflicts(ctx: &Ctx, review: Review, selection: &str) -> Result<(), Failure> {
    let acts = || ctx.act();
    let sitting = sitting::Sitting::at_conflicts(review, &acts, selection.to_owned())?;
    if sitting.is_done() {
        ctx.ui.status("Nobody differs, as far as all have decided.");
        return Ok(());
    }
    go_through(ctx, sitting)
}

#[cfg(feature = "tui")]
fn go_through(ctx: &Ctx, mut sitting: sitting::Sitting<'_>) -> Result<(), Failure> {
    use ratatui::crossterm::event::{self, Event, KeyEventKind};
    use std::io::IsTerminal;
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(no_terminal("`screen` needs a terminal"));
    }
    if let Some(wrong) = keys::wrong_keys(&sitting) {
        return Err(Failure::user(format!("katsaus.toml, {wrong}")));
    }
    // A panic, too, leaves the terminal as it was: ratatui sees to that.
    let mut terminal = ratatui::try_init().map_err(Failure::from)?;
    let mut ask = || -> Result<(), Failure> {
        loop {
            terminal.draw(|frame| draw::draw(frame, &mut sitting))?;
            if let Event::Key(key) = event::read()?
                && key.kind != KeyEventKind::Release
                && keys::press(&mut sitting, key)? == keys::Then::Quit
            {
                return Ok(());
            }
        }
    };
    let done = ask();
    ratatui::restore();
    done?;
    ctx.ui.status(sitting.farewell());
    Ok(())
}
