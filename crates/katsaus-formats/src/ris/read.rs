//! Reads RIS in all its dialects.
//!
//! Tags and their fields are in `docs/formats/ris.md`, each row of which is tested.

use super::{Ris, csl_type};
use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::{markup, pages};
use crate::tagged::{self, Entry, Line, Tag, Tagged, tag_name};
use katsaus_model::Field;
use std::io;

impl Reader for Ris {
    fn id(&self) -> &'static str {
        "ris"
    }

    fn name(&self) -> &'static str {
        "RIS"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ris"]
    }

    fn sniff(&self, head: &str) -> Match {
        if head.lines().any(|line| matches!(split(line), Some((tag, _)) if tag == *b"TY  ")) {
            Match::Sure
        } else {
            Match::No
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        tagged::read(self, input, sink)
    }
}

/// Tags that are known where they are not written just as the specification has it.
const KNOWN: [&[u8; 4]; 62] = [
    b"TY  ", b"ER  ", b"AU  ", b"A1  ", b"A2  ", b"A3  ", b"A4  ", b"ED  ", b"TI  ", b"T1  ", b"T2  ", b"T3  ",
    b"BT  ", b"JF  ", b"JO  ", b"JA  ", b"J1  ", b"J2  ", b"PY  ", b"Y1  ", b"Y2  ", b"DA  ", b"VL  ", b"IS  ",
    b"CP  ", b"SP  ", b"EP  ", b"PB  ", b"CY  ", b"PP  ", b"SN  ", b"DO  ", b"UR  ", b"L1  ", b"L2  ", b"L3  ",
    b"L4  ", b"LK  ", b"AB  ", b"N1  ", b"N2  ", b"KW  ", b"LA  ", b"ET  ", b"ID  ", b"AN  ", b"DB  ", b"DP  ",
    b"M1  ", b"M2  ", b"M3  ", b"C1  ", b"C2  ", b"C3  ", b"C7  ", b"ST  ", b"TT  ", b"OP  ", b"AD  ", b"RN  ",
    b"CN  ", b"SE  ",
];

/// A line's tag and value. `TI -A`, `KW - x` and `ER  -` are lines too, if their tag is known.
fn split(line: &str) -> Option<(Tag, &str)> {
    let bytes = line.as_bytes();
    let (first, second) = (*bytes.first()?, *bytes.get(1)?);
    if !first.is_ascii_uppercase() || !(second.is_ascii_uppercase() || second.is_ascii_digit()) {
        return None;
    }
    let tag = [first, second, b' ', b' '];
    let rest = &line[2..];
    if let Some(value) = rest.strip_prefix("  -") {
        return Some((tag, value.strip_prefix(' ').unwrap_or(value)));
    }
    let value = rest.trim_start_matches([' ', '\t']).strip_prefix('-')?;
    if rest.len() - value.len() > 6 {
        return None;
    }
    let spaced = rest.starts_with([' ', '\t']) && (value.is_empty() || value.starts_with(' '));
    (spaced && KNOWN.contains(&&tag)).then(|| (tag, value.trim_start_matches(' ')))
}

/// Whether a line would be taken for a tag.
pub(super) fn is_tagged(line: &str) -> bool {
    split(line).is_some()
}

/// What stands around entries in the files of databases and is no part of one.
fn is_frame(line: &str) -> bool {
    let line = line.trim();
    let numbered = || line.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit());
    ["Provider:", "Database:", "Content:"].iter().any(|head| line.starts_with(head)) || numbered()
}

