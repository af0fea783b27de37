//! Sets of sources, by number, taken from the projections when a query runs.

use super::{Store, StoreError};
use katsaus_model::{ThingKind, Timestamp};
use rusqlite::{ToSql, params};
use std::collections::HashMap;

/// A set of sources by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    words: Vec<u64>,
}

impl Set {
    /// Adds a number.
    pub fn insert(&mut self, n: i64) {
        let n = n.max(0) as usize;
        if self.words.len() <= n / 64 {
            self.words.resize(n / 64 + 1, 0);
        }
        self.words[n / 64] |= 1 << (n % 64);
    }

    /// Whether a number is in the set.
    pub fn contains(&self, n: i64) -> bool {
        let n = n.max(0) as usize;
        self.words.get(n / 64).is_some_and(|word| word & (1 << (n % 64)) != 0)
    }

    /// Keeps what is in both.
    pub fn intersect(&mut self, other: &Set) {
        for (i, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(i).copied().unwrap_or(0);
        }
    }

    /// Takes in what is in the other.
    pub fn unite(&mut self, other: &Set) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes out what is in the other.
    pub fn subtract(&mut self, other: &Set) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// How many are in the set.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The numbers, smallest first.
    pub fn iter(&self) -> impl Iterator<Item = i64> {
        // From one bit to the next: sets are walked through far more often than they are full.
        let bits = |(i, word): (usize, &u64)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                (left != 0).then(|| {
                    left &= left - 1;
                    (i * 64 + bit) as i64
                })
            })
        };
        self.words.iter().enumerate().flat_map(bits)
    }
}

impl FromIterator<i64> for Set {
    fn from_iter<I: IntoIterator<Item = i64>>(numbers: I) -> Set {
        let mut set = Set::default();
        for n in numbers {
            set.insert(n);
        }
        set
    }
}

/// The sources that things of a kind belong to: `s` is the thing, `i` its identity.
const OF_THINGS: &str = "SELECT DISTINCT i.source FROM state s JOIN identities i ON i.n = s.subject
     JOIN sources t ON t.n = i.source WHERE s.kind = ?1";

impl Store {
    fn numbers(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Set, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut set = Set::default();
        while let Some(row) = rows.next()? {
            set.insert(row.get(0)?);
        }
        Ok(set)
    }

