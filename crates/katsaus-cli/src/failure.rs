//! How a command ends when it cannot do what was wanted: whose fault, what, and what to try. The one place where
//! hints are worded.

use katsaus::review::ReviewError;
use katsaus::store::StoreError;
use katsaus_formats::sheet::BookError;
use std::process::ExitCode;

/// Whose affair it is. The numbers are the exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User = 1,
    Usage = 2,
    Findings = 3,
    Internal = 70,
}

/// Why a command did not do what was wanted.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    /// What is wrong; empty if it has been said already.
    pub(crate) message: String,
    /// A query or text with the place of the fault under it.
    pub(crate) excerpt: Option<String>,
    pub(crate) hints: Vec<String>,
    /// Whether the same command may well succeed now.
    pub(crate) again: bool,
}

impl Failure {
    pub(crate) fn user(message: impl Into<String>) -> Failure {
        Failure { kind: Kind::User, message: message.into(), excerpt: None, hints: Vec::new(), again: false }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Failure {
        Failure { kind: Kind::Usage, ..Failure::user(message) }
    }

    pub(crate) fn findings() -> Failure {
        Failure { kind: Kind::Findings, ..Failure::user("") }
    }

    pub(crate) fn internal(message: impl Into<String>) -> Failure {
        Failure { kind: Kind::Internal, ..Failure::user(message) }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hints.push(hint.into());
        self
    }

    /// The message and the first hint in one line, where there is room for no more.
    #[cfg(feature = "tui")]
    pub(crate) fn in_a_line(&self) -> String {
        let hint = self.hints.first().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}{hint}", self.message)
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.kind as u8)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::user(format!("the output could not be written: {error}"))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        ReviewError::from(error).into()
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl From<ReviewError> for Failure {
    fn from(error: ReviewError) -> Failure {
        let failure = Failure::user(error.to_string());
        match error {
            ReviewError::NoReview { path } if path.join(katsaus::review::PROTOCOL_FILE).exists() => failure
                .hint("katsaus.toml is there, but review.db, which holds the texts, is not: was it moved or renamed?")
                .hint("`katsaus restore FILE` puts a backup in its place (folder `backups`)")
                .hint("`katsaus init` makes a new, empty review with that protocol"),
            ReviewError::NoReview { .. } => failure
                .hint("`katsaus init` makes a review in this folder; `katsaus demo` makes one to look at")
                .hint("if the review is elsewhere, name its folder: `katsaus -C FOLDER ...`"),
            ReviewError::Exists { .. } => failure.hint("`katsaus status` shows what is in it"),
            ReviewError::Store(error) => store(failure, &error),
            ReviewError::Protocol(_) => failure.hint(
                "mend that line of katsaus.toml in any editor; until then the last good text is used for reading",
            ),
            ReviewError::Past => failure.hint("leave `--at` away to change the review as it is now"),
            ReviewError::BeforeAll => failure.hint("`katsaus log` shows when things were done"),
            ReviewError::UnknownKey { near, removed, .. } => {
                let failure = match removed {
                    Some(why) => failure.hint(format!(
                        "that source was removed: {why} (`katsaus log` and `katsaus undo` bring it back)"
                    )),
                    None => failure,
                };
                if near.is_empty() {
                    failure.hint("`katsaus list` shows all keys; `katsaus search WORDS` finds a source by its words")
                } else {
                    failure.hint(format!("keys like it: {}", list(&near)))
                }
            }
            ReviewError::AmbiguousKey { keys, .. } => failure.hint(format!("which of them? {}", list(&keys))),
            ReviewError::UnknownCode { code, near } => {
                let failure = if near.is_empty() { failure } else { failure.hint(format!("codes: {}", list(&near))) };
                let example = if code.contains('/') { code } else { format!("GROUP/{code}") };
                failure.hint(format!(
                    "`katsaus codebook list` shows all; `katsaus codebook add {example}` makes a new one"
                ))
            }
            ReviewError::RetiredCode { code } => {
                failure.hint(format!("`katsaus codebook retire {code} --back` brings it into use again"))
            }
            ReviewError::UnknownTopic { topics, .. } => {
                let failure =
                    if topics.is_empty() { failure } else { failure.hint(format!("topics: {}", list(&topics))) };
                failure.hint("topics stand in katsaus.toml: [topics.NAME]")
            }
            ReviewError::UnknownDimension { known, .. } => {
                failure.hint(format!("they can be counted by: {}", known.join(", ")))
            }
            ReviewError::UnknownOperation { .. } => {
                failure.hint("`katsaus log` shows operations; its first four digits or more will do")
            }
            ReviewError::NothingToUndo { .. } => {
                failure.hint("`katsaus log` shows everybody's; `katsaus undo OPERATION` takes any of them back")
            }
            ReviewError::UnknownField(_) => {
                let fields: Vec<String> = katsaus_model::Field::ALL.iter().map(ToString::to_string).collect();
                failure.hint(format!("fields: {}", fields.join(", ")))
            }
            ReviewError::Query(error) => at_its_place(failure, error),
            ReviewError::UnknownTable { name } => {
                failure.hint(format!("`katsaus import {name}` reads it; then its rows are known"))
            }
            ReviewError::OwnTable(_) => failure
                .hint("katsaus takes back workbooks: `katsaus export table.xlsx`, edit that, and import it")
                .hint("to read its rows as new texts all the same: `--map ignored=Key`"),
            ReviewError::OneSource { key, .. } => failure.hint(format!(
                "`katsaus dedup --explain {key}` shows its records; `katsaus split` takes one of them out"
            )),
            ReviewError::UndoneAlready { by, .. } => failure.hint(format!("`katsaus undo {by}` brings it back")),
            ReviewError::OneCode { group, .. } => {
                failure.hint(format!("if texts may have several: `katsaus codebook group {group} --several`"))
            }
            ReviewError::Sheet { name, source } => sheet(failure, &name, &source),
            ReviewError::NoList { sheets, .. } => no_list(failure, &sheets),
            ReviewError::Index(_) => failure.hint("delete the folder `cache` of the review; it is made again"),
            ReviewError::Io { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
                failure.hint("the file or folder may not be written by you, or another program holds it open")
            }
            other => unknown_name(failure, &other),
        }
    }
}

/// A name that the protocol does not have: what it has, or how it gets one.
fn unknown_name(failure: Failure, error: &ReviewError) -> Failure {
    match error {
        ReviewError::UnknownQuery { known, .. } => one_of(
            failure,
            "saved queries",
            known,
            "none is saved yet: `katsaus query save NAME 'QUERY'`; a word with @ before it goes in \"quotation marks\"",
        ),
        ReviewError::UnknownConcept { known, .. } => one_of(
            failure,
            "concepts",
            known,
            "concepts stand in katsaus.toml below [terms]: employer = [\"employer*\", \"työnantaja\", \"arbetsgivare\"]",
        ),
        ReviewError::UnknownReviewer { known, .. } => {
            one_of(failure, "reviewers", known, "nobody has decided anything yet")
        }
        ReviewError::UnknownSelection { known, .. } => {
            one_of(failure, "selections", known, "`katsaus selection add NAME QUERY` makes one")
        }
        ReviewError::UnknownStage { known, .. } => {
            one_of(failure, "stages", known, "stages stand in katsaus.toml: [stages.title-abstract]")
        }
        ReviewError::NoStages => failure.hint("stages stand in katsaus.toml: [stages.title-abstract]"),
        ReviewError::UnknownReason { known, .. } => {
            one_of(failure, "reasons", known, "none is named yet").hint("`katsaus reasons add NAME` adds one")
        }
        _ => failure,
    }
}

/// A query that cannot be read, with carets below what is wrong.
fn at_its_place(mut failure: Failure, error: katsaus::query::QueryError) -> Failure {
    failure.excerpt = Some(caret(&error.query, error.span.from, error.span.to));
    match error.hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// Names what there is, or how there would be any.
fn one_of(failure: Failure, what: &str, known: &[String], none: &str) -> Failure {
    if known.is_empty() { failure.hint(none) } else { failure.hint(format!("{what}: {}", list(known))) }
}

fn store(failure: Failure, error: &StoreError) -> Failure {
    match error {
        StoreError::Missing { .. } => failure.hint("`katsaus init` makes a review"),
        StoreError::NotAReview { path } if path.ends_with(katsaus::review::REVIEW_FILE) => failure
            .hint("it was left as it is; if it was your review, `katsaus restore FILE` goes back to a backup (folder `backups`)"),
        StoreError::NotAReview { .. } => failure.hint("it was left as it is"),
        StoreError::TooNew { .. } => failure.hint("install a newer katsaus; the review was left as it is"),
        StoreError::Damaged { .. } => {
            failure.hint("it was left as it is; `katsaus restore FILE` goes back to a backup (folder `backups`)")
        }
        StoreError::Busy { .. } => failure.hint("wait until it has finished, then try again; nothing was changed"),
        StoreError::Changed => Failure { again: true, ..failure }.hint("try again; nothing was changed"),
        StoreError::Exists { .. } => failure.hint("give another name, or move that file away"),
        _ => failure,
    }
}

fn sheet(failure: Failure, name: &str, error: &BookError) -> Failure {
    match error {
        BookError::Io(error) if matches!(error.raw_os_error(), Some(32 | 33)) => {
            Failure::user(format!("`{name}` is open in another program"))
                .hint("close it there (Excel holds its files), then try again")
        }
        BookError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Failure::user(format!("there is no file `{name}`"))
                .hint("is it in another folder? Drag it into the terminal to get its whole name")
        }
        BookError::Io(error) if error.kind() == std::io::ErrorKind::IsADirectory => {
            Failure::user(format!("`{name}` is a folder")).hint("name the file in it that you want to import")
        }
        BookError::NotATable(_) => failure.hint(
            "`katsaus formats` lists what is read; most databases and reference managers write RIS, CSV or Excel",
        ),
        BookError::Locked => failure.hint("open it in a spreadsheet program, take the password away, and save it"),
        BookError::TooLarge { .. } => {
            failure.hint("no table that a person made is so large; if this one is, save it as CSV and import that")
        }
        BookError::Damaged { .. } => failure.hint("open it in a spreadsheet program and save it anew"),
        _ => failure,
    }
}

fn no_list(failure: Failure, sheets: &[(String, String)]) -> Failure {
    let mut failure = failure;
    for (sheet, why) in sheets {
        failure = failure.hint(format!("sheet `{sheet}`: {why}"));
    }
    failure.hint("say where the head is and what a column holds: `--header 3 --map title=B --map authors=A`")
}

/// A line with carets under a part of it. Long lines are cut around the part.
fn caret(text: &str, from: usize, to: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let before = text.get(..from).unwrap_or(text).chars().count();
    let width = text.get(from..to).unwrap_or_default().chars().count().max(1);
    let skip = before.saturating_sub(60);
    let shown: String = line.chars().skip(skip).take(96).collect();
    format!("{shown}\n{}{}", " ".repeat(before - skip), "^".repeat(width.min(96 - (before - skip).min(95))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_fault_is_shown() {
        assert_eq!(caret("työ AND (b", 9, 10), "työ AND (b\n        ^");
    }
}
