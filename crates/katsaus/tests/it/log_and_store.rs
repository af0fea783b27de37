//! The log, its projections, undo, uniting two copies, damage.

use crate::support::{Folder, assert_sound, at, commit, dump, identity, import, operation};
use katsaus::store::{Store, StoreError};
use katsaus_model::{CellValue, Change, Field, Link, OpId, Resolution, Subject, ThingKind, Verdict, WHOLE};
use proptest::prelude::*;

/// A new review with its first operation, made at `second`.
fn new_review(folder: &Folder, name: &str) -> Store {
    let mut store = Store::create(&folder.path(name)).expect("a new review");
    commit(&mut store, 0, Change::ProtocolText { text: "title = \"Test\"\n".into() });
    store
}

#[test]
fn an_import_and_its_undo() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 5, None);
    let before = dump(&store);
    assert_eq!(store.counts().expect("counts").sources, 5);

    let import = store.log().expect("a log")[1].id;
    let undo = commit(&mut store, 2, Change::Undo { op: import }).expect("an operation");
    assert_eq!(store.counts().expect("counts").sources, 0);
    assert_sound(&store, &folder.path("scratch"));

    commit(&mut store, 3, Change::Undo { op: undo });
    assert_eq!(dump(&store), before);
    assert_sound(&store, &folder.path("scratch"));
}

#[test]
fn of_two_imports_of_one_table_the_later_counts_whatever_is_undone_and_redone() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 3, None);
    let first = store.log().expect("a log")[1].id;
    let undo = commit(&mut store, 2, Change::Undo { op: first }).expect("an operation");
    import(&mut store, 3, "list", 3, None);
    let second = store.log().expect("a log")[3].id;
    commit(&mut store, 4, Change::Undo { op: undo });
    assert_sound(&store, &folder.path("scratch"));
    commit(&mut store, 5, Change::Undo { op: second });
    assert_sound(&store, &folder.path("scratch"));
    assert_eq!(store.counts().expect("counts").sources, 3);
}

#[test]
fn an_import_that_named_a_text_of_another_is_undone_whole() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 3, None);
    import(&mut store, 2, "copy", 2, Some("list"));
    assert_eq!(store.counts().expect("counts").sources, 3);
    let log = store.log().expect("a log");
    let (list, copy) = (log[1].id, log[2].id);
    let undo = commit(&mut store, 3, Change::Undo { op: copy }).expect("an operation");
    assert_sound(&store, &folder.path("scratch"));
    commit(&mut store, 4, Change::Undo { op: undo }).expect("an operation");
    assert_sound(&store, &folder.path("scratch"));
    // Without the text that they are the same as, the rows of the copy are texts of their own.
    let undo = commit(&mut store, 5, Change::Undo { op: list }).expect("an operation");
    assert_sound(&store, &folder.path("scratch"));
    assert_eq!(store.counts().expect("counts").sources, 2);
    commit(&mut store, 6, Change::Undo { op: undo }).expect("an operation");
    assert_sound(&store, &folder.path("scratch"));
    assert_eq!(store.counts().expect("counts").sources, 3);
}

#[test]
fn what_hangs_on_an_undone_import_is_hidden_counted_and_comes_back() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 2, None);
    let on = identity("list", 2);
    commit(&mut store, 2, Change::Tag { on: Subject::Source(on), code: "kind/review".into(), here: true });
    commit(&mut store, 3, Change::Edit { on, field: Field::Title, value: Some("Mended".into()) });
    let before = dump(&store);
    assert!(before.contains("kind/review") && before.contains("Mended"));

    let op = store.log().expect("a log")[1].id;
    let mut tx = store.begin().expect("a transaction");
    tx.change(Change::Undo { op });
    let done = tx.commit(at(4), "anna", "undo").expect("a commit").expect("an operation");
    assert_eq!(done.hidden, 2);
    // Tagging what is gone is in the log, and shows when it is back.
    commit(&mut store, 5, Change::Tag { on: Subject::Source(on), code: "later".into(), here: true });
    assert_sound(&store, &folder.path("scratch"));
    commit(&mut store, 6, Change::Undo { op: done.id });
    assert!(dump(&store).contains("later"));
    assert_sound(&store, &folder.path("scratch"));
}

#[test]
fn a_change_that_changes_nothing_is_no_operation() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 1, None);
    let cell = |text: &str| Change::Cell {
        on: identity("list", 2),
        topic: "aims".into(),
        value: Some(CellValue::Text(text.into())),
    };
    assert_eq!(commit(&mut store, 2, cell("aim 2 of list")), None);
    assert!(commit(&mut store, 3, cell("something else")).is_some());
}

