//! `codebook`: the codes of the review.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::table;
use crate::ui::cut;
use serde_json::json;

/// List, add, rename, move, merge and remove codes
///
/// A rename or move changes the name and nothing tagged. Each is one operation that `undo` takes back; katsaus.toml
/// follows.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the codes
    List,
    /// Add a code
    Add {
        /// Its path: GROUP/NAME
        code: String,
        /// Its label
        #[arg(long, default_value = "")]
        label: String,
        /// What it means
        #[arg(long, default_value = "")]
        definition: String,
    },
    /// Rename a code
    Rename {
        /// The code
        code: String,
        /// Its new path, or its new last part
        to: String,
    },
    /// Move a code to another group or below another code
    Move {
        /// The code
        code: String,
        /// The group or code that it goes below
        under: String,
    },
    /// Merge a code into another
    Merge {
        /// The code that goes
        code: String,
        /// The code that stays
        into: String,
    },
    /// Remove a code and its tags
    Remove {
        /// The code
        code: String,
    },
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let act = ctx.act();
    match &args.action {
        None | Some(Action::List) => list(ctx, &review, out),
        Some(Action::Add { code, label, definition }) => {
            let done = review.add_code(&act, code, label, definition)?;
            let path = code.split('/').map(katsaus_model::text::slug).collect::<Vec<_>>().join("/");
            ctx.done(done.as_ref(), format!("Added the code `{path}`"));
            Ok(())
        }
        Some(Action::Rename { code, to }) => {
            let from = review.code_path(code)?;
            let to = if to.contains('/') {
                to.clone()
            } else {
                from.rsplit_once('/').map_or_else(|| to.clone(), |(parent, _)| format!("{parent}/{to}"))
            };
            let done = review.rename_code(&act, &from, &to)?;
            ctx.done(done.as_ref(), format!("Renamed `{from}` to `{to}`; tags follow"));
            Ok(())
        }
        Some(Action::Move { code, under }) => {
            let from = review.code_path(code)?;
            let last = from.rsplit('/').next().unwrap_or(&from);
            let to = format!("{}/{last}", under.trim_end_matches('/'));
            let done = review.rename_code(&act, &from, &to)?;
            ctx.done(done.as_ref(), format!("Moved `{from}` to `{to}`; tags follow"));
            Ok(())
        }
        Some(Action::Merge { code, into }) => {
            let done = review.merge_codes(&act, code, into)?;
            ctx.done(done.as_ref(), format!("Merged `{code}` into `{into}`"));
            Ok(())
        }
        Some(Action::Remove { code }) => {
            let path = review.code_path(code)?;
            let uses = review.codebook()?.into_iter().find(|row| row.path == path).map_or(0, |row| row.sources);
            let done = review.remove_code(&act, &path)?;
            ctx.done(
                done.as_ref(),
                format!("Removed the code `{path}`, and its tag from {}", crate::ui::count(uses, "source")),
            );
            Ok(())
        }
    }
}

fn list(ctx: &Ctx, review: &katsaus::Review, out: Out<'_>) -> Result<(), Failure> {
    let rows = review.codebook()?;
    if ctx.global.json {
        for row in &rows {
            let object = json!({
                "schema": "katsaus.code.v1", "code": row.path, "label": row.label, "definition": row.definition,
                "sources": row.sources, "retired": row.retired,
            });
            writeln!(out, "{object}")?;
        }
        return Ok(());
    }
    let rows = rows.iter().map(|row| {
        let name = if row.retired { format!("{} (retired)", row.path) } else { row.path.clone() };
        vec![name, row.label.clone(), row.sources.to_string(), cut(&row.definition.replace('\n', " "), 90)]
    });
    write!(out, "{}", table(&ctx.ui, &["Code", "Label", "Sources", "Definition"], rows.collect()))?;
    Ok(())
}
