//! `report`: lists for the manuscript's appendix.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::grid;
use crate::ui::count;
use std::path::PathBuf;

/// Lists for the manuscript's appendix
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Sub,
}

#[derive(Debug, clap::Subcommand)]
enum Sub {
    /// Sources that were left out, with the stage and the reasons
    Excluded {
        /// Those of one stage only
        #[arg(long, value_name = "STAGE")]
        stage: Option<String>,
        /// The selection (else the whole collection)
        #[arg(long, value_name = "SELECTION")]
        selection: Option<String>,
        /// The file to write: .html, .md, .csv, .docx, .xlsx (else it is printed)
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let Sub::Excluded { stage, selection, output } = &args.command;
    let review = ctx.open()?;
    let selection = review.selection_or_whole(selection.as_deref())?;
    let stage = stage.as_deref().map(|typed| review.stage_of(&selection, typed)).transpose()?;
    let table = review.excluded_table(&selection, stage.as_deref())?;
    let number = table.sections.iter().map(|section| section.rows.len()).sum::<usize>();
    match output {
        Some(file) => {
            let bytes = table.in_form(grid::form_of(file, grid::FORMS)?)?;
            grid::write(ctx, file, &bytes)?;
            ctx.ui.status(format!("Wrote {} to `{}`.", count(number, "excluded source"), file.display()));
        }
        None => grid::print(ctx, &table, 120, out)?,
    }
    if number == 0 {
        ctx.ui.status("Nothing is excluded.");
    }
    Ok(())
}
