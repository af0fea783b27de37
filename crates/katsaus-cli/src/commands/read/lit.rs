//! Words to be seen at once in a text: those of the query, and the codebook's terms. It must not draw.

use crate::commands::phrases::Phrases;
use katsaus::Review;
use katsaus::analysis::{Language, language_of};
use katsaus::index::Marks;
use katsaus::query::Node;
use katsaus_model::Fields;

/// Why a stretch of a text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It does not.
    Plain,
    /// A word of the query.
    Query,
    /// A term of a code.
    Term,
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lit {
    pub(super) text: String,
    pub(super) why: Why,
}

/// What is looked for.
pub(super) struct Terms {
    query: Marks,
    codes: Phrases,
}

impl Terms {
    /// The words of a query, and all terms of the codebook.
    pub(super) fn of(review: &Review, node: &Node) -> Terms {
        let typed = review.protocol().codes.iter().flat_map(|(_, code)| &code.terms);
        Terms { query: Marks::of(node), codes: Phrases::of(typed.map(String::as_str)) }
    }

    /// A text in stretches.
    pub(super) fn lit(&mut self, text: &str, fields: &Fields) -> Vec<Lit> {
        let language: Option<Language> = language_of(fields);
        let mut marked: Vec<(usize, usize, Why)> = Vec::new();
        marked.extend(self.query.find(text, None, language).into_iter().map(|mark| (mark.from, mark.to, Why::Query)));
        for (from, to) in self.codes.places(text) {
            if !marked.iter().any(|(other, end, _)| *other < to && from < *end) {
                marked.push((from, to, Why::Term));
            }
        }
        marked.sort_unstable_by_key(|(from, ..)| *from);
        let mut lit = Vec::new();
        let mut at = 0;
        let mut push = |from: usize, to: usize, why| {
            if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
                lit.push(Lit { text: part.to_owned(), why });
            }
        };
        for (from, to, why) in marked {
            push(at, from, Why::Plain);
            push(from, to, why);
            at = to;
        }
        push(at, text.len(), Why::Plain);
        lit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_marked_where_all_of_it_stands() {
        let codes = Phrases::of(["job carving", "räätälöin*", "job"]);
        let mut terms = Terms { query: Marks::of(&katsaus::query::Part::All.into()), codes };
        let lit = terms.lit("Job carving is carving; työn räätälöintiä. Job!", &Fields::default());
        let marked: Vec<&str> = lit.iter().filter(|lit| lit.why == Why::Term).map(|lit| lit.text.as_str()).collect();
        assert_eq!(marked, ["Job carving", "räätälöintiä", "Job"]);
        assert_eq!(
            lit.iter().map(|lit| lit.text.as_str()).collect::<String>(),
            "Job carving is carving; työn räätälöintiä. Job!"
        );
    }
}
