//! References and citations in the styles of the Citation Style Language (CSL 1.0.2), rendered by hayagriva.
//!
//! `style` finds a style and a language, `sound` refuses one that has no end, `prepare` and `item` turn a source's fields into what CSL works on, `render` has
//! them rendered and turns the result into rich text. `capitals`, `mend`,
//! `punctuation` and `repeated` keep hayagriva's faults from the reader.
//! It must not know of reviews or files.

mod capitals;
mod item;
mod mend;
mod prepare;
mod punctuation;
mod render;
mod repeated;
mod sound;
mod style;

pub use prepare::prepared;
pub use render::{Bibliography, Citation, Cited, Reference};
pub use style::{Known, Language, Style, StyleError, UnknownLanguage, known_styles};
