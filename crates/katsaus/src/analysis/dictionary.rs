//! A dictionary of Finnish that somebody may bring along: with one, words are found by their dictionary forms. It must not
//! know which dictionary that is, or look for one.

use std::sync::OnceLock;

/// One way to read a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The word's dictionary form.
    pub base: String,
    /// Letters before each part of a compound but the first: 4 and 11 for `työn|antaja|yhteistyö`.
    pub parts: Vec<usize>,
    /// Whether it is a noun.
    pub is_noun: bool,
}

/// A dictionary of Finnish.
pub trait Dictionary: Send + Sync {
    /// Its name and version, if it is there: an index that was made with another is made again.
    fn name(&self) -> Option<String>;

    /// The ways to read a word in small letters; none for a word it does not know.
    fn readings(&self, word: &str) -> Vec<Reading>;
}

static FINNISH: OnceLock<Box<dyn Dictionary>> = OnceLock::new();

/// Has Finnish words read by a dictionary from now on, in the whole program. Only the first that is brought counts, and
/// only before anything is searched.
pub fn read_finnish_by(dictionary: Box<dyn Dictionary>) {
    let _ = FINNISH.set(dictionary);
}

/// The readings of a word by the dictionary that was brought; none where none was.
pub(super) fn readings(word: &str) -> Vec<Reading> {
    FINNISH.get().map(|dictionary| dictionary.readings(word)).unwrap_or_default()
}

/// What words are analysed by: what an index is made with must be what it is asked with.
pub fn version() -> String {
    let dictionary = FINNISH.get().and_then(|dictionary| dictionary.name());
    format!("frostem 1.20260821, english 1, compounds 1, {}", dictionary.unwrap_or_else(|| "finnish 1".to_owned()))
}

/// Fewest letters of a last part by which a compound is found: `työ`, `tapa` and `kuva` are the ends of too many.
const SHORTEST_HEAD: usize = 5;

/// Stems and heads of a word by its readings; `None` if there is none.
pub(super) fn keys(readings: &[Reading]) -> Option<(Vec<String>, Vec<String>)> {
    let (mut stems, mut heads) = (Vec::new(), Vec::new());
    let add = |list: &mut Vec<String>, key: String| {
        if !list.contains(&key) {
            list.push(key);
        }
    };
    for reading in readings {
        let base = super::lower(&reading.base);
        for part in reading.parts.iter().filter(|_| reading.is_noun) {
            let head: String = base.chars().skip(*part).collect();
            if head.chars().count() >= SHORTEST_HEAD {
                add(&mut heads, head);
            }
        }
        if !base.is_empty() {
            add(&mut stems, base);
        }
    }
    (!stems.is_empty()).then_some((stems, heads))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_is_found_by_all_its_ends() {
        let reading = Reading { base: "Työnantajayhteistyö".into(), parts: vec![4, 10, 16], is_noun: true };
        let (stems, heads) = keys(&[reading]).expect("a reading");
        assert_eq!(stems, ["työnantajayhteistyö"]);
        assert_eq!(heads, ["antajayhteistyö", "yhteistyö"]);
        assert_eq!(keys(&[]), None);
    }
}
