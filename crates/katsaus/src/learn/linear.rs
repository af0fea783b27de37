//! A linear model: a weight for each term and a bias, learnt from labelled vectors. It must not know what the labels
//! mean, nor what its terms are called.
//!
//! What is learnt is the support vector machine with squared hinge loss: the least
//! |w|²/2 + Σ cost · weight · max(0, 1 - label · (w · x))², label ±1, with the bias as the weight of a term that every
//! vector has. It is found by dual coordinate descent (Hsieh, Chang, Lin, Keerthi and Sundararajan 2008, "A dual
//! coordinate descent method for large-scale linear SVM"), as in LIBLINEAR: the optimum is one, so the order of steps
//! changes nothing but how soon it is reached.

use super::chance::Chance;
use super::terms::Vector;

/// A vector with its label.
#[derive(Clone, Copy, Debug)]
pub struct Example<'v> {
    /// What is labelled.
    pub vector: &'v Vector,
    /// Whether it is of those sought.
    pub positive: bool,
    /// How much it counts, 1 being the usual. What is not above 0 does not count.
    pub weight: f32,
}

/// How a model is trained.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// What a mistake costs beside the simplicity of the model. The more, the closer the model follows its examples.
    pub cost: f32,
    /// How near to its optimum a step may find every example for the training to end.
    pub tolerance: f32,
    /// The most often that the examples are gone through.
    pub passes: usize,
}

impl Default for Training {
    fn default() -> Training {
        Training { cost: 0.11, tolerance: 0.01, passes: 200 }
    }
}

/// Weights of terms, and a bias.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linear {
    weights: Vec<f32>,
    bias: f32,
}

impl Linear {
    /// The model that fits `examples` best. Without any, all weights are 0.
    pub fn train<'v>(examples: impl IntoIterator<Item = Example<'v>>, training: &Training) -> Linear {
        let mut duals: Vec<Dual<'v>> =
            examples.into_iter().filter_map(|example| Dual::of(example, training.cost)).collect();
        let mut model = Linear::of_size(duals.iter().map(|dual| dual.vector));
        let mut chance = Chance(1);
        for _ in 0..training.passes {
            // Gone through in one order for ever, examples would be slower to agree.
            chance.shuffle(&mut duals);
            let steps = duals.iter_mut().map(|dual| dual.step(&mut model));
            if steps.fold(0.0, f32::max) <= training.tolerance {
                break;
            }
        }
        model
    }

    /// The model whose weights are the mean of `vectors`: the more a vector has of what they have, the higher its score
    /// (Rocchio's, without negative examples).
    pub fn mean<'v>(vectors: impl IntoIterator<Item = &'v Vector, IntoIter: Clone>) -> Linear {
        let vectors = vectors.into_iter();
        let mut model = Linear::of_size(vectors.clone());
        let share = 1.0 / vectors.clone().count() as f32;
        vectors.for_each(|vector| model.add(vector, share));
        model
    }

    /// The score of a vector: the more above 0, the surer it is of those sought. Scores of two models do not compare.
    pub fn score(&self, vector: &Vector) -> f32 {
        vector.entries().iter().map(|(term, weight)| self.weight(*term) * weight).sum::<f32>() + self.bias
    }

    /// What a unit of a term adds to a score; 0 for a term that no example had.
    pub fn weight(&self, term: u32) -> f32 {
        self.weights.get(term as usize).copied().unwrap_or(0.0)
    }

    /// The at most `most` terms that add most to the score of a vector, with what they add, best first; none that add
    /// nothing or take away.
    pub fn why(&self, vector: &Vector, most: usize) -> Vec<(u32, f32)> {
        let adds = vector.entries().iter().map(|(term, weight)| (*term, self.weight(*term) * weight));
        let mut adds: Vec<(u32, f32)> = adds.filter(|(_, adds)| *adds > 0.0).collect();
        adds.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        adds.truncate(most);
        adds
    }

    /// The model that scores as `share` of this and the rest of another, each taken as if its weights were 1 long.
    pub fn mixed(&self, share: f32, other: &Linear) -> Linear {
        let (own, others) = (share * self.to_unit(), (1.0 - share) * other.to_unit());
        let weight = |term| own * self.weight(term) + others * other.weight(term);
        let terms = self.weights.len().max(other.weights.len());
        Linear { weights: (0..).take(terms).map(weight).collect(), bias: own * self.bias + others * other.bias }
    }

    /// A model of nothing, with room for the terms of `vectors`.
    fn of_size<'v>(vectors: impl Iterator<Item = &'v Vector>) -> Linear {
        let beyond = vectors.filter_map(|vector| vector.entries().last()).map(|(term, _)| *term as usize + 1).max();
        Linear { weights: vec![0.0; beyond.unwrap_or(0)], bias: 0.0 }
    }

    fn add(&mut self, vector: &Vector, times: f32) {
        for (term, weight) in vector.entries() {
            if let Some(sum) = self.weights.get_mut(*term as usize) {
                *sum += times * weight;
            }
        }
    }

    /// What makes the weights 1 long; 0 if they are all 0.
    fn to_unit(&self) -> f32 {
        let squared: f32 = self.weights.iter().map(|weight| weight * weight).sum();
        if squared > 0.0 { 1.0 / squared.sqrt() } else { 0.0 }
    }
}

