//! The support vector machine of `linear` for labels that come one by one: what was found for the labels so far is
//! where the next search begins. It must not know texts or terms, only how alike any two examples are.
//!
//! The dual problem is solved by coordinate descent (Hsieh and others 2008), always by the step that gains most; the
//! scores of all examples are kept beside the pulls, so that a step is one pass over a row of likenesses. What a new
//! label changes most is how strongly all positive and all negative examples pull together: two factors, which are put
//! at their best before single pulls are.

/// One search takes no more steps. It ends far earlier, unless something is not a number.
const MOST_STEPS: usize = 200_000;
/// After so many steps the two factors are looked at again.
const STEPS_BETWEEN: usize = 64;
/// The processor compares so many gains at once.
const LANES: usize = 8;

/// Examples with their labels, and how strongly each pulls the model.
#[derive(Clone, Debug, Default)]
pub(super) struct Pulls {
    /// How alike each pair of examples is, the bias counted in.
    alike: Vec<Vec<f32>>,
    /// 1 or -1; 0 for an example that was taken back.
    pub(super) labels: Vec<f64>,
    /// Never below 0.
    pub(super) pulls: Vec<f64>,
    /// The score of each example by the pulls of all.
    pub(super) scores: Vec<f64>,
    /// What makes a mistake bearable: 1 / (2 · cost · weight).
    slacks: Vec<f64>,
    /// 1 / the curvature along each pull.
    eases: Vec<f64>,
}

impl Pulls {
    /// Adds an example that is `alike` to each of those before it, and last to itself.
    pub(super) fn add(&mut self, alike: Vec<f32>, positive: bool) {
        let pulled = alike.iter().zip(&self.pulls).zip(&self.labels);
        self.scores.push(pulled.map(|((alike, pull), label)| f64::from(*alike) * pull * label).sum());
        for (row, alike) in self.alike.iter_mut().zip(&alike) {
            row.push(*alike);
        }
        self.alike.push(alike);
        self.labels.push(sign(positive));
        self.pulls.push(0.0);
        self.slacks.push(1.0);
        self.eases.push(0.0);
    }

    /// Keeps no more likenesses: from now on only labels and pulls are of use.
    pub(super) fn forget_pairs(&mut self) {
        self.alike = Vec::new();
    }

    /// Gives an example another label, or with `None` takes it back.
    pub(super) fn relabel(&mut self, example: usize, positive: Option<bool>) {
        self.shift(example, -self.pulls[example]);
        self.pulls[example] = 0.0;
        self.labels[example] = positive.map_or(0.0, sign);
    }

    /// Puts the pulls where they fit the labels best. `slack` says how bearable a mistake on a label is; the search ends
    /// when no slope is above `tolerance`.
    pub(super) fn fit(&mut self, slack: impl Fn(f64) -> f64, tolerance: f64) {
        for (example, label) in self.labels.iter().enumerate() {
            (self.slacks[example], self.eases[example]) = match *label {
                0.0 => (1.0, 0.0),
                label => (slack(label), 1.0 / (f64::from(self.alike[example][example]) + slack(label))),
            };
        }
        for step in 0..MOST_STEPS {
            if step % STEPS_BETWEEN == 0 {
                self.balance();
            }
            let Some((example, slope)) = self.steepest().filter(|(_, slope)| slope.abs() > tolerance) else { break };
            let pull = (self.pulls[example] - slope * self.eases[example]).max(0.0);
            self.shift(example, pull - self.pulls[example]);
            self.pulls[example] = pull;
        }
    }

    /// The step that gains most: the example and the slope along its pull.
    fn steepest(&self) -> Option<(usize, f64)> {
        let mut best = [(0.0_f64, 0_usize); LANES];
        let held = self.pulls.iter().zip(&self.scores).zip(&self.labels);
        let all = held.zip(self.slacks.iter().zip(&self.eases)).enumerate();
        for (example, (((pull, score), label), (slack, ease))) in all {
            let slope = label * score - 1.0 + slack * pull;
            // A pull of 0 cannot fall.
            let slope = if *pull > 0.0 || slope < 0.0 { slope } else { 0.0 };
            let gain = slope * slope * ease;
            let lane = &mut best[example % LANES];
            if gain > lane.0 {
                *lane = (gain, example);
            }
        }
        let (gain, example) = best.into_iter().fold((0.0, 0), |best, lane| if lane.0 > best.0 { lane } else { best });
        let slope = || self.labels[example] * self.scores[example] - 1.0 + self.slacks[example] * self.pulls[example];
        (gain > 0.0).then(|| (example, slope()))
    }

