//! Reads CSL-JSON, as Zotero, Mendeley, pandoc, citation-js and the content negotiation of DOIs write it.
//!
//! Properties and their fields are in `docs/formats/csl-json.md`. It takes back what the writer gives. It must not
//! guess at properties that CSL does not have: they are kept under their own names.

use super::CslJson;
use crate::crossref;
use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::Sink;
use crate::input::Input;
use crate::json::value::{compact, is_empty, list, text, texts};
use crate::json::{self, date, person};
use katsaus_model::{Field, Person};
use serde_json::{Map, Value};
use std::io;

impl Reader for CslJson {
    fn id(&self) -> &'static str {
        "csl-json"
    }

    fn name(&self) -> &'static str {
        "CSL-JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "csljson", "jsonl"]
    }

    fn sniff(&self, head: &str) -> Match {
        // What katsaus writes for programs is no CSL, though its names are alike.
        if !json::begins(head) || head.contains("\"katsaus.") {
            return Match::No;
        }
        let has = |name: &str| json::has(head, name);
        let own = ["date-parts", "container-title", "collection-title", "publisher-place", "non-dropping-particle"];
        let works = own.iter().any(|name| has(name))
            || has("issued") && (has("title") || has("author"))
            || has("id") && types(head).any(|kind| TYPES.contains(&kind));
        // What the services of Crossref, OpenAlex and DataCite answer is not CSL either.
        let other = ["message-type", "authorships", "creators", "relationships"].iter().any(|name| has(name));
        if other {
            return Match::No;
        }
        // Crossref's own works are like CSL, and are read as far as they are.
        if works && !has("is-referenced-by-count") {
            Match::Sure
        } else if works || has("title") && (has("author") || has("DOI")) || head.trim_matches(is_frame).is_empty() {
            Match::Maybe
        } else {
            Match::No
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        json::read("csl-json", convert, input, sink)
    }
}

/// An array without anything in it.
fn is_frame(c: char) -> bool {
    c.is_whitespace() || matches!(c, '[' | ']')
}

/// What the beginning of a file calls types.
fn types(head: &str) -> impl Iterator<Item = &str> {
    head.split("\"type\"").skip(1).filter_map(|rest| {
        let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        value.split('"').next()
    })
}

/// The types of CSL.
const TYPES: [&str; 45] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

/// Properties one of which an entry has; an object without any is something else.
const MARKS: [&str; 10] =
    ["id", "type", "title", "author", "editor", "issued", "DOI", "URL", "container-title", "citation-key"];

/// Properties that are a field of one text.
const FIELDS: [(&str, Field); 10] = [
    ("title", Field::Title),
    ("original-title", Field::OriginalTitle),
    ("container-title", Field::Container),
    ("collection-title", Field::Series),
    ("volume", Field::Volume),
    ("issue", Field::Issue),
    ("edition", Field::Edition),
    ("publisher", Field::Publisher),
    ("publisher-place", Field::PublisherPlace),
    ("language", Field::Language),
];

/// Properties that serve where another is missing, and that other's field. They are looked at last.
const SPARE: [(&str, Field); 6] = [
    ("title-short", Field::Title),
    ("shortTitle", Field::Title),
    ("container-title-short", Field::Container),
    ("journalAbbreviation", Field::Container),
    ("page-first", Field::Pages),
    ("article-number", Field::Pages),
];

/// Properties that give the date of publication where `issued` does not.
const SPARE_DATES: [&str; 5] = ["published", "published-print", "published-online", "posted", "year"];

/// Properties that are dates of something else.
const DATES: [&str; 5] = ["accessed", "available-date", "event-date", "original-date", "submitted"];

/// Properties that are people in other roles.
const PEOPLE: [&str; 22] = [
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "translator",
];

fn convert(item: &Map<String, Value>, draft: &mut Draft) -> bool {
    if !MARKS.iter().any(|mark| item.contains_key(*mark)) {
        return false;
    }
    if let Some(issued) = item.get("issued") {
        date::put(draft, issued);
    }
    for (name, value) in item.iter().filter(|(_, value)| !is_empty(value)) {
        put(draft, name, value);
    }
    for (name, value) in item.iter().filter(|(_, value)| !is_empty(value)) {
        put_spare(draft, name, value);
    }
    if draft.fields.doi.is_none()
        && let Some(url) = draft.fields.url.clone().filter(|url| url.contains("doi.org/"))
    {
        draft.doi(&url);
    }
    true
}

