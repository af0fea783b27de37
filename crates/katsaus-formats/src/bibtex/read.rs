//! Reads BibTeX and BibLaTeX as programs and people write them.
//!
//! Fields and where they go are in `docs/formats/bibtex.md`, each row of which is tested.

use super::crossref::Family;
use super::scan::{self, Block, Piece, Scanner};
use super::{Bibtex, csl_type, names, tex};
use crate::draft::Draft;
use crate::entry::{BIBTEX_KIND, OTHERS};
use crate::format::{Match, Reader};
use crate::found::{Found, Sink};
use crate::input::Input;
use crate::tagged::report_encoding;
use katsaus_model::{Diagnostic, Field, Place, Severity};
use std::collections::{HashMap, HashSet};
use std::io;

/// A value made of `@string`s may not be longer than this.
const LONGEST_VALUE: usize = 1 << 20;

impl Reader for Bibtex {
    fn id(&self) -> &'static str {
        "bibtex"
    }

    fn name(&self) -> &'static str {
        "BibTeX, BibLaTeX"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["bib", "bibtex"]
    }

    fn sniff(&self, head: &str) -> Match {
        const KINDS: [&str; 12] = [
            "article",
            "book",
            "inproceedings",
            "misc",
            "incollection",
            "phdthesis",
            "techreport",
            "comment",
            "string",
            "preamble",
            "online",
            "inbook",
        ];
        let mut best = Match::No;
        for (at, _) in head.match_indices('@').take(2000) {
            let after = head[at + 1..].trim_start();
            let name = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
            if name > 0 && after[name..].trim_start().starts_with(['{', '(']) {
                if KINDS.contains(&after[..name].to_ascii_lowercase().as_str()) {
                    return Match::Sure;
                }
                best = Match::Maybe;
            }
        }
        best
    }

    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut reading = Reading { sink, strings: HashMap::new(), family: Family::default(), keys: HashSet::new() };
        let mut scanner = Scanner::default();
        while let Some(block) = scanner.next(input)? {
            if !reading.block(block) {
                return Ok(());
            }
        }
        if reading.finish() {
            report_encoding(input, sink);
        }
        Ok(())
    }
}

/// An entry whose values are put together, still in TeX.
pub(super) struct Raw {
    /// In lower case.
    pub(super) kind: String,
    pub(super) key: String,
    /// Names in lower case, in order.
    pub(super) fields: Vec<(String, String)>,
    /// Keys of parents that are not in the file.
    pub(super) lost: Vec<String>,
    text: String,
    line: u32,
    diagnostics: Vec<Diagnostic>,
}

impl Raw {
    pub(super) fn size(&self) -> usize {
        self.fields.iter().map(|(name, value)| name.len() + value.len() + 48).sum()
    }

    /// A copy that others can take fields from.
    pub(super) fn without_text(&self) -> Raw {
        Raw {
            kind: self.kind.clone(),
            key: self.key.clone(),
            fields: self.fields.clone(),
            lost: Vec::new(),
            text: String::new(),
            line: self.line,
            diagnostics: Vec::new(),
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(known, value)| known == name && !value.trim().is_empty())
            .map(|(_, value)| value.as_str())
    }
}

struct Reading<'a> {
    sink: &'a mut dyn Sink,
    strings: HashMap<String, String>,
    family: Family,
    keys: HashSet<String>,
}

impl Reading<'_> {
    /// Takes a block; whether to go on.
    fn block(&mut self, block: Block) -> bool {
        let parsed = scan::parse(&block.text);
        let kind = parsed.kind.to_ascii_lowercase();
        let mut diagnostics = Vec::new();
        let mut warn = |at: usize, code: &'static str, message: String| {
            let line = block.line + block.text[..at].matches('\n').count() as u32;
            diagnostics.push(Diagnostic { severity: Severity::Warning, code, at: Place::Line { line }, message });
        };
        if !block.whole {
            warn(
                0,
                "bibtex-open",
                format!("the entry `{}` is not closed; what could be read of it is kept", parsed.key),
            );
        }
        for fault in &parsed.faults {
            warn(fault.at, fault.code, fault.message.clone());
        }
        match kind.as_str() {
            "comment" | "preamble" => return true,
            "string" => {
                for field in &parsed.fields {
                    let value = self.value(&field.value, &mut |_| {});
                    self.strings.insert(field.name.to_ascii_lowercase(), value);
                }
                return true;
            }
            _ => {}
        }
        let mut fields: Vec<(String, String)> = Vec::with_capacity(parsed.fields.len());
        for field in &parsed.fields {
            let name = field.name.to_ascii_lowercase();
            let value = self.value(&field.value, &mut |unknown| {
                warn(0, "bibtex-string", format!("`{unknown}` is not defined by any @string; taken as it stands"));
            });
            fields.push((name, value));
        }
        let key = parsed.key.to_owned();
        if !key.is_empty() && !self.keys.insert(key.clone()) {
            warn(0, "bibtex-key", format!("the key `{key}` is used by an earlier entry too; both are kept"));
        }
        let line = block.line;
        let raw = Raw { kind, key, fields, lost: Vec::new(), text: block.text.clone(), line, diagnostics };
        match self.family.add(raw) {
            Some(raw) => self.hand_on(raw),
            None => true,
        }
    }

    fn finish(&mut self) -> bool {
        let waiting = self.family.finish();
        waiting.into_iter().all(|raw| self.hand_on(raw))
    }

    fn hand_on(&mut self, raw: Raw) -> bool {
        if raw.kind == "xdata" {
            return true;
        }
        self.sink.found(record(raw)).is_continue()
    }

    /// A value from its pieces.
    fn value(&self, pieces: &[Piece<'_>], unknown: &mut dyn FnMut(&str)) -> String {
        let mut value = String::new();
        for piece in pieces {
            let text = match piece {
                Piece::Text(text) => text,
                Piece::Name(name) => match self.strings.get(&name.to_ascii_lowercase()) {
                    Some(text) => text.as_str(),
                    None => {
                        let known = month(name).is_some();
                        if !known {
                            unknown(name);
                        }
                        // Alone it may be all that is known of a journal; among others BibTeX leaves it out.
                        if known || pieces.len() == 1 { name } else { "" }
                    }
                },
            };
            if value.len() + text.len() > LONGEST_VALUE && pieces.len() > 1 {
                break;
            }
            value.push_str(text);
        }
        value
    }
}

