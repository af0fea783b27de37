//! Which words a compound ends in (`arbetsmarknadens` in `marknad`), so that who searches for the last part finds the
//! compound: Swedish, German, Norwegian (bokmål), Danish. It must not know an index, a query or how words are stemmed,
//! and must never look at anything but the word it is given.
//!
//! A head is a word of the lexicon. What stands before it is a chain of words of the lexicon, joined as the language
//! joins them; something that ends as only nouns do before others (`betreuungs`); or, where the head is so long that
//! hardly a word ends like it by chance, anything that may be a word.
//! Prefixes are no words; what they begin (`Betrieb`, `förhållande`) is whole. A few that keep the meaning of the word
//! after them are in the lexicons (`sam-`, `selbst-`). Where a lexicon has a compound of its own (`arbetsmarknad`), it
//! is a head before its last part is.

mod inflection;
mod joints;
mod letters;
mod lexicon;
mod unknown;

use frostem::Algorithm;
use lexicon::Place;
use std::collections::{HashMap, HashSet};

/// Longer words are data that slipped into a text.
const LONGEST: usize = 120;
/// Two short words may meet in a word that is none of them (`läggas`, `samman`).
const SHORTEST: usize = 7;
/// More parts than this before a head are chance.
const MOST_PARTS: usize = 4;
/// Stands before a word to see what its stem is at the end of a compound: stemmers spare the beginnings of words, so
/// that a short word alone may keep an ending that it loses there (`kunst`, but `volkskun`).
const ANY_FIRST_PART: &str = "landesgrund";

/// A language whose compounds are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Swedish,
    German,
    Norwegian,
    Danish,
}

impl Language {
    fn of(algorithm: Algorithm) -> Option<Language> {
        match algorithm {
            Algorithm::Swedish => Some(Language::Swedish),
            Algorithm::German => Some(Language::German),
            Algorithm::Norwegian => Some(Language::Norwegian),
            Algorithm::Danish => Some(Language::Danish),
            _ => None,
        }
    }

    fn lexicon(self) -> &'static str {
        match self {
            Language::Swedish => include_str!("lexicons/sv.txt"),
            Language::German => include_str!("lexicons/de.txt"),
            Language::Norwegian => include_str!("lexicons/no.txt"),
            Language::Danish => include_str!("lexicons/da.txt"),
        }
    }
}

/// What the stem of a compound ends in that ends in a form.
fn at_the_end(form: &str, stem: &impl Fn(&str) -> String) -> String {
    let whole = stem(&format!("{ANY_FIRST_PART}{form}"));
    whole.strip_prefix(ANY_FIRST_PART).map(str::to_owned).unwrap_or_else(|| stem(form))
}

/// Finds the heads of the compounds of one language.
pub struct Splitter {
    language: Language,
    /// By the stem that they have at the end of a compound.
    heads: HashMap<Box<str>, Vec<Head>>,
    /// Words as they stand before others, with what joins them.
    earlier: HashSet<Box<str>>,
}

/// A form of a word of the lexicon that compounds end in.
struct Head {
    /// Its own stem, with which it begins: tells words apart that have one stem at the end of a compound.
    stem: Box<str>,
    /// The stem of its base form.
    base: Box<str>,
    /// The ending that makes it another word than its stem is.
    derives: Option<&'static str>,
    place: Place,
    /// Letters of the form: other forms of the word have hardly fewer, though words that have its stem may (`som`, the
    /// stem of `sommer`).
    letters: usize,
    letters_of_base: usize,
}

impl Head {
    fn new(language: Language, entry: &lexicon::Entry<'_>, form: &str, stem: &str, base: &str) -> Head {
        let form = letters::folded(language, form);
        Head {
            stem: stem.into(),
            base: base.into(),
            derives: form.strip_prefix(stem).and_then(|rest| inflection::derives(language, rest)),
            place: entry.place,
            letters: form.chars().count(),
            letters_of_base: entry.base.chars().count(),
        }
    }
}

