//! Values of fields: years, days, statuses, things that a source has.

use super::{Parsed, Parser, QueryError, at};
use crate::query::ast::{Node, Part, Span};
use crate::query::fields::{Fields, TextField};
use katsaus_model::ReadLevel;

const STATUSES: [&str; 6] = ["candidate", "undecided", "included", "excluded", "unsure", "conflict"];

/// Where a full text may stand.
const RETRIEVALS: [&str; 3] = ["sought", "retrieved", "not-retrieved"];

/// What a source may have or miss.
const THINGS: [&str; 12] =
    ["abstract", "doi", "year", "url", "note", "tag", "cell", "decision", "excerpt", "author", "keyword", "fulltext"];

impl Parser<'_> {
    pub(super) fn value(&mut self, field: &str, value: &str, span: Span, outer: Fields) -> Parsed {
        let text = value.to_owned();
        let part = match field {
            "year" => self.year(value, span)?,
            "added" => self.added(value, span)?,
            "tag" | "code" => Part::Tag(text),
            "status" => self.status(value, span)?,
            "selection" => Part::Selection(text),
            "key" => Part::Key(text),
            "doi" => Part::Doi(text),
            "origin" | "database" => Part::Origin(text),
            "language" | "lang" => Part::Language(text),
            "type" => Part::Type(text),
            "decided-by" => Part::DecidedBy(text),
            "reason" => Part::Reason(text),
            "retrieval" => {
                let word = value.to_lowercase().replace([' ', '_'], "-");
                if !RETRIEVALS.contains(&word.as_str()) {
                    let hint = format!("a full text is {}", RETRIEVALS.join(", "));
                    return self.error(span, format!("a full text is not `{value}`"), hint);
                }
                Part::Retrieval(word)
            }
            "similar" => Part::Similar(text),
            "cites" => Part::Cites(text),
            "concept" => Part::Concept { name: text, fields: outer },
            "round" => match value.parse() {
                Ok(round) => Part::Round(round),
                Err(_) => return self.error(span, format!("`{value}` is no round"), "round:2".to_owned()),
            },
            "read" => match ReadLevel::parse(value) {
                Some(level) => Part::Read(level),
                None => {
                    let hint = "levels are not, title, abstract, partly, full".to_owned();
                    return self.error(span, format!("`{value}` is no read level"), hint);
                }
            },
            "topic" => return self.topic(value, span),
            "missing" => Part::Not(Box::new(self.has(value, span)?)),
            _ => return self.has(value, span),
        };
        Ok(at(span, part))
    }

    fn status(&self, value: &str, span: Span) -> Result<Part, QueryError> {
        let lower = value.to_lowercase();
        // `employers/included`: in a selection.
        let word = lower.rsplit('/').next().unwrap_or(&lower);
        if STATUSES.contains(&word) {
            return Ok(Part::Status(lower));
        }
        self.error(span, format!("`{value}` is no status"), format!("a status is {}", STATUSES.join(", ")))
    }

    fn has(&mut self, value: &str, span: Span) -> Parsed {
        if let Some(topic) = value.strip_prefix("topic:") {
            return self.topic(topic, span);
        }
        let lower = value.to_lowercase().replace("full-text", "fulltext");
        let singular = lower.strip_suffix('s').unwrap_or(&lower).to_owned();
        for thing in [&lower, &singular] {
            if THINGS.contains(&thing.as_str()) {
                return Ok(at(span, Part::Has(thing.clone())));
            }
        }
        if self.groups.contains(&lower) {
            return Ok(at(span, Part::Tag(lower)));
        }
        let hint = format!("has: and missing: take {}, topic:NAME, or a code group", THINGS.join(", "));
        self.error(span, format!("`{value}` is nothing that a source has"), hint)
    }

    fn topic(&mut self, value: &str, span: Span) -> Parsed {
        let Some((topic, words)) = value.split_once(':') else {
            return Ok(at(span, Part::Topic { topic: value.to_owned(), words: None }));
        };
        let fields = Fields::from(TextField::Cell);
        let inner: Node = if words.contains(char::is_whitespace) {
            self.phrase(fields, words, span)?
        } else {
            self.word(fields, words, span)?
        };
        Ok(at(span, Part::Topic { topic: topic.to_owned(), words: Some(Box::new(inner)) }))
    }

    fn year(&self, value: &str, span: Span) -> Result<Part, QueryError> {
        let hint = "years are written year:2008, year:1998..2010, year:1998.. or year:..2010".to_owned();
        let number = |text: &str| -> Result<Option<i32>, QueryError> {
            match text.trim() {
                "" => Ok(None),
                text => {
                    text.parse().map(Some).or_else(|_| self.error(span, format!("`{text}` is no year"), hint.clone()))
                }
            }
        };
        let dash = |value: &'_ str| value.find(['-', '–']).filter(|at| *at == 4);
        let parts = value.split_once("..").or_else(|| {
            let at = dash(value)?;
            Some((&value[..at], value[at..].trim_start_matches(['-', '–'])))
        });
        let Some((from, to)) = parts else {
            let year = number(value)?;
            return match year {
                Some(_) => Ok(Part::Year { from: year, to: year }),
                None => self.error(span, "a year is missing".to_owned(), hint),
            };
        };
        let (from, to) = (number(from)?, number(to)?);
        match (from, to) {
            (Some(first), Some(last)) if first > last => {
                self.error(span, format!("{first} is later than {last}"), hint)
            }
            (None, None) => self.error(span, "a year is missing".to_owned(), hint),
            _ => Ok(Part::Year { from, to }),
        }
    }

    fn added(&self, value: &str, span: Span) -> Result<Part, QueryError> {
        let hint =
            "days are written added:2026-01-31, added:2026-01, added:2026-01..2026-03 or added:2026-01..".to_owned();
        let day = |text: &str| -> Result<Option<String>, QueryError> {
            match text.trim() {
                "" => Ok(None),
                text if is_day(text) => Ok(Some(text.to_owned())),
                text => self.error(span, format!("`{text}` is no day, month or year"), hint.clone()),
            }
        };
        let (from, to) = match value.split_once("..") {
            Some((from, to)) => (day(from)?, day(to)?),
            None => (day(value)?, day(value)?),
        };
        match (&from, &to) {
            (None, None) => self.error(span, "a day is missing".to_owned(), hint),
            (Some(first), Some(last)) if first > last && !first.starts_with(last.as_str()) => {
                self.error(span, format!("{first} is later than {last}"), hint)
            }
            _ => Ok(Part::Added { from, to }),
        }
    }
}

/// `2026`, `2026-01`, `2026-01-31`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &&str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && (1..=12).contains(&number(month)),
        [year, month, day] => {
            let leap = |year: u32| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
            let last = match number(month) {
                4 | 6 | 9 | 11 => 30,
                2 => 28 + u32::from(leap(number(year))),
                _ => 31,
            };
            is_day(&format!("{year}-{month}")) && digits(day, 2) && (1..=last).contains(&number(day))
        }
        _ => false,
    }
}
