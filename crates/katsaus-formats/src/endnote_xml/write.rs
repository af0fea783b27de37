//! Writes EndNote's XML, which EndNote, Citavi and most screening programs take.
//!
//! It must not let a value become markup.

use super::{EndnoteXml, TYPES};
use crate::entry::{BIBTEX_KIND, Entry, Writer, Writing};
use katsaus_model::{Fields, Person};
use quick_xml::escape::escape;
use std::io;

/// Elements that EndNote has, and the group that each stands in.
const ELEMENTS: [(&str, &str); 36] = [
    ("tertiary-authors", "contributors"),
    ("subsidiary-authors", "contributors"),
    ("translated-authors", "contributors"),
    ("short-title", "titles"),
    ("alt-title", "titles"),
    ("translated-title", "titles"),
    ("abbr-1", "periodical"),
    ("abbr-2", "periodical"),
    ("abbr-3", "periodical"),
    ("pdf-urls", "urls"),
    ("text-urls", "urls"),
    ("image-urls", "urls"),
    ("auth-address", ""),
    ("auth-affiliaton", ""),
    ("accession-num", ""),
    ("access-date", ""),
    ("call-num", ""),
    ("caption", ""),
    ("custom1", ""),
    ("custom2", ""),
    ("custom3", ""),
    ("custom4", ""),
    ("custom5", ""),
    ("custom6", ""),
    ("custom7", ""),
    ("label", ""),
    ("misc1", ""),
    ("misc2", ""),
    ("misc3", ""),
    ("num-vols", ""),
    ("remote-database-name", ""),
    ("remote-database-provider", ""),
    ("reprint-edition", ""),
    ("section", ""),
    ("work-type", ""),
    ("reprint-status", ""),
];

impl Writer for EndnoteXml {
    fn id(&self) -> &'static str {
        "endnote-xml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn begin(&self) -> Box<dyn Writing> {
        Box::new(Records { any: false })
    }
}

/// The list of records, and whether it was begun.
struct Records {
    any: bool,
}

const HEAD: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml><records>\n";

impl Writing for Records {
    fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        if !self.any {
            out.write_all(HEAD)?;
        }
        self.any = true;
        let mut text = String::with_capacity(4096);
        record(entry, &mut text);
        out.write_all(text.as_bytes())
    }

    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if !self.any {
            out.write_all(HEAD)?;
        }
        out.write_all(b"</records></xml>\n")
    }
}

fn record(entry: &Entry<'_>, out: &mut String) {
    let fields = entry.fields;
    out.push_str("<record>");
    element(out, "rec-number", entry.key);
    ref_type(out, crate::entry::csl_type(fields));
    contributors(out, entry);
    titles(out, entry);
    element(out, "pages", fields.pages.as_deref().unwrap_or_default());
    element(out, "volume", fields.volume.as_deref().unwrap_or_default());
    element(out, "number", fields.issue.as_deref().unwrap_or_default());
    element(out, "edition", fields.edition.as_deref().unwrap_or_default());
    let words: Vec<&String> = fields.keywords.iter().chain(entry.tags).collect();
    group(out, "keywords", |out| words.iter().for_each(|word| element(out, "keyword", word)));
    group(out, "dates", |out| {
        element(out, "year", &fields.year.map(|year| year.to_string()).unwrap_or_default());
        group(out, "pub-dates", |out| element(out, "date", fields.date.as_deref().unwrap_or_default()));
    });
    element(out, "pub-location", fields.publisher_place.as_deref().unwrap_or_default());
    element(out, "publisher", fields.publisher.as_deref().unwrap_or_default());
    element(out, "orig-pub", fields.original_title.as_deref().unwrap_or_default());
    let mut numbers: Vec<&str> = fields.issn.iter().chain(&fields.isbn).map(String::as_str).collect();
    if numbers.is_empty() {
        // The number of a patent or report stands there too.
        numbers.extend(fields.extra.get("isbn").map(String::as_str));
    }
    element(out, "isbn", &numbers.join("\n"));
    element(out, "electronic-resource-num", fields.doi.as_ref().map(|doi| doi.as_str()).unwrap_or_default());
    if let Some(number) = &fields.pmid {
        element(out, "accession-num", number);
        element(out, "remote-database-name", "PubMed");
    }
    element(out, "abstract", fields.abstract_text.as_deref().unwrap_or_default());
    element(out, "language", fields.language.as_deref().unwrap_or_default());
    group(out, "urls", |out| {
        group(out, "related-urls", |out| element(out, "url", fields.url.as_deref().unwrap_or_default()));
        of_group(out, fields, "urls", |out, name, value| group(out, name, |out| element(out, "url", value)));
    });
    of_group(out, fields, "", element);
    notes(out, entry);
    out.push_str("</record>\n");
}

