//! The categories that texts are counted by: codes of a group, years, kinds, languages, places of finding, read levels,
//! status, what stands in the cells of a topic.

use super::units::Units;
use super::{Review, ReviewError};
use crate::report::tab::Dimension;
use crate::report::words::{Tongue, Word};
use katsaus_model::{CellValue, Protocol, ReadLevel, TopicKind, text, yes_no};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How a dimension is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Years in a band; 1 for single years.
    pub years: u32,
    /// How deep codes are told apart: 1 for those right below the group or code.
    pub level: usize,
}

impl Default for Cut {
    fn default() -> Cut {
        Cut { years: 1, level: 1 }
    }
}

/// Dimensions that are no codes and no topics.
const OWN: [&str; 8] = ["year", "type", "language", "origin", "database", "read", "status", "container"];

/// Bands of years that are shown though they are empty, so that a gap is seen as one. Wider gaps are cut.
const WIDEST_GAP: i32 = 60;

impl Review {
    /// The names of all dimensions, for those who look for one.
    pub fn dimensions(&self) -> Vec<String> {
        let topics = self.protocol.topics.iter().map(|(name, _)| name.clone());
        self.groups().into_iter().chain(OWN.map(str::to_owned)).chain(topics).collect()
    }

    /// A dimension of some units by the name that people type.
    pub(super) fn dimension(&self, units: &Units, name: &str, cut: Cut) -> Result<Dimension, ReviewError> {
        if self.groups().iter().any(|group| group == name) {
            return self.by_codes(units, name, cut.level);
        }
        // A group goes by its label and other names too: `viitekehys`.
        let wanted = text::normalise(name);
        let spoken = |group: &&(String, katsaus_model::CodeGroup)| {
            group.1.label.values().chain(&group.1.aliases).any(|known| text::normalise(known) == wanted)
        };
        if let Some((group, _)) = self.protocol.groups.iter().find(spoken) {
            return self.by_codes(units, group, cut.level);
        }
        let word = name.to_lowercase();
        let own = OWN.contains(&word.as_str()) || matches!(word.as_str(), "decade" | "kind" | "journal" | "read-level");
        if own {
            return self.by_own(units, &word, cut);
        }
        if let Ok(topic) = self.topic_name(name) {
            return self.by_topic(units, &topic);
        }
        if let Ok(path) = self.code_path(name) {
            return self.by_codes(units, &path, cut.level);
        }
        Err(ReviewError::UnknownDimension { name: name.to_owned(), known: self.dimensions() })
    }

    fn by_own(&self, units: &Units, word: &str, cut: Cut) -> Result<Dimension, ReviewError> {
        let tongue = self.tongue();
        let none = tongue.say(Word::None);
        Ok(match word {
            "year" => self.by_year(units, cut.years.max(1), tongue.say(Word::NoYear)),
            "decade" => self.by_year(units, 10, tongue.say(Word::NoYear)),
            "container" | "journal" => {
                let value = |at: usize| units.texts().rows[at].container.clone();
                by_value(units, tongue.say(Word::Container), |at| vec![value(at)]).with_rest(none)
            }
            "type" | "kind" => {
                let kinds = self.store.types()?;
                let value = |at: usize| kinds.get(&units.texts().rows[at].n).map(|(kind, _)| kind.clone());
                by_value(units, tongue.say(Word::Kind), |at| value(at).into_iter().collect()).with_rest(none)
            }
            "language" => {
                let kinds = self.store.types()?;
                let value = |at: usize| kinds.get(&units.texts().rows[at].n).map(|(_, language)| language.clone());
                by_value(units, tongue.say(Word::Language), |at| value(at).into_iter().collect()).with_rest(none)
            }
            "read" | "read-level" => self.by_read_level(units, tongue)?,
            "status" => self.by_status(units, tongue)?,
            _ => self.by_origin(units, tongue)?.with_rest(none),
        })
    }

    fn by_year(&self, units: &Units, band: u32, none: &str) -> Dimension {
        let band = i32::try_from(band).unwrap_or(i32::MAX);
        let texts = units.texts();
        let bands: BTreeSet<i32> =
            texts.rows.iter().filter_map(|row| row.year).map(|year| year.div_euclid(band)).collect();
        let mut starts: Vec<i32> = Vec::new();
        for at in bands {
            // Empty years are years too: a gap is a finding.
            if let Some(last) = starts.last().copied()
                && at - last <= WIDEST_GAP
            {
                starts.extend(last + 1..at);
            }
            starts.push(at);
        }
        let name = |at: &i32| {
            let from = at.saturating_mul(band);
            if band == 1 { from.to_string() } else { format!("{from}–{}", from.saturating_add(band - 1)) }
        };
        let place = |year: i32| starts.binary_search(&year.div_euclid(band)).ok();
        let mut dimension = Dimension {
            label: self.tongue().say(Word::Year).to_owned(),
            categories: starts.iter().map(name).collect(),
            colours: vec![String::new(); starts.len()],
            of: vec![Vec::new(); units.len()],
            in_time: true,
        };
        for (text, own) in units.of_texts().into_iter().enumerate() {
            for unit in own {
                dimension.of[unit].extend(texts.rows[text].year.and_then(place));
            }
        }
        dimension.with_rest(none)
    }

