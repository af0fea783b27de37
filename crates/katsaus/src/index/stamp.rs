//! What an index was made of and how far, so that one that does not fit is made again.

use crate::store::{Store, StoreError};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Changes whenever the schema does.
const FORMAT: u32 = 8;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// Schema and analysers.
    pub(super) format: String,
    /// The review, by its first operation.
    pub(super) review: String,
    /// The numbering of sources.
    pub(super) generation: u64,
    /// The rank of the last operation that is in it.
    pub(super) upto: i64,
    /// That operation: after going back to a backup, one of the same rank may be another.
    pub(super) last: String,
}

impl Stamp {
    pub(super) fn read(folder: &Path) -> Option<Stamp> {
        serde_json::from_slice(&std::fs::read(folder.join("stamp.json")).ok()?).ok()
    }

    pub(super) fn write(&self, folder: &Path) -> std::io::Result<()> {
        let beside = folder.join("stamp.json.writing");
        std::fs::write(&beside, serde_json::to_vec(self).unwrap_or_default())?;
        std::fs::rename(beside, folder.join("stamp.json"))
    }

    /// The stamp of an index that is up to date with a review. `made_with` names what else it depends on.
    pub(super) fn of(store: &Store, made_with: &str) -> Result<Stamp, StoreError> {
        let upto = store.newest()?;
        Ok(Stamp {
            format: format!("{FORMAT}, {}, {made_with}", crate::analysis::version()),
            review: store.root()?.map(|id| id.to_string()).unwrap_or_default(),
            generation: store.generation()?,
            upto,
            last: store.id_of(upto)?.map(|id| id.to_string()).unwrap_or_default(),
        })
    }

    /// Whether an index with this stamp can be caught up to `wanted`: its last operation is still where it was.
    pub(super) fn leads_to(&self, wanted: &Stamp, store: &Store) -> bool {
        self.format == wanted.format
            && self.review == wanted.review
            && self.generation == wanted.generation
            && self.upto <= wanted.upto
            && store.id_of(self.upto).ok().flatten().map(|id| id.to_string()).unwrap_or_default() == self.last
    }
}