    /// Changes the scores as they change with the pull of an example.
    fn shift(&mut self, example: usize, change: f64) {
        let change = change * self.labels[example];
        if change != 0.0 {
            let alike = self.alike.get(example).map(Vec::as_slice).unwrap_or_default();
            for (score, alike) in self.scores.iter_mut().zip(alike) {
                *score += change * f64::from(*alike);
            }
        }
    }

    /// Puts two factors, one on the pulls of the positive examples and one on those of the negative, at their best:
    /// where the dual objective is least with all pulls in proportion.
    fn balance(&mut self) {
        let by_positive = self.scores_by_positive();
        // The objective as a form of the two factors: ½(pp u² + 2 pn u v + nn v²) - p u - n v.
        let (mut pp, mut pn, mut nn, mut p, mut n) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (example, positive) in by_positive.iter().enumerate() {
            let (pull, score) = (self.pulls[example], self.scores[example]);
            let own = self.slacks[example] * pull * pull;
            if self.labels[example] > 0.0 {
                pp += pull * positive + own;
                p += pull;
            } else if self.labels[example] < 0.0 {
                pn -= pull * positive;
                nn += pull * (positive - score) + own;
                n += pull;
            }
        }
        let determinant = pp * nn - pn * pn;
        let (u, v) = ((p * nn - n * pn) / determinant, (n * pp - p * pn) / determinant);
        // All pulls of one kind, or nearly the same direction twice: single steps do it.
        if determinant <= 1e-9 * pp * nn || !(u > 0.0 && v > 0.0) {
            return;
        }
        for (example, positive) in by_positive.iter().enumerate() {
            self.scores[example] = u * positive + v * (self.scores[example] - positive);
            self.pulls[example] *= if self.labels[example] > 0.0 { u } else { v };
        }
    }

    /// What the positive examples alone make of each score.
    fn scores_by_positive(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.labels.len()];
        for (example, pull) in self.pulls.iter().enumerate() {
            if self.labels[example] > 0.0 && *pull > 0.0 {
                for (sum, alike) in sums.iter_mut().zip(&self.alike[example]) {
                    *sum += pull * f64::from(*alike);
                }
            }
        }
        sums
    }
}

fn sign(positive: bool) -> f64 {
    if positive { 1.0 } else { -1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether no pull could be better where it is, all others staying.
    fn is_optimal(pulls: &Pulls, slack: impl Fn(f64) -> f64) -> bool {
        (0..pulls.labels.len()).all(|example| {
            let (label, pull) = (pulls.labels[example], pulls.pulls[example]);
            let score: f64 = (0..pulls.labels.len())
                .map(|other| f64::from(pulls.alike[example][other]) * pulls.pulls[other] * pulls.labels[other])
                .sum();
            let slope = label * score - 1.0 + slack(label) * pull;
            label == 0.0 || slope.abs() < 1e-4 || pull == 0.0 && slope > 0.0
        })
    }

    /// Likeness of points on a circle.
    fn alike(one: usize, other: usize) -> f32 {
        (one as f32 * 0.7 - other as f32 * 0.7).cos() + 1.0
    }

    fn slack(label: f64) -> f64 {
        if label > 0.0 { 0.4 } else { 3.0 }
    }

    #[test]
    fn after_every_label_each_pull_is_where_it_is_best() {
        let mut pulls = Pulls::default();
        for example in 0..40 {
            pulls.add((0..=example).map(|other| alike(example, other)).collect(), example % 5 == 0);
            pulls.fit(slack, 1e-6);
            assert!(is_optimal(&pulls, slack), "{example}");
        }
        pulls.relabel(5, Some(false));
        pulls.relabel(7, None);
        pulls.fit(slack, 1e-6);
        assert!(is_optimal(&pulls, slack));
        assert!(pulls.pulls[7] == 0.0);
    }

    #[test]
    fn labels_of_one_kind_are_no_trouble() {
        let mut pulls = Pulls::default();
        pulls.fit(slack, 1e-6);
        for example in 0..3 {
            pulls.add((0..=example).map(|other| alike(example, other)).collect(), true);
        }
        pulls.fit(slack, 1e-6);
        assert!(is_optimal(&pulls, slack));
    }
}
