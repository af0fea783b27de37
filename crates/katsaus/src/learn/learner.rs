//! Which text is likeliest to be one of those sought, asked again after every label. It must not know what the labels
//! mean.
//!
//! The model is that of `linear`, fitted after every label from where it stood. Of the texts without a label just those
//! are scored again that could be the best: since texts are 1 long, no score has changed by more than the model has
//! moved (Cauchy and Schwarz). Up to [`MOST_IN_PAIRS`] labels the likeness of every two labelled texts is kept, and the
//! fit works on that; beyond, where it would fill the memory, on the weights of the terms.

use super::pulls::Pulls;
use super::terms::Vector;
use std::collections::HashMap;

/// With more labels the likenesses of pairs are not kept: they would take more than 100 to 200 MB.
const MOST_IN_PAIRS: usize = 5_000;
/// Where they are not, a fit goes through the labelled texts so often at most. The next begins where it ended.
const MOST_PASSES: usize = 20;
/// More labels than this since the last fit were not given one by one.
const MANY: usize = 100;
/// So often, then.
const MOST_PASSES_OF_MANY: usize = 500;

/// What a learner is set to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learning {
    /// What a mistake costs beside the simplicity of the model.
    pub cost: f64,
    /// How much all positive labels together weigh, the negative ones together being 1.
    pub ratio: f64,
    /// How near to its optimum a fit ends.
    pub tolerance: f64,
}

impl Default for Learning {
    /// The settings that ASReview found on many reviews for its model ELAS u4, with a tolerance that changes no order
    /// worth the time.
    fn default() -> Learning {
        Learning { cost: 0.11, ratio: 9.8, tolerance: 1e-3 }
    }
}

/// A model that follows labels one by one.
#[derive(Clone, Debug)]
pub struct Learner {
    vectors: Vec<Vector>,
    learning: Learning,
    most_in_pairs: usize,
    pulls: Pulls,
    /// The texts that have or had a label, in the order in which they got it.
    texts: Vec<usize>,
    /// Where each of them stands in `texts`.
    places: HashMap<usize, usize>,
    /// The pulls as they stand in `weights`, with their sign.
    applied: Vec<f64>,
    weights: Vec<f32>,
    bias: f64,
    /// The score that each text had when it was last computed, and how far the model had moved by then.
    scored: Vec<(f32, f64)>,
    moved: f64,
    /// Labels given since the last fit.
    new_labels: usize,
}

impl Learner {
    /// A learner without labels. `vectors` are 1 long, or empty.
    pub fn new(vectors: Vec<Vector>, learning: Learning) -> Learner {
        let last = |vector: &Vector| vector.entries().last().map_or(0, |(term, _)| *term as usize + 1);
        Learner {
            learning,
            most_in_pairs: MOST_IN_PAIRS,
            pulls: Pulls::default(),
            texts: Vec::new(),
            places: HashMap::new(),
            applied: Vec::new(),
            weights: vec![0.0; vectors.iter().map(last).max().unwrap_or(0)],
            bias: 0.0,
            scored: vec![(0.0, 0.0); vectors.len()],
            moved: 0.0,
            new_labels: 0,
            vectors,
        }
    }

    /// Gives a text a label, or with `None` takes it back. A place beyond the texts is left aside.
    pub fn label(&mut self, text: usize, positive: Option<bool>) {
        self.new_labels += 1;
        if let Some(example) = self.places.get(&text).copied() {
            self.pulls.relabel(example, positive);
            // What it pulled leaves the weights at once, so that weights and pulls say the same when they are fitted.
            let pulled = std::mem::take(&mut self.applied[example]);
            self.bias -= pulled;
            self.moved += pulled.abs();
            add(&mut self.weights, self.vectors.get(text), -pulled);
            return;
        }
        let (Some(vector), Some(positive)) = (self.vectors.get(text), positive) else { return };
        let mut alike = Vec::new();
        if !self.in_pairs(self.texts.len() + 1) {
            self.pulls.forget_pairs();
        } else {
            let mut dense = vec![0.0_f32; self.weights.len()];
            vector.entries().iter().for_each(|(term, weight)| dense[*term as usize] = *weight);
            let with_bias = |other: &usize| dot(&dense, &self.vectors[*other]) + 1.0;
            alike = self.texts.iter().chain([&text]).map(with_bias).collect();
        }
        self.pulls.add(alike, positive);
        self.places.insert(text, self.texts.len());
        self.texts.push(text);
        self.applied.push(0.0);
    }

