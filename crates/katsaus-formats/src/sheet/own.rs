//! The researcher's own columns: what they become. Long texts become topics, short repeated values codes; in doubt
//! a column is a topic, since a cell loses nothing.

use super::heads::fold;
use super::plan::Role;
use super::values;
use katsaus_model::{TopicKind, text};
use std::collections::{BTreeMap, HashMap};

/// More different values than this are not counted one by one.
pub(super) const DISTINCT: usize = 400;
const MOST_CODES: usize = 40;
/// After so many filled cells a column is not asked any more for kinds that hardly a cell was of.
const SETTLED: u64 = 1000;

/// What a column holds, counted over all rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Stats {
    pub(super) filled: u64,
    pub(super) numbers: u64,
    pub(super) dates: u64,
    pub(super) ticks: u64,
    pub(super) yes_no: u64,
    pub(super) verdicts: u64,
    pub(super) years: u64,
    pub(super) levels: u64,
    pub(super) long: u64,
    pub(super) letters: u64,
    pub(super) sequential: u64,
    pub(super) last_number: f64,
    pub(super) sample: String,
    pub(super) distinct: HashMap<String, u64>,
    pub(super) many: bool,
}

impl Stats {
    pub(super) fn see(&mut self, value: &super::value::Value<'_>) {
        use super::value::Value;
        let cell = value.text();
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.letters += cell.len() as u64;
        if self.sample.is_empty() {
            self.sample = cell.chars().take(60).collect();
        }
        // A long text is no year, tick or code; there is no need to look into it. A list of short ones may be codes.
        if cell.len() > 80 && !is_list(cell) {
            self.long += 1;
            self.many = true;
            return;
        }
        let number = match value {
            Value::Number(x) => Some(*x),
            Value::Text(_) if cell.len() <= 18 && cell.starts_with(may_begin_number) => {
                cell.replace(',', ".").parse::<f64>().ok()
            }
            _ => None,
        };
        self.numbers += u64::from(number.is_some());
        if let Some(x) = number {
            self.sequential += u64::from(x == self.last_number + 1.0);
            self.last_number = x;
        }
        self.dates += u64::from(matches!(value, Value::Date(_)));
        if cell.len() <= 24 {
            self.years += u64::from(self.is_open(self.years) && values::year(value).0.is_some());
            self.ticks += u64::from(self.is_open(self.ticks) && values::is_tick(cell));
            self.yes_no += u64::from(self.is_open(self.yes_no) && katsaus_model::yes_no(cell).is_some());
            self.verdicts += u64::from(self.is_open(self.verdicts) && values::verdict(cell).is_some());
            self.levels += u64::from(self.is_open(self.levels) && katsaus_model::ReadLevel::parse(cell).is_some());
        }
        if let Some(count) = self.distinct.get_mut(cell) {
            *count += 1;
        } else if self.distinct.len() < DISTINCT {
            self.distinct.insert(cell.to_owned(), 1);
        } else {
            self.many = true;
        }
    }

    /// Whether a column may still be of a kind that so many of its cells are of. It is of a kind if most cells are:
    /// when hardly any of the first thousand are, the others are not asked.
    fn is_open(&self, count: u64) -> bool {
        self.filled <= SETTLED || count * 10 >= self.filled
    }

    pub(super) fn most(&self, count: u64) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 8
    }

    pub(super) fn mean_length(&self) -> u64 {
        self.letters / self.filled.max(1)
    }
}

/// Whether a cell holds several short values, parted by a sign that prose does not have between all its words.
fn is_list(cell: &str) -> bool {
    [';', '|', '\n'].into_iter().any(|sign| {
        cell.contains(sign)
            && cell.len() <= LONGEST_LIST
            && cell.split(sign).all(|part| part.trim().chars().count() <= LONGEST_CODE)
    })
}

/// What a number may begin with, also as a word: `inf`, `NaN`.
fn may_begin_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ',' | 'i' | 'I' | 'n' | 'N')
}

/// A code's label has no more letters.
const LONGEST_CODE: usize = 40;
/// A cell that is a list of codes has no more bytes.
const LONGEST_LIST: usize = 400;

