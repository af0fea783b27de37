//! A query's text as tokens, each with its place. It must not know which fields there are.

use super::ast::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// A `-` that stands before something.
    Minus,
    /// `NEAR/3`, or `PRE/3` where the order counts. Without a number it is a slip.
    Near {
        most: Option<u32>,
        ordered: bool,
    },
    /// A name and a colon: `title:`.
    Field(String),
    /// `@name`.
    Saved(String),
    Word(String),
    Phrase(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What could not be read as tokens.
pub(super) struct Unclosed(pub(super) Span);

/// Quotation marks of all countries; any of them closes what any of them opened.
const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '‟'];
/// Single ones are apostrophes too, and hold a phrase only if they stand before a word.
const SINGLE: [(char, char); 3] = [('‘', '’'), ('‚', '‘'), ('\'', '\'')];

/// Longer stretches between single ones are no phrases that anybody typed.
const LONGEST_SINGLE: usize = 300;

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Unclosed> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while lexer.skip_blanks() {
        lexer.next()?;
    }
    Ok(lexer.tokens)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) -> bool {
        self.at += self.rest().len() - self.rest().trim_start().len();
        self.at < self.text.len()
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(Token { kind, span: Span { from: self.at, to: self.at + length } });
        self.at += length;
    }

    fn next(&mut self) -> Result<(), Unclosed> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(()) };
        match first {
            '(' => self.push(Kind::Open, 1),
            ')' => self.push(Kind::Close, 1),
            quote if QUOTES.contains(&quote) => self.phrase(quote)?,
            // Word processors make a dash of it.
            '-' | '–' | '−' if rest[first.len_utf8()..].starts_with(|c: char| !c.is_whitespace()) => {
                self.push(Kind::Minus, first.len_utf8());
            }
            quote if self.single(quote) => {}
            _ => self.word(),
        }
        Ok(())
    }

    fn phrase(&mut self, quote: char) -> Result<(), Unclosed> {
        let inside = &self.rest()[quote.len_utf8()..];
        let Some(end) = inside.find(QUOTES) else {
            return Err(Unclosed(Span { from: self.at, to: self.text.len() }));
        };
        let close = inside[end..].chars().next().map_or(1, char::len_utf8);
        let words = inside[..end].to_owned();
        let length = quote.len_utf8() + end + close;
        self.push(Kind::Phrase(words), length);
        Ok(())
    }

    /// `'dual customer'`: a phrase if the mark closes at the end of a word.
    fn single(&mut self, quote: char) -> bool {
        let Some((_, close)) = SINGLE.iter().find(|(open, _)| *open == quote) else { return false };
        let inside = &self.rest()[quote.len_utf8()..];
        let inside = &inside[..inside.floor_char_boundary(LONGEST_SINGLE)];
        let ends = |at: &usize| {
            let behind = inside[*at + close.len_utf8()..].chars().next();
            behind.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')'))
        };
        let Some(end) = inside.match_indices(*close).map(|(at, _)| at).find(ends) else { return false };
        // `'tis ... AND workers'`: apostrophes, if operators or fields stand between.
        let within = &inside[..end];
        let is_query = [" AND ", " OR ", " NOT "].iter().any(|operator| within.contains(operator));
        if within.starts_with(char::is_whitespace)
            || within.contains(QUOTES)
            || within.contains(['(', ')', ':'])
            || is_query
        {
            return false;
        }
        let words = inside[..end].to_owned();
        let length = quote.len_utf8() + end + close.len_utf8();
        self.push(Kind::Phrase(words), length);
        true
    }

    fn word(&mut self) {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || QUOTES.contains(&c));
        let word = &rest[..end.unwrap_or(rest.len())];
        match word {
            "AND" | "&&" => return self.push(Kind::And, word.len()),
            "OR" | "||" => return self.push(Kind::Or, word.len()),
            "NOT" => return self.push(Kind::Not, word.len()),
            _ => {}
        }
        if let Some(near) = near(word) {
            return self.push(near, word.len());
        }
        let name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if let Some(colon) = word.find(':')
            && colon > 0
            && word[..colon].chars().all(name)
        {
            let field = word[..colon].to_owned();
            if field.eq_ignore_ascii_case("not") {
                return self.push(Kind::Not, colon + 1);
            }
            return self.push(Kind::Field(field), colon + 1);
        }
        if let Some(saved) = word.strip_prefix('@')
            && !saved.is_empty()
            && saved.chars().all(|c| name(c) || c == '/')
        {
            let kind = Kind::Saved(saved.to_owned());
            return self.push(kind, word.len());
        }
        let (word, length) = (word.to_owned(), word.len());
        self.push(Kind::Word(word), length);
    }
}

/// `NEAR/3` and `PRE/3`, in small letters too; `NEAR` alone, in capitals, is a slip that the parser names.
fn near(word: &str) -> Option<Kind> {
    if matches!(word, "NEAR" | "PRE") {
        return Some(Kind::Near { most: None, ordered: word == "PRE" });
    }
    let (name, number) = word.split_once('/')?;
    let ordered = name.eq_ignore_ascii_case("pre");
    if !ordered && !name.eq_ignore_ascii_case("near") {
        return None;
    }
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (digits || number.is_empty()).then(|| Kind::Near { most: number.parse().ok(), ordered })
}