fn put(draft: &mut Draft, name: &str, value: &Value) {
    if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name) {
        put_texts(draft, *field, name, value);
        return;
    }
    match name {
        "issued" => {}
        "id" => draft.fields.id = text(value).map(|id| id.into_owned()),
        "type" => {
            let kind = text(value).unwrap_or_default();
            // `document` says nothing more than that there is one; Crossref sends its own types as CSL.
            let kind = if TYPES.contains(&&*kind) { &*kind } else { crossref::kind(&kind).unwrap_or(&kind) };
            draft.fields.kind = Some(kind.to_owned()).filter(|kind| !kind.is_empty() && kind != "document");
        }
        "author" => {
            let people = people(value);
            draft.fields.authors.extend(people);
        }
        "editor" => {
            let people = people(value);
            draft.fields.editors.extend(people);
        }
        "page" => draft.pages(&text(value).unwrap_or_default()),
        "DOI" => doi(draft, value),
        "PMID" => put_texts(draft, Field::Pmid, name, value),
        "URL" => put_texts(draft, Field::Url, name, value),
        "ISSN" | "ISBN" => {
            for number in texts(Some(value)) {
                if !draft.numbers(&number) {
                    draft.extra(name, &number);
                }
            }
        }
        "abstract" => texts(Some(value)).iter().for_each(|text| draft.abstract_text(text)),
        "keyword" => texts(Some(value)).iter().for_each(|words| keywords(draft, words)),
        "note" => texts(Some(value)).iter().flat_map(|note| note.lines()).for_each(|line| note_line(draft, line)),
        "custom" => match value {
            Value::Object(custom) => custom.iter().for_each(|(name, value)| draft.extra(name, &compact(value))),
            other => draft.extra(name, &compact(other)),
        },
        _ if is_spare(name) => {}
        _ if PEOPLE.contains(&name) => {
            let people: Vec<String> = people(value).iter().map(Person::inverted).collect();
            draft.extra(name, &if people.is_empty() { compact(value) } else { people.join("; ") });
        }
        _ if DATES.contains(&name) => draft.extra(name, &date::written(value).unwrap_or_else(|| compact(value))),
        _ => draft.extra(name, &compact(value)),
    }
}

/// A property of one text; of several, the first is the field. What is no text at all is kept as it is.
fn put_texts(draft: &mut Draft, field: Field, name: &str, value: &Value) {
    let texts = texts(Some(value));
    if texts.is_empty() {
        draft.extra(name, &compact(value));
    }
    for text in texts {
        draft.text_or_extra(field, name, &text);
    }
}

fn is_spare(name: &str) -> bool {
    SPARE.iter().any(|(known, _)| *known == name) || SPARE_DATES.contains(&name) || name == "citation-key"
}

fn put_spare(draft: &mut Draft, name: &str, value: &Value) {
    if let Some((_, field)) = SPARE.iter().find(|(known, _)| *known == name) {
        if *field != Field::Pages {
            put_texts(draft, *field, name, value);
        } else if draft.fields.pages.is_none() {
            draft.pages(&text(value).unwrap_or_default());
        } else {
            draft.extra(name, &compact(value));
        }
    } else if name == "citation-key" {
        match text(value) {
            Some(key) if draft.fields.id.is_none() => draft.fields.id = Some(key.into_owned()),
            Some(key) if draft.fields.id.as_deref() == Some(&*key) => {}
            _ => draft.extra(name, &compact(value)),
        }
    } else if SPARE_DATES.contains(&name) {
        if draft.fields.year.is_none() {
            date::put(draft, value);
        } else {
            draft.extra(name, &date::written(value).unwrap_or_else(|| compact(value)));
        }
    }
}

fn people(value: &Value) -> Vec<Person> {
    list(Some(value)).iter().filter_map(person::person).collect()
}

fn doi(draft: &mut Draft, value: &Value) {
    draft.doi_or_extra("DOI", &text(value).unwrap_or_default(), 0);
}

/// Keywords: most programs put a semicolon between two, some a comma and a blank.
fn keywords(draft: &mut Draft, words: &str) {
    if words.contains(';') { draft.keywords(words) } else { draft.keywords(&words.replace(", ", ";")) }
}

