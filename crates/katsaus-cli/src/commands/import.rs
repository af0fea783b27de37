//! `import`: read a file into the review, saying what was taken for what.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::Given;
use crate::table::table;
use crate::ui::{count, cut};
use crate::when;
use katsaus::review::{CellChange, ImportRequest, Imported, Outcome, Preview, Review, Updated};
use katsaus::{protocol, wire};
use katsaus_formats::sheet::{Plan, Role, SheetPlan, Wishes};
use katsaus_model::Diagnostic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Read sources into the review: your own tables, and what databases and reference managers export
///
/// The format of a file is found by what is in it (`katsaus formats` lists them); `-` is what is piped in, and zip and
/// gz files are looked into. Decisions, labels and reasons that Rayyan, ASReview and Covidence write into notes are taken
/// over.
///
/// Of a table the list, its head and its columns are found by looking. Your own columns stay what they are: long texts become
/// topics with a cell for each source, short repeated values become codes. The same file again changes nothing; an
/// edited copy is compared cell by cell, and nothing that you changed in the review meanwhile is overwritten.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The format, if it should not be found by looking
    #[arg(long, value_name = "FORMAT", value_parser = katsaus_formats::any::names())]
    format: Option<String>,
    /// Read this sheet only
    #[arg(long)]
    sheet: Option<String>,
    /// The row that holds the column names
    #[arg(long, value_name = "ROW")]
    header: Option<u32>,
    /// What a column holds: title=B, authors="Who wrote it", topic:aims=Aims, codes:framework=F, ignored=G
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// What a colour means: red=exclude, yellow=unsure, green=framework/demand-side, struck=exclude
    #[arg(long, alias = "color-means", value_name = "COLOUR=MEANING")]
    colour: Vec<String>,
    /// The search that the file came from
    #[arg(long, value_name = "SEARCH")]
    found_in: Option<String>,
    /// The earlier import that this file is an edited copy of
    #[arg(long, value_name = "IMPORT")]
    update: Option<String>,
    /// Repair text that a wrong encoding spoilt before the file was written: VetenskapsrÃ¥det is Vetenskapsrådet
    #[arg(long)]
    repair: bool,
    /// Leave duplicates to be found later, by `dedup`
    #[arg(long)]
    no_dedup: bool,
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let wishes = wishes(args)?;
    let mut review = open_or_init(ctx, args)?;
    let mut failed = None;
    let mut tried = 0;
    for file in &args.files {
        let given = match Given::all(file) {
            Ok(given) => given.into_iter().map(Ok).collect(),
            Err(failure) => vec![Err(failure)],
        };
        for given in given {
            tried += 1;
            // One file that cannot be read does not keep the others out.
            if let Err(failure) = given.and_then(|given| one(ctx, args, &wishes, &mut review, file, &given, out))
                && let Some(earlier) = failed.replace(failure)
            {
                ctx.ui.failure(&earlier);
            }
        }
    }
    match failed {
        None => Ok(()),
        Some(failure) if tried == 1 => Err(failure),
        Some(failure) if tried > 1 => {
            ctx.ui.failure(&failure);
            Err(Failure::user("not all files could be imported; those named above were left out"))
        }
        Some(_) => Err(Failure::user("not all files could be imported; those named above were left out")),
    }
}

/// Outside a review, the person is asked whether to make one here.
fn open_or_init(ctx: &Ctx, args: &Args) -> Result<Review, Failure> {
    if ctx.folder().is_some() {
        return ctx.open();
    }
    let here = std::env::current_dir().unwrap_or_default();
    let name = here.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if args.dry_run || !ctx.ui.ask(&format!("There is no review here. Make one in this folder (`{name}`)?"), false) {
        return ctx.open();
    }
    let text = protocol::template("integrative", &name).unwrap_or_default();
    let review = Review::init(&here, &text, &ctx.act())?;
    ctx.ui.status(format!("Made an integrative review \"{name}\" in this folder."));
    Ok(review)
}

