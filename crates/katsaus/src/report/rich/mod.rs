//! A text with italics and links, and the four forms in which it leaves katsaus.
//!
//! It must not know what the text is about.

mod docx;
mod html;
mod markdown;
mod read;
mod text;

pub(in crate::report) use docx::Parts;
pub use docx::docx;
pub use html::{fragment, html};
pub use markdown::markdown;
pub use read::from_markdown;
pub use text::{plain, text};

/// How signs look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Italic.
    pub italic: bool,
    /// Bold.
    pub bold: bool,
    /// Small capitals.
    pub small_caps: bool,
    /// Underlined.
    pub underline: bool,
    /// Raised or lowered.
    pub shift: Shift,
}

/// Where signs stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shift {
    /// On the line.
    #[default]
    None,
    /// Raised, as a note's number is.
    Super,
    /// Lowered.
    Sub,
}

/// A stretch of text of one look. A `\n` in it is a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Its look.
    pub look: Look,
    /// The address that it leads to.
    pub link: Option<String>,
}

/// A paragraph, with the number or label that stands before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// `[12]` or `12.`, set apart from the text; empty for most.
    pub label: Vec<Run>,
    /// The text.
    pub runs: Vec<Run>,
    /// Whether all lines but the first are indented.
    pub hanging: bool,
    /// How deep a heading it is, from 1; 0 for running text.
    pub heading: u8,
}

/// A text of several paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What stands above it, and in the head of its HTML page.
    pub title: String,
    /// Its language, `fi-FI`.
    pub language: String,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// The forms that a document can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text, a paragraph a line.
    Text,
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// A text document of Word and LibreOffice.
    Docx,
}

impl Form {
    /// All forms, with their names; each name is also the ending of its files.
    pub const ALL: [(Form, &'static str); 4] =
        [(Form::Text, "txt"), (Form::Html, "html"), (Form::Markdown, "md"), (Form::Docx, "docx")];

    /// The form of a name or ending, in any case: `HTML`, `htm`, `markdown`, `text`.
    pub fn named(name: &str) -> Option<Form> {
        match name.to_lowercase().as_str() {
            "txt" | "text" => Some(Form::Text),
            "html" | "htm" => Some(Form::Html),
            "md" | "markdown" => Some(Form::Markdown),
            "docx" => Some(Form::Docx),
            _ => None,
        }
    }
}

impl Document {
    /// The document in a form, as the bytes of a file.
    ///
    /// # Errors
    /// Says why where the parts of a docx cannot be put together.
    pub fn in_form(&self, form: Form) -> std::io::Result<Vec<u8>> {
        Ok(match form {
            Form::Text => text(self).into_bytes(),
            Form::Html => html(self).into_bytes(),
            Form::Markdown => markdown(self).into_bytes(),
            Form::Docx => docx(self)?,
        })
    }
}

/// Whether an address may become something to click on. Imported addresses may be anything, `javascript:` too.
fn is_safe_link(address: &str) -> bool {
    let lower = address.trim_start().to_lowercase();
    ["http://", "https://", "ftp://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// The text with the signs of XML and HTML escaped; signs that XML cannot hold are left out.
pub(in crate::report) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push('\t'),
            _ if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A run of plain text.
    pub(crate) fn plain(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    /// A run of italics.
    pub(crate) fn italic(text: &str) -> Run {
        Run { text: text.to_owned(), look: Look { italic: true, ..Look::default() }, link: None }
    }

    /// Two references: one that hangs, one with a number; with the signs that are markup somewhere.
    pub(crate) fn document() -> Document {
        let link = |address: &str| Run { text: address.to_owned(), link: Some(address.to_owned()), ..Run::default() };
        Document {
            title: "References <1>".to_owned(),
            language: "en-US".to_owned(),
            paragraphs: vec![
                Paragraph {
                    label: Vec::new(),
                    runs: vec![
                        plain("Åberg, T. (2008). R&D *costs*. "),
                        italic("Journal of Work, 12"),
                        plain("(3), 157–168. "),
                        link("https://doi.org/10.1000/a<b>"),
                    ],
                    hanging: true,
                    heading: 0,
                },
                Paragraph {
                    label: vec![plain("2.")],
                    runs: vec![
                        plain("Kela."),
                        Run {
                            text: "a".to_owned(),
                            look: Look { shift: Shift::Super, bold: true, ..Look::default() },
                            link: None,
                        },
                        link("javascript:alert(1)"),
                    ],
                    hanging: false,
                    heading: 0,
                },
            ],
        }
    }
}
