//! The style and language that `bib` and `cite` write in.

use crate::failure::Failure;
use katsaus::report::bibliography::{Language, Style, StyleError, UnknownLanguage};
use std::path::Path;

/// How references look.
#[derive(Debug, clap::Args)]
pub(crate) struct StyleArgs {
    /// The style: a name (`bib --list-styles` lists them) or a file in the Citation Style Language (.csl)
    #[arg(long, value_name = "STYLE", default_value = "apa")]
    style: String,
    /// The language of "and", "pp." and the like: fi, sv, en, de-AT ... (else the style's own)
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
}

impl StyleArgs {
    pub(crate) fn get(&self) -> Result<(Style, Language), Failure> {
        let style = if Path::new(&self.style).extension().is_some_and(|end| end.eq_ignore_ascii_case("csl")) {
            from_file(Path::new(&self.style))?
        } else {
            Style::named(&self.style).map_err(|error| trouble("", &error))?
        };
        let language = Language::of(self.lang.as_deref(), &style).map_err(|error| no_language(&error))?;
        Ok((style, language))
    }
}

fn from_file(file: &Path) -> Result<Style, Failure> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::user(format!("there is no file `{name}`")).hint(STYLES),
        std::io::ErrorKind::InvalidData => Failure::user(format!("`{name}` is no text")).hint(WHERE),
        _ => Failure::user(format!("`{name}` could not be read: {error}")),
    })?;
    let beside = |parent: &str| std::fs::read_to_string(file.with_file_name(format!("{parent}.csl"))).ok();
    Style::read(&text, &beside).map_err(|error| trouble(&format!("`{name}`: "), &error))
}

const STYLES: &str = "`katsaus bib --list-styles` lists those that katsaus has";
const WHERE: &str = "styles of over 10,000 journals: https://www.zotero.org/styles";

/// The failure of a style, with what to try.
pub(crate) fn trouble(before: &str, error: &StyleError) -> Failure {
    let failure = Failure::user(format!("{before}{error}"));
    match error {
        StyleError::Unknown { near, .. } => {
            let failure = if near.is_empty() {
                failure
            } else {
                let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
                failure.hint(format!("styles like it: {}", near.join(", ")))
            };
            failure.hint(STYLES).hint(format!("{WHERE}; use one by `--style FILE.csl`"))
        }
        StyleError::NotCsl { .. } => failure.hint(WHERE),
        StyleError::NoParent { parent, .. } => {
            failure.hint(format!("save {parent} beside it, under its own name with the ending .csl"))
        }
        StyleError::NoList { .. } => failure.hint("`katsaus cite KEY` writes its citations"),
    }
}

fn no_language(error: &UnknownLanguage) -> Failure {
    Failure::user(error.to_string()).hint(format!("languages: {}", error.known.join(", ")))
}
