//! What katsaus means to do with a spreadsheet, before it does it: for people to read and overrule.

use super::look::{Look, SheetLook};
use katsaus_model::{Field, TopicKind};
use std::collections::BTreeMap;

/// What a column is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A bibliographic field.
    Field(Field),
    /// The first page.
    PageStart,
    /// The last page.
    PageEnd,
    /// Notes on the text.
    Notes,
    /// Whether it is included.
    Included,
    /// Why it is left out.
    Reason,
    /// Who decided.
    Reviewer,
    /// At which stage.
    Stage,
    /// Where it was found.
    Origin,
    /// When that was searched.
    SearchDate,
    /// How far it was read.
    ReadLevel,
    /// How often it is cited.
    CitedBy,
    /// Its own identifier in the table.
    Id,
    /// A whole reference in one cell.
    Reference,
    /// A topic of the review, by identifier.
    Topic(String),
    /// Codes of a group, one or several in a cell.
    Codes(String),
    /// One code, ticked.
    Code(String),
    /// Nothing; its values stay with the record all the same.
    Ignored,
}

impl Role {
    /// The role's name in plans and mappings: a field, `topic:NAME`, `codes:NAME`, `ignored`.
    pub fn name(&self) -> String {
        match self {
            Role::Field(field) => field.to_string(),
            Role::PageStart => "page_start".into(),
            Role::PageEnd => "page_end".into(),
            Role::Notes => "notes".into(),
            Role::Included => "included".into(),
            Role::Reason => "reason".into(),
            Role::Reviewer => "reviewer".into(),
            Role::Stage => "stage".into(),
            Role::Origin => "origin".into(),
            Role::SearchDate => "search_date".into(),
            Role::ReadLevel => "read_level".into(),
            Role::CitedBy => "cited_by".into(),
            Role::Id => "id".into(),
            Role::Reference => "reference".into(),
            Role::Topic(topic) => format!("topic:{topic}"),
            Role::Codes(group) => format!("codes:{group}"),
            Role::Code(path) => format!("codes:{path}"),
            Role::Ignored => "ignored".into(),
        }
    }

    /// Reads a role's name. `codes:` with a slash in it is one ticked code.
    pub fn parse(name: &str) -> Option<Role> {
        let name = name.trim();
        if let Some(topic) = name.strip_prefix("topic:") {
            return Some(Role::Topic(topic.trim().to_owned()));
        }
        if let Some(codes) = name.strip_prefix("codes:") {
            let codes = codes.trim().to_owned();
            return Some(if codes.contains('/') { Role::Code(codes) } else { Role::Codes(codes) });
        }
        let others = [
            Role::PageStart,
            Role::PageEnd,
            Role::Notes,
            Role::Included,
            Role::Reason,
            Role::Reviewer,
            Role::Stage,
            Role::Origin,
            Role::SearchDate,
            Role::ReadLevel,
            Role::CitedBy,
            Role::Id,
            Role::Reference,
            Role::Ignored,
        ];
        let found = others.into_iter().find(|role| role.name() == name);
        found.or_else(|| Field::parse(name).ok().map(Role::Field))
    }
}

/// One column and what it is taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its number, from 1.
    pub number: u32,
    /// Its head as written.
    pub header: String,
    /// The name under which a mapping knows it: its head, or its letters where the head is blank or comes twice.
    pub name: String,
    /// The group band above its head, if there is one.
    pub band: String,
    /// What it is taken for.
    pub role: Role,
    /// Rows that have a value in it.
    pub filled: u64,
    /// A value of it, to recognise it by.
    pub sample: String,
    /// Whether it is hidden in the workbook.
    pub hidden: bool,
    /// What parts several values in one cell.
    pub separator: Option<char>,
    /// Codes by normalised value, if it holds codes.
    pub codes: BTreeMap<String, String>,
    /// Whose verdicts or readings it holds, if its head says so.
    pub reviewer: Option<String>,
}

/// A code that the import would make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// Its path.
    pub path: String,
    /// Its label: the value as most rows write it.
    pub label: String,
    /// How many rows have it.
    pub count: u64,
}

/// A topic that the import would make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTopic {
    /// Its identifier.
    pub id: String,
    /// Its label: the column's head.
    pub label: String,
    /// Its kind.
    pub kind: TopicKind,
    /// How many rows have a value.
    pub count: u64,
}

/// A row below the head that is not read as a text of the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The row.
    pub row: u32,
    /// Why: `total`, `note`.
    pub why: &'static str,
    /// The beginning of what it holds.
    pub text: String,
}

/// The plan for one sheet that holds a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetPlan {
    /// The sheet.
    pub sheet: String,
    /// The saved mapping that it was read by, by name.
    pub saved: Option<String>,
    /// Its header row, from 1; the lower of a two-row head.
    pub header_row: u32,
    /// Whether the row above the header row belongs to the head.
    pub two_row_head: bool,
    /// How many texts it lists.
    pub rows: u64,
    /// The last row that holds one.
    pub last_row: u32,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Rows that are not read.
    pub skipped: Vec<Skipped>,
    /// Codes that would be made.
    pub new_codes: Vec<NewCode>,
    /// Topics that would be made.
    pub new_topics: Vec<NewTopic>,
    /// The stage that the sheet's name speaks of.
    pub stage: Option<String>,
    /// The search that the sheet's name speaks of.
    pub origin: Option<String>,
    /// Whether the sheet's name says that its texts are included (`true`) or excluded (`false`).
    pub verdict: Option<bool>,
    /// Pairs of rows that look like one text.
    pub pairs: Vec<(u32, u32)>,
    /// Colours and strike-through.
    pub look: Look,
    /// Hidden rows and columns, comments.
    pub beside: SheetLook,
    /// What the colours mean, by name: a verdict or a code's path.
    pub colours: BTreeMap<String, String>,
    /// Web addresses behind cells: row, column, address.
    pub links: Vec<(u32, u32, String)>,
}

/// The plan for a whole spreadsheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The format's identifier.
    pub format: String,
    /// Sheets that hold a list.
    pub sheets: Vec<SheetPlan>,
    /// Sheets that hold none, and why we think so.
    pub others: Vec<(String, String)>,
    /// Sheets with column names and nothing below them.
    pub empty: Vec<String>,
    /// Columns that the person named and that no sheet has.
    pub unknown_wishes: Vec<String>,
}

impl SheetPlan {
    /// The first column with a role.
    pub fn column(&self, role: &Role) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == *role)
    }

    /// Whether any column has a role.
    pub fn has(&self, role: &Role) -> bool {
        self.column(role).is_some()
    }
}
