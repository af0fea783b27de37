//! The codebook out to a file and in from one: TOML as in the protocol, a table, or REFI-QDA.
//!
//! It must not take anything away: what a file does not hold stays as it is, and where both say something else, the
//! review's own stays and is named.

use super::describe::{colour, edits};
use crate::protocol::{self, Edit, path_of};
use crate::review::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_formats::codebook::{Listed, read_qdc, read_table, rows, write_qdc};
use katsaus_formats::sheet::{Book, Opener};
use katsaus_formats::table_text;
use katsaus_model::{Change, Code, NameOf, Protocol, sha256_hex, text};
use std::collections::HashMap;
use std::io::Write;

/// Where codes go that a file lists without anything above them.
const TOP: &str = "themes";

/// The forms of a codebook's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodebookForm {
    /// Tables `[codes."group/name"]`, as in the protocol.
    Toml,
    /// A table with commas between, a row a code.
    Csv,
    /// A table in a workbook; only read.
    Xlsx,
    /// REFI-QDA.
    Qdc,
}

impl CodebookForm {
    /// The form of a file's ending.
    pub fn of_ending(ending: &str) -> Option<CodebookForm> {
        match ending.to_lowercase().as_str() {
            "toml" => Some(CodebookForm::Toml),
            "csv" | "tsv" | "txt" => Some(CodebookForm::Csv),
            "xlsx" | "xlsm" | "ods" | "xls" => Some(CodebookForm::Xlsx),
            "qdc" | "qde" | "xml" => Some(CodebookForm::Qdc),
            _ => None,
        }
    }
}

/// What the import of a codebook did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodebookImported {
    /// Codes that are new, by path.
    pub added: Vec<String>,
    /// Codes that the review had and of which the file says more.
    pub filled: Vec<String>,
    /// Where both say something: the code, the field, what the review says (which stays), what the file says.
    pub differing: Vec<(String, &'static str, String, String)>,
    /// What was not read, and why.
    pub passed_over: Vec<String>,
    /// The operation; none if nothing is new.
    pub done: Option<Committed>,
}

impl Review {
    /// Writes the codebook in a form.
    ///
    /// # Errors
    /// If `out` cannot be written, or katsaus does not write the form.
    pub fn export_codebook(&self, form: CodebookForm, out: &mut dyn Write) -> Result<usize, ReviewError> {
        let trouble = |error: std::io::Error| ReviewError::Wrong(format!("the codebook could not be written: {error}"));
        let codes = self.protocol.codes.len();
        match form {
            CodebookForm::Toml => out.write_all(self.codebook_toml()?.as_bytes()).map_err(trouble)?,
            CodebookForm::Csv => {
                let listed: Vec<Listed> = self.protocol.codes.iter().map(|(path, code)| plain(path, code)).collect();
                table_text::write_csv(rows(&listed).into_iter(), out).map_err(trouble)?;
            }
            CodebookForm::Qdc => out.write_all(write_qdc(&self.listed_codes()?).as_bytes()).map_err(trouble)?,
            CodebookForm::Xlsx => {
                return Err(ReviewError::Wrong("a codebook is written as toml, csv or qdc".to_owned()));
            }
        }
        Ok(codes)
    }

    fn codebook_toml(&self) -> Result<String, ReviewError> {
        let wanted = |path: &str| path.starts_with("codes.") || path.starts_with("groups.");
        let leaves = protocol::leaves(&self.text).into_iter().filter(|(path, _)| wanted(path));
        let edits: Vec<Edit> = leaves.map(|(path, value)| Edit { path, value: Some(value) }).collect();
        Ok(protocol::apply("", &edits)?)
    }

    /// The codes in the order of a tree, groups among them, each with its identifier as a GUID.
    fn listed_codes(&self) -> Result<Vec<Listed>, ReviewError> {
        let names = self.names()?;
        let mut listed = Vec::new();
        for group in self.groups() {
            let mut above = plain(&group, &Code::default());
            above.code.label.insert(katsaus_model::ANY_LANGUAGE.to_owned(), self.group_label(&group));
            above.codable = false;
            above.guid = Some(self.guid(&group)?);
            listed.push(above);
            let mut codes: Vec<(&str, &Code)> = self.protocol.codes_of(&group).collect();
            // A code stands behind the one above it; of equals, the codebook's own order holds.
            codes.sort_by_key(|(path, _)| self.order_of(path));
            for (path, code) in codes {
                let mut one = plain(path, code);
                one.code.label.insert(katsaus_model::ANY_LANGUAGE.to_owned(), self.code_label(path));
                one.guid = Some(self.guid(names.id("code", path).unwrap_or(path))?);
                listed.push(one);
            }
        }
        Ok(listed)
    }

