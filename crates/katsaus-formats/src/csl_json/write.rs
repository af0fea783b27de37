//! Writes CSL-JSON: one array, one item a line.
//!
//! It must not hold more than one item in memory.

use super::CslJson;
use crate::entry::{Entry, Writer, Writing, iso_parts, joined_keywords};
use katsaus_model::{Fields, Person};
use serde_json::{Map, Value, json};
use std::io;

impl Writer for CslJson {
    fn id(&self) -> &'static str {
        "csl-json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn begin(&self) -> Box<dyn Writing> {
        Box::new(Array { any: false })
    }
}

/// The array, and whether it has an item yet.
struct Array {
    any: bool,
}

impl Writing for Array {
    fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(if self.any { b",\n" } else { b"[\n" })?;
        self.any = true;
        let line = serde_json::to_string(&item(entry))?;
        out.write_all(line.as_bytes())
    }

    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(if self.any { b"\n]\n" } else { b"[\n]\n" })
    }
}

/// The item of one entry, as CSL-JSON names its parts. What styles do not print is in `note` and `custom`.
pub fn item(entry: &Entry<'_>) -> Map<String, Value> {
    let fields = entry.fields;
    let mut item = Map::new();
    put(&mut item, "id", Some(entry.key));
    // CSL asks for a type; `document` says nothing more than that there is one.
    put(&mut item, "type", Some(crate::entry::csl_type(fields).unwrap_or("document")));
    put(&mut item, "title", fields.title.as_deref());
    put(&mut item, "original-title", fields.original_title.as_deref());
    put_people(&mut item, "author", &fields.authors);
    put_people(&mut item, "editor", &fields.editors);
    if let Some(issued) = issued(fields) {
        item.insert("issued".to_owned(), issued);
    }
    put(&mut item, "container-title", fields.container.as_deref());
    put(&mut item, "collection-title", fields.series.as_deref());
    put(&mut item, "volume", fields.volume.as_deref());
    put(&mut item, "issue", fields.issue.as_deref());
    put(&mut item, "page", fields.pages.as_deref());
    put(&mut item, "edition", fields.edition.as_deref());
    put(&mut item, "publisher", fields.publisher.as_deref());
    put(&mut item, "publisher-place", fields.publisher_place.as_deref());
    put(&mut item, "DOI", fields.doi.as_ref().map(|doi| doi.as_str()));
    put(&mut item, "PMID", fields.pmid.as_deref());
    put(&mut item, "ISSN", Some(&fields.issn.join(", ")));
    put(&mut item, "ISBN", Some(&fields.isbn.join(", ")));
    put(&mut item, "URL", fields.url.as_deref());
    put(&mut item, "abstract", fields.abstract_text.as_deref());
    put(&mut item, "keyword", Some(&joined_keywords(fields, entry.tags)));
    put(&mut item, "language", fields.language.as_deref());
    put(&mut item, "note", Some(&note(entry)));
    put_extra(&mut item, fields);
    item
}

/// Puts a text; an absent or empty one is left out.
fn put(item: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    if let Some(value) = value
        && !value.is_empty()
    {
        item.insert(name.to_owned(), Value::from(value));
    }
}

fn put_people(item: &mut Map<String, Value>, name: &str, people: &[Person]) {
    if !people.is_empty() {
        item.insert(name.to_owned(), people.iter().map(csl_name).collect());
    }
}

fn csl_name(person: &Person) -> Value {
    let mut name = Map::new();
    match person {
        Person::Literal { literal } => put(&mut name, "literal", Some(literal)),
        Person::Named { family, given, particle, suffix } => {
            put(&mut name, "family", Some(family));
            put(&mut name, "given", Some(given));
            put(&mut name, "non-dropping-particle", Some(particle));
            put(&mut name, "suffix", Some(suffix));
        }
    }
    Value::Object(name)
}

/// The date in parts, and in words where they say more or there is no year.
fn issued(fields: &Fields) -> Option<Value> {
    let date = fields.date.as_deref();
    if let Some(parts) = date.and_then(iso_parts) {
        return Some(json!({ "date-parts": [parts] }));
    }
    match (fields.year, date) {
        (Some(year), Some(date)) => Some(json!({ "date-parts": [[year]], "literal": date })),
        (Some(year), None) => Some(json!({ "date-parts": [[year]] })),
        (None, Some(date)) => Some(json!({ "literal": date })),
        (None, None) => None,
    }
}

/// What CSL has no place for, a line each.
fn note(entry: &Entry<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(entry.fields.urn.iter().map(|urn| format!("URN: {urn}")));
    lines.extend(entry.cells.iter().map(|(topic, text)| format!("{topic}: {text}")));
    lines.extend(entry.notes.iter().cloned());
    lines.join("\n")
}

/// What was not understood goes where CSL lets programs keep things of their own.
fn put_extra(item: &mut Map<String, Value>, fields: &Fields) {
    if fields.extra.is_empty() {
        return;
    }
    let mut custom = Map::new();
    for (name, value) in &fields.extra {
        put(&mut custom, name, Some(value));
    }
    item.insert("custom".to_owned(), Value::Object(custom));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::samples::{empty, odd, rich, written};

    #[test]
    fn a_rich_entry() {
        let expected = concat!(
            "[\n",
            r#"{"id":"luecking2008","type":"article-journal","title":"Working relationships: a PRISMA review","#,
            r#""author":[{"family":"Luecking","given":"R. G."},"#,
            r#"{"family":"Vaart","given":"T. W.","non-dropping-particle":"van der","suffix":"Jr"},"#,
            r#"{"literal":"Kela"}],"issued":{"date-parts":[[2008,5,3]]},"#,
            r#""container-title":"Journal of Vocational Rehabilitation","volume":"12","issue":"3","#,
            r#""page":"157-168","DOI":"10.3233/jvr-201095","PMID":"12345678","ISSN":"1052-2263","#,
            r#""URL":"https://example.org/a_b","abstract":"First line.\nSecond line.","#,
            r#""keyword":"employment, disability, framework/demand-side","language":"en","#,
            r#""note":"Method: Interviews\nand notes\nRead twice."}"#,
            "\n]\n",
        );
        assert_eq!(written(&CslJson, &[rich()]), expected);
    }

    #[test]
    fn odd_signs_and_two_items() {
        let expected = concat!(
            "[\n",
            r#"{"id":"frøyland nd","type":"chapter","#,
            r##""title":"50% of R&D_costs {in} #1 *bold* <b> ~x^2 \\ $5","##,
            r#""author":[{"family":"Frøyland","given":"Å."}],"editor":[{"family":"Doe","given":"J."}],"#,
            r#""issued":{"literal":"n.d."},"container-title":"Work & life","publisher":"Sage","#,
            r#""publisher-place":"London","ISBN":"978-1-4462-0000-1","custom":{"C1":"Oslo","shelf":"B 12"}},"#,
            "\n",
            r#"{"id":"nd","type":"document"}"#,
            "\n]\n",
        );
        let text = written(&CslJson, &[odd(), empty()]);
        assert_eq!(text, expected);
        let read: Value = serde_json::from_str(&text).expect("what is written is JSON");
        assert_eq!(read.as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn nothing_is_an_empty_array() {
        assert_eq!(written(&CslJson, &[]), "[\n]\n");
    }
}
