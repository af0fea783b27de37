//! What is asked of every source, and what each says.

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
}

impl CellValue {
    /// What a table shows.
    pub fn as_str(&self) -> &str {
        match self {
            CellValue::Text(text) => text,
            CellValue::NotReported => "not reported",
            CellValue::NotApplicable => "not applicable",
            CellValue::Unclear => "unclear",
        }
    }

    /// Reads what [`CellValue::as_str`] shows.
    pub fn parse(text: &str) -> CellValue {
        match text.trim() {
            "not reported" => CellValue::NotReported,
            "not applicable" => CellValue::NotApplicable,
            "unclear" => CellValue::Unclear,
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
}
