//! `codebook`: the codes of the review.

mod exchange;
mod list;

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::count;
use katsaus::Review;
use katsaus::review::{CodeField, Put, Split};
use katsaus_model::Code;
use std::path::PathBuf;

/// List, add, describe, rename, move, merge, split, retire and remove codes
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
    /// List the codes, with how many sources and excerpts have each
    List {
        /// Codes of this group only
        group: Option<String>,
        /// Codes that nothing has
        #[arg(long)]
        unused: bool,
    },
    /// Show all that the codebook says of a code, and the memos on it
    Show {
        /// The code
        code: String,
    },
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
        /// More of what is said of it, as in `describe`
        #[arg(value_name = "FIELD=VALUE")]
        values: Vec<String>,
    },
    /// Say what a code means: definition, include, exclude, examples, label, label.fi, aliases, terms, colour, also_under
    ///
    /// `FIELD=VALUE` sets a field, an empty value takes it away. In lists (aliases, examples, terms, also_under) `;`
    /// stands between values; `FIELD+=VALUE` puts one in, `FIELD-=VALUE` takes one out. For instance: katsaus codebook
    /// describe demand-side label.fi=kysyntäpainotteinen 'terms+=job carving; räätälöin*'
    #[command(visible_alias = "edit")]
    Describe {
        /// The code
        code: String,
        /// What is said of it
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
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
    /// Move the tag of some sources or excerpts to another code, which is added if it is not there
    Split {
        /// The code
        code: String,
        /// The code that some of its texts get instead
        to: String,
        /// Sources by key, excerpts by name (luecking2008/2)
        keys: Vec<String>,
        /// The sources that a query finds; those without the code are left alone
        #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
        /// Keep the old code on them too
        #[arg(long)]
        keep: bool,
    },
    /// Keep a code for old tags only
    Retire {
        /// The code
        code: String,
        /// Bring it back into use
        #[arg(long)]
        back: bool,
    },
    /// Remove a code and its tags
    Remove {
        /// The code
        code: String,
    },
    /// List the groups, or say how the codes of one are used
    Group {
        /// The group
        group: Option<String>,
        /// A text has one code of it
        #[arg(long, conflicts_with = "several")]
        one: bool,
        /// A text may have several codes of it
        #[arg(long)]
        several: bool,
        /// What it is called in tables
        #[arg(long)]
        label: Option<String>,
    },
    /// List the sources that have no code of a group
    Without {
        /// The group
        group: String,
    },
    /// Write the codebook to a file: .toml, .csv, or .qdc for other programs (REFI-QDA)
    Export {
        /// The file; its ending says the form
        file: PathBuf,
    },
    /// Take in the codes of a file: .toml, .csv, .xlsx, or .qdc from other programs (REFI-QDA)
    ///
    /// New codes are added. Of codes that are there, what is empty is filled; where both say something, the review's
    /// own stays and the difference is named.
    Import {
        /// The file
        file: PathBuf,
        /// Take the file's words where both say something
        #[arg(long)]
        update: bool,
    },
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    match &args.action {
        None => list::codes(ctx, &review, None, false, out),
        Some(Action::List { group, unused }) => list::codes(ctx, &review, group.as_deref(), *unused, out),
        Some(Action::Show { code }) => list::show(ctx, &review, code, out),
        Some(Action::Without { group }) => list::without(ctx, &review, group, out),
        Some(Action::Group { group: None, .. }) => list::groups(ctx, &review, out),
        Some(Action::Group { group: Some(group), one, several, label }) => {
            group_of(ctx, &mut review, group, (*one, *several), label.as_deref(), out)
        }
        Some(Action::Export { file }) => exchange::export(ctx, &review, file),
        Some(Action::Import { file, update }) => exchange::import(ctx, &mut review, file, *update, out),
        Some(action) => change(ctx, &mut review, action),
    }
}

