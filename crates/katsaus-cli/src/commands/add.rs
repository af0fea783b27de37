//! `add`: one source by hand.

use crate::ctx::Ctx;
use crate::failure::Failure;
use katsaus_model::Field;

/// Add one source by hand
///
/// For instance: katsaus add title="Job carving" authors="Griffin, C.; Hammis, D." year=2008. Without fields you are
/// asked for them one by one.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Fields: title=..., authors="Family, Given; Family, Given", year=..., doi=...
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    /// The search that found it
    #[arg(long, value_name = "SEARCH")]
    found_in: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let mut values = parse(&args.fields)?;
    if values.is_empty() {
        for (field, question) in [
            (Field::Title, "Title"),
            (Field::Authors, "Authors (Family, Given; Family, Given)"),
            (Field::Year, "Year"),
            (Field::Container, "Journal or book"),
            (Field::Doi, "DOI"),
        ] {
            if let Some(answer) = ctx.ui.ask_line(question) {
                values.push((field, answer));
            }
        }
    }
    if values.is_empty() {
        return Err(
            Failure::usage("say what to add").hint("katsaus add title=\"...\" authors=\"Family, Given\" year=2008")
        );
    }
    let (n, new) = review.add(&ctx.act(), &values, args.found_in.as_deref())?;
    let key = review.key_of(n)?;
    if new {
        ctx.ui.status(format!("Added `{key}`."));
    } else {
        ctx.ui.status(format!("It is here already: `{key}`."));
    }
    Ok(())
}

/// `FIELD=VALUE` words.
pub(crate) fn parse(fields: &[String]) -> Result<Vec<(Field, String)>, Failure> {
    let mut values = Vec::new();
    for word in fields {
        let Some((name, value)) = word.split_once('=') else {
            return Err(Failure::usage(format!("`{word}` should be FIELD=VALUE"))
                .hint("put quotation marks round a value with blanks: title=\"Job carving\""));
        };
        values.push((Field::parse(name).map_err(katsaus::ReviewError::from)?, value.to_owned()));
    }
    Ok(values)
}
