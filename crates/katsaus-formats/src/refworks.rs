//! RefWorks' tagged files: `RT Journal Article`, `T1 A title`, one value a line.
//!
//! Tags and their fields are in `docs/formats/refworks.md`. Source: the legend that RefWorks writes above its entries.

use crate::draft::Draft;
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::normal::pages;
use crate::tagged::{self, Entry, Line, Tag, Tagged, tag, tag_name};
use katsaus_model::Field;
use std::io;

/// The RefWorks format.
#[derive(Clone, Copy, Debug, Default)]
pub struct RefWorks;

impl Reader for RefWorks {
    fn id(&self) -> &'static str {
        "refworks"
    }

    fn name(&self) -> &'static str {
        "RefWorks (tagged)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "rwt"]
    }

    fn sniff(&self, head: &str) -> Match {
        let mut lines = head.lines().map(|line| line.trim_start_matches('\u{feff}'));
        let has = |name: &str| {
            let mut lines = head.lines();
            lines.any(|line| split(line).is_some_and(|(tag, _)| tag == name))
        };
        let typed = lines.any(|line| split(line).is_some_and(|(tag, value)| tag == "RT" && !value.is_empty()));
        let legend = head.contains("RT=Reference Type") || head.contains("BEGIN EXPORTED REFERENCES");
        if typed && (has("T1") || has("A1") || has("SR")) || legend { Match::Sure } else { Match::No }
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        tagged::read(self, input, sink)
    }
}

/// The tags of the legend. Nothing else begins a field: a line of an abstract may begin with two capitals too.
const TAGS: [&str; 68] = [
    "RT", "SR", "ID", "A1", "T1", "JF", "JO", "YR", "FD", "VO", "IS", "SP", "OP", "K1", "AB", "NO", "A2", "T2", "ED",
    "PB", "PP", "A3", "A4", "A5", "T3", "SN", "AV", "AD", "AN", "LA", "CL", "SF", "OT", "LK", "DO", "CN", "DB", "DS",
    "IP", "RD", "ST", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9", "U10", "U11", "U12", "U13", "U14", "U15",
    "UL", "SL", "LL", "CR", "WT", "A6", "WV", "WP", "OL", "PMID", "PMCID", "ER",
];

fn split(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(' ').unwrap_or((line, ""));
    TAGS.contains(&name.trim_end()).then(|| (name.trim_end(), value.trim()))
}

impl Tagged for RefWorks {
    fn line<'l>(&self, line: &'l str, open: Option<&Entry>) -> Line<'l> {
        match (split(line), open) {
            (Some(("RT", value)), _) => Line::Begin(*b"RT  ", value),
            (Some(("ER", _)), _) => Line::End,
            (Some((name, value)), Some(_)) => Line::Field(tag(name), value),
            (Some((name, value)), None) => Line::Begin(tag(name), value),
            (None, _) if line.trim().is_empty() => Line::Blank,
            (None, Some(entry)) => match entry.last() {
                Some(b"AB  " | b"NO  ") => Line::Below(line.trim()),
                Some(b"K1  " | b"A1  " | b"A2  ") => Line::Again(line.trim()),
                _ => Line::More(line.trim()),
            },
            (None, None) if is_legend(line) => Line::Frame,
            (None, None) => Line::Stray,
        }
    }

    fn convert(&self, entry: &Entry) -> Found {
        let mut draft = Draft::new(entry.line);
        let kind = entry.first(b"RT  ").unwrap_or_default();
        draft.fields.kind = kind_of(kind).map(str::to_owned);
        if draft.fields.kind.is_none() {
            draft.extra("RT", kind);
        }
        for (tag, value, line) in entry.items() {
            if !value.is_empty() {
                put(&mut draft, tag, value, line);
            }
        }
        place(&mut draft, entry);
        draft.finish("refworks", entry.raw())
    }
}

/// What RefWorks writes above the entries.
fn is_legend(line: &str) -> bool {
    let line = line.trim();
    let starts = ["Refworks", "RefWorks", "Character Set", "Tag legend", "Font Attribute", "BEGIN", "Start ", "End "];
    starts.iter().any(|start| line.starts_with(start))
        || line.bytes().all(|byte| byte == b'*')
        || line.split_once('=').is_some_and(|(name, _)| TAGS.contains(&name))
}

