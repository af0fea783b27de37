//! What is being typed, on disk at every key: a program that is killed, or a machine that goes dark, loses nothing. A
//! draft goes when what was typed is in the review, or was thrown away on purpose.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder of drafts in a review. It is not `cache`: what is in there nobody can make again.
const FOLDER: &str = "drafts";

/// The drafts of one review.
#[derive(Clone, Debug)]
pub(super) struct Drafts {
    folder: PathBuf,
}

/// What a draft is of: a source by key, and the thing that is written on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) key: String,
    pub(super) of: String,
}

impl Draft {
    fn file(&self) -> String {
        format!("{}.{}.md", self.key, self.of)
    }
}

impl Drafts {
    pub(super) fn of(review: &Path) -> Drafts {
        Drafts { folder: review.join(FOLDER) }
    }

    /// Keeps what is typed so far.
    ///
    /// # Errors
    /// If it cannot be written: whoever types must be told.
    pub(super) fn keep(&self, draft: &Draft, text: &str) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let file = self.folder.join(draft.file());
        let beside = file.with_extension("writing");
        let mut written = fs::File::create(&beside)?;
        written.write_all(text.as_bytes())?;
        // A machine that goes dark must find it whole.
        written.sync_data()?;
        fs::rename(beside, file)
    }

    /// Keeps what stood in the review when the draft was begun.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn keep_base(&self, draft: &Draft, text: &str) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        fs::write(self.folder.join(draft.file()).with_extension("base"), text)
    }

    /// What stood in the review when the draft was begun.
    pub(super) fn base(&self, draft: &Draft) -> Option<String> {
        fs::read_to_string(self.folder.join(draft.file()).with_extension("base")).ok()
    }

    /// The draft of a thing, if there is one.
    pub(super) fn found(&self, draft: &Draft) -> Option<String> {
        let bytes = fs::read(self.folder.join(draft.file())).ok()?;
        // An editor of another age saves Latin-1, whose bytes are the first letters of Unicode.
        Some(
            String::from_utf8(bytes)
                .unwrap_or_else(|error| error.as_bytes().iter().map(|byte| char::from(*byte)).collect()),
        )
    }

    /// Takes a draft away.
    pub(super) fn done(&self, draft: &Draft) {
        let _ = fs::remove_file(self.folder.join(draft.file()));
        let _ = fs::remove_file(self.folder.join(draft.file()).with_extension("base"));
        // The folder goes with the last of them.
        let _ = fs::remove_dir(&self.folder);
    }

    /// All drafts that were left, oldest name first.
    pub(super) fn left(&self) -> Vec<Draft> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut left: Vec<Draft> =
            entries.filter_map(|entry| read_name(&entry.file_name().to_string_lossy())).collect();
        left.sort_by_key(Draft::file);
        left
    }

    /// Where the draft of a thing lies, for another editor.
    pub(super) fn path(&self, draft: &Draft) -> PathBuf {
        self.folder.join(draft.file())
    }
}

fn read_name(name: &str) -> Option<Draft> {
    let (key, of) = name.strip_suffix(".md")?.split_once('.')?;
    Some(Draft { key: key.to_owned(), of: of.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_by_the_next_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let draft = Draft { key: "luecking2008".into(), of: "cell.aims".into() };
        Drafts::of(folder.path()).keep(&draft, "half a sen").expect("kept");
        let drafts = Drafts::of(folder.path());
        assert_eq!(drafts.left(), std::slice::from_ref(&draft));
        assert_eq!(drafts.found(&draft).as_deref(), Some("half a sen"));
        drafts.done(&draft);
        assert_eq!(drafts.left(), []);
        assert!(!folder.path().join(FOLDER).exists());
    }
}
