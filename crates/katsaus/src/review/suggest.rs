//! Texts that may deserve a code: those that are like the ones that have it, and those that hold its terms. Suggestions
//! stay suggestions: nothing is tagged here.

use super::{Review, ReviewError};
use crate::analysis::{Analyser, Stemmed, Stemming, bare_stem, is_function_word, language_at_a_glance, tokens};
use crate::learn::{Choice, Ranking, Terms, rank};
use crate::progress::Progress;
use crate::query::{Node, parse};
use crate::store::{Filter, Row, Set};
use katsaus_model::Fields;
use std::collections::HashMap;

/// How many reasons are named for a text.
const REASONS: usize = 6;
/// What the terms of the codebook add at most beside a likeness of 1.
const TERMS_COUNT: f32 = 0.5;

/// A text that may deserve a code.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggested {
    /// The text.
    pub row: Row,
    /// The higher, the likelier; compares within one list only.
    pub score: f32,
    /// The code's terms that the text holds.
    pub terms: Vec<String>,
    /// Words of the text that those which have the code share, the most telling first.
    pub words: Vec<String>,
}

/// What is suggested, and from what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestions {
    /// The code.
    pub code: String,
    /// Texts that have it: what is learnt from.
    pub examples: usize,
    /// The terms that the codebook has for it.
    pub terms: Vec<String>,
    /// Texts without it, the likeliest first.
    pub texts: Vec<Suggested>,
}

/// Texts in their languages' stems, and which texts they are.
struct StemmedTexts {
    sources: Vec<i64>,
    stemmed: Stemmed,
}

impl Review {
    /// Suggests texts of a set for a code.
    ///
    /// # Errors
    /// If the code is not known or retired, one of its terms cannot be read, or the review cannot be read.
    pub fn suggest(
        &mut self,
        typed: &str,
        among: &Set,
        limit: usize,
        progress: &mut dyn Progress,
    ) -> Result<Suggestions, ReviewError> {
        let path = self.codes_to_put_on(&[typed.to_owned()])?.remove(0);
        let ids = self.code_ids_below(&path)?;
        let tagged = self.store.tagged(&ids.iter().map(String::as_str).collect::<Vec<_>>())?;
        let terms = self.protocol.code(&path).map(|code| code.terms.clone()).unwrap_or_default();
        let mut open = among.clone();
        open.subtract(&tagged);
        let held = self.holding(&terms, &open, progress)?;
        let mut scores: HashMap<i64, f32> = HashMap::new();
        for (source, (_, score)) in &held {
            *scores.entry(*source).or_default() += TERMS_COUNT * score;
        }
        let pool = if tagged.is_empty() { None } else { Some(self.stemmed_texts()?) };
        let likeness = pool.as_ref().map(|pool| likeness(pool, &tagged));
        if let (Some(pool), Some((_, ranking))) = (&pool, &likeness) {
            let ends = (ranking.order.first(), ranking.order.last());
            let (best, worst) = ends.0.zip(ends.1).map_or((1.0, 0.0), |(best, worst)| (best.score, worst.score));
            for ranked in &ranking.order {
                let source = pool.sources[ranked.text];
                if open.contains(source) {
                    *scores.entry(source).or_default() +=
                        (ranked.score - worst) / (best - worst).max(f32::MIN_POSITIVE);
                }
            }
        }
        let mut order: Vec<(i64, f32)> = scores.into_iter().collect();
        order.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        order.truncate(limit);
        let rows: HashMap<i64, Row> = {
            let wanted: Set = order.iter().map(|(source, _)| *source).collect();
            self.store.rows(Filter::Of(&wanted))?.into_iter().map(|row| (row.n, row)).collect()
        };
        let places: HashMap<i64, usize> =
            pool.iter().flat_map(|pool| pool.sources.iter().enumerate().map(|(at, source)| (*source, at))).collect();
        let mut texts = Vec::with_capacity(order.len());
        for (source, score) in order {
            let Some(row) = rows.get(&source).cloned() else { continue };
            let words = match (&likeness, places.get(&source)) {
                (Some((terms, ranking)), Some(place)) => {
                    let why = ranking.why(terms, *place, 4 * REASONS);
                    let stems: Vec<String> = why.iter().map(|(term, _)| term.to_string()).collect();
                    let mut words = self.as_written(source, &stems)?;
                    words.retain(|words| !words.split(' ').any(is_small));
                    words.truncate(REASONS);
                    words
                }
                _ => Vec::new(),
            };
            let terms = held.get(&source).map(|(terms, _)| terms.clone()).unwrap_or_default();
            texts.push(Suggested { row, score, terms, words });
        }
        Ok(Suggestions { code: path, examples: tagged.len(), terms, texts })
    }

