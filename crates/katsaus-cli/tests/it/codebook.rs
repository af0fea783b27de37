//! The codebook, excerpts and memos as people use them.

use crate::sandbox::Sandbox;

fn keys(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let out = sandbox.run(&["list", "--json", query]).ok().out;
    let key = |line: &str| line.split("\"key\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    out.lines().filter_map(key).collect()
}

#[test]
fn a_code_is_described_and_shown_with_its_memos() {
    let sandbox = Sandbox::with_list();
    let said = [
        "codebook",
        "describe",
        "kysyntä",
        "definition=Acts on labour demand.",
        "label.en=demand-side",
        "terms=job carving; räätälöin*",
        "colour=#07B",
        "include=services to employers",
        "examples+=wage subsidies",
    ];
    sandbox.run(&said).ok();
    sandbox.run(&["codebook", "describe", "kysyntä", "terms-=job carving", "terms+=employer*"]).ok();
    sandbox.run(&["memo", "--code", "kysyntä", "Borders on dual customer."]).ok();
    let shown = sandbox.run(&["codebook", "show", "kysyntä"]).ok().out;
    for part in ["demand-side (en)", "räätälöin*; employer*", "#0077bb", "3 sources", "Memo (anna) Borders on dual"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let file = sandbox.read("katsaus.toml");
    assert!(file.contains("terms = [\"räätälöin*\", \"employer*\"]"), "{file}");
    sandbox.run(&["undo"]).ok();
    assert!(sandbox.run(&["memo"]).ok().err.contains("0 memos"));
    for (wrong, hint) in [("colour=blue", "#0072b2"), ("meaning=x", "definition"), ("x", "FIELD=VALUE")] {
        let run = sandbox.run(&["codebook", "describe", "kysyntä", wrong]);
        assert!(run.code > 0 && run.err.contains(hint), "{}", run.all());
    }
}

#[test]
fn a_code_is_shown_elsewhere_too_and_counted_there() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["codebook", "add", "actor/employer", "definition=Employers"]).ok();
    sandbox.run(&["codebook", "describe", "kysyntä", "also_under=actor/employer"]).ok();
    assert_eq!(keys(&sandbox, "tag:actor").len(), 3);
    assert_eq!(keys(&sandbox, "tag:actor/employer").len(), 3);
    // The place follows what is renamed, and goes with what is removed.
    sandbox.run(&["codebook", "rename", "actor/employer", "actor/firm"]).ok();
    assert_eq!(keys(&sandbox, "tag:actor/firm").len(), 3);
    sandbox.run(&["codebook", "remove", "actor/firm"]).ok();
    assert!(!sandbox.read("katsaus.toml").contains("also_under"));
    let run = sandbox.run(&["codebook", "describe", "kysyntä", "also_under=viitekehys"]);
    assert!(run.code == 1 && run.err.contains("already"), "{}", run.all());
}

#[test]
fn a_split_moves_some_tags_and_undo_brings_them_back() {
    let sandbox = Sandbox::with_list();
    let group = group(&sandbox);
    let (from, to) = (format!("{group}/kysynta"), format!("{group}/palkkatuki"));
    sandbox.run(&["excerpt", "add", "luecking", "A practice", "--tag", "kysyntä"]).ok();
    let run = sandbox.run(&["codebook", "split", "kysyntä", &to, "--where", "year:2008"]).ok();
    assert!(run.err.contains("has"), "{}", run.all());
    assert_eq!(keys(&sandbox, &format!("tag:{to}")), ["luecking2008"]);
    assert_eq!(keys(&sandbox, &format!("tag:{from}")), ["gilbride2003", "virtanen2019"]);
    assert!(sandbox.run(&["excerpt", "list", "--code", &to]).ok().out.contains("luecking2008/1"));
    let run = sandbox.run(&["codebook", "split", "kysyntä", &to, "bond"]);
    assert!(run.code == 1 && run.err.contains("none of them"), "{}", run.all());
    sandbox.run(&["undo"]).ok();
    assert_eq!(keys(&sandbox, &format!("tag:{from}")).len(), 3);
    assert!(!sandbox.read("katsaus.toml").contains("palkkatuki"));
}

