//! `bib` and `cite` as people call them.

use crate::sandbox::Sandbox;

#[test]
fn a_list_is_printed_or_written_in_the_form_that_its_name_says() {
    let sandbox = Sandbox::with_list();
    let run = sandbox.run(&["bib", "author:gilbride"]).ok();
    assert_eq!(
        run.out,
        "Gilbride, D., & Stensrud, R. (2003). Identification of the characteristics of work environments. \
         Rehabilitation Counseling Bulletin.\n"
    );
    let run = sandbox.run(&["bib", "author:gilbride", "--lang", "fi", "--style", "chicago-author-date", "--to", "md"]);
    assert!(run.ok().out.starts_with("Gilbride, D., ja R. Stensrud. 2003."));
    for name in ["list.html", "list.md", "list.txt", "list.docx"] {
        let run = sandbox.run(&["bib", "-o", name]).ok();
        assert!(run.err.contains("Wrote 6 references"), "{}", run.all());
    }
    assert!(sandbox.read("list.html").contains("<i>Rehabilitation Counseling Bulletin</i>"));
    let run = sandbox.run(&["bib", "-o", "list.html"]);
    assert_eq!(run.code, 1, "an existing file is not written over unasked");
    assert_eq!(sandbox.run(&["bib", "-o", "list.odt"]).code, 2);
    assert_eq!(sandbox.run(&["bib", "--to", "docx"]).code, 2);
}

#[test]
fn exclusions_and_json_work_as_in_list() {
    let sandbox = Sandbox::with_list();
    let run = sandbox.run(&["bib", "--json", "-author:gilbride"]).ok();
    assert_eq!(run.out.lines().count(), 5);
    assert!(run.out.lines().all(|line| line.starts_with("{\"schema\":\"katsaus.reference.v1\",\"key\":\"")));
}

#[test]
fn what_a_reference_lacks_is_named() {
    let sandbox = Sandbox::with_list();
    sandbox.run(&["add", "title=A text of nobody"]).ok();
    let run = sandbox.run(&["bib"]).ok();
    assert!(run.err.contains("1 reference without an author: ") && run.err.contains("without a year"), "{}", run.err);
}

#[test]
fn citations_name_their_sources() {
    let sandbox = Sandbox::with_list();
    assert_eq!(sandbox.run(&["cite", "gilbride", "bond"]).ok().out, "(Bond, 2004; Gilbride & Stensrud, 2003)\n");
    let run = sandbox.run(&["cite", "gilbride", "--narrative", "--pages", "7"]).ok();
    assert_eq!(run.out, "Gilbride & Stensrud (2003, p. 7)\n");
    assert_eq!(sandbox.run(&["cite", "nobody1999"]).code, 1);
}

#[test]
fn styles_are_listed_read_from_files_and_missed_with_advice() {
    let sandbox = Sandbox::with_list();
    assert!(sandbox.run(&["bib", "--list-styles"]).ok().out.contains("vancouver"));
    let run = sandbox.run(&["bib", "--style", "harvard"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("`harvard-cite-them-right`"), "{}", run.err);
    let run = sandbox.run(&["bib", "--lang", "klingon"]);
    assert!(run.code == 1 && run.err.contains("fi-FI"), "{}", run.err);
    assert_eq!(sandbox.run(&["bib", "--style", "nowhere.csl"]).code, 1);
    sandbox.write("broken.csl", "<style><info>");
    let run = sandbox.run(&["bib", "--style", "broken.csl"]);
    assert!(run.code == 1 && run.err.contains("Citation Style Language"), "{}", run.err);
    sandbox.write(
        "own.csl",
        r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="fi-FI">
<info><title>Oma lehti</title><id>http://www.zotero.org/styles/oma-lehti</id>
<link href="http://www.zotero.org/styles/harvard-cite-them-right" rel="independent-parent"/>
<category citation-format="author-date"/><updated>2020-01-01T00:00:00+00:00</updated></info></style>"#,
    );
    let run = sandbox.run(&["bib", "--style", "own.csl", "author:gilbride"]).ok();
    assert!(run.out.starts_with("Gilbride, D. ja Stensrud, R. (2003)"), "{}", run.all());
}
