//! The ways in which subjects were rated, so that what many have in common is worked out once. It must not measure
//! agreement over subjects.

use super::ratings::{Ratings, cell};
use std::collections::HashMap;

/// One way in which a subject was rated.
pub(super) struct Pattern {
    /// How many raters chose each category.
    pub(super) counts: Vec<f64>,
    /// How many chose any.
    pub(super) total: f64,
    /// The share of pairs of these ratings that are alike; none, if there is only one.
    pub(super) alike: Option<f64>,
    /// What each of the two chose, if there are two raters in all and both rated it.
    pub(super) pair: Option<(usize, usize)>,
}

impl Pattern {
    fn of(row: &[Option<usize>], categories: usize, raters: &[usize]) -> Pattern {
        let mut counts = vec![0.0_f64; categories];
        for category in row.iter().flatten() {
            if let Some(count) = counts.get_mut(*category) {
                *count += 1.0;
            }
        }
        let total: f64 = counts.iter().sum();
        let same: f64 = counts.iter().map(|count| count * (count - 1.0)).sum();
        let alike = (total > 1.0).then(|| same / (total * (total - 1.0)));
        let pair = if let [one, other] = raters { cell(row, *one).zip(cell(row, *other)) } else { None };
        Pattern { counts, total, alike, pair }
    }
}

/// All ways in which subjects were rated.
pub(super) struct Patterns {
    /// How many categories there are to choose from.
    pub(super) categories: usize,
    /// How many raters rated anything.
    pub(super) raters: usize,
    /// By which subject had them first: put in any order that depends on who stands where in a row, they would be
    /// summed otherwise if raters changed places.
    pub(super) list: Vec<Pattern>,
    /// For each subject that anyone rated, the place of its pattern.
    pub(super) of_subject: Vec<usize>,
}

impl Patterns {
    pub(super) fn of(ratings: &Ratings) -> Patterns {
        let raters = ratings.raters();
        let mut list = Vec::new();
        let mut of_subject = Vec::new();
        let mut known: HashMap<&[Option<usize>], usize> = HashMap::new();
        for row in ratings.rows.iter().filter(|row| row.iter().any(Option::is_some)) {
            let place = *known.entry(row.as_slice()).or_insert_with(|| {
                list.push(Pattern::of(row, ratings.categories, &raters));
                list.len() - 1
            });
            of_subject.push(place);
        }
        Patterns { categories: ratings.categories, raters: raters.len(), list, of_subject }
    }

    /// How many subjects have each pattern.
    pub(super) fn times(&self) -> Vec<f64> {
        let mut times = vec![0.0; self.list.len()];
        self.of_subject.iter().for_each(|place| count(&mut times, *place));
        times
    }

    /// How many subjects at least two rated.
    pub(super) fn rated_twice(&self) -> usize {
        let patterns = self.of_subject.iter().filter_map(|place| self.list.get(*place));
        patterns.filter(|pattern| pattern.alike.is_some()).count()
    }
}

/// One more subject with a pattern.
pub(super) fn count(times: &mut [f64], place: usize) {
    if let Some(times) = times.get_mut(place) {
        *times += 1.0;
    }
}
