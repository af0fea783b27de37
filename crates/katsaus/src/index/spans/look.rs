//! What to look for in the places of the index: words, phrases, nearness, each in some fields.

use crate::query::Fields;
use tantivy::Term;

/// What to look for. All of it lies in one field of the index.
#[derive(Clone, Debug)]
pub(crate) enum Look {
    /// A word that is any of these terms.
    Word {
        terms: Vec<Term>,
        fields: Fields,
    },
    /// Words side by side, each any of several terms.
    Phrase {
        words: Vec<Vec<Term>>,
        fields: Fields,
    },
    Near {
        most: u32,
        ordered: bool,
        left: Box<Look>,
        right: Box<Look>,
    },
    Any(Vec<Look>),
}

impl Look {
    /// Each word to look for, as the terms that it may be.
    pub(super) fn words(&self) -> Vec<&[Term]> {
        match self {
            Look::Word { terms, .. } => vec![terms],
            Look::Phrase { words, .. } => words.iter().map(Vec::as_slice).collect(),
            Look::Near { left, right, .. } => left.words().into_iter().chain(right.words()).collect(),
            Look::Any(looks) => looks.iter().flat_map(Look::words).collect(),
        }
    }
}
