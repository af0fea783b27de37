//! How far people who decided independently of each other agree.
//!
//! [`agreement`] takes [`Ratings`] and gives the share of agreement, and several measures of what is left of it beyond
//! chance. They differ in what they take for chance only, and can lie far apart: where nine texts in ten are excluded,
//! two people who agree on nearly all of them may have a kappa of 0.6 and an AC1 of 0.9 (Feinstein and Cicchetti 1990,
//! "High agreement but low kappa: I. The problems of two paradoxes"). None of them is right alone, so all are given,
//! and beside them how often each category was chosen.
//!
//! Gaps are allowed: not everybody has to rate every subject. What they do to each measure is as in Gwet (2014,
//! "Handbook of Inter-Rater Reliability", 4th edition) and Krippendorff (2011, "Computing Krippendorff's
//! Alpha-Reliability"): agreement is looked for on subjects rated at least twice. Each of them counts the same, save in
//! alpha, where each rating does. Subjects rated once bear on AC1 and Fleiss' kappa alone: they too show how often a
//! category is chosen by chance.
//!
//! `ratings` holds who chose what, `patterns` what many subjects have in common, `measures` the formulas, `interval`
//! how far chance moves them. It must not know what the categories mean, say which agreement is good, nor read or
//! write. Same ratings, same numbers: nothing here is left to a clock.

mod interval;
mod measures;
mod patterns;
mod ratings;
#[cfg(test)]
mod tests;

pub use interval::Interval;
pub use ratings::Ratings;

use interval::intervals;
use measures::{Measure, Sums};
use patterns::Patterns;

/// A measure, and how far chance may have moved it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// 1 is full agreement. 0 is none in the share of agreement, and in the other measures what chance would bring
    /// about, so that they can be below it. `None` where the measure is not defined: [`Agreement`] says when.
    pub value: Option<f64>,
    /// What 19 in 20 samples of as many subjects would give. `None` if more than one resample in twenty leaves the
    /// measure undefined, since these might lie beyond either end, and if no resamples were asked for.
    pub interval: Option<Interval>,
}

/// How far raters agree, by several measures.
///
/// Without a subject that was rated twice, no measure is defined. What else leaves one undefined is said at each.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Subjects that anyone rated.
    pub subjects: usize,
    /// Those of them that at least two rated.
    pub rated_twice: usize,
    /// Raters who rated any subject.
    pub raters: usize,
    /// The share of each category among all ratings; all 0 if there are none.
    pub shares: Vec<f64>,
    /// How often two ratings of one subject are alike: the share of such pairs, averaged over subjects.
    pub observed: Estimate,
    /// Cohen's kappa (1960, "A coefficient of agreement for nominal scales"): each rater chooses by chance as often as
    /// that rater chose. Defined for two raters only, and not if both used one and the same category throughout.
    pub kappa: Estimate,
    /// Gwet's AC1 (2008, "Computing inter-rater reliability and its variance in the presence of high agreement"): only
    /// subjects that are hard to rate are rated by chance. Not defined if there are fewer than two categories to choose
    /// from; if only one of several was used, it is 1.
    pub ac1: Estimate,
    /// Fleiss' kappa (1971, "Measuring nominal scale agreement among many raters"), Scott's pi for two raters: all
    /// choose by chance as often as they did together. Not defined if only one category was used.
    pub fleiss: Estimate,
    /// Brennan and Prediger's kappa (1981, "Coefficient kappa: some uses, misuses, and alternatives"): by chance, all
    /// categories are as likely. Not defined if there are fewer than two categories to choose from; if only one of
    /// several was used, it is 1.
    pub brennan_prediger: Estimate,
    /// Krippendorff's alpha where categories are alike or not (2011, as above): chance pairs all ratings with each
    /// other. Not defined if subjects that were rated twice have only one category among them.
    pub alpha_nominal: Estimate,
    /// Krippendorff's alpha where categories have an order, so that neighbours disagree less (2011, as above). Not
    /// defined if subjects that were rated twice have only one category among them.
    pub alpha_ordinal: Estimate,
}

impl Agreement {
    /// The prevalence- and bias-adjusted kappa (Byrt, Bishop and Carlin 1993, "Bias, prevalence and kappa"): what
    /// Brennan and Prediger's is called where there are two raters. Not defined if there are not.
    pub fn pabak(&self) -> Estimate {
        if self.raters == 2 { self.brennan_prediger } else { Estimate::default() }
    }
}

/// Measures how far raters agree, and how far that would vary with other subjects of the same kind: by the percentiles
/// of so many `resamples` of the subjects (the bootstrap; Efron 1979, "Bootstrap methods: another look at the
/// jackknife"). A thousand are usual. The same ratings give the same intervals.
pub fn agreement(ratings: &Ratings, resamples: usize) -> Agreement {
    const MEASURES: [Measure; 7] = [
        Sums::observed,
        Sums::kappa,
        Sums::ac1,
        Sums::fleiss,
        Sums::brennan_prediger,
        Sums::alpha_nominal,
        Sums::alpha_ordinal,
    ];
    let patterns = Patterns::of(ratings);
    let sums = Sums::of(&patterns, &patterns.times());
    let mut intervals = intervals(&patterns, MEASURES, resamples).into_iter();
    let estimates = MEASURES.map(|measure| Estimate { value: measure(&sums), interval: intervals.next().flatten() });
    let [observed, kappa, ac1, fleiss, brennan_prediger, alpha_nominal, alpha_ordinal] = estimates;
    Agreement {
        subjects: patterns.of_subject.len(),
        rated_twice: patterns.rated_twice(),
        raters: patterns.raters,
        shares: ratings.shares(),
        observed,
        kappa,
        ac1,
        fleiss,
        brennan_prediger,
        alpha_nominal,
        alpha_ordinal,
    }
}
