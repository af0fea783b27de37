//! `check`: is everything as it should be?

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;
use serde_json::json;

/// Look for damage: file, log, records, counts, codebook
///
/// Every operation and record is hashed again, and the whole log is replayed to see whether it gives what the review
/// shows.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(ctx: &Ctx, _: &Args, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    let faults = review.check()?;
    for fault in &faults {
        if ctx.global.json {
            writeln!(out, "{}", json!({"schema": "katsaus.fault.v1", "code": fault.code, "message": fault.message}))?;
        } else {
            writeln!(out, "{}: {}", fault.code, ctx.ui.safe(&fault.message))?;
        }
    }
    let counts = review.store().counts()?;
    if faults.is_empty() {
        ctx.ui.status(format!(
            "All is well: {}, {}, {}; the log gives exactly what the review shows.",
            count(counts.operations, "operation"),
            count(counts.records, "record"),
            count(counts.sources, "source")
        ));
        return Ok(());
    }
    let damaged =
        faults.iter().any(|fault| matches!(fault.code, "integrity" | "hash" | "parent" | "digest" | "projection"));
    if damaged {
        ctx.ui.hint(
            "`katsaus restore FILE` goes back to a backup (folder `backups`); the review is left as it is until then",
        );
    }
    Err(Failure::findings())
}
