//! ISSNs, ISBNs and DOIs wherever they stand.

use katsaus_model::{Doi, Fields};

/// What a number of a series or book is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    Issn(String),
    Isbn(String),
}

/// All ISSNs and ISBNs in a value: `0894-9867, 1573-6598 (electronic)`. Anything else in it is passed over.
pub(crate) fn numbers(value: &str) -> Vec<Number> {
    let mut found = Vec::new();
    for word in value.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
        if let Some(number) = number(word) {
            found.push(number);
        }
    }
    // An ISBN may be written with blanks: `978 0 415 12345 6`.
    if found.is_empty() {
        let joined: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        found.extend(number(&joined));
    }
    found
}

fn number(word: &str) -> Option<Number> {
    // ERIC writes `ISSN-1042-1629`.
    let word = word.strip_prefix("ISSN-").or_else(|| word.strip_prefix("ISBN-")).unwrap_or(word).trim_matches('-');
    let mut signs = [0u8; 13];
    let mut count = 0;
    for byte in word.bytes().filter(|byte| *byte != b'-') {
        *signs.get_mut(count)? = byte;
        count += 1;
    }
    let (last, first) = signs[..count].split_last()?;
    if !first.iter().all(u8::is_ascii_digit) || !(last.is_ascii_digit() || matches!(last, b'X' | b'x')) {
        return None;
    }
    match count {
        8 => {
            let text = String::from_utf8_lossy(&signs[..8]).into_owned();
            Some(Number::Issn(format!("{}-{}", &text[..4], &text[4..])))
        }
        10 | 13 => Some(Number::Isbn(word.to_owned())),
        _ => None,
    }
}

/// Puts the numbers of a value where they belong; whether there was any.
pub(crate) fn put_numbers(value: &str, fields: &mut Fields) -> bool {
    let found = numbers(value);
    let any = !found.is_empty();
    for number in found {
        let (list, text) = match number {
            Number::Issn(text) => (&mut fields.issn, text),
            Number::Isbn(text) => (&mut fields.isbn, text),
        };
        if !list.contains(&text) {
            list.push(text);
        }
    }
    any
}

/// The DOI in a value, also in the middle of a text. What a sentence or bracket put behind it is no part of it.
pub(crate) fn doi_in(value: &str) -> Option<Doi> {
    let mut places = memchr::memmem::find_iter(value.as_bytes(), b"10.");
    // What has not begun after so many tens is no DOI.
    places.by_ref().take(100).find_map(|at| doi_at(&value[at..]))
}

fn doi_at(text: &str) -> Option<Doi> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '|')).unwrap_or(text.len());
    let mut doi = &text[..end];
    for tail in ["</", "&lt;", "&gt;"] {
        doi = doi.split(tail).next().unwrap_or_default();
    }
    loop {
        let before = doi.len();
        doi = doi.trim_end_matches(['.', ',', ';', ':', '\'', '*']);
        for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')] {
            if doi.ends_with(close) && doi.matches(close).count() > doi.matches(open).count() {
                doi = &doi[..doi.len() - 1];
            }
        }
        if doi.len() == before {
            break;
        }
    }
    Doi::parse(doi).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_apart() {
        let issn = |text: &str| Number::Issn(text.into());
        let isbn = |text: &str| Number::Isbn(text.into());
        assert_eq!(numbers("0894-9867, 1573-659x"), [issn("0894-9867"), issn("1573-659x")]);
        assert_eq!(numbers("18756336 (Print)"), [issn("1875-6336")]);
        assert_eq!(numbers("978-1-4462-0000-1"), [isbn("978-1-4462-0000-1")]);
        assert_eq!(numbers("978 0 415 12345 6"), [isbn("9780415123456")]);
        assert_eq!(numbers("none 123"), []);
    }

    #[test]
    fn a_doi_is_found_in_a_text() {
        let find = |text: &str| doi_in(text).map(String::from);
        assert_eq!(find("doi: 10.1000/AB(1).").as_deref(), Some("10.1000/ab(1)"));
        assert_eq!(find("(see https://doi.org/10.1000/x)").as_deref(), Some("10.1000/x"));
        assert_eq!(find("page 10.5 of 10.1/2 and 10.1234/z").as_deref(), Some("10.1234/z"));
        assert_eq!(find("none"), None);
    }
}
