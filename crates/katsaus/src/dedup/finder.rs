//! The way from records to groups, links and pairs. It must not weigh: `rules` says what follows from the evidence.

use super::card::{Card, Form};
use super::cluster::Groups;
use super::library::Library;
use super::rules::{self, Verdict};
use super::{Doubt, Found, Group, Joined, Known, Linked, Pair, Rule, blocks, say};
use katsaus_model::Link;
use std::collections::{HashMap, HashSet};

pub(super) struct Finder<'c> {
    cards: &'c [Card],
    known: &'c Known,
    library: Library,
    /// Pairs that are judged not to be one text, the lesser number first.
    apart: HashSet<(u32, u32)>,
}

/// Pairs of records by what is to be done with them.
#[derive(Default)]
struct Sorted {
    same: Vec<Scored<Rule>>,
    judge: Vec<Scored<Doubt>>,
    links: Vec<(u32, u32, Link)>,
}

/// A pair, how likely it is one text, and the reason.
struct Scored<R> {
    score: f32,
    reason: R,
    pair: (u32, u32),
}

impl<'c> Finder<'c> {
    pub(super) fn new(cards: &'c [Card], known: &'c Known) -> Finder<'c> {
        let apart = known.apart.iter().map(|(a, b)| ordered((*a as u32, *b as u32))).collect();
        let library = Library::of(cards, &|at| known.file.get(at).copied().unwrap_or_default());
        Finder { cards, known, library, apart }
    }

    pub(super) fn run(&self) -> Found {
        let mut groups = Groups::of(self.cards.len());
        let mut joined: Vec<Joined> = Vec::new();
        for (a, b) in &self.known.same {
            groups.join(*a as u32, *b as u32, &mut |_, _| true);
        }
        let unique = self.join_identical(&mut groups, &mut joined);
        let Sorted { mut same, mut judge, links } = self.sorted(&unique);
        self.order(&mut same);
        for Scored { score, reason, pair } in same {
            if self.one_table(pair) {
                judge.push(Scored { score, reason: Doubt::OneTable, pair });
            } else if groups.root(pair.0) != groups.root(pair.1) {
                if groups.join(pair.0, pair.1, &mut |a, b| self.fits((a, b))) {
                    joined.push(Joined { records: numbers(pair), rule: reason, evidence: self.say(pair) });
                } else {
                    judge.push(Scored { score, reason: Doubt::Conflict, pair });
                }
            }
        }
        self.order(&mut judge);
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
            let pair = (first, n);
            let one_text = first != n && self.is_new(pair) && card.says_enough();
            if one_text && groups.join(first, n, &mut |a, b| self.fits((a, b))) {
                let evidence = "the same in every field that is compared".to_owned();
                joined.push(Joined { records: numbers(pair), rule: Rule::Identical, evidence });
            } else {
                unique.push(n);
            }
        }
        unique
    }

    /// Looks at every pair that shares a key.
    fn sorted(&self, unique: &[u32]) -> Sorted {
        let cards: Vec<&Card> = unique.iter().map(|n| &self.cards[*n as usize]).collect();
        let mut sorted = Sorted::default();
        for (a, b) in blocks::pairs(&cards) {
            let pair = (unique[a as usize], unique[b as usize]);
            if !self.is_new(pair) || self.apart.contains(&ordered(pair)) {
                continue;
            }
            let evidence = self.library.weigh(self.card(pair.0), self.card(pair.1));
            let score = rules::likelihood(&evidence);
            match rules::verdict(&evidence) {
                Verdict::Same(reason) => sorted.same.push(Scored { score, reason, pair }),
                Verdict::Judge(reason) => sorted.judge.push(Scored { score, reason, pair }),
                Verdict::Linked(link) => sorted.links.push((pair.0, pair.1, link)),
                Verdict::Distinct => {}
            }
        }
        sorted
    }

    /// The surest first. Of pairs that are equally sure, what their records say decides, never where they stand.
    fn order<R: Ord>(&self, pairs: &mut [Scored<R>]) {
        let content = |(a, b): (u32, u32)| ordered((self.card(a).content, self.card(b).content));
        pairs.sort_by(|x, y| {
            let by_score = y.score.total_cmp(&x.score).then_with(|| x.reason.cmp(&y.reason));
            by_score.then_with(|| content(x.pair).cmp(&content(y.pair)))
        });
    }

    fn card(&self, n: u32) -> &Card {
        &self.cards[n as usize]
    }

    /// Whether a pair is to be looked at: one of the two was not here before.
    fn is_new(&self, (a, b): (u32, u32)) -> bool {
        a.max(b) as usize >= self.known.new_from
    }

    fn one_table(&self, (a, b): (u32, u32)) -> bool {
        let file = |n: u32| self.known.file.get(n as usize).copied().unwrap_or_default();
        file(a) == file(b) && self.known.own_tables.contains(&file(a))
    }

    /// Whether nothing forbids that two records are one text, whatever joins them.
    fn fits(&self, pair: (u32, u32)) -> bool {
        !self.apart.contains(&ordered(pair))
            && !self.one_table(pair)
            && rules::may_be_one(&self.library.weigh(self.card(pair.0), self.card(pair.1)))
    }

    fn say(&self, (a, b): (u32, u32)) -> String {
        say::evidence(&self.library.weigh(self.card(a), self.card(b)))
    }

    /// Pairs for a person: one for two groups, the likeliest.
    fn pairs(&self, groups: &mut Groups, judge: Vec<Scored<Doubt>>) -> Vec<Pair> {
        let mut seen = HashSet::new();
        let mut pairs = Vec::new();
        for Scored { score, reason, pair } in judge {
            let roots = ordered((groups.root(pair.0), groups.root(pair.1)));
            if roots.0 != roots.1 && seen.insert(roots) && !self.judged_apart(groups, roots) {
                pairs.push(Pair { records: numbers(pair), score, doubt: reason, evidence: self.say(pair) });
            }
        }
        pairs
    }

    /// Whether somebody said of any record of two groups that it is another text.
    fn judged_apart(&self, groups: &Groups, (x, y): (u32, u32)) -> bool {
        let apart = |a: u32| groups.members(y).any(|b| self.apart.contains(&ordered((a, b))));
        !self.apart.is_empty() && groups.members(x).any(apart)
    }

    fn links(&self, groups: &mut Groups, links: Vec<(u32, u32, Link)>) -> Vec<Linked> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        let turned = |(a, b, link)| if self.is_of(a, b, link) { (a, b, link) } else { (b, a, link) };
        let mut links: Vec<(u32, u32, Link)> = links.into_iter().map(turned).collect();
        // Of several pairs between two texts, what they say decides whose evidence is told, not where they stand.
        links.sort_by_key(|(a, b, _)| (self.card(*a).content, self.card(*b).content));
        for (a, b, link) in links {
            let roots = (groups.root(a), groups.root(b));
            if roots.0 != roots.1 && seen.insert(roots) && !self.judged_apart(groups, roots) {
                // The text is meant, so its first record is named.
                let first = |root| groups.members(root).min().unwrap_or(root) as usize;
                found.push(Linked { records: (first(roots.0), first(roots.1)), link, evidence: self.say((a, b)) });
            }
        }
        found.sort_by_key(|link| link.records);
        found
    }

    /// Whether the first of two is the one that is *of* the other.
    fn is_of(&self, a: u32, b: u32, link: Link) -> bool {
        let (a, b) = (self.card(a), self.card(b));
        match link {
            Link::PreprintOf => a.form == Form::Preprint,
            Link::PartOf => a.form == Form::Chapter,
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
            if let Some(group) = by_root.get_mut(&groups.root(join.records.0 as u32)) {
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

fn ordered<T: Ord>((a, b): (T, T)) -> (T, T) {
    if a <= b { (a, b) } else { (b, a) }
}

/// A pair as callers number records.
fn numbers(pair: (u32, u32)) -> (usize, usize) {
    let (a, b) = ordered(pair);
    (a as usize, b as usize)
}
