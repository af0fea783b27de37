//! Works as OpenAlex's API answers them, saved to a file: a page of results, one work, or many answers one after
//! another.
//!
//! Properties and their fields are in `docs/formats/openalex.md`. It must not take in what OpenAlex computes about a
//! work (topics by score, counts by year, related works): that is kept with the whole entry only.

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::Sink;
use crate::input::Input;
use crate::json::value::{at, list, part, text, text_at};
use crate::json::{self, person};
use crate::normal::name as names;
use crate::normal::{markup, pages};
use katsaus_model::{Field, Person};
use serde_json::{Map, Value};
use std::io;

/// The OpenAlex format.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenAlex;

impl Reader for OpenAlex {
    fn id(&self) -> &'static str {
        "openalex"
    }

    fn name(&self) -> &'static str {
        "OpenAlex (JSON)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "jsonl"]
    }

    fn sniff(&self, head: &str) -> Match {
        let has = |name: &str| json::has(head, name);
        let addressed = head.contains("openalex.org/") && (has("id") || has("results"));
        if json::begins(head) && (has("authorships") || has("abstract_inverted_index") || addressed) {
            Match::Sure
        } else {
            Match::No
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        json::read("openalex", convert, input, sink)
    }
}

fn convert(work: &Map<String, Value>, draft: &mut Draft) -> bool {
    if !is_work(work) {
        return false;
    }
    kind(work, draft);
    identifiers(work, draft);
    for name in ["title", "display_name"] {
        if let Some(title) = text_at(work, &[name]) {
            draft.text_or_extra(Field::Title, name, &title);
        }
    }
    for name in ["publication_year", "publication_date"] {
        if let Some(date) = text_at(work, &[name]) {
            draft.date(&date);
        }
    }
    if let Some(language) = text_at(work, &["language"]) {
        draft.text(Field::Language, &language);
    }
    for authorship in list(work.get("authorships")) {
        author(authorship, draft);
    }
    places(work, draft);
    if let Some(Value::Object(index)) = work.get("abstract_inverted_index") {
        draft.abstract_text(&abstract_of(index));
    }
    for word in list(work.get("keywords")) {
        let word = text(word).or_else(|| part(word, "display_name")).or_else(|| part(word, "keyword"));
        draft.keywords(&word.unwrap_or_default());
    }
    beside(work, draft);
    true
}

/// Answers about authors, institutions and sources are no works.
fn is_work(work: &Map<String, Value>) -> bool {
    ["authorships", "publication_year", "publication_date", "abstract_inverted_index", "primary_location"]
        .iter()
        .any(|name| work.contains_key(*name))
        || work.contains_key("title") && (work.contains_key("ids") || work.contains_key("doi"))
}

/// The type; where CSL's says less than OpenAlex's, that is kept too.
fn kind(work: &Map<String, Value>, draft: &mut Draft) {
    let name = text_at(work, &["type"]).unwrap_or_default();
    let older = text_at(work, &["type_crossref"]).unwrap_or_default();
    let raw = text_at(work, &["primary_location", "raw_type"]).unwrap_or_default();
    let source = text_at(work, &["primary_location", "source", "type"]).unwrap_or_default();
    let is_paper = [&older, &raw].iter().any(|name| &***name == "proceedings-article") || source == "conference";
    let (kind, is_exact) = match &*name {
        "article" if is_paper => ("paper-conference", true),
        "article" if older == "posted-content" => ("article", true),
        "article" => ("article-journal", true),
        "review" | "letter" | "editorial" | "erratum" | "retraction" | "data-paper" => ("article-journal", false),
        "preprint" => ("article", true),
        "book" => ("book", true),
        "book-chapter" => ("chapter", true),
        "dissertation" => ("thesis", true),
        "dataset" => ("dataset", true),
        "software" => ("software", true),
        "report" => ("report", true),
        "standard" => ("standard", true),
        "reference-entry" => ("entry", true),
        "peer-review" => ("review", false),
        other => (crate::crossref::kind(other).unwrap_or_default(), false),
    };
    draft.fields.kind = (!kind.is_empty()).then(|| kind.to_owned());
    if !is_exact {
        draft.extra("type", &name);
    }
}

fn identifiers(work: &Map<String, Value>, draft: &mut Draft) {
    let id = text_at(work, &["id"]).or_else(|| text_at(work, &["ids", "openalex"]));
    draft.fields.id = id.map(|id| person::bare(&id).to_owned());
    if let Some(doi) = text_at(work, &["doi"]).or_else(|| text_at(work, &["ids", "doi"])) {
        draft.doi_or_extra("doi", &doi, 0);
    }
    if let Some(pmid) = text_at(work, &["ids", "pmid"]) {
        draft.text(Field::Pmid, person::bare(&pmid));
    }
    if let Some(pmcid) = text_at(work, &["ids", "pmcid"]) {
        draft.extra("pmcid", person::bare(&pmcid));
    }
}

