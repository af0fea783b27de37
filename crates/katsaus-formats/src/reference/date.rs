//! Reads a date of publication.
//!
//! It must not take any number for a year, nor lose how a date was written where that says more than the year.

use super::text::AROUND;
use super::words::NO_DATE;

/// A date of publication: its year, and its spelling where that says more.
pub(super) struct Date {
    pub(super) year: Option<i32>,
    pub(super) written: Option<String>,
}

/// A year, perhaps with a letter or the rest of a date after it; or words that say there is none.
pub(super) fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if NO_DATE.contains(&text.to_lowercase().as_str()) {
        return Some(Date { year: None, written: Some(text.to_owned()) });
    }
    let (digits, rest) = (text.get(..4)?, text.get(4..)?);
    if !is_year(digits) || text.chars().count() > 30 {
        return None;
    }
    let letter = rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_lowercase());
    if !(rest.is_empty() || letter || rest.starts_with([',', ' ', '/', '-', '–'])) {
        return None;
    }
    Some(Date { year: digits.parse().ok(), written: (!rest.is_empty()).then(|| text.to_owned()) })
}

pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1500..=2100).contains(&year))
}

/// A year as the last word: `..., Cambridge, 1992.`, `... (1970).`
pub(super) fn trailing_date(text: &str) -> Option<(&str, Date)> {
    let (before, last) = text.trim_end_matches(AROUND).rsplit_once(' ')?;
    let core = last.trim_matches(['(', ')', '.', ',']);
    if !is_year(core) {
        return None;
    }
    Some((before.trim_end_matches(AROUND), read_date(core)?))
}
