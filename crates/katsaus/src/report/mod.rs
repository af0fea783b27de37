//! What leaves a review for the manuscript: references, tables, charts. Pure functions over what they are handed.

pub mod bibliography;
pub mod chart;
pub mod cited;
pub mod flow;
pub mod grid;
pub mod hits;
pub mod rich;
pub mod tab;
pub mod words;