#[test]
fn undoing_an_edit_of_a_cell_gives_back_what_the_record_brought() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 1, None);
    let before = dump(&store);
    let on = identity("list", 2);
    let first = commit(&mut store, 2, Change::Cell { on, topic: "aims".into(), value: None }).expect("an operation");
    assert!(!dump(&store).contains("aim 2"));
    commit(&mut store, 3, Change::Undo { op: first });
    assert_eq!(dump(&store), before);
}

#[test]
fn rows_judged_to_be_one_text_are_one_source_with_its_records() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 3, Some("list"));
    let counts = store.counts().expect("counts");
    assert_eq!((counts.sources, counts.records), (1, 3));
    let [a, b] = [identity("list", 2), identity("list", 3)];
    commit(&mut store, 2, Change::judged(a, b, Link::Distinct));
    assert_eq!(store.counts().expect("counts").sources, 2);
    // Both keys are still found.
    assert!(store.by_key("list2").expect("a read").is_some() && store.by_key("list3").expect("a read").is_some());
    assert_sound(&store, &folder.path("scratch"));
}

#[test]
fn undoing_a_decision_touches_nobody_elses() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 1, None);
    let decide = |by: &str, verdict| Change::Decision {
        on: identity("list", 2),
        selection: WHOLE.into(),
        stage: "full-text".into(),
        by: by.into(),
        verdict: Some(verdict),
        note: None,
        order: None,
    };
    let anna = commit(&mut store, 2, decide("anna", Verdict::Include)).expect("an operation");
    commit(&mut store, 3, decide("ben", Verdict::Unsure));
    commit(&mut store, 4, Change::Undo { op: anna });
    let left = store.on_sources(ThingKind::Decision).expect("decisions");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, "whole/full-text/ben");
}

#[test]
fn damage_is_found_and_named() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 3, None);
    drop(store);
    let path = folder.path("a.db");
    let harm = |sql: &str| {
        let copy = folder.path("harmed.db");
        std::fs::copy(&path, &copy).expect("a copy");
        let conn = rusqlite::Connection::open(&copy).expect("the copy");
        conn.execute(sql, []).expect("harm");
        drop(conn);
        let faults = Store::open(&copy).expect("a review").check(&folder.path("scratch")).expect("a check");
        faults.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(harm("UPDATE meta SET value = value WHERE name = 'none'"), Vec::<&str>::new());
    assert_eq!(harm("UPDATE sources SET title = 'forged' WHERE n = 1"), ["projection"]);
    assert_eq!(harm("DELETE FROM state WHERE subject = 2"), ["projection"]);
    assert!(harm("DELETE FROM records WHERE ord = 1").contains(&"digest"));
    assert!(
        harm("UPDATE contents SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Title 3', 'Title 9') AS BLOB)")
            .contains(&"hash")
    );
}

#[test]
fn a_file_that_is_no_review_is_named_and_left_alone() {
    let folder = Folder::new();
    let path = folder.path("notes.db");
    std::fs::write(&path, "my notes, which are no database at all, and quite long enough to be one").expect("a file");
    assert!(matches!(Store::open(&path), Err(StoreError::NotAReview { .. })));
    assert!(matches!(Store::open(&folder.path("none.db")), Err(StoreError::Missing { .. })));
    assert!(std::fs::read_to_string(&path).expect("the file").starts_with("my notes"));
}

#[test]
fn the_past_is_a_review_of_its_own() {
    let folder = Folder::new();
    let mut store = new_review(&folder, "a.db");
    import(&mut store, 1, "list", 3, None);
    let then = dump(&store);
    commit(&mut store, 10, Change::Removed { on: identity("list", 2), why: Some("wrong topic".into()) });
    import(&mut store, 20, "more", 2, None);
    let (seq, _) = store.last_until(at(5)).expect("a read").expect("an operation");
    store.write_past(seq, &folder.path("past.db")).expect("the past");
    let past = Store::open(&folder.path("past.db")).expect("a review");
    assert_eq!(dump(&past), then);
    assert_eq!(store.removed("list2").expect("a read").as_deref(), Some("wrong topic"));
}

