//! Somebody's text file as UTF-8, whatever it was written in, and as numbered lines.
//!
//! Its job is that no reader after it need think of encodings, byte order marks or line ends. It must not lose a byte
//! that can be read as something, nor hold more than a part of the file.

use encoding_rs::{Decoder, Encoding};
use memchr::{memchr_iter, memchr2, memrchr2};
use std::io::{self, BufRead, Read};

/// Bytes asked for at a time.
const CHUNK: usize = 1 << 17;
/// A line longer than this is handed on in parts of the stream, and whole as a line.
const LONG: usize = 1 << 22;

/// A text being read.
pub struct Input<'a> {
    read: Box<dyn Read + 'a>,
    /// For a file in one encoding that is not UTF-8, UTF-16 for one.
    decoder: Option<Decoder>,
    /// Bytes that are not decoded yet.
    raw: Vec<u8>,
    /// Text that is decoded, and how much of it was taken.
    text: String,
    at: usize,
    begun: bool,
    ended: bool,
    line: u32,
    fallback: Option<&'static Encoding>,
    mended: Mended,
}

/// Lines that were not UTF-8 in a file that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// How many.
    pub lines: u32,
    /// The first of them.
    pub first: u32,
    /// What they were read as.
    pub encoding: &'static str,
}

impl<'a> Input<'a> {
    /// A text to be read from its beginning.
    pub fn new(read: impl Read + 'a) -> Input<'a> {
        Input {
            read: Box::new(read),
            decoder: None,
            raw: Vec::new(),
            text: String::new(),
            at: 0,
            begun: false,
            ended: false,
            line: 0,
            fallback: None,
            mended: Mended::default(),
        }
    }

    /// The beginning of the text, up to some hundred kilobytes; nothing is taken.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn head(&mut self) -> io::Result<&str> {
        if !self.begun {
            self.fill()?;
        }
        Ok(&self.text[self.at..])
    }

    /// The next line without its end, and its number from 1.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn line(&mut self) -> io::Result<Option<(u32, &str)>> {
        let mut looked = 0;
        let (end, next) = loop {
            let rest = &self.text.as_bytes()[self.at..];
            match memchr2(b'\n', b'\r', &rest[looked..]).map(|end| end + looked) {
                Some(end) if rest[end] == b'\n' => break (end, end + 1),
                Some(end) if rest.get(end + 1) == Some(&b'\n') => break (end, end + 2),
                Some(end) if end + 1 < rest.len() || self.ended => break (end, end + 1),
                _ if self.ended && rest.is_empty() => return Ok(None),
                _ if self.ended => break (rest.len(), rest.len()),
                Some(end) => looked = end,
                None => looked = rest.len(),
            }
            self.fill()?;
        };
        let from = self.at;
        self.at += next;
        self.line += 1;
        Ok(Some((self.line, self.text[from..from + end].trim_start_matches('\u{feff}'))))
    }

    /// All that is left, as one text.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn rest(&mut self) -> io::Result<String> {
        while !self.ended {
            self.fill()?;
        }
        Ok(self.text.split_off(self.at))
    }

    /// The number of the line that was taken last; for what is read as bytes, of the line that is being taken.
    pub fn line_number(&self) -> u32 {
        self.line
    }

    /// What had to be read as something else than UTF-8 so far.
    pub fn mended(&self) -> &Mended {
        &self.mended
    }

    /// Decodes some more.
    fn fill(&mut self) -> io::Result<()> {
        self.text.drain(..self.at);
        self.at = 0;
        let before = self.raw.len();
        self.raw.resize(before + CHUNK, 0);
        let mut read = 0;
        while read < CHUNK {
            match self.read.read(&mut self.raw[before + read..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(n) => read += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.raw.truncate(before + read);
                    return Err(error);
                }
            }
        }
        self.raw.truncate(before + read);
        if !self.begun {
            self.begin();
        }
        self.decode();
        Ok(())
    }

    /// Looks at the first bytes.
    fn begin(&mut self) {
        self.begun = true;
        let mut encoding = None;
        if let Some((found, mark)) = Encoding::for_bom(&self.raw) {
            self.raw.drain(..mark);
            encoding = Some(found);
        } else if let Some(found) = utf16(&self.raw) {
            encoding = Some(found);
        }
        if let Some(found) = encoding.filter(|found| *found != encoding_rs::UTF_8) {
            self.decoder = Some(found.new_decoder_without_bom_handling());
        }
        self.fallback = declared(&self.raw);
    }

    fn decode(&mut self) {
        if let Some(decoder) = &mut self.decoder {
            let most = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(self.raw.len() * 3);
            self.text.reserve(most);
            let _ = decoder.decode_to_string(&self.raw, &mut self.text, self.ended);
            self.raw.clear();
            return;
        }
        // Cut behind a line, so that one line is never judged in two halves.
        let cut = match memrchr2(b'\n', b'\r', &self.raw) {
            _ if self.ended => self.raw.len(),
            // What follows a short first line may be the whole file on the second.
            Some(end) if end > self.raw.len() / 2 => {
                end + usize::from(end + 1 < self.raw.len() || self.raw[end] == b'\n')
            }
            // One long line: as far as it is UTF-8 it may be handed on.
            _ => match std::str::from_utf8(&self.raw) {
                Ok(text) => text.len(),
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                Err(_) if self.raw.len() < LONG => 0,
                Err(error) => error.valid_up_to().max(1),
            },
        };
        let rest = self.raw.split_off(cut);
        let piece = std::mem::replace(&mut self.raw, rest);
        match std::str::from_utf8(&piece) {
            Ok(text) => self.text.push_str(text),
            Err(_) => self.mend(&piece),
        }
    }

    /// Lines some of which are not UTF-8.
    fn mend(&mut self, piece: &[u8]) {
        let encoding = *self.fallback.get_or_insert_with(|| {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(piece, true);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        });
        let mut line = self.line + memchr_iter(b'\n', self.text.as_bytes()).count() as u32;
        for part in piece.split_inclusive(|byte| *byte == b'\n') {
            line += 1;
            match std::str::from_utf8(part) {
                Ok(text) => self.text.push_str(text),
                Err(_) => {
                    self.text.push_str(&encoding.decode_without_bom_handling(part).0);
                    if self.mended.lines == 0 {
                        (self.mended.first, self.mended.encoding) = (line, encoding.name());
                    }
                    self.mended.lines += 1;
                }
            }
        }
    }
}

