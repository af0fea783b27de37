//! Tells where a JSON value ends, also one that is broken: by brackets and quotation marks, a part of a text at a time.
//!
//! It must not read values, nor keep any of their text. Of JSON without mistakes it is never wrong. Behind a mistake it
//! finds its way back as soon as it can, so that one broken entry does not cost those behind it.

use memchr::memchr3;

/// Why a scan stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Behind the colon of a name that belongs to the value itself.
    Name,
    /// Behind the value's last sign.
    Whole,
    /// Before something that is no part of the value, which was not closed.
    Short,
}

/// Where a scan stands between two signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Plain,
    /// In a text.
    Text,
    /// In a text, behind a backslash.
    Escaped,
    /// Behind a quotation mark in a text; whether it ends the text is told by what follows.
    Closing,
}

enum Step {
    On,
    Behind(Stop),
    Before(Stop),
}

/// A scan over one value.
pub(super) struct Scan {
    /// Brackets that are open.
    stack: Vec<u8>,
    state: State,
    /// The last sign that was neither blank nor in a text; a quotation mark for a text; 0 at the beginning.
    before: u8,
    /// Whether a line began since.
    fresh: bool,
    watch: bool,
    names: bool,
}

impl Scan {
    /// A scan that has seen nothing.
    pub(super) fn new() -> Scan {
        Scan { stack: Vec::new(), state: State::Plain, before: 0, fresh: false, watch: false, names: false }
    }

    /// Begins with another value; `watch` asks to stop behind its own names.
    pub(super) fn begin(&mut self, watch: bool) {
        self.stack.clear();
        self.state = State::Plain;
        self.before = 0;
        self.fresh = false;
        self.watch = watch;
        self.names = false;
    }

    /// Whether names stood where no object was open: what remains of one whose beginning is elsewhere.
    pub(super) fn has_loose_names(&self) -> bool {
        self.names
    }

