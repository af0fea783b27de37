//! Records as they are compared: folded once, small, so that a million fit in memory.
//! It must not compare.

use super::fold;
use super::kind::Kind;
use super::people::Authors;
use super::place::{self, Pages};
use super::title::{Title, titles};
use katsaus_model::Fields;

/// A record made ready to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub(super) title: Option<Title>,
    pub(super) second: Option<Title>,
    pub(super) kind: Option<Kind>,
    pub(super) form: Form,
    pub(super) authors: Authors,
    pub(super) year: Option<i32>,
    pub(super) container: Box<str>,
    pub(super) issn: Box<str>,
    pub(super) volume: u32,
    pub(super) issue: u32,
    pub(super) pages: Option<Pages>,
    pub(super) edition: u32,
    pub(super) doi: Option<Box<str>>,
    pub(super) pmid: u32,
    pub(super) isbn: Box<str>,
    /// Hash of the beginning of the abstract; 0 for none.
    pub(super) summary: u64,
    /// Hash of everything above: records alike in it are alike in all that is compared.
    pub(super) content: u64,
}

/// The form of a text, where it tells texts of one title apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// An article, or what is not known.
    #[default]
    Article,
    Preprint,
    Paper,
    Chapter,
    Book,
    Thesis,
}

impl Card {
    /// The card of a record.
    pub fn of(fields: &Fields) -> Card {
        let titles = titles(fields.title.as_deref().unwrap_or_default(), fields.original_title.as_deref());
        let card = Card {
            title: titles.main,
            second: titles.second,
            kind: titles.kind,
            form: Form::of(fields),
            authors: Authors::of(&fields.authors),
            year: fields.year,
            container: place::container(fields.container.as_deref().unwrap_or_default()),
            issn: identifiers(&fields.issn),
            volume: place::number(fields.volume.as_deref()),
            issue: place::number(fields.issue.as_deref()),
            pages: fields.pages.as_deref().and_then(Pages::of),
            edition: place::number(fields.edition.as_deref()),
            doi: fields.doi.as_ref().map(|doi| tidy_doi(doi.as_str())),
            pmid: place::number(fields.pmid.as_deref()),
            isbn: identifiers(&fields.isbn),
            summary: summary(fields.abstract_text.as_deref().unwrap_or_default()),
            content: 0,
        };
        card.seal()
    }

    /// The card of a record that a person mended: it goes by its former title, too.
    pub fn mended(mended: &Fields, record: &Fields) -> Card {
        let (mut card, before) = (Card::of(mended), Card::of(record));
        if card.second.is_none() && before.title != card.title {
            card.second = before.title;
        }
        card.content = 0;
        card.seal()
    }

    /// Whether it says enough that another one just like it is the same text.
    pub(super) fn says_enough(&self) -> bool {
        if self.doi.is_some() || self.pmid != 0 {
            return true;
        }
        let known = [
            !self.authors.is_empty(),
            self.year.is_some(),
            self.volume != 0,
            self.pages.is_some(),
            !self.container.is_empty(),
            self.summary != 0,
        ];
        let known = known.into_iter().filter(|known| *known).count();
        match &self.title {
            Some(title) if title.is_telling() => known >= 1,
            Some(title) if !title.is_short() => known >= 2,
            Some(_) => known >= 3 && self.pages.is_some(),
            None => known >= 4 && !self.authors.is_empty() && self.pages.is_some(),
        }
    }

    /// The card with the hash over all that it holds.
    fn seal(mut self) -> Card {
        self.content = fold::hash(&format!("{self:?}"));
        self
    }
}

impl Form {
    fn of(fields: &Fields) -> Form {
        const SERVERS: [&str; 12] = [
            "arxiv",
            "biorxiv",
            "medrxiv",
            "ssrn",
            "socarxiv",
            "psyarxiv",
            "osf preprints",
            "research square",
            "preprints.org",
            "edarxiv",
            "chemrxiv",
            "social science research network",
        ];
        const REGISTRANTS: [&str; 9] = [
            "10.1101/",
            "10.48550/",
            "10.31234/",
            "10.31235/",
            "10.31219/",
            "10.2139/ssrn",
            "10.21203/",
            "10.20944/",
            "10.26434/",
        ];
        let doi = fields.doi.as_ref().map_or("", |doi| doi.as_str());
        let container = fields.container.as_deref().unwrap_or_default().to_lowercase();
        if REGISTRANTS.iter().any(|start| doi.starts_with(start))
            || SERVERS.iter().any(|name| container.starts_with(name))
        {
            return Form::Preprint;
        }
        match fields.kind.as_deref().unwrap_or_default() {
            "paper-conference" => Form::Paper,
            "chapter" | "entry-encyclopedia" => Form::Chapter,
            "book" => Form::Book,
            "thesis" => Form::Thesis,
            _ => Form::Article,
        }
    }
}

/// Letters and digits of identifiers, in order; ISBN-10 as the ISBN-13 without its check digit.
fn identifiers(written: &[String]) -> Box<str> {
    let mut all: Vec<String> = Vec::new();
    for text in written {
        let digits: String = text.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect();
        match digits.len() {
            13 => all.push(digits[3..12].to_owned()),
            10 => all.push(digits[..9].to_owned()),
            8 => all.push(digits),
            _ => {}
        }
    }
    all.sort();
    all.dedup();
    all.join(" ").into()
}

fn tidy_doi(doi: &str) -> Box<str> {
    let mut doi = doi.replace("%28", "(").replace("%29", ")").replace("%3c", "<").replace("%3e", ">");
    doi = doi.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    for tail in ["/full", "/abstract", "/pdf", ".pdf"] {
        if let Some(bare) = doi.strip_suffix(tail) {
            doi = bare.to_owned();
        }
    }
    doi.into()
}

/// Abstracts that begin alike are the same: publishers' tails differ, and databases cut.
fn summary(text: &str) -> u64 {
    let mut text = text.trim();
    for head in ["abstract", "background", "objective", "purpose", "summary", "introduction"] {
        if let Some(rest) =
            text.get(..head.len()).filter(|start| start.eq_ignore_ascii_case(head)).map(|_| &text[head.len()..])
        {
            text = rest.trim_start_matches(['s', 'S', ':', '.', ' ', '-']);
        }
    }
    let mut end = text.len().min(320);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let letters: String = fold::words(&text[..end]).bytes().filter(|b| *b != b' ').take(160).map(char::from).collect();
    if letters.len() < 100 { 0 } else { fold::hash(&letters) }
}
