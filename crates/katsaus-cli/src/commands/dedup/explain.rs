//! `dedup --explain KEY`: why a source is one text.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{DIM, KEY, cut};
use crate::when;
use serde_json::json;

pub(super) fn run(ctx: &Ctx, key: &str, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    let n = review.source_by_key(key)?;
    let explained = review.explain_merges(n)?;
    if ctx.global.json {
        let records: Vec<_> = explained
            .records
            .iter()
            .map(|(key, file, place)| json!({"key": key, "file": file, "place": place.to_string()}))
            .collect();
        let judged: Vec<_> = explained
            .joints
            .iter()
            .map(|joint| {
                json!({
                    "keys": [joint.keys.0, joint.keys.1], "link": joint.link, "why": joint.why, "by": joint.by,
                    "time": when::exact(joint.at),
                })
            })
            .collect();
        let fields: Vec<_> =
            explained.fields.iter().map(|(field, _, from)| json!({"field": field, "from": from})).collect();
        let object = json!({
            "schema": "katsaus.merged.v1", "key": review.key_of(n)?, "records": records, "judged": judged,
            "fields": fields,
        });
        writeln!(out, "{object}")?;
        return Ok(());
    }
    for (key, file, place) in &explained.records {
        writeln!(out, "{KEY}{key}{KEY:#}  {DIM}{}, {place}{DIM:#}", ctx.ui.safe(file))?;
    }
    if explained.joints.is_empty() {
        let said = if explained.records.len() == 1 {
            "One record; nothing was merged into it, and it was not judged with any other."
        } else {
            "Its records are rows of one workbook, the same text on several sheets."
        };
        writeln!(out, "{said}")?;
    }
    for joint in &explained.joints {
        let (a, b) = &joint.keys;
        writeln!(out, "{a} {} {b}  {DIM}{}, {}{DIM:#}", joint.link, joint.by, when::show(joint.at))?;
        let why = joint.why.as_deref().unwrap_or("a person judged so");
        writeln!(out, "    {}", wrap(&ctx.ui.safe(why), ctx.ui.width, 4))?;
    }
    if !explained.fields.is_empty() {
        writeln!(out, "\nWhere its records differ, it takes:")?;
    }
    for (field, said, from) in &explained.fields {
        let from = from.as_deref().map_or("edited by a person".to_owned(), |key| format!("from {key}"));
        let said = ctx.ui.safe(&cut(&said.replace('\n', " "), ctx.ui.width.saturating_sub(34).max(20)));
        writeln!(out, "  {:<16} {said}  {DIM}{from}{DIM:#}", field.as_str().replace('_', " "))?;
    }
    Ok(())
}
