//! A start tag as it stands in the file, with the places of its attributes.
//!
//! quick-xml gives attributes without their places, and a tag that is to stay as it is but for one attribute needs them.

use super::damaged;
use crate::sheet::BookError;
use memchr::memchr;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::ops::Range;

/// A start tag, from `<` to `>`.
#[derive(Clone, Copy)]
pub(super) struct Tag<'x> {
    pub(super) text: &'x str,
}

/// An attribute of a tag; places are counted from the tag's start.
pub(super) struct Attribute<'x> {
    pub(super) key: &'x str,
    pub(super) value: &'x str,
    /// Where the value stands, without its quotes.
    pub(super) place: Range<usize>,
    /// The whole attribute, with the blank before it.
    pub(super) whole: Range<usize>,
}

impl<'x> Tag<'x> {
    /// Its name as it stands.
    pub(super) fn name(self) -> &'x str {
        let end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let text = self.text.trim_start_matches(['<', '?']);
        &text[..text.find(end).unwrap_or(text.len())]
    }

    /// Its name without a prefix.
    pub(super) fn local(self) -> &'x str {
        self.name().rsplit(':').next().unwrap_or_default()
    }

    /// Its prefix, with the colon.
    pub(super) fn prefix(self) -> &'x str {
        let name = self.name();
        &name[..name.find(':').map_or(0, |at| at + 1)]
    }

    pub(super) fn attributes(self) -> Attributes<'x> {
        let begin = self.text.len() - self.text.trim_start_matches(['<', '?']).len();
        Attributes { text: self.text, at: begin + self.name().len() }
    }

    pub(super) fn find(self, key: &str) -> Option<Attribute<'x>> {
        self.attributes().find(|attribute| attribute.key == key)
    }

    /// The value of an attribute.
    pub(super) fn get(self, key: &str) -> Option<Cow<'x, str>> {
        self.find(key).map(|attribute| unescaped(attribute.value))
    }

    /// The value of an attribute that has a prefix here, whichever it is.
    pub(super) fn get_prefixed(self, local: &str) -> Option<Cow<'x, str>> {
        let is = |key: &str| key.split_once(':').is_some_and(|(prefix, name)| prefix != "xmlns" && name == local);
        self.attributes().find(|attribute| is(attribute.key)).map(|attribute| unescaped(attribute.value))
    }

    pub(super) fn number(self, key: &str) -> Option<u32> {
        self.find(key)?.value.trim().parse().ok()
    }

    /// Whether an attribute says yes.
    pub(super) fn says(self, key: &str) -> bool {
        self.find(key).is_some_and(|attribute| matches!(attribute.value.trim(), "1" | "true" | "on"))
    }
}

fn unescaped(value: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value))
}

pub(super) struct Attributes<'x> {
    text: &'x str,
    at: usize,
}

impl<'x> Iterator for Attributes<'x> {
    type Item = Attribute<'x>;

    fn next(&mut self) -> Option<Attribute<'x>> {
        let from = self.at;
        let rest = self.text.get(from..)?;
        let equals = memchr(b'=', rest.as_bytes())?;
        let (key, value) = (rest.get(..equals)?, rest.get(equals + 1..)?);
        let quoted = value.trim_start();
        let quote = *quoted.as_bytes().first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let start = self.text.len() - quoted.len() + 1;
        let end = start + memchr(quote, self.text.as_bytes().get(start..)?)?;
        self.at = end + 1;
        Some(Attribute { key: key.trim(), value: self.text.get(start..end)?, place: start..end, whole: from..end + 1 })
    }
}

/// Calls `each` with what stands in an XML text, and where.
///
/// # Errors
/// If it is not well-formed, or `each` says so.
pub(super) fn walk<'x>(
    xml: &'x str,
    mut each: impl FnMut(&Event<'x>, Range<usize>) -> Result<(), BookError>,
) -> Result<(), BookError> {
    let begin = if xml.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader::from_str(&xml[begin..]);
    let mut from = begin;
    loop {
        let event = reader.read_event().map_err(damaged)?;
        if matches!(event, Event::Eof) {
            return Ok(());
        }
        let to = begin + usize::try_from(reader.buffer_position()).map_err(damaged)?;
        each(&event, from..to)?;
        from = to;
    }
}

/// Calls `each` with every start tag.
///
/// # Errors
/// If the text is not well-formed.
pub(super) fn tags<'x>(xml: &'x str, mut each: impl FnMut(Tag<'x>)) -> Result<(), BookError> {
    walk(xml, |event, place| {
        if let Event::Start(_) | Event::Empty(_) = event {
            each(at(xml, place)?);
        }
        Ok(())
    })
}

/// The tag at a place.
///
/// # Errors
/// If no tag stands there.
pub(super) fn at(xml: &str, place: Range<usize>) -> Result<Tag<'_>, BookError> {
    let text = xml.get(place).filter(|text| text.starts_with('<') && text.ends_with('>'));
    text.map(|text| Tag { text }).ok_or_else(|| damaged("a tag does not stand where it should"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_have_places() {
        let tag = Tag { text: "<x:c\n r = 'B2'  s=\"3\" q=\"a > b = 'c'\" r:id=\"&lt;1\"/>" };
        assert_eq!((tag.name(), tag.local(), tag.prefix()), ("x:c", "c", "x:"));
        let all: Vec<_> = tag.attributes().map(|attribute| (attribute.key, attribute.value)).collect();
        assert_eq!(all, [("r", "B2"), ("s", "3"), ("q", "a > b = 'c'"), ("r:id", "&lt;1")]);
        assert_eq!(tag.find("s").map(|s| &tag.text[s.whole]), Some("  s=\"3\""));
        assert_eq!(tag.get_prefixed("id").as_deref(), Some("<1"));
        assert!(Tag { text: "<c r=>" }.find("r").is_none());
    }
}
