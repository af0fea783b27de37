//! The framework matrix: what each text says on each topic, or which codes it has; by framework; and one topic read down.

use super::dimension::{Cut, state_word};
use super::export::Column as Exported;
use super::units::{Texts, Units};
use super::{Review, ReviewError};
use crate::progress::Progress;
use crate::report::grid::{Cell, Column, Grid, Kind, Section};
use crate::report::rich::{Document, Paragraph, Run, from_markdown};
use crate::report::tab::Dimension;
use crate::report::words::{Tongue, Word};
use crate::store::Set;
use katsaus_formats::workbook;
use katsaus_model::{CellValue, Excerpt, Field};
use std::collections::HashMap;

/// What the rows of a matrix are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatrixRows {
    /// The texts.
    #[default]
    Source,
    /// The codes of a group; what their texts say is put together.
    Code,
}

/// What the columns of a matrix are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatrixColumns {
    /// Topics.
    #[default]
    Topics,
    /// Codes of a group.
    Codes,
}

/// What a matrix shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixRequest {
    /// What its rows are.
    pub rows: MatrixRows,
    /// What its columns are.
    pub columns: MatrixColumns,
    /// The topics, by name; none: all.
    pub topics: Vec<String>,
    /// The group that rows are sorted into, or whose codes the rows are.
    pub by: Option<String>,
    /// The group whose codes the columns are; none: all groups, or that of the rows.
    pub codes: Option<String>,
    /// How deep codes are told apart.
    pub level: usize,
}

/// What a cell says, and the quotations that bear it out.
struct Said {
    value: Option<CellValue>,
    quoted: Vec<Excerpt>,
}

/// What each text says on each topic, by the places of both.
type Cells = HashMap<(usize, usize), Said>;

impl Review {
    /// The matrix of the texts of a set.
    ///
    /// # Errors
    /// If a topic or group is not known, or the file cannot be read.
    pub fn matrix(&self, set: &Set, request: &MatrixRequest) -> Result<Grid, ReviewError> {
        let units = self.units(set, false)?;
        match (request.rows, request.columns) {
            (MatrixRows::Source, MatrixColumns::Topics) => self.sources_by_topics(&units, request),
            (MatrixRows::Source, MatrixColumns::Codes) => self.sources_by_codes(&units, request),
            (MatrixRows::Code, MatrixColumns::Topics) => self.codes_by_topics(&units, request),
            (MatrixRows::Code, MatrixColumns::Codes) => {
                let rows = self.dimension(&units, &self.group_for_rows(request)?, cut(request))?;
                let columns = match &request.codes {
                    Some(group) => self.dimension(&units, group, cut(request))?,
                    None => rows.clone(),
                };
                let tab = crate::report::tab::tabulate(&rows, Some(&columns));
                Ok(tab.grid(None, self.tongue().say(Word::Sources), self.tongue()))
            }
        }
    }

    /// The topics of a matrix, by name: those that were asked for, else all that the protocol has.
    fn matrix_topics(&self, request: &MatrixRequest) -> Result<Vec<String>, ReviewError> {
        if request.topics.is_empty() {
            return Ok(self.protocol.topics.iter().map(|(name, _)| name.clone()).collect());
        }
        request.topics.iter().map(|topic| self.topic_name(topic)).collect()
    }

    fn topic_label(&self, name: &str) -> String {
        self.protocol.topic(name).map_or(name, |topic| self.protocol.label(&topic.label, name)).to_owned()
    }

    /// The group whose codes are rows.
    fn group_for_rows(&self, request: &MatrixRequest) -> Result<String, ReviewError> {
        let first = || self.groups().into_iter().next();
        request.by.clone().or_else(first).ok_or_else(|| {
            ReviewError::Wrong("the codebook has no codes yet, so there is nothing to make rows of".to_owned())
        })
    }

