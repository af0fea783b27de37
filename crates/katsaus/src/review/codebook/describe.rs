//! What the codebook says of a code: its fields as people type them and as the protocol holds them.
//!
//! It must not look at tags.

use super::{listed, quoted};
use crate::protocol::{Edit, path_of};
use crate::review::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_model::{ANY_LANGUAGE, Code, Labels, text};

/// A field of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeField {
    /// The label in a language; `*` in all.
    Label(String),
    /// Other names.
    Aliases,
    /// What it means.
    Definition,
    /// When to use it.
    Include,
    /// When not to.
    Exclude,
    /// What it was used for.
    Examples,
    /// Its colour.
    Colour,
    /// Words that speak for it.
    Terms,
    /// Where else it is shown.
    AlsoUnder,
}

impl CodeField {
    /// The names of the fields, as people type them.
    pub const NAMES: [&str; 9] =
        ["label", "aliases", "definition", "include", "exclude", "examples", "colour", "terms", "also_under"];

    /// Reads a field's name: `definition`, `label`, `label.fi`.
    pub fn parse(name: &str) -> Option<CodeField> {
        Some(match name.trim().to_lowercase().replace('-', "_").as_str() {
            "label" => CodeField::Label(ANY_LANGUAGE.to_owned()),
            "alias" | "aliases" => CodeField::Aliases,
            "definition" => CodeField::Definition,
            "include" => CodeField::Include,
            "exclude" => CodeField::Exclude,
            "example" | "examples" => CodeField::Examples,
            "colour" | "color" => CodeField::Colour,
            "term" | "terms" => CodeField::Terms,
            "also_under" => CodeField::AlsoUnder,
            other => CodeField::Label(other.strip_prefix("label.").filter(|language| !language.is_empty())?.to_owned()),
        })
    }
}

/// How a value meets the one that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// In its place.
    Set,
    /// Beside it, in a list.
    Add,
    /// Out of the list.
    Take,
}

/// The values of a list: `;` between them.
fn values(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|value| !value.is_empty())
}

/// A term must be one that texts can be searched for.
fn readable(term: &str) -> Result<(), ReviewError> {
    let wrong = |why: &str| Err(ReviewError::Wrong(format!("`{term}` cannot be a term: {why}")));
    if term.contains(',') {
        return wrong("`;` stands between terms: job carving; räätälöin*");
    }
    let inside = term.trim_end_matches('*').contains('*');
    if inside || !term.chars().any(char::is_alphanumeric) {
        return wrong("a * may stand at its end only, behind letters: supported employ*");
    }
    Ok(())
}

/// A list with values put in or taken out.
fn relist(list: &mut Vec<String>, text: &str, how: Put) {
    match how {
        Put::Set => *list = values(text).map(str::to_owned).collect(),
        Put::Add => {
            for value in values(text) {
                if !list.iter().any(|known| known == value) {
                    list.push(value.to_owned());
                }
            }
        }
        Put::Take => list.retain(|known| !values(text).any(|value| value == known)),
    }
}

/// `#abc` and `AABBCC` as `#aabbcc`.
pub(super) fn colour(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches('#').to_lowercase();
    if !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 => Some(format!("#{digits}")),
        3 => Some(std::iter::once('#').chain(digits.chars().flat_map(|c| [c, c])).collect()),
        _ => None,
    }
}

impl Review {
    /// Describes a code: sets its fields, adds to its lists, takes out of them. An empty value takes a field away.
    ///
    /// # Errors
    /// If the code is not known, or a field does not take the value.
    pub fn describe_code(
        &mut self,
        act: &Act,
        typed: &str,
        values: &[(CodeField, Put, String)],
    ) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let path = self.code_path(typed)?;
        let Some(held) = self.protocol.code(&path).cloned() else {
            return Err(ReviewError::InvalidCode {
                code: path,
                why: "the protocol does not have it; add it again first",
            });
        };
        let mut code = held.clone();
        for (field, how, text) in values {
            self.put_into_code(&path, &mut code, field, *how, text)?;
        }
        let edits = edits(&path, &code, &held);
        self.commit(act, &format!("describe code `{path}`"), Vec::new(), &edits)
    }

    /// Puts one value into what is said of a code.
    ///
    /// # Errors
    /// If the field does not take the value.
    pub fn put_into_code(
        &self,
        path: &str,
        code: &mut Code,
        field: &CodeField,
        how: Put,
        value: &str,
    ) -> Result<(), ReviewError> {
        let is_list =
            matches!(field, CodeField::Aliases | CodeField::Examples | CodeField::Terms | CodeField::AlsoUnder);
        if how != Put::Set && !is_list {
            let why = "`+=` and `-=` are for lists: aliases, examples, terms, also_under; `=` sets all other fields";
            return Err(ReviewError::Wrong(why.to_owned()));
        }
        let plain = |slot: &mut String| value.trim().clone_into(slot);
        match field {
            CodeField::Label(language) => {
                let before = code.label.clone();
                put_label(&mut code.label, language, &self.protocol.language, value.trim());
                // Tables that still say the old label mean this code.
                for gone in before.into_values() {
                    let known = code.label.values().chain(&code.aliases).any(|name| *name == gone);
                    if !known && text::normalise(&gone) != text::normalise(path.rsplit('/').next().unwrap_or(path)) {
                        code.aliases.push(gone);
                    }
                }
            }
            CodeField::Definition => plain(&mut code.definition),
            CodeField::Include => plain(&mut code.include),
            CodeField::Exclude => plain(&mut code.exclude),
            CodeField::Aliases => relist(&mut code.aliases, value, how),
            CodeField::Examples => relist(&mut code.examples, value, how),
            CodeField::Terms => {
                relist(&mut code.terms, value, how);
                if how != Put::Take {
                    values(value).try_for_each(readable)?;
                }
            }
            CodeField::Colour if value.trim().is_empty() => code.colour.clear(),
            CodeField::Colour => {
                code.colour = colour(value).ok_or_else(|| {
                    ReviewError::Wrong(format!("`{value}` is no colour; write it as #0072b2: red, green, blue"))
                })?;
            }
            CodeField::AlsoUnder => {
                let mut places = Vec::new();
                for place in values(value) {
                    places.push(self.place_for(path, place)?);
                }
                relist(&mut code.also_under, &places.join(";"), how);
            }
        }
        Ok(())
    }

    /// A group or code that a code may be shown below.
    fn place_for(&self, path: &str, typed: &str) -> Result<String, ReviewError> {
        let place =
            if self.groups().iter().any(|group| group == typed) { typed.to_owned() } else { self.code_path(typed)? };
        let within = |inner: &str, outer: &str| inner == outer || inner.starts_with(&format!("{outer}/"));
        if within(path, &place) || within(&place, path) {
            let why = format!("`{path}` stands in `{place}` already, or the other way round");
            return Err(ReviewError::Wrong(why));
        }
        Ok(place)
    }
}

