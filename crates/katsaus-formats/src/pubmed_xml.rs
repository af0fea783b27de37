//! PubMed's and MEDLINE's XML: articles, books and their chapters.
//!
//! Elements and their fields are in `docs/formats/pubmed-xml.md`. Source: the National Library of Medicine's
//! descriptions of the elements of PubMed's DTD. It must not take the dates of the record for those of the text.

mod beside;

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::{date, markup, pages};
use crate::xml::{self, Element, XmlFormat};
use katsaus_model::{Field, Person};
use std::collections::HashSet;
use std::io;

/// The format of PubMed's XML.
#[derive(Clone, Copy, Debug, Default)]
pub struct PubmedXml;

impl Reader for PubmedXml {
    fn id(&self) -> &'static str {
        "pubmed-xml"
    }

    fn name(&self) -> &'static str {
        "PubMed XML, MEDLINE XML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn sniff(&self, head: &str) -> Match {
        match xml::root(head) {
            Some(
                "PubmedArticleSet"
                | "PubmedBookArticleSet"
                | "MedlineCitationSet"
                | "BookDocumentSet"
                | "PubmedArticle"
                | "PubmedBookArticle"
                | "MedlineCitation"
                | "BookDocument",
            ) => Match::Sure,
            // Around what some other service answered.
            Some(_) if ["PubmedArticle", "PubmedBookArticle"].iter().any(|name| xml::has_element(head, name)) => {
                Match::Maybe
            }
            _ => Match::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        xml::read(self, input, sink)
    }
}

impl XmlFormat for PubmedXml {
    fn is_entry(&self, name: &str) -> bool {
        matches!(name, "PubmedArticle" | "PubmedBookArticle" | "MedlineCitation" | "BookDocument")
    }

    fn convert(&self, entry: Element<'_>, line: u32, raw: String) -> Option<Found> {
        let mut draft = Draft::new(line);
        let (inside, data) = match entry.name() {
            "PubmedArticle" => (entry.child("MedlineCitation"), entry.child("PubmedData")),
            "PubmedBookArticle" => (entry.child("BookDocument"), entry.child("PubmedBookData")),
            _ => (None, None),
        };
        let record = inside.unwrap_or(entry);
        // A set holds versions of one record at times; the last number is the one that counts.
        if let Some(number) = record.all("PMID").last() {
            draft.text(Field::Pmid, number.text());
        }
        if matches!(entry.name(), "PubmedBookArticle" | "BookDocument") {
            book(&mut draft, record, data);
        } else {
            article(&mut draft, record, data);
        }
        draft.fields.id = draft.fields.pmid.clone();
        Some(draft.finish("pubmed-xml", raw))
    }
}

/// `name: value` into a field, or under its name where the field is taken.
fn put(draft: &mut Draft, field: Field, from: Element<'_>, path: &[&str]) {
    if let (Some(element), Some(name)) = (from.below(path), path.last()) {
        draft.text_or_extra(field, name, element.text());
    }
}

fn article(draft: &mut Draft, citation: Element<'_>, data: Option<Element<'_>>) {
    let own = citation.child("Article");
    let article = own.unwrap_or(citation);
    kind(draft, article, "article-journal");
    titles(draft, article);
    put(draft, Field::Container, article, &["Journal", "Title"]);
    put(draft, Field::Container, article, &["Journal", "ISOAbbreviation"]);
    put(draft, Field::Container, citation, &["MedlineJournalInfo", "MedlineTA"]);
    put(draft, Field::Volume, article, &["Journal", "JournalIssue", "Volume"]);
    put(draft, Field::Issue, article, &["Journal", "JournalIssue", "Issue"]);
    if let Some(journal) = article.child("Journal") {
        numbers(draft, journal, "ISSN");
    }
    if let Some(info) = citation.child("MedlineJournalInfo") {
        numbers(draft, info, "ISSNLinking");
        draft.extra("NlmUniqueID", info.value(&["NlmUniqueID"]));
    }
    dates(draft, [article.below(&["Journal", "JournalIssue", "PubDate"]), article.child("ArticleDate")]);
    for list in article.all("AuthorList") {
        people(draft, list);
    }
    about(draft, article);
    put(draft, Field::Language, article, &["Language"]);
    for language in article.all("Language").skip(1) {
        draft.extra("Language", language.text());
    }
    electronic(draft, article);
    identifiers(draft, data);
    place(draft, article);
    beside::put(draft, citation);
    if own.is_some() {
        beside::put(draft, article);
    }
    status(draft, data);
}