fn month(name: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    MONTHS.iter().position(|month| *month == name.to_ascii_lowercase()).map(|at| at as u32 + 1)
}

fn record(mut raw: Raw) -> Found {
    let mut draft = Draft::new(raw.line);
    draft.fields.kind = csl_type(&raw.kind, raw.get("entrysubtype")).map(str::to_owned);
    if !raw.key.is_empty() {
        draft.fields.id = Some(raw.key.clone());
    }
    let mut used: Vec<&str> = Vec::new();
    title(&raw, &mut draft, &mut used);
    container(&raw, &mut draft, &mut used);
    date(&raw, &mut draft, &mut used);
    let mut seen: HashSet<&str> = HashSet::new();
    for (name, value) in &raw.fields {
        let (name, value) = (name.as_str(), value.trim());
        if value.is_empty() || used.contains(&name) && seen.insert(name) {
            continue;
        }
        if !field(&raw, &mut draft, name, value) {
            draft.extra(name, value);
        }
    }
    draft.extra(BIBTEX_KIND, &raw.kind);
    for key in &raw.lost {
        draft.warn(0, "bibtex-crossref", format!("`{key}`, which this entry takes fields from, is not in the file"));
    }
    let mut found = draft.finish("bibtex", std::mem::take(&mut raw.text));
    raw.diagnostics.append(&mut found.diagnostics);
    found.diagnostics = raw.diagnostics;
    found
}

/// Title and subtitle.
fn title(raw: &Raw, draft: &mut Draft, used: &mut Vec<&'static str>) {
    let Some(title) = raw.get("title") else { return };
    used.extend(["title", "subtitle"]);
    draft.text(Field::Title, &with_subtitle(title, raw.get("subtitle")));
}

fn with_subtitle(title: &str, subtitle: Option<&str>) -> String {
    let title = tex::plain(title);
    match subtitle.map(tex::plain) {
        Some(subtitle) if title.ends_with(['?', '!', ':', '.']) => format!("{title} {subtitle}"),
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title,
    }
}

/// The journal or book that it appeared in.
fn container(raw: &Raw, draft: &mut Draft, used: &mut Vec<&'static str>) {
    const PLACES: [(&str, &str); 5] = [
        ("journaltitle", "journalsubtitle"),
        ("journal", "journalsubtitle"),
        ("booktitle", "booksubtitle"),
        ("maintitle", "mainsubtitle"),
        ("issuetitle", "issuesubtitle"),
    ];
    let book_first =
        matches!(raw.kind.as_str(), "inproceedings" | "incollection" | "inbook" | "conference" | "inreference");
    let mut places = PLACES;
    if book_first {
        places.rotate_left(2);
    }
    let is_book = draft.fields.kind.as_deref() == Some("book");
    for (name, sub) in places {
        // A book's `booktitle` is what others take from it.
        if is_book && name == "booktitle" {
            continue;
        }
        let Some(value) = raw.get(name) else { continue };
        if draft.fields.container.is_some() {
            continue;
        }
        used.extend([name, sub]);
        draft.text(Field::Container, &with_subtitle(value, raw.get(sub)));
    }
    if draft.fields.container.is_none()
        && draft.fields.kind.is_none()
        && let Some(value) = raw.get("howpublished")
        && !value.contains("\\url")
        && !value.contains("://")
    {
        used.push("howpublished");
        draft.text(Field::Container, &tex::plain(value));
    }
}

