//! `export`: everything out again.

use crate::ctx::Ctx;
use crate::failure::Failure;
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
    if args.file.exists() && !ctx.ui.ask(&format!("`{}` exists. Write over it?", args.file.display()), false) {
        return Err(Failure::user(format!("`{}` exists and was left as it is", args.file.display()))
            .hint("give another name, or `-y` to write over it"));
    }
    let mut bytes = Vec::new();
    let n = review.export(&set, &format, &mut bytes, &mut ctx.ui.progress())?;
    // Beside it, then renamed: a half-written file never replaces a whole one.
    let beside = args.file.with_extension(format!("{format}.writing"));
    let write = || std::fs::write(&beside, &bytes).and_then(|()| std::fs::rename(&beside, &args.file));
    write().map_err(|error| {
        let busy = matches!(error.raw_os_error(), Some(32 | 33));
        let failure = Failure::user(format!("`{}` could not be written: {error}", args.file.display()));
        if busy { failure.hint("it is open in another program: close it there, then try again") } else { failure }
    })?;
    ctx.ui.status(format!("Wrote {} to `{}`.", count(n, "source"), args.file.display()));
    if format == "xlsx" {
        ctx.ui
            .hint(format!("edit it as you like; `katsaus import {}` takes back what you changed", args.file.display()));
    }
    Ok(())
}
