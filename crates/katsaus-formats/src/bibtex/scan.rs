//! Finds the entries of a BibTeX file, and the fields of an entry.
//!
//! It must not let one broken entry cost another: a line that begins a new entry ends one that was never closed. What
//! stands outside entries is a comment, as BibTeX has it.

use crate::input::Input;
use memchr::{memchr2, memchr2_iter};
use std::io;

/// An entry longer than this is cut off: no person wrote it.
const LONGEST: usize = 1 << 25;

/// The text of one `@...{...}`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// From the `@` to the end.
    pub(super) text: String,
    /// The line of the `@`.
    pub(super) line: u32,
    /// Whether it was closed.
    pub(super) whole: bool,
}

/// Reads blocks one by one.
#[derive(Default)]
pub(super) struct Scanner {
    /// The block that is open.
    text: String,
    line: u32,
    /// How far the open block was looked at, and how deep its braces are there.
    at: usize,
    depth: usize,
    quoted: bool,
    round: bool,
    comment: bool,
    /// What follows the last block on its line.
    rest: String,
    rest_line: u32,
}

impl Scanner {
    /// The next block.
    pub(super) fn next(&mut self, input: &mut Input<'_>) -> io::Result<Option<Block>> {
        loop {
            if !self.rest.is_empty() {
                let rest = std::mem::take(&mut self.rest);
                if let Some(block) = self.line(&rest, self.rest_line) {
                    return Ok(Some(block));
                }
                continue;
            }
            let Some((number, line)) = input.line()? else {
                return Ok(self.take(false));
            };
            if let Some(block) = self.line(line, number) {
                return Ok(Some(block));
            }
        }
    }

    fn line(&mut self, line: &str, number: u32) -> Option<Block> {
        if self.text.is_empty() {
            return self.outside(line, number);
        }
        let begins = line.starts_with('@') && is_beginning(line);
        if begins && !self.comment || self.text.len() > LONGEST {
            let block = self.take(false);
            self.rest = line.to_owned();
            self.rest_line = number;
            return block;
        }
        self.text.push('\n');
        self.text.push_str(line);
        self.look(number)
    }

    /// A line where no block is open.
    fn outside(&mut self, line: &str, number: u32) -> Option<Block> {
        let mut from = 0;
        while let Some(at) = line[from..].find('@').map(|at| at + from) {
            if is_beginning(&line[at..]) {
                self.text.push_str(&line[at..]);
                self.line = number;
                self.comment =
                    line[at + 1..].trim_start().get(..7).is_some_and(|kind| kind.eq_ignore_ascii_case("comment"));
                self.at = 0;
                self.depth = 0;
                self.quoted = false;
                self.round = false;
                return self.look(number);
            }
            from = at + 1;
        }
        None
    }

    /// Looks for the end of the open block.
    fn look(&mut self, number: u32) -> Option<Block> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            // Most signs mean nothing here; where braces end an entry, only they do.
            if !self.round && self.depth > 0 {
                match memchr2(b'{', b'}', &bytes[self.at..]) {
                    Some(0) => {}
                    Some(more) => {
                        self.at += more;
                        continue;
                    }
                    None => {
                        self.at = bytes.len();
                        return None;
                    }
                }
            }
            match byte {
                b'(' if self.depth == 0 => {
                    self.round = true;
                    self.depth = 1;
                }
                b'{' => self.depth += 1,
                b'}' if self.depth > 1 || !self.round => self.depth = self.depth.saturating_sub(1),
                b'"' if self.round && self.depth == 1 => self.quoted = !self.quoted,
                b')' if self.round && self.depth == 1 && !self.quoted => self.depth = 0,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            self.at += 1;
            if self.depth == 0 && matches!(byte, b'}' | b')') {
                self.rest = self.text.split_off(self.at);
                self.rest_line = number;
                return self.take(true);
            }
        }
        None
    }

    fn take(&mut self, whole: bool) -> Option<Block> {
        if self.text.is_empty() {
            return None;
        }
        let text = std::mem::take(&mut self.text);
        // A comment that never ends has not swallowed what follows it.
        if !whole && self.comment {
            if let Some((_, rest)) = text.split_once('\n') {
                self.comment = false;
                let lines: Vec<&str> = rest.split('\n').collect();
                if let Some(at) = lines.iter().position(|line| line.starts_with('@') && is_beginning(line)) {
                    self.rest = lines[at..].join("\n");
                    self.rest_line = self.line + 1 + at as u32;
                    // Its lines are looked at once more, as one; the block ends where its braces do.
                    let rest = std::mem::take(&mut self.rest);
                    return self.outside(&rest, self.rest_line);
                }
            }
            return None;
        }
        Some(Block { text, line: self.line, whole })
    }
}

