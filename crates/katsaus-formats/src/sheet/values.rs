//! Values in cells: years, pages, verdicts, ticks, and what programs did to them.

use super::value::{Date, Value};

/// A verdict as people write it in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Say {
    Include,
    Exclude,
    Unsure,
}

#[rustfmt::skip]
const INCLUDE: &[&str] = &[
    "i", "in", "include", "included", "inc", "incl", "yes", "y", "1", "x", "true", "relevant", "keep", "accept", "accepted", "selected",
    "k", "kyllä", "kylla", "mukaan", "mukana", "hyväksytty", "sisään", "ja", "j", "inkluderad", "inkluderas", "med", "inkludert",
    "inkluderet", "sí", "si", "sim", "s", "oui", "o", "incluido", "incluida", "incluído", "inclus", "eingeschlossen", "ok", "+",
];
#[rustfmt::skip]
const EXCLUDE: &[&str] = &[
    "e", "ex", "out", "exclude", "excluded", "exc", "excl", "no", "n", "0", "false", "irrelevant", "not relevant", "drop", "reject",
    "rejected", "nei", "ei", "pois", "hylätty", "poissuljettu", "ulos", "nej", "exkluderad", "exkluderas", "ekskludert", "nein", "não",
    "nao", "non", "excluido", "excluida", "excluído", "exclu", "ausgeschlossen", "-",
];
#[rustfmt::skip]
const UNSURE: &[&str] = &[
    "?", "u", "m", "maybe", "unsure", "unclear", "undecided", "ehkä", "ehka", "epävarma", "kanske", "osäker", "kanskje", "måske",
    "vielleicht", "quizás", "quizas", "talvez", "peut-être", "tal vez", "discuss", "conflict",
];

pub(super) fn verdict(text: &str) -> Option<Say> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let has = |words: &[&str]| words.contains(&text.as_str());
    if has(INCLUDE) {
        Some(Say::Include)
    } else if has(EXCLUDE) {
        Some(Say::Exclude)
    } else if has(UNSURE) {
        Some(Say::Unsure)
    } else {
        None
    }
}

/// Whether a cell is a tick: a cross, a one, a check mark.
pub(super) fn is_tick(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "x" | "xx" | "1" | "✓" | "✔" | "√" | "v" | "☑" | "☒" | "•" | "*")
}

/// The year in a text: the first run of exactly four digits between 1500 and 2100.
pub(super) fn year_in(text: &str) -> Option<i32> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    runs.filter_map(|digits| digits.parse().ok()).find(|year| (1500..=2100).contains(year))
}

/// A list of names without the year that stands behind it: `Järvinen & Salo, 2018`, `Salo (2020)`, `Salo (2020a) ym.`
pub(super) fn without_year(text: &str) -> (String, Option<i32>) {
    let found = year_in(text).and_then(|year| Some((year, text.split_once(&year.to_string())?)));
    let Some((year, (before, after))) = found else { return (text.to_owned(), None) };
    let edges: &[char] = &['(', ')', ',', '.', ' ', '[', ']'];
    let after = after.trim_start_matches(|c: char| c.is_ascii_lowercase());
    // Four digits elsewhere may be anything, of an ORCID for one.
    let bracketed = before.trim_end().ends_with(['(', '[']) && after.trim_start().starts_with([')', ']']);
    let apart = before.ends_with([' ', ',', '.']) && after.trim_matches(edges).is_empty();
    if !bracketed && !apart {
        return (text.to_owned(), None);
    }
    let joined = format!("{} {}", before.trim_end_matches(edges), after.trim_start_matches(edges));
    (joined.trim().to_owned(), Some(year))
}

/// The year of a cell, and whether a program had made a date of it that had to be undone.
pub(super) fn year(value: &Value<'_>) -> (Option<i32>, bool) {
    match value {
        // A year that got a date format shows as a day in 1905.
        Value::Date(date) if date.year == 1905 => (Some(serial(*date)), true),
        Value::Date(date) => (Some(i32::from(date.year)), false),
        Value::Number(x) if (1500.0..2101.0).contains(x) => (Some(*x as i32), false),
        other => (year_in(&other.text()), false),
    }
}

