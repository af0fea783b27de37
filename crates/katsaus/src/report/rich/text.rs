//! Plain text: a paragraph a line.

use super::{Document, Paragraph, Run};

/// The document as plain text, a paragraph a line with its label before it.
pub fn text(document: &Document) -> String {
    document.paragraphs.iter().map(line).collect()
}

fn line(paragraph: &Paragraph) -> String {
    let (label, text) = (plain(&paragraph.label), plain(&paragraph.runs));
    if label.is_empty() { format!("{text}\n") } else { format!("{label} {text}\n") }
}

/// The text of runs, without their looks; line breaks become spaces.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.replace('\n', " ")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::*;

    #[test]
    fn a_paragraph_is_a_line() {
        assert_eq!(
            text(&document()),
            "Åberg, T. (2008). R&D *costs*. Journal of Work, 12(3), 157–168. https://doi.org/10.1000/a<b>\n\
             2. Kela.ajavascript:alert(1)\n"
        );
    }
}
