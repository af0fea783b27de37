//! Texts as sparse vectors of terms: how often a text has a word or a pair of neighbouring words, weighed by how few
//! texts have it (tf-idf). It must not judge which terms matter for what.
//!
//! A word of a single text makes no text like another, so it is left out. Pairs count from three texts on: rarer ones
//! would be most of the terms, and ranked worse where this was measured. Pairs of function words (`of the`) stay,
//! since leaving them out ranked worse too; who shows terms to people leaves them out there.

use super::count::{NONE, Pairs, Read, chosen, numbers};
use std::fmt;

/// Stands between the parts of a text whose words are numbers.
pub const PART: u32 = NONE;

/// What it weighs that a text has a term several times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Times {
    /// 1 + ln(times).
    Logarithm,
    /// times · (k + 1) / (times + k), which rises to k + 1 (Robertson and Zaragoza 2009, as in BM25).
    Saturation(f32),
}

impl Times {
    fn weight(self, times: usize) -> f32 {
        let times = times as f32;
        match self {
            Times::Logarithm => 1.0 + times.ln(),
            Times::Saturation(k) => times * (k + 1.0) / (times + k),
        }
    }
}

/// How terms are chosen. The default is what ranked best from few examples.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// A word is a term if at least so many texts have it.
    pub fewest_for_word: u32,
    /// Two words that stand side by side are a term if at least so many texts have them so; `None`: pairs are no terms.
    pub fewest_for_pair: Option<u32>,
    /// What more than this share of the texts has is no term; 1 for no limit.
    pub greatest_share: f32,
    /// What it weighs that a text has a term several times.
    pub times: Times,
}

impl Default for Choice {
    fn default() -> Choice {
        Choice { fewest_for_word: 2, fewest_for_pair: Some(3), greatest_share: 1.0, times: Times::Logarithm }
    }
}

/// A word, or two that stand side by side, as the caller gave them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term<'t> {
    /// One word.
    Word(&'t str),
    /// A word and the next.
    Pair(&'t str, &'t str),
}

impl<'t> Term<'t> {
    /// Its one or two words.
    pub fn words(self) -> impl Iterator<Item = &'t str> {
        let (first, second) = match self {
            Term::Word(word) => (word, None),
            Term::Pair(first, second) => (first, Some(second)),
        };
        std::iter::once(first).chain(second)
    }
}

impl fmt::Display for Term<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Word(word) => f.write_str(word),
            Term::Pair(first, second) => write!(f, "{first} {second}"),
        }
    }
}

/// A text: the terms it has, by rising number, each with a weight above 0. It is 1 long, unless it has no terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vector {
    entries: Box<[(u32, f32)]>,
}

impl Vector {
    /// The numbers of its terms ([`Terms::term`]) and their weights, by rising number.
    pub fn entries(&self) -> &[(u32, f32)] {
        &self.entries
    }

    /// The sum of its squared weights.
    pub fn squared_length(&self) -> f32 {
        self.entries.iter().map(|(_, weight)| weight * weight).sum()
    }
}

/// The terms of some texts, and the texts as vectors of them.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    words: Vec<Box<str>>,
    /// Pairs are numbered after the words; each is two numbers of words.
    pairs: Vec<(u32, u32)>,
    /// How many texts have each term.
    texts_with: Vec<u32>,
    vectors: Vec<Vector>,
}

impl Terms {
    /// Terms of `texts`, each of which is its words in order. An empty word parts title from abstract, or one keyword
    /// from the next: no pair is made across it. A title counts double if its words are given twice.
    pub fn of<'t, D, T>(texts: D, choice: &Choice) -> Terms
    where
        D: IntoIterator<Item = T>,
        T: IntoIterator<Item = &'t str>,
    {
        Terms::of_read(Read::of(texts), choice)
    }

    /// Terms of texts whose words have numbers already: their places in `words`. The number [`PART`] stands where an
    /// empty word would. For many texts this is faster than to look every word up once more.
    pub fn of_numbered(words: &[String], texts: &[Vec<u32>], choice: &Choice) -> Terms {
        Terms::of_read(Read::numbered(words, texts), choice)
    }

    fn of_read(mut read: Read<'_>, choice: &Choice) -> Terms {
        let mut terms = Terms::default();
        let (kept, counts) = chosen(&read.texts_with(), choice.fewest_for_word);
        terms.words = kept.iter().map(|word| Box::from(read.words[*word])).collect();
        terms.texts_with = counts;
        read.renumber(&kept);
        let pairs = choice.fewest_for_pair.map(|fewest| terms.add_pairs(&read, fewest)).unwrap_or_default();
        terms.vectors = terms.vectors_of(&read, &pairs, choice);
        terms
    }