/// The number that spreadsheet programs store for a date.
fn serial(date: Date) -> i32 {
    // Days from 1899-12-30 to 1905-01-01, then the day of the year.
    const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    1828 + BEFORE[usize::from(date.month.clamp(1, 12) - 1)] + i32::from(date.day) - 1
}

/// Two numbers that a program took for a date: `1-5` became 5 January, `4-11` 4 November, `2-64` February 1964.
/// Pages and issues rise, so the smaller stood first.
pub(super) fn range_from_date(date: Date) -> String {
    let (month, day, year) = (u32::from(date.month), u32::from(date.day), u32::from(date.year));
    if day == 1 && year % 100 > month && !(2000..2100).contains(&year) {
        return format!("{month}-{}", year % 100);
    }
    format!("{}-{}", month.min(day), month.max(day))
}

/// Pages as katsaus writes them: a hyphen between, no `pp.` before.
pub(super) fn pages(text: &str) -> String {
    let text = text.trim();
    let lower = text.to_lowercase();
    let bare = ["pages ", "pp. ", "pp.", "pp ", "p. ", "p.", "ss. ", "s. ", "s."]
        .iter()
        .find_map(|mark| lower.starts_with(mark).then(|| text.get(mark.len()..).unwrap_or(text).trim()))
        .unwrap_or(text);
    bare.replace(['–', '—', '‐', '−'], "-").replace(" - ", "-").replace("--", "-")
}

/// Several values in one cell.
pub(super) fn split(text: &str, separator: Option<char>) -> Vec<&str> {
    match separator {
        Some(separator) => text.split(separator).map(str::trim).filter(|part| !part.is_empty()).collect(),
        None => vec![text.trim()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_behind_names_and_other_digits() {
        for (text, names, year) in [
            ("Järvinen & Salo, 2018", "Järvinen & Salo", Some(2018)),
            ("Salo (2020)", "Salo", Some(2020)),
            ("Salo (2020a) ym.", "Salo ym.", Some(2020)),
            ("Smith, J. 0000-0002-1825-0097; Doe, A.", "Smith, J. 0000-0002-1825-0097; Doe, A.", None),
        ] {
            assert_eq!(without_year(text), (names.to_owned(), year), "{text}");
        }
    }

    #[test]
    fn years_however_they_are_written() {
        for (text, expected) in [
            ("2021.0", Some(2021)),
            ("(2021)", Some(2021)),
            ("1979 ", Some(1979)),
            ("2019a", Some(2019)),
            ("2008/2009", Some(2008)),
            ("in press", None),
            ("12345", None),
            ("c2003", Some(2003)),
        ] {
            assert_eq!(year_in(text), expected, "{text}");
        }
        let date = |year, month, day| Value::Date(Date { year, month, day });
        assert_eq!(year(&date(2022, 1, 15)), (Some(2022), false));
        assert_eq!(year(&date(1905, 6, 1)), (Some(1979), true));
        assert_eq!(year(&date(1905, 7, 14)), (Some(2022), true));
    }

    #[test]
    fn a_year_behind_names_is_taken_off() {
        for (text, names, year) in [
            ("Järvinen & Salo, 2018", "Järvinen & Salo", Some(2018)),
            ("Öhman (2022a)", "Öhman", Some(2022)),
            ("THL 2016", "THL", Some(2016)),
            ("Smith, J.", "Smith, J.", None),
        ] {
            assert_eq!(without_year(text), (names.to_owned(), year), "{text}");
        }
    }

    #[test]
    fn pages_come_back_from_dates() {
        let range = |year, month, day| range_from_date(Date { year, month, day });
        assert_eq!(range(2024, 1, 5), "1-5");
        assert_eq!(range(2020, 11, 1), "1-11");
        assert_eq!(range(2020, 11, 4), "4-11");
        assert_eq!(range(1964, 2, 1), "2-64");
        assert_eq!(pages("pp. 157–168"), "157-168");
        assert_eq!(pages("e0266208"), "e0266208");
    }

    #[test]
    fn verdicts() {
        for (text, say) in [
            ("K", Some(Say::Include)),
            ("Included", Some(Say::Include)),
            ("E", Some(Say::Exclude)),
            ("Ei", Some(Say::Exclude)),
            ("?", Some(Say::Unsure)),
            ("Ehkä", Some(Say::Unsure)),
            ("later", None),
        ] {
            assert_eq!(verdict(text), say, "{text}");
        }
    }
}
