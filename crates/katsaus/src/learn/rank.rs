//! Puts texts in the order in which they are likely to belong with a few examples. It must not decide how many of them
//! do.
//!
//! Nobody has said which texts do *not* belong: what is no example counts as a negative one, all of them together as
//! much as the examples together (learning from positive and unlabelled texts). Some are wrong, but each pulls the
//! model so little that it still scores high: with squared hinge loss the pull of a text on itself grows with its score
//! and so never changes the order. A model learnt from two examples says more of their peculiarities than of what they
//! have in common, so it counts the less beside plain likeness to the examples the fewer they are; with one, likeness
//! is all.

use super::linear::{Example, Linear, Training};
use super::terms::{Term, Terms};

/// So many examples beyond the first give what was learnt and plain likeness equal weight. Measured on twenty reviews:
/// with two or three examples likeness ranks better, with twenty what was learnt, and this mixture about as well as the
/// better of them or better with any number.
const EQUAL: f32 = 5.0;

/// A text and its place in the ranking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The text's place among those that the terms were taken from.
    pub text: usize,
    /// The higher, the likelier it belongs with the examples. Compares with scores of the same ranking only.
    pub score: f32,
}

/// All texts but the examples.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// Best first; of equals the one given first.
    pub order: Vec<Ranked>,
    model: Linear,
}

/// Ranks the texts of `terms` by how likely they belong with `examples`, which are places of texts among them. Without
/// an example there is no ranking: it is empty. A place beyond the texts is no example; one named twice counts once.
pub fn rank(terms: &Terms, examples: &[usize]) -> Ranking {
    let mut tagged = vec![false; terms.vectors().len()];
    for example in examples {
        if let Some(mark) = tagged.get_mut(*example) {
            *mark = true;
        }
    }
    let model = model(terms, &tagged);
    let others = terms.vectors().iter().enumerate().filter(|(text, _)| !tagged[*text]);
    let score = |(text, vector)| Ranked { text, score: model.score(vector) };
    let mut order: Vec<Ranked> = if tagged.contains(&true) { others.map(score).collect() } else { Vec::new() };
    order.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.text.cmp(&other.text)));
    Ranking { order, model }
}

impl Ranking {
    /// The at most `most` terms that speak for a text, with what they add to its score, best first. `terms` is what was
    /// ranked.
    ///
    /// No word is named twice, nor one that more than a third of the texts have: it tells hardly a text from another,
    /// and most such words are `from` and `with`.
    pub fn why<'t>(&self, terms: &'t Terms, text: usize, most: usize) -> Vec<(Term<'t>, f32)> {
        let Some(vector) = terms.vectors().get(text) else { return Vec::new() };
        let mut named: Vec<(Term<'t>, f32)> = Vec::new();
        for (number, adds) in self.model.why(vector, usize::MAX) {
            if named.len() >= most {
                break;
            }
            let Some(term) = terms.term(number) else { continue };
            let known = |word: &str| named.iter().any(|(other, _)| other.words().any(|known| known == word));
            if !terms.has_common_word(number) && !term.words().any(known) {
                named.push((term, adds));
            }
        }
        named
    }
}

/// What was learnt, mixed with likeness to the examples.
fn model(terms: &Terms, tagged: &[bool]) -> Linear {
    let all = || terms.vectors().iter().zip(tagged.iter().copied());
    let likeness = Linear::mean(all().filter(|(_, tagged)| *tagged).map(|(vector, _)| vector));
    let examples = tagged.iter().filter(|tagged| **tagged).count();
    if examples < 2 {
        return likeness;
    }
    let (one, rest) = (balanced(examples, tagged.len()), balanced(tagged.len() - examples, tagged.len()));
    let example = |(vector, positive)| Example { vector, positive, weight: if positive { one } else { rest } };
    let learnt = Linear::train(all().map(example), &Training::default());
    let beyond = (examples - 1) as f32;
    learnt.mixed(beyond / (beyond + EQUAL), &likeness)
}

/// The weight of each of `part` texts of `all`, so that they weigh together half of what there is.
fn balanced(part: usize, all: usize) -> f32 {
    all as f32 / (2.0 * part.max(1) as f32)
}

#[cfg(test)]
mod tests {
    use super::super::terms::Choice;
    use super::*;

    const TEXTS: [&str; 12] = [
        "the job carving of employers",
        "the job carving at work",
        "the nurse on the ward",
        "the employers and job carving",
        "the nurse and the doctor",
        "the ward and the doctor",
        "",
        "the work of the nurse",
        "the wages of employers",
        "the doctor on the ward",
        "the doctor of the nurse",
        "the wages of doctor",
    ];

    fn terms() -> Terms {
        Terms::of(TEXTS.map(|text| text.split(' ')), &Choice::default())
    }

    fn order(examples: &[usize]) -> Vec<usize> {
        rank(&terms(), examples).order.iter().map(|ranked| ranked.text).collect()
    }

    #[test]
    fn without_examples_or_without_others_there_is_no_ranking() {
        assert_eq!(order(&[]), Vec::<usize>::new());
        assert_eq!(order(&[99]), Vec::<usize>::new());
        assert_eq!(order(&(0..12).collect::<Vec<_>>()), Vec::<usize>::new());
        assert!(rank(&Terms::default(), &[0]).order.is_empty());
    }

    #[test]
    fn one_example_ranks_by_likeness() {
        let order = order(&[0]);
        assert_eq!(order[..2], [3, 1]);
        assert_eq!((order.len(), order.last()), (11, Some(&6)));
    }

    #[test]
    fn several_examples_rank_what_they_have_in_common_first() {
        assert_eq!(order(&[0, 1])[0], 3);
        assert_eq!(order(&[2, 4, 5])[..2], [9, 10]);
    }

    #[test]
    fn examples_count_once_and_in_any_order() {
        let (one, other) = (rank(&terms(), &[0, 1]), rank(&terms(), &[1, 0, 1, 12, usize::MAX]));
        assert_eq!(one.order, other.order);
        assert!(one.order.iter().all(|ranked| ranked.text > 1 && ranked.score.is_finite()));
    }

    #[test]
    fn reasons_name_no_word_twice_and_none_that_is_everywhere() {
        let terms = terms();
        let ranking = rank(&terms, &[0, 1]);
        let named = |most| {
            let reasons = ranking.why(&terms, 3, most);
            assert!(reasons.iter().all(|(_, adds)| *adds > 0.0));
            reasons.iter().map(|(term, _)| term.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(named(9), ["job", "carving", "employers"]);
        assert_eq!(named(1), ["job"]);
        assert_eq!(ranking.why(&terms, 6, 9), []);
        assert_eq!(ranking.why(&terms, 99, 9), []);
    }
}