    /// The label of a text, if it has one.
    pub fn label_of(&self, text: usize) -> Option<bool> {
        let label = self.places.get(&text).map(|example| self.pulls.labels[*example])?;
        (label != 0.0).then_some(label > 0.0)
    }

    /// How many positive and how many negative labels there are.
    pub fn counts(&self) -> (usize, usize) {
        let of = |sign: f64| self.pulls.labels.iter().filter(|label| **label == sign).count();
        (of(1.0), of(-1.0))
    }

    /// Fits the model to the labels as they are now.
    pub fn fit(&mut self) {
        let (positive, negative) = self.counts();
        let (positive, negative) = (positive.max(1) as f64, negative.max(1) as f64);
        let Learning { cost, ratio, tolerance } = self.learning;
        let weight_of_positive = (positive + negative) / (positive * (1.0 + 1.0 / ratio));
        let weight_of_negative = weight_of_positive * positive / (ratio * negative);
        let slack = |label: f64| 0.5 / (cost * if label > 0.0 { weight_of_positive } else { weight_of_negative });
        if self.in_pairs(self.texts.len()) {
            let before = self.pulls.scores.clone();
            self.pulls.fit(slack, tolerance);
            self.apply(&before);
        } else {
            self.fit_weights(slack, tolerance);
        }
        self.new_labels = 0;
    }

    fn in_pairs(&self, labels: usize) -> bool {
        labels <= self.most_in_pairs
    }

    /// Brings the weights of terms up to the pulls; `before` are the scores by the weights as they are.
    fn apply(&mut self, before: &[f64]) {
        let (mut squared, mut bias) = (0.0, 0.0);
        for (example, text) in self.texts.iter().enumerate() {
            let pull = self.pulls.pulls[example] * self.pulls.labels[example];
            let change = pull - self.applied[example];
            if change == 0.0 {
                continue;
            }
            squared += change * (self.pulls.scores[example] - before[example]);
            bias += change;
            self.applied[example] = pull;
            add(&mut self.weights, self.vectors.get(*text), change);
        }
        self.bias += bias;
        self.moved += (squared - bias * bias).max(0.0).sqrt();
    }

    /// The same fit without likenesses of pairs: each step goes through the terms of one text.
    fn fit_weights(&mut self, slack: impl Fn(f64) -> f64, tolerance: f64) {
        let before = self.weights.clone();
        // Many labels at once are decisions of earlier sittings: from nothing, a fit takes longer.
        let passes = if self.new_labels > MANY { MOST_PASSES_OF_MANY } else { MOST_PASSES };
        for _ in 0..passes {
            let mut steepest = 0.0_f64;
            for (example, text) in self.texts.iter().enumerate() {
                let (label, pull) = (self.pulls.labels[example], self.pulls.pulls[example]);
                let (slack, mut best) = (slack(label), 0.0);
                if label != 0.0 {
                    let score = f64::from(dot(&self.weights, &self.vectors[*text])) + self.bias;
                    let slope = label * score - 1.0 + slack * pull;
                    best = (pull - slope / (2.0 + slack)).max(0.0);
                    steepest = steepest.max((best - pull).abs() * (2.0 + slack));
                }
                let change = best * label - self.applied[example];
                if change != 0.0 {
                    self.pulls.pulls[example] = best;
                    self.applied[example] += change;
                    self.bias += change;
                    add(&mut self.weights, self.vectors.get(*text), change);
                }
            }
            if steepest <= tolerance {
                break;
            }
        }
        let moves = self.weights.iter().zip(&before).map(|(now, then)| f64::from(now - then));
        self.moved += moves.map(|moved| moved * moved).sum::<f64>().sqrt();
    }

