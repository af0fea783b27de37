//! A flow diagram as what is in it: boxes with numbers, where each number comes from, and which box leads to which. It
//! must not know how it is drawn, nor how a number was counted.

use katsaus_model::Timestamp;

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is counted from the log: its members can be listed.
    Proved,
    /// A person said it.
    Declared {
        /// Who, by reviewer identifier.
        by: String,
        /// When.
        at: Timestamp,
        /// Where they have it from, if they said so.
        why: Option<String>,
    },
    /// Nobody recorded it.
    NotRecorded,
}

/// A number of a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number; `None` if it is not recorded.
    pub n: Option<u64>,
    /// Where it comes from.
    pub standing: Standing,
}

impl Number {
    /// A number counted from the log.
    pub fn proved(n: usize) -> Number {
        Number { n: Some(n as u64), standing: Standing::Proved }
    }

    /// A number that nobody recorded.
    pub fn not_recorded() -> Number {
        Number { n: None, standing: Standing::NotRecorded }
    }
}

/// A line of a box: what is counted, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The name by which programs and `--explain` know it: those of the R package PRISMA2020 where it has one
    /// (`database_results`), with `/` and what it is of behind it where a box has several (`dbr_excluded/wrong-outcome`).
    pub name: String,
    /// What is counted, in the diagram's language.
    pub label: String,
    /// How many.
    pub number: Number,
    /// Whether it is a part of the line above: a database, a reason.
    pub is_part: bool,
}

/// A box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// What stands above its lines, in the diagram's language: `Reports excluded:`. Empty for none.
    pub head: String,
    /// Its lines, never none.
    pub lines: Vec<Line>,
}

/// How far down a box stands; boxes of one level stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// What was found.
    Identified,
    /// What was looked at by title and abstract.
    Screened,
    /// What was to be had in full text.
    Sought,
    /// What was looked at in full text.
    Assessed,
    /// What is included.
    Included,
}

/// A box of a column, with what leaves the column there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How far down it stands.
    pub level: Level,
    /// The box itself.
    pub node: Node,
    /// Boxes to its right that an arrow leads to: what was removed, excluded, not retrieved, not screened.
    pub aside: Vec<Node>,
}

/// One way into the review: a heading, and boxes from top to bottom, each leading to the next and the last to what is
/// included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading, in the diagram's language.
    pub heading: String,
    /// Its boxes, from top to bottom.
    pub steps: Vec<Step>,
}

/// A flow diagram. PRISMA 2020's has up to three columns: previous studies, databases and registers, other methods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// The language of its words: `en`, `fi`, `sv`.
    pub language: String,
    /// What it is of, for the title of the picture.
    pub title: String,
    /// Studies of an earlier version of the review, where there are any: a column with one box that leads to the total.
    pub previous: Option<Column>,
    /// The columns, left to right, all of which lead to what is included.
    pub columns: Vec<Column>,
    /// What is included.
    pub included: Node,
    /// What is included together with the previous studies, where there are any: below `included`.
    pub total: Option<Node>,
    /// Words of the bars along the left side: from which level to which, and the word (Identification, Screening,
    /// Included).
    pub bars: Vec<(Level, Level, String)>,
    /// Sentences below the drawing: how many decisions were made in which order, rules of counting.
    pub footnotes: Vec<String>,
}

impl Diagram {
    /// All boxes, in reading order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        let previous = self.previous.iter().flat_map(|column| &column.steps);
        let steps = previous.chain(self.columns.iter().flat_map(|column| &column.steps));
        let boxes = steps.flat_map(|step| std::iter::once(&step.node).chain(&step.aside));
        boxes.chain(std::iter::once(&self.included)).chain(&self.total)
    }

    /// The line of a name.
    pub fn line(&self, name: &str) -> Option<&Line> {
        self.nodes().flat_map(|node| &node.lines).find(|line| line.name == name)
    }
}