/// Whether a text that begins with `@` begins an entry: `@article{`, `@ book (`.
fn is_beginning(text: &str) -> bool {
    let after = text[1..].trim_start();
    let name = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(after.len());
    name > 0 && after[name..].trim_start().starts_with(['{', '('])
}

/// One field: its name and value, the pieces of the value still apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'b> {
    pub(super) name: &'b str,
    pub(super) value: Vec<Piece<'b>>,
}

/// A piece of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'b> {
    /// Text between braces or quotation marks, or a number.
    Text(&'b str),
    /// The name of a `@string`.
    Name(&'b str),
}

/// What was wrong with a block, and at which of its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) code: &'static str,
    pub(super) message: String,
}

/// A block taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed<'b> {
    /// `article`, as written.
    pub(super) kind: &'b str,
    /// The key, empty if there is none.
    pub(super) key: &'b str,
    pub(super) fields: Vec<Field<'b>>,
    pub(super) faults: Vec<Fault>,
}

/// Takes a block apart. What cannot be read is passed over up to the next field.
pub(super) fn parse(text: &str) -> Parsed<'_> {
    let Some(open) = text.find(['{', '(']) else { return Parsed::default() };
    let kind = text[1..open].trim();
    let mut cursor = Cursor { text, at: open + 1 };
    let mut parsed = Parsed { kind, ..Parsed::default() };
    if !kind.eq_ignore_ascii_case("string") {
        parsed.key = cursor.key();
    }
    cursor.fields(&mut parsed);
    parsed
}

struct Cursor<'b> {
    text: &'b str,
    at: usize,
}

