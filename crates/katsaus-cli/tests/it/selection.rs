//! Several products of one collection.

use crate::sandbox::Sandbox;

#[test]
fn a_selection_goes_wherever_a_query_goes() {
    let sandbox = Sandbox::with_list();
    let add =
        ["selection", "add", "Employer review", "tag:kysynta", "-author:gilbride", "--question", "Which practices?"];
    let run = sandbox.run(&add).ok();
    assert!(run.err.contains("`employer-review` with 2 sources"), "{}", run.all());
    let run = sandbox.run(&["search", "selection:employer-review", "year:..2010"]).ok();
    assert!(
        run.out.contains("luecking2008") && run.err.contains("Read as: (tag:kysynta AND NOT author:gilbride) AND"),
        "{}",
        run.all()
    );
    let run = sandbox.run(&["tab", "viitekehys", "--where", "selection:employer-review"]).ok();
    assert!(run.out.contains("kysyntä           2"), "{}", run.out);
    // The query follows what it names.
    sandbox.run(&["codebook", "rename", "viitekehys/tuki", "viitekehys/support"]).ok();
    sandbox.run(&["selection", "add", "support", "viitekehys:support"]).ok();
    sandbox.run(&["codebook", "rename", "viitekehys/support", "viitekehys/tuki-ja-seuranta"]).ok();
    assert_eq!(sandbox.run(&["list", "selection:support", "--json"]).ok().out.lines().count(), 3);
    // A text that is tagged later belongs to it.
    sandbox.run(&["tag", "kysynta", "bond"]).ok();
    assert_eq!(sandbox.run(&["list", "selection:employer-review", "--json"]).ok().out.lines().count(), 3);
    // A selection may be made of others, not of itself.
    sandbox.run(&["selection", "add", "late", "selection:employer-review year:2005.."]).ok();
    assert_eq!(sandbox.run(&["list", "selection:late", "--json"]).ok().out.lines().count(), 2);
    let run = sandbox.run(&["selection", "edit", "employer-review", "--query", "selection:late"]);
    assert!(run.code == 1 && run.err.contains("by itself"), "{}", run.all());
    for words in
        [["selection", "add", "x", "tag:nothing"], ["selection", "add", "x", "(a"], ["selection", "add", "late", "a"]]
    {
        assert_eq!(sandbox.run(&words).code, 1, "{words:?}");
    }
    let run = sandbox.run(&["list", "selection:nothing"]);
    assert!(run.code == 1 && run.err.contains("employer-review") && run.err.contains("late"), "{}", run.all());
}

#[test]
fn a_selection_has_topics_and_a_status_of_its_own() {
    let sandbox = Sandbox::with_list();
    sandbox
        .run(&["selection", "add", "evidence", "evidence", "--topic", "keskeinen sisältö", "--stage", "full-text"])
        .ok();
    let shown = sandbox.run(&["selection", "show", "evidence"]).ok().out;
    assert!(shown.contains("Keskeinen sisältö") && shown.contains("undecided"), "{shown}");
    let heads = sandbox.run(&["matrix", "--selection", "evidence", "-o", "m.csv"]).ok();
    assert!(heads.err.contains("Wrote"), "{}", heads.all());
    assert!(sandbox.read("m.csv").starts_with("\u{feff}Source,Keskeinen sisältö\n"), "{}", sandbox.read("m.csv"));
    assert!(sandbox.run(&["list", "status:evidence/included"]).ok().err.contains("0 sources"));
    sandbox.run(&["selection", "remove", "evidence"]).ok();
    assert!(!sandbox.read("katsaus.toml").contains("[selections.evidence]"));
    sandbox.run(&["undo"]).ok();
    assert!(sandbox.run(&["selection"]).ok().out.contains("evidence"));
}

#[test]
fn a_code_that_a_selection_asks_for_is_not_removed_in_silence() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["selection", "add", "supply", "viitekehys:tarjonta"]).ok();
    let run = sandbox.run(&["codebook", "remove", "tarjonta"]);
    assert!(run.code == 1 && run.err.contains("`supply`"), "{}", run.all());
    // What is undecided in a selection are its texts.
    assert_eq!(sandbox.run(&["list", "status:supply/undecided", "--json"]).ok().out.lines().count(), 1);
}
