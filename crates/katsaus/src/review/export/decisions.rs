//! Decisions in the shapes that other screening programs take in, and as one table for R and Excel. It must not tell what the
//! one who looks may not see yet.

use crate::progress::Progress;
use crate::review::{Review, ReviewError};
use crate::store::{Names, Set};
use katsaus_formats::entry::{Entry, WRITERS, write_all};
use katsaus_formats::table_text;
use katsaus_model::{Decision, Field, Source, Timestamp, Verdict};
use std::io::Write;

/// In which shape decisions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionShape {
    /// A row for each decision, who and when: for R and Excel (CSV).
    Table,
    /// RIS with the notes that Rayyan writes and reads.
    Rayyan,
    /// A table with the columns that ASReview reads (CSV).
    Asreview,
    /// A table with the columns that Covidence exports (CSV).
    Covidence,
}

impl DecisionShape {
    /// All of them.
    pub const ALL: [DecisionShape; 4] =
        [DecisionShape::Table, DecisionShape::Rayyan, DecisionShape::Asreview, DecisionShape::Covidence];

    /// The shape of a name.
    pub fn parse(name: &str) -> Option<DecisionShape> {
        DecisionShape::ALL.into_iter().find(|shape| shape.as_str() == name)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            DecisionShape::Table => "table",
            DecisionShape::Rayyan => "rayyan",
            DecisionShape::Asreview => "asreview",
            DecisionShape::Covidence => "covidence",
        }
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        if self == DecisionShape::Rayyan { "ris" } else { "csv" }
    }
}

impl Review {
    /// Writes the sources of a set with what was decided on them in a selection, as far as the one who looks may see it.
    /// `when` says a moment in words. Returns how many sources were written.
    ///
    /// # Errors
    /// If the selection is not there, or `out` cannot be written.
    pub fn export_decisions(
        &self,
        set: &Set,
        selection: &str,
        shape: DecisionShape,
        when: &dyn Fn(Timestamp) -> String,
        out: &mut dyn Write,
        progress: &mut dyn Progress,
    ) -> Result<usize, ReviewError> {
        let names = self.names()?;
        let mut sources = self.whole(set, "exporting", progress)?;
        for source in &mut sources {
            source.decisions.retain(|decision| decision.selection == selection);
        }
        let outcomes = self.statuses_by_key_in(selection)?;
        let status = |source: &Source| outcomes.get(&source.key.0).copied().unwrap_or("undecided");
        let io = |error: std::io::Error| ReviewError::Wrong(format!("the export could not be written: {error}"));
        match shape {
            DecisionShape::Table => {
                table_text::write_csv(self.decision_rows(&sources, &names, when), out).map_err(io)?
            }
            DecisionShape::Asreview => {
                let rows = sources.iter().map(|source| asreview_row(source, status(source)));
                table_text::write_csv(std::iter::once(texts(&ASREVIEW)).chain(rows), out).map_err(io)?;
            }
            DecisionShape::Covidence => {
                let row = |(at, source): (usize, &Source)| self.covidence_row(&names, at + 1, source, status(source));
                let rows = sources.iter().enumerate().map(row);
                table_text::write_csv(std::iter::once(texts(&COVIDENCE)).chain(rows), out).map_err(io)?;
            }
            DecisionShape::Rayyan => {
                let Some(ris) = WRITERS.iter().find(|writer| writer.id() == "ris") else { return Ok(0) };
                let notes: Vec<Vec<String>> = sources
                    .iter()
                    .map(|source| source.notes.iter().cloned().chain(self.rayyan_note(&names, source)).collect())
                    .collect();
                let entries = sources.iter().zip(&notes).map(|(source, notes)| Entry {
                    key: &source.key.0,
                    fields: &source.fields,
                    tags: &[],
                    notes,
                    cells: &[],
                });
                write_all(*ris, entries, out).map_err(io)?;
            }
        }
        Ok(sources.len())
    }

