//! Writing: one transaction, one Operation. Nothing is written unless it is committed.

use super::{Store, StoreError, Writer, fold, groups, refold, source};
use crate::log;
use katsaus_model::{Change, Content, Identity, OpId, Operation, Place, Record, Thing, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// An operation in the making. Dropping it leaves the review as it was.
pub struct Tx<'a> {
    tx: Transaction<'a>,
    path: PathBuf,
    seq: i64,
    changes: Vec<Change>,
    records: u64,
    digest: Sha256,
    touched: Touched,
    writer: Option<Writer>,
    known: &'a Cell<i64>,
}

/// What a commit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The operation.
    pub id: OpId,
    /// For an undo: how many later changes lost what they hang on and are hidden until it comes back.
    pub hidden: u64,
}

/// Identities whose text, edits or group changed, so that their sources must be made anew.
#[derive(Default)]
pub(super) struct Touched {
    pub(super) text: BTreeSet<i64>,
    pub(super) groups: BTreeSet<i64>,
}

impl<'a> Tx<'a> {
    pub(super) fn begin(conn: &'a mut Connection, path: &Path, known: &'a Cell<i64>) -> Result<Tx<'a>, StoreError> {
        let busy = |error: rusqlite::Error| match StoreError::from(error) {
            StoreError::Busy { .. } => StoreError::Busy { who: Writer::read(path) },
            other => other,
        };
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(busy)?;
        let newest: i64 = tx.query_row("SELECT coalesce(max(seq), 0) FROM ops", [], |row| row.get(0))?;
        if newest != known.get() {
            return Err(StoreError::Changed);
        }
        Ok(Tx {
            tx,
            path: path.to_owned(),
            seq: newest + 1,
            changes: Vec::new(),
            records: 0,
            digest: Sha256::new(),
            touched: Touched::default(),
            writer: None,
            known,
        })
    }

    /// Leaves a note of who writes, for others who wait.
    pub fn announce(&mut self, who: &str) {
        self.writer = Some(Writer::note(&self.path, who));
    }

    /// Adds a change to the operation.
    pub fn change(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Whether nothing was added so far.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.records == 0
    }

    /// Adds a Record of the import that this operation is.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn record(&mut self, record: &Record) -> Result<(), StoreError> {
        let content = self.content(&record.content)?;
        self.digest.update(record.id.as_bytes());
        self.digest.update(content.1.as_bytes());
        let place = serde_json::to_string(&record.place).unwrap_or_default();
        self.tx
            .prepare_cached("INSERT INTO records (op, ord, id, content, place) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![self.seq, self.records as i64, record.id.as_bytes(), content.0, place])?;
        self.records += 1;
        fold::bring(&self.tx, self.seq, record.id, content.0, &record.content, true, &mut self.touched)?;
        Ok(())
    }

    /// Says what a row that was recognised held this time.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn seen(&mut self, on: Identity, place: Place, content: &Content) -> Result<(), StoreError> {
        let (_, hash) = self.content(content)?;
        self.changes.push(Change::Seen { on, place, content: hash });
        Ok(())
    }

    /// How the protocol's values would stand once `op` is undone: key path and value as TOML, for each that changes.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn preview_undo(&self, op: OpId) -> Result<Vec<(String, Option<String>)>, StoreError> {
        self.tx.execute_batch("SAVEPOINT preview")?;
        let preview = refold::preview(&self.tx, self.seq, op);
        self.tx.execute_batch("ROLLBACK TO preview; RELEASE preview")?;
        preview
    }

    /// The text of the protocol before the operation of rank `seq`, if an operation that counts recorded one.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn protocol_before(&self, seq: i64) -> Result<Option<String>, StoreError> {
        let json: Option<Option<String>> = self
            .tx
            .query_row(
                "SELECT v.value FROM versions v JOIN op_state s ON s.op = v.op AND s.live = 1
                 WHERE v.subject = 0 AND v.kind = ?1 AND v.op < ?2 ORDER BY v.op DESC LIMIT 1",
                params![katsaus_model::ThingKind::ProtocolText as i64, seq],
                |row| row.get(0),
            )
            .optional()?;
        Ok(json.flatten().and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// How many Records were added, and one hash over them all in order.
    pub fn records(&self) -> (u64, String) {
        (self.records, fold::hex(&self.digest.clone().finalize()))
    }

    /// Whether a key is given already, to a Source that is there or to one that is gone.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn key_is_taken(&self, key: &str) -> Result<bool, StoreError> {
        fold::key_is_taken(&self.tx, key)
    }

    /// Writes the operation; `None` if nothing changed, and then nothing is written.
    ///
    /// # Errors
    /// If the file cannot be written. The review is then as it was.
    pub fn commit(mut self, now: Timestamp, by: &str, what: &str) -> Result<Option<Committed>, StoreError> {
        let changes = self.real_changes()?;
        if changes.is_empty() && self.records == 0 {
            return Ok(None);
        }
        let parents = heads(&self.tx)?;
        let newest = newest_time(&self.tx)?;
        let op = Operation {
            v: 1,
            time: log::time_after(now, newest),
            by: by.to_owned(),
            what: what.to_owned(),
            parents,
            changes,
        };
        let bytes = op.to_bytes();
        let id = OpId::of_bytes(&bytes);
        self.tx.execute(
            "INSERT INTO ops (seq, id, time, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![self.seq, id.as_bytes(), op.time.0, bytes],
        )?;
        set_heads(&self.tx, &[id])?;
        fold::op_state(&self.tx, self.seq, &op, true)?;
        fold::apply(&self.tx, self.seq, &op, true, &mut self.touched)?;
        let hidden = match op.undoes() {
            Some(_) => refold::settle(&self.tx, &mut self.touched)?,
            None => 0,
        };
        flush(&self.tx, self.seq, &self.touched)?;
        self.tx.commit()?;
        self.known.set(self.seq);
        Ok(Some(Committed { id, hidden }))
    }

    /// The changes that change something: the last one to each thing, unless the thing is so already.
    fn real_changes(&mut self) -> Result<Vec<Change>, StoreError> {
        let changes = std::mem::take(&mut self.changes);
        let mut last: HashMap<Thing, usize> = HashMap::new();
        for (n, change) in changes.iter().enumerate() {
            if let Some(thing) = change.thing() {
                last.insert(thing, n);
            }
        }
        let mut real = Vec::with_capacity(changes.len());
        for (n, change) in changes.into_iter().enumerate() {
            let Some(thing) = change.thing() else {
                real.push(change);
                continue;
            };
            if last.get(&thing) != Some(&n) {
                continue;
            }
            let subject = fold::subject(&self.tx, &thing)?;
            if fold::state(&self.tx, subject, &thing)? != change.value() {
                real.push(change);
            }
        }
        Ok(real)
    }

    fn content(&self, content: &Content) -> Result<(i64, katsaus_model::ContentHash), StoreError> {
        let bytes = serde_json::to_vec(content).unwrap_or_default();
        let hash = katsaus_model::ContentHash::of_bytes(&bytes);
        let known = self
            .tx
            .prepare_cached("SELECT n FROM contents WHERE hash = ?1")?
            .query_row([hash.as_bytes()], |row| row.get(0))
            .optional()?;
        if let Some(n) = known {
            return Ok((n, hash));
        }
        self.tx
            .prepare_cached("INSERT INTO contents (hash, bytes) VALUES (?1, ?2)")?
            .execute(params![hash.as_bytes(), bytes])?;
        Ok((self.tx.last_insert_rowid(), hash))
    }
}