    fn by_read_level(&self, units: &Units, tongue: Tongue) -> Result<Dimension, ReviewError> {
        let words = [Word::NotRead, Word::ReadTitle, Word::ReadAbstract, Word::ReadPartly, Word::ReadFull];
        let mut levels: HashMap<i64, usize> = HashMap::new();
        for (at, level) in ReadLevel::ALL.into_iter().enumerate() {
            levels.extend(self.store.read_at(level)?.iter().map(|n| (n, at)));
        }
        Ok(fixed(units, tongue.say(Word::ReadLevel), &words.map(|word| tongue.say(word)), |n| {
            levels.get(&n).copied().unwrap_or(0)
        }))
    }

    fn by_status(&self, units: &Units, tongue: Tongue) -> Result<Dimension, ReviewError> {
        let words = [Word::Included, Word::Excluded, Word::Unsure, Word::Conflict, Word::Undecided];
        let statuses = self.statuses()?;
        let place = |n: i64| match statuses.get(&n).copied() {
            Some("included") => 0,
            Some("excluded") => 1,
            Some("unsure") => 2,
            Some("conflict") => 3,
            _ => 4,
        };
        Ok(fixed(units, tongue.say(Word::Status), &words.map(|word| tongue.say(word)), place))
    }

    /// By searches, and by files for what no search is named of.
    fn by_origin(&self, units: &Units, tongue: Tongue) -> Result<Dimension, ReviewError> {
        let mut names: HashMap<i64, Vec<String>> = HashMap::new();
        for (n, name) in self.store.origins()? {
            names.entry(n).or_default().push(name);
        }
        let value = |at: usize| names.get(&units.texts().rows[at].n).cloned().unwrap_or_default();
        Ok(by_value(units, tongue.say(Word::FoundIn), value))
    }

    /// By what stands in the cells of a topic: its answers where it takes few, else whether anything is written.
    fn by_topic(&self, units: &Units, name: &str) -> Result<Dimension, ReviewError> {
        let tongue = self.tongue();
        let topic = self.protocol.topic(name).cloned().unwrap_or_default();
        let id = self.topic_id(name)?;
        let texts = units.texts();
        let set = texts.rows.iter().map(|row| row.n).collect();
        let mut answers: HashMap<i64, Vec<String>> = HashMap::new();
        for cell in self.store.cells_of(&set)?.into_iter().filter(|cell| cell.what.topic == id) {
            let answer = match (&cell.what.value, topic.kind) {
                (CellValue::Text(_), TopicKind::LongText) => tongue.say(Word::Written).to_owned(),
                (CellValue::Text(words), TopicKind::YesNo) => match yes_no(words) {
                    Some(yes) => tongue.say(if yes { Word::Yes } else { Word::No }).to_owned(),
                    None => words.clone(),
                },
                (CellValue::Text(words), _) => words.clone(),
                (state, _) => state_word(state, tongue).to_owned(),
            };
            answers.entry(cell.source).or_default().push(answer);
        }
        let label = self.protocol.label(&topic.label, name).to_owned();
        let value = |at: usize| answers.get(&texts.rows[at].n).cloned().unwrap_or_default();
        let mut dimension = by_value(units, &label, value);
        dimension.in_order(&topic.choices);
        Ok(dimension.with_rest(tongue.say(Word::Blank)))
    }

