//! Measures worked out by hand or published, cases in which some are not defined, and what must change nothing.

use super::*;
use proptest::prelude::*;

/// Ratings of two raters, from how often each pair of categories was chosen.
fn of_table<const N: usize>(table: [[usize; N]; N]) -> Ratings {
    let mut rows = Vec::new();
    for (one, counts) in table.into_iter().enumerate() {
        for (other, count) in counts.into_iter().enumerate() {
            rows.extend(vec![vec![Some(one), Some(other)]; count]);
        }
    }
    Ratings::new(N, rows)
}

/// Ratings from a word for each subject, with a digit for each rater, or `.` for a gap.
fn of_words(categories: usize, words: &[&str]) -> Ratings {
    let cell = |rating: char| rating.to_digit(10).map(|digit| digit as usize);
    Ratings::new(categories, words.iter().map(|word| word.chars().map(cell).collect()).collect())
}

fn estimates(agreement: &Agreement) -> [Estimate; 7] {
    let Agreement { observed, kappa, ac1, fleiss, brennan_prediger, alpha_nominal, alpha_ordinal, .. } = *agreement;
    [observed, kappa, ac1, fleiss, brennan_prediger, alpha_nominal, alpha_ordinal]
}

#[track_caller]
fn check(ratings: &Ratings, expected: [Option<f64>; 7]) {
    let found = estimates(&agreement(ratings, 0)).map(|estimate| estimate.value);
    let near = |found: Option<f64>, expected: Option<f64>| match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-5,
        (found, expected) => found.is_none() && expected.is_none(),
    };
    let all = found.iter().zip(&expected).all(|(found, expected)| near(*found, *expected));
    assert!(all, "{found:?}, not {expected:?}");
}

/// Two hundred and forty subjects, four raters: one in four cells is a gap, one in eleven a mistake.
fn many() -> Ratings {
    let cell = |subject: usize, rater: usize| {
        let right = if subject.is_multiple_of(6) { 2 } else { 0 };
        let wrong = (right + 1 + (subject / 11) % 2) % 3;
        let slip = (subject * 7 + rater * 5).is_multiple_of(11);
        let gap = (subject + rater).is_multiple_of(4);
        (!gap).then_some(if slip { wrong } else { right })
    };
    Ratings::new(3, (0..240).map(|subject| (0..4).map(|rater| cell(subject, rater)).collect()).collect())
}

/// Two pairs of people who screened texts on the order in which software is best tested: both pairs chose from 150
/// texts, but one pair leaned the same way, and of the other one person included far more.
#[test]
fn two_raters_in_a_table() {
    let alike = of_table([[112, 6], [6, 26]]);
    let kappa = Some(0.761_652_5);
    let alpha = Some(0.762_447_0);
    check(&alike, [Some(0.92), kappa, Some(0.879_582_6), kappa, Some(0.84), alpha, alpha]);
    assert_eq!(agreement(&alike, 0).pabak().value, agreement(&alike, 0).brennan_prediger.value);

    let one_strict = of_table([[39, 44], [6, 61]]);
    let (kappa, ac1, scott) = (Some(0.360_613_8), Some(0.347_372_1), Some(0.318_677_3));
    let alpha = Some(0.320_948_4);
    check(&one_strict, [Some(2.0 / 3.0), kappa, ac1, scott, Some(1.0 / 3.0), alpha, alpha]);
}

/// The example in Krippendorff 2011: nominal alpha 0.743, ordinal 0.815.
#[test]
fn published_ratings_with_gaps() {
    let words = ["00.0", "1121", "2222", "2222", "1111", "0123", "3333", "0010", "1111", ".444", "..00", ".2.."];
    let ratings = of_words(5, &words);
    let (observed, ac1, fleiss) = (Some(9.0 / 11.0), Some(0.775_444_1), Some(0.761_169_3));
    let (nominal, ordinal) = (Some(0.743_421_1), Some(0.815_387_5));
    check(&ratings, [observed, None, ac1, fleiss, Some(0.772_727_3), nominal, ordinal]);
    let found = agreement(&ratings, 0);
    assert_eq!((found.subjects, found.rated_twice, found.raters), (12, 11, 4));
    assert_eq!(found.pabak(), Estimate::default());
}