/// Values by their normalised form: the most usual spelling, and how often they come.
pub(super) type Parts = BTreeMap<String, (String, u64)>;

/// What an own column is taken for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Own {
    /// A topic of this kind.
    Topic(TopicKind),
    /// Codes: what parts several in one cell, and how often each value comes.
    Codes(Option<char>, Parts),
    /// A tick for each row that has it.
    Ticks,
}

/// Heads of columns that say what work was done, not what a text says.
const WORK: [&str; 22] = [
    "checked",
    "double checked",
    "done",
    "tehty",
    "tarkistettu",
    "koodattu",
    "coded",
    "extracted",
    "full text",
    "pdf",
    "klar",
    "kontrollerad",
    "read",
    "luettu",
    "last",
    "found",
    "fulltext",
    "full text found",
    "kokoteksti",
    "haettu",
    "printed",
    "reviewed",
];

pub(super) fn classify(head: &str, stats: &Stats) -> Own {
    let work = WORK.contains(&fold(head).as_str());
    if stats.most(stats.ticks) && stats.ticks == stats.filled && !work {
        return Own::Ticks;
    }
    if stats.yes_no == stats.filled || work && stats.most(stats.yes_no.max(stats.ticks)) {
        return Own::Topic(TopicKind::YesNo);
    }
    if stats.most(stats.dates) {
        return Own::Topic(TopicKind::Date);
    }
    if stats.most(stats.numbers) {
        return Own::Topic(TopicKind::Number);
    }
    Some(stats).filter(|_| !work).and_then(codes).unwrap_or(Own::Topic(TopicKind::LongText))
}

/// Short values that repeat are codes, alone or several in a cell.
fn codes(stats: &Stats) -> Option<Own> {
    if stats.many || stats.filled < 4 {
        return None;
    }
    let mut best: Option<(usize, Option<char>, Parts)> = None;
    for separator in [None, Some(';'), Some('|'), Some('\n'), Some(',')] {
        let used = separator.is_none_or(|separator| stats.distinct.keys().any(|value| value.contains(separator)));
        if !used {
            continue;
        }
        let parts = parts(stats, separator);
        let longest = parts.keys().map(|part| part.chars().count()).max().unwrap_or(0);
        if longest <= LONGEST_CODE && best.as_ref().is_none_or(|(fewest, ..)| parts.len() < *fewest) {
            best = Some((parts.len(), separator, parts));
        }
    }
    let (different, separator, parts) = best?;
    let uses: u64 = parts.values().map(|(_, count)| count).sum();
    let repeat = different <= MOST_CODES && (different as u64) * 2 <= uses;
    let initials = parts.len() > 1 && parts.values().all(|(label, _)| is_initials(label));
    (repeat && !initials).then_some(Own::Codes(separator, parts))
}

/// Each value, normalised, with its most usual spelling and how often it comes.
pub(super) fn parts(stats: &Stats, separator: Option<char>) -> Parts {
    let mut spellings: BTreeMap<String, BTreeMap<&str, u64>> = BTreeMap::new();
    for (value, count) in &stats.distinct {
        for part in values::split(value, separator) {
            let folded = text::normalise(part);
            if !folded.is_empty() {
                *spellings.entry(folded).or_default().entry(part).or_default() += count;
            }
        }
    }
    let usual = |spellings: BTreeMap<&str, u64>| {
        let count = spellings.values().sum();
        let label = spellings.iter().max_by_key(|(label, count)| (**count, std::cmp::Reverse(**label)));
        (label.map(|(label, _)| (*label).to_owned()).unwrap_or_default(), count)
    };
    spellings.into_iter().map(|(folded, spellings)| (folded, usual(spellings))).collect()
}

/// `AB`, `LÅ`: who did something.
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| !matches!(c, '.' | '&' | '+' | '/' | ' ')).collect::<Vec<_>>();
    (1..=2).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
}

/// A name for a code group that no query field has.
pub(super) fn group_name(head: &str) -> String {
    let slug = text::slug(head);
    if slug.is_empty() {
        "codes".to_owned()
    } else if katsaus_model::CodeGroup::is_reserved(&slug) {
        format!("{slug}-code")
    } else {
        slug
    }
}

