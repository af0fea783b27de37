//! What readers and writers do with whole files: our fixtures, and real files where they are at hand.

mod damaged;
mod documentation;
mod real_files;
mod round_trips;
