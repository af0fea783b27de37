//! Finding sources: queries on index and projections together.

mod expand;
mod explain;
mod facets;
mod parts;
mod saved;
mod sets;
mod similar;
mod spelling;
mod status;

pub use explain::{Branch, Clause};
pub(super) use facets::Columns;
pub use facets::{Facet, FacetKind};

use super::{Review, ReviewError};
use crate::analysis::{language_of, language_of_text};
use crate::index::{Index, IndexError, Mark, Marks, snippet};
use crate::progress::Progress;
use crate::query::{self, Fields, Node, Part, Query, TextField};
use crate::store::{Names, Row, Set, SourceText};
use katsaus_model::Protocol;
use parts::{KEYWORDS, parts_of};

/// The order of what is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first.
    #[default]
    Relevance,
    /// Newest publication first.
    Year,
    /// By key.
    Key,
    /// Last added first.
    Added,
}

/// One source that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The source.
    pub row: Row,
    /// How well it fits.
    pub score: f32,
    /// Parts of its texts that show why.
    pub snippets: Vec<Snippet>,
}

/// A part of a source's texts that shows why it was found: what it is called, the text, the marked words.
pub type Snippet = (String, String, Vec<Mark>);

/// What a query found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How many sources there are in all.
    pub total: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
}

/// Pages of a full text of which snippets are shown.
const PAGES: usize = 3;
/// Letters of a snippet.
const SNIPPET: usize = 180;

impl From<IndexError> for ReviewError {
    fn from(error: IndexError) -> ReviewError {
        match error {
            IndexError::Store(error) => error.into(),
            IndexError::Stopped => ReviewError::Stopped,
            error @ IndexError::TooMany { .. } => ReviewError::Wrong(error.to_string()),
            error => ReviewError::Index(Box::new(error)),
        }
    }
}

impl Review {
    /// The code groups: fields of the query language.
    pub fn groups(&self) -> Vec<String> {
        let mut groups: Vec<String> = self.protocol.groups.iter().map(|(name, _)| name.clone()).collect();
        for (path, _) in &self.protocol.codes {
            let group = Protocol::group_of(path);
            if !groups.iter().any(|known| known == group) {
                groups.push(group.to_owned());
            }
        }
        groups
    }

