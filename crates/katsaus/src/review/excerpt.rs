//! Excerpts: passages, practices and findings of one source, each coded by itself; and memos on codes, topics, review.

use super::{Act, Review, ReviewError};
use crate::store::{Committed, Filter, Placed, Set};
use katsaus_model::{About, Change, CodedExcerpt, Excerpt, MemoRow, Protocol, Subject, ThingKind};

/// An excerpt and the source it was taken from.
pub type Taken = Placed<CodedExcerpt>;

impl Review {
    /// Takes an excerpt from a source and codes it. Returns the name that people type for it: `luecking2008/2`.
    ///
    /// # Errors
    /// If a code or topic is not known, or a code's group takes one code a text and several are given.
    pub fn take_excerpt(
        &mut self,
        act: &Act,
        n: i64,
        excerpt: &Excerpt,
        codes: &[String],
    ) -> Result<(String, Option<Committed>), ReviewError> {
        let text = excerpt.text.trim();
        if text.is_empty() {
            return Err(ReviewError::Wrong("an excerpt without words says nothing".to_owned()));
        }
        let identities = self.store.identities(n)?;
        let Some(on) = identities.first().copied() else { return Ok((String::new(), None)) };
        let mut excerpt = Excerpt { text: text.to_owned(), ..excerpt.clone() };
        excerpt.page = excerpt.page.map(|page| bare_page(&page)).filter(|page| !page.is_empty());
        excerpt.topic = excerpt.topic.map(|topic| self.topic_id(&topic)).transpose()?;
        let number = self.store.last_excerpt(&identities)? + 1;
        // Two people who take the second excerpt of a text in two copies of a review must not take the same one.
        let id = format!("{number}-{:x}-{}", act.now.0, &on.to_string()[..8]);
        let mut changes = vec![Change::Excerpt { on, id: id.clone(), excerpt: Some(excerpt) }];
        let paths = self.codes_to_put_on(codes)?;
        changes.extend(self.code_excerpt(&id, &[], &paths, true)?);
        let name = format!("{}/{number}", self.key_of(n)?);
        let done = self.commit(act, &format!("excerpt {name}"), changes, &[])?;
        Ok((name, done))
    }

