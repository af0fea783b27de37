//! What screening in order of relevance would have been like, on texts of which it is known whether they are relevant:
//! the order, how early it finds what matters, and what the rule for stopping would have said.
//!
//! The measures are those of ASReview Insights, on the texts without the priors: WSS (Cohen and others 2006), recall after
//! a share of the texts, loss and NDCG.

use super::ranker::Ranker;
use super::stopping::{Aim, Stopping};
use std::collections::BTreeSet;

/// A run, as it went.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Simulated {
    /// Texts in the order in which they were looked at, the priors left out, until the last relevant one.
    pub order: Vec<usize>,
    /// After how many of them the rule for stopping said that it may be stopped; `None`: never before the end.
    pub stop: Option<usize>,
}

/// How good an order is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Texts, without the priors.
    pub texts: usize,
    /// Relevant ones among them.
    pub relevant: usize,
    /// How many were looked at when 95 % of the relevant were found.
    pub at_95: usize,
    /// The share of the texts that need not be looked at to find 95 %, less the 5 % that chance would save.
    pub wss_95: f64,
    /// The share of the relevant found after a tenth of the texts.
    pub recall_10: f64,
    /// How far the recall curve lies below the best one, 0 to 1.
    pub loss: f64,
    /// Discounted gain, 1 for the best order.
    pub ndcg: f64,
    /// The share of the relevant that was found when the rule said stop, priors among them; `None`: it never did.
    pub recall_at_stop: Option<f64>,
    /// The share of all texts that were not looked at then.
    pub saved_at_stop: Option<f64>,
}

/// Looks at all texts in order of relevance until the last relevant one is found, beginning from `priors`, of which it is
/// said at once whether they are relevant. `each` is told of every text as it comes; it may stop the run.
pub fn simulate(
    mut ranker: Ranker,
    relevant: &[bool],
    priors: &[usize],
    aim: Aim,
    mut each: impl FnMut(usize) -> bool,
) -> Simulated {
    let is_relevant = |text: usize| relevant.get(text).copied().unwrap_or(false);
    let priors: BTreeSet<usize> = priors.iter().copied().filter(|prior| *prior < relevant.len()).collect();
    let mut stopping = Stopping::new(relevant.len(), aim);
    let mut left = relevant.iter().filter(|relevant| **relevant).count();
    for prior in &priors {
        ranker.decide(*prior, Some(is_relevant(*prior)));
        stopping.push(is_relevant(*prior));
        left -= usize::from(is_relevant(*prior));
    }
    let mut run = Simulated::default();
    while left > 0
        && let Some(text) = ranker.next(|_| true)
    {
        ranker.decide(text, Some(is_relevant(text)));
        stopping.push(is_relevant(text));
        left -= usize::from(is_relevant(text));
        run.order.push(text);
        if run.stop.is_none() && stopping.reached() {
            run.stop = Some(run.order.len());
        }
        if !each(text) {
            return run;
        }
    }
    // All are found; those who screen do not know that, and go on until the rule says so.
    let rest = relevant.len() - priors.len() - run.order.len();
    for more in 1..=rest {
        if run.stop.is_some() {
            break;
        }
        stopping.push(false);
        if stopping.reached() && more < rest {
            run.stop = Some(run.order.len() + more);
        }
    }
    run
}

/// How good the order of a run is.
pub fn measures(run: &Simulated, relevant: &[bool], priors: &[usize]) -> Measures {
    let priors: BTreeSet<usize> = priors.iter().copied().filter(|prior| *prior < relevant.len()).collect();
    let is_relevant = |text: &usize| relevant.get(*text).copied().unwrap_or(false);
    let of_priors = priors.iter().filter(|text| is_relevant(text)).count();
    let texts = relevant.len() - priors.len();
    let all = relevant.iter().filter(|relevant| **relevant).count() - of_priors;
    let ranks: Vec<usize> = (1..).zip(&run.order).filter(|(_, text)| is_relevant(text)).map(|(rank, _)| rank).collect();
    if all == 0 {
        return Measures { texts, ..Measures::default() };
    }
    let (n, r) = (texts as f64, all as f64);
    let found_by = |count: usize| ranks.iter().filter(|rank| **rank <= count).count();
    let enough = (0.95 * r - 1e-9).ceil() as usize;
    let at_95 = enough.checked_sub(1).and_then(|at| ranks.get(at)).copied().unwrap_or(texts);
    // Each relevant text counts in the recall of its own rank and of all after it.
    let under_curve: f64 = ranks.iter().map(|rank| (texts - rank + 1) as f64).sum();
    let gain = |rank: usize| 1.0 / (rank as f64 + 1.0).log2();
    let saved = |stop: usize| 1.0 - (stop + priors.len()) as f64 / relevant.len().max(1) as f64;
    let recall = |stop: usize| (found_by(stop) + of_priors) as f64 / ((all + of_priors).max(1)) as f64;
    Measures {
        texts,
        relevant: all,
        at_95,
        wss_95: 0.95 - at_95 as f64 / n,
        recall_10: found_by((0.1 * n) as usize) as f64 / r,
        // Where all are relevant, no order is better than another.
        loss: if all == 0 || all == texts { 0.0 } else { (r * (n - (r - 1.0) / 2.0) - under_curve) / (r * (n - r)) },
        ndcg: ranks.iter().map(|rank| gain(*rank)).sum::<f64>() / (1..=all).map(gain).sum::<f64>(),
        recall_at_stop: run.stop.map(recall),
        saved_at_stop: run.stop.map(saved),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ranker::{Gathering, Model};
    use super::*;
    use katsaus_model::Fields;

    #[test]
    fn the_best_order_has_no_loss_and_the_worst_all() {
        let relevant = [true, true, false, false, false, false];
        let of = |order: &[usize]| measures(&Simulated { order: order.to_vec(), stop: None }, &relevant, &[]);
        let best = of(&[0, 1]);
        assert!(best.loss.abs() < 1e-12 && (best.ndcg - 1.0).abs() < 1e-12, "{best:?}");
        assert!((best.wss_95 - (0.95 - 2.0 / 6.0)).abs() < 1e-12 && best.at_95 == 2, "{best:?}");
        let worst = of(&[2, 3, 4, 5, 0, 1]);
        assert!((worst.loss - 1.0).abs() < 1e-12 && worst.at_95 == 6, "{worst:?}");
        assert_eq!((worst.texts, worst.relevant, worst.recall_10), (6, 2, 0.0));
    }

    #[test]
    fn a_run_leaves_out_the_priors_and_ends_with_the_last_relevant_text() {
        let mut gathering = Gathering::new(Model::Usual);
        for text in 0..40 {
            let title = if text % 4 == 0 { format!("job carving number{text}") } else { format!("ward round {text}x") };
            gathering.add(&Fields { title: Some(title), ..Fields::default() });
        }
        let relevant: Vec<bool> = (0..40).map(|text| text % 4 == 0).collect();
        let mut told = Vec::new();
        let run = simulate(gathering.finish(), &relevant, &[8, 1], Aim::default(), |text| {
            told.push(text);
            true
        });
        assert_eq!(run.order, told);
        assert!(
            run.order.iter().all(|text| ![8, 1].contains(text)) && run.order.last().is_some_and(|text| text % 4 == 0)
        );
        let found = measures(&run, &relevant, &[8, 1]);
        assert_eq!((found.texts, found.relevant, found.at_95), (38, 9, 9));
        let stop = run.stop.expect("thirty irrelevant texts in a row are enough");
        assert!(stop > 9 && found.recall_at_stop == Some(1.0) && found.saved_at_stop.is_some_and(|saved| saved > 0.0));
    }
}
