//! Takes the final vowels off a stem and names the class of words they show (a, e, i, o, u).
//!
//! The plural blurs the classes (kala and talo both have -oi-), so a stem may get two. It must not touch consonants.

use super::cases::Ending;
use super::word::Word;

/// What to write after the consonants of a key; more than one where the form is ambiguous, the likeliest first.
pub(super) type Tails = &'static [&'static str];

/// Words that end in a consonant the class of which is known.
pub(super) const NONE: Tails = &[""];
/// Talo, sanoa.
pub(super) const O: Tails = &["o"];
/// Kala, antaa; also -as with its -aa-.
pub(super) const A: Tails = &["a"];
/// Words in -i, stems in a short -e-, and -ia, -io, -ea, whose plurals cannot be told from those.
pub(super) const I: Tails = &["i"];
/// Words in -e with their long -ee- (hanke).
pub(super) const E: Tails = &["e"];
/// Lisätä, vastata: verbs whose -aa- hides a lost consonant.
pub(super) const CONTRACTED: Tails = &["aa"];
const A_OR_CONTRACTED: Tails = &["a", "aa"];
const U: Tails = &["u"];
const E_OR_I: Tails = &["e", "i"];
/// An -i or -e stem, or an -a that a plural i or a comparative has hidden.
pub(super) const I_OR_A: Tails = &["i", "a"];
/// A passive, in which a final -a has turned to -e-.
pub(super) const A_OR_I: Tails = &["a", "i"];
const O_OR_A: Tails = &["o", "a"];
const A_OR_O: Tails = &["a", "o"];

/// Drops the final vowels and says which class they show.
pub(super) fn drop(word: &mut Word, ending: Ending) -> Tails {
    if word.len() > 6 && word.ends_any(&["itse", "itsi", "itsee"]) {
        // Verbs like tarvita, whose stem is -itse-.
        word.cut(if word.ends("ee") { 5 } else { 4 });
        return I;
    }
    let (count, tails) = classify(word, ending);
    // A stem must keep something to be known by.
    if word.len() > count + 1 {
        word.cut(count);
        tails
    } else {
        NONE
    }
}

fn classify(word: &Word, ending: Ending) -> (usize, Tails) {
    let bare = ending == Ending::None;
    match (word.back(1), word.back(0)) {
        // The old long stems: työ, tie.
        (b'u', b'o') | (b'i', b'e') => (0, NONE),
        (b'a', b'a') if matches!(word.back(2), b'i' | b'e') => (3, I),
        (b'a', b'a') if word.back(2) == b'u' => (3, U),
        (b'a', b'a') if word.back(2) == b'o' => (3, O),
        (b'a', b'a') if ending == Ending::Action => (2, CONTRACTED),
        (b'a', b'a') if bare => (2, A_OR_CONTRACTED),
        (b'a', b'a' | b'i') => (2, A),
        (b'e', b'e') if bare => (2, I),
        (b'e', b'e') => (2, E_OR_I),
        (b'e', b'i') => (2, e_plural(ending)),
        (b'o', b'o' | b'i') if word.back(2) == b'i' => (3, I),
        (b'o', b'i') => (2, o_plural(word, 2)),
        (b'o', b'o' | b'a') => (2, O),
        (b'u', b'u' | b'i' | b'a') => (2, U),
        (b'i', b'i') if !bare => (2, i_plural(word, 2)),
        (b'i', b'i' | b'a' | b'o') | (b'e', b'a') => (2, I),
        (_, b'o') if ending == Ending::PluralO => (1, o_plural(word, 1)),
        (_, b'a') if ending == Ending::Contracted => (1, CONTRACTED),
        (_, b'a') => (1, A),
        (_, b'o') => (1, O),
        (_, b'u') => (1, U),
        (_, b'e') if bare || ending == Ending::LongE => (1, E),
        (_, b'e') => (1, I),
        (_, b'i') if bare => (1, if word.ends("tti") && word.len() > 5 { I_OR_A } else { I }),
        (_, b'i') => (1, i_plural(word, 1)),
        // Foreign words and those like askel take -i- or -e- before an ending.
        _ if ending == Ending::Consonant || !matches!(word.back(0), b's' | b't' | b'n') => (0, I),
        _ => (0, NONE),
    }
}

fn e_plural(ending: Ending) -> Tails {
    if ending == Ending::ShortI { I } else { E_OR_I }
}

/// After these consonants an -oi- mostly belongs to a noun in -a (kuntoutujoille, sairaaloissa).
fn o_plural(word: &Word, less: usize) -> Tails {
    if word.before_ends_any(less, &["j", "nn", "kk", "l", "r"]) { A_OR_O } else { O_OR_A }
}

/// Before a plural i a final -a is lost as well as -e and -i.
fn i_plural(word: &Word, less: usize) -> Tails {
    if word.before_ends_any(less, &["lm", "hm", "v", "sk"]) { A_OR_I } else { I_OR_A }
}
