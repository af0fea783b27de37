//! Refer, as EndNote writes it (`.enw`): `%A` for an author, `%T` for a title.
//!
//! Tags and their fields are in `docs/formats/enw.md`.

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::tagged::{self, Entry, Line, Tag, Tagged, tag, tag_name};
use katsaus_model::Field;
use std::io;

/// The refer format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Enw;

impl Reader for Enw {
    fn id(&self) -> &'static str {
        "enw"
    }

    fn name(&self) -> &'static str {
        "EndNote (enw), Refer, BibIX"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["enw", "refer", "ref"]
    }

    fn sniff(&self, head: &str) -> Match {
        let tags = head.lines().filter(|line| split(line.trim_start_matches('\u{feff}')).is_some()).count();
        let first = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        match split(first.trim_start_matches('\u{feff}')) {
            Some(_) if tags > 1 => Match::Sure,
            _ if head.contains("\n%0 ") => Match::Sure,
            _ if tags > 3 => Match::Maybe,
            _ => Match::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        tagged::read(self, input, sink)
    }
}

fn split(line: &str) -> Option<(&str, &str)> {
    let name = line.get(..2).filter(|name| name.starts_with('%'))?;
    let value = line.get(2..)?;
    let sign = name.as_bytes().get(1)?;
    (sign.is_ascii_graphic() && *sign != b'%' && (value.is_empty() || value.starts_with([' ', '\t'])))
        .then(|| (name, value.trim()))
}

impl Tagged for Enw {
    fn line<'l>(&self, line: &'l str, open: Option<&Entry>) -> Line<'l> {
        match (split(line), open) {
            // A type alone is no entry: the one behind it says what it is.
            (Some(("%0", value)), Some(entry)) if entry.items().all(|(tag, ..)| tag == b"%0  ") => {
                Line::Field(*b"%0  ", value)
            }
            (Some(("%0", value)), _) => Line::Begin(*b"%0  ", value),
            (Some((name, value)), None) => Line::Begin(tag(name), value),
            (Some((name, value)), Some(_)) => Line::Field(tag(name), value),
            // Without a type before each entry, a blank line parts them.
            (None, Some(entry)) if line.trim().is_empty() && entry.first(b"%0  ").is_none() => Line::End,
            (None, _) if line.trim().is_empty() => Line::Blank,
            (None, Some(entry)) => match entry.last() {
                Some(b"%K  " | b"%A  ") => Line::Again(line.trim()),
                Some(b"%X  " | b"%Z  ") => Line::Below(line.trim()),
                _ => Line::More(line.trim()),
            },
            (None, None) => Line::Stray,
        }
    }

    fn convert(&self, entry: &Entry) -> Found {
        let mut draft = Draft::new(entry.line);
        for (tag, value, line) in entry.items() {
            if !value.is_empty() {
                put(&mut draft, tag, value, line);
            }
        }
        place(&mut draft, entry);
        draft.finish("enw", entry.raw())
    }
}

fn put(draft: &mut Draft, tag: &Tag, value: &str, line: u32) {
    match tag {
        // Type and containers are looked at together.
        b"%0  " | b"%B  " | b"%J  " | b"%S  " => {}
        b"%A  " => draft.author(value),
        b"%E  " => draft.editor(value),
        b"%T  " => draft.text_or_extra(Field::Title, "%T", value),
        b"%D  " | b"%8  " => draft.date(value),
        b"%V  " => draft.text_or_extra(Field::Volume, "%V", value),
        b"%N  " => draft.text_or_extra(Field::Issue, "%N", value),
        b"%P  " => draft.pages(value),
        b"%7  " => draft.text_or_extra(Field::Edition, "%7", value),
        b"%I  " => draft.text_or_extra(Field::Publisher, "%I", value),
        b"%C  " => draft.text_or_extra(Field::PublisherPlace, "%C", value),
        b"%R  " => draft.doi_or_extra("%R", value, line),
        b"%@  " => draft.numbers_or_extra("%@", value),
        b"%U  " => draft.text_or_extra(Field::Url, "%U", value),
        b"%G  " => draft.text_or_extra(Field::Language, "%G", value),
        b"%X  " => draft.abstract_text(value),
        b"%K  " => draft.keywords(&value.replace(',', ";")),
        b"%Z  " | b"%O  " => draft.note(value),
        b"%F  " => draft.fields.id = Some(value.to_owned()),
        b"%M  " => {
            if draft.fields.id.is_none() {
                draft.fields.id = Some(value.to_owned());
            }
            draft.extra("%M", value);
        }
        _ => draft.extra(tag_name(tag), value),
    }
}

/// The type, and what the text appeared in: a journal, a book, a series.
fn place(draft: &mut Draft, entry: &Entry) {
    let named = entry.first(b"%0  ");
    let kind = match named {
        Some(kind) => kind_of(kind).map_or_else(|| crate::types::csl_type(kind), str::to_owned),
        None if entry.first(b"%J  ").is_some() => "article-journal".to_owned(),
        None if entry.first(b"%B  ").is_some() => "chapter".to_owned(),
        None if entry.first(b"%R  ").is_some_and(|value| !value.starts_with("10.")) => "report".to_owned(),
        None if entry.first(b"%I  ").is_some() => "book".to_owned(),
        None => String::new(),
    };
    let is_book = kind == "book";
    draft.fields.kind = (!kind.is_empty()).then_some(kind);
    for (tag, name) in [(b"%J  ", "%J"), (b"%B  ", "%B"), (b"%S  ", "%S")] {
        for value in entry.all(tag).filter(|value| !value.is_empty()) {
            let field = if tag == b"%S  " || is_book && tag == b"%B  " { Field::Series } else { Field::Container };
            draft.text_or_extra(field, name, value);
        }
    }
}

/// EndNote's types that mean something else than their words.
fn kind_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "Conference Proceedings" | "Conference Paper" => "paper-conference",
        "Electronic Article" | "Journal Article" => "article-journal",
        "Book Section" | "Electronic Book Section" => "chapter",
        "Edited Book" | "Electronic Book" | "Book" => "book",
        "Government Document" => "report",
        "Generic" => return None,
        "Dictionary" => "entry-dictionary",
        "Encyclopedia" => "entry-encyclopedia",
        "Dataset" => "dataset",
        "Computer Program" => "software",
        "Audiovisual Material" | "Film or Broadcast" => "motion_picture",
        "Unpublished Work" | "Manuscript" => "manuscript",
        "Patent" => "patent",
        "Blog" => "post-weblog",
        "Personal Communication" => "personal_communication",
        _ => return None,
    })
}
