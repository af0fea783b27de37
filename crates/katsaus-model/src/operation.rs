//! Entries of the log: who, when, what changed.
//!
//! The JSON form of these types is the log's first format. Fields may be added; a field that was ever written
//! keeps its name and meaning.

use crate::{
    Attached, CellValue, ContentHash, Decided, Declared, Excerpt, Field, Identity, Import, Link, OpId, Place,
    ReadLevel, Resolution, Retrieval, Round, Search, Stop, Timestamp, Verdict,
};
use serde::{Deserialize, Serialize};

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// The format's version: 1.
    pub v: u32,
    /// When, by the clock, or 1 ms past its newest parent if that is later.
    pub time: Timestamp,
    /// Who, by reviewer identifier.
    pub by: String,
    /// What was said of it: `import sources.xlsx`.
    pub what: String,
    /// The heads of the log that it was made upon.
    pub parents: Vec<OpId>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// What a Tag is on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A Source, by the identity it was put on.
    Source(Identity),
    /// An Excerpt, by identifier.
    Excerpt(String),
}

/// What has a name that can change while its identifier stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameOf {
    /// A code.
    Code,
    /// A topic.
    Topic,
    /// A reason for exclusion.
    Reason,
    /// A reviewer.
    Reviewer,
}

/// What a Memo is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// The review.
    Review,
    /// A code, by identifier.
    Code(String),
    /// A topic, by identifier.
    Topic(String),
}

/// One change to one named thing. `None`, or `here: false`, takes the thing away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "fields are named by the words of the review's model")]
pub enum Change {
    /// The protocol's text, verbatim, after the change.
    ProtocolText { text: String },
    /// One key path of the protocol; `value` is TOML.
    Protocol { path: String, value: Option<String> },
    /// The name of something that has an identifier.
    Name { of: NameOf, id: String, name: Option<String> },
    /// A file read in. Its Records are stored beside the log.
    Import(Import),
    /// A Search.
    Search { id: String, search: Option<Search> },
    /// A Round.
    Round { id: String, round: Option<Round> },
    /// That a Record was found by a Search.
    Origin { on: Identity, search: String, here: bool },
    /// A row recognised in an edited copy: what it held then, for the next comparison.
    Seen { on: Identity, place: Place, content: ContentHash },
    /// A bibliographic field, as somebody edited it.
    Edit { on: Identity, field: Field, value: Option<String> },
    /// That a Source is taken out of the review, and why.
    Removed { on: Identity, why: Option<String> },
    /// A judgement on a pair; for directed links `a` is *of* `b`. `why` is the rule and its evidence where a rule judged;
    /// `gone` takes a link back (`same` and `distinct` go with `link: None`).
    Judgement {
        a: Identity,
        b: Identity,
        link: Option<Link>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        gone: bool,
    },
    /// A Tag.
    Tag { on: Subject, code: String, here: bool },
    /// A Cell.
    Cell { on: Identity, topic: String, value: Option<CellValue> },
    /// A note on a Source.
    Note { on: Identity, id: String, text: Option<String> },
    /// A Memo: a note on a code, a topic or the review.
    Memo { about: About, id: String, text: Option<String> },
    /// An Excerpt.
    Excerpt { on: Identity, id: String, excerpt: Option<Excerpt> },
    /// A Decision.
    Decision {
        on: Identity,
        selection: String,
        stage: String,
        by: String,
        verdict: Option<Verdict>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// In which order texts were shown when it was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<String>,
    },
    /// How different verdicts on a Source at a Stage were settled.
    Resolution { on: Identity, selection: String, stage: String, resolution: Option<Resolution> },
    /// That a reviewer is to decide on a Source at a Stage.
    Assigned { on: Identity, selection: String, stage: String, to: String, here: bool },
    /// Whether the full text of a Source was to be had.
    Retrieval { on: Identity, retrieval: Option<Retrieval> },
    /// That screening was ended before all texts were looked at.
    Stopped { selection: String, stage: String, stop: Option<Stop> },
    /// A number that a person says, for a line of a Selection's flow diagram.
    Declared { selection: String, line: String, declared: Option<Declared> },
    /// How far somebody has read a Source.
    Read { on: Identity, by: String, level: Option<ReadLevel> },
    /// A file that holds the text of a Source, by the SHA-256 of its bytes.
    File { on: Identity, sha256: String, file: Option<Attached> },
    /// An earlier Operation is undone (an undo too).
    Undo { op: OpId },
}

