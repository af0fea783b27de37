//! Takes off the case ending and says what kind of stem is left.
//!
//! It decides between readings of one ending (`-ista`, `-usta`); the shape of the stem is the business of `types`.

use super::word::Word;
use super::words;

/// What a word was before its case ending was taken off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// No ending: the dictionary form, or a form that looks like one.
    None,
    /// An ending on a stem that ends in a vowel.
    Vowel,
    /// An ending that shows the stem to be of the type `hanke` (`hanke-tta`).
    LongE,
    /// A plural ending that shows the stem to be of the type `risti` (`riste-jä`).
    ShortI,
    /// A plural ending after o, which may stand for an a.
    PluralO,
    /// No case: the stem of a verb before -minen, -malla, -maan.
    Action,
    /// The infinitive of a verb like `lisätä`.
    Contracted,
    /// The ending of a past participle (`tehn-yt`).
    Participle,
    /// An ending on a stem that ends in a consonant (`nuor-ta`, `yritys-ten`).
    Consonant,
}

/// Removes the case ending.
pub(super) fn strip(word: &mut Word) -> Ending {
    if words::looks_inflected(word) {
        return Ending::None;
    }
    if words::is_n_noun(word) {
        return Ending::Consonant;
    }
    strip_plural_genitive(word)
        .or_else(|| strip_illative(word))
        .or_else(|| strip_adverb(word))
        .or_else(|| strip_consonant_stem(word))
        .or_else(|| strip_local(word))
        .or_else(|| strip_partitive(word))
        .or_else(|| strip_short(word))
        .unwrap_or(Ending::None)
}

fn take(word: &mut Word, count: usize, ending: Ending) -> Option<Ending> {
    if !word.stem_remains(count) {
        return None;
    }
    word.cut(count);
    Some(ending)
}

fn strip_plural_genitive(word: &mut Word) -> Option<Ending> {
    if word.ends("iden") && word.vowel(4) {
        return take(word, 3, Ending::Vowel);
    }
    if word.ends("itten") && word.vowel(5) {
        return take(word, 4, Ending::Vowel);
    }
    if word.ends("jen") && word.vowel(3) && word.back(3) != b'a' {
        return take(word, 3, before_j(word, 3));
    }
    if word.ends("ien") {
        return take(word, 2, Ending::Vowel);
    }
    if word.ends("ten") && words::is_as_stem(word, 3) {
        return take(word, 4, Ending::Vowel);
    }
    if word.ends_any(&["sten", "rten", "lten", "nten"]) {
        return take(word, 3, Ending::Consonant);
    }
    None
}

/// What the vowel before -ja and -jen tells; `less` is the length of the ending.
fn before_j(word: &Word, less: usize) -> Ending {
    match word.back(less) {
        b'e' => Ending::ShortI,
        b'o' => Ending::PluralO,
        _ => Ending::Vowel,
    }
}

fn strip_illative(word: &mut Word) -> Option<Ending> {
    if word.ends("seen") && word.vowel(4) && word.back(4) == word.back(5) {
        return take(word, 4, Ending::Vowel);
    }
    if word.ends("isiin") && word.vowel(5) && !words::is_inen_stem(word, 3) {
        return take(word, 4, Ending::Vowel);
    }
    if word.ends("ihin") {
        return take(word, 3, if word.ends("eihin") { Ending::ShortI } else { Ending::Vowel });
    }
    if word.ends_any(&["uohon", "aahan", "uuhun", "eehen"]) {
        return take(word, 3, Ending::Vowel);
    }
    None
}

/// The adverb of an adjective (varmasti).
fn strip_adverb(word: &mut Word) -> Option<Ending> {
    if word.ends("sti") && word.vowel(3) && word.len() > 6 { take(word, 3, Ending::Vowel) } else { None }
}

fn strip_consonant_stem(word: &mut Word) -> Option<Ending> {
    if word.ends("ta") && words::is_consonant_stem(word, 2) { take(word, 2, Ending::Consonant) } else { None }
}

fn strip_local(word: &mut Word) -> Option<Ending> {
    if word.ends("sta") {
        return strip_sta(word);
    }
    if word.ends_any(&["ssa", "lla", "lta", "lle", "ksi"]) && word.vowel(3) {
        return take(word, 3, Ending::Vowel);
    }
    if word.ends("na") && word.vowel(2) && (word.len() > 5 || word.vowel(4)) {
        return take(word, 2, Ending::Vowel);
    }
    None
}

/// `-sta` is the elative of a vowel stem or the partitive of a stem in -s.
fn strip_sta(word: &mut Word) -> Option<Ending> {
    if words::is_s_stem(word, 2) {
        return take(word, 2, Ending::Consonant);
    }
    if words::is_as_stem(word, 2) {
        return take(word, 3, Ending::Vowel);
    }
    if word.vowel(3) { take(word, 3, Ending::Vowel) } else { None }
}

fn strip_partitive(word: &mut Word) -> Option<Ending> {
    if word.ends("tta") && words::is_si_partitive(word) {
        word.replace(3, "s");
        return Some(Ending::Consonant);
    }
    // -uutta, -eutta, -outta: the partitive of -uus, -eus, -ous.
    if word.ends_any(&["uutta", "eutta", "outta", "autta"]) && word.len() > 5 {
        word.replace(3, "s");
        return Some(Ending::Consonant);
    }
    if word.ends("etta") {
        return take(word, 3, Ending::LongE);
    }
    if word.ends("tonta") && word.len() > 6 {
        word.replace(5, "ttom");
        return Some(Ending::Consonant);
    }
    if word.ends("ata") && !word.vowel(3) {
        return take(word, 2, Ending::Contracted);
    }
    if word.ends("ta") {
        return if word.vowel(2) { take(word, 2, Ending::Vowel) } else { None };
    }
    if word.ends("ja") && word.vowel(2) {
        return if words::is_agent(word) { None } else { take(word, 2, before_j(word, 2)) };
    }
    // A final -aa may also be a verb's; the vowels tell.
    if word.back(0) == b'a' && word.vowel(1) && word.back(1) != b'a' {
        return take(word, 1, Ending::Vowel);
    }
    None
}

/// The one-letter endings, and the long vowel before them.
fn strip_short(word: &mut Word) -> Option<Ending> {
    if word.ends_any(&["nut", "llut", "rrut", "ssut"]) && word.len() > 4 {
        word.cut(2);
        return Some(Ending::Participle);
    }
    if word.ends_any(&["inen", "onen"]) || (word.ends("anen") && !word.vowel(4)) || words::is_vowel_in_noun(word) {
        return None;
    }
    if matches!(word.back(0), b'n' | b't') && word.vowel(1) && word.len() > 3 {
        if words::is_ton_word(word) {
            return None;
        }
        word.cut(1);
        return Some(Ending::Vowel);
    }
    None
}