/// Observed: 1, 1/3 and 0. Mean shares: 10, 9 and 5 in 24. Ratings of subjects rated twice: 5, 1 and 2, so their ranks
/// are 2.5, 5.5 and 7; disagreement is 4 against 34/7 without order, and 45 against 72 with it.
#[test]
fn three_raters_by_hand() {
    let ratings = of_words(3, &["000", "002", "1.2", ".1."]);
    let observed = Some(4.0 / 9.0);
    check(
        &ratings,
        [observed, None, Some(71.0 / 391.0), Some(5.0 / 37.0), Some(1.0 / 6.0), Some(3.0 / 17.0), Some(0.375)],
    );
    assert_eq!(agreement(&ratings, 0).shares, [5.0 / 9.0, 2.0 / 9.0, 2.0 / 9.0]);
}

#[test]
fn a_category_that_nobody_used_makes_agreement_less_likely_by_chance() {
    let [two, three] = [2, 3].map(|categories| agreement(&of_words(categories, &["00", "00", "11", "01"]), 0));
    assert_eq!((two.brennan_prediger.value, three.brennan_prediger.value), (Some(0.5), Some(0.625)));
    assert_eq!(two.kappa, three.kappa);
    assert_eq!(two.alpha_ordinal, three.alpha_ordinal);
    assert!(two.ac1.value < three.ac1.value);
    assert_eq!(three.shares, [0.625, 0.375, 0.0]);
}

#[test]
fn all_in_one_category_leave_chance_nothing_to_explain() {
    let (one, none) = (Some(1.0), None);
    check(&of_words(2, &["00", "00", "00"]), [one, none, one, none, one, none, none]);
    check(&of_words(1, &["00", "00", "00"]), [one, none, none, none, none, none, none]);
}

#[test]
fn without_a_subject_rated_twice_nothing_is_defined() {
    for words in [&["0", "1", "0"][..], &["0.", ".1"], &["..", ".."], &[""], &[]] {
        let found = agreement(&of_words(2, words), 50);
        assert_eq!(estimates(&found), [Estimate::default(); 7], "{words:?}");
        assert_eq!(found.rated_twice, 0);
    }
    let found = agreement(&of_words(2, &["0", "1", "0", "."]), 50);
    assert_eq!((found.subjects, found.raters), (3, 1));
    assert_eq!(agreement(&of_words(2, &[]), 50).shares, [0.0, 0.0]);
    assert!(agreement(&of_words(0, &["00"]), 50).shares.is_empty());
}

#[test]
fn what_is_no_category_is_no_rating() {
    assert_eq!(of_words(2, &["02", "11", "9"]), of_words(2, &["0.", "11", "."]));
    let (short, long) = (of_words(2, &["0", "11", "01"]), of_words(2, &["0.", "11", "01"]));
    assert_eq!(agreement(&short, 50), agreement(&long, 50));
}

#[test]
fn a_pair_is_of_the_subjects_that_both_rated() {
    let ratings = of_words(3, &["0.1", "00.", "2.2", "1..", "..1", "012"]);
    assert_eq!(ratings.of_pair(0, 2), of_words(3, &["01", "22", "02"]));
    assert_eq!(ratings.of_pair(2, 1), of_words(3, &["21"]));
    assert_eq!(ratings.of_pair(0, 3), of_words(3, &[]));
}

#[test]
fn two_of_three_raters_have_a_kappa_if_the_third_rated_nothing() {
    let (with, without) = (of_words(2, &["0.0", "1.1", "0.1"]), of_words(2, &["00", "11", "01"]));
    assert_eq!(agreement(&with, 50), agreement(&without, 50));
    assert!(agreement(&with, 0).kappa.value.is_some());
}

