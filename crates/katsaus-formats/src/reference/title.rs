//! Parts the title from what follows it, and takes editions and theses in brackets off its end.
//!
//! It must not take off brackets that it does not know: they are part of the title.

use super::text::{AROUND, find_any_case, sentence_end};
use super::words::THESIS_WORDS;
use katsaus_model::Fields;

/// The title, and what follows it.
pub(super) fn split_title(text: &str) -> (&str, &str) {
    if let Some(split) = quoted_title(text) {
        return split;
    }
    text.split_at(sentence_end(text).unwrap_or(text.len()))
}

fn quoted_title(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close: &[char] = match open {
        '"' => &['"'],
        '“' | '”' => &['”', '"'],
        '„' => &['“', '”'],
        '«' => &['»'],
        _ => return None,
    };
    let inside = text.get(open.len_utf8()..)?;
    let end = inside.find(close)?;
    let (title, after) = inside.split_at(end);
    let mut after = after.chars();
    after.next();
    Some((title, after.as_str()))
}

/// The title without `(2nd ed.)` and `[Doctoral dissertation, University of X]`, which go into the fields.
pub(super) fn take_title_brackets(title: &str, fields: &mut Fields) -> String {
    let title = title.trim_matches(AROUND);
    let Some(open) = title.rfind(['(', '[']) else {
        return title.to_owned();
    };
    let (before, group) = title.split_at(open);
    let inside = group.trim_matches(['(', ')', '[', ']', ' ']);
    let lower = inside.to_lowercase();
    let edition = ["ed", "ed.", "edition", "painos", "uppl", "uppl.", "upplagan", "aufl."]
        .contains(&lower.rsplit(' ').next().unwrap_or_default());
    if edition && let Some((number, _)) = inside.rsplit_once(' ') {
        fields.edition = Some(number.trim_matches(AROUND).to_owned());
    } else if is_thesis(inside) {
        fields.kind = Some("thesis".to_owned());
        fields.publisher = inside.split_once(", ").map(|(_, school)| school.to_owned());
    } else {
        return title.to_owned();
    }
    before.trim_end().to_owned()
}

pub(super) fn is_thesis(text: &str) -> bool {
    THESIS_WORDS.iter().any(|word| find_any_case(text, word).is_some())
}
