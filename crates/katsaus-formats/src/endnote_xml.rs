//! EndNote's XML, which Zotero, Bookends and others write too.
//!
//! Elements and their fields are in `docs/formats/endnote-xml.md`. Source: the document type (RSXML) that comes with
//! EndNote. It must not keep what the styles of a text looked like.

mod write;

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::{markup, pages};
use crate::xml::{self, Element, XmlFormat};
use katsaus_model::{Field, Person};
use std::io;

/// The format of EndNote's XML.
#[derive(Clone, Copy, Debug, Default)]
pub struct EndnoteXml;

impl Reader for EndnoteXml {
    fn id(&self) -> &'static str {
        "endnote-xml"
    }

    fn name(&self) -> &'static str {
        "EndNote XML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn sniff(&self, head: &str) -> Match {
        let has = |name: &str| xml::has_element(head, name);
        match xml::root(head) {
            Some("xml") if has("records") || has("record") => Match::Sure,
            Some("records") if has("ref-type") || has("contributors") => Match::Sure,
            Some(_) if has("ref-type") && has("contributors") => Match::Maybe,
            _ => Match::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        xml::read(self, input, sink)
    }
}

impl XmlFormat for EndnoteXml {
    fn is_entry(&self, name: &str) -> bool {
        name == "record"
    }

    fn convert(&self, entry: Element<'_>, line: u32, raw: String) -> Option<Found> {
        let mut draft = Draft::new(line);
        draft.fields.kind = entry.child("ref-type").and_then(kind);
        let mut places = Places::default();
        for part in entry.children() {
            put(&mut draft, &mut places, part);
        }
        places.finish(&mut draft);
        Some(draft.finish("endnote-xml", raw))
    }
}

/// EndNote's types: name, number, and the CSL type.
const TYPES: &[(&str, u16, &str)] = &[
    ("Journal Article", 17, "article-journal"),
    ("Book", 6, "book"),
    ("Book Section", 5, "chapter"),
    ("Conference Proceedings", 10, "paper-conference"),
    ("Conference Paper", 47, "paper-conference"),
    ("Thesis", 32, "thesis"),
    ("Report", 27, "report"),
    ("Magazine Article", 19, "article-magazine"),
    ("Newspaper Article", 23, "article-newspaper"),
    ("Web Page", 12, "webpage"),
    ("Electronic Article", 43, "article-journal"),
    ("Electronic Book", 44, "book"),
    ("Electronic Book Section", 60, "chapter"),
    ("Edited Book", 28, "book"),
    ("Government Document", 46, "report"),
    ("Manuscript", 36, "manuscript"),
    ("Unpublished Work", 34, "manuscript"),
    ("Dataset", 59, "dataset"),
    ("Computer Program", 9, "software"),
    ("Blog", 56, "post-weblog"),
    ("Dictionary", 52, "entry-dictionary"),
    ("Encyclopedia", 53, "entry-encyclopedia"),
    ("Standard", 58, "standard"),
    ("Pamphlet", 24, "pamphlet"),
    ("Patent", 25, "patent"),
    ("Personal Communication", 26, "personal_communication"),
    ("Film or Broadcast", 21, "motion_picture"),
    ("Audiovisual Material", 3, "motion_picture"),
    ("Map", 20, "map"),
    ("Music", 61, "musical_score"),
    ("Artwork", 2, "graphic"),
    ("Figure", 37, "figure"),
    ("Statute", 31, "legislation"),
    ("Case", 7, "legal_case"),
    ("Bill", 4, "bill"),
    ("Hearing", 14, "hearing"),
    ("Classical Work", 49, "classic"),
    ("Ancient Text", 51, "classic"),
];

/// The CSL type. The name counts, since the numbers meant other types before EndNote 8, and do in some programs.
fn kind(element: Element<'_>) -> Option<String> {
    if let Some(name) = element.attribute("name").filter(|name| !name.trim().is_empty()) {
        let name = name.trim();
        let known = TYPES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name));
        return match known {
            Some((_, _, csl)) => Some((*csl).to_owned()),
            None if name.eq_ignore_ascii_case("Generic") => None,
            None => Some(crate::types::csl_type(name)),
        };
    }
    let number: u16 = element.text().parse().ok()?;
    TYPES.iter().find(|(_, known, _)| *known == number).map(|(_, _, csl)| (*csl).to_owned())
}

