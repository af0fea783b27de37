//! Where somebody is in screening: the source that is shown, what is chosen for it, and what was decided in this sitting. It
//! must not draw or know keys. Every decision is written before the next source is shown.

use crate::commands::phrases::Phrases;
use crate::commands::read::textbox::TextBox;
use crate::failure::Failure;
use crate::ui::count;
use katsaus::Review;
use katsaus::review::{Act, Conflict, Deciding, Queue, QueueOrder, Sampling, Standing};
use katsaus::screen::Sample;
use katsaus::store::{Names, Set};
use katsaus_model::{Source, Timestamp, Verdict};
use std::collections::BTreeMap;

/// The order of a text that somebody looked up, as decisions keep it: it says nothing of those that are left.
const FOUND: &str = "found";

/// What keys mean now.
#[derive(Clone, Debug)]
pub(super) enum Mode {
    /// They decide.
    Deciding,
    /// A text is excluded without a reason where one is asked for: it is asked once more.
    AskedWhy,
    /// Something is written.
    Writing(Writing, TextBox),
    /// All keys are shown.
    Help,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// A note, kept with the decision.
    Note,
    /// The name of a code.
    Tag,
    /// What to look for.
    Find,
    /// A word for a text, or one that is listed already and goes.
    IncludeTerm,
    /// A word against it.
    ExcludeTerm,
}

/// The reasons that are offered at a stage: name and label.
fn reasons_at(review: &Review, stage: &str) -> Vec<(String, String)> {
    let protocol = review.protocol();
    let label = |(name, reason): (&str, &katsaus_model::Reason)| {
        (name.to_owned(), protocol.label(&reason.label, name).to_owned())
    };
    protocol.reasons_at(stage).map(label).collect()
}

/// What was done in this sitting and can be taken back.
enum Made {
    Decision { n: i64, op: String, before: Option<Verdict> },
    Settled { op: String, at: usize },
    Other { op: String },
}

/// Where texts come from.
enum Place {
    Queue(Box<Queue>),
    Conflicts { all: Vec<Conflict>, at: usize },
}

pub(super) struct Sitting<'a> {
    pub(super) review: Review,
    acts: &'a dyn Fn() -> Act,
    pub(super) names: Names,
    selection: String,
    place: Place,
    /// The source that is shown; none at the end.
    shown: Option<i64>,
    pub(super) source: Option<Source>,
    /// Reasons of the stage: name and label.
    pub(super) reasons: Vec<(String, String)>,
    /// Those chosen for the source that is shown, the one that counts first.
    pub(super) chosen: Vec<usize>,
    /// A note that goes with the next decision.
    pub(super) note: Option<String>,
    /// Notes on sources that were not decided on since.
    notes: BTreeMap<i64, String>,
    pub(super) speaks_for: Phrases,
    pub(super) speaks_against: Phrases,
    pub(super) mode: Mode,
    pub(super) message: String,
    pub(super) scroll: u16,
    made: Vec<Made>,
    /// How many milliseconds each decision took.
    pace: Vec<i64>,
    since: Timestamp,
    /// The query that was last looked for, and what it found.
    sought: Option<(String, Vec<i64>)>,
    /// A sample by chance: which, and how many sources of it are to be looked at.
    sample: Option<(Sampling, usize)>,
    /// Whether the source that is shown was looked up.
    is_looked_up: bool,
}

