//! Reads volume, issue and pages, and by them finds the journal that stands before them.
//!
//! It must not take a lone number for a volume: something beside it has to say that it is one.

use super::date::{Date, is_year, read_date};
use super::text::{AROUND, find_any_case, leading, sentence_end, words_at};
use super::words::{ISSUE_WORDS, PAGE_WORDS, VOLUME_WORDS};
use katsaus_model::Fields;

const DASHES: [char; 6] = ['-', '–', '—', '−', '‐', '‑'];

/// Where in a journal a text stands.
#[derive(Default)]
pub(super) struct Locator {
    pub(super) container: String,
    pub(super) date: Option<Date>,
    pub(super) volume: Option<String>,
    pub(super) issue: Option<String>,
    pub(super) pages: Option<String>,
}

impl Locator {
    pub(super) fn put(self, fields: &mut Fields, title: &mut String, date: &mut Option<Date>) {
        let mut container = self.container.as_str();
        // A second sentence of the title has got in front of the journal's name.
        while let Some(end) = sentence_end(container) {
            let (sentence, rest) = container.split_at(end);
            let words = sentence.split(' ').count();
            let prose = sentence.split(' ').any(|word| word.starts_with(char::is_lowercase));
            let belongs_to_title = sentence.ends_with(['?', '!']) || (words >= 4 && prose);
            if rest.trim().is_empty() || !belongs_to_title {
                break;
            }
            title.push_str(if title.ends_with(['?', '!']) { " " } else { ". " });
            title.push_str(sentence.trim_matches(AROUND));
            container = rest.trim_start();
        }
        fields.kind = Some("article-journal".to_owned());
        fields.container = Some(container.to_owned());
        fields.volume = self.volume;
        fields.issue = self.issue;
        fields.pages = self.pages;
        if date.is_none() {
            *date = self.date;
        }
    }

    /// `12`, or Finnish `3/2019`, which is an issue of a year.
    fn set_volume(&mut self, volume: &str) {
        match volume.split_once('/') {
            Some((issue, year)) if is_year(year) => {
                self.issue.get_or_insert_with(|| issue.to_owned());
                self.date = self.date.take().or_else(|| read_date(year));
            }
            _ => self.volume = Some(volume.to_owned()),
        }
    }
}

/// The first place in the text that can only be a volume with what belongs to it.
pub(super) fn locator(text: &str) -> Option<Locator> {
    for (at, word) in words_at(text) {
        let lower = word.trim_matches(['(', '.', ',']).to_lowercase();
        let glued = find_any_case(word, "vol.") == Some(0) && word.len() > "vol.".len();
        let (named, start) = if glued {
            (true, at + "vol.".len())
        } else if VOLUME_WORDS.contains(&lower.as_str()) {
            (true, at + word.len() + 1)
        } else {
            (false, at)
        };
        let container = text.get(..at).unwrap_or_default().trim_matches(AROUND).trim_end_matches([' ', '(', ',']);
        if !container.chars().any(char::is_alphabetic) {
            continue;
        }
        if let Some(mut found) = locator_at(text.get(start..).unwrap_or_default(), named) {
            container.clone_into(&mut found.container);
            return Some(found);
        }
    }
    None
}

/// Reads `12(3), 45-67`, `2008;12(3):45-67`, `12, no. 3, pp. 45-67`. `named` says that `vol.` stood before it.
fn locator_at(text: &str, named: bool) -> Option<Locator> {
    let mut found = Locator::default();
    let mut rest = text;
    if let Some((date, after)) = year_before_semicolon(text) {
        found.date = Some(date);
        rest = after;
    }
    let dated = found.date.is_some();
    let volume = leading(rest, |c| c.is_alphanumeric() || c == '/');
    let plausible = volume.starts_with(|c: char| c.is_ascii_digit()) && volume.chars().count() <= 9;
    if !plausible || (is_year(volume) && !dated && !named) {
        return None;
    }
    rest = rest.get(volume.len()..)?.trim_start();
    rest = read_bracket(rest, &mut found, dated)?;
    let (mut separator, after) = after_separator(rest, named || found.issue.is_some());
    rest = after;
    if found.issue.is_none()
        && let Some((issue, after)) = named_issue(rest)
    {
        found.issue = Some(issue);
        (separator, rest) = after_separator(after, true);
    }
    let at_pages = without_page_word(rest);
    let introduced = separator.is_some() || at_pages.len() < rest.len();
    let pages = page_range(at_pages).filter(|pages| introduced && (pages.range || !is_year(&pages.text)));
    let range = pages.as_ref().is_some_and(|pages| pages.range);
    let sure = dated
        || found.issue.is_some()
        || range
        || (pages.is_some() && (named || separator == Some(':') || found.date.is_some()));
    if !sure {
        return None;
    }
    found.pages = pages.map(|pages| pages.text);
    found.set_volume(volume);
    Some(found)
}

