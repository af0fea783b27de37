//! Passages, practices and findings of one source.

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
}
