//! The parts of a workbook: which sheet is which entry, and how all entries but the written ones are kept as they are.
//!
//! It must not know what stands in a sheet.

use super::place::Area;
use super::tag::{self, Tag};
use super::{IntoError, IntoRefusal, damaged, shown};
use crate::sheet::{BookError, limits};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use zip::{ZipArchive, ZipWriter};

/// Where an entry's head in the list at the end tells of the program that made it, and whether it holds text.
const TOLD: [usize; 2] = [4, 36];
/// Where that head has its flags.
const FLAGS: usize = 8;
/// Where the head before an entry's bytes has the same flags.
const LOCAL_FLAGS: usize = 6;
/// The flags that tell how well an entry was packed, and matter to nobody who unpacks it.
const LEVEL: u8 = 0b110;

pub(super) struct Package {
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    /// The names of the entries, in their order.
    names: Vec<String>,
    /// Entries by the name of the sheet.
    sheets: BTreeMap<String, Result<usize, IntoRefusal>>,
    strings: Option<usize>,
}

/// One thing that a part points to.
struct Relation {
    id: String,
    /// The end of its type, which is the same in both families of names that the format has.
    kind: String,
    part: String,
}

/// What lies over the cells of a sheet, in parts of its own.
#[derive(Default)]
pub(super) struct Edges {
    tables: Vec<Area>,
    pivots: Vec<Area>,
}

impl Edges {
    pub(super) fn refusal(&self, row: u32, column: u32) -> Option<IntoRefusal> {
        let within = |areas: &[Area]| areas.iter().any(|area| area.holds(row, column));
        if within(&self.tables) {
            Some(IntoRefusal::TableEdge)
        } else {
            within(&self.pivots).then_some(IntoRefusal::Pivot)
        }
    }
}

impl Package {
    pub(super) fn open(bytes: Arc<[u8]>) -> Result<Package, IntoError> {
        if let Some(error) = other_kind(&bytes) {
            return Err(error);
        }
        let names = limits::zip(Box::new(Cursor::new(Arc::clone(&bytes))))?;
        let has = |part: &str| names.iter().any(|name| name == part);
        for (part, what) in [
            ("xl/workbook.bin", "an xlsb workbook"),
            ("content.xml", "an OpenDocument file"),
            ("word/document.xml", "a Word document"),
            ("ppt/presentation.xml", "a PowerPoint presentation"),
        ] {
            if has(part) {
                return Err(IntoError::NotXlsx(what));
            }
        }
        if names.iter().any(|name| name.starts_with("_xmlsignatures/")) {
            return Err(IntoError::Signed);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let mut package = Package { archive, names, sheets: BTreeMap::new(), strings: None };
        package.find_sheets()?;
        Ok(package)
    }

    fn find_sheets(&mut self) -> Result<(), IntoError> {
        let top = self.relations("")?;
        let book = top.into_iter().find(|relation| relation.kind == "officeDocument").map(|relation| relation.part);
        let book = book.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let Some(entry) = self.entry(&book) else {
            return Err(IntoError::NotXlsx("a packed (zip) file without a workbook in it"));
        };
        let relations = self.relations(&book)?;
        let strings = relations.iter().find(|relation| relation.kind == "sharedStrings");
        self.strings = strings.and_then(|relation| self.entry(&relation.part));
        let xml = self.text(entry)?;
        tag::tags(&xml, |tag| {
            if tag.local() != "sheet" {
                return;
            }
            let (Some(name), Some(id)) = (tag.get("name"), tag.get_prefixed("id")) else { return };
            let found = match relations.iter().find(|relation| relation.id == id) {
                Some(relation) if relation.kind == "worksheet" => {
                    self.entry(&relation.part).ok_or(IntoRefusal::NoSheet)
                }
                Some(_) => Err(IntoRefusal::NoCells),
                None => Err(IntoRefusal::NoSheet),
            };
            self.sheets.entry(name.into_owned()).or_insert(found);
        })?;
        Ok(())
    }

    /// The entry of a sheet by its name.
    pub(super) fn sheet(&self, name: &str) -> Result<usize, IntoRefusal> {
        self.sheets.get(name).copied().unwrap_or(Err(IntoRefusal::NoSheet))
    }

    /// Whether Excel noted an order in which to compute formulas.
    pub(super) fn computes(&self) -> bool {
        self.names.iter().any(|name| name.ends_with("calcChain.xml"))
    }

    /// The entry of a part. Names of parts are the same in either case, and some programs write them with backslashes.
    fn entry(&self, part: &str) -> Option<usize> {
        let alike = |name: &String| name.replace('\\', "/").eq_ignore_ascii_case(part);
        self.names.iter().position(|name| name == part).or_else(|| self.names.iter().position(alike))
    }

    /// The text of an entry, unpacked up to the size that it says it has.
    pub(super) fn text(&mut self, entry: usize) -> Result<String, BookError> {
        let file = self.archive.by_index(entry).map_err(damaged)?;
        let size = file.size();
        let mut bytes = Vec::new();
        file.take(size.saturating_add(1)).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > size {
            return Err(damaged("a part is larger than it says"));
        }
        let name = || self.names.get(entry).map_or("", String::as_str);
        let text = String::from_utf8(bytes).map_err(|_| damaged(format!("`{}` is not UTF-8", name())))?;
        match encoding(&text).filter(|encoding| !encoding.eq_ignore_ascii_case("utf-8")) {
            Some(encoding) => Err(damaged(format!("`{}` is {encoding}, not UTF-8", name()))),
            None => Ok(text),
        }
    }

    /// What a part points to; nothing if it points to nothing. The whole package's are those of the part without a name.
    fn relations(&mut self, part: &str) -> Result<Vec<Relation>, BookError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let Some(entry) = self.entry(&path) else { return Ok(Vec::new()) };
        let xml = self.text(entry)?;
        let mut relations = Vec::new();
        tag::tags(&xml, |tag| relations.extend(relation(tag, folder)))?;
        Ok(relations)
    }

