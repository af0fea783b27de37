//! Things that two machines changed without knowing of each other.

use super::{Store, StoreError, groups, replay};
use crate::log::Ancestry;
use katsaus_model::{OpId, ThingKind, Timestamp};
use rusqlite::params;
use std::collections::HashMap;

/// A thing that was changed in two ways, neither upon the other. The last shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The source that it stands on now, if it stands on one.
    pub source: Option<i64>,
    /// What kind of thing it is, as projections number it.
    pub kind: i64,
    /// Its name.
    pub name: String,
    /// What it was changed to, the last, which shows, at the end.
    pub versions: Vec<Version>,
}

/// What a thing was changed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its state as JSON; `None` if it was taken away.
    pub value: Option<String>,
    /// Who changed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The operation.
    pub op: OpId,
}

/// What was said of a row again, the protocol's text as a whole and files that were read are no statements of people.
const ASIDE: [ThingKind; 3] = [ThingKind::Seen, ThingKind::ProtocolText, ThingKind::Import];

impl Store {
    /// Things that were changed in two ways by operations that count, neither of which was made upon the other, and that
    /// nobody has written again since.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn clashes(&self) -> Result<Vec<Clash>, StoreError> {
        let (ranks, ancestry) = self.ancestry()?;
        let aside = ASIDE.map(|kind| (kind as i64).to_string()).join(", ");
        let mut things = self.conn.prepare(&format!(
            "SELECT v.subject, v.kind, v.name FROM versions v JOIN op_state s ON s.op = v.op AND s.live = 1
             WHERE v.kind NOT IN ({aside}) GROUP BY v.subject, v.kind, v.name HAVING count(*) > 1"
        ))?;
        let things: Vec<(i64, i64, String)> =
            things.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
        let mut versions = self.conn.prepare(
            "SELECT v.op, v.value FROM versions v JOIN op_state s ON s.op = v.op AND s.live = 1
             WHERE v.subject = ?1 AND v.kind = ?2 AND v.name = ?3 ORDER BY v.op",
        )?;
        let mut clashes = Vec::new();
        for (subject, kind, name) in things {
            let of_thing: Vec<(i64, Option<String>)> = versions
                .query_map(params![subject, kind, name], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            let known: Vec<usize> = of_thing.iter().filter_map(|(op, _)| ranks.get(op).copied()).collect();
            let newest = ancestry.newest_of(&known);
            let last: Vec<&(i64, Option<String>)> =
                of_thing.iter().filter(|(op, _)| ranks.get(op).is_some_and(|rank| newest.contains(rank))).collect();
            if last.windows(2).all(|pair| pair[0].1 == pair[1].1) {
                continue;
            }
            let mut told = Vec::new();
            for (op, value) in last {
                let (by, at) = self.by_and_time(*op)?;
                let Some(id) = self.id_of(*op)? else { continue };
                told.push(Version { value: value.clone(), by, at, op: id });
            }
            let source = if subject == 0 { None } else { groups::source_of(&self.conn, subject)? };
            clashes.push(Clash { source, kind, name, versions: told });
        }
        Ok(clashes)
    }

    /// The rank of each operation by its number in the file, and which was made upon which.
    fn ancestry(&self) -> Result<(HashMap<i64, usize>, Ancestry), StoreError> {
        let mut by_id: HashMap<OpId, usize> = HashMap::new();
        let mut ranks: HashMap<i64, usize> = HashMap::new();
        let mut parents: Vec<Vec<usize>> = Vec::new();
        let mut rows = self.conn.prepare("SELECT seq, id, bytes FROM ops ORDER BY seq")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let (seq, id, bytes): (i64, Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let rank = parents.len();
            let op = replay::parse(seq, &bytes)?;
            parents.push(op.parents.iter().filter_map(|parent| by_id.get(parent).copied()).collect());
            ranks.insert(seq, rank);
            if let Ok(id) = OpId::from_bytes(&id) {
                by_id.insert(id, rank);
            }
        }
        Ok((ranks, Ancestry::of(&parents)))
    }
}
