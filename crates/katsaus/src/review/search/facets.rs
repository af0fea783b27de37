//! What is found, counted by year, tag, kind, language, database, status, container and author. What each source has is
//! read once and kept as numbers for as long as the review stays as it is; a count is then a walk over numbers.

use crate::analysis::LANGUAGES;
use crate::progress::Progress;
use crate::query::{Node, Part};
use crate::review::{Review, ReviewError};
use crate::store::{Filter, Set};
use katsaus_model::Protocol;
use std::collections::{BTreeMap, HashMap};

/// What sources are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetKind {
    /// Year of publication.
    Year,
    /// Codes, a facet for each group.
    Tag,
    /// Kind of text, as CSL calls it.
    Type,
    /// Language.
    Language,
    /// Search, else the file it came in.
    Database,
    /// Status in the whole collection.
    Status,
    /// Journal, book or series.
    Container,
    /// Authors.
    Author,
}

impl FacetKind {
    /// All of them.
    pub const ALL: [FacetKind; 8] = [
        FacetKind::Year,
        FacetKind::Tag,
        FacetKind::Type,
        FacetKind::Language,
        FacetKind::Database,
        FacetKind::Status,
        FacetKind::Container,
        FacetKind::Author,
    ];

    /// Its name, which is the query field that asks for one of its values.
    pub fn as_str(self) -> &'static str {
        match self {
            FacetKind::Year => "year",
            FacetKind::Tag => "tag",
            FacetKind::Type => "type",
            FacetKind::Language => "language",
            FacetKind::Database => "database",
            FacetKind::Status => "status",
            FacetKind::Container => "container",
            FacetKind::Author => "author",
        }
    }
}

/// Counts of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Its name: the kind's, or that of a code group.
    pub name: String,
    /// Values and how many of the sources have each. Years and statuses in their order, others the most first.
    pub values: Vec<(String, usize)>,
    /// How many of the sources have none.
    pub without: usize,
}

/// What each source has, as numbers of values.
#[derive(Default)]
struct Column {
    name: String,
    values: Vec<String>,
    /// Where the values of each source begin in `of`, by its number.
    starts: Vec<u32>,
    of: Vec<u32>,
    ordered: bool,
}

/// Columns of the review as it was at one operation.
#[derive(Default)]
pub(in crate::review) struct Columns {
    upto: (i64, u64),
    known: HashMap<FacetKind, Vec<Column>>,
}