/// Something that somebody does, in a form that proptest can make up.
#[derive(Clone, Debug)]
enum Act {
    Import(u8),
    Tag(u8, u8, bool),
    Cell(u8, u8),
    Edit(u8, u8),
    Remove(u8),
    Judge(u8, u8, bool),
    Decide(u8, u8, u8),
    Settle(u8, u8),
    Assign(u8, u8, bool),
    Undo(u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..4u8).prop_map(Act::Import),
        (0..12u8, 0..3u8, any::<bool>()).prop_map(|(on, code, here)| Act::Tag(on, code, here)),
        (0..12u8, 0..3u8).prop_map(|(on, text)| Act::Cell(on, text)),
        (0..12u8, 0..3u8).prop_map(|(on, text)| Act::Edit(on, text)),
        (0..12u8).prop_map(Act::Remove),
        (0..12u8, 0..12u8, any::<bool>()).prop_map(|(a, b, same)| Act::Judge(a, b, same)),
        (0..12u8, 0..3u8, 0..3u8).prop_map(|(on, by, verdict)| Act::Decide(on, by, verdict)),
        (0..12u8, 0..3u8).prop_map(|(on, verdict)| Act::Settle(on, verdict)),
        (0..12u8, 0..3u8, any::<bool>()).prop_map(|(on, to, here)| Act::Assign(on, to, here)),
        any::<u8>().prop_map(Act::Undo),
    ]
}

fn verdict(what: u8) -> Verdict {
    match what {
        0 => Verdict::Include,
        1 => Verdict::Exclude { reasons: vec!["wrong-type".into()] },
        _ => Verdict::Unsure,
    }
}

fn perform(store: &mut Store, second: i64, act: &Act) {
    let row = |n: u8| identity(["list", "more", "third", "last"][usize::from(n % 4)], 2 + u32::from(n / 4));
    let change = match act {
        Act::Import(n) => {
            let file = ["list", "more", "third", "last"][usize::from(n % 4)];
            // As the library does: a file that is here already is not read in again.
            let here = store.imports().expect("imports").iter().any(|row| row.import.sha256 == file);
            if !here {
                // `third` is the same text thrice; rows of `last` are a text of `list`, as in an edited copy.
                import(store, second, file, 3, [None, None, Some("third"), Some("list")][usize::from(n % 4)]);
            }
            return;
        }
        Act::Tag(on, code, here) => {
            Change::Tag { on: Subject::Source(row(*on)), code: format!("code/{code}"), here: *here }
        }
        Act::Cell(on, text) => {
            Change::Cell { on: row(*on), topic: "aims".into(), value: Some(CellValue::Text(format!("text {text}"))) }
        }
        Act::Edit(on, text) => Change::Edit { on: row(*on), field: Field::Title, value: Some(format!("title {text}")) },
        Act::Remove(on) => Change::Removed { on: row(*on), why: Some("out".into()) },
        Act::Judge(a, b, same) if row(*a) != row(*b) => {
            let link = if *same { Link::Same } else { Link::Distinct };
            Change::judged(row(*a), row(*b), link)
        }
        Act::Judge(..) => return,
        Act::Decide(on, by, what) => Change::Decision {
            on: row(*on),
            selection: WHOLE.into(),
            stage: "title-abstract".into(),
            by: format!("reviewer {by}"),
            verdict: Some(verdict(*what)),
            note: None,
            order: None,
        },
        Act::Settle(on, what) => Change::Resolution {
            on: row(*on),
            selection: WHOLE.into(),
            stage: "title-abstract".into(),
            resolution: Some(Resolution { by: "anna".into(), verdict: verdict(*what), note: None }),
        },
        Act::Assign(on, to, here) => Change::Assigned {
            on: row(*on),
            selection: WHOLE.into(),
            stage: "title-abstract".into(),
            to: format!("reviewer {to}"),
            here: *here,
        },
        Act::Undo(n) => {
            let newest = store.newest().expect("a rank");
            // Never the first: every copy stems from it.
            let seq = 2 + i64::from(*n) % newest.max(2);
            if seq > newest {
                return;
            }
            Change::Undo { op: OpId::of_bytes(&operation(store, seq).to_bytes()) }
        }
    };
    commit(store, second, change);
}