    /// Where a code stands in the tree: the places of those above it, then its own.
    pub(in crate::review) fn order_of(&self, path: &str) -> Vec<usize> {
        let place = |path: &str| self.protocol.codes.iter().position(|(known, _)| known == path);
        let ends = path.match_indices('/').map(|(at, _)| at).skip(1).chain([path.len()]);
        ends.map(|end| place(&path[..end]).unwrap_or(usize::MAX)).collect()
    }

    /// A GUID that is the same in every export of this review, and another in other reviews.
    fn guid(&self, id: &str) -> Result<String, ReviewError> {
        let root = self.store.root()?.map(|root| root.to_string()).unwrap_or_default();
        let hash = sha256_hex(format!("katsaus code {root} {id}").as_bytes());
        // Version 8, of RFC 9562: made in a way of one's own.
        Ok(format!("{}-{}-8{}-8{}-{}", &hash[..8], &hash[8..12], &hash[13..16], &hash[17..20], &hash[20..32]))
    }

    /// Takes in the codes of a file: new ones are added, empty fields of known ones filled. Where both say something, the
    /// review's own stays, or with `update` the file's words are taken.
    ///
    /// # Errors
    /// If the file cannot be read as a codebook.
    pub fn import_codebook(
        &mut self,
        act: &Act,
        name: &str,
        form: CodebookForm,
        open: &Opener<'_>,
        update: bool,
    ) -> Result<CodebookImported, ReviewError> {
        self.prepare(act)?;
        let wrong = |why: String| ReviewError::Wrong(format!("`{name}` is not read as a codebook: {why}"));
        let mut imported = CodebookImported::default();
        let mut groups = Vec::new();
        let listed = match form {
            CodebookForm::Toml => {
                let mut text = String::new();
                open().and_then(|mut file| file.read_to_string(&mut text)).map_err(|error| wrong(error.to_string()))?;
                let (read, warnings) = protocol::parse(&text).map_err(|error| wrong(error.to_string()))?;
                imported.passed_over.extend(warnings.into_iter().map(|warning| warning.message));
                groups = self.new_groups(&text, &read);
                read.codes.iter().map(|(path, code)| plain(path, code)).collect()
            }
            CodebookForm::Qdc => read_qdc(open().map_err(|error| wrong(error.to_string()))?).map_err(wrong)?,
            CodebookForm::Csv | CodebookForm::Xlsx => {
                let sheet = |source| ReviewError::Sheet { name: name.to_owned(), source };
                let mut book = Book::open(open, name).map_err(sheet)?;
                let Some((codes, unknown)) = read_table(&mut book).map_err(sheet)? else {
                    return Err(wrong("it has no row of heads with `code` and, for instance, `definition`".to_owned()));
                };
                let passed = |head: String| format!("the column `{head}` is none that a codebook has");
                imported.passed_over.extend(unknown.into_iter().map(passed));
                codes
            }
        };
        self.take_in(act, name, &listed, groups, update, imported)
    }

    /// The edits that bring groups of a protocol that this one does not describe.
    fn new_groups(&self, text: &str, read: &Protocol) -> Vec<Edit> {
        let new = |group: &str| !self.protocol.groups.iter().any(|(known, _)| known == group);
        let wanted: Vec<String> =
            read.groups.iter().filter(|(group, _)| new(group)).map(|(group, _)| path_of(&["groups", group])).collect();
        let leaves = protocol::leaves(text).into_iter();
        leaves
            .filter(|(path, _)| wanted.iter().any(|group| path == group || path.starts_with(&format!("{group}."))))
            .map(|(path, value)| Edit { path, value: Some(value) })
            .collect()
    }

