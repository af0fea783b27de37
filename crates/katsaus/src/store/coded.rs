//! What people put on sources, all of it at once: tags, cells, excerpts and memos for tables of many sources.

use super::{Names, Set, Store, StoreError};
use katsaus_model::{About, CellValue, Excerpt, Identity, MemoRow, ThingKind};
use rusqlite::params;
use std::collections::HashMap;

/// Something that belongs to a source, by the source's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The source.
    pub source: i64,
    /// What belongs to it.
    pub what: T,
}

/// A cell of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRow {
    /// The topic, by identifier.
    pub topic: String,
    /// What it says.
    pub value: CellValue,
    /// The rank of the operation that wrote it.
    pub op: i64,
}

/// An excerpt of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcerptRow {
    /// Its identifier.
    pub id: String,
    /// What it says.
    pub excerpt: Excerpt,
    /// Its codes, by identifier.
    pub codes: Vec<String>,
    /// The rank of the operation that took it.
    pub op: i64,
}

impl Store {
    /// The codes of an excerpt, by path as they are named now.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn excerpt_codes(&self, id: &str, names: &Names) -> Result<Vec<String>, StoreError> {
        // `0` is the sign behind `/`.
        let (from, to) = (format!("{id}/"), format!("{id}0"));
        let mut rows = self
            .conn
            .prepare_cached("SELECT name FROM state WHERE subject = 0 AND kind = ?1 AND name > ?2 AND name < ?3")?;
        let rows = rows.query_map(params![ThingKind::ExcerptTag as i64, from, to], |row| row.get::<_, String>(0))?;
        let mut codes = Vec::new();
        for name in rows {
            let name = name?;
            codes.extend(name.strip_prefix(&from).map(|code| names.name("code", code).to_owned()));
        }
        codes.sort();
        Ok(codes)
    }

    /// Each source's tags, by identifier of the code, in the order of sources; of those in the set.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn tags_of(&self, set: &Set) -> Result<Vec<Placed<String>>, StoreError> {
        let sql = "SELECT i.source, s.name FROM state s JOIN identities i ON i.n = s.subject
             JOIN sources t ON t.n = i.source WHERE s.kind = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([ThingKind::Tag as i64])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let source = row.get(0)?;
            if set.contains(source) {
                found.push(Placed { source, what: row.get(1)? });
            }
        }
        found.sort_by(|a, b| (a.source, &a.what).cmp(&(b.source, &b.what)));
        found.dedup();
        Ok(found)
    }

    /// Each tag of the sources of a set, by identifier of the code, in no order; a source may have one twice.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn each_tag(&self, set: &Set, mut each: impl FnMut(i64, &str)) -> Result<(), StoreError> {
        let sql = "SELECT i.source, s.name FROM state s JOIN identities i ON i.n = s.subject WHERE s.kind = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([ThingKind::Tag as i64])?;
        while let Some(row) = rows.next()? {
            let source: Option<i64> = row.get(0)?;
            if let Some(source) = source.filter(|source| set.contains(*source)) {
                each(source, row.get_ref(1)?.as_str().unwrap_or_default());
            }
        }
        Ok(())
    }

    /// The tags of the sources of a set with the rank of the operation that put each on, in that order.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn tags_in_time(&self, set: &Set) -> Result<Vec<(i64, String, i64)>, StoreError> {
        let sql = "SELECT i.source, s.name, s.op FROM state s JOIN identities i ON i.n = s.subject
             WHERE s.kind = ?1 AND i.source IS NOT NULL ORDER BY s.op, i.source, s.name";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([ThingKind::Tag as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut tags: Vec<(i64, String, i64)> = rows.collect::<Result<_, _>>()?;
        tags.retain(|(source, ..)| set.contains(*source));
        Ok(tags)
    }

    /// Each source's kind and language, where it has any; an empty text for the other.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn types(&self) -> Result<HashMap<i64, (String, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT n, coalesce(kind, ''), coalesce(language, '') FROM sources WHERE kind IS NOT NULL OR language IS NOT NULL",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Where each source was found: the names of searches, else of the files it came in.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn origins(&self) -> Result<Vec<(i64, String)>, StoreError> {
        let mut named: HashMap<i64, String> = HashMap::new();
        let searches = self.searches()?;
        for row in self.imports()? {
            let search = row.import.found_in.as_ref().and_then(|id| searches.iter().find(|(known, _)| known == id));
            named.insert(row.seq, search.map_or(row.import.name.clone(), |(_, search)| search.name.clone()));
        }
        let mut found = Vec::new();
        let mut statement = self.conn.prepare_cached(
            "SELECT i.source, i.op FROM identities i JOIN sources t ON t.n = i.source WHERE i.op IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (source, op): (i64, i64) = (row.get(0)?, row.get(1)?);
            found.extend(named.get(&op).map(|name| (source, name.clone())));
        }
        for (id, search) in &searches {
            found.extend(self.with_named(ThingKind::Origin, id)?.iter().map(|source| (source, search.name.clone())));
        }
        Ok(found)
    }

    /// Each source's cells, in the order of sources; of those in the set.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn cells_of(&self, set: &Set) -> Result<Vec<Placed<CellRow>>, StoreError> {
        let mut found = self.things_of(ThingKind::Cell, set, |name, value, op| {
            Some(CellRow { topic: name.to_owned(), value: serde_json::from_str(value).ok()?, op })
        })?;
        found.sort_by_key(|cell| (cell.source, cell.what.op));
        Ok(found)
    }

    /// Each source's excerpts with their codes, in the order of sources and as they were taken; of those in the set.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn excerpts_of(&self, set: &Set) -> Result<Vec<Placed<ExcerptRow>>, StoreError> {
        let mut found = self.things_of(ThingKind::Excerpt, set, |name, value, op| {
            let excerpt = serde_json::from_str(value).ok()?;
            Some(ExcerptRow { id: name.to_owned(), excerpt, codes: Vec::new(), op })
        })?;
        let mut codes: HashMap<String, Vec<String>> = HashMap::new();
        for (name, _) in self.things(ThingKind::ExcerptTag)? {
            if let Some((id, code)) = name.split_once('/') {
                codes.entry(id.to_owned()).or_default().push(code.to_owned());
            }
        }
        for taken in &mut found {
            taken.what.codes = codes.remove(&taken.what.id).unwrap_or_default();
        }
        found.sort_by(|a, b| (a.source, a.what.op, &a.what.id).cmp(&(b.source, b.what.op, &b.what.id)));
        Ok(found)
    }

    fn things_of<T>(
        &self,
        kind: ThingKind,
        set: &Set,
        read: impl Fn(&str, &str, i64) -> Option<T>,
    ) -> Result<Vec<Placed<T>>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT i.source, s.name, s.value, s.op FROM state s JOIN identities i ON i.n = s.subject
             JOIN sources t ON t.n = i.source WHERE s.kind = ?1",
        )?;
        let mut rows = statement.query([kind as i64])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let source = row.get(0)?;
            if !set.contains(source) {
                continue;
            }
            let (name, value): (&str, &str) =
                (row.get_ref(1)?.as_str().unwrap_or_default(), row.get_ref(2)?.as_str().unwrap_or_default());
            if let Some(what) = read(name, value, row.get(3)?) {
                found.push(Placed { source, what });
            }
        }
        Ok(found)
    }

    /// The excerpts of one source with their codes, as they were taken.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn excerpts_on(&self, n: i64, names: &Names) -> Result<Vec<katsaus_model::CodedExcerpt>, StoreError> {
        Ok(self.source(n, names)?.map(|source| source.excerpts).unwrap_or_default())
    }

    /// The highest number that an excerpt of these identities ever had, be it here or gone.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_excerpt(&self, identities: &[Identity]) -> Result<u32, StoreError> {
        let mut last = 0;
        let mut statement = self.conn.prepare_cached(
            "SELECT v.name FROM versions v JOIN identities i ON i.n = v.subject WHERE i.id = ?1 AND v.kind = ?2",
        )?;
        for identity in identities {
            let rows = statement
                .query_map(params![identity.as_bytes(), ThingKind::Excerpt as i64], |row| row.get::<_, String>(0))?;
            for name in rows {
                let number = name?.split('-').next().and_then(|number| number.parse().ok());
                last = last.max(number.unwrap_or(0));
            }
        }
        Ok(last)
    }

    /// Identifiers of the excerpts that have a code, by its identifier.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn excerpts_with(&self, code: &str) -> Result<Vec<String>, StoreError> {
        let tags = self.things(ThingKind::ExcerptTag)?;
        let named = |(name, _): (String, String)| {
            let (id, of) = name.split_once('/')?;
            (of == code).then(|| id.to_owned())
        };
        Ok(tags.into_iter().filter_map(named).collect())
    }

    /// How many excerpts have each code, by its identifier.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn count_excerpts(&self) -> Result<HashMap<String, u64>, StoreError> {
        let mut counts = HashMap::new();
        let all = self.all()?;
        for taken in self.excerpts_of(&all)? {
            for code in taken.what.codes {
                *counts.entry(code).or_default() += 1;
            }
        }
        Ok(counts)
    }

    /// All memos, as they were written.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn memos(&self) -> Result<Vec<MemoRow>, StoreError> {
        let mut rows = self
            .conn
            .prepare_cached("SELECT name, value, op FROM state WHERE subject = 0 AND kind = ?1 ORDER BY op")?;
        let rows = rows.query_map([ThingKind::Memo as i64], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
        })?;
        let mut memos = Vec::new();
        for row in rows {
            let (name, value, op) = row?;
            if let (Some((about, id)), Ok(text)) = (about(&name), serde_json::from_str(&value)) {
                memos.push(MemoRow { about, id, text, by: self.by(op)?, at: self.time(op)? });
            }
        }
        Ok(memos)
    }
}

/// What a memo's name in the log says: what it is about, and its identifier.
fn about(name: &str) -> Option<(About, String)> {
    let (about, id) = name.rsplit_once('/')?;
    let about = match about.split_once('/') {
        Some(("code", code)) => About::Code(code.to_owned()),
        Some(("topic", topic)) => About::Topic(topic.to_owned()),
        _ => About::Review,
    };
    Some((about, id.to_owned()))
}
