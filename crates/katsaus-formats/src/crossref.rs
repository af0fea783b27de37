//! Works as Crossref's REST API answers them, saved to a file: a list of works, one work, or many answers one after
//! another.
//!
//! Properties and their fields are in `docs/formats/crossref.md`. It must not take in what Crossref says of its own
//! record rather than of the text (when it was indexed, who may link to it): that is kept with the whole entry only.

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::Sink;
use crate::input::Input;
use crate::json::value::{is_empty, list, part, plain, text, texts};
use crate::json::{self, date, person};
use crate::normal::markup;
use katsaus_model::{Field, Person};
use serde_json::{Map, Value};
use std::io;

/// The Crossref format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Crossref;

impl Reader for Crossref {
    fn id(&self) -> &'static str {
        "crossref"
    }

    fn name(&self) -> &'static str {
        "Crossref (JSON)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "jsonl"]
    }

    fn sniff(&self, head: &str) -> Match {
        let has = |name: &str| json::has(head, name);
        let own = ["is-referenced-by-count", "reference-count", "content-domain", "short-container-title", "deposited"];
        if json::begins(head) && (has("message-type") || has("DOI") && own.iter().any(|name| has(name))) {
            Match::Sure
        } else {
            Match::No
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        json::read("crossref", convert, input, sink)
    }
}

/// The CSL type of a type of Crossref's.
pub(crate) fn kind(name: &str) -> Option<&'static str> {
    Some(match name {
        "journal-article" => "article-journal",
        "book-chapter" | "book-section" | "book-part" | "book-track" => "chapter",
        "proceedings-article" => "paper-conference",
        "book" | "monograph" | "edited-book" | "reference-book" | "book-set" | "book-series" => "book",
        "proceedings" | "proceedings-series" => "book",
        "report" | "report-component" | "report-series" => "report",
        "dissertation" => "thesis",
        "dataset" | "database" => "dataset",
        "posted-content" => "article",
        "peer-review" => "review",
        "standard" | "standard-series" => "standard",
        "reference-entry" => "entry",
        "journal" | "journal-issue" | "journal-volume" => "periodical",
        _ => return None,
    })
}

/// Dates of publication: the year is taken from the first that is given, and a later one may say more of that year.
const DATES: [&str; 6] = ["issued", "published", "published-print", "published-online", "published-other", "posted"];

/// Dates that serve where no date of publication is given.
const SPARE_DATES: [&str; 2] = ["approved", "content-created"];

/// What is said of the record and not of the text, is said again elsewhere, or is looked at together with something
/// else. The list of references is among it: it may be longer than all the rest.
const PASSED: [&str; 39] = [
    "alternative-id",
    "archive",
    "article-number",
    "assertion",
    "container-title",
    "content-created",
    "content-domain",
    "content-updated",
    "created",
    "deposited",
    "indexed",
    "institution",
    "isbn-type",
    "issn-type",
    "issued",
    "issue-title",
    "journal-issue",
    "license",
    "link",
    "member",
    "approved",
    "page",
    "posted",
    "prefix",
    "published",
    "published-online",
    "published-other",
    "published-print",
    "reference",
    "reference-count",
    "references-count",
    "resource",
    "score",
    "short-container-title",
    "source",
    "subtitle",
    "title",
    "type",
    "update-policy",
];

fn convert(work: &Map<String, Value>, draft: &mut Draft) -> bool {
    if !is_work(work) {
        return false;
    }
    if let Some(name) = work.get("type").and_then(text) {
        match kind(&name) {
            Some(kind) => draft.fields.kind = Some(kind.to_owned()),
            None => draft.extra("type", &name),
        }
    }
    titles(work, draft);
    for value in DATES.iter().filter_map(|name| work.get(*name)) {
        date::put(draft, value);
    }
    if draft.fields.year.is_none() {
        SPARE_DATES.iter().filter_map(|name| work.get(*name)).for_each(|value| date::put(draft, value));
    }
    for (name, value) in work.iter().filter(|(name, value)| !PASSED.contains(&name.as_str()) && !is_empty(value)) {
        put(draft, name, value);
    }
    places(work, draft);
    true
}