/// What must be seen whole before it can be placed.
#[derive(Default)]
struct Places<'t> {
    /// The title that a text appeared under, as two elements give it, and the short forms of it.
    secondary: &'t str,
    full: &'t str,
    short: Vec<Element<'t>>,
    accession: &'t str,
    database: &'t str,
    article_number: &'t str,
    /// An address that holds a DOI.
    doi_address: &'t str,
    /// An address of PubMed.
    pubmed_address: &'t str,
}

fn put<'t>(draft: &mut Draft, places: &mut Places<'t>, part: Element<'t>) {
    let text = part.text();
    match part.name() {
        // The library and the program, which say nothing of the text.
        "ref-type" | "database" | "source-app" | "foreign-keys" => {}
        "rec-number" if !text.is_empty() => draft.fields.id = Some(text.to_owned()),
        "contributors" => contributors(draft, part),
        "titles" => titles(draft, places, part),
        "periodical" => periodical(places, part),
        "pages" => pages_of(draft, part),
        // In a thesis it is the degree.
        "volume" if draft.fields.kind.as_deref() != Some("thesis") => {
            draft.text_or_extra(Field::Volume, "volume", text);
        }
        name @ ("number" | "issue") => draft.text_or_extra(Field::Issue, name, text),
        "edition" => draft.text_or_extra(Field::Edition, "edition", text),
        "pub-location" => draft.text_or_extra(Field::PublisherPlace, "pub-location", text),
        "publisher" => draft.text_or_extra(Field::Publisher, "publisher", text),
        "language" => draft.text_or_extra(Field::Language, "language", text),
        "keywords" => keywords(draft, part),
        "dates" => dates(draft, part),
        "isbn" if draft.numbers(text) => {}
        "isbn" => draft.extra("isbn", &xml::tidy(text)),
        name @ "electronic-resource-num" if !text.is_empty() => draft.doi_or_extra(name, text, 0),
        "orig-pub" if text.contains(char::is_alphabetic) => draft.text_or_extra(Field::OriginalTitle, "orig-pub", text),
        "abstract" => draft.abstract_text(&xml::lines(text)),
        "notes" | "research-notes" => draft.note(&xml::lines(text)),
        "urls" => addresses(draft, places, part),
        "accession-num" => places.accession = text,
        "remote-database-name" => {
            places.database = text;
            // The number says so.
            if text != "PubMed" {
                draft.extra("remote-database-name", text);
            }
        }
        "custom7" => places.article_number = text,
        name if !text.is_empty() => draft.extra(name, &xml::tidy(text)),
        _ => {}
    }
}

/// One name, or several where line breaks stand between.
fn names(draft: &mut Draft, text: &str, editors: bool) {
    for name in xml::lines(text).split('\n') {
        let name = markup::line(name);
        // EndNote's sign for a body: a comma behind its name, or two for each one in it.
        if name.ends_with(',') || name.contains(",,") {
            let body = name.trim_end_matches([',', ' ']).replace(",,", ",");
            let list = if editors { &mut draft.fields.editors } else { &mut draft.fields.authors };
            list.extend((!body.is_empty()).then(|| Person::literal(body)));
        } else if editors {
            draft.editor(&name);
        } else {
            draft.author(&name);
        }
    }
}

fn contributors(draft: &mut Draft, part: Element<'_>) {
    // The second names of a thesis are those who advised.
    let advised = draft.fields.kind.as_deref() == Some("thesis");
    for group in part.children() {
        for person in group.all("author").filter(|person| !person.text().is_empty()) {
            match group.name() {
                "authors" => names(draft, person.text(), false),
                "secondary-authors" if !advised => names(draft, person.text(), true),
                name => draft.extra(name, &xml::tidy(person.text())),
            }
        }
    }
}

fn titles<'t>(draft: &mut Draft, places: &mut Places<'t>, part: Element<'t>) {
    for title in part.children().filter(|title| !title.text().is_empty()) {
        match title.name() {
            "title" => draft.text_or_extra(Field::Title, "title", title.text()),
            "secondary-title" if places.secondary.is_empty() => places.secondary = title.text(),
            "tertiary-title" => draft.text_or_extra(Field::Series, "tertiary-title", title.text()),
            name => draft.extra(name, &xml::tidy(title.text())),
        }
    }
}

fn periodical<'t>(places: &mut Places<'t>, part: Element<'t>) {
    for title in part.children().filter(|title| !title.text().is_empty()) {
        if title.name() == "full-title" {
            places.full = title.text();
        } else {
            places.short.push(title);
        }
    }
}

