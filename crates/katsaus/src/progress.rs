//! How long work tells of itself. Who draws it, and whether, is the caller's affair.

use std::ops::ControlFlow;

/// A step of long work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// Work began.
    Started {
        /// What is being done: `reading`, `indexing`.
        what: &'a str,
        /// How many steps there are, if that is known.
        total: Option<u64>,
    },
    /// So many steps are done since the last event.
    Advanced(u64),
    /// Work ended.
    Finished,
}

/// Hears of long work, and can stop it.
pub trait Progress {
    /// Takes an event; `Break` means that the person wants to stop.
    fn event(&mut self, event: Event<'_>) -> ControlFlow<()>;
}

impl Progress for () {
    fn event(&mut self, _: Event<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
