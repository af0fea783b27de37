//! MODS: the Metadata Object Description Schema of the Library of Congress, as repositories and libraries give it.
//!
//! Elements and their fields are in `docs/formats/mods.md`. Source: the MODS user guidelines, version 3. It must not
//! take what a related text says for the text's own, but for the one that it appeared in.

mod name;
mod title;

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::{date, markup, pages};
use crate::xml::{self, Element, XmlFormat};
use katsaus_model::Field;
use std::io;

/// The MODS format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mods;

impl Reader for Mods {
    fn id(&self) -> &'static str {
        "mods"
    }

    fn name(&self) -> &'static str {
        "MODS"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mods", "xml"]
    }

    fn sniff(&self, head: &str) -> Match {
        match xml::root(head) {
            Some("modsCollection" | "mods") => Match::Sure,
            // Inside of what an archive's service answers, or of a METS document.
            Some(_) if xml::has_element(head, "mods") && head.contains("loc.gov/mods/v3") => Match::Sure,
            _ => Match::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        xml::read(self, input, sink)
    }
}

impl XmlFormat for Mods {
    fn is_entry(&self, name: &str) -> bool {
        name == "mods"
    }

    fn convert(&self, entry: Element<'_>, line: u32, raw: String) -> Option<Found> {
        let mut draft = Draft::new(line);
        let host = entry.all("relatedItem").find(|item| item.is("type", "host"));
        title::put(&mut draft, entry);
        // Before identifiers, some of which are addresses too.
        addresses(&mut draft, entry);
        for person in entry.all("name") {
            name::put(&mut draft, person);
        }
        for child in entry.children() {
            put(&mut draft, child);
        }
        origins(&mut draft, entry);
        if let Some(host) = host {
            appeared_in(&mut draft, host);
        }
        for part in entry.all("part") {
            place(&mut draft, part);
        }
        dates(&mut draft, entry, host);
        draft.fields.kind = kind(entry, host, &draft).map(str::to_owned);
        if draft.fields.id.is_none() {
            let id = [entry.value(&["recordInfo", "recordIdentifier"]), &*entry.attribute("ID").unwrap_or_default()]
                .into_iter()
                .find(|id| !id.is_empty())
                .map(str::to_owned);
            draft.fields.id = id;
        }
        Some(draft.finish("mods", raw))
    }
}

/// What needs no other element to be understood.
fn put(draft: &mut Draft, element: Element<'_>) {
    let text = element.text();
    match element.name() {
        "abstract" => draft.abstract_text(&xml::lines(text)),
        "language" => language(draft, element),
        "subject" => subject(draft, element),
        "identifier" => identifier(draft, element),
        "note" => match element.attribute("type").filter(|kind| !kind.is_empty()) {
            Some(kind) => draft.extra("note", &format!("{kind}: {}", markup::line(text))),
            None => draft.note(&xml::lines(text)),
        },
        "relatedItem" if element.is("type", "series") => {
            if let Some(title) = title::of(element) {
                draft.text_or_extra(Field::Series, "series", &title);
            }
        }
        "physicalDescription" => draft.extra("extent", &markup::line(element.value(&["extent"]))),
        "genre" | "typeOfResource" | "classification" | "accessCondition" | "tableOfContents" | "targetAudience" => {
            draft.extra(element.name(), &markup::line(text));
        }
        _ => {}
    }
}

fn language(draft: &mut Draft, element: Element<'_>) {
    let code = element.all("languageTerm").find(|term| term.is("type", "code"));
    let term = code.or_else(|| element.child("languageTerm")).unwrap_or(element);
    draft.text_or_extra(Field::Language, "language", term.text());
}

/// What a text is about. Who it is about comes as a name.
fn subject(draft: &mut Draft, element: Element<'_>) {
    let mut any = false;
    for part in element.children() {
        any = true;
        match part.name() {
            "topic" | "geographic" => draft.keywords(&xml::one_line(part.text())),
            "name" => draft.keywords(&xml::one_line(part.value(&["namePart"]))),
            _ => {}
        }
    }
    if !any {
        draft.keywords(&xml::one_line(element.text()));
    }
}

