//! A light Finnish analyser for the full-text index: the same key for the inflected forms of a word.
//!
//! A suffix machine with short word lists; it holds no dictionary, reads no file, and must never look at anything but
//! the word it is given. It need not find the true base form: the key only has to be the same for all forms of a word.

mod cases;
mod compare;
mod gradation;
mod heads;
mod irregular;
mod particles;
#[cfg(test)]
mod tests;
mod types;
mod verbs;
mod vowels;
mod word;
mod words;

pub use heads::heads;

use cases::Ending;
use vowels::Tails;
use word::Word;

/// The longest word (in bytes) that is analysed; anything longer is no word of a language and is its own key.
const LONGEST: usize = 120;

/// The index keys of one Finnish word, given in lower case and composed Unicode; the likeliest first.
///
/// Forms of one word share a key (`asiakas`, `asiakkaan`, `asiakkaille`); the key of a compound follows its last part.
/// Most words have one key. A form that may belong to two types of word (`taloissa`: `talo` or `tala`) has two, a verb
/// form that may be a noun at most four. A query matches a text when any key of the one is a key of the other.
/// Text with anything but letters in it is its own key. A key is no word: show it to nobody.
pub fn keys(text: &str) -> Vec<String> {
    if text.len() > LONGEST {
        return vec![text.to_owned()];
    }
    if let Some(key) = irregular::key(text) {
        return vec![key.to_owned()];
    }
    let Some(mut word) = Word::read(text).filter(|word| word.len() > 2) else {
        return vec![text.to_owned()];
    };
    particles::strip_clitic(&mut word);
    let possessed = particles::strip_possessive(&mut word);
    let mut found = Vec::with_capacity(2);
    let mut verb = word.clone();
    let reading = verbs::strip(&mut verb);
    if let Some((tails, _)) = reading {
        add(&mut found, verb, tails);
    }
    if reading.is_none_or(|(_, certainty)| certainty == verbs::Certainty::Likely) {
        let ending = match cases::strip(&mut word) {
            // A possessive suffix stands on the stem of the genitive: `hankkeensa`, `lapsensa`.
            Ending::None if possessed => Ending::Vowel,
            ending => ending,
        };
        let tails = types::unify(&mut word, ending);
        add(&mut found, word, tails);
    }
    found
}

/// The likeliest of the `keys`, for a place that can hold only one.
pub fn stem(text: &str) -> String {
    keys(text).into_iter().next().unwrap_or_default()
}

fn add(found: &mut Vec<String>, mut word: Word, tails: Tails) {
    gradation::unify(&mut word);
    for tail in tails {
        let key = word.key(tail);
        if !found.contains(&key) {
            found.push(key);
        }
    }
}