/// The group that the sandbox's table brings.
fn group(sandbox: &Sandbox) -> String {
    let out = sandbox.run(&["tags"]).ok().out;
    let line = out.lines().find(|line| line.contains("/kysynta")).expect("the code");
    line.split('/').next().expect("its group").to_owned()
}

#[test]
fn a_merge_loses_nothing_that_the_code_said() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["codebook", "describe", "tuki", "definition=Support to both.", "terms=coach*"]).ok();
    sandbox.run(&["codebook", "describe", "kysyntä", "definition=Demand.", "terms=employer*"]).ok();
    sandbox.run(&["memo", "--code", "tuki", "Think again."]).ok();
    sandbox.run(&["excerpt", "add", "bond", "Follow-along support", "--tag", "tuki"]).ok();
    sandbox.run(&["codebook", "merge", "tuki", "kysyntä"]).ok();
    let shown = sandbox.run(&["codebook", "show", "kysyntä"]).ok().out;
    for part in ["employer*; coach*", "Think again.", "Support to both.", "5 sources, 1 excerpt", "tuki"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(sandbox.run(&["check"]).ok().code == 0);
    sandbox.run(&["undo"]).ok();
    assert!(sandbox.run(&["codebook", "show", "tuki"]).ok().out.contains("Think again."));
}

#[test]
fn a_retired_code_stays_where_it_is_and_is_put_on_nothing_new() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["codebook", "retire", "tarjonta"]).ok();
    let run = sandbox.run(&["tag", "tarjonta", "bond"]);
    assert!(run.code == 1 && run.err.contains("--back"), "{}", run.all());
    sandbox.run(&["untag", "tarjonta", "drake"]).ok();
    sandbox.run(&["codebook", "retire", "tarjonta", "--back"]).ok();
    sandbox.run(&["tag", "tarjonta", "bond"]).ok();
}

#[test]
fn a_group_takes_one_code_only_where_no_text_has_two() {
    let sandbox = Sandbox::with_list();
    let group = group(&sandbox);
    let run = sandbox.run(&["codebook", "group", &group, "--one"]);
    assert!(
        run.code == 1 && run.err.contains("1 source have several now: virtanen2019")
            || run.err.contains("virtanen2019")
    );
    sandbox.run(&["untag", "tuki", "virtanen"]).ok();
    sandbox.run(&["codebook", "group", &group, "--one", "--label", "Viitekehys"]).ok();
    sandbox.run(&["tag", "tuki", "virtanen"]).ok();
    assert_eq!(keys(&sandbox, "tag:kysynta"), ["gilbride2003", "luecking2008"], "the other one went");
    let excerpt = ["excerpt", "add", "bond", "Something", "--tag", "tuki,kysyntä"];
    assert_eq!(sandbox.run(&excerpt).code, 1, "an excerpt has one of them too");
    sandbox.run(&["excerpt", "add", "bond", "Something", "--tag", "tuki"]).ok();
    sandbox.run(&["tag", "kysyntä", "bond/1"]).ok();
    assert!(sandbox.run(&["excerpt", "list"]).ok().out.contains(&format!("bond2004/1  {group}/kysynta\n")));
}

#[test]
fn unused_codes_and_uncoded_sources_are_named() {
    let sandbox = Sandbox::with_list();
    let unused = sandbox.run(&["codebook", "list", "--unused"]).ok().out;
    assert!(!unused.contains("kysynta") && unused.contains("kind/empirical"), "{unused}");
    let group = group(&sandbox);
    sandbox.run(&["untag", "tarjonta", "drake"]).ok();
    let run = sandbox.run(&["codebook", "without", &group]).ok();
    assert!(run.out.contains("drake1996") && run.err.contains("1 source without"), "{}", run.all());
    assert_eq!(sandbox.run(&["codebook", "without", "nothing"]).code, 1);
}

