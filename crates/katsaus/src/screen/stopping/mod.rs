//! When screening in ranked order may stop: how sure one can be that few relevant records are left. It must not stop
//! anything, nor put it in words: it computes, and a person decides.
//!
//! The test is that of Callaghan and Müller-Hansen 2020 ("Statistical stopping criteria for automated screening in
//! systematic reviews", Systematic Reviews 9:273), with draws not weighted. Of the records screened last, any number
//! is looked at as if drawn blindly from an urn of just these and all unscreened. Were a given number of relevant ones
//! left, how likely is it that no more came? This is asked for every stretch that ends now, and the least chance
//! counts. As ranking brings the relevant first, so few would be rarer still than with blind draws: that is why the
//! test is careful. That it looks at many stretches, and again after every record, makes it less so, and is not
//! corrected for: in simulated screenings the first has outweighed the second.
//!
//! Two facts make it quick. The more relevant ones are said to be left, the lower is every chance, so bounds are found
//! by halving. And while a stretch grows by irrelevant ones, its chance falls; where it takes in a relevant one, it
//! rises: so it is least just behind a relevant one or at the start, and only there a sum is needed.

mod hypergeometric;
mod sample;
mod thumb;

#[cfg(test)]
mod tests;

pub use sample::Sample;
pub use thumb::{IN_A_ROW, Measured};

use hypergeometric::{Urn, greatest, limit, share};
use std::iter;

/// What a screening is to reach. A share not above 0 is taken for one just above it; one above 1, and what is no
/// number, for 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The share of all relevant records that is to be found.
    pub recall: f64,
    /// How sure one wants to be of it: the rest to 1 is the chance that [`Stopping::p`] must fall below. With 1, only
    /// what is certain counts.
    pub confidence: f64,
}

impl Default for Aim {
    fn default() -> Aim {
        Aim { recall: 0.95, confidence: 0.95 }
    }
}

/// What was screened so far, in order, and what it says of the rest.
///
/// Each question costs one walk through the records screened, those for a number some twenty.
#[derive(Clone, Debug, PartialEq)]
pub struct Stopping {
    total: usize,
    aim: Aim,
    screened: usize,
    /// For each relevant record, how many irrelevant ones came before it and after the relevant one before it.
    gaps: Vec<usize>,
    in_a_row: usize,
}

impl Stopping {
    /// A screening of `total` records, of which none is screened yet.
    pub fn new(total: usize, aim: Aim) -> Stopping {
        let aim = Aim { recall: share(aim.recall), confidence: share(aim.confidence) };
        Stopping { total, aim, screened: 0, gaps: Vec::new(), in_a_row: 0 }
    }

    /// Takes in the next decision.
    pub fn push(&mut self, relevant: bool) {
        self.screened += 1;
        if relevant {
            self.gaps.push(self.in_a_row);
            self.in_a_row = 0;
        } else {
            self.in_a_row += 1;
        }
    }

    /// Takes the last decision back, and says which it was.
    pub fn pop(&mut self) -> Option<bool> {
        let relevant = self.in_a_row == 0;
        self.in_a_row = if relevant { self.gaps.pop()? } else { self.in_a_row - 1 };
        self.screened -= 1;
        Some(relevant)
    }

    /// How many records were screened.
    pub fn screened(&self) -> usize {
        self.screened
    }

    /// How many of them are relevant.
    pub fn relevant(&self) -> usize {
        self.gaps.len()
    }

    /// How many records are unscreened.
    pub fn unscreened(&self) -> usize {
        self.total.saturating_sub(self.screened)
    }

    /// How many irrelevant ones came since the last relevant one, or from the start. A count, and no test: see
    /// [`IN_A_ROW`].
    pub fn in_a_row(&self) -> usize {
        self.in_a_row
    }

    /// The chance of what was seen, from 0 to 1, if the aim were missed: the smaller, the surer that it is reached. It
    /// is 0 once too few are unscreened for missing it, and before that 1 as long as all that came is relevant.
    pub fn p(&self) -> f64 {
        self.least(self.missed_from(), 1.0, 0.0)
    }