fn book(draft: &mut Draft, document: Element<'_>, data: Option<Element<'_>>) {
    let inside = document.child("Book");
    let book = inside.unwrap_or(document);
    let (title, book_title) = (document.value(&["ArticleTitle"]), book.value(&["BookTitle"]));
    let chapter = !title.is_empty() && title != book_title;
    kind(draft, document, if chapter { "chapter" } else { "book" });
    titles(draft, document);
    let field = if chapter { Field::Container } else { Field::Title };
    draft.text_or_extra(field, "BookTitle", without_point(book_title));
    for list in document.all("AuthorList") {
        people(draft, list);
    }
    let own_authors = !draft.fields.authors.is_empty();
    for list in inside.into_iter().flat_map(|book| book.all("AuthorList")) {
        // A chapter that names its authors is not by those of the book.
        if chapter && own_authors && !is_editors(list) {
            for person in list.all("Author").filter_map(person) {
                draft.extra("BookAuthor", &person.inverted());
            }
        } else {
            people(draft, list);
        }
    }
    put(draft, Field::Publisher, book, &["Publisher", "PublisherName"]);
    put(draft, Field::PublisherPlace, book, &["Publisher", "PublisherLocation"]);
    put(draft, Field::Series, book, &["CollectionTitle"]);
    put(draft, Field::Volume, book, &["Volume"]);
    put(draft, Field::Edition, book, &["Edition"]);
    numbers(draft, book, "Isbn");
    for name in ["VolumeTitle", "Medium", "ReportNumber"] {
        draft.extra(name, &xml::tidy(book.value(&[name])));
    }
    dates(draft, [book.child("PubDate"), book.child("BeginningDate"), document.child("ContributionDate")]);
    if let Some(day) = document.child("ContributionDate") {
        draft.extra("ContributionDate", &day_of(day));
    }
    about(draft, document);
    put(draft, Field::Language, document, &["Language"]);
    electronic(draft, document);
    if let Some(book) = inside {
        electronic(draft, book);
    }
    identifiers(draft, Some(document));
    identifiers(draft, data);
    place(draft, document);
    beside::put(draft, document);
    status(draft, data);
}

/// The type by the words of PubMed that say more than where a text appeared.
fn kind(draft: &mut Draft, holder: Element<'_>, otherwise: &str) {
    const KINDS: [(&str, &str); 4] = [
        ("Preprint", "article"),
        ("Academic Dissertation", "thesis"),
        ("Dataset", "dataset"),
        ("Newspaper Article", "article-newspaper"),
    ];
    let mut kind = otherwise;
    for publication in holder.child("PublicationTypeList").unwrap_or(holder).all("PublicationType") {
        let name = publication.text();
        if let Some(&(_, known)) = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            kind = known;
        }
        draft.extra("PublicationType", name);
    }
    draft.fields.kind = Some(kind.to_owned());
}

/// PubMed ends every title with a full stop.
fn without_point(title: &str) -> &str {
    title.strip_suffix('.').filter(|bare| !bare.ends_with('.')).unwrap_or(title)
}

fn titles(draft: &mut Draft, holder: Element<'_>) {
    let title = without_point(holder.value(&["ArticleTitle"]));
    let original = without_point(holder.value(&["VernacularTitle"]));
    // What PubMed writes where nobody translated the title.
    if title.is_empty() || title.eq_ignore_ascii_case("[Not Available]") {
        draft.text(Field::Title, original);
    } else {
        draft.text(Field::Title, title);
        draft.text(Field::OriginalTitle, original);
    }
}