#[test]
fn a_codebook_goes_out_and_comes_in() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["codebook", "describe", "kysyntä", "definition=Acts on \"demand\".", "terms=job carving"]).ok();
    for file in ["codes.toml", "codes.csv", "codes.qdc"] {
        sandbox.run(&["codebook", "export", file]).ok();
        // What was just written says nothing new.
        let run = sandbox.run(&["codebook", "import", file]).ok();
        assert!(run.err.contains("Nothing changed"), "{file}: {}", run.all());
        // Another review gets all of it.
        let other = Sandbox::new();
        other.run(&["init", "--title", "Other"]).ok();
        other.copy(&sandbox.path(file), file);
        other.run(&["codebook", "import", file]).ok();
        let shown = other.run(&["codebook", "show", "kysyntä"]).ok().out;
        assert!(shown.contains("Acts on \"demand\".") && shown.contains("job carving"), "{file}: {shown}");
    }
    sandbox.write("theirs.csv", "code;definition;väri\nkehys/kysyntä;Toinen;x\nViitekehys/Kysyntä;Something else;\n");
    let group = group(&sandbox);
    let theirs = sandbox.read("theirs.csv").replace("Viitekehys", &group);
    sandbox.write("theirs.csv", &theirs);
    let run = sandbox.run(&["codebook", "import", "theirs.csv"]).ok();
    assert_eq!(run.out, "added   kehys/kysynta\n");
    assert!(run.err.contains("“Acts on \"demand\".”; the file says “Something else”"), "{}", run.err);
    sandbox.run(&["undo"]).ok();
    assert_eq!(sandbox.run(&["codebook", "show", "kehys/kysynta"]).code, 1);
    sandbox.run(&["codebook", "import", "theirs.csv", "--update"]).ok();
    assert!(sandbox.run(&["codebook", "show", &format!("{group}/kysynta")]).ok().out.contains("Something else"));
}

#[test]
fn excerpts_are_taken_changed_coded_and_removed() {
    let sandbox = Sandbox::with_list();
    let add = ["excerpt", "add", "luecking", "Employers want dialogue", "--page", "12", "--quote", "--tag", "kysyntä"];
    assert!(sandbox.run(&add).ok().err.contains("Took excerpt `luecking2008/1`"));
    sandbox.run(&["excerpt", "add", "luecking", "Another"]).ok();
    sandbox.run(&["excerpt", "remove", "luecking2008/2"]).ok();
    // A number is given once.
    assert!(sandbox.run(&["excerpt", "add", "luecking", "A third"]).ok().err.contains("`luecking2008/3`"));
    sandbox.run(&["excerpt", "edit", "luecking2008/3", "--page", "14"]).ok();
    let out = sandbox.run(&["excerpt", "list"]).ok().out;
    assert!(out.contains("“Employers want dialogue” (p. 12)") && out.contains("A third (p. 14)"), "{out}");
    assert!(sandbox.run(&["show", "luecking"]).ok().out.contains("1. “Employers want dialogue” (p. 12) ["));
    assert_eq!(keys(&sandbox, "excerpt:dialogue"), ["luecking2008"]);
    let run = sandbox.run(&["excerpt", "remove", "luecking2008/2"]);
    assert!(run.code == 1 && run.err.contains("it has 1, 3"), "{}", run.all());
    let undone = sandbox.run(&["untag", "kysyntä", "luecking2008/1"]).ok();
    assert!(undone.err.contains("Took"), "{}", undone.all());
    sandbox.run(&["check"]).ok();
}

