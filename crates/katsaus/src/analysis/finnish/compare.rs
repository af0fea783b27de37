//! Takes off the comparative, the superlative and the adverb in -sti, which belong to the adjective.
//!
//! It works on stems without a case ending, and must leave nouns in -mpi and -mma alone.

use super::cases::Ending;
use super::vowels::{self, Tails};
use super::word::Word;

/// Removes -mpi, -mpa-, -mma- with the vowel before, if the word has it.
pub(super) fn strip(word: &mut Word) -> Option<Tails> {
    let count = if word.ends_any(&["mpaa", "mpia", "mmin"]) {
        4
    } else if word.ends_any(&["mpi", "mpa", "mma", "mmi"]) {
        3
    } else {
        return None;
    };
    if !word.stem_remains(count) || word.ends_any(&["kumpi", "lampi", "vasemma", "vasempa"]) {
        return None;
    }
    match word.back(count) {
        b'e' | b'i' => {
            word.cut(count + 1);
            // The e stands for a final -a, -i or -e alike (vanhempi, suurempi); -nen has its s.
            if word.ends("s") { Some(vowels::NONE) } else { Some(vowels::I_OR_A) }
        }
        b'o' | b'a' | b'u' => {
            word.cut(count);
            Some(vowels::drop(word, Ending::Vowel))
        }
        _ => None,
    }
}
