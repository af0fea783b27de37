//! Undoing and its undoing: which things change when operations begin or cease to count.

use super::append::Touched;
use super::{StoreError, fold, groups};
use crate::log;
use katsaus_model::{Content, Identity};
use rusqlite::{Connection, OptionalExtension, params};

/// Settles which operations count now, and refolds what those touched that changed. Returns how many changes of
/// other operations are hidden because what they hang on is gone.
pub(super) fn settle(conn: &Connection, touched: &mut Touched) -> Result<u64, StoreError> {
    let mut hidden = 0;
    let flips = flips(conn)?;
    // All first: what an import brings depends on which others count.
    for (op, live) in &flips {
        conn.execute("UPDATE op_state SET live = ?2 WHERE op = ?1", params![op, live])?;
    }
    for (op, live) in flips {
        if live {
            come(conn, op, touched)?;
        } else {
            hidden += go(conn, op, touched)?;
        }
        things(conn, op, touched)?;
    }
    Ok(hidden)
}

/// What the protocol's values would be if an operation of rank `seq` undid `op`. The caller takes it all back.
pub(super) fn preview(
    conn: &Connection,
    seq: i64,
    op: katsaus_model::OpId,
) -> Result<Vec<(String, Option<String>)>, StoreError> {
    conn.execute(
        "INSERT INTO op_state (op, by, what, undoes, live) SELECT ?1, '', '', seq, 1 FROM ops WHERE id = ?2",
        params![seq, op.as_bytes()],
    )?;
    let kind = katsaus_model::ThingKind::Protocol as i64;
    let mut names = std::collections::BTreeSet::new();
    for (op, live) in flips(conn)? {
        conn.execute("UPDATE op_state SET live = ?2 WHERE op = ?1", params![op, live])?;
        let mut rows = conn.prepare("SELECT name FROM versions WHERE op = ?1 AND kind = ?2 AND subject = 0")?;
        for name in rows.query_map([op, kind], |row| row.get::<_, String>(0))? {
            names.insert(name?);
        }
    }
    let mut values = Vec::new();
    for name in names {
        thing(conn, 0, kind, &name)?;
        let json: Option<String> = conn
            .query_row(
                "SELECT value FROM state WHERE subject = 0 AND kind = ?1 AND name = ?2",
                params![kind, name],
                |r| r.get(0),
            )
            .optional()?;
        values.push((name, json.and_then(|json| serde_json::from_str(&json).ok())));
    }
    Ok(values)
}

/// Operations that count from now on, or no longer.
fn flips(conn: &Connection) -> Result<Vec<(i64, bool)>, StoreError> {
    let mut rows = conn.prepare("SELECT op, undoes, live FROM op_state ORDER BY op")?;
    let rows: Vec<(i64, Option<i64>, bool)> =
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    let entries: Vec<log::Entry> = rows
        .iter()
        .map(|(_, undoes, _)| log::Entry {
            undoes: undoes.and_then(|target| rows.binary_search_by_key(&target, |row| row.0).ok()),
        })
        .collect();
    let live = log::live(&entries);
    let changed = rows.iter().zip(live).filter(|(row, live)| row.2 != *live);
    Ok(changed.map(|(row, live)| (row.0, live)).collect())
}

/// Takes away what an import brought.
fn go(conn: &Connection, op: i64, touched: &mut Touched) -> Result<u64, StoreError> {
    let hidden: i64 = conn.query_row(
        "SELECT count(*) FROM versions v JOIN identities i ON i.n = v.subject JOIN op_state s ON s.op = v.op
         WHERE i.op = ?1 AND v.op <> ?1 AND s.live = 1",
        [op],
        |row| row.get(0),
    )?;
    // Texts that records of this import were merged with stay, and must be made anew without them.
    let mut stay = conn.prepare(
        "SELECT DISTINCT o.n FROM identities i JOIN identities o ON o.source = i.source
         WHERE i.op = ?1 AND o.op IS NOT NULL AND o.op <> ?1",
    )?;
    for n in stay.query_map([op], |row| row.get::<_, i64>(0))? {
        touched.groups.insert(n?);
    }
    conn.execute("DELETE FROM state WHERE subject IN (SELECT n FROM identities WHERE op = ?1)", [op])?;
    for table in ["sources", "source_fields"] {
        conn.execute(&format!("DELETE FROM {table} WHERE n IN (SELECT n FROM identities WHERE op = ?1)"), [op])?;
    }
    let now = "(SELECT max(op) FROM op_state)";
    conn.execute(&format!("INSERT OR REPLACE INTO dirty (n, op) SELECT n, {now} FROM identities WHERE op = ?1"), [op])?;
    let twice = held_by_others(conn, op)?;
    conn.execute("UPDATE identities SET op = NULL, content = NULL, source = NULL WHERE op = ?1", [op])?;
    for (other, id, content_n) in twice {
        bring_back(conn, other, id, content_n, touched)?;
    }
    Ok(hidden as u64)
}

