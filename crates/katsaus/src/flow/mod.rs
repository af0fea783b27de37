//! Flow diagrams: what became of all that was found, box by box, after PRISMA 2020 (Page and others 2021). Each number is
//! counted with its members, declared by somebody, or not recorded.
//!
//! `facts` is what is known, `tally` counts it, `sums` says whether the numbers add up, `labels` has the words, `build` puts
//! them into the boxes of a `diagram`. It must not know a store, and draws nothing: that is `report::flow`.

mod build;
mod diagram;
mod facts;
mod labels;
mod sums;
mod tally;
#[cfg(test)]
mod tests;

pub use build::diagram;
pub use diagram::{Column, Diagram, Level, Line, Node, Number, Standing, Step};
pub use facts::{Facts, Found, Searched, Text, Variant, Way};
pub use sums::{Broken, broken};
pub use tally::{Counted, Side, Tally};
