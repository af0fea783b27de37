//! Writes RIS as Zotero and EndNote read it: one tag a line, one value a tag.
//!
//! It must not let a value begin a line of its own, which readers would take for a tag.

use super::{Ris, csl_type, ris_type};
use crate::entry::{BIBTEX_KIND, Entry, Writer, Writing, iso_parts, one_line};
use katsaus_model::Fields;
use std::io;

impl Writer for Ris {
    fn id(&self) -> &'static str {
        "ris"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ris"]
    }

    fn begin(&self) -> Box<dyn Writing> {
        Box::new(Ris)
    }
}

impl Writing for Ris {
    fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        write_entry(entry, out)
    }

    fn end(&mut self, _: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

fn write_entry(entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let fields = entry.fields;
    line(out, "TY", entry_type(fields))?;
    line(out, "ID", entry.key)?;
    for author in &fields.authors {
        line(out, "AU", &author.inverted())?;
    }
    for editor in &fields.editors {
        line(out, "ED", &editor.inverted())?;
    }
    optional(out, "TI", fields.title.as_deref())?;
    optional(out, "OP", fields.original_title.as_deref())?;
    optional(out, "T2", fields.container.as_deref())?;
    optional(out, "T3", fields.series.as_deref())?;
    write_date(fields, out)?;
    optional(out, "VL", fields.volume.as_deref())?;
    optional(out, "IS", fields.issue.as_deref())?;
    write_pages(fields, out)?;
    optional(out, "ET", fields.edition.as_deref())?;
    optional(out, "PB", fields.publisher.as_deref())?;
    optional(out, "CY", fields.publisher_place.as_deref())?;
    if let Some(doi) = &fields.doi {
        line(out, "DO", doi.as_str())?;
    }
    if let Some(number) = &fields.pmid {
        // A number of another database would stand under the same tag.
        line(out, "DB", "PubMed")?;
        line(out, "AN", number)?;
    }
    for number in fields.issn.iter().chain(&fields.isbn) {
        line(out, "SN", number)?;
    }
    optional(out, "LA", fields.language.as_deref())?;
    if let Some(text) = &fields.abstract_text {
        lines(out, "AB", text)?;
    }
    // Programs know one list of words, so tags stand with the keywords.
    for word in fields.keywords.iter().chain(entry.tags) {
        line(out, "KW", word)?;
    }
    optional(out, "UR", fields.url.as_deref())?;
    write_notes(entry, out)?;
    // The closing line ends in a blank as the specification has it; the empty line is for people.
    out.write_all(b"ER  - \n\n")
}

/// The type; the one that the entry came with, where it means the same.
fn entry_type(fields: &Fields) -> &str {
    let kind = crate::entry::csl_type(fields);
    match fields.extra.get("TY") {
        Some(written) if csl_type(written) == kind || fields.kind.is_none() && csl_type(written).is_none() => written,
        _ => ris_type(kind),
    }
}

/// `PY` is the year alone, `DA` the date as RIS spells it, or as it was written.
fn write_date(fields: &Fields, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(year) = fields.year {
        line(out, "PY", &format!("{year:04}"))?;
    }
    let Some(date) = &fields.date else {
        return Ok(());
    };
    match iso_parts(date) {
        Some(parts) => {
            let mut numbers = parts.iter().map(|part| format!("{part:02}"));
            let mut next = || numbers.next().unwrap_or_default();
            line(out, "DA", &format!("{}/{}/{}/", next(), next(), next()))
        }
        None => line(out, "DA", date),
    }
}

/// A range in `SP` and `EP`; anything else stays whole in `SP`.
fn write_pages(fields: &Fields, out: &mut dyn io::Write) -> io::Result<()> {
    let Some(pages) = &fields.pages else {
        return Ok(());
    };
    match pages.split_once('-') {
        Some((first, last)) if is_page(first) && is_page(last) => {
            line(out, "SP", first)?;
            line(out, "EP", last)
        }
        _ => line(out, "SP", pages),
    }
}

fn is_page(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphanumeric)
}

