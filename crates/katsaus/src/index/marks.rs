//! Where in a text that is read the words of a query stand, by the same rules as in the index.

use super::spans::{Stretch, near, side_by_side, tidy};
use crate::analysis::{Analyser, HEAD, LANGUAGES, Language, STEM, Words, lower, push_lower};
use crate::query::{Node, Part, Pattern, TextField};
use katsaus_model::text::ascii;
use std::collections::HashMap;

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
    /// Words, phrases and nearness; what the query excludes is not among them.
    wanted: Vec<Node>,
    patterns: Vec<(Pattern, Forms)>,
    numbers: HashMap<Pattern, u32>,
    analyser: Analyser,
    /// For each language which patterns a word is: texts share most of their words.
    known: HashMap<Option<Language>, KnownWords>,
}

/// Words of texts, and the numbers of the patterns that each is.
type KnownWords = HashMap<Box<str>, Box<[u32]>>;

/// A word of the query in each language: its stems, and those as last parts of a compound.
type Forms = Vec<(Language, Vec<String>)>;

/// A text as read: where each word stands, and at which words each pattern does.
struct Read {
    words: Vec<(usize, usize)>,
    places: Vec<Vec<Stretch>>,
}

impl Marks {
    /// The words of a query that are to be shown; what it excludes is not.
    pub fn of(node: &Node) -> Marks {
        let mut marks = Marks::default();
        marks.add(node);
        marks
    }

