//! What the XML formats make of texts and of the beginning of a file.
//!
//! It must not know any of the formats.

use crate::normal::{markup, name};
use katsaus_model::Person;
use memchr::memchr2;
use std::borrow::Cow;

/// A text with the line breaks that were meant. A line end before blanks is how a program wrapped the file.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    if memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr2(b'\n', b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let wrapped = rest[at..].starts_with("\n ") || rest[at..].starts_with("\n\t");
        out.push(if wrapped { ' ' } else { '\n' });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A text on one line, for what would part it at line ends.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(['\n', '\r'], " "))
}

/// A text of which only the blanks are tidied, for what is kept without being understood.
pub(crate) fn tidy(text: &str) -> String {
    markup::text(&lines(text))
}

/// A person whose name came in parts; none if there is nothing in them.
pub(crate) fn person(family: &str, given: &str, suffix: &str) -> Option<Person> {
    let (family, given, suffix) = (markup::line(family), markup::line(given), markup::line(suffix));
    if family.is_empty() {
        return (!given.is_empty()).then(|| Person::literal(given));
    }
    let (particle, family) = name::particle_first(&family);
    Some(Person::Named {
        family: family.to_owned(),
        given: given.into_owned(),
        particle: particle.to_owned(),
        suffix: suffix.into_owned(),
    })
}

/// The name, without its prefix, of the element that a file has around everything; none if it is no XML.
pub(crate) fn root(head: &str) -> Option<&str> {
    let mut rest = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    loop {
        rest = rest.strip_prefix('<')?;
        let behind = if rest.starts_with('?') {
            rest.split_once("?>")?.1
        } else if rest.starts_with("!--") {
            rest.split_once("-->")?.1
        } else if rest.starts_with('!') {
            let (declaration, behind) = rest.split_once('>')?;
            if declaration.contains('[') { rest.split_once(']')?.1.split_once('>')?.1 } else { behind }
        } else {
            break;
        };
        rest = behind.trim_start();
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
    rest[..end].rsplit(':').next().filter(|name| !name.is_empty())
}

/// Whether an element of this name, with or without a prefix, begins in a text.
pub(crate) fn has_element(head: &str, name: &str) -> bool {
    head.match_indices(name).any(|(at, _)| {
        let ends = head[at + name.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
        ends && head[..at].ends_with(['<', ':'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_element_is_found() {
        assert_eq!(root("\u{feff}\n<?xml version='1.0'?><!-- <a> --><!DOCTYPE b SYSTEM 'c'>\n<d:e f='g'>"), Some("e"));
        assert_eq!(root("<a/>"), Some("a"));
        assert_eq!(root("TY  - JOUR"), None);
        assert!(has_element("<a><x:record type='b'>", "record") && !has_element("<records>", "record"));
    }
}
