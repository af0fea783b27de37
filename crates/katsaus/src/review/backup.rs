//! Copies of the review, and going back to one.

use super::{Act, PROTOCOL_FILE, REVIEW_FILE, Review, ReviewError};
use crate::store::{Counts, Fault, Store, StoreError};
use std::path::{Path, PathBuf};

/// What going back to a backup would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restore {
    /// How much is in the review now.
    pub now: Counts,
    /// How much is in the backup.
    pub then: Counts,
    /// Operations of the review that the backup does not have.
    pub lost: u64,
    /// Operations of the backup that the review does not have.
    pub gained: u64,
    /// Whether the two are copies of one review.
    pub same_review: bool,
}

impl Review {
    /// The folder of automatic backups.
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// Writes a backup and reads it again.
    ///
    /// # Errors
    /// If the file exists or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<Counts, ReviewError> {
        if self.read_only {
            return Err(ReviewError::Past);
        }
        Ok(self.store.backup(to)?)
    }

    /// A backup before something large, unless nothing is in the review yet. The ten newest are kept.
    pub(super) fn backup_before(&self, act: &Act) -> Result<(), ReviewError> {
        if self.store.newest()? > 1 {
            let moment = jiff::Timestamp::from_millisecond(act.now.0).unwrap_or_default();
            let stamp = moment.strftime("%Y%m%dT%H%M%SZ").to_string();
            self.store.automatic_backup(&self.backups(), &stamp)?;
        }
        Ok(())
    }

    /// What going back to `backup` would change. Nothing is changed.
    ///
    /// # Errors
    /// If the backup cannot be read.
    pub fn compare_backup(&self, backup: &Path) -> Result<Restore, ReviewError> {
        let copy = self.folder.join("cache").join("restoring.db");
        let other = open_copy(backup, &copy)?;
        let (ours, theirs) = (self.store.operation_ids()?, other.operation_ids()?);
        let compared = Restore {
            now: self.store.counts()?,
            then: other.counts()?,
            lost: ours.difference(&theirs).count() as u64,
            gained: theirs.difference(&ours).count() as u64,
            same_review: self.store.root()? == other.root()?,
        };
        drop(other);
        let _ = std::fs::remove_file(copy);
        Ok(compared)
    }

    /// Goes back to `backup`. The review as it is now is kept as an automatic backup first.
    ///
    /// # Errors
    /// If the backup cannot be read, or the review cannot be written.
    pub fn restore(mut self, backup: &Path, act: &Act) -> Result<Review, ReviewError> {
        // An edit of the protocol that is not in the log yet must be in the backup of what is left behind.
        self.prepare(act)?;
        self.backup_before(act)?;
        let copy = self.folder.join("cache").join("restoring.db");
        // An older backup is brought up to date before it takes the review's place.
        drop(open_copy(backup, &copy)?);
        self.store.become_copy_of(&copy)?;
        let _ = std::fs::remove_file(copy);
        let (folder, text) = (self.folder.clone(), self.text.clone());
        drop(self);
        // The protocol goes back with the log.
        let mut review = Review::open(&folder)?;
        review.write_over(&[&text], &[])?;
        Ok(review)
    }

    /// Puts a backup where there is no review file, or one that cannot be read any more. A damaged file is kept beside
    /// it, with what was not written into it yet; its path is given back.
    ///
    /// # Errors
    /// If the backup is not sound, or the folder cannot be written.
    pub fn put_back(folder: &Path, backup: &Path) -> Result<(Review, Option<PathBuf>), ReviewError> {
        std::fs::create_dir_all(folder).map_err(ReviewError::io(folder))?;
        let file = folder.join(REVIEW_FILE);
        let beside = folder.join("review.db.restoring");
        let sound = open_copy(backup, &beside)?;
        // Everything in one file, so that nothing beside it is left behind by the rename.
        let whole = folder.join("review.db.whole");
        let _ = std::fs::remove_file(&whole);
        sound.backup(&whole)?;
        drop(sound);
        for part in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(with_end(&beside, part));
        }
        let kept = put_aside(&file)?;
        std::fs::rename(&whole, &file).map_err(ReviewError::io(&file))?;
        let mut review = Review::open(folder)?;
        // A protocol's file that is there may be newer than the backup: it stays, and the next command records it.
        if !folder.join(PROTOCOL_FILE).exists() {
            review.write_over(&[], &[])?;
        }
        Ok((review, kept))
    }

    /// Looks for damage, and for what the codebook and the tags disagree on.
    ///
    /// # Errors
    /// If the review cannot be read at all.
    pub fn check(&self) -> Result<Vec<Fault>, ReviewError> {
        let mut faults = self.store.check(&self.folder.join("cache"))?;
        if let Some(error) = self.protocol_fault() {
            let message = format!("katsaus.toml, {error}; the last good text is used");
            faults.push(Fault { code: "protocol", message });
        }
        faults.extend(self.check_counts()?);
        faults.extend(self.check_flow()?);
        let without = self.excluded_without_reason(katsaus_model::WHOLE)?;
        if !without.is_empty() {
            let mut keys = Vec::new();
            for n in without.iter().take(5) {
                keys.push(self.key_of(*n)?);
            }
            let more = if without.len() > 5 { ", …" } else { "" };
            let sources = super::tag::count(without.len(), "source");
            let message = format!("{sources} left out at the last stage without a reason: {}{more}", keys.join(", "));
            faults.push(Fault { code: "reason", message });
        }
        let names = self.names()?;
        for (id, uses) in self.store.count_by_name(katsaus_model::ThingKind::Tag)? {
            let path = names.name("code", &id);
            if self.protocol.code(path).is_none() {
                let sources = super::tag::count(uses as usize, "source");
                let message = format!("the code `{path}` is on {sources}, but katsaus.toml no longer has it (retired)");
                faults.push(Fault { code: "retired", message });
            }
        }
        for (id, uses) in self.store.count_by_name(katsaus_model::ThingKind::Cell)? {
            let name = names.name("topic", &id);
            if self.protocol.topic(name).is_none() {
                let cells = super::tag::count(uses as usize, "cell");
                let message = format!("the topic `{name}` has {cells}, but katsaus.toml no longer has it (retired)");
                faults.push(Fault { code: "retired", message });
            }
        }
        Ok(faults)
    }
}