impl Splitter {
    /// For the language of a stemmer, with the function that gives the stems of the index; `None` for a language
    /// whose compounds are not divided.
    pub fn new(algorithm: Algorithm, stem: impl Fn(&str) -> String) -> Option<Splitter> {
        let language = Language::of(algorithm)?;
        let mut splitter = Splitter { language, heads: HashMap::new(), earlier: HashSet::new() };
        let entries: Vec<_> = lexicon::entries(language.lexicon()).collect();
        for entry in entries.iter().filter(|entry| entry.place != Place::Last) {
            splitter.add_earlier(entry);
        }
        let heads = entries.iter().filter(|entry| entry.can_be_last());
        let heads: Vec<_> = heads.map(|entry| (entry, stem(entry.base), at_the_end(entry.base, &stem))).collect();
        // Where two words have a form in common, it is of the word whose base form it is.
        for (entry, base, key) in &heads {
            splitter.add_head(key, Head::new(language, entry, entry.base, base, base));
        }
        for (entry, base, key_of_base) in &heads {
            let inflected = inflection::forms(language, entry.base);
            for form in entry.forms.iter().copied().chain(inflected.iter().map(String::as_str)) {
                let key = at_the_end(form, &stem);
                if key != *key_of_base {
                    splitter.add_head(&key, Head::new(language, entry, form, &stem(form), base));
                }
            }
        }
        Some(splitter)
    }

    fn add_head(&mut self, key: &str, new: Head) {
        let heads = self.heads.entry(key.into()).or_default();
        match heads.iter_mut().find(|head| head.stem == new.stem && head.derives == new.derives) {
            Some(head) => {
                head.letters = head.letters.min(new.letters);
                head.letters_of_base = head.letters_of_base.min(new.letters_of_base);
            }
            None => heads.push(new),
        }
    }

    fn add_earlier(&mut self, entry: &lexicon::Entry<'_>) {
        let listed = entry.earlier_forms.iter().map(|form| (*form).to_owned());
        let joined = match entry.place {
            Place::Earlier => vec![entry.base.to_owned()],
            _ => joints::forms(self.language, entry.base),
        };
        for form in listed.chain(joined) {
            self.earlier.insert(letters::folded(self.language, &form).into());
        }
    }

    /// The stems of the words that a compound ends in, the longest first; nothing if the word is no compound. The
    /// word, in small letters and any inflected form, comes with its stem.
    pub fn heads(&self, word: &str, stem: &str) -> Vec<String> {
        let mut found = Vec::new();
        if word.len() > LONGEST {
            return found;
        }
        let word = letters::folded(self.language, word);
        if !word.starts_with(stem) {
            return found;
        }
        let whole = self.head_at(&word, stem, 0);
        let mut within_a_known_word = whole.is_some();
        let mut is_divided = whole.is_none_or(|head| head.place != Place::Undivided);
        let mut from = 0;
        for (at, _) in stem.char_indices().skip(2) {
            if !is_divided {
                break;
            }
            let Some(head) = self.head_at(&word, stem, at) else { continue };
            // Whatever stands before it: no part of an undivided word is a head.
            is_divided = head.place != Place::Undivided;
            let before = word.get(from..at).unwrap_or_default();
            let after_known =
                self.is_known(before, MOST_PARTS) && before.chars().count() + head.letters_of_base >= SHORTEST;
            if after_known || (!within_a_known_word && self.may_follow_unknown(before, head)) {
                found.push(head.base.to_string());
                if head.stem != head.base {
                    found.push(head.stem.to_string());
                }
                from = at;
                within_a_known_word = true;
            }
        }
        found
    }

    fn may_follow_unknown(&self, before: &str, head: &Head) -> bool {
        unknown::is_a_noun_before_another(self.language, before)
            || (head.place != Place::LastAfterKnown
                && unknown::may_stand_before(self.language, before, head.letters_of_base))
    }

    /// The head that a word has from `at` on, whatever stands before.
    fn head_at(&self, word: &str, stem: &str, at: usize) -> Option<&Head> {
        let (end, end_of_stem) = (word.get(at..)?, stem.get(at..)?);
        let heads = self.heads.get(end_of_stem)?.iter();
        let fitting = heads.filter(|head| {
            let rest = end.strip_prefix(&*head.stem);
            rest.is_some_and(|rest| inflection::derives(self.language, rest) == head.derives)
                && end.chars().count() + 1 >= head.letters
        });
        fitting.max_by_key(|head| head.stem.len())
    }

    /// Whether a beginning is words of the lexicon, at most so many.
    fn is_known(&self, beginning: &str, most: usize) -> bool {
        if self.earlier.contains(beginning) {
            return true;
        }
        most > 1
            && beginning.char_indices().skip(2).any(|(at, _)| {
                beginning
                    .split_at_checked(at)
                    .is_some_and(|(first, rest)| self.earlier.contains(first) && self.is_known(rest, most - 1))
            })
    }
}

#[cfg(test)]
mod tests;
