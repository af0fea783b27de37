//! Workbooks in, workbooks out. The workbooks are made by hand where their XML matters.

use super::*;
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

mod kept;
mod refused;
mod style;
mod written;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const NS: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

/// A zip file of parts. The first is stored, the others are deflated.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (n, (name, text)) in parts.iter().enumerate() {
        let method = if n == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a part");
        zip.write_all(text.as_bytes()).expect("bytes");
    }
    zip.set_comment("a comment").expect("a comment");
    zip.finish().expect("a zip file").into_inner()
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"/>"#)
    };
    let all: String = all.iter().map(one).collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>"#
    )
}

/// A workbook of one sheet, `List`, with this XML, and more parts.
fn book(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let top = relations(&[("rId1", "officeDocument", "xl/workbook.xml")]);
    let links = relations(&[
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "sharedStrings", "/xl/sharedStrings.xml"),
        ("rId3", "chartsheet", "chartsheets/sheet1.xml"),
    ]);
    let names = format!(
        r#"<workbook {NS} xmlns:r="{KIND}"><sheets><sheet name="List" sheetId="1" r:id="rId1"/><sheet name="A &amp; B" sheetId="2" r:id="rId3"/></sheets></workbook>"#
    );
    let strings = format!(
        r#"<sst {NS}><si><t>alpha</t></si><si><r><t>be</t></r><r><rPr><b/></rPr><t xml:space="preserve">ta &amp; co</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si/></sst>"#
    );
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", &top),
        ("xl/workbook.xml", &names),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", &strings),
    ];
    parts.extend_from_slice(more);
    zipped(&parts)
}

/// A sheet with these rows.
fn rows(rows: &str) -> String {
    format!("<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>")
}

fn text(row: u32, column: u32, text: &str) -> NewCell {
    NewCell { sheet: "List".to_owned(), row, column, value: NewValue::Text(text.to_owned()) }
}

fn number(row: u32, column: u32, x: f64) -> NewCell {
    NewCell { value: NewValue::Number(x), ..text(row, column, "") }
}

fn blank(row: u32, column: u32) -> NewCell {
    NewCell { value: NewValue::Blank, ..text(row, column, "") }
}

fn write(book: &[u8], cells: &[NewCell]) -> IntoDone {
    write_into(Cursor::new(book), cells).expect("a workbook")
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).expect("a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

/// The XML of the sheet once cells are written into it.
#[track_caller]
fn xml_of(sheet: &str, cells: &[NewCell]) -> String {
    let done = write(&book(sheet, &[]), cells);
    assert_eq!(done.refused, []);
    part(&done.bytes, "xl/worksheets/sheet1.xml")
}

/// Checks the rows that come of rows.
#[track_caller]
fn check(before: &str, cells: &[NewCell], after: &str) {
    assert_eq!(xml_of(&rows(before), cells), rows(after));
}

/// Why each cell was refused.
fn refusals(book: &[u8], cells: &[NewCell]) -> Vec<IntoRefusal> {
    write(book, cells).refused.into_iter().map(|(_, why)| why).collect()
}

/// `<is>` with a text.
fn is(text: &str) -> String {
    format!(r#"<is><t xml:space="preserve">{text}</t></is>"#)
}

/// The values of the list by calamine.
fn values(book: &[u8]) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(book)).expect("a workbook");
    book.worksheet_range("List").expect("the list").rows().map(<[Data]>::to_vec).collect()
}