impl Tagged for Ris {
    fn line<'l>(&self, line: &'l str, open: Option<&Entry>) -> Line<'l> {
        let last = open.and_then(Entry::last);
        let Some((tag, value)) = split(line.trim_start_matches(' ')) else {
            return match last {
                _ if line.trim().is_empty() => Line::Blank,
                None if is_frame(line) => Line::Frame,
                None => Line::Stray,
                Some(b"AB  " | b"N2  " | b"N1  ") => Line::Below(line.trim()),
                Some(b"KW  " | b"AU  " | b"A1  " | b"A2  " | b"ED  ") => Line::Again(line.trim()),
                Some(_) => Line::More(line.trim()),
            };
        };
        match &tag {
            b"TY  " => Line::Begin(tag, value),
            b"ER  " => Line::End,
            _ if last.is_some() => Line::Field(tag, value),
            _ if KNOWN.contains(&&tag) => Line::Begin(tag, value),
            _ => Line::Stray,
        }
    }

    fn convert(&self, entry: &Entry) -> Found {
        let mut draft = Draft::new(entry.line);
        let mut places = Places::default();
        let pubmed = entry.all(b"DB  ").any(|base| {
            let base = base.to_ascii_lowercase();
            base.contains("pubmed") || base.contains("medline")
        });
        for (tag, value, line) in entry.items() {
            let value = value.trim();
            if !value.is_empty() {
                put(&mut draft, &mut places, tag, value, line, pubmed);
            }
        }
        places.finish(&mut draft, entry);
        draft.finish("RIS", entry.raw())
    }
}

/// What must be seen whole before it can be placed.
#[derive(Default)]
struct Places<'e> {
    first_page: Option<&'e str>,
    last_page: Option<&'e str>,
    article: Option<&'e str>,
    /// Journals and books by tag.
    containers: Vec<(Tag, &'e str)>,
    issue: Option<&'e str>,
    /// `M1`: a number of another sort for each type.
    number: Option<&'e str>,
    proceedings: Option<&'e str>,
    kind: Option<&'e str>,
}

fn put<'e>(draft: &mut Draft, places: &mut Places<'e>, tag: &Tag, value: &'e str, line: u32, pubmed: bool) {
    match tag {
        b"TY  " => {
            places.kind = Some(value);
            draft.fields.kind = csl_type(value).map(str::to_owned);
        }
        b"ID  " => draft.fields.id = draft.fields.id.take().or_else(|| Some(value.to_owned())),
        b"AU  " | b"A1  " => draft.author(value),
        // Who brings in a bill stands where editors stand elsewhere.
        b"A2  " if places.kind == Some("BILL") => draft.author(value),
        b"A2  " | b"ED  " => draft.editor(value),
        b"TI  " | b"T1  " => draft.text_or_extra(Field::Title, tag_name(tag), value),
        b"OP  " if value.contains(char::is_alphabetic) => draft.text_or_extra(Field::OriginalTitle, "OP", value),
        b"T2  " | b"JF  " | b"JO  " | b"JA  " | b"J1  " | b"J2  " | b"BT  " => places.containers.push((*tag, value)),
        b"T3  " => draft.text_or_extra(Field::Series, "T3", value),
        b"PY  " => date(draft, tag, value, line),
        // Seen when the year is known: `DA` may lack it, and holds more than the older `Y1`.
        b"DA  " | b"Y1  " => {}
        b"VL  " => draft.text_or_extra(Field::Volume, "VL", value),
        b"IS  " => draft.text_or_extra(Field::Issue, "IS", value),
        b"CP  " => places.issue = Some(value),
        b"M1  " => places.number = Some(value),
        b"C3  " => places.proceedings = Some(value),
        b"SP  " => {
            if places.first_page.is_none() {
                places.first_page = Some(value);
            }
        }
        b"EP  " => places.last_page = places.last_page.or(Some(value)),
        b"C7  " => places.article = Some(value),
        b"ET  " => draft.text_or_extra(Field::Edition, "ET", value),
        b"PB  " => draft.text_or_extra(Field::Publisher, "PB", value),
        b"CY  " | b"PP  " => draft.text_or_extra(Field::PublisherPlace, tag_name(tag), value),
        b"DO  " => draft.doi_or_extra("DO", value, line),
        b"SN  " => draft.numbers_or_extra("SN", value),
        b"UR  " | b"LK  " => address(draft, tag, value),
        b"LA  " => draft.text_or_extra(Field::Language, "LA", value),
        b"AB  " | b"N2  " => draft.abstract_text(value),
        b"KW  " => draft.keywords(value),
        b"N1  " => draft.note(value),
        b"AN  " if pubmed && value.bytes().all(|byte| byte.is_ascii_digit()) => {
            draft.text_or_extra(Field::Pmid, "AN", value);
        }
        b"DB  " if value == "PubMed" => {}
        _ => draft.extra(tag_name(tag), value),
    }
}

