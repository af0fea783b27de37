//! What a query says, as a tree whose parts know where they stand. It must not know how a query is typed or run.

use super::fields::Fields;
use super::pattern::Pattern;
use katsaus_model::ReadLevel;

/// Where in the query something stands: bytes from and to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub from: usize,
    /// Byte after the last.
    pub to: usize,
}

impl Span {
    /// From the beginning of one to the end of another.
    pub fn to(self, last: Span) -> Span {
        Span { from: self.from, to: last.to.max(self.from) }
    }
}

/// A part of a query, and where it stands. Two are equal if they say the same, wherever they stand.
#[derive(Clone, Debug, Eq)]
pub struct Node {
    /// What it says.
    pub part: Part,
    /// Where it was typed; nothing for what no one typed.
    pub span: Span,
}

impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.part == other.part
    }
}

impl From<Part> for Node {
    fn from(part: Part) -> Node {
        Node { part, span: Span::default() }
    }
}

/// What a part of a query says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything.
    All,
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A word, or words side by side (a phrase), in some fields.
    Words {
        /// The fields.
        fields: Fields,
        /// One pattern for a word; several stand one behind the other.
        patterns: Vec<Pattern>,
    },
    /// Two things that stand near each other in one field: words, phrases, any of several, or nearness again.
    Near {
        /// How many words may stand between the two at most.
        most: u32,
        /// Whether the first has to stand before the second.
        ordered: bool,
        /// The first.
        left: Box<Node>,
        /// The second.
        right: Box<Node>,
    },
    /// Years from and to, both included.
    Year {
        /// First year.
        from: Option<i32>,
        /// Last year.
        to: Option<i32>,
    },
    /// Added to the review on these days, both included; a day is written as far as it is known: `2026-01`.
    Added {
        /// First day, month or year.
        from: Option<String>,
        /// Last day, month or year.
        to: Option<String>,
    },
    /// A code or anything below it; a group name in front was joined to it.
    Tag(String),
    /// A status; one in a selection is `employers/included`.
    Status(String),
    /// The texts of a selection, by name. Who runs the query puts the selection's own query in its place.
    Selection(String),
    /// A saved query. Who runs the query puts what was saved in its place.
    Saved {
        /// Its name.
        name: String,
        /// Where its words are looked for, if they name no field.
        fields: Fields,
    },
    /// The search terms of a concept, by name. Who runs the query puts the terms in its place.
    Concept {
        /// The concept.
        name: String,
        /// Where its terms are looked for.
        fields: Fields,
    },
    /// A key, or a beginning of one.
    Key(String),
    /// A DOI.
    Doi(String),
    /// A search, or an import's file name.
    Origin(String),
    /// Found by this round of citation searching.
    Round(u32),
    /// Decided on by this reviewer.
    DecidedBy(String),
    /// Left out for this reason.
    Reason(String),
    /// Where its full text stands: `sought`, `retrieved`, `not-retrieved`.
    Retrieval(String),
    /// Like this source, by key.
    Similar(String),
    /// Citing this source, by key.
    Cites(String),
    /// Read to this level and no further.
    Read(ReadLevel),
    /// A language code.
    Language(String),
    /// A CSL type.
    Type(String),
    /// A topic on which there is a cell, and a word in it.
    Topic {
        /// The topic.
        topic: String,
        /// What the cell holds.
        words: Option<Box<Node>>,
    },
    /// Something that a source has: `abstract`, `doi`, `note`, `tag`, `cell`, `decision`, `excerpt`, `year`, `fulltext`.
    Has(String),
}

impl Node {
    /// A word in some fields, as somebody types it: with its inflected forms.
    pub fn word(fields: Fields, word: &str) -> Node {
        Part::Words { fields, patterns: vec![Pattern::Word(word.to_owned())] }.into()
    }

    /// A word anywhere, with all that comes of the same root: to rank by, not to select by.
    pub fn kin(word: &str) -> Node {
        Part::Words { fields: Fields::ANY, patterns: vec![Pattern::Kin(word.to_owned())] }.into()
    }

    /// Nodes inside this one.
    pub fn children(&self) -> Vec<&Node> {
        match &self.part {
            Part::And(nodes) | Part::Or(nodes) => nodes.iter().collect(),
            Part::Not(node) => vec![node],
            Part::Near { left, right, .. } => vec![left, right],
            Part::Topic { words: Some(words), .. } => vec![words],
            _ => Vec::new(),
        }
    }

    /// Whether this part or any inside it is so.
    pub fn any(&self, is: &dyn Fn(&Part) -> bool) -> bool {
        is(&self.part) || self.children().into_iter().any(|node| node.any(is))
    }

    /// Whether it may stand near something: words, any of several, nearness, and what stands for such.
    pub fn may_be_near(&self) -> bool {
        match &self.part {
            Part::Or(nodes) => nodes.iter().all(Node::may_be_near),
            Part::Words { .. } | Part::Near { .. } | Part::Concept { .. } | Part::Saved { .. } => true,
            _ => false,
        }
    }
}
