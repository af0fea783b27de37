//! Reading: rows for lists, whole sources, the log, names.

use super::{Store, StoreError, fold, refold, replay, source};
use katsaus_model::{
    Attached, Cell, CellValue, CodedExcerpt, Content, Decided, Decision, Excerpt, Field, Fields, Identity, Import, Key,
    OpId, Operation, Place, ReadLevel, Resolution, Search, Source, Subject, Tag, Thing, ThingKind, Timestamp,
};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// A source as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub n: i64,
    /// Its key.
    pub key: String,
    /// Its authors, joined by `; `.
    pub authors: String,
    /// Its year.
    pub year: Option<i32>,
    /// Its title.
    pub title: String,
    /// Where it appeared.
    pub container: String,
}

/// An operation as the log shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpRow {
    /// Its rank.
    pub seq: i64,
    /// Its identifier.
    pub id: OpId,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub by: String,
    /// What was said of it.
    pub what: String,
    /// The rank of the operation that it undoes.
    pub undoes: Option<i64>,
    /// Whether it counts.
    pub live: bool,
}

/// An import that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// The operation's rank.
    pub seq: i64,
    /// When.
    pub time: Timestamp,
    /// The import.
    pub import: Import,
}

/// Which sources a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter<'a> {
    /// All of them.
    All,
    /// Those of a set.
    Of(&'a super::Set),
}

/// Names of codes, topics, reasons and reviewers, by identifier and back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    by_id: BTreeMap<String, String>,
    by_name: BTreeMap<String, String>,
}

impl Names {
    /// The name of `kind` (`code`, `topic`, `reason`, `reviewer`) with this identifier; the identifier itself if
    /// nobody renamed it.
    pub fn name<'a>(&'a self, kind: &str, id: &'a str) -> &'a str {
        self.by_id.get(&format!("{kind}/{id}")).map_or(id, String::as_str)
    }

    /// The identifier of what is named so; `None` if nothing is.
    pub fn id(&self, kind: &str, name: &str) -> Option<&str> {
        self.by_name.get(&format!("{kind}/{name}")).map(String::as_str)
    }

    /// An identifier for a name that is used for the first time: the name itself, unless something that was
    /// renamed since has it.
    pub fn new_id(&self, kind: &str, name: &str) -> String {
        let taken = |id: &str| self.by_id.contains_key(&format!("{kind}/{id}"));
        let numbered = (2..).map(|n| format!("{name}#{n}"));
        std::iter::once(name.to_owned()).chain(numbered).find(|id| !taken(id)).unwrap_or_else(|| name.to_owned())
    }

    pub(crate) fn insert(&mut self, kind: &str, id: &str, name: &str) {
        self.by_id.insert(format!("{kind}/{id}"), name.to_owned());
        self.by_name.insert(format!("{kind}/{name}"), id.to_owned());
    }

    /// All identifiers of a kind that were given, with their names: several may have one name, where things were merged.
    pub fn all_ids<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.by_id.iter().filter_map(move |(id, name)| {
            let id = id.strip_prefix(kind)?.strip_prefix('/')?;
            Some((id, name.as_str()))
        })
    }

    /// All names of a kind, with their identifiers.
    pub fn all<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.by_name.iter().filter_map(move |(name, id)| {
            let name = name.strip_prefix(kind)?.strip_prefix('/')?;
            Some((name, id.as_str()))
        })
    }
}

