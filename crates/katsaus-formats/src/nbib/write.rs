//! Writes PubMed's own format, for programs that read no other.
//!
//! It must not write an entry without its identifier where it has one, nor break a value into lines.

use super::Nbib;
use crate::entry::{BIBTEX_KIND, Entry, Writer, Writing, iso_parts, one_line};
use katsaus_model::{Fields, Person};
use std::io;

impl Writer for Nbib {
    fn id(&self) -> &'static str {
        "nbib"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["nbib"]
    }

    fn begin(&self) -> Box<dyn Writing> {
        Box::new(Nbib)
    }
}

impl Writing for Nbib {
    fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        write_entry(entry, out)
    }

    fn end(&mut self, _: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn write_entry(entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let fields = entry.fields;
    let mut put = |tag: &str, value: &str| line(out, tag, value);
    put("PMID", fields.pmid.as_deref().unwrap_or_default())?;
    let title = fields.title.as_deref().map(with_point).unwrap_or_default();
    let is_book = fields.kind.as_deref() == Some("book");
    put(if is_book { "BTI" } else { "TI" }, &title)?;
    put("TT", fields.original_title.as_deref().unwrap_or_default())?;
    for (tag, people) in [("FAU", &fields.authors), ("FED", &fields.editors)] {
        for person in people {
            let body = matches!(person, Person::Literal { .. }) && tag == "FAU";
            put(if body { "CN" } else { tag }, &person.inverted())?;
        }
    }
    let container = fields.container.as_deref().unwrap_or_default();
    put(if fields.kind.as_deref() == Some("chapter") { "BTI" } else { "JT" }, container)?;
    put("CTI", fields.series.as_deref().unwrap_or_default())?;
    put("VI", fields.volume.as_deref().unwrap_or_default())?;
    put("IP", fields.issue.as_deref().unwrap_or_default())?;
    put("PG", fields.pages.as_deref().unwrap_or_default())?;
    put("DP", &date(fields))?;
    put("EN", fields.edition.as_deref().unwrap_or_default())?;
    put("PB", fields.publisher.as_deref().unwrap_or_default())?;
    put("PL", fields.publisher_place.as_deref().unwrap_or_default())?;
    if let Some(doi) = &fields.doi {
        put("LID", &format!("{doi} [doi]"))?;
    }
    for (tag, numbers) in [("IS", &fields.issn), ("ISBN", &fields.isbn)] {
        numbers.iter().try_for_each(|number| put(tag, number))?;
    }
    put("LA", fields.language.as_deref().unwrap_or_default())?;
    put("AB", fields.abstract_text.as_deref().unwrap_or_default())?;
    fields.keywords.iter().chain(entry.tags).try_for_each(|word| put("OT", word))?;
    if !fields.extra.contains_key("PT") {
        put("PT", kind(fields.kind.as_deref()))?;
    }
    remarks(entry, &mut put)?;
    out.write_all(b"\n")
}

/// Notes, and what was not understood: under its own tag if it has one.
fn remarks(entry: &Entry<'_>, put: &mut dyn FnMut(&str, &str) -> io::Result<()>) -> io::Result<()> {
    for (topic, text) in entry.cells {
        put("GN", &format!("{topic}: {text}"))?;
    }
    entry.notes.iter().try_for_each(|note| put("GN", note))?;
    for (name, value) in [("URN", &entry.fields.urn), ("URL", &entry.fields.url)] {
        if let Some(value) = value {
            put("GN", &format!("{name}: {value}"))?;
        }
    }
    for (name, value) in &entry.fields.extra {
        let is_tag = (2..=4).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        for value in value.split('\n') {
            match name.as_str() {
                BIBTEX_KIND | "TY" => {}
                name if is_tag => put(name, value)?,
                name => put("GN", &format!("{name}: {value}"))?,
            }
        }
    }
    Ok(())
}

/// PubMed ends each title with a point.
fn with_point(title: &str) -> String {
    if title.ends_with(['.', '?', '!', ']']) { title.to_owned() } else { format!("{title}.") }
}

fn kind(csl: Option<&str>) -> &'static str {
    match csl {
        Some("article-journal") => "Journal Article",
        Some("chapter") => "Book Chapter",
        Some("book") => "Book",
        Some("thesis") => "Academic Dissertation",
        Some("report") => "Reports",
        _ => "",
    }
}

/// `2015 May 3`, as PubMed spells dates.
fn date(fields: &Fields) -> String {
    let year = fields.year.map(|year| year.to_string()).unwrap_or_default();
    let Some(date) = &fields.date else { return year };
    match iso_parts(date).as_deref() {
        Some([year, month, rest @ ..]) => {
            let month = MONTHS.get((*month as usize).wrapping_sub(1)).copied().unwrap_or_default();
            let day = rest.first().map(|day| format!(" {day}")).unwrap_or_default();
            format!("{year} {month}{day}")
        }
        _ => date.clone(),
    }
}

/// A tag with its value; an empty value writes nothing. `ISBN`, of four letters, is written as PubMed writes it.
fn line(out: &mut dyn io::Write, tag: &str, value: &str) -> io::Result<()> {
    let value = one_line(value);
    if value.is_empty() { Ok(()) } else { writeln!(out, "{tag:<4}- {value}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::samples::{rich, written};

    #[test]
    fn a_rich_entry() {
        let expected = "\
PMID- 12345678
TI  - Working relationships: a PRISMA review.
FAU - Luecking, R. G.
FAU - van der Vaart, T. W., Jr
CN  - Kela
JT  - Journal of Vocational Rehabilitation
VI  - 12
IP  - 3
PG  - 157-168
DP  - 2008 May 3
LID - 10.3233/jvr-201095 [doi]
IS  - 1052-2263
LA  - en
AB  - First line. Second line.
OT  - employment
OT  - disability
OT  - framework/demand-side
PT  - Journal Article
GN  - Method: Interviews and notes
GN  - Read twice.
GN  - URL: https://example.org/a_b

";
        assert_eq!(written(&Nbib, &[rich()]), expected);
    }
}
