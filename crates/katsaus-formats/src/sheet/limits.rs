//! Limits that keep a hostile or broken file from taking the machine: sizes are read before anything is unpacked.

use super::book::{BookError, ReadSeek};

const MIB: u64 = 1024 * 1024;
const FILE: u64 = 1024 * MIB;
const ENTRY: u64 = 512 * MIB;
const TOTAL: u64 = 1024 * MIB;
const STRINGS: u64 = 256 * MIB;
/// How many times its packed size an entry may be, once it is over ten megabytes.
const RATIO: u64 = 200;
/// Columns that are read of a sheet: what lies further right is no table that a person made.
pub(super) const COLUMNS: u32 = 512;

pub(crate) fn too_large(what: &str, found: u64, limit: u64) -> BookError {
    let megabytes = |bytes: u64| format!("{} MB", bytes / MIB);
    BookError::TooLarge { what: what.to_owned(), found: megabytes(found), limit: megabytes(limit) }
}

pub(super) fn file(size: u64) -> Result<(), BookError> {
    if size > FILE { Err(too_large("the file", size, FILE)) } else { Ok(()) }
}

/// Checks the sizes that a zip file declares, and gives the names of its entries.
pub(crate) fn zip(file: Box<dyn ReadSeek>) -> Result<Vec<String>, BookError> {
    let damaged = |error: zip::result::ZipError| BookError::Damaged { kind: "workbook", why: error.to_string() };
    let mut archive = zip::ZipArchive::new(file).map_err(damaged)?;
    let mut names = Vec::new();
    let mut total = 0u64;
    for n in 0..archive.len() {
        let entry = archive.by_index_raw(n).map_err(damaged)?;
        let (name, size, packed) = (entry.name().map_err(damaged)?.into_owned(), entry.size(), entry.compressed_size());
        total = total.saturating_add(size);
        let limit = if name.ends_with("sharedStrings.xml") { STRINGS } else { ENTRY };
        if size > limit {
            return Err(too_large(&format!("`{name}` in the workbook"), size, limit));
        }
        if size > 10 * MIB && size / packed.max(1) > RATIO {
            return Err(BookError::TooLarge {
                what: format!("`{name}` in the workbook, unpacked,"),
                found: format!("{} times its packed size", size / packed.max(1)),
                limit: format!("{RATIO} times"),
            });
        }
        names.push(name);
    }
    if total > TOTAL {
        return Err(too_large("the workbook, unpacked,", total, TOTAL));
    }
    Ok(names)
}
