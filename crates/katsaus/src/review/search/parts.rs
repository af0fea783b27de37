//! The texts of a source, each with its field, its language and what it is called where it is shown. It must not look for
//! anything in them.

use crate::analysis::{Language, language_of, language_of_text};
use crate::query::TextField;
use crate::store::{Names, SourceText};
use std::borrow::Cow;

/// One text of a source. Full texts are not among them.
pub(super) struct TextPart<'t> {
    /// What it is called: the field's name, or the topic's.
    pub(super) name: &'t str,
    pub(super) field: TextField,
    pub(super) language: Option<Language>,
    pub(super) words: Cow<'t, str>,
}

/// The texts of a source, in the order in which they are shown.
pub(super) fn parts_of<'t>(text: &'t SourceText, names: &'t Names) -> Vec<TextPart<'t>> {
    let fields = &text.fields;
    let language = language_of(fields);
    let of = |name, field, words: &'t str| TextPart { name, field, language, words: Cow::Borrowed(words) };
    // What people write need not be in the language of what they read.
    let own = |name, field, words: &'t str| TextPart {
        language: language_of_text(words).or(language),
        ..of(name, field, words)
    };
    let titles = [&fields.title, &fields.original_title].into_iter().flatten();
    let containers = [&fields.container, &fields.series].into_iter().flatten();
    let people = fields.authors.iter().chain(&fields.editors);
    let mut parts: Vec<TextPart<'t>> = titles.map(|title| of("title", TextField::Title, title)).collect();
    parts.extend(fields.abstract_text.iter().map(|text| of("abstract", TextField::Abstract, text)));
    parts.extend(fields.keywords.iter().map(|word| of(KEYWORDS, TextField::Keyword, word)));
    parts.extend(text.cells.iter().map(|(topic, cell)| own(names.name("topic", topic), TextField::Cell, cell)));
    parts.extend(text.notes.iter().map(|note| own("note", TextField::Note, note)));
    parts.extend(text.excerpts.iter().map(|excerpt| own("excerpt", TextField::Excerpt, excerpt)));
    parts.extend(containers.map(|name| of("container", TextField::Container, name)));
    // Names have no language.
    parts.extend(people.map(|person| TextPart {
        name: "author",
        field: TextField::Author,
        language: None,
        words: Cow::Owned(person.inverted()),
    }));
    parts
}

/// Keywords are texts of their own, so that nothing is near across two, and are shown as one.
pub(super) const KEYWORDS: &str = "keywords";
