//! The protocol file: read as people write it, edited so that their comments stay.
//!
//! Nothing here touches a file: text in, types or text out.

mod edit;
mod parse;
mod template;

pub use edit::{Edit, ProtocolEditError, apply, difference, leaves, path_of};
pub use parse::{ProtocolError, parse};
pub use template::{TEMPLATES, template};
