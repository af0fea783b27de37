//! The text in what `pdftotext -bbox-layout` prints of a PDF: its pages, blocks, lines and words, in reading order.
//!
//! It must not look at where the words stand on the page. The print is made by one program, one element to a line, so
//! that it is read line by line; its XML is not always well-formed, for a PDF may hold signs that XML may not.

use super::hyphens;
use super::pages::{BREAK, Pages};
use std::borrow::Cow;

/// The pages of what `pdftotext -bbox-layout -enc UTF-8` printed, as running text like that of
/// [`of_pdf_text`](super::of_pdf_text).
///
/// This print is the better one: in its plain text pdftotext takes away every hyphen at the end of a line, also that of
/// `COVID-19` and `työ- ja`; here they are still there.
pub fn of_pdf_boxes(printed: &[u8]) -> Pages {
    let printed = String::from_utf8_lossy(printed);
    let mut text = String::with_capacity(printed.len() / 8);
    let mut pages = 0usize;
    for line in printed.lines().map(str::trim) {
        if let Some(word) = word(line) {
            text.push_str(&word);
            text.push(' ');
        } else if line.starts_with("</line>") || line.starts_with("</block>") {
            text.push('\n');
        } else if line.starts_with("<page ") || line.starts_with("<page>") {
            if pages > 0 {
                text.push(BREAK);
            }
            pages += 1;
        }
    }
    Pages::parse(hyphens::join(&text))
}

/// The word of an element that is one. A form feed in it would be taken for the end of a page.
fn word(line: &str) -> Option<Cow<'_, str>> {
    let (_, text) = line.strip_prefix("<word")?.split_once('>')?;
    let text = text.strip_suffix("</word>").unwrap_or(text);
    let word = quick_xml::escape::unescape(text).unwrap_or(Cow::Borrowed(text));
    Some(if word.contains(char::is_control) { Cow::Owned(word.replace(char::is_control, " ")) } else { word })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_blocks_and_lines_become_running_text() {
        let word = |word: &str| format!("          <word xMin=\"1.5\" yMax=\"2\">{word}</word>\n");
        let line = |words: &str| {
            format!("<line xMin=\"1\">\n{}        </line>\n", words.split(' ').map(word).collect::<String>())
        };
        let printed = format!(
            "<html><title>&lt;page</title><doc>\n  <page width=\"595\">\n<flow>\n<block>\n{}{}</block>\n<block>\n{}</block>\
             </flow>\n  </page>\n  <page width=\"595\">\n  </page>\n  <page width=\"595\">\n<block>\n{}</block>\n</page>\n",
            line("R&amp;D ja COVID-"),
            line("19 ja kuntou-"),
            line("tus &lt; 2"),
            line("Loppu \u{c}&"),
        );
        let pages = of_pdf_boxes(printed.as_bytes());
        assert_eq!(pages.stored(), "R&D ja COVID-19 ja kuntoutus < 2\n\n\u{c}\u{c}Loppu  &");
        assert_eq!((pages.len(), of_pdf_boxes(b"").len()), (3, 0));
    }
}
