//! Out and back: exported, edited, imported again.

use crate::sandbox::Sandbox;

/// A CSV table with one value replaced.
fn edited(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn every_format_is_written() {
    let sandbox = Sandbox::with_list();
    for (format, holds) in [
        ("csv", "luecking2008"),
        ("ris", "AU  - Luecking, R."),
        ("bib", "@article{luecking2008"),
        ("json", "\"family\":\"Luecking\""),
        ("md", "### luecking2008"),
    ] {
        let name = format!("out.{format}");
        sandbox.run(&["export", &name, "author:luecking"]).ok();
        assert!(sandbox.read(&name).replace(": ", ":").contains(&holds.replace(": ", ":")), "{}", sandbox.read(&name));
    }
    assert_eq!(sandbox.run(&["export", "out.csv"]).code, 1, "an existing file is not written over unasked");
    assert_eq!(sandbox.run(&["export", "out.docx"]).code, 2);
}

#[test]
fn an_exported_workbook_imported_as_it_is_changes_nothing() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["note", "bond", "a note"]).ok();
    sandbox.run(&["export", "table.xlsx"]).ok();
    let before = sandbox.run(&["log"]).ok().out;
    let run = sandbox.run(&["import", "table.xlsx"]).ok();
    assert!(run.err.contains("nothing changed"), "{}", run.all());
    assert_eq!(sandbox.run(&["log"]).ok().out, before);
}

#[test]
fn an_edited_copy_of_a_table_writes_what_changed_and_overwrites_nothing() {
    let sandbox = Sandbox::with_list();
    // Tuesday: the review is edited. Wednesday: the table comes back, edited too.
    sandbox.run(&["edit", "bond2004", "year=2005"]).ok();
    let list = edited(crate::sandbox::LIST, "Bond, G.;2004", "Bond, G.;2006");
    let list = edited(&list, "tarjonta;", "tuki;");
    let list = edited(
        &list,
        "\"Gilbride, D.; Stensrud, R.\";2003;Identification of the characteristics of work environments;Rehabilitation Counseling Bulletin;kysyntä;\n",
        "",
    );
    let list = format!("{list}Uusi, U.;2020;Aivan uusi teksti luettelossa;Lehti;tuki;\n");
    sandbox.write("list.csv", &list);
    let run = sandbox.run(&["import", "list.csv"]).ok();
    assert!(run.out.contains("nothing overwritten (1)"), "{}", run.all());
    assert!(run.out.contains("bond2004  year: 2006") && run.out.contains("the review has: 2005"), "{}", run.all());
    assert!(run.out.contains("No longer in the sheet, still in the review (1): gilbride2003"), "{}", run.all());
    assert!(run.err.contains("1 new record"), "{}", run.all());
    assert!(sandbox.run(&["show", "drake1996"]).ok().out.contains("viitekehys/tuki"));
    assert!(!sandbox.run(&["show", "drake1996"]).ok().out.contains("viitekehys/tarjonta"));
    assert!(sandbox.run(&["show", "bond2004"]).ok().out.contains("2005"));
    assert_eq!(sandbox.run(&["list", "--json"]).ok().out.lines().count(), 7);
    // The same copy again: nothing new.
    let run = sandbox.run(&["import", "list.csv"]).ok();
    assert!(run.err.contains("is here already"), "{}", run.all());
    sandbox.run(&["check"]).ok();
    // One undo takes the whole copy back.
    sandbox.run(&["undo"]).ok();
    assert_eq!(sandbox.run(&["list", "--json"]).ok().out.lines().count(), 6);
    assert!(sandbox.run(&["show", "drake1996"]).ok().out.contains("viitekehys/tarjonta"));
    sandbox.run(&["check"]).ok();
}

#[test]
fn two_tables_with_one_sheet_name_keep_their_own_mappings() {
    let sandbox = Sandbox::with_list();
    std::fs::create_dir(sandbox.path("other")).expect("a folder");
    sandbox.write(
        "other/list.csv",
        "Title,Authors,Year,Method\nOne text here,\"Smith, A.\",2001,RCT\nTwo texts here,\"Doe, B.\",2002,RCT\n",
    );
    let run = sandbox.run(&["import", "other/list.csv"]).ok();
    assert!(run.err.contains("2 new sources"), "{}", run.all());
    let protocol = sandbox.read("katsaus.toml");
    assert!(protocol.contains("[sheets.list]") && protocol.contains("[sheets.\"list (2)\"]"), "{protocol}");
}