fn wishes(args: &Args) -> Result<Wishes, Failure> {
    let mut wishes = Wishes { sheet: args.sheet.clone(), header: args.header, ..Wishes::default() };
    for map in &args.map {
        let Some((field, column)) = map.split_once('=') else {
            return Err(
                Failure::usage(format!("`--map {map}` should be FIELD=COLUMN")).hint("for instance --map title=B")
            );
        };
        let Some(role) = Role::parse(field) else {
            let hint = "fields: title, authors, year, container, volume, issue, pages, doi, abstract, keywords, notes, included, \
                reason, origin, read_level, id, reference ..., topic:NAME, codes:NAME, ignored";
            return Err(Failure::usage(format!("`{field}` is nothing that a column can hold")).hint(hint));
        };
        wishes.map.push((column.to_owned(), role));
    }
    for colour in &args.colour {
        let Some((name, meaning)) = colour.split_once('=') else {
            return Err(Failure::usage(format!("`--colour {colour}` should be COLOUR=MEANING"))
                .hint("for instance --colour red=exclude"));
        };
        wishes.colours.insert(name.to_lowercase(), meaning.to_owned());
    }
    Ok(wishes)
}

fn one(
    ctx: &Ctx,
    args: &Args,
    wishes: &Wishes,
    review: &mut Review,
    file: &Path,
    given: &Given,
    out: Out<'_>,
) -> Result<(), Failure> {
    let open = || given.open();
    let name = given.name.clone();
    let request = ImportRequest {
        name: name.clone(),
        open: &open,
        wishes: wishes.clone(),
        found_in: args.found_in.clone(),
        update: args.update.clone(),
        format: args.format.clone(),
        repair: args.repair,
        dedup: !args.no_dedup,
    };
    let lock = file.with_file_name(format!("~${name}"));
    if lock.exists() {
        ctx.ui.warning(format!("`{name}` is open in a spreadsheet program; what was last saved is read"));
    }
    if args.dry_run {
        match review.rehearse_import(&ctx.act(), &request)? {
            Some(Outcome::Same(row)) => {
                say_same(ctx, &name, &row);
                return Ok(());
            }
            Some(Outcome::Updated(updated)) => {
                ctx.ui.status("Nothing is written; this is what would be:");
                return say_updated(ctx, &name, &updated, true, out);
            }
            _ => {}
        }
        if let Some(preview) = review.preview_entries(&request)? {
            return show_preview(ctx, &name, &preview, out);
        }
        let plan = review.plan_import(&request)?;
        return show_plan(ctx, &name, &plan, out);
    }
    let outcome = review.import(&ctx.act(), &request, &mut ctx.ui.progress())?;
    match &outcome {
        Outcome::Same(row) => say_same(ctx, &name, row),
        Outcome::Empty => ctx.ui.status(format!("`{name}` has column names and no text below them; nothing changed.")),
        Outcome::New(imported) => {
            say_new(ctx, review, &name, imported, out)?;
            review.index(&mut ctx.ui.progress())?;
        }
        Outcome::Updated(updated) => say_updated(ctx, &name, updated, false, out)?,
    }
    if ctx.global.json {
        writeln!(out, "{}", imported_json(&name, &outcome))?;
    }
    Ok(())
}

/// What a file of entries would bring.
fn show_preview(ctx: &Ctx, name: &str, preview: &Preview, out: Out<'_>) -> Result<(), Failure> {
    if ctx.global.json {
        let object = serde_json::json!({"schema": "katsaus.preview.v1", "file": name, "format": preview.format,
            "records": preview.records, "abstracts": preview.abstracts, "dois": preview.dois,
            "decisions": preview.decisions});
        writeln!(out, "{object}")?;
        for diagnostic in &preview.diagnostics {
            writeln!(out, "{}", wire::v1::diagnostic(name, diagnostic))?;
        }
        return Ok(());
    }
    writeln!(out, "{}", entries_in_short(name, preview))?;
    for title in &preview.titles {
        writeln!(out, "  {}", ctx.ui.safe(&cut(title, 90)))?;
    }
    if preview.records > preview.titles.len() as u64 && !preview.titles.is_empty() {
        writeln!(out, "  …")?;
    }
    say_diagnostics(ctx, &preview.diagnostics, preview.diagnostics.len() as u64);
    ctx.ui.status("Nothing is written; without `--dry-run` it is imported.");
    Ok(())
}

fn entries_in_short(name: &str, preview: &Preview) -> String {
    let mut parts = vec![format!("{} with an abstract", preview.abstracts), format!("{} with a DOI", preview.dois)];
    if preview.decisions > 0 {
        parts.push(format!("{} of another screening", count(preview.decisions as usize, "decision")));
    }
    format!("`{name}`: {}, {}: {}.", preview.format, count(preview.records as usize, "record"), parts.join(", "))
}

