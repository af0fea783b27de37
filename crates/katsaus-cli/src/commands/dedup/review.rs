//! `dedup` in a review: merges and links what is beyond doubt, and lists what a person should judge.

use super::files::unique;
use super::{Args, Out, more, shown};
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::{DIM, KEY, count, cut};
use katsaus::review::{Duplicates, ToJudge};
use katsaus::store::Row;
use katsaus::wire;

pub(super) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let duplicates = review.dedup(&ctx.act(), !args.check)?;
    if ctx.global.json {
        write_json(&duplicates, out)?;
    } else {
        write_list(ctx, args, &duplicates, out)?;
        say(ctx, args, &duplicates);
    }
    let found = !(duplicates.merges.is_empty() && duplicates.links.is_empty() && duplicates.pairs.is_empty());
    if args.check && found {
        return Err(Failure::findings());
    }
    Ok(())
}

fn say(ctx: &Ctx, args: &Args, duplicates: &Duplicates) {
    let merged: usize = duplicates.merges.iter().map(|merge| merge.sources.len() - 1).sum();
    let would = if args.check { "would be " } else { "" };
    let op = duplicates.op.as_ref().map(|op| format!(" (operation {})", op.id.short())).unwrap_or_default();
    let to_judge = count(duplicates.pairs.len(), "pair");
    ctx.ui.status(if merged + duplicates.links.len() > 0 {
        let (texts, linked) = (count(duplicates.merges.len(), "text"), count(duplicates.links.len(), "pair"));
        format!(
            "{} {would}merged into {texts}, {linked} {would}linked{op}; {to_judge} to judge.",
            count(merged, "duplicate")
        )
    } else if duplicates.pairs.is_empty() {
        "No duplicates, and nothing to judge.".to_owned()
    } else {
        format!("Nothing more is one text beyond doubt; {to_judge} to judge.")
    });
    if merged > 0 && !args.check {
        ctx.ui.hint(
            "`katsaus dedup --explain KEY` says why; `katsaus split KEY` takes a text apart, `katsaus undo` all of it",
        );
    }
    if !duplicates.pairs.is_empty() {
        ctx.ui.hint("`katsaus dedup --review` goes through the pairs; `katsaus same KEY KEY`, `katsaus distinct KEY KEY` judge one");
    }
}

fn write_json(duplicates: &Duplicates, out: Out<'_>) -> Result<(), Failure> {
    for merge in &duplicates.merges {
        let keys: Vec<String> = merge.sources.iter().map(|row| row.key.clone()).collect();
        let parts = |why: &String| match why.split_once(": ") {
            Some((rule, evidence)) => (rule.to_owned(), evidence.to_owned()),
            None => (String::new(), why.clone()),
        };
        let why: Vec<(String, String)> = merge.why.iter().map(parts).collect();
        writeln!(out, "{}", wire::v1::group(&keys[0], &keys, &why))?;
    }
    for (a, b, link, evidence) in &duplicates.links {
        writeln!(out, "{}", wire::v1::link([&a.key, &b.key], *link, evidence))?;
    }
    for pair in &duplicates.pairs {
        let keys = [pair.sources.0.key.as_str(), pair.sources.1.key.as_str()];
        writeln!(out, "{}", wire::v1::pair(keys, pair.score, pair.doubt.as_str(), &pair.evidence))?;
    }
    Ok(())
}

fn write_list(ctx: &Ctx, args: &Args, duplicates: &Duplicates, out: Out<'_>) -> Result<(), Failure> {
    let shown = shown(ctx, args);
    for merge in duplicates.merges.iter().take(shown) {
        for (at, row) in merge.sources.iter().enumerate() {
            writeln!(out, "{}", line(ctx, if at == 0 { "one text" } else { "" }, row))?;
        }
        for why in unique(merge.why.iter().cloned()) {
            writeln!(out, "           {DIM}{}{DIM:#}", cut(&why, ctx.ui.width.saturating_sub(11)))?;
        }
    }
    more(duplicates.merges.len(), shown, out)?;
    for (a, b, link, _) in duplicates.links.iter().take(shown) {
        writeln!(out, "{}\n{}", line(ctx, link.as_str(), a), line(ctx, "", b))?;
    }
    more(duplicates.links.len(), shown, out)?;
    if !duplicates.pairs.is_empty() {
        writeln!(out, "To be judged, the likeliest first:")?;
    }
    for pair in duplicates.pairs.iter().take(shown) {
        write_pair(ctx, pair, out)?;
    }
    more(duplicates.pairs.len(), shown, out)
}

fn write_pair(ctx: &Ctx, pair: &ToJudge, out: Out<'_>) -> Result<(), Failure> {
    let score = format!("{:.2}", pair.score);
    writeln!(out, "{}\n{}", line(ctx, &score, &pair.sources.0), line(ctx, "", &pair.sources.1))?;
    let rows = pair.rows.as_ref().map(|(a, b)| format!(" ({a} and {b})")).unwrap_or_default();
    let why = format!("{}{rows}: {}", pair.doubt.in_words(), pair.evidence);
    let wrapped = crate::table::wrap(&ctx.ui.safe(&why), ctx.ui.width, 11);
    writeln!(out, "           {DIM}{wrapped}{DIM:#}")?;
    Ok(())
}

fn line(ctx: &Ctx, mark: &str, row: &Row) -> String {
    let year = row.year.map_or_else(|| "n.d.".to_owned(), |year| year.to_string());
    let family = row.authors.split([',', ';']).next().unwrap_or_default();
    let said = format!("{} ({family} {year}) {}", row.title, row.container);
    let said = said.trim_end();
    let room = ctx.ui.width.saturating_sub(row.key.chars().count() + 13).max(30);
    format!("{DIM}{mark:>10}{DIM:#} {KEY}{}{KEY:#}  {}", row.key, ctx.ui.safe(&cut(said, room)))
}
