//! Decisions, reviewers and the flow diagram, as somebody types them.

use crate::sandbox::{Run, Sandbox};
use expect_test::expect;
use std::process::Output;

const TABLE: &str = "Authors;Year;Title;Abstract\n\
    Able, A.;2001;Job carving with employers;How employers carve jobs.\n\
    Baker, B.;2002;Nurses on the ward;A study of nurses.\n\
    Cook, C.;2003;Carved jobs and their employers;Employers who carve jobs.\n\
    Dyer, D.;2004;Doctors and nurses;A study of hospitals.\n";

/// A review of four texts with two stages, the first with two reviewers for each text.
fn review() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--template", "systematic", "--title", "Test"]).ok();
    let protocol = sandbox.read("katsaus.toml");
    let two = protocol.replace("[stages.title-abstract]\n", "[stages.title-abstract]\nreviewers = 2\n");
    assert_ne!(two, protocol);
    sandbox.write("katsaus.toml", &two);
    sandbox.write("list.csv", TABLE);
    sandbox.run(&["import", "list.csv"]).ok();
    sandbox
}

fn as_ben(sandbox: &Sandbox, words: &[&str]) -> Run {
    let Output { status, stdout, stderr } =
        sandbox.command(words).env("KATSAUS_REVIEWER", "ben").output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run { out: text(stdout), err: text(stderr), code: status.code().unwrap_or(-1) }
}

#[test]
fn nobody_sees_what_another_decided_before_both_have() {
    let sandbox = review();
    sandbox.run(&["decide", "exclude", "able2001", "--reason", "wrong-type", "--note", "secret-note"]).ok();
    let everything: [&[&str]; 16] = [
        &["show", "able2001"],
        &["show", "able2001", "--json"],
        &["list", "--json"],
        &["list", "status:excluded", "--json"],
        &["list", "decided-by:anna", "--json"],
        &["list", "has:decision", "--json"],
        &["search", "carving", "--facets=status"],
        &["log"],
        &["log", "--json"],
        &["log", "able2001"],
        &["why", "able2001"],
        &["why", "Job carving with employers", "--json"],
        &["status"],
        &["reasons"],
        &["report", "excluded"],
        &["flow", "--json"],
    ];
    for words in everything {
        let run = as_ben(&sandbox, words).ok();
        for secret in ["secret-note", "exclude (", "\"exclude\"", "excluded (kind", "wrong-type       1"] {
            assert!(!run.out.contains(secret), "{words:?} tells of `{secret}`: {}", run.out);
        }
    }
    assert_eq!(as_ben(&sandbox, &["list", "status:excluded", "--json"]).ok().out, "");
    for file in ["all.json", "all.csv", "all.ris"] {
        as_ben(&sandbox, &["export", file]).ok();
        assert!(!sandbox.read(file).contains("secret-note"), "{file}");
    }
    assert!(sandbox.run(&["show", "able2001"]).ok().out.contains("secret-note"), "one sees one's own");
    assert_eq!(sandbox.run(&["list", "status:excluded", "--json"]).ok().out.lines().count(), 1);
    // Once both have decided, both are seen.
    as_ben(&sandbox, &["decide", "include", "able2001"]).ok();
    assert!(as_ben(&sandbox, &["show", "able2001"]).ok().out.contains("secret-note"));
    assert_eq!(as_ben(&sandbox, &["list", "status:conflict", "--json"]).ok().out.lines().count(), 1);
}