fn identifier(draft: &mut Draft, element: Element<'_>) {
    let text = element.text();
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let named = if kind.is_empty() { "identifier" } else { kind.as_str() };
    if text.is_empty() || element.is("invalid", "yes") {
        return draft.extra(named, text);
    }
    let taken = match kind.as_str() {
        "doi" if draft.doi(text) => true,
        "doi" => {
            draft.warn_no_doi(0, text);
            false
        }
        "issn" | "issn-l" | "isbn" => draft.numbers(text),
        "pmid" | "pubmed" => draft.text(Field::Pmid, text),
        "citekey" => {
            draft.fields.id = Some(text.to_owned());
            true
        }
        _ if starts_with_urn(text) => draft.text(Field::Urn, text),
        // A handle or a resolver's address, some of which are DOIs.
        "uri" | "url" | "hdl" | "" if text.starts_with("http") => {
            if text.contains("doi.org/") {
                draft.doi(text);
            }
            draft.text(Field::Url, text)
        }
        _ => false,
    };
    if !taken {
        draft.extra(named, text);
    }
}

fn starts_with_urn(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"))
}

/// Publisher, place and edition; fields that are set stay.
fn origins(draft: &mut Draft, holder: Element<'_>) {
    for origin in holder.all("originInfo") {
        draft.text_or_extra(Field::Publisher, "publisher", origin.value(&["publisher"]));
        draft.text_or_extra(Field::Edition, "edition", origin.value(&["edition"]));
        for place in origin.all("place") {
            // Codes of countries are for machines. Before version 3 the place stood in `text`.
            let term = place.all("placeTerm").find(|term| !term.is("type", "code")).or_else(|| place.child("text"));
            if let Some(term) = term {
                draft.text_or_extra(Field::PublisherPlace, "place", term.text());
            }
        }
    }
}

/// The journal, book or series that a text appeared in.
fn appeared_in(draft: &mut Draft, host: Element<'_>) {
    if let Some(title) = title::of(host) {
        draft.text(Field::Container, &title);
    }
    for short in host.all("titleInfo").filter(|info| info.is("type", "abbreviated")) {
        draft.text_or_extra(Field::Container, "abbreviated", short.value(&["title"]));
    }
    for number in host.all("identifier") {
        match number.attribute("type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "issn" | "isbn" | "issn-l" if draft.numbers(number.text()) => {}
            "" => {}
            kind => draft.extra(&format!("host {kind}"), number.text()),
        }
    }
    for person in host.all("name") {
        name::put_editor(draft, person);
    }
    for part in host.all("part") {
        place(draft, part);
    }
    origins(draft, host);
}

/// Volume, issue and pages.
fn place(draft: &mut Draft, part: Element<'_>) {
    for detail in part.all("detail") {
        let number = detail.child("number").unwrap_or(detail).text();
        match detail.attribute("type").as_deref() {
            Some("volume") => draft.text_or_extra(Field::Volume, "volume", number),
            Some("issue" | "number") => draft.text_or_extra(Field::Issue, "issue", number),
            Some(kind) => draft.extra(kind, &markup::line(detail.text())),
            None => draft.extra("detail", &markup::line(detail.text())),
        }
    }
    for extent in part.all("extent") {
        match extent.attribute("unit").as_deref() {
            Some("page" | "pages") | None => {
                let (first, last) = (extent.value(&["start"]), extent.value(&["end"]));
                if first.is_empty() {
                    draft.pages(extent.value(&["list"]));
                } else {
                    draft.pages(&pages::range(first, last));
                }
            }
            Some(unit) => draft.extra(unit, &markup::line(extent.text())),
        }
    }
}

/// The date of publication: when it was issued, else what comes nearest to that.
fn dates(draft: &mut Draft, entry: Element<'_>, host: Option<Element<'_>>) {
    let mut found = Vec::new();
    for name in ["dateIssued", "copyrightDate"] {
        entry.all("originInfo").for_each(|origin| found.extend(dates_of(origin, name)));
    }
    for holder in [Some(entry), host].into_iter().flatten() {
        holder.all("part").for_each(|part| found.extend(dates_of(part, "date")));
    }
    if let Some(host) = host {
        host.all("originInfo").for_each(|origin| found.extend(dates_of(origin, "dateIssued")));
    }
    for name in ["dateCreated", "dateOther"] {
        entry.all("originInfo").for_each(|origin| found.extend(dates_of(origin, name)));
    }
    match found.iter().find(|text| date::date(text).year.is_some()).or_else(|| found.first()) {
        Some(text) => draft.date(text),
        None => return,
    }
    if draft.fields.year.is_none()
        && let Some(text) = found.first()
    {
        draft.warn(0, "year", format!("`{}` holds no year; kept as it stands", markup::line(text)));
    }
}

