//! Groups of identities that are judged to be the same text.

use super::{StoreError, fold};
use katsaus_model::{Identity, ThingKind};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Settles the groups around `seeds` anew. Returns the sources that must be made anew, old ones and new ones.
pub(super) fn regroup(conn: &Connection, seeds: &BTreeSet<i64>) -> Result<BTreeSet<i64>, StoreError> {
    let mut sources = BTreeSet::new();
    let mut todo = BTreeSet::new();
    for seed in seeds {
        todo.insert(*seed);
        if let Some(source) = source_of(conn, *seed)? {
            sources.insert(source);
            todo.extend(members(conn, source)?);
        }
    }
    while let Some(seed) = todo.pop_first() {
        let group = connected(conn, seed)?;
        let first = group.first().copied();
        for n in &group {
            todo.remove(n);
            sources.extend(source_of(conn, *n)?);
            conn.prepare_cached("UPDATE identities SET source = ?2 WHERE n = ?1")?.execute(params![n, first])?;
        }
        sources.extend(first);
    }
    Ok(sources)
}

/// The source that an identity is now part of.
pub(super) fn source_of(conn: &Connection, n: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT source FROM identities WHERE n = ?1")?
        .query_row([n], |row| row.get(0))
        .optional()?
        .flatten())
}

fn members(conn: &Connection, source: i64) -> Result<Vec<i64>, StoreError> {
    let mut rows = conn.prepare_cached("SELECT n FROM identities WHERE source = ?1")?;
    let rows = rows.query_map([source], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The identities that are there and connected with `seed` by judgements of sameness; none if it is gone itself.
fn connected(conn: &Connection, seed: i64) -> Result<BTreeSet<i64>, StoreError> {
    let mut group = BTreeSet::new();
    let mut todo = vec![seed];
    while let Some(n) = todo.pop() {
        let id: Option<Vec<u8>> = conn
            .prepare_cached("SELECT id FROM identities WHERE n = ?1 AND op IS NOT NULL")?
            .query_row([n], |row| row.get(0))
            .optional()?;
        if let Some(id) = id
            && group.insert(n)
        {
            todo.extend(neighbours(conn, n, &id)?);
        }
    }
    Ok(group)
}

/// The identities that are the same text as `n`, as records say or a person judged. Either end of a pair may be the one
/// that says so; what stands under the lesser identity is what a person judges, and decides.
fn neighbours(conn: &Connection, n: i64, id: &[u8]) -> Result<Vec<i64>, StoreError> {
    let Ok(id) = Identity::from_bytes(id) else { return Ok(Vec::new()) };
    let mut others = BTreeSet::new();
    let kind = ThingKind::Judgement as i64;
    let mut rows = conn.prepare_cached("SELECT name FROM state WHERE subject = ?1 AND kind = ?2")?;
    let names = rows.query_map([n, kind], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    for name in names.iter().filter(|name| name.starts_with("pair/")) {
        others.extend(other_end(conn, name)?);
    }
    let mut rows = conn.prepare_cached("SELECT subject FROM state WHERE kind = ?1 AND name = ?2")?;
    for subject in rows.query_map(params![kind, fold::pair_name(&id)], |row| row.get::<_, i64>(0))? {
        others.insert(subject?);
    }
    let mut same = Vec::new();
    for other in others {
        if is_same(conn, (n, &id), other)? {
            same.push(other);
        }
    }
    Ok(same)
}

fn is_same(conn: &Connection, (n, id): (i64, &Identity), other: i64) -> Result<bool, StoreError> {
    let bytes: Vec<u8> =
        conn.prepare_cached("SELECT id FROM identities WHERE n = ?1")?.query_row([other], |row| row.get(0))?;
    let Ok(other_id) = Identity::from_bytes(&bytes) else { return Ok(false) };
    let (mine, theirs) = ((n, fold::pair_name(&other_id)), (other, fold::pair_name(id)));
    let (first, second) = if *id <= other_id { (mine, theirs) } else { (theirs, mine) };
    for (subject, name) in [first, second] {
        let value: Option<String> = conn
            .prepare_cached("SELECT value FROM state WHERE subject = ?1 AND kind = ?2 AND name = ?3")?
            .query_row(params![subject, ThingKind::Judgement as i64, name], |row| row.get(0))
            .optional()?;
        if let Some(value) = value {
            return Ok(value.starts_with("[\"same\""));
        }
    }
    Ok(false)
}

/// The identity that a judgement's name ends with.
pub(super) fn other_end(conn: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    match name.rsplit('/').next().map(Identity::parse) {
        Some(Ok(id)) => fold::find_identity(conn, id),
        _ => Ok(None),
    }
}
