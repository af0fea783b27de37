//! Plain text: a paragraph a line, or wrapped for a screen.

use super::{Document, Paragraph, Run};
use unicode_width::UnicodeWidthStr;

/// How far lines after the first are indented on a screen.
const HANG: usize = 4;

/// The document as plain text: a paragraph a line. With a width, in screen columns, paragraphs are wrapped with their
/// later lines indented; a word longer than a line stays whole.
pub fn text(document: &Document, width: Option<usize>) -> String {
    let labels = document.paragraphs.iter().map(|paragraph| joined(&paragraph.label).width()).max().unwrap_or(0);
    let mut out = String::new();
    for paragraph in &document.paragraphs {
        match width {
            Some(width) => wrap(paragraph, labels, width, &mut out),
            None => {
                let label = joined(&paragraph.label);
                let text = joined(&paragraph.runs).replace('\n', " ");
                out.push_str(&label);
                out.push_str(if label.is_empty() { "" } else { " " });
                out.push_str(&text);
                out.push('\n');
            }
        }
    }
    out
}

fn joined(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn wrap(paragraph: &Paragraph, labels: usize, width: usize, out: &mut String) {
    let label = joined(&paragraph.label);
    let (first, later) = match label.as_str() {
        "" if paragraph.hanging => (String::new(), HANG),
        "" => (String::new(), 0),
        label => (format!("{}{label} ", " ".repeat(labels - label.width())), labels + 1),
    };
    let mut column = first.width();
    out.push_str(&first);
    for (line, text) in joined(&paragraph.runs).split('\n').enumerate() {
        if line > 0 {
            out.push('\n');
            out.push_str(&" ".repeat(later));
            column = later;
        }
        let mut start = true;
        for word in text.split_whitespace() {
            let room = column + usize::from(!start) + word.width();
            if !start && room > width {
                out.push('\n');
                out.push_str(&" ".repeat(later));
                column = later;
            } else if !start {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += word.width();
            start = false;
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::*;

    #[test]
    fn a_paragraph_is_a_line() {
        assert_eq!(
            text(&document(), None),
            "Åberg, T. (2008). R&D *costs*. Journal of Work, 12(3), 157–168. https://doi.org/10.1000/a<b>\n\
             2. Kela.ajavascript:alert(1)\n"
        );
    }

    #[test]
    fn on_a_screen_lines_are_wrapped_and_hang() {
        let expected = "\
Åberg, T. (2008). R&D *costs*.
    Journal of Work, 12(3),
    157–168.
    https://doi.org/10.1000/a<b>
2. Kela.ajavascript:alert(1)
";
        assert_eq!(text(&document(), Some(30)), expected);
    }
}
