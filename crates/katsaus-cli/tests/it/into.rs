//! `export --into`: new cells and tags back into somebody's own workbook.

use crate::sandbox::Sandbox;
use katsaus_formats::sheet::{NewCell, NewValue, write_into};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

/// The parts of a workbook.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("whole");
        parts.insert(part.name().expect("a name").into_owned(), content);
    }
    parts
}

fn bytes(sandbox: &Sandbox, name: &str) -> Vec<u8> {
    std::fs::read(sandbox.path(name)).expect("the file")
}

/// A review of the example's workbook, which has colours, comments, a merged title and a line of totals.
fn review() -> Sandbox {
    let sandbox = Sandbox::new();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/employer-engagement");
    sandbox.copy(&example.join("sources.xlsx"), "theirs.xlsx");
    sandbox.copy(&example.join("katsaus.toml"), "katsaus.toml");
    sandbox.run(&["init", "--title", "Test"]).ok();
    sandbox.run(&["-y", "import", "theirs.xlsx"]).ok();
    sandbox
}

#[test]
fn nothing_but_the_written_cells_changes() {
    let sandbox = review();
    let before = bytes(&sandbox, "theirs.xlsx");
    let run = sandbox.run(&["export", "--into", "theirs.xlsx"]).ok();
    assert!(run.err.contains("Nothing is new for it"), "{}", run.all());
    assert_eq!(bytes(&sandbox, "theirs.xlsx"), before);

    sandbox.run(&["cell", "bezyak2018", "employers-perspective", "What <employers> say & want"]).ok();
    sandbox.run(&["tag", "dual-customer,proactive", "ali2011"]).ok();
    let run = sandbox.run(&["export", "--into", "theirs.xlsx"]).ok();
    assert!(run.err.contains("New columns to the right: Phase"), "{}", run.all());
    assert!(
        run.err.contains("Lähteet!J87  ") && run.err.contains("tarjonta"),
        "the table's own word stays: {}",
        run.err
    );
    let (old, new) = (parts(&before), parts(&bytes(&sandbox, "theirs.xlsx")));
    let changed: Vec<&String> = old.keys().filter(|part| old[*part] != new[*part]).collect();
    assert_eq!((old.len(), changed), (new.len(), vec![&"xl/worksheets/sheet1.xml".to_owned()]));
    assert_eq!(bytes(&sandbox, "backups/theirs.xlsx"), before, "as it was before");

    // It comes back as an edited copy that says nothing new.
    let run = sandbox.run(&["-y", "import", "theirs.xlsx"]).ok();
    assert!(run.err.contains("0 changes written, 0 new records"), "{}", run.all());
    assert!(sandbox.run(&["export", "--into", "theirs.xlsx"]).ok().err.contains("Nothing is new"));
    sandbox.run(&["check"]).ok();
}

#[test]
fn what_was_edited_in_both_is_left_alone() {
    let sandbox = review();
    let cell =
        |column, text: &str| NewCell { sheet: "Lähteet".into(), row: 8, column, value: NewValue::Text(text.into()) };
    let edited = write_into(Cursor::new(bytes(&sandbox, "theirs.xlsx")), &[cell(12, "Theirs"), cell(13, "Theirs")]);
    std::fs::write(sandbox.path("theirs.xlsx"), edited.expect("an edit").bytes).expect("written");
    sandbox.run(&["cell", "bezyak2018", "employers-perspective", "Ours"]).ok();
    let run = sandbox.run(&["export", "--into", "theirs.xlsx"]).ok();
    assert!(run.err.contains("there “Theirs”, here “Ours”") && run.err.contains("Nothing is new"), "{}", run.all());
}

#[test]
fn a_workbook_that_was_never_imported_is_refused() {
    let sandbox = review();
    sandbox.run(&["export", "own.xlsx"]).ok();
    sandbox.write("list.csv", "Title;Year\nA text;2001\n");
    for file in ["list.csv", "nothing.xlsx"] {
        let run = sandbox.run(&["export", "--into", file]);
        assert_eq!(run.code, 1, "{}", run.all());
    }
    let run = sandbox.run(&["export", "--into", "list.csv"]);
    assert!(run.err.contains("katsaus import list.csv"), "{}", run.all());
    assert_eq!(sandbox.run(&["export"]).code, 2);
}

#[test]
fn a_merged_code_is_no_clash_and_two_columns_of_one_group_are_left_to_the_person() {
    let sandbox = review();
    sandbox.run(&["codebook", "merge", "support-side", "demand-side"]).ok();
    let tuki = sandbox.run(&["list", "tag:demand-side", "--json"]).ok().out.lines().count();
    assert!(tuki > 65, "the merge moved some: {tuki}");
    let run = sandbox.run(&["export", "--into", "theirs.xlsx", "-o", "out.xlsx"]).ok();
    assert!(!run.err.contains("edited in the workbook"), "{}", run.all());

    let two = Sandbox::new();
    two.write("two.csv", "Title;Year;Framework;Framework 2\nOne;2001;supply;\nTwo;2002;demand;supply\nThree;2003;supply;demand\nFour;2004;demand;\n");
    two.run(&["init", "--title", "Two"]).ok();
    two.run(&["-y", "import", "two.csv", "--map", "codes:framework=Framework", "--map", "codes:framework=Framework 2"])
        .ok();
    two.run(&["export", "two.xlsx"]).ok();
}