/// What changes one code.
fn change(ctx: &Ctx, review: &mut Review, action: &Action) -> Result<(), Failure> {
    let act = ctx.act();
    match action {
        Action::Add { code, label, definition, values } => add(ctx, review, code, label, definition, values),
        Action::Describe { code, values } => {
            let path = review.code_path(code)?;
            let done = review.describe_code(&act, &path, &parsed(values)?)?;
            ctx.done(done.as_ref(), format!("Described `{path}`"));
            Ok(())
        }
        Action::Rename { code, to } => {
            let from = review.code_path(code)?;
            let to = if to.contains('/') {
                to.clone()
            } else {
                from.rsplit_once('/').map_or_else(|| to.clone(), |(parent, _)| format!("{parent}/{to}"))
            };
            let done = review.rename_code(&act, &from, &to)?;
            let to = to.split('/').map(katsaus_model::text::slug).collect::<Vec<_>>().join("/");
            ctx.done(done.as_ref(), format!("Renamed `{from}` to `{to}`; tags follow"));
            Ok(())
        }
        Action::Move { code, under } => {
            let from = review.code_path(code)?;
            let last = from.rsplit('/').next().unwrap_or(&from);
            let under = under.trim_end_matches('/');
            let under = if review.groups().iter().any(|group| group == under) {
                under.to_owned()
            } else {
                // A slip must not make a group in silence.
                review.code_path(under)?
            };
            let to = format!("{under}/{last}");
            let done = review.rename_code(&act, &from, &to)?;
            ctx.done(done.as_ref(), format!("Moved `{from}` to `{to}`; tags follow"));
            Ok(())
        }
        Action::Merge { code, into } => {
            let done = review.merge_codes(&act, code, into)?;
            ctx.done(done.as_ref(), format!("Merged `{code}` into `{into}`"));
            Ok(())
        }
        Action::Split { code, to, keys, query, keep } => split(ctx, review, code, to, (keys, query.as_deref(), *keep)),
        Action::Retire { code, back } => {
            let path = review.code_path(code)?;
            let done = review.retire_code(&act, &path, !back)?;
            let message = if *back { "is in use again" } else { "is retired: it stays on what has it" };
            ctx.done(done.as_ref(), format!("`{path}` {message}"));
            Ok(())
        }
        Action::Remove { code } => {
            let path = review.code_path(code)?;
            let row = review.codebook()?.into_iter().find(|row| row.path == path);
            let (sources, excerpts) = row.map_or((0, 0), |row| (row.sources, row.excerpts));
            let done = review.remove_code(&act, &path)?;
            let and = if excerpts > 0 { format!(" and {}", count(excerpts, "excerpt")) } else { String::new() };
            let from = count(sources, "source");
            ctx.done(done.as_ref(), format!("Removed the code `{path}`, and its tag from {from}{and}"));
            Ok(())
        }
        _ => Ok(()),
    }
}

fn add(
    ctx: &Ctx,
    review: &mut Review,
    code: &str,
    label: &str,
    definition: &str,
    values: &[String],
) -> Result<(), Failure> {
    let mut said = parsed(values)?;
    let mut own = |field: CodeField, text: &str| {
        if !text.is_empty() {
            said.push((field, Put::Set, text.to_owned()));
        }
    };
    own(CodeField::Label(katsaus_model::ANY_LANGUAGE.to_owned()), label);
    own(CodeField::Definition, definition);
    let path = code.split('/').map(katsaus_model::text::slug).collect::<Vec<_>>().join("/");
    let mut described = Code::default();
    for (field, how, text) in &said {
        review.put_into_code(&path, &mut described, field, *how, text)?;
    }
    let done = review.add_code(&ctx.act(), code, &described)?;
    ctx.done(done.as_ref(), format!("Added the code `{path}`"));
    Ok(())
}

fn split(
    ctx: &Ctx,
    review: &mut Review,
    code: &str,
    to: &str,
    (keys, query, keep): (&[String], Option<&str>, bool),
) -> Result<(), Failure> {
    let from = review.code_path(code)?;
    let (excerpts, keys): (Vec<String>, Vec<String>) =
        keys.iter().cloned().partition(|key| Review::names_an_excerpt(key));
    let mut split = Split { keep, ..Split::default() };
    for name in &excerpts {
        split.excerpts.push(review.excerpt_by_name(name)?.what.id);
    }
    if !keys.is_empty() || query.is_some() || excerpts.is_empty() {
        split.sources = ctx.sources(review, &keys, query, "Split them off")?;
    }
    let done = review.split_code(&ctx.act(), &from, to, &split)?;
    let kept = if keep { format!("; they keep `{from}` too") } else { String::new() };
    ctx.done(done.as_ref(), format!("Split `{from}`: what was named has `{to}` now{kept}"));
    Ok(())
}

fn group_of(
    ctx: &Ctx,
    review: &mut Review,
    group: &str,
    (one, several): (bool, bool),
    label: Option<&str>,
    out: Out<'_>,
) -> Result<(), Failure> {
    if !one && !several && label.is_none() {
        return list::codes(ctx, review, Some(group), false, out);
    }
    let how = if one { Some(false) } else { several.then_some(true) };
    let done = review.describe_group(&ctx.act(), group, how, label)?;
    let said = match how {
        Some(true) => ": a text may have several of its codes",
        Some(false) => ": a text has one of its codes",
        None => "",
    };
    ctx.done(done.as_ref(), format!("Described the group `{group}`{said}"));
    Ok(())
}

/// `FIELD=VALUE`, `FIELD+=VALUE`, `FIELD-=VALUE`.
fn parsed(values: &[String]) -> Result<Vec<(CodeField, Put, String)>, Failure> {
    let mut said = Vec::new();
    for value in values {
        let Some((name, text)) = value.split_once('=') else {
            return Err(Failure::usage(format!("`{value}` is not FIELD=VALUE"))
                .hint("for instance: definition='what it means'"));
        };
        let (name, how) = match (name.strip_suffix('+'), name.strip_suffix('-')) {
            (Some(name), _) => (name, Put::Add),
            (_, Some(name)) => (name, Put::Take),
            _ => (name, Put::Set),
        };
        let Some(field) = CodeField::parse(name) else {
            return Err(Failure::usage(format!("a code has no field `{name}`"))
                .hint(format!("its fields: {}, and label.fi, label.sv ...", CodeField::NAMES.join(", "))));
        };
        said.push((field, how, text.to_owned()));
    }
    Ok(said)
}
