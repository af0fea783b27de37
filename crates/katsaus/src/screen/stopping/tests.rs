//! The stopping test against the authors' program, against all stretches one by one, and at its edges. They must not
//! need labelled data.

use super::*;

/// What was seen: a pattern such as `2+5-`, and how often it came in a row; of how many; with which recall aimed at;
/// and what `calculate_h0` of buscarpy 0.0.2 gives for it.
const PUBLISHED: [(&str, usize, usize, f64, f64); 22] = [
    ("1-", 1, 10, 0.95, 0.9),
    ("9-", 1, 10, 0.95, 0.1),
    ("1+", 1, 10, 0.95, 1.0),
    ("9+", 1, 10, 0.95, 1.0),
    ("1+8-", 1, 10, 0.95, 0.1111111111111111),
    ("1+8-", 1, 10, 0.5, 0.0),
    ("10-", 1, 10, 0.95, 0.0),
    ("1+9-", 12, 400, 0.95, 0.9688581314878892),
    ("19+60-", 1, 400, 0.95, 0.7094902610857854),
    ("19+60-", 1, 80, 1.0, 0.016393442622950817),
    ("20+60-", 1, 81, 0.95, 0.0),
    ("30+20-7+40-2+90-1+55-", 1, 600, 0.95, 0.6483940078506207),
    ("30+20-7+40-2+90-1+55-", 1, 600, 0.8, 0.092373486721623),
    ("30+20-7+40-2+90-1+155-", 1, 600, 0.9, 0.09168133105416806),
    ("33+40-", 1, 200, 0.55, 0.00028901432610543663),
    ("5-1+", 40, 300, 0.95, 0.9614760239760239),
    ("500+500-200+1000-50+2000-10+15740-", 1, 100_000, 0.95, 0.0006325968795113959),
    ("500+500-200+1000-50+2000-10+15740-", 1, 100_000, 0.9, 2.3255177583405064e-07),
    ("20000-", 1, 100_000, 0.95, 0.8),
    ("1+1-", 10_000, 21_000, 0.95, 0.05093367829097587),
    ("400+1-", 20, 9_000, 0.9, 0.09378185524974515),
    ("2500+100-", 1, 4_000, 0.97, 0.003966943246719771),
];

fn seen(pattern: &str) -> Vec<bool> {
    let mut labels = Vec::new();
    for part in pattern.split_inclusive(['+', '-']) {
        let (count, sign) = part.split_at(part.len() - 1);
        let count: usize = count.parse().expect("a number before each sign");
        labels.extend(std::iter::repeat_n(sign == "+", count));
    }
    labels
}

fn after(labels: &[bool], total: usize, aim: Aim) -> Stopping {
    let mut stopping = Stopping::new(total, aim);
    labels.iter().for_each(|relevant| stopping.push(*relevant));
    stopping
}

/// Short screenings of many kinds, the same every time, with aims of several recalls.
fn screenings() -> Vec<(Vec<bool>, usize, Aim)> {
    let mut state = 1_u64;
    let mut below = move |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    let screening = |_| {
        let total = 1 + below(60);
        let (screened, often, fading) = (below(total + 1), below(11), 1 + below(60));
        let labels = (0..screened).map(|n| below(10) < often && below(fading) + 3 > n).collect();
        (labels, total, Aim { recall: [0.95, 0.9, 0.8, 1.0][below(4)], confidence: 0.95 })
    };
    (0..400).map(screening).collect()
}

fn choose(n: usize, k: usize) -> f64 {
    if k > n { 0.0 } else { (1..=k).map(|j| (n - k + j) as f64 / j as f64).product() }
}

/// The least chance over every stretch, each summed from its first term.
fn one_by_one(labels: &[bool], total: usize, hidden: usize) -> f64 {
    let unscreened = total - labels.len();
    if hidden > unscreened {
        return 0.0;
    }
    let (mut least, mut relevant) = (1.0_f64, 0);
    for (n, label) in labels.iter().rev().enumerate() {
        relevant += usize::from(*label);
        let (drawn, of_them) = (n + 1, relevant + hidden);
        let all = unscreened + drawn;
        let so_few = (0..=relevant).map(|x| choose(of_them, x) * choose(all - of_them, drawn - x)).sum::<f64>();
        least = least.min(so_few / choose(all, drawn));
    }
    least
}

