//! What in a file or in its name tells which record it belongs to: DOIs, titles, an author and a year.
//!
//! It must not know any record, nor weigh one sign against another.

mod doi;
mod file_name;
mod title;

pub use doi::dois;
pub use file_name::author_year;
pub use title::{FirstPage, holds_title, prepared};
