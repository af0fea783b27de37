//! What is left alone, and which files are.

use super::IntoRefusal::*;
use super::*;

#[test]
fn formulas_are_left_alone() {
    let sheet = rows(concat!(
        r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>2</v></c>"#,
        r#"<c r="C1"><f t="array" ref="C1:C3">A1:A3</f><v>2</v></c></row>"#,
        r#"<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c><c r="C2"><v>2</v></c></row>"#,
    ));
    let book = book(&sheet, &[]);
    let cells =
        [number(1, 1, 5.0), number(1, 2, 5.0), blank(1, 3), text(2, 2, "x"), number(2, 3, 2.0), number(3, 3, 5.0)];
    let done = write(&book, &cells);
    assert_eq!(done.refused, cells.map(|cell| (cell, Formula)));
    assert!(done.bytes == book && done.formulas);
    assert_eq!(refusals(&book, &[number(2, 1, 3.0), number(3, 1, 3.0), number(3, 2, 3.0)]), []);
}

#[test]
fn merged_cells_take_a_value_in_the_first() {
    let sheet = rows(r#"<row r="1"><c r="A1"/><c r="B1"/></row>"#)
        .replace("</worksheet>", r#"<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#);
    assert_eq!(
        refusals(&book(&sheet, &[]), &[text(1, 1, "x"), text(1, 2, "x"), text(2, 2, "x"), text(2, 3, "x")]),
        [Merged; 2]
    );
}

#[test]
fn sheets_that_are_not_there_or_have_no_cells() {
    let other = |sheet: &str| NewCell { sheet: sheet.to_owned(), ..text(1, 1, "x") };
    let book = book(&rows(""), &[("xl/chartsheets/sheet1.xml", "<chartsheet/>")]);
    assert_eq!(refusals(&book, &[other("list"), other("A & B"), other("A &amp; B")]), [NoSheet, NoCells, NoSheet]);
}

#[test]
fn protected_sheets() {
    let sheet = |on: &str| rows("").replace("</worksheet>", &format!("<sheetProtection sheet=\"{on}\"/></worksheet>"));
    assert_eq!(refusals(&book(&sheet("1"), &[]), &[text(1, 1, "x")]), [Protected]);
    assert_eq!(refusals(&book(&sheet("0"), &[]), &[text(1, 1, "x")]), []);
}

#[test]
fn values_and_places_that_no_cell_takes() {
    let long = "ä".repeat(32_766);
    let cells = [
        text(1, 1, &format!("{long}𝄞")),
        text(1, 2, &format!("{long}x")),
        number(2, 1, f64::NAN),
        number(0, 1, 1.0),
        number(1, 16_385, 1.0),
        number(1_048_577, 1, 1.0),
        number(3, 1, 1.0),
        number(3, 1, 2.0),
        number(1_048_576, 16_384, 1.0),
    ];
    let why = [TooLong, NotANumber, OutOfSheet, OutOfSheet, OutOfSheet, Twice];
    assert_eq!(refusals(&book(&rows(""), &[]), &cells), why);
}

#[test]
fn heads_of_tables_and_pivot_tables() {
    let links = relations(&[("r1", "table", "../tables/table1.xml"), ("r2", "pivotTable", "/xl/pivotTables/p.xml")]);
    let more = [
        ("xl/worksheets/_rels/sheet1.xml.rels", links.as_str()),
        ("xl/tables/table1.xml", r#"<table ref="A1:B9" totalsRowCount="1"><autoFilter ref="A1:B8"/></table>"#),
        ("xl/pivotTables/p.xml", r#"<pivotTableDefinition><location ref="D1:E5"/></pivotTableDefinition>"#),
    ];
    let cells = [text(1, 2, "x"), text(9, 1, "x"), text(5, 5, "x"), text(2, 1, "x"), text(1, 3, "x"), text(10, 1, "x")];
    assert_eq!(refusals(&book(&rows(""), &more), &cells), [TableEdge, TableEdge, Pivot]);
}

#[test]
fn files_of_other_kinds() {
    let error = |bytes: &[u8]| write_into(Cursor::new(bytes), &[text(1, 1, "x")]).expect_err("no workbook").to_string();
    assert_eq!(error(b"a,b"), "this is a file of another kind, and katsaus writes into xlsx and xlsm workbooks only");
    assert!(error(&[0xd0, 0xcf, 0x11, 0xe0, 1]).contains("an xls workbook"));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(error(&[&[0xd0, 0xcf, 0x11, 0xe0], name.as_slice()].concat()), "the workbook is locked with a password");
    assert!(error(&zipped(&[("xl/workbook.bin", "")])).contains("an xlsb workbook"));
    assert!(error(&zipped(&[("content.xml", "")])).contains("an OpenDocument file"));
    assert!(error(&zipped(&[("x.txt", "")])).contains("without a workbook"));
    assert!(error(&book(&rows(""), &[("_xmlsignatures/sig1.xml", "")])).contains("signed"));
    assert!(error(b"PK\x03\x04").contains("not a whole"));
}

#[test]
fn broken_sheets_are_errors() {
    for sheet in [
        "",
        "<worksheet>",
        "<worksheet/>",
        "<chartsheet><sheetData/></chartsheet>",
        "<worksheet><sheetData></worksheet>",
        "<worksheet><sheetData/><sheetData/></worksheet>",
        "<worksheet><sheetData><row r='1'/><row r='1'/></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1'/><c r='A1'/></row></sheetData></worksheet>",
        "<?xml version='1.0' encoding='UTF-16'?><worksheet><sheetData/></worksheet>",
        "</worksheet></worksheet>",
    ] {
        let done = write_into(Cursor::new(book(sheet, &[])), &[text(1, 1, "x")]);
        assert!(matches!(done, Err(IntoError::Book(BookError::Damaged { .. }))), "{sheet}: {done:?}");
    }
}
