//! `merge`: another copy of the review.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Take in what another copy of this review holds
///
/// For reviewers who each work on a copy, on their own machine: copy the folder once, work apart, then merge either copy into
/// the other by mail, stick or a shared folder, as often as you like and in any order. Nothing is lost: the log of both is
/// united. Where both changed one thing without knowing of each other, the later change shows and `katsaus conflicts` lists both
/// until somebody writes the thing again. Full texts that are missing here are copied.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder of the other copy, or its review.db
    other: PathBuf,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let merged = review.merge(&ctx.act(), &args.other)?;
    if merged.added.is_empty() {
        ctx.ui.status("The other copy holds nothing that is not here.");
    } else {
        let mut by: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &merged.added {
            *by.entry(row.by.as_str()).or_default() += 1;
        }
        let by: Vec<String> = by.into_iter().map(|(name, n)| format!("{n} by {}", ctx.ui.safe(name))).collect();
        ctx.ui.status(format!("Added {}: {}.", count(merged.added.len(), "operation"), by.join(", ")));
    }
    if merged.files > 0 {
        ctx.ui.status(format!(
            "Copied {} that {} missing here.",
            count(merged.files, "file"),
            if merged.files == 1 { "was" } else { "were" }
        ));
    }
    for name in &merged.beside {
        ctx.ui.warning(format!(
            "both copies have a file of one name with different content: the other's is `{name}` beside it"
        ));
        ctx.ui.hint("`katsaus attach KEY FILE` attaches it, so that it is searched here too");
    }
    if merged.clashes > 0 {
        ctx.ui.warning(format!("{} changed in both copies: the later change shows", count(merged.clashes, "thing")));
        ctx.ui.hint("`katsaus conflicts` shows what each said; writing a thing again settles it");
    }
    if merged.only_here > 0 {
        ctx.ui.hint(format!(
            "the other copy lacks {} of this one; `katsaus merge` there takes them in",
            count(merged.only_here, "operation")
        ));
    }
    Ok(())
}