/// What kind of thing a Change is to. The numbers are how the projection stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the Change of the same name")]
#[repr(u8)]
pub enum ThingKind {
    ProtocolText = 1,
    Protocol = 2,
    Name = 3,
    Import = 4,
    Search = 5,
    Round = 6,
    Origin = 7,
    Seen = 8,
    Edit = 9,
    Removed = 10,
    Judgement = 11,
    Tag = 12,
    Cell = 13,
    Note = 14,
    Excerpt = 15,
    Decision = 16,
    Read = 17,
    ExcerptTag = 18,
    Memo = 19,
    File = 20,
    Resolution = 21,
    Assigned = 22,
    Retrieval = 23,
    Stopped = 24,
    Declared = 25,
}

/// The name of a thing that changes: its kind, the identity it is of (if it is of one), and the rest.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Thing {
    /// Its kind.
    pub kind: ThingKind,
    /// The identity it belongs to.
    pub on: Option<Identity>,
    /// What tells it from others of that kind and identity.
    pub name: String,
}

impl Change {
    /// The thing that is changed; `None` for an undo, which changes which Operations count.
    pub fn thing(&self) -> Option<Thing> {
        let of = |kind, on: &Identity, name: String| Some(Thing { kind, on: Some(*on), name });
        let free = |kind, name: &str| Some(Thing { kind, on: None, name: name.to_owned() });
        match self {
            Change::ProtocolText { .. } => free(ThingKind::ProtocolText, ""),
            Change::Protocol { path, .. } => free(ThingKind::Protocol, path),
            Change::Name { of, id, .. } => free(ThingKind::Name, &format!("{}/{id}", name_of(*of))),
            Change::Import(import) => free(ThingKind::Import, &import.name_in_log()),
            Change::Search { id, .. } => free(ThingKind::Search, id),
            Change::Round { id, .. } => free(ThingKind::Round, id),
            Change::Origin { on, search, .. } => of(ThingKind::Origin, on, search.clone()),
            Change::Seen { on, .. } => of(ThingKind::Seen, on, String::new()),
            Change::Edit { on, field, .. } => of(ThingKind::Edit, on, field.to_string()),
            Change::Removed { on, .. } => of(ThingKind::Removed, on, String::new()),
            Change::Judgement { a, b, link, .. } => judgement(a, b, *link),
            Change::Tag { on: Subject::Source(on), code, .. } => of(ThingKind::Tag, on, code.clone()),
            Change::Tag { on: Subject::Excerpt(id), code, .. } => free(ThingKind::ExcerptTag, &format!("{id}/{code}")),
            Change::Cell { on, topic, .. } => of(ThingKind::Cell, on, topic.clone()),
            Change::Note { on, id, .. } => of(ThingKind::Note, on, id.clone()),
            Change::Memo { about, id, .. } => free(ThingKind::Memo, &format!("{}/{id}", about_name(about))),
            Change::Excerpt { on, id, .. } => of(ThingKind::Excerpt, on, id.clone()),
            Change::Decision { on, selection, stage, by, .. } => {
                of(ThingKind::Decision, on, format!("{selection}/{stage}/{by}"))
            }
            Change::Resolution { on, selection, stage, .. } => {
                of(ThingKind::Resolution, on, format!("{selection}/{stage}"))
            }
            Change::Assigned { on, selection, stage, to, .. } => {
                of(ThingKind::Assigned, on, format!("{selection}/{stage}/{to}"))
            }
            Change::Retrieval { on, .. } => of(ThingKind::Retrieval, on, String::new()),
            Change::Stopped { selection, stage, .. } => free(ThingKind::Stopped, &format!("{selection}/{stage}")),
            Change::Declared { selection, line, .. } => free(ThingKind::Declared, &format!("{selection}/{line}")),
            Change::Read { on, by, .. } => of(ThingKind::Read, on, by.clone()),
            Change::File { on, sha256, .. } => of(ThingKind::File, on, sha256.clone()),
            Change::Undo { .. } => None,
        }
    }