    /// All excerpts of the sources of a set, with the keys of their sources, in the order of keys and as they were taken.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn excerpts(&self, set: &Set) -> Result<Vec<(String, CodedExcerpt)>, ReviewError> {
        let with = self.store.with(ThingKind::Excerpt)?;
        let mut wanted = set.clone();
        wanted.intersect(&with);
        let names = self.names()?;
        let mut found = Vec::new();
        for row in self.store.rows(Filter::Of(&wanted))? {
            let taken = self.store.excerpts_on(row.n, &names)?.into_iter();
            found.extend(taken.map(|one| (row.key.clone(), one)));
        }
        Ok(found)
    }

    /// The identifier of a topic.
    pub(super) fn topic_id(&self, typed: &str) -> Result<String, ReviewError> {
        let name = self.topic_name(typed)?;
        let names = self.names()?;
        Ok(names.id("topic", &name).map_or_else(|| names.new_id("topic", &name), str::to_owned))
    }

    /// The excerpt that somebody means: `luecking2008/2`.
    ///
    /// # Errors
    /// If there is none.
    pub fn excerpt_by_name(&self, typed: &str) -> Result<Taken, ReviewError> {
        let unknown = || ReviewError::Wrong(format!("there is no excerpt `{typed}`; excerpts are named KEY/NUMBER"));
        let (key, number) = typed.rsplit_once('/').ok_or_else(unknown)?;
        let source = self.source_by_key(key)?;
        let number: u32 = number.trim().parse().map_err(|_| unknown())?;
        let taken = self.store.excerpts_on(source, &self.names()?)?;
        let mut numbers: Vec<u32> = taken.iter().map(CodedExcerpt::number).collect();
        numbers.sort_unstable();
        match taken.into_iter().find(|one| one.number() == number) {
            Some(what) => Ok(Placed { source, what }),
            None if numbers.is_empty() => {
                Err(ReviewError::Wrong(format!("`{key}` has no excerpts; `excerpt add {key} TEXT` takes one")))
            }
            None => {
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                Err(ReviewError::Wrong(format!("`{key}` has no excerpt {number}; it has {}", numbers.join(", "))))
            }
        }
    }

    /// Whether what somebody typed is the name of an excerpt, not of a source.
    pub fn names_an_excerpt(typed: &str) -> bool {
        typed.rsplit_once('/').is_some_and(|(key, number)| {
            !key.is_empty() && !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
        })
    }

    /// Changes what an excerpt says.
    ///
    /// # Errors
    /// If its topic is not known.
    pub fn edit_excerpt(
        &mut self,
        act: &Act,
        taken: &Taken,
        excerpt: &Excerpt,
    ) -> Result<Option<Committed>, ReviewError> {
        let mut excerpt = Excerpt { text: excerpt.text.trim().to_owned(), ..excerpt.clone() };
        if excerpt.text.is_empty() {
            let why = "an excerpt without words says nothing; `excerpt remove` takes it away";
            return Err(ReviewError::Wrong(why.to_owned()));
        }
        if excerpt.topic != taken.what.excerpt.topic {
            excerpt.topic = excerpt.topic.map(|topic| self.topic_id(&topic)).transpose()?;
        }
        let change = Change::Excerpt { on: taken.what.on, id: taken.what.id.clone(), excerpt: Some(excerpt) };
        let name = self.excerpt_name(taken)?;
        self.commit(act, &format!("edit excerpt {name}"), vec![change], &[])
    }

    /// Takes excerpts away. They stay in the log with their codes, and `undo` brings them back.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove_excerpts(&mut self, act: &Act, taken: &[Taken]) -> Result<Option<Committed>, ReviewError> {
        let gone = |one: &Taken| Change::Excerpt { on: one.what.on, id: one.what.id.clone(), excerpt: None };
        let names: Result<Vec<String>, _> = taken.iter().map(|one| self.excerpt_name(one)).collect();
        self.commit(act, &format!("remove excerpt {}", names?.join(", ")), taken.iter().map(gone).collect(), &[])
    }

    /// Puts codes on excerpts, or takes them off.
    ///
    /// # Errors
    /// If a code is not known or retired, or its group takes one code and several are given.
    pub fn tag_excerpts(
        &mut self,
        act: &Act,
        codes: &[String],
        excerpts: &[Taken],
        here: bool,
    ) -> Result<Option<Committed>, ReviewError> {
        let paths = if here { self.codes_to_put_on(codes)? } else { self.code_paths(codes)? };
        let mut changes = Vec::new();
        for taken in excerpts {
            changes.extend(self.code_excerpt(&taken.what.id, &taken.what.codes, &paths, here)?);
        }
        let what = format!(
            "{} {} as `{}`",
            if here { "tag" } else { "untag" },
            super::tag::count(excerpts.len(), "excerpt"),
            paths.join("`, `")
        );
        self.commit(act, &what, changes, &[])
    }

    /// The changes that code an excerpt which has some codes. Of a group that takes one code the others go.
    fn code_excerpt(
        &self,
        id: &str,
        held: &[String],
        paths: &[String],
        here: bool,
    ) -> Result<Vec<Change>, ReviewError> {
        let names = self.names()?;
        let mut changes = Vec::new();
        let on = || Subject::Excerpt(id.to_owned());
        for path in paths {
            let group = Protocol::group_of(path);
            if here && !self.protocol.several(group) {
                for other in held.iter().filter(|other| Protocol::group_of(other) == group && *other != path) {
                    let code = names.id("code", other).unwrap_or(other).to_owned();
                    changes.push(Change::Tag { on: on(), code, here: false });
                }
            }
            let code = names.id("code", path).map_or_else(|| names.new_id("code", path), str::to_owned);
            changes.push(Change::Tag { on: on(), code, here });
        }
        Ok(changes)
    }

    fn excerpt_name(&self, taken: &Taken) -> Result<String, ReviewError> {
        Ok(format!("{}/{}", self.key_of(taken.source)?, taken.what.number()))
    }

    /// Writes a memo.
    ///
    /// # Errors
    /// If the code or topic is not known.
    pub fn write_memo(&mut self, act: &Act, about: &About, words: &str) -> Result<Option<Committed>, ReviewError> {
        let id = format!("{}-{}", act.now.0, self.store.newest()?);
        let (about, name) = self.about(about)?;
        let change = Change::Memo { about, id, text: Some(words.trim().to_owned()) };
        self.commit(act, &format!("memo on {name}"), vec![change], &[])
    }

    /// Takes a memo away.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove_memo(&mut self, act: &Act, memo: &MemoRow) -> Result<Option<Committed>, ReviewError> {
        let change = Change::Memo { about: memo.about.clone(), id: memo.id.clone(), text: None };
        self.commit(act, "remove a memo", vec![change], &[])
    }

    /// What a memo is about, with identifiers for what people type, and in words.
    fn about(&self, about: &About) -> Result<(About, String), ReviewError> {
        Ok(match about {
            About::Review => (About::Review, "the review".to_owned()),
            About::Code(typed) => {
                let path = self.code_path(typed)?;
                let id = self.names()?.id("code", &path).unwrap_or(&path).to_owned();
                (About::Code(id), format!("code `{path}`"))
            }
            About::Topic(typed) => {
                (About::Topic(self.topic_id(typed)?), format!("topic `{}`", self.topic_name(typed)?))
            }
        })
    }

    /// All memos as they were written; codes and topics by their names.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn memos(&self) -> Result<Vec<MemoRow>, ReviewError> {
        let names = self.names()?;
        let mut memos = self.store.memos()?;
        for memo in &mut memos {
            match &mut memo.about {
                About::Review => {}
                About::Code(id) => *id = names.name("code", id).to_owned(),
                About::Topic(id) => *id = names.name("topic", id).to_owned(),
            }
        }
        Ok(memos)
    }
}

/// `p. 14`, `pp. 14-15`, `s. 170`: the page alone, which each language writes its own sign before.
fn bare_page(page: &str) -> String {
    let page = page.trim();
    let sign =
        ["pp.", "p.", "ss.", "s.", "sivu ", "page "].into_iter().find(|sign| page.to_lowercase().starts_with(sign));
    sign.and_then(|sign| page.get(sign.len()..)).map_or(page, str::trim).to_owned()
}
