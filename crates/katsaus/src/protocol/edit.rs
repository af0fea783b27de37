//! Single values of the protocol's text, by key path, set and taken away so that everything around them stays.

use std::collections::BTreeMap;
use std::str::FromStr;
use toml_edit::{DocumentMut, Item, Key, Table, TableLike, Value};

/// One value to set (as TOML), or to take away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The key path, `codes."framework/demand-side".definition`.
    pub path: String,
    /// The value as TOML, or `None` to take it away.
    pub value: Option<String>,
}

/// The text could not be edited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the protocol cannot be edited at `{path}`: {why}")]
pub struct ProtocolEditError {
    /// The key path.
    pub path: String,
    /// Why.
    pub why: String,
}

/// A key path in the form that TOML writes it.
pub fn path_of(keys: &[&str]) -> String {
    let quoted = keys.iter().map(|key| Key::new(*key).display_repr().into_owned());
    quoted.collect::<Vec<_>>().join(".")
}

/// Every value of a protocol's text by key path; a table that is empty counts as a value, so that a code with nothing
/// but its name is not lost. A text that is no TOML has none.
pub fn leaves(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if let Ok(document) = DocumentMut::from_str(text) {
        collect(document.as_table(), &mut Vec::new(), &mut all);
    }
    all
}

/// The edits that make the values of one text those of another.
pub fn difference(from: &str, to: &str) -> Vec<Edit> {
    let (before, after): (BTreeMap<String, String>, BTreeMap<String, String>) =
        (leaves(from).into_iter().collect(), leaves(to).into_iter().collect());
    let gone = before.keys().filter(|path| !after.contains_key(*path)).map(|path| (path, None));
    let set = after.iter().filter(|(path, value)| before.get(*path) != Some(*value));
    let edits = gone.chain(set.map(|(path, value)| (path, Some(value.clone()))));
    edits.map(|(path, value)| Edit { path: path.clone(), value }).collect()
}

fn collect<'t>(table: &'t dyn TableLike, keys: &mut Vec<&'t str>, all: &mut Vec<(String, String)>) {
    for (key, item) in table.iter() {
        keys.push(key);
        match item {
            Item::Table(inner) if inner.is_empty() => {
                if !inner.is_implicit() {
                    all.push((path_of(keys), "{}".to_owned()));
                }
            }
            Item::Table(inner) => collect(inner, keys, all),
            Item::Value(value) => {
                let mut bare = value.clone();
                bare.decor_mut().clear();
                all.push((path_of(keys), bare.to_string().trim().to_owned()));
            }
            Item::None | Item::ArrayOfTables(_) => {}
        }
        keys.pop();
    }
}

/// The text with the edits made.
///
/// # Errors
/// If the text is no TOML, or something else than a table stands where a path leads through.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, ProtocolEditError> {
    let fault = |path: &str, why: String| ProtocolEditError { path: path.to_owned(), why };
    let mut document = DocumentMut::from_str(text).map_err(|error| fault("", error.message().to_owned()))?;
    let before = document.clone();
    for edit in edits {
        let keys = Key::parse(&edit.path).map_err(|error| fault(&edit.path, error.message().to_owned()))?;
        let keys: Vec<&str> = keys.iter().map(Key::get).collect();
        match &edit.value {
            Some(value) => set(document.as_table_mut(), &keys, value).map_err(|why| fault(&edit.path, why))?,
            None => take(document.as_table_mut(), &keys),
        }
    }
    take_places(&before, &mut document);
    Ok(document.to_string())
}

/// A table that came where another went, `[codes."a/new"]` for `[codes."a/old"]`, stands where that stood, below the
/// comments that people wrote above it: a renamed code keeps its place in the codebook.
fn take_places(before: &DocumentMut, after: &mut DocumentMut) {
    for (group, item) in after.iter_mut() {
        let (Some(new), Some(old)) = (item.as_table_mut(), before.get(group.get()).and_then(Item::as_table)) else {
            continue;
        };
        let gone: Vec<&Table> =
            old.iter().filter(|(key, _)| !new.contains_key(key)).filter_map(|(_, item)| item.as_table()).collect();
        let came: Vec<String> =
            new.iter().filter(|(key, _)| !old.contains_key(key)).map(|(key, _)| key.to_owned()).collect();
        if gone.len() != came.len() {
            continue;
        }
        for (old, key) in gone.into_iter().zip(came) {
            if let Some(table) = new.get_mut(&key).and_then(Item::as_table_mut) {
                table.set_position(old.position());
                *table.decor_mut() = old.decor().clone();
            }
        }
    }
}

