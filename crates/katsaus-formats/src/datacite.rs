//! Works as DataCite's REST API answers them, saved to a file, and bare DataCite metadata in JSON.
//!
//! Properties and their fields are in `docs/formats/datacite.md`. It must not take in what DataCite says of its own
//! record rather than of the text (its state, who registered it): that is kept with the whole entry only.

use crate::crossref::with_subtitle;
use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::Sink;
use crate::input::Input;
use crate::json::value::{is_empty, list, part, plain, text, text_at, texts};
use crate::json::{self, person};
use crate::normal::name as names;
use crate::normal::{markup, pages};
use katsaus_model::{Field, Person};
use serde_json::{Map, Value};
use std::io;

/// The DataCite format.
#[derive(Clone, Copy, Debug, Default)]
pub struct DataCite;

impl Reader for DataCite {
    fn id(&self) -> &'static str {
        "datacite"
    }

    fn name(&self) -> &'static str {
        "DataCite (JSON)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "jsonl"]
    }

    fn sniff(&self, head: &str) -> Match {
        let has = |name: &str| json::has(head, name);
        let named = has("resourceTypeGeneral") || head.contains("datacite.org/schema");
        if json::begins(head) && (named || has("creators") && (has("titles") || has("publicationYear"))) {
            Match::Sure
        } else {
            Match::No
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        json::read("datacite", convert, input, sink)
    }
}

/// What is said of the record and not of the text, or is looked at together with something else.
const PASSED: [&str; 45] = [
    "agency",
    "citationCount",
    "citations",
    "citationsOverTime",
    "clientId",
    "container",
    "contentUrl",
    "created",
    "creators",
    "contributors",
    "dates",
    "descriptions",
    "doi",
    "downloadCount",
    "downloadsOverTime",
    "geoLocations",
    "id",
    "identifiers",
    "alternateIdentifiers",
    "isActive",
    "metadataVersion",
    "partCount",
    "partOfCount",
    "parts",
    "partOf",
    "prefix",
    "providerId",
    "publicationYear",
    "published",
    "reason",
    "referenceCount",
    "references",
    "registered",
    "relatedIdentifiers",
    "relatedItems",
    "schemaVersion",
    "sizes",
    "source",
    "state",
    "suffix",
    "titles",
    "types",
    "updated",
    "viewCount",
    "xml",
];

/// Ways in which another thing is related that say what this text is: a part, a version, a translation.
const RELATIONS: [&str; 13] = [
    "HasVersion",
    "IsDerivedFrom",
    "IsIdenticalTo",
    "IsNewVersionOf",
    "IsObsoletedBy",
    "IsPartOf",
    "IsPreviousVersionOf",
    "IsPublishedIn",
    "IsReviewOf",
    "IsSupplementTo",
    "IsTranslationOf",
    "IsVariantFormOf",
    "IsVersionOf",
];

fn convert(object: &Map<String, Value>, draft: &mut Draft) -> bool {
    let work = match object.get("attributes") {
        Some(Value::Object(attributes)) => attributes,
        _ => object,
    };
    if !["creators", "titles", "publicationYear"].iter().any(|name| work.contains_key(*name)) {
        return false;
    }
    kind(work, draft);
    titles(work, draft);
    identifiers(work, draft);
    for creator in list(work.get("creators")) {
        let Some(person) = person_of(creator) else { continue };
        note_person(draft, creator, &person);
        draft.fields.authors.push(person);
    }
    for contributor in list(work.get("contributors")) {
        let Some(person) = person_of(contributor) else { continue };
        match part(contributor, "contributorType").as_deref() {
            Some("Editor") => draft.fields.editors.push(person),
            role => draft.extra(role.unwrap_or("contributors"), &person.inverted()),
        }
    }
    dates(work, draft);
    within(work, draft);
    container(work, draft);
    sizes(work, draft);
    descriptions(work, draft);
    for (name, value) in work.iter().filter(|(name, value)| !PASSED.contains(&name.as_str()) && !is_empty(value)) {
        put(draft, name, value);
    }
    true
}

