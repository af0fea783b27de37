//! The review as it was: made once under `cache/at/`, then a review like any other, read only.

use super::{Review, ReviewError};
use katsaus_model::Timestamp;
use std::path::Path;

impl Review {
    /// The review as it was at the end of `time`.
    ///
    /// # Errors
    /// If nothing was there yet, or the copy cannot be made.
    pub fn at(folder: &Path, time: Timestamp) -> Result<Review, ReviewError> {
        let now = Review::open(folder)?;
        let (seq, id) = now.store.last_until(time)?.ok_or(ReviewError::BeforeAll)?;
        let past = folder.join("cache").join("at").join(format!("{id}-{seq}"));
        let file = past.join(super::REVIEW_FILE);
        if !file.exists() {
            std::fs::create_dir_all(&past).map_err(ReviewError::io(&past))?;
            now.store.write_past(seq, &file)?;
        }
        let mut review = Review::open(&past)?;
        review.read_only = true;
        review.home = Some(folder.to_owned());
        Ok(review)
    }
}
