//! How a source's texts lie in the index: one behind the other in one long line of words, each text in a section of its
//! own, so far apart that nothing is near across two. It must not know how words are found.

use crate::analysis::{Language, Words, language_of, language_of_text};
use crate::query::{FARTHEST, Fields, TextField};
use crate::store::SourceText;
use std::borrow::Cow;

/// Stands round what a section begins with, in the text that is handed to the index.
pub(super) const MARK: char = '\u{1}';
/// In the place of a language: names, which have none.
pub(super) const NAMES: &str = "names";
/// Words left free between two sections: more than any nearness reaches over.
const GAP: u32 = FARTHEST + 1;
/// The number of a section that no field is: the title once more, so that a word in a title weighs twice.
const WEIGHT: u8 = 15;

/// One text of a source: the number of its field, its language, its words.
struct Section<'a> {
    field: u8,
    language: Option<Language>,
    text: Cow<'a, str>,
}

impl<'a> Section<'a> {
    fn of(field: TextField, language: Option<Language>, text: &'a str) -> Section<'a> {
        Section { field: field as u8, language, text: Cow::Borrowed(text) }
    }

    fn code(&self) -> &'static str {
        if self.field == TextField::Author as u8 { NAMES } else { self.language.map_or("", Language::code) }
    }
}

/// A source as the index takes it.
pub(super) struct Laid {
    /// All its texts in one, each behind its language between marks.
    pub(super) text: String,
    /// For each section the first word's place and the field: `place << 4 | field`.
    pub(super) starts: Vec<u64>,
}

/// Lays out the texts of a source.
pub(super) fn lay_out(text: &SourceText) -> Laid {
    let mut laid = Laid { text: String::new(), starts: Vec::new() };
    let mut start = 0;
    for section in sections(text) {
        let words = Words::of(&section.text).count() as u32;
        if words == 0 {
            continue;
        }
        laid.starts.push(u64::from(start) << 4 | u64::from(section.field));
        push_section(section.code(), &section.text, &mut laid.text);
        start = next_start(start, words);
    }
    laid
}

/// A text that is a section alone.
pub(super) fn laid_alone(language: Option<Language>, text: &str) -> String {
    let mut laid = String::with_capacity(text.len() + 8);
    push_section(language.map_or("", Language::code), text, &mut laid);
    laid
}

fn push_section(code: &str, text: &str, out: &mut String) {
    out.push(MARK);
    out.push_str(code);
    out.push(MARK);
    if text.contains(MARK) {
        out.push_str(&text.replace(MARK, " "));
    } else {
        out.push_str(text);
    }
}

/// Where the section behind one of so many words begins.
pub(super) fn next_start(start: u32, words: u32) -> u32 {
    start.saturating_add(words).saturating_add(GAP)
}

fn sections(text: &SourceText) -> Vec<Section<'_>> {
    let fields = &text.fields;
    let language = language_of(fields);
    // What people write need not be in the language of what they read.
    let own = |words: &str| language_of_text(words).or(language);
    let titles = [&fields.title, &fields.original_title].into_iter().flatten();
    let containers = [&fields.container, &fields.series].into_iter().flatten();
    let mut all: Vec<Section<'_>> = titles.map(|title| Section::of(TextField::Title, language, title)).collect();
    all.extend(fields.abstract_text.iter().map(|text| Section::of(TextField::Abstract, language, text)));
    all.extend(fields.keywords.iter().map(|word| Section::of(TextField::Keyword, language, word)));
    all.extend(containers.map(|name| Section::of(TextField::Container, language, name)));
    all.extend(text.cells.iter().map(|(_, cell)| Section::of(TextField::Cell, own(cell), cell)));
    all.extend(text.notes.iter().map(|note| Section::of(TextField::Note, own(note), note)));
    all.extend(text.excerpts.iter().map(|excerpt| Section::of(TextField::Excerpt, own(excerpt), excerpt)));
    let people = fields.authors.iter().chain(&fields.editors);
    all.extend(people.map(|person| Section {
        field: TextField::Author as u8,
        language: None,
        text: Cow::Owned(person.inverted()),
    }));
    all.extend(
        fields.title.iter().map(|title| Section { field: WEIGHT, ..Section::of(TextField::Title, language, title) }),
    );
    all
}

/// Where the sections of one source lie, as the index kept it.
#[derive(Default)]
pub(super) struct Layout {
    /// First place and field, in order.
    starts: Vec<(u32, u8)>,
}

impl Layout {
    /// Reads what [`Laid::starts`] holds.
    pub(super) fn read(&mut self, starts: impl Iterator<Item = u64>) {
        self.starts.clear();
        self.starts.extend(starts.map(|start| ((start >> 4) as u32, (start & 15) as u8)));
    }

    /// Whether the word at a place belongs to one of these fields.
    pub(super) fn is_in(&self, place: u32, fields: Fields) -> bool {
        let behind = self.starts.partition_point(|(start, _)| *start <= place);
        let section = behind.checked_sub(1).and_then(|at| self.starts.get(at));
        section
            .is_some_and(|(_, field)| TextField::ALL.iter().any(|known| *known as u8 == *field && fields.holds(*known)))
    }
}
