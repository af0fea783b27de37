//! Words to be seen at once in a text: those of the query, and the codebook's terms. It must not draw.

use katsaus::Review;
use katsaus::analysis::{Language, language_of, tokens};
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
    codes: Vec<Term>,
}

/// A term of a code: words in order, the last perhaps only as it begins.
struct Term {
    words: Vec<String>,
    open: bool,
}

impl Term {
    fn of(typed: &str) -> Term {
        Term { words: tokens(typed).map(|(_, _, word)| word).collect(), open: typed.trim_end().ends_with('*') }
    }

    /// Whether it stands at the beginning of these words.
    fn stands(&self, words: &[(usize, usize, String)]) -> bool {
        let last = self.words.len() - 1;
        words.len() > last
            && self.words.iter().zip(words).enumerate().all(|(at, (wanted, (_, _, word)))| {
                if at == last && self.open { word.starts_with(wanted) } else { word == wanted }
            })
    }
}

impl Terms {
    /// The words of a query, and all terms of the codebook.
    pub(super) fn of(review: &Review, node: &Node) -> Terms {
        let typed = review.protocol().codes.iter().flat_map(|(_, code)| &code.terms);
        let codes = typed.map(|term| Term::of(term)).filter(|term| !term.words.is_empty());
        Terms { query: Marks::of(node), codes: codes.collect() }
    }

    /// Where terms stand.
    fn terms(&self, text: &str) -> Vec<(usize, usize)> {
        let words: Vec<(usize, usize, String)> = tokens(text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = self.codes.iter().filter(|term| term.stands(&words[at..])).map(|term| term.words.len()).max();
            if let Some(length) = longest {
                found.push((words[at].0, words[at + length - 1].1));
            }
            at += longest.unwrap_or(1);
        }
        found
    }

    /// A text in stretches.
    pub(super) fn lit(&mut self, text: &str, fields: &Fields) -> Vec<Lit> {
        let language: Option<Language> = language_of(fields);
        let mut marked: Vec<(usize, usize, Why)> = Vec::new();
        marked.extend(self.query.find(text, None, language).into_iter().map(|mark| (mark.from, mark.to, Why::Query)));
        for (from, to) in self.terms(text) {
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
        let codes = ["job carving", "räätälöin*", "job"].map(Term::of).into_iter().collect();
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
