//! The text of a .docx: which parts of the file it stands in, and how much of them is unpacked.
//!
//! It must not unpack what it does not read, nor trust the sizes that a file says it has.

mod body;

use super::flow::Flow;
use super::kind::{OLE, is_document};
use super::pages::Pages;
use super::plain::decoded;
use super::unreadable::Unreadable;
use std::io::{Cursor, Read};
use zip::result::ZipError;

const MIB: u64 = 1024 * 1024;
/// The most that is unpacked of one part, and of one file.
const PART: u64 = 64 * MIB;
const TOTAL: u64 = 128 * MIB;

/// The text of a .docx: a line for each paragraph, tabs between the cells of a row, footnotes and endnotes at the end.
///
/// A page begins where the author asked for one and where the word processor last saw one begin; files of some programs
/// have only the former. What is marked as deleted is left out, what is marked as inserted is not.
///
/// # Errors
/// If it is no .docx, is protected, damaged, or beyond what a document can be.
pub fn of_docx(bytes: &[u8]) -> Result<Pages, Unreadable> {
    let mut package = Package::open(bytes)?;
    let document = package.document_name().ok_or(Unreadable::NotDocx)?;
    let mut flow = Flow::default();
    for name in [document.as_str(), "word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(xml) = package.part(name)? {
            body::read(&xml, &mut flow)?;
            flow.end_row();
        }
    }
    Ok(Pages::parse(flow.finish()))
}

struct Package<'b> {
    archive: zip::ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    fn open(bytes: &'b [u8]) -> Result<Package<'b>, Unreadable> {
        if bytes.starts_with(&OLE) {
            return Err(Unreadable::Protected);
        }
        if !bytes.starts_with(b"PK") {
            return Err(Unreadable::NotDocx);
        }
        Ok(Package { archive: zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?, left: TOTAL })
    }

    fn document_name(&self) -> Option<String> {
        self.archive.file_names().flatten().find(|name| is_document(name)).map(|name| name.into_owned())
    }

    /// A part as text; `None` if there is none of that name.
    fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Unreadable::Protected),
            Err(error) => return Err(damaged(error)),
        };
        let limit = PART.min(self.left);
        let mut bytes = Vec::new();
        // What it says to be too large is not unpacked, and what says less is stopped.
        let size = if entry.size() > limit {
            entry.size()
        } else {
            entry.take(limit + 1).read_to_end(&mut bytes).map_err(damaged)? as u64
        };
        if size > PART {
            return Err(Unreadable::PartTooLarge { name: name.to_owned(), most: PART / MIB });
        }
        self.left = self.left.checked_sub(size).ok_or(Unreadable::TooLarge { most: TOTAL / MIB })?;
        decoded(&bytes).map(Some)
    }
}

fn damaged(error: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged { why: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file");
            zip.write_all(bytes).expect("bytes");
        }
        zip.finish().expect("a zip").into_inner()
    }

    fn document(body: &str) -> String {
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
    }

    #[test]
    fn notes_stand_at_the_end() {
        let note = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator'><w:p><w:r><w:t>x</w:t></w:r></w:p>\
                    </w:footnote><w:footnote w:id='1'><w:p><w:r><w:t>Alaviite</w:t></w:r></w:p></w:footnote>\
                    </w:footnotes>";
        let body = document("<w:p><w:r><w:t>Teksti</w:t></w:r></w:p>");
        let file = zipped(&[("word/footnotes.xml", note.as_bytes()), ("word/document.xml", body.as_bytes())]);
        assert_eq!(of_docx(&file).expect("a document").stored(), "Teksti\nAlaviite");
    }

    #[test]
    fn hostile_files_are_refused() {
        let large = vec![b' '; (PART + 1) as usize];
        let entities = "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document/>";
        let deep = document(&"<w:p>".repeat(300));
        for (parts, expected) in [
            (vec![("word/document.xml", &large[..])], "has word/document.xml, which is more than 64 MB"),
            (vec![("word/document.xml", entities.as_bytes())], "has a DOCTYPE"),
            (vec![("word/document.xml", deep.as_bytes())], "has more than 256 elements"),
            (vec![("word/document.xml", b"<w:document><w:p>")], "is damaged"),
            (vec![("xl/workbook.xml", b"<a/>")], "is no .docx"),
        ] {
            let error = of_docx(&zipped(&parts)).expect_err("an error").to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        assert_eq!(of_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(Unreadable::Protected));
        assert_eq!(of_docx(b"text"), Err(Unreadable::NotDocx));
        let file = zipped(&[("word/document.xml", b"<w:document/>"), ("word/footnotes.xml", b"<w:footnotes/>")]);
        let mut package = Package::open(&file).expect("a zip file");
        package.left = 20;
        assert!(package.part("word/document.xml").is_ok());
        assert_eq!(package.part("word/footnotes.xml"), Err(Unreadable::TooLarge { most: 128 }));
    }

    #[test]
    fn no_bytes_are_too_odd() {
        let body = document(&"<w:p><w:r><w:t>Kuntoutus ja työ</w:t></w:r></w:p>".repeat(20));
        let file = zipped(&[("word/document.xml", body.as_bytes())]);
        for end in 0..file.len() {
            assert!(of_docx(&file[..end]).is_err(), "{end}");
        }
        for at in 0..file.len() {
            for bit in [0x01, 0x80] {
                let mut odd = file.clone();
                odd[at] ^= bit;
                let _ = of_docx(&odd);
            }
        }
    }
}
