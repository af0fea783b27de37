//! Duplicates on the command line: in files without a review, and in one.

use crate::sandbox::{Run, Sandbox};
use expect_test::{Expect, expect};

const EBSCO: &str = "TY  - JOUR\nID  - e1\nAU  - Luecking, R.\nTI  - EMERGING EMPLOYER VIEWS OF PEOPLE WITH DISABILITIES\n\
    T2  - J Vocat Rehabil\nPY  - 2008\nVL  - 29\nSP  - 3\nEP  - 13\nKW  - employer\nER  - \n\n\
    TY  - JOUR\nID  - e2\nAU  - Bond, G.\nTI  - Job coaching in the open labour market. Part I\nPY  - 2004\nER  - \n";
const PROQUEST: &str = "TY  - JOUR\nID  - p1\nAU  - Luecking, Richard G.\n\
    TI  - Emerging employer views of people with disabilities\nT2  - Journal of Vocational Rehabilitation\nPY  - 2008\n\
    VL  - 29\nSP  - 3\nEP  - 13\nKW  - disability\nER  - \n\n\
    TY  - JOUR\nID  - p2\nAU  - Bond, G.\nTI  - Job coaching in the open labour market. Part II\nPY  - 2004\nER  - \n\n\
    TY  - JOUR\nID  - p3\nAU  - Luecking, R.\nTI  - Erratum: Emerging employer views of people with disabilities\n\
    T2  - Journal of Vocational Rehabilitation\nPY  - 2008\nVL  - 29\nSP  - 99\nER  - \n";

#[track_caller]
fn check(run: &Run, expected: Expect) {
    expected.assert_eq(&run.all());
}

fn files() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("ebsco.ris", EBSCO);
    sandbox.write("proquest.ris", PROQUEST);
    sandbox
}

fn review() -> Sandbox {
    let sandbox = files();
    sandbox.run(&["init", "--title", "Test"]).ok();
    sandbox.run(&["import", "ebsco.ris", "--found-in", "EBSCO"]).ok();
    sandbox
}

