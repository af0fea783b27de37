//! `export`: everything out again.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{may_write, write_whole};
use crate::ui::count;
use std::path::PathBuf;

/// Write sources to a file: xlsx, csv, ris, bib, json (CSL), md
///
/// The workbook is one to work in: edit it, and `katsaus import` takes back just what you changed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file; its ending says the format
    file: PathBuf,
    /// The query, as in `search` (else all sources)
    query: Vec<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let format = args.file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !katsaus::review::is_written(&format) {
        let known = katsaus::review::FORMATS.join(", ");
        return Err(Failure::usage(format!("`{}` does not say a format that katsaus writes", args.file.display()))
            .hint(format!("end its name with one of: {known}")));
    }
    let parsed = review.query(&args.query)?;
    let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    may_write(ctx, &args.file)?;
    let mut n = 0;
    write_whole(&args.file, |out| {
        n = review.export(&set, &format, out, &mut ctx.ui.progress())?;
        Ok(())
    })?;
    ctx.ui.status(format!("Wrote {} to `{}`.", count(n, "source"), args.file.display()));
    if format == "xlsx" {
        ctx.ui
            .hint(format!("edit it as you like; `katsaus import {}` takes back what you changed", args.file.display()));
    }
    Ok(())
}
