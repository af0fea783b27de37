//! From a cell to chunks of one or several names each, less what is no part of a name.
//!
//! It must not part names at commas or conjunctions, nor drop a word that could be one of a name.

use super::segment::is_given_initials;
use super::words::{BRACKETED, CONJUNCTIONS, CUT_MARKERS, SHORT_CUT_MARKERS, bare, is_acronym, is_body};
use katsaus_model::text;

pub(super) fn chunks(cell: &str) -> Vec<String> {
    let decoded = decode_entities(cell);
    let mut chunks: Vec<String> = Vec::new();
    for piece in parted(&decoded).split([';', '\n', '\r', '|']) {
        let piece = tidy(piece);
        if piece.trim_matches([' ', ',']).is_empty() {
            continue;
        }
        match chunks.last_mut() {
            Some(last) if is_left_over(&piece) => {
                last.push_str(if last.contains(',') { " " } else { ", " });
                last.push_str(&piece);
            }
            _ => chunks.push(piece),
        }
    }
    chunks
}

/// A cell with a semicolon where another sign parts names: `['Smith, J.', 'Doe, A.']`, `Smith, J. / Doe, A.`, `；`.
fn parted(cell: &str) -> String {
    let cell = cell.trim();
    for quote in ["'", "\""] {
        let list = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let names = list.and_then(|list| list.strip_prefix(quote)).and_then(|rest| rest.strip_suffix(quote));
        if let Some(names) = names {
            return names.replace(&format!("{quote}, {quote}"), ";");
        }
    }
    let cell = cell.replace('；', ";");
    for sign in [" / ", " - "] {
        let sides: Vec<&str> = cell.split(sign).collect();
        if sides.len() > 1 && sides.iter().all(|side| side.contains(',')) {
            return cell.replace(sign, ";");
        }
    }
    cell
}

/// Initials alone belong to the name before them: `Vernon, Julia R; G`.
fn is_left_over(piece: &str) -> bool {
    let short = piece.contains('.') || piece.chars().count() <= 2;
    short && piece.chars().count() <= 6 && is_given_initials(piece) && !is_acronym(piece)
}

/// A chunk without what is no part of a name: markers, brackets, ORCIDs, footnote signs. A comma at its end stays.
fn tidy(piece: &str) -> String {
    let spaced = text::squeeze(&piece.replace(',', ", "));
    let unbracketed = without_brackets(&spaced);
    let (uncut, _) = without_cut_marker(unbracketed.trim());
    let keep_digits = uncut.bytes().any(|b| b.is_ascii_digit()) && is_body(uncut);
    let alone = !uncut.contains(' ') && !uncut.chars().any(char::is_lowercase);
    let mut words: Vec<String> = uncut
        .split_whitespace()
        .map(|word| without_signs(word, keep_digits || alone))
        .filter(|word| !word.is_empty())
        .collect();
    while words.first().is_some_and(|word| CONJUNCTIONS.contains(&word.as_str())) {
        words.remove(0);
    }
    while words.last().is_some_and(|word| CONJUNCTIONS.contains(&word.as_str())) {
        words.pop();
    }
    words.join(" ")
}

/// A word without ellipsis, footnote signs and the number of an affiliation; empty if nothing is left.
fn without_signs(word: &str, keep_digits: bool) -> String {
    if is_orcid(word) || word.chars().all(|c| matches!(c, '.' | '…')) {
        return String::new();
    }
    let word = if word.starts_with("...") { word.trim_start_matches('.') } else { word };
    let kept: String = word.chars().filter(|c| !is_footnote_sign(*c)).collect();
    if keep_digits || !kept.chars().any(char::is_alphabetic) {
        return kept;
    }
    let (core, comma) = match kept.strip_suffix(',') {
        Some(core) => (core, ","),
        None => (kept.as_str(), ""),
    };
    // `3rd` ends in letters and stays; `J1` and `Virtanen12` lose their number.
    let core = core.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("{core}{comma}")
}

fn is_footnote_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '…' | '¹' | '²' | '³' | '⁰'..='⁹' | '\u{1d2c}'..='\u{1d6a}')
}

fn is_orcid(word: &str) -> bool {
    let core = bare(word);
    if core.to_lowercase().contains("orcid") {
        return true;
    }
    let groups: Vec<&str> = core.split('-').collect();
    groups.len() == 4
        && groups.iter().all(|group| group.len() == 4 && group.bytes().all(|b| b.is_ascii_digit() || b == b'X'))
}

/// The text less the brackets that only mark editors, years or affiliations.
fn without_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let (before, from_open) = rest.split_at(open);
        kept.push_str(before);
        let Some(length) = from_open.find([')', ']']) else {
            rest = from_open;
            break;
        };
        // Brackets are one byte each, so the byte after the closing one begins a character.
        let (group, after) = from_open.split_at(length + 1);
        if !is_no_name(group.trim_matches(['(', ')', '[', ']', ' '])) {
            kept.push_str(group);
        } else {
            kept.truncate(kept.trim_end().len());
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn is_no_name(bracketed: &str) -> bool {
    let lower = bracketed.to_lowercase();
    let numbers_only = lower.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '*'));
    let year = lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_year = year.len() == 4 && lower.len() <= 5 && year.bytes().all(|b| b.is_ascii_digit());
    numbers_only || is_year || is_orcid(bracketed) || BRACKETED.contains(lower.as_str())
}

/// The text less the marker that it was cut, and whether there was one.
pub(super) fn without_cut_marker(text: &str) -> (&str, bool) {
    let end = text.trim_end_matches([' ', ',', ';', ']']);
    if end.ends_with('…') || end.ends_with("...") {
        // `et al. ...` holds two markers.
        let before = end.trim_end_matches(['.', '…', '[', ' ', ',', '&']);
        return (without_cut_marker(before).0, true);
    }
    let bare = end.trim_end_matches(['.', ' ', ',']);
    for marker in CUT_MARKERS {
        if let Some(before) = without_last_words(bare, marker, true) {
            return (before, true);
        }
    }
    for marker in SHORT_CUT_MARKERS {
        if let Some(before) = without_last_words(bare, marker, false) {
            return (before, true);
        }
    }
    (text, false)
}

/// What stands before `marker` if the text ends with it as words of their own.
fn without_last_words<'a>(text: &'a str, marker: &str, any_case: bool) -> Option<&'a str> {
    let start = text.len().checked_sub(marker.len())?;
    let (before, last) = (text.get(..start)?, text.get(start..)?);
    let same = if any_case { last.eq_ignore_ascii_case(marker) } else { last == marker };
    let own_word = !before.chars().next_back().is_some_and(char::is_alphanumeric);
    (same && own_word).then(|| before.trim_end_matches([' ', ',', ';', '(', '[']))
}

/// The entities that exports leave in names; their `;` would otherwise part a name in two.
pub(super) fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        let entity = from.find(';').filter(|end| *end <= 10).and_then(|end| from.get(1..end));
        match entity.and_then(|name| Some((name, entity_char(name)?))) {
            Some((name, c)) => {
                decoded.push(c);
                rest = from.get(name.len() + 2..).unwrap_or_default();
            }
            None => {
                decoded.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity_char(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    match name {
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        "nbsp" => Some(' '),
        _ => None,
    }
}
