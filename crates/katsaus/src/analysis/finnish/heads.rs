//! Which nouns a Finnish compound ends in (`työnantajayhteistyössä` in `yhteistyö`). It must not look at anything but the
//! word and its keys.
//!
//! The key of a compound ends like the key of its last part, so ends of keys are looked up. What stands before must look
//! like a word in the nominative or genitive: compounds are joined by these. Heads are long nouns of the list: ends of
//! four letters and fewer are chance too often (`osa` in `viisosa`, but also in `pelkosa`).

use super::keys;
use std::collections::HashSet;
use std::sync::OnceLock;

/// Fewest letters of a head's key, and of what stands before.
const SHORTEST_HEAD: usize = 5;
const SHORTEST_BEFORE: usize = 3;
/// What stands before may be any word from so many letters on; shorter ones must be known.
const SURELY_A_WORD: usize = 5;

fn known() -> &'static HashSet<String> {
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lines = include_str!("heads.txt").lines().map(str::trim);
        let words = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        words.flat_map(|line| line.split_whitespace()).flat_map(keys).collect()
    })
}

/// The keys of the nouns that a word ends in, the longest first; nothing if it is no compound. `own` are its keys.
pub fn heads(own: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for key in own {
        for (at, _) in key.char_indices().skip(SHORTEST_BEFORE) {
            let (before, head) = key.split_at(at);
            if head.chars().count() < SHORTEST_HEAD {
                break;
            }
            if known().contains(head) && may_stand_before(before) && !found.iter().any(|other| other == head) {
                found.push(head.to_owned());
            }
        }
    }
    found.sort_by_key(|head| std::cmp::Reverse(head.len()));
    found
}

/// Whether a beginning of a key looks like a word that another can be joined to.
fn may_stand_before(before: &str) -> bool {
    let vowel = |c: char| "aeiouyäöå".contains(c);
    let last = before.chars().next_back().unwrap_or_default();
    if !before.contains(vowel) || !(vowel(last) || "nstlr".contains(last)) {
        return false;
    }
    let letters = before.chars().count();
    letters >= SURELY_A_WORD
        || known().contains(before)
        || keys(before).iter().any(|key| known().contains(key))
        || SHORT.contains(&before)
}

/// Short words that many compounds begin with, as keys and genitives spell them.
const SHORT: &[&str] = &[
    "työ", "tyo", "tuo", "työn", "tyon", "ala", "alan", "avo", "esi", "etä", "eta", "hoi", "ihmi", "itse", "jatk",
    "joht", "koe", "koti", "kuva", "lapsi", "lasten", "lisä", "lisa", "maa", "maan", "moni", "muu", "nais", "oma",
    "osa", "perus", "pien", "puhe", "pää", "paa", "seka", "sosi", "suur", "tila", "tili", "uus", "vaki", "vero",
    "vesi", "virk", "yksi", "yht", "yli", "yö", "yo", "eri", "elin",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_ends_in_its_last_part_in_any_form() {
        for (word, head) in [
            ("työnantajayhteistyössä", "yhteistyö"),
            ("hyvinvointipalveluiden", "palvelu"),
            ("asiakastyytyväisyyskyselyn", "kysely"),
            ("työvoimapolitiikan", "politiikka"),
        ] {
            let (found, wanted) = (heads(&keys(word)), keys(head));
            assert!(found.iter().any(|key| wanted.contains(key)), "{word}: {found:?}, not {wanted:?}");
        }
        for word in ["kuntoutus", "työnantaja", "yhteistyö", "palvelu", "osallistua", ""] {
            assert_eq!(heads(&keys(word)), Vec::<String>::new(), "{word}");
        }
    }
}
