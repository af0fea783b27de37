//! What a query says, as a tree.

use katsaus_model::ReadLevel;

/// Where in the query something stands: bytes from and to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub from: usize,
    /// Byte after the last.
    pub to: usize,
}

/// A field of text that words are looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextField {
    /// Title, and title in the original language.
    Title,
    /// Abstract.
    Abstract,
    /// Authors and editors.
    Author,
    /// Journal, book or series.
    Container,
    /// Keywords.
    Keyword,
    /// Notes.
    Note,
    /// Excerpts.
    Excerpt,
    /// Cells.
    Cell,
}

impl TextField {
    /// All of them, in the order in which a word weighs.
    pub const ALL: [TextField; 8] = [
        TextField::Title,
        TextField::Keyword,
        TextField::Abstract,
        TextField::Cell,
        TextField::Excerpt,
        TextField::Note,
        TextField::Container,
        TextField::Author,
    ];

    /// The field's name in queries.
    pub fn as_str(self) -> &'static str {
        match self {
            TextField::Title => "title",
            TextField::Abstract => "abstract",
            TextField::Author => "author",
            TextField::Container => "container",
            TextField::Keyword => "keyword",
            TextField::Note => "note",
            TextField::Excerpt => "excerpt",
            TextField::Cell => "cell",
        }
    }
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Everything.
    All,
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// A word in a field, or anywhere.
    Word {
        /// The field.
        field: Option<TextField>,
        /// The word as typed.
        word: String,
    },
    /// Words side by side. The last may be a beginning.
    Phrase {
        /// The field.
        field: Option<TextField>,
        /// The words as typed.
        words: String,
        /// Whether the last word is a beginning (`"supported employ*"`).
        open: bool,
    },
    /// Words that begin so.
    Prefix {
        /// The field.
        field: Option<TextField>,
        /// The beginning.
        start: String,
    },
    /// Years from and to, both included.
    Year {
        /// First year.
        from: Option<i32>,
        /// Last year.
        to: Option<i32>,
    },
    /// A code or anything below it; a group name in front was joined to it.
    Tag(String),
    /// A status; one in a selection is `employers/included`.
    Status(String),
    /// The texts of a selection, by name. Who runs the query puts the selection's own query in its place.
    Selection(String),
    /// A key, or a beginning of one.
    Key(String),
    /// A DOI.
    Doi(String),
    /// A search, or an import's file name.
    Origin(String),
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
    /// Something that a source has: `abstract`, `doi`, `note`, `tag`, `cell`, `decision`, `excerpt`, `year`.
    Has(String),
}
