//! What people judge of sources: the same text, two texts, linked; and taking a source apart again.

use crate::review::{Act, Review, ReviewError};
use crate::store::Committed;
use katsaus_model::{Change, Identity, Link};

impl Review {
    /// Says that sources are one text.
    ///
    /// # Errors
    /// If there are fewer than two, or the file cannot be written.
    pub fn same(&mut self, act: &Act, sources: &[i64]) -> Result<Option<Committed>, ReviewError> {
        let members = self.several(sources, "same")?;
        let mut changes = Vec::new();
        let judged = self.store.judgements()?;
        for (at, one) in members.iter().enumerate() {
            for other in &members[at + 1..] {
                // Whatever kept them apart is judged anew.
                for judged in judged.iter().filter(|judged| judged.link == Link::Distinct) {
                    let across = |a: &Identity, b: &Identity| one.contains(a) && other.contains(b);
                    if across(&judged.a, &judged.b) || across(&judged.b, &judged.a) {
                        changes.push(Change::judged(judged.a, judged.b, Link::Same));
                    }
                }
            }
            if at > 0 {
                changes.push(Change::judged(members[0][0], one[0], Link::Same));
            }
        }
        let what = format!("same: {}", self.keys_of(sources)?);
        self.commit(act, &what, changes, &[])
    }

    /// Says that sources are texts of their own, however alike: they are not asked of again.
    ///
    /// # Errors
    /// If there are fewer than two, or the file cannot be written.
    pub fn distinct(&mut self, act: &Act, sources: &[i64]) -> Result<Option<Committed>, ReviewError> {
        let members = self.several(sources, "distinct")?;
        let mut changes = Vec::new();
        for (at, one) in members.iter().enumerate() {
            changes.extend(members[at + 1..].iter().map(|other| Change::judged(one[0], other[0], Link::Distinct)));
        }
        let what = format!("distinct: {}", self.keys_of(sources)?);
        self.commit(act, &what, changes, &[])
    }

    /// Says how one source belongs to another; the first is *of* the second. With `gone`, that it does not.
    ///
    /// # Errors
    /// If they are one source, or the file cannot be written.
    pub fn link(
        &mut self,
        act: &Act,
        link: Link,
        (of, to): (i64, i64),
        gone: bool,
    ) -> Result<Option<Committed>, ReviewError> {
        let members = self.several(&[of, to], link.as_str())?;
        let mut changes = Vec::new();
        if gone {
            // It may have been said of any two of their records.
            for judged in self.store.judgements()?.into_iter().filter(|judged| judged.link == link) {
                let across = members[0].contains(&judged.a) && members[1].contains(&judged.b);
                let turned = !link.is_directed() && members[1].contains(&judged.a) && members[0].contains(&judged.b);
                if across || turned {
                    let (a, b) = (judged.a, judged.b);
                    changes.push(Change::Judgement { a, b, link: Some(link), why: None, gone: true });
                }
            }
        } else {
            changes.push(Change::judged(members[0][0], members[1][0], link));
        }
        let what = format!("{}{link}: {}", if gone { "no longer " } else { "" }, self.keys_of(&[of, to])?);
        self.commit(act, &what, changes, &[])
    }

    /// Takes a record out of its source, by the key that it was given: it is a text of its own again. With the key of the
    /// source itself, all its records go their own ways.
    ///
    /// # Errors
    /// If the key is not known, or the source has one record only.
    pub fn split(&mut self, act: &Act, key: &str) -> Result<Option<Committed>, ReviewError> {
        let n = self.source_by_key(key)?;
        let members = self.store.members(n)?;
        if members.len() < 2 {
            return Err(ReviewError::Wrong(format!("`{key}` has one record; there is nothing to take apart")));
        }
        let typed = katsaus_model::text::ascii(key);
        let own = members.iter().position(|(_, given)| katsaus_model::text::ascii(given) == typed).filter(|at| *at > 0);
        let ids: Vec<Identity> = members.iter().map(|(id, _)| *id).collect();
        let mut changes = Vec::new();
        match own {
            Some(at) => {
                let out = ids[at];
                let stay: Vec<Identity> = ids.iter().copied().filter(|id| *id != out).collect();
                changes.extend(stay.iter().map(|id| Change::judged(*id, out, Link::Distinct)));
                // What held together by it alone stays together.
                changes.extend(stay[1..].iter().map(|id| Change::judged(stay[0], *id, Link::Same)));
            }
            None => {
                for (at, one) in ids.iter().enumerate() {
                    changes.extend(ids[at + 1..].iter().map(|other| Change::judged(*one, *other, Link::Distinct)));
                }
            }
        }
        let what = format!("split {}", members[own.unwrap_or(0)].1);
        self.commit(act, &what, changes, &[])
    }

    /// The two sources of a pair as they are now; `None` if it is judged meanwhile, or one of them is gone.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn still_open(&self, pair: &super::ToJudge) -> Result<Option<(i64, i64)>, ReviewError> {
        let (one, other) = (self.store.by_key(&pair.sources.0.key)?, self.store.by_key(&pair.sources.1.key)?);
        let (Some(one), Some(other)) = (one, other) else { return Ok(None) };
        if one == other {
            return Ok(None);
        }
        let (ours, theirs) = (self.store.identities(one)?, self.store.identities(other)?);
        let judged = self.store.judgements()?.into_iter().filter(|judged| judged.link != Link::Same).any(|judged| {
            ours.contains(&judged.a) && theirs.contains(&judged.b)
                || theirs.contains(&judged.a) && ours.contains(&judged.b)
        });
        Ok((!judged).then_some((one, other)))
    }

    /// The identities of each of several sources.
    fn several(&self, sources: &[i64], word: &str) -> Result<Vec<Vec<Identity>>, ReviewError> {
        let mut members = Vec::new();
        for (at, n) in sources.iter().enumerate() {
            if sources[..at].contains(n) {
                let key = self.key_of(*n)?;
                let message =
                    format!("two of these keys are those of one source, `{key}`: its records are one text already");
                return Err(ReviewError::OneSource { message, key });
            }
            members.push(self.store.identities(*n)?);
        }
        if members.len() < 2 || members.iter().any(Vec::is_empty) {
            return Err(ReviewError::Wrong(format!("`{word}` needs the keys of two sources or more")));
        }
        Ok(members)
    }

    fn keys_of(&self, sources: &[i64]) -> Result<String, ReviewError> {
        let mut keys = Vec::new();
        for n in sources {
            keys.push(self.key_of(*n)?);
        }
        Ok(keys.join(", "))
    }
}