    /// Where tables and pivot tables lie in a sheet.
    pub(super) fn edges(&mut self, entry: usize) -> Result<Edges, BookError> {
        let mut edges = Edges::default();
        let sheet = self.names.get(entry).map(|name| name.replace('\\', "/")).unwrap_or_default();
        for relation in self.relations(&sheet)? {
            if !matches!(relation.kind.as_str(), "table" | "pivotTable") {
                continue;
            }
            let Some(entry) = self.entry(&relation.part) else { continue };
            let xml = self.text(entry)?;
            tag::tags(&xml, |tag| {
                let Some(area) = tag.get("ref").and_then(|text| Area::read(&text)) else { return };
                match tag.local() {
                    "table" => {
                        edges.tables.extend(area.head(tag.number("headerRowCount").unwrap_or(1)));
                        edges.tables.extend(area.foot(tag.number("totalsRowCount").unwrap_or(0)));
                    }
                    "location" => edges.pivots.push(area),
                    _ => {}
                }
            })?;
        }
        Ok(edges)
    }

    /// Some of the texts that cells share, by their numbers.
    pub(super) fn strings(&mut self, wanted: &BTreeSet<usize>) -> Result<BTreeMap<usize, String>, BookError> {
        let Some(entry) = self.strings else { return Ok(BTreeMap::new()) };
        let xml = self.text(entry)?;
        shown::texts(&xml, "si", Some(wanted))
    }

