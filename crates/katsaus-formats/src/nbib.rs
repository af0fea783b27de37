//! PubMed's and MEDLINE's own format (nbib), and what ERIC makes of it.
//!
//! Tags and their fields are in `docs/formats/nbib.md`. Source: the National Library of Medicine's MEDLINE/PubMed data
//! element descriptions.

mod write;

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::pages;
use crate::tagged::{self, Entry, Line, Tag, Tagged, tag, tag_name};
use katsaus_model::{Field, Person};
use std::io;

/// The nbib format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nbib;

impl Reader for Nbib {
    fn id(&self) -> &'static str {
        "nbib"
    }

    fn name(&self) -> &'static str {
        "PubMed (nbib, MEDLINE)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["nbib", "medline"]
    }

    fn sniff(&self, head: &str) -> Match {
        let begins = |tag: &str| head.lines().any(|line| line.starts_with(tag));
        if begins("PMID- ") || begins("OWN - ") && begins("TI  - ") {
            Match::Sure
        } else if begins("FAU - ") || begins("STAT- ") || is_tagged(head) {
            Match::Maybe
        } else {
            Match::No
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        tagged::read(self, input, sink)
    }
}

/// Whether most lines that are not indented have a tag, and some of them a title's or abstract's.
fn is_tagged(head: &str) -> bool {
    let lines = || head.lines().take(60).filter(|line| !line.trim().is_empty() && !line.starts_with(' '));
    let tagged = lines().filter(|line| split(line).is_some()).count();
    let known = lines().any(|line| matches!(split(line), Some(("TI" | "BTI" | "AB", _))));
    known && tagged > 1 && tagged * 10 >= lines().count() * 9
}

/// `FAU - Luecking, Richard`; the tag takes four places, or what it needs (`TI-`).
fn split(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.get(..5.min(line.len())).and_then(|head| head.find('-')).map(|at| line.split_at(at))?;
    let value = &value[1..];
    let name = name.trim_end();
    let letters = name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    letters.then(|| (name, value.trim_start()))
}

impl Tagged for Nbib {
    fn line<'l>(&self, line: &'l str, open: Option<&Entry>) -> Line<'l> {
        if line.starts_with("      ") || line.starts_with('\t') {
            return if open.is_some() { Line::More(line.trim()) } else { Line::Stray };
        }
        match split(line) {
            _ if line.trim().is_empty() => Line::End,
            Some(("PMID", value)) => Line::Begin(*b"PMID", value),
            Some((name, value)) if open.is_none() => Line::Begin(tag(name), value),
            Some((name, value)) => Line::Field(tag(name), value),
            // `ISSN - 0012-3456`, as ERIC writes it, is one place longer.
            None => match line.split_once(" - ") {
                Some((name @ ("ISSN" | "ISBN"), value)) => Line::Field(tag(name), value.trim()),
                _ if open.is_some() => Line::More(line.trim()),
                _ => Line::Stray,
            },
        }
    }

    fn convert(&self, entry: &Entry) -> Found {
        let mut draft = Draft::new(entry.line);
        let full_names = entry.first(b"FAU ").is_some();
        let full_editors = entry.first(b"FED ").is_some();
        for (tag, value, line) in entry.items() {
            let value = value.trim();
            match tag {
                _ if value.is_empty() => {}
                b"AU  " if full_names => {}
                b"ED  " if full_editors => {}
                _ => put(&mut draft, tag, value, line),
            }
        }
        titles(&mut draft, entry);
        kind(&mut draft, entry);
        if draft.fields.pages.is_none() {
            article_number(&mut draft, entry);
        }
        if draft.fields.year.is_none()
            && let Some(value) = entry.first(b"DEP ").or_else(|| entry.first(b"DA  "))
        {
            draft.date(value);
        }
        draft.finish("nbib", entry.raw())
    }
}

