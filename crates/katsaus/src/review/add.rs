//! Adding one text by hand.

use super::{Act, Review, ReviewError};
use katsaus_model::{
    Brought, Change, Content, Field, Fields, Import, Place, Record, Thing, ThingKind, base_key, free_key, sha256_hex,
};

impl Review {
    /// Adds a source from fields that somebody typed. Returns its number; the same words typed again are the same
    /// source.
    ///
    /// # Errors
    /// If a field does not take its value, or there is neither title nor author.
    pub fn add(
        &mut self,
        act: &Act,
        values: &[(Field, String)],
        found_in: Option<&str>,
    ) -> Result<(i64, bool), ReviewError> {
        let mut fields = Fields::default();
        for (field, value) in values {
            fields.set(*field, value)?;
        }
        if fields.title.is_none() && fields.authors.is_empty() && fields.doi.is_none() {
            return Err(ReviewError::Wrong("a source needs at least a title, an author or a DOI".to_owned()));
        }
        self.prepare(act)?;
        let typed: String = values.iter().map(|(field, value)| format!("{field}={value}\n")).collect();
        let sha256 = sha256_hex(typed.as_bytes());
        let place = Place::File {};
        let id = Record::identity(&sha256, &place);
        if let Some(n) = self.store.source_of(id)?
            && self.store.row(n)?.is_some()
        {
            return Ok((n, false));
        }
        let (search, change) = match found_in {
            None => (None, None),
            Some(typed) => match self.search_id(typed)? {
                Some(id) => (Some(id), None),
                None => {
                    let search = Review::bare_search(typed);
                    let id = self.new_search_id(&search)?;
                    (Some(id.clone()), Some(Change::Search { id, search: Some(search) }))
                }
            },
        };
        let removed = Thing { kind: ThingKind::Removed, on: Some(id), name: String::new() };
        if self.store.state(&removed)?.is_some() {
            self.commit(act, "add a removed source again", vec![Change::Removed { on: id, why: None }], &[])?;
            let n = self.store.source_of(id)?;
            return n.map(|n| (n, true)).ok_or_else(|| ReviewError::Wrong("the source was removed".to_owned()));
        }
        let mut tx = self.store.begin()?;
        tx.announce(&act.who);
        let mut failed = None;
        let key = free_key(&base_key(&fields), |key| {
            tx.key_is_taken(key).unwrap_or_else(|error| {
                failed = Some(error);
                false
            })
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
        let brought = Brought { origins: search.clone().into_iter().collect(), ..Brought::default() };
        let content = Content { key: key.clone(), fields, verbatim: Vec::new(), brought };
        tx.record(&Record { id, place, content })?;
        let (records, digest) = tx.records();
        if let Some(change) = change {
            tx.change(change);
        }
        tx.change(Change::Import(Import {
            name: "added by hand".to_owned(),
            sha256,
            copy: 0,
            format: "typed".to_owned(),
            found_in: search,
            round: None,
            updates: None,
            records,
            seen_again: 0,
            digest,
            plan: "[]".to_owned(),
        }));
        tx.commit(act.now, &act.by, &format!("add {key}"))?;
        let n = self.store.source_of(id)?;
        n.map(|n| (n, true)).ok_or_else(|| ReviewError::Wrong(format!("`{key}` is part of a source that was removed")))
    }
}
