//! Dates of publication in any order and with any signs between.
//!
//! It must not take a number for a year that cannot be one, nor drop what a date says beyond the year.

/// A date of publication, as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Date {
    /// The year.
    pub(crate) year: Option<i32>,
    /// The date where it says more than the year: `2019-05-03`, else as written.
    pub(crate) date: Option<String>,
}

/// Beginnings of the names of months, in nine languages; the first letters decide.
const MONTHS: [&[&str]; 12] = [
    &["jan", "tammi", "ene"],
    &["feb", "helmi", "fév", "fev"],
    &["mar", "maalis", "mär", "mrz"],
    &["apr", "huhti", "abr", "avr"],
    &["may", "toukok", "mai", "maj"],
    &["jun", "kesäk", "juin"],
    &["jul", "heinäk", "juil"],
    &["aug", "eloku", "ago", "aoû"],
    &["sep", "syysk", "set"],
    &["oct", "lokak", "okt", "out"],
    &["nov", "marras"],
    &["dec", "jouluk", "dez", "dic", "déc"],
];

/// Years that say there is none.
const NO_YEARS: [i32; 3] = [0, 1000, 9999];

enum Part<'t> {
    /// Digits, and how many.
    Number(u32, usize),
    Month(u32),
    Word(&'t str),
}

/// Reads a date. Nothing in it that is a year: as written, if it holds a letter or digit at all.
pub(crate) fn date(text: &str) -> Date {
    let text = text.trim().trim_matches(['/', ';', ',']).trim();
    // By far the most common.
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let year: i32 = text.parse().unwrap_or(0);
        return Date { year: is_year(year).then_some(year), date: None };
    }
    if !text.contains(char::is_alphanumeric) {
        return Date::default();
    }
    let parts = parts(text);
    let Some(at) = year_at(&parts) else {
        if let [Part::Number(number, 8)] = parts.as_slice() {
            return compact(*number).unwrap_or_else(|| Date { year: None, date: Some(text.to_owned()) });
        }
        let nothing =
            parts.iter().all(|part| matches!(part, Part::Number(number, _) if NO_YEARS.contains(&(*number as i32))));
        return Date { year: None, date: (!nothing).then(|| text.to_owned()) };
    };
    let Part::Number(year, _) = parts[at] else { return Date::default() };
    let year = year as i32;
    let (before, after) = (&parts[..at], &parts[at + 1..]);
    let found = if before.is_empty() { forward(after) } else { backward(before, after, text) };
    let date = match found {
        Read::Whole(month, day) => iso(year, month, day),
        Read::YearOnly => None,
        Read::AsWritten => Some(text.to_owned()),
    };
    Date { year: Some(year), date }
}

enum Read {
    YearOnly,
    Whole(u32, u32),
    AsWritten,
}

fn is_year(year: i32) -> bool {
    (1000..=2200).contains(&year) && !NO_YEARS.contains(&year)
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let digit = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != digit).unwrap_or(rest.len());
        let word = &rest[..end];
        rest = &rest[end..];
        parts.push(match word.parse() {
            Ok(number) if digit => Part::Number(number, word.len()),
            _ => month(word).map_or(Part::Word(word), Part::Month),
        });
    }
    parts
}

fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    let lower = word.to_lowercase();
    let at = MONTHS.iter().position(|names| names.iter().any(|name| lower.starts_with(name)))?;
    Some(at as u32 + 1)
}

