//! Full texts: files that belong to sources, and the text in them.

mod texts;