    /// The texts in the order in which they were given. One without any term is an empty vector.
    pub fn vectors(&self) -> &[Vector] {
        &self.vectors
    }

    /// The texts alone, where nobody needs to know what the terms are called.
    pub fn into_vectors(self) -> Vec<Vector> {
        self.vectors
    }

    /// How many terms there are. Their numbers begin at 0.
    pub fn len(&self) -> usize {
        self.texts_with.len()
    }

    /// Whether there is no term at all.
    pub fn is_empty(&self) -> bool {
        self.texts_with.is_empty()
    }

    /// The term of a number, `None` if there is no such term.
    pub fn term(&self, number: u32) -> Option<Term<'_>> {
        let at = number as usize;
        if let Some(word) = self.words.get(at) {
            return Some(Term::Word(word));
        }
        let (first, second) = self.pairs.get(at - self.words.len())?;
        Some(Term::Pair(self.words.get(*first as usize)?, self.words.get(*second as usize)?))
    }

    /// How many texts have a term.
    pub fn texts_with(&self, number: u32) -> u32 {
        self.texts_with.get(number as usize).copied().unwrap_or(0)
    }

    /// Whether more than a third of the texts, and more than two, have one of a term's words.
    pub fn has_common_word(&self, number: u32) -> bool {
        let limit = (self.vectors.len() / 3).max(2);
        let common = |word: u32| self.texts_with(word) as usize > limit;
        match (number as usize).checked_sub(self.words.len()).and_then(|at| self.pairs.get(at)) {
            Some((first, second)) => common(*first) || common(*second),
            None => common(number),
        }
    }

    /// Numbers the pairs that enough texts have. The answer says for each place of the stream which pair begins there.
    fn add_pairs(&mut self, read: &Read<'_>, fewest: u32) -> Vec<u32> {
        let mut all = Pairs::default();
        let mut begins = Vec::with_capacity(read.stream.len());
        for (text, words) in read.texts().enumerate() {
            begins.extend(words.windows(2).map(|pair| all.seen(text, pair[0], pair[1])));
            begins.extend(words.last().map(|_| NONE));
        }
        let (kept, counts) = chosen(&all.texts_with, fewest);
        let numbers = numbers(&kept, all.known.len(), self.words.len());
        self.pairs = kept.iter().map(|pair| all.known[*pair]).collect();
        self.texts_with.extend(counts);
        for pair in &mut begins {
            *pair = numbers.get(*pair as usize).copied().unwrap_or(NONE);
        }
        begins
    }

    fn vectors_of(&self, read: &Read<'_>, pairs: &[u32], choice: &Choice) -> Vec<Vector> {
        let rarities = self.rarities(read.ends.len(), choice.greatest_share);
        let mut present = Vec::new();
        let mut start = 0;
        let weigh_one = |end: &usize| {
            present.clear();
            present.extend(read.stream[start..*end].iter().filter(|word| **word != NONE));
            present.extend(pairs.get(start..*end).unwrap_or_default().iter().filter(|pair| **pair != NONE));
            start = *end;
            present.sort_unstable();
            weighed(&present, &rarities, choice.times)
        };
        read.ends.iter().map(weigh_one).collect()
    }

    /// ln((1 + texts) / (1 + texts with the term)) + 1. The 1 at the end keeps what every text has: without it the
    /// ranking was worse, though such words say little. 0 for what more than the `greatest` share has.
    fn rarities(&self, texts: usize, greatest: f32) -> Vec<f32> {
        let rarity = |with: &u32| match *with as f32 <= greatest * texts as f32 {
            true => ((1 + texts) as f32 / (1.0 + *with as f32)).ln() + 1.0,
            false => 0.0,
        };
        self.texts_with.iter().map(rarity).collect()
    }
}