#[test]
fn equals_the_authors_program() {
    for (pattern, times, total, recall, p) in PUBLISHED {
        let found = after(&seen(pattern).repeat(times), total, Aim { recall, confidence: 0.95 }).p();
        assert!((found - p).abs() < 1e-12, "{pattern} {times} {total} {recall}: {found}, not {p}");
    }
}

#[test]
fn no_stretch_is_overlooked() {
    for (labels, total, aim) in screenings() {
        let stopping = after(&labels, total, aim);
        let expected = one_by_one(&labels, total, stopping.missed_from());
        assert!((stopping.p() - expected).abs() < 1e-12, "{labels:?} of {total}: {}, not {expected}", stopping.p());
    }
}

#[test]
fn at_most_left_is_the_last_that_is_not_rejected() {
    for (labels, total, aim) in screenings() {
        let stopping = after(&labels, total, aim);
        let left = stopping.at_most_left();
        assert!(left <= stopping.unscreened() && stopping.likely_left() <= left, "{labels:?} of {total}");
        assert!(one_by_one(&labels, total, left) > 0.05 - 1e-9, "{labels:?} of {total}: {left}");
        assert!(one_by_one(&labels, total, left + 1) < 0.05 + 1e-9, "{labels:?} of {total}: {left}");
    }
}

#[test]
fn the_aim_is_reached_just_when_recall_is_at_least_it() {
    for (labels, total, aim) in screenings() {
        let stopping = after(&labels, total, aim);
        assert_eq!(stopping.reached(), stopping.recall_at_least() >= aim.recall, "{labels:?} of {total}, {aim:?}");
        assert_eq!(stopping.reached(), stopping.at_most_left() < stopping.missed_from(), "{labels:?} of {total}");
        assert_eq!(stopping.reached(), stopping.p() < 0.05 - 1e-12, "{labels:?} of {total}");
    }
}

#[test]
fn what_is_taken_back_leaves_no_trace() {
    for (labels, total, aim) in screenings() {
        let mut stopping = Stopping::new(total, aim);
        let mut before = Vec::new();
        for relevant in &labels {
            before.push(stopping.clone());
            stopping.push(*relevant);
        }
        for (relevant, before) in labels.iter().zip(before).rev() {
            assert_eq!(stopping.pop(), Some(*relevant));
            assert_eq!(stopping, before);
        }
        assert_eq!(stopping.pop(), None);
        assert_eq!(stopping, Stopping::new(total, aim));
    }
}

#[test]
fn p_falls_while_nothing_relevant_comes() {
    for (labels, total, aim) in screenings() {
        let mut stopping = after(&labels, total, aim);
        let (mut p, mut left, to_go) = (stopping.p(), stopping.at_most_left(), stopping.to_go());
        for irrelevant in 0..=stopping.unscreened() {
            assert_eq!(stopping.reached(), irrelevant >= to_go, "{labels:?} of {total}: {irrelevant} of {to_go}");
            assert!(stopping.p() <= p + 1e-12 && stopping.at_most_left() <= left, "{labels:?} of {total}");
            (p, left) = (stopping.p(), stopping.at_most_left());
            stopping.push(false);
        }
    }
}

#[test]
fn what_it_says_to_somebody_in_the_middle() {
    let stopping = after(&seen("30+20-7+40-2+90-1+155-"), 600, Aim::default());
    assert_eq!((stopping.screened(), stopping.relevant(), stopping.unscreened()), (345, 40, 255));
    assert_eq!((stopping.in_a_row(), stopping.to_go(), stopping.reached()), (155, 104, false));
    assert_eq!((stopping.at_most_left(), stopping.likely_left()), (6, 1));
    assert!((stopping.recall_at_least() - 40.0 / 46.0).abs() < 1e-12);
}

#[test]
fn with_nothing_screened_nothing_is_known() {
    let stopping = Stopping::new(100, Aim::default());
    assert_eq!((stopping.p(), stopping.reached(), stopping.to_go()), (1.0, false, 96));
    assert_eq!((stopping.at_most_left(), stopping.likely_left(), stopping.recall_at_least()), (100, 100, 0.0));
}

