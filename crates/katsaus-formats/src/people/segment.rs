//! What a segment, the text between two commas, looks like: initials, a family name, a name with initials.
//!
//! It must not change a segment or look at its neighbours.

use super::words::{is_initials, is_particle, is_particle_in_any_case, is_suffix, may_be_initials};

/// Only initials, perhaps with particles after them: `R. G.`, `T.W. van der`.
pub(super) fn is_given_initials(segment: &str) -> bool {
    let words: Vec<&str> = segment.split_whitespace().collect();
    let particles = words.iter().skip(1).rev().take_while(|word| is_particle(word)).count();
    let initials = words.len() - particles;
    !words.is_empty() && !is_suffix(segment) && words.iter().take(initials).all(|word| is_initials(word))
}

pub(super) fn starts_with_dotted_initials(segment: &str) -> bool {
    segment.split_whitespace().next().is_some_and(|word| word.contains('.') && is_initials(word))
}

/// Takes a suffix off the end; `Wu JR` has none.
fn drop_suffix(words: &mut Vec<&str>) {
    let initials = words.len() == 2 && words.last().is_some_and(|word| may_be_initials(word));
    if words.len() > 1 && !initials && words.last().is_some_and(|word| is_suffix(word)) {
        words.pop();
    }
}

/// `Rotter C.`, `Baah GK`; also `John A.`, which only its neighbours tell apart.
pub(super) fn ends_with_initials(segment: &str) -> bool {
    let mut words: Vec<&str> = segment.split_whitespace().collect();
    drop_suffix(&mut words);
    words.len() >= 2 && words.last().is_some_and(|word| is_initials(word)) && !starts_with_dotted_initials(segment)
}

/// `J. Rottman`, `T.W. van der Vaart`, `J Rottman`.
fn starts_with_initials(segment: &str) -> bool {
    let mut words = segment.split_whitespace();
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else {
        return false;
    };
    let initial = is_initials(first) && (first.contains('.') || first.chars().count() == 1);
    initial && !is_initials(last)
}

pub(super) fn has_initials(segment: &str) -> bool {
    ends_with_initials(segment) || starts_with_initials(segment)
}

/// One word, perhaps after particles and before a suffix.
pub(super) fn looks_like_family(segment: &str) -> bool {
    let mut words: Vec<&str> = segment.split_whitespace().collect();
    drop_suffix(&mut words);
    let before_last = words.len().saturating_sub(1);
    let particles = words.iter().take(before_last).take_while(|word| is_particle_in_any_case(word)).count();
    !words.is_empty() && particles == before_last
}
