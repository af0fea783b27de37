//! Reads where a text appeared if that is no journal: the book that a chapter is in, a thesis, a report, a publisher.
//!
//! It must not name a publisher or a place that the text does not clearly give as one.

use super::date::trailing_date;
use super::locator::{marked_pages, page_range};
use super::text::{AROUND, find_any_case, sentence_end};
use super::title::{is_thesis, take_title_brackets};
use super::words::{CONFERENCE_WORDS, EDITOR_MARKS, PUBLISHER_WORDS, REPORT_WORDS, is_listed};
use crate::people::people;
use katsaus_model::Fields;

/// What follows `In`, `Teoksessa`, `I` where that names the book that a chapter is in.
pub(super) fn chapter_text(tail: &str) -> Option<&str> {
    for start in ["in: ", "teoksessa: ", "teoksessa ", "kirjassa ", "ur: ", "i: "] {
        if find_any_case(tail, start) == Some(0) {
            return tail.get(start.len()..);
        }
    }
    let (first, rest) = tail.split_once(' ')?;
    let capital = rest.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    // `I` and `Ur` are too short to trust without an editor after them.
    let swedish = ["I", "i", "Ur"].contains(&first) && find_any_case(rest, "(red").is_some();
    (capital && (first == "In" || swedish)).then_some(rest)
}

pub(super) fn read_chapter(book: &str, fields: &mut Fields) {
    let mut text = book;
    let mark = EDITOR_MARKS.iter().filter_map(|mark| Some((find_any_case(book, mark)?, mark.len()))).min();
    if let Some((at, length)) = mark {
        fields.editors = people(book.get(..at).unwrap_or_default());
        text = book.get(at + length..).unwrap_or_default().trim_matches(AROUND);
    }
    let (before, after) = match marked_pages(text) {
        Some((before, pages, after)) => {
            fields.pages = Some(pages);
            (before, after)
        }
        None => (text, ""),
    };
    let (container, more) = before.split_at(sentence_end(before).unwrap_or(before.len()));
    let container = take_trailing_range(container.trim_matches(AROUND), fields);
    let container = trailing_date(container).map_or(container, |(before, _)| before);
    let container = take_title_brackets(container, fields);
    let conference = CONFERENCE_WORDS.iter().any(|word| find_any_case(&container, word).is_some());
    let kind = if fields.editors.is_empty() && conference { "paper-conference" } else { "chapter" };
    fields.kind = Some(kind.to_owned());
    fields.container = (!container.is_empty()).then_some(container);
    for piece in [more, after] {
        let piece = take_trailing_range(piece.trim_matches(AROUND), fields);
        read_publisher(piece, fields);
        // After an edited book and its pages, a few words without a number can only be the publisher.
        let short = !piece.is_empty() && piece.split(' ').count() <= 6 && !piece.chars().any(|c| c.is_ascii_digit());
        if fields.publisher.is_none() && !fields.editors.is_empty() && short && !piece.contains(['.', ':']) {
            fields.publisher = Some(piece.to_owned());
        }
    }
}

/// Takes `, 45–67` off the end of a text.
fn take_trailing_range<'a>(text: &'a str, fields: &mut Fields) -> &'a str {
    let Some((before, last)) = text.rsplit_once(", ") else {
        return text;
    };
    match page_range(last) {
        Some(pages) if pages.range && pages.length == last.trim_end_matches(AROUND).len() => {
            fields.pages.get_or_insert(pages.text);
            before
        }
        _ => text,
    }
}

/// A text that is neither an article nor a chapter: a thesis, a report, a book.
pub(super) fn read_publication(tail: &str, fields: &mut Fields) {
    if is_thesis(tail) {
        fields.kind = Some("thesis".to_owned());
        return;
    }
    let mut rest = tail;
    let (first, more) = tail.split_at(sentence_end(tail).unwrap_or(tail.len()));
    if REPORT_WORDS.iter().any(|word| find_any_case(first, word).is_some()) {
        fields.kind = Some("report".to_owned());
        fields.series = Some(first.trim_matches(AROUND).to_owned());
        rest = more;
    }
    read_publisher(rest.trim_matches(AROUND), fields);
    if fields.publisher.is_some() && fields.kind.is_none() {
        fields.kind = Some("book".to_owned());
    }
}

/// `Place: Publisher`, or a sentence that is known to name a publisher.
fn read_publisher(text: &str, fields: &mut Fields) {
    let mut rest = text;
    while !rest.is_empty() && fields.publisher.is_none() {
        let (sentence, more) = rest.split_at(sentence_end(rest).unwrap_or(rest.len()));
        rest = more.trim_start();
        let sentence = sentence.trim_matches(AROUND);
        if sentence.chars().any(|c| c.is_ascii_digit()) || sentence.split(' ').count() > 12 {
            continue;
        }
        if let Some((place, publisher)) = sentence.split_once(": ") {
            let capitals = place.split(' ').all(|word| !word.starts_with(char::is_lowercase) || word == "am");
            if capitals && place.split(' ').count() <= 4 && !publisher.is_empty() {
                fields.publisher_place = Some(place.to_owned());
                fields.publisher = Some(publisher.to_owned());
            }
            continue;
        }
        let known = |word: &str| is_listed(PUBLISHER_WORDS, &word.trim_matches(AROUND).to_lowercase());
        if sentence.split(' ').any(known) && sentence.split(' ').count() <= 6 {
            fields.publisher = Some(sentence.to_owned());
        }
    }
}
