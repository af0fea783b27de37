//! The program as people use it: a sandbox for each test, and what it prints, on both streams, with its exit code.

mod codebook;
mod commands;
mod daily;
mod dedup;
mod formats;
mod into;
mod killed;
mod matrix;
mod merge;
mod references;
mod sandbox;
mod screening;
mod search;
mod selection;
mod sheets;
mod tour;
