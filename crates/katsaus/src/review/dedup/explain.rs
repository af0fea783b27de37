//! Why a source is what it is: its records, what joined them, and from which of them each field comes.

use crate::review::{Review, ReviewError};
use crate::store::Judged;
use katsaus_model::{Field, Fields, Identity, Link, Place, Timestamp, best_of};

/// Why a source is one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// Its records: key, file, place.
    pub records: Vec<(String, String, Place)>,
    /// What was judged of them, and of them and others.
    pub joints: Vec<Joint>,
    /// For each field that not all records say alike: what the source says, and whose that is: a record's key, or
    /// nobody's but a person's.
    pub fields: Vec<(Field, String, Option<String>)>,
}

/// A judgement on two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// Their keys.
    pub keys: (String, String),
    /// What was judged.
    pub link: Link,
    /// The rule and its evidence; `None` if a person judged.
    pub why: Option<String>,
    /// By whom, and when.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Review {
    /// Why a source is what it is.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn explain_merges(&self, n: i64) -> Result<Explained, ReviewError> {
        let members = self.store.members(n)?;
        let records = self.store.records_of(n)?;
        let key = |id: &Identity| -> Result<String, ReviewError> {
            if let Some((_, key)) = members.iter().find(|(member, _)| member == id) {
                return Ok(key.clone());
            }
            Ok(match self.store.source_of(*id)? {
                Some(source) => self.key_of(source)?,
                None => "a text that is gone".to_owned(),
            })
        };
        let mut joints = Vec::new();
        let log = self.store.log()?;
        for Judged { a, b, link, why, op } in self.store.judgements()? {
            if !members.iter().any(|(id, _)| *id == a || *id == b) {
                continue;
            }
            let Ok(at) = log.binary_search_by_key(&op, |row| row.seq) else { continue };
            let (by, time) = (log[at].by.clone(), log[at].time);
            joints.push(Joint { keys: (key(&a)?, key(&b)?), link, why, by, at: time });
        }
        let fields: Vec<&Fields> = records.iter().map(|(_, _, content)| &content.fields).collect();
        let now = self.store.text(n)?.map(|text| text.fields).unwrap_or_default();
        let mut from = Vec::new();
        for (field, at) in best_of(&fields) {
            let said = now.get(field);
            if fields.iter().all(|record| record.get(field) == said) || field == Field::Keywords {
                continue;
            }
            let whose = (fields[at].get(field) == said).then(|| members.get(at).map(|(_, key)| key.clone())).flatten();
            from.push((field, said, whose));
        }
        let records =
            members.iter().zip(&records).map(|((_, key), (file, place, _))| (key.clone(), file.clone(), place.clone()));
        Ok(Explained { records: records.collect(), joints, fields: from })
    }
}
