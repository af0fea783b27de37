//! Hits as they are shown: on a terminal, as JSON, as a page.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{BOLD, DIM, KEY, count};
use katsaus::index::Mark;
use katsaus::query::Query;
use katsaus::report::hits::{ShownHit, html, marked};
use katsaus::review::{Found, Hit, Snippet};
use katsaus::{Review, wire};

pub(crate) fn write_hit(ctx: &Ctx, hit: &Hit, out: Out<'_>) -> Result<(), Failure> {
    let row = &hit.row;
    let indent = 2;
    writeln!(out, "\n{KEY}{}{KEY:#}  {}", row.key, ctx.ui.safe(&by(hit)))?;
    let title = hit.snippets.iter().find(|(field, ..)| field == "title");
    let shown = match title {
        Some((_, text, marks)) if !text.contains('…') => mark(text, marks),
        _ => crate::ui::sanitize(&row.title),
    };
    writeln!(out, "  {}", emphasised(&wrap(&shown, ctx.ui.width, indent)))?;
    if !row.container.is_empty() {
        writeln!(out, "  {DIM}{}{DIM:#}", ctx.ui.safe(&row.container))?;
    }
    for (field, text, marks) in hit.snippets.iter().filter(is_below_the_head).take(3) {
        let text = mark(&text.replace('\n', " "), marks);
        let named = format!("{}: {text}", ctx.ui.safe(field).replace(' ', "\u{a0}"));
        // The line begins four letters in, and goes on six letters in.
        let text = emphasised(&wrap(&named, ctx.ui.width, 6));
        let (name, text) = text.split_once(':').unwrap_or(("", &text));
        writeln!(out, "    {DIM}{}:{DIM:#}{text}", name.replace('\u{a0}', " "))?;
    }
    Ok(())
}

/// Title, authors and container stand in a hit's head already.
fn is_below_the_head((field, ..): &&Snippet) -> bool {
    !matches!(field.as_str(), "title" | "author" | "container")
}

fn by(hit: &Hit) -> String {
    let year = hit.row.year.map_or_else(|| "n.d.".to_owned(), |year| year.to_string());
    format!("{} ({year})", shorten(&hit.row.authors))
}

pub(crate) fn write_json(review: &Review, found: &Found, out: Out<'_>) -> Result<(), Failure> {
    let names = review.names()?;
    for hit in &found.hits {
        if let Some(source) = review.source(hit.row.n, &names)? {
            let snippets: Vec<_> = hit
                .snippets
                .iter()
                .map(|(field, text, marks)| (field.clone(), text.clone(), in_characters(text, marks)))
                .collect();
            writeln!(out, "{}", wire::v1::hit(&source, hit.score, &snippets))?;
        }
    }
    Ok(())
}

/// Marks in characters, which is what other programs count.
fn in_characters(text: &str, marks: &[Mark]) -> Vec<(usize, usize)> {
    let at = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    marks.iter().map(|mark| (at(mark.from), at(mark.to))).collect()
}

/// What was found as a page.
pub(super) fn page(query: &Query, found: &Found) -> String {
    let total = match found.total - found.hits.len() {
        0 => count(found.total, "source"),
        _ => format!("{} of {}", found.hits.len(), count(found.total, "source")),
    };
    let hits: Vec<ShownHit> = found.hits.iter().map(shown).collect();
    html(&query.node.to_string(), &total, &hits)
}

fn shown(hit: &Hit) -> ShownHit {
    let of =
        |text: &str, marks: &[Mark]| marked(text, &marks.iter().map(|mark| (mark.from, mark.to)).collect::<Vec<_>>());
    let title = hit.snippets.iter().find(|(field, text, _)| field == "title" && !text.contains('…'));
    let rest = hit.snippets.iter().filter(is_below_the_head);
    ShownHit {
        key: hit.row.key.clone(),
        by: by(hit),
        title: title.map_or_else(|| of(&hit.row.title, &[]), |(_, text, marks)| of(text, marks)),
        container: hit.row.container.clone(),
        snippets: rest.map(|(field, text, marks)| (field.clone(), of(text, marks))).collect(),
    }
}

/// Puts signs that stand for emphasis round the marked parts.
fn mark(text: &str, marks: &[Mark]) -> String {
    let mut out = String::with_capacity(text.len() + marks.len() * 2);
    let mut at = 0;
    for mark in marks {
        if let (Some(before), Some(inside)) = (text.get(at..mark.from), text.get(mark.from..mark.to)) {
            out.push_str(&crate::ui::sanitize(before));
            // Words of a phrase may be broken at a line's end: each is marked by itself.
            let words: Vec<String> =
                inside.split(' ').map(|word| format!("\u{2}{}\u{3}", crate::ui::sanitize(word))).collect();
            out.push_str(&words.join(" "));
            at = mark.to;
        }
    }
    out.push_str(&crate::ui::sanitize(text.get(at..).unwrap_or_default()));
    out
}

fn emphasised(text: &str) -> String {
    text.replace('\u{2}', &format!("{BOLD}")).replace('\u{3}', &format!("{BOLD:#}"))
}

/// The first three of many authors.
pub(crate) fn shorten(authors: &str) -> String {
    let names: Vec<&str> = authors.split("; ").filter(|name| !name.is_empty()).collect();
    match names.len() {
        0 => "no author".to_owned(),
        1..=3 => names.join("; "),
        _ => format!("{}; et al.", names[..3].join("; ")),
    }
}

/// A value and its number as cells.
pub(super) fn counted((value, number): &(String, usize)) -> Vec<String> {
    vec![value.clone(), number.to_string()]
}
