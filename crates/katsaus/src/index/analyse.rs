//! Words of a text as the index holds them: as written (lower case), and at the same place their stem in the text's
//! language where it differs. Every word is indexed, stop words too.

use super::language::{LANGUAGES, Language};
use katsaus_model::text;
use std::collections::HashMap;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Marks the language at the beginning of a text handed to the index, and a stem among its terms.
pub(super) const MARK: char = '\u{1}';
/// Longer runs of letters are no words (they are data that slipped into a text) and are cut there.
const LONGEST: usize = 200;
/// Stems kept in memory, so that common words are stemmed once.
const KEPT: usize = 200_000;

/// Words of `text`: runs of letters and digits in lower case, with where they stand.
pub fn tokens(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    Words { text, at: 0 }.map(move |(from, to)| (from, to, lower(&text[from..to])))
}

/// The words of `text` as [`tokens`] gives them, one after another in the same buffer: for many texts at once.
pub fn each_word(text: &str, buffer: &mut String, mut each: impl FnMut(&str)) {
    for (from, to) in (Words { text, at: 0 }) {
        let word = &text[from..to];
        buffer.clear();
        if word.is_ascii() {
            buffer.push_str(word);
            buffer.make_ascii_lowercase();
        } else {
            buffer.push_str(&lower(word));
        }
        each(buffer);
    }
}

fn lower(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    // Some programs write `ä` as two characters.
    text::composed(word).chars().flat_map(char::to_lowercase).collect()
}

struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let rest = &self.text[self.at..];
        // A combining mark belongs to the letter before it.
        let letter = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
        let start = rest.find(char::is_alphanumeric)?;
        let length = rest[start..].find(|c: char| !letter(c)).unwrap_or(rest.len() - start);
        let (from, to) = (self.at + start, self.at + start + length);
        self.at = to;
        Some((from, to.min(from + self.text[from..to].floor_char_boundary(LONGEST))))
    }
}

/// The term of each word that was stemmed; none where the word is its own stem.
type Stems = HashMap<String, Option<Box<str>>>;

/// Stems words, keeping what it stemmed.
pub struct Analyser {
    stemmers: Vec<(Language, frostem::Stemmer, Stems)>,
}

impl Default for Analyser {
    fn default() -> Analyser {
        let stemmers =
            LANGUAGES.map(|language| (language, frostem::Stemmer::new(language.algorithm()), HashMap::new()));
        Analyser { stemmers: stemmers.into() }
    }
}

impl Clone for Analyser {
    fn clone(&self) -> Analyser {
        Analyser::default()
    }
}

impl Analyser {
    /// The stem of a lower-case word as a term of the index, if it differs from the word.
    pub fn stem(&mut self, language: Language, word: &str) -> Option<&str> {
        let (_, stemmer, kept) = self.stemmers.iter_mut().find(|(known, ..)| *known == language)?;
        if !kept.contains_key(word) {
            if kept.len() >= KEPT {
                kept.clear();
            }
            let stem = stemmer.stem(word);
            let term = (stem != word).then(|| format!("{MARK}{}:{stem}", language.code()).into_boxed_str());
            kept.insert(word.to_owned(), term);
        }
        kept.get(word).and_then(|term| term.as_deref())
    }

    /// Every term that a text in some language may hold for a word: the word, its stems, and where a text's word is
    /// its own stem, that.
    pub fn terms_for(&mut self, word: &str) -> Vec<String> {
        let mut terms = vec![word.to_owned()];
        for language in LANGUAGES {
            match self.stem(language, word).map(str::to_owned) {
                Some(term) => {
                    let bare = term.rsplit(':').next().unwrap_or_default().to_owned();
                    terms.push(term);
                    terms.push(bare);
                }
                // The word is its own stem; inflected forms of it were indexed with it as their stem.
                None => terms.push(format!("{MARK}{}:{word}", language.code())),
            }
        }
        terms.sort();
        terms.dedup();
        terms
    }
}

/// The index's own tokenizer. The text begins with its language's code between marks.
#[derive(Clone, Default)]
pub(super) struct LanguageTokenizer {
    analyser: Analyser,
    token: Token,
}

/// A text handed to the index, with its language in front.
pub(super) fn marked(language: Option<Language>, text: &str) -> String {
    let code = language.map_or("", Language::code);
    format!("{MARK}{code}{MARK}{text}")
}

pub(super) struct Stream<'a> {
    analyser: &'a mut Analyser,
    token: &'a mut Token,
    words: Words<'a>,
    language: Option<Language>,
    stem_next: bool,
}

impl Tokenizer for LanguageTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        let (language, at) = match text.strip_prefix(MARK).and_then(|rest| rest.split_once(MARK)) {
            Some((code, _)) => (Language::parse(code), code.len() + 2),
            None => (None, 0),
        };
        let words = Words { text, at };
        Stream { analyser: &mut self.analyser, token: &mut self.token, words, language, stem_next: false }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if self.stem_next {
            self.stem_next = false;
            if let Some(language) = self.language
                && let Some(stem) = self.analyser.stem(language, &self.token.text)
            {
                let stem = stem.to_owned();
                self.token.text.clear();
                self.token.text.push_str(&stem);
                return true;
            }
        }
        let Some((from, to)) = self.words.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.token.text.clear();
        let word = &self.words.text[from..to];
        if word.is_ascii() {
            self.token.text.push_str(word);
            self.token.text.make_ascii_lowercase();
        } else {
            self.token.text.push_str(&lower(word));
        }
        self.stem_next = true;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_its_mark_are_one_letter_however_they_were_written() {
        let words = |text: &str| tokens(text).map(|(_, _, word)| word).collect::<Vec<_>>();
        assert_eq!(words("Tyo\u{308}nantaja"), words("työnantaja"));
    }

    #[test]
    fn the_index_takes_words_as_a_query_does() {
        let mut tokenizer = LanguageTokenizer::default();
        let mut stream = tokenizer.token_stream("\u{1}\u{1}TYO\u{308}NANTAJA ÄÄNI plain");
        let mut found = Vec::new();
        stream.process(&mut |token| found.push(token.text.clone()));
        assert_eq!(found, tokens("työnantaja ääni Plain").map(|(_, _, word)| word).collect::<Vec<_>>());
    }

    #[test]
    fn words_and_stems_share_a_place() {
        let mut tokenizer = LanguageTokenizer::default();
        let mut stream = tokenizer.token_stream("\u{1}en\u{1}The Employers' job-carving");
        let mut found = Vec::new();
        stream.process(&mut |token| found.push((token.position, token.text.clone())));
        let expected =
            [(0, "the"), (1, "employers"), (1, "\u{1}en:employ"), (2, "job"), (3, "carving"), (3, "\u{1}en:carv")];
        assert_eq!(found, expected.map(|(at, text)| (at, text.to_owned())));
    }

    #[test]
    fn a_word_finds_its_inflections_in_each_language() {
        let mut analyser = Analyser::default();
        let terms = analyser.terms_for("työnantajien");
        assert!(terms.contains(&"\u{1}fi:työnantaj".to_owned()), "{terms:?}");
        let terms = analyser.terms_for("employ");
        assert!(terms.contains(&"\u{1}en:employ".to_owned()) && terms.contains(&"employ".to_owned()), "{terms:?}");
    }
}
