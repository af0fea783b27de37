//! Duplicates: which records are of one text, and why.
//!
//! [`find`] takes records as [`Card`]s and gives groups that are one text, pairs that belong together (an erratum and its
//! article), and pairs that a person should judge. Its method, after what the field's tools do and where they fail
//! (ASySD, Hair et al. 2023; bib-dedupe, Wagner 2024; Deduplicator, Forbes et al. 2024):
//!
//! 1. *Fold*: titles, names, pages, volumes and journals to what databases write alike ([`Card`]).
//! 2. *Block*: only pairs that share one of nine kinds of keys are looked at.
//! 3. *Weigh*: each field says for, against, or nothing. Absence is never agreement.
//! 4. *Decide*: something against (different DOIs, part I and part II, an erratum) always outweighs likeness.
//! 5. *Cluster*: surest pairs first; a pair whose groups hold two records that cannot be one text joins nothing.
//!
//! The result depends on what the records say alone: not on their order, and on no setting. It must not read or write,
//! and it knows no review.

mod blocks;
mod card;
mod cluster;
mod compare;
mod fold;
mod kind;
mod people;
mod place;
mod rules;
mod say;
mod title;

pub use card::Card;
pub use rules::{Doubt, Rule};

use cluster::Groups;
use compare::Evidence;
use katsaus_model::Link;
use rules::Verdict;
use std::collections::{HashMap, HashSet};

/// What is known of records beforehand. The default: nothing.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Pairs that are judged to be one text, by number.
    pub same: Vec<(usize, usize)>,
    /// Pairs that are judged otherwise: they stay apart, and are not asked of again.
    pub apart: Vec<(usize, usize)>,
    /// For each record the table that it is a row of, 0 for none: rows of one table are never merged, but judged.
    pub table: Vec<u32>,
    /// The first record that is new: pairs of older ones are not looked at.
    pub new_from: usize,
}

/// What [`find`] found. Records are numbers in the order they were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Groups of two and more records that are one text; those that were known to be are among them.
    pub groups: Vec<Group>,
    /// Pairs of texts that belong together.
    pub links: Vec<Linked>,
    /// Pairs for a person to judge, the likeliest first.
    pub pairs: Vec<Pair>,
}

/// Records that are one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The records, in order.
    pub records: Vec<usize>,
    /// Which pairs were joined, and by which rule.
    pub joined: Vec<Joined>,
}

/// Two records that a rule joined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Joined {
    /// The two records.
    pub records: (usize, usize),
    /// The rule.
    pub rule: Rule,
    /// What agrees and what does not, in words.
    pub evidence: String,
}

/// Two texts that belong together; the first is *of* the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The two records.
    pub records: (usize, usize),
    /// How.
    pub link: Link,
    /// What agrees and what does not, in words.
    pub evidence: String,
}

/// Two records that a person should judge.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The two records.
    pub records: (usize, usize),
    /// How likely they are one text, 0 to 1.
    pub score: f32,
    /// Why it is left to a person.
    pub doubt: Doubt,
    /// What agrees and what does not, in words.
    pub evidence: String,
}

/// Finds what is one text.
pub fn find(cards: &[Card], known: &Known) -> Found {
    Finder::new(cards, known).run()
}

/// What two records say for and against being one text, in words, and what follows.
pub fn explain(a: &Card, b: &Card) -> (String, Option<Rule>) {
    let evidence = Evidence::of(a, b, &|_| false);
    let rule = match rules::verdict(&evidence) {
        Verdict::Same(rule) => Some(rule),
        _ => None,
    };
    (say::evidence(&evidence), rule)
}

struct Finder<'c> {
    cards: &'c [Card],
    known: &'c Known,
    /// Titles that several texts bear.
    common: HashSet<u64>,
    apart: HashSet<(u32, u32)>,
    /// Whether the issue is a number of its own for nearly each record, and says nothing.
    issues_are_ids: bool,
}

