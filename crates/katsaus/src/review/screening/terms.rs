//! Words that are marked while texts are screened: those that speak for a text, and those against it. They stand in the
//! protocol, and may be changed while somebody screens.

use crate::protocol::{Edit, path_of};
use crate::review::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_model::text;

impl Review {
    /// Lists a word that speaks for texts, or against them; one that is listed on that side already is taken off. The answer
    /// says whether it is listed now.
    ///
    /// # Errors
    /// If the protocol cannot be edited.
    pub fn toggle_screening_term(
        &mut self,
        act: &Act,
        word: &str,
        speaks_for: bool,
    ) -> Result<(bool, Option<Committed>), ReviewError> {
        self.prepare(act)?;
        let word = text::squeeze(word);
        let screening = &self.protocol.screening;
        let (key, held) = match speaks_for {
            true => ("include_terms", &screening.include_terms),
            false => ("exclude_terms", &screening.exclude_terms),
        };
        let mut terms = held.clone();
        terms.retain(|held| {
            text::normalise(held) != text::normalise(&word) || held.ends_with('*') != word.ends_with('*')
        });
        let is_new = terms.len() == held.len();
        if is_new {
            terms.push(word.clone());
        }
        let list: toml_edit::Array = terms.iter().map(String::as_str).collect();
        let value = toml_edit::Value::from(list).to_string().trim().to_owned();
        let verb = if is_new { "mark" } else { "no longer mark" };
        let side = if speaks_for { "for" } else { "against" };
        let edit = Edit { path: path_of(&["screening", key]), value: Some(value) };
        let done = self.commit(act, &format!("{verb} `{word}` as speaking {side} a source"), Vec::new(), &[edit])?;
        Ok((is_new, done))
    }
}
