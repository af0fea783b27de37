//! The text of attached files, page by page. It is read out of a file once and kept in the cache, where it can be made
//! again from the file. It must not know which source a file is of.

use crate::review::Review;
use crate::store::SourceText;
use katsaus_model::Attached;
use std::path::{Path, PathBuf};

/// Where the texts of a review's files are.
pub(in crate::review) struct FullTexts {
    cache: PathBuf,
}

impl Review {
    /// The texts of the review's files.
    pub(in crate::review) fn full_texts(&self) -> FullTexts {
        FullTexts { cache: self.folder.join("cache").join("text") }
    }
}

impl FullTexts {
    /// The text of a source's files, pages parted by form feeds; `None` if it has none that could be read.
    pub(in crate::review) fn of(&self, text: &SourceText) -> Option<String> {
        let texts: Vec<String> = text.files.iter().filter_map(|file| self.of_file(file)).collect();
        (!texts.is_empty()).then(|| texts.join("\u{c}"))
    }

    fn of_file(&self, file: &Attached) -> Option<String> {
        std::fs::read_to_string(self.kept(&file.sha256)).ok()
    }

    /// Where the text of a file with these bytes is kept.
    fn kept(&self, sha256: &str) -> PathBuf {
        Path::new(&self.cache).join(format!("{sha256}.txt"))
    }
}
