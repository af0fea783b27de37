//! `reasons`: the reasons for leaving texts out.

use super::Out;
use super::tag::listed;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::aligned;
use katsaus::wire;

/// List the reasons for leaving texts out, add to them, rename and merge them
///
/// They stand in katsaus.toml, in order. Of several that one reviewer gives, the one given first counts in the flow diagram;
/// where several reviewers give different ones, the one that stands first in katsaus.toml. A reason may be for one stage only.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Sub>,
}

#[derive(Debug, clap::Subcommand)]
enum Sub {
    /// List them with how often each was given
    List,
    /// Add one at the end
    Add {
        /// Its name, a word or a few
        name: String,
        /// What people read (else the name)
        #[arg(long, value_name = "TEXT")]
        label: Option<String>,
        /// The stages at which it is offered, with commas between (else all)
        #[arg(long, value_name = "STAGE")]
        stage: Option<String>,
    },
    /// Call one something else; decisions that gave it follow
    Rename {
        /// The reason
        from: String,
        /// What it is called from now on
        to: String,
    },
    /// Make one reason of two; decisions that gave the first give the second
    Merge {
        /// The reason that goes
        from: String,
        /// The reason that stays
        into: String,
    },
    /// Offer one no longer; decisions that gave it keep it
    Retire {
        /// The reason
        name: String,
    },
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let act = ctx.act();
    match &args.command {
        None | Some(Sub::List) => return list(ctx, &review, out),
        Some(Sub::Add { name, label, stage }) => {
            let stages = stage.as_deref().map(listed).unwrap_or_default();
            let (name, done) = review.add_reason(&act, name, label.as_deref(), &stages)?;
            ctx.done(done.as_ref(), format!("Added the reason `{name}`"));
        }
        Some(Sub::Rename { from, to }) => {
            let done = review.rename_reason(&act, from, to)?;
            ctx.done(done.as_ref(), format!("The reason `{from}` is called `{to}` now"));
        }
        Some(Sub::Merge { from, into }) => {
            let done = review.merge_reasons(&act, from, into)?;
            ctx.done(done.as_ref(), format!("Merged the reason `{from}` into `{into}`"));
        }
        Some(Sub::Retire { name }) => {
            let done = review.retire_reason(&act, name)?;
            ctx.done(done.as_ref(), format!("The reason `{name}` is offered no longer"));
        }
    }
    Ok(())
}

fn list(ctx: &Ctx, review: &katsaus::Review, out: Out<'_>) -> Result<(), Failure> {
    let rows = review.reasons()?;
    if ctx.global.json {
        for row in &rows {
            writeln!(
                out,
                "{}",
                wire::v1::reason(&row.name, &row.label, &row.stages, (row.primary, row.beside), row.retired)
            )?;
        }
        return Ok(());
    }
    let cells = rows.iter().map(|row| {
        let stages = if row.stages.is_empty() { "all".to_owned() } else { row.stages.join(", ") };
        let label = if row.retired { format!("{} (no longer offered)", row.label) } else { row.label.clone() };
        vec![row.name.clone(), label, stages, row.primary.to_string(), row.beside.to_string()]
    });
    write!(
        out,
        "{}",
        aligned(&ctx.ui, &["Reason", "What people read", "Stages", "First", "Beside"], cells.collect(), &[3, 4])
    )?;
    if rows.is_empty() {
        ctx.ui.hint("`katsaus reasons add wrong-population` adds one");
    }
    Ok(())
}
