//! A text as words: runs of letters and digits, with where they stand. It must not know what a language is.

use katsaus_model::text;

/// Longer runs of letters are no words (they are data that slipped into a text) and are cut there.
const LONGEST: usize = 200;

/// Words of `text`: runs of letters and digits in lower case, with the bytes from and to where they stand.
pub fn tokens(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    Words::of(text).map(move |(from, to)| (from, to, lower(&text[from..to])))
}

/// The words of `text` as [`tokens`] gives them, one after another in the same buffer: for many texts at once.
pub fn each_word(text: &str, buffer: &mut String, mut each: impl FnMut(&str)) {
    for (from, to) in Words::of(text) {
        buffer.clear();
        push_lower(&text[from..to], buffer);
        each(buffer);
    }
}

/// A word as it is compared: small letters, a letter and its mark as one.
pub fn lower(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    push_lower(word, &mut out);
    out
}

/// Adds a word in small letters to what is in `out`.
pub(crate) fn push_lower(word: &str, out: &mut String) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
    } else {
        // Some programs write `ä` as two characters.
        out.extend(text::composed(word).chars().flat_map(char::to_lowercase));
    }
}

/// Whether a letter goes on a word: letters, digits, and marks that stand upon the letter before.
pub fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Where the words of a text stand: bytes from and to.
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    /// Of a text, from its beginning.
    pub fn of(text: &'a str) -> Words<'a> {
        Words { text, at: 0 }
    }
}

impl Iterator for Words<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let rest = &self.text[self.at..];
        let start = rest.find(char::is_alphanumeric)?;
        let length = rest[start..].find(|c: char| !is_of_a_word(c)).unwrap_or(rest.len() - start);
        let (from, to) = (self.at + start, self.at + start + length);
        self.at = to;
        Some((from, to.min(from + self.text[from..to].floor_char_boundary(LONGEST))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_its_mark_are_one_letter_however_they_were_written() {
        let words = |text: &str| tokens(text).map(|(_, _, word)| word).collect::<Vec<_>>();
        assert_eq!(words("Tyo\u{308}nantaja"), words("työnantaja"));
        assert_eq!(words("The job-carving, 2nd"), ["the", "job", "carving", "2nd"]);
    }
}