fn put(draft: &mut Draft, tag: &Tag, value: &str, line: u32) {
    match tag {
        // The type, containers, dates and pages are looked at together.
        b"RT  " | b"JF  " | b"JO  " | b"T2  " | b"WT  " => {}
        b"YR  " | b"FD  " | b"WP  " | b"SP  " | b"OP  " | b"AN  " => {}
        b"ID  " => draft.fields.id = Some(value.to_owned()),
        b"A1  " => draft.author(value),
        b"A2  " => draft.editor(value),
        b"T1  " => draft.text_or_extra(Field::Title, "T1", value),
        b"OT  " => draft.text_or_extra(Field::OriginalTitle, "OT", value),
        b"T3  " => draft.text_or_extra(Field::Series, "T3", value),
        b"VO  " => draft.text_or_extra(Field::Volume, "VO", value),
        b"IS  " => draft.text_or_extra(Field::Issue, "IS", value),
        b"ED  " => draft.text_or_extra(Field::Edition, "ED", value),
        b"PB  " => draft.text_or_extra(Field::Publisher, "PB", value),
        b"PP  " => draft.text_or_extra(Field::PublisherPlace, "PP", value),
        b"K1  " => draft.keywords(value),
        b"AB  " => draft.abstract_text(value),
        b"NO  " => draft.note(value),
        b"SN  " => draft.numbers_or_extra("SN", value),
        b"DO  " => draft.doi_or_extra("DO", value, line),
        b"LA  " => draft.text_or_extra(Field::Language, "LA", value),
        b"UL  " | b"LK  " => draft.text_or_extra(Field::Url, tag_name(tag), value),
        b"PMID" => draft.text_or_extra(Field::Pmid, "PMID", value),
        b"PMCI" => draft.extra("PMCID", value),
        _ => draft.extra(tag_name(tag), value),
    }
}

/// Where and when it appeared.
fn place(draft: &mut Draft, entry: &Entry) {
    for tag in [b"JF  ", b"T2  ", b"JO  ", b"WT  "] {
        for value in entry.all(tag).filter(|value| !value.is_empty()) {
            draft.text_or_extra(Field::Container, tag_name(tag), value);
        }
    }
    let year = entry.first(b"YR  ").unwrap_or_default();
    draft.date(year);
    if draft.fields.year.is_none() && !year.is_empty() {
        draft.warn(0, "year", format!("`{year}` holds no year; kept as it stands"));
    }
    for value in entry.all(b"FD  ").chain(entry.all(b"WP  ")) {
        match month_and_day(value).zip(draft.fields.year) {
            Some((day, year)) => draft.date(&format!("{year:04}-{day}")),
            None => draft.date(value),
        }
    }
    let (first, last) = (entry.first(b"SP  ").unwrap_or_default(), entry.first(b"OP  ").unwrap_or_default());
    if last.is_empty() && matches!(draft.fields.kind.as_deref(), Some("thesis" | "book")) {
        // Of a whole work it is how many pages it has.
        draft.extra("SP", first);
    } else if last.contains('-') && last.starts_with(first) {
        draft.pages(last);
    } else {
        draft.pages(&pages::range(first, last));
    }
    let number = entry.first(b"AN  ").unwrap_or_default();
    if draft.fields.id.is_none() && !number.is_empty() {
        draft.fields.id = Some(number.to_owned());
    } else {
        draft.extra("AN", number);
    }
    for value in entry.all(b"NO  ").chain(entry.all(b"LK  ")).chain(entry.all(b"UL  ")) {
        if draft.fields.doi.is_none() && value.to_ascii_lowercase().contains("doi") {
            draft.doi(value);
        }
    }
}

/// `05/23`, month before day; where it might be the other way round, nothing.
fn month_and_day(value: &str) -> Option<String> {
    let (month, day) = value.trim().split_once('/')?;
    let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
    let is_sure = (1..=12).contains(&month) && (month == day || (13..=31).contains(&day));
    is_sure.then(|| format!("{month:02}-{day:02}"))
}