fn year_at(parts: &[Part<'_>]) -> Option<usize> {
    parts.iter().position(|part| matches!(part, Part::Number(number, 4) if is_year(*number as i32)))
}

/// `20170812`.
fn compact(number: u32) -> Option<Date> {
    let (year, month, day) = ((number / 10_000) as i32, number / 100 % 100, number % 100);
    (is_year(year) && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then(|| Date { year: Some(year), date: iso(year, month, day) })
}

/// What follows a year: month and day, `2012/10//Sep-, 2012`, `2015 May`, `2019a`.
fn forward(after: &[Part<'_>]) -> Read {
    let month_of = |part: &Part<'_>| match part {
        Part::Number(number @ 1..=12, 1 | 2) => Some(*number),
        Part::Month(month) => Some(*month),
        _ => None,
    };
    match after {
        [] => Read::YearOnly,
        [first, rest @ ..] => match (month_of(first), rest) {
            (Some(month), []) => Read::Whole(month, 0),
            (Some(month), [Part::Number(day @ 1..=31, 1 | 2)]) => Read::Whole(month, *day),
            (Some(month), [Part::Number(day @ 1..=31, 1 | 2), ..]) if matches!(first, Part::Number(..)) => {
                Read::Whole(month, *day)
            }
            // RIS puts words behind the last stroke: the month is given twice.
            (Some(month), [Part::Month(again), ..]) if month == *again || matches!(first, Part::Number(..)) => {
                Read::Whole(month, 0)
            }
            _ => Read::AsWritten,
        },
    }
}

/// What stands before a year: `3 May 2019`, `May 3, 2019`, `3.5.2019`.
fn backward(before: &[Part<'_>], after: &[Part<'_>], text: &str) -> Read {
    // A year in brackets, or with a word before it that says nothing: `c2005`.
    if let [Part::Word("c" | "ca" | "copyright" | "cop")] = before {
        return Read::YearOnly;
    }
    if !after.is_empty() {
        // `May 2019 2019-05-03`: the longer one behind.
        if let [Part::Number(_, 4), rest @ ..] = after
            && let Read::Whole(month, day) = forward(rest)
        {
            return Read::Whole(month, day);
        }
        return Read::AsWritten;
    }
    match before {
        [Part::Month(month)] => Read::Whole(*month, 0),
        [Part::Number(day @ 1..=31, 1 | 2), Part::Month(month)]
        | [Part::Month(month), Part::Number(day @ 1..=31, 1 | 2)]
        | [Part::Number(day @ 1..=31, 1 | 2), Part::Word("st" | "nd" | "rd" | "th"), Part::Month(month)] => {
            Read::Whole(*month, *day)
        }
        [Part::Number(month @ 1..=12, 1 | 2)] if !text.contains(' ') => Read::Whole(*month, 0),
        [Part::Number(first, 1 | 2), Part::Number(second, 1 | 2)] => {
            let points = text.contains('.');
            match (*first, *second) {
                (day @ 1..=31, month @ 1..=12) if points || day > 12 || day == month => Read::Whole(month, day),
                (month @ 1..=12, day @ 13..=31) if !points => Read::Whole(month, day),
                _ => Read::AsWritten,
            }
        }
        _ => Read::AsWritten,
    }
}

fn iso(year: i32, month: u32, day: u32) -> Option<String> {
    Some(match (month, day) {
        (0, _) => return None,
        (month, 0) => format!("{year:04}-{month:02}"),
        (month, day) => format!("{year:04}-{month:02}-{day:02}"),
    })
}

/// A date without its year (`Dec 15`, `SEP-OCT`), made whole by the year that stands elsewhere.
pub(crate) fn with_year(text: &str, year: Option<i32>) -> Date {
    let read = date(text);
    match (read.year, year, read.date) {
        (None, Some(year), Some(words)) => {
            let found = match parts(&words).as_slice() {
                [Part::Month(month)] => Read::Whole(*month, 0),
                [Part::Month(month), Part::Number(day @ 1..=31, _)]
                | [Part::Number(day @ 1..=31, _), Part::Month(month)] => Read::Whole(*month, *day),
                _ => Read::AsWritten,
            };
            let date = match found {
                Read::Whole(month, day) => iso(year, month, day),
                _ => Some(words),
            };
            Date { year: Some(year), date }
        }
        (found, year, date) => Date { year: found.or(year), date },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_order() {
        for (text, year, written) in [
            ("2019", Some(2019), None),
            ("2019//", Some(2019), None),
            ("2016/09//", Some(2016), Some("2016-09")),
            ("2018/05/04/", Some(2018), Some("2018-05-04")),
            ("2012/10//Sep-, 2012", Some(2012), Some("2012-10")),
            ("2018/12//Dec", Some(2018), Some("2018-12")),
            ("2001///", Some(2001), None),
            ("9999", None, None),
            ("9999//", None, None),
            ("Start date: 20170812", None, Some("Start date: 20170812")),
            ("20170812", Some(2017), Some("2017-08-12")),
            ("2015 May", Some(2015), Some("2015-05")),
            ("2015 May 3", Some(2015), Some("2015-05-03")),
            ("2015 May-Jun", Some(2015), Some("2015 May-Jun")),
            ("Apr 2019", Some(2019), Some("2019-04")),
            ("May 2019 2019-05-03", Some(2019), Some("2019-05-03")),
            ("3 May 2019", Some(2019), Some("2019-05-03")),
            ("May 3, 2019", Some(2019), Some("2019-05-03")),
            ("3.5.2019", Some(2019), Some("2019-05-03")),
            ("25/12/2019", Some(2019), Some("2019-12-25")),
            ("04/05/2019", Some(2019), Some("04/05/2019")),
            ("toukokuu 2019", Some(2019), Some("2019-05")),
            ("Spring 2019", Some(2019), Some("Spring 2019")),
            ("2019a", Some(2019), Some("2019a")),
            ("c2005", Some(2005), None),
            ("n.d.", None, Some("n.d.")),
            ("2019-05-03T10:00:00", Some(2019), Some("2019-05-03")),
            ("", None, None),
        ] {
            assert_eq!(date(text), Date { year, date: written.map(str::to_owned) }, "{text}");
        }
    }

    #[test]
    fn a_date_without_a_year_gets_the_one_beside_it() {
        let both = |text: &str| with_year(text, Some(2019)).date;
        assert_eq!(both("Dec 15").as_deref(), Some("2019-12-15"));
        assert_eq!(both("12 May").as_deref(), Some("2019-05-12"));
        assert_eq!(both("Dec").as_deref(), Some("2019-12"));
        assert_eq!(both("SEP-OCT").as_deref(), Some("SEP-OCT"));
        assert_eq!(with_year("2018", None).year, Some(2018));
    }
}
