//! Finnish by libvoikko, where it is installed. `KATSAUS_VOIKKO` names the library's file, or is `off`.

use katsaus::analysis::{Dictionary, Reading, read_finnish_by};
use katsaus_voikko::Voikko;
use std::sync::OnceLock;

/// Has Finnish read by the library, should any be read and the library be there: it is looked for when it is needed.
pub(crate) fn use_it() {
    read_finnish_by(Box::new(ByVoikko(OnceLock::new())));
}

struct ByVoikko(OnceLock<Option<Voikko>>);

impl ByVoikko {
    fn voikko(&self) -> Option<&Voikko> {
        let look = || {
            let named = std::env::var("KATSAUS_VOIKKO").ok().filter(|named| !named.is_empty());
            if named.as_deref() == Some("off") {
                return None;
            }
            // Without a dictionary for Finnish the library knows no word.
            Voikko::load(named.as_deref()).filter(|voikko| voikko.dictionary().is_some())
        };
        self.0.get_or_init(look).as_ref()
    }
}

impl Dictionary for ByVoikko {
    fn name(&self) -> Option<String> {
        let voikko = self.voikko()?;
        Some(format!("voikko {}, {}", voikko.version()?, voikko.dictionary()?))
    }

    fn readings(&self, word: &str) -> Vec<Reading> {
        let Some(voikko) = self.voikko() else { return Vec::new() };
        let reading = |reading: katsaus_voikko::Reading| Reading {
            base: reading.base,
            parts: parts(&reading.structure),
            is_noun: reading.class.starts_with("nimisana"),
        };
        voikko.readings(word).into_iter().map(reading).collect()
    }
}

/// Letters before each part but the first, of `=pppp=pppp`.
fn parts(structure: &str) -> Vec<usize> {
    let mut letters = 0;
    let mut parts = Vec::new();
    for sign in structure.chars() {
        match sign {
            '=' if letters > 0 => parts.push(letters),
            '=' => {}
            _ => letters += 1,
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_begin_behind_letters() {
        assert_eq!(parts("=pppp=pppppp=pppppp=ppp"), [4, 10, 16]);
        assert_eq!(parts("=pppp"), Vec::<usize>::new());
    }
}
