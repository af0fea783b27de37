//! The one engine of the XML formats: the elements of a file in, one small tree an entry out.
//!
//! It must not know what an element means, nor follow what a file declares or points to: it never expands entities that
//! a file makes up, never opens another document, and never holds more than one entry.

mod text;
mod tree;

use crate::found::{Found, Sink};
use crate::input::Input;
use crate::tagged::report_encoding;
use katsaus_model::{Diagnostic, Place, Severity};
use memchr::memchr_iter;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
pub(crate) use text::{has_element, lines, one_line, person, root, tidy};
pub(crate) use tree::Element;
use tree::Tree;

/// An entry longer than this is cut off: no database wrote it, and a tree of it could fill the memory.
const LONGEST: usize = 1 << 24;
/// Elements inside of each other. The deepest that a database writes are about twenty.
const DEEPEST: usize = 256;

/// An XML format.
pub(crate) trait XmlFormat {
    /// Whether an element of this name, without its prefix, is an entry. One inside of an entry is part of that.
    fn is_entry(&self, name: &str) -> bool;

    /// What an entry says; nothing if it is none after all.
    fn convert(&self, entry: Element<'_>, line: u32, raw: String) -> Option<Found>;
}

/// Reads a whole file.
pub(crate) fn read(format: &dyn XmlFormat, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut gathering =
        Gathering { format, sink, tree: Tree::default(), open: Vec::new(), depth: 0, line: 0, begun: 0 };
    match gathering.run(input)? {
        Stop::End => report_encoding(input, sink),
        Stop::Full => {}
    }
    Ok(())
}

/// Why there is nothing more to read.
enum Stop {
    /// The file ended, or cannot be read on.
    End,
    /// Nobody wants more.
    Full,
}

/// The input as the parser takes it: what an entry held is kept as it stands.
struct Tap<'a, 'i> {
    input: &'a mut Input<'i>,
    raw: Vec<u8>,
    keeping: bool,
    /// Bytes that may still be taken; then the file ends as far as the parser knows, so that a quote that is never
    /// closed does not bring all of it into memory.
    left: usize,
}

impl Tap<'_, '_> {
    /// An entry begins with this mark.
    fn begin(&mut self, mark: &str, empty: bool) {
        self.raw.clear();
        self.raw.push(b'<');
        self.raw.extend_from_slice(mark.as_bytes());
        let end = if empty { "/>" } else { ">" };
        self.raw.extend_from_slice(end.as_bytes());
        self.keeping = true;
    }

    fn line(&self) -> u32 {
        self.input.line_number()
    }
}

impl Read for Tap<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let n = bytes.len().min(buffer.len());
        buffer[..n].copy_from_slice(&bytes[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Tap<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        if n == 0 {
            return;
        }
        self.left = self.left.saturating_sub(n);
        if self.keeping
            && let Ok(bytes) = self.input.fill_buf()
        {
            self.raw.extend_from_slice(&bytes[..n.min(bytes.len())]);
        }
        self.input.consume(n);
    }
}

struct Gathering<'a> {
    format: &'a dyn XmlFormat,
    sink: &'a mut dyn Sink,
    tree: Tree,
    /// Elements of the entry that are open, the entry first.
    open: Vec<usize>,
    /// How many elements are open, in an entry or around it.
    depth: usize,
    /// The line that the last entry was given, and the one that it begins in.
    line: u32,
    begun: u32,
}

