//! Ovid's own files: entries numbered `<1. >`, with tags (`TI  - A title`) or with fields named in whole words and
//! their values on indented lines below.
//!
//! Tags and their fields are in `docs/formats/ovid.md`. It must not take a source or a name apart itself: that is what
//! `source` and `names` are for.

mod names;
mod source;

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::name::name;
use crate::tagged::{self, Entry, Line, Tag, Tagged, tag, tag_name};
use katsaus_model::Field;
use source::Source;
use std::io;

/// The Ovid format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ovid;

/// The number of an entry, `<1. >`.
const NUMBER: Tag = *b"<>  ";
/// A field that was named in words that are not known; the words are the first line of its value.
const UNKNOWN: Tag = *b"?? :";

impl Reader for Ovid {
    fn id(&self) -> &'static str {
        "ovid"
    }

    fn name(&self) -> &'static str {
        "Ovid"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ovd", "txt"]
    }

    fn sniff(&self, head: &str) -> Match {
        let lines = head.lines().map(|line| line.trim_start_matches('\u{feff}')).filter(|line| !line.trim().is_empty());
        let mut is_numbered = false;
        for line in lines {
            if is_numbered && (split(line).is_some() || is_long_tag(line) || names::tag_of(line).is_some()) {
                return Match::Sure;
            }
            is_numbered = number(line).is_some();
        }
        Match::No
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        tagged::read(self, input, sink)
    }
}

/// `<1. >`, `<1>`
fn number(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix('<')?.strip_suffix('>')?;
    let number = inside.trim_end_matches([' ', '.']);
    (!number.is_empty() && number.len() < 10 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// `TI  - A title`, also with one blank, and with a few before it.
fn split(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start_matches(' ');
    let (name, rest) = (bare.get(..2)?, bare.get(2..)?);
    let mut signs = name.bytes();
    let is_tag = signs.next().is_some_and(|byte| byte.is_ascii_uppercase())
        && signs.next().is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    let is_apart = (1..5).contains(&gap) && line.len() - bare.len() < 4;
    (is_tag && is_apart && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

/// `SCORE  - *****`
fn is_long_tag(line: &str) -> bool {
    let Some((name, _)) = line.split_once("  - ") else { return false };
    (3..9).contains(&name.trim().len()) && name.trim().bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether an entry names its fields in words; nothing if it has no field yet.
fn is_in_words(entry: &Entry) -> Option<bool> {
    let mut items = entry.items();
    let (first, ..) = items.next()?;
    let tag = if *first == NUMBER { items.next()?.0 } else { first };
    Some(tag[3] == b':')
}

/// The first value of a tag, however it was named.
fn first<'e>(entry: &'e Entry, wanted: &[u8; 2]) -> Option<&'e str> {
    all(entry, wanted).next()
}

/// All values of a tag that are not blank.
fn all<'e>(entry: &'e Entry, wanted: &[u8; 2]) -> impl Iterator<Item = &'e str> {
    let wanted = *wanted;
    entry
        .items()
        .filter(move |(tag, value, _)| tag[..2] == wanted && !value.trim().is_empty())
        .map(|(_, value, _)| value.trim())
}

impl Tagged for Ovid {
    fn line<'l>(&self, line: &'l str, open: Option<&Entry>) -> Line<'l> {
        if line.trim().is_empty() {
            return Line::Blank;
        }
        if let Some(number) = number(line) {
            return Line::Begin(NUMBER, number);
        }
        let Some(entry) = open else {
            return match split(line) {
                Some((name, value)) => Line::Begin(tag(name), value),
                None => Line::Stray,
            };
        };
        let in_words = is_in_words(entry);
        if in_words != Some(true) {
            if let Some((name, value)) = split(line) {
                return Line::Field(tag(name), value);
            }
            // How well the search fits is no part of the text.
            if is_long_tag(line) {
                return Line::Frame;
            }
        }
        if in_words != Some(false) && !line.starts_with("  ") && !line.starts_with('\t') {
            return match names::tag_of(line) {
                Some(tag) => Line::Field(tag, ""),
                None => Line::Field(UNKNOWN, line.trim()),
            };
        }
        match entry.last().map(|tag| &tag[..2]) {
            Some(b"TI" | b"SO" | b"AB" | b"BT" | b"CT" | b"OT") => Line::More(line.trim()),
            Some(b"AU" | b"ED" | b"KW" | b"MH" | b"DE" | b"PT" | b"DT" | b"IS" | b"IB") => Line::Again(line.trim()),
            _ => Line::Below(line.trim()),
        }
    }

    fn convert(&self, entry: &Entry) -> Found {
        let mut draft = Draft::new(entry.line);
        let database = first(entry, b"DB").unwrap_or_default().to_lowercase();
        for (tag, value, line) in entry.items() {
            let value = value.trim();
            if *tag == UNKNOWN {
                let (name, value) = value.split_once('\n').unwrap_or((value, ""));
                draft.extra(name, value);
            } else if !value.is_empty() {
                put(&mut draft, tag, value, line, &database);
            }
        }
        kind(&mut draft, entry, &database);
        titles(&mut draft, entry);
        place(&mut draft, entry);
        find_doi(&mut draft, entry);
        draft.finish("ovid", entry.raw())
    }
}