/// The type; where DataCite says no more than that it is a text, what other formats would call it.
fn kind(work: &Map<String, Value>, draft: &mut Draft) {
    let general = text_at(work, &["types", "resourceTypeGeneral"]).unwrap_or_default();
    let own = text_at(work, &["types", "resourceType"]).unwrap_or_default();
    let known = match &*general {
        "JournalArticle" | "DataPaper" => "article-journal",
        "Preprint" => "article",
        "Book" | "ConferenceProceeding" => "book",
        "BookChapter" => "chapter",
        "ConferencePaper" => "paper-conference",
        "Dissertation" => "thesis",
        "Report" | "OutputManagementPlan" => "report",
        "Dataset" => "dataset",
        "Software" | "ComputationalNotebook" => "software",
        "PeerReview" => "review",
        "Standard" => "standard",
        "Journal" => "periodical",
        "Audiovisual" => "motion_picture",
        "Sound" => "song",
        "Image" => "graphic",
        "Poster" | "Presentation" => "speech",
        "InteractiveResource" => "webpage",
        _ => "",
    };
    let guessed = crate::types::csl_type(&own);
    let citeproc = text_at(work, &["types", "citeproc"]).unwrap_or_default();
    let is_text = matches!(&*general, "" | "Text" | "Other");
    let is_exact = ["article-journal", "book", "chapter", "paper-conference", "report", "thesis"].contains(&&*citeproc);
    let kind = if !is_text {
        known
    } else if is_exact {
        &*citeproc
    } else if guessed != *own {
        guessed.as_str()
    } else {
        ""
    };
    draft.fields.kind = (!kind.is_empty()).then(|| kind.to_owned());
    let said = if own.is_empty() && kind.is_empty() { &general } else { &own };
    draft.extra("resourceType", said);
}

fn titles(work: &Map<String, Value>, draft: &mut Draft) {
    let mut titles = list(work.get("titles")).to_vec();
    // The title itself has no type; one that is only given in another language has to do.
    titles.sort_by_key(|title| match part(title, "titleType").as_deref() {
        None => 0,
        Some("TranslatedTitle") => 1,
        _ => 2,
    });
    let of_kind = |wanted: Option<&str>| {
        let found = titles.iter().find(|title| part(title, "titleType").as_deref() == wanted);
        found.map(title_of).unwrap_or_default()
    };
    let (main, subtitle) = (of_kind(None), of_kind(Some("Subtitle")));
    if !main.is_empty() {
        draft.text(Field::Title, &with_subtitle(&main, &subtitle));
    }
    for title in &titles {
        let name = part(title, "titleType").unwrap_or_default();
        let title = title_of(title);
        let is_used = title == main || name == "Subtitle" && !main.is_empty();
        if !is_used && !draft.text(Field::Title, &title) {
            draft.extra(if name.is_empty() { "titles" } else { &name }, &title);
        }
    }
}

fn title_of(title: &Value) -> String {
    let text = text(title).or_else(|| part(title, "title")).unwrap_or_default();
    markup::line(&text).into_owned()
}

/// A creator or contributor. Who is not said to be a body is read as a person would read the name.
fn person_of(value: &Value) -> Option<Person> {
    if let Some(name) = text(value) {
        return names::name(&markup::line(&name));
    }
    let part_of = |name: &str| person::line(value, name);
    let name = ["name", "creatorName", "contributorName"].into_iter().map(part_of).find(|name| !name.is_empty());
    let name = name.unwrap_or_default();
    let is_body = part(value, "nameType").is_some_and(|kind| kind == "Organizational");
    let family = part_of("familyName");
    if !is_body && !family.is_empty() {
        return Some(person::named(&family, part_of("givenName"), String::new(), String::new()));
    }
    if is_body && !name.is_empty() { Some(Person::literal(name)) } else { names::name(&name) }
}

fn note_person(draft: &mut Draft, value: &Value, person: &Person) {
    for number in list(value.get("nameIdentifiers")) {
        if part(number, "nameIdentifierScheme").is_some_and(|scheme| scheme.eq_ignore_ascii_case("ORCID"))
            && let Some(orcid) = part(number, "nameIdentifier")
        {
            person::beside(draft, "ORCID", person, person::bare(&orcid));
        }
    }
    for place in list(value.get("affiliation")) {
        if let Some(name) = text(place).or_else(|| part(place, "name")) {
            person::beside(draft, "affiliation", person, &name);
        }
    }
}

