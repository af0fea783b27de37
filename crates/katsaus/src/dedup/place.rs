//! Where in a journal or book a text stands: volume, pages, article number, and the journal's name.
//! It must not guess: what cannot be read is not known.

use super::fold;

/// Pages as written, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pages {
    /// A first page and, where given, a last one. The letter is that of supplements (`S12`), 0 for none.
    Range { letter: u8, first: u32, last: Option<u32> },
    /// An article number (`e1234`, `1063293`): says nothing against pages.
    Article(u64),
}

impl Pages {
    pub(super) fn of(written: &str) -> Option<Pages> {
        let text = written.trim();
        if let Some(undone) = excel_date(text) {
            return Some(undone);
        }
        let mut parts = text.split(['-', '–', '—', '−', ',', ';', '+']).map(str::trim).filter(|part| !part.is_empty());
        let (letter, first) = page(parts.next()?)?;
        let last = parts.next().and_then(page).map(|(_, last)| expanded(first, last));
        if last.is_none() && (letter == b'e' || first >= 20_000) {
            return Some(Pages::Article(first));
        }
        let first = u32::try_from(first).ok()?;
        Some(Pages::Range { letter, first, last: last.and_then(|last| u32::try_from(last).ok()) })
    }
}

/// A page and the letter before it.
fn page(text: &str) -> Option<(u8, u64)> {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let letters: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = text[letters.len()..].trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let letter = if letters.len() == 1 { letters.to_ascii_lowercase().as_bytes()[0] } else { 0 };
    // `p. 12` and `pp 12`.
    let letter = if letter == b'p' { 0 } else { letter };
    Some((letter, digits.parse().ok()?))
}

/// `482-91` is 482 to 491.
fn expanded(first: u64, last: u64) -> u64 {
    let scale = 10u64.pow(last.checked_ilog10().unwrap_or(0) + 1);
    if last < first { first / scale * scale + last } else { last }
}

/// `01-Oct` is what a spreadsheet made of `1-10`.
fn excel_date(text: &str) -> Option<Pages> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (first, last) = text.split_once('-')?;
    let month = |text: &str| MONTHS.iter().position(|month| text.eq_ignore_ascii_case(month)).map(|at| at as u32 + 1);
    let (first, last) = match (month(first), month(last)) {
        (None, Some(last)) => (first.parse().ok()?, last),
        (Some(first), None) => (first, last.parse().ok()?),
        _ => return None,
    };
    Some(Pages::Range { letter: 0, first: first.min(last), last: Some(last.max(first)) })
}

/// How two page statements stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Placed {
    Unknown,
    Differ,
    /// The first page alone.
    First,
    /// First and last page, or article number.
    Same,
}

pub(super) fn compare(a: Option<Pages>, b: Option<Pages>) -> Placed {
    use Pages::{Article, Range};
    match (a, b) {
        (Some(Article(a)), Some(Article(b))) if a == b => Placed::Same,
        (Some(Article(_)), Some(Article(_))) => Placed::Differ,
        (Some(Range { letter: x, first: a, last: c }), Some(Range { letter: y, first: b, last: d })) => {
            let letters = x == y || x == 0 || y == 0;
            match (a == b && letters, c, d) {
                (true, Some(c), Some(d)) if c == d => Placed::Same,
                (true, _, _) => Placed::First,
                // Running numbers of a text that had no pages yet.
                (false, _, _) if (a == 1) != (b == 1) => Placed::Unknown,
                _ => Placed::Differ,
            }
        }
        _ => Placed::Unknown,
    }
}

/// The number of a volume or issue: its first run of digits, else its letters. 0 for none.
pub(super) fn number(written: Option<&str>) -> u32 {
    let Some(text) = written else { return 0 };
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(9).collect();
    if let Ok(number) = digits.parse::<u32>() {
        return number;
    }
    let letters = fold::words(text);
    match letters.as_str() {
        "" | "unknown" | "na" | "n a" | "none" | "null" => 0,
        letters => roman(letters).unwrap_or(fold::hash(letters) as u32 | 1 << 31),
    }
}

