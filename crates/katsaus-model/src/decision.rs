//! Reviewers' verdicts.

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// Its label in each language.
    pub label: BTreeMap<String, String>,
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
}