/// Dates of a name. What is written for machines comes first: a title page may say `c1999` or `[1982?]`.
fn dates_of<'t>(holder: Element<'t>, name: &str) -> Vec<&'t str> {
    let is_date = |date: &Element<'_>| !date.text().is_empty() && !date.is("point", "end");
    let mut found: Vec<Element<'t>> = holder.all(name).filter(is_date).collect();
    found.sort_by_key(|date| date.attribute("encoding").is_none());
    found.into_iter().map(Element::text).collect()
}

/// Addresses, the one of the text itself first.
fn addresses(draft: &mut Draft, entry: Element<'_>) {
    let all = || entry.all("location").flat_map(|location| location.all("url"));
    let is_first = |url: &Element<'_>| {
        url.attribute("usage").is_some_and(|usage| usage.starts_with("primary"))
            || url.is("access", "object in context")
    };
    // Pictures of it are no address of it.
    let is_plain = |url: &Element<'_>| !url.is("access", "preview") && !url.is("access", "raw object");
    let best = all().find(is_first).or_else(|| all().find(is_plain)).map(Element::text);
    if let Some(text) = best {
        draft.text(Field::Url, text);
    }
    for url in all().map(Element::text).filter(|text| Some(*text) != best) {
        draft.text_or_extra(Field::Url, "url", url);
    }
}

/// The CSL types of what MODS calls genres; the list of MARC's genre terms, and what programs write.
const GENRES: &[(&str, &str)] = &[
    ("journal article", "article-journal"),
    ("article", "article-journal"),
    ("review article", "article-journal"),
    ("newspaper article", "article-newspaper"),
    ("magazine article", "article-magazine"),
    ("book", "book"),
    ("ebook", "book"),
    ("book chapter", "chapter"),
    ("book section", "chapter"),
    ("chapter", "chapter"),
    ("conference paper", "paper-conference"),
    ("conference publication", "paper-conference"),
    ("conference proceedings", "paper-conference"),
    ("thesis", "thesis"),
    ("theses", "thesis"),
    ("ph.d. thesis", "thesis"),
    ("masters thesis", "thesis"),
    ("dissertation", "thesis"),
    ("doctoral thesis", "thesis"),
    ("master thesis", "thesis"),
    ("report", "report"),
    ("technical report", "report"),
    ("government publication", "report"),
    ("working paper", "report"),
    ("preprint", "article"),
    ("web site", "webpage"),
    ("web page", "webpage"),
    ("letter", "personal_communication"),
    ("patent", "patent"),
    ("map", "map"),
    ("dataset", "dataset"),
    ("statute", "legislation"),
    ("legislation", "legislation"),
];

/// The CSL type: by the genre, else by what it appeared in, else by the kind of thing.
fn kind(entry: Element<'_>, host: Option<Element<'_>>, draft: &Draft) -> Option<&'static str> {
    let genre_of = |holder: Element<'_>| {
        holder.all("genre").find_map(|genre| {
            let name = genre.text();
            GENRES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, csl)| *csl)
        })
    };
    let own = genre_of(entry);
    if let Some(host) = host {
        return Some(match (own, within(host, genre_of(host), draft)) {
            // `article` says less than what it is part of.
            (Some("article-journal") | None, Some(part)) => part,
            (Some("book"), _) => "chapter",
            (Some(own), _) => own,
            (None, None) => return None,
        });
    }
    own.or_else(|| {
        let thing = entry.value(&["typeOfResource"]).to_ascii_lowercase();
        let issued = entry.all("originInfo").any(|origin| origin.value(&["issuance"]) == "monographic");
        match thing.as_str() {
            "still image" => Some("graphic"),
            "cartographic" => Some("map"),
            "moving image" => Some("motion_picture"),
            "notated music" => Some("musical_score"),
            "software, multimedia" => Some("software"),
            _ if thing.starts_with("sound recording") => Some("song"),
            "text" | "" if issued || !draft.fields.isbn.is_empty() => Some("book"),
            _ => None,
        }
    })
}