    /// What the texts say on the topics.
    fn said(&self, units: &Units, topics: &[String]) -> Result<Cells, ReviewError> {
        let texts = units.texts();
        let set: Set = texts.rows.iter().map(|row| row.n).collect();
        let names = self.names()?;
        let places: HashMap<&str, usize> =
            topics.iter().enumerate().map(|(at, name)| (names.id("topic", name).unwrap_or(name), at)).collect();
        let mut cells = Cells::new();
        for cell in self.store.cells_of(&set)? {
            let (Some(text), Some(topic)) = (texts.places.get(cell.source), places.get(cell.what.topic.as_str()))
            else {
                continue;
            };
            let said = cells.entry((text, *topic)).or_insert(Said { value: None, quoted: Vec::new() });
            said.value = Some(match (said.value.take(), cell.what.value) {
                // Two records that met may each have a cell: both are shown.
                (Some(CellValue::Text(one)), CellValue::Text(other)) if one != other => {
                    CellValue::Text(format!("{one}\n\n{other}"))
                }
                (Some(CellValue::Text(one)), _) => CellValue::Text(one),
                (_, value) => value,
            });
        }
        for taken in self.store.excerpts_of(&set)? {
            let topic = taken.what.excerpt.topic.as_deref().and_then(|topic| places.get(topic));
            if let (Some(text), Some(topic)) = (texts.places.get(taken.source), topic) {
                let said = cells.entry((text, *topic)).or_insert(Said { value: None, quoted: Vec::new() });
                said.quoted.push(taken.what.excerpt);
            }
        }
        Ok(cells)
    }

    fn sources_by_topics(&self, units: &Units, request: &MatrixRequest) -> Result<Grid, ReviewError> {
        let topics = self.matrix_topics(request)?;
        let cells = self.said(units, &topics)?;
        let tongue = self.tongue();
        let head = |head: &str, kind| Column { head: head.to_owned(), kind };
        let mut columns = vec![head(tongue.say(Word::Source), Kind::Name)];
        columns.extend(topics.iter().map(|name| head(&self.topic_label(name), Kind::Text)));
        let texts = units.texts();
        let row = |at: usize| {
            let name = std::iter::once(name_cell(texts, at));
            name.chain(
                (0..topics.len()).map(|topic| cells.get(&(at, topic)).map_or(Cell::Blank, |said| cell(said, tongue))),
            )
            .collect()
        };
        self.in_sections(units, request, columns, &row)
    }

    fn sources_by_codes(&self, units: &Units, request: &MatrixRequest) -> Result<Grid, ReviewError> {
        let groups = match &request.codes {
            Some(group) => vec![group.clone()],
            None => self.groups().into_iter().filter(|group| request.by.as_ref() != Some(group)).collect(),
        };
        let mut columns = vec![Column { head: self.tongue().say(Word::Source).to_owned(), kind: Kind::Name }];
        let mut dimensions = Vec::new();
        for group in &groups {
            let dimension = self.dimension(units, group, cut(request))?;
            let several = groups.len() > 1;
            let head = |name: &String| if several { format!("{}: {name}", dimension.label) } else { name.clone() };
            columns.extend(dimension.categories.iter().map(|name| Column { head: head(name), kind: Kind::Mark }));
            dimensions.push(dimension);
        }
        let texts = units.texts();
        let row = |at: usize| {
            let mut cells = vec![name_cell(texts, at)];
            for dimension in &dimensions {
                let has = |category| dimension.of[at].contains(&category);
                let mark = |category| if has(category) { Cell::Text("✓".to_owned()) } else { Cell::Blank };
                cells.extend((0..dimension.categories.len()).map(mark));
            }
            cells
        };
        self.in_sections(units, request, columns, &row)
    }

    /// The rows, each in every section that its text is in.
    fn in_sections(
        &self,
        units: &Units,
        request: &MatrixRequest,
        columns: Vec<Column>,
        row: &dyn Fn(usize) -> Vec<Cell>,
    ) -> Result<Grid, ReviewError> {
        let title = self.protocol.title.clone();
        let note = format!("n = {}.", units.len());
        let language = self.tongue().code().to_owned();
        let Some(by) = &request.by else {
            let rows = (0..units.len()).map(row).collect();
            return Ok(Grid { title, note, language, columns, sections: vec![Section { heading: None, rows }] });
        };
        let dimension = self.dimension(units, by, cut(request))?;
        let several =
            if dimension.has_several() { format!(" {}", self.tongue().say(Word::Several)) } else { String::new() };
        let sections = grouped(&dimension, units.len()).into_iter().map(|(heading, members)| Section {
            heading: Some(format!("{heading} ({})", members.len())),
            rows: members.into_iter().map(row).collect(),
        });
        let sections = sections.collect();
        Ok(Grid { title, note: note + &several, language, columns, sections })
    }