fn author(authorship: &Value, draft: &mut Draft) {
    let raw = person::line(authorship, "raw_author_name");
    let none = Value::Null;
    let author = authorship.get("author").unwrap_or(&none);
    let Some(person) = name(&person::line(author, "display_name"), &raw) else { return };
    if let Some(orcid) = part(author, "orcid") {
        person::beside(draft, "orcid", &person, person::bare(&orcid));
    }
    for place in list(authorship.get("raw_affiliation_strings")).iter().filter_map(text) {
        person::beside(draft, "affiliation", &person, &place);
    }
    draft.fields.authors.push(person);
}

/// A name. OpenAlex writes it with the given names first; where the text itself had the family name first, with a
/// comma, that tells how long the family name is.
fn name(shown: &str, raw: &str) -> Option<Person> {
    if shown.is_empty() {
        return names::name(raw);
    }
    if let Some((family, _)) = raw.split_once(',')
        && let Some(given) = before(shown, family.trim())
    {
        let family = shown[given.len()..].trim_start();
        return Some(person::named(family, given.to_owned(), String::new(), String::new()));
    }
    names::name(shown)
}

/// What stands before an ending, in whatever case of letters.
fn before<'t>(text: &'t str, ending: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(ending.len())?;
    let (head, tail) = (text.get(..at)?, text.get(at..)?);
    let is_same = !ending.is_empty() && tail.to_lowercase() == ending.to_lowercase();
    (is_same && head.ends_with(' ') && !head.trim().is_empty()).then(|| head.trim_end())
}

/// The journal, book or repository; volume, issue and pages.
fn places(work: &Map<String, Value>, draft: &mut Draft) {
    let none = Value::Null;
    let location = work.get("primary_location").or_else(|| work.get("best_oa_location")).unwrap_or(&none);
    // Answers of before 2023 have the source where the location is now.
    let source = location.get("source").filter(|source| source.is_object()).or_else(|| work.get("host_venue"));
    let source = source.unwrap_or(&none);
    let shown = person::line(source, "display_name");
    let kind = draft.fields.kind.clone().unwrap_or_default();
    if part(source, "type").is_some_and(|kind| kind == "repository") && kind != "article" {
        // It is not what the text appeared in.
        let is_publisher = matches!(&*kind, "thesis" | "dataset" | "report" | "software");
        if !(is_publisher && draft.text(Field::Publisher, &shown)) {
            draft.extra("repository", &shown);
        }
    } else {
        draft.text(Field::Container, &shown);
        for number in list(source.get("issn")).iter().chain(source.get("issn_l")).filter_map(text) {
            draft.numbers(&number);
        }
    }
    // A name that OpenAlex has not matched with a source of its own.
    if shown.is_empty()
        && kind != "thesis"
        && let Some(written) = part(location, "raw_source_name")
    {
        draft.text(Field::Container, &written);
    }
    let publisher = part(source, "host_organization_name").or_else(|| part(source, "publisher"));
    if let Some(publisher) = publisher {
        draft.text_or_extra(Field::Publisher, "publisher", &publisher);
    }
    if let Some(address) = part(location, "landing_page_url").or_else(|| part(source, "url")) {
        draft.text(Field::Url, &address);
    }
    for (name, field) in [("volume", Field::Volume), ("issue", Field::Issue)] {
        if let Some(number) = text_at(work, &["biblio", name]) {
            draft.text(field, &number);
        }
    }
    let page = |name: &str| text_at(work, &["biblio", name]).unwrap_or_default();
    draft.pages(&pages::range(&page("first_page"), &page("last_page")));
}

/// The abstract, which is given as the places of each word, in its own order.
fn abstract_of(index: &Map<String, Value>) -> String {
    let mut words: Vec<(u64, &str)> = Vec::new();
    for (word, places) in index {
        words.extend(list(Some(places)).iter().filter_map(Value::as_u64).map(|place| (place, word.as_str())));
    }
    words.sort_unstable();
    let words: Vec<&str> = words.into_iter().map(|(_, word)| word).collect();
    words.join(" ")
}

