//! The columns of an exported table: what each is, its head, and what stands in it.

use crate::review::Review;
use crate::store::Names;
use katsaus_formats::record_table;
use katsaus_model::{Field, Protocol, Source, sha256_hex};

/// A group with more codes than this is one column of names, not a column a code.
const MOST_TICKS: usize = 12;

/// One column. Its identifier stands in the workbook's hidden sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Key,
    Field(Field),
    /// A topic, by name.
    Topic(String),
    /// A tick for one code, by path.
    Code(String),
    /// The codes of a group, by names.
    Codes(String),
    Read,
    Notes,
    Status,
    Origins,
    /// What did not go into the cell before.
    More(Box<Column>),
}

impl Column {
    pub(crate) fn id(&self) -> String {
        match self {
            Column::Key => "key".into(),
            Column::Field(field) => format!("field:{field}"),
            Column::Topic(topic) => format!("topic:{topic}"),
            Column::Code(path) => format!("code:{path}"),
            Column::Codes(group) => format!("codes:{group}"),
            Column::Read => "read".into(),
            Column::Notes => "notes".into(),
            Column::Status => "status".into(),
            Column::Origins => "origins".into(),
            Column::More(column) => format!("more:{}", column.id()),
        }
    }

    /// The column with identifiers for names, which renaming does not touch.
    pub(crate) fn identified(&self, names: &Names) -> Column {
        match self {
            Column::Topic(name) => Column::Topic(names.id("topic", name).unwrap_or(name).to_owned()),
            Column::Code(path) => Column::Code(names.id("code", path).unwrap_or(path).to_owned()),
            Column::More(column) => Column::More(Box::new(column.identified(names))),
            other => other.clone(),
        }
    }

    /// The column with today's names for identifiers.
    pub(crate) fn named(&self, names: &Names) -> Column {
        match self {
            Column::Topic(id) => Column::Topic(names.name("topic", id).to_owned()),
            Column::Code(id) => Column::Code(names.name("code", id).to_owned()),
            Column::More(column) => Column::More(Box::new(column.named(names))),
            other => other.clone(),
        }
    }

    pub(crate) fn parse(id: &str) -> Option<Column> {
        if let Some(rest) = id.strip_prefix("more:") {
            return Some(Column::More(Box::new(Column::parse(rest)?)));
        }
        Some(match id.split_once(':') {
            Some(("field", field)) => Column::Field(Field::parse(field).ok()?),
            Some(("topic", topic)) => Column::Topic(topic.to_owned()),
            Some(("code", path)) => Column::Code(path.to_owned()),
            Some(("codes", group)) => Column::Codes(group.to_owned()),
            _ => match id {
                "key" => Column::Key,
                "read" => Column::Read,
                "notes" => Column::Notes,
                "status" => Column::Status,
                "origins" => Column::Origins,
                _ => return None,
            },
        })
    }

    /// Whether a person may change what stands in it.
    pub(crate) fn is_editable(&self) -> bool {
        !matches!(self, Column::Key | Column::Status | Column::Origins | Column::More(_))
    }
}

/// A short hash of what stands in a cell, to see later whether it was changed.
pub(crate) fn hash(text: &str) -> String {
    // Programs change line ends and trim; neither is an edit.
    let plain = text.replace("\r\n", "\n");
    sha256_hex(plain.trim().as_bytes())[..8].to_owned()
}

/// Fields that are always shown; the others only where some source has them.
const ALWAYS: [Field; 10] = [
    Field::Authors,
    Field::Year,
    Field::Title,
    Field::Container,
    Field::Volume,
    Field::Issue,
    Field::Pages,
    Field::Doi,
    Field::Keywords,
    Field::Abstract,
];

impl Review {
    /// The columns of a table of these sources.
    pub(crate) fn columns(&self, sources: &[Source]) -> Vec<Column> {
        let shown = |field: &Field| ALWAYS.contains(field) || sources.iter().any(|source| source.fields.has(*field));
        let mut columns = vec![Column::Key];
        columns.extend(Field::ALL.into_iter().filter(shown).map(Column::Field));
        columns.extend(self.topics_in_use(sources).into_iter().map(Column::Topic));
        for group in self.groups() {
            let codes: Vec<&str> = self.protocol.codes_of(&group).map(|(path, _)| path).collect();
            if codes.is_empty() {
                continue;
            }
            if self.protocol.several(&group) && codes.len() <= MOST_TICKS {
                columns.extend(codes.into_iter().map(|path| Column::Code(path.to_owned())));
            } else {
                columns.push(Column::Codes(group));
            }
        }
        columns.extend([Column::Read, Column::Notes, Column::Status, Column::Origins]);
        columns
    }

    /// The protocol's topics, and those that it no longer has but that cells are written on.
    fn topics_in_use(&self, sources: &[Source]) -> Vec<String> {
        let mut topics: Vec<String> = self.protocol.topics.iter().map(|(name, _)| name.clone()).collect();
        for cell in sources.iter().flat_map(|source| &source.cells) {
            if !topics.contains(&cell.topic) {
                topics.push(cell.topic.clone());
            }
        }
        topics
    }

    /// A column's head.
    pub(crate) fn head(&self, column: &Column) -> String {
        match column {
            Column::Key => "Key".into(),
            Column::Field(field) => record_table::head(*field).into(),
            Column::Topic(name) => {
                self.protocol.topic(name).map_or(name.as_str(), |topic| self.protocol.label(&topic.label, name)).into()
            }
            Column::Code(path) => format!("{}: {}", self.group_label(Protocol::group_of(path)), self.code_label(path)),
            Column::Codes(group) => self.group_label(group),
            Column::Read => "Read level".into(),
            Column::Notes => "Notes".into(),
            Column::Status => "Status".into(),
            Column::Origins => "Found in".into(),
            Column::More(column) => format!("{} (continued)", self.head(column)),
        }
    }

    /// The label of a code group in the review's language.
    pub fn group_label(&self, group: &str) -> String {
        let described = self.protocol.groups.iter().find(|(name, _)| name == group);
        described.map_or(group, |(_, described)| self.protocol.label(&described.label, group)).to_owned()
    }

    /// The label of a code in the review's language: its last part if it has none.
    pub fn code_label(&self, path: &str) -> String {
        let last = path.split_once('/').map_or(path, |(_, rest)| rest);
        self.protocol.code(path).map_or(last, |code| self.protocol.label(&code.label, last)).to_owned()
    }
}

/// What stands in a cell.
pub(crate) fn render(review: &Review, source: &Source, column: &Column, status: &str) -> String {
    match column {
        Column::Key => source.key.0.clone(),
        Column::Field(field) => source.fields.get(*field),
        Column::Topic(name) => {
            // Two records that met may each have a cell: both are shown.
            let cells = source.cells.iter().filter(|cell| cell.topic == *name);
            cells.map(|cell| cell.value.as_str()).collect::<Vec<_>>().join("\n\n")
        }
        Column::Code(path) => {
            let on = source.tags.iter().any(|tag| tag.code == *path);
            if on { "x".to_owned() } else { String::new() }
        }
        Column::Codes(group) => {
            let tags = source.tags.iter().filter(|tag| Protocol::group_of(&tag.code) == group);
            tags.map(|tag| review.code_label(&tag.code)).collect::<Vec<_>>().join("; ")
        }
        Column::Read => match source.read_level {
            katsaus_model::ReadLevel::Not => String::new(),
            level => level.to_string(),
        },
        Column::Notes => source.notes.join("\n"),
        Column::Status => status.to_owned(),
        Column::Origins => source.origins.join("; "),
        Column::More(_) => String::new(),
    }
}
