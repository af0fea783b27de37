//! Plain texts: files of text in any encoding, and what a program printed of a PDF.
//!
//! It must not join the lines of a text file, which may be what somebody meant, unless words are broken at their ends.

use super::hyphens;
use super::pages::{BREAK, Pages};
use super::unreadable::Unreadable;
use crate::input::Input;

/// The pages of a text file in any encoding. Form feeds part pages; every line end becomes a line feed.
///
/// # Errors
/// If the bytes are no text.
pub fn of_text(bytes: &[u8]) -> Result<Pages, Unreadable> {
    let text = decoded(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let text = without_last_break(text);
    Ok(Pages::parse(if has_broken_words(&text) { hyphens::join(&text) } else { text }))
}

/// Whether words are broken at the ends of lines, as in a text that was printed.
fn has_broken_words(text: &str) -> bool {
    text.match_indices("-\n").any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + 2..].chars().next();
        before.is_some_and(char::is_alphabetic) && behind.is_some_and(char::is_lowercase)
    })
}

/// The pages of what `pdftotext -raw -enc UTF-8` printed, as running text: broken words are whole, a paragraph is one
/// line, and a blank line parts two of them. Every page of the PDF is a page here, also one without text.
///
/// Without `-raw` pdftotext takes hyphens away itself, more than it should; with it there are no paragraphs.
/// [`of_pdf_boxes`](super::of_pdf_boxes) has both.
pub fn of_pdf_text(printed: &[u8]) -> Pages {
    // Each page ends with a form feed, so that an empty one seems to follow the last.
    let printed = without_last_break(String::from_utf8_lossy(printed).into_owned());
    Pages::parse(hyphens::join(&printed))
}

fn without_last_break(mut text: String) -> String {
    if text.ends_with(BREAK) {
        text.pop();
    }
    text
}

/// Bytes as text: the encoding is found out, line by line where a file mixes two.
///
/// # Errors
/// If they are no text.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    // Bytes in memory can always be read.
    checked(Input::new(bytes).rest().map_err(|_| Unreadable::NotText)?)
}

/// The same text, if it is one: binary files come out of any encoding as control characters.
pub(super) fn checked(text: String) -> Result<String, Unreadable> {
    let odd = |c: &char| c.is_control() && !c.is_whitespace() && !matches!(c, '\u{1a}' | '\u{1b}') || *c == '\u{fffd}';
    let (mut all, mut odds) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        odds += usize::from(odd(&c));
    }
    if odds * 50 > all { Err(Unreadable::NotText) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_files_are_read_in_any_encoding() {
        for bytes in [
            "Työ\r\nja\rkuntoutus\u{c}Sivu 2\u{c}".as_bytes(),
            b"Ty\xf6\nja\nkuntoutus\x0cSivu 2",
            b"\xff\xfeT\0y\0\xf6\0\n\0j\0a\0\n\0k\0u\0n\0t\0o\0u\0t\0u\0s\0\x0c\0S\0i\0v\0u\0 \x002\0",
        ] {
            let pages = of_text(bytes).expect("a text");
            assert_eq!(pages.stored(), "Työ\nja\nkuntoutus\u{c}Sivu 2");
            assert_eq!(pages.len(), 2);
        }
        assert_eq!(of_text(b"\x7fELF\x02\x01\x01\0\0\0\0\0\x03\0>\0\x01\0"), Err(Unreadable::NotText));
        let broken = of_text(b"- one\n- two\nadjust-\nments\n").expect("a text");
        assert!(broken.stored().contains("adjustments"), "{}", broken.stored());
        assert_eq!(of_text(b"- one\n- two").map(|pages| pages.stored().to_owned()), Ok("- one\n- two".to_owned()));
        assert_eq!(of_text(b"").map(|pages| pages.len()), Ok(0));
    }

    #[test]
    fn a_printed_pdf_keeps_its_pages() {
        let pages = of_pdf_text("Tuettu työllis-\ntyminen\n\nJohdanto\n\n\u{c}\u{c}Kuva\n\n\u{c}\u{c}".as_bytes());
        assert_eq!(pages.len(), 4);
        assert_eq!(pages.page(1).map(str::trim_end), Some("Tuettu työllistyminen\n\nJohdanto"));
        assert_eq!((pages.page(2), pages.page(4)), (Some(""), Some("")));
        assert_eq!(of_pdf_text(b"").len(), 0);
    }
}
