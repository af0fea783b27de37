//! What the interactive search knows: the query being written, what it finds, which source is looked at. It must not
//! draw, nor know which key does what.

use crate::commands::read::textbox::TextBox;
use crate::failure::Failure;
use katsaus::Review;
use katsaus::index::Marks;
use katsaus::query::{Part, QueryError};
use katsaus::review::{Act, Found, Order};
use katsaus::store::SourceText;
use katsaus_model::{OpId, Source};

/// How many sources are listed; who wants more of them narrows the query.
const LISTED: usize = 200;

/// What keys go to.
#[derive(Clone, Debug, Default)]
pub(super) enum Mode {
    /// The query.
    #[default]
    Query,
    /// The list.
    List,
    /// One source's text, and how far it is scrolled.
    Text(u16),
    /// The name of a code, and whether the text was open.
    Tag(TextBox, bool),
}

/// A source as it is looked at.
pub(super) struct Looked {
    pub(super) source: Source,
    pub(super) text: SourceText,
}

pub(super) struct Finder<'a> {
    pub(super) review: Review,
    acts: &'a dyn Fn() -> Act,
    pub(super) query: TextBox,
    /// The query that was last looked for.
    sought: Option<String>,
    pub(super) found: Found,
    /// Why the query as it stands cannot be looked for.
    pub(super) fault: Option<String>,
    pub(super) marks: Marks,
    /// Which of the list is chosen.
    pub(super) at: usize,
    /// The first of the list on the screen.
    pub(super) top: usize,
    pub(super) mode: Mode,
    pub(super) message: String,
    looked: Option<(i64, Looked)>,
    /// The operations that were made here, which `undo` takes back one by one.
    made: Vec<OpId>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(review: Review, acts: &'a dyn Fn() -> Act, query: &str) -> Result<Finder<'a>, Failure> {
        let mut finder = Finder {
            review,
            acts,
            query: TextBox::new(query),
            sought: None,
            found: Found { total: 0, hits: Vec::new() },
            fault: None,
            marks: Marks::default(),
            at: 0,
            top: 0,
            mode: Mode::Query,
            message: String::new(),
            looked: None,
            made: Vec::new(),
        };
        finder.look()?;
        Ok(finder)
    }

    /// Looks for the query as it stands, if it was changed. What cannot be read leaves the last results.
    pub(super) fn look(&mut self) -> Result<(), Failure> {
        let typed = self.query.text();
        if self.sought.as_deref() == Some(typed.as_str()) {
            return Ok(());
        }
        self.sought = Some(typed.clone());
        let parsed = match self.review.query(&[typed.trim().to_owned()]) {
            Ok(parsed) => parsed,
            Err(error) => {
                self.fault = Some(worded(&error));
                return Ok(());
            }
        };
        match self.review.first(&parsed.node, LISTED, Order::Relevance, &mut ()) {
            Ok(found) => {
                self.fault = parsed.notes.first().cloned();
                self.marks = if parsed.node.part == Part::All { Marks::default() } else { Marks::of(&parsed.node) };
                self.found = found;
                (self.at, self.top) = (0, 0);
            }
            Err(error) => self.fault = Some(worded(&error)),
        }
        Ok(())
    }

    /// The source that is chosen.
    pub(super) fn chosen(&self) -> Option<i64> {
        self.found.hits.get(self.at).map(|hit| hit.row.n)
    }

    /// The chosen source with its texts, read once.
    pub(super) fn looked(&mut self) -> Result<Option<&Looked>, Failure> {
        let Some(n) = self.chosen() else { return Ok(None) };
        if self.looked.as_ref().is_none_or(|(of, _)| *of != n) {
            let names = self.review.names()?;
            let source = self.review.source(n, &names)?;
            let text = self.review.store().text(n)?;
            self.looked = source.zip(text).map(|(source, text)| (n, Looked { source, text }));
        }
        Ok(self.looked.as_ref().map(|(_, looked)| looked))
    }

    /// Goes up or down the list; above its beginning stands the query.
    pub(super) fn go(&mut self, by: isize) {
        let last = self.found.hits.len().saturating_sub(1);
        if by < 0 && self.at == 0 {
            self.mode = Mode::Query;
            return;
        }
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Text that was pasted goes where keys go; a query is one line.
    pub(super) fn pasted(&mut self, text: &str) {
        let line = text.replace(['\n', '\r', '\t'], " ");
        match &mut self.mode {
            Mode::Query => self.query.paste(&line),
            Mode::Tag(name, _) => name.paste(&line),
            _ => {}
        }
    }

    /// Codes whose path holds what is typed, those in use for tagging.
    pub(super) fn codes(&self, typed: &str) -> Vec<String> {
        let wanted = typed.trim().to_lowercase();
        let open = self.review.protocol().codes.iter().filter(|(_, code)| !code.retired);
        let holds = |path: &str, label: &str| path.to_lowercase().contains(&wanted) || label.contains(&wanted);
        let label =
            |code: &katsaus_model::Code| code.label.values().cloned().collect::<Vec<_>>().join(" ").to_lowercase();
        open.filter(|(path, code)| holds(path, &label(code))).map(|(path, _)| path.clone()).collect()
    }

    /// Puts a code on the chosen source, or takes it off one that has it.
    pub(super) fn tag(&mut self, typed: &str) -> Result<(), Failure> {
        let Some(n) = self.chosen() else { return Ok(()) };
        let path = match self.codes(typed).as_slice() {
            [one] => one.clone(),
            [_, _, ..] if self.review.code_path(typed.trim()).is_err() => {
                self.message = format!("several codes hold `{}`; Tab takes the first", typed.trim());
                return Ok(());
            }
            _ => match self.review.code_path(typed.trim()) {
                Ok(path) => path,
                Err(error) => {
                    self.message = error.to_string();
                    return Ok(());
                }
            },
        };
        let has = self.looked()?.is_some_and(|looked| looked.source.tags.iter().any(|tag| tag.code == path));
        let act = (self.acts)();
        self.message = match self.review.tag(&act, std::slice::from_ref(&path), &[n], !has) {
            Ok(Some(done)) => {
                self.made.push(done.id);
                if has { format!("took {path} off; u puts it back") } else { format!("tagged {path}; u takes it back") }
            }
            Ok(None) => format!("it has {path} already"),
            Err(error) => error.to_string(),
        };
        self.forget();
        Ok(())
    }

    /// Takes back the last thing that was done here.
    pub(super) fn undo(&mut self) {
        let Some(last) = self.made.last() else {
            self.message = "Nothing was done here yet; `katsaus undo` takes back what was done before.".to_owned();
            return;
        };
        let act = (self.acts)();
        match self.review.undo(&act, Some(&last.to_string())) {
            Ok(undone) => {
                self.made.pop();
                self.message = format!("Undone: {}.", undone.op.what);
            }
            Err(error) => self.message = format!("Not undone: {error}"),
        }
        self.forget();
    }

    fn forget(&mut self) {
        self.looked = None;
    }
}

/// What is wrong with a query, in one line.
fn worded(error: &katsaus::ReviewError) -> String {
    match error {
        katsaus::ReviewError::Query(QueryError { message, hint: Some(hint), .. }) => format!("{message}: {hint}"),
        other => other.to_string(),
    }
}
