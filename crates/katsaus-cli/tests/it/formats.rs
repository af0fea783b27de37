//! Files of databases and reference managers: converted without a review, and imported into one.

use crate::sandbox::{Run, Sandbox};
use expect_test::{Expect, expect};
use std::io::Write;
use std::process::Stdio;

const RIS: &str = "Provider: A database\n\nTY  - JOUR\nAU  - Luecking, R. G.\nAU  - van der Vaart, T. W.\n\
    TI  - Working relationships\nT2  - Journal of Tests\nPY  - 2008//\nSP  - 157\nEP  - 68\nDO  - not one\n\
    C1  - Oslo\nAB  - One line\ngoes on\nER  - \n\nTY  - BOOK\nTI  - A book\nER  - \n";

#[track_caller]
fn check(run: &Run, expected: Expect) {
    expected.assert_eq(&run.all());
}

/// A command with something piped in.
fn piped(sandbox: &Sandbox, words: &[&str], input: &[u8]) -> Run {
    let mut command = sandbox.command(words);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("bytes");
    let output = child.wait_with_output().expect("the program ends");
    Run {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code().unwrap_or(-1),
    }
}

#[test]
fn a_file_is_converted_and_its_troubles_named() {
    let sandbox = Sandbox::new();
    sandbox.write("hits.ris", RIS);
    check(
        &sandbox.run(&["convert", "hits.ris", "--to", "bib"]),
        expect![[r#"
        @article{luecking2008,
          author = {Luecking, R. G. and van der Vaart, T. W.},
          title = {Working relationships},
          journal = {Journal of Tests},
          year = {2008},
          pages = {157--168},
          abstract = {One line

        goes on},
          annote = {C1: Oslo},
          annote-2 = {DO: not one}
        }

        @book{booknd,
          title = {A book}
        }

        --- stderr
        warning: line 11: `not one` is not a DOI; kept as it stands [doi]
        --- exit code 0
    "#]],
    );
    check(
        &sandbox.run(&["convert", "hits.ris", "-o", "hits.csv"]),
        expect![[r#"
        --- stderr
        warning: line 11: `not one` is not a DOI; kept as it stands [doi]
        Wrote 2 records to `hits.csv`.
        --- exit code 0
    "#]],
    );
    let table = sandbox.read("hits.csv");
    assert!(table.starts_with("\u{feff}ID,Authors,Year,Title,Journal,Pages,Type,Abstract,C1,DO\n"), "{table}");
    // An output is never written over unasked.
    assert_eq!(sandbox.run(&["convert", "hits.ris", "-o", "hits.csv"]).code, 1);
    assert_eq!(sandbox.read("hits.csv"), table);
}

#[test]
fn what_cannot_be_converted_is_said() {
    let sandbox = Sandbox::new();
    sandbox.write("empty.bib", "@comment{nothing}\n");
    sandbox.write("words.txt", "just words\nand more\n");
    check(
        &sandbox.run(&["convert", "hits.ris", "--json"]),
        expect![[r#"
        --- stderr
        error: there is no file `hits.ris`
        hint: is it in another folder? Drag it into the terminal to get its whole name
        --- exit code 1
    "#]],
    );
    check(
        &sandbox.run(&["convert", "empty.bib", "--json"]),
        expect![[r#"
        --- stderr
        --- exit code 0
    "#]],
    );
    check(
        &sandbox.run(&["convert", "empty.bib"]),
        expect![[r#"
        --- stderr
        error: say what to write
        hint: `--to ris` prints it, `-o FILE.ris` writes a file, `--json` prints the records for programs
        hint: `katsaus formats` lists what is read and written
        --- exit code 2
    "#]],
    );
    check(
        &sandbox.run(&["convert", "empty.bib", "--to", "docx"]),
        expect![[r#"
        --- stderr
        error: katsaus writes no format `docx`
        hint: `katsaus formats` lists what it writes
        --- exit code 1
    "#]],
    );
    check(
        &sandbox.run(&["convert", "words.txt", "--json"]),
        expect![[r#"
            --- stderr
            error: `words.txt` is in no format that katsaus knows, and no table of texts either
            hint: `katsaus formats` lists what it reads; `--from FORMAT` says which it is
            --- exit code 1
        "#]],
    );
    check(
        &sandbox.run(&["convert", "words.txt", "--from", "word", "--json"]),
        expect![[r#"
            --- stderr
            error: katsaus reads no format `word`
            hint: formats: ris, nbib, pubmed-xml, endnote-xml, wos, ovid, refworks, enw, bibtex, mods, marcxml, crossref, openalex, datacite, csl-json, bib-txt, xlsx, xls, xlsb, ods, csv, tsv
            --- exit code 1
        "#]],
    );
}

#[test]
fn a_pipe_is_a_file_too() {
    let sandbox = Sandbox::new();
    let run = piped(&sandbox, &["convert", "-", "--json"], RIS.as_bytes());
    assert_eq!(run.code, 0, "{}", run.all());
    let records = run.out.lines().filter(|line| line.contains("katsaus.record.v1")).count();
    assert_eq!(records, 2, "{}", run.out);
    sandbox.run(&["init"]).ok();
    assert_eq!(piped(&sandbox, &["import", "-"], RIS.as_bytes()).code, 0);
    assert_eq!(sandbox.run(&["list", "--json"]).ok().out.lines().count(), 2);
}

#[test]
fn decisions_of_other_programs_come_along() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init"]).ok();
    let entry = |title: &str, note: &str| format!("TY  - JOUR\nTI  - {title}\nPY  - 2001\nN1  - {note}\nER  - \n\n");
    let excluded = "RAYYAN-INCLUSION: {\"Emily\"=>\"Excluded\"} | RAYYAN-LABELS: needs PDF | \
        RAYYAN-EXCLUSION-REASONS: wrong population";
    let text = entry("One", excluded) + &entry("Two", "ASReview_relevant. Good.") + &entry("Three", "A note");
    sandbox.write("screened.ris", &text);
    check(
        &sandbox.run(&["import", "screened.ris", "--dry-run"]),
        expect![[r#"
        `screened.ris`: RIS, 3 records: 0 with an abstract, 0 with a DOI, 2 decisions of another screening.
          One
          Two
          Three
        --- stderr
        Nothing is written; without `--dry-run` it is imported.
        --- exit code 0
    "#]],
    );
    sandbox.run(&["import", "screened.ris", "--as", "anna"]).ok();
    let list = |query: &str| sandbox.run(&["list", query, "--json"]).ok().out;
    assert!(
        list("status:excluded").contains("\"by\":\"Emily\"") && list("status:excluded").contains("wrong-population")
    );
    assert!(list("status:included").contains("\"by\":\"anna\"") && list("status:included").contains("\"Good.\""));
    assert_eq!(list("label:needs-pdf").lines().count(), 1);
    assert_eq!(list("status:undecided").lines().count(), 1);
    // The same file again changes nothing, and one undo takes it all back.
    assert!(sandbox.run(&["import", "screened.ris"]).ok().err.contains("already"));
    sandbox.run(&["undo", "--as", "anna"]).ok();
    assert_eq!(list("").lines().count(), 0);
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

/// Two entries on one line are two records.
#[test]
fn entries_that_share_a_line_are_kept_apart() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init"]).ok();
    sandbox.write("short.bib", "@book{a, title={One}, year=2001} @book{b, title={Two}, year=2002}\n");
    sandbox.run(&["import", "short.bib", "--found-in", "Scopus"]).ok();
    assert_eq!(sandbox.run(&["list", "origin:scopus", "--json"]).ok().out.lines().count(), 2);
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn the_formats_are_listed_as_they_are() {
    let sandbox = Sandbox::new();
    check(
        &sandbox.run(&["formats"]),
        expect![[r#"
            FORMAT       WHAT IT IS                                     ENDINGS               READ  WRITTEN
            ris          RIS                                            ris                   yes   yes
            nbib         PubMed (nbib, MEDLINE)                         nbib, medline         yes   yes
            pubmed-xml   PubMed XML, MEDLINE XML                        xml                   yes
            endnote-xml  EndNote XML                                    xml                   yes   yes
            wos          Web of Science (tagged)                        ciw, isi              yes
            ovid         Ovid                                           ovd, txt              yes
            refworks     RefWorks (tagged)                              txt, rwt              yes
            enw          EndNote (enw), Refer, BibIX                    enw, refer, ref       yes
            bibtex       BibTeX, BibLaTeX                               bib, bibtex           yes   yes
            mods         MODS                                           mods, xml             yes
            marcxml      MARCXML                                        marcxml, mrcx, xml    yes
            crossref     Crossref (JSON)                                json, jsonl           yes
            openalex     OpenAlex (JSON)                                json, jsonl           yes
            datacite     DataCite (JSON)                                json, jsonl           yes
            csl-json     CSL-JSON                                       json, csljson, jsonl  yes   yes
            bib-txt      Bib.TXT                                        txt                   yes
            md           Markdown                                       md, markdown                yes
            xlsx         Excel workbook                                 xlsx                  yes   yes
            xls          Excel workbook, before 2007                    xls                   yes
            xlsb         Excel workbook, binary                         xlsb                  yes
            ods          OpenDocument spreadsheet                       ods                   yes
            csv          table as text, parted by commas or semicolons  csv                   yes   yes
            tsv          table as text, parted by tabs                  tsv                   yes

            --- stderr
            hint: a file's format is found by what is in it; `--from` or `--format` says it, if that should fail
            --- exit code 0
        "#]],
    );
}

#[test]
fn text_that_a_wrong_encoding_spoilt_is_named_and_repaired_if_wanted() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init"]).ok();
    sandbox.write("list.ris", "TY  - JOUR\nTI  - VetenskapsrÃ¥det\nAU  - FrÃ¸yland, K.\nPY  - 2019\nER  - \n");
    sandbox.write("list.csv", "Title;Authors;Year\nVetenskapsrÃ¥det;\"FrÃ¸yland, K.\";2019\n");
    for file in ["list.ris", "list.csv"] {
        let run = sandbox.run(&["convert", file, "--to", "csl-json"]).ok();
        assert!(run.err.contains("should be `") && run.err.contains("--repair"), "{}", run.all());
        assert!(run.out.contains("VetenskapsrÃ¥det"));
        let run = sandbox.run(&["convert", file, "--to", "csl-json", "--repair"]).ok();
        assert!(run.out.contains("Vetenskapsrådet") && run.out.contains("Frøyland"), "{}", run.all());
        assert!(!run.err.contains("should be"), "{}", run.all());
        sandbox.run(&["import", file, "--repair"]).ok();
        assert!(sandbox.run(&["list"]).ok().out.contains("Vetenskapsrådet"));
        sandbox.run(&["undo"]).ok();
    }
}

#[test]
fn what_a_tables_own_columns_hold_is_in_its_json() {
    let sandbox = Sandbox::with_list();
    let run = sandbox.run(&["convert", "list.csv", "--json"]).ok();
    let bond = run.out.lines().find(|line| line.contains("Bond")).expect("a record");
    assert!(bond.contains(r#""tags":["viitekehys/tuki"]"#) && bond.contains(r#""cells":[{"topic":""#), "{bond}");
}