    /// All sources, candidates included.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn all(&self) -> Result<Set, StoreError> {
        self.numbers("SELECT n FROM sources", &[])
    }

    /// Sources with any of these codes, by identifier, on themselves or on an excerpt.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn tagged(&self, codes: &[&str]) -> Result<Set, StoreError> {
        let mut set = Set::default();
        for code in codes {
            let sql = format!("{OF_THINGS} AND s.name = ?2");
            set.unite(&self.numbers(&sql, params![ThingKind::Tag as i64, code])?);
            set.unite(&self.numbers(
                "SELECT DISTINCT i.source FROM state x
                 JOIN state e ON e.kind = ?2 AND e.name = substr(x.name, 1, length(x.name) - length(?3) - 1)
                 JOIN identities i ON i.n = e.subject JOIN sources t ON t.n = i.source
                 WHERE x.kind = ?1 AND x.name LIKE '%/' || ?3",
                params![ThingKind::ExcerptTag as i64, ThingKind::Excerpt as i64, code],
            )?);
        }
        Ok(set)
    }

    /// Sources that have any thing of this kind: a tag, a note, a decision.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn with(&self, kind: ThingKind) -> Result<Set, StoreError> {
        self.numbers(OF_THINGS, params![kind as i64])
    }

    /// Sources that have a thing of this kind and name: a cell on a topic, an origin in a search.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn with_named(&self, kind: ThingKind, name: &str) -> Result<Set, StoreError> {
        self.numbers(&format!("{OF_THINGS} AND s.name = ?2"), params![kind as i64, name])
    }

    /// Sources that somebody has read to this level, and nobody further.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn read_at(&self, level: katsaus_model::ReadLevel) -> Result<Set, StoreError> {
        let mut set = if level == katsaus_model::ReadLevel::Not { self.all()? } else { Set::default() };
        let kind = ThingKind::Read as i64;
        for other in katsaus_model::ReadLevel::ALL {
            let value = format!("\"{other}\"");
            let at = self.numbers(&format!("{OF_THINGS} AND s.value = ?2"), params![kind, value])?;
            match other.cmp(&level) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => set.unite(&at),
                std::cmp::Ordering::Greater => set.subtract(&at),
            }
        }
        Ok(set)
    }

    /// Sources with a record of an import whose file name holds `text`, or of a search so named.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn found_in(&self, text: &str) -> Result<Set, StoreError> {
        let text = text.to_lowercase();
        let mut set = Set::default();
        for import in self.imports()? {
            let named = import.import.found_in.as_deref().unwrap_or_default().to_lowercase();
            if import.import.name.to_lowercase().contains(&text) || named == text {
                set.unite(&self.numbers(
                    "SELECT DISTINCT i.source FROM identities i JOIN sources t ON t.n = i.source WHERE i.op = ?1",
                    params![import.seq],
                )?);
            }
        }
        for (id, search) in self.searches()? {
            if id.to_lowercase() == text || search.name.to_lowercase().contains(&text) {
                set.unite(&self.with_named(ThingKind::Origin, &id)?);
            }
        }
        Ok(set)
    }

    /// Sources that only Rounds have found. Those that nobody has decided on are candidates.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn found_by_rounds(&self) -> Result<Set, StoreError> {
        let imports = self.imports()?;
        let (rounds, others): (Vec<_>, Vec<_>) = imports.iter().partition(|row| row.import.round.is_some());
        if rounds.is_empty() {
            return Ok(Set::default());
        }
        let of = "SELECT DISTINCT i.source FROM identities i JOIN sources t ON t.n = i.source WHERE i.op = ?1";
        let mut set = Set::default();
        for row in rounds {
            set.unite(&self.numbers(of, params![row.seq])?);
        }
        for row in others {
            set.subtract(&self.numbers(of, params![row.seq])?);
        }
        Ok(set)
    }

    /// Sources that a round of citation searching found.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn found_by_round(&self, round: u32) -> Result<Set, StoreError> {
        let mut set = Set::default();
        for import in self.imports()?.into_iter().filter(|row| row.import.round == Some(round)) {
            set.unite(&self.numbers(
                "SELECT DISTINCT i.source FROM identities i JOIN sources t ON t.n = i.source WHERE i.op = ?1",
                params![import.seq],
            )?);
        }
        Ok(set)
    }

    /// Sources that came to the review between two moments, both included.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn added(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> Result<Set, StoreError> {
        self.numbers(
            "SELECT i.source FROM identities i JOIN sources t ON t.n = i.source JOIN records r ON r.id = i.id
             JOIN op_state s ON s.op = r.op AND s.live JOIN ops o ON o.seq = r.op
             GROUP BY i.source HAVING min(o.time) BETWEEN ?1 AND ?2",
            params![from.map_or(i64::MIN, |time| time.0), to.map_or(i64::MAX, |time| time.0)],
        )
    }

    /// Sources in whose records one of these identifiers (DOIs, addresses) of another text stands: among the references
    /// that a database gave with them, or wherever else. `of` itself is left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn mentioning(&self, of: i64, identifiers: &[String]) -> Result<Set, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT i.source, replace(lower(CAST(c.bytes AS TEXT)), '\\/', '/') AS text FROM identities i
             JOIN sources t ON t.n = i.source JOIN contents c ON c.n = i.content
             WHERE i.source <> ?1 AND instr(text, ?2) > 0",
        )?;
        let mut set = Set::default();
        for identifier in identifiers.iter().map(|identifier| identifier.to_lowercase()) {
            let mut rows = statement.query(params![of, identifier])?;
            while let Some(row) = rows.next()? {
                if stands_whole(row.get_ref(1)?.as_str().unwrap_or_default(), &identifier) {
                    set.insert(row.get(0)?);
                }
            }
        }
        Ok(set)
    }

    /// Sources with this key, or a key that begins with it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn keyed(&self, prefix: &str) -> Result<Set, StoreError> {
        let end = format!("{prefix}\u{10ffff}");
        self.numbers(
            "SELECT DISTINCT i.source FROM identities i JOIN sources t ON t.n = i.source
             WHERE i.key >= ?1 AND i.key < ?2",
            params![prefix, end],
        )
    }

    /// Identities that have a thing of this kind and name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn identities_with(&self, kind: ThingKind, name: &str) -> Result<Vec<katsaus_model::Identity>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT i.id FROM state s JOIN identities i ON i.n = s.subject WHERE s.kind = ?1 AND s.name = ?2 ORDER BY i.n",
        )?;
        let rows = statement.query_map(params![kind as i64, name], |row| row.get::<_, Vec<u8>>(0))?;
        let mut ids = Vec::new();
        for id in rows {
            ids.extend(katsaus_model::Identity::from_bytes(&id?));
        }
        Ok(ids)
    }

    /// Sources published in these years, both included.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn published(&self, from: Option<i32>, to: Option<i32>) -> Result<Set, StoreError> {
        self.numbers(
            "SELECT n FROM sources WHERE year >= ?1 AND year <= ?2",
            params![from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX)],
        )
    }

    /// Sources with this DOI, or one that begins with it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn with_doi(&self, doi: &str) -> Result<Set, StoreError> {
        let end = format!("{doi}\u{10ffff}");
        self.numbers("SELECT n FROM sources WHERE doi >= ?1 AND doi < ?2", params![doi, end])
    }

    /// Sources of a CSL type, or one whose name begins so.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn of_type(&self, kind: &str) -> Result<Set, StoreError> {
        self.numbers("SELECT n FROM sources WHERE kind = ?1 OR kind LIKE ?1 || '-%'", params![kind])
    }

    /// Sources that have a bibliographic field: `abstract`, `doi`, `year`, `url`, `author`, `keyword`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn with_field(&self, field: &str) -> Result<Set, StoreError> {
        let key = match field {
            "author" => "authors",
            "keyword" => "keywords",
            other => other,
        };
        self.numbers("SELECT n FROM source_fields WHERE json_extract(fields, '$.' || ?1) IS NOT NULL", params![key])
    }

    /// Each thing of a kind that stands on a source: the source, the thing's name and state, the operation.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn on_sources(&self, kind: ThingKind) -> Result<Vec<OnSource>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT i.source, s.name, s.value, s.op FROM state s JOIN identities i ON i.n = s.subject
             JOIN sources t ON t.n = i.source WHERE s.kind = ?1 ORDER BY i.source, s.op",
        )?;
        let rows = statement.query_map([kind as i64], on_source)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The same of one source alone.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn on_source(&self, kind: ThingKind, n: i64) -> Result<Vec<OnSource>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT i.source, s.name, s.value, s.op FROM identities i JOIN state s ON s.subject = i.n AND s.kind = ?1
             WHERE i.source = ?2 AND i.op IS NOT NULL ORDER BY s.op",
        )?;
        let rows = statement.query_map(params![kind as i64, n], on_source)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every state that things of a kind were given on sources by operations that count, oldest first. What an import brought
    /// is not among them.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn versions_on_sources(&self, kind: ThingKind) -> Result<Vec<OnSource>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT i.source, v.name, v.value, v.op FROM versions v JOIN op_state o ON o.op = v.op AND o.live = 1
             JOIN identities i ON i.n = v.subject JOIN sources t ON t.n = i.source
             WHERE v.kind = ?1 AND v.value IS NOT NULL ORDER BY v.op",
        )?;
        let rows = statement.query_map([kind as i64], on_source)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The operation in which each thing of a kind was first made so, of those that count: source and name, and its rank.
    /// What an import brought has none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn first_made(&self, kind: ThingKind) -> Result<HashMap<(i64, String), i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT i.source, v.name, min(v.op) FROM versions v JOIN op_state o ON o.op = v.op AND o.live = 1
             JOIN identities i ON i.n = v.subject WHERE v.kind = ?1 AND v.value IS NOT NULL GROUP BY i.source, v.name",
        )?;
        let rows = statement.query_map([kind as i64], |row| {
            Ok(((row.get::<_, Option<i64>>(0)?.unwrap_or(0), row.get(1)?), row.get(2)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn on_source(row: &rusqlite::Row<'_>) -> rusqlite::Result<OnSource> {
    Ok(OnSource { source: row.get(0)?, name: row.get(1)?, value: row.get(2)?, op: row.get(3)? })
}

/// A thing that stands on a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnSource {
    /// The source.
    pub source: i64,
    /// The thing's name.
    pub name: String,
    /// Its state, as JSON.
    pub value: String,
    /// The operation that made it so.
    pub op: i64,
}

/// Whether an identifier stands in a text and is not just the beginning or end of a longer one.
fn stands_whole(text: &str, identifier: &str) -> bool {
    text.match_indices(identifier).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let mut behind = text[at + identifier.len()..].chars();
        let (next, after) = (behind.next(), behind.next());
        let goes_on = match next {
            Some('.' | ',' | ';' | ':' | '-' | '_' | '/' | '(' | ')') => after.is_some_and(char::is_alphanumeric),
            next => next.is_some_and(char::is_alphanumeric),
        };
        !goes_on && !before.is_some_and(|c| c.is_ascii_digit() || c == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_stands_whole_or_not_at_all() {
        assert!(stands_whole("doi: 10.1/ab.", "10.1/ab") && stands_whole("\"10.1/ab\"", "10.1/ab"));
        assert!(!stands_whole("10.1/abc 10.1/ab.2 110.1/ab", "10.1/ab"));
    }

    #[test]
    fn sets_are_sets() {
        let a: Set = [1, 64, 200].into_iter().collect();
        let b: Set = [64, 65].into_iter().collect();
        let (mut both, mut any, mut only) = (a.clone(), a.clone(), a.clone());
        both.intersect(&b);
        any.unite(&b);
        only.subtract(&b);
        assert_eq!(both.iter().collect::<Vec<_>>(), [64]);
        assert_eq!(any.iter().collect::<Vec<_>>(), [1, 64, 65, 200]);
        assert_eq!(only.iter().collect::<Vec<_>>(), [1, 200]);
        assert_eq!((a.len(), a.contains(200), a.contains(7)), (3, true, false));
    }
}
