//! Markdown (CommonMark) that people write into cells, as paragraphs with italics, bold, links, lists and quotations.
//!
//! It must not let markup of HTML through, nor lose a sign of what is no Markdown.

use super::{Paragraph, Run};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Signs without which a text is one plain paragraph.
const SIGNS: [char; 13] = ['*', '_', '`', '[', '<', '>', '#', '\\', '&', '\n', '~', '-', '+'];

/// The paragraphs of a text in Markdown. HTML in it is text.
pub fn from_markdown(text: &str) -> Vec<Paragraph> {
    let text = text.trim();
    let numbered = text.starts_with(|c: char| c.is_ascii_digit());
    if !numbered && !text.contains(SIGNS) {
        let run = Run { text: text.to_owned(), ..Run::default() };
        return if text.is_empty() { Vec::new() } else { vec![Paragraph { runs: vec![run], ..Paragraph::default() }] };
    }
    let mut reading = Reading::default();
    for event in Parser::new(text) {
        reading.event(event);
    }
    reading.end();
    reading.done
}

#[derive(Default)]
struct Reading {
    done: Vec<Paragraph>,
    open: Paragraph,
    italic: usize,
    bold: usize,
    link: Option<String>,
    quotes: usize,
    /// The numbers of the lists that are open; none for those with bullets.
    lists: Vec<Option<u64>>,
}

impl Reading {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            // A line that was broken by hand stays broken.
            Event::SoftBreak | Event::HardBreak => self.text("\n"),
            Event::Rule => self.text("---"),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Heading { .. } => self.bold += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.link = Some(dest_url.into_string()),
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end();
                let label = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                };
                self.open.label = vec![Run { text: label, ..Run::default() }];
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Heading(_) => {
                self.end();
                self.bold = self.bold.saturating_sub(1);
            }
            TagEnd::Link | TagEnd::Image => self.link = None,
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        // What is quoted is set in italics, as the passage of another.
        let look = super::Look { italic: self.italic + self.quotes > 0, bold: self.bold > 0, ..super::Look::default() };
        match self.open.runs.last_mut() {
            Some(last) if last.look == look && last.link == self.link => last.text.push_str(text),
            _ => self.open.runs.push(Run { text: text.to_owned(), look, link: self.link.clone() }),
        }
    }

    /// The paragraph that is open ends.
    fn end(&mut self) {
        let mut paragraph = std::mem::take(&mut self.open);
        if let Some(last) = paragraph.runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        if !paragraph.runs.is_empty() || !paragraph.label.is_empty() {
            self.done.push(paragraph);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fragment;
    use super::*;

    fn html(text: &str) -> String {
        let shown = |paragraph: Paragraph| format!("{}|{}", fragment(&paragraph.label), fragment(&paragraph.runs));
        from_markdown(text).into_iter().map(shown).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn markdown_is_read_and_html_is_text() {
        assert_eq!(html("Plain text, 5 % & more"), "|Plain text, 5 % &amp; more");
        assert_eq!(html("An *aim* and **two**"), "|An <i>aim</i> and <b>two</b>");
        assert_eq!(html("One\n\n- a\n- b\n\n3. c"), "|One\n•|a\n•|b\n3.|c");
        assert_eq!(html("> Said so (p. 3)"), "|<i>Said so (p. 3)</i>");
        assert_eq!(html("a <b onload=x>b</b> c"), "|a &lt;b onload=x&gt;b&lt;/b&gt; c");
        assert_eq!(html("<script>x</script>"), "|&lt;script&gt;x&lt;/script&gt;");
        assert_eq!(html("[site](https://a.fi) [no](javascript:x)"), "|<a href=\"https://a.fi\">site</a> no");
        assert_eq!(html("line\nbroken"), "|line<br>broken");
    }

    #[test]
    fn what_is_no_markdown_stays() {
        for text in ["p < .05 * 3 * 2", "n = 12 (5_000)", "2008. Luecking", "a - b", "5) yes"] {
            let read: String = from_markdown(text)
                .iter()
                .flat_map(|paragraph| paragraph.label.iter().chain(&paragraph.runs))
                .map(|run| run.text.as_str())
                .collect();
            let letters =
                |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ')' && *c != '.').collect::<String>();
            assert_eq!(letters(&read), letters(text));
        }
    }
}
