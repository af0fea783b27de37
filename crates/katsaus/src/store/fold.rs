//! Folding operations into projections, one change at a time.

use super::StoreError;
use super::append::Touched;
use super::source;
use katsaus_model::{Change, Content, Identity, Operation, Thing, ThingKind, free_key};
use rusqlite::{Connection, OptionalExtension, params};

/// Whether changes to things of this kind are changes to what is searched, or to what a source consists of.
pub(super) fn is_text_kind(kind: i64) -> bool {
    const KINDS: [ThingKind; 7] = [
        ThingKind::Edit,
        ThingKind::Removed,
        ThingKind::Cell,
        ThingKind::Note,
        ThingKind::Excerpt,
        ThingKind::Origin,
        ThingKind::File,
    ];
    KINDS.iter().any(|text| *text as i64 == kind)
}

/// Applies the changes of an operation: a version each, and the state where the operation counts.
pub(super) fn apply(
    conn: &Connection,
    seq: i64,
    op: &Operation,
    live: bool,
    touched: &mut Touched,
) -> Result<(), StoreError> {
    for change in &op.changes {
        let Some(thing) = change.thing() else { continue };
        let subject = subject(conn, &thing)?;
        let value = change.value();
        conn.prepare_cached(
            "INSERT OR REPLACE INTO versions (subject, kind, name, op, value) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![subject, thing.kind as i64, thing.name, seq, value])?;
        if live && (subject == 0 || is_live(conn, subject)?) {
            put_state(conn, subject, thing.kind as i64, &thing.name, value.as_deref(), seq)?;
        }
        if is_text_kind(thing.kind as i64) {
            touched.text.insert(subject);
        }
        if let Change::Judgement { a, b, .. } = change {
            touched.groups.insert(identity(conn, *a)?);
            touched.groups.insert(identity(conn, *b)?);
        }
    }
    Ok(())
}

/// Takes a Record into the projections: its identity, and what it brings if its import counts.
pub(super) fn bring(
    conn: &Connection,
    seq: i64,
    id: Identity,
    content_n: i64,
    content: &Content,
    live: bool,
    touched: &mut Touched,
) -> Result<i64, StoreError> {
    let (n, known) = match find_identity(conn, id)? {
        Some(n) => (n, true),
        None => (new_identity(conn, id, &content.key)?, false),
    };
    // Numbers are given in the order of the log, whatever counts of it.
    let mut same_as = Vec::new();
    for other in &content.brought.same_as {
        same_as.push(identity(conn, *other)?);
    }
    if !live {
        return Ok(n);
    }
    conn.prepare_cached("UPDATE identities SET op = ?2, content = ?3, source = ?1 WHERE n = ?1")?
        .execute(params![n, seq, content_n])?;
    if known {
        // It was here before and went; its versions come back with it.
        super::refold::identity(conn, n, id, content, seq)?;
        touched.text.insert(n);
        touched.groups.insert(n);
    } else {
        bring_state(conn, n, id, content, seq)?;
        source::put(conn, n, &key_of(conn, n)?, &content.fields)?;
        dirty(conn, n, seq)?;
    }
    if !same_as.is_empty() {
        touched.groups.insert(n);
        touched.groups.extend(same_as);
    }
    Ok(n)
}

/// The name of a judgement on an identity and this one.
pub(super) fn pair_name(other: &Identity) -> String {
    format!("pair/{other}")
}

/// The state of an identity's things as its Record brings them. That it is the same text as another is kept with the
/// identity that says so, and goes with it; what a person judges of the pair is a thing of its own, and comes first.
pub(super) fn bring_state(
    conn: &Connection,
    n: i64,
    id: Identity,
    content: &Content,
    seq: i64,
) -> Result<(), StoreError> {
    for change in content.brought.changes(id) {
        if let Some(thing) = change.thing() {
            let name = match &change {
                Change::Judgement { a, b, .. } => pair_name(if *a == id { b } else { a }),
                _ => thing.name,
            };
            put_state(conn, n, thing.kind as i64, &name, change.value().as_deref(), seq)?;
        }
    }
    Ok(())
}

pub(super) fn op_state(conn: &Connection, seq: i64, op: &Operation, live: bool) -> Result<(), StoreError> {
    let undoes: Option<i64> = match op.undoes() {
        Some(target) => conn
            .prepare_cached("SELECT seq FROM ops WHERE id = ?1")?
            .query_row([target.as_bytes()], |row| row.get(0))
            .optional()?,
        None => None,
    };
    conn.prepare_cached("INSERT INTO op_state (op, by, what, undoes, live) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![seq, op.by, op.what, undoes, live])?;
    Ok(())
}

pub(super) fn put_state(
    conn: &Connection,
    subject: i64,
    kind: i64,
    name: &str,
    value: Option<&str>,
    op: i64,
) -> Result<(), StoreError> {
    match value {
        Some(value) => conn
            .prepare_cached(
                "INSERT OR REPLACE INTO state (subject, kind, name, value, op) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![subject, kind, name, value, op])?,
        None => conn
            .prepare_cached("DELETE FROM state WHERE subject = ?1 AND kind = ?2 AND name = ?3")?
            .execute(params![subject, kind, name])?,
    };
    Ok(())
}

/// The state of a thing, as JSON.
pub(super) fn state(conn: &Connection, subject: i64, thing: &Thing) -> Result<Option<String>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT value FROM state WHERE subject = ?1 AND kind = ?2 AND name = ?3")?
        .query_row(params![subject, thing.kind as i64, thing.name], |row| row.get(0))
        .optional()?)
}

/// The number of the identity that a thing belongs to; 0 if it belongs to none.
pub(super) fn subject(conn: &Connection, thing: &Thing) -> Result<i64, StoreError> {
    match thing.on {
        Some(id) => identity(conn, id),
        None => Ok(0),
    }
}

/// The number of an identity, given now if the log never named it before.
pub(super) fn identity(conn: &Connection, id: Identity) -> Result<i64, StoreError> {
    match find_identity(conn, id)? {
        Some(n) => Ok(n),
        None => new_identity(conn, id, &id.to_string()),
    }
}

pub(super) fn find_identity(conn: &Connection, id: Identity) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT n FROM identities WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?)
}

