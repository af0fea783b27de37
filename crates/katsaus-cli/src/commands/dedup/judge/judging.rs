//! Where somebody is in the pairs, and what was judged so far. It must not draw or know keys.

use crate::failure::Failure;
use katsaus::Review;
use katsaus::review::{Act, ToJudge};
use katsaus::store::{Committed, Names};
use katsaus_model::{Link, Source};

/// What keys mean now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Pair,
    /// A kind of link is asked for; whether the right text is *of* the left one.
    Link {
        turned: bool,
    },
}

/// Pairs on their way to being judged. Each judgement is written before the next pair is shown.
pub(super) struct Judging<'a> {
    review: Review,
    acts: &'a dyn Fn() -> Act,
    names: Names,
    pairs: Vec<ToJudge>,
    /// The pair that is shown.
    pub(super) at: usize,
    /// The two texts that are shown; none at the end.
    pub(super) shown: Option<(Source, Source)>,
    sources: (i64, i64),
    pub(super) mode: Mode,
    pub(super) scroll: u16,
    pub(super) message: String,
    /// What was judged: which pair, by which operation.
    done: Vec<(usize, String)>,
}

impl<'a> Judging<'a> {
    pub(super) fn new(review: Review, acts: &'a dyn Fn() -> Act, pairs: Vec<ToJudge>) -> Result<Judging<'a>, Failure> {
        let names = review.names()?;
        let mut judging = Judging {
            review,
            acts,
            names,
            pairs,
            at: 0,
            shown: None,
            sources: (0, 0),
            mode: Mode::Pair,
            scroll: 0,
            message: String::new(),
            done: Vec::new(),
        };
        judging.forward(0)?;
        Ok(judging)
    }

    pub(super) fn pair(&self) -> Option<&ToJudge> {
        self.pairs.get(self.at)
    }

    pub(super) fn total(&self) -> usize {
        self.pairs.len()
    }

    pub(super) fn is_done(&self) -> bool {
        self.shown.is_none()
    }

    pub(super) fn judged(&self) -> usize {
        self.done.len()
    }

    pub(super) fn left(&self) -> usize {
        self.pairs.iter().filter(|pair| matches!(self.review.still_open(pair), Ok(Some(_)))).count()
    }

    /// Shows the first pair from `from` on that is still open.
    pub(super) fn forward(&mut self, from: usize) -> Result<(), Failure> {
        for at in from..self.pairs.len() {
            if self.show(at)? {
                return Ok(());
            }
        }
        self.at = self.pairs.len();
        self.shown = None;
        Ok(())
    }

    /// Shows the last open pair before the one that is shown.
    pub(super) fn back(&mut self) -> Result<(), Failure> {
        for at in (0..self.at).rev() {
            if self.show(at)? {
                return Ok(());
            }
        }
        self.message = "this is the first pair that is open".to_owned();
        Ok(())
    }

    fn show(&mut self, at: usize) -> Result<bool, Failure> {
        let Some((one, other)) = self.review.still_open(&self.pairs[at])? else { return Ok(false) };
        let texts = (self.review.source(one, &self.names)?, self.review.source(other, &self.names)?);
        let (Some(left), Some(right)) = texts else { return Ok(false) };
        (self.at, self.sources, self.shown, self.scroll) = (at, (one, other), Some((left, right)), 0);
        Ok(true)
    }

    pub(super) fn same(&mut self) -> Result<(), Failure> {
        let done = self.review.same(&(self.acts)(), &[self.sources.0, self.sources.1])?;
        self.judged_now(done, "one text")
    }

    pub(super) fn distinct(&mut self) -> Result<(), Failure> {
        let done = self.review.distinct(&(self.acts)(), &[self.sources.0, self.sources.1])?;
        self.judged_now(done, "different texts")
    }

    pub(super) fn link(&mut self, link: Link, turned: bool) -> Result<(), Failure> {
        let (left, right) = self.sources;
        let pair = if turned { (right, left) } else { (left, right) };
        let done = self.review.link(&(self.acts)(), link, pair, false)?;
        self.mode = Mode::Pair;
        self.judged_now(done, link.as_str())
    }

    fn judged_now(&mut self, done: Option<Committed>, word: &str) -> Result<(), Failure> {
        if let Some(done) = done {
            self.done.push((self.at, done.id.to_string()));
        }
        self.message = format!("{word}; u takes it back");
        self.forward(self.at + 1)
    }

    /// Takes back what was judged last, and shows that pair again.
    pub(super) fn undo(&mut self) -> Result<(), Failure> {
        let Some((at, op)) = self.done.pop() else {
            self.message = "nothing was judged here yet".to_owned();
            return Ok(());
        };
        self.review.undo(&(self.acts)(), Some(&op))?;
        self.forward(at)?;
        self.message = "taken back".to_owned();
        Ok(())
    }
}
