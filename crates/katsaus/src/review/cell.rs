//! Cells: what one source says on one topic.

use super::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_model::{CellValue, Change, Topic};

impl Review {
    /// Writes a cell; an empty text empties it.
    ///
    /// # Errors
    /// If the topic is not known, or does not take the value.
    pub fn write_cell(
        &mut self,
        act: &Act,
        n: i64,
        topic: &str,
        words: &str,
    ) -> Result<Option<Committed>, ReviewError> {
        let name = self.topic_name(topic)?;
        let value = self.cell_value(&name, words)?;
        let names = self.names()?;
        let id = names.id("topic", &name).map_or_else(|| names.new_id("topic", &name), str::to_owned);
        let mut changes = Vec::new();
        // Where two records that met each have a cell, the one written now replaces both.
        for (at, on) in self.store.identities(n)?.into_iter().enumerate() {
            let value = if at == 0 { value.clone() } else { None };
            changes.push(Change::Cell { on, topic: id.clone(), value });
        }
        let what = format!("write `{name}` of {}", self.key_of(n)?);
        self.commit(act, &what, changes, &[])
    }

    /// A cell's value from what somebody typed, if its topic takes it.
    ///
    /// # Errors
    /// If the topic does not take it.
    pub fn cell_value(&self, topic: &str, words: &str) -> Result<Option<CellValue>, ReviewError> {
        let words = words.trim();
        if words.is_empty() {
            return Ok(None);
        }
        match self.protocol.topic(topic) {
            Some(described) => answer(topic, described, words).map(Some),
            None => Ok(Some(CellValue::parse(words))),
        }
    }
}

/// What somebody typed as an answer to a topic, if it takes it.
pub(super) fn answer(name: &str, topic: &Topic, words: &str) -> Result<CellValue, ReviewError> {
    let value = CellValue::parse(words);
    if let CellValue::Text(words) = &value {
        topic.takes(words).map_err(|kind| ReviewError::InvalidCell {
            topic: name.to_owned(),
            value: words.to_owned(),
            kind,
        })?;
    }
    Ok(value)
}
