//! The measures of agreement, each from the same sums over subjects. It must not know which subjects these are.
//!
//! All but the first weigh what was observed against what chance would bring about. For alpha these are disagreements:
//! among the ratings of one subject, and among all ratings, as if everybody had rated one subject. Either is the sum
//! over ordered pairs of ratings of how far they are apart, divided by the number of ratings less one.

use super::patterns::{Pattern, Patterns};

/// A measure, from sums; none where it is not defined.
pub(super) type Measure = fn(&Sums) -> Option<f64>;

/// What all measures need to know of subjects.
pub(super) struct Sums {
    categories: usize,
    raters: usize,
    subjects: f64,
    /// Of subjects rated at least twice, as is all below but the spread.
    rated_twice: f64,
    /// Shares of pairs that are alike.
    alike: f64,
    /// How often each of two raters chose each category.
    first: Vec<f64>,
    second: Vec<f64>,
    /// The share of each category in the ratings of a subject, of all subjects.
    spread: Vec<f64>,
    /// Ratings in each category.
    ratings: Vec<f64>,
    /// The place of each category in the order of all ratings.
    ranks: Vec<f64>,
    /// Disagreement within subjects, if categories are alike or not.
    unlike: f64,
    /// Disagreement within subjects, if categories have an order.
    apart: f64,
}

impl Sums {
    /// Sums over subjects, of which so many have each pattern as `times` says.
    pub(super) fn of(patterns: &Patterns, times: &[f64]) -> Sums {
        let none = || vec![0.0; patterns.categories];
        let mut sums = Sums {
            categories: patterns.categories,
            raters: patterns.raters,
            subjects: 0.0,
            rated_twice: 0.0,
            alike: 0.0,
            first: none(),
            second: none(),
            spread: none(),
            ratings: none(),
            ranks: none(),
            unlike: 0.0,
            apart: 0.0,
        };
        let counted = patterns.list.iter().zip(times.iter().copied()).filter(|(_, times)| *times > 0.0);
        counted.clone().for_each(|(pattern, times)| sums.add(pattern, times));
        sums.rank();
        for (pattern, times) in counted.filter(|(pattern, _)| pattern.alike.is_some()) {
            sums.apart += times * apart(&pattern.counts, pattern.total, &sums.ranks);
        }
        sums
    }

    fn add(&mut self, pattern: &Pattern, times: f64) {
        self.subjects += times;
        for (spread, count) in self.spread.iter_mut().zip(&pattern.counts) {
            *spread += times * count / pattern.total;
        }
        let Some(alike) = pattern.alike else { return };
        self.rated_twice += times;
        self.alike += times * alike;
        self.unlike += times * pattern.total * (1.0 - alike);
        for (ratings, count) in self.ratings.iter_mut().zip(&pattern.counts) {
            *ratings += times * count;
        }
        let Some((one, other)) = pattern.pair else { return };
        for (counts, category) in [(&mut self.first, one), (&mut self.second, other)] {
            if let Some(count) = counts.get_mut(category) {
                *count += times;
            }
        }
    }

    /// Ranks categories by how many ratings are below them, with half of their own.
    fn rank(&mut self) {
        let mut below = 0.0;
        for (rank, ratings) in self.ranks.iter_mut().zip(&self.ratings) {
            *rank = below + ratings / 2.0;
            below += ratings;
        }
    }

    pub(super) fn observed(&self) -> Option<f64> {
        (self.rated_twice > 0.0).then(|| self.alike / self.rated_twice)
    }

    pub(super) fn kappa(&self) -> Option<f64> {
        if self.raters != 2 {
            return None;
        }
        let both: f64 = self.first.iter().zip(&self.second).map(|(first, second)| first * second).sum();
        beyond(self.observed()?, both / (self.rated_twice * self.rated_twice))
    }

    pub(super) fn ac1(&self) -> Option<f64> {
        let others = self.categories.checked_sub(1).filter(|others| *others > 0)? as f64;
        let hard: f64 = self.shares().map(|share| share * (1.0 - share)).sum();
        beyond(self.observed()?, hard / others)
    }

    pub(super) fn fleiss(&self) -> Option<f64> {
        beyond(self.observed()?, self.shares().map(|share| share * share).sum())
    }

    pub(super) fn brennan_prediger(&self) -> Option<f64> {
        beyond(self.observed()?, 1.0 / self.categories as f64)
    }

    pub(super) fn alpha_nominal(&self) -> Option<f64> {
        let all: f64 = self.ratings.iter().sum();
        let same: f64 = self.ratings.iter().map(|ratings| ratings * ratings).sum();
        alpha(self.unlike, (all * all - same) / (all - 1.0))
    }

    pub(super) fn alpha_ordinal(&self) -> Option<f64> {
        alpha(self.apart, apart(&self.ratings, self.ratings.iter().sum(), &self.ranks))
    }

    /// The mean share of each category in the ratings of a subject.
    fn shares(&self) -> impl Iterator<Item = f64> {
        self.spread.iter().map(|spread| spread / self.subjects)
    }
}

/// What is left of agreement beyond chance; none if chance leaves nothing.
fn beyond(observed: f64, chance: f64) -> Option<f64> {
    (chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
}

/// The same from disagreements.
fn alpha(observed: f64, chance: f64) -> Option<f64> {
    (chance > 0.0).then(|| 1.0 - observed / chance)
}

/// Half the disagreement among ratings, if categories have an order.
///
/// Krippendorff's distance of two categories is the ratings from one to the other, both included, less half of those in
/// the two, squared. That is the difference of their ranks, squared; and squared differences of all pairs sum up to
/// those from the mean, twice as often as there are ratings.
fn apart(counts: &[f64], total: f64, ranks: &[f64]) -> f64 {
    let ranked = || counts.iter().zip(ranks);
    let mean = ranked().map(|(count, rank)| count * rank).sum::<f64>() / total;
    let squares: f64 = ranked().map(|(count, rank)| count * (rank - mean) * (rank - mean)).sum();
    total / (total - 1.0) * squares
}
