//! The word under analysis: letters to keep for the key beside a folded copy that the rules look at.
//!
//! It knows how to look at and rewrite the end of a word, and nothing about Finnish grammar.

/// A word whose end is being taken apart.
///
/// `body` holds one byte for every letter, with the vowel-harmony pairs folded together (a/ä, o/ö, u/y), so each
/// ending needs writing down once. `kept` counts the letters no rule has rewritten: the key takes those from `letters`,
/// so that `säde` and `sade` stay apart.
#[derive(Clone)]
pub(super) struct Word {
    letters: Vec<char>,
    body: Vec<u8>,
    kept: usize,
}

impl Word {
    /// Reads a word; `None` when it holds anything but letters, as such a thing has no Finnish ending to remove.
    pub(super) fn read(text: &str) -> Option<Word> {
        let letters: Vec<char> = text.chars().collect();
        let body = letters.iter().map(|&letter| fold(letter)).collect::<Option<Vec<u8>>>()?;
        Some(Word { kept: letters.len(), letters, body })
    }

    /// The number of letters left.
    pub(super) fn len(&self) -> usize {
        self.body.len()
    }

    /// The letter `back` places from the end (0 is the last one), folded; 0 when there is none.
    pub(super) fn back(&self, back: usize) -> u8 {
        let place = self.body.len().checked_sub(back + 1);
        place.and_then(|place| self.body.get(place)).copied().unwrap_or(0)
    }

    /// Whether the folded word ends so.
    pub(super) fn ends(&self, ending: &str) -> bool {
        self.body.ends_with(ending.as_bytes())
    }

    /// Whether the folded word ends in one of these.
    pub(super) fn ends_any(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.ends(ending))
    }

    /// Whether the word without its last `less` letters ends in one of these.
    pub(super) fn before_ends_any(&self, less: usize, endings: &[&str]) -> bool {
        let rest = self.body.get(..self.body.len().saturating_sub(less)).unwrap_or_default();
        endings.iter().any(|ending| rest.ends_with(ending.as_bytes()))
    }

    /// Whether the letter `back` places from the end is a vowel.
    pub(super) fn vowel(&self, back: usize) -> bool {
        is_vowel(self.back(back))
    }

    /// The last `count` letters as written, if no rule has rewritten them.
    pub(super) fn written_end(&self, count: usize) -> Option<&[char]> {
        if self.kept < self.body.len() {
            return None;
        }
        self.letters.get(self.kept.checked_sub(count)?..self.kept)
    }

    /// Whether the word is this one, or ends so after one of the letters in `before`.
    pub(super) fn is_or_ends(&self, ending: &str, before: &[u8]) -> bool {
        self.ends(ending) && (self.len() == ending.len() || before.contains(&self.back(ending.len())))
    }

    /// Whether the word without its last `less` letters could be a word stem: two syllables, or one long one.
    pub(super) fn stem_remains(&self, less: usize) -> bool {
        let rest = self.body.get(..self.body.len().saturating_sub(less)).unwrap_or_default();
        let vowels = rest.iter().filter(|letter| is_vowel(**letter)).count();
        rest.len() >= 3 && vowels >= 2
    }

    /// Drops the last `count` letters.
    pub(super) fn cut(&mut self, count: usize) {
        self.body.truncate(self.body.len().saturating_sub(count));
        self.kept = self.kept.min(self.body.len());
    }

    /// Drops the last `count` letters and writes `tail` in their place.
    pub(super) fn replace(&mut self, count: usize, tail: &str) {
        self.cut(count);
        self.body.extend_from_slice(tail.as_bytes());
    }

    /// The key: untouched letters as they were, rewritten ones as folded, then `tail`.
    pub(super) fn key(&self, tail: &str) -> String {
        let mut key = String::with_capacity(self.body.len() + tail.len() + 4);
        key.extend(self.letters.iter().take(self.kept));
        key.extend(self.body.iter().skip(self.kept).map(|&letter| char::from(letter)));
        key.push_str(tail);
        key
    }
}

/// Whether a folded letter is a vowel.
pub(super) fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// One byte for a letter; foreign letters share one byte that no rule names.
fn fold(letter: char) -> Option<u8> {
    match letter {
        'ä' | 'å' => Some(b'a'),
        'ö' => Some(b'o'),
        'y' | 'ü' => Some(b'u'),
        'a'..='z' => u8::try_from(letter).ok(),
        _ if letter.is_alphabetic() => Some(b'?'),
        _ => None,
    }
}