/// `katsaus.imported.v1`: what became of a file: `outcome` (`new`, `edited`, `same`, `empty`), `operation` (absent if
/// nothing was written), `records` (new ones); of a new file `sources`, `here`, `within` (twice in it), `to_judge`; of an edited copy `rows`, `written`, `clashes`, `gone`.
fn imported_json(file: &str, outcome: &Outcome) -> serde_json::Value {
    let mut object = serde_json::json!({"schema": "katsaus.imported.v1", "file": file, "records": 0});
    let mut put = |key: &str, value: serde_json::Value| object[key] = value;
    match outcome {
        Outcome::Same(_) => put("outcome", "same".into()),
        Outcome::Empty => put("outcome", "empty".into()),
        Outcome::New(imported) => {
            put("outcome", "new".into());
            put("records", imported.records.into());
            put("sources", imported.new_sources().into());
            put("here", imported.matched.here.into());
            put("within", imported.matched.within.into());
            put("to_judge", imported.matched.to_judge.into());
            if let Some(op) = imported.op {
                put("operation", op.to_string().into());
            }
        }
        Outcome::Updated(updated) => {
            put("outcome", "edited".into());
            put("records", updated.records.into());
            put("rows", updated.rows.into());
            put("written", updated.written.len().into());
            put("clashes", updated.clashes.len().into());
            put("gone", updated.gone.len().into());
            if let Some(op) = updated.op {
                put("operation", op.to_string().into());
            }
        }
    }
    object
}

fn say_same(ctx: &Ctx, name: &str, row: &katsaus::store::ImportRow) {
    let when = when::show(row.time);
    ctx.ui.status(format!("`{name}` is here already, just as it is: imported {when} as `{}`.", row.import.name));
}

