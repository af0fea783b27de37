//! Streams to records and diagnostics, records to bytes.
//!
//! Readers never fail on somebody's file: what is good is handed on, what is not is reported with its place, and what
//! is not understood is kept. Nothing here touches a path, the environment, a clock or a review's file.

pub mod any;
pub mod bib_txt;
pub mod bibtex;
pub mod codebook;
pub mod convert;
pub mod crossref;
pub mod csl_json;
pub mod datacite;
mod draft;
pub mod endnote_xml;
pub mod entry;
pub mod enw;
pub mod format;
pub mod found;
pub mod fulltext;
pub mod input;
mod json;
pub mod marcxml;
pub mod markdown;
pub mod mods;
pub mod nbib;
mod normal;
pub mod openalex;
pub mod ovid;
pub mod packed;
pub mod people;
pub mod pubmed_xml;
pub mod record_table;
pub mod reference;
pub mod refworks;
pub mod repair;
pub mod ris;
pub mod screening;
pub mod sheet;
pub mod table_text;
mod tagged;
pub mod types;
pub mod workbook;
pub mod wos;
mod xml;

pub use normal::markup::line as plain_line;

/// The example of the crate's README, so that it stays true.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
