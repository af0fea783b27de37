//! Behaviour of the library through its public interface.

mod log_and_store;
mod support;
