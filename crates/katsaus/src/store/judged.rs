//! Records one by one, what was judged of pairs of them, and what became of each import's.

use super::{Store, StoreError};
use katsaus_model::{Fields, Identity, Link, Place, ThingKind};
use rusqlite::params;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A record of a source that is here.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordRow {
    /// The number of its identity.
    pub n: i64,
    /// The source that it is part of.
    pub source: i64,
    /// Its identity.
    pub id: Identity,
    /// The key that it was given.
    pub key: String,
    /// The rank of the operation that brought it.
    pub op: i64,
    /// Where it stood.
    pub place: Place,
    /// Its bibliographic fields, as the file had them.
    pub fields: Fields,
}

/// A record, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRecord {
    /// The number of its identity.
    pub n: i64,
    /// The key that it was given.
    pub key: String,
    /// The source that it is part of.
    pub source: i64,
    /// Whether that source was removed.
    pub removed: bool,
    /// The rank of the operation that brought it.
    pub op: i64,
    /// The searches that found it, by identifier.
    pub searches: Vec<String>,
}

/// What was judged of a pair; for directed links `a` is *of* `b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The one.
    pub a: Identity,
    /// The other.
    pub b: Identity,
    /// What was judged.
    pub link: Link,
    /// The rule and its evidence, if a rule judged.
    pub why: Option<String>,
    /// The rank of the operation that says so.
    pub op: i64,
}

/// What became of records: each is in exactly one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Became {
    /// The first record of a source.
    pub sources: u64,
    /// Part of a source that the same import had brought already.
    pub within: u64,
    /// Part of a source that an earlier import had brought.
    pub here: u64,
    /// Part of a source that was removed.
    pub removed: u64,
}

impl Became {
    /// All of them.
    pub fn records(&self) -> u64 {
        self.sources + self.within + self.here + self.removed
    }
}

/// What a search found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FoundBy {
    /// Records that came from it.
    pub records: u64,
    /// Sources that these are part of.
    pub sources: u64,
    /// Sources that no other search found.
    pub alone: u64,
}

/// The part of a record's content that is read here.
#[derive(Deserialize)]
struct Bibliographic {
    fields: Fields,
}