/// Answers about journals, funders and agencies are no works.
fn is_work(work: &Map<String, Value>) -> bool {
    let titled = work.get("title").is_some_and(Value::is_array);
    work.contains_key("DOI") && !work.contains_key("agency") || titled || work.contains_key("author")
}

fn titles(work: &Map<String, Value>, draft: &mut Draft) {
    let titles = texts(work.get("title"));
    let Some((first, others)) = titles.split_first() else { return };
    let subtitle = texts(work.get("subtitle"));
    let subtitle = subtitle.first().map(|text| markup::line(text)).unwrap_or_default();
    draft.text(Field::Title, &with_subtitle(&markup::line(first), &subtitle));
    for title in others {
        draft.text_or_extra(Field::Title, "title", title);
    }
}

/// Some publishers give the subtitle in the title too, some the whole title as the subtitle.
pub(crate) fn with_subtitle(title: &str, subtitle: &str) -> String {
    let (low, low_subtitle) = (title.to_lowercase(), subtitle.to_lowercase());
    if low.contains(&low_subtitle) {
        return title.to_owned();
    }
    if low_subtitle.starts_with(&low) {
        return subtitle.to_owned();
    }
    let sign = if title.ends_with([':', '?', '!', '.']) { "" } else { ":" };
    format!("{title}{sign} {subtitle}")
}

fn put(draft: &mut Draft, name: &str, value: &Value) {
    let value_text = text(value).unwrap_or_default();
    match name {
        "author" => {
            let people = people(draft, value);
            draft.fields.authors.extend(people);
        }
        "editor" | "chair" => {
            let people = people(draft, value);
            draft.fields.editors.extend(people);
        }
        "translator" => {
            let people: Vec<String> = people(draft, value).iter().map(Person::inverted).collect();
            draft.extra(name, &people.join("; "));
        }
        "original-title" => texts(Some(value)).iter().for_each(|title| {
            draft.text_or_extra(Field::OriginalTitle, name, title);
        }),
        "volume" => draft.text_or_extra(Field::Volume, name, &value_text),
        "issue" => draft.text_or_extra(Field::Issue, name, &value_text),
        "edition-number" => draft.text_or_extra(Field::Edition, name, &value_text),
        "publisher" => draft.text_or_extra(Field::Publisher, name, &value_text),
        "publisher-location" => draft.text_or_extra(Field::PublisherPlace, name, &value_text),
        "language" => draft.text_or_extra(Field::Language, name, &value_text),
        "URL" => draft.text_or_extra(Field::Url, name, &value_text),
        "DOI" => draft.doi_or_extra(name, &value_text, 0),
        "ISSN" | "ISBN" => {
            for number in texts(Some(value)) {
                if !draft.numbers(&number) {
                    draft.extra(name, &number);
                }
            }
        }
        "abstract" => draft.abstract_text(&value_text),
        "event" => named(draft, name, value, "location"),
        "standards-body" => named(draft, name, value, ""),
        "funder" => {
            for funder in list(Some(value)) {
                let awards = texts(funder.get("award")).join(", ");
                let name_of = part(funder, "name").unwrap_or_default();
                let sign = if awards.is_empty() { "" } else { ": " };
                draft.extra(name, &format!("{name_of}{sign}{awards}"));
            }
        }
        _ => draft.extra(name, &plain(value)),
    }
}

/// People, and what is said of them beside their names.
fn people(draft: &mut Draft, value: &Value) -> Vec<Person> {
    let mut people = Vec::new();
    for one in list(Some(value)) {
        let Some(person) = person::person(one) else { continue };
        if let Some(orcid) = part(one, "ORCID") {
            person::beside(draft, "ORCID", &person, person::bare(&orcid));
        }
        for affiliation in list(one.get("affiliation")).iter().filter_map(|place| part(place, "name")) {
            person::beside(draft, "affiliation", &person, &affiliation);
        }
        people.push(person);
    }
    people
}

