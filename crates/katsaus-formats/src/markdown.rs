//! Writes Markdown for people: a heading, a reference, tags, cells, notes and the abstract of each entry.
//!
//! It must not let imported text become markup.

use crate::entry::{Entry, Writer, Writing, one_line};
use katsaus_model::{Fields, Person};
use std::io;

/// The Markdown format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Markdown;

impl Writer for Markdown {
    fn id(&self) -> &'static str {
        "md"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn begin(&self) -> Box<dyn Writing> {
        Box::new(Text { any: false })
    }
}

/// The text, and whether it has an entry yet.
struct Text {
    any: bool,
}

impl Writing for Text {
    fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        if self.any {
            writeln!(out)?;
        }
        self.any = true;
        write_entry(entry, out)
    }

    fn end(&mut self, _: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

fn write_entry(entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "### {}", plain(entry.key))?;
    let reference = reference_line(entry.fields);
    if !reference.is_empty() {
        writeln!(out, "\n{reference}")?;
    }
    if !entry.tags.is_empty() {
        let tags: Vec<String> = entry.tags.iter().map(|tag| plain(tag)).collect();
        writeln!(out, "\nTags: {}", tags.join(", "))?;
    }
    for (topic, text) in entry.cells {
        writeln!(out, "\n**{}:** {}", plain(topic), plain(text))?;
    }
    if !entry.notes.is_empty() {
        writeln!(out)?;
    }
    for note in entry.notes {
        writeln!(out, "- {}", at_line_start(note))?;
    }
    if let Some(text) = &entry.fields.abstract_text {
        write_quote(text, out)?;
    }
    Ok(())
}

/// The lines of a text as a quotation; empty lines part its paragraphs.
fn write_quote(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out)?;
    for line in text.trim().lines() {
        let line = at_line_start(line);
        if line.is_empty() {
            writeln!(out, ">")?;
        } else {
            writeln!(out, "> {line}")?;
        }
    }
    Ok(())
}

/// `Authors (year). *Title*. Container vol(issue), pages. https://doi.org/...`, of what there is.
fn reference_line(fields: &Fields) -> String {
    let mut parts: Vec<String> = Vec::new();
    let people = if fields.authors.is_empty() { &fields.editors } else { &fields.authors };
    let names: Vec<String> = people.iter().map(Person::inverted).collect();
    let names = at_line_start(&names.join("; "));
    let year = fields.year.map(|year| year.to_string()).or_else(|| fields.date.as_deref().map(plain));
    match year {
        Some(year) => parts.push(format!("{names} ({year}).").trim_start().to_owned()),
        None => parts.push(with_full_stop(&names)),
    }
    if let Some(title) = fields.title.as_deref().map(plain).filter(|title| !title.is_empty()) {
        let stop = if title.ends_with(['.', '?', '!', '…']) { "" } else { "." };
        parts.push(format!("*{title}*{stop}"));
    }
    parts.push(with_full_stop(&container(fields)));
    let house: Vec<String> =
        [&fields.publisher_place, &fields.publisher].into_iter().flatten().map(|text| plain(text)).collect();
    parts.push(with_full_stop(&house.join(": ")));
    parts.push(link(fields));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// `Container 12(3), 157-168`, of what there is.
fn container(fields: &Fields) -> String {
    let mut text = fields.container.as_deref().map(plain).unwrap_or_default();
    let volume = fields.volume.as_deref().map(plain).unwrap_or_default();
    let issue = fields.issue.as_deref().map(|issue| format!("({})", plain(issue))).unwrap_or_default();
    let number = format!("{volume}{issue}");
    if !number.is_empty() {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(&number);
    }
    if let Some(pages) = &fields.pages {
        text.push_str(if text.is_empty() { "" } else { ", " });
        text.push_str(&plain(pages));
    }
    text
}

fn with_full_stop(text: &str) -> String {
    if text.is_empty() || text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

/// The DOI's address, else the web address.
fn link(fields: &Fields) -> String {
    match (&fields.doi, &fields.url) {
        (Some(doi), _) => format!("https://doi.org/{}", in_address(doi.as_str())),
        (None, Some(url)) if url.starts_with("http://") || url.starts_with("https://") => in_address(url),
        (None, Some(url)) => plain(url),
        (None, None) => String::new(),
    }
}

/// An address with the signs that would end it or be markup percent-encoded.
pub fn in_address(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '<' | '>' | '*' | '[' | ']' | '\\' | '`' | '|' | '"' | '~' | ' ' => {
                encoded.push_str(&format!("%{:02X}", u32::from(c)));
            }
            _ if c.is_control() => {}
            _ => encoded.push(c),
        }
    }
    encoded
}

/// A text on one line, with the signs escaped that are markup anywhere.
pub fn plain(text: &str) -> String {
    let line = one_line(text);
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut signs = line.chars().peekable();
    while let Some(c) = signs.next() {
        let entity = c == '&' && signs.peek().is_some_and(|next| next.is_alphanumeric() || *next == '#');
        if entity || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The same at the start of a line, where lists and rules begin with signs of their own.
pub fn at_line_start(text: &str) -> String {
    let line = plain(text);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    let listed = digits > 0 && rest.starts_with(['.', ')']);
    if listed || (digits == 0 && rest.starts_with(['-', '+', '='])) { format!("{number}\\{rest}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::samples::{empty, odd, rich, written};

    #[test]
    fn a_rich_entry() {
        let expected = "\
### luecking2008

Luecking, R. G.; van der Vaart, T. W., Jr; Kela (2008). *Working relationships: a PRISMA review*. Journal of \
Vocational Rehabilitation 12(3), 157-168. https://doi.org/10.3233/jvr-201095

Tags: framework/demand-side

**Method:** Interviews and notes

- Read twice.

> First line.
> Second line.
";
        assert_eq!(written(&Markdown, &[rich()]), expected);
    }

    #[test]
    fn odd_signs_are_no_markup() {
        let expected = "\
### frøyland nd

Frøyland, Å. (n.d.). *50% of R\\&D\\_costs {in} \\#1 \\*bold\\* \\<b\\> \\~x^2 \\\\ \\$5*. Work & life. London: Sage.

### nd
";
        assert_eq!(written(&Markdown, &[odd(), empty()]), expected);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(written(&Markdown, &[empty()]), "### nd\n");
        assert_eq!(written(&Markdown, &[]), "");
    }

    #[test]
    fn lines_do_not_begin_lists_or_rules() {
        assert_eq!(at_line_start("- a"), "\\- a");
        assert_eq!(at_line_start("12. a"), "12\\. a");
        assert_eq!(at_line_start("# a"), "\\# a");
        assert_eq!(at_line_start("2012 a"), "2012 a");
        assert_eq!(at_line_start("==="), "\\===");
    }

    #[test]
    fn addresses_hold_no_markup() {
        assert_eq!(in_address("10.1892/a<673:b>2.0.co;2"), "10.1892/a%3C673:b%3E2.0.co;2");
        let fields = Fields { url: Some("javascript:x[1]".to_owned()), ..Fields::default() };
        assert_eq!(link(&fields), "javascript:x\\[1\\]");
    }
}
