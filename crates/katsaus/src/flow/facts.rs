//! What is known of a collection, for its flow diagram: which records were found where, what became of each text, and what
//! people declared. It must not count.

use crate::screen::Outcome;
use katsaus_model::{Declared, Stop};
use std::collections::BTreeMap;

/// A way into the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// A bibliographic database.
    Database,
    /// A register.
    Register,
    /// A website.
    Website,
    /// An organisation.
    Organisation,
    /// Citation searching: rounds, or a search of that kind.
    Citation,
    /// Somebody who was asked.
    Contact,
    /// Hand searching.
    Hand,
    /// A list of one's own: where it has its texts from is not recorded.
    Own,
}

impl Way {
    /// Whether PRISMA's first column is meant: databases and registers.
    pub fn is_database(self) -> bool {
        matches!(self, Way::Database | Way::Register)
    }
}

/// A search, as far as its numbers go.
#[derive(Clone, Debug, PartialEq)]
pub struct Searched {
    /// Its identifier.
    pub id: String,
    /// What it is called in the diagram: `Academic Search Elite (EBSCOhost)`.
    pub name: String,
    /// Its kind.
    pub way: Way,
    /// How many hits were exported, as somebody said.
    pub exported: Option<Declared>,
}

/// A record, and the search that found it: a record that two searches found stands here twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The record's own key.
    pub record: String,
    /// Its text, by place in the list of texts.
    pub text: usize,
    /// The search, by place in the list of searches; `None`: a list of one's own, or a round.
    pub search: Option<usize>,
    /// The way it came.
    pub way: Way,
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Its key.
    pub key: String,
    /// Why it was taken out of the review, if it was.
    pub removed: Option<String>,
    /// What was decided at all stages but the last.
    pub screening: Outcome,
    /// What was decided at the last stage.
    pub assessment: Outcome,
    /// Whether its full text could not be had.
    pub not_retrieved: bool,
    /// The study that it reports: texts of one study share a number.
    pub study: usize,
}

/// Which words a diagram uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    /// PRISMA 2020's own: records, reports, studies.
    Systematic,
    /// Texts throughout.
    #[default]
    Integrative,
    /// PRISMA-ScR's: sources of evidence.
    Scoping,
}

impl Variant {
    /// The variant of a protocol's template.
    pub fn of(template: &str) -> Variant {
        match template {
            "systematic" => Variant::Systematic,
            "scoping" => Variant::Scoping,
            _ => Variant::Integrative,
        }
    }
}

/// All that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// What the diagram is of.
    pub title: String,
    /// The language of its words: `en`, `fi`, `sv`.
    pub language: String,
    /// Which words it uses.
    pub variant: Variant,
    /// Whether the texts are a part of the collection: then what was exported says nothing of them.
    pub is_part: bool,
    /// The searches.
    pub searches: Vec<Searched>,
    /// The records.
    pub found: Vec<Found>,
    /// The texts.
    pub texts: Vec<Text>,
    /// Whether texts are screened before their full text is looked at.
    pub has_screening: bool,
    /// Whether full texts are assessed.
    pub has_assessment: bool,
    /// That screening was ended with texts left.
    pub screening_stopped: Option<Stop>,
    /// That assessment was ended with texts left.
    pub assessment_stopped: Option<Stop>,
    /// Whether anybody noted of any text whether it could be had.
    pub retrieval_is_recorded: bool,
    /// Labels of reasons, by identifier.
    pub reasons: BTreeMap<String, String>,
    /// What people declared, by the name of the line.
    pub declared: BTreeMap<String, Declared>,
    /// How many decisions at the first stage were made in which order of texts.
    pub orders: BTreeMap<Option<String>, usize>,
}
