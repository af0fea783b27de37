//! BibTeX and BibLaTeX: entries with fields, in TeX.
//!
//! `scan` finds entries and fields, `tex` makes text of values, `names` takes names apart, `crossref` passes on what a
//! parent says, `read` makes records of it all, `write` is the other direction.

mod crossref;
mod names;
mod read;
mod scan;
mod tex;
mod write;

pub use names::{Parts, names as split_names, parts as name_parts};

/// The BibTeX format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bibtex;
