//! Decisions, labels and reasons that screening programs write into notes: Rayyan, ASReview, Covidence.
//!
//! It must not guess: a note that is not just as one of them writes it stays a note.

use crate::found::Found;
use katsaus_model::{Verdict, text};

/// Group of the codes that labels become.
const LABELS: &str = "label";

/// When in the screening something was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// By title and abstract.
    First,
    /// By full text.
    Last,
}

/// A verdict that was found in a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// At which stage.
    pub when: When,
    /// Who decided, as the program names them; `None` if it does not.
    pub by: Option<String>,
    /// What.
    pub verdict: Verdict,
}

/// Takes what screening programs wrote out of the notes of an entry: labels become codes, reasons reasons, remarks notes.
/// Gives the verdicts.
pub fn take(found: &mut Found) -> Vec<Said> {
    let mut said = Vec::new();
    let notes = std::mem::take(&mut found.content.brought.notes);
    for note in notes {
        let left = if note.contains("RAYYAN-") || note.starts_with("USER-NOTES:") {
            rayyan(&note, found, &mut said)
        } else if note.contains("ASReview_") {
            asreview(&note, &mut said)
        } else if let Some(reasons) = strip_start(&note, "exclusion reason:") {
            covidence(reasons, found, &mut said);
            Vec::new()
        } else {
            vec![note]
        };
        found.content.brought.notes.extend(left);
    }
    said
}

fn strip_start<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| text[start.len()..].trim())
}

/// `RAYYAN-INCLUSION: {"Emily"=>"Included"} | RAYYAN-LABELS: a,b | RAYYAN-EXCLUSION-REASONS: x | USER-NOTES: {...}`
fn rayyan(note: &str, found: &mut Found, said: &mut Vec<Said>) -> Vec<String> {
    let mut left = Vec::new();
    let mut verdicts = Vec::new();
    let mut reasons: Vec<String> = Vec::new();
    for part in note.split(" | ").flat_map(|part| part.split('\n')).map(str::trim).filter(|part| !part.is_empty()) {
        if let Some(pairs) = part.strip_prefix("RAYYAN-INCLUSION:") {
            verdicts = pairs_of(pairs);
        } else if let Some(labels) = part.strip_prefix("RAYYAN-LABELS:") {
            for label in labels.split(',').map(str::trim).filter(|label| !label.is_empty()) {
                add_label(found, label);
            }
        } else if let Some(words) = part.strip_prefix("RAYYAN-EXCLUSION-REASONS:") {
            reasons.extend(words.split(',').map(text::squeeze).filter(|word| !word.is_empty()));
        } else if let Some(pairs) = part.strip_prefix("USER-NOTES:") {
            left.extend(pairs_of(pairs).into_iter().map(|(by, words)| format!("{by}: {words}")));
        } else {
            left.push(part.to_owned());
        }
    }
    let ids = add_reasons(found, &reasons);
    for (by, word) in verdicts {
        let verdict = match word.as_str() {
            "Included" => Verdict::Include,
            "Excluded" => Verdict::Exclude { reasons: ids.clone() },
            "Maybe" => Verdict::Unsure,
            _ => {
                left.push(format!("{by}: {word}"));
                continue;
            }
        };
        said.push(Said { when: When::First, by: Some(by), verdict });
    }
    left
}

/// `{"Emily"=>"Included", "Bob"=>["a note"]}` as pairs.
fn pairs_of(text: &str) -> Vec<(String, String)> {
    let mut quoted = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('"') {
        let Some((word, behind)) = after.split_once('"') else { break };
        let names = behind.trim_start().starts_with("=>");
        quoted.push((word.to_owned(), names));
        rest = behind;
    }
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (word, names) in quoted {
        if names {
            pairs.push((word, String::new()));
        } else if let Some((_, value)) = pairs.last_mut() {
            if !value.is_empty() {
                value.push_str("; ");
            }
            value.push_str(&word);
        }
    }
    pairs
}

