//! Who put which subject in which category. It must not say how far they agree.

/// The category that each rater put each subject in.
///
/// How many categories there are to choose from matters, even if some were not used: the more there are, the less
/// agreement chance brings about, as AC1 and Brennan and Prediger's kappa see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratings {
    pub(super) categories: usize,
    pub(super) rows: Vec<Vec<Option<usize>>>,
}

impl Ratings {
    /// A row for each subject, in it a cell for each rater: the category, counted from 0 in the order they have, or
    /// `None` if there is no rating. A category beyond `categories` is none, nor is a cell that a short row lacks.
    pub fn new(categories: usize, mut rows: Vec<Vec<Option<usize>>>) -> Ratings {
        for cell in rows.iter_mut().flatten() {
            *cell = cell.filter(|category| *category < categories);
        }
        Ratings { categories, rows }
    }

    /// The ratings of two raters, by their places in a row: of the subjects that both rated, and no others. What one of
    /// them rated alone can neither agree nor disagree, and would shift what AC1 and Fleiss' kappa take for chance.
    pub fn of_pair(&self, a: usize, b: usize) -> Ratings {
        let rows = self.rows.iter().filter_map(|row| Some(vec![Some(cell(row, a)?), Some(cell(row, b)?)]));
        Ratings { categories: self.categories, rows: rows.collect() }
    }

    /// The places of raters who rated anything.
    pub(super) fn raters(&self) -> Vec<usize> {
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        (0..widest).filter(|rater| self.rows.iter().any(|row| cell(row, *rater).is_some())).collect()
    }

    /// The share of each category among all ratings.
    pub(super) fn shares(&self) -> Vec<f64> {
        let mut counts = vec![0_usize; self.categories];
        for category in self.rows.iter().flatten().flatten() {
            if let Some(count) = counts.get_mut(*category) {
                *count += 1;
            }
        }
        let all = counts.iter().sum::<usize>().max(1);
        counts.into_iter().map(|count| count as f64 / all as f64).collect()
    }
}

/// What a rater chose, if anything.
pub(super) fn cell(row: &[Option<usize>], rater: usize) -> Option<usize> {
    row.get(rater).copied().flatten()
}
