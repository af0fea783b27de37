//! Counts of a review as charts: which figures a chart takes, and the words beside them in the review's language.

use super::tab::Tabulated;
use super::{Review, ReviewError};
use crate::report::chart::{self, Bars, Chart, Mark, Numbers, Pairs, Saturation, Table, Timeline, Totals};
use crate::report::tab::{Dimension, Tab};
use crate::report::words::{Tongue, Word};
use crate::store::Set;
use std::collections::{HashMap, HashSet};

/// The kinds of charts of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A bar a category.
    Bars,
    /// A column a year, parted by categories.
    Stacked,
    /// An evidence map: a square for each pair of categories, the darker the more.
    Heat,
    /// An evidence map: a bubble for each pair, the greater the more.
    Bubble,
    /// Which categories come together in one text.
    Pairs,
    /// A mark a text, by year and category.
    Timeline,
}

impl ChartKind {
    /// All kinds, with their names.
    pub const ALL: [(ChartKind, &'static str); 6] = [
        (ChartKind::Bars, "bars"),
        (ChartKind::Stacked, "stacked"),
        (ChartKind::Heat, "heat"),
        (ChartKind::Bubble, "bubble"),
        (ChartKind::Pairs, "pairs"),
        (ChartKind::Timeline, "timeline"),
    ];

    /// The kind of a name.
    pub fn named(name: &str) -> Option<ChartKind> {
        ChartKind::ALL.iter().find(|(_, known)| *known == name.to_lowercase()).map(|(kind, _)| *kind)
    }
}

impl Review {
    /// The words of a chart in the review's language.
    fn words(&self, title: String, note: String) -> Chart {
        let tongue = self.tongue();
        Chart {
            title,
            note,
            empty: tongue.say(Word::Nothing).to_owned(),
            total: tongue.say(Word::Total).to_owned(),
            others: tongue.say(Word::Others).to_owned(),
            gap: tongue.say(Word::Gap).to_owned(),
            language: tongue.code().to_owned(),
            numbers: Numbers::of(tongue.code()),
            ..Chart::default()
        }
    }

    /// The chart that shows counts best, unless one is asked for, as SVG.
    ///
    /// # Errors
    /// If the counts do not make a chart of that kind.
    pub fn chart(&self, tabulated: &Tabulated, kind: Option<ChartKind>) -> Result<String, ReviewError> {
        let (rows, columns) = (&tabulated.dimensions.0, tabulated.dimensions.1.as_ref());
        let kind = kind.unwrap_or_else(|| usual(rows, columns));
        let grid = self.tab_grid(tabulated, None);
        let mut words = self.words(grid.title, grid.note);
        let need = |what: &str| Err(ReviewError::Wrong(format!("this chart needs {what}")));
        match (kind, columns) {
            (ChartKind::Bars, Some(_)) => need("one thing to count by; `--chart heat` or `stacked` shows two"),
            (ChartKind::Bars, None) => {
                let bars =
                    tabulated.tab.row_names.iter().cloned().zip(tabulated.tab.row_totals.iter().map(|n| *n as u64));
                words.x.clone_from(&tabulated.unit);
                Ok(chart::bars(&words, &Bars { rows: bars.collect(), of: tabulated.tab.total as u64 }))
            }
            (ChartKind::Stacked, None) => {
                words.y.clone_from(&tabulated.unit);
                words.title.clone_from(&rows.label);
                Ok(chart::stacked(&words, &alone(&tabulated.tab)))
            }
            (ChartKind::Stacked, Some(columns)) => {
                // Years stand below, whichever way round they were given.
                let turned = columns.in_time && !rows.in_time;
                let tab = &tabulated.tab;
                let (x, table) = if turned { (columns, turn(tab, rows)) } else { (rows, table(tab, columns)) };
                words.x.clone_from(&x.label);
                words.y.clone_from(&tabulated.unit);
                // The figure above a column is its height, which counts a text with each of its codes.
                if tab.several {
                    words.total.clear();
                }
                Ok(chart::stacked(&words, &table))
            }
            (ChartKind::Heat | ChartKind::Bubble, Some(columns)) => {
                words.x.clone_from(&columns.label);
                words.y.clone_from(&rows.label);
                let table = table(&tabulated.tab, columns);
                Ok(if kind == ChartKind::Heat { chart::heat(&words, &table) } else { chart::bubble(&words, &table) })
            }
            (ChartKind::Heat | ChartKind::Bubble, None) => need("two things to count by: `tab framework kind`"),
            (ChartKind::Pairs, columns) => {
                if columns.is_some_and(|columns| columns.label != rows.label) {
                    return need("one group of codes, or the same twice: `tab framework framework`");
                }
                words.title.clone_from(&rows.label);
                words.total.clear();
                Ok(chart::pairs(&words, &together(rows, self.tongue().say(Word::Total))))
            }
            (ChartKind::Timeline, _) => {
                let lanes = columns.filter(|_| rows.in_time).unwrap_or(rows);
                words.x = self.tongue().say(Word::Year).to_owned();
                words.title.clone_from(&lanes.label);
                Ok(chart::timeline(&words, &tabulated.timeline(lanes, self.tongue())))
            }
        }
    }

    /// New codes by order of reading, as SVG: whether reading on still brings any. A text counts as read when the first
    /// code of the dimension was put on it.
    ///
    /// # Errors
    /// If there is no such group, or the file cannot be read.
    pub fn saturation_chart(&self, set: &Set, group: &str) -> Result<String, ReviewError> {
        let reading = self.saturation(set, group)?;
        let tongue = self.tongue();
        let mut words = self.words(reading.label.clone(), reading.note(tongue));
        words.x = tongue.say(Word::OrderOfReading).to_owned();
        words.y = tongue.say(Word::CodesSoFar).to_owned();
        let texts = reading.texts.into_iter().map(|(name, new)| (name, new.len() as u64)).collect();
        Ok(chart::line(&words, &Saturation { texts, new: tongue.say(Word::NewCodes).to_owned() }))
    }

