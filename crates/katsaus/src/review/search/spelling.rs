//! "Did you mean": words of a query that no text has, and the collection's own words that are spelt nearly so.

use crate::progress::Progress;
use crate::query::{Fields, Node, Part, Pattern, Query};
use crate::review::{Review, ReviewError};

/// Words of a query that are looked at.
const MOST: usize = 20;

impl Review {
    /// The query as its writer may have meant it: each word that no text has replaced by the word of the collection
    /// that is spelt most nearly like it. `None` if nothing needs to be, or nothing is near.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn did_you_mean(&mut self, query: &Query, progress: &mut dyn Progress) -> Result<Option<String>, ReviewError> {
        self.index(progress)?;
        let mut mended = query.typed.clone();
        let mut slips: Vec<&Node> = Vec::new();
        collect_words(&query.node, &mut slips);
        // From the last to the first, so that places before stay what they were.
        slips.sort_by_key(|node| std::cmp::Reverse(node.span.from));
        for node in slips.into_iter().take(MOST) {
            let Part::Words { patterns, .. } = &node.part else { continue };
            let typed = query.typed.get(node.span.from..node.span.to).unwrap_or_default();
            if typed.contains('@') || typed.contains("concept:") {
                continue;
            }
            for pattern in patterns.iter().rev() {
                let (Pattern::Word(word) | Pattern::Exact(word)) = pattern else { continue };
                let Some(index) = &self.index else { return Ok(None) };
                // A word that stands elsewhere is spelt right, and in the wrong place.
                if index.texts_with(Fields::ALL, word)? > 0 {
                    continue;
                }
                let place = mended.get(node.span.from..node.span.to).and_then(|typed| typed.rfind(word.as_str()));
                if let (Some(place), Some(near)) = (place, index.spelt_like(word)?) {
                    let from = node.span.from + place;
                    mended.replace_range(from..from + word.len(), &near);
                }
            }
        }
        Ok((mended != query.typed).then_some(mended))
    }
}

/// Words and phrases that somebody typed, not those that stand for a name.
fn collect_words<'n>(node: &'n Node, out: &mut Vec<&'n Node>) {
    if matches!(node.part, Part::Words { .. }) && node.span.to > node.span.from {
        out.push(node);
    }
    node.children().into_iter().for_each(|child| collect_words(child, out));
}