#[test]
fn what_was_typed_on_the_command_line_is_checked() {
    let sandbox = Sandbox::new();
    sandbox.write("list.csv", crate::sandbox::LIST);
    sandbox.run(&["init"]).ok();
    for (words, says) in [
        (["import", "list.csv", "--map", "title=Otsikkko"], "has no column `Otsikkko`"),
        (["import", "list.csv", "--map", "tittel=C"], "nothing that a column can hold"),
        (["import", "list.csv", "--colour", "rot=exclude"], "`rot` is no colour"),
        (["import", "list.csv", "--format", "xlsx"], "is a csv file, not xlsx"),
        (["import", "list.csv", "--sheet", "Taul2"], "has no sheet `Taul2`"),
        (["import", "list.csv", "--update", "old.csv"], "no import is called `old.csv`"),
    ] {
        let run = sandbox.run(&words);
        assert_ne!(run.code, 0, "{words:?}");
        assert!(run.err.contains(says), "{words:?}: {}", run.err);
    }
    let run = sandbox.run(&["import", "list.csv", "--map", "topic:aims=f", "--map", "ignored=E"]).ok();
    assert!(run.err.contains("topic aims") && !run.err.contains("codes of"), "{}", run.all());
}

#[test]
fn a_text_that_was_removed_still_has_its_log_and_its_key_never_means_another() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["remove", "bond2004", "--why", "a duplicate"]).ok();
    assert!(sandbox.run(&["log", "bond2004"]).ok().out.contains("remove"));
    let run = sandbox.run(&["note", "bond2004", "words"]);
    assert!(run.code == 1 && run.err.contains("was removed: a duplicate"), "{}", run.all());
    let add = ["add", "title=Job carving", "authors=Griffin, C.", "year=2008"];
    sandbox.run(&add).ok();
    sandbox.run(&["remove", "griffin2008", "--why", "a mistake"]).ok();
    // Typed again, it is the same text, and is back.
    sandbox.run(&add).ok();
    assert!(sandbox.run(&["list"]).ok().out.contains("griffin2008 "));
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn a_program_is_told_what_became_of_a_file() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init"]).ok();
    sandbox.write("list.csv", "Authors;Year;Title\nSmith, A.;2001;Job carving\n");
    let outcome = |sandbox: &Sandbox| {
        let out = sandbox.run(&["import", "list.csv", "--json"]).ok().out;
        let last: serde_json::Value = serde_json::from_str(out.lines().last().expect("a line")).expect("JSON");
        (last["outcome"].as_str().unwrap_or_default().to_owned(), last["records"].as_u64())
    };
    assert_eq!(outcome(&sandbox), ("new".into(), Some(1)));
    assert_eq!(outcome(&sandbox), ("same".into(), Some(0)));
    sandbox.write("list.csv", "Authors;Year;Title\nSmith, A.;2001;Job carving\nDoe, B.;2002;Natural supports\n");
    assert_eq!(outcome(&sandbox), ("edited".into(), Some(1)));
}

/// An edited copy says whose verdict changed, and which new rows may be a text that is there already.
#[test]
fn what_an_edited_copy_changed_is_named() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init"]).ok();
    let head = "Authors,Year,Title,Journal,Included\n";
    let luecking = "\"Luecking, R.\",2008,Emerging employer views,J Rehab,";
    let bond = "\"Bond, G.\",2004,Supported employment: the evidence,Psych J,no\n";
    let first = format!("{head}{luecking}yes\n{bond}");
    let copy = format!("{head}{luecking}no\n{bond}\"Bond, G. R.\",2004,Supported employment: the evidence.,,\n");
    for (name, text) in [("first.csv", first), ("copy.csv", copy)] {
        std::fs::write(sandbox.path(name), text).expect("a table");
    }
    sandbox.run(&["import", "first.csv", "--as", "anna"]).ok();
    let out = sandbox.run(&["import", "copy.csv", "--as", "anna"]).ok().out;
    assert!(out.contains("luecking2008  anna's decision at full-text: exclude"), "{out}");
    assert!(out.contains("1 pair of rows may be one text twice (rows 3 and 4)"), "{out}");
    let hint = |query: &str| sandbox.run(&["search", query]).ok().err;
    assert!(!hint("zxcvb*").contains("truncation") && hint("zxcvb").contains("truncation"));
}
