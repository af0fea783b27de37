//! Words, beginnings and sentences of a text in one line.
//!
//! It must not know fields: it only says where something stands.

use super::words::{ABBREVIATIONS, BEFORE_INITIALS, is_listed};
use crate::people::is_initials;

/// Signs around a part that are no part of it.
pub(super) const AROUND: [char; 6] = [' ', ',', '.', ';', ':', '|'];

/// The longest beginning of which every sign fits.
pub(super) fn leading(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c: char| !fits(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Words with the byte at which each begins. The text has single blanks only.
pub(super) fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split(' ').map(move |word| {
        let at = next;
        next += word.len() + 1;
        (at, word)
    })
}

/// Where `wanted` first stands, ASCII letters in any case.
pub(super) fn find_any_case(text: &str, wanted: &str) -> Option<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .find(|at| text.get(*at..*at + wanted.len()).is_some_and(|here| here.eq_ignore_ascii_case(wanted)))
}

/// The byte after the first sentence and what closes it.
pub(super) fn sentence_end(text: &str) -> Option<usize> {
    let mut brackets = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        // No sentence ends inside brackets: `(2. Aufl.)`.
        if brackets > 0 || !matches!(c, '.' | '?' | '!') {
            continue;
        }
        let after = text.get(at + 1..).unwrap_or_default();
        let closed = after.trim_start_matches(['”', '"', '’', '»', ')', ']']);
        let end = text.len() - closed.len();
        let Some(following) = closed.trim_start().chars().next() else {
            return Some(end);
        };
        if !closed.starts_with(' ') || following.is_lowercase() {
            continue;
        }
        if c == '.' && is_abbreviated(text.get(..at).unwrap_or_default()) {
            continue;
        }
        return Some(end);
    }
    None
}

/// Whether a full stop after this text belongs to its last word.
fn is_abbreviated(text: &str) -> bool {
    let mut words = text.rsplit(' ');
    let last = words.next().unwrap_or_default().trim_start_matches(['(', '[', '“', '"']);
    if is_listed(ABBREVIATIONS, &last.to_lowercase()) {
        return true;
    }
    if last.chars().count() == 1 && last.chars().all(char::is_uppercase) {
        let previous = words.next().unwrap_or_default();
        let small = previous.chars().next().is_some_and(char::is_lowercase);
        return !small || BEFORE_INITIALS.contains(&previous);
    }
    last.contains('.') && is_initials(&format!("{last}."))
}