fn new_identity(conn: &Connection, id: Identity, key: &str) -> Result<i64, StoreError> {
    let mut failed = None;
    // Two copies that are merged may each have given one key: the later shows the next free letter.
    let key = free_key(key, |key| match key_is_taken(conn, key) {
        Ok(taken) => taken,
        Err(error) => {
            failed = Some(error);
            false
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    conn.prepare_cached("INSERT INTO identities (id, key) VALUES (?1, ?2)")?.execute(params![id.as_bytes(), key])?;
    Ok(conn.last_insert_rowid())
}

pub(super) fn key_is_taken(conn: &Connection, key: &str) -> Result<bool, StoreError> {
    Ok(conn.prepare_cached("SELECT 1 FROM identities WHERE key = ?1")?.exists([key])?)
}

fn key_of(conn: &Connection, n: i64) -> Result<String, StoreError> {
    Ok(conn.prepare_cached("SELECT key FROM identities WHERE n = ?1")?.query_row([n], |row| row.get(0))?)
}

fn is_live(conn: &Connection, n: i64) -> Result<bool, StoreError> {
    Ok(conn.prepare_cached("SELECT 1 FROM identities WHERE n = ?1 AND op IS NOT NULL")?.exists([n])?)
}

/// Notes that a source's text changed in an operation, for the index.
pub(super) fn dirty(conn: &Connection, n: i64, seq: i64) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO dirty (n, op) VALUES (?1, ?2)")?.execute([n, seq])?;
    Ok(())
}

pub(super) fn meta(conn: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    Ok(conn.query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0)).optional()?)
}

pub(super) fn set_meta(conn: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    conn.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", [name, value])?;
    Ok(())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