/// `2008;` or `2008 May 3;` at the start.
fn year_before_semicolon(text: &str) -> Option<(Date, &str)> {
    let end = text.find(';').filter(|end| *end <= 24)?;
    let head = text.get(..end)?.trim();
    let plain = head.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '–' | '/'));
    let date = read_date(head).filter(|date| plain && date.year.is_some())?;
    Some((date, text.get(end + 1..)?.trim_start()))
}

/// The issue, or the year, in brackets after a volume; nothing if what is there can be neither.
fn read_bracket<'a>(text: &'a str, found: &mut Locator, dated: bool) -> Option<&'a str> {
    let Some(inside) = text.strip_prefix('(') else {
        return Some(text);
    };
    let (content, after) = inside.split_once(')')?;
    let content = content.trim();
    if is_year(content) {
        found.date = found.date.take().or_else(|| read_date(content));
    } else if content.chars().count() <= 20 && content.chars().any(|c| c.is_ascii_digit()) {
        let number = content.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | ' '));
        let issue_word = content.split([' ', '.']).next().unwrap_or_default().to_lowercase();
        let issue = if ISSUE_WORDS.contains(&issue_word.as_str()) { number } else { content };
        found.issue = Some(issue.to_owned());
    } else if !dated {
        return None;
    }
    Some(after.trim_start())
}

fn after_separator(text: &str, full_stop: bool) -> (Option<char>, &str) {
    match text.chars().next() {
        Some(c) if matches!(c, ',' | ':' | ';') || (full_stop && c == '.') => {
            (Some(c), text.get(1..).unwrap_or_default().trim_start())
        }
        _ => (None, text),
    }
}

/// `no. 3`, `nro 3`, `Issue 3`.
fn named_issue(text: &str) -> Option<(String, &str)> {
    let (word, rest) = text.split_once([' ', '.'])?;
    if !ISSUE_WORDS.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let rest = rest.trim_start_matches(['.', ' ']);
    let issue = leading(rest, |c| c.is_alphanumeric() || DASHES.contains(&c) || c == '/');
    let numbered = issue.starts_with(|c: char| c.is_ascii_digit());
    numbered.then(|| (issue.to_owned(), rest.get(issue.len()..).unwrap_or_default().trim_start()))
}

fn without_page_word(text: &str) -> &str {
    let word = leading(text, char::is_alphabetic);
    let rest = text.get(word.len()..).unwrap_or_default();
    let ended = rest.starts_with(['.', ' ']);
    let number = rest.trim_start_matches(['.', ' ']);
    let known = PAGE_WORDS.contains(&word.to_lowercase().as_str());
    if known && ended && token(number).is_some() { number } else { text }
}

/// Pages with `pp.`, `s.` or such before them: what stands before, the pages, what stands after.
pub(super) fn marked_pages(text: &str) -> Option<(&str, String, &str)> {
    for (at, word) in words_at(text) {
        let opened = word.len() - word.trim_start_matches(['(', '[']).len();
        let from = text.get(at + opened..).unwrap_or_default();
        let number = without_page_word(from);
        if number.len() == from.len() {
            continue;
        }
        if let Some(pages) = page_range(number) {
            let before = text.get(..at).unwrap_or_default().trim_matches(AROUND);
            let after = number.get(pages.length..).unwrap_or_default();
            return Some((before, pages.text, after.trim_start_matches([')', ']']).trim_matches(AROUND)));
        }
    }
    None
}

pub(super) struct Pages {
    pub(super) text: String,
    /// Bytes of the text that was read.
    pub(super) length: usize,
    pub(super) range: bool,
}

/// `45–67` or one page or article number, at the start of the text.
pub(super) fn page_range(text: &str) -> Option<Pages> {
    let first = token(text)?;
    let after = text.get(first.len()..).unwrap_or_default().trim_start();
    let last_text = after.trim_start_matches(DASHES).trim_start();
    if after.starts_with(DASHES)
        && let Some(last) = token(last_text)
    {
        let length = text.len() - last_text.len() + last.len();
        return Some(Pages { text: format!("{first}-{last}"), length, range: true });
    }
    Some(Pages { text: first.to_owned(), length: first.len(), range: false })
}

/// Letters and digits at the start, at least one of them a digit.
fn token(text: &str) -> Option<&str> {
    let token = leading(text, char::is_alphanumeric);
    (token.len() <= 14 && token.chars().any(|c| c.is_ascii_digit())).then_some(token)
}
