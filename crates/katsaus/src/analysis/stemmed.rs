//! Many texts as numbers of stems, each word stemmed once for each language. It must not weigh them.

use super::{Analyser, Language, each_word};
use std::collections::HashMap;

/// Stands in a text where one part of it ends: what stands on either side is not side by side.
pub const PARTED: u32 = u32::MAX;

/// Texts as numbers of stems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stemmed {
    /// The stems.
    pub stems: Vec<String>,
    /// Each text: places in `stems`, and [`PARTED`].
    pub texts: Vec<Vec<u32>>,
}

/// Texts on their way to numbers.
#[derive(Default)]
pub struct Stemming {
    analyser: Analyser,
    done: Stemmed,
    numbers: HashMap<String, u32>,
    /// The numbers of words as they are written, for each language.
    seen: Vec<(Option<Language>, HashMap<String, u32>)>,
    text: Vec<u32>,
}

impl Stemming {
    /// Adds the words of a piece of text to the text that was begun.
    pub fn text(&mut self, language: Option<Language>, piece: &str) {
        let mut buffer = String::new();
        each_word(piece, &mut buffer, |word| self.word(language, word));
    }

    /// Adds a word in small letters to the text that was begun. Without a language it is its own stem.
    pub fn word(&mut self, language: Option<Language>, word: &str) {
        let at = self.seen.iter().position(|(known, _)| *known == language).unwrap_or_else(|| {
            self.seen.push((language, HashMap::new()));
            self.seen.len() - 1
        });
        let words = &mut self.seen[at].1;
        if let Some(number) = words.get(word) {
            self.text.push(*number);
            return;
        }
        let stem = bare_stem(&self.analyser, language, word);
        let stems = &mut self.done.stems;
        let number = *self.numbers.entry(stem).or_insert_with_key(|stem| {
            stems.push(stem.clone());
            stems.len() as u32 - 1
        });
        words.insert(word.to_owned(), number);
        self.text.push(number);
    }

    /// Ends a part of the text that was begun.
    pub fn part(&mut self) {
        self.text.push(PARTED);
    }

    /// Ends the text that was begun, and begins another.
    pub fn end(&mut self) {
        self.done.texts.push(std::mem::take(&mut self.text));
    }

    /// All texts that were ended.
    pub fn finish(self) -> Stemmed {
        self.done
    }
}

/// The stem of a word in small letters, without the mark that stems have in an index.
pub fn bare_stem(analyser: &Analyser, language: Option<Language>, word: &str) -> String {
    language.map_or_else(|| word.to_owned(), |language| analyser.stem(language, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_number_in_their_language_alone() {
        let mut stemming = Stemming::default();
        stemming.text(Some(Language::English), "Employers employ");
        stemming.part();
        stemming.text(Some(Language::English), "employer");
        stemming.end();
        stemming.text(None, "employers");
        stemming.end();
        let done = stemming.finish();
        let [first, second] = done.texts.as_slice() else { panic!("{done:?}") };
        assert_eq!((first[0], first[2], first[3]), (first[1], PARTED, first[0]));
        assert_eq!(done.stems[second[0] as usize], "employers");
    }
}