    /// The thing's new state as JSON, or `None` if it is taken away.
    pub fn value(&self) -> Option<String> {
        fn json<T: Serialize>(value: &T) -> Option<String> {
            serde_json::to_string(value).ok()
        }
        match self {
            Change::ProtocolText { text } => json(text),
            Change::Protocol { value, .. } => value.as_ref().and_then(json),
            Change::Name { name, .. } => name.as_ref().and_then(json),
            Change::Import(import) => json(import),
            Change::Search { search, .. } => search.as_ref().and_then(json),
            Change::Round { round, .. } => round.as_ref().and_then(json),
            Change::Seen { place, content, .. } => json(&(place, content)),
            Change::Edit { value, .. } => value.as_ref().and_then(json),
            Change::Removed { why, .. } => why.as_ref().and_then(json),
            Change::Judgement { gone: true, .. } => None,
            Change::Judgement { link: None, .. } => None,
            Change::Judgement { a, b, link: Some(link), why, .. } => {
                // Said of the pair the other way round it is the same.
                let other = if link.is_directed() { b } else { a.max(b) };
                match why {
                    Some(why) => json(&(link, other, why)),
                    None => json(&(link, other)),
                }
            }
            Change::Tag { here, .. } | Change::Origin { here, .. } | Change::Assigned { here, .. } => {
                here.then(|| "true".to_owned())
            }
            Change::Cell { value, .. } => value.as_ref().and_then(json),
            Change::Note { text, .. } | Change::Memo { text, .. } => text.as_ref().and_then(json),
            Change::Excerpt { excerpt, .. } => excerpt.as_ref().and_then(json),
            Change::Decision { verdict, note, order, .. } => verdict.as_ref().and_then(|verdict| {
                Decided { verdict: verdict.clone(), note: note.clone(), order: order.clone() }.to_json()
            }),
            Change::Resolution { resolution, .. } => resolution.as_ref().and_then(json),
            Change::Retrieval { retrieval, .. } => retrieval.as_ref().and_then(json),
            Change::Stopped { stop, .. } => stop.as_ref().and_then(json),
            Change::Declared { declared, .. } => declared.as_ref().and_then(json),
            Change::Read { level, .. } => level.as_ref().and_then(json),
            Change::File { file, .. } => file.as_ref().and_then(json),
            Change::Undo { .. } => None,
        }
    }
}

fn about_name(about: &About) -> String {
    match about {
        About::Review => "review".to_owned(),
        About::Code(id) => format!("code/{id}"),
        About::Topic(id) => format!("topic/{id}"),
    }
}

fn name_of(of: NameOf) -> &'static str {
    match of {
        NameOf::Code => "code",
        NameOf::Topic => "topic",
        NameOf::Reason => "reason",
        NameOf::Reviewer => "reviewer",
    }
}

/// `same` and `distinct` are one thing on an unordered pair, so that either replaces the other; each other link is a
/// thing of its own beside it.
fn judgement(a: &Identity, b: &Identity, link: Option<Link>) -> Option<Thing> {
    let sorted = if a <= b { (a, b) } else { (b, a) };
    let (on, name) = match link {
        Some(Link::Same | Link::Distinct) | None => (*sorted.0, format!("pair/{}", sorted.1)),
        Some(link) if link.is_directed() => (*a, format!("link/{link}/{b}")),
        Some(link) => (*sorted.0, format!("link/{link}/{}", sorted.1)),
    };
    Some(Thing { kind: ThingKind::Judgement, on: Some(on), name })
}

impl Change {
    /// A judgement that a person made.
    pub fn judged(a: Identity, b: Identity, link: Link) -> Change {
        Change::Judgement { a, b, link: Some(link), why: None, gone: false }
    }
}

impl Operation {
    /// The bytes that are stored and hashed.
    ///
    /// # Panics
    /// Never: every part of an Operation has a JSON form.
    #[expect(clippy::expect_used, reason = "no map with keys that are not text, no failing serializer")]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("operations have a JSON form")
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// If they are no operation of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Operation, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// The operation that this one undoes, if it is an undo.
    pub fn undoes(&self) -> Option<OpId> {
        self.changes.iter().find_map(|change| match change {
            Change::Undo { op } => Some(*op),
            _ => None,
        })
    }

