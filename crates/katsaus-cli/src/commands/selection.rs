//! `selection`: named products of the collection.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::{table, wrap};
use crate::ui::{BOLD, DIM, count};
use katsaus::Review;
use katsaus::wire;
use katsaus_model::{Selection, SelectionRow};

/// Name products of the collection, each with texts, questions, topics and stages of its own
///
/// A selection is a query with a name: `selection:employers` stands for it wherever a query goes, and status:employers/
/// included for what was decided in it. Texts that the query finds later belong to it too.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the selections
    List,
    /// Show one: its questions, topics, stages, status
    Show {
        /// The selection
        name: String,
    },
    /// Add one
    Add {
        /// Its name
        name: String,
        /// The query that says which texts belong to it
        #[arg(required = true)]
        query: Vec<String>,
        #[command(flatten)]
        more: More,
    },
    /// Change what is said of one
    Edit {
        /// The selection
        name: String,
        /// Another query
        #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
        #[command(flatten)]
        more: More,
    },
    /// Remove one; the texts stay, and decisions made in it stay in the log
    Remove {
        /// The selection
        name: String,
    },
}

#[derive(Debug, clap::Args)]
struct More {
    /// What it is called in tables
    #[arg(long)]
    title: Option<String>,
    /// A question of its own; may be given several times
    #[arg(long, value_name = "TEXT")]
    question: Vec<String>,
    /// A topic that it asks (else all); may be given several times
    #[arg(long, value_name = "TOPIC")]
    topic: Vec<String>,
    /// A stage that its texts pass (else the review's); may be given several times
    #[arg(long, value_name = "STAGE")]
    stage: Vec<String>,
}

impl More {
    fn put(&self, selection: &mut Selection) {
        if let Some(title) = &self.title {
            selection.title.clone_from(title);
        }
        for (list, given) in [
            (&mut selection.questions, &self.question),
            (&mut selection.topics, &self.topic),
            (&mut selection.stages, &self.stage),
        ] {
            if !given.is_empty() {
                list.clone_from(given);
            }
        }
    }
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let act = ctx.act();
    match &args.action {
        None | Some(Action::List) => list(ctx, &mut review, out),
        Some(Action::Show { name }) => {
            let (name, _) = review.selection(name)?;
            let rows = review.selections()?;
            rows.iter().find(|row| row.name == name).map_or(Ok(()), |row| show(ctx, &review, row, out))
        }
        Some(Action::Add { name, query, more }) => {
            // It is kept as it was read, so that what stands in the protocol is one text.
            let parsed = review.query(query)?;
            let mut selection = Selection { query: parsed.typed, ..Selection::default() };
            more.put(&mut selection);
            let (name, done) = review.add_selection(&act, name, &selection)?;
            let n = review.members(&name)?.len();
            ctx.done(done.as_ref(), format!("Added the selection `{name}` with {}", count(n, "source")));
            ctx.ui
                .hint(format!("`katsaus list selection:{name}`, `katsaus matrix selection:{name} --selection {name}`"));
            Ok(())
        }
        Some(Action::Edit { name, query, more }) => {
            let done = review.describe_selection(&act, name, |selection| {
                if let Some(query) = query {
                    selection.query.clone_from(query);
                }
                more.put(selection);
            })?;
            ctx.done(done.as_ref(), format!("Changed the selection `{name}`"));
            Ok(())
        }
        Some(Action::Remove { name }) => {
            let done = review.remove_selection(&act, name)?;
            ctx.done(done.as_ref(), format!("Removed the selection `{name}`; its texts stay"));
            Ok(())
        }
    }
}

fn list(ctx: &Ctx, review: &mut Review, out: Out<'_>) -> Result<(), Failure> {
    let rows = review.selections()?;
    if ctx.global.json {
        for row in &rows {
            writeln!(out, "{}", wire::v1::selection(row))?;
        }
        return Ok(());
    }
    if rows.is_empty() {
        ctx.ui.status("There are no selections; the whole collection is one review.");
        ctx.ui.hint("`katsaus selection add NAME QUERY` names a part of it");
        return Ok(());
    }
    let rows =
        rows.into_iter().map(|row| vec![row.name, row.selection.title, row.sources.to_string(), row.selection.query]);
    write!(out, "{}", table(&ctx.ui, &["Selection", "Title", "Sources", "Query"], rows.collect()))?;
    Ok(())
}

fn show(ctx: &Ctx, review: &Review, row: &SelectionRow, out: Out<'_>) -> Result<(), Failure> {
    if ctx.global.json {
        writeln!(out, "{}", wire::v1::selection(row))?;
        return Ok(());
    }
    let selection = &row.selection;
    writeln!(out, "{BOLD}{}{BOLD:#}  {}", row.name, ctx.ui.safe(&selection.title))?;
    let protocol = review.protocol();
    let label = |name: &String| {
        protocol.topic(name).map_or(name.as_str(), |topic| protocol.label(&topic.label, name)).to_owned()
    };
    let topics: Vec<String> = selection.topics.iter().map(label).collect();
    let status: Vec<String> = row.status.iter().map(|(word, n)| format!("{word} {n}")).collect();
    let fields = [
        ("Query", selection.query.clone()),
        ("Questions", selection.questions.join("\n")),
        ("Topics", if topics.is_empty() { "all".to_owned() } else { topics.join(", ") }),
        (
            "Stages",
            if selection.stages.is_empty() { "those of the review".to_owned() } else { selection.stages.join(", ") },
        ),
        ("Sources", row.sources.to_string()),
        ("Status", status.join(" · ")),
    ];
    for (name, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
        for (at, line) in text.lines().enumerate() {
            let head = if at == 0 { *name } else { "" };
            writeln!(out, "{DIM}{head:<11}{DIM:#}{}", wrap(&ctx.ui.safe(line), ctx.ui.width, 11))?;
        }
    }
    Ok(())
}
