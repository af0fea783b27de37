//! The index's own tokenizer: every word as written, and at the same place what else it is found by: its stem and the
//! last parts of a compound in the section's language, a name without its marks. Stop words are words.

use super::layout::{MARK, NAMES, next_start};
use crate::analysis::{Analyser, Language, Words, push_lower, without_language};
use katsaus_model::text::ascii;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Reads what [`super::layout`] laid out.
#[derive(Clone, Default)]
pub(super) struct SectionTokenizer {
    analyser: Analyser,
    token: Token,
    waiting: Waiting,
}

/// Terms for the place of the last word that are still to be given.
#[derive(Clone, Default)]
struct Waiting {
    text: String,
    ends: Vec<usize>,
    at: usize,
}

impl Waiting {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.at = 0;
    }

    fn push(&mut self, term: &str) {
        self.text.push_str(term);
        self.ends.push(self.text.len());
    }

    fn next(&mut self) -> Option<&str> {
        let to = *self.ends.get(self.at)?;
        let from = if self.at == 0 { 0 } else { self.ends[self.at - 1] };
        self.at += 1;
        self.text.get(from..to)
    }
}

pub(super) struct Stream<'a> {
    analyser: &'a mut Analyser,
    token: &'a mut Token,
    waiting: &'a mut Waiting,
    /// What has not been read yet, from the next section's mark on.
    rest: &'a str,
    section: &'a str,
    words: Words<'a>,
    language: Option<Language>,
    names: bool,
    start: u32,
    read: u32,
}

impl Tokenizer for SectionTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        self.waiting.clear();
        Stream {
            analyser: &mut self.analyser,
            token: &mut self.token,
            waiting: &mut self.waiting,
            rest: text,
            section: "",
            words: Words::of(""),
            language: None,
            names: false,
            start: 0,
            read: 0,
        }
    }
}

impl<'a> Stream<'a> {
    fn next_section(&mut self) -> bool {
        let Some((code, behind)) = self.rest.strip_prefix(MARK).and_then(|rest| rest.split_once(MARK)) else {
            return false;
        };
        let end = behind.find(MARK).unwrap_or(behind.len());
        if self.read > 0 {
            self.start = next_start(self.start, self.read);
            self.read = 0;
        }
        self.section = &behind[..end];
        self.rest = &behind[end..];
        self.words = Words::of(self.section);
        self.names = code == NAMES;
        self.language = Language::parse(code);
        true
    }

    /// What else the word in the token is found by: always something that a plain word of a query is looked up by.
    fn find_more(&mut self) {
        self.waiting.clear();
        let word = &self.token.text;
        if let Some(language) = self.language {
            let keys = self.analyser.keys(language, word);
            for term in keys.stems.iter().chain(&keys.heads).chain(&keys.roots) {
                self.waiting.push(term);
            }
        }
        if self.waiting.ends.is_empty() {
            self.waiting.push(&without_language(word));
        }
        if self.names && !word.is_ascii() {
            let bare = ascii(word);
            self.waiting.push(&bare);
            self.waiting.push(&without_language(&bare));
        }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(term) = self.waiting.next() {
            self.token.text.clear();
            self.token.text.push_str(term);
            return true;
        }
        let (from, to) = loop {
            match self.words.next() {
                Some(word) => break word,
                None if self.next_section() => {}
                None => return false,
            }
        };
        self.token.position = (self.start + self.read) as usize;
        self.read += 1;
        self.token.text.clear();
        push_lower(&self.section[from..to], &mut self.token.text);
        self.find_more();
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
    use crate::index::layout::laid_alone;

    fn terms(text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = SectionTokenizer::default();
        let mut stream = tokenizer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().position, stream.token().text.clone()));
        }
        found
    }

    #[test]
    fn words_and_stems_share_a_place() {
        let found = terms(&laid_alone(Some(Language::English), "The Employers' job"));
        let expected = [
            (0, "the"),
            (0, "\u{1}en:the"),
            (0, "\u{3}en:the"),
            (1, "employers"),
            (1, "\u{1}en:employer"),
            (1, "\u{3}en:employ"),
            (2, "job"),
            (2, "\u{1}en:job"),
            (2, "\u{3}en:job"),
        ];
        assert_eq!(found, expected.map(|(at, text)| (at, text.to_owned())));
    }

    #[test]
    fn sections_lie_apart_and_names_lose_their_marks() {
        let found = terms("\u{1}names\u{1}Frøyland, K.\u{1}\u{1}Next");
        let expected = [
            (0, "frøyland"),
            (0, "\u{1}:frøyland"),
            (0, "froyland"),
            (0, "\u{1}:froyland"),
            (1, "k"),
            (1, "\u{1}:k"),
            (258, "next"),
            (258, "\u{1}:next"),
        ];
        assert_eq!(found, expected.map(|(at, text)| (at, text.to_owned())));
    }
}