impl Gathering<'_> {
    fn run(&mut self, input: &mut Input<'_>) -> io::Result<Stop> {
        let mut reader = Reader::from_reader(Tap { input, raw: Vec::new(), keeping: false, left: LONGEST });
        // `R & D` and `?a=1&b=2` are faults that many programs make, and what they mean is plain.
        reader.config_mut().allow_dangling_amp = true;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            if self.open.is_empty() {
                reader.get_mut().left = LONGEST;
            }
            let flow = match reader.read_event_into(&mut buffer) {
                Ok(event) => self.event(&event, reader.get_mut()),
                Err(Error::Io(error)) => return Err(io::Error::new(error.kind(), error)),
                // The file ends inside of a mark.
                Err(Error::Syntax(_)) if self.depth > 0 => self.ended(reader.get_mut()),
                Err(error) => self.broken(&error, reader.get_mut()),
            };
            if let ControlFlow::Break(stop) = flow {
                return Ok(stop);
            }
        }
    }

    fn event(&mut self, event: &Event<'_>, tap: &mut Tap<'_, '_>) -> ControlFlow<Stop> {
        match event {
            Event::Start(start) => return self.start(start, tap, false),
            Event::Empty(start) => {
                self.start(start, tap, true)?;
                return self.end(tap);
            }
            Event::End(_) => return self.end(tap),
            Event::Text(text) if !self.open.is_empty() => self.tree.push_text(text),
            Event::CData(text) if !self.open.is_empty() => self.tree.push_text(text),
            Event::GeneralRef(name) if !self.open.is_empty() => self.tree.push_reference(name),
            Event::DocType(declaration) if has_subset(declaration) => {
                let message = "this file declares what its own words stand for (entities), by which a file can grow \
                               without end or ask for others; it was not read";
                self.tell("xml-entities", tap.line(), message.to_owned());
                return ControlFlow::Break(Stop::End);
            }
            Event::Eof => return self.ended(tap),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn start(&mut self, start: &BytesStart<'_>, tap: &mut Tap<'_, '_>, empty: bool) -> ControlFlow<Stop> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("more than {DEEPEST} elements stand inside of each other; the rest was not read");
            self.tell("xml-depth", tap.line(), message);
            return ControlFlow::Break(Stop::End);
        }
        let name = start.local_name().into_inner();
        if self.open.is_empty() {
            if !self.format.is_entry(name) {
                return ControlFlow::Continue(());
            }
            let inside = memchr_iter(b'\n', start.as_bytes()).count() as u32;
            self.begun = tap.line().saturating_sub(inside);
            // EndNote writes a whole library on one line. An entry is known by its line, so that each needs one of its
            // own: the next that is free.
            self.line = self.begun.max(self.line.saturating_add(1));
            tap.begin(start, empty);
        }
        self.open.push(self.tree.open(name, start.attributes_raw()));
        ControlFlow::Continue(())
    }

    fn end(&mut self, tap: &mut Tap<'_, '_>) -> ControlFlow<Stop> {
        self.depth = self.depth.saturating_sub(1);
        if let Some(node) = self.open.pop() {
            self.tree.close(node);
            if self.open.is_empty() {
                return self.finish(tap);
            }
        }
        ControlFlow::Continue(())
    }

    fn finish(&mut self, tap: &mut Tap<'_, '_>) -> ControlFlow<Stop> {
        tap.keeping = false;
        let raw = String::from_utf8_lossy(&tap.raw).into_owned();
        let found = self.format.convert(self.tree.entry(), self.line, raw);
        self.tree.clear();
        match found {
            Some(found) => self.sink.found(found).map_break(|()| Stop::Full),
            None => ControlFlow::Continue(()),
        }
    }

    /// The file ends, perhaps before it should.
    fn ended(&mut self, tap: &mut Tap<'_, '_>) -> ControlFlow<Stop> {
        if self.depth == 0 {
            return ControlFlow::Break(Stop::End);
        }
        let begun = self.begun;
        let message = if tap.left == 0 {
            format!("what begins in line {begun} is longer than {} MB; nothing more was read", LONGEST >> 20)
        } else if self.open.is_empty() {
            "the file ends before it is complete; entries may be missing".to_owned()
        } else {
            format!("the file ends inside of the entry that begins in line {begun}; what it held so far is kept")
        };
        self.cut(tap)?;
        self.tell("xml-syntax", tap.line(), message);
        ControlFlow::Break(Stop::End)
    }

    /// Hands on what is whole of an entry that is cut off.
    fn cut(&mut self, tap: &mut Tap<'_, '_>) -> ControlFlow<Stop> {
        // The text that the cut goes through would look whole to whoever reads it.
        if self.open.len() > 1
            && let Some(innermost) = self.open.pop()
            && !self.tree.forget(innermost)
        {
            self.open.push(innermost);
        }
        while let Some(node) = self.open.pop() {
            self.tree.close(node);
        }
        if self.tree.size() > 1 { self.finish(tap) } else { ControlFlow::Continue(()) }
    }

    fn broken(&mut self, error: &Error, tap: &Tap<'_, '_>) -> ControlFlow<Stop> {
        let what = match error {
            Error::Syntax(what) => what.to_string(),
            Error::IllFormed(what) => what.to_string(),
            other => other.to_string(),
        };
        let message = format!("this is no XML: {what}; nothing from here on was read");
        self.tell("xml-syntax", tap.line(), message);
        ControlFlow::Break(Stop::End)
    }

    fn tell(&mut self, code: &'static str, line: u32, message: String) {
        let at = Place::Line { line };
        self.sink.diagnostic(Diagnostic { severity: Severity::Error, code, at, message });
    }
}

