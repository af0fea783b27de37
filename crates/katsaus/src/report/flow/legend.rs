//! What stands below a drawn diagram: what its marks and dashes mean, and its footnotes. It must not know how text is
//! broken into lines.

use super::teller::{Teller, recorded};
use crate::flow::Diagram;

/// What stands before an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing.
    None,
    /// A small box with a dashed border.
    Dashes,
    /// A mark as numbers have it.
    Mark(String),
}

/// The entries that explain what is in the picture, and then the footnotes. A diagram that is counted all through needs
/// no explanation.
pub(super) fn legend(diagram: &Diagram, teller: &Teller) -> (Vec<(Sign, String)>, Vec<String>) {
    let mut lines = diagram.nodes().flat_map(|node| &node.lines);
    let missing = lines.any(|line| recorded(&line.number).is_none());
    let mut entries = Vec::new();
    if missing || !teller.declared.is_empty() {
        entries.push((Sign::None, teller.words.unmarked.to_owned()));
    }
    for (at, said) in teller.declared.iter().enumerate() {
        entries.push((Sign::Mark(teller.mark_at(at)), said.clone()));
    }
    if missing {
        entries.push((Sign::Dashes, teller.words.dashed.to_owned()));
    }
    let footnotes = diagram.footnotes.iter().filter(|note| !note.trim().is_empty()).cloned().collect();
    (entries, footnotes)
}