fn set(root: &mut Table, keys: &[&str], value: &str) -> Result<(), String> {
    let Some((last, through)) = keys.split_last() else { return Err("the path is empty".to_owned()) };
    let mut table: &mut dyn TableLike = root;
    for (depth, key) in through.iter().enumerate() {
        if table.get(key).is_none() {
            let mut new = Table::new();
            // `[codes]` alone says nothing; `[codes."a/b"]` does.
            new.set_implicit(depth + 1 < through.len() || through.len() == 1 && depth == 0 && value == "{}");
            table.insert(key, Item::Table(new));
        }
        let item = table.get_mut(key).ok_or("the path is lost")?;
        table = item.as_table_like_mut().ok_or_else(|| format!("`{key}` is not a table"))?;
    }
    if value == "{}" {
        if table.get(last).is_none() {
            table.insert(last, Item::Table(Table::new()));
        }
        return Ok(());
    }
    let value: Value = value.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    match table.get_mut(last) {
        Some(Item::Value(old)) => {
            // The comment behind the old value stays behind the new one.
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        Some(Item::Table(old)) if value.as_inline_table().is_some_and(toml_edit::InlineTable::is_empty) => old.clear(),
        _ => {
            table.insert(last, Item::Value(value));
        }
    }
    Ok(())
}

/// Takes a value away, and the tables that are empty without it.
fn take(table: &mut dyn TableLike, keys: &[&str]) {
    let Some((first, rest)) = keys.split_first() else { return };
    if rest.is_empty() {
        table.remove(first);
        return;
    }
    let Some(inner) = table.get_mut(first).and_then(Item::as_table_like_mut) else { return };
    take(inner, rest);
    if inner.is_empty() {
        table.remove(first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# A review\ntitle = \"Old\" # the title\n\n[codes.\"framework/supply-side\"]\n# ours\nlabel = { en = \"supply\" }\n";

    fn edit(path: &str, value: Option<&str>) -> Edit {
        Edit { path: path.to_owned(), value: value.map(str::to_owned) }
    }

    #[test]
    fn comments_survive_edits() {
        let text = apply(
            TEXT,
            &[
                edit("title", Some("\"New\"")),
                edit("codes.\"framework/demand-side\".label.fi", Some("\"kysyntä\"")),
                edit("topics.aims.kind", Some("\"number\"")),
            ],
        )
        .expect("edited");
        assert!(text.starts_with("# A review\ntitle = \"New\" # the title\n"), "{text}");
        assert!(text.contains("# ours"), "{text}");
        assert!(text.contains("[codes.\"framework/demand-side\".label]\nfi = \"kysyntä\""), "{text}");
        assert!(text.contains("[topics.aims]\nkind = \"number\""), "{text}");
    }

    #[test]
    fn what_is_set_is_taken_away_again() {
        let edits = [edit("codes.\"a/b\".definition", Some("\"x\"")), edit("codes.\"a/c\"", Some("{}"))];
        let with = apply(TEXT, &edits).expect("edited");
        assert!(leaves(&with).contains(&("codes.\"a/c\"".to_owned(), "{}".to_owned())), "{with}");
        let without =
            apply(&with, &[edit("codes.\"a/b\".definition", None), edit("codes.\"a/c\"", None)]).expect("edited");
        assert_eq!(leaves(&without), leaves(TEXT));
    }

    #[test]
    fn a_renamed_table_keeps_its_place_and_the_comment_above_it() {
        let text = "[codes.\"a/x\"]\nlabel = \"x\"\n\n# on y\n[codes.\"a/y\"]\nlabel = \"y\"\n\n[codes.\"a/z\"]\nlabel = \"z\"\n";
        let edits = [edit("codes.\"a/y\".label", None), edit("codes.\"a/new\".label", Some("\"y\""))];
        let renamed = apply(text, &edits).expect("edited");
        assert_eq!(renamed, text.replace("a/y", "a/new"));
        let back = [edit("codes.\"a/new\".label", None), edit("codes.\"a/y\".label", Some("\"y\""))];
        assert_eq!(apply(&renamed, &back).expect("edited"), text);
    }

    #[test]
    fn leaves_are_values_by_path() {
        let found = leaves(TEXT);
        assert_eq!(found[0], ("title".to_owned(), "\"Old\"".to_owned()));
        assert_eq!(found[1].0, "codes.\"framework/supply-side\".label");
    }
}
