//! What all readers make of the same untidy values: markup, dates, pages, numbers, names.
//!
//! Each takes a value as some file wrote it and gives it as katsaus keeps it. None knows which format it came from.

pub(crate) mod date;
pub(crate) mod markup;
pub(crate) mod mojibake;
pub(crate) mod name;
pub(crate) mod number;
pub(crate) mod pages;
