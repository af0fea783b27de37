//! Web of Science's tagged files (`.ciw`, `.txt`): field-tagged plain text of ISI and Clarivate.
//!
//! Tags and their fields are in `docs/formats/wos.md`. Source: Clarivate, "Web of Science Core Collection Field Tags".

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::pages;
use crate::tagged::{self, Entry, Line, Tag, Tagged, tag, tag_name};
use katsaus_model::{Field, Person};
use std::io;

/// The Web of Science format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wos;

impl Reader for Wos {
    fn id(&self) -> &'static str {
        "wos"
    }

    fn name(&self) -> &'static str {
        "Web of Science (tagged)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ciw", "isi"]
    }

    fn sniff(&self, head: &str) -> Match {
        let mut begins = head.lines().map(|line| line.trim_start_matches('\u{feff}'));
        let is_type = |line: &str| {
            line.strip_prefix("PT ").is_some_and(|kind| kind.trim_end().len() == 1 || kind.starts_with("Journal"))
        };
        let ends = head.lines().any(|line| line.trim_end() == "ER" || line.starts_with("UT "));
        let framed = begins.clone().take(3).any(|line| line.starts_with("FN ")) && head.contains("\nVR ");
        let typed = begins.any(is_type) && (ends || head.contains("\nAU ") || head.contains("\rAU "));
        if framed || typed { Match::Sure } else { Match::No }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        tagged::read(self, input, sink)
    }
}

/// Tags whose following lines are values of their own.
const LISTS: [&[u8; 4]; 13] = [
    b"AU  ", b"AF  ", b"BA  ", b"BF  ", b"BE  ", b"ED  ", b"CA  ", b"GP  ", b"C1  ", b"CR  ", b"FU  ", b"OI  ", b"RI  ",
];

fn split(line: &str) -> Option<(&str, &str)> {
    let name = line.get(..2)?;
    let value = line.get(2..)?;
    let mut signs = name.bytes();
    let good = signs.next().is_some_and(|byte| byte.is_ascii_uppercase())
        && signs.next().is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (good && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

impl Tagged for Wos {
    fn line<'l>(&self, line: &'l str, open: Option<&Entry>) -> Line<'l> {
        if line.trim().is_empty() {
            return Line::Blank;
        }
        if line.starts_with(' ') || line.starts_with('\t') {
            return match open.and_then(Entry::last) {
                Some(last) if LISTS.contains(&last) => Line::Again(line.trim()),
                Some(_) => Line::More(line.trim()),
                None => Line::Stray,
            };
        }
        match split(line) {
            Some(("PT", value)) => Line::Begin(*b"PT  ", value),
            Some(("ER", _)) => Line::End,
            Some(("FN" | "VR" | "EF", _)) => Line::Frame,
            Some((name, value)) if open.is_some() => Line::Field(tag(name), value),
            _ if open.is_some() => Line::More(line.trim()),
            _ => Line::Stray,
        }
    }

    fn convert(&self, entry: &Entry) -> Found {
        let mut draft = Draft::new(entry.line);
        let full_names = entry.first(b"AF  ").is_some();
        for (tag, value, line) in entry.items() {
            match tag {
                _ if value.is_empty() => {}
                b"AU  " if full_names => {}
                b"BA  " if entry.first(b"BF  ").is_some() => {}
                _ => put(&mut draft, tag, value, line),
            }
        }
        place(&mut draft, entry);
        draft.finish("wos", entry.raw())
    }
}

fn put(draft: &mut Draft, tag: &Tag, value: &str, line: u32) {
    match tag {
        // Types, titles and pages are looked at together.
        b"PT  " | b"DT  " | b"TI  " | b"SO  " | b"BP  " | b"EP  " | b"AR  " | b"PY  " | b"PD  " | b"J9  " | b"JI  " => {
        }
        b"AU  " | b"AF  " | b"BA  " | b"BF  " => draft.author(value),
        b"CA  " => draft.fields.authors.push(Person::literal(value)),
        b"BE  " | b"ED  " => draft.editor(value),
        b"SE  " => draft.text_or_extra(Field::Series, "SE", value),
        b"VL  " => draft.text_or_extra(Field::Volume, "VL", value),
        b"IS  " => draft.text_or_extra(Field::Issue, "IS", value),
        b"DI  " => draft.doi_or_extra("DI", value, line),
        b"SN  " | b"EI  " | b"BN  " => draft.numbers_or_extra(tag_name(tag), value),
        b"AB  " => draft.abstract_text(value),
        b"DE  " | b"ID  " => draft.keywords(value),
        b"LA  " => draft.text_or_extra(Field::Language, "LA", value),
        b"PU  " => draft.text_or_extra(Field::Publisher, "PU", value),
        b"PI  " => draft.text_or_extra(Field::PublisherPlace, "PI", value),
        b"UT  " => draft.fields.id = Some(value.to_owned()),
        b"PM  " => draft.text_or_extra(Field::Pmid, "PM", value),
        _ => draft.extra(tag_name(tag), value),
    }
}

/// Type, titles, date and pages.
fn place(draft: &mut Draft, entry: &Entry) {
    let (form, kind) = (entry.first(b"PT  ").unwrap_or_default(), entry.first(b"DT  ").unwrap_or_default());
    let lower = kind.to_lowercase();
    let csl = match form {
        "P" => "patent",
        "B" | "C" if lower.contains("chapter") || entry.first(b"TI  ").is_some() && !lower.starts_with("book") => {
            "chapter"
        }
        "B" => "book",
        "C" => "paper-conference",
        _ if lower.contains("proceedings paper") || lower.contains("meeting") => "paper-conference",
        _ => "article-journal",
    };
    // A journal's article that was a conference paper too is the journal's.
    let csl = if csl == "paper-conference" && form.starts_with('J') { "article-journal" } else { csl };
    draft.fields.kind = Some(csl.to_owned());
    match (entry.first(b"TI  "), entry.first(b"SO  ")) {
        (Some(title), source) => {
            draft.text(Field::Title, title);
            if let Some(source) = source {
                draft.text(Field::Container, source);
            }
        }
        (None, Some(source)) => {
            draft.text(Field::Title, source);
        }
        (None, None) => {}
    }
    for (tag, name) in [(b"J9  ", "J9"), (b"JI  ", "JI")] {
        if let Some(value) = entry.first(tag) {
            draft.text_or_extra(Field::Container, name, value);
        }
    }
    for (tag, name) in [(b"PT  ", "PT"), (b"DT  ", "DT")] {
        if let Some(value) = entry.first(tag) {
            draft.extra(name, value);
        }
    }
    for tag in [b"PY  ", b"PD  "] {
        if let Some(value) = entry.first(tag) {
            draft.date(value);
        }
    }
    let (first, last) = (entry.first(b"BP  "), entry.first(b"EP  "));
    match (first, last, entry.first(b"AR  ")) {
        (Some(first), last, article) => {
            draft.pages(&pages::range(first, last.unwrap_or_default()));
            if let Some(article) = article {
                draft.extra("AR", article);
            }
        }
        (None, _, Some(article)) => draft.pages(article),
        (None, Some(last), None) => draft.pages(last),
        (None, None, None) => {}
    }
}
