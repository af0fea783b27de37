//! Takes off verb endings: passives, conditionals, infinitives in cases, the third person plural.
//!
//! Endings that verbs share with nouns are left to `cases`; verbs matter less than nouns in an index.

use super::cases::Ending;
use super::vowels::{self, Tails};
use super::word::Word;
use super::words;

/// Whether a form may still be a noun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Certainty {
    /// No noun looks like this.
    Sure,
    /// A noun or a participle may look the same.
    Likely,
}

/// A verb ending: how many letters go, and what is known of the stem before.
struct Found {
    count: usize,
    tails: Option<Tails>,
    certainty: Certainty,
}

fn sure(count: usize) -> Option<Found> {
    Some(Found { count, tails: None, certainty: Certainty::Sure })
}

fn sure_class(count: usize, tails: Tails) -> Option<Found> {
    Some(Found { count, tails: Some(tails), certainty: Certainty::Sure })
}

fn likely(count: usize) -> Option<Found> {
    Some(Found { count, tails: None, certainty: Certainty::Likely })
}

/// Removes a verb ending and the vowels before it; `None` when the word need not be a verb.
pub(super) fn strip(word: &mut Word) -> Option<(Tails, Certainty)> {
    if words::looks_inflected(word) || words::is_ma_noun(word) {
        return None;
    }
    let found = passive(word).or_else(|| finite(word)).or_else(|| infinitive(word))?;
    if !word.stem_remains(found.count.saturating_sub(1)) {
        return None;
    }
    word.cut(found.count);
    if let Some(tails) = found.tails {
        return Some((tails, found.certainty));
    }
    if words::restore(word) {
        return Some((vowels::drop(word, Ending::Vowel), found.certainty));
    }
    // An i before a verb ending is the verb's own, or what the conditional left of an e.
    let ending = if word.ends("i") { Ending::None } else { Ending::Action };
    let tails = vowels::drop(word, ending);
    Some((if tails == vowels::NONE && !word.ends("s") { vowels::I } else { tails }, found.certainty))
}

fn passive(word: &Word) -> Option<Found> {
    if word.ends("etaan") {
        return sure_class(5, vowels::A_OR_I);
    }
    if word.ends("ataan") && word.len() > 6 {
        return sure_class(5, vowels::CONTRACTED);
    }
    if word.ends_any(&["otaan", "utaan", "itaan", "daan"]) {
        return sure(4);
    }
    if word.ends("ettiin") {
        return sure_class(6, vowels::A_OR_I);
    }
    if word.ends("attiin") {
        return sure_class(6, vowels::CONTRACTED);
    }
    if word.ends_any(&["ittiin", "uttiin", "ottiin"]) {
        return sure(5);
    }
    if word.ends("ltiin") || (word.ends("llaan") && words::is_ella_verb(word, 2)) {
        return sure_class(4, vowels::I);
    }
    None
}

fn finite(word: &Word) -> Option<Found> {
    if word.ends("isivat") {
        return sure(6);
    }
    if word.ends("vat") && word.vowel(3) && !words::is_va_noun(word, 1) {
        return if word.ends("ivat") { sure(3) } else { likely(3) };
    }
    if word.ends("asi") && word.len() > 5 && !word.vowel(3) {
        return sure_class(3, vowels::CONTRACTED);
    }
    if word.ends("isi") && !word.ends("iisi") {
        return sure(3);
    }
    None
}

fn infinitive(word: &Word) -> Option<Found> {
    if word.ends_any(&["massa", "masta", "malla", "matta"]) && word.vowel(5) {
        return sure(5);
    }
    if word.ends("maan") && word.vowel(4) {
        return sure(4);
    }
    if word.ends("ettaessa") {
        return sure_class(8, vowels::A_OR_I);
    }
    if word.ends("ttaessa") {
        return sure(7);
    }
    if word.ends_any(&["aen", "uen"]) && word.len() > 5 {
        return sure(2);
    }
    if word.ends_any(&["aessa", "uessa", "iessa", "oessa"]) && word.len() > 6 {
        return sure(4);
    }
    if word.ends("lla") && words::is_ella_verb(word, 0) {
        return sure_class(2, vowels::I);
    }
    if word.ends("oida") {
        return sure(2);
    }
    if word.ends("akseen") && word.len() > 8 {
        return sure(if word.ends("dakseen") { 7 } else { 6 });
    }
    None
}
