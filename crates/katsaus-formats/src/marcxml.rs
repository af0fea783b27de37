//! MARCXML: the records of library catalogues (MARC 21) as XML.
//!
//! Fields and what becomes of them are in `docs/formats/marcxml.md`. Source: the Library of Congress, "MARC 21 Format
//! for Bibliographic Data". It must not take the cataloguers' signs between the parts of a description for text.

mod host;
mod name;
mod record;

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::{date, markup};
use crate::xml::{self, Element, XmlFormat};
use katsaus_model::Field;
use record::{Data, Record, clean};
use std::io;

/// The MARCXML format.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarcXml;

impl Reader for MarcXml {
    fn id(&self) -> &'static str {
        "marcxml"
    }

    fn name(&self) -> &'static str {
        "MARCXML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["marcxml", "mrcx", "xml"]
    }

    fn sniff(&self, head: &str) -> Match {
        let Some(root) = xml::root(head) else { return Match::No };
        let has = |name: &str| xml::has_element(head, name);
        let marked = head.contains("loc.gov/MARC21/slim");
        if has("datafield") && has("subfield") || marked && matches!(root, "collection" | "record") {
            Match::Sure
        } else if marked || has("controlfield") {
            Match::Maybe
        } else {
            Match::No
        }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        xml::read(self, input, sink)
    }
}

impl XmlFormat for MarcXml {
    fn is_entry(&self, name: &str) -> bool {
        name == "record"
    }

    fn convert(&self, entry: Element<'_>, line: u32, raw: String) -> Option<Found> {
        let record = Record::of(entry)?;
        let mut draft = Draft::new(line);
        let id = record.control("001").trim();
        draft.fields.id = (!id.is_empty()).then(|| id.to_owned());
        name::put(&mut draft, &record);
        titles(&mut draft, &record);
        for field in record.fields() {
            put(&mut draft, field);
        }
        for field in record.all("773") {
            host::put(&mut draft, field);
        }
        dates(&mut draft, &record);
        language(&mut draft, &record);
        draft.fields.kind = kind(&record, &draft).map(str::to_owned);
        Some(draft.finish("marcxml", raw))
    }
}

/// What needs no other field to be understood.
fn put(draft: &mut Draft, field: Data<'_>) {
    let first = field.first('a');
    match field.tag() {
        // `0801486394 (pbk.)`; what was cancelled is in other subfields.
        tag @ ("020" | "022") => {
            for value in field.all('a').chain(field.all('l')) {
                draft.numbers_or_extra(tag, value);
            }
        }
        "024" => identifier(draft, field),
        "250" => draft.text_or_extra(Field::Edition, "250", &clean(first)),
        "260" | "264" => published(draft, field),
        "490" => {
            draft.text_or_extra(Field::Series, "490", &clean(first));
            draft.text_or_extra(Field::Volume, "490v", &clean(field.first('v')));
            draft.numbers(field.first('x'));
        }
        "500" => draft.note(first),
        "520" => draft.abstract_text(&field.joined(&['a', 'b'], "\n")),
        "600" | "610" | "611" | "630" | "648" | "650" | "651" => {
            draft.keywords(&clean(&field.joined(&['a', 'x', 'y', 'z', 'v'], " -- ")));
        }
        "653" => {
            for word in field.all('a') {
                draft.keywords(&xml::one_line(word));
            }
        }
        "765" => {
            draft.text(Field::OriginalTitle, &clean(field.first('t')));
        }
        "856" => address(draft, field),
        tag @ ("035" | "082" | "084" | "246" | "300" | "502" | "504" | "505" | "536" | "546" | "655") => {
            draft.extra(tag, &field.joined(&['a', 'b', 'c', 'd', 'g', 'x', 'z'], " "));
        }
        _ => {}
    }
}

/// DOIs, URNs and other numbers, each by the scheme that it names.
fn identifier(draft: &mut Draft, field: Data<'_>) {
    let scheme = field.first('2').to_ascii_lowercase();
    for value in field.all('a') {
        let is_urn = value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:"));
        let taken = match scheme.as_str() {
            "doi" if draft.doi(value) => true,
            "doi" => {
                draft.warn_no_doi(0, value);
                false
            }
            "pmid" => draft.text(Field::Pmid, value),
            _ if is_urn => draft.text(Field::Urn, value),
            _ => false,
        };
        if !taken {
            draft.extra(if scheme.is_empty() { "024" } else { scheme.as_str() }, value);
        }
    }
}

