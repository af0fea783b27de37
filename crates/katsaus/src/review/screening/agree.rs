//! How far the reviewers of a review agree, stage by stage and pair by pair.

use crate::review::{Review, ReviewError};
use crate::screen::{Agreement, Ratings, agreement};
use katsaus_model::{Decided, ThingKind, Verdict};
use std::collections::{BTreeMap, HashMap};

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
    /// Decisions that were changed after all had decided, when each could see what the others said: what was said before
    /// counts.
    pub changed_since: usize,
    /// Texts left aside because not all who are to decide on them have done so.
    pub waiting: usize,
}

impl Review {
    /// How far reviewers agree at each stage of a selection at which at least two have decided. What each said before they
    /// could see what the others said counts, whatever they or a settlement said later. Texts on which somebody is still to
    /// decide are left aside.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn agreement(&self, selection: &str) -> Result<Vec<Agreed>, ReviewError> {
        let screened = self.screened(selection)?;
        let said = self.said_over_time(selection)?;
        let mut found = Vec::new();
        for (at, stage) in screened.stages.iter().enumerate() {
            let of_stage = screened.texts().filter_map(|(n, stages)| Some((n, stages.get(&at)?)));
            let (ready, waiting): (Vec<_>, Vec<_>) = of_stage.partition(|(_, votes)| votes.is_complete());
            let mut reviewers: Vec<String> =
                ready.iter().flat_map(|(_, votes)| votes.votes.iter().map(|vote| vote.by.clone())).collect();
            reviewers.sort();
            reviewers.dedup();
            if reviewers.len() < 2 {
                continue;
            }
            let mut changed_since = 0;
            let words: Vec<Vec<Option<&'static str>>> = ready
                .iter()
                .map(|(n, votes)| {
                    let first = said.get(&(*n, stage.clone()));
                    let of = |reviewer: &String| votes.votes.iter().rfind(|vote| vote.by == *reviewer);
                    let word = |reviewer: &String| {
                        let now = of(reviewer).map(|vote| Verdict::as_str(&vote.verdict))?;
                        let blind = first.and_then(|first| blind_word(first, reviewer)).unwrap_or(now);
                        changed_since += usize::from(blind != now);
                        Some(blind)
                    };
                    reviewers.iter().map(word).collect()
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
            found.push(Agreed {
                stage: stage.clone(),
                reviewers,
                categories,
                all,
                pairs,
                changed_since,
                waiting: waiting.len(),
            });
        }
        Ok(found)
    }

    /// What each reviewer said of each text at each stage over time: the operation, the reviewer, the verdict.
    fn said_over_time(&self, selection: &str) -> Result<HashMap<(i64, String), Vec<Said>>, ReviewError> {
        let mut said: HashMap<(i64, String), Vec<Said>> = HashMap::new();
        for thing in self.store.versions_on_sources(ThingKind::Decision)? {
            let mut parts = thing.name.splitn(3, '/');
            if parts.next() != Some(selection) {
                continue;
            }
            let (Some(stage), Some(by)) = (parts.next(), parts.next()) else { continue };
            if let Some(decided) = Decided::from_json(&thing.value) {
                let said = said.entry((thing.source, stage.to_owned())).or_default();
                said.push((thing.op, by.to_owned(), decided.verdict.as_str()));
            }
        }
        Ok(said)
    }
}

/// An operation, who said what in it.
type Said = (i64, String, &'static str);

/// What a reviewer said last before all had decided: from then on each could see what the others said.
fn blind_word(said: &[Said], reviewer: &str) -> Option<&'static str> {
    let mut firsts: BTreeMap<&str, i64> = BTreeMap::new();
    for (op, by, _) in said {
        firsts.entry(by).or_insert(*op);
    }
    let all_had = firsts.values().copied().max()?;
    said.iter().rfind(|(op, by, _)| *op <= all_had && by == reviewer).map(|(_, _, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_before_all_had_decided_counts() {
        let said: Vec<Said> =
            [(1, "anna", "unsure"), (2, "anna", "include"), (5, "ben", "exclude"), (7, "anna", "exclude")]
                .map(|(op, by, word)| (op, by.to_owned(), word))
                .into();
        assert_eq!(blind_word(&said, "anna"), Some("include"), "a slip mended in time counts as mended");
        assert_eq!((blind_word(&said, "ben"), blind_word(&said, "carl")), (Some("exclude"), None));
    }
}
