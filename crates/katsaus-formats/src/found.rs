//! What readers hand on: one entry of a file, and what was found wrong with it.

use katsaus_model::{Content, Diagnostic, Place};
use std::ops::ControlFlow;

/// One entry of a file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where it stands.
    pub place: Place,
    /// What it holds. Its key is still empty.
    pub content: Content,
    /// What was found wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// Codes it uses, by path, with the label as written.
    pub codes: Vec<(String, String)>,
    /// Reasons it uses: identifier and label.
    pub reasons: Vec<(String, String)>,
    /// Searches it was found in: identifier, name, date.
    pub searches: Vec<(String, String, Option<String>)>,
}

impl Found {
    /// An entry of which nothing is known but its place.
    pub fn at(place: Place) -> Found {
        Found {
            place,
            content: Content::default(),
            diagnostics: Vec::new(),
            codes: Vec::new(),
            reasons: Vec::new(),
            searches: Vec::new(),
        }
    }
}

/// Takes what a reader finds.
pub trait Sink {
    /// An entry. Breaking stops the reader.
    fn found(&mut self, found: Found) -> ControlFlow<()>;

    /// Something wrong that is of no entry.
    fn diagnostic(&mut self, diagnostic: Diagnostic);
}

/// Keeps everything, for small files and tests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Entries in order.
    pub found: Vec<Found>,
    /// What was wrong beside them.
    pub diagnostics: Vec<Diagnostic>,
}

impl Sink for Kept {
    fn found(&mut self, found: Found) -> ControlFlow<()> {
        self.found.push(found);
        ControlFlow::Continue(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