fn write_notes(entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(urn) = &entry.fields.urn {
        line(out, "N1", &format!("URN: {urn}"))?;
    }
    for (topic, text) in entry.cells {
        line(out, "N1", &format!("{topic}: {text}"))?;
    }
    for note in entry.notes {
        lines(out, "N1", note)?;
    }
    for (name, value) in &entry.fields.extra {
        for value in value.split('\n') {
            match name.as_str() {
                // How another format calls the kind of text says nothing here.
                BIBTEX_KIND | "TY" => {}
                name if is_free_tag(name) => line(out, name, value)?,
                name => line(out, "N1", &format!("{name}: {value}"))?,
            }
        }
    }
    Ok(())
}

/// Whether a name is a RIS tag that may come again without harm to the shape of the entry.
fn is_free_tag(name: &str) -> bool {
    let mut signs = name.chars();
    let letter = signs.next().is_some_and(|c| c.is_ascii_uppercase());
    let second = signs.next().is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    letter && second && signs.next().is_none() && !["TY", "ER", "ID"].contains(&name)
}

fn optional(out: &mut dyn io::Write, tag: &str, value: Option<&str>) -> io::Result<()> {
    match value {
        Some(value) => line(out, tag, value),
        None => Ok(()),
    }
}

/// A tag with a text of several lines, as databases write abstracts: lines below belong to the value. One that looks
/// like a tag, or like the number of an entry, goes on in the line before it.
fn lines(out: &mut dyn io::Write, tag: &str, value: &str) -> io::Result<()> {
    let mut begun = false;
    for part in value.split('\n').map(one_line).filter(|part| !part.is_empty()) {
        let free = !super::read::is_tagged(&part);
        match (begun, free) {
            (false, _) => write!(out, "{tag}  - {part}")?,
            (true, true) => write!(out, "\n{part}")?,
            (true, false) => write!(out, " {part}")?,
        }
        begun = true;
    }
    if begun { writeln!(out) } else { Ok(()) }
}

/// One tag with its value; an empty value writes nothing.
fn line(out: &mut dyn io::Write, tag: &str, value: &str) -> io::Result<()> {
    let value = one_line(value);
    if value.is_empty() {
        return Ok(());
    }
    writeln!(out, "{tag}  - {value}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::samples::{empty, odd, rich, written};

    #[test]
    fn a_rich_entry() {
        let expected = "\
TY  - JOUR
ID  - luecking2008
AU  - Luecking, R. G.
AU  - van der Vaart, T. W., Jr
AU  - Kela
TI  - Working relationships: a PRISMA review
T2  - Journal of Vocational Rehabilitation
PY  - 2008
DA  - 2008/05/03/
VL  - 12
IS  - 3
SP  - 157
EP  - 168
DO  - 10.3233/jvr-201095
DB  - PubMed
AN  - 12345678
SN  - 1052-2263
LA  - en
AB  - First line.\nSecond line.
KW  - employment
KW  - disability
KW  - framework/demand-side
UR  - https://example.org/a_b
N1  - Method: Interviews and notes
N1  - Read twice.
ER  - \n\n";
        assert_eq!(written(&Ris, &[rich()]), expected);
    }

    #[test]
    fn odd_signs_stand_as_they_are_and_known_tags_come_back() {
        let expected = "\
TY  - CHAP
ID  - frøyland nd
AU  - Frøyland, Å.
ED  - Doe, J.
TI  - 50% of R&D_costs {in} #1 *bold* <b> ~x^2 \\ $5
T2  - Work & life
DA  - n.d.
PB  - Sage
CY  - London
SN  - 978-1-4462-0000-1
C1  - Oslo
N1  - shelf: B 12
ER  - \n\n";
        assert_eq!(written(&Ris, &[odd()]), expected);
    }

    #[test]
    fn an_empty_entry_and_none() {
        assert_eq!(written(&Ris, &[empty()]), "TY  - GEN\nID  - nd\nER  - \n\n");
        assert_eq!(written(&Ris, &[]), "");
    }

    #[test]
    fn pages_that_are_no_range_stay_whole() {
        for (pages, expected) in [
            ("e0266208", "SP  - e0266208\n"),
            ("1-3, 7", "SP  - 1-3, 7\n"),
            ("S1-S9", "SP  - S1\nEP  - S9\n"),
            ("1-2-3", "SP  - 1-2-3\n"),
        ] {
            let fields = Fields { pages: Some(pages.to_owned()), ..Fields::default() };
            let mut bytes: Vec<u8> = Vec::new();
            write_pages(&fields, &mut bytes).expect("memory takes all bytes");
            assert_eq!(String::from_utf8_lossy(&bytes), expected);
        }
    }
}