impl Store {
    /// How many operations the log has: the rank of the newest.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn newest(&self) -> Result<i64, StoreError> {
        Ok(self.conn.query_row("SELECT coalesce(max(seq), 0) FROM ops", [], |row| row.get(0))?)
    }

    /// How many sources there are, candidates included.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn source_count(&self) -> Result<usize, StoreError> {
        let n: i64 = self.conn.query_row("SELECT count(*) FROM sources", [], |row| row.get(0))?;
        Ok(n as usize)
    }

    /// The operation of some rank.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn id_of(&self, seq: i64) -> Result<Option<OpId>, StoreError> {
        let id: Option<Vec<u8>> = self
            .conn
            .prepare_cached("SELECT id FROM ops WHERE seq = ?1")?
            .query_row([seq], |row| row.get(0))
            .optional()?;
        Ok(id.and_then(|id| OpId::from_bytes(&id).ok()))
    }

    /// Changes when a replay numbered the sources anew.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn generation(&self) -> Result<u64, StoreError> {
        source::generation(&self.conn)
    }

    /// The first operation, which all copies of this review share.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn root(&self) -> Result<Option<OpId>, StoreError> {
        let id: Option<Vec<u8>> =
            self.conn.query_row("SELECT id FROM ops ORDER BY seq LIMIT 1", [], |row| row.get(0)).optional()?;
        Ok(id.and_then(|id| OpId::from_bytes(&id).ok()))
    }

    /// The log, oldest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn log(&self) -> Result<Vec<OpRow>, StoreError> {
        self.ops(
            "SELECT o.seq, o.id, o.time, s.by, s.what, s.undoes, s.live FROM ops o
                  JOIN op_state s ON s.op = o.seq ORDER BY o.seq",
            &[],
        )
    }

    /// The operations that changed something of a source, oldest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn log_of(&self, n: i64) -> Result<Vec<OpRow>, StoreError> {
        self.ops(
            "WITH members AS (SELECT n, id FROM identities WHERE source = ?1 OR n = ?1),
                  touched AS (SELECT op FROM versions WHERE subject IN (SELECT n FROM members)
                              UNION SELECT r.op FROM records r WHERE r.id IN (SELECT id FROM members))
                  SELECT o.seq, o.id, o.time, s.by, s.what, s.undoes, s.live FROM ops o
                  JOIN op_state s ON s.op = o.seq
                  WHERE o.seq IN (SELECT op FROM touched) OR s.undoes IN (SELECT op FROM touched)
                  ORDER BY o.seq",
            &[&n],
        )
    }

    fn ops(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<OpRow>, StoreError> {
        let mut statement = self.conn.prepare(sql)?;
        let mut rows = statement.query(values)?;
        let mut ops = Vec::new();
        while let Some(row) = rows.next()? {
            let id: Vec<u8> = row.get(1)?;
            let Ok(id) = OpId::from_bytes(&id) else { continue };
            ops.push(OpRow {
                seq: row.get(0)?,
                id,
                time: Timestamp(row.get(2)?),
                by: row.get(3)?,
                what: row.get(4)?,
                undoes: row.get(5)?,
                live: row.get(6)?,
            });
        }
        Ok(ops)
    }

    /// A whole operation by its rank.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn operation(&self, seq: i64) -> Result<Operation, StoreError> {
        let bytes: Vec<u8> =
            self.conn.prepare_cached("SELECT bytes FROM ops WHERE seq = ?1")?.query_row([seq], |row| row.get(0))?;
        replay::parse(seq, &bytes)
    }

    /// The sources of a list, by key.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn rows(&self, filter: Filter<'_>) -> Result<Vec<Row>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT n, key, authors, year, title, container FROM sources ORDER BY key")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let n = row.get(0)?;
            if match filter {
                Filter::All => true,
                Filter::Of(set) => set.contains(n),
            } {
                found.push(Row {
                    n,
                    key: row.get(1)?,
                    authors: row.get(2)?,
                    year: row.get(3)?,
                    title: row.get(4)?,
                    container: row.get(5)?,
                });
            }
        }
        Ok(found)
    }

    /// One source of a list.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn row(&self, n: i64) -> Result<Option<Row>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT n, key, authors, year, title, container FROM sources WHERE n = ?1")?
            .query_row([n], |row| {
                Ok(Row {
                    n: row.get(0)?,
                    key: row.get(1)?,
                    authors: row.get(2)?,
                    year: row.get(3)?,
                    title: row.get(4)?,
                    container: row.get(5)?,
                })
            })
            .optional()?)
    }

    /// The source with exactly this key, of its own or of something merged into it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn by_key(&self, key: &str) -> Result<Option<i64>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT i.source FROM identities i JOIN sources t ON t.n = i.source WHERE i.key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// The identity that was given a key, be it here or gone.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn identity_by_key(&self, key: &str) -> Result<Option<i64>, StoreError> {
        let mut rows = self.conn.prepare_cached("SELECT n FROM identities WHERE key = ?1")?;
        Ok(rows.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Whether a key was given to some text, be it here or gone.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn was_given(&self, key: &str) -> Result<bool, StoreError> {
        fold::key_is_taken(&self.conn, key)
    }

    /// The source that an identity is now part of.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn source_of(&self, id: Identity) -> Result<Option<i64>, StoreError> {
        match fold::find_identity(&self.conn, id)? {
            Some(n) => super::groups::source_of(&self.conn, n),
            None => Ok(None),
        }
    }

    /// The identities of a source, earliest first. New tags, cells and edits go on the first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn identities(&self, n: i64) -> Result<Vec<Identity>, StoreError> {
        let mut rows =
            self.conn.prepare_cached("SELECT id FROM identities WHERE source = ?1 AND op IS NOT NULL ORDER BY n")?;
        let rows = rows.query_map([n], |row| row.get::<_, Vec<u8>>(0))?;
        let mut ids = Vec::new();
        for id in rows {
            ids.extend(Identity::from_bytes(&id?));
        }
        Ok(ids)
    }

    /// Why a source was removed, by its key; `None` if it was not.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn removed(&self, key: &str) -> Result<Option<String>, StoreError> {
        let value: Option<String> = self
            .conn
            .query_row(
                "SELECT s.value FROM identities i JOIN state s ON s.subject = i.n AND s.kind = ?2 WHERE i.key = ?1",
                params![key, ThingKind::Removed as i64],
                |row| row.get(0),
            )
            .optional()?;
        Ok(value.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// The state of one thing, if it has one.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn state(&self, thing: &Thing) -> Result<Option<String>, StoreError> {
        let subject = match thing.on {
            Some(id) => match fold::find_identity(&self.conn, id)? {
                Some(n) => n,
                None => return Ok(None),
            },
            None => 0,
        };
        fold::state(&self.conn, subject, thing)
    }

    /// All things of a kind that belong to no identity: name and state.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn things(&self, kind: ThingKind) -> Result<Vec<(String, String)>, StoreError> {
        let mut rows =
            self.conn.prepare_cached("SELECT name, value FROM state WHERE subject = 0 AND kind = ?1 ORDER BY name")?;
        let rows = rows.query_map([kind as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The same, with the rank of the operation that made each so.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn things_with_op(&self, kind: ThingKind) -> Result<Vec<(String, String, i64)>, StoreError> {
        let mut rows = self
            .conn
            .prepare_cached("SELECT name, value, op FROM state WHERE subject = 0 AND kind = ?1 ORDER BY name")?;
        let rows = rows.query_map([kind as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Names of codes, topics, reasons and reviewers.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn names(&self) -> Result<Names, StoreError> {
        let mut names = Names::default();
        for (id, json) in self.things(ThingKind::Name)? {
            if let Ok(name) = serde_json::from_str::<String>(&json) {
                let kind = id.split('/').next().unwrap_or_default();
                let bare = id.split_once('/').map_or("", |(_, id)| id).to_owned();
                // Of several that were merged, the one whose own name it is stands for it.
                let own = bare == name;
                let held = names.by_name.entry(format!("{kind}/{name}")).or_insert_with(|| bare.clone());
                if own {
                    *held = bare;
                }
                names.by_id.insert(id, name);
            }
        }
        Ok(names)
    }

    /// Identifiers of the notes on an identity.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn note_ids(&self, id: Identity) -> Result<Vec<String>, StoreError> {
        let Some(n) = fold::find_identity(&self.conn, id)? else { return Ok(Vec::new()) };
        let notes = source::state_of(&self.conn, n)?.into_iter().filter(|(kind, ..)| *kind == ThingKind::Note as i64);
        Ok(notes.map(|(_, name, ..)| name).collect())
    }

    /// The searches of the review, by identifier.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn searches(&self) -> Result<Vec<(String, Search)>, StoreError> {
        let things = self.things(ThingKind::Search)?;
        Ok(things.into_iter().filter_map(|(id, json)| Some((id, serde_json::from_str(&json).ok()?))).collect())
    }

    /// The imports that count, oldest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn imports(&self) -> Result<Vec<ImportRow>, StoreError> {
        let mut rows = self.conn.prepare_cached(
            "SELECT s.op, o.time, s.value FROM state s JOIN ops o ON o.seq = s.op
             WHERE s.subject = 0 AND s.kind = ?1 ORDER BY s.op",
        )?;
        let rows = rows.query_map([ThingKind::Import as i64], |row| {
            Ok((row.get(0)?, Timestamp(row.get(1)?), row.get::<_, String>(2)?))
        })?;
        let mut imports = Vec::new();
        for row in rows {
            let (seq, time, json) = row?;
            if let Ok(import) = serde_json::from_str(&json) {
                imports.push(ImportRow { seq, time, import });
            }
        }
        Ok(imports)
    }

    /// The number that another import of the same bytes gets: one more than the last that counts.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn copies_of(&self, sha256: &str) -> Result<u32, StoreError> {
        let imports = self.imports()?;
        let copies = imports.iter().filter(|row| row.import.sha256 == sha256).map(|row| row.import.copy + 1);
        Ok(copies.max().unwrap_or(0))
    }

    /// How many things there are of each name of a kind: tags by code, cells by topic.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn count_by_name(&self, kind: ThingKind) -> Result<BTreeMap<String, u64>, StoreError> {
        let mut rows = self.conn.prepare_cached(
            "SELECT s.name, count(DISTINCT i.source) FROM state s JOIN identities i ON i.n = s.subject
             JOIN sources t ON t.n = i.source WHERE s.kind = ?1 GROUP BY s.name",
        )?;
        let rows = rows.query_map([kind as i64], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The Records that an import brought, with what its rows held when last seen: identity, place, content.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_seen(&self, import_seq: i64) -> Result<Vec<(Identity, Place, Content)>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT r.id, r.place, r.content, s.value FROM records r JOIN identities i ON i.id = r.id
             LEFT JOIN state s ON s.subject = i.n AND s.kind = ?2 WHERE r.op = ?1 ORDER BY r.ord",
        )?;
        let mut rows = statement.query(params![import_seq, ThingKind::Seen as i64])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, place, content, seen): (Vec<u8>, String, i64, Option<String>) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let Ok(id) = Identity::from_bytes(&id) else { continue };
            let (place, content) = match seen.and_then(|json| serde_json::from_str::<(Place, String)>(&json).ok()) {
                Some((place, hash)) => (place, self.content_by_hash(&hash)?),
                None => (serde_json::from_str(&place).unwrap_or(Place::File {}), refold::content(&self.conn, content)?),
            };
            found.push((id, place, content));
        }
        Ok(found)
    }

    fn content_by_hash(&self, hash: &str) -> Result<Content, StoreError> {
        let unreadable = |what: &str| StoreError::Unreadable { op: format!("content {hash}"), what: what.to_owned() };
        let hash = katsaus_model::ContentHash::parse(hash).map_err(|_| unreadable("not a hash"))?;
        let n = self.conn.query_row("SELECT n FROM contents WHERE hash = ?1", [hash.as_bytes()], |row| row.get(0))?;
        refold::content(&self.conn, n)
    }

    /// The records of a source: the name of each one's file, where it stood there, and what it held.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn records_of(&self, n: i64) -> Result<Vec<(String, Place, Content)>, StoreError> {
        // Only the name is taken out of an import: its plan is long, and this is asked for every source of an export.
        let mut statement = self.conn.prepare_cached(
            "SELECT json_extract(s.value, '$.name'), r.place, i.content
             FROM identities i JOIN records r ON r.id = i.id AND r.op = i.op
             JOIN state s ON s.subject = 0 AND s.kind = ?2 AND s.op = i.op
             WHERE i.source = ?1 ORDER BY i.n",
        )?;
        let mut rows = statement.query(params![n, ThingKind::Import as i64])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, place, content): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let place = serde_json::from_str(&place).unwrap_or(Place::File {});
            found.push((name, place, refold::content(&self.conn, content)?));
        }
        Ok(found)
    }

    /// A whole source.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn source(&self, n: i64, names: &Names) -> Result<Option<Source>, StoreError> {
        let row: Option<(String, String)> = self
            .conn
            .prepare_cached("SELECT s.key, f.fields FROM sources s JOIN source_fields f ON f.n = s.n WHERE s.n = ?1")?
            .query_row([n], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((key, fields)) = row else { return Ok(None) };
        let mut source = Source {
            key: Key(key),
            identities: self.identities(n)?,
            fields: serde_json::from_str::<Fields>(&fields).unwrap_or_default(),
            ids: Vec::new(),
            origins: Vec::new(),
            read_level: ReadLevel::Not,
            tags: Vec::new(),
            cells: Vec::new(),
            notes: Vec::new(),
            excerpts: Vec::new(),
            files: Vec::new(),
            decisions: Vec::new(),
            retrieval: None,
        };
        for (name, place, content) in self.records_of(n)? {
            source.ids.extend(content.fields.id);
            source.origins.push(format!("{name}, {place}"));
        }
        for id in source.identities.clone() {
            if let Some(member) = fold::find_identity(&self.conn, id)? {
                for (kind, name, value, op) in source::state_of(&self.conn, member)? {
                    self.add(&mut source, id, names, kind, &name, &value, op)?;
                }
            }
        }
        source.excerpts.sort_by_key(|taken| (taken.at, taken.number()));
        source.tags.sort_by(|a, b| a.code.cmp(&b.code));
        source.tags.dedup_by(|a, b| a.code == b.code && a.on == b.on);
        Ok(Some(source))
    }

    #[expect(clippy::too_many_arguments, reason = "one row of the projection, taken apart")]
    fn add(
        &self,
        source: &mut Source,
        on: Identity,
        names: &Names,
        kind: i64,
        name: &str,
        value: &str,
        op: i64,
    ) -> Result<(), StoreError> {
        const TAG: i64 = ThingKind::Tag as i64;
        const CELL: i64 = ThingKind::Cell as i64;
        const NOTE: i64 = ThingKind::Note as i64;
        const EXCERPT: i64 = ThingKind::Excerpt as i64;
        const DECISION: i64 = ThingKind::Decision as i64;
        const RESOLUTION: i64 = ThingKind::Resolution as i64;
        const RETRIEVAL: i64 = ThingKind::Retrieval as i64;
        const READ: i64 = ThingKind::Read as i64;
        const ORIGIN: i64 = ThingKind::Origin as i64;
        const FILE: i64 = ThingKind::File as i64;
        match kind {
            TAG => source.tags.push(Tag {
                on: Subject::Source(on),
                code: names.name("code", name).to_owned(),
                by: self.by(op)?,
                at: self.time(op)?,
            }),
            CELL => {
                if let Ok(value) = serde_json::from_str::<CellValue>(value) {
                    let topic = names.name("topic", name).to_owned();
                    source.cells.push(Cell { topic, value, by: self.by(op)?, at: self.time(op)? });
                }
            }
            NOTE => source.notes.extend(serde_json::from_str::<String>(value)),
            EXCERPT => {
                if let Ok(excerpt) = serde_json::from_str::<Excerpt>(value) {
                    let codes = self.excerpt_codes(name, names)?;
                    let (by, at) = (self.by(op)?, self.time(op)?);
                    source.excerpts.push(CodedExcerpt { id: name.to_owned(), on, excerpt, codes, by, at });
                }
            }
            READ => {
                let level = serde_json::from_str::<ReadLevel>(value).unwrap_or_default();
                source.read_level = source.read_level.max(level);
            }
            ORIGIN => source.origins.push(name.to_owned()),
            FILE => source.files.extend(serde_json::from_str::<Attached>(value)),
            DECISION => {
                let mut parts = name.splitn(3, '/').map(str::to_owned);
                if let (Some(decided), Some(selection), Some(stage), Some(by)) =
                    (Decided::from_json(value), parts.next(), parts.next(), parts.next())
                {
                    let Decided { verdict, note, order } = decided;
                    let at = self.time(op)?;
                    source.decisions.push(Decision {
                        on,
                        selection,
                        stage,
                        by,
                        at,
                        verdict,
                        note,
                        order,
                        resolves: false,
                    });
                }
            }
            RESOLUTION => {
                if let (Some((selection, stage)), Ok(resolution)) =
                    (name.split_once('/'), serde_json::from_str::<Resolution>(value))
                {
                    let (selection, stage) = (selection.to_owned(), stage.to_owned());
                    let Resolution { by, verdict, note } = resolution;
                    let (at, order) = (self.time(op)?, None);
                    source.decisions.push(Decision {
                        on,
                        selection,
                        stage,
                        by,
                        at,
                        verdict,
                        note,
                        order,
                        resolves: true,
                    });
                }
            }
            RETRIEVAL => source.retrieval = serde_json::from_str(value).ok(),
            _ => {}
        }
        Ok(())
    }

    /// Who made an operation, and when.
    ///
    /// # Errors
    /// If there is none of that rank.
    pub fn by_and_time(&self, op: i64) -> Result<(String, Timestamp), StoreError> {
        Ok((self.by(op)?, self.time(op)?))
    }

    pub(super) fn by(&self, op: i64) -> Result<String, StoreError> {
        Ok(self.conn.prepare_cached("SELECT by FROM op_state WHERE op = ?1")?.query_row([op], |row| row.get(0))?)
    }

    pub(super) fn time(&self, op: i64) -> Result<Timestamp, StoreError> {
        let time =
            self.conn.prepare_cached("SELECT time FROM ops WHERE seq = ?1")?.query_row([op], |row| row.get(0))?;
        Ok(Timestamp(time))
    }

    /// A field of a source without edits, as its records give it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn field(&self, n: i64, field: Field) -> Result<String, StoreError> {
        Ok(self.text(n)?.map(|text| text.fields.get(field)).unwrap_or_default())
    }
}
