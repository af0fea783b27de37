//! The texts that wait for a reviewer at a stage, one after another in some order, and what is known of how many relevant
//! ones are still among them. It holds what it learns while it is open; every decision is told to it.

use super::Screened;
use crate::review::{Review, ReviewError};
use crate::screen::{Aim, Gathering, Model, Outcome, Ranker, Stopping, Vote};
use crate::store::Set;
use katsaus_model::{Identity, Verdict};
use std::collections::{BTreeMap, HashMap};

/// In which order texts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueueOrder {
    /// The likeliest to be included first, learnt from what was decided so far; by key until something is included.
    #[default]
    Relevance,
    /// By chance, the same in every copy of the review.
    Random,
    /// By key.
    Key,
}

impl QueueOrder {
    /// The order of a name.
    pub fn parse(name: &str) -> Option<QueueOrder> {
        [QueueOrder::Relevance, QueueOrder::Random, QueueOrder::Key].into_iter().find(|order| order.as_str() == name)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            QueueOrder::Relevance => "relevance",
            QueueOrder::Random => "random",
            QueueOrder::Key => "key",
        }
    }
}

/// How far a reviewer is at a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Texts that have come to the stage and are the reviewer's to decide on, decided or not.
    pub all: usize,
    /// Those that the reviewer has decided on.
    pub decided: usize,
    /// Those that the reviewer would include or is unsure of.
    pub kept: usize,
    /// Those left that have no abstract.
    pub left_without_abstract: usize,
    /// How likely one would have seen what was seen if the aim, most of the relevant found, were missed.
    pub p: f64,
    /// Whether that is unlikely enough.
    pub may_stop: bool,
    /// With the aim's confidence no more relevant texts than this are left.
    pub at_most_left: usize,
    /// About so many are likely left.
    pub likely_left: usize,
    /// Irrelevant texts in a row.
    pub in_a_row: usize,
}

/// Texts that wait for a reviewer.
pub struct Queue {
    reviewer: String,
    order: QueueOrder,
    aim: Aim,
    /// The stage, among those of `screened`.
    stage: usize,
    screened: Screened,
    /// Texts at the stage, by key.
    texts: Vec<i64>,
    places: HashMap<i64, usize>,
    /// Where each text stands in an order by chance.
    chances: Vec<u64>,
    ranker: Option<Ranker>,
    without_abstract: Vec<bool>,
    /// Whether each text waits for the reviewer.
    waiting: Vec<bool>,
    /// Texts put off in this sitting, in the order in which they were.
    skipped: Vec<i64>,
    /// The reviewer's verdicts at this stage in the order in which they were made.
    made: Vec<(i64, bool)>,
}

impl Review {
    /// The texts of a set that have come to a stage of a selection and are a reviewer's to decide on.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn queue(
        &self,
        (selection, stage): (&str, &str),
        reviewer: &str,
        among: &Set,
        order: QueueOrder,
    ) -> Result<Queue, ReviewError> {
        let screened = self.screened(selection)?;
        let stage = screened.stage(stage).ok_or(ReviewError::NoStages)?;
        let is_theirs = |n: i64| {
            let votes = screened.votes(n, stage);
            votes.has_voted(reviewer) || votes.waits_for(reviewer)
        };
        let rows = self.store.rows(crate::store::Filter::Of(among))?;
        let texts: Vec<i64> =
            rows.iter().map(|row| row.n).filter(|n| screened.has_come_to(*n, stage) && is_theirs(*n)).collect();
        let places: HashMap<i64, usize> = texts.iter().copied().zip(0..).collect();
        let mut queue = Queue {
            reviewer: reviewer.to_owned(),
            order,
            aim: Aim::default(),
            stage,
            chances: self.chances(&texts)?,
            without_abstract: vec![true; texts.len()],
            waiting: texts.iter().map(|n| screened.votes(*n, stage).waits_for(reviewer)).collect(),
            made: Vec::new(),
            skipped: Vec::new(),
            ranker: None,
            texts,
            places,
            screened,
        };
        self.read_texts(&mut queue)?;
        queue.take_up();
        Ok(queue)
    }

    /// A number for each text that is as good as chance and the same in every copy of the review.
    fn chances(&self, texts: &[i64]) -> Result<Vec<u64>, ReviewError> {
        let mut chances = Vec::with_capacity(texts.len());
        for n in texts {
            let first = self.store.identities(*n)?.first().copied().unwrap_or_else(|| Identity::of(&[]));
            let mixed = Identity::of(&[b"random order", first.as_bytes()]);
            chances.push(mixed.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)));
        }
        Ok(chances)
    }

    /// Which texts have an abstract; and for the order of relevance what they say.
    fn read_texts(&self, queue: &mut Queue) -> Result<(), ReviewError> {
        let set: Set = queue.texts.iter().copied().collect();
        let mut fields = BTreeMap::new();
        self.store.each_fields(&set, |n, held| {
            fields.insert(n, held);
        })?;
        let mut gathering = (queue.order == QueueOrder::Relevance).then(|| Gathering::new(Model::Usual));
        for (place, n) in queue.texts.iter().enumerate() {
            let held = fields.remove(n).unwrap_or_default();
            queue.without_abstract[place] = held.abstract_text.as_deref().is_none_or(|text| text.trim().is_empty());
            if let Some(gathering) = &mut gathering {
                gathering.add(&held);
            }
        }
        queue.ranker = gathering.map(Gathering::finish);
        Ok(())
    }
}