/// The DOI, and numbers that others gave.
fn identifiers(work: &Map<String, Value>, draft: &mut Draft) {
    if let Some(doi) = text_at(work, &["doi"]) {
        draft.doi_or_extra("doi", &doi, 0);
    }
    let others = list(work.get("identifiers")).iter().chain(list(work.get("alternateIdentifiers")));
    for other in others {
        let number = part(other, "identifier").or_else(|| part(other, "alternateIdentifier")).unwrap_or_default();
        let kind = part(other, "identifierType").or_else(|| part(other, "alternateIdentifierType")).unwrap_or_default();
        let is_taken = match &*kind.to_uppercase() {
            "DOI" => draft.doi(&number),
            "URN" => draft.text(Field::Urn, &number),
            "PMID" => draft.text(Field::Pmid, &number),
            "ISSN" | "ISBN" => draft.numbers(&number),
            _ => false,
        };
        if !is_taken {
            draft.extra(if kind.is_empty() { "identifiers" } else { &kind }, &number);
        }
    }
    if draft.fields.doi.is_none()
        && let Some(id) = text_at(work, &["id"])
    {
        draft.doi(&id);
    }
    for other in list(work.get("relatedIdentifiers")) {
        let relation = part(other, "relationType").unwrap_or_default();
        let kind = part(other, "relatedIdentifierType").unwrap_or_default();
        let number = part(other, "relatedIdentifier").unwrap_or_default();
        let is_whole = matches!(&*relation, "IsPartOf" | "IsPublishedIn");
        let is_taken = is_whole && is_number(&kind) && draft.numbers(&number);
        if !is_taken && RELATIONS.contains(&&*relation) {
            draft.extra(&relation, &number);
        }
    }
}

/// Whether a kind of identifier is that of a journal or book.
fn is_number(kind: &str) -> bool {
    matches!(kind, "ISSN" | "EISSN" | "LISSN" | "ISBN")
}

fn dates(work: &Map<String, Value>, draft: &mut Draft) {
    if let Some(year) = text_at(work, &["publicationYear"]) {
        draft.date(&year);
        if draft.fields.year.is_none() {
            draft.warn(0, "year", format!("`{year}` holds no year; kept as it stands"));
        }
    }
    let dates = list(work.get("dates"));
    for wanted in ["Issued", "Available", "Created", "Submitted"] {
        for date in dates.iter().filter(|date| part(date, "dateType").is_some_and(|kind| kind == wanted)) {
            // When it was made tells when it was published only if nothing else does.
            if draft.fields.year.is_none() || matches!(wanted, "Issued" | "Available") {
                draft.date(&part(date, "date").unwrap_or_default());
            }
        }
    }
    for date in dates {
        match part(date, "dateType") {
            Some(kind) if kind != "Issued" => draft.extra(&kind, &part(date, "date").unwrap_or_default()),
            _ => {}
        }
    }
}

/// The journal or book that it was published in, as its own item.
fn within(work: &Map<String, Value>, draft: &mut Draft) {
    let items = list(work.get("relatedItems"));
    let related = |wanted: &str| {
        let is_wanted = |item: &&Value| part(item, "relationType").is_some_and(|kind| kind == wanted);
        items.iter().find(is_wanted)
    };
    let Some(item) = related("IsPublishedIn").or_else(|| related("IsPartOf")) else { return };
    if let Some(title) = list(item.get("titles")).iter().map(title_of).find(|title| !title.is_empty()) {
        draft.text_or_extra(Field::Container, "relatedItems", &title);
    }
    let line = |name: &str| person::line(item, name);
    for (name, field) in [
        ("volume", Field::Volume),
        ("issue", Field::Issue),
        ("edition", Field::Edition),
        ("publisher", Field::Publisher),
    ] {
        draft.text(field, &line(name));
    }
    draft.pages(&pages::range(&line("firstPage"), &line("lastPage")));
    if line("numberType") == "Article" {
        draft.pages(&line("number"));
    }
    if draft.fields.year.is_none() {
        draft.date(&line("publicationYear"));
    }
    if let Some(number) = item.get("relatedItemIdentifier")
        && is_number(&person::line(number, "relatedItemIdentifierType"))
    {
        draft.numbers(&person::line(number, "relatedItemIdentifier"));
    }
    for contributor in list(item.get("contributors")) {
        if part(contributor, "contributorType").is_some_and(|role| role == "Editor")
            && let Some(person) = person_of(contributor)
        {
            draft.fields.editors.push(person);
        }
    }
}