    fn take_in(
        &mut self,
        act: &Act,
        name: &str,
        listed: &[Listed],
        groups: Vec<Edit>,
        update: bool,
        mut imported: CodebookImported,
    ) -> Result<CodebookImported, ReviewError> {
        let known = self.guids()?;
        let holds_others = |at: usize| listed.get(at + 1).is_some_and(|next| next.path.len() > listed[at].path.len());
        let (mut changes, mut edits_made) = (Vec::new(), groups);
        let names = self.names()?;
        let mut taken: Vec<String> = Vec::new();
        for (at, one) in listed.iter().enumerate() {
            // What stands on top and holds others is a group.
            if one.path.len() == 1 && holds_others(at) {
                self.group_of_file(one, &mut edits_made, &mut imported);
                continue;
            }
            let path =
                one.guid.as_ref().and_then(|guid| known.get(guid)).cloned().unwrap_or_else(|| self.path_of_file(one));
            if let Some(why) = unfit(&path) {
                imported.passed_over.push(format!("`{}`: {why}", one.path.join("/")));
                continue;
            }
            if taken.contains(&path) {
                imported.passed_over.push(format!("`{path}` stands in the file twice; the first was read"));
                continue;
            }
            let mut code = one.code.clone();
            self.sound(&path, &mut code, &mut imported);
            match self.protocol.code(&path).cloned() {
                None => {
                    edits_made.extend(edits(&path, &code, &Code::default()));
                    let id = names.id("code", &path).map_or_else(|| names.new_id("code", &path), str::to_owned);
                    changes.push(Change::Name { of: NameOf::Code, id, name: Some(path.clone()) });
                    imported.added.push(path.clone());
                }
                Some(held) => {
                    let mut differing = Vec::new();
                    let mut filled = self.filled(&path, &held, &code, &mut differing);
                    if update {
                        taken_over(&mut filled, &code);
                    } else {
                        imported.differing.append(&mut differing);
                    }
                    if filled != held {
                        edits_made.extend(edits(&path, &filled, &held));
                        imported.filled.push(path.clone());
                    }
                }
            }
            taken.push(path);
        }
        imported.done = self.commit(act, &format!("import codebook {name}"), changes, &edits_made)?;
        Ok(imported)
    }

    /// The path that a code of a file has here: a group goes by its label too, and a code in it by label or alias.
    fn path_of_file(&self, one: &Listed) -> String {
        let slugs = path_in(one);
        let Some((first, rest)) = one.path.split_first() else { return slugs };
        let wanted = text::normalise(first);
        let called =
            |group: &String| text::normalise(&self.group_label(group)) == wanted || *group == text::slug(first);
        match (self.groups().into_iter().find(called), rest) {
            (Some(group), [name]) => {
                let slugged = format!("{group}/{}", text::slug(name));
                if self.protocol.code(&slugged).is_some() {
                    slugged
                } else {
                    self.code_in_group(&group, name).unwrap_or(slugged)
                }
            }
            (Some(group), rest) if !rest.is_empty() => {
                let rest: Vec<String> = rest.iter().map(|part| text::slug(part)).collect();
                format!("{group}/{}", rest.join("/"))
            }
            _ => slugs,
        }
    }

    fn guids(&self) -> Result<HashMap<String, String>, ReviewError> {
        let names = self.names()?;
        let mut known = HashMap::new();
        for (path, _) in &self.protocol.codes {
            known.insert(self.guid(names.id("code", path).unwrap_or(path))?, path.clone());
        }
        Ok(known)
    }

    /// A group that a file names: its label is kept where the review does not describe it.
    fn group_of_file(&self, one: &Listed, edits: &mut Vec<Edit>, imported: &mut CodebookImported) {
        let Some(written) = one.path.first() else { return };
        let name = text::slug(written);
        if self.protocol.groups.iter().any(|(known, _)| *known == name) || name == *written {
            return;
        }
        if unfit(&format!("{name}/x")).is_none()
            && !self.groups().iter().any(|group| self.group_label(group) == *written)
        {
            edits.push(Edit { path: path_of(&["groups", &name, "label"]), value: Some(super::quoted(written)) });
        }
        if !one.code.definition.is_empty() {
            let passed = format!("what it says of `{written}`: a group of codes has no definition");
            imported.passed_over.push(passed);
        }
    }

