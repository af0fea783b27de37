//! Finding sources: queries on index and projections together.

use super::{Review, ReviewError};
use crate::index::{Index, IndexError, Mark, Marks, language_of, snippet, tokens};
use crate::progress::Progress;
use crate::query::{self, Node, Query};
use crate::store::{Row, Set};
use katsaus_model::{ThingKind, Verdict, WHOLE, text};
use std::collections::BTreeMap;

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
    /// Parts of its texts that show why: field, text, marked words.
    pub snippets: Vec<(String, String, Vec<Mark>)>,
}

/// What a query found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How many sources there are in all.
    pub total: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
}

/// Letters of a snippet.
const SNIPPET: usize = 180;

impl From<IndexError> for ReviewError {
    fn from(error: IndexError) -> ReviewError {
        match error {
            IndexError::Store(error) => error.into(),
            IndexError::Stopped => ReviewError::Stopped,
            error => ReviewError::Index(Box::new(error)),
        }
    }
}

impl Review {
    /// The code groups: fields of the query language.
    pub fn groups(&self) -> Vec<String> {
        let mut groups: Vec<String> = self.protocol.groups.iter().map(|(name, _)| name.clone()).collect();
        for (path, _) in &self.protocol.codes {
            let group = katsaus_model::Protocol::group_of(path);
            if !groups.iter().any(|known| known == group) {
                groups.push(group.to_owned());
            }
        }
        groups
    }

