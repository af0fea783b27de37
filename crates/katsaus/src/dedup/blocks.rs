//! Which pairs are looked at: those that share a key, of several kinds, so that one damaged field hides nothing.
//! It must not compare: a key is cheap, and wrong more often than right.

use super::card::Card;
use super::fold;
use super::place::Pages;

/// Pairs of one key beyond which it tells nothing.
const LARGEST: usize = 160;

/// The pairs that share a key, each once, in order. Numbers are those of `cards`.
pub(super) fn pairs(cards: &[&Card]) -> Vec<(u32, u32)> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (strength, keys) in KEYS {
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(cards.len());
        for (at, card) in cards.iter().enumerate() {
            keys(card, &mut |key| keyed.push((key, at as u32)));
        }
        keyed.sort_unstable();
        keyed.dedup();
        for block in keyed.chunk_by(|a, b| a.0 == b.0).filter(|block| (2..=LARGEST).contains(&block.len())) {
            for (at, (_, a)) in block.iter().enumerate() {
                let worth = |(_, b): &&(u64, u32)| {
                    strength == Strength::Strong || may_be_like(cards[*a as usize], cards[*b as usize])
                };
                pairs.extend(block[at + 1..].iter().filter(worth).map(|(_, b)| (*a, *b)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
    }
    pairs
}

/// How much a shared key says. In a large library many share a weak one: of these only pairs whose titles may be alike
/// are looked at, so that the work grows with the records and not with their square.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Strong,
    Weak,
}

fn may_be_like(a: &Card, b: &Card) -> bool {
    let (Some(_), Some(_)) = (&a.title, &b.title) else { return true };
    [&a.title, &a.second]
        .into_iter()
        .flatten()
        .any(|mine| [&b.title, &b.second].into_iter().flatten().any(|theirs| mine.may_be_like(theirs)))
}

type Keys = fn(&Card, &mut dyn FnMut(u64));

/// One kind of key each. Kinds are apart, so that a block of one is not filled up by another.
const KEYS: [(Strength, Keys); 9] = [
    (Strength::Strong, |card, each| {
        if let Some(doi) = &card.doi {
            each(fold::hash(doi));
        }
    }),
    (Strength::Strong, |card, each| {
        if card.pmid != 0 {
            each(u64::from(card.pmid));
        }
    }),
    (Strength::Strong, |card, each| {
        card.isbn.split(' ').filter(|isbn| !isbn.is_empty()).for_each(|isbn| each(fold::hash(isbn)))
    }),
    (Strength::Strong, |card, each| {
        [&card.title, &card.second].into_iter().flatten().for_each(|title| each(title.hash))
    }),
    // How a title begins, and how it ends: one of them outlives a subtitle.
    (Strength::Weak, |card, each| {
        for title in [&card.title, &card.second].into_iter().flatten() {
            let letters: String = title.words().collect();
            if letters.len() >= 25 {
                each(fold::hash(&letters[..25]));
                each(fold::hash(&letters[letters.len() - 25..]) ^ 1);
            }
        }
    }),
    // The four longest words, wherever they stand.
    (Strength::Weak, |card, each| {
        for title in [&card.title, &card.second].into_iter().flatten() {
            let mut words: Vec<&str> = title.words().filter(|word| word.len() > 3).collect();
            words.sort_unstable_by_key(|word| (std::cmp::Reverse(word.len()), *word));
            words.truncate(4);
            if words.len() >= 3 {
                words.sort_unstable();
                each(fold::hash(&words.join(" ")));
            }
        }
    }),
    (Strength::Weak, |card, each| {
        if let Some(Pages::Range { first, .. }) = card.pages
            && card.volume != 0
        {
            each(fold::hash(&format!("{} {first}", card.volume)));
        }
    }),
    (Strength::Strong, |card, each| {
        let family = card.authors.first_family();
        if let Some(Pages::Range { first, .. }) = card.pages
            && !family.is_empty()
        {
            each(fold::hash(&format!("{family} {first}")));
        }
    }),
    // First author and year; where that is many people, the title's first word with it.
    (Strength::Weak, |card, each| {
        let family = card.authors.first_family();
        if let (false, Some(year)) = (family.is_empty(), card.year) {
            each(fold::hash(&format!("{family} {year}")));
            if let Some(title) = &card.title {
                let longest = title.words().max_by_key(|word| (word.len(), *word)).unwrap_or_default();
                each(fold::hash(&format!("{family} {longest}")) ^ 1);
            }
        }
    }),
];