impl<'c> Finder<'c> {
    fn new(cards: &'c [Card], known: &'c Known) -> Finder<'c> {
        let apart = known.apart.iter().map(|(a, b)| (*a.min(b) as u32, *a.max(b) as u32)).collect();
        Finder { cards, known, common: common_titles(cards), apart, issues_are_ids: issues_are_ids(cards) }
    }

    fn weigh(&self, a: u32, b: u32) -> Evidence {
        let mut evidence =
            Evidence::of(&self.cards[a as usize], &self.cards[b as usize], &|hash| self.common.contains(&hash));
        if self.issues_are_ids {
            evidence.issue = compare::Says::Unknown;
        }
        evidence
    }

    fn one_table(&self, a: u32, b: u32) -> bool {
        let table = |n: u32| self.known.table.get(n as usize).copied().unwrap_or(0);
        table(a) != 0 && table(a) == table(b)
    }

    /// Whether nothing forbids that two records are one text, whatever joins them.
    fn fits(&self, a: u32, b: u32) -> bool {
        let pair = (a.min(b), a.max(b));
        if self.apart.contains(&pair) || self.one_table(a, b) {
            return false;
        }
        let (one, other) = (&self.cards[a as usize], &self.cards[b as usize]);
        if one.content == other.content {
            return true;
        }
        let differ = |x: &Option<Box<str>>, y: &Option<Box<str>>| x.is_some() && y.is_some() && x != y;
        if !differ(&one.doi, &other.doi)
            && (one.pmid == 0 || other.pmid == 0 || one.pmid == other.pmid)
            && one.kind == other.kind
        {
            let evidence = self.weigh(a, b);
            return !evidence.title.is_some_and(|title| title.numbers_differ || title.opposed)
                || matches!(rules::verdict(&evidence), Verdict::Same(_));
        }
        matches!(rules::verdict(&self.weigh(a, b)), Verdict::Same(_))
    }

    fn run(&self) -> Found {
        let mut groups = Groups::of(self.cards.len());
        let mut joined: Vec<Joined> = Vec::new();
        for (a, b) in &self.known.same {
            groups.join(*a as u32, *b as u32, &mut |_, _| true);
        }
        let unique = self.join_identical(&mut groups, &mut joined);
        let cards: Vec<&Card> = unique.iter().map(|n| &self.cards[*n as usize]).collect();
        let (mut same, mut judge, mut links) = (Vec::new(), Vec::new(), Vec::new());
        for (a, b) in blocks::pairs(&cards) {
            let (a, b) = (unique[a as usize], unique[b as usize]);
            if a.max(b) < self.known.new_from as u32 || self.apart.contains(&(a.min(b), a.max(b))) {
                continue;
            }
            let evidence = self.weigh(a, b);
            let score = rules::likelihood(&evidence);
            match rules::verdict(&evidence) {
                Verdict::Same(rule) => same.push((score, rule, a, b)),
                Verdict::Linked(link) => links.push((a, b, link)),
                Verdict::Judge(doubt, score) => judge.push((score, doubt, a, b)),
                Verdict::Distinct => {}
            }
        }
        // What records say orders the pairs, never where they stand.
        let content = |a: u32, b: u32| {
            let (a, b) = (self.cards[a as usize].content, self.cards[b as usize].content);
            (a.min(b), a.max(b))
        };
        same.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(content(x.2, x.3).cmp(&content(y.2, y.3))));
        for (score, rule, a, b) in same {
            if self.one_table(a, b) {
                judge.push((score, Doubt::OneTable, a, b));
            } else if groups.root(a) != groups.root(b) {
                if groups.join(a, b, &mut |a, b| self.fits(a, b)) {
                    let records = (a.min(b) as usize, a.max(b) as usize);
                    joined.push(Joined { records, rule, evidence: say::evidence(&self.weigh(a, b)) });
                } else {
                    judge.push((score, Doubt::Conflict, a, b));
                }
            }
        }
        judge.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(content(x.2, x.3).cmp(&content(y.2, y.3))));
        Found {
            pairs: self.pairs(&mut groups, judge),
            links: self.links(&mut groups, links),
            groups: self.groups(groups, joined),
        }
    }

    /// Joins records that say the same in everything. Gives one record of each such lot, and all that stay apart.
    fn join_identical(&self, groups: &mut Groups, joined: &mut Vec<Joined>) -> Vec<u32> {
        let mut by_content: HashMap<u64, u32> = HashMap::with_capacity(self.cards.len());
        let mut unique = Vec::with_capacity(self.cards.len());
        for (n, card) in self.cards.iter().enumerate() {
            let n = n as u32;
            let first = *by_content.entry(card.content).or_insert(n);
            if first == n {
                unique.push(n);
                continue;
            }
            let fits = says_enough(card) && !self.one_table(first, n) && (n as usize) >= self.known.new_from;
            if fits && groups.join(first, n, &mut |a, b| self.fits(a, b)) {
                let records = (first as usize, n as usize);
                joined.push(Joined {
                    records,
                    rule: Rule::Identical,
                    evidence: "every field that is compared".to_owned(),
                });
            } else {
                unique.push(n);
            }
        }
        unique
    }

    /// Pairs for a person: one for two groups, the likeliest.
    fn pairs(&self, groups: &mut Groups, judge: Vec<(f32, Doubt, u32, u32)>) -> Vec<Pair> {
        let mut seen = HashSet::new();
        let mut pairs = Vec::new();
        for (score, doubt, a, b) in judge {
            let (x, y) = (groups.root(a), groups.root(b));
            if x != y && seen.insert((x.min(y), x.max(y))) && !self.judged_apart(groups, x, y) {
                let records = (a.min(b) as usize, a.max(b) as usize);
                pairs.push(Pair { records, score, doubt, evidence: say::evidence(&self.weigh(a, b)) });
            }
        }
        pairs
    }

    /// Whether somebody said of any record of two groups that it is another text.
    fn judged_apart(&self, groups: &Groups, x: u32, y: u32) -> bool {
        !self.apart.is_empty()
            && groups.members(x).any(|a| groups.members(y).any(|b| self.apart.contains(&(a.min(b), a.max(b)))))
    }

    fn links(&self, groups: &mut Groups, links: Vec<(u32, u32, Link)>) -> Vec<Linked> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        let mut links: Vec<(u32, u32, Link)> = links
            .into_iter()
            .map(|(a, b, link)| if self.is_of(a, b, link) { (a, b, link) } else { (b, a, link) })
            .collect();
        // Of several records of one text, what they say decides which one is named, not where they stand.
        links.sort_by_key(|(a, b, _)| (self.cards[*a as usize].content, self.cards[*b as usize].content));
        for (a, b, link) in links {
            let (x, y) = (groups.root(a), groups.root(b));
            if x != y && seen.insert((x, y)) && !self.judged_apart(groups, x, y) {
                let evidence = say::evidence(&self.weigh(a, b));
                found.push(Linked { records: (a as usize, b as usize), link, evidence });
            }
        }
        found.sort_by_key(|link| link.records);
        found
    }

    /// Whether the first of two is the one that is *of* the other.
    fn is_of(&self, a: u32, b: u32, link: Link) -> bool {
        let (a, b) = (&self.cards[a as usize], &self.cards[b as usize]);
        match link {
            Link::PreprintOf => a.form == card::Form::Preprint,
            Link::PartOf => a.form == card::Form::Chapter,
            Link::VersionOf => (a.year, a.edition, a.content) <= (b.year, b.edition, b.content),
            _ => a.kind.is_some(),
        }
    }

    fn groups(&self, mut groups: Groups, joined: Vec<Joined>) -> Vec<Group> {
        let mut by_root: HashMap<u32, Group> = HashMap::new();
        for n in 0..self.cards.len() as u32 {
            let root = groups.root(n);
            if groups.members(root).nth(1).is_some() {
                let group = by_root.entry(root).or_insert_with(|| Group { records: Vec::new(), joined: Vec::new() });
                group.records.push(n as usize);
            }
        }
        for join in joined {
            let root = groups.root(join.records.0 as u32);
            if let Some(group) = by_root.get_mut(&root) {
                group.joined.push(join);
            }
        }
        let mut found: Vec<Group> = by_root.into_values().collect();
        found.sort_by(|a, b| a.records.cmp(&b.records));
        for group in &mut found {
            group.joined.sort();
        }
        found
    }
}

