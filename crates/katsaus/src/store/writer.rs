//! `cache/writer`: who writes to the review just now, so that somebody who waits can be told.

use std::fs;
use std::path::{Path, PathBuf};

/// A note of who writes, taken away when it goes out of scope.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
}

impl Writer {
    /// Leaves the note. Failing to is no reason to fail the operation.
    pub fn note(review_file: &Path, who: &str) -> Writer {
        let path = note_path(review_file);
        if let Some(folder) = path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::write(&path, who);
        Writer { path }
    }

    /// What the note of another writer says.
    pub fn read(review_file: &Path) -> Option<String> {
        fs::read_to_string(note_path(review_file)).ok().map(|who| who.trim().to_owned()).filter(|who| !who.is_empty())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn note_path(review_file: &Path) -> PathBuf {
    review_file.parent().unwrap_or(Path::new(".")).join("cache").join("writer")
}
