//! The part of a text that shows why it was found, with the words marked.

use super::analyse::{Analyser, tokens};
use super::language::{LANGUAGES, Language};
use crate::query::Node;
use std::collections::HashSet;

/// A marked part: bytes from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub from: usize,
    /// Byte after the last.
    pub to: usize,
}

/// The words that a query looks for, in a form in which they are recognised in a text.
#[derive(Default)]
pub struct Marks {
    words: HashSet<String>,
    stems: HashSet<String>,
    /// The first letters of the stems.
    initials: HashSet<Option<char>>,
    starts: Vec<String>,
    analyser: Analyser,
}

impl Marks {
    /// The words of a query that are to be shown; what it excludes is not.
    pub fn of(node: &Node) -> Marks {
        let mut marks = Marks::default();
        marks.add(node);
        marks
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Node::Word { word, .. } => self.add_words(word, false, true),
            Node::Phrase { words, open, .. } => self.add_words(words, *open, false),
            Node::Prefix { start, .. } => self.add_words(start, true, false),
            Node::Topic { words: Some(words), .. } => self.add(words),
            _ => {}
        }
    }

    fn add_words(&mut self, text: &str, open: bool, stemmed: bool) {
        let mut words: Vec<String> = tokens(text).map(|(_, _, word)| word).collect();
        if open && let Some(last) = words.pop() {
            self.starts.push(last);
        }
        if stemmed && words.len() == 1 {
            for language in LANGUAGES {
                let stem = self.analyser.stem(language, &words[0]).map(str::to_owned);
                let stem = stem.unwrap_or_else(|| format!("\u{1}{}:{}", language.code(), words[0]));
                let (_, bare) = stem.split_once(':').unwrap_or_default();
                self.initials.insert(bare.chars().next());
                self.stems.insert(stem);
            }
        }
        self.words.extend(words);
    }

    /// Whether there is nothing to mark.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.starts.is_empty()
    }

    /// Where the words stand in a text of some language.
    pub fn find(&mut self, text: &str, language: Option<Language>) -> Vec<Mark> {
        let mut found = Vec::new();
        for (from, to, word) in tokens(text) {
            let plain = self.words.contains(&word) || self.starts.iter().any(|start| word.starts_with(start));
            if plain || language.is_some_and(|language| self.shares_a_stem(&word, language)) {
                found.push(Mark { from, to });
            }
        }
        found
    }

    fn shares_a_stem(&mut self, word: &str, language: Language) -> bool {
        // Most words of a text begin differently, and need not be stemmed to know that they are others.
        let first = word.chars().next();
        if !self.initials.iter().any(|initial| may_begin_alike(first, *initial)) {
            return false;
        }
        match self.analyser.stem(language, word) {
            Some(stem) => self.stems.contains(stem),
            None => self.stems.contains(&format!("\u{1}{}:{word}", language.code())),
        }
    }
}

/// Whether stems of words with these first letters can be the same: stemmers put other letters only for those with
/// marks (`ä` is `a` in German).
fn may_begin_alike(one: Option<char>, other: Option<char>) -> bool {
    let plain = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii());
    one == other || !plain(one) || !plain(other)
}

/// The best part of `text` of about `length` letters, with its marks; `None` if none of the words stands in it.
pub fn snippet(
    text: &str,
    language: Option<Language>,
    marks: &mut Marks,
    length: usize,
) -> Option<(String, Vec<Mark>)> {
    let found = marks.find(text, language);
    let first = found.first()?;
    // The window that holds the most marks begins at one of them.
    let best = found.iter().max_by_key(|start| {
        let inside = found.iter().filter(|mark| mark.from >= start.from && mark.to <= start.from + length).count();
        (inside, std::cmp::Reverse(start.from))
    });
    let begin = best.unwrap_or(first).from;
    let from = if text.len() <= length { 0 } else { word_start(text, begin.saturating_sub(length / 4)) };
    let to = word_end(text, (from + length).min(text.len()));
    let (before, after) = (if from > 0 { "… " } else { "" }, if to < text.len() { " …" } else { "" });
    let shift = before.len();
    let inside = found.iter().filter(|mark| mark.from >= from && mark.to <= to);
    let marks = inside.map(|mark| Mark { from: mark.from - from + shift, to: mark.to - from + shift }).collect();
    Some((format!("{before}{}{after}", &text[from..to]), marks))
}

fn word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at == 0 {
        return 0;
    }
    text[at..].find(char::is_whitespace).map_or(at, |blank| {
        let next = at + blank;
        next + text[next..].chars().next().map_or(0, char::len_utf8)
    })
}

fn word_end(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at >= text.len() {
        return text.len();
    }
    text[..at].rfind(char::is_whitespace).filter(|blank| *blank > 0).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn show(query: &str, text: &str, length: usize) -> Option<String> {
        let node = parse(query, &[]).expect("a query").node;
        let (shown, marks) = snippet(text, Some(Language::English), &mut Marks::of(&node), length)?;
        let mut out = String::new();
        let mut at = 0;
        for mark in marks {
            out += &format!("{}[{}]", &shown[at..mark.from], &shown[mark.from..mark.to]);
            at = mark.to;
        }
        Some(out + &shown[at..])
    }

    #[test]
    fn words_stems_and_beginnings_are_marked() {
        let text = "Employers' attitudes: how an employer hires";
        assert_eq!(show("employer", text, 200).as_deref(), Some("[Employers]' attitudes: how an [employer] hires"));
        assert_eq!(show("att* -hires", text, 200).as_deref(), Some("Employers' [attitudes]: how an employer hires"));
        assert_eq!(show("nothing", text, 200), None);
    }

    #[test]
    fn the_part_with_the_most_words_is_shown() {
        let text =
            format!("work {} inclusion at work and inclusion again {}", "filler ".repeat(40), "rest ".repeat(40));
        let shown = show("work inclusion", &text, 60).expect("a snippet");
        assert!(shown.contains("[inclusion] at [work] and [inclusion]"), "{shown}");
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
    }
}
