//! `dedup --counts`: what became of every record, in sums that add up.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::aligned;
use crate::ui::{count, thousands};
use crate::when;
use katsaus::review::Counted;
use katsaus::store::Became;
use serde_json::{Value, json};

pub(super) fn run(ctx: &Ctx, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    let counted = review.counted()?;
    if ctx.global.json {
        return write_json(&counted, out);
    }
    let row = |name: String, of: &Became| {
        let numbers = [of.records(), of.sources, of.within, of.here, of.removed];
        std::iter::once(name).chain(numbers.map(thousands)).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = counted
        .imports
        .iter()
        .map(|of| row(format!("{}  {}", when::show(of.import.time), of.import.import.name), &of.became))
        .collect();
    let total = counted.total();
    rows.push(row("All".to_owned(), &total));
    let heads = ["Import", "Records", "= New sources", "+ Twice in it", "+ Here already", "+ Removed"];
    write!(out, "{}", aligned(&ctx.ui, &heads, rows, &[1, 2, 3, 4, 5]))?;
    writeln!(
        out,
        "\n{} = {} + {} + {} of removed texts",
        count(total.records(), "record"),
        count(total.sources, "source"),
        count(total.within + total.here, "record").replace("record", "merged record"),
        thousands(total.removed)
    )?;
    writeln!(
        out,
        "Judged to be two texts: {}. Linked as belonging together: {}.",
        count(counted.apart, "pair"),
        count(counted.linked, "pair")
    )?;
    if counted.searches.is_empty() {
        writeln!(out, "By search: not recorded.")?;
        return Ok(());
    }
    let rows = counted.searches.iter().map(|of| {
        let name = if of.search.name.is_empty() { of.id.clone() } else { of.search.name.clone() };
        vec![name, thousands(of.found.records), thousands(of.found.sources), thousands(of.found.alone)]
    });
    writeln!(out)?;
    let heads = ["Search", "Records", "Sources", "Found by it alone"];
    write!(out, "{}", aligned(&ctx.ui, &heads, rows.collect(), &[1, 2, 3]))?;
    Ok(())
}

fn write_json(counted: &Counted, out: Out<'_>) -> Result<(), Failure> {
    let of = |of: &Became| -> Value {
        json!({
            "records": of.records(), "sources": of.sources, "within": of.within, "here": of.here, "removed": of.removed,
        })
    };
    let imports: Vec<Value> = counted
        .imports
        .iter()
        .map(|import| json!({"file": import.import.import.name, "became": of(&import.became)}))
        .collect();
    let searches: Vec<Value> = counted
        .searches
        .iter()
        .map(|search| {
            json!({
                "search": search.id, "records": search.found.records, "sources": search.found.sources,
                "alone": search.found.alone,
            })
        })
        .collect();
    let object = json!({
        "schema": "katsaus.counts.v1", "total": of(&counted.total()), "apart": counted.apart, "linked": counted.linked,
        "imports": imports, "searches": searches,
    });
    writeln!(out, "{object}")?;
    Ok(())
}
