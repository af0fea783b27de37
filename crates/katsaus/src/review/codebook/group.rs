//! Groups of codes: whether a text may have several of one, what they are called, and which sources have none.

use super::quoted;
use crate::protocol::{Edit, path_of};
use crate::review::{Act, Review, ReviewError};
use crate::store::{Committed, Filter, Row};
use katsaus_model::{CodeGroup, GroupRow, Protocol};
use std::collections::BTreeMap;

impl Review {
    /// All groups, in the codebook's order.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn code_groups(&self) -> Result<Vec<GroupRow>, ReviewError> {
        let mut rows = Vec::new();
        for name in self.groups() {
            let ids = self.code_ids_below(&name)?;
            rows.push(GroupRow {
                label: self.group_label(&name),
                several: self.protocol.several(&name),
                codes: self.protocol.codes_of(&name).count(),
                sources: self.store.tagged(&ids.iter().map(String::as_str).collect::<Vec<_>>())?.len(),
                name,
            });
        }
        Ok(rows)
    }

    /// Says of a group whether a text may have several of its codes, and what it is called.
    ///
    /// # Errors
    /// If its name cannot be, or texts have several of its codes already and may have one from now on.
    pub fn describe_group(
        &mut self,
        act: &Act,
        name: &str,
        several: Option<bool>,
        label: Option<&str>,
    ) -> Result<Option<Committed>, ReviewError> {
        self.prepare(act)?;
        let name = katsaus_model::text::slug(name);
        if name.is_empty() || CodeGroup::is_reserved(&name) {
            return Err(ReviewError::InvalidCode {
                code: name,
                why: "a group is called like no field of the query language",
            });
        }
        if several == Some(false) {
            self.have_one_each(&name)?;
        }
        let mut edits = Vec::new();
        if let Some(several) = several {
            edits.push(Edit { path: path_of(&["groups", &name, "several"]), value: Some(several.to_string()) });
        }
        if let Some(label) = label {
            edits.push(Edit { path: path_of(&["groups", &name, "label"]), value: Some(quoted(label)) });
        }
        self.commit(act, &format!("describe code group `{name}`"), Vec::new(), &edits)
    }

    /// Texts that have several codes of a group, which may have one.
    fn have_one_each(&self, group: &str) -> Result<(), ReviewError> {
        let names = self.names()?;
        let mut codes: BTreeMap<i64, usize> = BTreeMap::new();
        for tag in self.store.tags_of(&self.store.all()?)? {
            if Protocol::group_of(names.name("code", &tag.what)) == group {
                *codes.entry(tag.source).or_default() += 1;
            }
        }
        let several = codes.into_iter().filter(|(_, codes)| *codes > 1).map(|(source, _)| source).collect();
        let keys: Vec<String> = self.store.rows(Filter::Of(&several))?.into_iter().map(|row| row.key).collect();
        if keys.is_empty() {
            return Ok(());
        }
        let shown = keys.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        let more = if keys.len() > 5 { " ..." } else { "" };
        let why = format!("{} have several now: {shown}{more}", crate::review::tag::count(keys.len(), "source"));
        Err(ReviewError::OneCode { group: group.to_owned(), why })
    }

    /// Sources that have no code of a group, by key.
    ///
    /// # Errors
    /// If there is no such group.
    pub fn without_group(&self, group: &str) -> Result<Vec<Row>, ReviewError> {
        let groups = self.groups();
        if !groups.iter().any(|known| known == group) {
            return Err(ReviewError::Wrong(format!(
                "there is no code group `{group}`; groups are {}",
                groups.join(", ")
            )));
        }
        let ids = self.code_ids_below(group)?;
        let mut rest = self.store.all()?;
        rest.subtract(&self.store.tagged(&ids.iter().map(String::as_str).collect::<Vec<_>>())?);
        rest.subtract(&self.candidates()?);
        Ok(self.store.rows(Filter::Of(&rest))?)
    }
}
