//! Markdown (CommonMark): a paragraph each, italics and bold as emphasis.

use super::{Document, Look, Run, Shift, is_safe_link};
use katsaus_formats::markdown::{at_line_start, in_address, plain};

/// The document as Markdown, its paragraphs parted by empty lines.
pub fn markdown(document: &Document) -> String {
    let paragraphs = document.paragraphs.iter().map(|paragraph| {
        let mut runs = paragraph.label.clone();
        if !runs.is_empty() {
            runs.push(Run { text: " ".to_owned(), ..Run::default() });
        }
        runs.extend(paragraph.runs.iter().cloned());
        let heading = if paragraph.heading > 0 {
            "#".repeat(usize::from(paragraph.heading.min(5)) + 1) + " "
        } else {
            String::new()
        };
        heading + &joined(&runs) + "\n"
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}

fn joined(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        // A number and its full stop may come as two runs; `1.` is a list all the same.
        let whole: String = runs.iter().map(|run| run.text.as_str()).take(2).collect();
        let starts_list = out.is_empty() && at_line_start(&whole) != plain(&whole);
        out.push_str(&written(run, starts_list));
    }
    out
}

fn written(run: &Run, starts_list: bool) -> String {
    if let Some(address) = run.link.as_ref().filter(|address| is_safe_link(address)) {
        let address = in_address(address);
        return if run.text == *run.link.as_deref().unwrap_or_default() {
            format!("<{address}>")
        } else {
            format!("[{}](<{address}>)", plain(&run.text))
        };
    }
    // Emphasis holds only where it touches the words: spaces go outside.
    let inner = run.text.trim();
    let Some(at) = run.text.find(inner).filter(|_| !inner.is_empty()) else { return run.text.clone() };
    let lines: Vec<String> = inner.split('\n').map(plain).collect();
    let mut text = lines.join("  \n");
    if starts_list && at == 0 {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text.insert(digits, '\\');
    }
    format!("{}{}{}", &run.text[..at], dressed(text, run.look), &run.text[at + inner.len()..])
}

fn dressed(mut text: String, look: Look) -> String {
    let mut wrap = |on: bool, open: &str, close: &str| {
        if on {
            text = format!("{open}{text}{close}");
        }
    };
    wrap(look.bold, "**", "**");
    wrap(look.italic, "*", "*");
    // Outermost: emphasis that ends with `>` would not end before a letter.
    wrap(look.shift == Shift::Super, "<sup>", "</sup>");
    wrap(look.shift == Shift::Sub, "<sub>", "</sub>");
    text
}

#[cfg(test)]
mod tests {
    use super::super::Paragraph;
    use super::super::samples::{document, italic, plain};
    use super::*;

    #[test]
    fn italics_are_emphasis_and_imported_signs_are_not() {
        assert_eq!(
            markdown(&document()),
            "Åberg, T. (2008). R\\&D \\*costs\\*. *Journal of Work, 12*(3), 157–168. \
             <https://doi.org/10.1000/a%3Cb%3E>\n\n2\\. Kela.<sup>**a**</sup>javascript:alert(1)\n"
        );
    }

    #[test]
    fn emphasis_touches_its_words() {
        let paragraph = Paragraph { runs: vec![italic(" Work. "), plain("x")], ..Paragraph::default() };
        let document = Document { paragraphs: vec![paragraph], ..Document::default() };
        assert_eq!(markdown(&document), " *Work.* x\n");
    }
}
