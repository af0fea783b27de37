//! Fields of text, sets of them, and what people call them. It must not know what stands in them.

use std::fmt;

/// A field of text that words are looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum TextField {
    /// Title, and title in the original language.
    Title = 0,
    /// Abstract.
    Abstract = 1,
    /// Authors and editors.
    Author = 2,
    /// Journal, book or series.
    Container = 3,
    /// Keywords.
    Keyword = 4,
    /// Notes.
    Note = 5,
    /// Excerpts.
    Excerpt = 6,
    /// Cells.
    Cell = 7,
    /// The whole text, of an attached file.
    FullText = 8,
}

impl TextField {
    /// All of them, in the order in which a word in them is shown.
    pub const ALL: [TextField; 9] = [
        TextField::Title,
        TextField::Keyword,
        TextField::Abstract,
        TextField::Cell,
        TextField::Excerpt,
        TextField::Note,
        TextField::Container,
        TextField::Author,
        TextField::FullText,
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
            TextField::FullText => "fulltext",
        }
    }
}

/// A set of fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fields(u16);

impl Fields {
    /// Where a word without a field is looked for: everywhere but in full texts.
    pub const ANY: Fields = Fields(0xff);
    /// Everywhere, in full texts too.
    pub const ALL: Fields = Fields(0x1ff);
    /// Title and abstract.
    pub const TITLE_ABSTRACT: Fields = Fields(0b11);
    /// Title, abstract and keywords.
    pub const TITLE_ABSTRACT_KEYWORDS: Fields = Fields(0b1_0011);

    /// Whether a field is among them.
    pub fn holds(self, field: TextField) -> bool {
        self.0 & 1 << field as u8 != 0
    }

    /// These and one more.
    #[must_use]
    pub fn with(self, field: TextField) -> Fields {
        Fields(self.0 | 1 << field as u8)
    }

    /// These without one.
    #[must_use]
    pub fn without(self, field: TextField) -> Fields {
        Fields(self.0 & !(1 << field as u8))
    }

    /// Whether some field is in both.
    pub fn meet(self, other: Fields) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order in which words in them are shown.
    pub fn iter(self) -> impl Iterator<Item = TextField> {
        TextField::ALL.into_iter().filter(move |field| self.holds(*field))
    }

    /// The fields that a name in a query stands for.
    pub fn named(name: &str) -> Option<Fields> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, fields)| *fields)
    }

    /// All names that stand for fields.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

impl From<TextField> for Fields {
    fn from(field: TextField) -> Fields {
        Fields(1 << field as u8)
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(TextField::as_str)).finish()
    }
}

/// The name in front of words, with its colon; nothing where no field was named.
impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Fields::ANY {
            return Ok(());
        }
        match NAMES.iter().find(|(_, fields)| fields == self) {
            Some((name, _)) => write!(f, "{name}:"),
            None => {
                let names: Vec<&str> = self.iter().map(TextField::as_str).collect();
                write!(f, "{}:", names.join("+"))
            }
        }
    }
}

const fn one(field: TextField) -> Fields {
    Fields(1 << field as u8)
}

/// The first name of each set is the one that is printed.
const NAMES: [(&str, Fields); 27] = [
    ("title", one(TextField::Title)),
    ("ti", one(TextField::Title)),
    ("abstract", one(TextField::Abstract)),
    ("ab", one(TextField::Abstract)),
    ("tiab", Fields::TITLE_ABSTRACT),
    ("tiabkw", Fields::TITLE_ABSTRACT_KEYWORDS),
    ("tak", Fields::TITLE_ABSTRACT_KEYWORDS),
    ("author", one(TextField::Author)),
    ("authors", one(TextField::Author)),
    ("au", one(TextField::Author)),
    ("container", one(TextField::Container)),
    ("journal", one(TextField::Container)),
    ("so", one(TextField::Container)),
    ("keyword", one(TextField::Keyword)),
    ("keywords", one(TextField::Keyword)),
    ("kw", one(TextField::Keyword)),
    ("note", one(TextField::Note)),
    ("notes", one(TextField::Note)),
    ("excerpt", one(TextField::Excerpt)),
    ("excerpts", one(TextField::Excerpt)),
    ("cell", one(TextField::Cell)),
    ("cells", one(TextField::Cell)),
    ("text", one(TextField::Cell)),
    ("fulltext", one(TextField::FullText)),
    ("full-text", one(TextField::FullText)),
    ("ft", one(TextField::FullText)),
    ("everywhere", Fields::ALL),
];
