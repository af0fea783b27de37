//! `screen --stop` and `--go-on`: that screening is ended with sources left that nobody looked at, as an operation.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;
use katsaus::Review;
use katsaus::review::{Queue, Standing};

pub(super) fn run(
    ctx: &Ctx,
    review: &mut Review,
    (selection, queue): (&str, &Queue),
    stops: bool,
    why: Option<&str>,
) -> Result<(), Failure> {
    let standing = queue.standing();
    let rule = rule(&standing);
    let why = why.unwrap_or(&rule);
    let stage = queue.stage().to_owned();
    let done = review.stop_screening(&ctx.act(), (selection, &stage), Some(why), stops)?;
    if !stops {
        ctx.done(done.as_ref(), format!("Screening at {stage} goes on"));
        return Ok(());
    }
    let left = standing.all - standing.decided;
    let half = review.half_decided(selection, &stage)?;
    if half > 0 {
        ctx.ui.warning(format!(
            "{} some of their reviewers have decided on and others not: they stay open",
            count(half, "source")
        ));
        ctx.ui.hint("the diagram counts them as not screened until all have decided");
    }
    ctx.done(done.as_ref(), format!("Screening at {stage} is ended; {} not looked at", count(left, "source")));
    if !standing.may_stop && left > 0 {
        ctx.ui.warning(format!("the rule for stopping does not support that yet: {rule}"));
        ctx.ui.hint(
            "`katsaus screen --sample 50` shows what a sample by chance of the rest holds; `--go-on` opens it again",
        );
    }
    Ok(())
}

/// What the rule for stopping says, in a sentence.
pub(super) fn rule(standing: &Standing) -> String {
    if standing.all == 0 {
        return "nothing has come to it that is yours to decide on".to_owned();
    }
    if standing.decided == 0 {
        return format!("0 of {} looked at", standing.all);
    }
    let Standing { p, may_stop, at_most_left, decided, all, left_without_abstract, of_abstracts_alone, .. } = standing;
    let verdict = if *may_stop {
        "95 % of what is relevant is found, with 95 % confidence"
    } else {
        "it is not certain that 95 % of what is relevant is found"
    };
    let apart = match of_abstracts_alone {
        true => format!(", beside {left_without_abstract} without an abstract"),
        false => String::new(),
    };
    format!(
        "{decided} of {all} looked at; {verdict} (p = {p:.3}); up to {at_most_left} relevant ones may be left{apart}"
    )
}