fn put(draft: &mut Draft, tag: &Tag, value: &str, line: u32, database: &str) {
    let name = tag_name(tag).trim_end_matches([' ', ':']);
    let text = |draft: &mut Draft, field: Field, value: &str| draft.text_or_extra(field, name, value);
    match &tag[..2] {
        // Titles, types and the source are looked at together.
        b"<>" | b"**" | b"VN" | b"TI" | b"CT" | b"SO" | b"BT" => {}
        b"AU" | b"ED" => people(draft, name, value),
        b"JN" => text(draft, Field::Container, without_point(value)),
        b"VO" => text(draft, Field::Volume, value),
        b"IP" => text(draft, Field::Issue, value),
        b"PG" if value.contains("agination") => draft.extra(name, value),
        b"PG" => draft.pages(value),
        b"YR" | b"DP" | b"DG" => date(draft, name, value, line),
        b"DO" | b"DI" => draft.doi_or_extra(name, value, line),
        b"IS" | b"IT" | b"IB" => draft.numbers_or_extra(name, value),
        b"PM" => text(draft, Field::Pmid, value),
        b"UI" | b"AN" => identifier(draft, name, value, database),
        b"OT" => text(draft, Field::OriginalTitle, without_point(value)),
        b"AB" => draft.abstract_text(value),
        b"KW" | b"MH" | b"SH" => draft.keywords(&value.replace('*', "")),
        // These have commas where others have semicolons.
        b"DE" => draft.keywords(&value.replace(", ", ";")),
        b"ID" if database.contains("psyc") => draft.keywords(&value.replace(", ", ";")),
        b"LG" | b"LA" => text(draft, Field::Language, without_point(value)),
        b"ET" => text(draft, Field::Edition, value),
        b"PU" | b"PB" => {
            let (publisher, place) = value.split_once("; ").unwrap_or((value, ""));
            text(draft, Field::Publisher, publisher);
            text(draft, Field::PublisherPlace, place);
        }
        b"LC" if database.contains("book") => text(draft, Field::PublisherPlace, without_point(value)),
        b"UR" => text(draft, Field::Url, value),
        _ => draft.extra(name, value),
    }
}

/// Authors and editors. In some databases `ED` is no editor but a day, which has no name in it.
fn people(draft: &mut Draft, tag: &str, value: &str) {
    let people = names::people(value);
    if people.is_empty() {
        draft.extra(tag, value);
    }
    for one in people {
        let is_editor = tag == "ED" || one.is_editor;
        let list = if is_editor { &mut draft.fields.editors } else { &mut draft.fields.authors };
        list.extend(name(&one.name));
    }
}

fn date(draft: &mut Draft, name: &str, value: &str, line: u32) {
    draft.date(value);
    if name == "YR" && draft.fields.year.is_none() {
        draft.warn(line, "year", format!("`{value}` holds no year; kept as it stands"));
    }
}

/// The database's own number. MEDLINE's is that of PubMed; others put a word before theirs.
fn identifier(draft: &mut Draft, name: &str, value: &str, database: &str) {
    let number = without_point(value.rsplit(": ").next().unwrap_or_default());
    let is_number = number.len() < 10 && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && (database.contains("medline") || database.contains("pubmed")) {
        draft.text(Field::Pmid, number);
    }
    if draft.fields.id.is_none() {
        draft.fields.id = Some(number.to_owned());
    } else if draft.fields.id.as_deref() != Some(number) {
        draft.extra(name, value);
    }
}