    /// Codes down, topics across: what their texts say, each with its author and year.
    fn codes_by_topics(&self, units: &Units, request: &MatrixRequest) -> Result<Grid, ReviewError> {
        let topics = self.matrix_topics(request)?;
        let cells = self.said(units, &topics)?;
        let tongue = self.tongue();
        let dimension = self.dimension(units, &self.group_for_rows(request)?, cut(request))?;
        let head = |head: &str, kind| Column { head: head.to_owned(), kind };
        let mut columns = vec![head(&dimension.label, Kind::Name), head(tongue.say(Word::Sources), Kind::Number)];
        columns.extend(topics.iter().map(|name| head(&self.topic_label(name), Kind::Text)));
        let texts = units.texts();
        let rows = grouped(&dimension, units.len()).into_iter().map(|(heading, members)| {
            let mut row = vec![Cell::Name(heading, String::new()), Cell::Number(members.len() as f64, 0)];
            for topic in 0..topics.len() {
                let summaries: Vec<String> = members
                    .iter()
                    .filter_map(|at| cells.get(&(*at, topic)).and_then(|said| summary(said, texts.name(*at))))
                    .collect();
                row.push(if summaries.is_empty() { Cell::Blank } else { Cell::Text(summaries.join("\n\n")) });
            }
            row
        });
        let rows = rows.collect();
        Ok(Grid {
            title: self.protocol.title.clone(),
            note: format!("n = {}.", units.len()),
            language: tongue.code().to_owned(),
            columns,
            sections: vec![Section { heading: None, rows }],
        })
    }

    /// Topics read down, for the manuscript: under each topic, and each code of a group, what every text says, with its
    /// author and year behind.
    ///
    /// # Errors
    /// If a topic or group is not known, or the file cannot be read.
    pub fn topics_read_down(&self, set: &Set, request: &MatrixRequest) -> Result<Document, ReviewError> {
        let units = self.units(set, false)?;
        let topics = self.matrix_topics(request)?;
        let cells = self.said(&units, &topics)?;
        let tongue = self.tongue();
        let sections = match &request.by {
            Some(by) => grouped(&self.dimension(&units, by, cut(request))?, units.len()),
            None => vec![(String::new(), (0..units.len()).collect())],
        };
        let one = topics.len() == 1;
        let title = match topics.first() {
            Some(topic) if one => self.topic_label(topic),
            _ => self.protocol.title.clone(),
        };
        let mut paragraphs = Vec::new();
        for (at, topic) in topics.iter().enumerate() {
            if !one {
                paragraphs.push(heading(&self.topic_label(topic), 1));
            }
            for (name, members) in &sections {
                let said: Vec<(&Said, &str)> = members
                    .iter()
                    .filter_map(|text| Some((cells.get(&(*text, at))?, units.texts().name(*text))))
                    .filter(|(said, _)| matches!(said.value, Some(CellValue::Text(_))) || !said.quoted.is_empty())
                    .collect();
                if said.is_empty() {
                    continue;
                }
                if !name.is_empty() {
                    paragraphs.push(heading(name, if one { 1 } else { 2 }));
                }
                for (said, name) in said {
                    paragraphs.extend(summary(said, name).iter().flat_map(|summary| from_markdown(summary)));
                }
            }
        }
        Ok(Document { title, language: language_of(tongue).to_owned(), paragraphs })
    }