#[test]
fn files_are_looked_through_without_a_review() {
    let sandbox = files();
    check(
        &sandbox.run(&["dedup", "ebsco.ris", "proquest.ris"]),
        expect![[r#"
              keep e1  Luecking (2008): EMERGING EMPLOYER VIEWS OF PEOPLE WITH DISABILITIES J Vocat Rehabil, 29,…
              copy p1  Luecking (2008): Emerging employer views of people with disabilities Journal of Vocational…
                   title-and-place: same title, authors, year, journal, volume, pages

            Texts that belong together (1):
              erratum-of p3  Luecking (2008): Erratum: Emerging employer views of people with disabilities Journa…
                         e1  Luecking (2008): EMERGING EMPLOYER VIEWS OF PEOPLE WITH DISABILITIES J Vocat Rehabil…

            To be judged by a person (1), the likeliest first:
              0.22 e2  Bond (2004): Job coaching in the open labour market. Part I
                   p2  Bond (2004): Job coaching in the open labour market. Part II
                   alike, but the titles differ in a number or part: same title in part, authors, year; other numbers in the title
            --- stderr
            5 records: 1 duplicate in 1 group (one of each group stays), 1 pair to judge.
            --- exit code 0
        "#]],
    );
    check(
        &sandbox.run(&["dedup", "ebsco.ris", "proquest.ris", "--json", "--check"]),
        expect![[r#"
            {"schema":"katsaus.group.v1","keep":"e1","records":["e1","p1"],"why":[{"rule":"title-and-place","evidence":"same title, authors, year, journal, volume, pages"}]}
            {"schema":"katsaus.link.v1","records":["p3","e1"],"link":"erratum-of","why":[{"rule":"erratum-of","evidence":"same title, authors, year, journal, volume; other pages, kind of text"}]}
            {"schema":"katsaus.pair.v1","records":["e2","p2"],"score":0.218,"why":[{"rule":"numbers","evidence":"same title in part, authors, year; other numbers in the title"}]}
            --- stderr
            --- exit code 3
        "#]],
    );
    assert_eq!(sandbox.run(&["dedup", "ebsco.ris", "--check"]).code, 0);
}

#[test]
fn the_cleaned_file_has_each_text_once_and_the_best_of_each_field() {
    let sandbox = files();
    sandbox.run(&["dedup", "ebsco.ris", "proquest.ris", "-o", "clean.ris"]).ok();
    let clean = sandbox.read("clean.ris");
    assert_eq!(clean.matches("TY  - ").count(), 4, "{clean}");
    assert!(clean.contains("Luecking, Richard G.") && clean.contains("Emerging employer views"), "{clean}");
    assert!(clean.contains("employer\n") && clean.contains("disability"), "keywords of both: {clean}");
    sandbox.run(&["dedup", "ebsco.ris", "proquest.ris", "-o", "clean.csv"]).ok();
    assert_eq!(sandbox.read("clean.csv").lines().count(), 5);
    // What is there is not written over unasked.
    let before = sandbox.read("clean.ris");
    assert_eq!(sandbox.run(&["dedup", "ebsco.ris", "-o", "clean.ris"]).code, 1);
    assert_eq!(sandbox.read("clean.ris"), before);
}

#[test]
fn an_import_says_what_was_here_and_what_is_to_judge() {
    let sandbox = review();
    check(
        &sandbox.run(&["import", "proquest.ris", "--found-in", "ProQuest"]),
        expect![[r#"
            --- stderr
            `proquest.ris` is RIS.
            Imported 3 records: 1 new source, 1 already here, 1 to judge in 1 pair (operation ########). The review has 4 sources.
            hint: `katsaus dedup --review` goes through what is to judge
            hint: `katsaus search WORDS`, `katsaus list`; not what you meant? `katsaus undo`, then `import --dry-run` shows the plan
            --- exit code 0
        "#]],
    );
    check(
        &sandbox.run(&["dedup"]),
        expect![[r#"
            To be judged, the likeliest first:
                  0.22 bond2004  Job coaching in the open labour market. Part I (Bond 2004)
                       bond2004a  Job coaching in the open labour market. Part II (Bond 2004)
                       alike, but the titles differ in a number or part: same title in part, authors, year;
                       other numbers in the title
            --- stderr
            Nothing more is one text beyond doubt; 1 pair to judge.
            hint: `katsaus dedup --review` goes through the pairs; `katsaus same KEY KEY`, `katsaus distinct KEY KEY` judge one
            --- exit code 0
        "#]],
    );
    check(
        &sandbox.run(&["dedup", "--explain", "luecking2008"]),
        expect![[r#"
            luecking2008  ebsco.ris, line 1
            luecking2008a  proquest.ris, line 1
            luecking2008 same luecking2008a  anna, 2026-01-02 03:03
                title-and-place: same title, authors, year, journal, volume, pages
            luecking2008b erratum-of luecking2008  anna, 2026-01-02 03:03
                same title, authors, year, journal, volume; other pages, kind of text

            Where its records differ, it takes:
              authors          Luecking, Richard G.  from luecking2008a
              title            Emerging employer views of people with disabilities  from luecking2008a
              container        Journal of Vocational Rehabilitation  from luecking2008a
            --- stderr
            --- exit code 0
        "#]],
    );
    check(
        &sandbox.run(&["dedup", "--counts"]),
        expect![[r#"
        IMPORT                          RECORDS  = NEW SOURCES  + TWICE IN IT  + HERE ALREADY  + REMOVED
        2026-01-02 03:02  ebsco.ris           2              2              0               0          0
        2026-01-02 03:03  proquest.ris        3              2              0               1          0
        All                                   5              4              0               1          0

        5 records = 4 sources + 1 merged record + 0 of removed texts
        Judged to be two texts: 0 pairs. Linked as belonging together: 1 pair.

        SEARCH    RECORDS  SOURCES  FOUND BY IT ALONE
        EBSCO           2        2                  1
        ProQuest        3        3                  2
        --- stderr
        --- exit code 0
    "#]],
    );
    check(
        &sandbox.run(&["dedup", "--counts", "--json"]),
        expect![[r#"
        {"schema":"katsaus.counts.v1","total":{"records":5,"sources":4,"within":0,"here":1,"removed":0},"apart":0,"linked":1,"imports":[{"file":"ebsco.ris","became":{"records":2,"sources":2,"within":0,"here":0,"removed":0}},{"file":"proquest.ris","became":{"records":3,"sources":2,"within":0,"here":1,"removed":0}}],"searches":[{"search":"ebsco","records":2,"sources":2,"alone":1},{"search":"proquest","records":3,"sources":3,"alone":2}]}
        --- stderr
        --- exit code 0
    "#]],
    );
}

#[test]
fn pairs_are_judged_by_key_and_each_judgement_taken_back() {
    let sandbox = review();
    sandbox.run(&["import", "proquest.ris"]).ok();
    assert_eq!(sandbox.run(&["dedup", "--check"]).code, 3);
    check(
        &sandbox.run(&["distinct", "bond2004", "bond2004a"]),
        expect![[r#"
        --- stderr
        They are different texts, and are not asked of again (operation ########)
        --- exit code 0
    "#]],
    );
    assert_eq!(sandbox.run(&["dedup", "--check"]).code, 0, "not asked of again");
    sandbox.run(&["undo"]).ok();
    check(
        &sandbox.run(&["same", "bond2004", "bond2004a"]),
        expect![[r#"
        --- stderr
        They are one text now: `bond2004`. `katsaus split` takes them apart (operation ########)
        --- exit code 0
    "#]],
    );
    check(
        &sandbox.run(&["same", "bond2004", "bond2004a"]),
        expect![[r#"
        --- stderr
        error: two of these keys are those of one source, `bond2004`: its records are one text already
        hint: `katsaus dedup --explain bond2004` shows its records; `katsaus split` takes one of them out
        --- exit code 1
    "#]],
    );
    check(
        &sandbox.run(&["split", "bond2004a"]),
        expect![[r#"
        --- stderr
        `bond2004a` is apart now (operation ########)
        --- exit code 0
    "#]],
    );
    check(
        &sandbox.run(&["split", "bond2004a"]),
        expect![[r#"
        --- stderr
        error: `bond2004a` has one record; there is nothing to take apart
        --- exit code 1
    "#]],
    );
    check(
        &sandbox.run(&["link", "version-of", "bond2004a", "bond2004"]),
        expect![[r#"
        --- stderr
        `bond2004a` is version-of `bond2004` (operation ########)
        --- exit code 0
    "#]],
    );
    let shown = sandbox.run(&["show", "bond2004"]).ok().out;
    assert!(shown.contains("bond2004a version-of bond2004"), "{shown}");
    check(
        &sandbox.run(&["link", "sequel-of", "bond2004a", "bond2004"]),
        expect![[r#"
        --- stderr
        error: `sequel-of` is no kind of link
        hint: kinds: same-study, erratum-of, preprint-of, version-of, part-of, reply-to, protocol-of, translation-of
        hint: `katsaus same` and `katsaus distinct` judge whether two sources are one text
        --- exit code 1
    "#]],
    );
    check(
        &sandbox.run(&["dedup", "--review"]),
        expect![[r#"
        --- stderr
        error: `dedup --review` needs a terminal
        hint: `katsaus dedup` lists the pairs; `katsaus same`, `distinct` and `link` judge them
        --- exit code 2
    "#]],
    );
    sandbox.run(&["check"]).ok();
}
