//! `list`: sources by key.

use super::Out;
use super::search::shorten;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::table;
use crate::ui::{count, cut};
use katsaus::store::Filter;
use katsaus::wire;

/// List sources, all or those that a query finds
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query, as in `search`
    query: Vec<String>,
    /// How many to show
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let parsed = review.query(&args.query)?;
    let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    let rows = review.store().rows(Filter::Of(&set))?;
    let limit = args.limit.unwrap_or(usize::MAX);
    if ctx.global.json {
        let names = review.names()?;
        let statuses = review.statuses()?;
        for row in rows.iter().take(limit) {
            if let Some(source) = review.source(row.n, &names)? {
                let status = statuses.get(&row.n).copied().unwrap_or("undecided");
                writeln!(out, "{}", wire::v1::source(&source, status))?;
            }
        }
        return Ok(());
    }
    if !args.query.is_empty() {
        ctx.ui.status(format!("Read as: {}", parsed.node));
    }
    let shown = rows.iter().take(limit).map(|row| {
        let year = row.year.map(|year| year.to_string()).unwrap_or_default();
        vec![row.key.clone(), cut(&shorten(&row.authors), 40), year, row.title.clone()]
    });
    let shown: Vec<Vec<String>> = shown.collect();
    if !shown.is_empty() {
        write!(out, "{}", table(&ctx.ui, &["Key", "Authors", "Year", "Title"], shown))?;
    }
    ctx.ui.status(count(rows.len(), "source"));
    Ok(())
}
