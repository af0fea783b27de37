//! The protocol's file and the log: people's edits are recorded, ours are written back, a crash between is mended.

use super::{Act, PROTOCOL_FILE, Review, ReviewError};
use crate::protocol::{self, Edit, ProtocolError};
use crate::store::{Names, Store};
use katsaus_model::{Change, NameOf, Protocol, Thing, ThingKind, sha256_hex};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// How the file stands to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is what the log last held.
    Same,
    /// Somebody edited it.
    Edited,
    /// The log is ahead: a program stopped between its commit and writing the file.
    Behind,
    /// Somebody edited it, and it cannot be read.
    Broken(ProtocolError),
}

/// Says which text the file held when katsaus last wrote or recorded it.
const FILE_FACT: &str = "protocol_file";

fn text_thing() -> Thing {
    Thing { kind: ThingKind::ProtocolText, on: None, name: String::new() }
}

impl Review {
    pub(super) fn recorded_text(&self) -> Result<String, ReviewError> {
        recorded_text(&self.store)
    }

    /// Reads the protocol: the file if it is good, else what the log last held.
    pub(super) fn load_protocol(&mut self) -> Result<(), ReviewError> {
        let recorded = self.recorded_text()?;
        let file = match std::fs::read_to_string(self.folder.join(PROTOCOL_FILE)) {
            Ok(text) => text,
            // A file that was deleted is written again by the next command that writes.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.file = State::Behind;
                return self.use_text(recorded);
            }
            Err(error) => {
                let message = format!("the file cannot be read ({error}); save it as UTF-8");
                self.file = State::Broken(ProtocolError { line: 1, message });
                return self.use_text(recorded);
            }
        };
        if file == recorded {
            self.file = State::Same;
            return self.use_text(recorded);
        }
        if self.store.fact(FILE_FACT)?.as_deref() == Some(sha256_hex(file.as_bytes()).as_str()) {
            self.file = State::Behind;
            return self.use_text(recorded);
        }
        match protocol::parse(&file) {
            Ok(_) => {
                self.file = State::Edited;
                self.use_text(file)
            }
            Err(error) => {
                self.file = State::Broken(error);
                self.use_text(recorded)
            }
        }
    }

    pub(super) fn use_text(&mut self, text: String) -> Result<(), ReviewError> {
        let (protocol, warnings) = protocol::parse(&text)?;
        self.protocol = protocol;
        self.warnings = warnings;
        self.text = text;
        Ok(())
    }

    /// Before anything is written: records the person's edits of the protocol, mends a file that is behind.
    pub(super) fn prepare(&mut self, act: &Act) -> Result<(), ReviewError> {
        if self.read_only {
            return Err(ReviewError::Past);
        }
        match self.file {
            State::Edited => {
                let text = self.text.clone();
                self.record_protocol(act, &text, &format!("edit {PROTOCOL_FILE}"))?;
                self.store.set_fact(FILE_FACT, &sha256_hex(text.as_bytes()))?;
                self.file = State::Same;
            }
            State::Behind => self.write_protocol_file()?,
            State::Same | State::Broken(_) => {}
        }
        Ok(())
    }

    /// Records a text of the protocol as an operation.
    pub(super) fn record_protocol(&mut self, act: &Act, text: &str, what: &str) -> Result<(), ReviewError> {
        let (protocol, _) = protocol::parse(text)?;
        let mut changes = vec![Change::ProtocolText { text: text.to_owned() }];
        let changed = protocol::difference(&self.recorded_text()?, text).into_iter();
        changes.extend(changed.map(|edit| Change::Protocol { path: edit.path, value: edit.value }));
        changes.extend(self.name_changes(&protocol)?);
        let mut tx = self.store.begin()?;
        tx.announce(&act.who);
        for change in changes {
            tx.change(change);
        }
        tx.commit(act.now, &act.by, what)?;
        self.use_text(text.to_owned())
    }

    /// Names that the protocol gives for the first time get an identifier; names that it no longer gives go, unless
    /// something is tagged or written by them: those are retired.
    fn name_changes(&self, protocol: &Protocol) -> Result<Vec<Change>, ReviewError> {
        let names = self.store.names()?;
        let mut changes = Vec::new();
        let mut named = |of: NameOf, kind: &str, wanted: Vec<&str>, used: Option<BTreeMap<String, u64>>| {
            let mut names: Names = names.clone();
            for name in &wanted {
                if names.id(kind, name).is_none() {
                    let id = names.new_id(kind, name);
                    names.insert(kind, &id, name);
                    changes.push(Change::Name { of, id, name: Some((*name).to_owned()) });
                }
            }
            let Some(used) = used else { return };
            for (name, id) in names.all(kind) {
                if !wanted.contains(&name) && !used.contains_key(id) {
                    changes.push(Change::Name { of, id: id.to_owned(), name: None });
                }
            }
        };
        fn keys<T>(list: &[(String, T)]) -> Vec<&str> {
            list.iter().map(|(name, _)| name.as_str()).collect()
        }
        let tags = self.store.count_by_name(ThingKind::Tag)?;
        let cells = self.store.count_by_name(ThingKind::Cell)?;
        named(NameOf::Code, "code", keys(&protocol.codes), Some(tags));
        named(NameOf::Topic, "topic", keys(&protocol.topics), Some(cells));
        named(NameOf::Reason, "reason", keys(&protocol.reasons), None);
        named(NameOf::Reviewer, "reviewer", keys(&protocol.reviewers), None);
        Ok(changes)
    }

    /// The changes that record edits of the protocol, and the text with them; no text if nothing is edited.
    pub(super) fn protocol_changes(&self, edits: &[Edit]) -> Result<(Vec<Change>, Option<String>), ReviewError> {
        Ok(match edited(&self.text, &self.file, edits)? {
            Some((changes, text)) => (changes, Some(text)),
            None => (Vec::new(), None),
        })
    }

    /// After a commit that edited the protocol: the file follows.
    pub(super) fn after_commit(&mut self, text: Option<String>) -> Result<(), ReviewError> {
        let Some(text) = text else { return Ok(()) };
        let ours = protocol::difference(&self.text, &text);
        let old = std::mem::take(&mut self.text);
        self.use_text(text)?;
        match self.write_over(&[&old], &ours) {
            // What is committed is done; the next command that writes tries again, and says so if it cannot.
            Err(ReviewError::Io { .. }) => {
                self.file = State::Behind;
                Ok(())
            }
            other => other,
        }
    }

    /// Writes what the log holds into the protocol's file.
    pub(super) fn write_protocol_file(&mut self) -> Result<(), ReviewError> {
        let text = std::mem::take(&mut self.text);
        self.write_over(&[&text], &[])
    }

    /// Writes what the log holds, the newest of it, over a file that holds one of the `known` texts or what katsaus last
    /// wrote. No other program writes it meanwhile: one that is late writes nothing older over it.
    pub(super) fn write_over(&mut self, known: &[&str], ours: &[Edit]) -> Result<(), ReviewError> {
        let path = self.folder.join(PROTOCOL_FILE);
        let written = self.store.exclusively(|store| -> Result<Option<String>, ReviewError> {
            let text = recorded_text(store)?;
            let on_disk = std::fs::read_to_string(&path).unwrap_or_default();
            let is_known = on_disk.is_empty()
                || on_disk == text
                || known.contains(&on_disk.as_str())
                || store.fact(FILE_FACT)?.as_deref() == Some(sha256_hex(on_disk.as_bytes()).as_str());
            if is_known {
                if on_disk != text {
                    write_whole(&path, text.as_bytes())?;
                }
                store.set_fact(FILE_FACT, &sha256_hex(text.as_bytes()))?;
                return Ok(Some(text));
            }
            // Somebody saved the file while this operation was made: their text gets our values, and is recorded by
            // the next command that writes. If that cannot be done, it is left as it is.
            if let Ok(both) = protocol::apply(&on_disk, ours)
                && protocol::parse(&both).is_ok()
            {
                write_whole(&path, both.as_bytes())?;
            }
            Ok(None)
        })?;
        match written {
            Some(text) => {
                self.file = State::Same;
                self.use_text(text)
            }
            None => self.load_protocol(),
        }
    }
}

