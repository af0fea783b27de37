//! What screening says to programs: decisions in conflict, agreement, reasons, what became of a text, simulated runs.

use crate::flow::{Line, Standing};
use crate::screen::{Agreement, Estimate, Measures};
use katsaus_model::{Decision, Verdict};
use serde_json::{Value, json};

/// `katsaus.simulated.v1`: the next text of a simulated screening, by its row, counted from 0.
pub fn simulated(row: usize) -> Value {
    json!({"schema": "katsaus.simulated.v1", "row": row})
}

/// `katsaus.simulation.v1`: how good the order of a simulated screening was, and when the rule for stopping said stop: after
/// how many texts, with what share of the relevant found and what share of the work saved.
pub fn simulation(model: &str, found: &Measures, stop: Option<usize>) -> Value {
    json!({
        "schema": "katsaus.simulation.v1", "model": model, "texts": found.texts, "relevant": found.relevant,
        "at_95": found.at_95, "wss_95": found.wss_95, "recall_10": found.recall_10, "loss": found.loss, "ndcg": found.ndcg,
        "stop": stop, "recall_at_stop": found.recall_at_stop, "saved_at_stop": found.saved_at_stop,
    })
}

fn decision(decision: &Decision) -> Value {
    let reasons = match &decision.verdict {
        Verdict::Exclude { reasons } => reasons.clone(),
        _ => Vec::new(),
    };
    json!({
        "by": decision.by, "verdict": decision.verdict.as_str(), "reasons": reasons, "note": decision.note,
        "order": decision.order, "resolves": decision.resolves,
    })
}

/// `katsaus.conflict.v1`: a source on which reviewers differ at a stage, and what each decided.
pub fn conflict(key: &str, title: &str, stage: &str, decisions: &[Decision]) -> Value {
    let decisions: Vec<Value> = decisions.iter().map(decision).collect();
    json!({"schema": "katsaus.conflict.v1", "key": key, "title": title, "stage": stage, "decisions": decisions})
}

/// `katsaus.agreement.v1`: how far reviewers agree at a stage: all of them, or a pair with the table of its verdicts. Each
/// measure has a value, null where it is not defined, and an interval.
pub fn agreement(
    stage: &str,
    reviewers: &[&str],
    categories: &[&str],
    found: &Agreement,
    table: Option<&[Vec<usize>]>,
) -> Value {
    let of = |estimate: &Estimate| {
        let interval = estimate.interval.map(|interval| json!([interval.low, interval.high]));
        json!({"value": estimate.value, "interval": interval})
    };
    let shares = categories.iter().zip(&found.shares).map(|(word, share)| ((*word).to_owned(), json!(share)));
    json!({
        "schema": "katsaus.agreement.v1", "stage": stage, "reviewers": reviewers, "sources": found.subjects,
        "decided_twice": found.rated_twice, "shares": Value::Object(shares.collect()), "observed": of(&found.observed),
        "kappa": of(&found.kappa), "pabak": of(&found.pabak()), "ac1": of(&found.ac1), "fleiss": of(&found.fleiss),
        "brennan_prediger": of(&found.brennan_prediger), "alpha": of(&found.alpha_nominal),
        "alpha_ordinal": of(&found.alpha_ordinal), "categories": categories, "table": table,
    })
}

/// `katsaus.reason.v1`: a reason for leaving texts out, and how many decisions give it first and beside another.
pub fn reason(name: &str, label: &str, stages: &[String], (first, beside): (usize, usize), retired: bool) -> Value {
    json!({
        "schema": "katsaus.reason.v1", "name": name, "label": label, "stages": stages, "first": first, "beside": beside,
        "retired": retired,
    })
}

/// `katsaus.why.v1`: what became of a text, in a sentence; `status` is null where it was taken out of the review.
pub fn answer(key: &str, status: Option<&str>, sentence: &str) -> Value {
    json!({"schema": "katsaus.why.v1", "key": key, "status": status, "sentence": sentence})
}

/// `katsaus.why.v1` for a text that the review has never seen: without a key.
pub fn never_seen(asked: &str, sentence: &str) -> Value {
    json!({"schema": "katsaus.why.v1", "key": null, "asked": asked, "status": null, "sentence": sentence})
}

/// `katsaus.flow-line.v1`: a number of a flow diagram: `standing` is proved, declared or not-recorded, `n` null if it is not
/// recorded.
pub fn flow_line(level: &str, line: &Line) -> Value {
    let (standing, by) = match &line.number.standing {
        Standing::Proved => ("proved", None),
        Standing::Declared { by, .. } => ("declared", Some(by)),
        Standing::NotRecorded => ("not-recorded", None),
    };
    json!({
        "schema": "katsaus.flow-line.v1", "line": line.name, "level": level, "label": line.label, "n": line.number.n,
        "standing": standing, "by": by, "part": line.is_part,
    })
}

/// `katsaus.flow-member.v1`: a record or source that a line of a flow diagram counts: the key it was given, and that of the
/// source it is part of now.
pub fn flow_member(line: &str, key: &str, now: &str, title: &str) -> Value {
    json!({"schema": "katsaus.flow-member.v1", "line": line, "key": key, "source": now, "title": title})
}

/// `katsaus.clash.v1`: a thing that two copies of a review changed differently: the source it is of (empty if none), what it
/// is, and what each said: who, what, when; the last shows.
pub fn clash(key: &str, what: &str, said: &[(&str, &str, String)]) -> Value {
    let said: Vec<Value> = said.iter().map(|(by, value, at)| json!({"by": by, "value": value, "at": at})).collect();
    json!({"schema": "katsaus.clash.v1", "key": key, "what": what, "said": said})
}
