//! Takes one name apart into family, given names, particle and suffix.
//!
//! It must not look for a second name in what it gets, nor guess: a text that is no clear name becomes a literal.

use super::segment::ends_with_initials;
use super::words::{
    CAPITAL_PARTICLES, CONJUNCTIONS_IN_NAMES, TITLES, bare, is_body, is_given_name, is_initials, is_particle,
    is_particle_in_any_case, is_suffix, is_upper, may_be_initials,
};
use katsaus_model::Person;

/// A name whose initials follow a comma; `Smith J, A` has some on either side.
pub(super) fn with_initials(segment: &str, initials: &str) -> Person {
    if !ends_with_initials(segment) {
        return inverted(segment, initials, "");
    }
    match single(segment) {
        Person::Named { family, given, particle, suffix } => {
            Person::Named { family, given: format!("{given} {initials}"), particle, suffix }
        }
        Person::Literal { literal } => Person::literal(format!("{literal}, {initials}")),
    }
}

fn named(family: &[&str], given: &[&str], particle: &[&str], suffix: &str) -> Person {
    let mut family = family.join(" ");
    // A sentence's point behind a name of several letters is no part of it.
    let last = family.rsplit(' ').next().unwrap_or_default();
    if last.ends_with('.') && last.chars().count() > 3 && last.chars().skip(1).any(char::is_lowercase) {
        family.truncate(family.trim_end_matches('.').len());
    }
    Person::Named { family, given: given.join(" "), particle: particle.join(" "), suffix: suffix.to_owned() }
}

/// `family, given`; a suffix may also stand at the end of either.
pub(super) fn inverted(family: &str, given: &str, suffix: &str) -> Person {
    let mut families: Vec<&str> = family.split_whitespace().collect();
    let mut givens: Vec<&str> = given.split_whitespace().collect();
    let mut suffix = suffix;
    for words in [&mut families, &mut givens] {
        if words.len() > 1 && words.last().is_some_and(|word| is_suffix(word)) {
            let found = words.pop().unwrap_or_default();
            suffix = if suffix.is_empty() { found } else { suffix };
        }
    }
    let particles = givens.iter().skip(1).rev().take_while(|word| is_particle(word)).count();
    let (givens, particles) = givens.split_at(givens.len() - particles);
    named(&families, givens, particles, suffix)
}

/// A name without a comma.
pub(super) fn single(segment: &str) -> Person {
    if is_body(segment) {
        return Person::literal(segment);
    }
    let mut words: Vec<&str> = segment.split_whitespace().collect();
    let titled = words.first().is_some_and(|word| TITLES.contains(&bare(word).to_lowercase().as_str()));
    if titled && words.len() > 1 {
        words.remove(0);
    }
    let mut suffix = "";
    if words.len() > 1 && words.last().is_some_and(|word| is_suffix(word)) {
        suffix = words.pop().unwrap_or_default();
    }
    if let [word] = words.as_slice() {
        if may_be_initials(suffix) {
            return named(&[word], &[suffix], &[], "");
        }
        return lone(word, suffix);
    }
    let Some(last_long) = words.iter().rposition(|word| !is_initials(word)) else {
        return only_initials(segment, &words, suffix);
    };
    if last_long + 1 < words.len() {
        return family_first(&words, last_long + 1, suffix);
    }
    if words.len() > 5 && !words.iter().any(|word| is_initials(word)) {
        return Person::literal(segment);
    }
    given_first(&words, suffix)
}

/// One word: a family name, or the letters of a body.
fn lone(word: &str, suffix: &str) -> Person {
    let letters = word.chars().count();
    let acronym = (2..=6).contains(&letters) && is_upper(word);
    if suffix.is_empty() && (acronym || is_initials(word)) {
        return Person::literal(word);
    }
    named(&[word], &[], &[], suffix)
}

/// All words could be initials: `LI XM` is a short family name in capitals, `J. R.` is nobody we can name.
fn only_initials(segment: &str, words: &[&str], suffix: &str) -> Person {
    match words.split_first() {
        Some((family, given)) if !family.contains('.') => named(&[*family], given, &[], suffix),
        _ => Person::literal(segment),
    }
}

/// `Van Poucke M.`, `de la Cruz MA`, and `Blomberg Björn A.` where the given name is known as one.
fn family_first(words: &[&str], initials_at: usize, suffix: &str) -> Person {
    let given_before = initials_at >= 2
        && words.get(initials_at - 1).is_some_and(|word| is_given_name(word))
        && !words.first().is_some_and(|word| is_particle_in_any_case(word));
    let at = if given_before { initials_at - 1 } else { initials_at };
    let (family, given) = words.split_at(at.min(words.len()));
    named(family, given, &[], suffix)
}

/// `Given Family`, `Given von Family`, `T. Van Poucke`; a known given name at the end turns it round.
fn given_first(words: &[&str], suffix: &str) -> Person {
    let last = words.len().saturating_sub(1);
    let opening = |word: &&str| is_particle(word) || CAPITAL_PARTICLES.contains(word);
    if words.iter().take(last).all(opening) {
        return named(words, &[], &[], suffix);
    }
    for (at, word) in words.iter().enumerate().take(last).skip(1) {
        let (given, rest) = words.split_at(at);
        let particles = words.iter().take(last).skip(at).take_while(|word| is_particle(word)).count();
        if particles > 0 {
            let (particle, family) = rest.split_at(particles);
            return named(family, given, particle, suffix);
        }
        if CAPITAL_PARTICLES.contains(word) {
            return named(rest, given, &[], suffix);
        }
        // `José Ortega y Gasset` has a double family name.
        if at >= 2 && CONJUNCTIONS_IN_NAMES.contains(word) {
            let (given, family) = words.split_at(at - 1);
            return named(family, given, &[], suffix);
        }
    }
    if let [first, second] = words
        && is_given_name(second)
        && !is_given_name(first)
        && !is_initials(first)
    {
        return named(&[*first], &[*second], &[], suffix);
    }
    let (given, family) = words.split_at(last);
    named(family, given, &[], suffix)
}