/// Two who change one thing without knowing of each other: the later shows, both are told, and whoever writes it again
/// settles it.
#[test]
fn what_two_copies_changed_differently_is_told_until_somebody_writes_it_again() {
    let folder = Folder::new();
    let mut a = new_review(&folder, "a.db");
    import(&mut a, 1, "list", 2, None);
    a.backup(&folder.path("b.db")).expect("a copy");
    let mut b = Store::open(&folder.path("b.db")).expect("the copy");
    let cell = |row: u32, text: &str| Change::Cell {
        on: identity("list", row),
        topic: "aims".into(),
        value: Some(CellValue::Text(text.into())),
    };
    commit(&mut a, 10, cell(2, "by anna"));
    commit(&mut a, 11, cell(3, "alike"));
    commit(&mut b, 12, cell(2, "by ben"));
    commit(&mut b, 13, cell(3, "alike"));
    a.unite(&folder.path("b.db")).expect("united");
    let clashes = a.clashes().expect("clashes");
    assert_eq!(clashes.len(), 1, "{clashes:?}");
    let said: Vec<Option<&str>> = clashes[0].versions.iter().map(|version| version.value.as_deref()).collect();
    assert!(
        said[0].is_some_and(|said| said.contains("by anna")) && said[1].is_some_and(|said| said.contains("by ben"))
    );
    // Undone, one of them is no longer said.
    let op = clashes[0].versions[1].op;
    commit(&mut a, 20, Change::Undo { op });
    assert_eq!(a.clashes().expect("clashes"), []);
    commit(&mut b, 21, cell(2, "by ben, later"));
    a.unite(&folder.path("b.db")).expect("united");
    assert_eq!(a.clashes().expect("clashes").len(), 1);
    commit(&mut a, 30, cell(2, "agreed"));
    assert_eq!(a.clashes().expect("clashes"), []);
    assert_sound(&a, &folder.path("scratch"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Whatever people do in whatever order, folding step by step gives what a replay of the whole log gives.
    #[test]
    fn step_by_step_is_replay(acts in prop::collection::vec(act(), 1..25)) {
        let folder = Folder::new();
        let mut store = new_review(&folder, "a.db");
        for (second, act) in acts.iter().enumerate() {
            perform(&mut store, second as i64, act);
        }
        prop_assert_eq!(store.check(&folder.path("scratch")).expect("a check"), vec![]);
    }

    /// Two people work on copies; united in either order, the reviews are the same and sound.
    #[test]
    fn two_logs_unite_in_every_order(
        common in prop::collection::vec(act(), 0..6),
        left in prop::collection::vec(act(), 0..8),
        right in prop::collection::vec(act(), 0..8),
    ) {
        let folder = Folder::new();
        let mut a = new_review(&folder, "a.db");
        for (second, act) in common.iter().enumerate() {
            perform(&mut a, second as i64, act);
        }
        a.backup(&folder.path("b.db")).expect("a copy");
        let mut b = Store::open(&folder.path("b.db")).expect("the copy");
        for (second, act) in left.iter().enumerate() {
            perform(&mut a, 100 + 2 * second as i64, act);
        }
        for (second, act) in right.iter().enumerate() {
            perform(&mut b, 101 + 2 * second as i64, act);
        }
        a.backup(&folder.path("a-before.db")).expect("a copy");
        a.unite(&folder.path("b.db")).expect("united");
        b.unite(&folder.path("a-before.db")).expect("united");
        prop_assert_eq!(dump(&a), dump(&b));
        prop_assert_eq!(a.heads().expect("heads"), b.heads().expect("heads"));
        prop_assert_eq!(a.clashes().expect("clashes"), b.clashes().expect("clashes"));
        prop_assert_eq!(a.check(&folder.path("scratch")).expect("a check"), vec![]);
        // United again, nothing is added.
        prop_assert_eq!(a.unite(&folder.path("b.db")).expect("united"), 0);
    }
}

/// Reviews of every format that was ever written open, are sound, and have a new review's tables afterwards.
#[test]
fn stores_of_every_format_are_read() {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/stores");
    let tables = |path: &std::path::Path| {
        let conn = rusqlite::Connection::open(path).expect("a database");
        let mut rows = conn.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").expect("a schema");
        let rows = rows.query_map([], |row| {
            let sql: Option<String> = row.get(2)?;
            // Blanks and comments differ between a dump and the original.
            let sql = sql.unwrap_or_default().lines().filter(|line| !line.trim().starts_with("--")).collect::<String>();
            Ok(format!("{} {} {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?, sql.replace([' ', '\n'], "")))
        });
        rows.expect("rows").collect::<Result<Vec<_>, _>>().expect("rows").join("\n")
    };
    let folder = Folder::new();
    drop(Store::create(&folder.path("new.db")).expect("a new review"));
    for entry in std::fs::read_dir(fixtures).expect("the fixtures") {
        let dump = std::fs::read_to_string(entry.expect("a file").path()).expect("a dump");
        let path = folder.path("old.db");
        let conn = rusqlite::Connection::open(&path).expect("a database");
        conn.execute_batch(&dump).expect("the dump");
        drop(conn);
        let store = Store::open(&path).expect("an old review opens");
        assert_eq!(store.check(&folder.path("scratch")).expect("a check"), vec![]);
        assert_eq!(store.counts().expect("counts").sources, 3);
        assert_eq!(store.removed("akerbladnd").expect("a read").as_deref(), Some("a test"));
        drop(store);
        assert_eq!(tables(&path), tables(&folder.path("new.db")));
    }
}