#[test]
fn what_reviewers_decided_differently_is_settled_beside_their_decisions() {
    let sandbox = review();
    sandbox.run(&["decide", "exclude", "able2001", "baker2002", "--reason", "wrong-type"]).ok();
    as_ben(&sandbox, &["decide", "include", "able2001"]).ok();
    as_ben(&sandbox, &["decide", "exclude", "baker2002", "--reason", "wrong-concept"]).ok();
    expect![[r#"
        able2001  Job carving with employers
          at title and abstract
          anna: exclude (kind of text not admitted)
          ben: include
        --- stderr
        1 source to settle.
        hint: `katsaus decide include|exclude KEY --resolve --note WHY` settles one
        --- exit code 0
    "#]]
    .assert_eq(&sandbox.run(&["conflicts"]).all());
    let early = sandbox.run(&["decide", "include", "cook2003", "--resolve"]);
    assert!(early.code == 1 && early.err.contains("there is nothing to settle"), "{}", early.all());
    sandbox.run(&["decide", "include", "able2001", "--resolve", "--note", "agreed"]).ok();
    let shown = sandbox.run(&["show", "able2001"]).ok().out;
    assert!(shown.contains("exclude (kind of text not admitted) (at title-abstract, by anna)"), "{shown}");
    assert!(shown.contains("settled: include (at title-abstract, by anna) — agreed"), "{shown}");
    assert!(sandbox.run(&["conflicts"]).ok().err.contains("Nobody differs"));
    // An undo of one's own touches nobody else's decision.
    sandbox.run(&["undo"]).ok();
    assert_eq!(sandbox.run(&["conflicts", "--json"]).ok().out.lines().count(), 1);
    let agree = sandbox.run(&["agree", "--json"]).ok().out;
    assert!(agree.contains("\"decided_twice\":2") && agree.contains("\"observed\":{\"value\":0.5"), "{agree}");
}

#[test]
fn texts_are_shared_out_and_each_waits_for_its_reviewers() {
    let sandbox = review();
    let run = sandbox.run(&["assign", "anna", "ben", "--overlap", "50"]).ok();
    assert!(run.err.contains("Assigned at title-abstract: anna 3, ben 3; 2 to more than one"), "{}", run.all());
    let next = |json: &str| json.lines().count();
    assert_eq!(next(&sandbox.run(&["screen", "--list", "--json"]).ok().out), 3);
    assert_eq!(next(&as_ben(&sandbox, &["screen", "--list", "--json"]).ok().out), 3);
    let again = sandbox.run(&["assign", "anna", "ben", "--overlap", "50"]).ok();
    assert!(again.err.contains("Nothing changed"), "{}", again.all());
    sandbox.run(&["assign", "carl"]).ok();
    assert_eq!(next(&sandbox.run(&["screen", "--list", "--json"]).ok().out), 0, "what was assigned before is replaced");
    let wrong = sandbox.run(&["assign", "anna", "--each", "2"]);
    assert!(wrong.code == 2 && wrong.err.contains("1 reviewer named"), "{}", wrong.all());
}

#[test]
fn a_reason_is_renamed_and_merged_and_old_decisions_follow() {
    let sandbox = review();
    sandbox.run(&["reasons", "add", "No employer aspect", "--stage", "full-text"]).ok();
    sandbox.run(&["decide", "exclude", "able2001", "--reason", "wrong-type,wrong-concept"]).ok();
    as_ben(&sandbox, &["decide", "exclude", "able2001", "--reason", "wrong-type"]).ok();
    sandbox.run(&["reasons", "rename", "wrong-type", "Editorials and letters"]).ok();
    let shown = sandbox.run(&["show", "able2001"]).ok().out;
    assert!(shown.contains("exclude (Editorials and letters; "), "{shown}");
    sandbox.run(&["reasons", "merge", "editorials-and-letters", "wrong-concept"]).ok();
    let listed = sandbox.run(&["reasons"]).ok().out;
    assert!(!listed.contains("editorials"), "{listed}");
    let concept = listed.lines().find(|line| line.starts_with("wrong-concept")).expect("the reason");
    assert!(concept.ends_with("2       0"), "two reasons of one decision are one now: {listed}");
    let refused = sandbox.run(&["decide", "exclude", "cook2003", "--reason", "no-employer-aspect", "--stage", "title"]);
    assert!(
        refused.err.contains("the reason `no-employer-aspect` is for full-text, not for title-abstract"),
        "{}",
        refused.all()
    );
    sandbox.run(&["undo"]).ok();
    assert!(sandbox.run(&["reasons"]).ok().out.contains("editorials-and-letters"), "a merge is taken back");
    let unknown = sandbox.run(&["decide", "exclude", "cook2003", "--reason", "nonsense"]);
    assert!(unknown.code == 1 && unknown.err.contains("`katsaus reasons add NAME` adds one"), "{}", unknown.all());
}

#[test]
fn why_answers_in_a_sentence_whatever_became_of_a_text() {
    let sandbox = review();
    sandbox.run(&["decide", "exclude", "able2001", "--reason", "wrong-type", "--note", "an editorial"]).ok();
    as_ben(&sandbox, &["decide", "exclude", "able2001"]).ok();
    sandbox.run(&["remove", "dyer2004", "--why", "no text at all"]).ok();
    expect![[r#"
        able2001  “Job carving with employers” (Able 2001) is excluded: at title and abstract anna said exclude
          (kind of text not admitted) on 2026-01-02, noting “an editorial”; ben said exclude on 2026-01-02.
          Found in: list.csv, list, row 2.
        --- stderr
        --- exit code 0
    "#]]
    .assert_eq(&sandbox.run(&["why", "job", "carving"]).all());
    let waiting = sandbox.run(&["why", "cook2003"]).ok().out;
    assert!(waiting.contains("is not decided on; it waits for a decision at title"), "{waiting}");
    let gone = sandbox.run(&["why", "Doctors and nurses"]).ok().out;
    assert!(gone.contains("was taken out of the review by anna on 2026-01-02: no text"), "{gone}");
    let never = sandbox.run(&["why", "10.1000/never"]).ok().out;
    assert!(never.starts_with("Never seen: none of the 3 sources and 0 searches"), "{never}");
}

#[test]
fn the_flow_diagram_counts_declares_and_admits() {
    let sandbox = review();
    let protocol = sandbox.read("katsaus.toml").replace("reviewers = 2\n", "");
    sandbox.write("katsaus.toml", &protocol);
    sandbox.run(&["searches", "add", "PubMed", "--kind", "database", "--exported", "9"]).ok();
    sandbox.write(
        "hits.ris",
        "TY  - JOUR\nAU  - Able, A.\nPY  - 2001\nTI  - Job carving with employers\nER  - \n\n\
         TY  - JOUR\nAU  - Eaton, E.\nPY  - 2005\nTI  - Workplaces that include\nDO  - 10.1000/eaton\nER  - \n",
    );
    sandbox.run(&["import", "hits.ris", "--found-in", "pubmed"]).ok();
    sandbox.run(&["decide", "include", "eaton2005", "baker2002"]).ok();
    sandbox.run(&["decide", "exclude", "able2001", "--stage", "title-abstract"]).ok();
    sandbox.run(&["decide", "exclude", "eaton2005", "--stage", "full-text"]).ok();
    expect![[r#"
        Identification via databases and registers
          Records identified from:
            Databases: 9  (declared by anna on 2026-01-02)
              PubMed: 9  (declared by anna on 2026-01-02)
              Records removed before screening:
                Duplicate records: not recorded
          Records screened: 2
              Records excluded: 1
          Reports sought for retrieval: 1
              Reports not retrieved: not recorded
          Reports assessed for eligibility: 1
              Reports excluded:
                No reason given: 1
        Identification via other methods
          Records identified from:
            Own list, where found not recorded: 4
          Reports sought for retrieval: 1
              Reports not retrieved: not recorded
          Reports assessed for eligibility: 0
              Reports excluded: 0
              Reports still to assess: 1

        Studies included in review: 0
        Reports included in review: 0
    "#]]
    .assert_eq(&sandbox.run(&["flow"]).ok().out);
    let check = sandbox.run(&["check"]);
    assert!(
        check.code == 3 && check.out.contains("reason: 1 source left out at the last stage without a reason"),
        "{}",
        check.all()
    );
    sandbox.run(&["flow", "--declare", "duplicates=6", "--why", "Zotero"]).ok();
    let wrong = sandbox.run(&["check"]);
    assert!(
        wrong.out.contains("flow: the flow diagram does not add up: database_results + register_results is 9"),
        "{}",
        wrong.all()
    );
    sandbox.run(&["flow", "--declare", "duplicates=7"]).ok();
    assert!(!sandbox.run(&["check"]).out.contains("flow:"));
    let explained = sandbox.run(&["flow", "--explain", "dbr_excluded"]).ok();
    assert!(explained.out.starts_with("eaton2005  Workplaces"), "{}", explained.all());
    let past = sandbox.run(&["--at", "2026-01-02 03:02", "flow", "--json"]).ok().out;
    assert!(!past.contains("records_screened"), "{past}");
    for form in ["svg", "png", "html", "md", "csv"] {
        sandbox.run(&["flow", "-o", &format!("flow.{form}"), "--lang", "sv"]).ok();
    }
    assert!(sandbox.read("flow.svg").contains("Granskade poster"));
    assert!(sandbox.read("flow.csv").contains("dbr_assessed"));
    let refused = sandbox.run(&["flow", "--declare", "nonsense=3"]);
    assert!(refused.code == 1 && refused.err.contains("is no line that can be declared"), "{}", refused.all());
}

#[test]
fn screening_is_ended_and_taken_up_again_and_the_diagram_says_so() {
    let sandbox = review();
    let protocol = sandbox.read("katsaus.toml").replace("reviewers = 2\n", "");
    sandbox.write("katsaus.toml", &protocol);
    sandbox.run(&["decide", "include", "able2001"]).ok();
    let run = sandbox.run(&["screen", "--stage", "title-abstract", "--stop"]).ok();
    assert!(
        run.err.contains("3 sources not looked at")
            && run.err.contains("the rule for stopping does not support that yet"),
        "{}",
        run.all()
    );
    assert!(sandbox.run(&["flow"]).ok().out.contains("Records not screened, screening was stopped: 3"));
    let why = sandbox.run(&["why", "baker2002"]).ok().out;
    assert!(why.contains("nobody looked at it at title and abstract,\n  since anna stopped screening there"), "{why}");
    sandbox.run(&["screen", "--stage", "title-abstract", "--go-on"]).ok();
    assert!(sandbox.run(&["flow"]).ok().out.contains("Records still to screen: 3"));
    let refused = sandbox.run(&["screen"]);
    assert!(refused.code == 2 && refused.err.contains("`screen` needs a terminal"), "{}", refused.all());
}

#[test]
fn a_simulated_run_prints_rows_and_how_good_they_were() {
    let sandbox = Sandbox::new();
    let mut table = String::from("title,abstract,label\n");
    for text in 0..40 {
        let words = if text % 8 == 1 { "job carving with employers" } else { "nurses on the ward" };
        table.push_str(&format!("{words} {text},about {words},{}\n", u8::from(text % 8 == 1)));
    }
    sandbox.write("set.csv", &table);
    let words = ["screen", "simulate", "set.csv", "--label", "label", "--prior", "1,0", "--json"];
    let run = sandbox.run(&words).ok().out;
    let rows: Vec<&str> = run.lines().filter(|line| line.contains("katsaus.simulated.v1")).collect();
    assert_eq!(rows.len(), 4, "{run}");
    assert!(rows.iter().all(|row| [9, 17, 25, 33].iter().any(|n| row.ends_with(&format!("\"row\":{n}}}")))), "{run}");
    assert!(run.contains("\"loss\":0.0"), "{run}");
    let wrong = sandbox.run(&["screen", "simulate", "set.csv", "--label", "nothing"]);
    assert!(
        wrong.code == 1 && wrong.err.contains("it has no column `nothing`; its columns are title, abstract, label"),
        "{}",
        wrong.all()
    );
}

#[test]
fn decisions_go_to_other_programs_and_come_back_as_they_were() {
    let sandbox = review();
    sandbox.run(&["decide", "exclude", "able2001", "--reason", "wrong-type", "--note", "an editorial"]).ok();
    as_ben(&sandbox, &["decide", "include", "able2001"]).ok();
    sandbox.run(&["decide", "include", "baker2002"]).ok();
    as_ben(&sandbox, &["decide", "include", "baker2002"]).ok();
    sandbox.run(&["decide", "unsure", "cook2003"]).ok();
    sandbox.run(&["export", "d.csv", "--decisions"]).ok();
    let table = sandbox.read("d.csv");
    assert_eq!(table.lines().count(), 6, "{table}");
    assert!(table.contains(",title-abstract,anna,exclude,kind of text not admitted,,an editorial,,2026-"), "{table}");
    sandbox.run(&["export", "a.csv", "--decisions=asreview"]).ok();
    let labels = sandbox.read("a.csv");
    assert!(labels.lines().any(|line| line.starts_with("baker2002,") && line.ends_with(",1")), "{labels}");
    assert!(
        labels.lines().any(|line| line.starts_with("able2001,") && line.ends_with(',')),
        "a conflict is no label: {labels}"
    );
    sandbox.run(&["export", "c.csv", "--decisions=covidence"]).ok();
    assert!(!sandbox.read("c.csv").contains("Exclusion reason"), "a conflict is not left out");
    sandbox.run(&["decide", "exclude", "able2001", "--resolve"]).ok();
    sandbox.run(&["export", "c.csv", "--decisions=covidence", "-y"]).ok();
    assert!(sandbox.read("c.csv").contains("Exclusion reason: kind of text not admitted; an editorial"));
    sandbox.run(&["export", "r.ris", "--decisions=rayyan"]).ok();
    let rayyan = sandbox.read("r.ris");
    assert!(rayyan.contains("RAYYAN-INCLUSION: {\"anna\"=>\"Excluded\", \"ben\"=>\"Included\"}"), "{rayyan}");
    // What goes out comes in again: verdicts by reviewer, reasons, and notes.
    sandbox.run(&["init", "other"]).ok();
    sandbox.run(&["-C", "other", "import", "r.ris"]).ok();
    let back = sandbox.run(&["-C", "other", "show", "able2001"]).ok().out;
    assert!(back.contains("exclude (kind of text not admitted) (at title-abstract, by anna)"), "{back}");
    assert!(back.contains("include (at title-abstract, by ben)") && back.contains("anna: an editorial"), "{back}");
    let wrong = sandbox.run(&["export", "d.xlsx", "--decisions"]);
    assert!(wrong.code == 2 && wrong.err.contains("end its name with .csv"), "{}", wrong.all());
}

#[test]
fn one_verdict_on_many_texts_tells_nothing_while_one_of_them_is_open() {
    let sandbox = review();
    sandbox.run(&["decide", "exclude", "able2001", "baker2002", "--reason", "wrong-type"]).ok();
    as_ben(&sandbox, &["decide", "include", "able2001"]).ok();
    let log = as_ben(&sandbox, &["log"]).ok().out;
    assert!(log.contains("decide on 2 sources at title-abstract: not shown yet"), "{log}");
    let early = sandbox.run(&["decide", "exclude", "baker2002", "--stage", "full-text"]);
    assert!(early.code == 1 && early.err.contains("baker2002 has not passed title-abstract yet"), "{}", early.all());
}

#[test]
fn a_decision_without_a_stage_corrects_ones_own_and_why_tells_the_last_stage() {
    let sandbox = review();
    let protocol = sandbox.read("katsaus.toml").replace("reviewers = 2\n", "");
    sandbox.write("katsaus.toml", &protocol);
    let first = sandbox.run(&["decide", "include", "able2001"]).ok();
    assert!(first.err.contains("Include at title and abstract: 1 source"), "{}", first.all());
    let again = sandbox.run(&["decide", "unsure", "able2001"]).ok();
    assert!(
        again.err.contains("Unsure at title and abstract: 1 source"),
        "it does not go on by itself: {}",
        again.all()
    );
    sandbox.run(&["decide", "exclude", "able2001", "--stage", "full-text", "--reason", "wrong-concept"]).ok();
    let why = sandbox.run(&["why", "able2001"]).ok().out;
    assert!(why.contains("is excluded: at full text anna said exclude (does not"), "{why}");
}

#[test]
fn what_was_decided_blind_counts_for_agreement() {
    let sandbox = review();
    for key in ["able2001", "baker2002"] {
        sandbox.run(&["decide", "include", key]).ok();
        as_ben(&sandbox, &["decide", "exclude", key]).ok();
    }
    let blind = sandbox.run(&["agree", "--json"]).ok().out;
    sandbox.run(&["decide", "exclude", "able2001", "baker2002"]).ok();
    assert_eq!(sandbox.run(&["agree", "--json"]).ok().out, blind);
    assert!(sandbox.run(&["agree"]).ok().err.contains("2 decisions changed after all had decided"));
    assert!(sandbox.run(&["conflicts"]).ok().err.contains("Nobody differs"));
}

#[test]
fn texts_are_found_by_reason_and_by_where_their_full_text_stands() {
    let sandbox = review();
    let keys = |sandbox: &Sandbox, query: &str| {
        let out = sandbox.run(&["list", query, "--json"]).ok().out;
        out.lines()
            .filter_map(|line| line.split("\"key\":\"").nth(1)?.split('"').next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    sandbox.run(&["decide", "exclude", "able2001", "--reason", "wrong-type"]).ok();
    assert_eq!(keys(&sandbox, "reason:wrong-type"), ["able2001"]);
    assert!(as_ben(&sandbox, &["list", "reason:wrong-type", "--json"]).ok().out.is_empty());
    sandbox.run(&["retrieval", "sought", "baker2002", "cook2003"]).ok();
    sandbox.write("cook.txt", "Carved jobs and their employers");
    sandbox.run(&["attach", "cook2003", "cook.txt"]).ok();
    sandbox.run(&["retrieval", "not-retrieved", "dyer2004", "--why", "no copy"]).ok();
    assert_eq!(keys(&sandbox, "retrieval:sought"), ["baker2002"]);
    assert_eq!(keys(&sandbox, "retrieval:retrieved"), ["cook2003"], "a file says that it was retrieved");
    assert_eq!(keys(&sandbox, "retrieval:not-retrieved"), ["dyer2004"]);
    let wrong = sandbox.run(&["list", "reason:nonsense"]);
    assert!(wrong.code == 1 && wrong.err.contains("the protocol has no reason `nonsense`"), "{}", wrong.all());
}