impl<'b> Cursor<'b> {
    fn rest(&self) -> &'b str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'b str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// What stands before the first comma, if it is no field.
    fn key(&mut self) -> &'b str {
        self.blanks();
        let rest = self.rest();
        let end = rest.find([',', '=', '}', ')', '\n']).unwrap_or(rest.len());
        let key = rest[..end].trim();
        match rest[end..].chars().next() {
            Some(',') => {
                self.at += end + 1;
                key
            }
            // `@article{title = ...`: no key; `@article{key` and no comma before the next line.
            Some('=') => "",
            Some('\n') if !rest[end..].trim_start().starts_with([',', '=']) => {
                self.at += end;
                key
            }
            Some('\n') => {
                let comma = rest[end..].find([',', '=']).unwrap_or(0);
                if rest[end + comma..].starts_with('=') {
                    return "";
                }
                self.at += end + comma + 1;
                key
            }
            _ => {
                self.at += end;
                key
            }
        }
    }

    fn fields(&mut self, parsed: &mut Parsed<'b>) {
        loop {
            self.take(|c| c.is_whitespace() || c == ',');
            let from = self.at;
            let rest = self.rest();
            if rest.is_empty() || rest.starts_with(['}', ')']) {
                return;
            }
            let name = self.take(|c| !c.is_whitespace() && !matches!(c, '=' | ',' | '{' | '}' | '"' | '#' | '(' | ')'));
            self.blanks();
            if name.is_empty() || !self.rest().starts_with('=') {
                self.skip(from, parsed);
                continue;
            }
            self.at += 1;
            let value = self.value();
            if value.is_empty() {
                self.blanks();
                if !self.rest().starts_with([',', '}', ')']) && !self.rest().is_empty() {
                    self.skip(from, parsed);
                }
                continue;
            }
            parsed.fields.push(Field { name, value });
            self.blanks();
            let rest = self.rest();
            if !rest.is_empty() && !rest.starts_with([',', '}', ')']) {
                let message = format!("a comma is missing behind `{name}`");
                parsed.faults.push(Fault { at: self.at, code: "bibtex-comma", message });
            }
        }
    }

    /// Goes on behind something that is no field.
    fn skip(&mut self, from: usize, parsed: &mut Parsed<'b>) {
        let start = self.at;
        let mut depth = 0i32;
        let rest = self.rest();
        let end = rest
            .char_indices()
            .find(|(_, c)| {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                depth < 0 || depth == 0 && matches!(c, ',' | '\n')
            })
            .map_or(rest.len(), |(at, _)| at);
        self.at = (start + end).max(from + 1);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        let shown: String = self.text[from..self.at].trim().chars().take(40).collect();
        if !shown.is_empty() {
            let message = format!("`{shown}` is no field; passed over");
            parsed.faults.push(Fault { at: from, code: "bibtex-syntax", message });
        }
    }

    fn value(&mut self) -> Vec<Piece<'b>> {
        let mut pieces = Vec::new();
        loop {
            self.blanks();
            let rest = self.rest();
            match rest.chars().next() {
                Some('{') => pieces.push(Piece::Text(self.braced())),
                Some('"') => pieces.push(Piece::Text(self.quoted())),
                _ => {
                    let word = self
                        .take(|c| !c.is_whitespace() && !matches!(c, ',' | '#' | '{' | '}' | '"' | '(' | ')' | '='));
                    if word.is_empty() {
                        return pieces;
                    }
                    let number = word.bytes().all(|byte| byte.is_ascii_digit());
                    pieces.push(if number { Piece::Text(word) } else { Piece::Name(word) });
                }
            }
            self.blanks();
            if !self.rest().starts_with('#') {
                return pieces;
            }
            self.at += 1;
        }
    }

    /// `{...}` with balanced braces; to the end where they do not balance.
    fn braced(&mut self) -> &'b str {
        let rest = &self.rest()[1..];
        let mut depth = 1usize;
        for at in memchr2_iter(b'{', b'}', rest.as_bytes()) {
            if rest.as_bytes()[at] == b'{' {
                depth += 1;
            } else {
                depth -= 1;
            }
            if depth == 0 {
                self.at += at + 2;
                return &rest[..at];
            }
        }
        self.at = self.text.len();
        rest
    }

    /// `"..."`; a quotation mark inside braces does not end it.
    fn quoted(&mut self) -> &'b str {
        let rest = &self.rest()[1..];
        let mut depth = 0usize;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'"' if depth == 0 => {
                    self.at += at + 2;
                    return &rest[..at];
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(u32, bool, String)> {
        let mut input = Input::new(text.as_bytes());
        let mut scanner = Scanner::default();
        let mut found = Vec::new();
        while let Some(block) = scanner.next(&mut input).expect("memory can be read") {
            found.push((block.line, block.whole, block.text));
        }
        found
    }

    #[test]
    fn entries_are_found_wherever_they_stand() {
        let found = blocks("words\n@article{a, title={One}} @book(b, title = \"T)wo\")\n@misc{c,\n title={x}\n}\n");
        let lines: Vec<u32> = found.iter().map(|block| block.0).collect();
        assert_eq!(lines, [1 + 1, 2, 3]);
        assert!(found.iter().all(|block| block.1));
        assert_eq!(found[1].2, "@book(b, title = \"T)wo\")");
        assert_eq!(blocks("mail a@b.org and @home").len(), 0);
    }

    #[test]
    fn an_entry_that_is_not_closed_costs_no_other() {
        let found = blocks("@article{a, title={One\n@book{b, title={Two}}\n@comment{never\n@misc{c, title={x}}\n");
        let shown: Vec<(u32, bool)> = found.iter().map(|block| (block.0, block.1)).collect();
        assert_eq!(shown, [(1, false), (2, true), (4, true)]);
    }

    #[test]
    fn fields_come_apart() {
        let parsed = parse(
            "@Article{key one,\n title = {A {B} c}, year=1998, month = feb # \" 3\", note = \"q{\"}q\" journal = J}",
        );
        assert_eq!((parsed.kind, parsed.key), ("Article", "key one"));
        let names: Vec<&str> = parsed.fields.iter().map(|field| field.name).collect();
        assert_eq!(names, ["title", "year", "month", "note", "journal"]);
        assert_eq!(parsed.fields[2].value, [Piece::Name("feb"), Piece::Text(" 3")]);
        assert_eq!(parsed.faults.len(), 1);
        assert_eq!(parse("@article{title = {x}}").key, "");
        assert_eq!(parse("@article{,\n title = {x}}").fields.len(), 1);
        assert_eq!(parse("@article{k\n title = {x}}").key, "k");
    }
}
