//! Searching: what a query finds and why, counts, saved queries, full texts.

use crate::sandbox::Sandbox;
use expect_test::{Expect, expect};

const TABLE: &str = "Authors;Year;Title;Abstract;Language\n\
    Luecking, R.;2008;Emerging employer views of people with disabilities;Employers say that support at work matters.;en\n\
    Bond, G.;2004;Supported employment: evidence for a practice;The evidence base of supported employment is reviewed.;en\n\
    Frøyland, K.;2019;Arbeidsgiveres syn på arbeidsmarkedet;Om arbeidsmarkedet og samarbeid med arbeidsgivere.;no\n\
    Virtanen, M.;2015;Työnantajien kokemuksia;Työpaikoilla tarvitaan työnantajayhteistyötä ja palveluita.;fi\n";

#[track_caller]
fn check(sandbox: &Sandbox, words: &[&str], expected: Expect) {
    expected.assert_eq(&sandbox.run(words).all());
}

fn review() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("list.csv", TABLE);
    sandbox.run(&["init", "--title", "Test"]).ok();
    sandbox.run(&["import", "list.csv"]).ok();
    sandbox
}

fn found(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let out = sandbox.run(&["list", query, "--json"]).ok().out;
    let key = |line: &str| line.split("\"key\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    out.lines().filter_map(key).collect()
}

#[test]
fn words_are_found_in_the_language_of_each_text() {
    let sandbox = review();
    for (query, keys) in [
        ("työpaikka", vec!["virtanen2015"]),
        ("yhteistyö", vec!["virtanen2015"]),
        ("palvelu työnantaja", vec!["virtanen2015"]),
        ("marked", vec!["froyland2019"]),
        ("\"marked\"", vec![]),
        ("employer", vec!["luecking2008"]),
        ("author:froyland", vec!["froyland2019"]),
    ] {
        assert_eq!(found(&sandbox, query), keys, "{query}");
    }
}

#[test]
fn nearness_wildcards_and_slips_of_the_pen() {
    let sandbox = review();
    for (query, keys) in [
        ("employer* NEAR/1 support", vec![]),
        ("employer* NEAR/2 support", vec!["luecking2008"]),
        ("\"support\" PRE/9 \"employers\"", vec![]),
        ("(support OR evidence) PRE/1 (work OR base)", vec!["bond2004", "luecking2008"]),
        ("ti:evidence NEAR/3 practice", vec!["bond2004"]),
        ("ti:views NEAR/9 ab:support", vec![]),
        ("\"support* employ*\"", vec!["bond2004"]),
        ("employr~1", vec!["luecking2008"]),
        ("pe#ple vi?ws", vec!["luecking2008"]),
    ] {
        assert_eq!(found(&sandbox, query), keys, "{query}");
    }
    check(
        &sandbox,
        &["search", "emplyoer"],
        expect![[r#"
            0 sources
            --- stderr
            Read as: emplyoer
            hint: did you mean: employer
            --- exit code 0
        "#]],
    );
}

#[test]
fn a_query_is_explained_part_by_part() {
    let sandbox = review();
    check(
        &sandbox,
        &["explain", "(employ* OR yhteistyö) -year:..2005"],
        expect![[r#"
        2  AND, all of:
        3    OR, any of:
        2      employ*
                 employ* is employer 1, employers 1, employment 1
        1      yhteistyö
                 yhteistyö is työnantajayhteistyötä 1
        3    NOT:
        1      year:..2005
        --- stderr
        Read as: (employ* OR yhteistyö) AND NOT year:..2005
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["search", "support NEAR/1 work", "--explain", "luecking2008"],
        expect![[r#"
        luecking2008 is found: Emerging employer views of people with disabilities
          yes  support NEAR/1 work
               abstract: support, work
          yes    support
                 abstract: support
          yes    work
                 abstract: work
        --- stderr
        Read as: support NEAR/1 work
        --- exit code 0
    "#]],
    );
}

#[test]
fn what_is_found_is_counted() {
    let sandbox = review();
    check(
        &sandbox,
        &["search", "*", "--facets=language,year"],
        expect![[r#"
        4 sources

        language
        VALUE  SOURCES
        en           2
        fi           1
        no           1

        year
        VALUE  SOURCES
        2004         1
        2008         1
        2015         1
        2019         1
        --- stderr
        Read as: *
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["search", "employ*", "--count", "-q"],
        expect![[r#"
        2
        --- stderr
        --- exit code 0
    "#]],
    );
}

#[test]
fn saved_queries_and_concepts_stand_for_what_was_said() {
    let sandbox = review();
    check(
        &sandbox,
        &["query", "save", "Employers", "employer* OR työnantaja"],
        expect![[r#"
        --- stderr
        Saved the query `@employers`; it finds 2 sources (operation ########)
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["query"],
        expect![[r#"
        NAME        FINDS  QUERY
        @employers  2      employer* OR työnantaja
        --- stderr
        1 saved query
        --- exit code 0
    "#]],
    );
    assert_eq!(found(&sandbox, "@employers year:2010.."), ["virtanen2015"]);
    check(
        &sandbox,
        &["query", "save", "circle", "@circle OR work"],
        expect![[r#"
            --- stderr
            error: the saved query `circle` would be defined by itself; its query stands in katsaus.toml
            --- exit code 1
        "#]],
    );
    let text = sandbox
        .read("katsaus.toml")
        .replace("[terms]", "[terms]\nemployer = [\"employer*\", \"työnantaja\", \"arbeidsgivere\"]");
    sandbox.write("katsaus.toml", &text);
    assert_eq!(found(&sandbox, "concept:employer"), ["froyland2019", "luecking2008", "virtanen2015"]);
    assert_eq!(found(&sandbox, "concept:employer NEAR/3 work"), Vec::<String>::new());
    check(
        &sandbox,
        &["search", "concept:work"],
        expect![[r#"
        --- stderr
        error: there is no concept `work` among the protocol's terms
        hint: concepts: `employer`
        --- exit code 1
    "#]],
    );
}

#[test]
fn full_texts_are_attached_searched_and_shown() {
    let sandbox = review();
    std::fs::create_dir(sandbox.path("papers")).expect("a folder");
    sandbox.write("papers/a.txt", "Emerging employer views of\npeople with disabilities\n\nReasonable adjust-\nments cost little.\u{c}A second page on hiring.");
    sandbox.write("papers/Bond_2004.txt", "Nothing that tells what this is.");
    sandbox.write("papers/other.html", "<p>A text of its own on <b>job carving</b></p>");
    std::fs::write(sandbox.path("papers/x.bin"), [0u8, 1, 2, 3]).expect("a file");
    check(
        &sandbox,
        &["attach", "papers"],
        expect![[r#"
        --- stderr
        bond2004  `Bond_2004.txt`, by its name
        luecking2008  `a.txt`, by the title in it
        Attached 2 files (3 pages) (operation ########)
        Not attached: 2 files.
          `other.html` is of no source in the review
          `x.bin` is no PDF, Word (.docx), HTML or plain text
        hint: `katsaus attach KEY FILE` attaches one; `--new` makes sources of those that are of none
        --- exit code 0
    "#]],
    );
    assert_eq!(found(&sandbox, "adjustments"), Vec::<String>::new());
    assert_eq!(found(&sandbox, "fulltext:adjustments"), ["luecking2008"]);
    assert_eq!(found(&sandbox, "has:fulltext"), ["bond2004", "luecking2008"]);
    check(
        &sandbox,
        &["search", "--full", "hiring"],
        expect![[r#"
        1 source

        luecking2008  Luecking, R. (2008)
          Emerging employer views of people with disabilities
            p. 2: A second page on hiring.
        --- stderr
        Read as: everywhere:hiring
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["show", "luecking2008", "--page", "2"],
        expect![[r#"
        luecking2008  luecking2008.txt, page 2
        A second page on hiring.
        --- stderr
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["show", "luecking2008", "--page", "3"],
        expect![[r#"
        --- stderr
        error: `luecking2008` has no page 3; its last is 2
        --- exit code 1
    "#]],
    );
    check(
        &sandbox,
        &["attach", "papers", "--new"],
        expect![[r#"
        --- stderr
        bond2004 has `Bond_2004.txt` already.
        luecking2008 has `a.txt` already.
        othernd  new, of `other.html`
        hint: `katsaus search 'note:"to complete"'` finds them; `katsaus edit KEY title=...` completes one
        Attached `other.html` to othernd as `files/othernd.html` (1 page) (operation ########)
        Not attached: 1 file.
          `x.bin` is no PDF, Word (.docx), HTML or plain text
        hint: `katsaus attach KEY FILE` attaches one; `--new` makes sources of those that are of none
        --- exit code 0
    "#]],
    );
    sandbox.run(&["undo"]).ok();
    // The cache is made again from what is attached.
    std::fs::remove_dir_all(sandbox.path("cache")).expect("the cache");
    assert_eq!(found(&sandbox, "fulltext:adjustments"), ["luecking2008"]);
}
