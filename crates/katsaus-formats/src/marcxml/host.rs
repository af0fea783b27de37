//! What a MARC record says of the journal or book that a text appeared in (773).
//!
//! It must not guess: of the free text there, what has no mark is kept as it stands.

use super::record::{Data, clean};
use crate::draft::Draft;
use crate::normal::markup;
use katsaus_model::Field;

/// Puts title, numbers and place.
pub(super) fn put(draft: &mut Draft, field: Data<'_>) {
    draft.text_or_extra(Field::Container, "773t", &clean(field.first('t')));
    draft.numbers(field.first('x'));
    draft.numbers(field.first('z'));
    draft.text_or_extra(Field::Series, "773k", &clean(field.first('k')));
    draft.extra("773d", &markup::line(field.first('d')));
    for value in field.all('g') {
        let value = markup::line(value);
        let read = match value.split_once(':') {
            Some((key, rest)) => keyed(draft, key.trim(), rest.trim()),
            None => false,
        };
        if !read {
            related(draft, &value);
            draft.extra("773g", &value);
        }
    }
    enumeration(draft, field.first('q'));
}

/// `volume:50`, as German libraries write it.
fn keyed(draft: &mut Draft, key: &str, value: &str) -> bool {
    match key.to_ascii_lowercase().as_str() {
        "volume" => draft.text(Field::Volume, value),
        "number" | "issue" => draft.text(Field::Issue, value),
        "pages" => {
            draft.pages(value);
            true
        }
        "year" => {
            draft.date(value);
            true
        }
        // The day and month stand apart from the year, and may come before it.
        "day" | "month" => true,
        _ => false,
    }
}

/// `Vol. 24, no. 2 (2000), p. 361-378`, `50 (2023), S. 1-20`.
fn related(draft: &mut Draft, text: &str) {
    if let Some((_, rest)) = text.split_once('(')
        && let Some((date, _)) = rest.split_once(')')
        && date.contains(|c: char| c.is_ascii_digit())
    {
        draft.date(date);
    }
    let mut mark = String::new();
    for word in text.split([' ', ',', ';', ':']).filter(|word| !word.is_empty()) {
        let number = word.trim_start_matches(|c: char| !c.is_ascii_digit());
        let letters = word[..word.len() - number.len()].trim_matches(['(', '.']).to_lowercase();
        if number.is_empty() {
            mark = letters;
            continue;
        }
        let named = if letters.is_empty() { mark.as_str() } else { letters.as_str() };
        match named {
            _ if word.starts_with('(') => {}
            "vol" | "v" | "volume" | "bd" | "jg" | "band" | "årg" | "vsk" | "t" => {
                draft.text(Field::Volume, number.trim_end_matches('.'));
            }
            "no" | "nr" | "n" | "iss" | "issue" | "number" | "h" | "heft" | "nro" => {
                draft.text(Field::Issue, number.trim_end_matches('.'));
            }
            "p" | "pp" | "s" | "ss" | "pages" | "page" | "seite" | "seiten" => draft.pages(number),
            // A number that begins the text is the volume.
            "" if text.starts_with(word) => {
                draft.text(Field::Volume, number.trim_end_matches('.'));
            }
            _ => {}
        }
        mark.clear();
    }
}

/// `24:2<361`: volume, issue and first page.
fn enumeration(draft: &mut Draft, text: &str) {
    let (numbers, first_page) = text.split_once('<').unwrap_or((text, ""));
    let mut levels = numbers.split(':').map(str::trim).filter(|level| !level.is_empty());
    for field in [Field::Volume, Field::Issue] {
        if let Some(level) = levels.next() {
            draft.text(field, level);
        }
    }
    draft.pages(first_page);
}
