//! `conflicts`: sources on which reviewers differ.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{BOLD, DIM, KEY, count};
use crate::when;
use katsaus::wire;

/// List sources on which reviewers differ, with what each said; and what two copies of the review changed differently
///
/// Shown are sources on which all who are to decide have done so. `katsaus decide include KEY --resolve --note WHY` settles
/// one: the reviewers' own decisions stay in the log beside it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The selection that was decided for (else the whole collection)
    #[arg(long, value_name = "SELECTION")]
    selection: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    let selection = review.selection_or_whole(args.selection.as_deref())?;
    let conflicts = review.conflicts(&selection)?;
    let names = review.names()?;
    for conflict in &conflicts {
        if ctx.global.json {
            writeln!(
                out,
                "{}",
                wire::v1::conflict(
                    conflict.row.key.as_str(),
                    &conflict.row.title,
                    &conflict.stage,
                    &conflict.decisions
                )
            )?;
            continue;
        }
        let title = wrap(&ctx.ui.safe(&conflict.row.title), ctx.ui.width, 2);
        writeln!(out, "{KEY}{}{KEY:#}  {BOLD}{title}{BOLD:#}", conflict.row.key)?;
        writeln!(out, "  {DIM}at {}{DIM:#}", review.stage_label(&conflict.stage))?;
        for decision in &conflict.decisions {
            let note = decision.note.as_ref().map(|note| format!(" — {}", ctx.ui.safe(note))).unwrap_or_default();
            let said = review.verdict_in_words(&names, &decision.verdict);
            writeln!(out, "  {}: {}{note}", ctx.ui.safe(&decision.by), ctx.ui.safe(&said))?;
        }
    }
    let clashes = review.clashes()?;
    for clash in &clashes {
        if ctx.global.json {
            let said: Vec<(&str, &str, String)> = clash
                .said
                .iter()
                .map(|(words, version)| (version.by.as_str(), words.as_str(), when::exact(version.at)))
                .collect();
            writeln!(out, "{}", wire::v1::clash(&clash.key, &clash.what, &said))?;
            continue;
        }
        writeln!(out, "{KEY}{}{KEY:#}  {BOLD}{}{BOLD:#}", clash.key, ctx.ui.safe(&clash.what))?;
        for (at, (words, version)) in clash.said.iter().enumerate() {
            let shows = if at + 1 == clash.said.len() { " (this shows)" } else { "" };
            let words = ctx.ui.safe(&crate::ui::cut(words, 200));
            writeln!(out, "  {} on {}: {words}{shows}", ctx.ui.safe(&version.by), when::show(version.at))?;
        }
    }
    if !clashes.is_empty() {
        ctx.ui.status(format!("{} changed in two copies; writing it again settles it.", count(clashes.len(), "thing")));
    }
    if conflicts.is_empty() {
        ctx.ui.status("Nobody differs, as far as all have decided.");
    } else {
        ctx.ui.status(format!("{} to settle.", count(conflicts.len(), "source")));
        ctx.ui.hint("`katsaus decide include|exclude KEY --resolve --note WHY` settles one");
    }
    Ok(())
}
