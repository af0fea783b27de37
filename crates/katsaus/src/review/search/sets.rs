//! Parts of a query that are no words, as sets of sources, straight from the projections.

use crate::analysis::{language_of, language_of_text};
use crate::index::Marks;
use crate::query::{Node, Part};
use crate::review::{Review, ReviewError};
use crate::store::Set;
use katsaus_model::{ThingKind, Timestamp, text};

impl Review {
    pub(in crate::review) fn candidates(&self) -> Result<Set, ReviewError> {
        let mut found = self.store.found_by_rounds()?;
        if !found.is_empty() {
            found.subtract(&self.store.with(ThingKind::Decision)?);
        }
        Ok(found)
    }

    /// A query that needs no words, straight from the projections.
    pub(super) fn set_alone(&self, node: &Node) -> Result<Option<Set>, ReviewError> {
        Ok(match &node.part {
            Part::All => Some(self.store.all()?),
            Part::And(nodes) => {
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
            Part::Or(nodes) => {
                let mut any = Set::default();
                for node in nodes {
                    let Some(set) = self.set_alone(node)? else { return Ok(None) };
                    any.unite(&set);
                }
                Some(any)
            }
            Part::Not(inner) => match self.set_alone(inner)? {
                Some(set) => {
                    let mut rest = self.store.all()?;
                    rest.subtract(&set);
                    Some(rest)
                }
                None => None,
            },
            // What is like a text is asked of the index.
            Part::Topic { words: Some(_), .. } | Part::Similar(_) => None,
            _ => self.set_of(node)?,
        })
    }

    /// Codes and topics that a query names must be there: a slip must not find nothing in silence.
    pub(in crate::review) fn check_names(&self, node: &Node) -> Result<(), ReviewError> {
        match &node.part {
            Part::Tag(path) => self.tag_ids(path).map(|_| ()),
            Part::Topic { topic, .. } => self.topic_name(topic).map(|_| ()),
            Part::Similar(key) | Part::Cites(key) => self.source_by_key(key).map(|_| ()),
            Part::DecidedBy(name) => self.reviewers_named(name).map(|_| ()),
            Part::Reason(name) => self.reason_name(name).map(|_| ()),
            _ => node.children().into_iter().try_for_each(|node| self.check_names(node)),
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

    pub(in crate::review) fn code_in_group(&self, group: &str, name: &str) -> Option<String> {
        let wanted = text::normalise(name);
        let named = |(path, code): &(&str, &katsaus_model::Code)| {
            let last = path.rsplit('/').next().unwrap_or(path);
            let spoken = std::iter::once(last).chain(code.label.values().map(String::as_str));
            spoken.chain(code.aliases.iter().map(String::as_str)).any(|name| text::normalise(name) == wanted)
        };
        self.protocol.codes_of(group).find(named).map(|(path, _)| path.to_owned())
    }

    /// The set that a part of a query stands for; `None` for words.
    pub(super) fn set_of(&self, node: &Node) -> Result<Option<Set>, ReviewError> {
        let store = &self.store;
        Ok(Some(match &node.part {
            Part::Tag(path) => {
                let ids = self.tag_ids(path)?;
                store.tagged(&ids.iter().map(String::as_str).collect::<Vec<_>>())?
            }
            Part::Status(status) => self.with_status(status)?,
            Part::Year { from, to } => store.published(*from, *to)?,
            Part::Key(key) => store.keyed(&text::ascii(key))?,
            Part::Doi(doi) => {
                let whole = katsaus_model::Doi::parse(doi).map(String::from);
                store.with_doi(&whole.unwrap_or_else(|_| doi.to_lowercase()))?
            }
            Part::Origin(origin) => store.found_in(origin)?,
            Part::Round(round) => store.found_by_round(*round)?,
            Part::Added { from, to } => {
                let (from, to) = (from.as_deref().and_then(first_moment), to.as_deref().and_then(last_moment));
                store.added(from, to)?
            }
            Part::DecidedBy(name) => self.decided_by(&self.reviewers_named(name)?)?,
            Part::Reason(name) => self.excluded_for(&self.reason_name(name)?)?,
            Part::Retrieval(word) => {
                let found = self.retrievals()?.into_iter().filter(|(_, retrieval)| retrieval.as_str() == word);
                found.map(|(n, _)| n).collect()
            }
            Part::Cites(key) => self.citing(self.source_by_key(key)?)?,
            Part::Similar(key) => self.alike(self.source_by_key(key)?)?,
            Part::Read(level) => store.read_at(*level)?,
            Part::Type(kind) => store.of_type(kind)?,
            Part::Topic { topic, words: None } => {
                let name = self.topic_name(topic)?;
                let names = self.names()?;
                store.with_named(ThingKind::Cell, names.id("topic", &name).unwrap_or(&name))?
            }
            Part::Topic { topic, words: Some(words) } => self.in_cells(topic, words)?,
            Part::Has(thing) => match thing.as_str() {
                "note" => store.with(ThingKind::Note)?,
                "tag" => store.with(ThingKind::Tag)?,
                "cell" => store.with(ThingKind::Cell)?,
                "decision" => self.decided_on()?,
                "excerpt" => store.with(ThingKind::Excerpt)?,
                "fulltext" => store.with(ThingKind::File)?,
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
        let mut marks = Marks::of(words);
        for n in self.store.with_named(ThingKind::Cell, &id)?.iter() {
            let Some(text) = self.store.text(n)? else { continue };
            let language = language_of(&text.fields);
            let stands = text
                .cells
                .iter()
                .filter(|(topic, _)| *topic == id)
                .any(|(_, cell)| marks.stands(words, cell, language_of_text(cell).or(language)));
            if stands {
                set.insert(n);
            }
        }
        Ok(set)
    }

    /// Identifiers of the reviewers that a name stands for.
    fn reviewers_named(&self, typed: &str) -> Result<Vec<String>, ReviewError> {
        let wanted = text::normalise(typed);
        let names = self.names()?;
        let mut found: Vec<String> = Vec::new();
        for (id, reviewer) in &self.protocol.reviewers {
            let spoken = [id.as_str(), reviewer.name.as_str()].into_iter();
            if spoken.chain(reviewer.aliases.iter().map(String::as_str)).any(|name| text::normalise(name) == wanted) {
                found.push(names.id("reviewer", id).unwrap_or(id).to_owned());
            }
        }
        let deciding: std::collections::BTreeSet<String> = self
            .store
            .on_sources(ThingKind::Decision)?
            .into_iter()
            .filter_map(|thing| Some(thing.name.rsplit('/').next()?.to_owned()))
            .collect();
        found.extend(deciding.iter().filter(|id| text::normalise(id) == wanted).cloned());
        if found.is_empty() {
            let known = self.protocol.reviewers.iter().map(|(id, _)| id.clone()).chain(deciding);
            return Err(ReviewError::UnknownReviewer { name: typed.to_owned(), known: known.collect() });
        }
        Ok(found)
    }

    /// Sources whose records name another text among their references, by DOI or by what OpenAlex calls it.
    fn citing(&self, n: i64) -> Result<Set, ReviewError> {
        let Some(source) = self.store.source(n, &self.names()?)? else { return Ok(Set::default()) };
        let doi = source.fields.doi.iter().map(|doi| doi.as_str().to_owned());
        let addresses = source.ids.iter().filter(|id| id.contains("openalex.org/")).cloned();
        Ok(self.store.mentioning(n, &doi.chain(addresses).collect::<Vec<_>>())?)
    }
}

/// The first moment of a day, month or year (UTC).
fn first_moment(day: &str) -> Option<Timestamp> {
    let date: jiff::civil::Date = whole(day).parse().ok()?;
    let zoned = date.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp(zoned.timestamp().as_millisecond()))
}

/// The last moment of a day, month or year (UTC).
fn last_moment(day: &str) -> Option<Timestamp> {
    let date: jiff::civil::Date = whole(day).parse().ok()?;
    let last = match day.len() {
        4 => date.last_of_year(),
        7 => date.last_of_month(),
        _ => date,
    };
    let next = last.tomorrow().ok()?.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp(next.timestamp().as_millisecond() - 1))
}

/// A day that is the first of its month or year.
fn whole(day: &str) -> String {
    match day.len() {
        4 => format!("{day}-01-01"),
        7 => format!("{day}-01"),
        _ => day.to_owned(),
    }
}