/// The protocol's text as the log has it: the last that was recorded, with the values that each key path has. They differ
/// where two copies were merged that had both edited it: the last text is one copy's, the values are those of both.
fn recorded_text(store: &Store) -> Result<String, ReviewError> {
    let json = store.state(&text_thing())?;
    let text: String = json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    for (path, json) in store.things(ThingKind::Protocol)? {
        folded.extend(serde_json::from_str(&json).ok().map(|value| (path, value)));
    }
    let held: BTreeMap<String, String> = protocol::leaves(&text).into_iter().collect();
    if folded == held {
        return Ok(text);
    }
    let gone = held.keys().filter(|path| !folded.contains_key(*path)).map(|path| (path, None));
    let set = folded.iter().filter(|(path, value)| held.get(*path) != Some(*value));
    let edits = gone.chain(set.map(|(path, value)| (path, Some(value.clone()))));
    let edits: Vec<Edit> = edits.map(|(path, value)| Edit { path: path.clone(), value }).collect();
    let both = protocol::apply(&text, &edits);
    // Values of two copies that do not go together leave the last text as it is; the next edit settles it.
    Ok(both.ok().filter(|both| protocol::parse(both).is_ok()).unwrap_or(text))
}

/// The changes that record edits of a protocol's text, and the text with them; `None` if nothing is edited.
pub(super) fn edited(text: &str, file: &State, edits: &[Edit]) -> Result<Option<(Vec<Change>, String)>, ReviewError> {
    if edits.is_empty() {
        return Ok(None);
    }
    if let State::Broken(error) = file {
        return Err(error.clone().into());
    }
    let new = protocol::apply(text, edits)?;
    if new == text {
        return Ok(None);
    }
    protocol::parse(&new)?;
    // What became of every value, not what was asked for: a table that replaces a value takes others with it.
    let changed = protocol::difference(text, &new).into_iter();
    let mut changes: Vec<Change> =
        changed.map(|edit| Change::Protocol { path: edit.path, value: edit.value }).collect();
    changes.push(Change::ProtocolText { text: new.clone() });
    Ok(Some((changes, new)))
}

/// Writes a file so that it is either the old one or the new one, whatever happens: beside it, then renamed.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), ReviewError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    // Two programs may write it at once: each beside it under a name of its own.
    name.push(format!(".writing-{}", std::process::id()));
    let beside = path.with_file_name(name);
    let write = || -> std::io::Result<()> {
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    };
    write().map_err(ReviewError::io(path))
}
