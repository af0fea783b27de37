//! From any format to any other, one entry at a time.
//!
//! It must not hold more than the entry at hand and the keys that were given.

use crate::entry::{Entry, Writer, Writing};
use crate::found::{Found, Sink};
use katsaus_model::{Diagnostic, base_key, free_key};
use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// Writes whatever is found. An entry keeps its own identifier as its key; one without gets one.
pub struct Converting<'a> {
    writing: Box<dyn Writing>,
    out: &'a mut dyn Write,
    keys: Keys,
    /// How many were written.
    pub written: u64,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
    failed: Option<io::Error>,
}

impl<'a> Converting<'a> {
    /// Begins to write.
    pub fn new(writer: &dyn Writer, out: &'a mut dyn Write) -> Converting<'a> {
        let writing = writer.begin();
        Converting { writing, out, keys: Keys::default(), written: 0, diagnostics: Vec::new(), failed: None }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If something could not be written.
    pub fn finish(mut self) -> io::Result<(u64, Vec<Diagnostic>)> {
        match self.failed.take() {
            Some(error) => Err(error),
            None => {
                self.writing.end(self.out)?;
                self.out.flush()?;
                Ok((self.written, self.diagnostics))
            }
        }
    }
}

impl Sink for Converting<'_> {
    fn found(&mut self, mut found: Found) -> ControlFlow<()> {
        self.diagnostics.append(&mut found.diagnostics);
        let brought = &found.content.brought;
        let key = self.keys.of(&found);
        let cells: Vec<(String, String)> =
            brought.cells.iter().map(|(topic, value)| (topic.clone(), value.as_str().to_owned())).collect();
        let entry = Entry {
            key: &key,
            fields: &found.content.fields,
            tags: &brought.tags,
            notes: &brought.notes,
            cells: &cells,
        };
        match self.writing.entry(&entry, self.out) {
            Ok(()) => {
                self.written += 1;
                ControlFlow::Continue(())
            }
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// Keys for entries that have no identifier of their own.
#[derive(Debug, Default)]
pub struct Keys {
    used: HashSet<String>,
}

impl Keys {
    /// The entry's own identifier, else a free key such as `luecking2008`.
    pub fn of(&mut self, found: &Found) -> String {
        let fields = &found.content.fields;
        let key = match &fields.id {
            Some(id) => id.clone(),
            None => free_key(&base_key(fields), |key| self.used.contains(key)),
        };
        self.used.insert(key.clone());
        key
    }
}
