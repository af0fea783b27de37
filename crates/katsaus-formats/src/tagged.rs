//! The one engine of the line formats: a tag and a value on each line, values that go on, entries that begin and end.
//!
//! It must not know what a tag means, nor hold more than one entry.

use crate::found::{Found, Sink};
use crate::input::Input;
use katsaus_model::{Diagnostic, Place, Severity};
use std::io;
use std::ops::ControlFlow;

/// An entry longer than this is cut off: no person wrote it.
const LONGEST: usize = 1 << 26;

/// A tag of at most four signs; shorter ones have blanks behind.
pub(crate) type Tag = [u8; 4];

/// A tag from a text.
pub(crate) fn tag(text: &str) -> Tag {
    let mut tag = *b"    ";
    for (to, from) in tag.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    tag
}

/// A tag as text.
pub(crate) fn tag_name(tag: &Tag) -> &str {
    std::str::from_utf8(tag).unwrap_or_default().trim_end()
}

/// What a line is.
pub(crate) enum Line<'l> {
    /// The first field of an entry; one that is open ends here.
    Begin(Tag, &'l str),
    /// A field.
    Field(Tag, &'l str),
    /// The last value goes on behind a blank.
    More(&'l str),
    /// The last value goes on in a line of its own.
    Below(&'l str),
    /// One more value of the last tag.
    Again(&'l str),
    /// The entry ends.
    End,
    /// Nothing.
    Blank,
    /// Something that belongs to the file and not to an entry: a head, a foot.
    Frame,
    /// Something that has no place here.
    Stray,
}

/// One entry as it is gathered: tags with their values.
#[derive(Default)]
pub(crate) struct Entry {
    raw: String,
    text: String,
    items: Vec<(Tag, usize, usize, u32)>,
    pub(crate) line: u32,
}

impl Entry {
    /// Tags, values and lines in order.
    pub(crate) fn items(&self) -> impl Iterator<Item = (&Tag, &str, u32)> {
        self.items.iter().map(|(tag, from, to, line)| (tag, &self.text[*from..*to], *line))
    }

    /// The first value of a tag that is not blank.
    pub(crate) fn first(&self, wanted: &Tag) -> Option<&str> {
        self.items().find(|(tag, value, _)| *tag == wanted && !value.trim().is_empty()).map(|(_, value, _)| value)
    }

    /// All values of a tag.
    pub(crate) fn all<'e>(&'e self, wanted: &'e Tag) -> impl Iterator<Item = &'e str> {
        self.items().filter(move |(tag, ..)| *tag == wanted).map(|(_, value, _)| value)
    }

    /// The tag that was given last.
    pub(crate) fn last(&self) -> Option<&Tag> {
        self.items.last().map(|(tag, ..)| tag)
    }

    /// The entry as the file held it.
    pub(crate) fn raw(&self) -> String {
        self.raw.trim_end().to_owned()
    }

    fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    fn clear(&mut self) {
        self.raw.clear();
        self.text.clear();
        self.items.clear();
    }

    fn push(&mut self, tag: Tag, value: &str, line: u32) {
        if self.items.is_empty() {
            self.line = line;
        }
        let from = self.text.len();
        self.text.push_str(value);
        self.items.push((tag, from, self.text.len(), line));
    }

    fn more(&mut self, sign: char, value: &str) {
        let Some((_, from, to, _)) = self.items.last_mut() else { return };
        if *from < *to {
            self.text.push(sign);
        }
        self.text.push_str(value);
        *to = self.text.len();
    }
}

/// A line format.
pub(crate) trait Tagged {
    /// What a line is. `open` is the entry that it stands in, if one is open.
    fn line<'l>(&self, line: &'l str, open: Option<&Entry>) -> Line<'l>;

    /// What an entry says.
    fn convert(&self, entry: &Entry) -> Found;
}

/// Reads a whole file.
pub(crate) fn read(format: &dyn Tagged, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut gathering = Gathering { format, sink, entry: Entry::default(), open: false, stray: Stray::default() };
    while let Some((number, line)) = input.line()? {
        if gathering.line(number, line).is_break() {
            return Ok(());
        }
    }
    if gathering.finish().is_break() {
        return Ok(());
    }
    gathering.stray.report(gathering.sink);
    report_encoding(input, sink);
    Ok(())
}

/// Says that some lines were not UTF-8.
pub(crate) fn report_encoding(input: &Input<'_>, sink: &mut dyn Sink) {
    let mended = input.mended();
    if mended.lines > 0 {
        let lines = if mended.lines == 1 { "1 line is" } else { "some lines are" };
        sink.diagnostic(Diagnostic {
            severity: Severity::Note,
            code: "encoding",
            at: Place::Line { line: mended.first },
            message: format!("{lines} not UTF-8; read as {} ({} in all)", mended.encoding, mended.lines),
        });
    }
}

struct Gathering<'a> {
    format: &'a dyn Tagged,
    sink: &'a mut dyn Sink,
    entry: Entry,
    open: bool,
    stray: Stray,
}

impl Gathering<'_> {
    fn line(&mut self, number: u32, line: &str) -> ControlFlow<()> {
        let kind = self.format.line(line, self.open.then_some(&self.entry));
        match kind {
            Line::Begin(tag, value) => {
                self.finish()?;
                self.open = true;
                self.entry.push(tag, value, number);
            }
            Line::Field(tag, value) if self.open => self.entry.push(tag, value, number),
            Line::More(value) if self.open => self.entry.more(' ', value),
            Line::Below(value) if self.open => self.entry.more('\n', value),
            Line::Again(value) if self.open => {
                if let Some(tag) = self.entry.last().copied() {
                    self.entry.push(tag, value, number);
                }
            }
            Line::End if self.open => {
                self.keep(line);
                return self.finish();
            }
            Line::Blank | Line::Frame | Line::End => {}
            _ => self.stray.add(number, line),
        }
        if self.open {
            self.keep(line);
        }
        if self.entry.raw.len() > LONGEST {
            return self.finish();
        }
        ControlFlow::Continue(())
    }

    fn keep(&mut self, line: &str) {
        self.entry.raw.push_str(line);
        self.entry.raw.push('\n');
    }

    fn finish(&mut self) -> ControlFlow<()> {
        self.open = false;
        if self.entry.is_empty() {
            return ControlFlow::Continue(());
        }
        let found = self.format.convert(&self.entry);
        self.entry.clear();
        self.sink.found(found)
    }
}

/// Lines that belong to no entry.
#[derive(Default)]
struct Stray {
    count: u32,
    first: u32,
    text: String,
}

impl Stray {
    fn add(&mut self, number: u32, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        if self.count == 0 {
            self.first = number;
            self.text = line.trim().chars().take(60).collect();
        }
        self.count += 1;
    }

    fn report(&self, sink: &mut dyn Sink) {
        if self.count > 0 {
            let lines = if self.count == 1 { "1 line is" } else { "lines are" };
            let count = if self.count == 1 { String::new() } else { format!("{} ", self.count) };
            sink.diagnostic(Diagnostic {
                severity: Severity::Note,
                code: "outside",
                at: Place::Line { line: self.first },
                message: format!("{count}{lines} outside every entry and not read; the first: `{}`", self.text),
            });
        }
    }
}