/// Whether a DOCTYPE declares anything itself: a bracket that stands in no quotes.
fn has_subset(declaration: &str) -> bool {
    let mut quote = None;
    for byte in declaration.bytes() {
        match (quote, byte) {
            (None, b'[') => return true,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::found::Kept;
    use katsaus_model::Field;

    struct Texts;

    impl XmlFormat for Texts {
        fn is_entry(&self, name: &str) -> bool {
            name == "text"
        }

        fn convert(&self, entry: Element<'_>, line: u32, raw: String) -> Option<Found> {
            let mut draft = Draft::new(line);
            draft.text(Field::Title, entry.value(&["head", "title"]));
            draft.text(Field::Language, &entry.attribute("lang").unwrap_or_default());
            draft.abstract_text(&lines(entry.value(&["about"])));
            Some(draft.finish("texts", raw))
        }
    }

    fn kept(text: &str) -> Kept {
        let mut kept = Kept::default();
        read(&Texts, &mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
        kept
    }

    fn titles(kept: &Kept) -> Vec<&str> {
        kept.found.iter().filter_map(|found| found.content.fields.title.as_deref()).collect()
    }

    fn codes(kept: &Kept) -> Vec<&str> {
        kept.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    const GOOD: &str = "<text><head><title>Good</title></head></text>";

    #[test]
    fn an_entry_becomes_a_tree() {
        let text = "<?xml version=\"1.0\"?>\n<!DOCTYPE a PUBLIC \"-//[x]//EN\" \"a.dtd\">\n<x:texts xmlns:x='u'>\n\
                    <x:text\n xml:lang='e&#110;'><x:head><x:title>R&amp;D of <i>E. <b>coli</b></i> &auml; &no; & \
                    more<![CDATA[ <1>]]></x:title></x:head><about>One&#xD;two\n   wrapped\nthree</about></x:text>\n\
                    <!-- <text/> --><text/></x:texts>";
        let kept = kept(text);
        assert_eq!(titles(&kept), ["R&D of E. coli ä &no; & more <1>"]);
        assert_eq!(codes(&kept), [""; 0]);
        let content = &kept.found[0].content;
        assert_eq!(content.fields.language.as_deref(), Some("en"));
        assert_eq!(content.fields.abstract_text.as_deref(), Some("One\ntwo wrapped\nthree"));
        assert_eq!(kept.found[0].place, Place::Line { line: 4 });
        let raw = &content.verbatim[0].2;
        assert!(raw.starts_with("<x:text\n xml:lang='e&#110;'><x:head>"), "{raw}");
        assert!(raw.ends_with("</about></x:text>"), "{raw}");
        assert_eq!(kept.found[1].content.verbatim[0].2, "<text/>");
    }

    #[test]
    fn entries_on_one_line_have_lines_of_their_own() {
        let kept = kept(&format!("<texts>{GOOD}{GOOD}{GOOD}</texts>"));
        let lines: Vec<String> = kept.found.iter().map(|found| found.place.to_string()).collect();
        assert_eq!(lines, ["line 1", "line 2", "line 3"]);
    }

    #[test]
    fn what_a_file_declares_is_refused() {
        let bomb = format!("<!DOCTYPE a [<!ENTITY b \"cc\"><!ENTITY d \"&b;&b;\">]><texts>{GOOD}</texts>");
        let other = format!("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hosts\">]><texts>{GOOD}</texts>");
        for text in [bomb, other] {
            let kept = kept(&text);
            assert_eq!((kept.found.len(), codes(&kept)), (0, vec!["xml-entities"]));
            assert_eq!(root(&text), Some("texts"));
        }
    }

    #[test]
    fn depth_has_a_bound() {
        let kept = kept(&format!("<texts>{GOOD}{}", "<a>".repeat(100_000)));
        assert_eq!((titles(&kept), codes(&kept)), (vec!["Good"], vec!["xml-depth"]));
    }

    #[test]
    fn a_fault_ends_the_file_but_not_what_was_before() {
        let kept = kept(&format!("<texts>\n{GOOD}\n<text><head></text>\n{GOOD}</texts>"));
        assert_eq!((titles(&kept), codes(&kept)), (vec!["Good"], vec!["xml-syntax"]));
        assert_eq!(kept.diagnostics[0].at, Place::Line { line: 3 });
    }

    #[test]
    fn of_an_entry_that_is_cut_off_the_whole_parts_stay() {
        for end in ["<about>half a te", "<about>half a text</ab", "<about attribute='", "<", ""] {
            let kept = kept(&format!("<texts>{GOOD}<text><head><title>Whole</title></head>{end}"));
            assert_eq!((titles(&kept), codes(&kept)), (vec!["Good", "Whole"], vec!["xml-syntax"]), "{end}");
            assert_eq!(kept.found[1].content.fields.abstract_text, None, "{end}");
        }
        assert_eq!(codes(&kept(&format!("<texts>{GOOD}"))), ["xml-syntax"]);
        assert_eq!(codes(&kept("no XML at all")), [""; 0]);
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_fill_the_memory() {
        let kept = kept(&format!("<texts><text><about a=\"{}", "x".repeat(LONGEST + 10)));
        assert_eq!(codes(&kept), ["xml-syntax"]);
        assert!(kept.diagnostics[0].message.contains("longer than 16 MB"), "{}", kept.diagnostics[0].message);
    }
}