    /// The texts that have codes of a group, in the order in which they got their first.
    ///
    /// # Errors
    /// If there is no such group, or the file cannot be read.
    pub fn saturation(&self, set: &Set, group: &str) -> Result<Reading, ReviewError> {
        if !self.groups().iter().any(|known| known == group) {
            return Err(ReviewError::UnknownDimension { name: group.to_owned(), known: self.groups() });
        }
        let texts = self.texts(set)?;
        let names = self.names()?;
        let mut first: HashMap<i64, (i64, Vec<String>)> = HashMap::new();
        for (source, code, op) in self.store.tags_in_time(set)? {
            let path = names.name("code", &code);
            if katsaus_model::Protocol::group_of(path) == group {
                let entry = first.entry(source).or_insert_with(|| (op, Vec::new()));
                entry.1.push(path.to_owned());
            }
        }
        let mut order: Vec<(i64, usize, Vec<String>)> = first
            .into_iter()
            .filter_map(|(source, (op, codes))| Some((op, texts.places.get(source)?, codes)))
            .collect();
        // Of texts that one operation coded, an import for one, the order of keys is all that is known.
        order.sort_by_key(|(op, place, _)| (*op, *place));
        let together = |at: usize| {
            let same = |other: Option<&(i64, usize, Vec<String>)>| other.is_some_and(|other| other.0 == order[at].0);
            same(order.get(at + 1)) || at.checked_sub(1).is_some_and(|before| same(order.get(before)))
        };
        let unordered = (0..order.len()).filter(|at| together(*at)).count();
        let mut known: HashSet<String> = HashSet::new();
        let read = order.into_iter().map(|(_, place, codes)| {
            let new: Vec<String> = codes
                .into_iter()
                .filter(|code| known.insert(code.clone()))
                .map(|code| self.code_label(&code))
                .collect();
            (texts.name(place).to_owned(), new)
        });
        Ok(Reading { label: self.group_label(group), texts: read.collect(), unordered })
    }
}

/// Texts in the order in which they were coded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The label of the group.
    pub label: String,
    /// The name of each text, and the codes that no text had before.
    pub texts: Vec<(String, Vec<String>)>,
    /// How many texts were coded together with others by one operation, so that their order is not recorded.
    pub unordered: usize,
}

impl Reading {
    /// What is to be said below it: how many texts there are, and of how many the order is not known.
    pub fn note(&self, tongue: Tongue) -> String {
        let note = format!("n = {}.", self.texts.len());
        match self.unordered {
            0 => note,
            unordered => format!("{note} {}", tongue.say(Word::OrderNotRecorded).replace("{}", &unordered.to_string())),
        }
    }
}

/// The chart that shows counts best.
fn usual(rows: &Dimension, columns: Option<&Dimension>) -> ChartKind {
    match columns {
        None if rows.in_time => ChartKind::Stacked,
        None => ChartKind::Bars,
        Some(columns) if rows.in_time || columns.in_time => ChartKind::Stacked,
        Some(columns) if columns.label == rows.label => ChartKind::Pairs,
        Some(_) => ChartKind::Heat,
    }
}

fn totals(tab: &Tab) -> Totals {
    let each = |totals: &[usize]| totals.iter().map(|total| *total as u64).collect();
    Totals { rows: each(&tab.row_totals), columns: each(&tab.column_totals), all: tab.total as u64 }
}

fn table(tab: &Tab, columns: &Dimension) -> Table {
    Table {
        rows: tab.row_names.clone(),
        columns: tab.column_names.clone(),
        counts: tab.counts(),
        colours: columns.colours.clone(),
        totals: Some(totals(tab)),
    }
}

/// The table with rows for columns.
fn turn(tab: &Tab, rows: &Dimension) -> Table {
    let counts = tab.counts();
    let column = |at: usize| counts.iter().map(|row| row[at]).collect();
    Table {
        rows: tab.column_names.clone(),
        columns: tab.row_names.clone(),
        counts: (0..tab.column_names.len()).map(column).collect(),
        colours: rows.colours.clone(),
        totals: None,
    }
}

/// One dimension as a table of one column, which needs no key: it is called nothing.
fn alone(tab: &Tab) -> Table {
    Table {
        rows: tab.row_names.clone(),
        columns: vec![String::new()],
        counts: tab.row_totals.iter().map(|total| vec![*total as u64]).collect(),
        ..Table::default()
    }
}

/// How often two categories come together in a text.
fn together(dimension: &Dimension, own: &str) -> Pairs {
    let n = dimension.categories.len();
    let mut counts = vec![vec![0u64; n]; n];
    for text in &dimension.of {
        for one in text {
            for other in text {
                counts[*one][*other] += 1;
            }
        }
    }
    Pairs { codes: dimension.categories.clone(), counts, own: own.to_owned() }
}

impl Tabulated {
    /// The texts, or excerpts, in a lane for each category.
    fn timeline(&self, lanes: &Dimension, tongue: Tongue) -> Timeline {
        let mut marks = Vec::new();
        for (at, own) in lanes.of.iter().enumerate() {
            for lane in own {
                marks.push(Mark { lane: *lane, year: self.year(at), name: self.name(at, tongue) });
            }
        }
        Timeline { lanes: lanes.categories.clone(), marks, undated: tongue.say(Word::Undated).to_owned() }
    }
}