#[test]
fn with_everything_screened_nothing_is_left() {
    // More decisions than records: somebody counted wrong, and there is still nothing left.
    for (pattern, total) in [("1-", 1), ("1+", 1), ("20+60-", 80), ("20+60-", 79), ("60-", 60), ("20+", 20)] {
        let stopping = after(&seen(pattern), total, Aim { recall: 1.0, confidence: 1.0 });
        assert_eq!((stopping.p(), stopping.reached(), stopping.to_go()), (0.0, true, 0), "{pattern}");
        assert_eq!((stopping.at_most_left(), stopping.likely_left()), (0, 0), "{pattern}");
        assert_eq!(stopping.recall_at_least(), 1.0, "{pattern}");
    }
    let none = Stopping::new(0, Aim::default());
    assert_eq!((none.p(), none.reached(), none.at_most_left(), none.recall_at_least()), (0.0, true, 0, 1.0));
}

#[test]
fn a_chance_that_equals_the_limit_rejects_nothing() {
    let stopping = after(&seen("19-"), 20, Aim::default());
    assert!((stopping.p() - 0.05).abs() < 1e-15);
    assert_eq!((stopping.reached(), stopping.at_most_left(), stopping.to_go()), (false, 1, 1));
}

#[test]
fn odd_aims_give_sound_answers() {
    let odd = [0.0, -1.0, 2.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, 1.0];
    for recall in odd {
        for confidence in odd {
            for pattern in ["", "8-", "8+", "5+3-", "10+"] {
                let stopping = after(&seen(pattern), 10, Aim { recall, confidence });
                let sound = 0.0..=1.0;
                assert!(sound.contains(&stopping.p()) && sound.contains(&stopping.recall_at_least()), "{stopping:?}");
                assert!(stopping.at_most_left() <= stopping.unscreened(), "{stopping:?}");
                assert!(stopping.likely_left() <= stopping.unscreened(), "{stopping:?}");
                assert_eq!(stopping.reached(), stopping.to_go() == 0, "{stopping:?}");
            }
        }
    }
}

#[test]
fn chances_too_small_for_a_number_come_back() {
    // After so many relevant ones in a row the chance of just these is below 10 to the power of -1,800.
    for pattern in ["100-2000+1-", "2000+100-2000+3-", "9000-2000+1-"] {
        let labels = seen(pattern);
        let p = after(&labels, labels.len() + 8_000, Aim::default()).p();
        assert!((0.9..=1.0).contains(&p), "{pattern}: {p}");
    }
    let p = after(&seen("2000+6000-"), 8_500, Aim::default()).p();
    assert!((0.0..1e-99).contains(&p), "{p}");
}

#[test]
fn a_random_sample_bounds_what_is_left() {
    // Reckoned by trying every number with scipy 1.17's `hypergeom.cdf`.
    for (drawn, relevant, unscreened, confidence, left) in [
        (0, 0, 100, 0.95, 100),
        (100, 3, 100, 0.95, 0),
        (200, 0, 5_000, 0.95, 72),
        (200, 1, 5_000, 0.95, 114),
        (59, 0, 100_000, 0.95, 4_949),
        (300, 7, 2_000, 0.9, 68),
        (18, 9, 19, 0.5, 1),
    ] {
        let sample = Sample { drawn, relevant, unscreened };
        assert_eq!(sample.at_most_left(confidence), left, "{sample:?}");
    }
    assert_eq!(Sample { drawn: 200, relevant: 1, unscreened: 5_000 }.expected_left(), 24.0);
}

#[test]
fn samples_that_cannot_be_give_sound_answers() {
    for (drawn, relevant, unscreened) in [(0, 0, 0), (5, 9, 20), (usize::MAX, usize::MAX, 7), (3, usize::MAX, 9)] {
        let sample = Sample { drawn, relevant, unscreened };
        for confidence in [0.0, 0.95, 1.0, 2.0, f64::NAN] {
            assert!(sample.at_most_left(confidence) <= unscreened, "{sample:?}");
        }
        assert!((0.0..=unscreened as f64).contains(&sample.expected_left()), "{sample:?}");
    }
}