fn date(draft: &mut Draft, tag: &Tag, value: &str, line: u32) {
    draft.date(value);
    if tag == b"PY  " && draft.fields.year.is_none() && !value.starts_with("9999") {
        draft.warn(line, "year", format!("`{}` holds no year; kept as it stands", short(value)));
    }
}

/// A web address; one of several keeps the others beside it.
fn address(draft: &mut Draft, tag: &Tag, value: &str) {
    for part in value.split_whitespace() {
        draft.text_or_extra(Field::Url, tag_name(tag), part);
    }
}

fn short(value: &str) -> String {
    value.chars().take(60).collect()
}

impl Places<'_> {
    fn finish(self, draft: &mut Draft, entry: &Entry) {
        for tag in [b"DA  ", b"Y1  "] {
            for value in entry.all(tag).filter(|value| !value.trim().is_empty()) {
                date(draft, tag, value.trim(), entry.line);
            }
        }
        self.put_container(draft);
        self.put_number(draft);
        self.put_pages(draft);
        match self.issue {
            Some(issue) if draft.fields.issue.is_none() && issue.len() < 12 => {
                draft.text(Field::Issue, issue);
            }
            Some(other) => draft.extra("CP", other),
            None => {}
        }
        if let Some(kind) = self.kind
            && !super::ris_type(draft.fields.kind.as_deref()).eq_ignore_ascii_case(kind)
        {
            draft.extra("TY", kind);
        }
        find_doi(draft, entry);
    }

    /// `M1` is the issue of what appears in issues or numbers; of books it counts volumes.
    fn put_number(&self, draft: &mut Draft) {
        let Some(number) = self.number else { return };
        let journal = self.kind == Some("JOUR");
        let fits = match draft.fields.kind.as_deref() {
            Some("book" | "chapter") => false,
            _ if journal => number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit()),
            _ => number.len() <= 20 && !number.starts_with("10."),
        };
        if !(fits && draft.fields.issue.is_none() && draft.text(Field::Issue, number)) {
            draft.extra("M1", number);
        }
    }

    /// The fullest name of the journal or book; others stay under their tags.
    fn put_container(&self, draft: &mut Draft) {
        const ORDER: [&[u8; 4]; 7] = [b"T2  ", b"JF  ", b"JO  ", b"BT  ", b"JA  ", b"J2  ", b"J1  "];
        if draft.fields.title.is_none()
            && let Some((_, book)) = self.containers.iter().find(|(tag, _)| tag == b"BT  ")
        {
            draft.text(Field::Title, book);
        }
        // A conference has a name, its proceedings have a title.
        if let Some(title) = self.proceedings {
            if draft.fields.kind.as_deref() == Some("paper-conference") {
                draft.text(Field::Container, title);
            } else {
                draft.extra("C3", title);
            }
        }
        for wanted in ORDER {
            for (tag, value) in self.containers.iter().filter(|(tag, _)| tag == wanted) {
                let is_title = tag == b"BT  " && draft.fields.title.as_deref() == Some(&*markup::line(value));
                if !is_title && !draft.text(Field::Container, value) {
                    draft.extra(tag_name(tag), value);
                }
            }
        }
    }

    fn put_pages(&self, draft: &mut Draft) {
        let pages = match (self.first_page, self.last_page) {
            (Some(first), Some(last)) if !first.contains(['-', '–']) => pages::range(first, last),
            (Some(first), _) => first.to_owned(),
            (None, Some(last)) => last.to_owned(),
            (None, None) => String::new(),
        };
        draft.pages(&pages);
        if let Some(article) = self.article {
            if draft.fields.pages.is_none() {
                draft.pages(article);
            } else {
                draft.extra("C7", article);
            }
        }
    }
}

/// A DOI where programs put it beside its own tag.
fn find_doi(draft: &mut Draft, entry: &Entry) {
    if draft.fields.doi.is_some() {
        return;
    }
    for wanted in [b"M3  ", b"M1  ", b"L3  ", b"L2  ", b"UR  ", b"LK  ", b"L1  ", b"L4  ", b"N1  ", b"AN  "] {
        for value in entry.all(wanted) {
            let lower = value.trim().to_ascii_lowercase();
            let named = lower.starts_with("10.") || lower.contains("doi");
            if named && draft.doi(value) {
                return;
            }
        }
    }
}
