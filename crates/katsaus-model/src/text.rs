//! Folding of words for comparison and for keys. Folded text is never stored in place of what was written.

use unicode_normalization::UnicodeNormalization;

/// The text with letters and their marks as one character each (NFC), as most programs write them.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Lower case, compatibility forms joined, blanks and punctuation to single blanks, trimmed.
/// Letters keep their marks: `työ` and `tyo` stay apart.
pub fn normalise(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Lower-case ASCII letters and digits only, as keys are spelt: `Frøyland` gives `froyland`.
pub fn ascii(text: &str) -> String {
    // deunicode spells ä as a, which is what keys in the field do; ø, å, ß and Greek too.
    deunicode::deunicode(text).chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect()
}

/// A path segment for a code or topic: lower-case letters and digits with hyphens, marks kept off.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in normalise(text).split(' ').take(8) {
        let word = ascii(word);
        if !word.is_empty() {
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&word);
        }
    }
    slug
}

/// Every run of white space (also no-break blanks) to one blank, trimmed.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        assert_eq!(normalise("  Työnantaja-yhteistyö:\u{a0}Näkökulmia! "), "työnantaja yhteistyö näkökulmia");
        assert_eq!(ascii("Frøyland & Åkerblad"), "froylandakerblad");
        assert_eq!(slug("Työnantajien näkökulma (1–5)"), "tyonantajien-nakokulma-1-5");
        assert_eq!(squeeze(" a\n b\u{a0}c "), "a b c");
    }
}
