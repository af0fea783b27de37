//! How far somebody has read a source.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How far somebody has read a Source, least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadLevel {
    /// Not read.
    #[default]
    Not,
    /// The title.
    Title,
    /// The abstract.
    Abstract,
    /// Parts of the full text.
    Partly,
    /// The whole text.
    Full,
}

impl ReadLevel {
    /// All levels, least first.
    pub const ALL: [ReadLevel; 5] =
        [ReadLevel::Not, ReadLevel::Title, ReadLevel::Abstract, ReadLevel::Partly, ReadLevel::Full];

    /// The level's word.
    pub fn as_str(self) -> &'static str {
        match self {
            ReadLevel::Not => "not",
            ReadLevel::Title => "title",
            ReadLevel::Abstract => "abstract",
            ReadLevel::Partly => "partly",
            ReadLevel::Full => "full",
        }
    }

    /// Reads a level as katsaus writes it, or as people write it in Finnish, Swedish and English.
    pub fn parse(text: &str) -> Option<ReadLevel> {
        Some(match text.trim().to_lowercase().as_str() {
            "not" | "not read" | "no" | "ei" | "ei luettu" | "lukematta" | "nej" | "inte" => ReadLevel::Not,
            "title" | "otsikko" | "titel" | "rubrik" => ReadLevel::Title,
            "abstract" | "tiivistelmä" | "abstrakti" | "abstrakt" | "sammanfattning" => ReadLevel::Abstract,
            "partly" | "partial" | "osin" | "osittain" | "delvis" => ReadLevel::Partly,
            "full" | "full text" | "fulltext" | "yes" | "kokonaan" | "koko teksti" | "kokoteksti" | "hel" | "hela"
            | "fulltext läst" => ReadLevel::Full,
            _ => return None,
        })
    }
}

impl fmt::Display for ReadLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
