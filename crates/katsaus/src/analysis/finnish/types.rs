//! Brings the stem shapes of one inflection type to one shape (-nen and -se-, -us and -ukse-, -ton and -ttoma-).
//!
//! It works on stems without their case ending and leaves the consonants before the last vowel to `gradation`.

use super::cases::Ending;
use super::compare;
use super::vowels::{self, Tails};
use super::word::Word;
use super::words;

/// Rewrites the end of the stem and names its vowel class.
pub(super) fn unify(word: &mut Word, ending: Ending) -> Tails {
    if let Some(tails) = compare::strip(word) {
        return tails;
    }
    if words::restore(word) {
        return vowels::drop(word, Ending::Vowel);
    }
    match ending {
        Ending::Participle => vowels::E,
        Ending::None => unify_nominative(word),
        Ending::Consonant if word.ends("s") => unify_s(word),
        // Lasten, of lapsi; oppilas and its like have had their s taken off as a nominative.
        Ending::Consonant if word.ends("las") => {
            word.replace(1, "ps");
            vowels::I
        }
        Ending::Consonant if word.ends("in") => unify_in(word),
        Ending::Consonant if word.ends("ttom") => vowels::A,
        _ => unify_vowel_stem(word, ending),
    }
}

/// Dictionary forms, above all those that end in a consonant.
fn unify_nominative(word: &mut Word) -> Tails {
    if words::is_vowel_in_noun(word) {
        return vowels::NONE;
    }
    if word.ends("nen") && word.vowel(3) && word.len() > 4 {
        word.replace(3, "s");
        return unify_s(word);
    }
    if words::is_ton_word(word) {
        word.replace(3, "ttom");
        return vowels::A;
    }
    if words::is_short_s_noun(word) {
        word.cut(1);
        return vowels::drop(word, Ending::Vowel);
    }
    if words::is_si_noun(word) {
        word.cut(1);
        return vowels::NONE;
    }
    vowels::drop(word, Ending::None)
}

/// A stem in -s-; the name of an action belongs to its verb (osaaminen, osata).
fn unify_s(word: &mut Word) -> Tails {
    if word.ends("mis") && word.vowel(3) && word.stem_remains(3) && !word.ends("ihmis") {
        word.cut(3);
        return vowels::drop(word, Ending::Action);
    }
    vowels::NONE
}

/// A word in -in: its dictionary form passes for a genitive, so the n goes, but for those whose n is known.
fn unify_in(word: &mut Word) -> Tails {
    if words::is_vowel_in_noun(word) {
        return vowels::NONE;
    }
    word.cut(1);
    vowels::drop(word, Ending::None)
}

fn unify_vowel_stem(word: &mut Word, ending: Ending) -> Tails {
    if word.ends_any(&["ksee", "isee", "osee", "utee", "uotee", "imee", "sii"]) {
        word.cut(1);
    }
    if word.ends_any(&["ttoma", "ttomi"]) {
        word.replace(5, "ttom");
        return vowels::A;
    }
    if word.ends_any(&["ukse", "uksi", "okse", "oksi", "ekse", "akse"]) {
        word.replace(3, "s");
        return vowels::NONE;
    }
    if word.ends_any(&["uude", "uute", "eude", "eute", "oude", "oute", "aude", "aute"]) {
        word.replace(2, "s");
        return vowels::NONE;
    }
    if words::is_si_stem(word) {
        word.replace(2, "s");
        return vowels::NONE;
    }
    if words::is_si_noun(word) {
        word.cut(1);
        return vowels::NONE;
    }
    if words::is_in_stem(word) {
        word.replace(2, "n");
        return unify_in(word);
    }
    if word.ends_any(&["ise", "isi", "ose"]) && !word.ends("iisi") {
        word.cut(1);
        return unify_s(word);
    }
    vowels::drop(word, ending)
}