impl Column {
    /// Of pairs of source and value; what has values of its own order says so.
    fn of(name: &str, mut pairs: Vec<(i64, String)>, ordered: bool) -> Column {
        pairs.sort();
        pairs.dedup();
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        for (_, value) in &pairs {
            numbers.insert(value, 0);
        }
        numbers.values_mut().zip(0..).for_each(|(number, next)| *number = next);
        let last = pairs.last().map_or(0, |(n, _)| (*n).max(0) as usize + 1);
        let mut starts = vec![0u32; last + 1];
        for (n, _) in &pairs {
            starts[(*n).max(0) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let of = pairs.iter().map(|(_, value)| numbers[value.as_str()]).collect();
        Column { name: name.to_owned(), values: numbers.into_keys().map(str::to_owned).collect(), starts, of, ordered }
    }

    fn count(&self, set: &Set) -> Facet {
        let mut counts = vec![0usize; self.values.len()];
        let mut without = 0;
        for n in set.iter() {
            let at = n.max(0) as usize;
            let (from, to) = match (self.starts.get(at), self.starts.get(at + 1)) {
                (Some(from), Some(to)) => (*from as usize, *to as usize),
                _ => (0, 0),
            };
            without += usize::from(from == to);
            for value in &self.of[from..to] {
                counts[*value as usize] += 1;
            }
        }
        let some = self.values.iter().zip(counts).filter(|(_, count)| *count > 0);
        let mut values: Vec<(String, usize)> = some.map(|(value, count)| (value.clone(), count)).collect();
        if !self.ordered {
            values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        }
        Facet { name: self.name.clone(), values, without }
    }
}

impl Review {
    /// Counts the sources of a set by each of these kinds.
    ///
    /// # Errors
    /// If the review or its index cannot be read.
    pub fn facets(
        &mut self,
        set: &Set,
        kinds: &[FacetKind],
        progress: &mut dyn Progress,
    ) -> Result<Vec<Facet>, ReviewError> {
        let upto = (self.store.newest()?, self.store.generation()?);
        if self.columns.upto != upto {
            self.columns = Columns { upto, known: HashMap::new() };
        }
        let mut facets = Vec::new();
        for kind in kinds {
            if !self.columns.known.contains_key(kind) {
                let columns = self.columns_of(*kind, progress)?;
                self.columns.known.insert(*kind, columns);
            }
            let columns = self.columns.known.get(kind).map(Vec::as_slice).unwrap_or_default();
            facets.extend(columns.iter().map(|column| column.count(set)));
        }
        Ok(facets)
    }

    fn columns_of(&mut self, kind: FacetKind, progress: &mut dyn Progress) -> Result<Vec<Column>, ReviewError> {
        let name = kind.as_str();
        let pairs: Vec<(i64, String)> = match kind {
            FacetKind::Tag => return self.tag_columns(),
            FacetKind::Language => self.languages(progress)?,
            FacetKind::Type => {
                let types = self.store.types()?.into_iter();
                types.map(|(n, (kind, _))| (n, kind)).filter(|(_, kind)| !kind.is_empty()).collect()
            }
            FacetKind::Database => self.store.origins()?,
            FacetKind::Status => {
                let statuses = self.statuses()?;
                let all = self.store.all()?;
                let of = |n| (n, statuses.get(&n).copied().unwrap_or("undecided").to_owned());
                let mut pairs: Vec<(i64, String)> = all.iter().map(of).collect();
                let candidates = self.candidates()?;
                for (_, status) in pairs.iter_mut().filter(|(n, _)| candidates.contains(*n)) {
                    "candidate".clone_into(status);
                }
                pairs
            }
            FacetKind::Year | FacetKind::Container | FacetKind::Author => {
                let mut pairs = Vec::new();
                for row in self.store.rows(Filter::All)? {
                    match kind {
                        FacetKind::Year => pairs.extend(row.year.map(|year| (row.n, year.to_string()))),
                        FacetKind::Container if row.container.is_empty() => {}
                        FacetKind::Container => pairs.push((row.n, row.container)),
                        _ => {
                            let names = row.authors.split("; ").filter(|name| !name.is_empty());
                            pairs.extend(names.map(|name| (row.n, name.to_owned())));
                        }
                    }
                }
                pairs
            }
        };
        Ok(vec![Column::of(name, pairs, matches!(kind, FacetKind::Year))])
    }

    /// The languages that `language:` finds.
    fn languages(&mut self, progress: &mut dyn Progress) -> Result<Vec<(i64, String)>, ReviewError> {
        let said = self.store.types()?.into_values().map(|(_, language)| language.trim().to_lowercase());
        let mut codes: Vec<String> = LANGUAGES.map(|language| language.code().to_owned()).into();
        codes.extend(said.filter(|said| !said.is_empty() && crate::analysis::Language::parse(said).is_none()));
        codes.sort();
        codes.dedup();
        let mut pairs = Vec::new();
        for code in codes {
            let node: Node = Part::Language(code.clone()).into();
            pairs.extend(self.everything_matching(&node, progress)?.iter().map(|n| (n, code.clone())));
        }
        Ok(pairs)
    }

    /// A column for each code group, of the codes' paths without the group.
    fn tag_columns(&self) -> Result<Vec<Column>, ReviewError> {
        let names = self.names()?;
        let mut groups: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
        self.store.each_tag(&self.store.all()?, |n, id| {
            let path = names.name("code", id);
            let group = Protocol::group_of(path);
            let rest = path.strip_prefix(group).map_or(path, |rest| rest.trim_start_matches('/'));
            let value = if rest.is_empty() { path } else { rest };
            groups.entry(group.to_owned()).or_default().push((n, value.to_owned()));
        })?;
        Ok(groups.into_iter().map(|(group, pairs)| Column::of(&group, pairs, false)).collect())
    }
}
