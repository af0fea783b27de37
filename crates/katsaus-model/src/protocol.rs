//! The protocol of a review as people write it, typed. Reading and editing the file is not done here.

use crate::{Code, CodeGroup, Labels, Selection, Stage, Topic};
use std::collections::BTreeMap;

/// The language of a label that is one text for all.
pub const ANY_LANGUAGE: &str = "*";

/// Search terms of one concept: OR inside a group, AND between groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConceptGroup {
    /// The group's name.
    pub name: String,
    /// Its terms.
    pub terms: Vec<String>,
}

/// A database and the platform it is searched on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Database {
    /// Its name.
    pub name: String,
    /// The platform.
    pub platform: Option<String>,
}

/// Limits that hold for the whole review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Years, `1980..2020`.
    pub years: Option<String>,
    /// Language codes.
    pub languages: Vec<String>,
    /// Kinds of publication.
    pub publication_types: Vec<String>,
}

/// Why a text is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// Its label in each language.
    pub label: Labels,
    /// The stages at which it is offered; empty: all.
    pub stages: Vec<String>,
    /// Whether it is kept for old decisions only.
    pub retired: bool,
}

/// What helps to decide while texts are screened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screening {
    /// Words that speak for a text, marked in it: as in a query, `employ*`.
    pub include_terms: Vec<String>,
    /// Words that speak against it.
    pub exclude_terms: Vec<String>,
    /// Keys of the person's own for what can be done: `i = "include"`.
    pub keys: BTreeMap<String, String>,
}

/// Somebody who reviews.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviewer {
    /// The full name.
    pub name: String,
    /// Other names, as columns give them.
    pub aliases: Vec<String>,
}

/// How the columns of a sheet were read, so that an edited copy is read the same way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetMapping {
    /// The header row, from 1.
    pub header: Option<u32>,
    /// Column head to field, `topic:NAME`, `codes:GROUP` or `ignored`.
    pub columns: BTreeMap<String, String>,
    /// What colours mean: a verdict, or a code's path.
    pub colours: BTreeMap<String, String>,
}

/// The protocol of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protocol {
    /// The review's title.
    pub title: String,
    /// What kind of review it is: `integrative`, `scoping`, `systematic`.
    pub template: String,
    /// The language of labels in tables.
    pub language: String,
    /// Its questions.
    pub questions: Vec<String>,
    /// Concept groups of search terms.
    pub terms: Vec<ConceptGroup>,
    /// Databases, by short name.
    pub databases: BTreeMap<String, Database>,
    /// Limits.
    pub limits: Limits,
    /// Inclusion criteria.
    pub include: Vec<String>,
    /// Exclusion criteria.
    pub exclude: Vec<String>,
    /// Reasons for exclusion, in order.
    pub reasons: Vec<(String, Reason)>,
    /// Stages, in order.
    pub stages: Vec<(String, Stage)>,
    /// What helps to decide while texts are screened.
    pub screening: Screening,
    /// Reviewers.
    pub reviewers: Vec<(String, Reviewer)>,
    /// Code groups, in order.
    pub groups: Vec<(String, CodeGroup)>,
    /// Codes by path, in order.
    pub codes: Vec<(String, Code)>,
    /// Topics, in order.
    pub topics: Vec<(String, Topic)>,
    /// Saved queries, by name.
    pub queries: Vec<(String, String)>,
    /// Selections beside the whole collection.
    pub selections: Vec<(String, Selection)>,
    /// Saved mappings, by sheet name.
    pub sheets: BTreeMap<String, SheetMapping>,
}

impl Protocol {
    /// The group that a code belongs to: the first part of its path.
    pub fn group_of(path: &str) -> &str {
        path.split('/').next().unwrap_or(path)
    }

    /// Whether a text may have several codes of `group`. A group nobody described may.
    pub fn several(&self, group: &str) -> bool {
        self.groups.iter().find(|(name, _)| name == group).is_none_or(|(_, group)| group.several)
    }

    /// The codes of a group, in the codebook's order.
    pub fn codes_of<'a>(&'a self, group: &'a str) -> impl Iterator<Item = (&'a str, &'a Code)> {
        self.codes.iter().filter(move |(path, _)| Protocol::group_of(path) == group).map(|(p, c)| (p.as_str(), c))
    }

    /// A topic by identifier.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|(name, _)| name == id).map(|(_, topic)| topic)
    }

    /// A code by path.
    pub fn code(&self, path: &str) -> Option<&Code> {
        self.codes.iter().find(|(name, _)| name == path).map(|(_, code)| code)
    }

    /// The label of something in the review's language, else in English, else any, else its own name.
    pub fn label<'a>(&'a self, labels: &'a Labels, name: &'a str) -> &'a str {
        let any = || labels.values().next();
        let plain = || labels.get(ANY_LANGUAGE);
        let found = labels.get(&self.language).or_else(plain).or_else(|| labels.get("en")).or_else(any);
        found.map_or(name, String::as_str)
    }

    /// The stages that texts pass, in order.
    pub fn stages_on(&self) -> impl DoubleEndedIterator<Item = (&str, &Stage)> {
        self.stages.iter().filter(|(_, stage)| !stage.off).map(|(name, stage)| (name.as_str(), stage))
    }

    /// The last stage, at which a verdict counts where a table does not say; `full-text` if none is named.
    pub fn last_stage(&self) -> &str {
        self.stages_on().next_back().map_or("full-text", |(name, _)| name)
    }

    /// The reasons that are offered at a stage, in order.
    pub fn reasons_at<'a>(&'a self, stage: &'a str) -> impl Iterator<Item = (&'a str, &'a Reason)> {
        let offered = move |reason: &Reason| {
            !reason.retired && (reason.stages.is_empty() || reason.stages.iter().any(|known| known == stage))
        };
        self.reasons.iter().filter(move |(_, reason)| offered(reason)).map(|(name, reason)| (name.as_str(), reason))
    }
}