fn pages_of(draft: &mut Draft, part: Element<'_>) {
    if part.text().is_empty() {
        let (first, last) = (part.attribute("start").unwrap_or_default(), part.attribute("end").unwrap_or_default());
        draft.pages(&pages::range(first.trim(), last.trim()));
    } else {
        draft.pages(part.text());
    }
}

fn keywords(draft: &mut Draft, part: Element<'_>) {
    let mut any = false;
    for word in part.all("keyword") {
        any = true;
        draft.keywords(&xml::lines(word.text()));
    }
    if !any {
        draft.keywords(&xml::lines(part.text()));
    }
}

fn dates(draft: &mut Draft, part: Element<'_>) {
    let year = part.value(&["year"]);
    draft.date(year);
    for date in part.child("pub-dates").into_iter().flat_map(|dates| dates.all("date")) {
        draft.date(date.text());
    }
    for date in part.child("copyright-dates").into_iter().flat_map(|dates| dates.all("date")) {
        draft.extra("copyright-dates", date.text());
    }
    if draft.fields.year.is_none() && !year.is_empty() {
        draft.warn(0, "year", format!("`{}` holds no year; kept as it stands", markup::line(year)));
    }
}

fn addresses<'t>(draft: &mut Draft, places: &mut Places<'t>, part: Element<'t>) {
    for group in part.children() {
        match group.name() {
            "web-urls" | "related-urls" => {
                for element in group.all("url") {
                    address(draft, places, element);
                }
            }
            "url" => address(draft, places, group),
            // Files on somebody's own disk.
            name => {
                for element in group.all("url") {
                    draft.extra(name, &xml::tidy(element.text()));
                }
            }
        }
    }
}

fn address<'t>(draft: &mut Draft, places: &mut Places<'t>, element: Element<'t>) {
    for line in element.text().split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()) {
        draft.text_or_extra(Field::Url, "url", line);
        if line.contains("doi.org/") && places.doi_address.is_empty() {
            places.doi_address = line;
        }
        if line.contains("pubmed") && places.pubmed_address.is_empty() {
            places.pubmed_address = line;
        }
    }
}

