//! `screen --list`: what comes next, printed.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::table;
use crate::ui::count;
use katsaus::Review;
use katsaus::review::{Queue, QueueOrder};
use katsaus::wire;

pub(super) fn run(ctx: &Ctx, review: &Review, mut queue: Queue, number: usize, out: Out<'_>) -> Result<(), Failure> {
    let names = review.names()?;
    let statuses = review.statuses()?;
    let next = queue.upcoming(number);
    let mut cells = Vec::new();
    for (place, n) in next.iter().enumerate() {
        let Some(source) = review.source(*n, &names)? else { continue };
        if ctx.global.json {
            writeln!(out, "{}", wire::v1::source(&source, statuses.get(n).copied().unwrap_or("undecided")))?;
            continue;
        }
        let year = source.fields.year.map(|year| year.to_string()).unwrap_or_default();
        let title = source.fields.title.clone().unwrap_or_default();
        let mark = if queue.is_without_abstract(*n) { "none" } else { "" };
        cells.push(vec![(place + 1).to_string(), source.key.0.clone(), year, title, mark.to_owned()]);
    }
    if ctx.global.json {
        return Ok(());
    }
    if !cells.is_empty() {
        write!(out, "{}", table(&ctx.ui, &["", "Source", "Year", "Title", "Abstract"], cells))?;
    }
    let standing = queue.standing();
    ctx.ui.status(format!("At {}: {}.", queue.stage(), super::end::rule(&standing)));
    if queue.order() == QueueOrder::Relevance && !queue.is_ranked() && standing.decided < standing.all {
        ctx.ui.hint("nothing is included yet that others could be compared with, so they come by key");
    }
    if standing.left_without_abstract > 0 && queue.order() == QueueOrder::Relevance {
        ctx.ui.hint(format!(
            "{} without an abstract: ranked among themselves, behind the others",
            count(standing.left_without_abstract, "source")
        ));
    }
    Ok(())
}
