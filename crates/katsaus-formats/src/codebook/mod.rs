//! Codebooks as files: a table, or the exchange format of programs for qualitative analysis (REFI-QDA, `.qdc`).
//!
//! It must not know which codes a review has.

mod qdc;
mod table;

pub use qdc::{read_qdc, write_qdc};
pub use table::{HEADS, Table, read_table, rows};

use katsaus_model::Code;

/// A code as a codebook file lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its identifier in the file, if that has any: a GUID.
    pub guid: Option<String>,
    /// Its name, behind the names of those above it.
    pub path: Vec<String>,
    /// What is said of it.
    pub code: Code,
    /// Whether it is put on anything, or only holds others.
    pub codable: bool,
}
