//! Screening as arithmetic: which text comes next (`ranker`), when one may stop (`stopping`), how far reviewers agree
//! (`agreement`), what verdicts come to (`outcome`), who gets which text (`shares`), and what a run would have been like where the outcome is known (`simulation`). It must not know a store,
//! a clock, or who decides.

mod agreement;
mod outcome;
mod ranker;
mod shares;
mod simulation;
mod stopping;

pub use agreement::{Agreement, Estimate, Interval, Ratings, agreement};
pub use outcome::{Outcome, Vote, Votes};
pub use ranker::{Gathering, Model, Ranker};
pub use shares::{Sharing, share_out};
pub use simulation::{Measures, Simulated, measures, simulate};
pub use stopping::{Aim, IN_A_ROW, Measured, Sample, Stopping};
