//! HTML: one page that prints well and whose references can be pasted into a manuscript.

use super::{Document, Look, Paragraph, Run, Shift, escaped, is_safe_link};

/// Light and dark screens, and paper.
const STYLE: &str = "\
:root { color-scheme: light dark }
body { font: 1rem/1.5 Georgia, 'Times New Roman', serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem }
h2 { font-size: 1.15rem; margin: 1.6em 0 0.4em }
h3 { font-size: 1rem; font-style: italic; margin: 1.2em 0 0.4em }
p { margin: 0 0 0.6em; overflow-wrap: break-word }
p.hanging { padding-left: 2em; text-indent: -2em }
p.labelled { display: flex; gap: 0.6em }
p.labelled > .label { flex: none; min-width: 2em; text-align: right }
.small-caps { font-variant: small-caps }
@media print { body { max-width: none; margin: 0 } a { color: inherit; text-decoration: none } }
";

/// The document as one HTML page that needs nothing beside it.
pub fn html(document: &Document) -> String {
    let title = escaped(&document.title);
    let body: String = document.paragraphs.iter().map(paragraph).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n",
        escaped(&document.language)
    )
}

fn paragraph(paragraph: &Paragraph) -> String {
    let text = fragment(&paragraph.runs);
    if paragraph.heading > 0 {
        let level = paragraph.heading.min(5) + 1;
        return format!("<h{level}>{text}</h{level}>\n");
    }
    if !paragraph.label.is_empty() {
        let label = fragment(&paragraph.label);
        return format!("<p class=\"labelled\"><span class=\"label\">{label}</span> <span>{text}</span></p>\n");
    }
    let class = if paragraph.hanging { " class=\"hanging\"" } else { "" };
    format!("<p{class}>{text}</p>\n")
}

/// Runs as HTML that may stand inside a paragraph.
pub fn fragment(runs: &[Run]) -> String {
    runs.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let text = run.text.split('\n').map(escaped).collect::<Vec<_>>().join("<br>");
    let text = dressed(text, run.look);
    match &run.link {
        Some(address) if is_safe_link(address) => format!("<a href=\"{}\">{text}</a>", escaped(address)),
        _ => text,
    }
}

fn dressed(mut text: String, look: Look) -> String {
    let mut wrap = |on: bool, open: &str, close: &str| {
        if on {
            text = format!("<{open}>{text}</{close}>");
        }
    };
    wrap(look.shift == Shift::Super, "sup", "sup");
    wrap(look.shift == Shift::Sub, "sub", "sub");
    wrap(look.small_caps, "span class=\"small-caps\"", "span");
    wrap(look.underline, "u", "u");
    wrap(look.bold, "b", "b");
    wrap(look.italic, "i", "i");
    text
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::*;

    #[test]
    fn imported_text_is_no_markup_and_no_script() {
        let page = html(&document());
        assert!(page.contains("<title>References &lt;1&gt;</title>"), "{page}");
        let body = page.split_once("</h1>\n").map(|(_, body)| body).expect("a heading");
        assert_eq!(
            body,
            "<p class=\"hanging\">Åberg, T. (2008). R&amp;D *costs*. <i>Journal of Work, 12</i>(3), 157–168. \
             <a href=\"https://doi.org/10.1000/a&lt;b&gt;\">https://doi.org/10.1000/a&lt;b&gt;</a></p>\n\
             <p class=\"labelled\"><span class=\"label\">2.</span> <span>Kela.<b><sup>a</sup></b>\
             javascript:alert(1)</span></p>\n</body>\n</html>\n"
        );
    }
}