/// The CSL type of a type of RefWorks'.
fn kind_of(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    Some(if is(&["journal", "abstract"]) {
        "article-journal"
    } else if is(&["book, section", "book section"]) {
        "chapter"
    } else if is(&["book", "monograph"]) {
        "book"
    } else if is(&["conference"]) {
        "paper-conference"
    } else if is(&["dissertation", "thesis"]) {
        "thesis"
    } else if is(&["report", "grant"]) {
        "report"
    } else if is(&["magazine"]) {
        "article-magazine"
    } else if is(&["newspaper"]) {
        "article-newspaper"
    } else if is(&["web page"]) {
        "webpage"
    } else if is(&["online discussion"]) {
        "post"
    } else if is(&["patent"]) {
        "patent"
    } else if is(&["computer program"]) {
        "software"
    } else if is(&["unpublished"]) {
        "manuscript"
    } else if is(&["personal communication"]) {
        "personal_communication"
    } else if is(&["motion picture", "video"]) {
        "motion_picture"
    } else if is(&["sound"]) {
        "song"
    } else if is(&["music"]) {
        "musical_score"
    } else if is(&["artwork"]) {
        "graphic"
    } else if is(&["map"]) {
        "map"
    } else if is(&["hearing"]) {
        "hearing"
    } else if is(&["case"]) {
        "legal_case"
    } else if is(&["laws"]) {
        "legislation"
    } else if is(&["bills"]) {
        "bill"
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::Kept;

    fn read(text: &str) -> Kept {
        let mut kept = Kept::default();
        RefWorks.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    #[test]
    fn entries_are_read_below_their_legend() {
        let text = "Refworks Export Tagged Format\n\nCharacter Set=utf-8\n\nTag legend\n*****\nRT=Reference Type\n\
                    Start Bold = \n*****\nBEGIN EXPORTED REFERENCES\n\nRT Journal Article\nSR Print(0)\nID 12\n\
                    A1 Doe,Jane\nA1 Roe, A.\nT1 A title\nJF Journal of tests\nJO J Test\nYR 2003\nFD 05/23\nVO 29\n\
                    IS 2\nSP 337\nOP 367\nK1 work\nK1 health\nAB One\nWE go on\nNO doi: 10.1000/x\nSN 1052-2263\n\
                    PMID 123\n\nRT Dissertation/Thesis\nT1 Another title\nYR 2000\nSP 141\nAN 7\n";
        assert_eq!(RefWorks.sniff(text), Match::Sure);
        let kept = read(text);
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (2, 0));
        let fields = &kept.found[0].content.fields;
        let get = |field: Field| fields.get(field);
        assert_eq!((get(Field::Authors), get(Field::Title)), ("Doe, Jane; Roe, A.".to_owned(), "A title".to_owned()));
        assert_eq!((fields.id.as_deref(), get(Field::Date)), (Some("12"), "2003-05-23".to_owned()));
        assert_eq!((get(Field::Container), get(Field::Pages)), ("Journal of tests".to_owned(), "337-367".to_owned()));
        assert_eq!((get(Field::Keywords), get(Field::Doi)), ("work; health".to_owned(), "10.1000/x".to_owned()));
        assert_eq!((get(Field::Issn), get(Field::Pmid)), ("1052-2263".to_owned(), "123".to_owned()));
        assert_eq!((get(Field::Abstract), fields.extra["JO"].as_str()), ("One\nWE go on".to_owned(), "J Test"));
        let fields = &kept.found[1].content.fields;
        assert_eq!((fields.kind.as_deref(), fields.pages.as_deref()), (Some("thesis"), None));
        assert_eq!((fields.id.as_deref(), fields.extra["SP"].as_str()), (Some("7"), "141"));
    }

    #[test]
    fn odd_entries_are_kept_and_named() {
        let kept = read(
            "stray\nRT Podcast\nT1 A\nYR soon\nDO none\n\
             RT Book, Section\nT2 A book\nA2 Poe, E.\nFD May\nYR 2001\n",
        );
        assert_eq!((kept.found.len(), kept.diagnostics.len()), (2, 1));
        let fields = &kept.found[0].content.fields;
        assert_eq!((fields.kind.as_deref(), fields.extra["RT"].as_str()), (None, "Podcast"));
        let codes: Vec<&str> = kept.found[0].diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["doi", "year"]);
        let fields = &kept.found[1].content.fields;
        assert_eq!((fields.container.as_deref(), fields.date.as_deref()), (Some("A book"), Some("2001-05")));
        assert_eq!(fields.get(Field::Editors), "Poe, E.");
    }

    #[test]
    fn days_are_read_where_they_are_sure() {
        for (value, expected) in
            [("01/01", Some("01-01")), ("5/23", Some("05-23")), ("05/04", None), ("23/05", None), ("Feb", None)]
        {
            assert_eq!(month_and_day(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn it_is_told_from_other_texts() {
        assert_eq!(RefWorks.sniff("RT Book, Whole\nSR Print(0)\n"), Match::Sure);
        assert_eq!(RefWorks.sniff("PT J\nAU Doe, J\nTI A\n"), Match::No);
        assert_eq!(RefWorks.sniff("RT is short for retweet\n"), Match::No);
    }
}
