//! `log`: what was done, by whom, when.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::table;
use crate::when;
use katsaus::log::Shown;
use katsaus::wire;

/// Show what was done, to the whole review or to one source
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// One source, by key or unique beginning
    key: Option<String>,
    /// How many of the newest to show (20 on a terminal)
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    let rows = match &args.key {
        Some(key) => {
            // What became of a source that is gone is just what its log says.
            let n = match review.source_by_key(key) {
                Ok(n) => n,
                Err(error) => review.store().identity_by_key(key)?.ok_or(error)?,
            };
            review.store().log_of(n)?
        }
        None => review.store().log()?,
    };
    if ctx.global.json {
        let skipped = rows.len().saturating_sub(args.limit.unwrap_or(usize::MAX));
        for row in &rows[skipped..] {
            let shown = Shown {
                id: row.id,
                time: when::exact(row.time),
                by: row.by.clone(),
                what: review.said_in_log(row)?,
                undone: !row.live,
            };
            writeln!(out, "{}", wire::v1::operation(&shown))?;
        }
        return Ok(());
    }
    let total = rows.len();
    let limit = args.limit.unwrap_or(if ctx.ui.out_is_terminal { 20 } else { usize::MAX });
    let mut shown = Vec::new();
    for row in rows.iter().rev().take(limit) {
        let said = review.said_in_log(row)?;
        let what = if row.live { said } else { format!("{said} — undone") };
        shown.push(vec![row.id.short(), when::show(row.time), row.by.clone(), what]);
    }
    write!(out, "{}", table(&ctx.ui, &["Operation", "When", "Who", "What"], shown))?;
    if total > limit {
        ctx.ui.hint(format!("{} earlier ones: `--limit {total}` shows all", total - limit));
    }
    Ok(())
}
