//! Real files, where `KATSAUS_CORPORA` says that they lie; elsewhere there is nothing to see.

use katsaus_formats::any;
use katsaus_formats::bibtex::{name_parts, split_names};
use katsaus_formats::found::Kept;
use katsaus_formats::sheet::ReadSeek;
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};

fn corpora() -> Option<PathBuf> {
    std::env::var_os("KATSAUS_CORPORA").map(PathBuf::from)
}

pub(crate) fn suites() -> Option<PathBuf> {
    Some(corpora()?.join("formats").join("suites"))
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON")
}

fn texts(value: &Value) -> String {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
}

/// Tables of names from two programs that follow BibTeX to the letter.
#[test]
fn names_come_apart_as_bibtex_does_it() {
    let Some(suites) = suites() else { return };
    let mut wrong = Vec::new();
    let mut rows = 0;
    let mut check = |name: &str, expected: [String; 4]| {
        rows += 1;
        let parts = name_parts(name);
        let found = [parts.first, parts.von, parts.last, parts.jr].map(|words| words.join(" "));
        if found != expected {
            wrong.push(format!("{name}: {found:?}, not {expected:?}"));
        }
    };
    for row in json(&suites.join("bibtex-ruby/names/names.json")).as_array().expect("rows") {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        check(&text("name"), [text("first"), text("von"), text("last"), text("jr")]);
    }
    let table = json(&suites.join("bibtexparser/names/names.json"));
    for row in table["REGULAR_NAME_PARTS_PARSING_TEST_CASES"].as_array().expect("rows") {
        let part = |key: &str| texts(&row[1][key]);
        check(row[0].as_str().expect("a name"), [part("first"), part("von"), part("last"), part("jr")]);
    }
    for row in table["test_split_coauthors_consistent_with_bibtex"].as_array().expect("rows") {
        let expected: Vec<&str> = row[1].as_array().expect("names").iter().filter_map(Value::as_str).collect();
        let found = split_names(row[0].as_str().expect("names"));
        rows += 1;
        if found != expected {
            wrong.push(format!("{}: {found:?}, not {expected:?}", row[0]));
        }
    }
    assert!(wrong.is_empty(), "{} of {rows}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows > 230, "{rows}");
}

pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.to_string_lossy().contains(".input.") {
            found.push(path);
        }
    }
}

pub(crate) fn read(path: &Path, from: Option<&str>) -> (Result<&'static str, any::AnyError>, Kept) {
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(File::open(path)?)) };
    let mut kept = Kept::default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let format = any::read(&open, &name, from, &mut kept);
    (format, kept)
}

/// Every file with entries in RIS gives as many records as it has types.
#[test]
fn every_type_of_a_ris_file_is_a_record() {
    let Some(suites) = suites() else { return };
    let mut all = Vec::new();
    files(&suites, &mut all);
    let mut records = 0;
    for path in all.iter().filter(|path| path.parent().is_some_and(|folder| folder.ends_with("ris"))) {
        let (format, kept) = read(path, None);
        let format = format.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if format != "ris" {
            continue;
        }
        let bytes = std::fs::read(path).expect("a file");
        let text = String::from_utf8_lossy(&bytes).replace('\r', "\n");
        let types = text.lines().filter(|line| line.trim_start_matches(['\u{feff}', ' ']).starts_with("TY  -")).count();
        assert!(kept.found.len() >= types && types > 0, "{}: {} of {types}", path.display(), kept.found.len());
        records += kept.found.len();
    }
    assert!(records > 1000, "{records}");
}

/// Nothing that a person or program wrote as BibTeX stops the reader.
#[test]
fn every_bibtex_file_is_read() {
    let Some(suites) = suites() else { return };
    let mut all = Vec::new();
    files(&suites, &mut all);
    let mut seen = 0;
    for path in all.iter().filter(|path| path.extension().is_some_and(|end| end == "bib")) {
        let (format, _) = read(path, Some("bibtex"));
        assert!(format.is_ok(), "{}", path.display());
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

/// Files made to take a program down are read or refused.
#[test]
fn bad_files_end() {
    let Some(corpora) = corpora() else { return };
    for entry in std::fs::read_dir(corpora.join("badfiles")).expect("a folder").flatten() {
        let (format, kept) = read(&entry.path(), None);
        let said = kept.found.len() + kept.diagnostics.len();
        assert!(format.is_err() || said > 0, "{}", entry.path().display());
    }
}
