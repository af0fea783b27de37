//! Searches: recorded as they were made. What nobody recorded stays unrecorded.

use super::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_model::{Change, Search, SearchKind, text};

impl Review {
    /// Records a search. Its identifier is made from its name; a second of that name gets a number.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_search(&mut self, act: &Act, search: Search) -> Result<String, ReviewError> {
        let id = self.new_search_id(&search)?;
        let what = format!("record search `{id}`");
        self.commit(act, &what, vec![Change::Search { id: id.clone(), search: Some(search) }], &[])?;
        Ok(id)
    }

    /// An identifier for a search that is recorded for the first time: from its name, numbered if another has that.
    pub(super) fn new_search_id(&self, search: &Search) -> Result<String, ReviewError> {
        let taken: Vec<String> = self.store.searches()?.into_iter().map(|(id, _)| id).collect();
        let slug = text::slug(&search.name);
        let base = if slug.is_empty() { search.kind.as_str().to_owned() } else { slug };
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        Ok(std::iter::once(base.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(base))
    }

    /// Changes what is recorded of a search.
    ///
    /// # Errors
    /// If there is no such search.
    pub fn edit_search(
        &mut self,
        act: &Act,
        id: &str,
        change: impl FnOnce(&mut Search),
    ) -> Result<Option<Committed>, ReviewError> {
        let known = self.store.searches()?;
        let Some((_, search)) = known.iter().find(|(known, _)| known == id) else {
            let ids: Vec<&str> = known.iter().map(|(id, _)| id.as_str()).collect();
            let ids = if ids.is_empty() { "none is recorded".to_owned() } else { ids.join(", ") };
            return Err(ReviewError::Wrong(format!("there is no search `{id}` ({ids})")));
        };
        let mut search = search.clone();
        change(&mut search);
        let what = format!("edit search `{id}`");
        self.commit(act, &what, vec![Change::Search { id: id.to_owned(), search: Some(search) }], &[])
    }

    /// The search that somebody means by identifier or name, if it is recorded.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn search_id(&self, typed: &str) -> Result<Option<String>, ReviewError> {
        let wanted = text::normalise(typed);
        let known = self.store.searches()?;
        let found = known.into_iter().find(|(id, search)| id == typed || text::normalise(&search.name) == wanted);
        Ok(found.map(|(id, _)| id))
    }

    /// A search of which only a name is known, to be completed later.
    pub fn bare_search(name: &str) -> Search {
        Search { kind: SearchKind::NotRecorded, name: name.to_owned(), ..Search::default() }
    }
}
