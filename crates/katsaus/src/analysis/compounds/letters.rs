//! Writes a word with the letters that its stem has, so that the stem is the beginning of the word. It must not know
//! what a word means or where it is divided.

use super::Language;
use std::borrow::Cow;

/// The word in the letters of the stemmer: that of German has no umlauts, however they are written, and no `ß`.
pub(super) fn folded(language: Language, word: &str) -> Cow<'_, str> {
    if language != Language::German || (word.is_ascii() && !has_umlaut_of_two_letters(word)) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len() + 1);
    let mut last = None;
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            'ä' => out.push('a'),
            'ö' => out.push('o'),
            'ü' => out.push('u'),
            'ß' => out.push_str("ss"),
            _ => out.push(letter),
        }
        if letters.peek() == Some(&'e') && is_umlaut(last, letter) {
            letters.next();
        }
        last = Some(letter);
    }
    Cow::Owned(out)
}

fn has_umlaut_of_two_letters(word: &str) -> bool {
    word.as_bytes().windows(2).any(|pair| matches!(pair, [b'a' | b'o' | b'u', b'e']))
}

/// Whether a letter before an `e` is an umlaut with it: `u` is none after a vowel (`neue`) or a `q`.
fn is_umlaut(last: Option<char>, letter: char) -> bool {
    match letter {
        'a' | 'o' => true,
        'u' => !last.is_some_and(|last| "aeiouyäöüq".contains(last)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_is_written_as_its_stemmer_does() {
        let stemmer = frostem::Stemmer::new(frostem::Algorithm::German);
        let words = "häuser haeuser straßen steuern aktuell quelle neue poesie israel übung ueben bauer treue duelle";
        for word in words.split(' ') {
            let (folded, stem) = (folded(Language::German, word), stemmer.stem(word));
            assert!(folded.starts_with(&*stem), "{word}: {folded}, {stem}");
        }
    }

    #[test]
    fn other_languages_keep_their_letters() {
        assert_eq!(folded(Language::Swedish, "hälsa"), "hälsa");
        assert_eq!(folded(Language::Danish, "aktuel"), "aktuel");
    }
}
