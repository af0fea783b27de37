//! `backup`: a copy of the review.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;
use crate::when;
use std::path::PathBuf;

/// Write a copy of the review to a file, and read it again to be sure
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file (else one in the folder `backups` of the review)
    file: Option<PathBuf>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let review = ctx.open()?;
    let stamp = when::show(ctx.act().now).replace(' ', "-").replace(':', "");
    let numbered = (2..).map(|n| format!("{stamp}-{n}.db"));
    let mut names = std::iter::once(format!("{stamp}.db")).chain(numbered).map(|name| review.backups().join(name));
    let file = match &args.file {
        Some(file) => file.clone(),
        None => names.find(|file| !file.exists()).unwrap_or_default(),
    };
    let counts = review.backup(&file)?;
    ctx.ui.status(format!(
        "Wrote {} and {} to `{}`, and read them again.",
        count(counts.sources, "source"),
        count(counts.operations, "operation"),
        file.display()
    ));
    Ok(())
}
