//! Behaviour of the library through its public interface.

mod index;
mod log_and_store;
mod oracle;
mod support;
mod tables;
mod workbook;
