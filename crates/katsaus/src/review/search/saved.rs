//! Queries that are kept under a name, in the protocol.

use crate::protocol::{Edit, path_of};
use crate::query::parse;
use crate::review::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_model::text;

impl Review {
    /// A saved query by the name that people type.
    ///
    /// # Errors
    /// If there is none.
    pub fn saved_query(&self, typed: &str) -> Result<(String, String), ReviewError> {
        let wanted = text::normalise(typed);
        let found = self.protocol.queries.iter().find(|(name, _)| text::normalise(name) == wanted);
        found.cloned().ok_or_else(|| ReviewError::UnknownQuery {
            name: typed.to_owned(),
            known: self.protocol.queries.iter().map(|(name, _)| name.clone()).collect(),
        })
    }

    /// Keeps a query under a name, or another in its place. Gives the name it has.
    ///
    /// # Errors
    /// If the query cannot be read, names something that is not there, or would name itself.
    pub fn save_query(
        &mut self,
        act: &Act,
        typed: &str,
        query: &str,
    ) -> Result<(String, Option<Committed>), ReviewError> {
        self.prepare(act)?;
        let name = text::slug(typed.trim_start_matches('@'));
        if name.is_empty() {
            return Err(ReviewError::Wrong(format!("`{typed}` cannot be the name of a query")));
        }
        let parsed = parse(query, &self.groups())?.node;
        // As it will be: a circle may go by way of others.
        let before = self.protocol.queries.clone();
        self.protocol.queries.retain(|(known, _)| *known != name);
        self.protocol.queries.push((name.clone(), query.trim().to_owned()));
        let checked = self.expanded(parsed).and_then(|node| self.check_names(&node));
        self.protocol.queries = before;
        checked?;
        let value = toml_edit::Value::from(query.trim()).to_string().trim().to_owned();
        let edit = Edit { path: path_of(&["queries", &name]), value: Some(value) };
        let done = self.commit(act, &format!("save query `{name}`"), Vec::new(), &[edit])?;
        Ok((name, done))
    }

    /// Takes a saved query away.
    ///
    /// # Errors
    /// If there is none.
    pub fn remove_query(&mut self, act: &Act, typed: &str) -> Result<(String, Option<Committed>), ReviewError> {
        self.prepare(act)?;
        let (name, _) = self.saved_query(typed)?;
        let edit = Edit { path: path_of(&["queries", &name]), value: None };
        let done = self.commit(act, &format!("remove query `{name}`"), Vec::new(), &[edit])?;
        Ok((name, done))
    }
}
