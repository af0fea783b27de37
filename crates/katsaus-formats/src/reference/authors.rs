//! Finds where the authors of a reference end, by the date or the title after them, and reads them.
//!
//! It must not take a text for authors if one of its words could not stand in a list of names.

use super::date::{Date, read_date};
use super::text::{AROUND, find_any_case, words_at};
use super::words::{AUTHOR_MARKS, EDITOR_MARKS, is_listed};
use crate::people::{is_body, is_initials, is_small_name_word, people};
use katsaus_model::Fields;

/// A reference cut in three.
pub(super) struct Parts<'a> {
    pub(super) authors: &'a str,
    pub(super) date: Option<Date>,
    pub(super) rest: &'a str,
}

/// `Luecking, R. G., & Fabian, E. S. (2004). ...`, also `(2019a)`, `(n.d.)`, `(2019, May 3)`.
pub(super) fn after_date_in_brackets(text: &str) -> Option<Parts<'_>> {
    for (at, _) in text.match_indices('(') {
        let (authors, from) = text.split_at(at);
        let length = from.find(')')?;
        let inside = from.get(1..length).unwrap_or_default();
        if let Some(date) = read_date(inside)
            && looks_like_authors(authors)
        {
            return Some(Parts { authors, date: Some(date), rest: from.get(length + 1..).unwrap_or_default() });
        }
    }
    None
}

/// `Blanchon, Jean. 1999. ...`, `Kamangu, E.N., 2015. ...`
pub(super) fn after_bare_date(text: &str) -> Option<Parts<'_>> {
    for (at, word) in words_at(text) {
        let core = word.trim_end_matches(['.', ',', ':', ';']);
        if at == 0 || !(4..=5).contains(&core.len()) || !core.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let rest = text.get(at + word.len()..).unwrap_or_default().trim_matches(AROUND);
        let authors = text.get(..at).unwrap_or_default();
        if let Some(date) = read_date(core)
            && rest.contains(' ')
            && looks_like_authors(authors)
        {
            return Some(Parts { authors, date: Some(date), rest });
        }
    }
    None
}

/// `D. Terzopoulos, "Image analysis ...," ...`
pub(super) fn before_quotation(text: &str) -> Option<Parts<'_>> {
    let at = text.find(['“', '"', '”', '«', '„'])?;
    let (authors, rest) = text.split_at(at);
    looks_like_authors(authors).then_some(Parts { authors, date: None, rest })
}

/// `Smith J, Doe A. Title. ...`, `A. Cau, R. Kuiper, and W.-P. de Roever. Title. ...`
pub(super) fn before_first_sentence(text: &str) -> Option<Parts<'_>> {
    for (at, _) in text.match_indices(". ") {
        let (before, after) = (text.get(..at)?, text.get(at + 2..)?);
        if !ends_authors(before, after) {
            continue;
        }
        let names = before.contains(',') || before.split(' ').any(is_initials);
        let authors = text.get(..=at)?;
        return (names && looks_like_authors(before)).then_some(Parts { authors, date: None, rest: after });
    }
    None
}

/// Whether a list of authors ends with the full stop between `before` and `after`.
fn ends_authors(before: &str, after: &str) -> bool {
    let mut following = after.split(' ');
    let (next, second) = (following.next().unwrap_or_default(), following.next().unwrap_or_default());
    if is_small_name_word(next) || (next.contains('.') && is_initials(next)) {
        return false;
    }
    let words: Vec<&str> = before.split(' ').collect();
    let parts_names = |word: &&str| word.ends_with(',') || ["and", "&", "ja", "och", "und", "og", "et"].contains(word);
    let start = words.iter().rposition(parts_names).map_or(0, |at| at + 1);
    let (earlier, current) = words.split_at(start);
    if current.iter().all(|word| is_initials(word)) {
        // After a family name initials end a name; after a whole name, or at the start, they begin one.
        let Some((comma, others)) = earlier.split_last() else {
            return false;
        };
        let family = others.iter().rev().take_while(|word| !parts_names(word));
        let plain = !family.into_iter().any(|word| is_initials(word)) && !is_initials(comma.trim_end_matches(','));
        return comma.ends_with(',') && plain;
    }
    let ends_in_initial = current.last().is_some_and(|word| is_initials(word));
    let initials_before = earlier.iter().any(|word| is_initials(word.trim_end_matches(',')));
    if ends_in_initial && !initials_before {
        // `John A. Smith and ...`: the full stop is the initial's.
        return !(next.ends_with([',', '.']) || is_small_name_word(second));
    }
    true
}

/// Whether all words could stand in a list of names, or are the name of a body.
fn looks_like_authors(text: &str) -> bool {
    let text = text.trim_matches(AROUND);
    if text.is_empty() || text.chars().any(|c| c.is_ascii_digit() || matches!(c, '"' | '“' | '”' | '«' | '?')) {
        return false;
    }
    let words: Vec<&str> = text.split(' ').collect();
    if is_body(text) && !text.contains(". ") && looks_like_body(&words) {
        return true;
    }
    let fits = |word: &&str| {
        let core = word.trim_matches(['(', ')', ',', '.', ':', ';', '[', ']']);
        let small = core.chars().next().is_some_and(char::is_lowercase);
        !small || is_small_name_word(core) || is_listed(AUTHOR_MARKS, core)
    };
    let listed =
        text.contains([',', ';', '&']) || words.iter().any(|word| is_initials(word) || is_small_name_word(word));
    words.iter().all(fits) && (listed || words.len() <= 4)
}

/// A short name in which hardly a word is small: `Terveyden ja hyvinvoinnin laitos`, but no title of a text.
fn looks_like_body(words: &[&str]) -> bool {
    let is_small = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
    let links = |word: &&&str| is_small_name_word(word) || ["of", "for", "the", "on", "in", "för"].contains(*word);
    let small = words.iter().filter(is_small).filter(|word| !links(word)).count();
    let capital = !words.iter().take(1).any(|word| is_small(&word));
    capital && small <= 2 && words.len() <= 10
}

pub(super) fn read_authors(text: &str, fields: &mut Fields) {
    let edited = EDITOR_MARKS.iter().any(|mark| find_any_case(text, mark).is_some());
    let names = people(without_full_stop(text.trim_matches([' ', ',', ';', ':'])));
    if edited {
        fields.editors = names;
    } else {
        fields.authors = names;
    }
}

/// Takes off a full stop that belongs to the sentence and not to the last initial.
fn without_full_stop(authors: &str) -> &str {
    let Some(bare) = authors.strip_suffix('.') else {
        return authors;
    };
    let last_name = bare.rsplit(',').next().unwrap_or_default().trim();
    let last_word = bare.rsplit(' ').next().unwrap_or_default();
    let is_initial = is_initials(last_word) || is_listed(AUTHOR_MARKS, last_word);
    // `Smith J, Doe A.`: no other initial has a full stop.
    let undotted = !bare.contains('.') && last_name.contains(' ');
    if is_initial && !undotted { authors } else { bare }
}
