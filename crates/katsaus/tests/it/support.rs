//! What several tests need: small records, a review file in a folder of its own.

use katsaus::store::Store;
use katsaus_model::{
    Brought, CellValue, Change, Content, Fields, Identity, Import, Operation, Person, Place, Record, Timestamp,
};
use std::path::{Path, PathBuf};

/// Seconds after some moment, as the injected clock.
pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp(1_700_000_000_000 + second * 1000)
}

/// Anna does something at some second.
pub(crate) fn act(second: i64) -> katsaus::Act {
    katsaus::Act { by: "anna".into(), now: at(second), who: "a test".into() }
}

pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

pub(crate) fn place(row: u32) -> Place {
    Place::Sheet { sheet: "Sheet1".into(), row, column: None }
}

pub(crate) fn identity(file: &str, row: u32) -> Identity {
    Record::identity(file, &place(row))
}

/// Imports `rows` records of a made-up file, each with a cell and a tag; each the same text as the first row of another
/// file or of its own, if one is named.
pub(crate) fn import(store: &mut Store, second: i64, file: &str, rows: u32, like: Option<&str>) {
    let mut tx = store.begin().expect("a transaction");
    for row in 2..2 + rows {
        let brought = Brought {
            cells: vec![("aims".into(), CellValue::Text(format!("aim {row} of {file}")))],
            tags: vec!["framework/demand-side".into()],
            same_as: like
                .map(|like| identity(like, 2))
                .filter(|first| *first != identity(file, row))
                .into_iter()
                .collect(),
            ..Brought::default()
        };
        let fields = Fields {
            title: Some(format!("Title {row} of {file}")),
            authors: vec![Person::new("Virtanen", "M.")],
            year: Some(2000 + row as i32),
            ..Fields::default()
        };
        let content = Content { key: format!("{file}{row}"), fields, verbatim: vec![], brought };
        let record = Record { id: identity(file, row), place: place(row), content };
        tx.record(&record).expect("a record");
    }
    let (records, digest) = tx.records();
    tx.change(Change::Import(Import {
        name: format!("{file}.xlsx"),
        sha256: file.into(),
        copy: 0,
        format: "xlsx".into(),
        found_in: None,
        round: None,
        updates: None,
        records,
        seen_again: 0,
        digest,
        plan: "{}".into(),
    }));
    tx.commit(at(second), "anna", &format!("import {file}.xlsx")).expect("a commit");
}

pub(crate) fn commit(store: &mut Store, second: i64, change: Change) -> Option<katsaus_model::OpId> {
    let mut tx = store.begin().expect("a transaction");
    tx.change(change);
    tx.commit(at(second), "anna", "change").expect("a commit").map(|done| done.id)
}

/// Everything that a review shows, as text, to compare two reviews by.
pub(crate) fn dump(store: &Store) -> String {
    let names = store.names().expect("names");
    let mut text = String::new();
    for row in store.rows(katsaus::store::Filter::All).expect("rows") {
        let source = store.source(row.n, &names).expect("a source");
        text.push_str(&format!("{source:#?}\n"));
    }
    text
}

pub(crate) fn assert_sound(store: &Store, scratch: &Path) {
    assert_eq!(store.check(scratch).expect("a check"), vec![]);
}

/// The operation of some rank.
pub(crate) fn operation(store: &Store, seq: i64) -> Operation {
    store.operation(seq).expect("an operation")
}
