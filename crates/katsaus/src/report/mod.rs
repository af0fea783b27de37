//! What leaves a review for the manuscript. Pure functions over model types: nothing here reads a review or a file.

pub mod bibliography;
pub mod rich;
