//! Two copies of one review become one: the operations that are missing here are added, files that are missing here are
//! copied, and what both changed without knowing of each other is told.

use super::{Act, REVIEW_FILE, Review, ReviewError};
use crate::store::{Clash, OpRow, Store, Version};
use katsaus_model::{CellValue, Decided, ThingKind};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Folders beside the review file whose files belong to both copies.
const FOLDERS: [&str; 2] = ["files", "answers"];

/// What a merge added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The operations that were missing here, oldest first.
    pub added: Vec<OpRow>,
    /// Operations that the other copy does not have: it gets them when it is merged with this one.
    pub only_here: u64,
    /// Files that were missing here.
    pub files: u64,
    /// Files that both copies have under one name with different content: the other's was put beside, under this name.
    pub beside: Vec<String>,
    /// Things that both changed without knowing of each other.
    pub clashes: usize,
}

/// A thing that two copies changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClashInWords {
    /// The source that it is of, by key; empty if it is of none.
    pub key: String,
    /// What it is: `cell on employer-cooperation`.
    pub what: String,
    /// What each said, and who; the last shows.
    pub said: Vec<(String, Version)>,
}

impl Review {
    /// Adds what another copy of this review holds, by its folder or its file. Both copies come to the same whichever is
    /// merged into which, and how often.
    ///
    /// # Errors
    /// If the other is no copy of this review, or either cannot be read or written.
    pub fn merge(&mut self, act: &Act, other: &Path) -> Result<Merged, ReviewError> {
        self.prepare(act)?;
        let (file, folder) = parts(other);
        if !file.is_file() {
            return Err(ReviewError::NoReview { path: other.to_owned() });
        }
        if let (Ok(own), Ok(theirs)) = (self.store.path().canonicalize(), file.canonicalize())
            && own == theirs
        {
            return Err(ReviewError::Wrong("that is this review itself, not another copy of it".to_owned()));
        }
        let before: HashSet<_> = self.store.operation_ids()?;
        let theirs: HashSet<_> = Store::open(&file)?.operation_ids()?;
        let missing = theirs.difference(&before).count();
        let mut merged = Merged { only_here: before.difference(&theirs).count() as u64, ..Merged::default() };
        if missing > 0 {
            self.backup_before(act)?;
            self.store.unite(&file)?;
            self.index = None;
            merged.added = self.store.log()?.into_iter().filter(|row| !before.contains(&row.id)).collect();
            self.load_protocol()?;
            self.write_protocol_file()?;
        }
        if let Some(folder) = folder {
            for name in FOLDERS {
                copy_missing(&folder.join(name), &self.folder.join(name), &mut merged)?;
            }
        }
        merged.clashes = self.store.clashes()?.len();
        Ok(merged)
    }

    /// Things that two copies changed without knowing of each other, in words.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn clashes(&self) -> Result<Vec<ClashInWords>, ReviewError> {
        let names = self.names()?;
        let mut told = Vec::new();
        for Clash { source, kind, name, versions } in self.store.clashes()? {
            let key = source.map(|n| self.key_of(n)).transpose()?.unwrap_or_default();
            let last = || name.rsplit('/').next().unwrap_or_default();
            let what = match kind {
                k if k == ThingKind::Cell as i64 => format!("cell on {}", names.name("topic", &name)),
                k if k == ThingKind::Tag as i64 => format!("tag {}", names.name("code", &name)),
                k if k == ThingKind::Edit as i64 => name.clone(),
                k if k == ThingKind::Note as i64 => "note".to_owned(),
                k if k == ThingKind::Decision as i64 => format!("{}'s decision ({name})", last()),
                k if k == ThingKind::Resolution as i64 => format!("how {name} was settled"),
                k if k == ThingKind::Read as i64 => format!("{name}'s read level"),
                k if k == ThingKind::Retrieval as i64 => "full text".to_owned(),
                k if k == ThingKind::Judgement as i64 => "whether it is one text with another".to_owned(),
                k if k == ThingKind::Protocol as i64 => format!("katsaus.toml, {name}"),
                k if k == ThingKind::Search as i64 => format!("search {name}"),
                k if k == ThingKind::Declared as i64 => format!("declared number {name}"),
                k if k == ThingKind::Name as i64 => format!("name of {name}"),
                _ => name.clone(),
            };
            let said = versions.into_iter().map(|version| (self.value_in_words(&names, kind, &version), version));
            told.push(ClashInWords { key, what, said: said.collect() });
        }
        Ok(told)
    }

    fn value_in_words(&self, names: &crate::store::Names, kind: i64, version: &Version) -> String {
        let Some(json) = &version.value else { return "taken away".to_owned() };
        if kind == ThingKind::Decision as i64
            && let Some(decided) = Decided::from_json(json)
        {
            return self.verdict_in_words(names, &decided.verdict);
        }
        if kind == ThingKind::Cell as i64
            && let Ok(value) = serde_json::from_str::<CellValue>(json)
        {
            return value.as_str().to_owned();
        }
        match serde_json::from_str::<String>(json) {
            Ok(text) => text,
            Err(_) if json == "true" => "put on".to_owned(),
            Err(_) => json.clone(),
        }
    }
}

/// The review file that a path means, and the folder that it lies in as a review.
fn parts(other: &Path) -> (PathBuf, Option<PathBuf>) {
    match other.is_dir() {
        true => (other.join(REVIEW_FILE), Some(other.to_owned())),
        false => {
            let in_a_review = other.file_name().is_some_and(|name| name == REVIEW_FILE);
            (other.to_owned(), other.parent().filter(|_| in_a_review).map(Path::to_owned))
        }
    }
}

/// Copies files that are not here yet, folders within folders too; nothing is written over.
fn copy_missing(from: &Path, to: &Path, merged: &mut Merged) -> Result<(), ReviewError> {
    let Ok(entries) = std::fs::read_dir(from) else { return Ok(()) };
    for entry in entries.filter_map(Result::ok) {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_missing(&source, &target, merged)?;
            continue;
        }
        std::fs::create_dir_all(to).map_err(ReviewError::io(to))?;
        if !target.exists() {
            std::fs::copy(&source, &target).map_err(ReviewError::io(&target))?;
            merged.files += 1;
            continue;
        }
        let read = |path: &Path| std::fs::read(path).map_err(ReviewError::io(path));
        let theirs = read(&source)?;
        if read(&target)? != theirs {
            // Named by its content: merged once more, it is the same file.
            let (stem, ending) = (target.file_stem().unwrap_or_default(), target.extension().unwrap_or_default());
            let hash = katsaus_model::sha256_hex(&theirs);
            let name = format!("{} ({}).{}", stem.to_string_lossy(), &hash[..8], ending.to_string_lossy());
            let beside = to.join(&name);
            if !beside.exists() {
                std::fs::write(&beside, theirs).map_err(ReviewError::io(&beside))?;
                merged.beside.push(name);
            }
        }
    }
    Ok(())
}
