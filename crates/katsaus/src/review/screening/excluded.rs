//! Texts that were left out, with where and why: the appendix that readers of a review ask for.

use crate::report::grid::{Cell, Column, Grid, Kind, Section};
use crate::report::words::{Tongue, Word};
use crate::review::{Review, ReviewError};
use crate::screen::Outcome;
use katsaus_model::{Source, Verdict};

/// A text that was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Excluded {
    /// The text.
    pub source: Source,
    /// The stage at which it was left out.
    pub stage: String,
    /// Why, by identifier, the primary reason first.
    pub reasons: Vec<String>,
}

impl Review {
    /// Texts of a selection that were left out, at one stage or at any, by stage and key.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn excluded(&self, selection: &str, stage: Option<&str>) -> Result<Vec<Excluded>, ReviewError> {
        let names = self.names()?;
        let screened = self.screened(selection)?;
        let mut found = Vec::new();
        for (n, stages) in screened.texts() {
            // A text is left out where it was last decided on.
            let mut last = stages.iter().rev().map(|(at, votes)| (*at, votes.outcome()));
            let Some((at, Outcome::Excluded(reasons))) = last.find(|(_, outcome)| *outcome != Outcome::Open) else {
                continue;
            };
            let name = screened.stages[at].clone();
            if stage.is_none_or(|wanted| wanted == name)
                && let Some(source) = self.source(n, &names)?
            {
                found.push((at, Excluded { source, stage: name, reasons }));
            }
        }
        found.sort_by(|one, other| (one.0, &one.1.source.key.0).cmp(&(other.0, &other.1.source.key.0)));
        Ok(found.into_iter().map(|(_, excluded)| excluded).collect())
    }

    /// The same as a table for the appendix, stage by stage, in the review's language.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn excluded_table(&self, selection: &str, stage: Option<&str>) -> Result<Grid, ReviewError> {
        let names = self.names()?;
        let tongue = Tongue::of(&self.protocol.language);
        let mut sections: Vec<Section> = Vec::new();
        for Excluded { source, stage, reasons } in self.excluded(selection, stage)? {
            let heading = Some(self.stage_label(&stage));
            if sections.last().is_none_or(|section| section.heading != heading) {
                sections.push(Section { heading, rows: Vec::new() });
            }
            let mut labels = reasons.iter().map(|reason| self.reason_label(&names, reason));
            let first = labels.next();
            let of_stage = source.decisions.iter().filter(|decision| {
                decision.selection == selection
                    && decision.stage == stage
                    && matches!(decision.verdict, Verdict::Exclude { .. })
            });
            let notes: Vec<&str> = of_stage.filter_map(|decision| decision.note.as_deref()).collect();
            let row = vec![
                Cell::Name(source.key.0.clone(), source.fields.title.clone().unwrap_or_default()),
                Cell::Text(reference(&source)),
                first.map_or_else(|| Cell::Absent(tongue.say(Word::NoReason).to_owned()), Cell::Text),
                Cell::Text(labels.collect::<Vec<_>>().join("; ")),
                Cell::Text(notes.join("; ")),
            ];
            if let Some(section) = sections.last_mut() {
                section.rows.push(row);
            }
        }
        let kinds = [Kind::Name, Kind::Text, Kind::Text, Kind::Text, Kind::Text];
        let heads = [Word::Source, Word::Reference, Word::Reason, Word::OtherReasons, Word::Notes];
        let columns = heads
            .into_iter()
            .zip(kinds)
            .map(|(head, kind)| Column { head: tongue.say(head).to_owned(), kind })
            .collect();
        Ok(Grid {
            title: tongue.say(Word::ExcludedSources).to_owned(),
            note: String::new(),
            language: tongue.code().to_owned(),
            columns,
            sections,
        })
    }
}

/// `Luecking (2008). Emerging employer views. Journal of Vocational Rehabilitation.`
fn reference(source: &Source) -> String {
    let fields = &source.fields;
    let families: Vec<String> = fields.authors.iter().map(katsaus_model::Person::family).collect();
    let who = match families.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} & {two}"),
        [one, ..] => format!("{one} et al."),
    };
    let year = fields.year.map(|year| format!("({year})")).unwrap_or_default();
    let head = format!("{who} {year}");
    let parts =
        [head.trim(), fields.title.as_deref().unwrap_or_default(), fields.container.as_deref().unwrap_or_default()];
    let parts = parts.into_iter().map(|part| part.trim_end_matches('.')).filter(|part| !part.is_empty());
    parts.map(|part| format!("{part}.")).collect::<Vec<_>>().join(" ")
}