/// The vector of a text's terms, which are sorted: the weight of its times, times its rarity, then made 1 long. A term
/// ten times as often is not ten times as telling.
fn weighed(present: &[u32], rarities: &[f32], times: Times) -> Vector {
    let runs = present.chunk_by(|one, next| one == next);
    let weight = |run: &[u32]| (run[0], times.weight(run.len()) * rarities[run[0] as usize]);
    let mut vector = Vector { entries: runs.map(weight).filter(|(_, weight)| *weight > 0.0).collect() };
    let length = vector.squared_length().sqrt();
    vector.entries.iter_mut().for_each(|(_, weight)| *weight /= length);
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Choice =
        Choice { fewest_for_word: 1, fewest_for_pair: Some(1), greatest_share: 1.0, times: Times::Logarithm };

    fn terms(texts: &[&str], choice: &Choice) -> Terms {
        // Two spaces make an empty word, which parts.
        Terms::of(texts.iter().map(|text| text.split(' ')), choice)
    }

    fn names(terms: &Terms) -> Vec<String> {
        (0..).map_while(|number| terms.term(number)).map(|term| term.to_string()).collect()
    }

    #[test]
    fn numbers_are_as_good_as_words() {
        let words = ["job", "carving", "new"].map(str::to_owned);
        let texts = [vec![0, 1, PART, 2], vec![0, 1], vec![2, 99, 0, 1]];
        let same = terms(&["job carving  new", "job carving", "new  job carving"], &ALL);
        let found = Terms::of_numbered(&words, &texts, &ALL);
        assert_eq!(names(&found), names(&same));
        assert_eq!(found.vectors(), same.vectors());
    }

    #[test]
    fn words_and_pairs_that_few_texts_have_are_no_terms() {
        let texts = ["job carving", "job carving works", "new job carving carving", "new"];
        let found = terms(&texts, &Choice::default());
        assert_eq!(names(&found), ["job", "carving", "new", "job carving"]);
        assert_eq!((0..5).map(|term| found.texts_with(term)).collect::<Vec<_>>(), [3, 3, 2, 3, 0]);
        assert_eq!((found.len(), found.is_empty(), found.term(4)), (4, false, None));
    }

    #[test]
    fn no_pair_is_made_across_parts_or_over_a_word_left_out() {
        let texts = ["job  carving", "job rare carving", "job carving"];
        assert_eq!(names(&terms(&texts, &ALL)), ["job", "carving", "rare", "job rare", "rare carving", "job carving"]);
        let common = Choice { fewest_for_word: 2, ..ALL };
        assert_eq!(names(&terms(&texts, &common)), ["job", "carving", "job carving"]);
        assert_eq!(names(&terms(&texts, &Choice { fewest_for_pair: None, ..common })), ["job", "carving"]);
    }

    #[test]
    fn often_and_rare_weigh_more_and_vectors_are_1_long() {
        let found = terms(&["job job work", "work", "work nurse"], &Choice { fewest_for_pair: None, ..ALL });
        let [(job, often), (work, common)] = found.vectors()[0].entries() else { panic!("{found:?}") };
        assert_eq!((*job, *work), (0, 1));
        let expected = (1.0 + 2_f32.ln()) * (1.0 + 2_f32.ln());
        assert!((often / common - expected).abs() < 1e-5, "{often} {common}");
        for vector in found.vectors() {
            assert!((vector.squared_length() - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn what_nearly_all_texts_have_is_no_term_but_still_stands_between_words() {
        let texts = ["the job", "the nurse", "the ward", "a ward"];
        let found = terms(&texts, &Choice { greatest_share: 0.7, ..ALL });
        let in_first: Vec<String> = found.vectors()[0]
            .entries()
            .iter()
            .filter_map(|(term, _)| found.term(*term))
            .map(|term| term.to_string())
            .collect();
        assert_eq!(in_first, ["job", "the job"]);
    }

    #[test]
    fn a_term_said_often_weighs_more_up_to_a_limit() {
        for times in [Times::Logarithm, Times::Saturation(1.7)] {
            assert!((times.weight(1) - 1.0).abs() < 1e-6 && times.weight(2) > times.weight(1), "{times:?}");
        }
        assert!((Times::Saturation(1.7).weight(1_000_000) - 2.7).abs() < 1e-3);
    }

    #[test]
    fn a_word_of_more_than_a_third_is_common_and_so_is_a_pair_with_it() {
        let texts = ["the job", "the job", "the job", "the nurse", "ward", "ward", "ward", "", ""];
        let found = terms(&texts, &ALL);
        let common: Vec<String> = names(&found)
            .into_iter()
            .zip(0..)
            .filter(|(_, n)| found.has_common_word(*n))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(common, ["the", "the job", "the nurse"]);
        assert!(!found.has_common_word(99));
    }

    #[test]
    fn a_text_without_terms_is_an_empty_vector() {
        let found = terms(&["", "job", "  ", "rare", "job"], &Choice::default());
        let sizes: Vec<usize> = found.vectors().iter().map(|vector| vector.entries().len()).collect();
        assert_eq!(sizes, [0, 1, 0, 0, 1]);
        let none = Terms::of(std::iter::empty::<[&str; 0]>(), &ALL);
        assert!(none.is_empty() && none.vectors().is_empty() && none.term(u32::MAX).is_none());
    }
}