    /// The text without a label, of those that `may` be asked for, with the highest score; of equals the first.
    pub fn best(&mut self, may: impl Fn(usize) -> bool) -> Option<usize> {
        let open = |learner: &Learner, text: &usize| may(*text) && learner.label_of(*text).is_none();
        let all = 0..self.vectors.len();
        let likely = all.clone().filter(|text| open(self, text)).max_by(|one, other| {
            let (one, other) = (self.at_most(*one), self.at_most(*other));
            one.total_cmp(&other)
        })?;
        let mut best = (self.score(likely), likely);
        for text in all {
            if text != likely && self.at_most(text) >= f64::from(best.0) && open(self, &text) {
                let score = self.score(text);
                if score > best.0 || score == best.0 && text < best.1 {
                    best = (score, text);
                }
            }
        }
        Some(best.1)
    }

    /// The texts without a label that `may` be asked for, the likeliest first; of equals the first.
    pub fn order(&mut self, may: impl Fn(usize) -> bool) -> Vec<usize> {
        let open: Vec<usize> =
            (0..self.vectors.len()).filter(|text| may(*text) && self.label_of(*text).is_none()).collect();
        let mut scored: Vec<(f32, usize)> = open.into_iter().map(|text| (self.score(text), text)).collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        scored.into_iter().map(|(_, text)| text).collect()
    }

    /// What a unit of a term adds to the score of a text.
    pub fn weight(&self, term: u32) -> f32 {
        self.weights.get(term as usize).copied().unwrap_or(0.0)
    }

    /// No score of the text is above this now.
    fn at_most(&self, text: usize) -> f64 {
        let (score, moved) = self.scored[text];
        // A little more than has moved, for what rounding takes.
        f64::from(score) + (self.moved - moved) * (1.0 + 1e-5) + 1e-6
    }

    /// The score of a text, without the bias, which is the same for all.
    fn score(&mut self, text: usize) -> f32 {
        let score = dot(&self.weights, &self.vectors[text]);
        self.scored[text] = (score, self.moved);
        score
    }
}

fn dot(dense: &[f32], vector: &Vector) -> f32 {
    vector.entries().iter().map(|(term, weight)| dense[*term as usize] * weight).sum()
}

