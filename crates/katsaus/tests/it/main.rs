//! Behaviour of the library through its public interface.

mod agreement;
mod dedup;
mod index;
mod log_and_store;
mod oracle;
mod references;
mod support;
mod tables;
mod workbook;