fn roman(text: &str) -> Option<u32> {
    let value = |letter| {
        Some(match letter {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            b'l' => 50,
            b'c' => 100,
            b'd' => 500,
            b'm' => 1000,
            _ => return None,
        })
    };
    let (mut sum, mut before) = (0i32, 0);
    for letter in text.bytes().rev() {
        let worth: i32 = value(letter)?;
        sum += if worth < before { -worth } else { worth };
        before = before.max(worth);
    }
    u32::try_from(sum).ok()
}

/// A journal's or book's name: its telling words, without what databases hang on to it.
pub(super) fn container(written: &str) -> Box<str> {
    let mut name = written;
    for mark in [": official", ". official", "(online", "[electronic", ": the official", " conference:"] {
        if let Some(at) = name.to_ascii_lowercase().find(mark)
            && at > 3
        {
            name = name.get(..at).unwrap_or(name);
        }
    }
    const SMALL: [&str; 17] =
        ["the", "of", "and", "in", "for", "on", "de", "la", "der", "die", "fur", "et", "und", "och", "och", "a", "an"];
    let folded = fold::words(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !SMALL.contains(word)).collect();
    words.join(" ").into()
}

/// Whether two names may be one journal's: the same, one an abbreviation or an acronym of the other, or one within the
/// other. `None` if a name is missing.
pub(super) fn one_container(a: &str, b: &str) -> Option<bool> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(true);
    }
    let (mut short, mut long): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let mut at = 0;
    let abbreviated = short.iter().all(|word| {
        let found = long[at..].iter().position(|full| abbreviates(word, full) || abbreviates(full, word));
        at += found.map_or(0, |found| found + 1);
        found.is_some()
    });
    Some(abbreviated || acronym(&short, &long) || acronym(&long, &short))
}

/// `rehabil` for *rehabilitation*, `natl` for *national*.
fn abbreviates(short: &str, full: &str) -> bool {
    if short == full {
        return true;
    }
    if short.len() >= full.len() || short.as_bytes()[0] != full.as_bytes()[0] {
        return false;
    }
    let mut letters = full.bytes();
    short.bytes().all(|letter| letters.any(|other| other == letter))
}

fn acronym(one: &[&str], many: &[&str]) -> bool {
    one.iter().any(|word| {
        word.len() >= 3 && word.len() <= many.len() && {
            let initials: String = many.iter().filter_map(|word| word.chars().next()).collect();
            initials.contains(word)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(a: &str, b: &str) -> Placed {
        compare(Pages::of(a), Pages::of(b))
    }

    #[test]
    fn pages_are_read_as_databases_write_them() {
        assert_eq!(pages("482-91", "482-491"), Placed::Same);
        assert_eq!(pages("376 -- 383", "pp. 376–83"), Placed::Same);
        assert_eq!(pages("S12-S19", "12-9"), Placed::Same);
        assert_eq!(pages("01-Oct", "1-10"), Placed::Same);
        assert_eq!(pages("157", "157-168"), Placed::First);
        assert_eq!(pages("157-168", "158-170"), Placed::Differ);
        assert_eq!(pages("e1000123", "1-9"), Placed::Unknown);
        assert_eq!(pages("1-9", "157-165"), Placed::Unknown);
        assert_eq!(pages("UNKNOWN", "3-4"), Placed::Unknown);
    }

    #[test]
    fn volumes_are_numbers() {
        assert_eq!(number(Some("360(9352)")), 360);
        assert_eq!(number(Some("XIV")), 14);
        assert_eq!(number(Some("UNKNOWN")), 0);
        assert_ne!(number(Some("suppl")), 0);
    }

    #[test]
    fn one_journal_has_many_names() {
        let one = |a: &str, b: &str| one_container(&container(a), &container(b));
        assert_eq!(one("J Vocat Rehabil", "Journal of Vocational Rehabilitation"), Some(true));
        assert_eq!(one("JPEN. Journal of parenteral & enteral nutrition", "JPEN"), Some(true));
        assert_eq!(one("SIGMOD Conference", "International Conference on Management of Data"), Some(false));
        assert_eq!(one("Cancer", "Blood"), Some(false));
        assert_eq!(one("", "Blood"), None);
        assert_eq!(one("MISQ", "MIS Quarterly"), Some(true));
    }
}