    /// The matrix of texts by topics as a workbook to work in, which `import` takes back.
    ///
    /// # Errors
    /// If a topic is not known, or the file cannot be read.
    pub fn matrix_workbook(
        &self,
        set: &Set,
        request: &MatrixRequest,
        progress: &mut dyn Progress,
    ) -> Result<Vec<u8>, ReviewError> {
        let mut columns: Vec<Exported> = vec![
            Exported::Key,
            Exported::Field(Field::Authors),
            Exported::Field(Field::Year),
            Exported::Field(Field::Title),
        ];
        columns.extend(request.by.iter().map(|group| Exported::Codes(group.clone())));
        columns.extend(self.matrix_topics(request)?.into_iter().map(Exported::Topic));
        columns.extend([Exported::Read, Exported::Notes]);
        let sources = self.whole(set, "reading", progress)?;
        let sheets = self.workbook_of(&sources, columns)?;
        workbook::workbook(&sheets).map_err(|error| ReviewError::Wrong(error.to_string()))
    }
}

fn cut(request: &MatrixRequest) -> Cut {
    Cut { level: request.level.max(1), ..Cut::default() }
}

/// The language of a text document, as word processors want it.
fn language_of(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "en-GB",
        Tongue::Finnish => "fi-FI",
        Tongue::Swedish => "sv-SE",
    }
}

/// The categories that have texts, with these.
fn grouped(dimension: &Dimension, texts: usize) -> Vec<(String, Vec<usize>)> {
    let members =
        |category: usize| (0..texts).filter(|text| dimension.of[*text].contains(&category)).collect::<Vec<_>>();
    let all = dimension.categories.iter().enumerate().map(|(at, name)| (name.clone(), members(at)));
    all.filter(|(_, members)| !members.is_empty()).collect()
}

fn name_cell(texts: &Texts, at: usize) -> Cell {
    Cell::Name(texts.name(at).to_owned(), texts.rows[at].title.clone())
}

/// What stands in the matrix: the text, then quotations with their pages; or why there is none.
fn cell(said: &Said, tongue: Tongue) -> Cell {
    let text = match &said.value {
        Some(CellValue::Text(text)) => text.clone(),
        Some(state) if said.quoted.is_empty() => return Cell::Absent(state_word(state, tongue).to_owned()),
        _ => String::new(),
    };
    let quoted = said.quoted.iter().map(|excerpt| format!("> {}", cited(excerpt, tongue).replace('\n', "\n> ")));
    let parts: Vec<String> = std::iter::once(text).filter(|text| !text.is_empty()).chain(quoted).collect();
    Cell::Text(parts.join("\n\n"))
}

fn cited(excerpt: &Excerpt, tongue: Tongue) -> String {
    let text = if excerpt.quoted { format!("“{}”", excerpt.text) } else { excerpt.text.clone() };
    match &excerpt.page {
        Some(page) => format!("{text} ({} {page})", tongue.say(Word::Page)),
        None => text,
    }
}

/// What a text says, with its author and year behind; nothing of one that says nothing.
fn summary(said: &Said, name: &str) -> Option<String> {
    // A name is imported: signs of Markdown in it are signs.
    let name = &katsaus_formats::markdown::plain(name);
    let mut parts: Vec<String> = Vec::new();
    if let Some(CellValue::Text(text)) = &said.value {
        parts.push(signed(text, name));
    }
    for excerpt in &said.quoted {
        let page = excerpt.page.as_ref().map(|page| format!(", {page}")).unwrap_or_default();
        let text = if excerpt.quoted { format!("“{}”", excerpt.text) } else { excerpt.text.clone() };
        parts.push(format!("> {} ({name}{page})", text.replace('\n', "\n> ")));
    }
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// A summary with its source, as manuscripts have it: before the full stop.
fn signed(text: &str, name: &str) -> String {
    let text = text.trim_end();
    match text.strip_suffix('.') {
        Some(sentence) if !sentence.ends_with('.') => format!("{sentence} ({name})."),
        _ => format!("{text} ({name})"),
    }
}

fn heading(text: &str, level: u8) -> Paragraph {
    let run = Run { text: text.to_owned(), ..Run::default() };
    Paragraph { runs: vec![run], heading: level, ..Paragraph::default() }
}