fn add(weights: &mut [f32], vector: Option<&Vector>, change: f64) {
    for (term, weight) in vector.into_iter().flat_map(Vector::entries) {
        weights[*term as usize] += change as f32 * weight;
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::{Choice, Terms};
    use super::super::{Example, Linear, Training};
    use super::*;

    const EXACT: Learning = Learning { cost: 0.11, ratio: 9.8, tolerance: 1e-6 };

    /// Sixty texts of words that go round, each with some of its own.
    fn terms() -> Terms {
        let word = |text: usize, at: usize| format!("w{}", (text * 7 + at * at * (1 + text % 3)) % 23);
        let texts: Vec<Vec<String>> =
            (0..60).map(|text| (0..5 + text % 4).map(|at| word(text, at)).collect()).collect();
        let choice = Choice { fewest_for_word: 1, fewest_for_pair: Some(1), ..Choice::default() };
        Terms::of(texts.iter().map(|text| text.iter().map(String::as_str)), &choice)
    }

    fn is_sought(text: usize) -> bool {
        text % 7 == 3
    }

    /// The best of all texts by a model that is trained from nothing.
    fn best_anew(terms: &Terms, labelled: &[usize]) -> (usize, Vec<f32>) {
        let positive = labelled.iter().filter(|text| is_sought(**text)).count().max(1) as f32;
        let negative = (labelled.len() as f32 - positive).max(1.0);
        let one = (positive + negative) / (positive * (1.0 + 1.0 / 9.8));
        let zero = one * positive / (9.8 * negative);
        let example = |text: &usize| Example {
            vector: &terms.vectors()[*text],
            positive: is_sought(*text),
            weight: if is_sought(*text) { one } else { zero },
        };
        let training = Training { cost: 0.11, tolerance: 1e-6, passes: 20_000 };
        let model = Linear::train(labelled.iter().map(example), &training);
        let scores: Vec<f32> = terms.vectors().iter().map(|vector| model.score(vector)).collect();
        let open = (0..scores.len()).filter(|text| !labelled.contains(text));
        let best = open.fold(None, |best: Option<usize>, text| match best {
            Some(best) if scores[best] >= scores[text] => Some(best),
            _ => Some(text),
        });
        (best.expect("one is open"), scores)
    }

    fn follows(most_in_pairs: usize) {
        let terms = terms();
        let mut learner = Learner::new(terms.vectors().to_vec(), EXACT);
        learner.most_in_pairs = most_in_pairs;
        let mut labelled = vec![3, 0];
        learner.label(3, Some(true));
        learner.label(0, Some(false));
        while labelled.len() < 59 {
            // Without likenesses of pairs a fit ends after some passes; the next goes on.
            (0..200).for_each(|_| learner.fit());
            let best = learner.best(|_| true).expect("one is open");
            let (expected, scores) = best_anew(&terms, &labelled);
            assert!((scores[best] - scores[expected]).abs() < 1e-4, "{best} {expected} after {labelled:?}");
            learner.label(best, Some(is_sought(best)));
            labelled.push(best);
        }
    }

    #[test]
    fn what_is_learnt_step_by_step_is_what_would_be_learnt_anew() {
        follows(MOST_IN_PAIRS);
    }

    #[test]
    fn beyond_the_most_pairs_the_model_is_the_same() {
        follows(10);
    }

    #[test]
    fn a_label_taken_back_leaves_no_trace() {
        let terms = terms();
        let labelled = |detour: bool| {
            let mut learner = Learner::new(terms.vectors().to_vec(), EXACT);
            for text in [3, 0, 10, 11] {
                learner.label(text, Some(is_sought(text)));
            }
            learner.fit();
            if detour {
                learner.label(17, Some(false));
                learner.label(10, Some(false));
                learner.fit();
                assert_eq!((learner.counts(), learner.label_of(10)), ((1, 4), Some(false)));
                learner.label(17, None);
                learner.label(10, Some(true));
                learner.fit();
            }
            assert_eq!((learner.counts(), learner.label_of(17)), ((2, 2), None));
            learner.order(|_| true)
        };
        assert_eq!(labelled(true), labelled(false));
    }

    #[test]
    fn the_best_is_the_best_after_labels_were_taken_back_and_changed() {
        let terms = terms();
        for most_in_pairs in [MOST_IN_PAIRS, 4] {
            let mut learner = Learner::new(terms.vectors().to_vec(), EXACT);
            learner.most_in_pairs = most_in_pairs;
            for step in 0..55 {
                let text = step * 13 % 60;
                learner.label(text, Some(is_sought(text)));
                if step % 4 == 3 {
                    let other = (step - 2) * 13 % 60;
                    learner.label(other, [None, Some(true), Some(false)][step % 3]);
                }
                learner.fit();
                let expected = learner.clone().order(|_| true).first().copied();
                assert_eq!(learner.best(|_| true), expected, "step {step}, {most_in_pairs} in pairs");
            }
        }
    }

    #[test]
    fn only_texts_that_may_be_asked_for_are_named() {
        let terms = terms();
        let mut learner = Learner::new(terms.vectors().to_vec(), Learning::default());
        assert_eq!(learner.best(|_| true), Some(0), "nothing is known yet");
        learner.label(99, Some(true));
        learner.label(3, Some(true));
        learner.fit();
        assert_eq!(learner.best(|text| text > 50), learner.order(|text| text > 50).first().copied());
        assert_eq!(learner.best(|_| false), None);
        assert_eq!(Learner::new(Vec::new(), Learning::default()).best(|_| true), None);
    }
}