    /// Takes out of a code what it cannot have.
    fn sound(&self, path: &str, code: &mut Code, imported: &mut CodebookImported) {
        if !code.colour.is_empty() {
            match colour(&code.colour) {
                Some(written) => code.colour = written,
                None => {
                    imported.passed_over.push(format!("the colour `{}` of `{path}`: write it as #0072b2", code.colour));
                    code.colour.clear();
                }
            }
        }
        code.also_under.retain(|place| !place.is_empty() && !path.starts_with(place.as_str()));
    }

    /// A code with its empty fields filled from the file's.
    fn filled(
        &self,
        path: &str,
        held: &Code,
        file: &Code,
        differing: &mut Vec<(String, &'static str, String, String)>,
    ) -> Code {
        let mut code = held.clone();
        let mut text = |slot: &mut String, said: &String, field: &'static str| {
            if slot.is_empty() {
                slot.clone_from(said);
            } else if !said.is_empty() && slot != said {
                differing.push((path.to_owned(), field, slot.clone(), said.clone()));
            }
        };
        text(&mut code.definition, &file.definition, "definition");
        text(&mut code.include, &file.include, "include");
        text(&mut code.exclude, &file.exclude, "exclude");
        text(&mut code.colour, &file.colour, "colour");
        let lists = [
            (&mut code.aliases, &file.aliases),
            (&mut code.examples, &file.examples),
            (&mut code.terms, &file.terms),
            (&mut code.also_under, &file.also_under),
        ];
        for (list, more) in lists {
            for value in more {
                if !list.contains(value) {
                    list.push(value.clone());
                }
            }
        }
        let shown = self.code_label(path);
        for (language, label) in &file.label {
            let plain = language == katsaus_model::ANY_LANGUAGE;
            match code.label.get(language) {
                _ if plain && (*label == shown || text::slug(label) == last(path)) => {}
                None if !plain || code.label.is_empty() => drop(code.label.insert(language.clone(), label.clone())),
                Some(own) if own == label => {}
                own => {
                    let own = own.cloned().unwrap_or_else(|| shown.clone());
                    differing.push((path.to_owned(), "label", own, label.clone()));
                }
            }
        }
        if code.label.len() > 1 && !held.label.contains_key(katsaus_model::ANY_LANGUAGE) {
            code.label.remove(katsaus_model::ANY_LANGUAGE);
        }
        code
    }
}

/// Takes a file's words where it has any.
fn taken_over(code: &mut Code, file: &Code) {
    let texts = [
        (&mut code.definition, &file.definition),
        (&mut code.include, &file.include),
        (&mut code.exclude, &file.exclude),
        (&mut code.colour, &file.colour),
    ];
    for (slot, said) in texts.into_iter().filter(|(_, said)| !said.is_empty()) {
        slot.clone_from(said);
    }
    for (language, label) in file.label.iter().filter(|(language, _)| *language != katsaus_model::ANY_LANGUAGE) {
        code.label.insert(language.clone(), label.clone());
    }
    if let (Some(label), true) = (file.label.get(katsaus_model::ANY_LANGUAGE), code.label.len() < 2) {
        code.label.insert(katsaus_model::ANY_LANGUAGE.to_owned(), label.clone());
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A code under its own path.
fn plain(path: &str, code: &Code) -> Listed {
    let path = path.split('/').map(str::to_owned).collect();
    Listed { guid: None, path, code: code.clone(), codable: true }
}

/// The path that a code of a file gets.
fn path_in(listed: &Listed) -> String {
    let parts: Vec<String> = listed.path.iter().map(|part| text::slug(part)).collect();
    if parts.len() < 2 { format!("{TOP}/{}", parts.join("/")) } else { parts.join("/") }
}

/// Why a path cannot be a code's.
fn unfit(path: &str) -> Option<&'static str> {
    let group = Protocol::group_of(path);
    if path.split('/').any(str::is_empty) {
        return Some("each part of its name needs a letter or digit");
    }
    katsaus_model::CodeGroup::is_reserved(group).then_some("its group is called like a field of the query language")
}