/// What a part of such a host is.
fn within(host: Element<'_>, genre: Option<&'static str>, draft: &Draft) -> Option<&'static str> {
    let mut words = host.all("genre").map(|genre| genre.text().to_ascii_lowercase());
    let issuance = host.all("originInfo").map(|origin| origin.value(&["issuance"])).find(|text| !text.is_empty());
    if words.any(|word| word == "newspaper") {
        return Some("article-newspaper");
    }
    match (genre, issuance) {
        (Some("paper-conference"), _) => Some("paper-conference"),
        (Some("book"), _) => Some("chapter"),
        (_, Some("continuing" | "serial")) => Some("article-journal"),
        (_, Some("monographic" | "single unit" | "multipart monograph")) => Some("chapter"),
        _ if !draft.fields.issn.is_empty() || draft.fields.issue.is_some() => Some("article-journal"),
        _ if !draft.fields.isbn.is_empty() => Some("chapter"),
        _ if host.all("genre").any(|genre| matches!(genre.text(), "periodical" | "journal" | "academic journal")) => {
            Some("article-journal")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::Kept;
    use katsaus_model::Fields;

    fn kept(text: &str) -> Kept {
        assert_eq!(Mods.sniff(text), Match::Sure);
        let mut kept = Kept::default();
        Mods.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    fn one(inside: &str) -> Fields {
        kept(&format!(
            "<mods:mods ID=\"m1\">{}</mods:mods>",
            inside.replace("<", "<mods:").replace("<mods:/", "</mods:")
        ))
        .found
        .remove(0)
        .content
        .fields
    }

    #[test]
    fn an_article_is_read_with_its_journal() {
        let fields =
            one("<titleInfo><nonSort>The</nonSort><title>state of <i>work</i></title><subTitle>a review</subTitle>\
             </titleInfo>\
             <name type=\"personal\"><namePart type=\"given\">Johanna</namePart><namePart type=\"family\">Gustafsson\
             </namePart><role><roleTerm type=\"code\">aut</roleTerm></role></name><name type=\"corporate\"><namePart>\
             Finland</namePart><namePart>Ministry of Work</namePart></name><name><namePart>Doe, J.</namePart><role>\
             <roleTerm>translator</roleTerm></role></name><originInfo><dateIssued>c2008</dateIssued></originInfo>\
             <language><languageTerm type=\"text\">English</languageTerm><languageTerm type=\"code\">eng</languageTerm>\
             </language><subject><topic>employment</topic><geographic>Finland</geographic></subject><relatedItem \
             type=\"host\"><titleInfo><title>Journal of work</title></titleInfo><originInfo><publisher>Sage</publisher>\
             </originInfo><part><detail type=\"volume\"><number>12</number></detail><detail type=\"issue\"><number>3\
             </number></detail><extent unit=\"pages\"><start>157</start><end>168</end></extent></part><identifier \
             type=\"issn\">1052-2263</identifier></relatedItem><identifier type=\"doi\">10.1000/abc</identifier>\
             <identifier type=\"urn\">URN:NBN:fi-fe1</identifier>");
        for (field, expected) in [
            (Field::Title, "The state of work: a review"),
            (Field::Authors, "Gustafsson, Johanna; Finland. Ministry of Work"),
            (Field::Year, "2008"),
            (Field::Container, "Journal of work"),
            (Field::Publisher, "Sage"),
            (Field::Volume, "12"),
            (Field::Issue, "3"),
            (Field::Pages, "157-168"),
            (Field::Doi, "10.1000/abc"),
            (Field::Urn, "URN:NBN:fi-fe1"),
            (Field::Issn, "1052-2263"),
            (Field::Language, "eng"),
            (Field::Keywords, "employment; Finland"),
            (Field::Type, "article-journal"),
        ] {
            assert_eq!(fields.get(field), expected, "{field}");
        }
        assert_eq!(fields.id.as_deref(), Some("m1"));
        assert_eq!(fields.extra.get("translator").map(String::as_str), Some("Doe, J."));
    }

    #[test]
    fn the_date_of_issue_counts_and_the_address_of_the_text() {
        let fields = one("<originInfo><dateCreated>1955</dateCreated><dateIssued>n.d.</dateIssued><copyrightDate>2003\
             </copyrightDate>\
             </originInfo><location><url access=\"preview\">http://example.org/small</url><url>http://example.org/a\
             </url></location><typeOfResource>still image</typeOfResource>");
        assert_eq!((fields.year, fields.kind.as_deref()), (Some(2003), Some("graphic")));
        assert_eq!(fields.url.as_deref(), Some("http://example.org/a"));
    }

    #[test]
    fn a_broken_entry_ends_the_file() {
        let good = "<mods><titleInfo><title>Good</title></titleInfo></mods>";
        let kept = kept(&format!("<modsCollection>{good}<mods><titleInfo></mods>{good}</modsCollection>"));
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 1));
    }
}
