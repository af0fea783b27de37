//! CSL-JSON: what citation styles work on, as Zotero, pandoc and the DOI services give it.
//!
//! `read` and `write` are the two directions.

mod read;
mod write;

pub use write::item;

/// The CSL-JSON format.
#[derive(Clone, Copy, Debug, Default)]
pub struct CslJson;