/// Something that has a name, and more behind it.
fn named(draft: &mut Draft, name: &str, value: &Value, more: &str) {
    let mut words = person::line(value, "name");
    let more = person::line(value, more);
    if !words.is_empty() && !more.is_empty() {
        words.push_str(", ");
    }
    words.push_str(&more);
    draft.extra(name, &words);
}

/// Where it appeared: journals, books and series; pages or an article number.
fn places(work: &Map<String, Value>, draft: &mut Draft) {
    let names = texts(work.get("container-title"));
    let kind = draft.fields.kind.clone().unwrap_or_default();
    match names.as_slice() {
        [one, other] if kind != "article-journal" => {
            let (book, series) = book_and_series(one, other);
            draft.text_or_extra(Field::Container, "container-title", book);
            draft.text_or_extra(Field::Series, "container-title", series);
        }
        // What a book stands in is its series.
        all => {
            let field = if kind == "book" { Field::Series } else { Field::Container };
            all.iter().for_each(|name| draft.text_or_extra(field, "container-title", name));
        }
    }
    for name in texts(work.get("short-container-title")) {
        draft.text_or_extra(Field::Container, "short-container-title", &name);
    }
    for place in list(work.get("institution")) {
        let name = person::line(place, "name");
        // A preprint stands in its repository as an article in its journal.
        let field = if kind == "article" { Field::Container } else { Field::Publisher };
        draft.text_or_extra(field, "institution", &name);
    }
    if draft.fields.issue.is_none()
        && let Some(issue) = work.get("journal-issue").and_then(|issue| part(issue, "issue"))
    {
        draft.text(Field::Issue, &issue);
    }
    let article = text_of(work, "article-number");
    draft.pages(&text_of(work, "page"));
    if draft.fields.pages.is_none() {
        draft.pages(&article);
    } else {
        draft.extra("article-number", &article);
    }
}

fn text_of(work: &Map<String, Value>, name: &str) -> String {
    work.get(name).and_then(text).unwrap_or_default().into_owned()
}

