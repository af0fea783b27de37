//! What is written, and where.

use super::*;

#[test]
fn a_cell_keeps_its_look_and_loses_its_old_value() {
    check(
        r#"<row r="1"><c r="A1" s="4" t="s" vm="1"><v>0</v></c><c r='B1' t='b' s='2' ><v>1</v></c></row>"#,
        &[text(1, 1, "new"), number(1, 2, 1.5)],
        &format!(r#"<row r="1"><c r="A1" s="4" t="inlineStr">{}</c><c r='B1' s='2'><v>1.5</v></c></row>"#, is("new")),
    );
}

#[test]
fn cells_and_rows_come_in_order() {
    check(
        r#"<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="5"/><row r="7"></row>"#,
        &[
            number(9, 1, 9.0),
            number(2, 5, 5.0),
            number(2, 3, 3.0),
            number(2, 1, 1.0),
            number(1, 2, 0.0),
            number(3, 1, 4.0),
            number(4, 1, 4.0),
            number(5, 2, 6.0),
            number(7, 1, 7.0),
        ],
        concat!(
            r#"<row r="1"><c r="B1"><v>0</v></c></row>"#,
            r#"<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>1</v></c><c r="C2"><v>3</v></c><c r="D2"><v>2</v></c>"#,
            r#"<c r="E2"><v>5</v></c></row>"#,
            r#"<row r="3"><c r="A3"><v>4</v></c></row><row r="4"><c r="A4"><v>4</v></c></row>"#,
            r#"<row r="5"><c r="B5"><v>6</v></c></row><row r="7"><c r="A7"><v>7</v></c></row>"#,
            r#"<row r="9"><c r="A9"><v>9</v></c></row>"#,
        ),
    );
}

#[test]
fn an_empty_sheet_gets_rows() {
    let sheet = format!("<worksheet {NS}><dimension ref='A1'/><sheetData /><pageMargins left=\"1\"/></worksheet>");
    let after = sheet.replace("<sheetData />", r#"<sheetData><row r="2"><c r="C2"><v>1</v></c></row></sheetData>"#);
    assert_eq!(xml_of(&sheet, &[number(2, 3, 1.0)]), after.replace("'A1'", "'A1:C2'"));
}

#[test]
fn rows_and_cells_without_numbers_are_counted() {
    check(
        "<row><c><v>1</v></c><c/></row>\r\n<row><c><v>1</v></c></row>\r\n",
        &[number(1, 2, 2.0), number(2, 2, 3.0), number(3, 1, 4.0)],
        concat!(
            "<row><c><v>1</v></c><c><v>2</v></c></row>\r\n<row><c><v>1</v></c><c r=\"B2\"><v>3</v></c></row>",
            "<row r=\"3\"><c r=\"A3\"><v>4</v></c></row>\r\n",
        ),
    );
}

#[test]
fn prefixes_spans_and_everything_around_stay() {
    let before = concat!(
        "\u{feff}<?xml version='1.0' encoding='utf-8'?>\r\n<x:worksheet xmlns:x='main' xmlns:r=\"r\"><x:dimension ref='A1:B2'/>\r\n",
        "<x:cols><x:col min='1' max='2' width='9'/></x:cols><x:sheetData><x:row r='1' spans='1:2' ht=\"3\" >",
        "<x:c r='A1'/></x:row></x:sheetData><!-- <row r='1'> --><x:controls><x:row>5</x:row></x:controls>",
        "<x:extLst><x:ext uri=\"{7}\"><x14:row r='1'><x14:c r='A1'/></x14:row></x:ext></x:extLst></x:worksheet>\r\n",
    );
    let after = before
        .replace("'A1:B2'", "'A1:C2'")
        .replace("spans='1:2'", "spans='1:3'")
        .replace("<x:c r='A1'/></x:row>", "<x:c r='A1' t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\"> ä\n</x:t></x:is></x:c><x:c r=\"C1\"><x:v>3</x:v></x:c></x:row>");
    assert_eq!(xml_of(before, &[text(1, 1, " ä\r\n"), number(1, 3, 3.0)]), after);
}

#[test]
fn a_blank_takes_the_value_and_leaves_the_rest() {
    check(
        r#"<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"> <v>2</v><extLst/></c><c r="C1" s="2"/></row>"#,
        &[blank(1, 1), text(1, 2, ""), blank(1, 3), blank(1, 9), blank(8, 1)],
        r#"<row r="1"><c r="A1" s="1"/><c r="B1"> <extLst/></c><c r="C1" s="2"/></row>"#,
    );
}

#[test]
fn what_a_cell_shows_is_not_written_again() {
    let sheet = rows(concat!(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>"#,
        r#"<c r="D1" t="inlineStr"><is><r><t>in</t></r><r><t>&#108;ine_x0021_&#10;</t></r></is></c>"#,
        r#"<c r="E1"><v>2.50</v></c><c r="F1" t="str"><v>a<![CDATA[&]]></v></c><c r="G1" t="n"><v></v></c></row>"#,
    ));
    let book = book(&sheet, &[]);
    let cells = [
        text(1, 1, "alpha"),
        text(1, 2, "beta & co"),
        text(1, 3, ""),
        text(1, 4, "inline!\r\n"),
        number(1, 5, 2.5),
        text(1, 6, "a&"),
        blank(1, 7),
        blank(3, 3),
    ];
    let done = write(&book, &cells);
    assert_eq!((done.written, done.same, done.refused.len()), (0, 8, 0));
    assert!(done.bytes == book, "the bytes that came in");
    // Text is no number, nor a number text.
    let done = write(&book, &[text(1, 5, "2.5"), number(1, 1, 0.0), text(1, 1, "alpha")]);
    assert_eq!((done.written, done.same, done.refused.len()), (2, 0, 1));
}

#[test]
fn others_read_what_was_written() {
    let mut maker = rust_xlsxwriter::Workbook::new();
    let page = maker.add_worksheet().set_name("List").expect("a name");
    page.write_string(0, 0, "Title").expect("a cell").write_number(1, 0, 7.0).expect("a cell");
    page.write_formula(1, 1, "=A2*2").expect("a formula");
    let book = maker.save_to_buffer().expect("a workbook");
    let odd = "\u{1}_x0041_ <b> & 'q' \"q\"\nnext\ttab 日本 𝄞";
    let done = write(&book, &[text(3, 1, odd), number(4, 3, -1e-9), text(1, 3, "New")]);
    assert_eq!((done.written, done.formulas), (3, true));
    let string = |text: &str| Data::String(text.to_owned());
    let expected = [
        [string("Title"), Data::Empty, string("New")],
        [Data::Float(7.0), Data::Float(0.0), Data::Empty],
        [string(odd), Data::Empty, Data::Empty],
        [Data::Empty, Data::Empty, Data::Float(-1e-9)],
    ];
    assert_eq!(values(&done.bytes), expected);
    let again = write(&done.bytes, &[text(3, 1, odd), number(4, 3, -1e-9), text(1, 3, "New")]);
    assert_eq!((again.written, again.same), (0, 3));
    assert!(again.bytes == done.bytes, "written once");
}
