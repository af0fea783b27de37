//! Words and phrases that people list to be seen at once in a text, the last word perhaps only as it begins (`räätälöin*`).
//! It must not draw.

use katsaus::analysis::tokens;

/// A list of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases(Vec<Phrase>);

#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<String>,
    open: bool,
}

impl Phrase {
    fn of(typed: &str) -> Phrase {
        Phrase { words: tokens(typed).map(|(_, _, word)| word).collect(), open: typed.trim_end().ends_with('*') }
    }

    /// Whether it stands at the beginning of these words.
    fn stands(&self, words: &[(usize, usize, String)]) -> bool {
        let last = self.words.len() - 1;
        words.len() > last
            && self.words.iter().zip(words).enumerate().all(|(at, (wanted, (_, _, word)))| {
                if at == last && self.open { word.starts_with(wanted) } else { word == wanted }
            })
    }
}

impl Phrases {
    /// Those that were typed; what holds no word is left aside.
    pub(super) fn of<'t>(typed: impl IntoIterator<Item = &'t str>) -> Phrases {
        Phrases(typed.into_iter().map(Phrase::of).filter(|phrase| !phrase.words.is_empty()).collect())
    }

    /// Where they stand in a text, the longest where several do: bytes from and to.
    pub(super) fn places(&self, text: &str) -> Vec<(usize, usize)> {
        let words: Vec<(usize, usize, String)> = tokens(text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let standing = self.0.iter().filter(|phrase| phrase.stands(&words[at..]));
            let longest = standing.map(|phrase| phrase.words.len()).max();
            if let Some(length) = longest {
                found.push((words[at].0, words[at + length - 1].1));
            }
            at += longest.unwrap_or(1);
        }
        found
    }
}
