//! Full texts: files that belong to sources, the text in them, and which source a file is of.

mod attach;
mod recognise;
mod texts;

pub use attach::Attachment;
pub use recognise::{Recognised, Sign};
pub use texts::{PdfReader, TextTrouble};