    /// Which texts of a set hold which terms, and how much that says: the rarer a term, the more; 1 for the most.
    fn holding(
        &mut self,
        terms: &[String],
        open: &Set,
        progress: &mut dyn Progress,
    ) -> Result<HashMap<i64, (Vec<String>, f32)>, ReviewError> {
        let all = self.store.source_count()? as f32;
        let mut held: HashMap<i64, (Vec<String>, f32)> = HashMap::new();
        for term in terms {
            let node = self.term_node(term).map_err(|error| {
                ReviewError::Wrong(format!(
                    "the codebook's term `{term}` cannot be searched: {error}; `;` stands between terms"
                ))
            })?;
            let mut set = self.matching(&node, progress)?;
            let says = (1.0 + all / set.len().max(1) as f32).ln();
            set.intersect(open);
            for source in set.iter() {
                let entry = held.entry(source).or_default();
                entry.0.push(term.clone());
                entry.1 += says;
            }
        }
        let most = held.values().map(|(_, says)| *says).fold(f32::MIN_POSITIVE, f32::max);
        held.values_mut().for_each(|(_, says)| *says /= most);
        Ok(held)
    }

    /// A term of the codebook as a query: several words stand in order, `räätälöin*` for a beginning.
    fn term_node(&self, term: &str) -> Result<Node, ReviewError> {
        let term = term.trim().replace('"', " ");
        let text = if term.split_whitespace().nth(1).is_some() { format!("\"{term}\"") } else { term };
        Ok(parse(&text, &[])?.node)
    }

    /// The words of all texts but candidates.
    fn stemmed_texts(&self) -> Result<StemmedTexts, ReviewError> {
        let mut known = self.store.all()?;
        known.subtract(&self.candidates()?);
        let (mut sources, mut stemming) = (Vec::new(), Stemming::default());
        self.store.each_fields(&known, |source, fields| {
            let language = language_at_a_glance(&fields);
            for part in parts(&fields) {
                stemming.text(language, part);
                // No pair of words goes across parts.
                stemming.part();
            }
            stemming.end();
            sources.push(source);
        })?;
        Ok(StemmedTexts { sources, stemmed: stemming.finish() })
    }

    /// Stems as the text itself writes them.
    fn as_written(&self, source: i64, stems: &[String]) -> Result<Vec<String>, ReviewError> {
        let Some(text) = self.store.text(source)? else { return Ok(Vec::new()) };
        let language = language_at_a_glance(&text.fields);
        let analyser = Analyser::default();
        let mut written: HashMap<String, String> = HashMap::new();
        for part in parts(&text.fields) {
            for (_, _, word) in tokens(part) {
                written.entry(bare_stem(&analyser, language, &word)).or_insert(word);
            }
        }
        let shown = |stem: &String| {
            let words = stem.split(' ').map(|stem| written.get(stem).map_or(stem, String::as_str));
            words.collect::<Vec<_>>().join(" ")
        };
        Ok(stems.iter().map(shown).collect())
    }
}

/// Words that tell nothing of what a text is about. They help to rank, and are no reasons that anybody would give.
fn is_small(word: &str) -> bool {
    word.chars().count() < 3 || is_function_word(word) || matches!(word, "based" | "more" | "study" | "using")
}

/// The parts of a text that tell what it is about. The title counts twice.
fn parts(fields: &Fields) -> impl Iterator<Item = &str> {
    let title = fields.title.as_deref().unwrap_or_default();
    let rest = fields.abstract_text.as_deref().unwrap_or_default();
    [title, title, rest].into_iter().chain(fields.keywords.iter().map(String::as_str))
}

fn likeness(pool: &StemmedTexts, tagged: &Set) -> (Terms, Ranking) {
    let terms = Terms::of_numbered(&pool.stemmed.stems, &pool.stemmed.texts, &Choice::default());
    let examples: Vec<usize> =
        pool.sources.iter().enumerate().filter(|(_, source)| tagged.contains(**source)).map(|(at, _)| at).collect();
    let ranking = rank(&terms, &examples);
    (terms, ranking)
}
