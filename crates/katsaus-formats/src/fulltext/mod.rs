//! The text of attached files (full texts), and what in it tells which record a file belongs to: bytes in, text out.
//!
//! It must not touch a path, start a process or look at a clock; and it must not decide what belongs together, only say
//! what it found.

mod boxes;
mod docx;
pub mod find;
mod flow;
mod html;
pub mod hyphens;
mod kind;
mod pages;
mod plain;
mod unreadable;

pub use boxes::of_pdf_boxes;
pub use docx::of_docx;
pub use html::of_html;
pub use kind::Kind;
pub use pages::Pages;
pub use plain::{of_pdf_text, of_text};
pub use unreadable::Unreadable;