    /// The workbook with the XML of some entries.
    pub(super) fn with(mut self, parts: &BTreeMap<usize, String>) -> Result<Vec<u8>, BookError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.set_raw_comment(self.archive.comment().into()).map_err(damaged)?;
        for entry in 0..self.archive.len() {
            let file = self.archive.by_index_raw(entry).map_err(damaged)?;
            let Some(xml) = parts.get(&entry) else {
                writer.raw_copy_file(file).map_err(damaged)?;
                continue;
            };
            // The time stays too: what is pure has no clock.
            let (name, options) = (file.name().map_err(damaged)?.into_owned(), file.options());
            writer.start_file(name, options).map_err(damaged)?;
            writer.write_all(xml.as_bytes())?;
        }
        let mut bytes = writer.finish().map_err(damaged)?.into_inner();
        self.restore(&mut bytes, parts)?;
        Ok(bytes)
    }

    /// Gives entries that were copied what their copies lost, though nobody needs it: how well they were packed, by a
    /// program of what age, and whether they are text.
    fn restore(&mut self, bytes: &mut [u8], parts: &BTreeMap<usize, String>) -> Result<(), BookError> {
        let mut copy = ZipArchive::new(Cursor::new(&*bytes)).map_err(damaged)?;
        let mut heads = Vec::new();
        for entry in (0..copy.len()).filter(|entry| !parts.contains_key(entry)) {
            let file = copy.by_index_raw(entry).map_err(damaged)?;
            let old = self.archive.by_index_raw(entry).map_err(damaged)?.central_header_start();
            heads.push((file.header_start(), file.central_header_start(), old));
        }
        let old = self.archive.clone().into_inner().into_inner();
        for (local, central, from) in heads {
            let at = |start: u64, field: usize| usize::try_from(start).ok().and_then(|start| start.checked_add(field));
            for field in TOLD {
                let (from, to) = (at(from, field).and_then(|at| old.get(at)), at(central, field));
                if let (Some(from), Some(to)) = (from, to.and_then(|at| bytes.get_mut(at))) {
                    *to = *from;
                }
            }
            let Some(level) = at(from, FLAGS).and_then(|at| old.get(at)) else { continue };
            for place in [at(local, LOCAL_FLAGS), at(central, FLAGS)] {
                if let Some(flags) = place.and_then(|at| bytes.get_mut(at)) {
                    *flags |= level & LEVEL;
                }
            }
        }
        Ok(())
    }
}

/// Why a file is no zip file that could be an xlsx.
fn other_kind(bytes: &[u8]) -> Option<IntoError> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => None,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let locked = memchr::memmem::find(bytes, &name).is_some();
            Some(if locked { BookError::Locked.into() } else { IntoError::NotXlsx("an xls workbook") })
        }
        _ => Some(IntoError::NotXlsx("a file of another kind")),
    }
}

/// The encoding that the first line of an XML text names.
fn encoding(xml: &str) -> Option<String> {
    let line = xml.trim_start_matches('\u{feff}').strip_prefix("<?xml")?;
    let line = line.get(..line.find("?>")?)?;
    let tag = format!("<xml{line}>");
    Tag { text: &tag }.get("encoding").map(|encoding| encoding.into_owned())
}

fn relation(tag: Tag<'_>, folder: &str) -> Option<Relation> {
    if tag.local() != "Relationship" || tag.get("TargetMode").is_some_and(|mode| mode == "External") {
        return None;
    }
    let kind = tag.get("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
    Some(Relation { id: tag.get("Id")?.into_owned(), kind, part: resolved(folder, &tag.get("Target")?) })
}

/// A target as relations give it: absolute, or relative to a folder.
pub(in crate::sheet) fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let folder = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_absolute_or_relative() {
        for (target, part) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../xl/./sheet.xml", "xl/sheet.xml"),
            ("../../../x.xml", "x.xml"),
        ] {
            assert_eq!(resolved("xl", target), part);
        }
    }

    #[test]
    fn the_first_line_names_an_encoding() {
        assert_eq!(encoding("\u{feff}<?xml version='1.0' encoding='UTF-16'?><a/>").as_deref(), Some("UTF-16"));
        assert_eq!(encoding("<?xml version=\"1.0\"?><a/>"), None);
        assert_eq!(encoding("<a/>"), None);
    }
}
