//! Taking back what was done: any operation, also an undo.

use super::{Act, Review, ReviewError};
use crate::protocol;
use crate::store::OpRow;
use katsaus_model::{Change, OpId};

/// What an undo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The operation that was undone.
    pub op: OpRow,
    /// Later changes that hang on what is gone: they are hidden, and come back with it.
    pub hidden: u64,
}

impl Review {
    /// Undoes the operation whose identifier begins with `op`, or the caller's newest that is neither an undo nor
    /// undone.
    ///
    /// # Errors
    /// If there is no such operation.
    pub fn undo(&mut self, act: &Act, op: Option<&str>) -> Result<Undone, ReviewError> {
        self.prepare(act)?;
        let log = self.store.log()?;
        let target = match op {
            Some(typed) => named(&log, typed)?,
            None => log
                .iter()
                // The first operation is the review itself.
                .rfind(|row| row.seq > 1 && row.by == act.by && row.live && row.undoes.is_none())
                .ok_or_else(|| ReviewError::NothingToUndo { by: act.by.clone() })?,
        };
        if !target.live {
            let by = log.iter().find(|row| row.undoes == Some(target.seq) && row.live);
            let by = by.map(|row| row.id.short()).unwrap_or_default();
            return Err(ReviewError::UndoneAlready { op: target.id.short(), by });
        }
        if target.seq == 1 {
            return Err(ReviewError::Wrong("the first operation made the review; it cannot be undone".to_owned()));
        }
        let mut tx = self.store.begin()?;
        tx.announce(&act.who);
        tx.change(Change::Undo { op: target.id });
        // The protocol's file follows: just the values that the undone operation had changed.
        let edits: Vec<protocol::Edit> =
            tx.preview_undo(target.id)?.into_iter().map(|(path, value)| protocol::Edit { path, value }).collect();
        let mut text = None;
        if !edits.is_empty() {
            // Somebody is in the middle of an edit: it must not be written over.
            if let super::protocol_file::State::Broken(error) = &self.file {
                return Err(error.clone().into());
            }
            let mut edited = protocol::apply(&self.text, &edits)?;
            protocol::parse(&edited)?;
            // If nothing else changed the protocol since, it is again what it was to the letter.
            if let Some(earlier) = tx.protocol_before(target.seq)?
                && protocol::difference(&earlier, &edited).is_empty()
            {
                edited = earlier;
            }
            tx.change(Change::ProtocolText { text: edited.clone() });
            text = Some(edited);
        }
        let what = format!("undo {} ({})", target.id.short(), target.what);
        let done = tx.commit(act.now, &act.by, &what)?;
        let hidden = done.map_or(0, |done| done.hidden);
        let op = target.clone();
        self.after_commit(text)?;
        Ok(Undone { op, hidden })
    }

    /// The operation whose identifier begins with what somebody typed.
    ///
    /// # Errors
    /// If none or several do.
    pub fn operation_by_id(&self, typed: &str) -> Result<OpId, ReviewError> {
        Ok(named(&self.store.log()?, typed)?.id)
    }
}

fn named<'l>(log: &'l [OpRow], typed: &str) -> Result<&'l OpRow, ReviewError> {
    let typed = typed.to_lowercase();
    if typed.len() < 4 {
        return Err(ReviewError::Wrong(format!(
            "`{typed}` is too little of an operation's name; give at least four digits"
        )));
    }
    let mut found = log.iter().filter(|row| !typed.is_empty() && row.id.to_string().starts_with(&typed));
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row),
        (Some(_), Some(_)) => {
            Err(ReviewError::Wrong(format!("`{typed}` is the beginning of several operations; give more of it")))
        }
        (None, _) => Err(ReviewError::UnknownOperation { op: typed }),
    }
}
