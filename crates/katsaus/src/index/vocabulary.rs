//! The collection's own words: which a word of a query stands for, how many texts have one, which are spelt nearly so.

use super::terms::Dictionary;
use super::{Index, IndexError};
use crate::analysis::{Analyser, HEAD, LANGUAGES, Language, ROOT, STEM, lower};
use crate::query::{Fields, Pattern, TextField, edits_between};
use std::collections::BTreeMap;
use std::sync::{MutexGuard, PoisonError};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

impl Index {
    pub(super) fn analyser(&self) -> MutexGuard<'_, Analyser> {
        self.analyser.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The words of the collection that a word of a query stands for, with how many texts have each, the most first.
    /// Of a plain word those are its inflected forms, and compounds that end in it.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn stands_for(&self, fields: Fields, pattern: &Pattern) -> Result<Vec<(String, u64)>, IndexError> {
        let searcher = self.reader.searcher();
        let mut analyser = self.analyser();
        let mut all: BTreeMap<String, u64> = BTreeMap::new();
        for field in self.fields_of(fields) {
            let words = match pattern {
                Pattern::Word(word) => self.forms(&searcher, field, &lower(word), &mut analyser)?,
                other => self.dictionary(&searcher, field).fitting(other, &mut analyser)?.written,
            };
            for word in words {
                let texts = searcher.doc_freq(&Term::from_field_text(field, &word))?;
                if texts > 0 {
                    let known = all.entry(word).or_default();
                    *known = texts.max(*known);
                }
            }
        }
        let mut counted: Vec<(String, u64)> = all.into_iter().collect();
        counted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        Ok(counted)
    }

    /// The fields of the index in which words of some fields lie.
    fn fields_of(&self, fields: Fields) -> Vec<Field> {
        let texts = !fields.without(TextField::FullText).is_empty();
        let full = fields.holds(TextField::FullText);
        [(texts, self.schema.text), (full, self.schema.full)]
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, field)| field)
            .collect()
    }

    pub(super) fn dictionary<'s>(&'s self, searcher: &'s Searcher, field: Field) -> Dictionary<'s> {
        Dictionary { searcher, field, languages: self.languages(searcher) }
    }

    /// The languages that any text is in: what is asked in others need not be analysed.
    fn languages(&self, searcher: &Searcher) -> &[Language] {
        self.languages.get_or_init(|| {
            let there = |language: &Language| {
                let start = format!("{STEM}{}:", language.code());
                // Where the dictionary cannot be read, the search itself will say so.
                [self.schema.text, self.schema.full]
                    .into_iter()
                    .any(|field| begins(searcher, field, &start).unwrap_or(true))
            };
            LANGUAGES.into_iter().filter(there).collect()
        })
    }

    /// Words of the collection that share a stem with a word, or end in it, in a language in which the stem is there.
    fn forms(
        &self,
        searcher: &Searcher,
        field: Field,
        word: &str,
        analyser: &mut Analyser,
    ) -> Result<Vec<String>, IndexError> {
        let there = |term: &str| searcher.doc_freq(&Term::from_field_text(field, term));
        let (mut wanted, mut are_heads): (Vec<(Language, String)>, bool) = (Vec::new(), false);
        for language in self.languages(searcher).iter().copied() {
            for stem in &analyser.keys(language, word).stems {
                let head = stem.replacen(STEM, &HEAD.to_string(), 1);
                if there(stem)? > 0 {
                    wanted.push((language, stem.to_string()));
                }
                if there(&head)? > 0 {
                    are_heads = true;
                    wanted.push((language, head));
                }
            }
        }
        // Inflection changes the ends of words: what begins otherwise is looked at for compounds only.
        let start: String = if are_heads { String::new() } else { word.chars().take(2).collect() };
        let mut forms = vec![word.to_owned()];
        for other in words_from(searcher, field, &start)?.into_keys() {
            let shared = |(language, term): &(Language, String)| {
                let keys = analyser.keys(*language, &other);
                keys.stems.iter().chain(&keys.heads).any(|key| **key == **term)
            };
            if other != word && wanted.iter().any(shared) {
                forms.push(other);
            }
        }
        Ok(forms)
    }

    /// About how many texts hold a word, an inflected form of it, or a compound that ends in it: none is none.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn texts_with(&self, fields: Fields, word: &str) -> Result<u64, IndexError> {
        let searcher = self.reader.searcher();
        let mut texts = 0;
        for field in self.fields_of(fields) {
            let dictionary = self.dictionary(&searcher, field);
            let fitting = dictionary.fitting(&Pattern::Word(word.to_owned()), &mut self.analyser())?;
            for term in fitting.all() {
                texts += searcher.doc_freq(&Term::from_field_text(field, &term))?;
            }
        }
        Ok(texts)
    }

    /// The word of the collection that is spelt most nearly like one that it does not have, the most frequent of
    /// several; none if all are spelt quite differently.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn spelt_like(&self, word: &str) -> Result<Option<String>, IndexError> {
        let word = lower(word);
        let letters = word.chars().count();
        if letters < 4 || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return Ok(None);
        }
        let edits = if letters < 6 { 1 } else { 2 };
        let near = self.stands_for(Fields::ANY, &Pattern::Fuzzy { word: word.clone(), edits })?;
        let rank = |(other, texts): &(String, u64)| {
            let edits = edits_between(&word, other, usize::from(edits)).unwrap_or(usize::MAX);
            let begins_otherwise = other.chars().next() != word.chars().next();
            (edits, begins_otherwise, std::cmp::Reverse(*texts))
        };
        Ok(near.into_iter().filter(|(other, _)| *other != word).min_by_key(rank).map(|(other, _)| other))
    }
}

/// All words of a field that begin so, with how many texts have each.
fn words_from(searcher: &Searcher, field: Field, start: &str) -> Result<BTreeMap<String, u64>, IndexError> {
    let mut words = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().range().ge(start.as_bytes()).into_stream()?;
        while stream.advance() && stream.key().starts_with(start.as_bytes()) {
            let word = String::from_utf8_lossy(stream.key());
            if !word.starts_with([STEM, HEAD, ROOT]) {
                *words.entry(word.into_owned()).or_default() += u64::from(stream.value().doc_freq);
            }
        }
    }
    Ok(words)
}

/// Whether any term of a field begins so.
fn begins(searcher: &Searcher, field: Field, start: &str) -> Result<bool, IndexError> {
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().range().ge(start.as_bytes()).into_stream()?;
        if stream.advance() && stream.key().starts_with(start.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}