/// UTF-16 without a byte order mark: every other byte is nought.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    let sample = &head[..head.len().min(1 << 12)];
    let noughts = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    if noughts(1) * 4 > sample.len() {
        Some(encoding_rs::UTF_16LE)
    } else if noughts(0) * 4 > sample.len() {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// The encoding that a file says it has: `encoding="ISO-8859-1"` of XML, `% Encoding: Cp1252` of JabRef. It counts only
/// for what is not UTF-8.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&head[..head.len().min(400)]).to_lowercase();
    let (_, rest) = head.split_once("encoding")?;
    let label: String = rest
        .trim_start_matches([' ', '=', ':', '"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let known = match label.as_str() {
        "iso8859_1" => "iso-8859-1",
        "cp1252" => "windows-1252",
        other => other,
    };
    Encoding::for_label(known.as_bytes()).filter(|found| *found != encoding_rs::UTF_8)
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let text = self.fill_buf()?;
        let n = text.len().min(buffer.len());
        buffer[..n].copy_from_slice(&text[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.text.len() && !self.ended {
            self.fill()?;
        }
        if self.line == 0 {
            self.line = 1;
        }
        Ok(&self.text.as_bytes()[self.at..])
    }

    fn consume(&mut self, n: usize) {
        let taken = &self.text.as_bytes()[self.at..(self.at + n).min(self.text.len())];
        self.line += memchr_iter(b'\n', taken).count() as u32;
        self.at += taken.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> (Vec<String>, Mended) {
        let mut input = Input::new(bytes);
        let mut lines = Vec::new();
        while let Some((number, line)) = input.line().expect("memory can be read") {
            lines.push(line.to_owned());
            assert_eq!(number as usize, lines.len());
        }
        (lines, input.mended().clone())
    }

    #[test]
    fn every_end_of_line_ends_one() {
        assert_eq!(lines(b"a\nb\r\nc\rd\n\ne").0, ["a", "b", "c", "d", "", "e"]);
        assert_eq!(lines(b"").0, Vec::<String>::new());
        assert_eq!(lines(b"\r\n\r").0, ["", ""]);
    }

    #[test]
    fn encodings_are_found_line_by_line() {
        assert_eq!(lines("\u{feff}ä\nö".as_bytes()).0, ["ä", "ö"]);
        let utf16: Vec<u8> = "Tekijä\nÅbo".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(lines(&utf16).0, ["Tekijä", "Åbo"]);
        let mut marked = vec![0xfe, 0xff];
        marked.extend("Tekijä\r\nÅbo".encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(lines(&marked).0, ["Tekijä", "Åbo"]);
        let (mixed, mended) = lines(b"K\xc3\xa4hk\xc3\xb6nen\nJ\xe4rvinen\n\xc5berg\n");
        assert_eq!(mixed, ["Kähkönen", "Järvinen", "Åberg"]);
        assert_eq!(mended, Mended { lines: 2, first: 2, encoding: "windows-1252" });
    }

    #[test]
    fn lines_that_span_what_is_read_at_a_time_stay_whole() {
        let mut text = String::new();
        for n in 0..200_000 {
            text += &format!("{n}å{}", ["\r\n", "\n", "\r"][n % 3]);
        }
        let (found, _) = lines(text.as_bytes());
        assert_eq!(found.len(), 200_000);
        assert!(found.iter().enumerate().all(|(n, line)| *line == format!("{n}å")));
        let long = "ä".repeat(6_000_000);
        assert_eq!(lines(long.as_bytes()).0, [long]);
    }

    #[test]
    fn a_file_on_one_line_has_a_head() {
        let text = format!("<?xml version=\"1.0\"?>\n<xml>{}</xml>", "<record/>ä".repeat(100_000));
        let mut input = Input::new(text.as_bytes());
        assert!(input.head().expect("memory can be read").len() > 4000);
        assert_eq!(input.rest().expect("the rest"), text);
    }

    #[test]
    fn bytes_count_lines_too() {
        let mut input = Input::new("a\nb\nc".as_bytes());
        let mut first = [0; 3];
        input.read_exact(&mut first).expect("bytes");
        assert_eq!(input.line_number(), 2);
        assert_eq!(input.rest().expect("the rest"), "\nc");
    }
}
