//! Takes a whole reference in one cell apart, as far as that can be done with confidence.
//!
//! Its job is the order in which the parts are looked for. It must not guess: what is not sure stays out of the fields,
//! and the caller keeps the whole text.

mod authors;
mod date;
mod identifiers;
mod locator;
mod source;
mod text;
mod title;
mod words;

use authors::{Parts, after_bare_date, after_date_in_brackets, before_first_sentence, before_quotation, read_authors};
use date::{Date, trailing_date};
use identifiers::take_identifiers;
use katsaus_model::{Fields, text::squeeze};
use locator::{Locator, locator};
use source::{chapter_text, read_chapter, read_publication};
use text::AROUND;
use title::{split_title, take_title_brackets};

/// A reference longer than this is no reference, and is not taken apart.
const LONGEST: usize = 6000;

/// What a reference says, as far as it is sure.
pub fn reference(text: &str) -> Fields {
    let mut fields = Fields::default();
    let squeezed = squeeze(text);
    let body = take_identifiers(without_list_number(&squeezed), &mut fields);
    if body.len() > LONGEST {
        return fields;
    }
    let parts = after_date_in_brackets(&body)
        .or_else(|| after_bare_date(&body))
        .or_else(|| before_quotation(&body))
        .or_else(|| before_first_sentence(&body));
    let Some(Parts { authors, mut date, rest }) = parts else {
        return fields;
    };
    read_authors(authors, &mut fields);
    let mut rest = rest.trim_matches(AROUND);
    if date.is_none()
        && let Some((before, found)) = trailing_date(rest)
    {
        date = Some(found);
        rest = before;
    }
    read_rest(rest, &mut fields, &mut date);
    if let Some(title) = &mut fields.title {
        *title = without_quotes(title).to_owned();
    }
    if let Some(date) = date {
        fields.year = date.year;
        fields.date = date.written;
    }
    fields
}

/// The book that `In: Editor (ed.). Book. Place: Publisher` speaks of, as the fields of a chapter in it. `None` unless
/// editors are named: then the text is left as it stands.
pub fn chapter_place(text: &str) -> Option<Fields> {
    let mut fields = Fields::default();
    read_chapter(chapter_text(text.trim())?, &mut fields);
    (!fields.editors.is_empty() && fields.container.is_some()).then_some(fields)
}

/// A title without the quotation marks that Harvard styles put around it.
fn without_quotes(title: &str) -> &str {
    for (open, close) in [('\'', '\''), ('‘', '’'), ('"', '"'), ('“', '”'), ('”', '”'), ('«', '»'), ('„', '“')]
    {
        let inner = title.strip_prefix(open).and_then(|rest| rest.trim_end_matches([',', '.']).strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            return inner.trim_matches([' ', ',']);
        }
    }
    title
}

/// `[12] Smith ...`, `12. Smith ...` without the number.
fn without_list_number(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(' ') else {
        return text;
    };
    let number = first.trim_matches(['[', ']', '(', ')', '.']);
    let marked = number.len() < first.len();
    let is_number = !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    if (marked && is_number) || ["•", "-", "–", "*"].contains(&first) { rest } else { text }
}

fn read_rest(rest: &str, fields: &mut Fields, date: &mut Option<Date>) {
    let (title, tail) = split_title(rest);
    let mut title = take_title_brackets(title, fields);
    let tail = tail.trim_matches(AROUND);
    if let Some(book) = chapter_text(tail) {
        read_chapter(book, fields);
    } else if let Some(found) = locator(tail) {
        found.put(fields, &mut title, date);
    } else if tail.is_empty()
        && let Some(found) = locator(&title)
    {
        // `Title, Journal, 12(3), 45-67`: the last comma before the volume parts title and journal.
        let Some((before, container)) = found.container.rsplit_once(", ") else {
            return;
        };
        let (before, container) = (before.to_owned(), container.to_owned());
        Locator { container, ..found }.put(fields, &mut String::new(), date);
        title = before;
    } else {
        read_publication(tail, fields);
    }
    let kept = title.trim_matches(AROUND);
    fields.title = (!kept.is_empty()).then(|| kept.to_owned());
}

#[cfg(test)]
mod tests;
