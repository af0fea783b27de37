//! What the verdicts on one text at one stage come to, and what of them somebody may see. It must not know texts or how
//! decisions are kept.
//!
//! Reviewers decide independently: until all who are to decide have done so, each sees nothing but their own verdict. That
//! is a courtesy among people who share a review, no secrecy.

use katsaus_model::Verdict;

/// What verdicts come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody is still to decide.
    Open,
    /// It goes on.
    Included,
    /// It is left out, for the first of these reasons, by identifier.
    Excluded(Vec<String>),
    /// Nobody excludes it, and somebody cannot say.
    Unsure,
    /// Some would leave it out, and others not.
    Conflict,
}

impl Outcome {
    /// Its word, as in `status:`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Outcome::Open => "undecided",
            Outcome::Included => "included",
            Outcome::Excluded(_) => "excluded",
            Outcome::Unsure => "unsure",
            Outcome::Conflict => "conflict",
        }
    }
}

/// One reviewer's verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The reviewer.
    pub by: String,
    /// What they say.
    pub verdict: Verdict,
    /// In which order texts were shown.
    pub order: Option<String>,
    /// The operation it was said in.
    pub op: i64,
}

/// The verdicts on a text at a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Each reviewer's last word; two of one reviewer only where two records met that both had one.
    pub votes: Vec<Vote>,
    /// Who is to decide, where that was assigned.
    pub assigned: Vec<String>,
    /// How many are to decide, where nobody was assigned.
    pub wanted: usize,
    /// The verdict that settles theirs, where they differed.
    pub resolution: Option<Verdict>,
}

impl Votes {
    /// Whether all who are to decide have done so.
    pub fn is_complete(&self) -> bool {
        if self.resolution.is_some() {
            return true;
        }
        match self.assigned.is_empty() {
            true => self.reviewers().len() >= self.wanted.max(1),
            false => self.assigned.iter().all(|reviewer| self.has_voted(reviewer)),
        }
    }

    /// Whether a reviewer has decided.
    pub fn has_voted(&self, reviewer: &str) -> bool {
        self.votes.iter().any(|vote| vote.by == reviewer)
    }

    /// Whether a reviewer is still to decide: they are assigned, or nobody is and more are wanted.
    pub fn waits_for(&self, reviewer: &str) -> bool {
        let is_theirs = self.assigned.is_empty() || self.assigned.iter().any(|assigned| assigned == reviewer);
        is_theirs && !self.is_complete() && !self.has_voted(reviewer)
    }

    /// Whether a reviewer may see the vote of another: once all have voted.
    pub fn shows(&self, by: &str, viewer: Option<&str>) -> bool {
        viewer == Some(by) || self.is_complete()
    }

    /// What a reviewer may see of it; `None` is somebody who reviews nothing.
    pub fn seen_by(&self, viewer: Option<&str>) -> Votes {
        let mut seen = self.clone();
        seen.votes.retain(|vote| self.shows(&vote.by, viewer));
        seen
    }

    /// What the verdicts come to, whoever looks; open until it is complete.
    pub fn outcome(&self) -> Outcome {
        match &self.resolution {
            Some(verdict) => of_verdicts(&[verdict]),
            None if self.is_complete() => of_verdicts(&self.verdicts()),
            None => Outcome::Open,
        }
    }

    /// What the verdicts come to for somebody who looks: while it is not complete, just their own.
    pub fn outcome_for(&self, viewer: Option<&str>) -> Outcome {
        match self.outcome() {
            Outcome::Open => of_verdicts(&self.seen_by(viewer).verdicts()),
            settled => settled,
        }
    }

    /// Whether the reviewers differ about what becomes of the text, and nobody has settled it.
    pub fn is_conflict(&self) -> bool {
        self.outcome() == Outcome::Conflict
    }

    fn verdicts(&self) -> Vec<&Verdict> {
        self.votes.iter().map(|vote| &vote.verdict).collect()
    }

