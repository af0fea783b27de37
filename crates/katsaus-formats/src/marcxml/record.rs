//! A MARC record: a leader, control fields, and data fields of subfields.
//!
//! It must not know what any field is for.

use crate::normal::markup;
use crate::xml::Element;

/// A record.
pub(super) struct Record<'t>(Element<'t>);

/// A data field.
#[derive(Clone, Copy)]
pub(super) struct Data<'t>(Element<'t>);

impl<'t> Record<'t> {
    /// The record in an element. Services put it into a `record` of their own; without any there is nothing.
    pub(super) fn of(element: Element<'t>) -> Option<Record<'t>> {
        let is_marc = |element: &Element<'t>| {
            element.children().any(|child| matches!(child.name(), "leader" | "controlfield" | "datafield"))
        };
        let inside = || element.descendants().filter(|inner| inner.name() == "record").find(is_marc);
        Some(element).filter(is_marc).or_else(inside).map(Record)
    }

    /// What the record is, a letter a place.
    pub(super) fn leader(&self) -> &'t str {
        self.0.child("leader").map_or("", Element::as_written)
    }

    /// A control field with its blanks, empty if there is none.
    pub(super) fn control(&self, tag: &str) -> &'t str {
        self.0.all("controlfield").find(|field| field.is("tag", tag)).map_or("", Element::as_written)
    }

    /// All data fields.
    pub(super) fn fields(&self) -> impl Iterator<Item = Data<'t>> + use<'t> {
        self.0.children().filter(|child| child.name() == "datafield").map(Data)
    }

    /// Those of a tag.
    pub(super) fn all(&self, tag: &'static str) -> impl Iterator<Item = Data<'t>> + use<'t> {
        self.fields().filter(move |field| field.0.is("tag", tag))
    }
}

impl<'t> Data<'t> {
    /// The tag, as far as it is one that is known here.
    pub(super) fn tag(self) -> &'static str {
        const TAGS: [&str; 33] = [
            "020", "022", "024", "035", "082", "084", "246", "250", "260", "264", "300", "490", "500", "502", "504",
            "505", "520", "536", "546", "600", "610", "611", "630", "648", "650", "651", "653", "655", "700", "710",
            "765", "773", "856",
        ];
        let written = self.0.attribute("tag").unwrap_or_default();
        TAGS.into_iter().find(|tag| *tag == &*written).unwrap_or_default()
    }

    /// `ind1` or `ind2`.
    pub(super) fn indicator(self, name: &str) -> String {
        self.0.attribute(name).unwrap_or_default().into_owned()
    }

    /// The values of a subfield.
    pub(super) fn all(self, code: char) -> impl Iterator<Item = &'t str> {
        let subfields = self.0.all("subfield").filter(move |subfield| has_code(*subfield, code));
        subfields.map(Element::text).filter(|text| !text.is_empty())
    }

    /// The first of them, empty if there is none.
    pub(super) fn first(self, code: char) -> &'t str {
        self.all(code).next().unwrap_or_default()
    }

    /// The values of some subfields in order, with a sign between.
    pub(super) fn joined(self, codes: &[char], sign: &str) -> String {
        let mut out = String::new();
        for subfield in self.0.all("subfield").filter(|subfield| codes.iter().any(|code| has_code(*subfield, *code))) {
            let text = markup::line(subfield.text());
            if !out.is_empty() && !text.is_empty() {
                out.push_str(sign);
            }
            out.push_str(&text);
        }
        out
    }
}

fn has_code(subfield: Element<'_>, code: char) -> bool {
    subfield.attribute("code").is_some_and(|written| written.chars().eq([code]))
}

/// A value without the signs that cataloguers put between the parts of a description: `London :`, `Work /`, `1999.`
pub(super) fn clean(text: &str) -> String {
    let text = markup::line(text);
    let mut bare = text.trim_end_matches([' ', ',', ':', ';', '/', '=']);
    // The point behind an initial, an abbreviation or three points stays.
    if let Some(shorter) = bare.strip_suffix('.') {
        let word = shorter.rsplit([' ', '.', '-']).next().unwrap_or_default();
        if word.chars().count() > 3 || word.bytes().any(|byte| byte.is_ascii_digit()) {
            bare = shorter;
        }
    }
    // What the cataloguer added stands in brackets: `[Helsinki]`.
    match bare.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) if !inner.contains(['[', ']']) => inner.trim_end_matches('?').to_owned(),
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn signs_of_the_description_go() {
        for (text, expected) in [
            ("London :", "London"),
            ("Work and life /", "Work and life"),
            ("c1999.", "c1999"),
            ("Ithaca, N.Y. :", "Ithaca, N.Y."),
            ("Caraballo, Margarita J.", "Caraballo, Margarita J."),
            ("Alterman, Eric.", "Alterman, Eric"),
            ("[Helsinki] :", "Helsinki"),
            ("[1982?]", "1982"),
            ("2nd ed.", "2nd ed."),
            ("and so on ...", "and so on ..."),
        ] {
            assert_eq!(clean(text), expected, "{text}");
        }
    }
}
