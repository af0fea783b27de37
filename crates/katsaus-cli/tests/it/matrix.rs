//! `matrix`, `tab` and `saturation` as people call them.

use crate::sandbox::Sandbox;
use expect_test::expect;
use katsaus_formats::sheet::{NewCell, NewValue, write_into};

/// The sandbox's list, with a quotation that bears out a cell.
fn review() -> Sandbox {
    let sandbox = Sandbox::with_list();
    let quotation = [
        "excerpt",
        "add",
        "luecking",
        "Employers want dialogue",
        "--page",
        "12",
        "--quote",
        "--topic",
        "keskeinen sisältö",
    ];
    sandbox.run(&quotation).ok();
    sandbox.run(&["cell", "gilbride", "keskeinen sisältö", "not reported"]).ok();
    sandbox
}

#[test]
fn texts_are_counted_by_one_thing_or_two() {
    let sandbox = review();
    expect![[r#"
        VIITEKEHYS  SOURCES      %
        kysyntä           3   50.0
        tuki              3   50.0
        tarjonta          1   16.7
        Total             6  100.0
    "#]]
    .assert_eq(&sandbox.run(&["tab", "viitekehys"]).ok().out);
    let run = sandbox.run(&["tab", "viitekehys", "year", "--by", "10"]).ok();
    expect![[r#"
        VIITEKEHYS  1990–1999  2000–2009  2010–2019  N.D.  TOTAL
        kysyntä             0          2          1     0      3
        tuki                0          1          1     1      3
        tarjonta            1          0          0     0      1
        Total               1          3          1     1      6
    "#]]
    .assert_eq(&run.out);
    assert!(run.err.contains("A text may have several codes"), "{}", run.err);
    let shares =
        sandbox.run(&["tab", "viitekehys", "status", "--percent", "column", "--where", "year:2000.."]).ok().out;
    assert!(shares.contains("75.0"), "{shares}");
    let wrong = sandbox.run(&["tab", "colour"]);
    assert!(wrong.code == 1 && wrong.err.contains("viitekehys, ") && wrong.err.contains("year"), "{}", wrong.all());
}

#[test]
fn what_stands_in_a_cell_is_listed_and_found_by_programs() {
    let sandbox = review();
    let list = sandbox.run(&["tab", "viitekehys", "--list"]).ok().out;
    assert!(list.contains("kysyntä     - Gilbride & Stensrud 2003\n"), "{list}");
    let json = sandbox.run(&["tab", "viitekehys", "year", "--json"]).ok().out;
    assert!(
        json.contains(r#""row":"kysyntä","columns":"Year","column":"2008","count":1,"members":["luecking2008"]}"#),
        "{json}"
    );
}

#[test]
fn excerpts_are_counted_by_their_own_codes() {
    let sandbox = review();
    sandbox.run(&["codebook", "add", "phase/proactive"]).ok();
    sandbox.run(&["codebook", "add", "phase/follow-up"]).ok();
    sandbox.run(&["codebook", "add", "level/micro"]).ok();
    for (text, codes) in [("Visits before placing", "proactive,micro"), ("A coach at work", "follow-up,micro")] {
        sandbox.run(&["excerpt", "add", "bond", text, "--page", "3", "--tag", codes]).ok();
    }
    let run = sandbox.run(&["tab", "phase", "level", "--of", "excerpts", "--list", "-o", "practices.md"]).ok();
    assert!(run.err.contains("Wrote"), "{}", run.err);
    let table = sandbox.read("practices.md");
    assert!(table.contains("| proactive | - Visits before placing (Bond 2004, p. 3) |"), "{table}");
    // The text has no code of its own in these groups: it is not counted with those of its excerpts.
    let of_texts = sandbox.run(&["tab", "phase"]).ok().out;
    assert!(of_texts.contains("no code") && of_texts.contains("100.0"), "{of_texts}");
    let query = sandbox.run(&["list", "phase:proactive"]).ok().out;
    assert!(query.contains("bond2004"), "but it is found by them: {query}");
}

#[test]
fn the_matrix_is_a_page_a_table_and_a_text() {
    let sandbox = review();
    for file in ["m.html", "m.md", "m.csv", "m.docx", "m.xlsx"] {
        sandbox.run(&["matrix", "--by", "viitekehys", "-o", file]).ok();
    }
    let page = sandbox.read("m.html");
    assert!(
        page.contains(
            "<th scope=\"row\" class=\"name\" title=\"Emerging employer views of people with disabilities\">"
        )
    );
    assert!(page.contains("<p><i>“Employers want dialogue” (p. 12)</i></p>") && page.contains("absent\">not reported"));
    let csv = sandbox.read("m.csv");
    assert!(csv.contains("tarjonta (1),Drake 1996,\n"), "{csv}");
    let down = sandbox.run(&["matrix", "--rows", "code", "--by", "viitekehys", "-o", "codes.md"]).ok();
    assert!(down.code == 0);
    let codes = sandbox.read("codes.md");
    assert!(codes.contains("Reviews what employers say of hiring, at some length (Luecking 2008)."), "{codes}");
    assert!(codes.contains("(Luecking 2008, 12)"), "{codes}");
    let together = sandbox.run(&["matrix", "--rows", "code", "--cols", "codes", "--by", "viitekehys"]).ok().out;
    assert!(together.contains("kysyntä           3     1         0"), "{together}");
    let ticks = sandbox.run(&["matrix", "--cols", "codes", "--codes", "viitekehys", "author:virtanen"]).ok().out;
    assert_eq!(ticks.matches('✓').count(), 2, "{ticks}");
    let wrong = sandbox.run(&["matrix", "--topic", "nothing"]);
    assert!(wrong.code == 1 && wrong.err.contains("no topic"), "{}", wrong.all());
}

#[test]
fn a_matrix_as_workbook_comes_back_by_three_way_comparison() {
    let sandbox = review();
    sandbox.run(&["matrix", "-o", "m.xlsx"]).ok();
    let run = sandbox.run(&["import", "m.xlsx"]).ok();
    assert!(run.err.contains("othing"), "nothing was edited: {}", run.all());
    sandbox.run(&["cell", "bond", "keskeinen sisältö", "Written meanwhile."]).ok();
    let run = sandbox.run(&["import", "m.xlsx"]).ok();
    assert!(run.code == 0);
    assert_eq!(sandbox.run(&["cell", "bond", "keskeinen sisältö"]).ok().out, "Written meanwhile.\n");
    // What is edited in it alone is taken: the fifth column is the topic.
    let bytes = std::fs::read(sandbox.path("m.xlsx")).expect("the workbook");
    let sheet = "Sources".to_owned();
    let keys = sandbox.run(&["list", "--json"]).ok().out;
    let place = keys.lines().position(|line| line.contains("\"key\":\"luecking2008\"")).expect("the text");
    let row = place as u32 + 2;
    let cell = NewCell { sheet, row, column: 5, value: NewValue::Text("Edited in Excel.".into()) };
    let edited = write_into(std::io::Cursor::new(bytes), &[cell]).expect("an edit");
    assert_eq!(edited.written, 1);
    std::fs::write(sandbox.path("m.xlsx"), edited.bytes).expect("written");
    sandbox.run(&["import", "m.xlsx"]).ok();
    assert_eq!(sandbox.run(&["cell", "luecking", "keskeinen sisältö"]).ok().out, "Edited in Excel.\n");
}

#[test]
fn charts_are_drawn_as_the_file_says() {
    let sandbox = review();
    sandbox.run(&["tab", "viitekehys", "year", "-o", "c.svg"]).ok();
    let svg = sandbox.read("c.svg");
    assert!(svg.starts_with("<svg") && svg.contains("kysyntä") && svg.contains("2003"), "{svg}");
    for kind in ["stacked", "heat", "bubble", "timeline"] {
        sandbox.run(&["-y", "tab", "viitekehys", "year", "--chart", kind, "-o", "c.svg"]).ok();
    }
    sandbox.run(&["tab", "viitekehys", "-o", "c.png"]).ok();
    assert!(std::fs::read(sandbox.path("c.png")).expect("a picture").starts_with(b"\x89PNG"));
    sandbox.run(&["-y", "tab", "viitekehys", "viitekehys", "-o", "c.svg"]).ok();
    for (words, says) in [
        (["tab", "viitekehys", "--chart", "heat", "-o", "d.svg"].as_slice(), "two things"),
        (["tab", "viitekehys", "--chart", "pie", "-o", "d.svg"].as_slice(), "charts: bars"),
        (["tab", "viitekehys", "--chart", "bars"].as_slice(), "-o chart.svg"),
    ] {
        let run = sandbox.run(words);
        assert!(run.code > 0 && run.err.contains(says), "{}", run.all());
    }
}

#[test]
fn saturation_says_where_the_order_is_not_known() {
    let sandbox = review();
    let run = sandbox.run(&["saturation", "viitekehys"]).ok();
    assert!(run.err.contains("6 texts were coded together"), "{}", run.all());
    assert_eq!(run.out.lines().count(), 7, "{}", run.out);
    sandbox.run(&["codebook", "add", "viitekehys/uusi"]).ok();
    sandbox.run(&["add", "title=A new text", "year=2020", "authors=Aalto, A."]).ok();
    sandbox.run(&["tag", "uusi", "aalto"]).ok();
    let out = sandbox.run(&["saturation", "viitekehys"]).ok().out;
    let last = out.lines().last().expect("a line");
    assert!(last.contains("Aalto 2020") && last.contains("uusi") && last.ends_with(" 4"), "{out}");
    sandbox.run(&["saturation", "viitekehys", "-o", "s.svg"]).ok();
    assert!(sandbox.read("s.svg").contains("Texts in order of reading"));
    assert_eq!(sandbox.run(&["saturation", "nothing"]).code, 1);
}

#[test]
fn a_table_that_is_too_wide_is_turned() {
    let sandbox = review();
    let rows: String = (1980..2012).map(|year| format!("Text of {year};{year};kysyntä\n")).collect();
    sandbox.write("more.csv", &format!("Otsikko;Vuosi;Viitekehys\n{rows}"));
    sandbox.run(&["-y", "import", "more.csv"]).ok();
    let run = sandbox.run(&["tab", "viitekehys", "year"]).ok();
    assert!(run.err.contains("exchanged") && run.out.starts_with("YEAR   KYSYNTÄ"), "{}", run.all());
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
}
