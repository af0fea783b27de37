//! A query's text as tokens, each with its place.

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
    /// A name and a colon: `title:`.
    Field(String),
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

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

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
            '-' if rest[1..].starts_with(|c: char| !c.is_whitespace()) => self.push(Kind::Minus, 1),
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
        let (word, length) = (word.to_owned(), word.len());
        self.push(Kind::Word(word), length);
    }
}
