//! Reviewers' verdicts, and what stands around them.

use crate::{Identity, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The Selection that holds the whole collection.
pub const WHOLE: &str = "whole";

/// A named product of the collection, with questions, topics, stages and flow of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What it is for.
    pub title: String,
    /// The query that says which texts belong to it; empty: all.
    pub query: String,
    /// Its questions.
    pub questions: Vec<String>,
    /// The topics it asks, by identifier; empty: all.
    pub topics: Vec<String>,
    /// The stages it passes, by name; empty: the protocol's.
    pub stages: Vec<String>,
}

/// A Selection as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionRow {
    /// Its name.
    pub name: String,
    /// What the protocol says of it.
    pub selection: Selection,
    /// How many texts belong to it now.
    pub sources: usize,
    /// How many of them have each status, by what was decided in it.
    pub status: BTreeMap<String, usize>,
}

/// A stage of screening, as the protocol names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its label in each language.
    pub label: BTreeMap<String, String>,
    /// How many reviewers decide on each text, independently of one another.
    pub reviewers: usize,
    /// Whether it is switched off: no text passes it.
    pub off: bool,
}

impl Default for Stage {
    fn default() -> Stage {
        Stage { label: BTreeMap::new(), reviewers: 1, off: false }
    }
}

/// What a reviewer said of a Source at a Stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "verdict")]
pub enum Verdict {
    /// It goes on.
    Include,
    /// It is left out, by the first of these reasons; the others are kept.
    Exclude {
        /// Reasons by identifier, the primary first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<String>,
    },
    /// The reviewer cannot say.
    Unsure,
}

impl Verdict {
    /// The verdict's word.
    pub fn as_str(&self) -> &'static str {
        match self {
            Verdict::Include => "include",
            Verdict::Exclude { .. } => "exclude",
            Verdict::Unsure => "unsure",
        }
    }
}

/// One reviewer's verdict. Never updated: a change of mind is a later Decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What it is on.
    pub on: Identity,
    /// The Selection it belongs to.
    pub selection: String,
    /// The Stage.
    pub stage: String,
    /// The reviewer.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The verdict.
    pub verdict: Verdict,
    /// A note made with it.
    pub note: Option<String>,
    /// In which order texts were shown when it was made: `relevance`, `random`, `key`, `sample`; `None` where they were
    /// not shown one after another.
    pub order: Option<String>,
    /// Whether it settles what reviewers decided differently, instead of being one of their verdicts.
    pub resolves: bool,
}

/// What a Decision says, without who said it of what: as the log's projection keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The verdict.
    pub verdict: Verdict,
    /// A note made with it.
    pub note: Option<String>,
    /// In which order texts were shown.
    pub order: Option<String>,
}

impl Decided {
    /// The projection's form: verdict and note, and the order where there was one.
    pub fn to_json(&self) -> Option<String> {
        match &self.order {
            None => serde_json::to_string(&(&self.verdict, &self.note)),
            Some(order) => serde_json::to_string(&(&self.verdict, &self.note, order)),
        }
        .ok()
    }

    /// Reads that form.
    pub fn from_json(json: &str) -> Option<Decided> {
        let without = serde_json::from_str::<(Verdict, Option<String>)>(json);
        let (verdict, note, order) = match without {
            Ok((verdict, note)) => (verdict, note, None),
            Err(_) => serde_json::from_str::<(Verdict, Option<String>, Option<String>)>(json).ok()?,
        };
        Some(Decided { verdict, note, order })
    }
}

/// How reviewers' different verdicts on a Source at a Stage were settled, by whom and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Who settled it.
    pub by: String,
    /// The verdict that counts.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Whether the full text of a Source was to be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "retrieval")]
pub enum Retrieval {
    /// It is looked for.
    Sought,
    /// It is here, or was.
    Retrieved,
    /// It could not be had.
    NotRetrieved {
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
}

impl Retrieval {
    /// Its word: `sought`, `retrieved`, `not-retrieved`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Retrieval::Sought => "sought",
            Retrieval::Retrieved => "retrieved",
            Retrieval::NotRetrieved { .. } => "not-retrieved",
        }
    }
}

/// That screening was ended at a Stage with texts left that nobody looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Who ended it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why: the rule, and what it said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A number for the flow diagram that a person says, because the log cannot count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The number.
    pub n: u64,
    /// Who says so.
    pub by: String,
    /// When they said it.
    pub at: Timestamp,
    /// Where they have it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_of_before_there_were_orders_are_read() {
        let old = r#"[{"verdict":"exclude","reasons":["wrong-type"]},null]"#;
        let decided = Decided::from_json(old).expect("read");
        assert_eq!((decided.verdict.as_str(), decided.order.clone()), ("exclude", None));
        assert_eq!(decided.to_json().as_deref(), Some(old));
        let new = Decided { order: Some("relevance".into()), ..decided };
        assert_eq!(new.to_json().and_then(|json| Decided::from_json(&json)), Some(new));
    }
}