/// What is worth knowing of a work and is no field.
fn beside(work: &Map<String, Value>, draft: &mut Draft) {
    if at(work, &["is_retracted"]) == Some(&Value::Bool(true)) {
        draft.extra("is_retracted", "true");
    }
    let facts: [(&str, &[&str]); 3] = [
        ("cited_by_count", &["cited_by_count"]),
        ("primary_topic", &["primary_topic", "display_name"]),
        ("oa_url", &["open_access", "oa_url"]),
    ];
    for (name, path) in facts {
        if let Some(value) = text_at(work, path) {
            draft.extra(name, &value);
        }
    }
    // Funders are called grants in older answers.
    let funders = list(work.get("funders")).iter().filter_map(|funder| part(funder, "display_name"));
    let grants = list(work.get("grants")).iter().filter_map(|grant| part(grant, "funder_display_name"));
    let mut known: Vec<String> = Vec::new();
    for funder in funders.chain(grants).map(|funder| markup::line(&funder).into_owned()) {
        if !known.contains(&funder) {
            known.push(funder);
        }
    }
    draft.extra("funders", &known.join("; "));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::{Found, Kept};

    fn read(text: &str) -> Kept {
        let mut kept = Kept::default();
        OpenAlex.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    fn one(work: &str) -> Found {
        let work = format!("{{\"id\":\"https://openalex.org/W7\",\"publication_year\":2017,{work}}}");
        let mut kept = read(&format!("{{\"meta\":{{}},\"results\":[{work}]}}"));
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 0), "{work}");
        kept.found.remove(0)
    }

    #[test]
    fn an_article_is_read() {
        let found = one(
            r#""doi": "https://doi.org/10.1000/X", "title": "A title", "display_name": "A title", "type": "review",
            "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/123"}, "publication_date": "2017-05-03",
            "authorships": [
                {"author": {"display_name": "Jane R. Doe", "orcid": "https://orcid.org/0000-0002-1825-0097"},
                 "raw_affiliation_strings": ["Oulu"]},
                {"author": {"display_name": "Maria Garcia Lopez"}, "raw_author_name": "GARCIA LOPEZ, Maria"},
                {"author": {"display_name": null}, "raw_author_name": "Roe, R."}],
            "primary_location": {"landing_page_url": "https://doi.org/10.1000/x", "source": {"type": "journal",
                "display_name": "Journal of tests", "issn": ["1052-2263"], "host_organization_name": "Sage"}},
            "biblio": {"volume": "12", "issue": null, "first_page": "5", "last_page": "5"}, "cited_by_count": 3,
            "abstract_inverted_index": {"the": [1, 4], "On": [0], "use": [2], "of": [3], "law.": [5]},
            "keywords": [{"display_name": "Law"}, {"keyword": "use"}], "is_retracted": true"#,
        );
        let fields = &found.content.fields;
        let get = |field: Field| fields.get(field);
        assert_eq!((fields.id.as_deref(), get(Field::Doi)), (Some("W7"), "10.1000/x".to_owned()));
        assert_eq!(get(Field::Authors), "Doe, Jane R.; Garcia Lopez, Maria; Roe, R.");
        assert_eq!((get(Field::Pmid), get(Field::Date)), ("123".to_owned(), "2017-05-03".to_owned()));
        assert_eq!((get(Field::Volume), get(Field::Pages)), ("12".to_owned(), "5".to_owned()));
        assert_eq!((get(Field::Container), get(Field::Publisher)), ("Journal of tests".to_owned(), "Sage".to_owned()));
        assert_eq!(get(Field::Abstract), "On the use of the law.");
        assert_eq!((get(Field::Keywords), get(Field::Issn)), ("Law; use".to_owned(), "1052-2263".to_owned()));
        let extra: Vec<(&str, &str)> = fields.extra.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(
            extra,
            [
                ("affiliation", "Doe, Jane R.: Oulu"),
                ("cited_by_count", "3"),
                ("is_retracted", "true"),
                ("orcid", "Doe, Jane R.: 0000-0002-1825-0097"),
                ("type", "review"),
            ]
        );
    }

    #[test]
    fn a_repository_is_no_journal() {
        let source = r#""primary_location": {"source": {"type": "repository", "display_name": "A store"}}"#;
        let read = |kind: &str| one(&format!("\"title\": \"A\", \"type\": \"{kind}\", {source}")).content.fields;
        assert_eq!(read("preprint").container.as_deref(), Some("A store"));
        assert_eq!(read("dissertation").publisher.as_deref(), Some("A store"));
        assert_eq!(read("article").extra["repository"], "A store");
    }

    #[test]
    fn odd_dates_and_broken_works() {
        let found = one(r#""title": "A", "publication_date": "2018-01-01", "type": "article""#);
        assert_eq!((found.content.fields.year, found.content.fields.date), (Some(2017), None));
        let kept = read(
            "[{\"id\":\"https://openalex.org/W1\",\"title\":\"A\",\"ids\":{}},\n{\"id\":\"W2\" \"title\":\"B\"},\n\
             {\"id\":\"https://openalex.org/A5\",\"display_name\":\"Somebody\"},\n\
             {\"id\":\"https://openalex.org/W3\",\"title\":\"C\",\"doi\":null}]",
        );
        let titles: Vec<String> = kept.found.iter().map(|found| found.content.fields.get(Field::Title)).collect();
        assert_eq!((titles, kept.diagnostics.len()), (vec!["A".to_owned(), "C".to_owned()], 2));
    }

    #[test]
    fn it_is_told_from_other_json() {
        assert_eq!(OpenAlex.sniff("{\"meta\":{},\"results\":[{\"id\":\"https://openalex.org/W1\""), Match::Sure);
        assert_eq!(OpenAlex.sniff("[{\"authorships\":["), Match::Sure);
        assert_eq!(OpenAlex.sniff("{\"results\":[{\"id\":\"x\""), Match::No);
    }
}
