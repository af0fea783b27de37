//! `dedup FILE...`: duplicates in files, without a review.

use super::{Args, Out, more, shown};
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{Given, may_write, write_whole};
use crate::records::{self, Reading, read, target};
use crate::ui::{DIM, KEY, count, cut};
use katsaus::dedup::{Card, Found, Known, find};
use katsaus::wire;
use katsaus_formats::found::{self, Sink};
use katsaus_model::{Content, Diagnostic, Fields, Place};
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

pub(super) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let target = args.output.as_ref().map(|path| target(args.to.as_deref(), Some(path))).transpose()?;
    let mut files = Vec::new();
    for file in &args.files {
        files.extend(Given::all(file)?);
    }
    let reading = Reading { what: "reading", from: args.from.as_deref(), repair: false };
    let mut gathered = Gathered { shows: !ctx.global.json, ..Gathered::default() };
    for (number, file) in files.iter().enumerate() {
        (gathered.file, gathered.number) = (file.name.clone(), number as u32);
        read(ctx, reading, file, &mut gathered)?;
    }
    super::super::import::say_diagnostics(ctx, &gathered.diagnostics, 0);
    let Gathered { cards, from, names, titles, .. } = gathered;
    let found = find(&cards, &Known { file: from, ..Known::default() });
    drop(cards);
    let names = Names::of(names);
    if ctx.global.json {
        write_json(&found, &names, out)?;
    } else {
        write_table(ctx, args, &found, (&names, &titles), out)?;
    }
    if let (Some(target), Some(path)) = (&target, &args.output) {
        may_write(ctx, path)?;
        let texts = united(ctx, reading, &files, &found)?;
        let entries = |sink: &mut dyn Sink| {
            let mut cleaned = Cleaned { sink, texts: &texts, at: 0 };
            files.iter().try_for_each(|file| read(ctx, reading, file, &mut cleaned).map(|_| ()))
        };
        let mut written = 0;
        write_whole(path, |out| {
            written = records::write(target, &entries, out)?.0;
            Ok(())
        })?;
        ctx.ui.status(format!("Wrote {} to `{}`.", count(written, "record"), path.display()));
    }
    if args.check && !(found.groups.is_empty() && found.pairs.is_empty()) {
        return Err(Failure::findings());
    }
    Ok(())
}

/// What is kept of the records: enough to compare and to show them.
#[derive(Default)]
struct Gathered {
    shows: bool,
    file: String,
    number: u32,
    cards: Vec<Card>,
    /// Which file each came from.
    from: Vec<u32>,
    /// Own identifier, and file and place.
    names: Vec<(Option<Box<str>>, Box<str>)>,
    titles: Vec<Box<str>>,
    diagnostics: Vec<Diagnostic>,
}