    /// By the codes below a group or code, so many levels deep.
    fn by_codes(&self, units: &Units, root: &str, level: usize) -> Result<Dimension, ReviewError> {
        let names = self.names()?;
        let group = Protocol::group_of(root);
        let mut categories: Vec<String> = Vec::new();
        for (path, code) in &self.protocol.codes {
            if !code.retired || self.is_used(path)? {
                for place in self.places(path, root, level) {
                    if !categories.contains(&place) {
                        categories.push(place);
                    }
                }
            }
        }
        categories.sort_by_key(|path| (self.order_of(path), path.clone()));
        // A code tells where it counts once, however many texts have it.
        let mut known: HashMap<String, Vec<usize>> = HashMap::new();
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); units.len()];
        let mut put = |unit: usize, id: &str, of: &mut Vec<Vec<usize>>| {
            if !known.contains_key(id) {
                let paths = self.places(names.name("code", id), root, level).into_iter();
                let places = paths.map(|path| {
                    categories.iter().position(|known| *known == path).unwrap_or_else(|| {
                        categories.push(path);
                        categories.len() - 1
                    })
                });
                known.insert(id.to_owned(), places.collect());
            }
            for place in known.get(id).into_iter().flatten() {
                if !of[unit].contains(place) {
                    of[unit].push(*place);
                }
            }
        };
        match units {
            Units::Sources(texts) => {
                let set = texts.rows.iter().map(|row| row.n).collect();
                self.store.each_tag(&set, |source, id| {
                    if let Some(at) = texts.places.get(source) {
                        put(at, id, &mut of);
                    }
                })?;
            }
            Units::Excerpts(_, excerpts) => {
                for (at, taken) in excerpts.iter().enumerate() {
                    taken.what.codes.iter().for_each(|id| put(at, id, &mut of));
                }
            }
        }
        of.iter_mut().for_each(|text| text.sort_unstable());
        let label = if root == group { self.group_label(group) } else { self.code_label(root) };
        let colour = |path: &String| self.protocol.code(path).map(|code| code.colour.clone()).unwrap_or_default();
        let dimension = Dimension {
            label,
            colours: categories.iter().map(colour).collect(),
            categories: categories.iter().map(|path| self.code_label(path)).collect(),
            of,
            in_time: false,
        };
        Ok(dimension.with_rest(self.tongue().say(Word::NoCode)))
    }

    /// The categories below `root` that a code counts in: by its own path, and where else it is shown.
    fn places(&self, path: &str, root: &str, level: usize) -> Vec<String> {
        let below = |path: &str| {
            let rest = path.strip_prefix(root)?.strip_prefix('/')?;
            let kept: Vec<&str> = rest.split('/').take(level.max(1)).collect();
            Some(format!("{root}/{}", kept.join("/")))
        };
        let mut places: Vec<String> = below(path).into_iter().collect();
        if path == root {
            places.push(root.to_owned());
        }
        // What is shown elsewhere takes everything below it along.
        let ends = path.match_indices('/').map(|(at, _)| at).skip(1).chain([path.len()]);
        for above in ends.map(|end| &path[..end]) {
            let also = self.protocol.code(above).map(|code| code.also_under.as_slice()).unwrap_or_default();
            for place in also {
                // Below a group it is a category of its own there; below a code it counts with that.
                let shown = below(place).or_else(|| (place == root).then(|| above.to_owned()));
                places.extend(shown.filter(|shown| !places.contains(shown)).into_iter().collect::<Vec<_>>());
            }
        }
        places
    }

    fn is_used(&self, path: &str) -> Result<bool, ReviewError> {
        let names = self.names()?;
        let Some(id) = names.id("code", path) else { return Ok(false) };
        Ok(!self.store.tagged(&[id])?.is_empty())
    }
}

/// A state of a cell that is no text, in words.
pub(super) fn state_word(value: &CellValue, tongue: Tongue) -> &'static str {
    match value {
        CellValue::Text(_) => tongue.say(Word::Written),
        CellValue::NotReported => tongue.say(Word::NotReported),
        CellValue::NotApplicable => tongue.say(Word::NotApplicable),
        CellValue::Unclear => tongue.say(Word::Unclear),
        CellValue::NotRead => tongue.say(Word::NotRead),
    }
}

/// A dimension whose categories are known before.
fn fixed(units: &Units, label: &str, categories: &[&str], place: impl Fn(i64) -> usize) -> Dimension {
    let texts = units.texts();
    let mut of = vec![Vec::new(); units.len()];
    for (text, own) in units.of_texts().into_iter().enumerate() {
        for unit in own {
            of[unit].push(place(texts.rows[text].n));
        }
    }
    Dimension {
        label: label.to_owned(),
        categories: categories.iter().map(|name| (*name).to_owned()).collect(),
        colours: vec![String::new(); categories.len()],
        of,
        in_time: false,
    }
}

/// A dimension of the values that texts have, most frequent first.
fn by_value(units: &Units, label: &str, values: impl Fn(usize) -> Vec<String>) -> Dimension {
    let all: Vec<Vec<String>> = (0..units.texts().rows.len()).map(values).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in all.iter().flatten().filter(|value| !value.is_empty()) {
        *counts.entry(value).or_default() += 1;
    }
    let mut categories: Vec<(&str, usize)> = counts.into_iter().collect();
    categories.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    let places: HashMap<&str, usize> = categories.iter().enumerate().map(|(at, (value, _))| (*value, at)).collect();
    let mut of = vec![Vec::new(); units.len()];
    for (text, own) in units.of_texts().into_iter().enumerate() {
        for unit in own {
            for place in all[text].iter().filter_map(|value| places.get(value.as_str())) {
                if !of[unit].contains(place) {
                    of[unit].push(*place);
                }
            }
        }
    }
    let categories: Vec<String> = categories.iter().map(|(value, _)| (*value).to_owned()).collect();
    Dimension {
        label: label.to_owned(),
        colours: vec![String::new(); categories.len()],
        categories,
        of,
        in_time: false,
    }
}