/// Of a book and its series, given in either order, which is which: by words that series are called by, else the
/// shorter name is the series'.
fn book_and_series<'n>(one: &'n str, other: &'n str) -> (&'n str, &'n str) {
    const WORDS: [&str; 15] = [
        "lecture notes",
        "series",
        "studies in",
        "advances in",
        "progress in",
        "topics in",
        "contributions to",
        "springer",
        "briefs",
        "monographs",
        "library",
        "schriften",
        "handbooks",
        "transactions",
        "communications in",
    ];
    let is_series = |name: &str| {
        let name = name.to_lowercase();
        WORDS.iter().any(|word| name.contains(word))
    };
    match (is_series(one), is_series(other)) {
        (true, false) => (other, one),
        (false, true) => (one, other),
        _ if one.chars().count() <= other.chars().count() => (other, one),
        _ => (one, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::{Found, Kept};

    fn read(text: &str) -> Kept {
        let mut kept = Kept::default();
        Crossref.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    fn one(work: &str) -> Found {
        let mut kept = read(&format!("{{\"message-type\":\"work\",\"message\":{{\"DOI\":\"10.1000/x\",{work}}}}}"));
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 0), "{work}");
        kept.found.remove(0)
    }

    #[test]
    fn an_article_is_read() {
        let found = one(r#""type": "journal-article", "title": ["Work &amp; <i>health</i>"], "subtitle": ["A review"],
            "author": [{"given": "Jane", "family": "Doe", "sequence": "first",
                "ORCID": "http://orcid.org/0000-0002-1825-0097", "affiliation": [{"name": "Oulu"}]},
                {"name": "A Study Group", "sequence": "additional"}, {"sequence": "additional"}],
            "container-title": ["Journal of tests"], "short-container-title": ["J Test"], "volume": "12",
            "journal-issue": {"issue": "3"}, "article-number": "e5", "ISSN": ["1052-2263"],
            "issued": {"date-parts": [[2017]]}, "published-print": {"date-parts": [[2017, 5]]},
            "created": {"date-parts": [[2016, 1, 1]]}, "abstract": "<jats:title>Aim</jats:title><jats:p>One</jats:p>",
            "funder": [{"name": "A fund", "award": ["7", "8"]}], "subject": ["Law", "Health"], "score": 1.5"#);
        let fields = &found.content.fields;
        let get = |field: Field| fields.get(field);
        assert_eq!(get(Field::Title), "Work & health: A review");
        assert_eq!(get(Field::Authors), "Doe, Jane; A Study Group");
        assert_eq!((get(Field::Container), get(Field::Issue)), ("Journal of tests".to_owned(), "3".to_owned()));
        assert_eq!((get(Field::Date), get(Field::Pages)), ("2017-05".to_owned(), "e5".to_owned()));
        assert_eq!(get(Field::Abstract), "Aim\nOne");
        let extra: Vec<(&str, &str)> = fields.extra.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(
            extra,
            [
                ("ORCID", "Doe, Jane: 0000-0002-1825-0097"),
                ("affiliation", "Doe, Jane: Oulu"),
                ("funder", "A fund: 7, 8"),
                ("short-container-title", "J Test"),
                ("subject", "Law; Health"),
            ]
        );
    }

    #[test]
    fn books_and_series_are_told_apart() {
        for (one, other) in [
            ("A book of things", "Lecture Notes in Things"),
            ("Structured things in mathematics and engineering", "Modern Mathematics"),
        ] {
            assert_eq!(book_and_series(one, other), (one, other));
            assert_eq!(book_and_series(other, one), (one, other));
        }
        let found = one(r#""type": "monograph", "title": ["A"], "container-title": ["Things"]"#);
        assert_eq!((found.content.fields.container, found.content.fields.series.as_deref()), (None, Some("Things")));
        let found = one(r#""type": "posted-content", "title": ["A"], "institution": [{"name": "aRxiv"}]"#);
        assert_eq!(found.content.fields.container.as_deref(), Some("aRxiv"));
    }

    #[test]
    fn odd_dates_and_broken_works() {
        let found = one(r#""title": ["A"], "issued": {"date-parts": [[null]]}, "approved": {"date-parts": [[2013, 5]]}
            "#);
        assert_eq!((found.content.fields.year, found.content.fields.date.as_deref()), (Some(2013), Some("2013-05")));
        let kept = read(
            "{\"status\":\"ok\",\"message\":{\"items\":[{\"DOI\":\"10.1000/a\",\"title\":[\"A\"]},\n\
             {\"DOI\":\"10.1000/b\" \"title\":[\"B\"]},\n{\"DOI\":\"10.1000/c\",\"agency\":{\"id\":\"x\"}},\n\
             {\"DOI\":\"10.1000/d\",\"title\":[\"D\"]}],\"query\":{}}}",
        );
        let titles: Vec<String> = kept.found.iter().map(|found| found.content.fields.get(Field::Title)).collect();
        assert_eq!((titles, kept.diagnostics.len()), (vec!["A".to_owned(), "D".to_owned()], 2));
        assert_eq!(with_subtitle("Why? A question", "a question"), "Why? A question");
        assert_eq!(with_subtitle("Why", "Why not"), "Why not");
    }

    #[test]
    fn it_is_told_from_other_json() {
        assert_eq!(Crossref.sniff("{\"status\":\"ok\",\"message-type\":\"work-list\""), Match::Sure);
        assert_eq!(Crossref.sniff("[{\"DOI\":\"10.1000/x\",\"deposited\":{"), Match::Sure);
        assert_eq!(Crossref.sniff("[{\"DOI\":\"10.1000/x\",\"issued\":{"), Match::No);
    }
}