/// An example in the dual problem, where the model is the sum of all vectors, each `label · pull` times.
struct Dual<'v> {
    vector: &'v Vector,
    label: f32,
    pull: f32,
    /// What makes a mistake bearable: 1 / (2 · cost · weight).
    slack: f32,
    /// The curvature along `pull`: |x|², 1 for the bias, and the slack.
    curvature: f32,
}

impl<'v> Dual<'v> {
    fn of(example: Example<'v>, cost: f32) -> Option<Dual<'v>> {
        let slack = 1.0 / (2.0 * cost * example.weight);
        let label = if example.positive { 1.0 } else { -1.0 };
        let curvature = example.vector.squared_length() + 1.0 + slack;
        let sound = slack > 0.0 && curvature.is_finite();
        sound.then_some(Dual { vector: example.vector, label, pull: 0.0, slack, curvature })
    }

    /// Puts the pull where it is best while all others stay. The answer is how far from there the slope was.
    fn step(&mut self, model: &mut Linear) -> f32 {
        let slope = self.label * model.score(self.vector) - 1.0 + self.slack * self.pull;
        let pull = (self.pull - slope / self.curvature).max(0.0);
        let change = pull - self.pull;
        if change != 0.0 {
            self.pull = pull;
            model.add(self.vector, change * self.label);
            model.bias += change * self.label;
        }
        change.abs() * self.curvature
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::{Choice, Terms};
    use super::*;

    fn words(texts: &[&str]) -> Terms {
        let choice = Choice { fewest_for_word: 1, fewest_for_pair: None, ..Choice::default() };
        Terms::of(texts.iter().map(|text| text.split(' ')), &choice)
    }

    fn train(terms: &Terms, labels: &[(bool, f32)], cost: f32) -> Linear {
        let pairs = terms.vectors().iter().zip(labels);
        let examples =
            pairs.map(|(vector, (positive, weight))| Example { vector, positive: *positive, weight: *weight });
        Linear::train(examples, &Training { cost, tolerance: 1e-5, passes: 1000 })
    }

    #[test]
    fn two_texts_with_nothing_in_common_part_in_the_middle() {
        // By hand: each pulls 1 / (1 + 1 / (2 · cost)).
        let terms = words(&["employer", "nurse"]);
        let model = train(&terms, &[(true, 1.0), (false, 1.0)], 0.5);
        for (found, expected) in [(model.weight(0), 0.5), (model.weight(1), -0.5), (model.bias, 0.0)] {
            assert!((found - expected).abs() < 1e-4, "{model:?}");
        }
        assert!((model.score(&terms.vectors()[0]) - 0.5).abs() < 1e-4);
    }

    #[test]
    fn at_the_optimum_every_weight_is_what_the_mistakes_pull() {
        let texts =
            ["job work employer", "job nurse", "work nurse ward", "employer work", "ward", "job job employer", ""];
        let labels = [(true, 2.0), (true, 1.0), (false, 1.0), (true, 0.5), (false, 3.0), (false, 1.0), (false, 1.0)];
        let (terms, cost) = (words(&texts), 0.7);
        let model = train(&terms, &labels, cost);
        let mut pulled = Linear { weights: vec![0.0; terms.len()], bias: 0.0 };
        for (vector, (positive, weight)) in terms.vectors().iter().zip(labels) {
            let label = if positive { 1.0 } else { -1.0 };
            let pull = 2.0 * cost * weight * (1.0 - label * model.score(vector)).max(0.0) * label;
            pulled.add(vector, pull);
            pulled.bias += pull;
        }
        assert!((model.bias - pulled.bias).abs() < 1e-3, "{model:?} {pulled:?}");
        for (weight, pull) in model.weights.iter().zip(&pulled.weights) {
            assert!((weight - pull).abs() < 1e-3, "{model:?} {pulled:?}");
        }
    }

    #[test]
    fn what_does_not_count_changes_nothing() {
        let terms = words(&["employer", "nurse", "employer nurse"]);
        let two = train(&terms, &[(true, 1.0), (false, 1.0)], 1.0);
        for weight in [0.0, -1.0, f32::NAN] {
            let three = train(&terms, &[(true, 1.0), (false, 1.0), (true, weight)], 1.0);
            assert_eq!(two, three, "{weight}");
        }
        for cost in [0.0, -1.0, f32::NAN] {
            assert_eq!(train(&terms, &[(true, 1.0)], cost), Linear::default());
        }
        assert_eq!(Linear::mean([]), Linear::default());
    }

    #[test]
    fn reasons_are_what_adds_most() {
        let terms = words(&["job employer employer employer", "nurse", "employer nurse job other"]);
        let model = Linear::mean(&terms.vectors()[..2]).mixed(1.0, &Linear::default());
        let reasons = model.why(&terms.vectors()[2], 9);
        assert_eq!(reasons.iter().map(|(term, _)| *term).collect::<Vec<_>>(), [2, 1, 0]);
        let sum: f32 = reasons.iter().map(|(_, adds)| adds).sum();
        assert!((sum - model.score(&terms.vectors()[2])).abs() < 1e-5);
        assert_eq!(model.why(&terms.vectors()[2], 1), reasons[..1]);
        assert_eq!(train(&terms, &[(false, 1.0)], 1.0).why(&terms.vectors()[0], 9), []);
    }
}
