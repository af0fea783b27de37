//! `explain`: how a query is understood.

use super::Out;
use super::search::say_how;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{BOLD, DIM, cut};
use katsaus::query::Fields;
use katsaus::review::Branch;
use katsaus::wire;

/// Show how a query is understood: its parts, what each finds, what its words stand for
///
/// For instance: katsaus explain '(employer* OR workplace) NEAR/5 inclusion -year:..1990'.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query, as in `search`
    #[arg(required = true)]
    query: Vec<String>,
    /// Name all words that a truncation stands for, not just the most frequent
    #[arg(long)]
    all: bool,
    /// Look into full texts too, wherever the query names no field
    #[arg(long)]
    full: bool,
}

/// Words that are named for one of the query.
const NAMED: usize = 12;

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let fields = if args.full { Fields::ALL } else { Fields::ANY };
    let parsed = review.query_in(fields, &args.query)?;
    let branches = review.explain(&parsed.node, &mut ctx.ui.progress())?;
    if ctx.global.json {
        for Branch { depth, text, hits, stands_for } in &branches {
            writeln!(out, "{}", wire::v1::query_part(*depth, text, *hits, stands_for))?;
        }
        return Ok(());
    }
    say_how(ctx, &parsed);
    let digits = branches.iter().map(|branch| branch.hits).max().unwrap_or(0).to_string().len();
    for branch in &branches {
        write_branch(ctx, branch, digits, args.all, out)?;
    }
    Ok(())
}

fn write_branch(ctx: &Ctx, branch: &Branch, digits: usize, all: bool, out: Out<'_>) -> Result<(), Failure> {
    let indent = "  ".repeat(branch.depth);
    writeln!(out, "{BOLD}{:>digits$}{BOLD:#}  {indent}{}", branch.hits, ctx.ui.safe(&cut(&branch.text, 300)))?;
    for (word, stands_for) in &branch.stands_for {
        let most = if all { usize::MAX } else { NAMED };
        let mut named: Vec<String> =
            stands_for.iter().take(most).map(|(word, texts)| format!("{word} {texts}")).collect();
        if stands_for.len() > most {
            named.push(format!("and {} more", stands_for.len() - most));
        }
        let named = if named.is_empty() { "no word of the collection".to_owned() } else { named.join(", ") };
        let before = format!("{}  {indent}  ", " ".repeat(digits));
        let text = wrap(&ctx.ui.safe(&format!("{word} is {named}")), ctx.ui.width, before.len() + 2);
        writeln!(out, "{before}{DIM}{text}{DIM:#}")?;
    }
    Ok(())
}