impl<'a> Sitting<'a> {
    /// Sits down before what waits.
    pub(super) fn new(
        review: Review,
        acts: &'a dyn Fn() -> Act,
        selection: String,
        queue: Queue,
        sample: Option<usize>,
    ) -> Result<Sitting<'a>, Failure> {
        let stage = queue.stage().to_owned();
        let sample = match sample {
            None => None,
            Some(number) => {
                // One that is not through goes on; else another begins among those that are left now.
                let held = queue.newest_sample().filter(|held| queue.made_in_order(&held.name()).0 < number);
                let standing = queue.standing();
                let begun = review.store().newest()?;
                let new = Sampling { unscreened: standing.all - standing.decided, begun };
                Some((held.unwrap_or(new), number))
            }
        };
        Sitting::at(review, acts, selection, (Place::Queue(Box::new(queue)), &stage), sample)
    }

    /// Sits down before what reviewers decided differently.
    pub(super) fn at_conflicts(
        review: Review,
        acts: &'a dyn Fn() -> Act,
        selection: String,
    ) -> Result<Sitting<'a>, Failure> {
        let all = review.conflicts(&selection)?;
        let stage = all.first().map(|conflict| conflict.stage.clone()).unwrap_or_default();
        Sitting::at(review, acts, selection, (Place::Conflicts { all, at: 0 }, &stage), None)
    }

    fn at(
        review: Review,
        acts: &'a dyn Fn() -> Act,
        selection: String,
        (place, stage): (Place, &str),
        sample: Option<(Sampling, usize)>,
    ) -> Result<Sitting<'a>, Failure> {
        let names = review.names()?;
        let reasons = reasons_at(&review, stage);
        let mut sitting = Sitting {
            names,
            selection,
            place,
            shown: None,
            source: None,
            reasons,
            chosen: Vec::new(),
            note: None,
            notes: BTreeMap::new(),
            speaks_for: Phrases::default(),
            speaks_against: Phrases::default(),
            mode: Mode::Deciding,
            message: String::new(),
            scroll: 0,
            made: Vec::new(),
            pace: Vec::new(),
            since: acts().now,
            sought: None,
            is_looked_up: false,
            sample,
            acts,
            review,
        };
        sitting.take_terms();
        sitting.forward()?;
        Ok(sitting)
    }

    fn take_terms(&mut self) {
        let screening = &self.review.protocol().screening;
        self.speaks_for = Phrases::of(screening.include_terms.iter().map(String::as_str));
        self.speaks_against = Phrases::of(screening.exclude_terms.iter().map(String::as_str));
    }

    pub(super) fn is_done(&self) -> bool {
        self.shown.is_none()
    }

    /// The stage that is decided at.
    pub(super) fn stage(&self) -> String {
        match &self.place {
            Place::Queue(queue) => queue.stage().to_owned(),
            Place::Conflicts { all, at } => all.get(*at).map(|conflict| conflict.stage.clone()).unwrap_or_default(),
        }
    }

    /// The conflict that is shown, where conflicts are settled.
    pub(super) fn conflict(&self) -> Option<&Conflict> {
        match &self.place {
            Place::Queue(_) => None,
            Place::Conflicts { all, at } => all.get(*at),
        }
    }

    /// How far one is, where texts are screened.
    pub(super) fn standing(&self) -> Option<Standing> {
        match &self.place {
            Place::Queue(queue) => Some(queue.standing()),
            Place::Conflicts { .. } => None,
        }
    }

    /// Where one is, in the words of the first line.
    pub(super) fn headline(&self) -> String {
        match &self.place {
            Place::Conflicts { all, at } => {
                format!("Conflict {} of {} at {}", at + 1, all.len(), self.review.stage_label(&self.stage()))
            }
            Place::Queue(queue) => {
                let standing = queue.standing();
                let order = match (queue.order(), self.sample) {
                    (_, Some((_, number))) => {
                        format!("a sample by chance, {} of {number}", (self.sampled() + 1).min(number))
                    }
                    (QueueOrder::Relevance, _) if queue.is_ranked() => "likeliest first".to_owned(),
                    (QueueOrder::Relevance, _) => "by key until something is included".to_owned(),
                    (QueueOrder::Random, _) => "in order by chance".to_owned(),
                    (QueueOrder::Key, _) => "by key".to_owned(),
                };
                let bare = self.shown.is_some_and(|n| queue.is_without_abstract(n));
                let apart = if bare && queue.order() == QueueOrder::Relevance { ", without an abstract" } else { "" };
                format!(
                    "{}: {} left, {order}{apart}",
                    self.review.stage_label(queue.stage()),
                    standing.all - standing.decided
                )
            }
        }
    }

    /// The reviewer's verdict on the source that is shown, if there is one already.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        match (&self.place, self.shown) {
            (Place::Queue(queue), Some(n)) => queue.verdict(n),
            _ => None,
        }
    }

    /// What is left, at the median pace of this sitting: minutes, once there are enough decisions to say.
    pub(super) fn minutes_left(&self) -> Option<i64> {
        let standing = self.standing()?;
        let mut pace = self.pace.clone();
        pace.sort_unstable();
        let median = *pace.get(pace.len() / 2).filter(|_| pace.len() >= 5)?;
        Some((median * (standing.all - standing.decided) as i64) / 60_000)
    }

    /// Shows what comes next.
    pub(super) fn forward(&mut self) -> Result<(), Failure> {
        let is_full = self.sample.is_some_and(|(_, number)| self.sampled() >= number);
        let next = match &mut self.place {
            Place::Queue(_) if is_full => None,
            Place::Queue(queue) => queue.next_text(),
            Place::Conflicts { all, at } => all.get(*at).map(|conflict| conflict.row.n),
        };
        if let Some(conflict) = self.conflict() {
            self.reasons = reasons_at(&self.review, &conflict.stage);
        }
        self.show(next)
    }

    fn show(&mut self, n: Option<i64>) -> Result<(), Failure> {
        self.source = n.map(|n| self.review.source(n, &self.names)).transpose()?.flatten();
        self.shown = n;
        self.is_looked_up = false;
        self.scroll = 0;
        self.chosen.clear();
        self.note = n.and_then(|n| self.notes.get(&n).cloned());
        self.mode = Mode::Deciding;
        self.since = (self.acts)().now;
        Ok(())
    }

    /// Whether leaving out needs a reason here: wherever it is not the first of several stages.
    fn asks_for_reasons(&self) -> bool {
        let (stages, stage) = (self.review.stages_of(&self.selection).unwrap_or_default(), self.stage());
        let is_later = stages.len() > 1 && stages.first() != Some(&stage);
        (is_later || stage.contains("full")) && !self.reasons.is_empty()
    }

    /// Leaves the source out, for the reasons chosen; asks for one first where there should be one.
    pub(super) fn exclude(&mut self) -> Result<(), Failure> {
        if self.chosen.is_empty() && self.asks_for_reasons() && !matches!(self.mode, Mode::AskedWhy) {
            self.mode = Mode::AskedWhy;
            return Ok(());
        }
        let typed: Vec<String> = self.chosen.iter().map(|at| self.reasons[*at].0.clone()).collect();
        let reasons = self.review.reason_ids(&typed, None)?;
        self.decide(Verdict::Exclude { reasons })
    }

    /// Chooses a reason, or no longer.
    pub(super) fn choose(&mut self, at: usize) {
        if at >= self.reasons.len() {
            self.message = format!("there are {}", count(self.reasons.len(), "reason"));
        } else if let Some(place) = self.chosen.iter().position(|chosen| *chosen == at) {
            self.chosen.remove(place);
        } else {
            self.chosen.push(at);
        }
        self.mode = Mode::Deciding;
    }

    /// Writes a verdict, and shows what comes next.
    pub(super) fn decide(&mut self, verdict: Verdict) -> Result<(), Failure> {
        let Some(n) = self.shown else { return Ok(()) };
        let act = (self.acts)();
        let key = self.review.key_of(n)?;
        let word = verdict.as_str();
        let mut is_new = true;
        self.notes.remove(&n);
        match &mut self.place {
            Place::Queue(queue) => {
                let order = match (self.is_looked_up, self.sample) {
                    (true, _) => FOUND.to_owned(),
                    (false, Some((sampling, _))) => sampling.name(),
                    (false, None) => queue.order().as_str().to_owned(),
                };
                let before = queue.verdict(n);
                let deciding = Deciding {
                    selection: self.selection.clone(),
                    stage: Some(queue.stage().to_owned()),
                    verdict: Some(verdict.clone()),
                    note: self.note.clone(),
                    order: Some(order.clone()),
                };
                let (done, _) = match self.review.decide(&act, &deciding, &[n]) {
                    // Another program wrote meanwhile: what it wrote is read, and this is written behind it.
                    Err(katsaus::ReviewError::Store(katsaus::store::StoreError::Changed)) => {
                        self.review.reopen()?;
                        self.review.decide(&act, &deciding, &[n])?
                    }
                    done => done?,
                };
                is_new = done.is_some();
                queue.decided(n, Some(verdict), Some(&order));
                if let Some(done) = done {
                    self.made.push(Made::Decision { n, op: done.id.to_string(), before });
                }
            }
            Place::Conflicts { all, at } => {
                let stage = all[*at].stage.clone();
                let done = self.review.resolve(&act, (&self.selection, &stage), n, verdict, self.note.clone())?;
                if let Some(done) = done {
                    self.made.push(Made::Settled { op: done.id.to_string(), at: *at });
                }
                *at += 1;
            }
        }
        self.pace.push((act.now.0 - self.since.0).clamp(0, 600_000));
        self.forward()?;
        self.message = if is_new { format!("{word}: {key}") } else { format!("{key} was {word} already") };
        Ok(())
    }

    /// Takes back what was done last in this sitting, and shows that source again.
    pub(super) fn undo(&mut self) -> Result<(), Failure> {
        match self.made.pop() {
            None => {
                self.message = "nothing was done in this sitting that could be taken back".to_owned();
                Ok(())
            }
            Some(Made::Decision { n, op, before }) => {
                self.review.undo(&(self.acts)(), Some(&op))?;
                self.pace.pop();
                if let Place::Queue(queue) = &mut self.place {
                    queue.decided(n, before, None);
                }
                self.show(Some(n))?;
                self.message = "taken back".to_owned();
                Ok(())
            }
            Some(Made::Settled { op, at: settled }) => {
                self.review.undo(&(self.acts)(), Some(&op))?;
                if let Place::Conflicts { at, .. } = &mut self.place {
                    *at = settled;
                }
                self.forward()?;
                self.message = "taken back".to_owned();
                Ok(())
            }
            Some(Made::Other { op }) => {
                let undone = self.review.undo(&(self.acts)(), Some(&op))?;
                self.take_terms();
                self.names = self.review.names()?;
                let shown = self.shown;
                match self.place {
                    Place::Conflicts { .. } => self.forward()?,
                    Place::Queue(_) => self.show(shown)?,
                }
                self.message = format!("taken back: {}", undone.op.what);
                Ok(())
            }
        }
    }

    /// Puts the source off until the others are done.
    pub(super) fn skip(&mut self) -> Result<(), Failure> {
        let Some(n) = self.shown else { return Ok(()) };
        match &mut self.place {
            Place::Queue(queue) => queue.skip(n),
            Place::Conflicts { all, at } => {
                let put_off = all.remove(*at);
                all.push(put_off);
                // What was settled stands before it, in its place.
            }
        }
        self.forward()?;
        self.message = "put off: it comes again when the others are done".to_owned();
        Ok(())
    }

    /// Shows the source that was decided on before.
    pub(super) fn back(&mut self) -> Result<(), Failure> {
        let decided = self.made.iter().rev().filter_map(|made| match made {
            Made::Decision { n, .. } => Some(*n),
            Made::Settled { .. } | Made::Other { .. } => None,
        });
        let mut earlier = decided.skip_while(|n| self.shown.is_some_and(|shown| self.is_decided(shown) && *n != shown));
        let first = earlier.next();
        let wanted = if first == self.shown { earlier.next() } else { first };
        match wanted {
            Some(n) => self.show(Some(n)),
            None => {
                self.message = "nothing was decided before it in this sitting".to_owned();
                Ok(())
            }
        }
    }

    fn is_decided(&self, n: i64) -> bool {
        matches!(&self.place, Place::Queue(queue) if queue.verdict(n).is_some())
    }

    /// Begins to write.
    pub(super) fn write(&mut self, writing: Writing) {
        let text = match writing {
            Writing::Note => self.note.clone().unwrap_or_default(),
            _ => String::new(),
        };
        self.mode = Mode::Writing(writing, TextBox::new(&text));
    }

    /// Does what was written.
    pub(super) fn written(&mut self, writing: Writing, text: &str) -> Result<(), Failure> {
        self.mode = Mode::Deciding;
        let text = text.trim();
        match writing {
            Writing::Note => {
                self.note = Some(text.to_owned()).filter(|text| !text.is_empty());
                match (self.shown, &self.note) {
                    (Some(n), Some(note)) => drop(self.notes.insert(n, note.clone())),
                    (Some(n), None) => drop(self.notes.remove(&n)),
                    (None, _) => {}
                }
                if self.note.is_some() {
                    self.message = "the note is kept with your decision".to_owned();
                }
            }
            Writing::Tag if !text.is_empty() => self.tag(text)?,
            // Enter alone goes on with what was looked for last.
            Writing::Find => {
                let last = self.sought.as_ref().map(|(typed, _)| typed.clone()).unwrap_or_default();
                let wanted = if text.is_empty() { last } else { text.to_owned() };
                if !wanted.is_empty() {
                    self.find(&wanted)?;
                }
            }
            Writing::IncludeTerm if !text.is_empty() => self.term(text, true)?,
            Writing::ExcludeTerm if !text.is_empty() => self.term(text, false)?,
            _ => {}
        }
        Ok(())
    }

    fn tag(&mut self, code: &str) -> Result<(), Failure> {
        let Some(n) = self.shown else { return Ok(()) };
        match self.review.tag(&(self.acts)(), &[code.to_owned()], &[n], true) {
            Ok(Some(done)) => {
                self.made.push(Made::Other { op: done.id.to_string() });
                self.source = self.review.source(n, &self.names)?;
                self.message = format!("tagged `{code}`; u takes it off");
            }
            Ok(None) => self.message = "it has that code already".to_owned(),
            Err(error) => self.message = Failure::from(error).in_a_line(),
        }
        Ok(())
    }

    /// Adds a word that is marked, or takes it away if it is listed.
    fn term(&mut self, word: &str, speaks_for: bool) -> Result<(), Failure> {
        match self.review.toggle_screening_term(&(self.acts)(), word, speaks_for) {
            Ok((is_listed, done)) => {
                if let Some(done) = done {
                    self.made.push(Made::Other { op: done.id.to_string() });
                }
                self.take_terms();
                let side = if speaks_for { "for" } else { "against" };
                let listed = if is_listed { "is marked as speaking" } else { "is no longer marked as speaking" };
                self.message = format!("`{word}` {listed} {side} a source");
            }
            Err(error) => self.message = Failure::from(error).in_a_line(),
        }
        Ok(())
    }

    /// Shows the next source that a query finds: one that waits before one that is decided on.
    fn find(&mut self, typed: &str) -> Result<(), Failure> {
        let is_new = self.sought.as_ref().is_none_or(|(known, _)| known != typed);
        if is_new {
            let found = self.review.query(&[typed.to_owned()]);
            let found: Result<Set, katsaus::ReviewError> =
                found.and_then(|parsed| self.review.matching(&parsed.node, &mut ()));
            match found {
                Ok(set) => self.sought = Some((typed.to_owned(), set.iter().collect())),
                Err(error) => {
                    self.message = Failure::from(error).in_a_line();
                    return Ok(());
                }
            }
        }
        let Place::Queue(queue) = &self.place else { return Ok(()) };
        let found: Vec<i64> = self.sought.iter().flat_map(|(_, found)| found.iter().copied()).collect();
        let here: Vec<i64> = found.into_iter().filter(|n| queue.holds(*n)).collect();
        let (open, decided): (Vec<i64>, Vec<i64>) = here.iter().copied().partition(|n| queue.verdict(*n).is_none());
        let all: Vec<i64> = open.into_iter().chain(decided).collect();
        let after = self.shown.and_then(|shown| all.iter().position(|n| *n == shown)).map_or(0, |at| at + 1);
        let message = format!("{} at this stage; / and Enter shows the next", count(all.len(), "source"));
        match all.get(after).or(all.first()) {
            Some(n) => {
                self.show(Some(*n))?;
                self.is_looked_up = true;
                self.message = message;
            }
            None => self.message = "it finds nothing at this stage".to_owned(),
        }
        Ok(())
    }

    /// Decisions of the sample so far, of this sitting and of those before.
    fn sampled(&self) -> usize {
        self.sample_so_far().0
    }

    /// How many of the sample were looked at, and how many of them are kept.
    fn sample_so_far(&self) -> (usize, usize) {
        match &self.place {
            Place::Queue(queue) => self.sample.map_or((0, 0), |(sampling, _)| queue.made_in_order(&sampling.name())),
            Place::Conflicts { .. } => (0, 0),
        }
    }

    /// What a sample says of the rest, in words; none without a sample.
    pub(super) fn of_sample(&self) -> Option<String> {
        let (sampling, _) = self.sample?;
        let (drawn, relevant) = self.sample_so_far();
        if drawn == 0 {
            return None;
        }
        let sample = Sample { drawn, relevant, unscreened: sampling.unscreened };
        let rest = sampling.unscreened.saturating_sub(drawn);
        Some(format!(
            "Sample by chance: {relevant} of {drawn} kept. Of the {rest} others not looked at then, an estimated {:.0} are relevant (up to {} \
             with 95 % confidence).",
            sample.expected_left(),
            sample.at_most_left(0.95)
        ))
    }

    /// What is said when one leaves.
    pub(super) fn farewell(&self) -> String {
        let Some(standing) = self.standing() else {
            return format!("Settled {}.", count(self.made.len(), "conflict"));
        };
        if standing.all == 0 {
            return format!("No source has come to {} that is yours to decide on.", self.stage());
        }
        let rule = super::end::rule(&standing);
        let sample = self.of_sample().map(|said| format!("\n{said}")).unwrap_or_default();
        let here = self.made.iter().filter(|made| matches!(made, Made::Decision { .. })).count();
        let here = if here > 0 { format!("{} in this sitting. ", count(here, "decision")) } else { String::new() };
        let notes: Vec<String> = self
            .notes
            .iter()
            .filter_map(|(n, note)| Some((self.review.key_of(*n).ok()?, note)))
            .map(|(key, note)| format!("\nNo decision was made on {key}, so your note on it is not kept: {note}"))
            .collect();
        format!("{here}At {}: {rule}.{sample}{}", self.stage(), notes.concat())
    }
}