    /// The import this operation made, if it made one.
    pub fn import(&self) -> Option<&Import> {
        self.changes.iter().find_map(|change| match change {
            Change::Import(import) => Some(import),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logs_first_format_stays() {
        let on = Identity::of(&[b"a"]);
        let op = Operation {
            v: 1,
            time: Timestamp(1_600_000_000_000),
            by: "anna".into(),
            what: "tag 1 source as `framework/demand-side`".into(),
            parents: vec![],
            changes: vec![
                Change::Tag { on: Subject::Source(on), code: "framework/demand-side".into(), here: true },
                Change::Cell { on, topic: "aims".into(), value: Some(CellValue::NotReported) },
            ],
        };
        let text = String::from_utf8(op.to_bytes()).expect("JSON is UTF-8");
        assert_eq!(
            text,
            format!(
                concat!(
                    r#"{{"v":1,"time":1600000000000,"by":"anna","what":"tag 1 source as `framework/demand-side`","#,
                    r#""parents":[],"changes":[{{"tag":{{"on":{{"source":"{on}"}},"code":"framework/demand-side","#,
                    r#""here":true}}}},{{"cell":{{"on":"{on}","topic":"aims","value":"not-reported"}}}}]}}"#
                ),
                on = on
            )
        );
        assert_eq!(Operation::from_bytes(text.as_bytes()).expect("readable"), op);
    }

    #[test]
    fn what_screening_writes_stays_readable() {
        let on = Identity::of(&[b"a"]);
        let (selection, stage) = ("whole".to_owned(), "title-abstract".to_owned());
        let reasons = vec!["wrong-type".to_owned()];
        let excluded = || Verdict::Exclude { reasons: reasons.clone() };
        let decision = Change::Decision {
            on,
            selection: selection.clone(),
            stage: stage.clone(),
            by: "anna".into(),
            verdict: Some(excluded()),
            note: None,
            order: Some("relevance".into()),
        };
        let resolution = Some(Resolution { by: "anna".into(), verdict: excluded(), note: Some("agreed".into()) });
        let changes = [
            decision,
            Change::Resolution { on, selection: selection.clone(), stage: stage.clone(), resolution },
            Change::Assigned { on, selection: selection.clone(), stage: stage.clone(), to: "ben".into(), here: true },
            Change::Retrieval { on, retrieval: Some(Retrieval::NotRetrieved { why: Some("no copy".into()) }) },
            Change::Stopped {
                selection: selection.clone(),
                stage,
                stop: Some(Stop { by: "anna".into(), at: Timestamp(5), why: None }),
            },
            Change::Declared {
                selection,
                line: "duplicates".into(),
                declared: Some(Declared { n: 611, by: "anna".into(), at: Timestamp(5), why: None }),
            },
        ];
        let written: Vec<String> = changes
            .iter()
            .map(|change| serde_json::to_string(change).expect("JSON").replace(&on.to_string(), "ID"))
            .collect();
        assert_eq!(
            written,
            [
                r#"{"decision":{"on":"ID","selection":"whole","stage":"title-abstract","by":"anna","verdict":{"verdict":"exclude","reasons":["wrong-type"]},"order":"relevance"}}"#,
                r#"{"resolution":{"on":"ID","selection":"whole","stage":"title-abstract","resolution":{"by":"anna","verdict":"exclude","reasons":["wrong-type"],"note":"agreed"}}}"#,
                r#"{"assigned":{"on":"ID","selection":"whole","stage":"title-abstract","to":"ben","here":true}}"#,
                r#"{"retrieval":{"on":"ID","retrieval":{"retrieval":"not-retrieved","why":"no copy"}}}"#,
                r#"{"stopped":{"selection":"whole","stage":"title-abstract","stop":{"by":"anna","at":5}}}"#,
                r#"{"declared":{"selection":"whole","line":"duplicates","declared":{"n":611,"by":"anna","at":5}}}"#,
            ]
        );
        for change in changes {
            let json = serde_json::to_string(&change).expect("JSON");
            assert_eq!(serde_json::from_str::<Change>(&json).expect("readable"), change);
        }
    }

    #[test]
    fn same_and_distinct_are_one_thing_whatever_the_order() {
        let (a, b) = (Identity::of(&[b"a"]), Identity::of(&[b"b"]));
        let same = Change::judged(a, b, Link::Same);
        let distinct = Change::judged(b, a, Link::Distinct);
        let link = Change::judged(a, b, Link::PreprintOf);
        assert_eq!(same.thing(), distinct.thing());
        assert_ne!(same.thing(), link.thing());
        assert_ne!(link.thing(), Change::judged(a, b, Link::ErratumOf).thing());
        assert_ne!(link.thing(), Change::judged(b, a, Link::PreprintOf).thing());
        assert_eq!(Change::judged(a, b, Link::SameStudy).thing(), Change::judged(b, a, Link::SameStudy).thing());
        assert_eq!(same.value(), Some(format!(r#"["same","{}"]"#, a.max(b))));
        assert_eq!(same.value(), Change::judged(b, a, Link::Same).value());
    }
}
