//! Rust source with comments and strings told from code, so that a rule is not misled by a word in a sentence. Just
//! enough of the grammar for that; it must not grow into a parser.

use std::ops::Range;

/// A string literal: the line it begins on, from 1, and what stands between its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) line: usize,
    pub(super) text: String,
}

/// A source file taken apart. Blanked signs become blanks, so that every place keeps its line and its offset.
pub(super) struct Code {
    /// Everything but comments and what stands inside of quotes.
    pub(super) all: String,
    /// The same, items under `#[cfg(test)]` blanked too.
    pub(super) shipped: String,
    /// The string literals in order.
    pub(super) literals: Vec<Literal>,
}

impl Code {
    pub(super) fn of(source: &str) -> Code {
        let mut lexer = Lexer { source: source.as_bytes(), out: source.as_bytes().to_vec(), literals: Vec::new() };
        lexer.run();
        let all = String::from_utf8_lossy(&lexer.out).into_owned();
        let literals = lexer.literals.into_iter().map(|inside| Literal {
            line: line_of(source, inside.start),
            text: source.get(inside).unwrap_or_default().to_owned(),
        });
        Code { shipped: without_tests(&all), literals: literals.collect(), all }
    }
}

struct Lexer<'s> {
    source: &'s [u8],
    out: Vec<u8>,
    literals: Vec<Range<usize>>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.source.len() {
            at = match self.source[at] {
                b'/' if self.peek(at + 1) == b'/' => self.line_comment(at),
                b'/' if self.peek(at + 1) == b'*' => self.block_comment(at),
                b'"' => self.string(at),
                b'r' if !self.in_word(at) => self.raw_string(at),
                b'\'' => self.character(at),
                _ => at + 1,
            };
        }
    }

    /// The byte at a place; 0 behind the end.
    fn peek(&self, at: usize) -> u8 {
        self.source.get(at).copied().unwrap_or(0)
    }

    /// Whether the sign before a place belongs to the same word. `br"` and `cr"` are strings, `for` is none.
    fn in_word(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or(0, |at| self.source[at]);
        match before(1) {
            b'b' | b'c' => is_word(before(2)),
            other => is_word(other),
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        let end = range.end.min(self.out.len());
        for byte in &mut self.out[range.start.min(end)..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    /// The first place from `at` on that begins with `needle`, or the end.
    fn find(&self, at: usize, needle: &[u8]) -> usize {
        let rest = self.source.get(at..).unwrap_or_default();
        rest.windows(needle.len()).position(|window| window == needle).map_or(self.source.len(), |found| at + found)
    }

    fn line_comment(&mut self, at: usize) -> usize {
        let end = self.find(at, b"\n");
        self.blank(at..end);
        end
    }

    fn block_comment(&mut self, at: usize) -> usize {
        let mut depth = 1;
        let mut end = at + 2;
        while depth > 0 && end < self.source.len() {
            let step = match (self.peek(end), self.peek(end + 1)) {
                (b'/', b'*') => {
                    depth += 1;
                    2
                }
                (b'*', b'/') => {
                    depth -= 1;
                    2
                }
                _ => 1,
            };
            end += step;
        }
        self.blank(at..end);
        end
    }

    fn string(&mut self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.source.len() && self.source[end] != b'"' {
            end += if self.source[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(self.source.len());
        self.literal(at + 1..end);
        end + 1
    }

    fn raw_string(&mut self, at: usize) -> usize {
        let mut open = at + 1;
        while self.peek(open) == b'#' {
            open += 1;
        }
        if self.peek(open) != b'"' {
            return at + 1;
        }
        let mut close = vec![b'"'];
        close.extend(std::iter::repeat_n(b'#', open - at - 1));
        let end = self.find(open + 1, &close);
        self.literal(open + 1..end);
        end + close.len()
    }

    fn literal(&mut self, inside: Range<usize>) {
        self.blank(inside.clone());
        self.literals.push(inside);
    }

    /// A character, whose sign may be a quote or a brace; or a lifetime, which has no second quote.
    fn character(&mut self, at: usize) -> usize {
        let end = match self.peek(at + 1) {
            b'\\' => self.find(at + 3, b"'"),
            first => at + 1 + width(first),
        };
        if self.peek(end) != b'\'' {
            return at + 1;
        }
        self.blank(at + 1..end);
        end + 1
    }
}

/// How many bytes the sign has that begins with this one.
fn width(first: u8) -> usize {
    match first {
        0xf0..=0xff => 4,
        0xe0..=0xef => 3,
        0xc0..=0xdf => 2,
        _ => 1,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Blanks every item that is there only for tests.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut shipped = String::with_capacity(code.len());
    let mut at = 0;
    while let Some(found) = code[at..].find(MARK) {
        let start = at + found;
        let end = item_end(code, start + MARK.len());
        shipped.push_str(&code[at..start]);
        let blanked = code[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
        shipped.extend(blanked);
        at = end;
    }
    shipped.push_str(&code[at..]);
    shipped
}

/// Where the item ends that begins at or after `from`: behind its body, or behind its semicolon if it has none.
pub(super) fn item_end(code: &str, from: usize) -> usize {
    let mut nested = 0i32;
    for (n, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => nested += 1,
            b')' | b']' => nested -= 1,
            b';' if nested == 0 => return n + 1,
            b'{' if nested == 0 => return block_end(code, n),
            _ => {}
        }
    }
    code.len()
}

/// Behind the brace that closes the one at `open`.
fn block_end(code: &str, open: usize) -> usize {
    let mut depth = 0i32;
    for (n, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return n + 1;
        }
    }
    code.len()
}

/// The line of a place, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Places where `needle` stands, not as part of a longer word.
pub(super) fn words(code: &str, needle: &str) -> Vec<usize> {
    let bytes = code.as_bytes();
    let whole = |at: &usize| {
        let before = at.checked_sub(1).map_or(0, |at| bytes[at]);
        let last = needle.bytes().last().unwrap_or(0);
        let after = bytes.get(at + needle.len()).copied().unwrap_or(0);
        !(is_word(before) || is_word(last) && is_word(after))
    };
    code.match_indices(needle).map(|(at, _)| at).filter(whole).collect()
}

/// What is named right below a path such as `crate` or `super::super`: place and name, each of a `{...}` too.
pub(super) fn below(code: &str, path: &str) -> Vec<(usize, String)> {
    let start = format!("{path}::");
    let mut found = Vec::new();
    for at in words(code, &start) {
        // `std::env` is not `katsaus::std::env`, and one `super` of two is not one.
        if code[..at].ends_with(':') {
            continue;
        }
        let rest = at + start.len();
        if code[rest..].starts_with('{') {
            found.extend(heads(&code[rest + 1..block_end(code, rest)]).into_iter().map(|name| (at, name)));
        } else {
            found.push((at, head(&code[rest..])));
        }
    }
    found.retain(|(_, name)| !name.is_empty());
    found
}

/// The first name of each part of a group; `inside` ends with the group's closing brace.
fn heads(inside: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0i32;
    let mut start = 0;
    for (n, byte) in inside.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b',' | b'}' if depth == 0 => {
                names.push(head(&inside[start..n]));
                start = n + 1;
            }
            _ => {}
        }
    }
    names
}

/// The name that a text begins with.
fn head(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_blanked_and_lines_kept() {
        let code = Code::of("a // b\n/* c /* d */ e */ f\n\"g\\\"h\" i r#\"j\"k\"# br\"l\" 'm' '\\'' '\"' n<'o>\n");
        assert_eq!(code.all.split_whitespace().filter(|w| w.chars().all(char::is_alphabetic)).count(), 3);
        assert_eq!(code.all.lines().count(), 3);
        for gone in ['b', 'c', 'd', 'e', 'g', 'h', 'j', 'k', 'l', 'm'] {
            assert!(!code.all.replace("br", "").contains(gone), "{gone} in {}", code.all);
        }
        for kept in ['a', 'f', 'i', 'n', 'o'] {
            assert!(code.all.contains(kept), "{kept} in {}", code.all);
        }
        let texts: Vec<&str> = code.literals.iter().map(|literal| literal.text.as_str()).collect();
        assert_eq!(texts, ["g\\\"h", "j\"k", "l"]);
        assert!(code.literals.iter().all(|literal| literal.line == 3));
    }

    #[test]
    fn odd_ends_are_no_trouble() {
        for source in ["", "\"", "'", "'\\", "r#\"", "/*", "r", "b", "//", "'ä'", "\"\\", "#[cfg(test)]"] {
            assert_eq!(Code::of(source).all.chars().filter(|c| *c == '\n').count(), 0, "{source}");
        }
    }

    #[test]
    fn test_items_are_not_shipped() {
        let code =
            Code::of("use a;\n#[cfg(test)]\nuse b;\nfn c() {}\n#[cfg(test)]\nmod d { fn e() { '}'; } }\nfn f() {}\n");
        let words: Vec<&str> = code.shipped.split_whitespace().collect();
        assert_eq!(words, ["use", "a;", "fn", "c()", "{}", "fn", "f()", "{}"]);
        assert_eq!(line_of(&code.shipped, code.shipped.find("f()").expect("it is there")), 7);
    }

    #[test]
    fn paths_are_read_one_by_one_and_in_groups() {
        let names = |code: &str, path: &str| below(code, path).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names("use crate::store::Store;\nlet x = crate::log::live();", "crate"), ["store", "log"]);
        assert_eq!(names("use crate::{log, store::{Store, Tx}, index};", "crate"), ["log", "store", "index"]);
        assert_eq!(names("use crate::{\n    log,\n    store,\n};", "crate"), ["log", "store"]);
        assert_eq!(names("use super::super::store;", "super::super"), ["store"]);
        assert_eq!(names("use super::*; use mycrate::a;", "crate"), Vec::<String>::new());
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(words("eprintln!(); println!(); x.println()", "println!"), [13]);
        assert_eq!(words("File::opened(); File::open(p)", "File::open"), [16]);
    }
}