    /// Who has decided, each once.
    pub fn reviewers(&self) -> Vec<&str> {
        let mut reviewers: Vec<&str> = self.votes.iter().map(|vote| vote.by.as_str()).collect();
        reviewers.sort_unstable();
        reviewers.dedup();
        reviewers
    }
}

fn of_verdicts(verdicts: &[&Verdict]) -> Outcome {
    let has = |word: &str| verdicts.iter().any(|verdict| verdict.as_str() == word);
    match (has("include"), has("exclude"), has("unsure")) {
        (false, false, false) => Outcome::Open,
        (true, true, _) | (_, true, true) => Outcome::Conflict,
        (_, false, true) => Outcome::Unsure,
        (true, false, false) => Outcome::Included,
        (false, true, false) => Outcome::Excluded(reasons(verdicts)),
    }
}

/// Reasons of all who exclude, each once; the first of the first is the primary one.
fn reasons(verdicts: &[&Verdict]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for verdict in verdicts {
        if let Verdict::Exclude { reasons } = verdict {
            all.extend(reasons.iter().filter(|reason| !all.contains(reason)).cloned().collect::<Vec<_>>());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exclude(reasons: &[&str]) -> Verdict {
        Verdict::Exclude { reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect() }
    }

    fn votes(wanted: usize, assigned: &[&str], votes: &[(&str, Verdict)]) -> Votes {
        let vote =
            |(by, verdict): &(&str, Verdict)| Vote { by: (*by).into(), verdict: verdict.clone(), order: None, op: 1 };
        Votes {
            votes: votes.iter().map(vote).collect(),
            assigned: assigned.iter().map(|name| (*name).to_owned()).collect(),
            wanted,
            resolution: None,
        }
    }

    #[test]
    fn one_reviewer_alone_settles_a_text_where_one_is_enough() {
        let one = votes(1, &[], &[("anna", exclude(&["wrong-type", "too-old"]))]);
        assert_eq!(one.outcome(), Outcome::Excluded(vec!["wrong-type".into(), "too-old".into()]));
        assert!(one.shows("anna", None) && !one.waits_for("ben"));
        assert_eq!(votes(1, &[], &[]).outcome(), Outcome::Open);
    }

    #[test]
    fn two_reviewers_are_blind_until_both_have_decided() {
        let mut two = votes(2, &[], &[("anna", Verdict::Include)]);
        assert_eq!(two.outcome(), Outcome::Open);
        assert_eq!(two.outcome_for(Some("anna")), Outcome::Included);
        for other in [Some("ben"), Some("carl"), None] {
            assert_eq!((two.outcome_for(other), two.seen_by(other).votes.len()), (Outcome::Open, 0), "{other:?}");
        }
        assert!(two.waits_for("ben") && !two.waits_for("anna"));
        two.votes.extend(votes(2, &[], &[("ben", exclude(&[]))]).votes);
        assert!(two.is_conflict() && two.seen_by(Some("carl")).votes.len() == 2 && !two.waits_for("carl"));
        two.resolution = Some(Verdict::Include);
        assert_eq!(two.outcome(), Outcome::Included);
    }

    #[test]
    fn who_is_assigned_decides_and_nobody_else_is_waited_for() {
        let some = votes(1, &["anna", "ben"], &[("carl", Verdict::Include), ("anna", Verdict::Include)]);
        assert!(!some.is_complete() && some.waits_for("ben") && !some.waits_for("dora"));
        let all = votes(3, &["anna"], &[("anna", Verdict::Unsure)]);
        assert_eq!(all.outcome(), Outcome::Unsure);
    }

    #[test]
    fn excluding_and_not_being_sure_is_a_conflict_and_two_who_go_on_are_none() {
        let of = |one: Verdict, other: Verdict| votes(2, &[], &[("anna", one), ("ben", other)]).outcome();
        assert_eq!(of(exclude(&[]), Verdict::Unsure), Outcome::Conflict);
        assert_eq!(of(Verdict::Include, Verdict::Unsure), Outcome::Unsure);
        assert_eq!(of(exclude(&["a"]), exclude(&["b", "a"])), Outcome::Excluded(vec!["a".into(), "b".into()]));
    }
}