/// Who published a text and where. A 264 may also say who printed it, or when the right to it began.
fn published(draft: &mut Draft, field: Data<'_>) {
    if field.tag() == "264" && !matches!(field.indicator("ind2").as_str(), "1" | "" | " ") {
        return;
    }
    draft.text_or_extra(Field::PublisherPlace, "place", &clean(field.first('a')));
    draft.text_or_extra(Field::Publisher, "publisher", &clean(field.first('b')));
}

/// An address of the text. Some lead to its table of contents or cover only.
fn address(draft: &mut Draft, field: Data<'_>) {
    let is_other = field.indicator("ind2") == "2";
    for value in field.all('u') {
        if is_other {
            draft.extra("856", value);
            continue;
        }
        if value.contains("doi.org/") {
            draft.doi(value);
        }
        draft.text_or_extra(Field::Url, "856", value);
    }
}

fn titles(draft: &mut Draft, record: &Record<'_>) {
    if let Some(field) = record.all("245").next() {
        let first = field.first('a');
        let mut title = clean(first);
        let other = clean(field.first('b'));
        if first.trim_end().ends_with('=') {
            // The same title in another language.
            draft.extra("parallel", &other);
        } else if !other.is_empty() {
            title.push_str(if title.ends_with(['?', '!']) { " " } else { ": " });
            title.push_str(&other);
        }
        let (number, part) = (clean(field.first('n')), clean(field.first('p')));
        for (text, sign) in [(&number, ". "), (&part, if number.is_empty() { ". " } else { ": " })] {
            if !text.is_empty() && !title.is_empty() {
                title.push_str(sign);
            }
            title.push_str(text);
        }
        draft.text(Field::Title, &title);
        draft.extra("245c", &clean(field.first('c')));
    }
    if let Some(field) = record.all("240").next() {
        let title = clean(field.first('a'));
        // With a language behind it the uniform title is that of the text which was translated.
        if field.first('l').is_empty() || !draft.text(Field::OriginalTitle, &title) {
            draft.extra("240", &title);
        }
    }
}

/// The date of publication, else that of copyright, else what the coded field says.
fn dates(draft: &mut Draft, record: &Record<'_>) {
    let published = record.all("260").chain(record.all("264").filter(|field| field.indicator("ind2") != "4"));
    let copyright = record.all("264").filter(|field| field.indicator("ind2") == "4");
    let coded = record.control("008").get(7..11).unwrap_or_default();
    let mut found: Vec<&str> = published.chain(copyright).map(|field| field.first('c')).collect();
    found.push(coded);
    found.retain(|text| text.contains(|c: char| c.is_alphanumeric()));
    if let Some(text) = found.iter().find(|text| date::date(&clean(text)).year.is_some()).or_else(|| found.first()) {
        draft.date(&clean(text));
        if draft.fields.year.is_none() {
            draft.warn(0, "year", format!("`{}` holds no year; kept as it stands", markup::line(text)));
        }
    }
}

/// The language's code, from 041 or the coded field.
fn language(draft: &mut Draft, record: &Record<'_>) {
    let codes = record.all("041").flat_map(|field| field.all('a').collect::<Vec<_>>());
    let coded = record.control("008").get(35..38).unwrap_or_default();
    for code in codes.chain([coded]) {
        // Older records have all codes in one value: `engfre`.
        let code = code.trim();
        let first = code.get(..3).filter(|_| code.len().is_multiple_of(3)).unwrap_or(code);
        if !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
            draft.text(Field::Language, first);
            return;
        }
    }
}

