//! The words of a literature review as types.
//!
//! This crate holds what a review is made of (records, sources, decisions, codes, operations) and the
//! invariants of each, kept by constructors. It must not touch files, a clock, a network or a database.

mod attached;
mod best;
mod codebook;
mod decision;
mod diagnostic;
mod doi;
mod excerpt;
mod fields;
mod ids;
mod key;
mod link;
mod operation;
mod person;
mod protocol;
mod read_level;
mod record;
mod search;
mod source;
mod study;
pub mod text;
mod time;
mod topic;

pub use attached::Attached;
pub use best::best_of;
pub use codebook::{Code, CodeGroup, CodeRow, GroupRow, Labels, MemoRow, Tag};
pub use decision::{
    Decided, Decision, Declared, Resolution, Retrieval, Selection, SelectionRow, Stage, Stop, Verdict, WHOLE,
};
pub use diagnostic::{Diagnostic, Severity};
pub use doi::{Doi, InvalidDoi};
pub use excerpt::{CodedExcerpt, Excerpt};
pub use fields::{Field, Fields, InvalidValue, UnknownField};
pub use ids::{ContentHash, Identity, InvalidId, OpId, sha256_hex};
pub use key::{Key, base_key, free_key};
pub use link::Link;
pub use operation::{About, Change, NameOf, Operation, Subject, Thing, ThingKind};
pub use person::Person;
pub use protocol::{ANY_LANGUAGE, ConceptGroup, Database, Limits, Protocol, Reason, Reviewer, Screening, SheetMapping};
pub use read_level::ReadLevel;
pub use record::{Brought, Content, Place, Record, Verbatim};
pub use search::{Count, Import, Round, RoundDirection, Search, SearchKind};
pub use source::{Candidate, Source};
pub use study::Study;
pub use time::Timestamp;
pub use topic::{Cell, CellValue, Topic, TopicKind, yes_no};

/// The example of the crate's README, so that it stays true.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
