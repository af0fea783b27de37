//! Benches: what they measure is said by each. They make their inputs from a seed, or are told where to read.
//!
//! `bench table N FILE.xlsx` makes a table; `bench read FILE` reads it to records; `bench formats N [FORMAT...]` reads
//! records of each format beside its peers; `bench import FILE FOLDER` imports it
//! into a new review, index included; `bench inside FOLDER` searches there; `bench changes FOLDER` tags, renames, undoes,
//! checks and exports there; `bench references REVIEW LANGUAGE FOLDER` makes its references in ten styles, for
//! `bench/citeproc/compare.mjs` to compare with citeproc-js; `bench suggest FOLDER SEEDS` ranks labelled sets as
//! `suggest` does, and by plain rules; `bench search N FOLDER [alone]` searches N texts in a review that it makes there, beside
//! SQLite's FTS5 unless alone; `bench dedup N` finds duplicates among N records, and `bench records N FILE.ris` writes these
//! for the program itself; `bench merge N FOLDER` makes two copies of a review with N operations each one; `bench
//! screening FOLDER SEEDS [MODEL]` simulates screening on labelled sets; `bench all N FOLDER` does one after the other in a new folder.
#![expect(clippy::print_stdout, reason = "a program that prints what it measured")]

mod corpus;
mod dedup;
mod formats;
mod measure;
mod merge;
mod references;
mod screening;
mod search;
mod suggest;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["table", rows, file] => {
            rows.parse().map_err(|_| "N is a number".to_owned()).and_then(|n| corpus::table(n, Path::new(file)))
        }
        ["read", file] => measure::read(Path::new(file)),
        ["entries", files @ ..] => files.iter().try_for_each(|file| measure::entries(Path::new(file))),
        ["formats", n, wanted @ ..] => {
            n.parse().map_err(|_| "N is a number".to_owned()).and_then(|n| formats::formats(n, wanted))
        }
        ["import", file, folder] => measure::import(Path::new(file), Path::new(folder)),
        ["inside", folder] => measure::inside(Path::new(folder)),
        ["changes", folder] => measure::changes(Path::new(folder)),
        ["references", review, language, folder] => {
            references::references(Path::new(review), language, Path::new(folder))
        }
        ["suggest", folder, seeds] => {
            seeds.parse().map_err(|_| "SEEDS is a number".to_owned()).and_then(|n| suggest::suggest(Path::new(folder), n))
        }
        ["dedup", n] => n.parse().map_err(|_| "N is a number".to_owned()).and_then(dedup::dedup),
        ["records", n, file] => {
            n.parse().map_err(|_| "N is a number".to_owned()).and_then(|n| dedup::records(n, Path::new(file)))
        }
        ["search", rows, folder] | ["search", rows, folder, "alone"] => rows
            .parse()
            .map_err(|_| "N is a number".to_owned())
            .and_then(|n| search::search(n, Path::new(folder), words.len() == 3)),
        ["merge", n, folder] => {
            n.parse().map_err(|_| "N is a number".to_owned()).and_then(|n| merge::merge(n, Path::new(folder)))
        }
        ["screening", folder, seeds, model @ ..] => seeds.parse().map_err(|_| "SEEDS is a number".to_owned()).and_then(|n| {
            screening::screening(Path::new(folder), n, model.first().copied().unwrap_or("usual"))
        }),
        ["all", rows, folder] => all(rows, Path::new(folder)),
        _ => Err(
            "bench table N FILE.xlsx | read FILE | entries FILE... | formats N [FORMAT...] | import FILE FOLDER | inside FOLDER | changes FOLDER | references REVIEW LANGUAGE FOLDER | suggest FOLDER SEEDS | search N FOLDER [alone] | dedup N | records N FILE.ris | merge N FOLDER | screening FOLDER SEEDS [MODEL] | all N FOLDER"
                .to_owned(),
        ),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn all(rows: &str, folder: &Path) -> Result<(), String> {
    let rows = rows.parse().map_err(|_| "N is a number".to_owned())?;
    std::fs::create_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let (table, review) = (folder.join("table.xlsx"), folder.join("review"));
    corpus::table(rows, &table)?;
    measure::read(&table)?;
    measure::import(&table, &review)?;
    measure::inside(&review)?;
    measure::changes(&review)
}