/// The journal, series or repository as DataCite itself made it out, mostly from a line of words.
fn container(work: &Map<String, Value>, draft: &mut Draft) {
    let Some(container) = work.get("container").filter(|container| container.is_object()) else { return };
    let line = |name: &str| person::line(container, name);
    let is_whole = matches!(draft.fields.kind.as_deref(), Some("book" | "thesis" | "report"));
    let field = if is_whole { Field::Series } else { Field::Container };
    draft.text_or_extra(field, "container", &line("title"));
    for (name, field) in [("volume", Field::Volume), ("issue", Field::Issue), ("edition", Field::Edition)] {
        draft.text(field, &line(name));
    }
    let (first, last) = (line("firstPage"), line("lastPage"));
    let is_page = |page: &str| page.len() < 13 && !page.contains(' ');
    if is_page(&first) && is_page(&last) {
        draft.pages(&pages::range(&first, &last));
    } else {
        // Words that were taken for pages: `Bd. 1 Nr. 1 (2018)`.
        draft.extra("firstPage", &first);
        draft.extra("lastPage", &last);
    }
    if is_number(&line("identifierType")) {
        draft.numbers(&line("identifier"));
    }
}

/// Sizes: `42-79 pages` is where it stands, other sizes say how much there is of it.
fn sizes(work: &Map<String, Value>, draft: &mut Draft) {
    for size in texts(work.get("sizes")) {
        let (number, unit) = size.split_once(' ').unwrap_or((&*size, ""));
        let is_range = number.split_once(['-', '–']).is_some_and(|(first, last)| is_digits(first) && is_digits(last));
        let unit = unit.to_lowercase();
        if is_range && ["pag", "pp", "p.", "seite", "s.", "siv", "sid"].iter().any(|word| unit.starts_with(word)) {
            draft.pages(number);
        } else {
            draft.extra("sizes", &size);
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Abstracts, that in the text's own language first; other descriptions under their types.
fn descriptions(work: &Map<String, Value>, draft: &mut Draft) {
    let language = text_at(work, &["language"]).unwrap_or_default();
    let all = list(work.get("descriptions"));
    let is_abstract = |one: &&Value| part(one, "descriptionType").is_some_and(|kind| kind == "Abstract");
    let is_own = |one: &&Value| part(one, "lang").is_some_and(|lang| !language.is_empty() && lang == language);
    let (own, others): (Vec<&Value>, Vec<&Value>) = all.iter().filter(is_abstract).partition(is_own);
    for one in own.into_iter().chain(others) {
        draft.abstract_text(&part(one, "description").unwrap_or_default());
    }
    for one in all.iter().filter(|one| !is_abstract(one)) {
        let kind = part(one, "descriptionType").unwrap_or_default();
        let text = part(one, "description").unwrap_or_default();
        draft.extra(if kind.is_empty() { "descriptions" } else { &kind }, &text);
    }
}

fn put(draft: &mut Draft, name: &str, value: &Value) {
    match name {
        "publisher" => {
            let publisher = text(value).or_else(|| part(value, "name")).unwrap_or_default();
            draft.text_or_extra(Field::Publisher, name, &publisher);
        }
        "language" => draft.text_or_extra(Field::Language, name, &text(value).unwrap_or_default()),
        "url" => draft.text_or_extra(Field::Url, name, &text(value).unwrap_or_default()),
        "subjects" => {
            for subject in list(Some(value)) {
                draft.keywords(&text(subject).or_else(|| part(subject, "subject")).unwrap_or_default());
            }
        }
        "rightsList" => {
            for rights in list(Some(value)) {
                let words = text(rights).or_else(|| part(rights, "rights")).or_else(|| part(rights, "rightsUri"));
                draft.extra("rights", &words.unwrap_or_default());
            }
        }
        "fundingReferences" => {
            for funder in list(Some(value)) {
                let award = part(funder, "awardNumber").map(|award| format!(": {award}")).unwrap_or_default();
                draft.extra("funder", &format!("{}{award}", part(funder, "funderName").unwrap_or_default()));
            }
        }
        _ => draft.extra(name, &plain(value)),
    }
}

#[cfg(test)]
mod tests;
