//! `dedup`: duplicates, in the review or in files without one.

mod counts;
mod explain;
mod files;
#[cfg(feature = "tui")]
mod judge;
mod review;

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use std::path::PathBuf;

/// Find duplicates: merge what is beyond doubt, list what a person should judge
///
/// In a review, records that are one text become one source: tags unite, each field comes from the record that has it best,
/// and what people edited stays. An erratum, a reply or a preprint becomes a link. One operation, which `undo` takes back;
/// `split KEY` takes one text apart. Rows of a table of your own are never merged with each other, but listed.
///
/// With FILE no review is needed: the groups are printed, and `-o` writes the files as one, without duplicates.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files of any format that is read, instead of the review
    files: Vec<PathBuf>,
    /// Judge the doubtful pairs one by one, side by side (`dedup --review` is the same)
    #[arg(long, conflicts_with_all = ["check", "counts", "explain", "files"])]
    judge: bool,
    /// Change nothing; exit code 3 if there are duplicates or pairs to judge
    #[arg(long)]
    check: bool,
    /// Show what became of every record: by import, and by search
    #[arg(long, conflicts_with_all = ["check", "explain", "files"])]
    counts: bool,
    /// Show why a source is one text: its records, what joined them, where its fields come from
    #[arg(long, value_name = "KEY", conflicts_with_all = ["check", "files"])]
    explain: Option<String>,
    /// The format of the files, if it should not be found by looking
    #[arg(long, value_name = "FORMAT", requires = "files")]
    from: Option<String>,
    /// The format to write (else what the ending of the output's name says)
    #[arg(long, value_name = "FORMAT", requires = "output")]
    to: Option<String>,
    /// Write the files' records as one file, without duplicates
    #[arg(short, long, value_name = "FILE", requires = "files")]
    output: Option<PathBuf>,
    /// How many groups and pairs to show
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    if !args.files.is_empty() {
        return files::run(ctx, args, out);
    }
    if let Some(key) = &args.explain {
        return explain::run(ctx, key, out);
    }
    if args.counts {
        return counts::run(ctx, out);
    }
    if args.judge {
        #[cfg(feature = "tui")]
        return judge::run(ctx);
        #[cfg(not(feature = "tui"))]
        return Err(Failure::usage("this katsaus was built without what runs in the terminal")
            .hint("`katsaus dedup` lists the pairs; `katsaus same`, `distinct` and `link` judge them"));
    }
    review::run(ctx, args, out)
}

/// How many groups and pairs are shown: all that was asked for, else as many as fit a screen.
fn shown(ctx: &Ctx, args: &Args) -> usize {
    args.limit.unwrap_or(if ctx.ui.out_is_terminal { 20 } else { usize::MAX })
}

/// `… and 12 more`, if there are more.
fn more(all: usize, shown: usize, out: Out<'_>) -> Result<(), Failure> {
    if all > shown {
        writeln!(out, "  … and {} more", crate::ui::thousands((all - shown) as u64))?;
    }
    Ok(())
}
