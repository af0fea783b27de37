//! Takes off what follows the case ending: clitics (-kin, -han) and possessive suffixes (-nsa, -mme).
//!
//! It must leave case endings alone, and it takes a particle off only where it cannot well be part of the word.

use super::word::Word;
use super::words;

/// Endings after which a clitic or a possessive suffix is beyond doubt.
const FIRM: &[&str] = &["ssa", "sta", "lla", "lta", "lle", "ksi", "ina", "ana", "una", "ona"];

/// Removes one clitic.
pub(super) fn strip_clitic(word: &mut Word) {
    let count = clitic_length(word);
    if count > 0 && word.stem_remains(count) {
        word.cut(count);
    }
}

fn clitic_length(word: &Word) -> usize {
    let firm = |less: usize| word.before_ends_any(less, FIRM) || word.before_ends_any(less, &["t", "an", "en", "in"]);
    if word.ends("kin") {
        // `-ikin` is nearly always the genitive of a noun in -kki (musiikin).
        let open = word.vowel(3) && word.back(3) != b'i' && word.len() > 6;
        return if firm(3) || open { 3 } else { 0 };
    }
    if word.ends("kaan") && word.back(4) != b'n' && firm(4) {
        return 4;
    }
    if word.ends("han") && firm(3) {
        return 3;
    }
    if word.ends("ko") && word.before_ends_any(2, &["vat", "aan", "een", "ssa", "sta", "isi"]) {
        return 2;
    }
    0
}

/// Removes one possessive suffix and says whether there was one.
pub(super) fn strip_possessive(word: &mut Word) -> bool {
    let count = possessive_length(word);
    let found = count > 0 && word.stem_remains(count);
    if found {
        word.cut(count);
        // The translative hides behind -kse- (osakseni).
        if word.ends("kse") && !word.ends_any(&["ukse", "okse"]) {
            word.replace(1, "i");
        }
    }
    found
}

fn possessive_length(word: &Word) -> usize {
    const POSSESSED: &[&str] = &["ssa", "sta", "lla", "lta", "lle", "kse", "ina", "ana", "una", "ona"];
    // The n stays: it is that of the genitive or the illative (tarpeensa, tarpeisiinsa).
    if word.ends("nsa") {
        return if word.ends_any(&["nkansa", "skansa", "tanssa"]) || word.len() < 6 { 0 } else { 2 };
    }
    if word.ends("mme") && word.vowel(3) {
        return 3;
    }
    if word.ends("nne") && word.before_ends_any(3, POSSESSED) {
        return 3;
    }
    if word.ends_any(&["ni", "si"]) && word.before_ends_any(2, POSSESSED) && word.back(2) != b'i' {
        return 2;
    }
    let vowel_n = word.back(0) == b'n' && word.vowel(1) && word.back(1) == word.back(2);
    if vowel_n && word.before_ends_any(2, &["ssa", "sta", "lla", "lta", "lle"]) && !words::is_ella_verb(word, 2) {
        return 2;
    }
    if word.ends("kseen") && !word.ends_any(&["ukseen", "okseen"]) {
        return 2;
    }
    // Partitive plural with a possessive (toiveitaan, tulojaan); the illative asiaan loses no more than its case.
    if word.ends_any(&["iaan", "ujaan", "ojaan", "ejaan"]) {
        return 2;
    }
    // Partitive plural with a possessive (tarpeitaan); after a consonant -itaan is a passive (tutkitaan).
    if word.ends("itaan") && word.vowel(5) {
        return 2;
    }
    0
}