    fn add(&mut self, node: &Node) {
        match &node.part {
            Part::And(nodes) | Part::Or(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Part::Words { .. } | Part::Near { .. } => {
                self.prepare(node);
                self.wanted.push(node.clone());
            }
            Part::Topic { words: Some(words), .. } => self.add(words),
            _ => {}
        }
    }

    fn prepare(&mut self, node: &Node) {
        if let Part::Words { patterns, .. } = &node.part {
            for pattern in patterns {
                if self.number(pattern).is_none() {
                    let forms = match pattern {
                        Pattern::Word(word) => self.forms(&lower(word), false),
                        Pattern::Kin(word) => self.forms(&lower(word), true),
                        _ => Forms::new(),
                    };
                    self.numbers.insert(pattern.clone(), self.patterns.len() as u32);
                    self.patterns.push((pattern.clone(), forms));
                }
            }
        }
        node.children().into_iter().for_each(|child| self.prepare(child));
    }

    fn number(&self, pattern: &Pattern) -> Option<usize> {
        self.numbers.get(pattern).map(|number| *number as usize)
    }

    fn forms(&mut self, word: &str, kin: bool) -> Forms {
        let of = |language| {
            let keys = self.analyser.keys(language, word);
            let heads = keys.stems.iter().map(|stem| stem.replacen(STEM, &HEAD.to_string(), 1));
            let stems = if kin { keys.kin() } else { &keys.stems };
            (language, stems.iter().map(ToString::to_string).chain(heads).collect())
        };
        LANGUAGES.map(of).into()
    }

    /// Whether there is nothing to mark.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// Whether anything is looked for in a field.
    pub fn look_in(&self, field: TextField) -> bool {
        let there = |part: &Part| matches!(part, Part::Words { fields, .. } if fields.holds(field));
        self.wanted.iter().any(|node| node.any(&there))
    }

    /// Where the words stand in a text of some language; with a field, just those that are looked for in it.
    pub fn find(&mut self, text: &str, field: Option<TextField>, language: Option<Language>) -> Vec<Mark> {
        let read = self.read(text, language);
        let mut found: Vec<Stretch> = Vec::new();
        for node in &self.wanted {
            self.mark(node, &read, field, &mut found);
        }
        tidy(&mut found);
        let mut marks: Vec<Mark> = Vec::with_capacity(found.len());
        for (from, to) in found {
            let (Some(first), Some(last)) = (read.words.get(from as usize), read.words.get(to as usize)) else {
                continue;
            };
            match marks.last_mut() {
                Some(before) if before.to >= first.0 => before.to = before.to.max(last.1),
                _ => marks.push(Mark { from: first.0, to: last.1 }),
            }
        }
        marks
    }

    /// Whether a part of a query, of words only, stands in a text.
    pub fn stands(&mut self, node: &Node, text: &str, language: Option<Language>) -> bool {
        self.prepare(node);
        let read = self.read(text, language);
        !self.stretches(node, &read, None).is_empty()
    }

    fn read(&mut self, text: &str, language: Option<Language>) -> Read {
        let mut read = Read { words: Vec::new(), places: vec![Vec::new(); self.patterns.len()] };
        let mut known = self.known.remove(&language).unwrap_or_default();
        let mut word = String::new();
        for (from, to) in Words::of(text) {
            word.clear();
            push_lower(&text[from..to], &mut word);
            let at = read.words.len() as u32;
            read.words.push((from, to));
            let mut put = |patterns: &[u32]| {
                for pattern in patterns {
                    read.places[*pattern as usize].push((at, at));
                }
            };
            match known.get(word.as_str()) {
                Some(patterns) => put(patterns),
                None => {
                    let patterns = self.patterns_of(&word, language);
                    put(&patterns);
                    known.insert(word.as_str().into(), patterns);
                }
            }
        }
        self.known.insert(language, known);
        read
    }

    /// The numbers of the patterns that a word is.
    fn patterns_of(&mut self, word: &str, language: Option<Language>) -> Box<[u32]> {
        let Marks { patterns, analyser, .. } = self;
        let first = word.chars().next();
        let mut is_a_form = |forms: &Forms| {
            let Some(language) = language else { return false };
            let Some((_, wanted)) = forms.iter().find(|(known, _)| *known == language) else { return false };
            // English keys begin like their words, and English has no compounds in one word: most need no look.
            let begins = |key: &String| key.split_once(':').and_then(|(_, stem)| stem.chars().next()) == first;
            if language == Language::English && !wanted.iter().any(begins) {
                return false;
            }
            let keys = analyser.keys(language, word);
            keys.stems
                .iter()
                .chain(&keys.heads)
                .chain(&keys.roots)
                .any(|key| wanted.iter().any(|wanted| **wanted == **key))
        };
        let all = patterns.iter().zip(0u32..);
        // Names are found without their marks.
        let bare = (language.is_none() && !word.is_ascii()).then(|| ascii(word));
        let is = |pattern: &Pattern| pattern.is(word) || bare.as_deref().is_some_and(|bare| pattern.is(bare));
        all.filter(|((pattern, forms), _)| is(pattern) || is_a_form(forms)).map(|(_, number)| number).collect()
    }

    /// Of what stands near something, each word that does is marked, and not what is between.
    fn mark(&self, node: &Node, read: &Read, field: Option<TextField>, found: &mut Vec<Stretch>) {
        let all = self.stretches(node, read, field);
        if !matches!(node.part, Part::Near { .. }) || all.is_empty() {
            found.extend(all);
            return;
        }
        // Stretches that overlap, as one.
        let mut whole: Vec<Stretch> = Vec::new();
        for (from, to) in all {
            match whole.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                _ => whole.push((from, to)),
            }
        }
        let mut leaves = vec![node];
        while let Some(node) = leaves.pop() {
            leaves.extend(node.children());
            if matches!(node.part, Part::Words { .. }) {
                let stretches = self.stretches(node, read, field);
                let within = |(from, to): &Stretch| {
                    let behind = whole.partition_point(|(first, _)| first <= from);
                    behind.checked_sub(1).and_then(|at| whole.get(at)).is_some_and(|(_, last)| to <= last)
                };
                found.extend(stretches.into_iter().filter(within));
            }
        }
    }

    fn stretches(&self, node: &Node, read: &Read, field: Option<TextField>) -> Vec<Stretch> {
        let mut out = Vec::new();
        match &node.part {
            Part::Words { fields, .. } if field.is_some_and(|field| !fields.holds(field)) => {}
            Part::Words { patterns, .. } => {
                let places = |pattern| self.number(pattern).and_then(|number| read.places.get(number));
                let parts: Vec<Vec<Stretch>> =
                    patterns.iter().map(|pattern| places(pattern).cloned().unwrap_or_default()).collect();
                side_by_side(&parts, &mut out);
            }
            Part::Or(nodes) => {
                for node in nodes {
                    out.extend(self.stretches(node, read, field));
                }
                tidy(&mut out);
            }
            Part::Near { most, ordered, left, right } => {
                let left = self.stretches(left, read, field);
                let right = self.stretches(right, read, field);
                near(&left, &right, *most, *ordered, &mut out);
            }
            _ => {}
        }
        out
    }
}