/// The CSL type, from what the leader says of the thing and of what it is part of.
fn kind(record: &Record<'_>, draft: &Draft) -> Option<&'static str> {
    let leader = record.leader().as_bytes();
    let (thing, level) = (leader.get(6).copied().unwrap_or(b' '), leader.get(7).copied().unwrap_or(b' '));
    if record.all("502").next().is_some() {
        return Some("thesis");
    }
    if let Some(host) = record.all("773").next() {
        // The last letter but three of the coded link says whether the host is a serial.
        let serial = host.first('7').as_bytes().get(3) == Some(&b's') || level == b'b';
        let paged = !host.first('x').is_empty() || draft.fields.issue.is_some();
        return Some(if serial || paged && host.first('z').is_empty() { "article-journal" } else { "chapter" });
    }
    match thing {
        b'e' | b'f' => Some("map"),
        b'g' => Some("motion_picture"),
        b'i' | b'j' => Some("song"),
        b'k' => Some("graphic"),
        b'c' | b'd' => Some("musical_score"),
        b't' if level != b'm' => Some("manuscript"),
        b'm' if draft.fields.isbn.is_empty() => None,
        _ if level == b'b' => Some("article-journal"),
        _ if level == b'a' => Some("chapter"),
        _ if level == b'i' => Some("webpage"),
        b'a' | b't' | b'm' => Some("book"),
        _ if !draft.fields.isbn.is_empty() => Some("book"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::Kept;
    use katsaus_model::Fields;

    fn kept(text: &str) -> Kept {
        assert_eq!(MarcXml.sniff(text), Match::Sure);
        let mut kept = Kept::default();
        MarcXml.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    /// A record from lines such as `245a Title :|b a subtitle`.
    fn record(leader: &str, lines: &[&str]) -> String {
        let mut out = format!("<record><leader>{leader}</leader><controlfield tag=\"001\">x1</controlfield>");
        out += "<controlfield tag=\"008\">160824s2016    gw ||||| |||| 10||||ger  </controlfield>";
        for line in lines {
            let (tag, values) = line.split_at(3);
            let second = if tag == "264" { '1' } else { ' ' };
            out += &format!("<datafield tag=\"{tag}\" ind1=\" \" ind2=\"{second}\">");
            for value in values.split('|') {
                let (code, value) = value.split_at(1);
                out += &format!("<subfield code=\"{code}\">{}</subfield>", value.trim());
            }
            out += "</datafield>";
        }
        out + "</record>"
    }

    fn one(leader: &str, lines: &[&str]) -> Fields {
        kept(&format!("<collection>{}</collection>", record(leader, lines))).found.remove(0).content.fields
    }

    #[test]
    fn a_book_is_read() {
        let fields = one(
            "00000pam a2200000 c 4500",
            &[
                "020a 9783781521230|c Broschur",
                "100a Gustafsson, Johanna.|4 aut",
                "245a State of work :|b a review /|c Johanna Gustafsson.",
                "250a 2nd ed.",
                "264a [Helsinki] :|b Kela,|c c2015.",
                "490a Studies in work ;|v 12|x 1052-2263",
                "520a About work.",
                "650a Labour|z Finland.",
                "700a Doe, Jane,|e editor.",
                "700a Roe, R.|4 trl",
                "710a Kela.|4 pbl",
                "856u https://example.org/a",
            ],
        );
        for (field, expected) in [
            (Field::Title, "State of work: a review"),
            (Field::Authors, "Gustafsson, Johanna"),
            (Field::Editors, "Doe, Jane"),
            (Field::Year, "2015"),
            (Field::Edition, "2nd ed."),
            (Field::Publisher, "Kela"),
            (Field::PublisherPlace, "Helsinki"),
            (Field::Series, "Studies in work"),
            (Field::Volume, "12"),
            (Field::Isbn, "9783781521230"),
            (Field::Issn, "1052-2263"),
            (Field::Abstract, "About work."),
            (Field::Keywords, "Labour -- Finland"),
            (Field::Language, "ger"),
            (Field::Url, "https://example.org/a"),
            (Field::Type, "book"),
        ] {
            assert_eq!(fields.get(field), expected, "{field}");
        }
        assert_eq!(fields.id.as_deref(), Some("x1"));
        assert_eq!(fields.extra.get("trl").map(String::as_str), Some("Roe, R."));
    }

    #[test]
    fn an_article_is_read_with_its_journal() {
        let place = "773t Journal of work|g Vol. 12, no. 3 (2008), p. 157-168|x 1052-2263";
        let fields = one("00000naa a2200000 c 4500", &["245a Pay", "0242doi|a 10.1000/abc", place]);
        for (field, expected) in [
            (Field::Container, "Journal of work"),
            (Field::Type, "article-journal"),
            (Field::Volume, "12"),
            (Field::Issue, "3"),
            (Field::Pages, "157-168"),
            (Field::Year, "2008"),
            (Field::Doi, "10.1000/abc"),
        ] {
            assert_eq!(fields.get(field), expected, "{field}");
        }
    }

    #[test]
    fn a_record_inside_of_a_services_record_is_found() {
        let inner = record("00000pam a2200000 c 4500", &["245a Pay"]);
        let text = format!("<r><record><header/><metadata>{inner}</metadata></record><record><header/></record></r>");
        let kept = kept(&text);
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 0));
        assert_eq!(kept.found[0].content.fields.title.as_deref(), Some("Pay"));
    }

    #[test]
    fn a_broken_record_ends_the_file() {
        let good = record("", &["245a Pay"]);
        let kept = kept(&format!("<collection>{good}<record><leader></record>{good}</collection>"));
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 1));
    }
}