/// The path of a new code for a value.
pub(super) fn code_path(group: &str, value: &str) -> String {
    let slug = text::slug(value);
    if slug.is_empty() {
        // A value without letters, such as `+/-`: its signs' numbers tell it from others.
        let signs: Vec<String> = value.trim().chars().map(|c| format!("{:x}", c as u32)).collect();
        return format!("{group}/u{}", signs.join("-"));
    }
    format!("{group}/{slug}")
}

/// Whether a role holds one value a row, so that two columns cannot both have it.
pub(super) fn is_single(role: &Role) -> bool {
    !matches!(role, Role::Notes | Role::Topic(_) | Role::Codes(_) | Role::Code(_) | Role::Ignored | Role::Included)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::value::Value;
    use std::borrow::Cow;

    fn column(values: &[&'static str]) -> Stats {
        let mut stats = Stats::default();
        for value in values {
            stats.see(&Value::Text(Cow::Borrowed(*value)));
        }
        stats
    }

    #[test]
    fn a_long_column_is_what_most_of_its_cells_are() {
        // One in five is no tick: the rest are asked to the end.
        let mixed: Vec<&str> = (0..5000).map(|row| if row % 5 == 0 { "maybe so" } else { "x" }).collect();
        let stats = column(&mixed);
        assert!(stats.ticks == 4000 && stats.most(stats.ticks));
        // Hardly a year in the first thousand: it can become no column of years.
        let words: Vec<&str> = (0..5000).map(|row| if row < 4000 { "interviews" } else { "2008" }).collect();
        let stats = column(&words);
        assert!(!stats.most(stats.years) && stats.numbers == 1000);
    }

    #[test]
    fn columns_become_what_they_hold() {
        let codes = column(&["kysyntä; tuki", "Kysyntä", "tuki", "tarjonta", "tuki;tarjonta", "kysyntä"]);
        match classify("Viitekehys", &codes) {
            Own::Codes(Some(';'), parts) => {
                assert_eq!(parts.get("kysyntä"), Some(&("kysyntä".to_owned(), 3)));
                assert_eq!(parts.len(), 3);
            }
            other => panic!("{other:?}"),
        }
        let long = column(&[
            "Kaksoisasiakkuuteen perustuva;Yhdistetty työpaikkakeskeinen;Yhtäaikaiseen tukeen perustuva",
            "Yhdistetty työpaikkakeskeinen",
            "Kaksoisasiakkuuteen perustuva",
            "Yhtäaikaiseen tukeen perustuva;Kaksoisasiakkuuteen perustuva;Yhdistetty työpaikkakeskeinen",
        ]);
        assert!(matches!(classify("Viitekehys", &long), Own::Codes(Some(';'), parts) if parts.len() == 3));
        let prose = "They were interviewed; later, in the second round of the study, they were asked once more";
        assert_eq!(classify("Methods", &column(&[prose; 5])), Own::Topic(TopicKind::LongText));
        assert_eq!(classify("supply", &column(&["x", "X", "x"])), Own::Ticks);
        assert_eq!(classify("Double-Checked", &column(&["x", "x"])), Own::Topic(TopicKind::YesNo));
        assert_eq!(classify("RCT?", &column(&["yes", "no", "yes"])), Own::Topic(TopicKind::YesNo));
        assert_eq!(classify("n", &column(&["12", "40", "7"])), Own::Topic(TopicKind::Number));
        assert_eq!(classify("Checked by", &column(&["AB", "LÅ", "AB", "AB", "LÅ"])), Own::Topic(TopicKind::LongText));
        assert_eq!(classify("Aim", &column(&["to see", "to do", "to be", "to go"])), Own::Topic(TopicKind::LongText));
    }

    #[test]
    fn groups_are_not_called_like_query_fields() {
        assert_eq!(group_name("Viitekehys"), "viitekehys");
        assert_eq!(group_name("Status"), "status-code");
        assert_eq!(code_path("laatu", "+/-"), "laatu/u2b-2f-2d");
    }
}
