//! What one word of a query stands for, and whether a word of a text is such. Inflected forms are the business of
//! whoever knows languages: here a word is its letters.

use crate::analysis::lower;
use std::fmt;

/// What one word of a query stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pattern {
    /// The word and its inflected forms.
    Word(String),
    /// The word and what comes of the same root, as far as stemmers know: `employment` for `employer`. Nobody types it:
    /// `--any` and likeness rank by it.
    Kin(String),
    /// The word just as written.
    Exact(String),
    /// `employ*`, `wom?n`, `colo#r`: `*` is any letters or none, `?` just one, `#` one or none. It begins with a letter.
    Wild(String),
    /// Words in which at most `edits` letters are other, missing, too many or changed round with their neighbour.
    Fuzzy {
        /// The word.
        word: String,
        /// 1 or 2.
        edits: u8,
    },
}

/// A letter that stands for others.
pub(super) fn is_wildcard(c: char) -> bool {
    matches!(c, '*' | '?' | '#')
}

impl Pattern {
    /// What was typed, without `~1`.
    pub fn typed(&self) -> &str {
        match self {
            Pattern::Word(word)
            | Pattern::Kin(word)
            | Pattern::Exact(word)
            | Pattern::Wild(word)
            | Pattern::Fuzzy { word, .. } => word,
        }
    }

    /// The letters before the first that stands for others, in small letters.
    pub fn stem(&self) -> String {
        let typed = self.typed();
        match self {
            Pattern::Wild(_) => lower(&typed[..typed.find(is_wildcard).unwrap_or(typed.len())]),
            _ => lower(typed),
        }
    }

    /// Whether it is a beginning: a `*` at the end and no other.
    pub fn is_beginning(&self) -> bool {
        matches!(self, Pattern::Wild(wild) if wild.find(is_wildcard) == Some(wild.len() - 1) && wild.ends_with('*'))
    }

    /// Whether a word in small letters is such; of [`Pattern::Word`] and [`Pattern::Kin`] only the word itself.
    pub fn is(&self, word: &str) -> bool {
        match self {
            Pattern::Word(wanted) | Pattern::Kin(wanted) | Pattern::Exact(wanted) => {
                if wanted.is_ascii() {
                    wanted.eq_ignore_ascii_case(word)
                } else {
                    lower(wanted) == word
                }
            }
            Pattern::Wild(wild) => fits(&lower(wild), word),
            Pattern::Fuzzy { word: wanted, edits } => {
                edits_between(&lower(wanted), word, usize::from(*edits)).is_some()
            }
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pattern::Fuzzy { word, edits } => write!(f, "{word}~{edits}"),
            other => f.write_str(other.typed()),
        }
    }
}

/// Whether a word fits a pattern of letters and wildcards.
fn fits(pattern: &str, word: &str) -> bool {
    // Which letters of the word may have been used up by the pattern so far.
    let letters: Vec<char> = word.chars().collect();
    let mut reached = vec![false; letters.len() + 1];
    reached[0] = true;
    for sign in pattern.chars() {
        let before = reached.clone();
        match sign {
            '*' => {
                let first = before.iter().position(|reached| *reached).unwrap_or(letters.len() + 1);
                reached.iter_mut().enumerate().for_each(|(at, reached)| *reached = at >= first);
            }
            _ => {
                for at in 0..=letters.len() {
                    let one_more = at > 0 && before[at - 1] && (is_wildcard(sign) || letters[at - 1] == sign);
                    reached[at] = one_more || (sign == '#' && before[at]);
                }
            }
        }
    }
    reached.last().copied().unwrap_or(false)
}

/// How many edits make of one word the other, if at most `most`: a letter other, missing or too many, or two neighbours
/// changed round (restricted Damerau-Levenshtein distance).
pub fn edits_between(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut two_back: Vec<usize> = Vec::new();
    let mut back: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(other.len() + 1);
        row.push(i + 1);
        for (j, b) in other.iter().enumerate() {
            let mut least = (back[j] + usize::from(a != b)).min(back[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(two_back[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|edits| *edits > most) {
            return None;
        }
        two_back = std::mem::replace(&mut back, row);
    }
    back.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_any_one_or_none() {
        let wild = |pattern: &str, word: &str| Pattern::Wild(pattern.to_owned()).is(word);
        assert!(wild("employ*", "employ") && wild("employ*", "employment") && !wild("employ*", "emplo"));
        assert!(wild("wom?n", "women") && wild("wom?n", "woman") && !wild("wom?n", "womn"));
        assert!(wild("colo#r", "color") && wild("Colo#r", "colour") && !wild("colo#r", "coloouur"));
        assert!(wild("behavio*r", "behaviour") && wild("b*h*v", "behav") && !wild("b*h*v", "behave"));
        assert!(wild("työ?", "työn") && !wild("työ?", "työ"));
    }

    #[test]
    fn edits_are_counted_neighbours_changed_round_as_one() {
        assert_eq!(edits_between("employer", "employr", 1), Some(1));
        assert_eq!(edits_between("employer", "emplyoer", 1), Some(1));
        assert_eq!(edits_between("employer", "employers", 2), Some(1));
        assert_eq!(edits_between("abc", "xyz", 2), None);
        assert_eq!(edits_between("", "ab", 2), Some(2));
        assert_eq!(edits_between("työ", "tyo", 1), Some(1));
    }
}