#[test]
fn an_interval_holds_the_value() {
    let ratings = many();
    let mut looked_at = 0;
    let pairs = (0..4).flat_map(|a| (0..a).map(move |b| (a, b)));
    for ratings in pairs.map(|(a, b)| ratings.of_pair(a, b)).chain([ratings.clone()]) {
        for estimate in estimates(&agreement(&ratings, 300)) {
            let Some(value) = estimate.value else { continue };
            let interval = estimate.interval.expect("an interval");
            assert!(interval.low < value && value < interval.high, "{value} {interval:?}");
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 6 * 7 + 6);
}

/// The interval of a share of 0.92 in 150: by its standard error, 0.877 to 0.963.
#[test]
fn an_interval_is_as_wide_as_it_should_be() {
    let interval = agreement(&of_table([[112, 6], [6, 26]]), 1000).observed.interval.expect("an interval");
    assert!((interval.low - 0.877).abs() < 0.01 && (interval.high - 0.963).abs() < 0.01, "{interval:?}");
}

#[test]
fn an_interval_is_the_same_every_time() {
    assert_eq!(agreement(&many(), 100), agreement(&many(), 100));
    assert!(estimates(&agreement(&many(), 0)).iter().all(|estimate| estimate.interval.is_none()));
}

/// One in three resamples lacks the only subject that was included, so that there is no kappa in them.
#[test]
fn a_measure_that_hangs_on_one_subject_has_no_interval() {
    let found = agreement(&of_table([[20, 0], [0, 1]]), 1000);
    assert_eq!(found.kappa, Estimate { value: Some(1.0), interval: None });
    let full = Interval { low: 1.0, high: 1.0 };
    assert_eq!(found.observed, Estimate { value: Some(1.0), interval: Some(full) });
}

fn any_rows() -> impl Strategy<Value = Vec<Vec<Option<usize>>>> {
    prop::collection::vec(prop::collection::vec(prop::option::of(0..3_usize), 3), 0..30)
}

proptest! {
    #[test]
    fn raters_may_change_places(rows in any_rows()) {
        let turned = rows.iter().map(|row| row.iter().rev().copied().collect()).collect();
        prop_assert_eq!(agreement(&Ratings::new(3, rows), 20), agreement(&Ratings::new(3, turned), 20));
    }

    #[test]
    fn a_subject_that_nobody_rated_changes_nothing(rows in any_rows()) {
        let mut more = rows.clone();
        more.insert(rows.len() / 2, vec![None; 3]);
        prop_assert_eq!(agreement(&Ratings::new(3, rows), 20), agreement(&Ratings::new(3, more), 20));
    }

    #[test]
    fn categories_may_be_turned_round(rows in any_rows()) {
        let turn = |row: &Vec<Option<usize>>| row.iter().map(|cell| cell.map(|category| 2 - category)).collect();
        let turned = rows.iter().map(turn).collect();
        let (one, other) = (agreement(&Ratings::new(3, rows), 0), agreement(&Ratings::new(3, turned), 0));
        for (one, other) in estimates(&one).iter().zip(estimates(&other)) {
            prop_assert_eq!(one.value.is_some(), other.value.is_some());
            prop_assert!((one.value.unwrap_or(0.0) - other.value.unwrap_or(0.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn values_are_sound(rows in any_rows()) {
        let found = agreement(&Ratings::new(3, rows), 20);
        for Estimate { value, interval } in estimates(&found) {
            prop_assert!(value.is_none_or(|value| value.is_finite() && value <= 1.0));
            prop_assert!(interval.is_none_or(|interval| interval.low <= interval.high));
        }
        prop_assert_eq!(found.alpha_nominal.value.is_some(), found.alpha_ordinal.value.is_some());
        prop_assert_eq!(found.observed.value.is_some(), found.rated_twice > 0);
    }
}
