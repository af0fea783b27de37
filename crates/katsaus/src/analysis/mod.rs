//! Words of texts, and what they are found by in the languages that katsaus knows: English, Finnish, Swedish, German,
//! Norwegian, Danish. It must not know an index, a query or a review, and can be used on its own:
//!
//! ```
//! use katsaus::analysis::{Analyser, Language, tokens};
//!
//! let words: Vec<String> = tokens("Työnantajien odotukset").map(|(_, _, word)| word).collect();
//! assert_eq!(words, ["työnantajien", "odotukset"]);
//! let mut analyser = Analyser::default();
//! assert!(analyser.share_a_stem(Language::Finnish, "työnantajien", "työnantaja"));
//! ```

pub mod compounds;
mod dictionary;
pub mod english;
pub mod finnish;
mod function_words;
mod keys;
mod language;
mod stemmed;
mod words;

pub use dictionary::{Dictionary, Reading, read_finnish_by, version};
pub use function_words::is_function_word;
pub use keys::{Analyser, HEAD, Keys, ROOT, STEM, without_language};
pub use language::{LANGUAGES, Language, language_at_a_glance, language_of, language_of_text};
pub use stemmed::{PARTED, Stemmed, Stemming, bare_stem};
pub use words::{Words, each_word, is_of_a_word, lower, tokens};

pub(crate) use words::push_lower;
