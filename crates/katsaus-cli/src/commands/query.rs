//! `query`: queries that are kept under a name.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::{table, wrap};
use crate::ui::count;
use katsaus::query::joined_arguments;
use katsaus::wire;

/// Keep queries under a name, to be used as @NAME wherever a query goes
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the saved queries, with how many sources each finds now
    List,
    /// Show one
    Show {
        /// Its name
        name: String,
    },
    /// Keep a query under a name
    Save {
        /// Its name
        name: String,
        /// The query, as in `search`
        #[arg(required = true)]
        query: Vec<String>,
    },
    /// Remove one
    Remove {
        /// Its name
        name: String,
    },
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    match args.action.as_ref().unwrap_or(&Action::List) {
        Action::List => list(ctx, out),
        Action::Show { name } => {
            let review = ctx.open()?;
            let (_, query) = review.saved_query(name.trim_start_matches('@'))?;
            writeln!(out, "{}", wrap(&ctx.ui.safe(&query), ctx.ui.width, 0))?;
            Ok(())
        }
        Action::Save { name, query } => save(ctx, name, query),
        Action::Remove { name } => {
            let mut review = ctx.open()?;
            let (name, done) = review.remove_query(&ctx.act(), name.trim_start_matches('@'))?;
            ctx.done(done.as_ref(), format!("Removed the query `{name}`"));
            Ok(())
        }
    }
}

fn list(ctx: &Ctx, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let queries = review.protocol().queries.clone();
    let mut rows = Vec::new();
    for (name, query) in &queries {
        let parsed = review.query(std::slice::from_ref(query));
        let hits = parsed.and_then(|parsed| Ok(review.matching(&parsed.node, &mut ctx.ui.progress())?.len()));
        // One that is broken does not hide the others.
        let finds = match &hits {
            Ok(hits) => hits.to_string(),
            Err(error) => {
                ctx.ui.warning(format!("@{name}: {error}"));
                "broken".to_owned()
            }
        };
        if ctx.global.json {
            writeln!(out, "{}", wire::v1::saved_query(name, query, hits.ok()))?;
        }
        rows.push(vec![format!("@{name}"), finds, query.clone()]);
    }
    if !ctx.global.json && !rows.is_empty() {
        write!(out, "{}", table(&ctx.ui, &["name", "finds", "query"], rows))?;
    }
    ctx.ui.status(count(queries.len(), "saved query"));
    Ok(())
}

fn save(ctx: &Ctx, name: &str, query: &[String]) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let query = joined_arguments(query);
    let before = review.saved_query(name.trim_start_matches('@')).ok();
    let (name, done) = review.save_query(&ctx.act(), name, &query)?;
    let parsed = review.query(&[format!("@{name}")])?;
    let hits = review.matching(&parsed.node, &mut ctx.ui.progress())?.len();
    ctx.done(done.as_ref(), format!("Saved the query `@{name}`; it finds {}", count(hits, "source")));
    if let Some((_, was)) = before.filter(|(_, was)| *was != query) {
        ctx.ui.hint(format!("it was: {was}; `katsaus undo` brings that back"));
    }
    Ok(())
}
