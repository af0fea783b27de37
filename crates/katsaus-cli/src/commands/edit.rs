//! `edit`: bibliographic fields of a source.

use super::add;
use crate::ctx::Ctx;
use crate::failure::Failure;
use katsaus_model::ReadLevel;

/// Change bibliographic fields of a source
///
/// For instance: katsaus edit luecking2008 year=2009 title="Emerging employer views". An empty value takes a field
/// away. read=abstract says how far you have read it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The source, by key or unique beginning
    key: String,
    /// Fields: title=..., authors="Family, Given; ...", year=..., read=full
    #[arg(required = true, value_name = "FIELD=VALUE")]
    fields: Vec<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let n = review.source_by_key(&args.key)?;
    let key = review.key_of(n)?;
    let (levels, fields): (Vec<String>, Vec<String>) =
        args.fields.iter().cloned().partition(|word| word.starts_with("read=") || word.starts_with("read_level="));
    let mut read = None;
    for word in levels {
        let value = word.split_once('=').map_or("", |(_, value)| value);
        let Some(level) = ReadLevel::parse(value) else {
            return Err(Failure::usage(format!("`{value}` is no read level"))
                .hint("levels: not, title, abstract, partly, full"));
        };
        read = Some(level);
    }
    let values = add::parse(&fields)?;
    let done = review.edit(&ctx.act(), n, &values, read)?;
    ctx.done(done.as_ref(), format!("Edited `{key}`"));
    Ok(())
}