    fn decision_rows<'r>(
        &'r self,
        sources: &'r [Source],
        names: &'r Names,
        when: &'r dyn Fn(Timestamp) -> String,
    ) -> impl Iterator<Item = Vec<String>> + 'r {
        let head = [
            "key",
            "authors",
            "year",
            "title",
            "doi",
            "stage",
            "reviewer",
            "verdict",
            "reason",
            "other_reasons",
            "note",
            "order",
            "when",
            "settles",
        ];
        let rows = sources.iter().flat_map(move |source| {
            source.decisions.iter().map(move |decision| {
                let mut reasons = self.reasons_of(names, decision).into_iter();
                let get = |field| source.fields.get(field);
                vec![
                    source.key.0.clone(),
                    get(Field::Authors),
                    get(Field::Year),
                    get(Field::Title),
                    get(Field::Doi),
                    decision.stage.clone(),
                    decision.by.clone(),
                    decision.verdict.as_str().to_owned(),
                    reasons.next().unwrap_or_default(),
                    reasons.collect::<Vec<_>>().join("; "),
                    decision.note.clone().unwrap_or_default(),
                    decision.order.clone().unwrap_or_default(),
                    when(decision.at),
                    if decision.resolves { "yes" } else { "" }.to_owned(),
                ]
            })
        });
        std::iter::once(texts(&head)).chain(rows)
    }

    /// Labels of a decision's reasons.
    fn reasons_of(&self, names: &Names, decision: &Decision) -> Vec<String> {
        match &decision.verdict {
            Verdict::Exclude { reasons } => self.reason_labels(names, reasons),
            Verdict::Include | Verdict::Unsure => Vec::new(),
        }
    }

    /// `RAYYAN-INCLUSION: {"Ana"=>"Included"} | RAYYAN-LABELS: a,b | RAYYAN-EXCLUSION-REASONS: x | USER-NOTES: {"Ana"=>["…"]}`:
    /// what was decided by title and abstract, or at the only stage.
    fn rayyan_note(&self, names: &Names, source: &Source) -> Option<String> {
        let first =
            source.decisions.iter().find(|decision| !decision.resolves).map(|decision| decision.stage.clone())?;
        let own = || source.decisions.iter().filter(|decision| decision.stage == first && !decision.resolves);
        let quoted = |text: &str| text.replace(['"', '\n', '|'], " ");
        let word = |verdict: &Verdict| match verdict {
            Verdict::Include => "Included",
            Verdict::Exclude { .. } => "Excluded",
            Verdict::Unsure => "Maybe",
        };
        let said: Vec<String> =
            own().map(|decision| format!("\"{}\"=>\"{}\"", quoted(&decision.by), word(&decision.verdict))).collect();
        let mut parts = vec![format!("RAYYAN-INCLUSION: {{{}}}", said.join(", "))];
        let tags: Vec<String> = source.tags.iter().map(|tag| quoted(&tag.code).replace(',', " ")).collect();
        if !tags.is_empty() {
            parts.push(format!("RAYYAN-LABELS: {}", tags.join(",")));
        }
        let mut reasons: Vec<String> = Vec::new();
        for reason in own().flat_map(|decision| self.reasons_of(names, decision)) {
            let reason = quoted(&reason).replace(',', " ");
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        if !reasons.is_empty() {
            parts.push(format!("RAYYAN-EXCLUSION-REASONS: {}", reasons.join(",")));
        }
        let notes: Vec<String> = own()
            .filter_map(|decision| {
                Some(format!("\"{}\"=>[\"{}\"]", quoted(&decision.by), quoted(decision.note.as_deref()?)))
            })
            .collect();
        if !notes.is_empty() {
            parts.push(format!("USER-NOTES: {{{}}}", notes.join(", ")));
        }
        Some(parts.join(" | "))
    }

    fn covidence_row(&self, names: &Names, number: usize, source: &Source, status: &str) -> Vec<String> {
        let get = |field| source.fields.get(field);
        let family = source.fields.authors.first().map(katsaus_model::Person::family).unwrap_or_default();
        let mut reasons: Vec<String> =
            source.decisions.iter().flat_map(|decision| self.reasons_of(names, decision)).collect();
        reasons.dedup();
        // Covidence takes a reason for a text that is left out: one in conflict is not.
        if status != "excluded" {
            reasons.clear();
        }
        let notes = reasons.iter().map(|reason| format!("Exclusion reason: {reason};"));
        let notes: Vec<String> =
            notes.chain(source.decisions.iter().filter_map(|decision| decision.note.clone())).collect();
        let tags: Vec<&str> = source.tags.iter().map(|tag| tag.code.as_str()).collect();
        vec![
            get(Field::Title),
            get(Field::Authors),
            get(Field::Abstract),
            get(Field::Year),
            get(Field::Container),
            get(Field::Volume),
            get(Field::Issue),
            get(Field::Pages),
            get(Field::Doi),
            source.key.0.clone(),
            format!("#{number}"),
            format!("{family} {}", get(Field::Year)).trim().to_owned(),
            notes.join(" "),
            tags.join("; "),
        ]
    }
}

const ASREVIEW: [&str; 9] = ["record_id", "title", "abstract", "authors", "keywords", "year", "doi", "url", "included"];

/// ASReview reads 1, 0, and nothing for what nobody has labelled; what is in doubt or in conflict is not labelled.
fn asreview_row(source: &Source, status: &str) -> Vec<String> {
    let get = |field| source.fields.get(field);
    let label = match status {
        "included" => "1",
        "excluded" => "0",
        _ => "",
    };
    vec![
        source.key.0.clone(),
        get(Field::Title),
        get(Field::Abstract),
        get(Field::Authors),
        source.fields.keywords.join("; "),
        get(Field::Year),
        get(Field::Doi),
        get(Field::Url),
        label.to_owned(),
    ]
}

const COVIDENCE: [&str; 14] = [
    "Title",
    "Authors",
    "Abstract",
    "Published Year",
    "Journal",
    "Volume",
    "Issue",
    "Pages",
    "DOI",
    "Ref",
    "Covidence #",
    "Study",
    "Notes",
    "Tags",
];

fn texts(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|head| (*head).to_owned()).collect()
}