/// `date`, else `year` with `month` and `day`; the year that a date has not.
fn date(raw: &Raw, draft: &mut Draft, used: &mut Vec<&'static str>) {
    if let Some(value) = raw.get("date") {
        let plain = tex::plain(value);
        // `1988/1992`, `2004-06/..`: from when to when; it came out when it began.
        let begin = plain.split('/').next().unwrap_or_default().trim_end_matches(['~', '?', '%', 'u', 'X']);
        draft.date(begin);
        if plain.contains('/') && draft.fields.year.is_some() {
            draft.fields.date = Some(plain.clone());
        }
        if draft.fields.year.is_some() {
            used.push("date");
        } else {
            draft.fields.date = None;
        }
    }
    if let Some(year) = raw.get("year") {
        used.push("year");
        draft.date(&tex::plain(year));
    }
    if let Some(written) = raw.get("date-as-written") {
        used.push("date-as-written");
        draft.fields.date = Some(tex::plain(written));
    }
    let Some(written) = raw.get("month") else { return };
    let (Some(year), None) = (draft.fields.year, draft.fields.date.as_ref()) else { return };
    used.push("month");
    let words = tex::plain(written);
    let number = words.parse().ok().or_else(|| month(&words)).filter(|month| (1..=12).contains(month));
    let day: Option<u32> = raw.get("day").and_then(|day| day.trim().parse().ok()).filter(|day| (1..=31).contains(day));
    match (number, day) {
        (Some(month), Some(day)) => {
            used.push("day");
            draft.fields.date = Some(format!("{year:04}-{month:02}-{day:02}"));
        }
        (Some(month), None) => draft.fields.date = Some(format!("{year:04}-{month:02}")),
        (None, _) => draft.date(&words),
    }
}

/// Puts a field where it belongs; whether there is such a place.
fn field(raw: &Raw, draft: &mut Draft, name: &str, value: &str) -> bool {
    match name {
        "author" => people(draft, name, value),
        "editor" => people(draft, name, value),
        "origtitle" => return draft.text(Field::OriginalTitle, &tex::plain(value)),
        "series" => return draft.text(Field::Series, &tex::plain(value)),
        "volume" => return draft.text(Field::Volume, &tex::plain(value)),
        "number" | "issue" => return draft.text(Field::Issue, &tex::plain(value)),
        "pages" => draft.pages(&tex::plain(&value.replace("--", "-"))),
        "eid" | "articleno" | "article-number" if raw.get("pages").is_none() => draft.pages(&tex::plain(value)),
        "edition" => return draft.text(Field::Edition, &tex::plain(value)),
        "publisher" | "institution" | "school" | "organization" => {
            return draft.text(Field::Publisher, &tex::plain(value));
        }
        "address" | "location" => return draft.text(Field::PublisherPlace, &tex::plain(value)),
        "doi" => return doi(draft, value),
        "pmid" => return draft.text(Field::Pmid, &tex::plain(value)),
        "eprint" if raw.get("eprinttype").is_some_and(|kind| kind.eq_ignore_ascii_case("pubmed")) => {
            return draft.text(Field::Pmid, &tex::plain(value));
        }
        "urn" => return draft.text(Field::Urn, &tex::plain(value)),
        "issn" | "isbn" | "eissn" => return draft.numbers(&tex::plain(value)),
        "url" => {
            let plain = tex::address(value);
            return draft.text(Field::Url, plain.split("}{").next().unwrap_or_default());
        }
        "howpublished" if value.contains("://") && draft.fields.url.is_none() => {
            let plain = tex::address(value);
            let at = plain.find("http").unwrap_or(0);
            let address = plain[at..].split(['}', '{', ' ']).next().unwrap_or_default();
            draft.text(Field::Url, address);
        }
        "abstract" => draft.abstract_text(&paragraphs(value)),
        "keywords" | "keyword" => keywords(draft, &tex::plain(value)),
        "language" | "langid" => return draft.text(Field::Language, &tex::plain(value)),
        "note" | "annote" | "annotation" | "annotate" => draft.note(&paragraphs(value)),
        numbered if numbered.starts_with("annote-") => draft.note(&paragraphs(value)),
        _ => return false,
    }
    true
}

fn people(draft: &mut Draft, name: &str, value: &str) {
    let (people, others) = names::people(value);
    let list = if name == "author" { &mut draft.fields.authors } else { &mut draft.fields.editors };
    list.extend(people);
    if others {
        draft.extra(OTHERS, name);
    }
}

fn doi(draft: &mut Draft, value: &str) -> bool {
    let plain = tex::address(value);
    let read = draft.doi(&plain);
    if !read {
        draft.warn_no_doi(0, &plain);
    }
    read
}

/// Keywords with whatever sign parts them.
fn keywords(draft: &mut Draft, value: &str) {
    let sign = if value.contains(';') { ';' } else { ',' };
    for word in value.split(sign) {
        draft.keywords(word);
    }
}

/// A long text: blank lines part its paragraphs.
fn paragraphs(value: &str) -> String {
    if !value.contains("\n\n") && !value.contains("\n ") {
        return tex::plain(value);
    }
    let mut out: Vec<String> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in value.lines().chain([""]) {
        if line.trim().is_empty() {
            if !lines.is_empty() {
                out.push(tex::plain(&lines.join(" ")));
                lines.clear();
            }
        } else {
            lines.push(line);
        }
    }
    out.join("\n")
}
