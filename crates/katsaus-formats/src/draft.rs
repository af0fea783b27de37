//! A record in the making: what all readers put their values into.
//!
//! It knows how a value of each kind is tidied, and keeps what does not fit. It must not know any format.

use crate::found::Found;
use crate::normal::{date, markup, mojibake, name, number, pages};
use crate::repair;
use katsaus_model::{Content, Diagnostic, Field, Fields, Person, Place, Severity, Verbatim};

/// A record in the making.
pub(crate) struct Draft {
    pub(crate) fields: Fields,
    pub(crate) notes: Vec<String>,
    found: Found,
    line: u32,
}

impl Draft {
    /// The entry that begins at a line.
    pub(crate) fn new(line: u32) -> Draft {
        Draft { fields: Fields::default(), notes: Vec::new(), found: Found::at(Place::Line { line }), line }
    }

    pub(crate) fn warn(&mut self, line: u32, code: &'static str, message: String) {
        let at = Place::Line { line: if line == 0 { self.line } else { line } };
        self.found.diagnostics.push(Diagnostic { severity: Severity::Warning, code, at, message });
    }

    /// Sets a field of one text if it is still free; whether it was taken.
    pub(crate) fn text(&mut self, field: Field, value: &str) -> bool {
        let slot = match field {
            Field::Title => &mut self.fields.title,
            Field::OriginalTitle => &mut self.fields.original_title,
            Field::Container => &mut self.fields.container,
            Field::Series => &mut self.fields.series,
            Field::Volume => &mut self.fields.volume,
            Field::Issue => &mut self.fields.issue,
            Field::Edition => &mut self.fields.edition,
            Field::Publisher => &mut self.fields.publisher,
            Field::PublisherPlace => &mut self.fields.publisher_place,
            Field::Pmid => &mut self.fields.pmid,
            Field::Urn => &mut self.fields.urn,
            Field::Language => &mut self.fields.language,
            Field::Url => &mut self.fields.url,
            Field::Type => &mut self.fields.kind,
            _ => return false,
        };
        let plain = match field {
            Field::Url => value.trim().into(),
            _ => markup::line(value),
        };
        if plain.is_empty() {
            return true;
        }
        if slot.is_some() {
            return slot.as_deref() == Some(&*plain);
        }
        *slot = Some(plain.into_owned());
        true
    }

    /// The abstract; a second one that says something else is put below the first.
    pub(crate) fn abstract_text(&mut self, value: &str) {
        let plain = markup::text(value);
        if plain.is_empty() {
            return;
        }
        match &mut self.fields.abstract_text {
            Some(text) if text.contains(plain.as_str()) => {}
            Some(text) => {
                text.push('\n');
                text.push_str(&plain);
            }
            none => *none = Some(plain),
        }
    }

    /// Puts an author; what is no name is passed over.
    pub(crate) fn author(&mut self, value: &str) {
        put_names(value, &mut self.fields.authors);
    }

    /// Puts an editor.
    pub(crate) fn editor(&mut self, value: &str) {
        put_names(value, &mut self.fields.editors);
    }

    /// The date: year, and more if it says more. A year that is there stays.
    pub(crate) fn date(&mut self, value: &str) {
        let read = date::with_year(value, self.fields.year);
        if self.fields.year.is_none() {
            self.fields.year = read.year;
        }
        if let Some(date) = read.date
            && (read.year == self.fields.year || self.fields.year.is_none())
            && self.fields.date.as_ref().is_none_or(|old| more_exact(&date, old))
        {
            self.fields.date = Some(date);
        }
    }

    /// The DOI in a value, also in the middle of a text; whether there was one. A DOI that is there stays.
    pub(crate) fn doi(&mut self, value: &str) -> bool {
        match number::doi_in(value) {
            Some(doi) => {
                self.fields.doi.get_or_insert(doi);
                true
            }
            None => false,
        }
    }