#[test]
fn texts_are_suggested_by_terms_at_once_and_by_likeness_later() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["codebook", "add", "theme/evidence"]).ok();
    let run = sandbox.run(&["suggest", "evidence"]).ok();
    assert!(run.out.is_empty() && run.err.contains("name words"), "{}", run.all());
    sandbox.run(&["codebook", "describe", "evidence", "terms=supported employment; kuntoutuk*"]).ok();
    let run = sandbox.run(&["suggest", "evidence"]).ok();
    assert!(
        run.out.contains("bond2004") && run.out.contains("akerbladnd") && !run.out.contains("luecking"),
        "{}",
        run.all()
    );
    assert!(run.err.contains("No text has `theme/evidence` yet; 2 terms"), "{}", run.err);
    sandbox.run(&["tag", "evidence", "bond"]).ok();
    let run = sandbox.run(&["suggest", "evidence", "--limit", "1"]).ok();
    assert!(run.out.starts_with("drake1996") && run.out.contains("supported employment"), "{}", run.all());
    assert!(run.err.contains("Learnt from 1 source"), "{}", run.err);
    assert!(!sandbox.run(&["list", "tag:evidence"]).ok().out.contains("drake1996"), "a suggestion tags nothing");
    let json = sandbox.run(&["suggest", "evidence", "--json", "--where", "year:..1999"]).ok().out;
    assert!(
        json.starts_with(r#"{"schema":"katsaus.suggestion.v1","key":"drake1996""#) && json.lines().count() == 1,
        "{json}"
    );
    sandbox.run(&["codebook", "retire", "evidence"]).ok();
    assert_eq!(sandbox.run(&["suggest", "evidence"]).code, 1);
}

#[test]
fn a_renaming_takes_no_other_codes_place() {
    let sandbox = Sandbox::with_list();
    for (code, key) in [("a/demand", "bond"), ("a/demand/x", "luecking"), ("a/demand-new/x", "drake")] {
        sandbox.run(&["codebook", "add", code]).ok();
        sandbox.run(&["tag", code, key]).ok();
    }
    let run = sandbox.run(&["codebook", "rename", "a/demand", "a/demand-new"]);
    assert!(run.code == 1 && run.err.contains("in use"), "{}", run.all());
    let run = sandbox.run(&["codebook", "move", "a/demand", "nowhere"]);
    assert!(run.code == 1 && run.err.contains("no code `nowhere`"), "a slip makes no group: {}", run.all());
    sandbox.run(&["codebook", "move", "a/demand", "kind"]).ok();
    sandbox.run(&["tag", "kind/report", "drake"]).ok();
    let run = sandbox.run(&["codebook", "move", "a/demand-new/x", "kind"]);
    assert!(run.code == 1 && run.err.contains("a text has one code of `kind`"), "{}", run.all());
}

#[test]
fn a_merge_goes_into_a_code_that_is_in_use() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["codebook", "describe", "tuki", "include=coaching", "exclude=wages", "colour=#112233"]).ok();
    sandbox.run(&["codebook", "retire", "tarjonta"]).ok();
    assert_eq!(sandbox.run(&["codebook", "merge", "tuki", "tarjonta"]).code, 1);
    assert_eq!(sandbox.run(&["codebook", "split", "tuki", "tarjonta", "bond"]).code, 1);
    sandbox.run(&["codebook", "merge", "tuki", "kysyntä"]).ok();
    let shown = sandbox.run(&["codebook", "show", "kysyntä"]).ok().out;
    for part in ["coaching", "wages", "#112233"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    for wrong in ["definition+=more", "label-=x"] {
        assert_eq!(sandbox.run(&["codebook", "describe", "kysyntä", wrong]).code, 1, "{wrong}");
    }
}

#[test]
fn a_codebook_of_another_review_finds_its_groups_by_their_labels() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["codebook", "export", "codes.qdc"]).ok();
    let other = Sandbox::new();
    other.run(&["init", "--title", "Other"]).ok();
    other.copy(&sandbox.path("codes.qdc"), "codes.qdc");
    let out = other.run(&["codebook", "import", "codes.qdc"]).ok().out;
    assert!(!out.contains("kind") && out.contains("viitekehys/kysynta"), "{out}");
}
