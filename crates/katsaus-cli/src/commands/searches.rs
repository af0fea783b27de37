//! `searches`: what was searched, where and when.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::table;
use crate::ui::cut;
use katsaus_model::{Search, SearchKind};

/// Record searches: database, string, date, hits
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List the searches
    List,
    /// Record a search
    Add {
        /// The database, website or person that was searched
        name: String,
        #[command(flatten)]
        fields: SearchFields,
    },
    /// Change what is recorded of a search
    Edit {
        /// The search, as `searches list` names it
        id: String,
        #[command(flatten)]
        fields: SearchFields,
    },
}

#[derive(Debug, clap::Args)]
struct SearchFields {
    /// database, register, website, organisation, citation, contact, hand, not-recorded
    #[arg(long)]
    kind: Option<String>,
    /// The platform: EBSCOhost, ProQuest
    #[arg(long)]
    platform: Option<String>,
    /// The string exactly as it was run; @FILE reads it from a file
    #[arg(long)]
    string: Option<String>,
    /// The concept groups of katsaus.toml that it combined, with commas between
    #[arg(long)]
    groups: Option<String>,
    /// Limits, and why
    #[arg(long)]
    limits: Option<String>,
    /// When it was run: 2020-02-11, 2020-02
    #[arg(long)]
    date: Option<String>,
    /// Who ran it
    #[arg(long)]
    who: Option<String>,
    /// Hits shown
    #[arg(long)]
    hits: Option<u64>,
    /// Hits exported
    #[arg(long)]
    exported: Option<u64>,
    /// Anything else
    #[arg(long)]
    note: Option<String>,
}

impl SearchFields {
    fn apply(&self, search: &mut Search) -> Result<(), Failure> {
        if let Some(kind) = &self.kind {
            let Some(kind) = SearchKind::parse(kind) else {
                let kinds: Vec<&str> = SearchKind::ALL.iter().map(|kind| kind.as_str()).collect();
                return Err(Failure::usage(format!("`{kind}` is no kind of search"))
                    .hint(format!("kinds: {}", kinds.join(", "))));
            };
            search.kind = kind;
        }
        if let Some(string) = &self.string {
            search.string = Some(match string.strip_prefix('@') {
                Some(file) => std::fs::read_to_string(file)
                    .map_err(|error| Failure::user(format!("`{file}` could not be read: {error}")))?,
                None => string.clone(),
            });
        }
        if let Some(date) = &self.date
            && !is_date(date)
        {
            return Err(Failure::usage(format!("`{date}` is no date"))
                .hint("write it as exactly as you know: 2020-02-11, 2020-02 or 2020"));
        }
        if let Some(groups) = &self.groups {
            search.groups = groups.split(',').map(|group| group.trim().to_owned()).collect();
        }
        for (field, value) in [
            (&mut search.platform, &self.platform),
            (&mut search.limits, &self.limits),
            (&mut search.date, &self.date),
            (&mut search.who, &self.who),
            (&mut search.note, &self.note),
        ] {
            if value.is_some() {
                field.clone_from(value);
            }
        }
        search.hits_shown = self.hits.or(search.hits_shown);
        search.hits_exported = self.exported.or(search.hits_exported);
        Ok(())
    }
}

/// A day, a month or a year.
fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.parse::<jiff::civil::Date>().is_ok()
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    match &args.action {
        None | Some(Action::List) => list(ctx, &review, out),
        Some(Action::Add { name, fields }) => {
            let mut search = Search { kind: SearchKind::Database, name: name.clone(), ..Search::default() };
            fields.apply(&mut search)?;
            let id = review.add_search(&ctx.act(), search)?;
            ctx.ui.status(format!("Recorded the search `{id}`."));
            ctx.ui.hint(format!("`katsaus import FILE --found-in {id}` notes what it found"));
            Ok(())
        }
        Some(Action::Edit { id, fields }) => {
            let mut wanted = Search::default();
            fields.apply(&mut wanted)?;
            let done = review.edit_search(&ctx.act(), id, |search| {
                // Checked above, so it holds here too.
                let _ = fields.apply(search);
            })?;
            ctx.done(done.as_ref(), format!("Changed the search `{id}`"));
            Ok(())
        }
    }
}

fn list(ctx: &Ctx, review: &katsaus::Review, out: Out<'_>) -> Result<(), Failure> {
    let searches = review.store().searches()?;
    if ctx.global.json {
        for (id, search) in &searches {
            let mut object = serde_json::to_value(search).unwrap_or_default();
            object["schema"] = "katsaus.search.v1".into();
            object["id"] = id.as_str().into();
            writeln!(out, "{object}")?;
        }
        return Ok(());
    }
    if searches.is_empty() {
        ctx.ui.status("No search is recorded.");
        ctx.ui.hint("`katsaus searches add \"Academic Search Elite\" --platform EBSCOhost --string \"...\" --date 2020-02 --hits 412`");
        return Ok(());
    }
    let unknown = || "not recorded".to_owned();
    let rows = searches.iter().map(|(id, search)| {
        let hits = search.hits_shown.map_or_else(unknown, |hits| hits.to_string());
        vec![
            id.clone(),
            search.kind.as_str().to_owned(),
            search.name.clone(),
            search.platform.clone().unwrap_or_else(unknown),
            search.date.clone().unwrap_or_else(unknown),
            hits,
            search.string.as_ref().map_or_else(unknown, |string| cut(&string.replace('\n', " "), 60)),
        ]
    });
    write!(
        out,
        "{}",
        table(&ctx.ui, &["Search", "Kind", "Name", "Platform", "Date", "Hits", "String"], rows.collect())
    )?;
    Ok(())
}