/// Renames a review file and what belongs to it, so that another can take its place: an old write-ahead log beside a
/// new file would be written into it.
fn put_aside(file: &Path) -> Result<Option<PathBuf>, ReviewError> {
    let parts: Vec<&str> = ["", "-wal", "-journal"].into_iter().filter(|end| with_end(file, end).exists()).collect();
    let numbered = (2..).map(|n| with_end(file, &format!(".damaged-{n}")));
    let mut names = std::iter::once(with_end(file, ".damaged")).chain(numbered);
    let free = names.find(|name| ["", "-wal", "-journal"].iter().all(|end| !with_end(name, end).exists()));
    let kept = free.unwrap_or_else(|| with_end(file, ".damaged"));
    for end in &parts {
        let part = with_end(file, end);
        std::fs::rename(&part, with_end(&kept, end)).map_err(ReviewError::io(&part))?;
    }
    let _ = std::fs::remove_file(with_end(file, "-shm"));
    Ok(parts.contains(&"").then_some(kept))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// A backup is opened as a copy, since opening may upgrade a file and a backup is left alone.
fn open_copy(backup: &Path, copy: &Path) -> Result<Store, ReviewError> {
    if let Some(cache) = copy.parent() {
        std::fs::create_dir_all(cache).map_err(ReviewError::io(cache))?;
    }
    std::fs::copy(backup, copy).map_err(ReviewError::io(backup))?;
    Store::open(copy).map_err(|error| match error {
        StoreError::NotAReview { .. } => StoreError::NotAReview { path: backup.to_owned() }.into(),
        other => other.into(),
    })
}