fn put(draft: &mut Draft, tag: &Tag, value: &str, line: u32) {
    match tag {
        b"PMID" => {
            draft.text(Field::Pmid, value);
            draft.fields.id = Some(value.to_owned());
        }
        b"OID " => {
            if draft.fields.id.is_none() {
                draft.fields.id = Some(value.to_owned());
            }
            draft.extra("OID", value);
        }
        b"FAU " | b"AU  " => draft.author(value),
        b"CN  " => draft.fields.authors.push(Person::literal(value)),
        b"FED " | b"ED  " => draft.editor(value),
        // Titles and types are looked at together.
        b"TI  " | b"BTI " | b"JT  " | b"TA  " | b"CTI " | b"PT  " => {}
        b"TT  " => draft.text_or_extra(Field::OriginalTitle, "TT", value),
        b"VI  " => draft.text_or_extra(Field::Volume, "VI", value),
        b"IP  " => draft.text_or_extra(Field::Issue, "IP", value),
        b"PG  " => draft.pages(value),
        b"DP  " => date(draft, value, line),
        b"LID " | b"AID " => identifier(draft, tag, value),
        b"IS  " | b"ISSN" | b"ISBN" => draft.numbers_or_extra(tag_name(tag), value),
        b"AB  " => draft.abstract_text(value),
        b"OT  " => draft.keywords(value.trim_start_matches('*')),
        b"MH  " => draft.keywords(&value.replace('*', "")),
        b"LA  " => draft.text_or_extra(Field::Language, "LA", value),
        b"PB  " => draft.text_or_extra(Field::Publisher, "PB", value),
        b"PL  " => draft.text_or_extra(Field::PublisherPlace, "PL", value),
        b"EN  " => draft.text_or_extra(Field::Edition, "EN", value),
        b"GN  " => draft.note(value),
        _ => draft.extra(tag_name(tag), value),
    }
}

fn date(draft: &mut Draft, value: &str, line: u32) {
    draft.date(value);
    if draft.fields.year.is_none() {
        draft.warn(line, "year", format!("`{value}` holds no year; kept as it stands"));
    }
}

/// `10.1016/j.jen.2015.08.011 [doi]`, `S0099-1767(15)00352-8 [pii]`.
fn identifier(draft: &mut Draft, tag: &Tag, value: &str) {
    let bare = !value.contains('[') && (value.starts_with("10.") || value.contains("doi.org/"));
    let is_doi = value.ends_with("[doi]") || bare;
    if !(is_doi && draft.doi(value)) {
        draft.extra(tag_name(tag), value);
    }
}

/// A journal without pages numbers its articles: `e42692 [pii]`.
fn article_number(draft: &mut Draft, entry: &Entry) {
    let numbers = entry.all(b"LID ").filter_map(|value| value.trim().strip_suffix("[pii]"));
    if let Some(number) = numbers.map(str::trim).find(|number| pages::is_article_number(number)) {
        draft.pages(number);
    }
}

/// A chapter has its own title and its book's; a book has its book title only.
fn titles(draft: &mut Draft, entry: &Entry) {
    let without_point = |text: &str| {
        let text = text.trim();
        let bare = text.strip_suffix('.').filter(|bare| !bare.ends_with('.')).unwrap_or(text);
        bare.to_owned()
    };
    let book = entry.first(b"BTI ");
    match (entry.first(b"TI  "), book) {
        (Some(_), book) => {
            // A title that goes on under its tag again.
            let title: Vec<&str> = entry.all(b"TI  ").map(str::trim).filter(|part| !part.is_empty()).collect();
            draft.text(Field::Title, &without_point(&title.join(" ")));
            if let Some(book) = book {
                draft.text(Field::Container, &without_point(book));
            }
        }
        (None, Some(book)) => {
            draft.text(Field::Title, &without_point(book));
        }
        (None, None) => {}
    }
    for (tag, name) in [(b"JT  ", "JT"), (b"TA  ", "TA"), (b"CTI ", "CTI")] {
        for value in entry.all(tag).filter(|value| !value.trim().is_empty()) {
            let field = if tag == b"CTI " { Field::Series } else { Field::Container };
            draft.text_or_extra(field, name, value.trim());
        }
    }
}

fn kind(draft: &mut Draft, entry: &Entry) {
    let types: Vec<String> = entry.all(b"PT  ").map(|value| value.trim().to_lowercase()).collect();
    let has = |wanted: &str| types.iter().any(|kind| kind == wanted);
    let kind = if entry.first(b"BTI ").is_some() {
        if entry.first(b"TI  ").is_some() || has("book chapter") { "chapter" } else { "book" }
    } else if has("book chapter") {
        "chapter"
    } else if has("book") || has("books") {
        "book"
    } else if has("academic dissertation") || types.iter().any(|kind| kind.starts_with("dissertations")) {
        "thesis"
    } else if entry.first(b"JT  ").or_else(|| entry.first(b"TA  ")).is_some() || has("journal article") {
        "article-journal"
    } else if types.iter().any(|kind| kind.starts_with("reports")) {
        "report"
    } else {
        ""
    };
    if !kind.is_empty() {
        draft.fields.kind = Some(kind.to_owned());
    }
    for value in entry.all(b"PT  ").filter(|value| !value.trim().is_empty()) {
        draft.extra("PT", value.trim());
    }
}