    /// A value that should be a DOI; one that is none is kept under its own name, and said.
    pub(crate) fn doi_or_extra(&mut self, name: &str, value: &str, line: u32) {
        if !self.doi(value) {
            self.extra(name, value);
            self.warn_no_doi(line, value);
        }
    }

    /// Says that a value is no DOI.
    pub(crate) fn warn_no_doi(&mut self, line: u32, value: &str) {
        let shown: String = markup::line(value).chars().take(60).collect();
        self.warn(line, "doi", format!("`{shown}` is not a DOI; kept as it stands"));
    }

    /// ISSNs and ISBNs; whether there was any.
    pub(crate) fn numbers(&mut self, value: &str) -> bool {
        number::put_numbers(value, &mut self.fields)
    }

    /// ISSNs and ISBNs; a value without any is kept under its own name.
    pub(crate) fn numbers_or_extra(&mut self, name: &str, value: &str) {
        if !self.numbers(value) {
            self.extra(name, value);
        }
    }

    pub(crate) fn pages(&mut self, value: &str) {
        if self.fields.pages.is_none() {
            let read = pages::pages(&markup::line(value));
            self.fields.pages = (!read.is_empty()).then_some(read);
        }
    }

    /// Keywords, several in one value where `;` stands between them.
    pub(crate) fn keywords(&mut self, value: &str) {
        for word in value.split([';', '\n']) {
            let word = markup::line(word);
            let word = word.trim_matches([' ', ',']);
            // Nobody repeats the thousandth keyword.
            let known = || self.fields.keywords.iter().take(1000).any(|known| known == word);
            if !word.is_empty() && !known() {
                self.fields.keywords.push(word.to_owned());
            }
        }
    }

    /// A note.
    pub(crate) fn note(&mut self, value: &str) {
        let text = markup::text(value);
        if let Some(number) = text.strip_prefix("PMID:").map(str::trim)
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && self.text(Field::Pmid, number)
        {
            return;
        }
        if let Some(urn) = text.strip_prefix("URN: ")
            && self.text(Field::Urn, urn)
        {
            return;
        }
        if !text.is_empty() && !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }

    /// What was not understood, verbatim, by its name in the file; several values of one name a line each.
    pub(crate) fn extra(&mut self, name: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        match self.fields.extra.get_mut(name) {
            Some(known) => {
                known.push('\n');
                known.push_str(value);
            }
            None => {
                self.fields.extra.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// A field of one text, or what else to call it where that is taken.
    pub(crate) fn text_or_extra(&mut self, field: Field, name: &str, value: &str) {
        if !self.text(field, value) {
            self.extra(name, value);
        }
    }

    /// The finished entry, with what the file held of it.
    pub(crate) fn finish(mut self, format: &'static str, raw: String) -> Found {
        let spoilt = mojibake::suspicious(&raw);
        if self.fields.title.is_none() {
            self.warn(0, "no-title", "this entry has no title; it is kept, to be completed".to_owned());
        }
        self.found.content = Content {
            key: String::new(),
            fields: self.fields,
            verbatim: vec![Verbatim(format.to_owned(), 0, raw)],
            brought: katsaus_model::Brought { notes: self.notes, ..Default::default() },
        };
        if spoilt {
            repair::report(&mut self.found);
        }
        self.found
    }
}

fn more_exact(new: &str, old: &str) -> bool {
    let iso = |text: &str| crate::entry::iso_parts(text).map_or(0, |parts| parts.len());
    iso(new) > iso(old)
}

/// One name, or several where semicolons part names with commas.
fn put_names(value: &str, list: &mut Vec<Person>) {
    let value = markup::line(value);
    if value.contains(';') && value.split(';').filter(|part| !part.trim().is_empty()).all(|part| part.contains(',')) {
        list.extend(value.split(';').filter_map(name::name));
        return;
    }
    list.extend(name::name(&value));
}
