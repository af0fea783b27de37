//! Version 1: one JSON object a line, each with its `schema`.

mod screening;

pub use screening::{
    agreement, answer, clash, conflict, flow_line, flow_member, never_seen, reason, simulated, simulation,
};

use crate::report::bibliography::Known;
use crate::report::grid::{Cell, Grid};
use crate::report::rich::{self, Paragraph};
use katsaus_formats::sheet::{Plan, SheetPlan};
use katsaus_model::{
    CodeRow, CodedExcerpt, Content, Diagnostic, Fields, GroupRow, MemoRow, Place, SelectionRow, Source, Verdict,
};
use serde_json::{Map, Value, json};

/// The bibliographic fields as the schemas name them; absent fields are left out.
pub fn fields(fields: &Fields) -> Map<String, Value> {
    match serde_json::to_value(fields) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

fn place(file: &str, place: &Place) -> Value {
    match place {
        Place::Sheet { sheet, row, column: None } => json!({"file": file, "sheet": sheet, "row": row}),
        Place::Sheet { sheet, row, column: Some(column) } => {
            json!({"file": file, "sheet": sheet, "cell": format!("{}{row}", Place::letters(*column))})
        }
        Place::Line { line } => json!({"file": file, "line": line}),
        Place::File {} => json!({"file": file}),
    }
}

/// `katsaus.record.v1`: an entry of a file.
pub fn record(file: &str, at: &Place, content: &Content) -> Value {
    let mut object = Map::new();
    object.insert("schema".into(), json!("katsaus.record.v1"));
    object.insert("place".into(), place(file, at));
    object.extend(fields(&content.fields));
    if !content.brought.notes.is_empty() {
        object.insert("notes".into(), json!(content.brought.notes));
    }
    if !content.brought.tags.is_empty() {
        object.insert("tags".into(), json!(content.brought.tags));
    }
    if !content.brought.cells.is_empty() {
        let cells = content.brought.cells.iter();
        let cells: Vec<Value> = cells.map(|(topic, value)| json!({"topic": topic, "text": value.as_str()})).collect();
        object.insert("cells".into(), json!(cells));
    }
    Value::Object(object)
}

/// `katsaus.group.v1`: records that are one text, the one that is kept, and why: each rule with its evidence. Records go by
/// their own identifiers or `file:line`; sources of a review by their keys.
pub fn group(keep: &str, records: &[String], why: &[(String, String)]) -> Value {
    let why: Vec<Value> = why.iter().map(|(rule, evidence)| json!({"rule": rule, "evidence": evidence})).collect();
    json!({"schema": "katsaus.group.v1", "keep": keep, "records": records, "why": why})
}

/// `katsaus.pair.v1`: two records for a person to judge, how likely they are one text (0 to 1), and why they are in doubt.
pub fn pair(records: [&str; 2], score: f32, doubt: &str, evidence: &str) -> Value {
    let score = (f64::from(score) * 1000.0).round() / 1000.0;
    json!({
        "schema": "katsaus.pair.v1", "records": records, "score": score,
        "why": [{"rule": doubt, "evidence": evidence}],
    })
}

/// `katsaus.link.v1`: two texts that belong together; the first is *of* the second.
pub fn link(records: [&str; 2], link: katsaus_model::Link, evidence: &str) -> Value {
    json!({
        "schema": "katsaus.link.v1", "records": records, "link": link,
        "why": [{"rule": link, "evidence": evidence}],
    })
}

/// `katsaus.reference.v1`: a reference as text and as HTML, with the number it has in styles that number.
pub fn reference(key: &str, paragraph: &Paragraph) -> Value {
    let mut object = Map::new();
    object.insert("schema".into(), json!("katsaus.reference.v1"));
    object.insert("key".into(), json!(key));
    if !paragraph.label.is_empty() {
        object.insert("label".into(), json!(rich::plain(&paragraph.label)));
    }
    object.insert("text".into(), json!(rich::plain(&paragraph.runs)));
    object.insert("html".into(), json!(rich::fragment(&paragraph.runs)));
    Value::Object(object)
}

/// `katsaus.style.v1`: a citation style that is built in.
pub fn style(style: &Known) -> Value {
    json!({"schema": "katsaus.style.v1", "names": style.names, "title": style.title})
}

/// `katsaus.code.v1`: a code, what the codebook says of it, and how often it is used.
pub fn code(row: &CodeRow) -> Value {
    let code = &row.code;
    json!({
        "schema": "katsaus.code.v1", "code": row.path, "label": row.label, "labels": code.label,
        "aliases": code.aliases, "definition": code.definition, "include": code.include, "exclude": code.exclude,
        "examples": code.examples, "colour": code.colour, "terms": code.terms, "also_under": code.also_under,
        "sources": row.sources, "excerpts": row.excerpts, "retired": row.retired,
    })
}

/// `katsaus.code-group.v1`: a group of codes.
pub fn code_group(row: &GroupRow) -> Value {
    json!({
        "schema": "katsaus.code-group.v1", "group": row.name, "label": row.label, "several": row.several,
        "codes": row.codes, "sources": row.sources,
    })
}

/// `katsaus.excerpt.v1`: an excerpt of the source with this key.
pub fn excerpt(key: &str, taken: &CodedExcerpt) -> Value {
    json!({
        "schema": "katsaus.excerpt.v1", "key": key, "number": taken.number(), "text": taken.excerpt.text,
        "quoted": taken.excerpt.quoted, "page": taken.excerpt.page, "topic": taken.excerpt.topic,
        "tags": taken.codes, "by": taken.by,
    })
}

/// `katsaus.matrix-row.v1`: a row of a table, with what stands in each of its columns.
pub fn grid_row(grid: &Grid, section: Option<&str>, row: &[Cell]) -> Value {
    let cells = grid.columns.iter().zip(row).map(|(column, cell)| {
        let value = match cell {
            Cell::Blank => Value::Null,
            Cell::Number(x, _) => json!(x),
            other => json!(other.text()),
        };
        json!({"column": column.head, "value": value})
    });
    json!({"schema": "katsaus.matrix-row.v1", "section": section, "cells": cells.collect::<Vec<_>>()})
}

/// `katsaus.tab-cell.v1`: how many texts or excerpts are in a category, or in two, and which.
pub fn tab_cell(row: (&str, &str), column: Option<(&str, &str)>, members: &[String]) -> Value {
    let mut object = json!({"schema": "katsaus.tab-cell.v1", "rows": row.0, "row": row.1});
    if let Some((columns, column)) = column {
        object["columns"] = json!(columns);
        object["column"] = json!(column);
    }
    object["count"] = json!(members.len());
    object["members"] = json!(members);
    object
}

/// `katsaus.suggestion.v1`: a text that may deserve a code, with the terms and words that speak for it.
pub fn suggestion(key: &str, title: &str, code: &str, score: f32, why: (&[String], &[String])) -> Value {
    json!({
        "schema": "katsaus.suggestion.v1", "key": key, "title": title, "code": code, "score": score,
        "terms": why.0, "words": why.1,
    })
}

/// `katsaus.selection.v1`: a selection, how many texts it has, and what was decided in it.
pub fn selection(row: &SelectionRow) -> Value {
    let selection = &row.selection;
    json!({
        "schema": "katsaus.selection.v1", "selection": row.name, "title": selection.title, "query": selection.query,
        "questions": selection.questions, "topics": selection.topics, "stages": selection.stages,
        "sources": row.sources, "status": row.status,
    })
}

/// `katsaus.memo.v1`: a memo on the review, a code or a topic.
pub fn memo(memo: &MemoRow) -> Value {
    json!({"schema": "katsaus.memo.v1", "about": memo.about, "text": memo.text, "by": memo.by})
}

/// `katsaus.source.v1`: a text of the review.
pub fn source(source: &Source, status: &str) -> Value {
    let mut object = Map::new();
    object.insert("schema".into(), json!("katsaus.source.v1"));
    object.insert("key".into(), json!(source.key.0));
    object.extend(fields(&source.fields));
    object.insert("ids".into(), json!(source.ids));
    object.insert("records".into(), json!(source.identities));
    object.insert("origins".into(), json!(source.origins));
    object.insert("read_level".into(), json!(source.read_level));
    object.insert("tags".into(), json!(source.tags.iter().map(|tag| &tag.code).collect::<Vec<_>>()));
    let cells = source.cells.iter();
    let cells: Vec<Value> =
        cells.map(|cell| json!({"topic": cell.topic, "text": cell.value.as_str(), "by": cell.by})).collect();
    object.insert("cells".into(), json!(cells));
    let tagged = source.tags.iter().map(|tag| json!({"code": tag.code, "by": tag.by, "time_ms": tag.at.0}));
    object.insert("tagged".into(), json!(tagged.collect::<Vec<_>>()));
    object.insert("notes".into(), json!(source.notes));
    if !source.excerpts.is_empty() {
        let excerpts = source.excerpts.iter().map(|taken| excerpt(&source.key.0, taken));
        object.insert("excerpts".into(), json!(excerpts.collect::<Vec<_>>()));
    }
    if !source.files.is_empty() {
        let files = source.files.iter().map(|file| json!({"file": file.file, "was": file.was, "sha256": file.sha256}));
        object.insert("files".into(), json!(files.collect::<Vec<_>>()));
    }
    let decisions = source.decisions.iter().map(|decision| {
        let reasons = match &decision.verdict {
            Verdict::Exclude { reasons } => reasons.clone(),
            _ => Vec::new(),
        };
        json!({
            "selection": decision.selection, "stage": decision.stage, "by": decision.by,
            "verdict": decision.verdict.as_str(), "reasons": reasons, "note": decision.note, "order": decision.order,
            "resolves": decision.resolves,
        })
    });
    object.insert("decisions".into(), json!(decisions.collect::<Vec<_>>()));
    object.insert("status".into(), json!(status));
    Value::Object(object)
}

/// A part of a text that shows why it was found: field, text, and the characters from and to of each word that was
/// looked for.
pub type Snippet = (String, String, Vec<(usize, usize)>);

/// `katsaus.hit.v1`: a source that a search found.
pub fn hit(source: &Source, score: f32, snippets: &[Snippet]) -> Value {
    let snippet = |(field, text, marks): &(String, String, Vec<(usize, usize)>)| json!({"field": field, "text": text, "marks": marks});
    json!({
        "schema": "katsaus.hit.v1",
        "key": source.key.0,
        "ids": source.ids,
        "title": source.fields.title,
        "authors": source.fields.authors,
        "year": source.fields.year,
        "score": score,
        "snippets": snippets.iter().map(snippet).collect::<Vec<_>>(),
    })
}

/// `katsaus.facet.v1`: how many of the sources found have each value.
pub fn facet(name: &str, values: &[(String, usize)], without: usize) -> Value {
    let values: Vec<Value> = values.iter().map(|(value, count)| json!({"value": value, "count": count})).collect();
    json!({"schema": "katsaus.facet.v1", "name": name, "values": values, "without": without})
}

/// `katsaus.query-part.v1`: a part of a query, how deep it is in it, what it finds by itself, and what its words stand
/// for.
pub fn query_part(depth: usize, text: &str, hits: usize, words: &[(String, Vec<(String, u64)>)]) -> Value {
    let of = |(word, stands_for): &(String, Vec<(String, u64)>)| {
        let stands_for: Vec<Value> =
            stands_for.iter().map(|(word, texts)| json!({"word": word, "sources": texts})).collect();
        json!({"word": word, "stands_for": stands_for})
    };
    let words: Vec<Value> = words.iter().map(of).collect();
    json!({"schema": "katsaus.query-part.v1", "depth": depth, "part": text, "hits": hits, "words": words})
}

/// `katsaus.query.v1`: a saved query and how many sources it finds; null if it cannot be run.
pub fn saved_query(name: &str, query: &str, hits: Option<usize>) -> Value {
    json!({"schema": "katsaus.query.v1", "name": name, "query": query, "hits": hits})
}

/// `katsaus.clause.v1`: a part of a query, and whether it holds of one source.
pub fn clause(key: &str, depth: usize, text: &str, holds: bool, places: &[(String, Vec<String>)]) -> Value {
    let places: Vec<Value> = places.iter().map(|(field, words)| json!({"field": field, "words": words})).collect();
    json!({"schema": "katsaus.clause.v1", "key": key, "depth": depth, "part": text, "holds": holds, "places": places})
}

/// `katsaus.import-plan.v1`: what an import means to do with one sheet.
pub fn sheet_plan(file: &str, plan: &Plan, sheet: &SheetPlan) -> Value {
    let columns: Vec<Value> = sheet
        .columns
        .iter()
        .map(|column| {
            json!({
                "header": column.header, "field": column.role.name(), "column": Place::letters(column.number),
                "filled": column.filled, "sample": column.sample, "hidden": column.hidden,
            })
        })
        .collect();
    let codes: Vec<Value> = sheet
        .new_codes
        .iter()
        .map(|code| json!({"code": code.path, "label": code.label, "count": code.count}))
        .collect();
    let topics: Vec<Value> = sheet
        .new_topics
        .iter()
        .map(|topic| json!({"topic": topic.id, "label": topic.label, "kind": topic.kind, "count": topic.count}))
        .collect();
    let skipped: Vec<Value> =
        sheet.skipped.iter().map(|row| json!({"row": row.row, "why": row.why, "text": row.text})).collect();
    json!({
        "schema": "katsaus.import-plan.v1",
        "file": file,
        "format": plan.format,
        "sheet": sheet.sheet,
        "header_row": sheet.header_row,
        "rows": sheet.rows,
        "columns": columns,
        "new_codes": codes,
        "new_topics": topics,
        "skipped": skipped,
        "stage": sheet.stage,
        "origin": sheet.origin,
        "likely_pairs": sheet.pairs,
    })
}

/// `katsaus.operation.v1`: an entry of the log. `time` is as the caller writes it.
pub fn operation(row: &crate::log::Shown) -> Value {
    json!({
        "schema": "katsaus.operation.v1",
        "id": row.id.to_string(),
        "time": row.time,
        "by": row.by,
        "what": row.what,
        "undone": row.undone,
    })
}

/// `katsaus.diagnostic.v1`: a finding about a file.
pub fn diagnostic(file: &str, diagnostic: &Diagnostic) -> Value {
    let mut object = json!({
        "schema": "katsaus.diagnostic.v1",
        "severity": diagnostic.severity.as_str(),
        "code": diagnostic.code,
        "message": diagnostic.message,
    });
    if let (Value::Object(object), Value::Object(at)) = (&mut object, place(file, &diagnostic.at)) {
        object.extend(at);
    }
    object
}
