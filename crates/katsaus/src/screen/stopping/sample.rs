//! What a random sample says of records that nobody screened. It must not draw it: that it was drawn blindly is taken
//! on trust, and a sample of the best or the worst ranked says nothing here.

use super::hypergeometric::{Urn, greatest, limit};

/// A random sample of unscreened records, screened to see whether stopping was right.
///
/// Numbers that cannot be are taken for the nearest that can: no more are drawn than there are, nor more relevant than
/// drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Records in the sample.
    pub drawn: usize,
    /// Those of them that turned out to be relevant.
    pub relevant: usize,
    /// Records that were unscreened before the sample was drawn, the sample among them.
    pub unscreened: usize,
}

impl Sample {
    /// The most relevant records that may be left outside of the sample, from 0 to their number, at a confidence (a
    /// share, .95 say). With those in the sample, `relevant` more, it bounds what was unscreened before.
    ///
    /// It is the exact one-sided bound of the hypergeometric distribution: were more left, the chance of so few in the
    /// sample would be below 1 - `confidence`.
    pub fn at_most_left(&self, confidence: f64) -> usize {
        let (drawn, relevant, left) = self.sound();
        let limit = limit(confidence);
        let may_be = |hidden: usize| {
            let mut urn = Urn::new(left, hidden);
            (0..drawn).for_each(|n| urn.draw(n < relevant));
            urn.chance_of_so_few(limit) >= limit
        };
        greatest(left, may_be)
    }

    /// How many relevant records are left outside of the sample if they are as frequent there as in it: right on
    /// average over many samples, far off in a small one. A sample of none tells nothing: then it is all that are left.
    pub fn expected_left(&self) -> f64 {
        let (drawn, relevant, left) = self.sound();
        if drawn == 0 { left as f64 } else { left as f64 * (relevant as f64 / drawn as f64) }
    }

    /// Drawn, relevant of them, and not drawn, as they can be.
    fn sound(&self) -> (usize, usize, usize) {
        let drawn = self.drawn.min(self.unscreened);
        (drawn, self.relevant.min(drawn), self.unscreened - drawn)
    }
}
