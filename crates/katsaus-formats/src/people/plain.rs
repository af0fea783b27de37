//! The form that most lists of names have, read without ado: `Luecking, R. G.; Bond, G.`.
//!
//! It must give just what the long way gives, or nothing; a test holds it to that.

use super::words::{is_body, is_particle_in_any_case, is_suffix};
use katsaus_model::Person;

/// The names of a cell, if each of them is one plain word, a comma and initials with points.
pub(super) fn plain_list(cell: &str) -> Option<Vec<Person>> {
    cell.split(';').map(|piece| plain(piece.trim_matches(' '))).collect()
}

fn plain(piece: &str) -> Option<Person> {
    let (family, given) = piece.split_once(", ")?;
    let mut letters = family.chars();
    let word = letters.next()?.is_uppercase() && family.len() > 2 && letters.all(char::is_lowercase);
    let plain = word && are_initials(given) && !is_suffix(family) && !is_particle_in_any_case(family);
    (plain && !is_body(family)).then(|| Person::new(family, given))
}

/// `R.`, `R. G.`
fn are_initials(given: &str) -> bool {
    given.split(' ').all(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.as_str() == "."
    })
}