impl Queue {
    /// Learns what the reviewer has decided already, and what is settled.
    fn take_up(&mut self) {
        let mut made: Vec<(i64, i64, bool)> = Vec::new();
        for n in self.texts.clone() {
            let votes = self.screened.votes(n, self.stage);
            if let Some(vote) = votes.votes.iter().rfind(|vote| vote.by == self.reviewer) {
                made.push((vote.op, n, is_kept(&vote.verdict)));
            }
            self.learn(n);
        }
        made.sort_unstable();
        self.made = made.into_iter().map(|(_, n, kept)| (n, kept)).collect();
    }

    /// Tells the ranker what may be known of a text: the reviewer's own word, else what is settled. What others said
    /// before that would lead them.
    fn learn(&mut self, n: i64) {
        let votes = self.screened.votes(n, self.stage);
        let own = votes.votes.iter().rfind(|vote| vote.by == self.reviewer).map(|vote| &vote.verdict);
        let relevant = match (own, votes.outcome()) {
            (Some(Verdict::Include), _) | (None, Outcome::Included) => Some(true),
            (Some(Verdict::Exclude { .. }), _) | (None, Outcome::Excluded(_)) => Some(false),
            _ => None,
        };
        if let (Some(ranker), Some(place)) = (&mut self.ranker, self.places.get(&n)) {
            ranker.decide(*place, relevant);
        }
    }

    /// The order that texts come in.
    pub fn order(&self) -> QueueOrder {
        self.order
    }

    /// The stage's name.
    pub fn stage(&self) -> &str {
        &self.screened.stages[self.stage]
    }

    /// Who is to decide.
    pub fn reviewer(&self) -> &str {
        &self.reviewer
    }

    /// Whether texts are ranked: something is included that others can be compared with.
    pub fn is_ranked(&self) -> bool {
        self.ranker.as_ref().is_some_and(Ranker::can_rank)
    }

    /// The reviewer's verdict on a text, if there is one.
    pub fn verdict(&self, n: i64) -> Option<Verdict> {
        let votes = self.screened.votes(n, self.stage);
        votes.votes.into_iter().rfind(|vote| vote.by == self.reviewer).map(|vote| vote.verdict)
    }

    /// The next text to decide on; `None` if none is left. Texts with an abstract come first where they are ranked, and
    /// those that were put off last.
    pub fn next_text(&mut self) -> Option<i64> {
        let open = |place: usize| self.waiting[place] && !self.skipped.contains(&self.texts[place]);
        let place = match (self.order, &mut self.ranker) {
            (QueueOrder::Relevance, Some(ranker)) => {
                let with = ranker.next(|place| open(place) && !self.without_abstract[place]);
                with.or_else(|| ranker.next(open))
            }
            (QueueOrder::Random, _) => {
                (0..self.texts.len()).filter(|place| open(*place)).min_by_key(|place| self.chances[*place])
            }
            _ => (0..self.texts.len()).find(|place| open(*place)),
        };
        let put_off =
            || self.skipped.iter().copied().find(|n| self.places.get(n).is_some_and(|place| self.waiting[*place]));
        place.map(|place| self.texts[place]).or_else(put_off)
    }

