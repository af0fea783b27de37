//! A literature review on one's own machine: import, search, tag, and take anything back.

pub mod index;
pub mod log;
pub mod progress;
pub mod protocol;
pub mod query;
pub mod review;
pub mod store;
pub mod wire;

pub use katsaus_formats as formats;
pub use katsaus_model as model;
pub use review::{Act, Review, ReviewError};
