//! Pure rules of the log: which operations count, in which order, and which was made upon which. It must not touch a database or a clock.

mod ancestry;
mod live;

pub use ancestry::Ancestry;
pub use live::{Entry, live};

use katsaus_model::{OpId, Timestamp};

/// An operation as people and programs see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its identifier.
    pub id: OpId,
    /// When, as text.
    pub time: String,
    /// Who.
    pub by: String,
    /// What was said of it.
    pub what: String,
    /// Whether it is undone.
    pub undone: bool,
}

/// The time of a new operation: the clock's, or 1 ms past its newest parent's if that is later, so that an
/// operation never sorts before what it was made upon, whatever the clock says.
pub fn time_after(now: Timestamp, newest_parent: Option<Timestamp>) -> Timestamp {
    match newest_parent {
        Some(parent) if parent >= now => Timestamp(parent.0 + 1),
        _ => now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_went_back_does_not_reorder_the_log() {
        assert_eq!(time_after(Timestamp(5), None), Timestamp(5));
        assert_eq!(time_after(Timestamp(5), Some(Timestamp(4))), Timestamp(5));
        assert_eq!(time_after(Timestamp(5), Some(Timestamp(5))), Timestamp(6));
        assert_eq!(time_after(Timestamp(5), Some(Timestamp(900))), Timestamp(901));
    }
}
