//! Sources as their records and people's edits make them.

use super::{Store, StoreError, fold, refold};
use katsaus_model::{Attached, CellValue, Excerpt, Field, Fields, ThingKind};
use rusqlite::{Connection, params};

/// What the index holds of a source.
#[derive(Clone, Debug, Default)]
pub struct SourceText {
    /// Its number.
    pub n: i64,
    /// Its key, and the keys of everything merged into it.
    pub keys: Vec<String>,
    /// Its bibliographic fields.
    pub fields: Fields,
    /// Cells: topic identifier and text.
    pub cells: Vec<(String, String)>,
    /// Notes.
    pub notes: Vec<String>,
    /// Excerpts.
    pub excerpts: Vec<String>,
    /// Files with its full text.
    pub files: Vec<Attached>,
}

/// Writes the row of a source.
pub(super) fn put(conn: &Connection, n: i64, key: &str, fields: &Fields) -> Result<(), StoreError> {
    let json = serde_json::to_string(fields).unwrap_or_default();
    conn.prepare_cached(
        "INSERT OR REPLACE INTO sources (n, key, authors, year, title, container, doi, kind, language)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        n,
        key,
        fields.get(Field::Authors),
        fields.year,
        fields.title.as_deref().unwrap_or_default(),
        fields.container.as_deref().unwrap_or_default(),
        fields.doi.as_ref().map(katsaus_model::Doi::as_str),
        fields.kind,
        fields.language
    ])?;
    conn.prepare_cached("INSERT OR REPLACE INTO source_fields (n, fields) VALUES (?1, ?2)")?
        .execute(params![n, json])?;
    Ok(())
}

/// Makes a source anew from its records and edits, or takes it away if nothing is left of it.
pub(super) fn refresh(conn: &Connection, n: i64) -> Result<(), StoreError> {
    let mut rows =
        conn.prepare_cached("SELECT n, key, content FROM identities WHERE source = ?1 AND op IS NOT NULL ORDER BY n")?;
    let members: Vec<(i64, String, i64)> =
        rows.query_map([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    let mut records: Vec<Fields> = Vec::new();
    let mut edits: Vec<(i64, Field, String)> = Vec::new();
    let mut removed = false;
    for (member, _, content_n) in &members {
        records.push(refold::content(conn, *content_n)?.fields);
        for (kind, name, value, op) in state_of(conn, *member)? {
            if kind == ThingKind::Removed as i64 {
                removed = true;
            } else if kind == ThingKind::Edit as i64
                && let (Ok(field), Ok(text)) = (Field::parse(&name), serde_json::from_str::<String>(&value))
            {
                edits.push((op, field, text));
            }
        }
    }
    edits.sort();
    match members.first() {
        Some((_, key, _)) if !removed => {
            let mut fields = match records.as_slice() {
                [_] => records.swap_remove(0),
                several => Fields::united(&several.iter().collect::<Vec<_>>()),
            };
            for (_, field, text) in edits {
                // An edit was checked when it was made; one that a later program would refuse is left out.
                let _ = fields.set(field, &text);
            }
            put(conn, n, key, &fields)
        }
        _ => {
            conn.prepare_cached("DELETE FROM sources WHERE n = ?1")?.execute([n])?;
            conn.prepare_cached("DELETE FROM source_fields WHERE n = ?1")?.execute([n])?;
            Ok(())
        }
    }
}

/// All things of one identity: kind, name, value, operation.
pub(super) fn state_of(conn: &Connection, n: i64) -> Result<Vec<(i64, String, String, i64)>, StoreError> {
    let mut rows = conn.prepare_cached("SELECT kind, name, value, op FROM state WHERE subject = ?1")?;
    let rows = rows.query_map([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Store {
    /// Sources whose text changed after operation `after`, in order of their numbers; `None` for one that is gone.
    ///
    /// # Errors
    /// If the file cannot be read, or `each` fails.
    pub fn texts_since<E: From<StoreError>>(
        &self,
        after: i64,
        mut each: impl FnMut(i64, Option<SourceText>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rows = self.conn.prepare("SELECT n FROM dirty WHERE op > ?1 ORDER BY n").map_err(StoreError::from)?;
        let mut rows = rows.query([after]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let n: i64 = row.get(0).map_err(StoreError::from)?;
            each(n, self.text(n)?)?;
        }
        Ok(())
    }

    /// How many sources' texts changed after operation `after`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn changed_since(&self, after: i64) -> Result<u64, StoreError> {
        let n: i64 = self.conn.query_row("SELECT count(*) FROM dirty WHERE op > ?1", [after], |row| row.get(0))?;
        Ok(n as u64)
    }

    /// The fields of each source of a set, in the order of their numbers.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn each_fields(&self, set: &super::Set, mut each: impl FnMut(i64, Fields)) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT n, fields FROM source_fields ORDER BY n")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let n = row.get(0)?;
            if set.contains(n) {
                let json = row.get_ref(1)?.as_str().unwrap_or_default();
                each(n, serde_json::from_str(json).unwrap_or_default());
            }
        }
        Ok(())
    }

    /// What is searched of a source; `None` if it is gone.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn text(&self, n: i64) -> Result<Option<SourceText>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT fields FROM source_fields WHERE n = ?1")?;
        let mut rows = statement.query([n])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let json: String = row.get(0)?;
        let mut text =
            SourceText { n, fields: serde_json::from_str(&json).unwrap_or_default(), ..SourceText::default() };
        let mut members = self
            .conn
            .prepare_cached("SELECT n, key FROM identities WHERE source = ?1 AND op IS NOT NULL ORDER BY n")?;
        let members: Vec<(i64, String)> =
            members.query_map([n], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        for (member, key) in members {
            text.keys.push(key);
            for (kind, name, value, _) in state_of(&self.conn, member)? {
                add_text(&mut text, kind, name, &value);
            }
        }
        Ok(Some(text))
    }
}

fn add_text(text: &mut SourceText, kind: i64, name: String, value: &str) {
    if kind == ThingKind::Cell as i64 {
        if let Ok(CellValue::Text(cell)) = serde_json::from_str(value) {
            text.cells.push((name, cell));
        }
    } else if kind == ThingKind::Note as i64 {
        text.notes.extend(serde_json::from_str::<String>(value));
    } else if kind == ThingKind::Excerpt as i64 {
        text.excerpts.extend(serde_json::from_str::<Excerpt>(value).map(|excerpt| excerpt.text));
    } else if kind == ThingKind::File as i64 {
        text.files.extend(serde_json::from_str::<Attached>(value));
    }
}

/// The generation of the numbers in this file: it changes when a replay gives them anew.
pub(super) fn generation(conn: &Connection) -> Result<u64, StoreError> {
    Ok(fold::meta(conn, "generation")?.and_then(|text| text.parse().ok()).unwrap_or(0))
}