impl Places<'_> {
    fn finish(self, draft: &mut Draft) {
        self.put_container(draft);
        if !self.doi_address.is_empty() {
            draft.doi(self.doi_address);
        }
        if draft.fields.pages.is_none() {
            draft.pages(self.article_number);
        } else {
            draft.extra("custom7", &xml::tidy(self.article_number));
        }
        self.put_accession(draft);
    }

    /// What the second title is depends on the type.
    fn put_container(&self, draft: &mut Draft) {
        let field = match draft.fields.kind.as_deref() {
            Some("book" | "report") => Some(Field::Series),
            // The department, or a title of the series.
            Some("thesis") => None,
            _ => Some(Field::Container),
        };
        for (name, value) in [("secondary-title", self.secondary), ("full-title", self.full)] {
            match field {
                Some(field) => draft.text_or_extra(field, name, value),
                None => draft.extra(name, &xml::tidy(value)),
            }
        }
        for title in &self.short {
            if field == Some(Field::Container) {
                draft.text_or_extra(Field::Container, title.name(), title.text());
            } else {
                draft.extra(title.name(), &xml::tidy(title.text()));
            }
        }
    }

    /// The number in a database is PubMed's if the record says that it came from there.
    fn put_accession(&self, draft: &mut Draft) {
        let number = self.accession;
        let database = self.database.to_ascii_lowercase();
        let named = ["pubmed", "medline", "nlm"].iter().any(|name| database.contains(name));
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let addressed = || self.pubmed_address.split(|c: char| !c.is_ascii_digit()).any(|part| part == number);
        if digits && (named || addressed()) {
            draft.text_or_extra(Field::Pmid, "accession-num", number);
        } else {
            draft.extra("accession-num", &xml::tidy(number));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::Kept;

    fn kept(records: &str) -> Kept {
        let text = format!("<?xml version=\"1.0\"?><xml><records>{records}</records></xml>");
        assert_eq!(EndnoteXml.sniff(&text), Match::Sure);
        let mut kept = Kept::default();
        EndnoteXml.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    const STYLED: &str = "<record><database>a.enl</database><rec-number>7</rec-number>\
        <ref-type name=\"Journal Article\">17</ref-type><contributors><authors><author><style face=\"normal\">\
        Luecking, R. G.</style></author><author>\
        <style>Ministry of Work,</style></author></authors></contributors><titles><title><style>Growth of </style>\
        <style face=\"italic\">Betula</style><style> &amp; co</style></title><secondary-title><style>Journal of work\
        </style></secondary-title></titles><periodical><full-title><style>Journal of work</style></full-title>\
        <abbr-1>J Work</abbr-1></periodical><pages><style>157-68</style></pages><volume>12</volume><number>3</number>\
        <keywords><keyword><style>trees&#xD;birch</style></keyword></keywords><dates><year>2008</year><pub-dates>\
        <date>May 3</date></pub-dates></dates><isbn>1052-2263 (Print)&#xD;1878-6316 (Electronic)</isbn><accession-num>\
        123</accession-num><urls><related-urls><url>https://pubmed.ncbi.nlm.nih.gov/123/</url><url>\
        https://doi.org/10.1000/other</url></related-urls><pdf-urls><url>internal-pdf://a.pdf</url></pdf-urls></urls>\
        <electronic-resource-num>10.1000/ABC</electronic-resource-num><abstract>One.&#xD;Two.</abstract><custom1>x\
        </custom1></record>";

    #[test]
    fn styled_texts_are_read() {
        let kept = kept(STYLED);
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 0));
        assert!(kept.found[0].diagnostics.is_empty());
        let fields = &kept.found[0].content.fields;
        for (field, expected) in [
            (Field::Title, "Growth of Betula & co"),
            (Field::Authors, "Luecking, R. G.; Ministry of Work"),
            (Field::Container, "Journal of work"),
            (Field::Date, "2008-05-03"),
            (Field::Volume, "12"),
            (Field::Issue, "3"),
            (Field::Pages, "157-168"),
            (Field::Doi, "10.1000/abc"),
            (Field::Pmid, "123"),
            (Field::Issn, "1052-2263; 1878-6316"),
            (Field::Keywords, "trees; birch"),
            (Field::Abstract, "One.\nTwo."),
            (Field::Url, "https://pubmed.ncbi.nlm.nih.gov/123/"),
            (Field::Type, "article-journal"),
        ] {
            assert_eq!(fields.get(field), expected, "{field}");
        }
        assert_eq!(fields.id.as_deref(), Some("7"));
        for (name, expected) in [("abbr-1", "J Work"), ("custom1", "x"), ("pdf-urls", "internal-pdf://a.pdf")] {
            assert_eq!(fields.extra.get(name).map(String::as_str), Some(expected), "{name}");
        }
    }

    #[test]
    fn second_names_and_titles_mean_what_the_type_says() {
        let of = |kind: &str| {
            let text = format!(
                "<record><ref-type name=\"{kind}\"/><contributors><secondary-authors><author>Doe, J</author>\
                 </secondary-authors></contributors><titles><secondary-title>Work</secondary-title></titles></record>"
            );
            kept(&text).found.remove(0).content.fields
        };
        let chapter = of("Book Section");
        assert_eq!((chapter.get(Field::Editors), chapter.get(Field::Container)), ("Doe, J".into(), "Work".into()));
        let book = of("Edited Book");
        assert_eq!((book.get(Field::Editors), book.get(Field::Series)), ("Doe, J".into(), "Work".into()));
        let thesis = of("Thesis");
        assert_eq!((thesis.get(Field::Editors), thesis.get(Field::Container)), (String::new(), String::new()));
        assert_eq!(thesis.extra.len(), 2);
    }

    #[test]
    fn a_broken_record_ends_the_file() {
        let kept = kept(&format!("{STYLED}<record><titles></record>{STYLED}"));
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 1));
    }

    #[test]
    fn types_have_names_before_numbers() {
        let of = |mark: &str| kept(&format!("<record>{mark}</record>")).found.remove(0).content.fields.kind;
        assert_eq!(of("<ref-type name=\"Journal Article\">0</ref-type>").as_deref(), Some("article-journal"));
        assert_eq!(of("<ref-type>32</ref-type>").as_deref(), Some("thesis"));
        assert_eq!(of("<ref-type name=\"Generic\">13</ref-type>"), None);
        assert_eq!(of("<ref-type name=\"Podcast\">90</ref-type>").as_deref(), Some("Podcast"));
    }
}