/// Makes the sources anew that an operation touched.
pub(super) fn flush(conn: &Connection, seq: i64, touched: &Touched) -> Result<(), StoreError> {
    let mut sources = groups::regroup(conn, &touched.groups)?;
    for n in &touched.text {
        sources.extend(groups::source_of(conn, *n)?);
    }
    for n in sources {
        source::refresh(conn, n)?;
        fold::dirty(conn, n, seq)?;
    }
    Ok(())
}

/// The operations that no other was made upon.
pub(super) fn heads(conn: &Connection) -> Result<Vec<OpId>, StoreError> {
    let text: Option<String> = fold::meta(conn, "heads")?;
    let heads = text.as_deref().unwrap_or_default().split(' ').filter(|id| !id.is_empty());
    Ok(heads.filter_map(|id| OpId::parse(id).ok()).collect())
}

pub(super) fn set_heads(conn: &Connection, heads: &[OpId]) -> Result<(), StoreError> {
    let text: Vec<String> = heads.iter().map(ToString::to_string).collect();
    fold::set_meta(conn, "heads", &text.join(" "))
}

fn newest_time(conn: &Connection) -> Result<Option<Timestamp>, StoreError> {
    // Operations are numbered in the order of their times: the last is the newest, however long the log is.
    let time = conn.prepare_cached("SELECT time FROM ops ORDER BY seq DESC LIMIT 1")?.query_row([], |row| row.get(0));
    Ok(time.optional()?.map(Timestamp))
}

impl Store {
    /// A fact about the file itself, not part of the log.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn fact(&self, name: &str) -> Result<Option<String>, StoreError> {
        fold::meta(&self.conn, name)
    }

    /// Notes a fact about the file itself.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_fact(&self, name: &str, value: &str) -> Result<(), StoreError> {
        fold::set_meta(&self.conn, name, value)
    }

    /// The operations that no other was made upon.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn heads(&self) -> Result<Vec<OpId>, StoreError> {
        heads(&self.conn)
    }
}
