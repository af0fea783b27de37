//! Streams to records and diagnostics, records to bytes.
//!
//! Readers never fail on somebody's file: what is good is handed on, what is not is reported with its place, and what
//! is not understood is kept. Nothing here touches a path, the environment, a clock or a review's file.

pub mod bibtex;
pub mod csl_json;
pub mod entry;
pub mod markdown;
pub mod people;
pub mod reference;
pub mod ris;
pub mod sheet;
pub mod table_text;
pub mod types;
pub mod workbook;