/// Records of an import whose identities another import that counts holds too: the same file read in twice.
fn held_by_others(conn: &Connection, op: i64) -> Result<Vec<(i64, Vec<u8>, i64)>, StoreError> {
    let mut rows = conn.prepare(
        "SELECT max(q.op), q.id, q.content FROM records r JOIN records q ON q.id = r.id AND q.op <> r.op
         JOIN op_state s ON s.op = q.op AND s.live = 1 WHERE r.op = ?1 GROUP BY q.id",
    )?;
    let rows = rows.query_map([op], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Brings back what an import brought, but for records that a later import which counts has brought too.
fn come(conn: &Connection, op: i64, touched: &mut Touched) -> Result<(), StoreError> {
    let mut rows = conn.prepare(
        "SELECT r.id, r.content FROM records r WHERE r.op = ?1 AND NOT EXISTS (
           SELECT 1 FROM records q JOIN op_state s ON s.op = q.op AND s.live = 1 WHERE q.id = r.id AND q.op > r.op
         ) ORDER BY r.ord",
    )?;
    let mut rows = rows.query([op])?;
    while let Some(row) = rows.next()? {
        bring_back(conn, op, row.get(0)?, row.get(1)?, touched)?;
    }
    Ok(())
}

fn bring_back(
    conn: &Connection,
    op: i64,
    id: Vec<u8>,
    content_n: i64,
    touched: &mut Touched,
) -> Result<(), StoreError> {
    if let Ok(id) = Identity::from_bytes(&id) {
        let content = content(conn, content_n)?;
        fold::bring(conn, op, id, content_n, &content, true, touched)?;
    }
    Ok(())
}

/// Refolds the things that an operation changed by name.
fn things(conn: &Connection, op: i64, touched: &mut Touched) -> Result<(), StoreError> {
    let mut rows = conn.prepare("SELECT subject, kind, name FROM versions WHERE op = ?1")?;
    let rows: Vec<(i64, i64, String)> =
        rows.query_map([op], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    for (subject, kind, name) in rows {
        thing(conn, subject, kind, &name)?;
        if fold::is_text_kind(kind) {
            touched.text.insert(subject);
        }
        if kind == katsaus_model::ThingKind::Judgement as i64 {
            touched.groups.insert(subject);
            touched.groups.extend(groups::other_end(conn, &name)?);
        }
    }
    Ok(())
}

/// Sets a thing to its last version that counts, else to what its Record brought.
fn thing(conn: &Connection, subject: i64, kind: i64, name: &str) -> Result<(), StoreError> {
    if subject != 0 {
        let gone: bool =
            conn.prepare_cached("SELECT 1 FROM identities WHERE n = ?1 AND op IS NULL")?.exists([subject])?;
        if gone {
            return fold::put_state(conn, subject, kind, name, None, 0);
        }
    }
    let last: Option<(Option<String>, i64)> = conn
        .prepare_cached(
            "SELECT v.value, v.op FROM versions v JOIN op_state s ON s.op = v.op AND s.live = 1
             WHERE v.subject = ?1 AND v.kind = ?2 AND v.name = ?3 ORDER BY v.op DESC LIMIT 1",
        )?
        .query_row(params![subject, kind, name], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (value, op) = match last {
        Some(last) => last,
        None => brought(conn, subject, kind, name)?,
    };
    fold::put_state(conn, subject, kind, name, value.as_deref(), op)
}

/// What the Record of an identity brought for one thing.
fn brought(conn: &Connection, subject: i64, kind: i64, name: &str) -> Result<(Option<String>, i64), StoreError> {
    let row: Option<(Vec<u8>, i64, i64)> = conn
        .prepare_cached("SELECT id, op, content FROM identities WHERE n = ?1 AND op IS NOT NULL")?
        .query_row([subject], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((id, op, content_n)) = row else { return Ok((None, 0)) };
    let Ok(id) = Identity::from_bytes(&id) else { return Ok((None, 0)) };
    let changes = content(conn, content_n)?.brought.changes(id);
    let found = changes.iter().find(|change| {
        change.thing().is_some_and(|thing| thing.kind as i64 == kind && thing.name == name && thing.on == Some(id))
    });
    Ok((found.and_then(katsaus_model::Change::value), op))
}

/// The state of all things of an identity that is back: what its Record brings, then what was changed since.
pub(super) fn identity(conn: &Connection, n: i64, id: Identity, content: &Content, seq: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM state WHERE subject = ?1")?.execute([n])?;
    fold::bring_state(conn, n, id, content, seq)?;
    let mut rows = conn.prepare_cached(
        "SELECT v.kind, v.name, v.value, v.op FROM versions v JOIN op_state s ON s.op = v.op AND s.live = 1
         WHERE v.subject = ?1 ORDER BY v.op",
    )?;
    let mut rows = rows.query([n])?;
    while let Some(row) = rows.next()? {
        let (kind, name, value, op): (i64, String, Option<String>, i64) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        fold::put_state(conn, n, kind, &name, value.as_deref(), op)?;
    }
    Ok(())
}

pub(super) fn content(conn: &Connection, n: i64) -> Result<Content, StoreError> {
    let bytes: Vec<u8> =
        conn.prepare_cached("SELECT bytes FROM contents WHERE n = ?1")?.query_row([n], |row| row.get(0))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| StoreError::Unreadable { op: format!("content {n}"), what: error.to_string() })
}
