//! How far the reviewers of a review agree, stage by stage and pair by pair.

use crate::review::{Review, ReviewError};
use crate::screen::{Agreement, Ratings, agreement};
use katsaus_model::Verdict;

/// The verdicts in their order, as categories.
const CATEGORIES: [&str; 3] = ["exclude", "unsure", "include"];
/// So many resamples settle the ends of an interval well enough.
const RESAMPLES: usize = 1_000;

/// How far two reviewers agree.
#[derive(Clone, Debug, PartialEq)]
pub struct PairAgreed {
    /// Who.
    pub reviewers: (String, String),
    /// On the texts that both decided on.
    pub agreement: Agreement,
    /// How many texts got which verdicts: rows the first's, columns the second's, in the order of the categories.
    pub table: Vec<Vec<usize>>,
}

/// How far reviewers agree at a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreed {
    /// The stage.
    pub stage: String,
    /// Who decided there.
    pub reviewers: Vec<String>,
    /// The verdicts that were given, in their order; `unsure` only where somebody gave it.
    pub categories: Vec<&'static str>,
    /// All of them together.
    pub all: Agreement,
    /// Each pair that has decided on texts in common.
    pub pairs: Vec<PairAgreed>,
    /// Texts left aside because not all who are to decide on them have done so.
    pub waiting: usize,
}

impl Review {
    /// How far reviewers agree at each stage of a selection at which at least two have decided. What they said at first
    /// counts, whatever settled it later. Texts on which somebody is still to decide are left aside.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn agreement(&self, selection: &str) -> Result<Vec<Agreed>, ReviewError> {
        let screened = self.screened(selection)?;
        let mut found = Vec::new();
        for (at, stage) in screened.stages.iter().enumerate() {
            let of_stage: Vec<_> = screened.texts().filter_map(|(_, stages)| stages.get(&at)).collect();
            let (ready, waiting): (Vec<_>, Vec<_>) = of_stage.into_iter().partition(|votes| votes.is_complete());
            let mut reviewers: Vec<String> =
                ready.iter().flat_map(|votes| votes.votes.iter().map(|vote| vote.by.clone())).collect();
            reviewers.sort();
            reviewers.dedup();
            if reviewers.len() < 2 {
                continue;
            }
            let words: Vec<Vec<Option<&str>>> = ready
                .iter()
                .map(|votes| {
                    let of = |reviewer: &String| votes.votes.iter().rfind(|vote| vote.by == *reviewer);
                    reviewers.iter().map(|reviewer| of(reviewer).map(|vote| Verdict::as_str(&vote.verdict))).collect()
                })
                .collect();
            let is_used = |word: &&str| *word != "unsure" || words.iter().flatten().any(|said| *said == Some("unsure"));
            let categories: Vec<&'static str> = CATEGORIES.into_iter().filter(is_used).collect();
            let place = |word: &Option<&str>| word.and_then(|word| categories.iter().position(|known| *known == word));
            let ratings =
                Ratings::new(categories.len(), words.iter().map(|row| row.iter().map(place).collect()).collect());
            let mut pairs = Vec::new();
            for one in 0..reviewers.len() {
                for other in one + 1..reviewers.len() {
                    let mut table = vec![vec![0; categories.len()]; categories.len()];
                    for row in &words {
                        if let (Some(a), Some(b)) = (place(&row[one]), place(&row[other])) {
                            table[a][b] += 1;
                        }
                    }
                    if table.iter().flatten().any(|count| *count > 0) {
                        let agreement = agreement(&ratings.of_pair(one, other), RESAMPLES);
                        let reviewers = (reviewers[one].clone(), reviewers[other].clone());
                        pairs.push(PairAgreed { reviewers, agreement, table });
                    }
                }
            }
            let all = agreement(&ratings, RESAMPLES);
            found.push(Agreed { stage: stage.clone(), reviewers, categories, all, pairs, waiting: waiting.len() });
        }
        Ok(found)
    }
}
