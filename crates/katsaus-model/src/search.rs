//! Where records come from: searches, imports and rounds of citation searching.

use crate::{Identity, Timestamp};
use serde::{Deserialize, Serialize};

/// What kind of act found something (PRISMA 2020 and PRISMA-S).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchKind {
    /// A bibliographic database.
    Database,
    /// A register of studies.
    Register,
    /// A website.
    Website,
    /// An organisation's own publications.
    Organisation,
    /// Citation searching.
    Citation,
    /// Somebody who was asked.
    Contact,
    /// Hand searching, for instance of journals' contents.
    Hand,
    /// Nobody wrote it down.
    #[default]
    NotRecorded,
}

impl SearchKind {
    /// All kinds, in PRISMA's order.
    pub const ALL: [SearchKind; 8] = [
        SearchKind::Database,
        SearchKind::Register,
        SearchKind::Website,
        SearchKind::Organisation,
        SearchKind::Citation,
        SearchKind::Contact,
        SearchKind::Hand,
        SearchKind::NotRecorded,
    ];

    /// The kind's word.
    pub fn as_str(self) -> &'static str {
        match self {
            SearchKind::Database => "database",
            SearchKind::Register => "register",
            SearchKind::Website => "website",
            SearchKind::Organisation => "organisation",
            SearchKind::Citation => "citation",
            SearchKind::Contact => "contact",
            SearchKind::Hand => "hand",
            SearchKind::NotRecorded => "not-recorded",
        }
    }

    /// Reads a kind's word.
    pub fn parse(text: &str) -> Option<SearchKind> {
        SearchKind::ALL.into_iter().find(|kind| kind.as_str() == text.trim().to_lowercase().replace([' ', '_'], "-"))
    }
}

/// A count, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number.
    pub n: u64,
    /// Who said so, where it is declared and not counted.
    pub declared_by: Option<String>,
}

/// One act of finding. What nobody recorded is absent, and is said to be "not recorded".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// What kind of act it was.
    pub kind: SearchKind,
    /// The database, website, person ... that was searched.
    pub name: String,
    /// The platform it was searched on: EBSCOhost, ProQuest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The string exactly as it was run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string: Option<String>,
    /// The concept groups of the protocol that it combined.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The fields that were searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<String>,
    /// Limits, and why they were set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
    /// When it was run, as exactly as is known: `2020-02`, `2020-02-11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who ran it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// How many hits were shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hits_shown: Option<u64>,
    /// How many hits were exported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hits_exported: Option<u64>,
    /// Anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One file read in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The file's name, without folders.
    pub name: String,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// How many times the same bytes came before: a table that was edited, and then put back as it was, comes twice.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub copy: u32,
    /// The format's identifier.
    pub format: String,
    /// The Search it came from, if somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_in: Option<String>,
    /// The Round it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// The earlier import that this one is an edited copy of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updates: Option<String>,
    /// New Records it brought.
    pub records: u64,
    /// Rows that were recognised as Records of the updated import.
    #[serde(default)]
    pub seen_again: u64,
    /// One hash over identity and content of all its Records, in order.
    pub digest: String,
    /// The plan it followed, as JSON.
    pub plan: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Import {
    /// What tells this import from all others.
    pub fn name_in_log(&self) -> String {
        if self.copy == 0 { self.sha256.clone() } else { format!("{}/{}", self.sha256, self.copy) }
    }
}

/// The direction of citation searching (TARCiS).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoundDirection {
    /// Reference list checking.
    Backward,
    /// Who cites the seed references.
    Forward,
}

/// One step of citation searching (TARCiS).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its number, from 1.
    pub number: u32,
    /// Backward or forward.
    pub direction: RoundDirection,
    /// The index or person that answered.
    pub provider: String,
    /// When.
    pub date: Timestamp,
    /// The seed references.
    pub seeds: Vec<Identity>,
    /// What was found, as stored answers.
    #[serde(default)]
    pub found: Vec<String>,
}
