//! A few runs of each command: wiring, words, exit codes. Algorithms are tested below.

use crate::sandbox::Sandbox;
use expect_test::{Expect, expect};

#[track_caller]
fn check(sandbox: &Sandbox, words: &[&str], expected: Expect) {
    expected.assert_eq(&sandbox.run(words).all());
}

#[test]
fn outside_a_review_it_says_what_to_do() {
    let sandbox = Sandbox::new();
    check(
        &sandbox,
        &["status"],
        expect![[r#"
        --- stderr
        error: there is no review in `$DIR` or above it
        hint: `katsaus init` makes a review in this folder; `katsaus demo` makes one to look at
        hint: if the review is elsewhere, name its folder: `katsaus -C FOLDER ...`
        --- exit code 1
    "#]],
    );
    sandbox.write("list.csv", crate::sandbox::LIST);
    check(
        &sandbox,
        &["import", "list.csv"],
        expect![[r#"
        --- stderr
        error: there is no review in `$DIR` or above it
        hint: `katsaus init` makes a review in this folder; `katsaus demo` makes one to look at
        hint: if the review is elsewhere, name its folder: `katsaus -C FOLDER ...`
        --- exit code 1
    "#]],
    );
}

#[test]
fn a_table_is_imported_with_its_own_columns() {
    let sandbox = Sandbox::new();
    sandbox.write("list.csv", crate::sandbox::LIST);
    check(
        &sandbox,
        &["init", "--title", "Test"],
        expect![[r#"
        --- stderr
        Made an integrative review "Test" in `$DIR`.
        hint: katsaus.toml holds its questions, codes and topics: edit it in any editor, when you like
        hint: katsaus import YOUR-TABLE.xlsx
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["import", "list.csv", "--dry-run"],
        expect![[r#"
        `list.csv`: column names in row 1, 6 texts below.
           COLUMN             BECOMES                  ROWS  FOR INSTANCE
        A  Tekijät            authors                  6     Virtanen, Matti ja Korhonen, Liisa
        B  Vuosi              year                     6     2019a
        C  Otsikko            title                    6     Työnantajien näkökulma osatyökyky…
        D  Julkaisu           container                6     Kuntoutus
        E  Viitekehys         codes of viitekehys      6     kysyntä; tuki
        F  Keskeinen sisältö  topic keskeinen-sisalto  3     Kuvaa työnantajien käsityksiä ja…

        New topic `keskeinen-sisalto` (long-text, 3 cells).
        New codes of `viitekehys`: kysyntä (3), tarjonta (1), tuki (3).
        --- stderr
        hint: to overrule: `--map FIELD=COLUMN` (`--map topic:aims=F`, `--map ignored=G`), `--header ROW`, `--sheet NAME`
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["import", "list.csv"],
        expect![[r#"
            --- stderr
            `list.csv`: column names in row 1, 6 texts below.
              Tekijät → authors, Vuosi → year, Otsikko → title, Julkaisu → container, Viitekehys → codes of viitekehys, Keskeinen sisältö → topic keskeinen-sisalto
              New topic `keskeinen-sisalto` (long-text, 3 cells).
              New codes of `viitekehys`: kysyntä (3), tarjonta (1), tuki (3).
            Imported 6 records: 6 new sources (operation ########). The review has 6 sources.
            hint: `katsaus search WORDS`, `katsaus list`; not what you meant? `katsaus undo`, then `import --dry-run` shows the plan
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["import", "list.csv"],
        expect![[r#"
        --- stderr
        `list.csv` is here already, just as it is: imported 2026-01-02 03:03 as `list.csv`.
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["status"],
        expect![[r#"
        Test
        6 sources, from 6 records in 1 import; 7 tags, 3 cells, 0 decisions
          2026-01-02 03:03  list.csv: 6 new records

        Read        not 6
        Status      undecided 6
        Abstracts   6 without
        Searches    not recorded
        Tagged      6 of 6 by Viitekehys
        Cells       3 of 6 on Keskeinen sisältö
        --- stderr
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["check"],
        expect![[r#"
        --- stderr
        All is well: 2 operations, 6 records, 6 sources; the log gives exactly what the review shows.
        --- exit code 0
    "#]],
    );
}

#[test]
fn searching_and_listing() {
    let sandbox = Sandbox::with_list();
    check(
        &sandbox,
        &["search", "employers"],
        expect![[r#"
            1 source

            luecking2008  Luecking, R. (2008)
              Emerging employer views of people with disabilities
              Journal of Vocational Rehabilitation
                keskeinen-sisalto: Reviews what employers say of hiring, at some length.
            --- stderr
            Read as: employers
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["search", "työnantajien", "-year:2019"],
        expect![[r#"
        0 sources
        --- stderr
        Read as: työnantajien AND NOT year:2019
        hint: what may find more: fewer words, OR between alternatives (`--any` puts it between all); a truncation (employ*)
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["list", "viitekehys:tuki"],
        expect![[r#"
        KEY           AUTHORS                           YEAR  TITLE
        akerbladnd    Åkerblad, L.                            Työhön kuntoutuksen käytännöt
        bond2004      Bond, G.                          2004  Supported employment: evidence for an
                                                              evidence-based practice
        virtanen2019  Virtanen, Matti; Korhonen, Liisa  2019  Työnantajien näkökulma osatyökykyisyyteen
        --- stderr
        Read as: tag:viitekehys/tuki
        3 sources
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["search", "(employer AND"],
        expect![[r#"
        --- stderr
        error: nothing stands after AND
          (employer AND
                    ^^^
        hint: add a word, or take AND away
        --- exit code 1
    "#]],
    );
    check(
        &sandbox,
        &["search", "viitekehys:tukki"],
        expect![[r#"
            --- stderr
            error: the codebook has no code `viitekehys/tukki`
            hint: codes: `viitekehys/tuki`
            hint: `katsaus codebook list` shows all; `katsaus codebook add viitekehys/tukki` makes a new one
            --- exit code 1
        "#]],
    );
    check(
        &sandbox,
        &["search", "--any", "nothing (like this", "--json"],
        expect![[r#"
        --- stderr
        --- exit code 0
    "#]],
    );
}

#[test]
fn showing_one_source() {
    let sandbox = Sandbox::with_list();
    check(
        &sandbox,
        &["show", "virt"],
        expect![[r#"
        virtanen2019  Työnantajien näkökulma osatyökykyisyyteen
        Authors     Virtanen, Matti; Korhonen, Liisa
        Year        2019
        Container   Kuntoutus
        Date        2019a
        Tags        viitekehys/kysynta, viitekehys/tuki
        Cell        Keskeinen sisältö: Kuvaa työnantajien käsityksiä ja odotuksia.
        Read        not
        Status      undecided
        Record      list.csv, list, row 2
        --- stderr
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["show", "åkerblad", "--records"],
        expect![[r#"
        akerbladnd  Työhön kuntoutuksen käytännöt
        Authors     Åkerblad, L.
        Container   Raportti
        Date        päiväämätön
        Tags        viitekehys/tuki
        Read        not
        Status      undecided
        Record      list.csv, list, row 6
            A Tekijät: Åkerblad, L.
            B Vuosi: päiväämätön
            C Otsikko: Työhön kuntoutuksen käytännöt
            D Julkaisu: Raportti
            E Viitekehys: tuki
        --- stderr
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["show", "nobody2000"],
        expect![[r#"
        --- stderr
        error: no source has the key `nobody2000`
        hint: `katsaus list` shows all keys; `katsaus search WORDS` finds a source by its words
        --- exit code 1
    "#]],
    );
    check(
        &sandbox,
        &["show", "luecking2008", "--json"],
        expect![[r#########"
            {"schema":"katsaus.source.v1","key":"luecking2008","title":"Emerging employer views of people with disabilities","authors":[{"family":"Luecking","given":"R."}],"year":2008,"container":"Journal of Vocational Rehabilitation","ids":[],"records":["########"],"origins":["list.csv, list, row 3"],"read_level":"not","tags":["viitekehys/kysynta"],"cells":[{"topic":"keskeinen-sisalto","text":"Reviews what employers say of hiring, at some length.","by":"anna"}],"tagged":[{"code":"viitekehys/kysynta","by":"anna","time_ms":1767322920000}],"notes":[],"decisions":[],"status":"undecided"}
            --- stderr
            --- exit code 0
        "#########]],
    );
}

#[test]
fn tags_go_on_and_off() {
    let sandbox = Sandbox::with_list();
    check(
        &sandbox,
        &["codebook", "add", "quality/strong", "--definition", "Clear method"],
        expect![[r#"
            --- stderr
            Added the code `quality/strong` (operation ########)
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["tag", "strong", "luecking2008", "bond"],
        expect![[r#"
            --- stderr
            Tagged 2 sources as `quality/strong` (operation ########)
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["tag", "strong", "luecking2008"],
        expect![[r#"
        --- stderr
        Nothing changed: it is so already.
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["tag", "strnog", "luecking2008"],
        expect![[r#"
            --- stderr
            error: the codebook has no code `strnog`
            hint: codes: `quality/strong`
            hint: `katsaus codebook list` shows all; `katsaus codebook add GROUP/strnog` makes a new one
            --- exit code 1
        "#]],
    );
    check(
        &sandbox,
        &["untag", "quality/strong", "--where", "author:bond"],
        expect![[r#"
            --- stderr
            1 source found by the query:
              bond2004  Supported employment: evidence for an evidence-based practice
            Took `quality/strong` off 1 source (operation ########)
            --- exit code 0
        "#]],
    );
}

#[test]
fn cells_notes_edits_and_their_undo() {
    let sandbox = Sandbox::with_list();
    check(
        &sandbox,
        &["cell", "bond", "keskeinen-sisalto", "not reported"],
        expect![[r#"
            --- stderr
            Wrote `keskeinen-sisalto` of `bond2004` (operation ########)
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["cell", "bond", "nothing", "text"],
        expect![[r#"
        --- stderr
        error: the protocol has no topic `nothing`
        hint: topics: `keskeinen-sisalto`
        hint: topics stand in katsaus.toml: [topics.NAME]
        --- exit code 1
    "#]],
    );
    check(
        &sandbox,
        &["note", "bond", "-", "compare"],
        expect![[r#"
            --- stderr
            Noted on `bond2004` (operation ########)
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["edit", "bond", "year=2005", "read=full"],
        expect![[r#"
            --- stderr
            Edited `bond2004` (operation ########)
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["edit", "bond", "year=soon"],
        expect![[r#"
        --- stderr
        error: `soon` cannot be the year of a source: a year is a number such as 2008
        --- exit code 1
    "#]],
    );
    check(
        &sandbox,
        &["tags"],
        expect![[r#"
            CODE                 LABEL     SOURCES
            viitekehys/kysynta   kysyntä   3        ██████████████████████████████
            viitekehys/tuki      tuki      3        ██████████████████████████████
            viitekehys/tarjonta  tarjonta  1        ██████████
            --- stderr
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["log", "bond"],
        expect![[r#"
            OPERATION  WHEN              WHO   WHAT
            ########   2026-01-02 03:06  anna  edit year, read level of bond2004
            ########   2026-01-02 03:05  anna  note on bond2004
            ########   2026-01-02 03:03  anna  write `keskeinen-sisalto` of bond2004
            ########   2026-01-02 03:02  anna  import list.csv
            --- stderr
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["undo"],
        expect![[r#"
            --- stderr
            Undone: edit year, read level of bond2004 (operation ########).
            hint: `katsaus undo ########` brings it back
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["undo", "ffffffff"],
        expect![[r#"
            --- stderr
            error: the log has no operation `ffffffff`
            hint: `katsaus log` shows operations; its first four digits or more will do
            --- exit code 1
        "#]],
    );
}

#[test]
fn a_codes_rename_changes_the_name_and_the_protocol_and_nothing_tagged() {
    let sandbox = Sandbox::with_list();
    check(
        &sandbox,
        &["codebook", "rename", "viitekehys/kysynta", "demand-side"],
        expect![[r#"
            --- stderr
            Renamed `viitekehys/kysynta` to `viitekehys/demand-side`; tags follow (operation ########)
            --- exit code 0
        "#]],
    );
    assert!(sandbox.read("katsaus.toml").contains("[codes.\"viitekehys/demand-side\"]"));
    assert!(!sandbox.read("katsaus.toml").contains("viitekehys/kysynta"));
    assert_eq!(sandbox.run(&["list", "viitekehys:demand-side", "--json"]).ok().out.lines().count(), 3);
    sandbox.run(&["undo"]).ok();
    assert!(sandbox.read("katsaus.toml").contains("viitekehys/kysynta"));
    assert_eq!(sandbox.run(&["list", "viitekehys:kysynta", "--json"]).ok().out.lines().count(), 3);
    sandbox.run(&["codebook", "merge", "tuki", "kysynta"]).ok();
    assert_eq!(sandbox.run(&["list", "viitekehys:kysynta", "--json"]).ok().out.lines().count(), 5);
    check(
        &sandbox,
        &["codebook", "list"],
        expect![[r#"
            CODE                 LABEL        SOURCES  DEFINITION
            kind/empirical       empirical    0
            kind/theoretical     theoretical  0
            kind/review          review       0
            kind/report          report       0
            kind/editorial       editorial    0
            kind/commentary      commentary   0
            rigour/high          high         0
            rigour/low           low          0
            relevance/high       high         0
            relevance/low        low          0
            viitekehys/kysynta   kysyntä      5
            viitekehys/tarjonta  tarjonta     1
            --- stderr
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["check"],
        expect![[r#"
        --- stderr
        All is well: 5 operations, 6 records, 6 sources; the log gives exactly what the review shows.
        --- exit code 0
    "#]],
    );
}

#[test]
fn adding_removing_and_searches() {
    let sandbox = Sandbox::with_list();
    let add =
        ["add", "title=Job carving", "authors=Griffin, C.; Hammis, D.", "year=2008", "--found-in", "Library shelf"];
    check(
        &sandbox,
        &add,
        expect![[r#"
        --- stderr
        Added `griffin2008`.
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &add,
        expect![[r#"
        --- stderr
        It is here already: `griffin2008`.
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["add"],
        expect![[r#"
        --- stderr
        error: say what to add
        hint: katsaus add title="..." authors="Family, Given" year=2008
        --- exit code 2
    "#]],
    );
    check(
        &sandbox,
        &["remove", "griffin", "--why", "a test"],
        expect![[r#"
            --- stderr
            Removed 1 source; `katsaus undo` brings it back (operation ########)
            --- exit code 0
        "#]],
    );
    check(
        &sandbox,
        &["show", "griffin2008"],
        expect![[r#"
        --- stderr
        error: no source has the key `griffin2008`
        hint: that source was removed: a test (`katsaus log` and `katsaus undo` bring it back)
        hint: `katsaus list` shows all keys; `katsaus search WORDS` finds a source by its words
        --- exit code 1
    "#]],
    );
    let ase =
        ["searches", "add", "Academic Search Elite", "--platform", "EBSCOhost", "--date", "2020-02", "--hits", "412"];
    check(
        &sandbox,
        &ase,
        expect![[r#"
        --- stderr
        Recorded the search `academic-search-elite`.
        hint: `katsaus import FILE --found-in academic-search-elite` notes what it found
        --- exit code 0
    "#]],
    );
    check(
        &sandbox,
        &["searches"],
        expect![[r#"
        SEARCH         KIND          NAME           PLATFORM      DATE          HITS          STRING
        academic-sear  database      Academic       EBSCOhost     2020-02       412           not recorded
        ch-elite                     Search Elite
        library-shelf  not-recorded  Library shelf  not recorded  not recorded  not recorded  not recorded
        --- stderr
        --- exit code 0
    "#]],
    );
}

#[test]
fn the_past_is_read_and_not_changed() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["remove", "bond2004", "--why", "gone"]).ok();
    assert_eq!(sandbox.run(&["list", "--json"]).ok().out.lines().count(), 5);
    let then = ["--at", "2026-01-02T03:02:30Z"];
    assert_eq!(sandbox.run(&[then[0], then[1], "list", "--json"]).ok().out.lines().count(), 6);
    check(
        &sandbox,
        &[then[0], then[1], "tag", "tuki", "bond2004"],
        expect![[r#"
        --- stderr
        error: the past cannot be changed
        hint: leave `--at` away to change the review as it is now
        --- exit code 1
    "#]],
    );
    check(
        &sandbox,
        &["--at", "2020-01-01", "list"],
        expect![[r#"
        --- stderr
        error: the review has no operation as early as that
        hint: `katsaus log` shows when things were done
        --- exit code 1
    "#]],
    );
    check(
        &sandbox,
        &["--at", "someday", "list"],
        expect![[r#"
        --- stderr
        error: `someday` is no date
        hint: a date is 2026-11-24, or "2026-11-24 04:10"
        --- exit code 2
    "#]],
    );
}

#[test]
fn backup_and_restore() {
    let sandbox = Sandbox::with_list();
    check(
        &sandbox,
        &["backup", "copy.db"],
        expect![[r#"
        --- stderr
        Wrote 6 sources and 2 operations to `copy.db`, and read them again.
        --- exit code 0
    "#]],
    );
    sandbox.run(&["tag", "tuki", "drake1996"]).ok();
    check(
        &sandbox,
        &["restore", "copy.db"],
        expect![[r#"
            --- stderr
            The review has  3 operations, 6 sources, 8 tags, 3 cells, 0 decisions.
            The backup has  2 operations, 6 sources, 7 tags, 3 cells, 0 decisions.
            Operations of the review that the backup does not have, and that would be gone: 1.
            error: the review has more in it than the backup, and was left as it is
            hint: `-y` goes back; the review as it is now is kept in `backups` first
            --- exit code 1
        "#]],
    );
    check(
        &sandbox,
        &["-y", "restore", "copy.db"],
        expect![[r#"
            --- stderr
            The review has  3 operations, 6 sources, 8 tags, 3 cells, 0 decisions.
            The backup has  2 operations, 6 sources, 7 tags, 3 cells, 0 decisions.
            Operations of the review that the backup does not have, and that would be gone: 1.
            Went back. The review has 6 sources; what it was before is in `backups`.
            --- exit code 0
        "#]],
    );
    assert_eq!(sandbox.run(&["list", "viitekehys:tuki", "--json"]).ok().out.lines().count(), 3);
    sandbox.run(&["check"]).ok();
    sandbox.write("notes.db", "these are my notes, and no review at all");
    check(
        &sandbox,
        &["restore", "notes.db"],
        expect![[r#"
        --- stderr
        error: `notes.db` is not a katsaus review
        hint: it was left as it is
        --- exit code 1
    "#]],
    );
}

#[test]
fn a_broken_protocol_is_named_by_line_and_never_written_over() {
    let sandbox = Sandbox::with_list();
    let broken = sandbox.read("katsaus.toml").replace("language = \"en\"", "language = en");
    sandbox.write("katsaus.toml", &broken);
    let run = sandbox.run(&["list", "viitekehys:tuki"]).ok();
    assert!(run.err.contains("katsaus.toml, line 8"), "{}", run.err);
    assert_eq!(sandbox.run(&["codebook", "add", "quality/strong"]).code, 1);
    sandbox.run(&["tag", "tuki", "drake1996"]).ok();
    assert_eq!(sandbox.read("katsaus.toml"), broken);
    // Mended, the person's edit is recorded with the next thing written.
    sandbox.write("katsaus.toml", &broken.replace("language = en", "language = \"fi\""));
    sandbox.run(&["note", "bond", "x"]).ok();
    assert!(sandbox.run(&["log"]).ok().out.contains("edit katsaus.toml"));
    sandbox.run(&["check"]).ok();
}

#[test]
fn usage_and_help() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["frobnicate"]).code, 2);
    let help = sandbox.run(&["--help"]).ok().out;
    for command in ["init", "import", "search", "tag", "export", "undo", "check"] {
        assert!(help.lines().any(|line| line.trim().starts_with(&format!("{command} "))), "{command}: {help}");
    }
    assert!(sandbox.run(&["completions", "bash"]).ok().out.contains("_katsaus"));
    assert!(sandbox.run(&["man"]).ok().out.contains(".TH katsaus"));
    check(
        &sandbox,
        &["import", "none.xlsx", "-C", "x"],
        expect![[r#"
        --- stderr
        error: there is no review in `x` or above it
        hint: `katsaus init` makes a review in this folder; `katsaus demo` makes one to look at
        hint: if the review is elsewhere, name its folder: `katsaus -C FOLDER ...`
        --- exit code 1
    "#]],
    );
}