    /// The at most `most` texts that come next, as things stand.
    pub fn upcoming(&mut self, most: usize) -> Vec<i64> {
        let mut places: Vec<usize> = match (self.order, &mut self.ranker) {
            (QueueOrder::Relevance, Some(ranker)) if ranker.can_rank() => {
                let mut with = ranker.order(|place| self.waiting[place] && !self.without_abstract[place]);
                with.extend(ranker.order(|place| self.waiting[place] && self.without_abstract[place]));
                with
            }
            _ => (0..self.texts.len()).filter(|place| self.waiting[*place]).collect(),
        };
        if self.order == QueueOrder::Random {
            places.sort_by_key(|place| self.chances[*place]);
        }
        places.into_iter().take(most).map(|place| self.texts[place]).collect()
    }

    /// Whether a text has no abstract.
    pub fn is_without_abstract(&self, n: i64) -> bool {
        self.places.get(&n).is_some_and(|place| self.without_abstract[*place])
    }

    /// Whether a text is at this stage, waiting or decided on.
    pub fn holds(&self, n: i64) -> bool {
        self.places.contains_key(&n)
    }

    /// How many of the reviewer's decisions were made while texts came in some order, and how many of them keep the text.
    pub fn made_in_order(&self, order: &str) -> (usize, usize) {
        let votes = self.texts.iter().map(|n| self.screened.votes(*n, self.stage));
        let own = votes.filter_map(|votes| votes.votes.into_iter().rfind(|vote| vote.by == self.reviewer));
        let of_order = own.filter(|vote| vote.order.as_deref() == Some(order));
        of_order.fold((0, 0), |(all, kept), vote| (all + 1, kept + usize::from(is_kept(&vote.verdict))))
    }

    /// Puts a text off until all others are done.
    pub fn skip(&mut self, n: i64) {
        self.skipped.retain(|skipped| *skipped != n);
        self.skipped.push(n);
    }

    /// Takes note of the reviewer's decision on a text, made while texts came in some order; `None` of its being taken
    /// back.
    pub fn decided(&mut self, n: i64, verdict: Option<Verdict>, order: Option<&str>) {
        self.made.retain(|(made, _)| *made != n);
        self.made.extend(verdict.as_ref().map(|verdict| (n, is_kept(verdict))));
        let by = self.reviewer.clone();
        let order = order.map(str::to_owned);
        let vote = verdict.map(|verdict| Vote { by: by.clone(), verdict, order, op: 0 });
        self.screened.put(n, self.stage, vote, &by);
        if let Some(place) = self.places.get(&n) {
            self.waiting[*place] = self.screened.votes(n, self.stage).waits_for(&by);
        }
        self.learn(n);
    }

    /// How far the reviewer is, and what that says of the texts that are left.
    pub fn standing(&self) -> Standing {
        let mut stopping = Stopping::new(self.texts.len(), self.aim);
        self.made.iter().for_each(|(_, kept)| stopping.push(*kept));
        let left = |place: &usize| self.without_abstract[*place] && self.waiting[*place];
        Standing {
            all: self.texts.len(),
            decided: self.made.len(),
            kept: self.made.iter().filter(|(_, kept)| *kept).count(),
            left_without_abstract: (0..self.texts.len()).filter(left).count(),
            p: stopping.p(),
            may_stop: stopping.reached(),
            at_most_left: stopping.at_most_left(),
            likely_left: stopping.likely_left(),
            in_a_row: stopping.in_a_row(),
        }
    }
}

fn is_kept(verdict: &Verdict) -> bool {
    !matches!(verdict, Verdict::Exclude { .. })
}

impl Review {
    /// Texts of a selection that may be screened: its members, candidates left aside.
    ///
    /// # Errors
    /// If the selection's query cannot be run.
    pub fn to_screen(&mut self, selection: &str) -> Result<Set, ReviewError> {
        let mut all = if selection == katsaus_model::WHOLE { self.store.all()? } else { self.members(selection)? };
        all.subtract(&self.candidates()?);
        Ok(all)
    }
}