    /// Reads a query as people type it on a command line, with what it names by `@`, `concept:` and `selection:` in
    /// place of the names.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn query(&self, arguments: &[String]) -> Result<Query, ReviewError> {
        self.query_in(Fields::ANY, arguments)
    }

    /// Reads a query whose words are looked for in these fields wherever it names none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn query_in(&self, fields: Fields, arguments: &[String]) -> Result<Query, ReviewError> {
        let mut query = query::parse_arguments(arguments, &self.groups())?;
        query.node = self.expanded(expand::looked_for_in(fields, query.node))?;
        Ok(query)
    }

    /// Plain words, any of which will do, looked for in these fields.
    pub fn plain_words_in(&self, fields: Fields, text: &str) -> Query {
        let mut query = query::plain_words(text);
        query.node = expand::looked_for_in(fields, query.node);
        query
    }

    /// Brings the index up to date; makes it where there is none.
    ///
    /// # Errors
    /// If it can be neither opened nor made.
    pub fn index(&mut self, progress: &mut dyn Progress) -> Result<(), ReviewError> {
        // Another program may have written since it was opened.
        let current = match &self.index {
            Some(index) => index.is_current(&self.store, &self.reader())?,
            None => false,
        };
        if !current {
            let folder = self.folder.join("cache").join("index");
            std::fs::create_dir_all(self.folder.join("cache")).map_err(ReviewError::io(&folder))?;
            // Closed first: where open files cannot be removed, it could not be made anew.
            self.index = None;
            let index = Index::open(&folder, &self.store, &self.reader(), progress)?;
            self.index = Some(index);
        }
        Ok(())
    }

    /// The sources that a query finds, candidates left out unless it asks for them.
    ///
    /// # Errors
    /// If it names a code or topic that is not known, or the index cannot be read.
    pub fn matching(&mut self, node: &Node, progress: &mut dyn Progress) -> Result<Set, ReviewError> {
        let mut set = self.everything_matching(node, progress)?;
        if let Some(known) = self.but_candidates(node)? {
            set.intersect(&known);
        }
        Ok(set)
    }

    /// The sources that a query finds, candidates too.
    pub(super) fn everything_matching(&mut self, node: &Node, progress: &mut dyn Progress) -> Result<Set, ReviewError> {
        if node.any(&names_something) {
            let node = self.expanded(node.clone())?;
            return self.everything_matching(&node, progress);
        }
        if let Some(set) = self.set_alone(node)? {
            return Ok(set);
        }
        self.check_names(node)?;
        self.index(progress)?;
        let Some(index) = &self.index else { return Ok(Set::default()) };
        index.matching(node, None, &mut |part| self.set_of(part))
    }

    /// Searches: the first `limit` sources in the given order, with snippets.
    ///
    /// # Errors
    /// If it names a code or topic that is not known, or the index cannot be read.
    pub fn search(
        &mut self,
        node: &Node,
        limit: usize,
        order: Order,
        progress: &mut dyn Progress,
    ) -> Result<Found, ReviewError> {
        // What a name stands for is marked, too.
        let node = self.expanded(node.clone())?;
        let mut found = self.first(&node, limit, order, progress)?;
        let mut marks = Marks::of(&node);
        if !marks.is_empty() {
            let names = self.names()?;
            for hit in &mut found.hits {
                hit.snippets = self.snippets(hit.row.n, &names, &mut marks)?;
            }
        }
        Ok(found)
    }

    /// The first `limit` sources that a query finds, in the given order, without snippets.
    ///
    /// # Errors
    /// If it names a code or topic that is not known, or the index cannot be read.
    pub fn first(
        &mut self,
        node: &Node,
        limit: usize,
        order: Order,
        progress: &mut dyn Progress,
    ) -> Result<Found, ReviewError> {
        if order != Order::Relevance {
            let set = self.matching(node, progress)?;
            let mut rows = self.store.rows(crate::store::Filter::Of(&set))?;
            match order {
                Order::Year => rows.sort_by_key(|row| std::cmp::Reverse(row.year)),
                Order::Added => rows.sort_by_key(|row| std::cmp::Reverse(row.n)),
                _ => {}
            }
            let total = rows.len();
            let hits = rows.into_iter().take(limit).map(|row| Hit { row, score: 0.0, snippets: Vec::new() });
            return Ok(Found { total, hits: hits.collect() });
        }
        if node.any(&names_something) {
            let node = self.expanded(node.clone())?;
            return self.first(&node, limit, order, progress);
        }
        self.check_names(node)?;
        self.index(progress)?;
        let known = self.but_candidates(node)?;
        let Some(index) = &self.index else { return Ok(Found { total: 0, hits: Vec::new() }) };
        let found = index.search::<ReviewError>(node, known, limit, &mut |part| self.set_of(part))?;
        let mut hits = Vec::with_capacity(found.best.len());
        for (n, score) in found.best {
            hits.extend(self.store.row(n)?.map(|row| Hit { row, score, snippets: Vec::new() }));
        }
        Ok(Found { total: found.total, hits })
    }

    fn snippets(&self, n: i64, names: &Names, marks: &mut Marks) -> Result<Vec<Snippet>, ReviewError> {
        let Some(text) = self.store.text(n)? else { return Ok(Vec::new()) };
        let mut found: Vec<Snippet> = Vec::new();
        for part in parts_of(&text, names) {
            let Some((shown, marked)) = snippet(&part.words, Some(part.field), part.language, marks, SNIPPET) else {
                continue;
            };
            match found.last_mut() {
                Some((name, before, all)) if part.name == KEYWORDS && name == KEYWORDS => {
                    before.push_str("; ");
                    let shift = before.len();
                    before.push_str(&shown);
                    all.extend(marked.into_iter().map(|mark| Mark { from: mark.from + shift, to: mark.to + shift }));
                }
                _ => found.push((part.name.to_owned(), shown, marked)),
            }
        }
        if !text.files.is_empty() && marks.look_in(TextField::FullText) {
            found.extend(self.full_text_snippets(&text, marks));
        }
        Ok(found)
    }

    /// Snippets of the first pages on which something stands; with the file's name where a source has several.
    pub(super) fn full_text_snippets(&self, text: &SourceText, marks: &mut Marks) -> Vec<Snippet> {
        let language = language_of(&text.fields);
        let reader = self.reader();
        let mut found = Vec::new();
        for file in &text.files {
            let Ok(pages) = reader.of_file(file) else { continue };
            let language = language_of_text(pages.stored()).or(language);
            let mut look = |name: String, words: &str| {
                let (shown, marked) = snippet(words, Some(TextField::FullText), language, marks, SNIPPET)?;
                Some((name, shown, marked))
            };
            let of = if text.files.len() > 1 { format!("{}, ", file.file) } else { String::new() };
            let pieces = pages.stored().split('\u{c}').enumerate();
            let on_pages: Vec<_> =
                pieces.filter_map(|(at, page)| look(format!("{of}p. {}", at + 1), page)).take(PAGES).collect();
            // What goes over the end of a page is found in the whole.
            if on_pages.is_empty() {
                found.extend(look(format!("{of}full text"), pages.stored()));
            }
            found.extend(on_pages);
        }
        found
    }

    /// Everything but candidates, if there are any and the query does not ask for them.
    pub(super) fn but_candidates(&self, node: &Node) -> Result<Option<Set>, ReviewError> {
        if asks_for_candidates(node) {
            return Ok(None);
        }
        let candidates = self.candidates()?;
        if candidates.is_empty() {
            return Ok(None);
        }
        let mut known = self.store.all()?;
        known.subtract(&candidates);
        Ok(Some(known))
    }
}

/// Whether a query asks for candidates; what it leaves out it does not ask for.
fn asks_for_candidates(node: &Node) -> bool {
    match &node.part {
        Part::Status(status) => status == "candidate",
        Part::Key(_) | Part::Round(_) => true,
        Part::Not(_) => false,
        _ => node.children().into_iter().any(asks_for_candidates),
    }
}

/// What stands for something else.
fn names_something(part: &Part) -> bool {
    matches!(part, Part::Saved { .. } | Part::Concept { .. } | Part::Selection(_))
}
