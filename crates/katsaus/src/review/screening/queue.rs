//! The texts that wait for a reviewer at a stage, one after another in some order, and what is known of how many relevant
//! ones are still among them. It holds what it learns while it is open; every decision is told to it.

use super::Screened;
use crate::review::{Review, ReviewError};
use crate::screen::{Aim, Gathering, Model, Outcome, Ranker, Stopping, Vote};
use crate::store::Set;
use katsaus_model::{Identity, ThingKind, Verdict};
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
    /// Whether what follows is said of texts with an abstract alone: in order of relevance the others come behind them.
    pub of_abstracts_alone: bool,
    /// How likely one would have seen what was seen if the aim, most of the relevant found, were missed.
    pub p: f64,
    /// Whether that is unlikely enough, and no text without an abstract is left.
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
    /// Texts at the stage, by key: also those that others have settled, for what can be learnt of them.
    texts: Vec<i64>,
    /// Whether each is the reviewer's to decide on, decided or not.
    theirs: Vec<bool>,
    places: HashMap<i64, usize>,
    /// Where each text stands in an order by chance.
    chances: Vec<u64>,
    ranker: Option<Ranker>,
    without_abstract: Vec<bool>,
    /// Whether each text waits for the reviewer.
    waiting: Vec<bool>,
    /// Texts put off in this sitting, in the order in which they were.
    skipped: Vec<i64>,
    /// The reviewer's verdicts at this stage in the order in which each text was first decided on.
    made: Vec<Made>,
    standing: Standing,
}

