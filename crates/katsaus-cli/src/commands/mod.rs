//! The commands, one file each. This file only lists and dispatches.

mod add;
mod agree;
mod assign;
mod attach;
mod backup;
mod bib;
mod cell;
mod check;
mod cite;
mod codebook;
mod completions;
mod conflicts;
mod convert;
mod decide;
mod dedup;
mod demo;
mod edit;
mod excerpt;
mod explain;
mod export;
mod flow;
mod formats;
mod import;
mod init;
mod list;
mod log;
mod matrix;
mod memo;
mod merge;
mod note;
#[cfg(feature = "tui")]
mod phrases;
mod query;
#[cfg(feature = "tui")]
mod read;
mod reasons;
mod remove;
mod report;
mod restore;
mod retrieval;
mod same;
mod saturation;
mod screen;
mod search;
mod searches;
mod selection;
mod show;
mod similar;
#[cfg(all(test, feature = "tui"))]
mod stage;
mod status;
mod style;
mod suggest;
mod tab;
mod tag;
mod tags;
mod undo;
mod why;

use crate::ctx::Ctx;
use crate::failure::Failure;
use std::io::Write;

/// Where results go.
pub(crate) type Out<'a> = &'a mut dyn Write;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Init(init::Args),
    Demo(demo::Args),
    Status(status::Args),
    Import(import::Args),
    Add(add::Args),
    Attach(attach::Args),
    Remove(remove::Args),
    Searches(searches::Args),
    #[command(visible_alias = "find")]
    Search(search::Args),

    Explain(explain::Args),
    Similar(similar::Args),
    Dedup(dedup::Args),
    Same(same::Args),
    Distinct(same::DistinctArgs),
    Link(same::LinkArgs),
    Split(same::SplitArgs),
    Screen(screen::Args),
    Decide(decide::Args),
    Retrieval(retrieval::Args),
    Reasons(reasons::Args),
    Assign(assign::Args),
    Conflicts(conflicts::Args),
    Agree(agree::Args),
    Why(why::Args),
    Flow(flow::Args),
    Report(report::Args),
    Query(query::Args),
    Selection(selection::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Note(note::Args),
    Tag(tag::Args),
    Untag(tag::UntagArgs),
    Tags(tags::Args),
    Codebook(codebook::Args),
    Memo(memo::Args),
    Cell(cell::Args),
    Excerpt(excerpt::Args),
    #[cfg(feature = "tui")]
    Read(read::Args),
    Suggest(suggest::Args),
    Matrix(matrix::Args),
    Tab(tab::Args),
    Saturation(saturation::Args),
    Export(export::Args),
    Bib(bib::Args),
    Cite(cite::Args),
    Convert(convert::Args),
    Formats(formats::Args),
    Log(log::Args),
    Undo(undo::Args),
    Merge(merge::Args),
    Check(check::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Completions(completions::Args),
    Man(completions::ManArgs),
}

impl Command {
    /// The command's word.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Command::Init(_) => "init",
            Command::Demo(_) => "demo",
            Command::Status(_) => "status",
            Command::Import(_) => "import",
            Command::Add(_) => "add",
            Command::Attach(_) => "attach",
            Command::Remove(_) => "remove",
            Command::Searches(_) => "searches",
            Command::Search(_) => "search",

            Command::Explain(_) => "explain",
            Command::Similar(_) => "similar",
            Command::Dedup(_) => "dedup",
            Command::Same(_) => "same",
            Command::Distinct(_) => "distinct",
            Command::Link(_) => "link",
            Command::Split(_) => "split",
            Command::Screen(_) => "screen",
            Command::Decide(_) => "decide",
            Command::Retrieval(_) => "retrieval",
            Command::Reasons(_) => "reasons",
            Command::Assign(_) => "assign",
            Command::Conflicts(_) => "conflicts",
            Command::Agree(_) => "agree",
            Command::Why(_) => "why",
            Command::Flow(_) => "flow",
            Command::Report(_) => "report",
            Command::Query(_) => "query",
            Command::Selection(_) => "selection",
            Command::List(_) => "list",
            Command::Show(_) => "show",
            Command::Edit(_) => "edit",
            Command::Note(_) => "note",
            Command::Tag(_) => "tag",
            Command::Untag(_) => "untag",
            Command::Tags(_) => "tags",
            Command::Codebook(_) => "codebook",
            Command::Memo(_) => "memo",
            Command::Cell(_) => "cell",
            Command::Excerpt(_) => "excerpt",
            #[cfg(feature = "tui")]
            Command::Read(_) => "read",
            Command::Suggest(_) => "suggest",
            Command::Matrix(_) => "matrix",
            Command::Tab(_) => "tab",
            Command::Saturation(_) => "saturation",
            Command::Export(_) => "export",
            Command::Bib(_) => "bib",
            Command::Cite(_) => "cite",
            Command::Convert(_) => "convert",
            Command::Formats(_) => "formats",
            Command::Log(_) => "log",
            Command::Undo(_) => "undo",
            Command::Merge(_) => "merge",
            Command::Check(_) => "check",
            Command::Backup(_) => "backup",
            Command::Restore(_) => "restore",
            Command::Completions(_) => "completions",
            Command::Man(_) => "man",
        }
    }

    pub(crate) fn run(&self, ctx: &Ctx, out: Out<'_>) -> Result<(), Failure> {
        match self {
            Command::Init(args) => init::run(ctx, args),
            Command::Demo(args) => demo::run(ctx, args, out),
            Command::Status(args) => status::run(ctx, args, out),
            Command::Import(args) => import::run(ctx, args, out),
            Command::Add(args) => add::run(ctx, args),
            Command::Attach(args) => attach::run(ctx, args),
            Command::Remove(args) => remove::run(ctx, args),
            Command::Searches(args) => searches::run(ctx, args, out),
            Command::Search(args) => search::run(ctx, args, out),

            Command::Explain(args) => explain::run(ctx, args, out),
            Command::Similar(args) => similar::run(ctx, args, out),
            Command::Dedup(args) => dedup::run(ctx, args, out),
            Command::Same(args) => same::run(ctx, args),
            Command::Distinct(args) => same::run_distinct(ctx, args),
            Command::Link(args) => same::run_link(ctx, args),
            Command::Split(args) => same::run_split(ctx, args),
            Command::Screen(args) => screen::run(ctx, args, out),
            Command::Decide(args) => decide::run(ctx, args),
            Command::Retrieval(args) => retrieval::run(ctx, args, out),
            Command::Reasons(args) => reasons::run(ctx, args, out),
            Command::Assign(args) => assign::run(ctx, args),
            Command::Conflicts(args) => conflicts::run(ctx, args, out),
            Command::Agree(args) => agree::run(ctx, args, out),
            Command::Why(args) => why::run(ctx, args, out),
            Command::Flow(args) => flow::run(ctx, args, out),
            Command::Report(args) => report::run(ctx, args, out),
            Command::Query(args) => query::run(ctx, args, out),
            Command::Selection(args) => selection::run(ctx, args, out),
            Command::List(args) => list::run(ctx, args, out),
            Command::Show(args) => show::run(ctx, args, out),
            Command::Edit(args) => edit::run(ctx, args),
            Command::Note(args) => note::run(ctx, args),
            Command::Tag(args) => tag::run(ctx, args),
            Command::Untag(args) => tag::run_untag(ctx, args),
            Command::Tags(args) => tags::run(ctx, args, out),
            Command::Codebook(args) => codebook::run(ctx, args, out),
            Command::Memo(args) => memo::run(ctx, args, out),
            Command::Cell(args) => cell::run(ctx, args, out),
            Command::Excerpt(args) => excerpt::run(ctx, args, out),
            #[cfg(feature = "tui")]
            Command::Read(args) => read::run(ctx, args),
            Command::Suggest(args) => suggest::run(ctx, args, out),
            Command::Matrix(args) => matrix::run(ctx, args, out),
            Command::Tab(args) => tab::run(ctx, args, out),
            Command::Saturation(args) => saturation::run(ctx, args, out),
            Command::Export(args) => export::run(ctx, args),
            Command::Bib(args) => bib::run(ctx, args, out),
            Command::Cite(args) => cite::run(ctx, args, out),
            Command::Convert(args) => convert::run(ctx, args, out),
            Command::Formats(args) => formats::run(ctx, args, out),
            Command::Log(args) => log::run(ctx, args, out),
            Command::Undo(args) => undo::run(ctx, args),
            Command::Merge(args) => merge::run(ctx, args),
            Command::Check(args) => check::run(ctx, args, out),
            Command::Backup(args) => backup::run(ctx, args),
            Command::Restore(args) => restore::run(ctx, args),
            Command::Completions(args) => completions::run(args, out),
            Command::Man(args) => completions::man(args, out),
        }
    }
}
