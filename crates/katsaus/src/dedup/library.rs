//! What all records together say of each: which titles prove nothing, which fields are none.
//! It must not compare two records, only weigh what a comparison is worth.

use super::card::Card;
use super::compare::{Evidence, Says};
use super::fold;
use std::collections::{HashMap, HashSet};

/// So many authors, or volumes, that bear one title make it a column's.
const BEARERS: usize = 4;
/// So often a title of a few words in one file: it is a column's, whoever writes it.
const TIMES: u32 = 5;

/// What is known of a collection of records as a whole.
pub(super) struct Library {
    /// Titles that several texts bear, by hash.
    common: HashSet<u64>,
    /// Whether issues are numbers that hardly two records share: then they are no issues.
    issues_are_ids: bool,
}

impl Library {
    /// Looks through all records. `file` says which file each came from.
    pub(super) fn of(cards: &[Card], file: &dyn Fn(usize) -> u32) -> Library {
        Library { common: common_titles(cards, file), issues_are_ids: issues_are_ids(cards) }
    }

    /// The evidence on a pair, as far as it is worth anything here.
    pub(super) fn weigh(&self, a: &Card, b: &Card) -> Evidence {
        let mut evidence = Evidence::of(a, b, &|hash| self.common.contains(&hash));
        if self.issues_are_ids {
            evidence.issue = Says::Unknown;
        }
        evidence
    }
}

/// Titles that prove nothing. A text that many databases hold, or that is imported year by year, is not among them: its
/// authors and its volume are the same wherever they are given, and each file holds it once or twice.
fn common_titles(cards: &[Card], file: &dyn Fn(usize) -> u32) -> HashSet<u64> {
    let mut bearers: HashMap<u64, [Vec<u64>; 2]> = HashMap::new();
    let mut times: HashMap<(u64, u32), u32> = HashMap::new();
    for (at, card) in cards.iter().enumerate() {
        let Some(title) = &card.title else { continue };
        if title.is_short() {
            *times.entry((title.hash, file(at))).or_default() += 1;
        }
        let family = card.authors.first_family();
        let author = (!family.is_empty()).then(|| fold::hash(family));
        let volume = (card.volume != 0).then_some(u64::from(card.volume));
        let known = bearers.entry(title.hash).or_default();
        for (known, bearer) in known.iter_mut().zip([author, volume]) {
            if let Some(bearer) = bearer
                && known.len() < BEARERS
                && !known.contains(&bearer)
            {
                known.push(bearer);
            }
        }
    }
    let often = times.into_iter().filter(|(_, times)| *times >= TIMES).map(|((hash, _), _)| hash);
    let many = bearers.into_iter().filter(|(_, known)| known.iter().any(|known| known.len() >= BEARERS));
    many.map(|(hash, _)| hash).chain(often).collect()
}

fn issues_are_ids(cards: &[Card]) -> bool {
    let issues: Vec<u32> = cards.iter().map(|card| card.issue).filter(|issue| *issue != 0).collect();
    let distinct: HashSet<u32> = issues.iter().copied().collect();
    issues.len() >= 30 && distinct.len() * 10 >= issues.len() * 8
}
