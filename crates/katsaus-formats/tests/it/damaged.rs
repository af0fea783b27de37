//! No bytes take a reader down: files of each format, damaged at random.

use crate::documentation::page;
use katsaus_formats::any;
use katsaus_formats::format::READERS;
use katsaus_formats::found::Kept;
use katsaus_formats::input::Input;
use katsaus_formats::sheet::ReadSeek;
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};

/// Bytes that mean something to some format, and some that are no text at all.
const BYTES: &[u8] = b"{}()<>\"'\\&;:,.-=@#%$[]/ \n\r\tTYER0A9\xff\xc3\xe4\x00";

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_take_a_reader_down(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..BYTES.len(), 0..3u8), 1..30),
        cut in any::<prop::sample::Index>(),
    ) {
        for reader in READERS {
            let page = page(reader.id());
            let examples: Vec<String> = page.rows.iter().map(|row| row[2].trim_matches('`').replace("\\n", "\n")).collect();
            let mut bytes = page.frame.replace("@@", &examples.join("\n")).repeat(2).into_bytes();
            for (at, byte, what) in &edits {
                let at = at.index(bytes.len());
                match what {
                    0 => bytes[at] = BYTES[*byte],
                    1 => bytes.insert(at, BYTES[*byte]),
                    _ => {
                        bytes.remove(at);
                    }
                }
            }
            for end in [bytes.len(), cut.index(bytes.len())] {
                let mut kept = Kept::default();
                reader.read(&mut Input::new(&bytes[..end]), &mut kept).expect("memory can be read");
            }
        }
    }
}

/// What fuzzing found: a sheet whose dimension ends before it begins.
#[test]
fn a_sheet_that_ends_before_it_begins_is_read() {
    let bytes = with_part_changed(&two_texts(), "xl/worksheets/sheet1.xml", |xml| {
        let from = xml.find("<dimension").expect("a dimension");
        let to = from + xml[from..].find("/>").expect("its end") + 2;
        format!("{}<dimension ref=\"B9:A1\"/>{}", &xml[..from], &xml[to..])
    });
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(Cursor::new(bytes.clone()))) };
    let mut kept = Kept::default();
    any::read(&open, "list.xlsx", None, &mut kept).expect("it is read");
    assert_eq!(kept.found.len(), 2);
}

fn two_texts() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [["Title", "Authors", "Year"], ["One text", "Smith, J.", "2001"], ["Two texts", "Doe, A.", "2002"]];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A workbook with one of its parts changed.
fn with_part_changed(book: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(book)).expect("a zip archive");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut member = from.by_index(at).expect("a part");
        let name = member.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("its bytes");
        if name == part {
            bytes = change(&String::from_utf8(bytes).expect("XML")).into_bytes();
        }
        to.start_file(&name, zip::write::SimpleFileOptions::default()).expect("a part");
        to.write_all(&bytes).expect("its bytes");
    }
    to.finish().expect("an archive").into_inner()
}