/// Titles that so many texts bear that they prove nothing: of four first authors or volumes; of a few words, five times.
fn common_titles(cards: &[Card]) -> HashSet<u64> {
    let mut bearers: HashMap<u64, (Vec<u64>, u32)> = HashMap::new();
    for card in cards {
        if let Some(title) = &card.title {
            let bearer = fold::hash(&format!("{} {}", card.authors.first_family(), card.volume));
            let (known, count) = bearers.entry(title.hash).or_default();
            *count += u32::from(title.is_short());
            if known.len() < 4 && !known.contains(&bearer) {
                known.push(bearer);
            }
        }
    }
    let common = |(known, count): &(Vec<u64>, u32)| known.len() >= 4 || *count >= 5;
    bearers.into_iter().filter(|(_, bearers)| common(bearers)).map(|(hash, _)| hash).collect()
}

/// Whether issues are numbers that hardly two records share: then they are no issues.
fn issues_are_ids(cards: &[Card]) -> bool {
    let issues: Vec<u32> = cards.iter().map(|card| card.issue).filter(|issue| *issue != 0).collect();
    let distinct: HashSet<u32> = issues.iter().copied().collect();
    issues.len() >= 30 && distinct.len() * 10 >= issues.len() * 8
}

/// Whether a record says enough that another one just like it is the same text.
fn says_enough(card: &Card) -> bool {
    if card.doi.is_some() || card.pmid != 0 {
        return true;
    }
    let known = [
        !card.authors.is_empty(),
        card.year.is_some(),
        card.volume != 0,
        card.pages.is_some(),
        !card.container.is_empty(),
        card.summary.0 != 0,
    ];
    let known = known.into_iter().filter(|known| *known).count();
    match &card.title {
        Some(title) if title.is_telling() => known >= 1,
        Some(title) if !title.is_short() => known >= 2,
        Some(_) => known >= 3 && card.pages.is_some(),
        None => known >= 4 && !card.authors.is_empty() && card.pages.is_some(),
    }
}

#[cfg(test)]
mod tests;
