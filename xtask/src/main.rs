//! The project's own chores: `cargo xtask test` runs every check in order, `cargo xtask tidy` only those of the
//! project's own rules. It must not be needed to build, to run, or to use katsaus.

#![expect(clippy::print_stdout, reason = "a chore talks to the person who started it")]
#![expect(clippy::print_stderr, reason = "a chore talks to the person who started it")]

mod dedup_scores;
mod fuzz;
mod steps;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test    every check, in order, up to the first that fails
cargo xtask tidy    only the project's own rules for its source
cargo xtask fuzz [FORMAT...] [--seconds N]
                    damaged files for each reader, 600 seconds each unless told otherwise
cargo xtask dedup-scores FOLDER
                    how well duplicates are found in the labelled sets below FOLDER
cargo xtask help    this list";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => workspace().and_then(|root| steps::test(&root)),
        ["tidy"] => workspace().and_then(|root| steps::tidy(&root)),
        ["fuzz", words @ ..] => workspace().and_then(|root| fuzz(&root, words)),
        ["dedup-scores", folder] => workspace().and_then(|root| dedup_scores::dedup_scores(&root, folder)),
        [] | ["help" | "-h" | "--help"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no such chore: `{}`\n\n{HELP}", words.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The targets and the time that words say.
fn fuzz(root: &Path, words: &[&str]) -> Result<(), String> {
    match words {
        [targets @ .., "--seconds", seconds] => {
            let seconds = seconds.parse().map_err(|_| format!("`{seconds}` is no number of seconds"))?;
            fuzz::fuzz(root, targets, seconds)
        }
        targets => fuzz::fuzz(root, targets, 600),
    }
}

/// The workspace that the current folder is in. Asked for when the program runs, so that a checkout that was moved
/// still finds itself.
fn workspace() -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|error| format!("the current folder cannot be read: {error}"))?;
    let is_root = |folder: &&Path| folder.join("Cargo.toml").is_file() && folder.join("xtask/Cargo.toml").is_file();
    here.ancestors()
        .find(is_root)
        .map(Path::to_owned)
        .ok_or_else(|| format!("`{}` is in no checkout of katsaus", here.display()))
}