    /// Reads a query as people type it on a command line.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn query(&self, arguments: &[String]) -> Result<Query, ReviewError> {
        let mut query = query::parse_arguments(arguments, &self.groups())?;
        query.node = self.expanded(query.node, 0)?;
        Ok(query)
    }

    /// Brings the index up to date; makes it where there is none.
    ///
    /// # Errors
    /// If it can be neither opened nor made.
    pub fn index(&mut self, progress: &mut dyn Progress) -> Result<(), ReviewError> {
        // Another program may have written since it was opened.
        let current = match &self.index {
            Some(index) => index.is_current(&self.store)?,
            None => false,
        };
        if !current {
            let folder = self.folder.join("cache").join("index");
            std::fs::create_dir_all(self.folder.join("cache")).map_err(ReviewError::io(&folder))?;
            // Closed first: where open files cannot be removed, it could not be made anew.
            self.index = None;
            self.index = Some(Index::open(&folder, &self.store, progress)?);
        }
        Ok(())
    }

    /// The sources that a query finds, candidates left out unless it asks for them.
    ///
    /// # Errors
    /// If it names a code or topic that is not known, or the index cannot be read.
    pub fn matching(&mut self, node: &Node, progress: &mut dyn Progress) -> Result<Set, ReviewError> {
        if let Some(mut set) = self.set_alone(node)? {
            if let Some(known) = self.but_candidates(node)? {
                set.intersect(&known);
            }
            return Ok(set);
        }
        self.check_names(node)?;
        self.index(progress)?;
        let known = self.but_candidates(node)?;
        let Some(index) = &self.index else { return Ok(Set::default()) };
        index.matching(node, known, &mut |part| self.set_of(part))
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
        self.check_names(node)?;
        let (total, best) = match order {
            Order::Relevance => {
                self.index(progress)?;
                let known = self.but_candidates(node)?;
                let Some(index) = &self.index else { return Ok(Found { total: 0, hits: Vec::new() }) };
                let hits = index.search(node, known, limit, &mut |part| self.set_of(part))?;
                (hits.total, hits.best)
            }
            other => {
                let set = self.matching(node, progress)?;
                let mut rows = self.store.rows(crate::store::Filter::Of(&set))?;
                match other {
                    Order::Year => rows.sort_by_key(|row| std::cmp::Reverse(row.year)),
                    Order::Added => rows.sort_by_key(|row| std::cmp::Reverse(row.n)),
                    _ => {}
                }
                (rows.len(), rows.into_iter().take(limit).map(|row| (row.n, 0.0)).collect())
            }
        };
        let mut marks = Marks::of(node);
        let mut hits = Vec::with_capacity(best.len());
        for (n, score) in best {
            if let Some(row) = self.store.row(n)? {
                let snippets = if marks.is_empty() { Vec::new() } else { self.snippets(n, &mut marks)? };
                hits.push(Hit { row, score, snippets });
            }
        }
        Ok(Found { total, hits })
    }

    fn snippets(&self, n: i64, marks: &mut Marks) -> Result<Vec<(String, String, Vec<Mark>)>, ReviewError> {
        let Some(text) = self.store.text(n)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let language = language_of(&text.fields);
        let keywords = text.fields.keywords.join("; ");
        let mut look = |name: &str, words: &str| {
            if let Some((shown, marked)) = snippet(words, language, marks, SNIPPET) {
                found.push((name.to_owned(), shown, marked));
            }
        };
        look("title", text.fields.title.as_deref().unwrap_or_default());
        look("abstract", text.fields.abstract_text.as_deref().unwrap_or_default());
        look("keywords", &keywords);
        for (topic, words) in &text.cells {
            look(topic, words);
        }
        for words in &text.notes {
            look("note", words);
        }
        for words in &text.excerpts {
            look("excerpt", words);
        }
        Ok(found)
    }

    /// Everything but candidates, if there are any and the query does not ask for them.
    fn but_candidates(&self, node: &Node) -> Result<Option<Set>, ReviewError> {
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

    pub(super) fn candidates(&self) -> Result<Set, ReviewError> {
        let mut found = self.store.found_by_rounds()?;
        if !found.is_empty() {
            found.subtract(&self.store.with(ThingKind::Decision)?);
        }
        Ok(found)
    }

    /// A query that needs no words, straight from the projections.
    fn set_alone(&self, node: &Node) -> Result<Option<Set>, ReviewError> {
        Ok(match node {
            Node::All => Some(self.store.all()?),
            Node::And(nodes) => {
                let mut all: Option<Set> = None;
                for node in nodes {
                    let Some(set) = self.set_alone(node)? else { return Ok(None) };
                    match &mut all {
                        Some(all) => all.intersect(&set),
                        None => all = Some(set),
                    }
                }
                all
            }
            Node::Or(nodes) => {
                let mut any = Set::default();
                for node in nodes {
                    let Some(set) = self.set_alone(node)? else { return Ok(None) };
                    any.unite(&set);
                }
                Some(any)
            }
            Node::Not(inner) => match self.set_alone(inner)? {
                Some(set) => {
                    let mut rest = self.store.all()?;
                    rest.subtract(&set);
                    Some(rest)
                }
                None => None,
            },
            Node::Topic { words: Some(_), .. } => None,
            other => self.set_of(other)?,
        })
    }

    /// Codes and topics that a query names must be there: a slip must not find nothing in silence.
    pub(super) fn check_names(&self, node: &Node) -> Result<(), ReviewError> {
        match node {
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().try_for_each(|node| self.check_names(node)),
            Node::Not(node) => self.check_names(node),
            Node::Tag(path) => self.tag_ids(path).map(|_| ()),
            Node::Topic { topic, .. } => self.topic_name(topic).map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Identifiers of the codes that `tag:` means: a group, a code with everything below it, or a name.
    fn tag_ids(&self, path: &str) -> Result<Vec<String>, ReviewError> {
        if self.groups().iter().any(|group| group == path) {
            return self.code_ids_below(path);
        }
        let found = match self.code_path(path) {
            Ok(found) => found,
            Err(error) => {
                // `framework/kysyntä`: an alias behind its group.
                let in_group = path.split_once('/').and_then(|(group, rest)| self.code_in_group(group, rest));
                match in_group {
                    Some(found) => found,
                    None if !self.code_ids_below(path)?.is_empty() => path.to_owned(),
                    None => return Err(error),
                }
            }
        };
        self.code_ids_below(&found)
    }

    pub(super) fn code_in_group(&self, group: &str, name: &str) -> Option<String> {
        let wanted = text::normalise(name);
        let named = |(path, code): &(&str, &katsaus_model::Code)| {
            let last = path.rsplit('/').next().unwrap_or(path);
            let spoken = std::iter::once(last).chain(code.label.values().map(String::as_str));
            spoken.chain(code.aliases.iter().map(String::as_str)).any(|name| text::normalise(name) == wanted)
        };
        self.protocol.codes_of(group).find(named).map(|(path, _)| path.to_owned())
    }

    /// The set that a part of a query stands for; `None` for words.
    fn set_of(&self, node: &Node) -> Result<Option<Set>, ReviewError> {
        let store = &self.store;
        Ok(Some(match node {
            Node::Tag(path) => {
                let ids = self.tag_ids(path)?;
                store.tagged(&ids.iter().map(String::as_str).collect::<Vec<_>>())?
            }
            Node::Status(status) => self.with_status(status)?,
            Node::Year { from, to } => store.published(*from, *to)?,
            Node::Key(key) => store.keyed(&text::ascii(key))?,
            Node::Doi(doi) => {
                let whole = katsaus_model::Doi::parse(doi).map(String::from);
                store.with_doi(&whole.unwrap_or_else(|_| doi.to_lowercase()))?
            }
            Node::Origin(origin) => store.found_in(origin)?,
            Node::Read(level) => store.read_at(*level)?,
            Node::Type(kind) => store.of_type(kind)?,
            Node::Topic { topic, words: None } => {
                let name = self.topic_name(topic)?;
                let names = self.names()?;
                store.with_named(ThingKind::Cell, names.id("topic", &name).unwrap_or(&name))?
            }
            Node::Topic { topic, words: Some(words) } => self.in_cells(topic, words)?,
            Node::Has(thing) => match thing.as_str() {
                "note" => store.with(ThingKind::Note)?,
                "tag" => store.with(ThingKind::Tag)?,
                "cell" => store.with(ThingKind::Cell)?,
                "decision" => store.with(ThingKind::Decision)?,
                "excerpt" => store.with(ThingKind::Excerpt)?,
                field => store.with_field(field)?,
            },
            _ => return Ok(None),
        }))
    }

    /// Sources in whose cell on one topic something stands. Cells are few; they are read.
    fn in_cells(&self, topic: &str, words: &Node) -> Result<Set, ReviewError> {
        let name = self.topic_name(topic)?;
        let names = self.names()?;
        let id = names.id("topic", &name).unwrap_or(&name).to_owned();
        let mut set = Set::default();
        let split = |text: &str| -> Vec<String> { tokens(text).map(|(_, _, word)| word).collect() };
        // Several words, also those of `dual-customer`, stand for themselves and in order.
        let wanted = match words {
            Node::Phrase { words, .. } => split(words),
            Node::Word { word, .. } => Some(split(word)).filter(|words| words.len() > 1).unwrap_or_default(),
            _ => Vec::new(),
        };
        let mut marks = Marks::of(words);
        for n in self.store.with_named(ThingKind::Cell, &id)?.iter() {
            let Some(text) = self.store.text(n)? else { continue };
            let language = language_of(&text.fields);
            let stands = text.cells.iter().filter(|(topic, _)| *topic == id).any(|(_, cell)| {
                if wanted.is_empty() {
                    !marks.find(cell, language).is_empty()
                } else {
                    split(cell).windows(wanted.len()).any(|words| words == wanted)
                }
            });
            if stands {
                set.insert(n);
            }
        }
        Ok(set)
    }

    /// Each source's status: from the furthest stage of the whole collection at which anybody decided.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn statuses(&self) -> Result<BTreeMap<i64, &'static str>, ReviewError> {
        self.statuses_in(WHOLE)
    }

    /// Each source's status in a selection: from the furthest of its stages at which anybody decided in it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn statuses_in(&self, selection: &str) -> Result<BTreeMap<i64, &'static str>, ReviewError> {
        let own = self.protocol.selections.iter().find(|(name, _)| name == selection);
        let own = own.map(|(_, selection)| selection.stages.as_slice()).unwrap_or_default();
        let stages: Vec<&str> = if own.is_empty() {
            self.protocol.stages.iter().map(|(name, _)| name.as_str()).collect()
        } else {
            own.iter().map(String::as_str).collect()
        };
        let rank = |stage: &str| stages.iter().position(|known| *known == stage).map_or(0, |at| at + 1);
        let mut furthest: BTreeMap<i64, (usize, Vec<Verdict>)> = BTreeMap::new();
        for (n, name, value, _) in self.store.decisions()? {
            let mut parts = name.splitn(3, '/');
            if parts.next() != Some(selection) {
                continue;
            }
            let stage = rank(parts.next().unwrap_or_default());
            let Ok((verdict, _)) = serde_json::from_str::<(Verdict, Option<String>)>(&value) else { continue };
            let entry = furthest.entry(n).or_insert_with(|| (stage, Vec::new()));
            if stage > entry.0 {
                *entry = (stage, Vec::new());
            }
            if stage == entry.0 {
                entry.1.push(verdict);
            }
        }
        Ok(furthest.into_iter().map(|(n, (_, verdicts))| (n, status_of(&verdicts))).collect())
    }

    fn with_status(&self, status: &str) -> Result<Set, ReviewError> {
        if let Some((selection, word)) = status.rsplit_once('/') {
            let (name, _) = self.selection(selection)?;
            let statuses = self.statuses_in(&name)?;
            let of = |n: &i64| statuses.get(n).copied().unwrap_or("undecided") == word;
            return Ok(self.store.all()?.iter().filter(of).collect());
        }
        if status == "candidate" {
            return self.candidates();
        }
        let statuses = self.statuses()?;
        if status == "undecided" {
            let mut rest = self.store.all()?;
            rest.subtract(&statuses.keys().copied().collect());
            rest.subtract(&self.candidates()?);
            return Ok(rest);
        }
        Ok(statuses.into_iter().filter(|(_, known)| *known == status).map(|(n, _)| n).collect())
    }
}

/// What several reviewers' verdicts at one stage come to.
fn status_of(verdicts: &[Verdict]) -> &'static str {
    let has = |word: &str| verdicts.iter().any(|verdict| verdict.as_str() == word);
    match (has("include"), has("exclude"), has("unsure")) {
        (true, true, _) => "conflict",
        (_, _, true) => "unsure",
        (true, false, false) => "included",
        (false, true, false) => "excluded",
        (false, false, false) => "undecided",
    }
}

fn asks_for_candidates(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(asks_for_candidates),
        Node::Not(node) => asks_for_candidates(node),
        Node::Status(status) => status == "candidate",
        Node::Key(_) => true,
        _ => false,
    }
}
