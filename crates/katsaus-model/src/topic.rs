//! What is asked of every source, and what each says.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What kind of answer a Topic takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TopicKind {
    /// Prose.
    #[default]
    LongText,
    /// A number.
    Number,
    /// A date, `2020-02-11` or less exact.
    Date,
    /// Yes or no.
    YesNo,
    /// One of the topic's choices.
    Choice,
}

impl TopicKind {
    /// The kind's word, as the protocol writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            TopicKind::LongText => "long-text",
            TopicKind::Number => "number",
            TopicKind::Date => "date",
            TopicKind::YesNo => "yes-no",
            TopicKind::Choice => "choice",
        }
    }

    /// Reads a kind's word.
    pub fn parse(text: &str) -> Option<TopicKind> {
        [TopicKind::LongText, TopicKind::Number, TopicKind::Date, TopicKind::YesNo, TopicKind::Choice]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// Something asked of every Source (a data item).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Its label in each language.
    pub label: BTreeMap<String, String>,
    /// Other names, as column heads give it.
    pub aliases: Vec<String>,
    /// What kind of answer it takes.
    pub kind: TopicKind,
    /// The answers to choose from, if `kind` is a choice.
    pub choices: Vec<String>,
    /// What is asked, in full.
    pub question: String,
}

impl Topic {
    /// Whether `words` answer it; else what it takes, in words. A date may be as inexact as "spring 2019".
    ///
    /// # Errors
    /// If they do not answer it.
    pub fn takes(&self, words: &str) -> Result<(), String> {
        let words = words.trim();
        match self.kind {
            TopicKind::Number if words.replace(',', ".").parse::<f64>().is_err() => Err("a number".to_owned()),
            TopicKind::YesNo if yes_no(words).is_none() => Err("yes or no".to_owned()),
            TopicKind::Date if !holds_a_year(words) => {
                Err("a date, as exact as is known: 2020, 2020-02, 2020-02-11".to_owned())
            }
            TopicKind::Choice if !self.choices.is_empty() && !self.choices.iter().any(|choice| choice == words) => {
                Err(format!("one of: {}", self.choices.join(", ")))
            }
            _ => Ok(()),
        }
    }
}

/// Yes or no, as people write it in nine languages.
pub fn yes_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "kyllä" | "kylla" | "k" | "on" | "ja" | "j" | "x" | "1" | "sí" | "si" | "sim"
        | "oui" | "✓" | "✔" => Some(true),
        "no" | "n" | "false" | "ei" | "nej" | "nein" | "não" | "nao" | "non" | "0" | "nei" => Some(false),
        _ => None,
    }
}

fn holds_a_year(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// What one Source says on one Topic, or why it says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellValue {
    /// Text, a number, a date or a choice, as written; the topic's kind says which.
    Text(String),
    /// The text does not report it.
    NotReported,
    /// It does not apply to this text.
    NotApplicable,
    /// It cannot be told.
    Unclear,
    /// Nobody has read the text for it yet.
    NotRead,
}

impl CellValue {
    /// What a table shows.
    pub fn as_str(&self) -> &str {
        match self {
            CellValue::Text(text) => text,
            CellValue::NotReported => "not reported",
            CellValue::NotApplicable => "not applicable",
            CellValue::Unclear => "unclear",
            CellValue::NotRead => "not read",
        }
    }

    /// Reads what [`CellValue::as_str`] shows.
    pub fn parse(text: &str) -> CellValue {
        match text.trim() {
            "not reported" => CellValue::NotReported,
            "not applicable" => CellValue::NotApplicable,
            "unclear" => CellValue::Unclear,
            "not read" => CellValue::NotRead,
            other => CellValue::Text(other.to_owned()),
        }
    }
}

/// A Cell of the Matrix: what one Source says on one Topic, and who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The topic, as it is named now.
    pub topic: String,
    /// What it says.
    pub value: CellValue,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_takes_answers_of_its_kind_only() {
        let topic = |kind| Topic { kind, choices: vec!["low".into(), "high".into()], ..Topic::default() };
        let cases = [
            (TopicKind::LongText, "anything", true),
            (TopicKind::Number, "12,5", true),
            (TopicKind::Number, "twelve", false),
            (TopicKind::YesNo, "Kyllä", true),
            (TopicKind::YesNo, "nej", true),
            (TopicKind::YesNo, "partly", false),
            (TopicKind::Date, "2019", true),
            (TopicKind::Date, "11.2.2020", true),
            (TopicKind::Date, "kevät 2019", true),
            (TopicKind::Date, "soon", false),
            (TopicKind::Choice, "low", true),
            (TopicKind::Choice, "middle", false),
        ];
        for (kind, words, taken) in cases {
            assert_eq!(topic(kind).takes(words).is_ok(), taken, "{kind:?}: {words}");
        }
    }
}
