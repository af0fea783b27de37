//! The codebook: what its codes say, how often they are used, and how they are described. Each change is one operation.
//!
//! It must not touch a tag except through `reshape`.

mod describe;
mod exchange;
mod group;
mod reshape;

pub use describe::{CodeField, Put};
pub use exchange::{CodebookForm, CodebookImported};
pub use reshape::Split;

use super::{Act, Review, ReviewError};
use crate::protocol::{self, Edit, path_of};
use crate::store::Committed;
use katsaus_model::{Change, Code, CodeRow, NameOf, ThingKind, text};

impl Review {
    /// All codes, in the codebook's order; those that the protocol no longer has last.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn codebook(&self) -> Result<Vec<CodeRow>, ReviewError> {
        let names = self.names()?;
        let sources = self.store.count_by_name(ThingKind::Tag)?;
        let excerpts = self.store.count_excerpts()?;
        let row = |path: &str, code: Option<&Code>| {
            let id = names.id("code", path);
            CodeRow {
                path: path.to_owned(),
                label: code.map_or_else(String::new, |_| self.code_label(path)),
                code: code.cloned().unwrap_or_default(),
                sources: id.and_then(|id| sources.get(id)).copied().unwrap_or(0),
                excerpts: id.and_then(|id| excerpts.get(id)).copied().unwrap_or(0),
                retired: code.is_none_or(|code| code.retired),
            }
        };
        let known = self.protocol.codes.iter().map(|(path, code)| row(path, Some(code)));
        let gone = names.all("code").filter(|(path, _)| self.protocol.code(path).is_none());
        Ok(known.chain(gone.map(|(path, _)| row(path, None))).collect())
    }

    /// Adds a code with what is said of it.
    ///
    /// # Errors
    /// If it is there already, or its path cannot be.
    pub fn add_code(&mut self, act: &Act, path: &str, code: &Code) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let (change, edits) = self.new_code(path, code)?;
        let path = self.new_path(path)?;
        self.commit(act, &format!("add code `{path}`"), vec![change], &edits)
    }

    /// The change and the edits that a new code is.
    fn new_code(&self, typed: &str, code: &Code) -> Result<(Change, Vec<Edit>), ReviewError> {
        let path = self.new_path(typed)?;
        let mut code = code.clone();
        if code.label.is_empty() {
            // What somebody typed is what they want to read: `Vahva näyttö` for `vahva-naytto`.
            let label = typed.rsplit('/').next().unwrap_or(typed).trim().replace('-', " ");
            code.label.insert(katsaus_model::ANY_LANGUAGE.to_owned(), label);
        }
        let names = self.names()?;
        // A code that was taken out of the codebook by hand, with its tags still there, comes back as what it was.
        let id = names.id("code", &path).map_or_else(|| names.new_id("code", &path), str::to_owned);
        let edits = describe::edits(&path, &code, &Code::default());
        Ok((Change::Name { of: NameOf::Code, id, name: Some(path) }, edits))
    }

    /// A path that a new code may have.
    fn new_path(&self, typed: &str) -> Result<String, ReviewError> {
        let invalid = |why| ReviewError::InvalidCode { code: typed.to_owned(), why };
        let parts: Vec<String> = typed.split('/').map(text::slug).collect();
        if parts.len() < 2 {
            return Err(invalid("a code has a group before it: framework/demand-side"));
        }
        if parts.iter().any(String::is_empty) {
            return Err(invalid("each part needs a letter or digit"));
        }
        if katsaus_model::CodeGroup::is_reserved(&parts[0]) {
            return Err(invalid("its group is called like a field of the query language"));
        }
        let path = parts.join("/");
        if self.protocol.code(&path).is_some() {
            return Err(invalid("the codebook has it already"));
        }
        Ok(path)
    }

    /// The edits that take a code out of the protocol's file.
    fn without_code(&self, path: &str) -> Vec<Edit> {
        let table = path_of(&["codes", path]);
        let below = format!("{table}.");
        let leaves = protocol::leaves(&self.text).into_iter().map(|(leaf, _)| leaf);
        leaves
            .filter(|leaf| *leaf == table || leaf.starts_with(&below))
            .map(|path| Edit { path, value: None })
            .collect()
    }
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_owned()
}

/// Texts as a TOML list.
fn listed<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let list: toml_edit::Array = texts.into_iter().collect();
    toml_edit::Value::from(list).to_string().trim().to_owned()
}
