//! Files put beside sources: copied into the review's folder, named by the source's key, written down in the log. A file
//! that is attached is never written over.

use super::texts::TextTrouble;
use crate::progress::{Event, Progress};
use crate::review::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_formats::fulltext::Kind;
use katsaus_model::{Attached, Change};
use std::path::{Path, PathBuf};

/// The folder of attached files in a review.
pub(super) const FOLDER: &str = "files";

/// What came of one file.
#[derive(Debug)]
pub struct Attachment {
    /// Its name where it came from.
    pub name: String,
    /// The source's key.
    pub key: String,
    /// Its name in the folder `files`; `None` if the source has it already.
    pub file: Option<String>,
    /// How many pages of text it has, or why it has none.
    pub pages: Result<usize, TextTrouble>,
}

impl Review {
    /// Attaches files to sources, in one operation. A file whose text cannot be read is attached all the same; one of no
    /// known kind is not.
    ///
    /// # Errors
    /// If a file cannot be copied, or the person stops it.
    pub fn attach(
        &mut self,
        act: &Act,
        files: &[(i64, PathBuf)],
        progress: &mut dyn Progress,
    ) -> Result<(Vec<Attachment>, Option<Committed>), ReviewError> {
        self.prepare(act)?;
        let mut changes = Vec::new();
        let mut done = Vec::new();
        let _ = progress.event(Event::Started { what: "attaching", total: Some(files.len() as u64) });
        for (n, path) in files {
            match self.attach_one(*n, path) {
                Ok((attachment, change)) => {
                    done.push(attachment);
                    changes.extend(change);
                }
                // One file that is none costs no other.
                Err(ReviewError::Text(trouble)) => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let key = self.store.row(*n)?.map(|row| row.key).unwrap_or_default();
                    done.push(Attachment { name, key, file: None, pages: Err(trouble) });
                }
                Err(error) => return Err(error),
            }
            if progress.event(Event::Advanced(1)).is_break() {
                return Err(ReviewError::Stopped);
            }
        }
        let _ = progress.event(Event::Finished);
        let what = match (changes.as_slice(), done.as_slice()) {
            ([_], [one]) => format!("attach `{}` to {}", one.name, one.key),
            (several, _) => format!("attach {} files", several.len()),
        };
        let committed = self.commit(act, &what, changes, &[])?;
        Ok((done, committed))
    }

    fn attach_one(&self, n: i64, path: &Path) -> Result<(Attachment, Option<Change>), ReviewError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(text) = self.store.text(n)? else {
            return Err(ReviewError::Wrong(format!("the source that `{name}` is of is gone")));
        };
        let key = self.store.row(n)?.map(|row| row.key).unwrap_or_default();
        let read = self.reader().read(path)?;
        let Some(kind) = read.kind else { return Err(TextTrouble::Kind { name }.into()) };
        let pages = read.text.map(|pages| pages.len());
        if text.files.iter().any(|file| file.sha256 == read.sha256) {
            return Ok((Attachment { name, key, file: None, pages }, None));
        }
        let Some(on) = self.store.identities(n)?.first().copied() else {
            return Err(ReviewError::Wrong(format!("the source that `{name}` is of is gone")));
        };
        let file = self.copy_in(path, &key, kind, &read.sha256)?;
        let attached = Attached { file: file.clone(), sha256: read.sha256.clone(), was: name.clone() };
        let change = Change::File { on, sha256: read.sha256, file: Some(attached) };
        Ok((Attachment { name, key, file: Some(file), pages }, Some(change)))
    }

    /// Copies a file into the folder under the source's key, with a number where another file has the name. One that is
    /// there with the same bytes, because its attaching was undone, is taken as it is.
    fn copy_in(&self, path: &Path, key: &str, kind: Kind, sha256: &str) -> Result<String, ReviewError> {
        let folder = self.folder.join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(ReviewError::io(&folder))?;
        let ending = match kind {
            Kind::Pdf => "pdf",
            Kind::Docx => "docx",
            Kind::Html => "html",
            Kind::Text => "txt",
        };
        let mut names = std::iter::once(format!("{key}.{ending}")).chain((2..).map(|n| format!("{key}-{n}.{ending}")));
        let same = |there: &Path| std::fs::read(there).is_ok_and(|bytes| katsaus_model::sha256_hex(&bytes) == sha256);
        let name = names.find(|name| {
            let there = folder.join(name);
            !there.exists() || same(&there)
        });
        let name = name.unwrap_or_else(|| format!("{sha256}.{ending}"));
        let there = folder.join(&name);
        if !there.exists() {
            let beside = folder.join(format!("{name}.writing"));
            // What somebody may have put there is not written through.
            let _ = std::fs::remove_file(&beside);
            std::fs::copy(path, &beside).map_err(ReviewError::io(path))?;
            std::fs::rename(&beside, &there).map_err(ReviewError::io(&there))?;
        }
        Ok(name)
    }

    /// Takes a file off a source, by its name in the folder `files`. The file itself stays where it is.
    ///
    /// # Errors
    /// If the source has no such file.
    pub fn detach(&mut self, act: &Act, n: i64, file: &str) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let key = self.store.row(n)?.map(|row| row.key).unwrap_or_default();
        let text = self.store.text(n)?.unwrap_or_default();
        let known = text.files.iter().find(|known| known.file == file || known.was == file);
        let Some(sha256) = known.map(|known| known.sha256.clone()) else {
            return Err(ReviewError::Wrong(format!("{key} has no file `{file}`")));
        };
        let of = |on| Change::File { on, sha256: sha256.clone(), file: None };
        let changes: Vec<Change> = self.store.identities(n)?.into_iter().map(of).collect();
        self.commit(act, &format!("detach `{file}` from {key}"), changes, &[])
    }
}