/// A line of a note; Zotero puts there what a type has no field for.
fn note_line(draft: &mut Draft, line: &str) {
    let line = line.trim();
    let is_taken = match line.split_once(": ") {
        Some(("URN", urn)) => draft.text(Field::Urn, urn),
        Some(("DOI", doi)) => draft.fields.doi.is_none() && doi.starts_with("10.") && draft.doi(doi),
        _ => false,
    };
    if !is_taken {
        draft.note(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::samples::{empty, odd, rich, written};
    use crate::found::{Found, Kept};
    use katsaus_model::Fields;

    fn read(text: &str) -> Kept {
        let mut kept = Kept::default();
        CslJson.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    fn one(item: &str) -> Found {
        let mut kept = read(&format!("[{item}]"));
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 0), "{item}");
        kept.found.remove(0)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = written(&CslJson, &[rich(), odd(), empty()]);
        assert_eq!(CslJson.sniff(&text), Match::Sure);
        let found = read(&text).found;
        let sample = rich();
        let mut expected = Fields { id: Some(sample.key.to_owned()), ..sample.fields };
        expected.keywords.extend(sample.tags);
        assert_eq!(found[0].content.fields, expected);
        assert_eq!(found[0].content.brought.notes, ["Method: Interviews", "and notes", "Read twice."]);
        let fields = &found[1].content.fields;
        assert_eq!(fields.extra, odd().fields.extra);
        assert_eq!((fields.date.as_deref(), fields.isbn.len()), (Some("n.d."), 1));
        assert_eq!(fields.authors, odd().fields.authors);
        assert_eq!((fields.kind.as_deref(), fields.publisher_place.as_deref()), (Some("chapter"), Some("London")));
        assert_eq!(found[2].content.fields, Fields { id: Some("nd".to_owned()), ..Fields::default() });
    }

    #[test]
    fn other_programs_properties_are_read() {
        let found = one(
            r#"{"id": 7, "type": "journal-article", "title": ["A title", "Otsikko"], "container-title-short": "J Test",
            "author": [{"family": "de Vries", "given": "A."}, {"name": "Kela"}, "Roe, R."],
            "translator": [{"family": "Doe", "given": "J."}], "accessed": {"date-parts": [[2020, 1, 2]]},
            "issued": {"date-parts": [["2013", 1, 1]]}, "volume": 12, "page": "454–81", "page-first": "454",
            "ISSN": ["1052-2263", "x"], "keyword": "work; health, mental", "URL": "https://doi.org/10.1000/x",
            "note": "PMID: 123\nURN: urn:nbn:fi-1\nA remark", "genre": "Review", "rank": {"a": [1]}, "empty": []}"#,
        );
        let fields = &found.content.fields;
        let get = |field: Field| fields.get(field);
        assert_eq!(get(Field::Authors), "de Vries, A.; Kela; Roe, R.");
        assert_eq!((get(Field::Title), get(Field::Container)), ("A title".to_owned(), "J Test".to_owned()));
        assert_eq!((get(Field::Type), get(Field::Date)), ("article-journal".to_owned(), "2013-01-01".to_owned()));
        assert_eq!((get(Field::Volume), get(Field::Pages)), ("12".to_owned(), "454-481".to_owned()));
        assert_eq!((get(Field::Doi), get(Field::Pmid)), ("10.1000/x".to_owned(), "123".to_owned()));
        assert_eq!(get(Field::Urn), "urn:nbn:fi-1");
        assert_eq!(get(Field::Keywords), "work; health, mental");
        assert_eq!(found.content.brought.notes, ["A remark"]);
        let extra: Vec<(&str, &str)> = fields.extra.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(
            extra,
            [
                ("ISSN", "x"),
                ("accessed", "2020-01-02"),
                ("genre", "Review"),
                ("page-first", "454"),
                ("rank", r#"{"a":[1]}"#),
                ("title", "Otsikko"),
                ("translator", "Doe, J."),
            ]
        );
    }

    #[test]
    fn odd_values_are_kept_and_named() {
        let found = one(r#"{"title": "A", "DOI": "none", "issued": {"literal": "in press"}, "citation-key": "a1"}"#);
        assert_eq!(found.content.fields.extra["DOI"], "none");
        assert_eq!(found.diagnostics[0].code, "doi");
        assert_eq!((found.content.fields.year, found.content.fields.date.as_deref()), (None, Some("in press")));
        assert_eq!(found.content.fields.id.as_deref(), Some("a1"));
        let kept = read("[{\"title\":\"A\"},{\"title\" \"B\"},{\"label\":\"C\"},{\"title\":\"D\"}]");
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (2, 2));
        assert_eq!(one("{\"title\":\"A\",\"keyword\":\"a, b c, d\"}").content.fields.keywords, ["a", "b c", "d"]);
    }

    #[test]
    fn it_is_told_from_other_json() {
        for (head, expected) in [
            ("[{\"id\":\"a\",\"type\":\"book\",", Match::Sure),
            ("[\n{\"title\": \"A\", \"issued\" : {", Match::Sure),
            ("{\"title\":\"A\",\"DOI\":\"10.1000/x\"}", Match::Maybe),
            ("[\n]\n", Match::Maybe),
            ("{\"DOI\":\"10.1000/x\",\"container-title\":[\"J\"],\"is-referenced-by-count\":1", Match::Maybe),
            ("{\"schema\":\"katsaus.record.v1\",\"title\":\"A\",\"type\":\"book\",\"id\":1}", Match::No),
            ("[{\"label\":1}]", Match::No),
            ("@book{a, type = \"book\"}", Match::No),
            ("", Match::No),
        ] {
            assert_eq!(CslJson.sniff(head), expected, "{head}");
        }
    }
}
