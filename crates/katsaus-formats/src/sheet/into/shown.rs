//! What a cell shows, as far as it matters whether it shows a value already.

use super::NewValue;
use super::scan::Cell;
use super::tag::{self, Tag};
use super::text;
use crate::sheet::BookError;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};

/// What a cell shows.
pub(super) enum Shown {
    Nothing,
    Text(String),
    /// The text that has this number among those that cells share.
    Shared(usize),
    Number(f64),
    /// A yes or no, an error, or what cannot be read.
    Other,
}

impl Shown {
    pub(super) fn shared(&self) -> Option<usize> {
        if let Shown::Shared(number) = self { Some(*number) } else { None }
    }

    /// Whether it is the value. Line ends of any kind are the same, for a cell knows but one.
    pub(super) fn is(&self, value: &NewValue, strings: &BTreeMap<usize, String>) -> bool {
        let text = match self {
            Shown::Text(text) => Some(text.as_str()),
            Shown::Shared(number) => strings.get(number).map(String::as_str),
            _ => None,
        };
        match value {
            NewValue::Blank => matches!(self, Shown::Nothing),
            NewValue::Number(x) => matches!(self, Shown::Number(y) if x == y),
            NewValue::Text(wanted) if wanted.is_empty() => matches!(self, Shown::Nothing) || text == Some(""),
            NewValue::Text(wanted) => text.is_some_and(|text| text::lines(text) == text::lines(wanted)),
        }
    }
}

/// What a cell of a sheet shows; one that is not there shows nothing.
///
/// # Errors
/// If it is not well-formed.
pub(super) fn shown(xml: &str, cell: Option<&Cell>) -> Result<Shown, BookError> {
    let Some(cell) = cell else { return Ok(Shown::Nothing) };
    let (Some(tag), Some(value)) = (xml.get(cell.at.tag.clone()), cell.values.last()) else {
        return Ok(Shown::Nothing);
    };
    let value = xml.get(value.clone()).unwrap_or_default();
    let unit = Tag { text: value }.local();
    let text = texts(value, unit, None)?.remove(&0).unwrap_or_default();
    let kind = Tag { text: tag }.get("t");
    Ok(match kind.as_deref() {
        None | Some("n") if text.trim().is_empty() => Shown::Nothing,
        None | Some("n") => text.trim().parse().map_or(Shown::Other, Shown::Number),
        Some("s") => text.trim().parse().map_or(Shown::Other, Shown::Shared),
        Some("str" | "inlineStr") => Shown::Text(text),
        Some(_) => Shown::Other,
    })
}

/// The texts in elements of a name (`si`, `is`, `v`), by their numbers, all or those that are wanted. Readings that
/// stand beside a text to be spoken (`rPh`) are none of it.
///
/// # Errors
/// If the XML is not well-formed.
pub(super) fn texts(
    xml: &str,
    unit: &str,
    wanted: Option<&BTreeSet<usize>>,
) -> Result<BTreeMap<usize, String>, BookError> {
    let mut texts = BTreeMap::new();
    let (mut number, mut text, mut inside, mut spoken) = (0usize, String::new(), unit == "v", 0usize);
    tag::walk(xml, |event, place| {
        match event {
            Event::Start(_) => match tag::at(xml, place)?.local() {
                "t" => inside = spoken == 0,
                "rPh" => spoken += 1,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => spoken = spoken.saturating_sub(1),
                name if name == unit => {
                    if wanted.is_none_or(|wanted| wanted.contains(&number)) {
                        texts.insert(number, text::read(&text));
                    }
                    text.clear();
                    number += 1;
                }
                _ => {}
            },
            Event::Empty(_) if tag::at(xml, place)?.local() == unit => {
                texts.insert(number, String::new());
                number += 1;
            }
            Event::Text(part) if inside => text.push_str(part),
            Event::CData(part) if inside => text.push_str(part),
            Event::GeneralRef(name) if inside => {
                text.push_str(&quick_xml::escape::unescape(&format!("&{};", &**name)).unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(texts)
}