    /// Whether the aim is reached: [`p`](Self::p) is below 1 - confidence, or the aim can no longer be missed.
    pub fn reached(&self) -> bool {
        self.rejects(self.missed_from(), limit(self.aim.confidence))
    }

    /// The greatest number of relevant records among the unscreened that the same test does not reject at the
    /// confidence of the aim: "with 95 % confidence, at most so many are left".
    ///
    /// The aim is reached just when so many more would not make it missed. In simulated screenings of 20 sets, looked
    /// at 440 times with a confidence of .95, there were never more left.
    pub fn at_most_left(&self) -> usize {
        self.not_rejected(self.aim.confidence)
    }

    /// How many relevant records are likely left: the greatest number that the same test does not reject at even odds.
    /// Never more than [`at_most_left`](Self::at_most_left) as long as the confidence is a half or more.
    ///
    /// It is no mean, and it errs on the side of more: in the same 440 looks it was too low in 6 of 100. After a tenth
    /// was screened, half of the looks were off by more than 1.6 times the number of all relevant records; after two
    /// fifths by more than .07 times, after three fifths .02. Before anything is screened it is all.
    pub fn likely_left(&self) -> usize {
        self.not_rejected(0.5)
    }

    /// The greatest recall, from 0 to 1, of which the same test would say at this confidence that it is reached: what
    /// was found, of that and all that may be left. If nothing was found and nothing may be left, none is missing: 1.
    ///
    /// It is the end of what Callaghan and Müller-Hansen's program calls the recall frontier.
    pub fn recall_at_least(&self) -> f64 {
        let found = self.relevant() as f64;
        match self.at_most_left() {
            0 => 1.0,
            left => found / (found + left as f64),
        }
    }

    /// How many irrelevant records in a row from here on would make the aim reached; 0 if it is. A relevant one among
    /// them puts the end off.
    pub fn to_go(&self) -> usize {
        if self.reached() {
            return 0;
        }
        let not_yet = |more: usize| {
            let (screened, in_a_row) = (self.screened + more, self.in_a_row + more);
            !Stopping { screened, in_a_row, ..self.clone() }.reached()
        };
        greatest(self.unscreened(), not_yet) + 1
    }

    /// The least number of relevant ones among the unscreened with which the aim is missed.
    fn missed_from(&self) -> usize {
        // Rounded as the authors' program does it, so that its verdicts are the same at the edge too. What is too much
        // for a number is the greatest there is.
        let missed = (self.relevant() as f64 / self.aim.recall + 1.0).floor() as usize;
        missed.saturating_sub(self.relevant())
    }

    fn not_rejected(&self, confidence: f64) -> usize {
        let limit = limit(confidence);
        greatest(self.unscreened(), |hidden| !self.rejects(hidden, limit))
    }

    /// Whether so many cannot be left, or are too unlikely to be.
    fn rejects(&self, hidden: usize, limit: f64) -> bool {
        hidden > self.unscreened() || self.least(hidden, limit, limit) < limit
    }

    /// The least chance over all stretches that end now, if `hidden` relevant ones are among the unscreened. It is
    /// `limit` if none is below, and any below `enough` if one is.
    fn least(&self, hidden: usize, limit: f64, enough: f64) -> f64 {
        if hidden > self.unscreened() {
            return 0.0;
        }
        let mut urn = Urn::new(self.unscreened(), hidden);
        let mut least = limit;
        for (n, gap) in iter::once(&self.in_a_row).chain(self.gaps.iter().rev()).enumerate() {
            if n > 0 {
                urn.draw(true);
            }
            (0..*gap).for_each(|_| urn.draw(false));
            // A stretch that begins with a relevant one has a higher chance than the same without it.
            if *gap > 0 {
                least = least.min(urn.chance_of_so_few(least));
            }
            if least < enough {
                break;
            }
        }
        least
    }
}
