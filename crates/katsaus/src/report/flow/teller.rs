//! How a number of a diagram is said, and where it comes from. It must not know where in a picture that stands.

use super::words::{Words, words};
use crate::flow::{Diagram, Number, Standing};
use crate::report::chart::Numbers;
use katsaus_model::Timestamp;

/// What stands at a number that a person declared.
const MARK: &str = "†";

/// Says the numbers of one diagram, in its language.
#[derive(Debug)]
pub(super) struct Teller {
    /// The language's words.
    pub(super) words: &'static Words,
    /// Each declaration once, in reading order: who, when, from where.
    pub(super) declared: Vec<String>,
    numbers: Numbers,
}

impl Teller {
    /// For a diagram.
    pub(super) fn new(diagram: &Diagram) -> Teller {
        let mut teller =
            Teller { words: words(&diagram.language), declared: Vec::new(), numbers: Numbers::of(&diagram.language) };
        for line in diagram.nodes().flat_map(|node| &node.lines).filter(|line| is_declared(&line.number)) {
            let said = teller.standing(&line.number);
            if !teller.declared.contains(&said) {
                teller.declared.push(said);
            }
        }
        teller
    }

    /// `412`, with its thousands parted; nothing where no number is recorded.
    pub(super) fn count(&self, number: &Number) -> Option<String> {
        recorded(number).map(|n| self.numbers.count(n))
    }

    /// `(n = 412)` or `(not recorded)`, with no place at which a line could end.
    pub(super) fn shown(&self, number: &Number) -> String {
        match self.count(number) {
            Some(count) => format!("(n\u{a0}=\u{a0}{count})"),
            None => format!("({})", self.words.not_recorded.replace(' ', "\u{a0}")),
        }
    }

    /// The mark of a declared number, `†2`; empty for others. A single declaration needs no figure.
    pub(super) fn mark(&self, number: &Number) -> String {
        if !is_declared(number) {
            return String::new();
        }
        let said = self.standing(number);
        let at = self.declared.iter().position(|known| *known == said).unwrap_or_default();
        self.mark_at(at)
    }

    /// The mark of a declaration.
    pub(super) fn mark_at(&self, at: usize) -> String {
        if self.declared.len() > 1 { format!("{MARK}{}", at + 1) } else { MARK.to_owned() }
    }

    /// Where a number comes from.
    pub(super) fn standing(&self, number: &Number) -> String {
        if recorded(number).is_none() {
            return self.words.not_recorded.to_owned();
        }
        let Standing::Declared { by, at, why } = &number.standing else { return self.words.counted.to_owned() };
        let mut said = format!("{} {by}, {}", self.words.declared_by, day(*at));
        if let Some(why) = why.as_deref().map(str::trim).filter(|why| !why.is_empty()) {
            said.push_str(": ");
            said.push_str(why);
        }
        said
    }
}

/// The number, if anybody recorded it.
pub(super) fn recorded(number: &Number) -> Option<u64> {
    match &number.standing {
        Standing::NotRecorded => None,
        Standing::Proved | Standing::Declared { .. } => number.n,
    }
}

fn is_declared(number: &Number) -> bool {
    matches!(&number.standing, Standing::Declared { .. }) && number.n.is_some()
}

/// `2026-11-24`, in UTC: the library knows no other zone.
fn day(at: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0);
    moment.map_or_else(|_| at.0.to_string(), |moment| moment.strftime("%Y-%m-%d").to_string())
}
