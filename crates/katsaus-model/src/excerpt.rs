//! Passages, practices and findings of one source.

use crate::{Identity, Timestamp};
use serde::{Deserialize, Serialize};

/// A passage, practice or finding of one Source. It is coded by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The quotation or paraphrase.
    pub text: String,
    /// Whether `text` is in the author's words.
    pub quoted: bool,
    /// Page or pages, as cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The topic, by identifier, whose cell it bears out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
}

impl Excerpt {
    /// The excerpt as a text quotes it: words of the author in quotation marks, and the page behind.
    pub fn cited(&self) -> String {
        let text = if self.quoted { format!("“{}”", self.text) } else { self.text.clone() };
        match &self.page {
            Some(page) => format!("{text} (p. {page})"),
            None => text,
        }
    }
}

/// An Excerpt as it stands in a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedExcerpt {
    /// Its identifier in the log.
    pub id: String,
    /// The identity that it was taken from.
    pub on: Identity,
    /// What it says.
    pub excerpt: Excerpt,
    /// Its codes, by path as they are named now.
    pub codes: Vec<String>,
    /// Who took it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl CodedExcerpt {
    /// Its number among those ever taken from the source: people name it `luecking2008/2`.
    pub fn number(&self) -> u32 {
        self.id.split('-').next().and_then(|number| number.parse().ok()).unwrap_or(0)
    }
}