/// `ASReview_relevant`, and what was remarked behind it.
fn asreview(note: &str, said: &mut Vec<Said>) -> Vec<String> {
    let mut left = Vec::new();
    for line in note.lines() {
        let Some((before, after)) = line.split_once("ASReview_") else {
            left.push(line.to_owned());
            continue;
        };
        let end = after.find(|c: char| !(c.is_ascii_alphabetic() || c == '_')).unwrap_or(after.len());
        let (word, rest) = after.split_at(end);
        let verdict = match word {
            "relevant" => Some(Verdict::Include),
            "irrelevant" => Some(Verdict::Exclude { reasons: Vec::new() }),
            "not_seen" | "prior" => None,
            _ => {
                left.push(line.to_owned());
                continue;
            }
        };
        said.extend(verdict.map(|verdict| Said { when: When::First, by: None, verdict }));
        let rest = rest.trim_start_matches(['.', ';', ',', ' ']);
        left.extend([before, rest].map(|part| part.trim().to_owned()).into_iter().filter(|part| !part.is_empty()));
    }
    left
}

/// `Exclusion reason: Wrong population;`
fn covidence(reasons: &str, found: &mut Found, said: &mut Vec<Said>) {
    let words: Vec<String> = reasons.split(';').map(text::squeeze).filter(|word| !word.is_empty()).collect();
    let reasons = add_reasons(found, &words);
    said.push(Said { when: When::Last, by: None, verdict: Verdict::Exclude { reasons } });
}

fn add_label(found: &mut Found, label: &str) {
    let path = format!("{LABELS}/{}", text::slug(label));
    if !found.content.brought.tags.contains(&path) {
        found.content.brought.tags.push(path.clone());
        found.codes.push((path, label.to_owned()));
    }
}

fn add_reasons(found: &mut Found, words: &[String]) -> Vec<String> {
    let mut ids = Vec::new();
    for word in words {
        let id = text::slug(word);
        if !id.is_empty() && !ids.contains(&id) {
            found.reasons.push((id.clone(), word.clone()));
            ids.push(id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use katsaus_model::Place;

    fn taken(note: &str) -> (Vec<Said>, Found) {
        let mut found = Found::at(Place::Line { line: 1 });
        found.content.brought.notes.push(note.to_owned());
        let said = take(&mut found);
        (said, found)
    }

    fn said(when: When, by: Option<&str>, verdict: Verdict) -> Said {
        Said { when, by: by.map(str::to_owned), verdict }
    }

    #[test]
    fn rayyan_says_who_decided_what_and_why() {
        let note = "RAYYAN-INCLUSION: {\"Emily\"=>\"Excluded\", \"Bob\"=>\"Maybe\"} | RAYYAN-LABELS: needs PDF,RCT | \
            RAYYAN-EXCLUSION-REASONS: wrong population,Wrong outcome | USER-NOTES: {\"Bob\"=>[\"ask Ann\", \"again\"]}";
        let (verdicts, found) = taken(note);
        let reasons = vec!["wrong-population".to_owned(), "wrong-outcome".to_owned()];
        assert_eq!(
            verdicts,
            [
                said(When::First, Some("Emily"), Verdict::Exclude { reasons }),
                said(When::First, Some("Bob"), Verdict::Unsure)
            ]
        );
        assert_eq!(found.content.brought.tags, ["label/needs-pdf", "label/rct"]);
        assert_eq!(found.content.brought.notes, ["Bob: ask Ann; again"]);
        assert_eq!(found.reasons.len(), 2);
    }

    #[test]
    fn asreview_and_covidence_are_understood_and_other_notes_stay() {
        let (verdicts, found) = taken("ASReview_irrelevant. A remark.");
        assert_eq!(verdicts, [said(When::First, None, Verdict::Exclude { reasons: Vec::new() })]);
        assert_eq!(found.content.brought.notes, ["A remark."]);
        assert_eq!(taken("ASReview_not_seen").0, []);
        let (verdicts, found) = taken("Exclusion reason: Wrong setting;");
        assert_eq!(verdicts, [said(When::Last, None, Verdict::Exclude { reasons: vec!["wrong-setting".to_owned()] })]);
        assert_eq!(found.reasons, [("wrong-setting".to_owned(), "Wrong setting".to_owned())]);
        let (verdicts, found) = taken("Read twice | twice");
        assert_eq!(
            (verdicts.len(), found.content.brought.notes.as_slice()),
            (0, ["Read twice | twice".to_owned()].as_slice())
        );
    }
}
