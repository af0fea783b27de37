//! Which terms of the index a word of a query stands for.

use crate::analysis::{Analyser, HEAD, Language, ROOT, STEM, lower, without_language};
use crate::query::Pattern;
use std::collections::BTreeSet;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// Most words that a wildcard or a fuzzy word may stand for within a phrase or near something.
pub(super) const MOST: usize = 10_000;

/// The terms of one field that a word may be, by how well they fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Fitting {
    /// What a wildcard stands for, or the word as written where no other form will do.
    pub(super) written: Vec<String>,
    /// Stems of a plain word; the word itself where a text's language is not known. They find the word as written too.
    pub(super) stems: Vec<String>,
    /// Its stems as last parts of compounds.
    pub(super) heads: Vec<String>,
}

impl Fitting {
    pub(super) fn all(self) -> Vec<String> {
        [self.written, self.stems, self.heads].concat()
    }
}

/// Looks terms up in the dictionaries of an index.
pub(super) struct Dictionary<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) field: Field,
    /// The languages that any text is in.
    pub(super) languages: &'a [Language],
}

impl Dictionary<'_> {
    /// The terms that a word of a query may be.
    pub(super) fn fitting(&self, pattern: &Pattern, analyser: &mut Analyser) -> tantivy::Result<Fitting> {
        let mut fitting = Fitting::default();
        match pattern {
            Pattern::Word(word) | Pattern::Kin(word) => {
                let (word, kin) = (lower(word), matches!(pattern, Pattern::Kin(_)));
                for language in self.languages.iter().copied() {
                    let keys = analyser.keys(language, &word);
                    for stem in if kin { keys.kin() } else { &keys.stems } {
                        if self.knows(stem)? {
                            fitting.stems.push(stem.to_string());
                        }
                    }
                    for stem in &keys.stems {
                        let head = stem.replacen(STEM, &HEAD.to_string(), 1);
                        if self.knows(&head)? {
                            fitting.heads.push(head);
                        }
                    }
                }
                let bare = without_language(&word);
                if self.knows(&bare)? {
                    fitting.stems.push(bare);
                }
            }
            Pattern::Exact(word) => fitting.written.push(lower(word)),
            Pattern::Wild(_) => fitting.written = self.wild(pattern)?,
            Pattern::Fuzzy { word, edits } => fitting.written = self.fuzzy(&lower(word), *edits)?,
        }
        Ok(fitting)
    }

    fn knows(&self, term: &str) -> tantivy::Result<bool> {
        let term = Term::from_field_text(self.field, term);
        for segment in self.searcher.segment_readers() {
            if segment.inverted_index(self.field)?.get_term_info(&term)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// All words that begin like the pattern and fit it.
    fn wild(&self, pattern: &Pattern) -> tantivy::Result<Vec<String>> {
        let start = pattern.stem();
        let all_fit = pattern.is_beginning();
        let mut found = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.field)?;
            let mut stream = index.terms().range().ge(start.as_bytes()).into_stream()?;
            while stream.advance() && stream.key().starts_with(start.as_bytes()) {
                let word = String::from_utf8_lossy(stream.key());
                if all_fit || pattern.is(&word) {
                    found.insert(word.into_owned());
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// All words in which so many letters are other.
    fn fuzzy(&self, word: &str, edits: u8) -> tantivy::Result<Vec<String>> {
        let term = Term::from_field_text(self.field, word);
        let automaton = FuzzyTermQuery::new(term, edits, true).automaton()?;
        let mut found = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.field)?;
            let mut stream = index.terms().search(&automaton).into_stream()?;
            while stream.advance() {
                let word = String::from_utf8_lossy(stream.key());
                if !word.starts_with([STEM, HEAD, ROOT]) {
                    found.insert(word.into_owned());
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    pub(super) fn terms(&self, words: &[String]) -> Vec<Term> {
        words.iter().map(|word| Term::from_field_text(self.field, word)).collect()
    }
}