    /// Looks at more of the text: how much of it belongs to the value, and why it stopped if it did.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> (usize, Option<Stop>) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            match self.state {
                State::Text => at += self.text(&bytes[at..]),
                State::Escaped => {
                    self.state = State::Text;
                    at += 1;
                }
                State::Closing => at += self.closing(byte),
                State::Plain => match self.sign(byte) {
                    Step::On => at += 1,
                    Step::Behind(stop) => return (at + 1, Some(stop)),
                    Step::Before(stop) => return (at, Some(stop)),
                },
            }
        }
        (at, None)
    }

    /// In a text, up to what may end it; how long that is. No text of JSON has a line break in it, so one that was not
    /// closed ends with its line.
    fn text(&mut self, bytes: &[u8]) -> usize {
        let Some(at) = memchr3(b'"', b'\\', b'\n', bytes) else { return bytes.len() };
        match bytes[at] {
            b'"' => self.state = State::Closing,
            b'\\' => self.state = State::Escaped,
            _ => self.end_text(true),
        }
        at + 1
    }

    /// A text is closed by a mark that a comma, colon or closing bracket follows; one inside it that nobody escaped is
    /// part of it, and so is the one that opens the next text where this one's own was lost.
    fn closing(&mut self, byte: u8) -> usize {
        match byte {
            b' ' | b'\t' | b'\r' | b'"' => 1,
            b'\n' => {
                self.end_text(true);
                1
            }
            b',' | b':' | b'}' | b']' => {
                self.end_text(false);
                0
            }
            b'\\' => {
                self.state = State::Escaped;
                1
            }
            _ => {
                self.state = State::Text;
                1
            }
        }
    }

    fn end_text(&mut self, fresh: bool) {
        self.state = State::Plain;
        self.before = b'"';
        self.fresh = fresh;
    }

    fn sign(&mut self, byte: u8) -> Step {
        match byte {
            b'\n' => {
                self.fresh = true;
                return Step::On;
            }
            b' ' | b'\t' | b'\r' => return Step::On,
            b'"' => {
                // Where no text can begin it rather ends one: whose first mark was lost, or that a line break cut.
                let may_begin = matches!(self.before, 0 | b'{' | b'[' | b',' | b':');
                self.state = if may_begin { State::Text } else { State::Closing };
                return Step::On;
            }
            b'{' | b'[' => {
                if self.is_another(byte) {
                    return Step::Before(Stop::Short);
                }
                self.stack.push(byte);
            }
            b'}' | b']' => {
                let open = if byte == b'}' { b'{' } else { b'[' };
                // What was left open inside is closed with it.
                let Some(at) = self.stack.iter().rposition(|known| *known == open) else {
                    return Step::Before(Stop::Short);
                };
                self.stack.truncate(at);
                if at == 0 {
                    return Step::Behind(Stop::Whole);
                }
            }
            b',' if self.stack.is_empty() => return Step::Before(Stop::Short),
            b':' => {
                if self.stack.is_empty() {
                    self.stack.push(b'{');
                    self.names = true;
                }
                if self.watch && self.stack.len() == 1 {
                    self.before = byte;
                    self.fresh = false;
                    return Step::Behind(Stop::Name);
                }
            }
            _ => {}
        }
        self.before = byte;
        self.fresh = false;
        Step::On
    }

    /// Whether an opening bracket cannot be inside this value: an object without a name in an object, or one that
    /// begins a line where no value may stand.
    fn is_another(&self, byte: u8) -> bool {
        match self.stack.as_slice() {
            [] => self.before != 0,
            [b'{'] => byte == b'{' && !matches!(self.before, b':' | b'{'),
            _ => byte == b'{' && self.fresh && !matches!(self.before, b':' | b',' | b'[' | b'{'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How much of a text is its first value, read whole and in parts.
    fn first(text: &str) -> (&str, Option<Stop>) {
        let mut scan = Scan::new();
        scan.begin(false);
        let (used, stop) = scan.bytes(text.as_bytes());
        let mut small = Scan::new();
        small.begin(false);
        let (mut at, mut end) = (0, None);
        while at < text.len() && end.is_none() {
            let (used, stop) = small.bytes(&text.as_bytes()[at..=at]);
            at += used;
            end = stop;
        }
        assert_eq!((at, end), (used, stop), "{text}");
        (&text[..used], stop)
    }

    #[test]
    fn a_value_ends_where_it_ends() {
        for text in [
            r#"{"a":{"b":[1,{"c":"}]"}]},"d":"\"}"}"#,
            r#"[1,[2],"x, {"]"#,
            "{\n\"a\" : [\n{\n\"b\" : \"c\"\n}\n,\n{}\n]\n}",
            r#"{"a":"\\","b":"he \"said\", \"no\""}"#,
            "{}",
        ] {
            assert_eq!(first(&format!("{text} ,{{")), (text, Some(Stop::Whole)));
        }
        assert_eq!(first("12,3"), ("12", Some(Stop::Short)));
        assert_eq!(first("\"a\"]"), ("\"a\"", Some(Stop::Short)));
        assert_eq!(first("{\"a\":1"), ("{\"a\":1", None));
    }

    #[test]
    fn a_value_that_is_not_closed_ends_before_the_next() {
        for (value, next) in [
            (r#"{"a":1,"#, r#"{"a":2}"#),
            (r#"{"a":1"#, r#"]"#),
            ("{\"a\":[{\"b\":1}\n", "{\"a\":2}"),
            ("{\"a\":\"x\n", "{\"a\":2}"),
        ] {
            assert_eq!(first(&format!("{value}{next}")), (value, Some(Stop::Short)));
        }
        // A bracket or mark that is missing inside is made up for.
        for text in [
            r#"{"a":[{"b":1},"c":2}"#,
            r#"{"a":"x,"b":2}"#,
            r#"{"a":x","b":2}"#,
            r#"{"a":"x "y" z","b":2}"#,
            "{\"a\":\"x\ny\"}",
        ] {
            assert_eq!(first(&format!("{text},{{")), (text, Some(Stop::Whole)));
        }
    }
}
