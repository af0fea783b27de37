//! The look of cells that are new.

use super::*;

/// Checks the style of one new cell.
#[track_caller]
fn check_style(sheet: &str, row: u32, column: u32, style: &str) {
    let xml = xml_of(sheet, &[number(row, column, 77.0)]);
    let cell = format!("<c r=\"{}\"{style}><v>77</v></c>", super::super::place::name(row, column));
    assert!(xml.contains(&cell), "{cell} is not in {xml}");
}

fn list() -> String {
    rows(concat!(
        r#"<row r="1"><c r="A1" s="9"/><c r="B1" s="9"/><c r="C1" s="7"/></row>"#,
        r#"<row r="2"><c r="A2" s="1"/><c r="B2" s="2"/></row>"#,
        r#"<row r="3"><c r="A3" s="1"/></row>"#,
        r#"<row r="4" s="6" customFormat="1"><c r="A4" s="5"/><c r="B4" s="5"/></row>"#,
    ))
}

#[test]
fn a_new_cell_looks_like_the_one_above_in_a_row_of_its_kind() {
    check_style(&list(), 3, 2, r#" s="2""#);
    // Below the head there is nothing of the kind, and the row has more than one style.
    check_style(&list(), 2, 3, "");
    // A new row is of the kind of the one above it.
    check_style(&list(), 5, 1, r#" s="5""#);
    check_style(&list(), 900, 2, r#" s="5""#);
}

#[test]
fn else_like_the_row_the_column_or_most_of_the_row() {
    check_style(&list(), 4, 3, r#" s="6""#);
    // A head that is new looks like most other heads.
    check_style(&list(), 1, 4, r#" s="9""#);
    let columns = list().replace("<sheetData>", r#"<cols><col min="3" max="4" style="8"/></cols><sheetData>"#);
    check_style(&columns, 2, 4, r#" s="8""#);
    check_style(&columns, 1, 4, r#" s="8""#);
}

#[test]
fn the_row_below_a_lonely_head_is_no_head() {
    check_style(&rows(r#"<row r="1"><c r="A1" s="9"/><c r="B1" s="9"/></row>"#), 2, 1, "");
}
