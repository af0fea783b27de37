//! How far measures vary with the subjects, by the percentiles of resamples (Efron and Tibshirani 1993, "An
//! Introduction to the Bootstrap", chapter 13). It must not know what is measured.

use super::measures::{Measure, Sums};
use super::patterns::{Patterns, count};
use crate::learn::Chance;

/// Where chance starts from. Any number would do; it stays the same so that intervals do.
const SEED: u64 = 1;

/// What lies beyond each end of an interval.
const TAIL: f64 = 0.025;

/// Two ends, between which 19 in 20 resamples lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The interval of what was found in so many resamples. Where too many found nothing, there is none.
    fn of(mut found: Vec<f64>, resamples: usize) -> Option<Interval> {
        let lacking = resamples.saturating_sub(found.len());
        if lacking as f64 > 2.0 * TAIL * resamples as f64 {
            return None;
        }
        found.sort_by(f64::total_cmp);
        Some(Interval { low: quantile(&found, TAIL)?, high: quantile(&found, 1.0 - TAIL)? })
    }
}

/// The intervals of measures over subjects drawn anew, as many as there are, each as likely every time.
pub(super) fn intervals<const N: usize>(
    patterns: &Patterns,
    measures: [Measure; N],
    resamples: usize,
) -> [Option<Interval>; N] {
    let mut found: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    let mut chance = Chance(SEED);
    let mut times = vec![0.0; patterns.list.len()];
    for _ in 0..resamples {
        times.fill(0.0);
        for _ in &patterns.of_subject {
            if let Some(place) = chance.one_of(&patterns.of_subject) {
                count(&mut times, place);
            }
        }
        let sums = Sums::of(patterns, &times);
        for (found, measure) in found.iter_mut().zip(measures) {
            found.extend(measure(&sums));
        }
    }
    found.map(|found| Interval::of(found, resamples))
}

/// What so large a share of sorted numbers is below, between two of them where it must be.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted.get(place.floor() as usize)?, sorted.get(place.ceil() as usize)?);
    Some(below + (above - below) * place.fract())
}
