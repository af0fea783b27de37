//! `status`: a review at a glance.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::{BOLD, count, thousands};
use crate::when;
use serde_json::json;

/// Show what the review holds
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(ctx: &Ctx, _: &Args, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    let status = review.status()?;
    let protocol = review.protocol();
    let became = review.counted()?.total();
    if ctx.global.json {
        let object = json!({
            "schema": "katsaus.status.v1", "title": protocol.title, "sources": status.counts.sources,
            "records": status.counts.records, "operations": status.counts.operations, "tags": status.counts.tags,
            "cells": status.counts.cells, "decisions": status.counts.decisions, "decided": status.decided,
            "without_abstract": status.without_abstract, "searches": status.searches,
            "became": {
                "records": became.records(), "sources": became.sources, "within": became.within, "here": became.here,
                "removed": became.removed,
            },
        });
        writeln!(out, "{object}")?;
        return Ok(());
    }
    writeln!(out, "{BOLD}{}{BOLD:#}", ctx.ui.safe(&protocol.title))?;
    let c = status.counts;
    writeln!(
        out,
        "{}, from {} in {}; {}, {}, {}",
        count(c.sources, "source"),
        count(c.records, "record"),
        count(status.imports.len(), "import"),
        count(c.tags, "tag"),
        count(c.cells, "cell"),
        count(c.decisions, "decision")
    )?;
    for row in &status.imports {
        let again = if row.import.updates.is_some() { " (an edited copy)" } else { "" };
        writeln!(
            out,
            "  {}  {}: {}{again}",
            when::show(row.time),
            ctx.ui.safe(&row.import.name),
            count(row.import.records, "new record")
        )?;
    }
    let merged = became.within + became.here;
    if merged + became.removed > 0 {
        writeln!(
            out,
            "  {} = {} + {} merged + {} of removed texts",
            count(became.records(), "record"),
            count(became.sources, "source"),
            thousands(merged),
            thousands(became.removed)
        )?;
    }
    if c.sources == 0 {
        ctx.ui.hint("`katsaus import YOUR-TABLE.xlsx` reads your list");
        return Ok(());
    }
    let levels = status.read.iter().filter(|(_, n)| *n > 0);
    let levels: Vec<String> = levels.map(|(level, n)| format!("{level} {}", thousands(*n as u64))).collect();
    writeln!(out, "\nRead        {}", levels.join(" · "))?;
    let decided: Vec<String> =
        status.decided.iter().map(|(word, n)| format!("{word} {}", thousands(*n as u64))).collect();
    writeln!(out, "Status      {}", decided.join(" · "))?;
    writeln!(out, "Abstracts   {} without", thousands(status.without_abstract as u64))?;
    let searches = if status.searches == 0 { "not recorded".to_owned() } else { count(status.searches, "search") };
    writeln!(out, "Searches    {searches}")?;
    for (name, n) in status.groups.iter().filter(|(_, n)| *n > 0) {
        writeln!(
            out,
            "Tagged      {} of {} by {}",
            thousands(*n as u64),
            thousands(c.sources),
            review.group_label(name)
        )?;
    }
    for (name, n) in status.topics.iter().filter(|(_, n)| *n > 0) {
        let label = protocol.topic(name).map_or(name.as_str(), |topic| protocol.label(&topic.label, name));
        writeln!(out, "Cells       {} of {} on {}", thousands(*n), thousands(c.sources), ctx.ui.safe(label))?;
    }
    Ok(())
}