/// One label for all languages makes way for labels in each: it was in the review's own.
fn put_label(labels: &mut Labels, language: &str, own: &str, text: &str) {
    if language == ANY_LANGUAGE {
        // Meant is the label that is shown.
        let language = if labels.keys().any(|known| known != ANY_LANGUAGE) { own } else { ANY_LANGUAGE };
        labels.insert(language.to_owned(), text.to_owned());
    } else {
        if let Some(plain) = labels.remove(ANY_LANGUAGE) {
            labels.insert(own.to_owned(), plain);
        }
        labels.insert(language.to_owned(), text.to_owned());
    }
    labels.retain(|_, text| !text.is_empty());
}

/// The edits that make of one description another.
pub(super) fn edits(path: &str, code: &Code, held: &Code) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut edit = |key: &str, changed: bool, value: Option<String>| {
        if changed {
            edits.push(Edit { path: path_of(&["codes", path, key]), value });
        }
    };
    let text = |text: &String| (!text.is_empty()).then(|| quoted(text));
    let list = |list: &Vec<String>| (!list.is_empty()).then(|| listed(list.iter().map(String::as_str)));
    edit("label", code.label != held.label, labelled(&code.label));
    edit("aliases", code.aliases != held.aliases, list(&code.aliases));
    edit("definition", code.definition != held.definition, text(&code.definition));
    edit("include", code.include != held.include, text(&code.include));
    edit("exclude", code.exclude != held.exclude, text(&code.exclude));
    edit("examples", code.examples != held.examples, list(&code.examples));
    edit("colour", code.colour != held.colour, text(&code.colour));
    edit("terms", code.terms != held.terms, list(&code.terms));
    edit("also_under", code.also_under != held.also_under, list(&code.also_under));
    edit("retired", code.retired != held.retired, code.retired.then(|| "true".to_owned()));
    edits
}

fn labelled(labels: &Labels) -> Option<String> {
    match labels.get(ANY_LANGUAGE) {
        Some(plain) if labels.len() == 1 => Some(quoted(plain)),
        _ if labels.is_empty() => None,
        _ => {
            let mut table = toml_edit::InlineTable::new();
            for (language, text) in labels {
                table.insert(language, text.as_str().into());
            }
            Some(toml_edit::Value::from(table).to_string().trim().to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_take_and_give() {
        let mut list = vec!["a".to_owned()];
        relist(&mut list, "b; a ;c", Put::Add);
        assert_eq!(list, ["a", "b", "c"]);
        relist(&mut list, "b", Put::Take);
        assert_eq!(list, ["a", "c"]);
        relist(&mut list, "d;e", Put::Set);
        assert_eq!(list, ["d", "e"]);
    }

    #[test]
    fn colours_have_one_form() {
        assert_eq!(colour("#0AF").as_deref(), Some("#00aaff"));
        assert_eq!(colour("0072B2").as_deref(), Some("#0072b2"));
        assert_eq!(colour("blue"), None);
        assert_eq!(colour("#ääö"), None);
    }

    #[test]
    fn a_label_for_all_becomes_that_of_the_reviews_language() {
        let mut labels = Labels::from([("*".to_owned(), "kysyntä".to_owned())]);
        put_label(&mut labels, "en", "fi", "demand");
        assert_eq!(labels.get("fi").map(String::as_str), Some("kysyntä"));
        put_label(&mut labels, "*", "fi", "kysyntäpuoli");
        assert_eq!(labels, Labels::from([("en".into(), "demand".into()), ("fi".into(), "kysyntäpuoli".into())]));
    }
}
