//! Words and pairs of words as numbers, with how many texts have each. It must not weigh them.
//!
//! A word is looked up once, by its text; all that follows works on numbers.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// Stands where no term is: between the parts of a text, and for a term that was left out.
pub(super) const NONE: u32 = u32::MAX;

/// Which have at least the count `fewest`, and their counts.
pub(super) fn chosen(counts: &[u32], fewest: u32) -> (Vec<usize>, Vec<u32>) {
    counts.iter().copied().enumerate().filter(|(_, count)| *count >= fewest).unzip()
}

/// New numbers from `first` on for those of `all` things that are kept, [`NONE`] for the others.
pub(super) fn numbers(kept: &[usize], all: usize, first: usize) -> Vec<u32> {
    let mut numbers = vec![NONE; all];
    for (number, at) in (first..).zip(kept) {
        numbers[*at] = number_of(number);
    }
    numbers
}

/// What is beyond the numbers there are is no term.
fn number_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

/// Texts as read: every word has a number, a text is a piece of one stream of numbers.
pub(super) struct Read<'t> {
    pub(super) words: Vec<&'t str>,
    pub(super) stream: Vec<u32>,
    /// Where each text ends in the stream.
    pub(super) ends: Vec<usize>,
}

impl<'t> Read<'t> {
    pub(super) fn of<D, T>(texts: D) -> Read<'t>
    where
        D: IntoIterator<Item = T>,
        T: IntoIterator<Item = &'t str>,
    {
        let mut read = Read { words: Vec::new(), stream: Vec::new(), ends: Vec::new() };
        let mut known: HashMap<&'t str, u32> = HashMap::new();
        for text in texts {
            for word in text {
                let number = if word.is_empty() { NONE } else { read.number(&mut known, word) };
                read.stream.push(number);
            }
            read.ends.push(read.stream.len());
        }
        read
    }

    /// Texts whose words have numbers already, by their places in `words`; a number beyond parts what stands before it
    /// from what stands behind.
    pub(super) fn numbered(words: &'t [String], texts: &[Vec<u32>]) -> Read<'t> {
        let known = |number: &u32| if (*number as usize) < words.len() { *number } else { NONE };
        let mut read = Read { words: words.iter().map(String::as_str).collect(), stream: Vec::new(), ends: Vec::new() };
        for text in texts {
            read.stream.extend(text.iter().map(known));
            read.ends.push(read.stream.len());
        }
        read
    }

    fn number(&mut self, known: &mut HashMap<&'t str, u32>, word: &'t str) -> u32 {
        *known.entry(word).or_insert_with(|| {
            self.words.push(word);
            number_of(self.words.len() - 1)
        })
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.stream[start..*end])
    }

    /// How many texts have each word.
    pub(super) fn texts_with(&self) -> Vec<u32> {
        let mut counts = vec![0; self.words.len()];
        let mut last = vec![usize::MAX; self.words.len()];
        for (text, words) in self.texts().enumerate() {
            for word in words.iter().filter(|word| **word != NONE).map(|word| *word as usize) {
                counts[word] += u32::from(last[word] != text);
                last[word] = text;
            }
        }
        counts
    }

    /// Numbers the words that are kept anew; the others become [`NONE`].
    pub(super) fn renumber(&mut self, kept: &[usize]) {
        let numbers = numbers(kept, self.words.len(), 0);
        for word in &mut self.stream {
            *word = numbers.get(*word as usize).copied().unwrap_or(NONE);
        }
    }
}

/// Two numbers mixed into one (Fibonacci hashing). What is hashed are places in a list of words, which nobody chooses
/// to be alike, and there are millions of them.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// Pairs of words as they turn up.
#[derive(Default)]
pub(super) struct Pairs {
    numbers: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    pub(super) known: Vec<(u32, u32)>,
    pub(super) texts_with: Vec<u32>,
    /// The last text in which each was seen.
    last: Vec<usize>,
}

impl Pairs {
    /// The number of a pair that `text` has.
    pub(super) fn seen(&mut self, text: usize, first: u32, second: u32) -> u32 {
        if first == NONE || second == NONE {
            return NONE;
        }
        match self.numbers.entry(u64::from(first) << 32 | u64::from(second)) {
            Entry::Occupied(found) => {
                let number = *found.get() as usize;
                self.texts_with[number] += u32::from(self.last[number] != text);
                self.last[number] = text;
                number_of(number)
            }
            Entry::Vacant(_) if self.known.len() == NONE as usize => NONE,
            Entry::Vacant(place) => {
                self.known.push((first, second));
                self.texts_with.push(1);
                self.last.push(text);
                *place.insert(number_of(self.known.len() - 1))
            }
        }
    }
}
