//! Investigations that several texts report.

use crate::Key;

/// One investigation and the Sources that report it: one each, unless linked as the same study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Study {
    /// Keys of its Sources, earliest first. Never empty.
    pub sources: Vec<Key>,
}
