//! Writing what an edited copy brings: changes, new rows, what was seen, new names; one operation.

use super::entries::Screeners;
use super::fresh::Rows;
use super::names::NewNames;
use super::{Updated, pair};
use crate::protocol::Edit;
use crate::review::{Act, Review, ReviewError, protocol_file};
use katsaus_formats::found::Found;
use katsaus_model::{Change, Content, Identity, Import, Place, SearchKind};
use std::ops::ControlFlow;

/// What an edited copy brings.
pub(super) struct EditedCopy<'p> {
    pub(super) names: NewNames<'p>,
    /// What was changed in the copy only.
    pub(super) changes: Vec<Change>,
    /// Edits of the protocol beside those that new names need.
    pub(super) edits: Vec<Edit>,
    /// Rows that hold something else than when they were last seen.
    pub(super) seen: Vec<(Identity, Place, Content)>,
    /// Rows that nobody recognises.
    pub(super) fresh: Vec<Found>,
    /// Texts of the earlier copy: a new row may be one of them, on another sheet.
    pub(super) texts: pair::Texts,
}

impl<'p> EditedCopy<'p> {
    pub(super) fn new(names: NewNames<'p>) -> EditedCopy<'p> {
        EditedCopy {
            names,
            changes: Vec::new(),
            edits: Vec::new(),
            seen: Vec::new(),
            fresh: Vec::new(),
            texts: pair::Texts::default(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.edits.is_empty() && self.seen.is_empty() && self.fresh.is_empty()
    }
}

impl Review {
    /// Writes it as one operation. The number of new records and their hash are filled in here.
    pub(super) fn write_copy(
        &mut self,
        act: &Act,
        mut copy: EditedCopy<'_>,
        mut import: Import,
        what: &str,
        updated: &mut Updated,
    ) -> Result<(), ReviewError> {
        self.backup_before(act)?;
        import.copy = self.store.copies_of(&import.sha256)?;
        let mut tx = self.store.begin()?;
        tx.announce(&act.who);
        let screeners = Screeners::of(&self.protocol, &act.by);
        let texts = std::mem::take(&mut copy.texts);
        let found_in = import.found_in.clone();
        let mut rows = Rows::new(&mut tx, &import.sha256, &mut copy.names, texts, found_in, screeners, false);
        for row in copy.fresh {
            let _: ControlFlow<()> = rows.row(row, SearchKind::NotRecorded);
            if let Some(error) = rows.failed.take() {
                return Err(error);
            }
        }
        updated.diagnostics.append(&mut rows.diagnostics);
        updated.new_keys = std::mem::take(&mut rows.given);
        for (id, place, content) in copy.seen {
            tx.seen(id, place, &content)?;
        }
        (import.records, import.digest) = tx.records();
        updated.records = import.records;
        tx.change(Change::Import(import));
        updated.new_codes = copy.names.codes.clone();
        updated.new_topics = copy.names.topics.clone();
        let (names, new_edits) = copy.names.finish();
        let edits: Vec<Edit> = copy.edits.into_iter().chain(new_edits).collect();
        let text = protocol_file::edited(&self.text, &self.file, &edits)?;
        let of_protocol = text.iter().flat_map(|(changes, _)| changes.clone());
        for change in copy.changes.into_iter().chain(names).chain(of_protocol) {
            tx.change(change);
        }
        updated.op = tx.commit(act.now, &act.by, what)?.map(|done| done.id);
        self.after_commit(text.map(|(_, text)| text))?;
        // A row that is a text of another sheet has a key too, but made no new text.
        let mut keys = Vec::new();
        for key in std::mem::take(&mut updated.new_keys) {
            if let Some(n) = self.store.by_key(&key)?
                && self.store.row(n)?.is_some_and(|row| row.key == key)
            {
                keys.push(key);
            }
        }
        updated.new_keys = keys;
        Ok(())
    }
}
