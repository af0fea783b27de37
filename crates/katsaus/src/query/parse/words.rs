//! Words and phrases as typed, to patterns.

use super::notes::{before_parenthesis, of_word};
use super::{Parsed, Parser, at};
use crate::analysis::is_of_a_word;
use crate::query::ast::{Part, Span};
use crate::query::fields::Fields;
use crate::query::lex::Kind;
use crate::query::pattern::{Pattern, is_wildcard};

/// Longer words are no words.
const LONGEST_FUZZY: usize = 60;
/// Most letters that may be other in a fuzzy word.
const MOST_EDITS: u8 = 2;

impl Parser<'_> {
    pub(super) fn word(&mut self, fields: Fields, word: &str, span: Span) -> Parsed {
        if word == "*" && fields == Fields::ANY {
            return Ok(at(span, Part::All));
        }
        let between = self.at > 1 && self.peek().is_some();
        self.notes.extend(of_word(word, between));
        if self.peek().is_some_and(|next| next.kind == Kind::Open && next.span.from == span.to) {
            self.notes.extend(before_parenthesis(word));
        }
        if let Some((bare, edits)) = word.rsplit_once('~')
            && (edits.is_empty() || edits.chars().all(|c| c.is_ascii_digit()))
        {
            return self.fuzzy(fields, bare, edits, span);
        }
        let patterns = self.patterns(word, span, false)?;
        if patterns.is_empty() {
            let hint = "words are made of letters and digits".to_owned();
            return self.error(span, format!("`{word}` holds no letter or digit to search for"), hint);
        }
        Ok(at(span, Part::Words { fields, patterns }))
    }

    /// `employr~1`.
    fn fuzzy(&mut self, fields: Fields, bare: &str, edits: &str, span: Span) -> Parsed {
        let edits = if edits.is_empty() { Some(1) } else { edits.parse().ok() };
        let Some(edits) = edits.filter(|edits| (1..=MOST_EDITS).contains(edits)) else {
            let hint = format!("{bare}~1 or {bare}~2: one or two letters may be other");
            return self.error(span, "so many letters cannot be other".to_owned(), hint);
        };
        if bare.is_empty() || bare.len() > LONGEST_FUZZY || !bare.chars().all(is_of_a_word) {
            let hint = "~ stands behind a single word: employr~1. Words that stand near each other: NEAR/5".to_owned();
            return self.error(span, "only one whole word can be fuzzy".to_owned(), hint);
        }
        if bare.chars().count() <= usize::from(edits) + 1 {
            let hint = format!("`{bare}` is so short that nearly every short word is like it");
            return self.error(span, format!("`{bare}~{edits}` cannot be searched"), hint);
        }
        let patterns = vec![Pattern::Fuzzy { word: bare.to_owned(), edits }];
        Ok(at(span, Part::Words { fields, patterns }))
    }

    pub(super) fn phrase(&mut self, fields: Fields, words: &str, span: Span) -> Parsed {
        if let Some(next) = self.peek().filter(|next| next.span.from == span.to)
            && self.text[next.span.from..next.span.to].starts_with('~')
        {
            let hint = "words near each other are written: dual NEAR/5 customer".to_owned();
            return self.error(next.span, "~ behind a phrase means nothing here".to_owned(), hint);
        }
        let patterns = self.patterns(words, span, true)?;
        if patterns.is_empty() {
            let hint = "put words between the quotation marks".to_owned();
            return self.error(span, "this phrase is empty".into(), hint);
        }
        if words.split_whitespace().any(|word| word.chars().count() > 2 && word.ends_with('?')) {
            let without = words.split_whitespace().map(|word| word.trim_end_matches('?')).collect::<Vec<_>>().join(" ");
            self.notes.push(format!("`?` stands for exactly one letter; question marks are left out: \"{without}\""));
        }
        Ok(at(span, Part::Words { fields, patterns }))
    }

    /// The words of a text, each with what it stands for. Several words, or those of a phrase, are as written.
    fn patterns(&mut self, text: &str, span: Span, phrase: bool) -> Result<Vec<Pattern>, super::QueryError> {
        let parts = text.split(|c: char| !is_of_a_word(c) && !is_wildcard(c));
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let as_written = phrase || parts.len() > 1;
        let mut patterns = Vec::with_capacity(parts.len());
        for part in parts {
            patterns.push(match part.find(is_wildcard) {
                None if as_written => Pattern::Exact(part.to_owned()),
                None => Pattern::Word(part.to_owned()),
                Some(0) => return self.begins_with_wildcard(part, span, phrase),
                Some(_) => Pattern::Wild(part.to_owned()),
            });
        }
        Ok(patterns)
    }

    fn begins_with_wildcard<T>(&self, part: &str, span: Span, phrase: bool) -> Result<T, super::QueryError> {
        let bare: String = part.chars().filter(|c| !is_wildcard(*c)).collect();
        if bare.is_empty() && phrase {
            let hint = "for words with others between them, write: return PRE/2 work".to_owned();
            return self.error(span, format!("`{part}` cannot stand for a whole word"), hint);
        }
        if bare.is_empty() {
            let hint = "put at least one letter before it: employ*".to_owned();
            return self.error(span, format!("`{part}` would find every word"), hint);
        }
        let hint = format!(
            "words are kept by how they begin, as in the databases; a * may stand after a letter only: {bare}*. \
             Compounds are found by their last part without it: {bare}"
        );
        self.error(span, format!("`{part}` cannot be searched: nothing is known of how the word begins"), hint)
    }
}
