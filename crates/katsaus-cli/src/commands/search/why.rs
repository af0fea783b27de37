//! `search --explain KEY`: why a source is found or not.

use super::{Out, say_how};
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::{BOLD, DIM, KEY, cut};
use katsaus::query::Query;
use katsaus::review::Clause;
use katsaus::{Review, wire};

pub(super) fn why(
    ctx: &Ctx,
    review: &mut Review,
    parsed: &Query,
    keys: &[String],
    out: Out<'_>,
) -> Result<(), Failure> {
    if !ctx.global.json {
        say_how(ctx, parsed);
    }
    for n in review.sources_by_key(keys)? {
        let Some(row) = review.store().row(n)? else { continue };
        let clauses = review.explain_source(&parsed.node, n, &mut ctx.ui.progress())?;
        if ctx.global.json {
            for clause in &clauses {
                let Clause { depth, text, holds, places } = clause;
                writeln!(out, "{}", wire::v1::clause(&row.key, *depth, text, *holds, places))?;
            }
            continue;
        }
        let found = clauses.first().is_some_and(|clause| clause.holds);
        let verdict = if found { "is found" } else { "is not found" };
        writeln!(out, "{KEY}{}{KEY:#} {verdict}: {}", row.key, ctx.ui.safe(&cut(&row.title, 70)))?;
        for clause in &clauses {
            write_clause(ctx, clause, out)?;
        }
        let candidate = found && !review.matching(&parsed.node, &mut ctx.ui.progress())?.contains(n);
        if candidate {
            writeln!(
                out,
                "  It is a candidate, and those are left out unless the query asks for them: status:candidate"
            )?;
        }
    }
    Ok(())
}

fn write_clause(ctx: &Ctx, clause: &Clause, out: Out<'_>) -> Result<(), Failure> {
    let (sign, indent) = (if clause.holds { "yes" } else { "no " }, "  ".repeat(clause.depth));
    writeln!(out, "  {BOLD}{sign}{BOLD:#}  {indent}{}", ctx.ui.safe(&cut(&clause.text, 200)))?;
    for (field, words) in &clause.places {
        writeln!(out, "       {indent}{DIM}{field}: {}{DIM:#}", ctx.ui.safe(&words.join(", ")))?;
    }
    Ok(())
}