fn without_point(text: &str) -> &str {
    text.strip_suffix('.').filter(|bare| !bare.ends_with('.')).unwrap_or(text)
}

fn kind(draft: &mut Draft, entry: &Entry, database: &str) {
    let types: Vec<String> = all(entry, b"PT").chain(all(entry, b"DT")).map(str::to_lowercase).collect();
    let has = |words: &[&str]| types.iter().any(|kind| words.iter().any(|word| kind.contains(word)));
    let kind = if has(&["chapter"]) || first(entry, b"CT").is_some() {
        "chapter"
    } else if has(&["dissertation", "thesis"]) {
        "thesis"
    } else if has(&["patent"]) {
        "patent"
    } else if has(&["conference", "meeting", "proceeding"]) && !has(&["journal"]) {
        "paper-conference"
    } else if database.contains("book") || has(&["book"]) && !has(&["review"]) {
        "book"
    } else if has(&["report"]) && !has(&["journal", "article", "case report"]) {
        "report"
    } else if first(entry, b"JN").or_else(|| first(entry, b"SO")).is_some() || has(&["journal", "article"]) {
        "article-journal"
    } else {
        ""
    };
    draft.fields.kind = (!kind.is_empty()).then(|| kind.to_owned());
}

/// A chapter's own title stands beside its book's.
fn titles(draft: &mut Draft, entry: &Entry) {
    let (title, chapter) = (first(entry, b"TI").map(title), first(entry, b"CT").map(title));
    for (text, note) in [chapter, title].into_iter().flatten() {
        if !draft.text(Field::Title, text) {
            draft.text_or_extra(Field::Container, "TI", text);
        }
        draft.extra("TI", note);
    }
}

/// A title without what databases put in brackets behind it: `A title. [References].`, `A title.  [Article]`.
fn title(value: &str) -> (&str, &str) {
    let text = value.trim();
    let open = without_point(text);
    if let Some(at) = open.rfind('[')
        && let Some(note) = open[at + 1..].strip_suffix(']')
    {
        let before = open[..at].trim_end();
        if before.ends_with(['.', '?', '!', ']', '"']) && note.len() < 60 {
            return (without_point(before), note);
        }
    }
    (without_point(text), "")
}

/// What the source says that no field of its own does.
fn place(draft: &mut Draft, entry: &Entry) {
    let found = match (first(entry, b"SO"), first(entry, b"BT")) {
        (Some(text), _) => source::source(text),
        (None, Some(text)) => source::book_of_chapter(text),
        (None, None) => Source::default(),
    };
    if draft.fields.kind.as_deref() == Some("article-journal") && found.is_book {
        let kind = if found.pages.is_empty() { "book" } else { "chapter" };
        draft.fields.kind = Some(kind.to_owned());
    }
    let is_whole = draft.fields.kind.as_deref() == Some("book");
    if is_whole && draft.fields.title.is_none() {
        draft.text(Field::Title, &found.container);
    } else if !(is_whole && found.is_book) && draft.fields.container.is_none() {
        draft.text(Field::Container, &found.container);
    }
    for (field, value) in [
        (Field::Volume, &found.volume),
        (Field::Issue, &found.issue),
        (Field::Publisher, &found.publisher),
        (Field::PublisherPlace, &found.place),
    ] {
        draft.text(field, value);
    }
    draft.pages(&found.pages);
    draft.date(&found.date);
    if draft.fields.editors.is_empty() {
        draft.fields.editors = found.editors.iter().filter_map(|editor| name(editor)).collect();
    }
}

/// A DOI in the addresses that link to the text: `...&id=doi:10.1000/x&...`.
fn find_doi(draft: &mut Draft, entry: &Entry) {
    if draft.fields.doi.is_none() {
        for part in all(entry, b"XL").flat_map(|address| address.split(['&', '?'])) {
            if let Some(doi) = part.strip_prefix("id=doi:") {
                draft.doi(&doi.replace("%2F", "/").replace("%2f", "/"));
            }
        }
    }
}

#[cfg(test)]
mod tests;
