//! Bib.TXT: entries under a key in brackets, a field with a colon on each line. Few write it; it costs little to read.
//!
//! Source: the format's own page, bibtxt.github.io.

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::people::people;
use crate::tagged::{self, Entry, Line, Tagged};
use katsaus_model::Field;
use std::io;

/// The Bib.TXT format.
#[derive(Clone, Copy, Debug, Default)]
pub struct BibTxt;

impl Reader for BibTxt {
    fn id(&self) -> &'static str {
        "bib-txt"
    }

    fn name(&self) -> &'static str {
        "Bib.TXT"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn sniff(&self, head: &str) -> Match {
        let mut lines = head.lines().filter(|line| !line.trim().is_empty());
        let first = lines.next().is_some_and(|line| key(line).is_some());
        let rest = || head.lines().filter(|line| !line.trim().is_empty()).take(20);
        let fits = rest().all(|line| key(line).is_some() || field(line).is_some());
        if first && fits && rest().any(|line| field(line).is_some()) { Match::Sure } else { Match::No }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        tagged::read(self, input, sink)
    }
}

/// `[Fau86]`.
fn key(line: &str) -> Option<&str> {
    line.trim_end().strip_prefix('[')?.strip_suffix(']')
}

/// `  author:    J. Smith`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim_start().split_once(':')?;
    let word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    (word && line.starts_with([' ', '\t'])).then(|| (name, value.trim()))
}

impl Tagged for BibTxt {
    fn line<'l>(&self, line: &'l str, open: Option<&Entry>) -> Line<'l> {
        if line.trim().is_empty() {
            return Line::Blank;
        }
        match (key(line), open) {
            (Some(key), _) => Line::Begin(*b"key ", key),
            // Names are longer than a tag: the whole line is kept.
            (None, Some(_)) if field(line).is_some() => Line::Field(*b"line", line),
            (None, Some(_)) => Line::More(line.trim()),
            (None, None) => Line::Stray,
        }
    }

    fn convert(&self, entry: &Entry) -> Found {
        let mut draft = Draft::new(entry.line);
        for (tag, value, _) in entry.items() {
            if tag == b"key " {
                draft.fields.id = Some(value.to_owned()).filter(|id| !id.is_empty());
            } else if let Some((name, value)) = field(value)
                && !value.is_empty()
            {
                put(&mut draft, &name.to_lowercase(), value);
            }
        }
        draft.finish("bib-txt", entry.raw())
    }
}

fn put(draft: &mut Draft, name: &str, value: &str) {
    let field = match name {
        "author" => return draft.fields.authors.extend(people(value)),
        "editor" => return draft.fields.editors.extend(people(value)),
        "year" | "date" => return draft.date(value),
        "pages" => return draft.pages(value),
        "abstract" => return draft.abstract_text(value),
        "note" => return draft.note(value),
        "keywords" => return draft.keywords(&value.replace(',', ";")),
        "doi" if draft.doi(value) => return,
        "issn" | "isbn" if draft.numbers(value) => return,
        "type" => {
            draft.fields.kind = Some(crate::types::csl_type(value));
            return;
        }
        "title" => Field::Title,
        "journal" | "booktitle" => Field::Container,
        "publisher" | "institution" | "school" => Field::Publisher,
        "address" => Field::PublisherPlace,
        "volume" => Field::Volume,
        "number" => Field::Issue,
        "edition" => Field::Edition,
        "series" => Field::Series,
        "url" => Field::Url,
        "pmid" => Field::Pmid,
        "language" => Field::Language,
        _ => return draft.extra(name, value),
    };
    draft.text_or_extra(field, name, value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::Kept;

    #[test]
    fn entries_stand_under_their_keys() {
        let text = "[one]\n  title: A text\n  author: Jane Doe\n  year: 2001\n\n[]\n  title: B\n";
        assert_eq!(BibTxt.sniff(text), Match::Sure);
        let mut kept = Kept::default();
        BibTxt.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        let fields: Vec<_> = kept.found.iter().map(|found| &found.content.fields).collect();
        assert_eq!((fields[0].id.as_deref(), fields[0].get(Field::Authors).as_str()), (Some("one"), "Doe, Jane"));
        assert_eq!((fields[1].id.as_deref(), fields[1].title.as_deref()), (None, Some("B")));
    }
}
