//! Texts that are like one text: those that share its telling words, the rarer the more.

use super::Found;
use crate::analysis::{is_function_word, tokens};
use crate::index::Index;
use crate::progress::Progress;
use crate::query::{Fields, Node, Part};
use crate::review::{Review, ReviewError};
use crate::store::{Set, SourceText};
use std::collections::BTreeMap;

/// How many words of a text are looked for in others.
const TELLING: usize = 30;
/// How many texts `similar:KEY` stands for.
const ALIKE: usize = 20;

impl Review {
    /// The texts that are most like a source, the likest first.
    ///
    /// # Errors
    /// If the review or its index cannot be read.
    pub fn similar(&mut self, n: i64, limit: usize, progress: &mut dyn Progress) -> Result<Found, ReviewError> {
        self.index(progress)?;
        let Some(index) = &self.index else { return Ok(Found { total: 0, hits: Vec::new() }) };
        let node = self.telling_words(index, n)?;
        let Some(node) = node else { return Ok(Found { total: 0, hits: Vec::new() }) };
        let mut found = self.search(&node, limit.saturating_add(1), super::Order::Relevance, progress)?;
        found.hits.retain(|hit| hit.row.n != n);
        found.hits.truncate(limit);
        found.total = found.total.saturating_sub(1);
        Ok(found)
    }

    /// The texts that are most like a source, without it.
    pub(super) fn alike(&self, n: i64) -> Result<Set, ReviewError> {
        let Some(index) = &self.index else { return Ok(Set::default()) };
        let Some(node) = self.telling_words(index, n)? else { return Ok(Set::default()) };
        let known = self.but_candidates(&node)?;
        let hits = index.search::<ReviewError>(&node, known, ALIKE + 1, &mut |_| Ok(None))?;
        Ok(hits.best.into_iter().map(|(other, _)| other).filter(|other| *other != n).take(ALIKE).collect())
    }

    /// Any of the words that tell a text from others.
    fn telling_words(&self, index: &Index, n: i64) -> Result<Option<Node>, ReviewError> {
        let Some(text) = self.store.text(n)? else { return Ok(None) };
        let all = index.len().max(1) as f32;
        let mut weighed: Vec<(f32, String)> = Vec::new();
        for (word, times) in words_of(&text) {
            let with = index.texts_with(Fields::ANY, &word)? as f32;
            weighed.push((times * (1.0 + (all - with + 0.5) / (with + 0.5)).ln(), word));
        }
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        let nodes: Vec<Node> = weighed.into_iter().take(TELLING).map(|(_, word)| Node::kin(&word)).collect();
        Ok((!nodes.is_empty()).then(|| Part::Or(nodes).into()))
    }
}

/// The words of title, keywords and abstract with how often each stands there, in the title twice as often.
fn words_of(text: &SourceText) -> BTreeMap<String, f32> {
    let mut words: BTreeMap<String, f32> = BTreeMap::new();
    let fields = &text.fields;
    let parts = [(fields.title.as_deref(), 2.0), (fields.abstract_text.as_deref(), 1.0)];
    let parts = parts.into_iter().filter_map(|(part, weight)| Some((part?, weight)));
    for (part, weight) in parts.chain(fields.keywords.iter().map(|word| (word.as_str(), 1.0))) {
        for (_, _, word) in tokens(part) {
            if word.chars().count() > 2 && !is_function_word(&word) && !word.bytes().any(|byte| byte.is_ascii_digit()) {
                *words.entry(word).or_default() += weight;
            }
        }
    }
    words
}
