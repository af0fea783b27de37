//! The order of relevance: which text to look at next, by what was decided so far. It must not know reviewers, stages or
//! a store: texts are places in a list, decisions are yes or no.

use crate::analysis::{Stemming, each_word, language_at_a_glance, lower};
use crate::learn::{Choice, Learner, Learning, Terms, Times};
use katsaus_model::Fields;

/// How texts are taken and what is learnt from them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Model {
    /// Ours: stems in each text's language, the title twice, keywords; terms said often weigh more up to a limit.
    #[default]
    Usual,
    /// That of ASReview 3 (ELAS u4), to compare with: words as they stand, title and abstract.
    ElasU4,
}

/// How soon it stops to count that a term is said once more (BM25's k). Anything from 1.2 to 2.5 ranked better on twenty
/// reviews than a logarithm.
const SATURATION: f32 = 1.7;

impl Model {
    /// The model of a name.
    pub fn parse(name: &str) -> Option<Model> {
        [Model::Usual, Model::ElasU4].into_iter().find(|model| model.as_str() == name)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Model::Usual => "usual",
            Model::ElasU4 => "elas-u4",
        }
    }

    fn choice(self) -> Choice {
        let times = match self {
            Model::Usual => Times::Saturation(SATURATION),
            Model::ElasU4 => Times::Logarithm,
        };
        // Words of a single text make no texts alike, but they make it longer: with them it stands less for its others.
        Choice { fewest_for_word: 1, fewest_for_pair: Some(1), greatest_share: 0.95, times }
    }

    fn learning(self) -> Learning {
        match self {
            Model::Usual => Learning::default(),
            Model::ElasU4 => Learning { tolerance: 1e-6, ..Learning::default() },
        }
    }
}

/// Texts on their way to a [`Ranker`].
pub struct Gathering {
    model: Model,
    stemming: Stemming,
    without_abstract: Vec<bool>,
}

impl Gathering {
    /// No text yet.
    pub fn new(model: Model) -> Gathering {
        Gathering { model, stemming: Stemming::default(), without_abstract: Vec::new() }
    }

    /// Adds the next text.
    pub fn add(&mut self, fields: &Fields) {
        let title = fields.title.as_deref().unwrap_or_default();
        let rest = fields.abstract_text.as_deref().unwrap_or_default();
        match self.model {
            Model::Usual => {
                let language = language_at_a_glance(fields);
                let keywords = fields.keywords.iter().map(String::as_str);
                let mut buffer = String::new();
                for part in [title, title, rest].into_iter().chain(keywords) {
                    // Single letters are what an apostrophe or a formula leaves.
                    each_word(part, &mut buffer, |word| {
                        if word.chars().nth(1).is_some() {
                            self.stemming.word(language, word);
                        }
                    });
                }
            }
            Model::ElasU4 => {
                let text = lower(&format!("{title} {rest}"));
                let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
                words.filter(|word| word.chars().nth(1).is_some()).for_each(|word| self.stemming.word(None, word));
            }
        }
        self.stemming.end();
        self.without_abstract.push(rest.trim().is_empty());
    }

    /// A ranker of all that was added, with no decision yet.
    pub fn finish(self) -> Ranker {
        let stemmed = self.stemming.finish();
        let terms = Terms::of_numbered(&stemmed.stems, &stemmed.texts, &self.model.choice());
        let learner = Learner::new(terms.into_vectors(), self.model.learning());
        Ranker { learner, without_abstract: self.without_abstract, is_fitted: true, model: self.model }
    }
}

/// Ranks texts, and learns from every decision.
#[derive(Clone, Debug)]
pub struct Ranker {
    learner: Learner,
    without_abstract: Vec<bool>,
    is_fitted: bool,
    model: Model,
}

impl Ranker {
    /// Says that a text is relevant or not; `None` takes back what was said.
    pub fn decide(&mut self, text: usize, relevant: Option<bool>) {
        self.learner.label(text, relevant);
        self.is_fitted = false;
    }

    /// How many decisions there are that a text is relevant, and that it is not.
    pub fn decided(&self) -> (usize, usize) {
        self.learner.counts()
    }

    /// Whether enough is known to rank: a relevant text. ASReview's model needs one that is not, too.
    pub fn can_rank(&self) -> bool {
        match (self.model, self.learner.counts()) {
            (Model::Usual, (relevant, _)) => relevant > 0,
            (Model::ElasU4, (relevant, irrelevant)) => relevant > 0 && irrelevant > 0,
        }
    }

    /// Whether a text has no abstract: its rank rests on its title alone.
    pub fn is_without_abstract(&self, text: usize) -> bool {
        self.without_abstract.get(text).copied().unwrap_or(true)
    }

    /// The likeliest text that nobody decided on, of those that `may` be asked for; the first of them while nothing is
    /// known that could rank them.
    pub fn next(&mut self, may: impl Fn(usize) -> bool) -> Option<usize> {
        if !self.can_rank() {
            return (0..self.without_abstract.len()).find(|text| may(*text) && self.learner.label_of(*text).is_none());
        }
        self.fit();
        self.learner.best(may)
    }

    /// All texts that nobody decided on, of those that `may` be asked for, the likeliest first.
    pub fn order(&mut self, may: impl Fn(usize) -> bool) -> Vec<usize> {
        if self.can_rank() {
            self.fit();
        }
        self.learner.order(may)
    }

    fn fit(&mut self) {
        if !self.is_fitted {
            self.learner.fit();
            self.is_fitted = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranker(model: Model, titles: &[&str]) -> Ranker {
        let mut gathering = Gathering::new(model);
        for title in titles {
            gathering.add(&Fields { title: Some((*title).to_owned()), ..Fields::default() });
        }
        gathering.finish()
    }

    const TITLES: [&str; 5] = [
        "Nurses on the ward",
        "Employers and job carving",
        "Doctors on the ward",
        "Job carving by an employer",
        "Employing: how carved jobs work",
    ];

    #[test]
    fn texts_like_the_relevant_come_first() {
        let mut ranker = ranker(Model::Usual, &TITLES);
        assert_eq!(ranker.next(|_| true), Some(0), "nothing is known: the first");
        ranker.decide(0, Some(false));
        assert_eq!(ranker.next(|_| true), Some(1), "nothing relevant is known: the first");
        ranker.decide(1, Some(true));
        assert_eq!(ranker.next(|_| true), Some(3));
        assert_eq!(ranker.next(|text| text != 3), Some(4), "stems, not words");
        ranker.decide(1, None);
        assert_eq!((ranker.next(|_| true), ranker.decided()), (Some(1), (0, 1)));
    }

    #[test]
    fn the_model_to_compare_with_goes_by_words_and_waits_for_both_kinds() {
        let mut ranker = ranker(Model::ElasU4, &TITLES);
        ranker.decide(1, Some(true));
        assert_eq!(ranker.next(|_| true), Some(0));
        ranker.decide(0, Some(false));
        assert_eq!(ranker.order(|_| true)[0], 3);
        assert!(ranker.is_without_abstract(2) && ranker.is_without_abstract(99));
    }
}