fn show_plan(ctx: &Ctx, name: &str, plan: &Plan, out: Out<'_>) -> Result<(), Failure> {
    if ctx.global.json {
        for sheet in &plan.sheets {
            writeln!(out, "{}", wire::v1::sheet_plan(name, plan, sheet))?;
        }
        return Ok(());
    }
    for (sheet, why) in &plan.others {
        writeln!(out, "Sheet `{}` is not read: {why}.", ctx.ui.safe(sheet))?;
    }
    for sheet in &plan.sheets {
        writeln!(out, "{}", describe(name, plan, sheet))?;
        let columns = sheet.columns.iter().filter(|column| column.filled > 0);
        let rows = columns.map(|column| {
            let hidden = if column.hidden { " (hidden)" } else { "" };
            vec![
                katsaus_model::Place::letters(column.number),
                format!("{}{hidden}", cut(&column.header.replace('\n', " "), 28)),
                becomes(&column.role),
                column.filled.to_string(),
                cut(&column.sample.replace('\n', " "), 34),
            ]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        write!(out, "{}", table(&ctx.ui, &["", "Column", "Becomes", "Rows", "For instance"], rows))?;
        writeln!(out)?;
        for line in remarks(sheet) {
            writeln!(out, "{line}")?;
        }
    }
    if plan.sheets.is_empty() {
        return Err(katsaus::ReviewError::NoList { name: name.to_owned(), sheets: plan.others.clone() }.into());
    }
    ctx.ui.hint(
        "to overrule: `--map FIELD=COLUMN` (`--map topic:aims=F`, `--map ignored=G`), `--header ROW`, `--sheet NAME`",
    );
    Ok(())
}

fn becomes(role: &Role) -> String {
    match role {
        Role::Topic(topic) => format!("topic {topic}"),
        Role::Codes(group) => format!("codes of {group}"),
        Role::Code(path) => format!("code {path}, ticked"),
        Role::Ignored => "kept with the record".to_owned(),
        role => role.name().replace('_', " "),
    }
}

fn describe(name: &str, plan: &Plan, sheet: &SheetPlan) -> String {
    let named =
        if plan.sheets.len() + plan.others.len() > 1 { format!(", sheet `{}`", sheet.sheet) } else { String::new() };
    let two = if sheet.two_row_head { "s of two levels" } else { "" };
    format!(
        "`{name}`{named}: column name{} in row {}, {} below.",
        if two.is_empty() { "s" } else { two },
        sheet.header_row,
        count(sheet.rows, "text")
    )
}

/// What a person should know of a sheet beside its columns.
fn remarks(sheet: &SheetPlan) -> Vec<String> {
    let mut lines = Vec::new();
    for topic in &sheet.new_topics {
        lines.push(format!("New topic `{}` ({}, {}).", topic.id, topic.kind.as_str(), count(topic.count, "cell")));
    }
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for code in &sheet.new_codes {
        let group = katsaus_model::Protocol::group_of(&code.path);
        groups.entry(group).or_default().push(format!("{} ({})", code.label, code.count));
    }
    for (group, codes) in groups {
        let shown: Vec<&str> = codes.iter().take(8).map(String::as_str).collect();
        let more = if codes.len() > 8 { format!(" and {} more", codes.len() - 8) } else { String::new() };
        lines.push(format!("New codes of `{group}`: {}{more}.", shown.join(", ")));
    }
    for row in sheet.skipped.iter().take(8) {
        lines.push(format!("Row {} is not read ({}): {}", row.row, row.why, cut(&row.text, 60)));
    }
    if sheet.skipped.len() > 8 {
        lines.push(format!("{} more rows are not read.", sheet.skipped.len() - 8));
    }
    if !sheet.pairs.is_empty() {
        lines.push(twice(&sheet.pairs));
    }
    let colours: Vec<String> = sheet.look.colours.iter().map(|(name, rows)| format!("{} {name}", rows.len())).collect();
    if !colours.is_empty() && sheet.colours.is_empty() {
        let example = sheet.look.colours.keys().next().copied().unwrap_or("red");
        lines.push(format!(
            "Coloured rows: {}. If that means something, say so: `--colour {example}=exclude`.",
            colours.join(", ")
        ));
    }
    if !sheet.look.struck.is_empty() && !sheet.colours.contains_key("struck") {
        lines.push(format!(
            "{} struck through: `--colour struck=exclude` leaves them out.",
            count(sheet.look.struck.len(), "row")
        ));
    }
    let beside = &sheet.beside;
    if !beside.comments.is_empty() {
        lines.push(format!("Cell comments that become notes: {}.", beside.comments.len()));
    }
    if !beside.hidden_rows.is_empty() {
        lines.push(format!(
            "{} hidden in the sheet; they are read like the others.",
            count(beside.hidden_rows.len(), "row")
        ));
    }
    let hidden = sheet.columns.iter().filter(|column| column.hidden && column.filled > 0).count();
    if hidden > 0 {
        lines.push(format!("Columns hidden in the sheet, read like the others: {hidden}."));
    }
    if !sheet.links.is_empty() {
        lines.push(format!("Links behind cells that become addresses of their texts: {}.", sheet.links.len()));
    }
    if let Some(included) = sheet.verdict {
        let word = if included { "included" } else { "excluded" };
        let stage = sheet.stage.as_deref().map_or("the last stage".to_owned(), |stage| format!("stage `{stage}`"));
        lines.push(format!(
            "The name `{}` says that its texts are {word}: each gets that decision, at {stage}.",
            sheet.sheet
        ));
    }
    if let Some(origin) = &sheet.origin {
        lines.push(format!("The name `{origin}` says where its texts were found: by citation searching."));
    }
    lines
}

/// Rows that may be one text twice.
fn twice(pairs: &[(u32, u32)]) -> String {
    let shown: Vec<String> = pairs.iter().take(5).map(|(a, b)| format!("{a} and {b}")).collect();
    format!(
        "{} may be one text twice (rows {}{}); they are kept apart until you judge them.",
        count(pairs.len(), "pair of rows").replace("pair of rowss", "pairs of rows"),
        shown.join(", "),
        if pairs.len() > 5 { format!(" and {} more", pairs.len() - 5) } else { String::new() }
    )
}

fn say_new(ctx: &Ctx, review: &Review, name: &str, imported: &Imported, out: Out<'_>) -> Result<(), Failure> {
    if ctx.global.json {
        for sheet in &imported.plan.sheets {
            writeln!(out, "{}", wire::v1::sheet_plan(name, &imported.plan, sheet))?;
        }
        for diagnostic in &imported.diagnostics {
            writeln!(out, "{}", wire::v1::diagnostic(name, diagnostic))?;
        }
        return Ok(());
    }
    for sheet in &imported.plan.sheets {
        ctx.ui.status(describe(name, &imported.plan, sheet));
        for line in columns_in_short(sheet) {
            ctx.ui.status(format!("  {line}"));
        }
        for line in remarks(sheet) {
            ctx.ui.status(format!("  {line}"));
        }
    }
    for (sheet, why) in &imported.plan.others {
        ctx.ui.status(format!("  Sheet `{sheet}` is not read: {why}."));
    }
    if imported.plan.sheets.is_empty() {
        let format = katsaus_formats::format::reader(&imported.plan.format).map_or("a list", |reader| reader.name());
        ctx.ui.status(format!("`{name}` is {format}."));
        if !imported.codes.is_empty() {
            ctx.ui.status(format!("  New codes: {}.", imported.codes.join(", ")));
        }
    }
    say_diagnostics(ctx, &imported.diagnostics, imported.faults);
    let op = imported.op.map(|op| op.short()).unwrap_or_default();
    let matched = &imported.matched;
    // What is to judge is a source of its own for now; named apart, so that the numbers add up to the records.
    let mut became = vec![count(imported.new_sources().saturating_sub(matched.to_judge), "new source")];
    for (n, what) in [(matched.here, "already here"), (matched.within, "twice in the file")] {
        if n > 0 {
            became.push(format!("{} {what}", crate::ui::thousands(n)));
        }
    }
    if matched.to_judge > 0 {
        let (records, pairs) = (crate::ui::thousands(matched.to_judge), count(matched.pairs, "pair"));
        became.push(format!("{records} to judge in {pairs}"));
    }
    ctx.ui.status(format!(
        "Imported {}: {} (operation {op}). The review has {}.",
        count(imported.records, "record"),
        became.join(", "),
        count(review.store().counts()?.sources, "source")
    ));
    if matched.joined > 0 {
        ctx.ui.status(format!(
            "Texts that were here and are one with another now, as a new record shows: {}.",
            crate::ui::thousands(matched.joined)
        ));
    }
    if matched.pairs > 0 {
        ctx.ui.hint("`katsaus dedup --review` goes through what is to judge");
    }
    ctx.ui.hint("`katsaus search WORDS`, `katsaus list`; not what you meant? `katsaus undo`, then `import --dry-run` shows the plan");
    Ok(())
}

fn columns_in_short(sheet: &SheetPlan) -> Vec<String> {
    let mut known = Vec::new();
    let mut kept = Vec::new();
    for column in sheet.columns.iter().filter(|column| column.filled > 0) {
        let head = cut(&column.header.replace('\n', " "), 30);
        match &column.role {
            Role::Ignored => kept.push(head),
            role => known.push(format!("{head} → {}", becomes(role))),
        }
    }
    let mut lines = vec![known.join(", ")];
    if !kept.is_empty() {
        let shown: Vec<&str> = kept.iter().take(6).map(String::as_str).collect();
        let more = if kept.len() > 6 { format!(" and {} more", kept.len() - 6) } else { String::new() };
        lines.push(format!("Kept with the records, not asked of them: {}{more}.", shown.join(", ")));
    }
    lines
}

/// The first of each kind, and how many more there are; `--json` lists them one by one.
pub(crate) fn say_diagnostics(ctx: &Ctx, diagnostics: &[Diagnostic], total: u64) {
    const EACH: usize = 3;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let count = counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= EACH {
            ctx.ui.warning(format!("{}: {} [{}]", diagnostic.at, diagnostic.message, diagnostic.code));
        }
    }
    let more: Vec<String> = counts
        .iter()
        .filter(|(_, count)| **count > EACH)
        .map(|(code, count)| format!("{} of [{code}]", count - EACH))
        .collect();
    let uncounted = total.saturating_sub(diagnostics.len() as u64);
    if uncounted > 0 {
        ctx.ui.warning(format!("{} in all", count(total, "finding")));
    } else if !more.is_empty() {
        ctx.ui.warning(format!("more of the same kind: {}", more.join(", ")));
    }
    if counts.contains_key("mojibake") {
        ctx.ui.hint("`--repair` puts such text right (if it is imported already, `katsaus undo` first)");
    }
}

fn updated_json(name: &str, updated: &Updated, out: Out<'_>) -> Result<(), Failure> {
    let sets = [("written", &updated.written), ("clash", &updated.clashes)];
    for (outcome, changes) in sets {
        for change in changes {
            let object = serde_json::json!({
                "schema": "katsaus.cell-change.v1", "file": name, "outcome": outcome, "key": change.key,
                "what": change.what, "was": change.was, "sheet": change.sheet, "review": change.review,
            });
            writeln!(out, "{object}")?;
        }
    }
    for key in &updated.gone {
        writeln!(
            out,
            "{}",
            serde_json::json!({"schema": "katsaus.cell-change.v1", "file": name, "outcome": "gone", "key": key})
        )?;
    }
    for diagnostic in &updated.diagnostics {
        writeln!(out, "{}", wire::v1::diagnostic(name, diagnostic))?;
    }
    Ok(())
}

fn say_updated(ctx: &Ctx, name: &str, updated: &Updated, rehearsed: bool, out: Out<'_>) -> Result<(), Failure> {
    if ctx.global.json {
        return updated_json(name, updated, out);
    }
    if updated.of == name {
        ctx.ui.status(format!("`{name}` is known to this review; {} compared.", count(updated.rows, "row")));
    } else {
        ctx.ui.status(format!(
            "`{name}` is an edited copy of `{}`; {} compared.",
            updated.of,
            count(updated.rows, "row")
        ));
    }
    let show = |change: &CellChange| {
        let value = cut(&change.sheet.replace('\n', " "), 60);
        match (change.is_tag, value.is_empty()) {
            (true, true) => format!("  {}  tag {}: taken off", change.key, change.what),
            (true, false) => format!("  {}  tag {}: put on", change.key, change.what),
            (false, true) => format!("  {}  {}: (emptied)", change.key, change.what),
            (false, false) => format!("  {}  {}: {value}", change.key, change.what),
        }
    };
    if !updated.written.is_empty() {
        writeln!(out, "Changed in the sheet, now in the review ({}):", updated.written.len())?;
        for change in updated.written.iter().take(30) {
            writeln!(out, "{}", ctx.ui.safe(&show(change)))?;
        }
        if updated.written.len() > 30 {
            writeln!(out, "  … and {} more", updated.written.len() - 30)?;
        }
    }
    if !updated.clashes.is_empty() {
        writeln!(out, "Changed in the sheet and in the review: nothing overwritten ({}):", updated.clashes.len())?;
        for change in &updated.clashes {
            writeln!(out, "{}", ctx.ui.safe(&show(change)))?;
            writeln!(out, "    the review has: {}", ctx.ui.safe(&cut(&change.review.replace('\n', " "), 60)))?;
        }
    }
    if !updated.gone.is_empty() {
        let shown: Vec<&str> = updated.gone.iter().take(10).map(String::as_str).collect();
        let more = if updated.gone.len() > 10 { " …" } else { "" };
        writeln!(
            out,
            "No longer in the sheet, still in the review ({}): {}{more}",
            updated.gone.len(),
            shown.join(", ")
        )?;
        ctx.ui.hint("`katsaus remove KEY --why TEXT` takes a source out");
    }
    for (what, names) in [
        ("New texts", &updated.new_keys),
        ("New codes", &updated.new_codes),
        ("New topics", &updated.new_topics),
        ("Columns that are gone, whose values stay", &updated.columns_gone),
    ] {
        if !names.is_empty() {
            let shown: Vec<&str> = names.iter().take(12).map(String::as_str).collect();
            let more = if names.len() > 12 { format!(" and {} more", names.len() - 12) } else { String::new() };
            writeln!(out, "{what}: {}{more}", ctx.ui.safe(&shown.join(", ")))?;
        }
    }
    if !updated.pairs.is_empty() {
        let rows: Vec<(u32, u32)> = updated.pairs.iter().map(|(_, a, b)| (*a, *b)).collect();
        writeln!(out, "{}", twice(&rows))?;
    }
    say_diagnostics(ctx, &updated.diagnostics, updated.diagnostics.len() as u64);
    match updated.op {
        Some(_) if rehearsed => ctx.ui.status(format!(
            "{} would be written, {} made.",
            count(updated.written.len(), "change"),
            count(updated.records, "new record")
        )),
        Some(op) => ctx.ui.status(format!(
            "{} written, {} (operation {}).",
            count(updated.written.len(), "change"),
            count(updated.records, "new record"),
            op.short()
        )),
        None => ctx.ui.status("Nothing in it is new: nothing changed."),
    }
    Ok(())
}