/// A verdict of the reviewer.
#[derive(Clone, Debug)]
struct Made {
    text: i64,
    kept: bool,
    /// Whether the text was shown in some order when it was first decided on: only then it says something of the rest.
    is_drawn: bool,
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
        let rows = self.store.rows(crate::store::Filter::Of(among))?;
        let texts: Vec<i64> = rows.iter().map(|row| row.n).filter(|n| screened.has_come_to(*n, stage)).collect();
        let waiting: Vec<bool> = texts.iter().map(|n| screened.waits_for(*n, stage, reviewer)).collect();
        let has_voted = |n: &i64| screened.votes(*n, stage).has_voted(reviewer);
        let theirs = texts.iter().zip(&waiting).map(|(n, waits)| *waits || has_voted(n)).collect();
        let places: HashMap<i64, usize> = texts.iter().copied().zip(0..).collect();
        let mut queue = Queue {
            reviewer: reviewer.to_owned(),
            order,
            aim: Aim::default(),
            stage,
            chances: if order == QueueOrder::Random { self.chances(&texts)? } else { Vec::new() },
            theirs,
            waiting,
            standing: Standing::default(),
            without_abstract: vec![true; texts.len()],
            made: Vec::new(),
            skipped: Vec::new(),
            ranker: None,
            texts,
            places,
            screened,
        };
        self.read_texts(&mut queue)?;
        let first = self.store.first_made(ThingKind::Decision)?;
        let name = format!("{selection}/{}/{reviewer}", queue.stage());
        queue.take_up(|n, op| first.get(&(n, name.clone())).copied().unwrap_or(op));
        Ok(queue)
    }

    /// A number for each text that is as good as chance and the same in every copy of the review.
    fn chances(&self, texts: &[i64]) -> Result<Vec<u64>, ReviewError> {
        let mut chances = Vec::with_capacity(texts.len());
        for n in texts {
            let first = self.store.identities(*n)?.first().copied().unwrap_or_else(|| Identity::of(&[]));
            chances.push(Identity::of(&[b"random order", first.as_bytes()]).as_chance());
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
    fn take_up(&mut self, first: impl Fn(i64, i64) -> i64) {
        let mut made: Vec<(i64, Made)> = Vec::new();
        for n in self.texts.clone() {
            let votes = self.screened.votes(n, self.stage);
            if let Some(vote) = votes.votes.iter().rfind(|vote| vote.by == self.reviewer) {
                let (kept, is_drawn) = (is_kept(&vote.verdict), is_draw(vote.order.as_deref()));
                made.push((first(n, vote.op), Made { text: n, kept, is_drawn }));
            }
            self.learn(n);
        }
        made.sort_by_key(|(op, made)| (*op, made.text));
        self.made = made.into_iter().map(|(_, made)| made).collect();
        self.standing = self.counted();
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
        let of_order = self.own_votes().filter(|vote| vote.order.as_deref() == Some(order));
        of_order.fold((0, 0), |(all, kept), vote| (all + 1, kept + usize::from(is_kept(&vote.verdict))))
    }

    /// The order of the newest sample by chance that the reviewer has begun, if there is one.
    pub fn newest_sample(&self) -> Option<Sampling> {
        self.own_votes()
            .filter_map(|vote| Sampling::parse(vote.order.as_deref()?))
            .max_by_key(|sampling| sampling.begun)
    }

    fn own_votes(&self) -> impl Iterator<Item = Vote> {
        let votes = self.texts.iter().map(|n| self.screened.votes(*n, self.stage));
        votes.filter_map(|votes| votes.votes.into_iter().rfind(|vote| vote.by == self.reviewer))
    }

    /// Puts a text off until all others are done.
    pub fn skip(&mut self, n: i64) {
        self.skipped.retain(|skipped| *skipped != n);
        self.skipped.push(n);
    }

    /// Takes note of the reviewer's decision on a text, made while texts came in some order; `None` of its being taken
    /// back.
    pub fn decided(&mut self, n: i64, verdict: Option<Verdict>, order: Option<&str>) {
        let held = self.made.iter().position(|made| made.text == n);
        match (held, &verdict) {
            (Some(at), Some(verdict)) => self.made[at].kept = is_kept(verdict),
            (Some(at), None) => {
                self.made.remove(at);
            }
            (None, Some(verdict)) => {
                self.made.push(Made { text: n, kept: is_kept(verdict), is_drawn: is_draw(order) });
            }
            (None, None) => {}
        }
        let by = self.reviewer.clone();
        let order = order.map(str::to_owned);
        let vote = verdict.map(|verdict| Vote { by: by.clone(), verdict, order, op: 0 });
        self.screened.put(n, self.stage, vote, &by);
        if let Some(place) = self.places.get(&n) {
            self.waiting[*place] = self.screened.waits_for(n, self.stage, &by);
        }
        self.learn(n);
        self.standing = self.counted();
    }

    /// How far the reviewer is, and what that says of the texts that are left.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The rule for stopping looks at texts that were shown in some order, and at those that are left. What was decided by key
    /// or query, or read in, says nothing of the rest; nor do texts with an abstract of those without, which come behind
    /// them: while any of these is left, one may not stop.
    fn counted(&self) -> Standing {
        let ours = || (0..self.texts.len()).filter(|place| self.theirs[*place]);
        let left_without_abstract =
            ours().filter(|place| self.without_abstract[*place] && self.waiting[*place]).count();
        let apart = self.order == QueueOrder::Relevance && left_without_abstract > 0;
        let counts = |place: usize| !apart || !self.without_abstract[place];
        let draws: Vec<&Made> = self
            .made
            .iter()
            .filter(|made| made.is_drawn && self.places.get(&made.text).is_some_and(|place| counts(*place)))
            .collect();
        let left = ours().filter(|place| self.waiting[*place] && counts(*place)).count();
        let mut stopping = Stopping::new(draws.len() + left, self.aim);
        draws.iter().for_each(|made| stopping.push(made.kept));
        Standing {
            all: ours().count(),
            decided: self.made.len(),
            kept: self.made.iter().filter(|made| made.kept).count(),
            left_without_abstract,
            of_abstracts_alone: apart,
            p: stopping.p(),
            may_stop: stopping.reached() && !apart,
            at_most_left: stopping.at_most_left(),
            likely_left: stopping.likely_left(),
            in_a_row: stopping.in_a_row(),
        }
    }
}

/// A sample by chance: how many texts were not looked at when it was begun, and after how many operations that was. Decisions
/// keep it as the order in which they were made, so that two samples are not taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// Texts that were not looked at.
    pub unscreened: usize,
    /// Operations of the log by then.
    pub begun: i64,
}

impl Sampling {
    /// Its form in a decision: `sample/1893/2041`.
    pub fn name(self) -> String {
        format!("sample/{}/{}", self.unscreened, self.begun)
    }

    fn parse(order: &str) -> Option<Sampling> {
        let (unscreened, begun) = order.strip_prefix("sample/")?.split_once('/')?;
        Some(Sampling { unscreened: unscreened.parse().ok()?, begun: begun.parse().ok()? })
    }
}

/// Whether a text that was decided on in some order was drawn from those left: not if somebody looked it up.
fn is_draw(order: Option<&str>) -> bool {
    order.is_some_and(|order| order != "found")
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
