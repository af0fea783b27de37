//! Names as databases write them: `Family, Given, Suffix`, or a body's name.

use crate::people::{is_particle, is_suffix, person};
use katsaus_model::Person;

/// One name. With a comma the family name stands first; without one it is a body, or read as a person would read it.
pub(crate) fn name(text: &str) -> Option<Person> {
    let text = text.trim().trim_end_matches(';').trim_end();
    let text = text.strip_prefix("and ").unwrap_or(text);
    if text.trim_matches([',', '.', ' ', '-']).is_empty() {
        return None;
    }
    let Some((family, rest)) = text.split_once(',') else {
        return Some(person(text));
    };
    let (family, rest) = (family.trim(), rest.trim().trim_end_matches(','));
    if rest.is_empty() {
        return Some(Person::new(family, ""));
    }
    Some(parts(family, rest))
}

/// `Given` and perhaps a suffix behind a family name: `F. R., III`, `Jr., P. T.`
fn parts(family: &str, rest: &str) -> Person {
    let (given, suffix) = match rest.rsplit_once(',') {
        Some((given, last)) if is_suffix(last.trim()) => (given.trim(), last.trim()),
        _ => match rest.split_once(',') {
            Some((first, given)) if is_suffix(first.trim()) => (given.trim(), first.trim()),
            _ => (rest, ""),
        },
    };
    let (particle, family) = particle_first(family);
    // `Boer, Janna de`: the particle stands last where the family name sorts without it.
    let (given, particle) = if particle.is_empty() { particle_last(given) } else { (given, particle) };
    Person::Named {
        family: family.to_owned(),
        given: given.to_owned(),
        particle: particle.to_owned(),
        suffix: suffix.to_owned(),
    }
}

/// Given names, and the particle behind them.
fn particle_last(given: &str) -> (&str, &str) {
    let mut at = given.len();
    for (start, _) in given.rmatch_indices(' ') {
        if !is_particle(&given[start + 1..at]) {
            break;
        }
        at = start;
    }
    (&given[..at], given[at..].trim_start())
}

/// A particle in small letters before a family name, and the rest: `van der`, `Vaart`.
pub(crate) fn particle_first(family: &str) -> (&str, &str) {
    if !family.starts_with(char::is_lowercase) {
        return ("", family);
    }
    let mut at = 0;
    for word in family.split_inclusive(' ') {
        let small = word.starts_with(char::is_lowercase) && is_particle(word.trim_end());
        if !small || at + word.len() == family.len() {
            break;
        }
        at += word.len();
    }
    (family[..at].trim_end(), &family[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart_where_their_commas_are() {
        for (text, family, given, particle, suffix) in [
            ("Luecking, R. G.", "Luecking", "R. G.", "", ""),
            ("Thompson, F.R., III", "Thompson", "F.R.", "", "III"),
            ("Costa, Jr., P. T.", "Costa", "P. T.", "", "Jr."),
            ("van der Vaart, T. W.", "Vaart", "T. W.", "van der", ""),
            ("Van Dung,", "Van Dung", "", "", ""),
            ("de la Cruz, José", "Cruz", "José", "de la", ""),
            ("Vaart, T. W. van der", "Vaart", "T. W.", "van der", ""),
        ] {
            let expected = Person::Named {
                family: family.into(),
                given: given.into(),
                particle: particle.into(),
                suffix: suffix.into(),
            };
            assert_eq!(name(text), Some(expected), "{text}");
        }
        assert_eq!(name("World Health Organization"), Some(Person::literal("World Health Organization")));
        assert_eq!(name(" , "), None);
    }
}
