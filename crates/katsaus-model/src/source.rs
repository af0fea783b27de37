//! One text of the review, as everything so far makes it.

use crate::{Attached, Cell, CodedExcerpt, Decision, Fields, Identity, Key, ReadLevel, Retrieval, Tag};

/// A text of the review: its records, what people wrote about it, what they decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its key.
    pub key: Key,
    /// The identities that are judged to be this text, earliest first. Never empty.
    pub identities: Vec<Identity>,
    /// Its bibliographic fields, people's edits included.
    pub fields: Fields,
    /// Own identifiers of its records in the files they came from.
    pub ids: Vec<String>,
    /// Where it was found: searches and imports, in words.
    pub origins: Vec<String>,
    /// How far anybody has read it.
    pub read_level: ReadLevel,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Its cells. Two for one topic stand where two records that met said different things.
    pub cells: Vec<Cell>,
    /// Notes.
    pub notes: Vec<String>,
    /// Excerpts.
    pub excerpts: Vec<CodedExcerpt>,
    /// Files with its full text.
    pub files: Vec<Attached>,
    /// Decisions, each reviewer's latest at each stage, and what settles them where they differ.
    pub decisions: Vec<Decision>,
    /// Whether its full text was to be had, where somebody said so.
    pub retrieval: Option<Retrieval>,
}

/// A Source that only Rounds have found and nobody has decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The text.
    pub key: Key,
    /// Texts of the review that cite it or that it cites.
    pub linked_by: Vec<Key>,
}
