//! The example's workbooks, hostile files, and the corpora where they are at hand.

use crate::sandbox::Sandbox;
use std::path::{Path, PathBuf};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo").join(name)
}

#[test]
fn the_example_has_its_171_sources_tags_and_illustrations() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["demo"]).ok();
    assert!(run.out.contains("171 sources"), "{}", run.all());
    let run = sandbox.run(&["-C", "katsaus-demo", "check"]).ok();
    assert!(run.err.contains("171 records, 171 sources"), "{}", run.all());
    let count = |query: &str| sandbox.run(&["-C", "katsaus-demo", "list", query, "--json"]).ok().out.lines().count();
    assert_eq!(count("framework:demand-side"), 65);
    assert_eq!(count("has:framework"), 171);
    assert_eq!(count("topic:employer-cooperation"), 10);
    assert_eq!(count("missing:author"), 0);
    assert_eq!(count("missing:year"), 0);
    // The faults that were put in on purpose come out right.
    let show = |key: &str| sandbox.run(&["-C", "katsaus-demo", "show", key]).ok().out;
    let pages = sandbox.run(&["-C", "katsaus-demo", "list", "--json"]).ok().out;
    assert!(
        pages.contains("\"pages\":\"1-11\"") && pages.contains("\"issue\":\"2-3\""),
        "dates that were pages and issues"
    );
    assert!(
        pages.contains("The Australasian Faculty of Occupational and Environmental Medicine"),
        "one author, not two"
    );
    assert!(show("amir2009").contains("Work and Cancer Survivors"));
    // Found there again, it is opened.
    assert!(sandbox.run(&["demo"]).ok().err.contains("already"));
}

#[test]
fn the_finnish_list_is_read_as_such_lists_are() {
    let sandbox = Sandbox::new();
    sandbox.copy(&example("finnish.xlsx"), "finnish.xlsx");
    sandbox.run(&["init"]).ok();
    sandbox.run(&["import", "finnish.xlsx"]).ok();
    let list = sandbox.run(&["list", "--json"]).ok().out;
    assert_eq!(list.lines().count(), 10);
    assert!(list.contains("\"urn\":\"URN"), "{list}");
    assert!(list.contains("\"date\":\"2019a\"") && list.contains("\"date\":\"2019b\"") && list.contains("päiväämätön"));
    assert!(list.contains("\"type\":\"chapter\"") && list.contains("\"editors\""), "the chapter");
}

#[test]
fn hostile_workbooks_end_in_a_message() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init"]).ok();
    let bad = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sheet/bad");
    let mut seen = 0;
    for entry in std::fs::read_dir(&bad).expect("the fixtures") {
        let path = entry.expect("a file").path();
        sandbox.copy(&path, "bad.xlsx");
        let run = sandbox.run(&["import", "bad.xlsx"]);
        assert_eq!(run.code, 1, "{}: {}", path.display(), run.all());
        assert!(run.err.starts_with("error: `bad.xlsx`"), "{}: {}", path.display(), run.err);
        assert!(run.err.contains("hint: "), "{}: {}", path.display(), run.err);
        seen += 1;
    }
    assert!(seen >= 4);
}

#[test]
fn real_sheets_are_read_where_they_are_at_hand() {
    let Ok(corpora) = std::env::var("KATSAUS_CORPORA") else {
        eprintln!("skipped: KATSAUS_CORPORA is not set");
        return;
    };
    let sandbox = Sandbox::new();
    sandbox.run(&["init"]).ok();
    let mut folders = vec![Path::new(&corpora).join("formats/sheets")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            if path.is_dir() {
                folders.push(path);
            } else if ["xlsx", "csv", "tsv"].contains(&ending.as_str()) {
                let run = sandbox.run(&["import", &path.to_string_lossy(), "--dry-run", "--json"]).ok();
                assert!(run.out.contains("katsaus.import-plan.v1"), "{}", path.display());
            }
        }
    }
}