/// ISSNs or ISBNs under a name.
fn numbers(draft: &mut Draft, holder: Element<'_>, name: &str) {
    for number in holder.all(name) {
        if !draft.numbers(number.text()) {
            draft.extra(name, number.text());
        }
    }
}

/// A date in parts, or in words where it has none (`MedlineDate`), as one text.
fn date_text(date: Element<'_>) -> String {
    let mut text = String::new();
    for name in ["Year", "Season", "Month", "Day", "MedlineDate"] {
        let part = date.value(&[name]);
        if !part.is_empty() && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

/// A date as `2015-07-07` if it says so much.
fn day_of(element: Element<'_>) -> String {
    let text = date_text(element);
    date::date(&text).date.unwrap_or(text)
}

/// The date of publication: the first of these that holds a year.
fn dates<const N: usize>(draft: &mut Draft, sources: [Option<Element<'_>>; N]) {
    let mut strange = String::new();
    for source in sources.into_iter().flatten() {
        let text = date_text(source);
        draft.date(&text);
        if draft.fields.year.is_some() {
            return;
        }
        if strange.is_empty() {
            strange = text;
        }
    }
    if !strange.is_empty() {
        draft.warn(0, "year", format!("`{strange}` holds no year; kept as it stands"));
    }
}

fn is_editors(list: Element<'_>) -> bool {
    list.attribute("Type").is_some_and(|kind| kind.eq_ignore_ascii_case("editors"))
}

fn person(author: Element<'_>) -> Option<Person> {
    let collective = markup::line(author.value(&["CollectiveName"]));
    if !collective.is_empty() {
        return Some(Person::literal(collective));
    }
    // Before 2003 the given names were `FirstName`.
    let mut given = ["ForeName", "FirstName", "Initials"].into_iter().map(|name| author.value(&[name]));
    let given = given.find(|text| !text.is_empty()).unwrap_or_default();
    xml::person(author.value(&["LastName"]), given, author.value(&["Suffix"]))
}

fn people(draft: &mut Draft, list: Element<'_>) {
    let editors = is_editors(list);
    let mut places = HashSet::new();
    // PubMed keeps a name that was printed wrong, marked as not valid, beside the right one.
    for author in list.all("Author").filter(|author| !author.is("ValidYN", "N")) {
        let Some(person) = person(author) else { continue };
        for id in author.all("Identifier").filter(|id| id.is("Source", "ORCID")) {
            draft.extra("ORCID", &format!("{}: {}", person.inverted(), id.text()));
        }
        for place in author.descendants().filter(|element| element.name() == "Affiliation") {
            if places.insert(place.text()) {
                draft.extra("Affiliation", &markup::line(place.text()));
            }
        }
        if editors {
            draft.fields.editors.push(person);
        } else {
            draft.fields.authors.push(person);
        }
    }
}

/// The abstract: each part on a line behind its label.
fn abstract_of(holder: Element<'_>) -> String {
    let mut text = String::new();
    for part in holder.all("AbstractText") {
        if !text.is_empty() {
            text.push('\n');
        }
        // `UNLABELLED` is what PubMed writes where the journal has no label.
        if let Some(label) = part.attribute("Label").filter(|label| !label.is_empty() && &**label != "UNLABELLED") {
            text.push_str(label.trim_end_matches(':'));
            text.push_str(": ");
        }
        text.push_str(&xml::one_line(part.text()));
    }
    text
}

fn about(draft: &mut Draft, holder: Element<'_>) {
    if let Some(element) = holder.child("Abstract") {
        let text = abstract_of(element);
        draft.abstract_text(if text.is_empty() { element.text() } else { text.as_str() });
        draft.extra("CopyrightInformation", &markup::line(element.value(&["CopyrightInformation"])));
    }
}

/// Keeps a value under a name unless it is there already.
fn once(draft: &mut Draft, name: &str, value: &str) {
    let known = draft.fields.extra.get(name).is_some_and(|known| known.lines().any(|line| line == value));
    if !known {
        draft.extra(name, value);
    }
}

/// Where a text is on the web: DOI and the publisher's own number.
fn electronic(draft: &mut Draft, holder: Element<'_>) {
    for location in holder.all("ELocationID") {
        match location.attribute("EIdType").as_deref() {
            Some("doi") if !location.is("ValidYN", "N") => draft.doi_or_extra("doi", location.text(), 0),
            Some(kind) => once(draft, kind, location.text()),
            None => once(draft, "ELocationID", location.text()),
        }
    }
}

fn identifiers(draft: &mut Draft, holder: Option<Element<'_>>) {
    let Some(list) = holder.and_then(|holder| holder.child("ArticleIdList")) else { return };
    for id in list.all("ArticleId") {
        let value = id.text();
        match id.attribute("IdType").as_deref() {
            Some("pubmed") => {
                // One that differs is of another version of the record.
                draft.text(Field::Pmid, value);
            }
            Some("doi") if draft.fields.doi.is_none() => draft.doi_or_extra("doi", value, 0),
            Some("doi") => {}
            Some("url") => draft.text_or_extra(Field::Url, "url", value),
            Some(kind) => once(draft, kind, value),
            None => once(draft, "ArticleId", value),
        }
    }
}

/// Pages, or where there are none the publisher's number if it looks like the number of an article.
fn place(draft: &mut Draft, holder: Element<'_>) {
    if let Some(pagination) = holder.child("Pagination") {
        let (first, last) = (pagination.value(&["StartPage"]), pagination.value(&["EndPage"]));
        match pagination.value(&["MedlinePgn"]) {
            "" => draft.pages(&pages::range(first, last)),
            whole => draft.pages(whole),
        }
    }
    let is_preprint = draft.fields.kind.as_deref() == Some("article");
    if draft.fields.pages.is_none()
        && !is_preprint
        && let Some(number) =
            draft.fields.extra.get("pii").and_then(|pii| pii.lines().find(|pii| pages::is_article_number(pii)))
    {
        let number = number.to_owned();
        draft.pages(&number);
    }
}

fn status(draft: &mut Draft, data: Option<Element<'_>>) {
    if let Some(data) = data {
        draft.extra("PublicationStatus", data.value(&["PublicationStatus"]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::Kept;

    fn kept(text: &str) -> Kept {
        let mut kept = Kept::default();
        PubmedXml.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    fn one(text: &str) -> (katsaus_model::Fields, Vec<&'static str>) {
        let mut kept = kept(text);
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 0));
        let found = kept.found.remove(0);
        (found.content.fields, found.diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
    }

    #[test]
    fn an_article_is_read() {
        let (fields, codes) = one(
            "<?xml version=\"1.0\"?><!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD\" \"https://example.org/a.dtd\">\n\
             <PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version=\"1\">123</PMID><DateRevised><Year>2021\
             </Year></DateRevised><Article><Journal><ISSN IssnType=\"Print\">1052-2263</ISSN><JournalIssue><Volume>12\
             </Volume><Issue>3</Issue><PubDate><Year>2008</Year><Month>May</Month></PubDate></JournalIssue><Title>\
             Journal of work</Title><ISOAbbreviation>J. Work</ISOAbbreviation></Journal><ArticleTitle>Effects of \
             CO<sub>2</sub> on <i>Betula</i> &amp; others.</ArticleTitle><VernacularTitle>Koivut.</VernacularTitle>\
             <Pagination><MedlinePgn>157-68</MedlinePgn></Pagination><ELocationID EIdType=\"pii\">S12</ELocationID>\
             <Abstract><AbstractText Label=\"AIMS\">To see.</AbstractText><AbstractText Label=\"UNLABELLED\">We saw.\
             </AbstractText></Abstract><AuthorList><Author ValidYN=\"N\"><LastName>Lukking</LastName></Author><Author>\
             <LastName>van der Vaart</LastName><ForeName>T W</ForeName><Initials>TW</Initials><Suffix>Jr</Suffix>\
             </Author><Author><CollectiveName>Birch Group</CollectiveName></Author></AuthorList><Language>eng\
             </Language></Article><MedlineJournalInfo><ISSNLinking>1878-6316</ISSNLinking></MedlineJournalInfo>\
             <MeshHeadingList><MeshHeading><DescriptorName>Trees</DescriptorName><QualifierName>growth</QualifierName>\
             </MeshHeading></MeshHeadingList><KeywordList><Keyword>birch</Keyword></KeywordList></MedlineCitation>\
             <PubmedData><ArticleIdList><ArticleId IdType=\"doi\">10.1000/abc</ArticleId></ArticleIdList></PubmedData>\
             </PubmedArticle></PubmedArticleSet>",
        );
        assert_eq!(codes, [""; 0]);
        for (field, expected) in [
            (Field::Title, "Effects of CO2 on Betula & others"),
            (Field::OriginalTitle, "Koivut"),
            (Field::Authors, "van der Vaart, T W, Jr; Birch Group"),
            (Field::Date, "2008-05"),
            (Field::Container, "Journal of work"),
            (Field::Volume, "12"),
            (Field::Issue, "3"),
            (Field::Pages, "157-168"),
            (Field::Doi, "10.1000/abc"),
            (Field::Pmid, "123"),
            (Field::Issn, "1052-2263; 1878-6316"),
            (Field::Abstract, "AIMS: To see.\nWe saw."),
            (Field::Keywords, "Trees/growth; birch"),
            (Field::Language, "eng"),
            (Field::Type, "article-journal"),
        ] {
            assert_eq!(fields.get(field), expected, "{field}");
        }
        assert_eq!(fields.extra.get("ISOAbbreviation").map(String::as_str), Some("J. Work"));
        assert_eq!(fields.extra.get("pii").map(String::as_str), Some("S12"));
    }

    #[test]
    fn books_and_chapters_are_told_apart() {
        let book = "<Book><Publisher><PublisherName>Press</PublisherName></Publisher><BookTitle>Work</BookTitle>\
                    <PubDate><Year>2009</Year></PubDate><AuthorList Type=\"editors\"><Author><LastName>Doe</LastName>\
                    <Initials>J</Initials></Author></AuthorList><Isbn>9781446200001</Isbn></Book>";
        let (whole, _) = one(&format!(
            "<PubmedBookArticle><BookDocument>{book}</BookDocument><PubmedBookData/></PubmedBookArticle>"
        ));
        assert_eq!((whole.get(Field::Type), whole.get(Field::Title)), ("book".into(), "Work".into()));
        let (part, _) = one(&format!("<BookDocument>{book}<ArticleTitle>Pay.</ArticleTitle></BookDocument>"));
        assert_eq!((part.get(Field::Type), part.get(Field::Title)), ("chapter".into(), "Pay".into()));
        assert_eq!((part.get(Field::Container), part.get(Field::Editors)), ("Work".into(), "Doe, J".into()));
        assert_eq!((part.get(Field::Year), part.get(Field::Isbn)), ("2009".into(), "9781446200001".into()));
    }

    #[test]
    fn bare_citations_are_read_until_the_file_is_broken() {
        let citation = |title: &str| {
            format!("<MedlineCitation><Article><ArticleTitle>{title}</ArticleTitle></Article></MedlineCitation>\n")
        };
        let text = format!("<MedlineCitationSet>{}<MedlineCitation><Article></MedlineCitation>", citation("One"));
        let kept = kept(&(text + &citation("Two")));
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 1));
        assert_eq!(kept.found[0].content.fields.title.as_deref(), Some("One"));
    }

    #[test]
    fn an_article_without_pages_has_a_number() {
        let (fields, _) =
            one("<PubmedArticle><MedlineCitation><Article><ELocationID EIdType=\"pii\">e42</ELocationID>\
             <ELocationID EIdType=\"doi\">none</ELocationID></Article></MedlineCitation></PubmedArticle>");
        assert_eq!(fields.pages.as_deref(), Some("e42"));
        assert_eq!(fields.extra.get("doi").map(String::as_str), Some("none"));
    }
}
