//! The texts of a review as references.

use super::{Review, ReviewError};
use crate::progress::Progress;
use crate::report::bibliography::Bibliography;
use crate::store::Set;

impl Review {
    /// The texts of a set, by key, ready to be listed or cited in any style.
    ///
    /// # Errors
    /// If the review cannot be read, or the reader was stopped.
    pub fn bibliography(&self, set: &Set, progress: &mut dyn Progress) -> Result<Bibliography, ReviewError> {
        Ok(Bibliography::of(&self.whole(set, "reading", progress)?))
    }
}
