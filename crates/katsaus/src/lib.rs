//! A literature review on one's own machine.

pub mod log;
pub mod store;