fn ref_type(out: &mut String, kind: Option<&str>) {
    let known = TYPES.iter().find(|(.., csl)| Some(*csl) == kind);
    let (name, number) = known.map_or(("Generic", 13), |(name, number, _)| (name, *number));
    out.push_str(&format!("<ref-type name=\"{name}\">{number}</ref-type>"));
}

fn contributors(out: &mut String, entry: &Entry<'_>) {
    let fields = entry.fields;
    group(out, "contributors", |out| {
        for (name, people) in [("authors", &fields.authors), ("secondary-authors", &fields.editors)] {
            group(out, name, |out| people.iter().for_each(|person| element(out, "author", &endnote_name(person))));
        }
        of_group(out, fields, "contributors", |out, name, value| {
            group(out, name, |out| value.split('\n').for_each(|one| element(out, "author", one)));
        });
    });
}

/// EndNote's sign for a body is a comma behind its name, and two for each in it.
fn endnote_name(person: &Person) -> String {
    match person {
        Person::Literal { literal } => format!("{},", literal.replace(',', ",,")),
        named => named.inverted(),
    }
}

/// The second title is the journal's or book's; of a book or report, the series'.
fn titles(out: &mut String, entry: &Entry<'_>) {
    let fields = entry.fields;
    let in_series = matches!(crate::entry::csl_type(fields), Some("book" | "report"));
    let (second, third) = if in_series { (&fields.series, &None) } else { (&fields.container, &fields.series) };
    group(out, "titles", |out| {
        element(out, "title", fields.title.as_deref().unwrap_or_default());
        element(out, "secondary-title", second.as_deref().unwrap_or_default());
        element(out, "tertiary-title", third.as_deref().unwrap_or_default());
        of_group(out, fields, "titles", element);
    });
    group(out, "periodical", |out| {
        if !in_series {
            element(out, "full-title", second.as_deref().unwrap_or_default());
        }
        of_group(out, fields, "periodical", element);
    });
}

/// What came from such an element goes back into it.
fn of_group(out: &mut String, fields: &Fields, wanted: &str, put: impl Fn(&mut String, &str, &str)) {
    for (name, value) in &fields.extra {
        let known = ELEMENTS.iter().any(|(element, group)| element == name && *group == wanted);
        let twice = fields.pmid.is_some() && matches!(name.as_str(), "accession-num" | "remote-database-name");
        if known && !twice {
            put(out, name, value);
        }
    }
}

/// Each note in an element of its own; what EndNote has no place for, by its name.
fn notes(out: &mut String, entry: &Entry<'_>) {
    if let Some(urn) = &entry.fields.urn {
        element(out, "notes", &format!("URN: {urn}"));
    }
    for (topic, text) in entry.cells {
        element(out, "notes", &format!("{topic}: {text}"));
    }
    entry.notes.iter().for_each(|note| element(out, "notes", note));
    for (name, value) in &entry.fields.extra {
        let known = ELEMENTS.iter().any(|(element, _)| element == name);
        if !known && ![BIBTEX_KIND, "TY", "isbn"].contains(&name.as_str()) {
            element(out, "notes", &format!("{name}: {value}"));
        }
    }
}

/// An element with others in it; none if they write nothing.
fn group(out: &mut String, name: &str, inside: impl FnOnce(&mut String)) {
    let before = out.len();
    out.push_str(&format!("<{name}>"));
    let empty = out.len();
    inside(out);
    if out.len() == empty {
        out.truncate(before);
    } else {
        out.push_str(&format!("</{name}>"));
    }
}

/// An element with a text; an empty text writes nothing. Lines part as EndNote parts them.
fn element(out: &mut String, name: &str, text: &str) {
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    if text.trim().is_empty() {
        return;
    }
    out.push_str(&format!("<{name}>{}</{name}>", escape(&text).replace('\n', "&#xD;")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::samples::{empty, odd, written};

    #[test]
    fn odd_signs_are_no_markup_and_nothing_is_a_list() {
        let text = written(&EndnoteXml, &[odd(), empty()]);
        assert!(text.contains("<title>50% of R&amp;D_costs {in} #1 *bold* &lt;b&gt; ~x^2 \\ $5</title>"), "{text}");
        assert!(text.contains("<secondary-title>Work &amp; life</secondary-title>"), "{text}");
        assert!(text.contains("<record><rec-number>nd</rec-number><ref-type name=\"Generic\">13</ref-type></record>"));
        assert_eq!(
            written(&EndnoteXml, &[]),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml><records>\n</records></xml>\n"
        );
    }
}
