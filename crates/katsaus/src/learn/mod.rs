//! Learns from a few sources which others are like them.
//!
//! `count` numbers the words of texts, `terms` turns texts into sparse vectors, `linear` learns a weight for each term
//! from labelled vectors, `rank` puts the texts of a review in the order in which they are likely to belong with some
//! examples, `learner` follows labels that come one by one (`pulls` is the arithmetic of it). Same texts, same order: nothing here is left to chance or to a clock. It must not know of reviews, codes,
//! languages or stemming: texts come as words that somebody else has cut, lower-cased and stemmed.

mod chance;
mod count;
mod learner;
mod linear;
mod pulls;
mod rank;
mod terms;

pub(crate) use chance::Chance;
pub use learner::{Learner, Learning};
pub use linear::{Example, Linear, Training};
pub use rank::{Ranked, Ranking, rank};
pub use terms::{Choice, PART, Term, Terms, Times, Vector};
