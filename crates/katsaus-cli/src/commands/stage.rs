//! A review and a clock for tests of what runs in the terminal.

use katsaus::Review;
use katsaus::review::{Act, ImportRequest};
use katsaus_formats::sheet::ReadSeek;
use katsaus_model::Timestamp;
use std::cell::Cell;
use std::path::Path;

/// Each act a minute after the one before.
pub(super) fn clock() -> impl Fn() -> Act {
    let minute = Cell::new(0);
    move || {
        minute.set(minute.get() + 1);
        Act { by: "anna".into(), now: Timestamp(1_767_225_600_000 + 60_000 * minute.get()), who: "a test".into() }
    }
}

/// A review with a protocol and what a table holds.
pub(super) fn review(folder: &Path, protocol: &str, table: &'static str, acts: &dyn Fn() -> Act) -> Review {
    let mut review = Review::init(folder, protocol, &acts()).expect("a review");
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(table))) };
    review.import(&acts(), &ImportRequest::new("list.csv", &open), &mut ()).expect("an import");
    review
}
