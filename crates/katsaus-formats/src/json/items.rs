//! Finds the objects of a JSON file one after another, through whatever stands around them.
//!
//! It must not parse a value, nor hold more than one. Arrays are entered, so every object that stands in one is an
//! entry; an object that only leads on to others (`message`, `results`, `data` ...) is entered too.

use super::scan::{Scan, Stop};
use crate::input::Input;
use std::io::{self, BufRead};

/// An object longer than this is not read: no person wrote it.
pub(super) const LONGEST: usize = 1 << 26;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// An object from its first bracket to its last.
    Object,
    /// An object of which either is missing.
    Broken,
    /// An object that is too long; its text is not kept.
    TooLong,
    /// A value that is no object.
    Outside,
}

/// The objects of a file.
pub(super) struct Items<'i, 'a> {
    input: &'i mut Input<'a>,
    scan: Scan,
    text: Vec<u8>,
    too_long: bool,
    line: u32,
    /// Objects that were entered and not left yet.
    entered: u32,
}

impl<'i, 'a> Items<'i, 'a> {
    /// The objects from here on.
    pub(super) fn new(input: &'i mut Input<'a>) -> Items<'i, 'a> {
        Items { input, scan: Scan::new(), text: Vec::new(), too_long: false, line: 0, entered: 0 }
    }

    /// The text of what was found last.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// The line that it begins in.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// Finds the next.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        loop {
            self.too_long = false;
            let Some(byte) = self.peek()? else { return Ok(None) };
            self.text.clear();
            self.line = self.input.line_number();
            let found = match byte {
                b'[' | b']' | b',' => {
                    self.input.consume(1);
                    None
                }
                b'}' => {
                    self.input.consume(1);
                    self.entered = self.entered.saturating_sub(1);
                    None
                }
                b'{' => self.object()?,
                _ => self.loose()?,
            };
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// An object; nothing if it only leads on to others and was entered.
    fn object(&mut self) -> io::Result<Option<Piece>> {
        self.scan.begin(true);
        loop {
            match self.run()? {
                Stop::Name => {
                    if self.leads_on()? {
                        self.entered = self.entered.saturating_add(1);
                        return Ok(None);
                    }
                }
                _ if self.too_long => return Ok(Some(Piece::TooLong)),
                Stop::Whole => return Ok(Some(Piece::Object)),
                Stop::Short => return Ok(Some(Piece::Broken)),
            }
        }
    }

    /// What stands between objects: the rest of one that was entered, or something that has no place here.
    fn loose(&mut self) -> io::Result<Option<Piece>> {
        self.scan.begin(false);
        let stop = self.run()?;
        if !self.scan.has_loose_names() {
            return Ok(Some(Piece::Outside));
        }
        if self.entered == 0 {
            return Ok(Some(Piece::Broken));
        }
        if stop == Stop::Whole {
            self.entered -= 1;
        }
        Ok(None)
    }

    /// Scans on to the next stop, and keeps the text.
    fn run(&mut self) -> io::Result<Stop> {
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return Ok(Stop::Short);
            }
            let (used, stop) = self.scan.bytes(bytes);
            if !self.too_long && self.text.len() + used > LONGEST {
                self.too_long = true;
                self.text.clear();
            }
            if !self.too_long {
                self.text.extend_from_slice(&bytes[..used]);
            }
            self.input.consume(used);
            if let Some(stop) = stop {
                return Ok(stop);
            }
        }
    }

    /// The next sign that is no blank, which is not taken; blanks before it are.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let blanks = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = bytes.get(blanks).copied();
            if !self.too_long && self.text.len() + blanks <= LONGEST {
                self.text.extend_from_slice(&bytes[..blanks]);
            }
            self.input.consume(blanks);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Whether the name that was just read leads on to entries: it is one that services use, and its value is of the
    /// kind that they put there.
    fn leads_on(&mut self) -> io::Result<bool> {
        let Some(kinds) = leading(&self.text) else { return Ok(false) };
        let next = self.peek()?;
        Ok(next.is_some_and(|byte| kinds.contains(&byte)))
    }
}

/// What must follow a name at the end of a text if it leads on.
fn leading(text: &[u8]) -> Option<&'static [u8]> {
    let name = text.strip_suffix(b":")?.trim_ascii_end().strip_suffix(b"\"")?;
    let at = memchr::memrchr(b'"', name)?;
    match &name[at + 1..] {
        b"message" | b"data" => Some(&b"{["[..]),
        b"items" | b"results" | b"references" => Some(&b"["[..]),
        _ => None,
    }
}
