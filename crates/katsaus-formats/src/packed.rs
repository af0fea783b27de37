//! Files inside zip and gz files.
//!
//! It must not unpack more than a person's export can hold, nor take a workbook (a zip file too) apart.

use crate::sheet::{BookError, Opener, limits};
use std::io::Read;

/// The most that is unpacked of one file.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// A file that was packed: its name, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files in a packed file; `None` if it is not packed, or is a workbook or document.
///
/// # Errors
/// If it cannot be read, or is larger than katsaus takes.
pub fn unpack(open: &Opener<'_>, name: &str) -> Result<Option<Vec<Member>>, BookError> {
    let mut start = [0u8; 4];
    let read = open()?.read(&mut start)?;
    match &start[..read] {
        [0x1f, 0x8b, ..] => {
            let bytes = limited(flate2::read::MultiGzDecoder::new(open()?), name)?;
            let name = name.strip_suffix(".gz").unwrap_or(name).to_owned();
            Ok(Some(vec![Member { name, bytes }]))
        }
        [b'P', b'K', 3, 4] => zipped(open),
        _ => Ok(None),
    }
}

fn zipped(open: &Opener<'_>) -> Result<Option<Vec<Member>>, BookError> {
    let names = limits::zip(open()?)?;
    let is_document = |name: &String| {
        name.starts_with("xl/")
            || matches!(name.as_str(), "content.xml" | "[Content_Types].xml" | "word/document.xml" | "mimetype")
    };
    if names.iter().any(is_document) {
        return Ok(None);
    }
    let damaged = |error: zip::result::ZipError| BookError::Damaged { kind: "zip", why: error.to_string() };
    let mut archive = zip::ZipArchive::new(open()?).map_err(damaged)?;
    let mut members = Vec::new();
    for (n, path) in names.iter().enumerate() {
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        // Folders, and what macOS puts beside files.
        if name.is_empty() || name.starts_with('.') || path.starts_with("__MACOSX") {
            continue;
        }
        let entry = archive.by_index(n).map_err(damaged)?;
        members.push(Member { name: name.to_owned(), bytes: limited(entry, name)? });
    }
    Ok(Some(members))
}

fn limited(read: impl Read, name: &str) -> Result<Vec<u8>, BookError> {
    let mut bytes = Vec::new();
    read.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(limits::too_large(&format!("`{name}`, unpacked,"), bytes.len() as u64, LARGEST));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::ReadSeek;
    use std::io::{Cursor, Write};

    fn unpacked(bytes: Vec<u8>, name: &str) -> Option<Vec<(String, String)>> {
        let open = move || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(Cursor::new(bytes.clone()))) };
        let members = unpack(&open, name).expect("readable")?;
        Some(members.into_iter().map(|m| (m.name, String::from_utf8_lossy(&m.bytes).into_owned())).collect())
    }

    #[test]
    fn files_come_out_of_zip_and_gz() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in
            [("folder/", ""), ("folder/a.ris", "TY  - JOUR"), ("__MACOSX/a.ris", "x"), ("b.bib", "@book{b}")]
        {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
            zip.write_all(text.as_bytes()).expect("bytes");
        }
        let bytes = zip.finish().expect("a zip").into_inner();
        let expected = [("a.ris", "TY  - JOUR"), ("b.bib", "@book{b}")];
        assert_eq!(unpacked(bytes, "x.zip"), Some(expected.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()));
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(b"TY  - BOOK").expect("bytes");
        let bytes = gz.finish().expect("a gz");
        assert_eq!(unpacked(bytes, "c.ris.gz"), Some(vec![("c.ris".to_owned(), "TY  - BOOK".to_owned())]));
        assert_eq!(unpacked(b"TY  - BOOK".to_vec(), "c.ris"), None);
    }
}
