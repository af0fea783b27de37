//! Evidence in words, for people. It must not weigh.

use super::compare::{Evidence, Says};
use super::people::Agree;
use super::place::Placed;
use super::title::Degree;

/// `same: title, authors, year; not: pages; unknown: DOI`.
pub(super) fn evidence(e: &Evidence) -> String {
    let mut same: Vec<&str> = Vec::new();
    let mut not: Vec<&str> = Vec::new();
    match e.degree() {
        Degree::Same => same.push("title"),
        Degree::Near => same.push("title but for a few letters"),
        Degree::Part => same.push("title in part"),
        Degree::Different if e.title.is_some() => not.push("title"),
        Degree::Different => {}
    }
    match e.authors {
        Agree::All => same.push("authors"),
        Agree::Most => same.push("most authors"),
        Agree::Some => same.push("some authors"),
        Agree::Differ => not.push("authors"),
        Agree::Unknown => {}
    }
    match e.years {
        Some(0) => same.push("year"),
        Some(1) => not.push("year, by one"),
        Some(_) => not.push("year"),
        None => {}
    }
    for (says, word) in [(e.container, "journal"), (e.volume, "volume"), (e.issue, "issue"), (e.edition, "edition")] {
        say(says, word, &mut same, &mut not);
    }
    match e.pages {
        Placed::Same => same.push("pages"),
        Placed::First => same.push("first page"),
        Placed::Differ => not.push("pages"),
        Placed::Unknown => {}
    }
    for (says, word) in [(e.doi, "DOI"), (e.pmid, "PubMed number"), (e.isbn, "ISBN"), (e.summary, "abstract")] {
        say(says, word, &mut same, &mut not);
    }
    if let Some(title) = e.title {
        if title.numbers_differ {
            not.push("numbers in the title");
        }
        if title.opposed {
            not.push("what the title is about");
        }
    }
    if e.kinds_differ {
        not.push("kind of text");
    }
    let mut said = Vec::new();
    if !same.is_empty() {
        said.push(format!("same {}", same.join(", ")));
    }
    if !not.is_empty() {
        said.push(format!("other {}", not.join(", ")));
    }
    said.join("; ")
}

fn say<'w>(says: Says, word: &'w str, same: &mut Vec<&'w str>, not: &mut Vec<&'w str>) {
    match says {
        Says::Same => same.push(word),
        Says::Differ => not.push(word),
        Says::Unknown => {}
    }
}
