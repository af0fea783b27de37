//! `tags`: which codes are on how many sources.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::table;
use serde_json::json;

/// Count sources by code
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// One group only
    group: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    let rows = review.codebook()?.into_iter().filter(|row| row.sources > 0);
    let of_group =
        |path: &str| args.group.as_ref().is_none_or(|group| katsaus_model::Protocol::group_of(path) == group);
    let rows: Vec<_> = rows.filter(|row| of_group(&row.path)).collect();
    if ctx.global.json {
        for row in &rows {
            writeln!(
                out,
                "{}",
                json!({"schema": "katsaus.tag-count.v1", "code": row.path, "label": row.label, "sources": row.sources})
            )?;
        }
        return Ok(());
    }
    if rows.is_empty() {
        ctx.ui.status("No source has a tag.");
        ctx.ui.hint("`katsaus codebook list` shows the codes, `katsaus tag CODE KEY` puts one on");
        return Ok(());
    }
    let most = rows.iter().map(|row| row.sources).max().unwrap_or(1).max(1);
    let rows = rows.iter().map(|row| {
        let bar = "█".repeat(((row.sources * 30).div_ceil(most)) as usize);
        vec![row.path.clone(), row.label.clone(), row.sources.to_string(), bar]
    });
    write!(out, "{}", table(&ctx.ui, &["Code", "Label", "Sources", ""], rows.collect()))?;
    Ok(())
}
