//! What the codebook holds, as people look at it.

use super::super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::{table, wrap};
use crate::ui::{BOLD, DIM, count, cut};
use katsaus::Review;
use katsaus::wire;
use katsaus_model::{About, CodeRow, Protocol};

/// The codes, all or those of one group.
pub(super) fn codes(
    ctx: &Ctx,
    review: &Review,
    group: Option<&str>,
    unused: bool,
    out: Out<'_>,
) -> Result<(), Failure> {
    if let Some(group) = group {
        let groups = review.groups();
        if !groups.iter().any(|known| known == group) {
            return Err(Failure::user(format!("there is no code group `{group}`"))
                .hint(format!("groups: {}", groups.join(", "))));
        }
    }
    let wanted = |row: &CodeRow| {
        group.is_none_or(|group| Protocol::group_of(&row.path) == group)
            && !(unused && (row.sources > 0 || row.excerpts > 0))
    };
    let rows: Vec<CodeRow> = review.codebook()?.into_iter().filter(wanted).collect();
    if ctx.global.json {
        for row in &rows {
            writeln!(out, "{}", wire::v1::code(row))?;
        }
        return Ok(());
    }
    let any_excerpts = rows.iter().any(|row| row.excerpts > 0);
    let mut heads = vec!["Code", "Label", "Sources", "Excerpts", "Definition"];
    if !any_excerpts {
        heads.remove(3);
    }
    let shown = rows.iter().map(|row| {
        let name = if row.retired { format!("{} (retired)", row.path) } else { row.path.clone() };
        let mut cells = vec![name, row.label.clone(), row.sources.to_string(), row.excerpts.to_string()];
        if !any_excerpts {
            cells.pop();
        }
        cells.push(cut(&row.code.definition.replace('\n', " "), 90));
        cells
    });
    let shown: Vec<Vec<String>> = shown.collect();
    if shown.is_empty() {
        ctx.ui.status(if unused { "Every code is used." } else { "The codebook has no codes." });
        return Ok(());
    }
    write!(out, "{}", table(&ctx.ui, &heads, shown))?;
    Ok(())
}

/// The groups.
pub(super) fn groups(ctx: &Ctx, review: &Review, out: Out<'_>) -> Result<(), Failure> {
    let rows = review.code_groups()?;
    if ctx.global.json {
        for row in &rows {
            writeln!(out, "{}", wire::v1::code_group(row))?;
        }
        return Ok(());
    }
    let rows = rows.into_iter().map(|row| {
        let how = if row.several { "several" } else { "one" };
        vec![row.name, row.label, how.to_owned(), row.codes.to_string(), row.sources.to_string()]
    });
    write!(out, "{}", table(&ctx.ui, &["Group", "Label", "Codes a text", "Codes", "Sources"], rows.collect()))?;
    Ok(())
}

/// The sources that have no code of a group.
pub(super) fn without(ctx: &Ctx, review: &Review, group: &str, out: Out<'_>) -> Result<(), Failure> {
    let rows = review.without_group(group)?;
    if ctx.global.json {
        let (names, statuses) = (review.names()?, review.statuses()?);
        for row in &rows {
            if let Some(source) = review.source(row.n, &names)? {
                let status = statuses.get(&row.n).copied().unwrap_or("undecided");
                writeln!(out, "{}", wire::v1::source(&source, status))?;
            }
        }
        return Ok(());
    }
    let n = rows.len();
    let rows = rows.into_iter().map(|row| vec![row.key, row.title]);
    if n > 0 {
        write!(out, "{}", table(&ctx.ui, &["Key", "Title"], rows.collect()))?;
    }
    ctx.ui.status(format!("{} without a code of `{group}`", count(n, "source")));
    Ok(())
}

/// All that is said of one code.
pub(super) fn show(ctx: &Ctx, review: &Review, typed: &str, out: Out<'_>) -> Result<(), Failure> {
    let path = review.code_path(typed)?;
    let Some(row) = review.codebook()?.into_iter().find(|row| row.path == path) else { return Ok(()) };
    if ctx.global.json {
        writeln!(out, "{}", wire::v1::code(&row))?;
        return Ok(());
    }
    writeln!(out, "{BOLD}{path}{BOLD:#}  {}", ctx.ui.safe(&row.label))?;
    let labels: Vec<String> =
        row.code.label.iter().filter(|(language, _)| *language != "*").map(|(l, t)| format!("{t} ({l})")).collect();
    let (examples, also) = (row.code.examples.join("\n"), row.code.also_under.join(", "));
    let fields = [
        ("Labels", labels.join(", ")),
        ("Definition", row.code.definition.clone()),
        ("Include", row.code.include.clone()),
        ("Exclude", row.code.exclude.clone()),
        ("Examples", examples),
        ("Aliases", row.code.aliases.join("; ")),
        ("Terms", row.code.terms.join("; ")),
        ("Colour", row.code.colour.clone()),
        ("Also under", also),
    ];
    for (name, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
        for (at, line) in text.lines().enumerate() {
            let head = if at == 0 { *name } else { "" };
            writeln!(out, "{DIM}{head:<12}{DIM:#}{}", wrap(&ctx.ui.safe(line), ctx.ui.width, 12))?;
        }
    }
    let excerpts = if row.excerpts > 0 { format!(", {}", count(row.excerpts, "excerpt")) } else { String::new() };
    let retired = if row.retired { "; retired" } else { "" };
    writeln!(out, "{DIM}{:<12}{DIM:#}{}{excerpts}{retired}", "Used", count(row.sources, "source"))?;
    for memo in review.memos()?.into_iter().filter(|memo| memo.about == About::Code(path.clone())) {
        writeln!(
            out,
            "{DIM}{:<12}{DIM:#}{}",
            format!("Memo ({})", memo.by),
            wrap(&ctx.ui.safe(&memo.text), ctx.ui.width, 12)
        )?;
    }
    Ok(())
}
