//! The command line: words, options, and how a command's end becomes an exit code.

use crate::commands::Command;
use crate::ctx::Ctx;
use crate::failure::{Failure, Kind};
use crate::ui::Ui;
use clap::{ColorChoice, Parser};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Literature reviews, from the first Excel list to the last table, on your own machine
#[derive(Debug, Parser)]
#[command(name = "katsaus", version, max_term_width = 100, propagate_version = true)]
#[command(after_help = "A review is a folder. `katsaus demo` makes one to look at; `katsaus init` begins your own.\n\
    Nothing is ever lost: `katsaus log` shows what was done, `katsaus undo` takes it back.")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that every command takes.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Global {
    /// The review's folder (else the review that the current folder is in)
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub(crate) review: Option<PathBuf>,
    /// Who acts (else your configured name, else your login name)
    #[arg(long = "as", global = true, value_name = "REVIEWER")]
    pub(crate) reviewer: Option<String>,
    /// Read the review as it was at the end of that day, or at that moment
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) at: Option<String>,
    /// Print JSON Lines for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say less
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
    /// Never use the network
    #[arg(long, global = true)]
    pub(crate) offline: bool,
    /// Answer yes to every question
    #[arg(short, long, global = true)]
    pub(crate) yes: bool,
}

pub(crate) fn run() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let failure = Failure::internal(format!("this is a fault of katsaus, not yours: {panic}"))
            .hint("the review is as it was; please report what you typed, and this message");
        Ui::new(false, false, true).failure(&failure);
    }));
    std::panic::catch_unwind(run_command).unwrap_or(ExitCode::from(Kind::Internal as u8))
}

/// `-status:excluded` is a part of a query, not a bundle of options: options of one letter take none behind them.
fn queries_not_options(word: String) -> String {
    match word.strip_prefix('-') {
        Some(rest) if rest.chars().count() > 2 && rest.starts_with(char::is_alphabetic) && !rest.starts_with('C') => {
            format!("not:{rest}")
        }
        _ => word,
    }
}

/// `dedup --review` is `dedup --judge`; with a folder behind it `--review` names the review, as everywhere.
fn dedup_review(mut words: Vec<OsString>) -> Vec<OsString> {
    let Some(command) = words.iter().position(|word| word == "dedup") else { return words };
    for at in command + 1..words.len() {
        let has_value = words.get(at + 1).is_some_and(|next| !next.to_string_lossy().starts_with('-'));
        if words[at] == "--review" && !has_value {
            words[at] = OsString::from("--judge");
        }
    }
    words
}

/// Commands whose words are a query: only they read `-word` as an exclusion.
const QUERIES: [&str; 9] = ["search", "find", "list", "export", "bib", "matrix", "excerpt", "read", "selection"];

/// How often a command is begun again because another program wrote meanwhile.
const TRIES: usize = 50;

fn run_command() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let is_query = |word: &OsString| word.to_str().is_some_and(|word| QUERIES.contains(&word));
    let query = words.iter().any(is_query);
    let words = dedup_review(words);
    let words = words.into_iter().map(|word| match word.to_str() {
        Some(text) if query => OsString::from(queries_not_options(text.to_owned())),
        _ => word,
    });
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Kind::Usage as u8 } else { 0 });
        }
    };
    match cli.global.color {
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
        ColorChoice::Auto => {}
    }
    let ctx = Ctx::new(cli.global, cli.command.name());
    // On a terminal each line goes out at once, so that results and talk come in the order in which they were said.
    let mut out: Box<dyn Write> = if ctx.ui.out_is_terminal {
        Box::new(anstream::stdout())
    } else {
        Box::new(std::io::BufWriter::new(anstream::stdout()))
    };
    let mut result = cli.command.run(&ctx, &mut out);
    // Another program wrote between this one's reading and writing: everything is read anew. A command that fails so
    // has not said anything yet.
    for _ in 0..TRIES {
        if !result.as_ref().is_err_and(|failure| failure.again) {
            break;
        }
        result = cli.command.run(&ctx, &mut out);
    }
    match result.and_then(|()| out.flush().map_err(Failure::from)) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has seen enough.
        Err(failure) if failure.message.contains("Broken pipe") => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = out.flush();
            ctx.ui.failure(&failure);
            failure.exit_code()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    /// `docs/cli.md` is what the program says of itself; `UPDATE_EXPECT=1 cargo test` writes it.
    #[test]
    fn the_manual_is_what_help_says() {
        let mut root = Cli::command().term_width(100);
        root.build();
        let mut text = String::from(
            "# Commands\n\nWhat `katsaus --help` and `katsaus COMMAND --help` say. Options that every command takes stand once, here:\n",
        );
        text += &format!("\n```\n{}\n```\n", root.render_long_help().to_string().trim_end());
        for command in root.get_subcommands_mut() {
            let name = command.get_name().to_owned();
            let help = command.render_long_help().to_string();
            let own: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
            text += &format!("\n## {name}\n\n```\n{}\n```\n", without_global_options(&own).join("\n").trim_end());
        }
        let text: String = text.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
        expect_test::expect_file!["../../../docs/cli.md"].assert_eq(&text);
    }

    /// A command's help without the options that all have.
    fn without_global_options<'t>(lines: &[&'t str]) -> Vec<&'t str> {
        const GLOBAL: [&str; 9] =
            ["--review", "--as ", "--at ", "--json", "--quiet", "--color", "--offline", "--yes", "--help"];
        let mut kept = Vec::new();
        let mut skipping = false;
        for line in lines {
            if line.trim_start().starts_with('-') {
                skipping = GLOBAL.iter().any(|option| line.contains(option)) || line.contains("--version");
            } else if !line.starts_with(' ') && !line.is_empty() {
                skipping = false;
            }
            if !skipping {
                kept.push(*line);
            }
        }
        kept
    }

    #[test]
    fn review_behind_dedup_is_a_flag_unless_it_names_a_folder() {
        let read = |line: &str| {
            let words = dedup_review(line.split(' ').map(OsString::from).collect());
            words.iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read("katsaus dedup --review"), "katsaus dedup --judge");
        assert_eq!(read("katsaus dedup --review --as anna"), "katsaus dedup --judge --as anna");
        assert_eq!(read("katsaus dedup --review folder --check"), "katsaus dedup --review folder --check");
        assert_eq!(read("katsaus --review folder dedup"), "katsaus --review folder dedup");
    }

    #[test]
    fn exclusions_are_not_options() {
        let read = |word: &str| queries_not_options(word.to_owned());
        assert_eq!(read("-status:excluded"), "not:status:excluded");
        assert_eq!(read("-C"), "-C");
        assert_eq!(read("--limit"), "--limit");
        assert_eq!(read("-qy"), "-qy");
    }
}
