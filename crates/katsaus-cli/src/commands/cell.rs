//! `cell`: what one source says on one topic.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;

/// Read or write a cell: what a source says on a topic
///
/// Without a text it is printed. "not reported", "not applicable" and "unclear" are answers of their own; an empty
/// text ("") empties the cell.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The source, by key or unique beginning
    key: String,
    /// The topic
    topic: String,
    /// What the source says on it
    text: Vec<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let n = review.source_by_key(&args.key)?;
    let key = review.key_of(n)?;
    let topic = review.topic_name(&args.topic)?;
    if args.text.is_empty() {
        let names = review.names()?;
        let source = review.source(n, &names)?;
        let cells = source.into_iter().flat_map(|source| source.cells);
        let mut found = false;
        for cell in cells.filter(|cell| cell.topic == topic) {
            writeln!(out, "{}", ctx.ui.safe(cell.value.as_str()))?;
            found = true;
        }
        if !found {
            ctx.ui.status(format!("`{key}` has nothing on `{topic}` yet."));
        }
        return Ok(());
    }
    let done = review.write_cell(&ctx.act(), n, &topic, &args.text.join(" "))?;
    ctx.done(done.as_ref(), format!("Wrote `{topic}` of `{key}`"));
    Ok(())
}