impl Sink for Gathered {
    fn found(&mut self, mut found: found::Found) -> ControlFlow<()> {
        let fields = &found.content.fields;
        self.cards.push(Card::of(fields));
        self.from.push(self.number);
        let place = match &found.place {
            Place::Line { line } => format!("{}:{line}", self.file),
            other => format!("{}, {other}", self.file),
        };
        self.names.push((fields.id.as_deref().map(Into::into), place.into()));
        if self.shows {
            self.titles.push(title(fields).into());
        }
        self.diagnostics.append(&mut found.diagnostics);
        ControlFlow::Continue(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// `Luecking (2008): Emerging employer views. J Vocat Rehabil 29, 3-13`
fn title(fields: &Fields) -> String {
    let family = fields.authors.first().map(katsaus_model::Person::family).unwrap_or_default();
    let more = if fields.authors.len() > 1 { " et al." } else { "" };
    let year = fields.year.map_or_else(|| "n.d.".to_owned(), |year| year.to_string());
    let place: Vec<String> =
        [&fields.container, &fields.volume, &fields.pages].into_iter().flatten().cloned().collect();
    let title = cut(fields.title.as_deref().unwrap_or("(no title)"), 120);
    cut(format!("{family}{more} ({year}): {title} {}", place.join(", ")).trim_end(), 200)
}

/// What records are called: by their own identifiers, where no two share one; else by file and place.
struct Names(Vec<Box<str>>);

impl Names {
    fn of(names: Vec<(Option<Box<str>>, Box<str>)>) -> Names {
        let mut uses: HashMap<&str, u32> = HashMap::new();
        for id in names.iter().filter_map(|(id, _)| id.as_deref()) {
            *uses.entry(id).or_default() += 1;
        }
        let alone: Vec<bool> =
            names.iter().map(|(id, _)| id.as_deref().is_some_and(|id| uses.get(id) == Some(&1))).collect();
        let name = |((id, place), alone): ((Option<Box<str>>, Box<str>), bool)| match id {
            Some(id) if alone => id,
            _ => place,
        };
        Names(names.into_iter().zip(alone).map(name).collect())
    }

    fn name(&self, at: usize) -> &str {
        &self.0[at]
    }
}

fn write_json(found: &Found, names: &Names, out: Out<'_>) -> Result<(), Failure> {
    for group in &found.groups {
        let records: Vec<String> = group.records.iter().map(|at| names.name(*at).to_owned()).collect();
        let why: Vec<(String, String)> =
            group.joined.iter().map(|joined| (joined.rule.to_string(), joined.evidence.clone())).collect();
        writeln!(out, "{}", wire::v1::group(&records[0], &records, &why))?;
    }
    for link in &found.links {
        let records = [names.name(link.records.0), names.name(link.records.1)];
        writeln!(out, "{}", wire::v1::link(records, link.link, &link.evidence))?;
    }
    for pair in &found.pairs {
        let records = [names.name(pair.records.0), names.name(pair.records.1)];
        writeln!(out, "{}", wire::v1::pair(records, pair.score, pair.doubt.as_str(), &pair.evidence))?;
    }
    Ok(())
}

fn write_table(
    ctx: &Ctx,
    args: &Args,
    found: &Found,
    (names, titles): (&Names, &[Box<str>]),
    out: Out<'_>,
) -> Result<(), Failure> {
    let shown = shown(ctx, args);
    let one = |at: usize, mark: &str| -> String {
        let name = ctx.ui.safe(names.name(at));
        let room = ctx.ui.width.saturating_sub(name.chars().count() + mark.len() + 3).max(30);
        format!("  {DIM}{mark:<4}{DIM:#} {KEY}{name}{KEY:#}  {}", ctx.ui.safe(&cut(&titles[at], room)))
    };
    for group in found.groups.iter().take(shown) {
        let words = group.joined.iter().map(|joined| format!("{}: {}", joined.rule, joined.evidence));
        for (place, at) in group.records.iter().enumerate() {
            writeln!(out, "{}", one(*at, if place == 0 { "keep" } else { "copy" }))?;
        }
        for why in unique(words) {
            writeln!(out, "       {DIM}{}{DIM:#}", cut(&why, ctx.ui.width.saturating_sub(7)))?;
        }
    }
    more(found.groups.len(), shown, out)?;
    if !found.links.is_empty() {
        writeln!(out, "\nTexts that belong together ({}):", found.links.len())?;
        for link in found.links.iter().take(shown) {
            let width = link.link.as_str().len();
            writeln!(out, "{}\n{}", one(link.records.0, link.link.as_str()), one(link.records.1, &" ".repeat(width)))?;
        }
        more(found.links.len(), shown, out)?;
    }
    if !found.pairs.is_empty() {
        writeln!(out, "\nTo be judged by a person ({}), the likeliest first:", found.pairs.len())?;
        for pair in found.pairs.iter().take(shown) {
            let score = format!("{:.2}", pair.score);
            writeln!(out, "{}\n{}", one(pair.records.0, &score), one(pair.records.1, "    "))?;
            writeln!(out, "       {DIM}{}: {}{DIM:#}", pair.doubt.in_words(), pair.evidence)?;
        }
        more(found.pairs.len(), shown, out)?;
    }
    let gone: usize = found.groups.iter().map(|group| group.records.len() - 1).sum();
    ctx.ui.status(format!(
        "{}: {} in {} (one of each group stays), {} to judge.",
        count(titles.len(), "record"),
        count(gone, "duplicate"),
        count(found.groups.len(), "group"),
        count(found.pairs.len(), "pair")
    ));
    Ok(())
}

/// Each line once, in order.
pub(super) fn unique(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for line in lines {
        if !seen.contains(&line) {
            seen.push(line);
        }
    }
    seen
}

/// Of each record that is in a group: the united text if it is the first, nothing if it goes.
fn united(
    ctx: &Ctx,
    reading: Reading<'_>,
    files: &[Given],
    found: &Found,
) -> Result<BTreeMap<usize, Option<Content>>, Failure> {
    let wanted: BTreeMap<usize, usize> = found
        .groups
        .iter()
        .enumerate()
        .flat_map(|(group, of)| of.records.iter().map(move |record| (*record, group)))
        .collect();
    let mut members = Members { wanted: &wanted, at: 0, held: HashMap::new() };
    for file in files {
        read(ctx, reading, file, &mut members)?;
    }
    let mut texts = BTreeMap::new();
    for group in &found.groups {
        let contents: Vec<Content> = group.records.iter().filter_map(|at| members.held.remove(at)).collect();
        for at in &group.records {
            texts.insert(*at, None);
        }
        texts.insert(group.records[0], Some(unite(contents)));
    }
    Ok(texts)
}

fn unite(contents: Vec<Content>) -> Content {
    let fields = Fields::united(&contents.iter().map(|content| &content.fields).collect::<Vec<_>>());
    let mut united = Content { fields, ..Content::default() };
    for content in contents {
        let brought = content.brought;
        for (all, more) in [(&mut united.brought.tags, brought.tags), (&mut united.brought.notes, brought.notes)] {
            for text in more {
                if !all.contains(&text) {
                    all.push(text);
                }
            }
        }
        for cell in brought.cells {
            if !united.brought.cells.contains(&cell) {
                united.brought.cells.push(cell);
            }
        }
    }
    united
}

/// Holds what groups are made of.
struct Members<'a> {
    wanted: &'a BTreeMap<usize, usize>,
    at: usize,
    held: HashMap<usize, Content>,
}

impl Sink for Members<'_> {
    fn found(&mut self, found: found::Found) -> ControlFlow<()> {
        if self.wanted.contains_key(&self.at) {
            self.held.insert(self.at, found.content);
        }
        self.at += 1;
        ControlFlow::Continue(())
    }

    fn diagnostic(&mut self, _: Diagnostic) {}
}

/// Hands on all but the duplicates.
struct Cleaned<'a> {
    sink: &'a mut dyn Sink,
    texts: &'a BTreeMap<usize, Option<Content>>,
    at: usize,
}

impl Sink for Cleaned<'_> {
    fn found(&mut self, mut found: found::Found) -> ControlFlow<()> {
        let at = self.at;
        self.at += 1;
        match self.texts.get(&at) {
            None => self.sink.found(found),
            Some(None) => ControlFlow::Continue(()),
            Some(Some(united)) => {
                found.content = united.clone();
                self.sink.found(found)
            }
        }
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.sink.diagnostic(diagnostic);
    }
}
