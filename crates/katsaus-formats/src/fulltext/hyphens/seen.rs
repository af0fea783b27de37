//! What a text itself tells of its words: which it has whole, and which it writes with a hyphen inside of a line.
//!
//! It must not know any language.

use std::collections::{BTreeSet, HashSet};

/// Letters of a word that are looked at; what is longer is none.
const LONGEST: usize = 60;

/// The words of a text, as they stand inside of its lines.
pub(super) struct Seen<'t> {
    words: BTreeSet<&'t str>,
    /// Two parts of a word with a hyphen between.
    pairs: HashSet<&'t str>,
}

impl<'t> Seen<'t> {
    pub(super) fn in_text(text: &'t str) -> Seen<'t> {
        let mut seen = Seen { words: BTreeSet::new(), pairs: HashSet::new() };
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
            if word.len() > 4 * LONGEST || word.is_empty() {
                continue;
            }
            if word.contains('-') {
                seen.pairs_of(word);
            } else {
                seen.words.insert(word);
            }
        }
        seen
    }

    fn pairs_of(&mut self, word: &'t str) {
        let (mut before, mut begin) = (None, 0);
        for end in word.match_indices('-').map(|(at, _)| at).chain([word.len()]) {
            if end > begin {
                self.pairs.extend(before.and_then(|before: usize| word.get(before..end)));
                before = Some(begin);
            } else {
                before = None;
            }
            begin = end + 1;
        }
    }

    /// Whether the text has a word that begins with both halves.
    pub(super) fn begins(&self, left: &str, right: &str) -> bool {
        let whole = format!("{left}{right}");
        self.words.range(whole.as_str()..).next().is_some_and(|word| word.starts_with(&whole))
    }

    /// Whether the text writes both halves with a hyphen between, and never without.
    pub(super) fn keeps_hyphen(&self, left: &str, right: &str) -> bool {
        self.pairs.contains(format!("{left}-{right}").as_str())
            && !self.words.contains(format!("{left}{right}").as_str())
    }
}

/// The letters and digits that a text ends with.
pub(super) fn last_word(text: &str) -> &str {
    let end = text.char_indices().rev().take(LONGEST).take_while(|(_, c)| c.is_alphanumeric()).last();
    end.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// The letters and digits that a text begins with.
pub(super) fn first_word(text: &str) -> &str {
    let end = text.char_indices().take(LONGEST).find(|(_, c)| !c.is_alphanumeric());
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_tells_how_it_writes_words() {
        let seen = Seen::in_text("opettajan state-of-the-art self-\nefficacy, well-being, wellbeing -- x--y");
        assert!(seen.begins("opetta", "ja") && !seen.begins("työ", "ja"));
        assert!(seen.keeps_hyphen("state", "of") && seen.keeps_hyphen("the", "art"));
        assert!(!seen.keeps_hyphen("self", "efficacy") && !seen.keeps_hyphen("well", "being"));
        assert_eq!((last_word("a työ"), first_word("ja, b"), first_word("ja")), ("työ", "ja", "ja"));
        assert_eq!((last_word("a "), first_word("")), ("", ""));
    }
}
