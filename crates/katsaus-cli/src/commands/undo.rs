//! `undo`: take back what was done.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;

/// Take back your newest operation, or any operation of the log (also an undo)
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The operation, as `log` names it; four digits or more
    operation: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    if let Some(typed) = &args.operation {
        let id = review.operation_by_id(typed)?;
        let of_another = review.store().log()?.into_iter().find(|row| row.id == id && row.by != ctx.act().by);
        let question =
            of_another.map(|row| format!("That was done by {}: {}. Undo it all the same?", row.by, row.what));
        if question.is_some_and(|question| !ctx.ui.ask(&question, true)) {
            return Err(Failure::user("nothing was undone"));
        }
    }
    let undone = review.undo(&ctx.act(), args.operation.as_deref())?;
    let op = &undone.op;
    let whose = if op.by == ctx.act().by { String::new() } else { format!(" by {}", op.by) };
    ctx.ui.status(format!("Undone: {}{whose} (operation {}).", op.what, op.id.short()));
    if undone.hidden > 0 {
        ctx.ui.status(format!(
            "{} made since hang on what is gone; they are hidden and come back with it.",
            count(undone.hidden, "change")
        ));
    }
    let newest = review.store().log()?.last().map(|row| row.id.short()).unwrap_or_default();
    ctx.ui.hint(format!("`katsaus undo {newest}` brings it back"));
    Ok(())
}
