//! What kind of file some bytes are.
//!
//! It must not read the file further than that takes, nor trust a name against the bytes.

use std::io::Cursor;

/// How far into a file its mark may stand: some programs write a line before `%PDF-`.
const HEAD: usize = 1024;
/// How much of a file without a mark is looked at.
const SAMPLE: usize = 8192;
/// How Office files begin that are no zip files: old ones, and those with a password.
pub(super) const OLE: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// A kind of file that text can be had from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// PDF, whose text another program prints.
    Pdf,
    /// A document of Word and others, Office Open XML.
    Docx,
    /// A saved web page.
    Html,
    /// Plain text in any encoding.
    Text,
}

impl Kind {
    /// The kind of a file by its bytes, and by the ending of its name where they do not tell; `None` if no text can be
    /// had from it. A .docx with a password is one, so that reading it says what is wrong.
    pub fn sniff(bytes: &[u8], name: &str) -> Option<Kind> {
        let ending = ending(name);
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        if memchr::memmem::find(head, b"%PDF-").is_some() {
            return Some(Kind::Pdf);
        }
        if bytes.starts_with(b"PK") {
            return is_docx(bytes).then_some(Kind::Docx);
        }
        if bytes.starts_with(&OLE) {
            return matches!(ending.as_str(), "docx" | "docm" | "doc").then_some(Kind::Docx);
        }
        if is_html(head) {
            return Some(Kind::Html);
        }
        if bytes.is_empty() || bytes.starts_with(b"{\\rtf") || bytes.starts_with(b"%!PS") || !is_text(bytes) {
            return None;
        }
        // A piece of a page need not say that it is one.
        Some(if matches!(ending.as_str(), "html" | "htm" | "xhtml") { Kind::Html } else { Kind::Text })
    }
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

/// Whether a zip file has the document of a .docx. One that is cut off has no list of names any more, but its entries
/// still bear them.
fn is_docx(bytes: &[u8]) -> bool {
    match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive.file_names().flatten().any(|name| is_document(&name)),
        Err(_) => memchr::memmem::find(bytes, b"word/document").is_some(),
    }
}

/// Whether a part is the document: some programs of Microsoft write `word/document2.xml`.
pub(super) fn is_document(name: &str) -> bool {
    name.strip_prefix("word/document")
        .and_then(|rest| rest.strip_suffix(".xml"))
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_html(head: &[u8]) -> bool {
    // Without its noughts UTF-16 reads as ASCII.
    let head: Vec<u8> = head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let begin = head.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    begin.starts_with('<') && ["<!doctype html", "<html", "<head>", "<body"].iter().any(|mark| begin.contains(mark))
}

/// Whether bytes are text in some encoding: hardly any control characters, once the noughts of UTF-16 are out.
fn is_text(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let controls = |bytes: &mut dyn Iterator<Item = &u8>| bytes.filter(|byte| is_control(**byte)).count();
    if controls(&mut sample.iter()) * 50 <= sample.len() {
        return true;
    }
    // UTF-16: one half of the bytes are noughts, the others are text.
    [0, 1].into_iter().any(|half| {
        let noughts = sample.iter().skip(half).step_by(2).filter(|byte| **byte == 0).count();
        let others = controls(&mut sample.iter().skip(1 - half).step_by(2));
        noughts * 4 > sample.len() && others * 50 <= sample.len()
    })
}

fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn zipped(name: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
        zip.write_all(b"<w:document/>").expect("bytes");
        zip.finish().expect("a zip").into_inner()
    }

    #[test]
    fn bytes_tell_before_names_do() {
        assert_eq!(Kind::sniff(b"\n%PDF-1.7\n", "a.txt"), Some(Kind::Pdf));
        assert_eq!(Kind::sniff(&zipped("word/document.xml"), "a.zip"), Some(Kind::Docx));
        assert_eq!(Kind::sniff(&zipped("word/document2.xml"), "a"), Some(Kind::Docx));
        assert_eq!(Kind::sniff(&zipped("xl/workbook.xml"), "a.docx"), None);
        assert_eq!(Kind::sniff(b"\xef\xbb\xbf <!-- x --><!DOCTYPE HTML>", "a.pdf"), Some(Kind::Html));
        assert_eq!(Kind::sniff(b"<?xml version='1.0'?>\n<html xmlns='x'>", ""), Some(Kind::Html));
        assert_eq!(Kind::sniff("Tekijä kirjoitti <html>".as_bytes(), "a.md"), Some(Kind::Text));
        assert_eq!(Kind::sniff(b"a <b>bold</b> word", "a.HTM"), Some(Kind::Html));
    }

    #[test]
    fn what_has_no_text_is_no_kind() {
        for bytes in [&b""[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03", b"{\\rtf1 a}", b"PK\x03\x04", &OLE] {
            assert_eq!(Kind::sniff(bytes, "a.bin"), None);
        }
        assert_eq!(Kind::sniff(&OLE, "a.docx"), Some(Kind::Docx));
    }

    #[test]
    fn utf_16_is_text_and_may_be_html() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(Kind::sniff(&wide("\u{feff}Työllistyminen ja kuntoutus"), "a"), Some(Kind::Text));
        assert_eq!(Kind::sniff(&wide("\u{feff}<html><body>x"), "a"), Some(Kind::Html));
    }
}