impl Store {
    /// Every record of a source that is here, in the order in which the log names them.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn each_record(&self, mut each: impl FnMut(RecordRow)) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT i.n, i.source, i.id, i.key, i.op, r.place, c.bytes FROM identities i
             JOIN sources s ON s.n = i.source JOIN records r ON r.id = i.id AND r.op = i.op
             JOIN contents c ON c.n = i.content ORDER BY i.n",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Ok(id) = Identity::from_bytes(&row.get::<_, Vec<u8>>(2)?) else { continue };
            let (place, bytes): (String, Vec<u8>) = (row.get(5)?, row.get(6)?);
            let Ok(content) = serde_json::from_slice::<Bibliographic>(&bytes) else { continue };
            each(RecordRow {
                n: row.get(0)?,
                source: row.get(1)?,
                id,
                key: row.get(3)?,
                op: row.get(4)?,
                place: serde_json::from_str(&place).unwrap_or(Place::File {}),
                fields: content.fields,
            });
        }
        Ok(())
    }

    /// Every record of an import that counts, in the order in which the log names them: of sources that are here, and of
    /// those that were removed.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn placed_records(&self) -> Result<Vec<PlacedRecord>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT i.n, i.key, coalesce(i.source, i.n), t.n IS NULL, i.op FROM identities i
             LEFT JOIN sources t ON t.n = i.source WHERE i.op IS NOT NULL ORDER BY i.n",
        )?;
        let each = |row: &rusqlite::Row<'_>| {
            let (n, key, source, removed, op) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            Ok(PlacedRecord { n, key, source, removed, op, searches: Vec::new() })
        };
        let mut records: Vec<PlacedRecord> = statement.query_map([], each)?.collect::<Result<_, _>>()?;
        let mut statement =
            self.conn.prepare("SELECT subject, name FROM state WHERE kind = ?1 ORDER BY subject, name")?;
        let mut rows = statement.query([ThingKind::Origin as i64])?;
        while let Some(row) = rows.next()? {
            let subject: i64 = row.get(0)?;
            if let Ok(at) = records.binary_search_by_key(&subject, |record| record.n) {
                records[at].searches.push(row.get(1)?);
            }
        }
        Ok(records)
    }

    /// Every record that was taken out of the review: its key, its fields, why, and the rank of the operation.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn each_removed(&self, mut each: impl FnMut(String, Fields, String, i64)) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT i.key, c.bytes, s.value, s.op FROM state s JOIN identities i ON i.n = s.subject
             JOIN contents c ON c.n = i.content WHERE s.kind = ?1 ORDER BY i.n",
        )?;
        let mut rows = statement.query([ThingKind::Removed as i64])?;
        while let Some(row) = rows.next()? {
            let (bytes, why): (Vec<u8>, String) = (row.get(1)?, row.get(2)?);
            let Ok(content) = serde_json::from_slice::<Bibliographic>(&bytes) else { continue };
            each(row.get(0)?, content.fields, serde_json::from_str(&why).unwrap_or_default(), row.get(3)?);
        }
        Ok(())
    }

    /// What is judged of pairs now, oldest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn judgements(&self) -> Result<Vec<Judged>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT i.id, s.name, s.value, s.op FROM state s JOIN identities i ON i.n = s.subject
             WHERE s.kind = ?1 ORDER BY s.op, i.n, s.name",
        )?;
        let mut rows = statement.query([ThingKind::Judgement as i64])?;
        let mut judged = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, name, value): (Vec<u8>, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let other = name.rsplit('/').next().map(Identity::parse);
            let (Ok(a), Some(Ok(b))) = (Identity::from_bytes(&id), other) else { continue };
            let said = serde_json::from_str::<Vec<serde_json::Value>>(&value).unwrap_or_default();
            let link = said.first().and_then(|link| serde_json::from_value::<Link>(link.clone()).ok());
            let why = said.get(2).and_then(|why| why.as_str()).map(str::to_owned);
            if let Some(link) = link {
                judged.push(Judged { a, b, link, why, op: row.get(3)? });
            }
        }
        Ok(judged)
    }

    /// What became of the records of each import that counts, by the rank of its operation.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn became(&self) -> Result<BTreeMap<i64, Became>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT i.op, i.n = i.source, f.op = i.op, s.n IS NULL, count(*) FROM identities i
             JOIN identities f ON f.n = i.source LEFT JOIN sources s ON s.n = i.source
             WHERE i.op IS NOT NULL GROUP BY 1, 2, 3, 4",
        )?;
        let mut rows = statement.query([])?;
        let mut became: BTreeMap<i64, Became> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (first, within, removed): (bool, bool, bool) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let count = row.get::<_, i64>(4)? as u64;
            let of = became.entry(row.get(0)?).or_default();
            match (removed, first, within) {
                (true, ..) => of.removed += count,
                (_, true, _) => of.sources += count,
                (.., true) => of.within += count,
                _ => of.here += count,
            }
        }
        Ok(became)
    }

    /// What each search found, by its identifier.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn found_by(&self) -> Result<BTreeMap<String, FoundBy>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT s.name, i.source, count(*) FROM state s JOIN identities i ON i.n = s.subject
             JOIN sources t ON t.n = i.source WHERE s.kind = ?1 GROUP BY s.name, i.source",
        )?;
        let mut rows = statement.query([ThingKind::Origin as i64])?;
        let mut pairs: Vec<(String, i64, u64)> = Vec::new();
        let mut searches: BTreeMap<i64, u32> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let source = row.get(1)?;
            pairs.push((row.get(0)?, source, row.get::<_, i64>(2)? as u64));
            *searches.entry(source).or_default() += 1;
        }
        let mut found: BTreeMap<String, FoundBy> = BTreeMap::new();
        for (search, source, records) in pairs {
            let of = found.entry(search).or_default();
            of.records += records;
            of.sources += 1;
            of.alone += u64::from(searches.get(&source) == Some(&1));
        }
        Ok(found)
    }

    /// The identities of a source with the keys that they were given, earliest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn members(&self, source: i64) -> Result<Vec<(Identity, String)>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, key FROM identities WHERE source = ?1 AND op IS NOT NULL ORDER BY n")?;
        let mut rows = statement.query(params![source])?;
        let mut members = Vec::new();
        while let Some(row) = rows.next()? {
            if let Ok(id) = Identity::from_bytes(&row.get::<_, Vec<u8>>(0)?) {
                members.push((id, row.get(1)?));
            }
        }
        Ok(members)
    }

    /// The fields of each source that people edited, edits applied.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn edited_fields(&self) -> Result<Vec<(i64, Fields)>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT f.n, f.fields FROM source_fields f WHERE f.n IN (
               SELECT i.source FROM state s JOIN identities i ON i.n = s.subject WHERE s.kind = ?1) ORDER BY f.n",
        )?;
        let rows = statement.query_map([ThingKind::Edit as i64], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let mut edited = Vec::new();
        for row in rows {
            let (n, json) = row?;
            edited.push((n, serde_json::from_str(&json).unwrap_or_default()));
        }
        Ok(edited)
    }
}
