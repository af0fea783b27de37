//! Files that belong to a Source: its full text.

use serde::{Deserialize, Serialize};

/// A file of a Source, as it lies in the review's folder `files`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attached {
    /// Its name there: `luecking2008.pdf`.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Its name where it came from.
    pub was: String,
}
