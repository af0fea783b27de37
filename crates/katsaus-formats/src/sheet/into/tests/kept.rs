//! What stays as it is.

use super::*;
use proptest::prelude::*;

/// Every entry but the sheet: name, packed bytes, method, time, attributes.
fn others(book: &[u8]) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
    let mut archive = ZipArchive::new(Cursor::new(book)).expect("a zip file");
    let entry = |n: usize, archive: &mut ZipArchive<Cursor<&[u8]>>| {
        let mut file = archive.by_index_raw(n).expect("an entry");
        let mut packed = Vec::new();
        file.read_to_end(&mut packed).expect("bytes");
        let name = file.name().expect("a name").into_owned();
        let sheet = name == "xl/worksheets/sheet1.xml";
        let size = if sheet { 0 } else { file.size() };
        packed.truncate(if sheet { 0 } else { packed.len() });
        let flags = if sheet { None } else { Some((file.flags(), file.version_made_by())) };
        (name, packed, size, file.compression(), file.last_modified(), file.external_attributes(), flags)
    };
    (0..archive.len()).map(|n| entry(n, &mut archive)).collect()
}

#[test]
fn other_parts_keep_their_bytes_and_their_order() {
    let more =
        [("zz/odd name.bin", "\0\u{1}macro"), ("xl/media/", ""), ("customXml/item1.xml", "<a/>"), ("mimetype", "x")];
    let mut before = book(&rows(r#"<row r="1"><c r="A1"/></row>"#), &more);
    // As Excel does: packed fast, by a program of version 4.5.
    let (local, central) = heads(&before, b"mimetype");
    before[local + 6] |= 6;
    before[central + 8] |= 6;
    before[central + 4] = 45;
    let done = write(&before, &[text(1, 1, "x")]);
    assert_eq!(done.written, 1);
    assert_eq!(others(&before), others(&done.bytes));
    let comment = |book: &[u8]| ZipArchive::new(Cursor::new(book.to_vec())).expect("a zip file").comment().to_vec();
    assert_eq!(comment(&before), comment(&done.bytes));
}

/// Where the two heads of an entry begin: before its bytes, and in the list at the end.
fn heads(bytes: &[u8], name: &[u8]) -> (usize, usize) {
    let first = memchr::memmem::find(bytes, name).expect("a head");
    (first - 30, memchr::memmem::rfind(bytes, name).expect("another") - 46)
}

#[test]
fn parts_that_katsaus_cannot_unpack_are_kept() {
    let mut before = book(&rows(""), &[("xl/media/deflate64.bin", "some bytes")]);
    // The method of the entry in both of its headers: 9, of which nothing here knows more than the number.
    let (local, central) = heads(&before, b"xl/media/deflate64.bin");
    before[local + 8] = 9;
    before[central + 10] = 9;
    let done = write(&before, &[text(1, 1, "x")]);
    assert_eq!(others(&before), others(&done.bytes));
}

#[test]
fn sheets_are_found_wherever_they_are() {
    let top = relations(&[("a", "officeDocument", "/Book/main.xml")])
        .replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml");
    let links = relations(&[("b", "worksheet", "../Sheets/S.xml")])
        .replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml");
    let parts = [
        ("mimetype", "x"),
        (
            "Book/main.xml",
            r#"<x:workbook xmlns:x="m" xmlns:q="r"><x:sheets><x:sheet name="List" sheetId="1" q:id="b"/></x:sheets></x:workbook>"#,
        ),
        ("sheets\\s.xml", "<worksheet><sheetData/></worksheet>"),
        ("_rels/.rels", &top),
        ("Book/_rels/main.xml.rels", &links),
    ];
    let done = write(&zipped(&parts), &[number(1, 1, 1.0)]);
    let expected = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    assert_eq!(part(&done.bytes, "sheets\\s.xml"), expected);
}

/// A piece of a sheet, whole or not.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "<row>",
        "</row>",
        "<row r=\"2\">",
        "<row r=\"4294967295\"/>",
        "<row r='1' spans='1:a 2:'>",
        "<c/>",
        "<c r=\"B2\">",
        "</c>",
        "<c r='A1' t=\"s\">",
        "<c r=\"XFD1\" t='inlineStr' s='-1'/>",
        "<v>1</v>",
        "<v/>",
        "<is>",
        "</is>",
        "<t>ä</t>",
        "<f t='array' ref='B1:ZZZZZ99'/>",
        "<v>&#x0;&x;</v>",
        "</sheetData>",
        "<sheetData>",
        "<!-- -->",
        "<mergeCells><mergeCell ref=''/>",
        "</mergeCells>",
        "ä",
        "<dimension ref=\"A1\"/>",
        "<c r=",
        "<![CDATA[",
        "]]>",
        "<?x?>",
        "<x:row =\"\" r>",
        "<cols><col min='9' max='1' style='1'/></cols>",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_sheet_panics(piece in piece(), row in 1..4u32, column in 1..4u32) {
        for sheet in [rows(&piece), piece] {
            let cells = [text(row, column, "x"), number(row + 1, column, 1.0), blank(row, column + 1)];
            if let Ok(done) = write_into(Cursor::new(book(&sheet, &[])), &cells) {
                let again = write_into(Cursor::new(&done.bytes), &cells).expect("as good as before");
                prop_assert_eq!(again.written, 0);
            }
        }
    }

    #[test]
    fn no_bytes_panic(at in 0..2000usize, byte: u8, cut in 0..3000usize) {
        let mut bytes = book(&rows(r#"<row r="1"><c r="A1"/></row>"#), &[]);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length.saturating_sub(cut / 4 * (cut % 2)));
        let _ = write_into(Cursor::new(bytes), &[text(1, 1, "x")]);
    }
}
