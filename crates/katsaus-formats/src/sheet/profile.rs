//! Looking at a whole spreadsheet and proposing a plan.

use super::book::{Book, BookError, Opener};
use super::head_row::{self, Head};
use super::heads::{Heads, Sureness, fold};
use super::look::{Look, SheetLook};
use super::own::{self, Own, Stats};
use super::plan::{Column, NewCode, NewTopic, Plan, Role, SheetPlan, Skipped};
use super::table::{self, Core};
use super::value::Row;
use katsaus_model::{Doi, Field, Protocol, SheetMapping, TopicKind, text};
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

/// What the review knows already: its codes, topics, reviewers, saved mappings.
pub struct Known<'a> {
    /// The protocol.
    pub protocol: &'a Protocol,
}

/// What the person said on the command line.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The only sheet to read.
    pub sheet: Option<String>,
    /// The header row.
    pub header: Option<u32>,
    /// Column heads (or letters) and what they hold.
    pub map: Vec<(String, Role)>,
    /// What colours mean.
    pub colours: BTreeMap<String, String>,
}

/// Rows whose title and year were seen before, by hash; more pairs than this are not listed.
const MOST_PAIRS: usize = 1000;

/// Proposes a plan for a spreadsheet.
///
/// # Errors
/// If a sheet is damaged.
pub fn profile(book: &mut Book, open: &Opener<'_>, known: &Known<'_>, wishes: &Wishes) -> Result<Plan, BookError> {
    let heads = Heads::new();
    let mut plan = Plan { format: book.format().to_owned(), ..Plan::default() };
    let sheets = book.sheets();
    // A row number alone makes no list of a sheet of notes beside the one that was meant.
    let forced = wishes.sheet.is_some() || wishes.header.is_some() && sheets.len() == 1;
    for sheet in sheets {
        if wishes.sheet.as_ref().is_some_and(|wanted| *wanted != sheet) {
            continue;
        }
        if sheet == crate::workbook::HIDDEN {
            plan.others.push((sheet, "katsaus wrote it for itself".to_owned()));
            continue;
        }
        let mut looker = Looker { known, wishes, heads: &heads };
        match looker.sheet(book, open, &sheet)? {
            Ok(found) if forced || is_list(&found) => plan.sheets.push(found),
            Ok(found) if found.rows == 0 => plan.empty.push(found.sheet),
            Ok(_) => plan.others.push((sheet, "no column of titles".to_owned())),
            Err(why) => plan.others.push((sheet, why.to_owned())),
        }
    }
    for (name, _) in &wishes.map {
        if !plan.sheets.is_empty()
            && !plan.sheets.iter().flat_map(|sheet| &sheet.columns).any(|column| is_called(column, name))
        {
            plan.unknown_wishes.push(name.clone());
        }
    }
    Ok(plan)
}

/// A list of texts has titles, or whole references, or at least authors with years.
fn is_list(plan: &SheetPlan) -> bool {
    let has = |role: Role| plan.has(&role);
    plan.rows > 0
        && (has(Role::Field(Field::Title))
            || has(Role::Reference)
            || has(Role::Field(Field::Authors)) && has(Role::Field(Field::Year)))
}

/// A saved mapping and the name that it is saved under.
type Saved<'a> = (&'a str, &'a SheetMapping);

/// Whether somebody means this column: by its head, or by its letters.
pub(super) fn is_called(column: &Column, name: &str) -> bool {
    let letters = katsaus_model::Place::letters(column.number);
    text::squeeze(name) == text::squeeze(&column.header) || name.eq_ignore_ascii_case(&letters)
}

struct Looker<'a> {
    known: &'a Known<'a>,
    wishes: &'a Wishes,
    heads: &'a Heads,
}

impl Looker<'_> {
    fn sheet(
        &mut self,
        book: &mut Book,
        open: &Opener<'_>,
        sheet: &str,
    ) -> Result<Result<SheetPlan, &'static str>, BookError> {
        let mut first = Vec::new();
        book.rows(sheet, &mut |row| {
            if !row.is_blank() {
                first.push(row.into_owned());
            }
            if first.len() < head_row::LOOKED_AT { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        if first.is_empty() {
            return Ok(Err("it is empty"));
        }
        let saved = self.saved(sheet, &first);
        let wanted = self.wishes.header.or(saved.and_then(|(_, saved)| saved.header));
        if let Some(row) = self.wishes.header
            && !first.iter().any(|first| first.number == row)
        {
            return Ok(Err("the row that should hold the column names is blank"));
        }
        let found = head_row::find(&first, self.heads);
        let head = match wanted {
            Some(row) if first.iter().any(|first| first.number == row) => {
                let two_rows = found.is_some_and(|found| found.row == row && found.two_rows);
                Head { row, two_rows, known: 0 }
            }
            _ => match found {
                Some(found) => found,
                None => return Ok(Err("no row with column names was found")),
            },
        };
        let merged = if head.two_rows { book.merged(sheet) } else { Vec::new() };
        let bands = bands(&first, head, &merged);
        let columns = columns(&first, head, &bands);
        let mut counted = Counted::new(columns.len());
        let roles: Vec<_> = columns
            .iter()
            .map(|column| {
                (column.number, self.by_wish(saved, column).or_else(|| self.heads.role(&column.header).map(|r| r.0)))
            })
            .collect();
        let core = Core::new(&roles);
        let numbers: Vec<u32> = columns.iter().map(|column| column.number).collect();
        book.rows(sheet, &mut |row| {
            if row.number > head.row {
                counted.see(&row, &core, &numbers, &roles);
            }
            ControlFlow::Continue(())
        })?;
        let mut plan = SheetPlan {
            sheet: sheet.to_owned(),
            saved: saved.map(|(name, _)| name.to_owned()),
            header_row: head.row,
            two_row_head: head.two_rows,
            rows: counted.rows,
            last_row: counted.last_row,
            columns,
            skipped: std::mem::take(&mut counted.skipped),
            pairs: std::mem::take(&mut counted.pairs),
            look: std::mem::take(&mut counted.look),
            links: book.links(sheet),
            colours: saved.map(|(_, saved)| saved.colours.clone()).unwrap_or_default(),
            ..SheetPlan::default()
        };
        if plan_format_is_xlsx(book) {
            plan.beside = SheetLook::of_xlsx(open, sheet);
        }
        plan.colours.extend(self.wishes.colours.clone());
        self.assign(&mut plan, saved, &counted.stats);
        name_of_sheet(&mut plan);
        Ok(Ok(plan))
    }

    /// The mapping that was saved for a sheet of this name and with these heads. Two workbooks may each have a `Sheet1`:
    /// the second one's mapping is saved as `Sheet1 (2)`.
    fn saved(&self, sheet: &str, first: &[Row<'static>]) -> Option<Saved<'_>> {
        let numbered =
            |name: &str| name.strip_prefix(sheet).is_some_and(|rest| rest.starts_with(" (") && rest.ends_with(')'));
        let fits = |saved: &SheetMapping| {
            let row = first.iter().find(|row| Some(row.number) == saved.header);
            let heads: Vec<String> =
                row.into_iter().flat_map(|row| &row.cells).map(|(_, value)| text::squeeze(&value.text())).collect();
            let named = saved.columns.keys().filter(|name| heads.contains(name)).count();
            named > 0 && named * 10 >= saved.columns.len() * 6
        };
        let mut found = self.known.protocol.sheets.iter().filter(|(name, _)| *name == sheet || numbered(name));
        found.find(|(_, saved)| fits(saved)).map(|(name, saved)| (name.as_str(), saved))
    }

    /// What the person, or the mapping saved the last time, says of a column.
    fn by_wish(&self, saved: Option<Saved<'_>>, column: &Column) -> Option<Role> {
        let wish = self.wishes.map.iter().find(|(name, _)| is_called(column, name)).map(|(_, role)| role.clone());
        wish.or_else(|| Role::parse(saved?.1.columns.get(&column.name)?))
    }

    /// Gives each column its role: by wish, by the codebook's own names, by its head, by what it holds.
    fn assign(&self, plan: &mut SheetPlan, saved: Option<Saved<'_>>, stats: &[Stats]) {
        let mut sureness = vec![None; plan.columns.len()];
        for (at, column) in plan.columns.iter_mut().enumerate() {
            let stats = &stats[at];
            column.filled = stats.filled;
            column.sample = stats.sample.clone();
            column.hidden = plan.beside.hidden_columns.contains(&column.number);
            if let Some(role) = self.by_wish(saved, column) {
                column.role = role;
                sureness[at] = Some(None);
            } else if let Some(role) = self.by_codebook(&column.header, stats) {
                column.role = role;
                sureness[at] = Some(None);
            } else if let Some((role, sure)) = self.heads.role(&column.header)
                && let Some(role) = agrees(role, stats, plan.rows)
            {
                column.role = role;
                sureness[at] = Some(Some(sure));
            }
        }
        settle_doubles(&mut plan.columns, &sureness);
        let title = plan.columns.iter().any(|column| column.role == Role::Field(Field::Title));
        for (at, column) in plan.columns.iter_mut().enumerate() {
            // A whole citation beside a title column says nothing more.
            if column.role == Role::Reference && title && sureness[at] != Some(None) {
                column.role = Role::Ignored;
            }
            if column.role == Role::Included {
                column.reviewer = self.reviewer_in(&column.header);
            }
        }
        name_reviewers(&mut plan.columns);
        self.own_columns(plan, stats, &sureness);
        self.describe(plan, stats);
    }

    /// A reviewer whose name or alias stands in a head: `Mukaan (Anna)`.
    fn reviewer_in(&self, head: &str) -> Option<String> {
        let words: Vec<String> = text::normalise(head).split(' ').map(str::to_owned).collect();
        let known = |(id, reviewer): &&(String, katsaus_model::Reviewer)| {
            let names = std::iter::once(id).chain(std::iter::once(&reviewer.name)).chain(&reviewer.aliases);
            names.filter(|name| !name.is_empty()).any(|name| {
                let name = text::normalise(name);
                let first = name.split(' ').next().unwrap_or_default().to_owned();
                words.contains(&name) || first.len() >= 3 && words.contains(&first)
            })
        };
        self.known.protocol.reviewers.iter().find(known).map(|(id, _)| id.clone())
    }

    /// The group or topic of the codebook that a head names by label or alias.
    fn by_codebook(&self, head: &str, stats: &Stats) -> Option<Role> {
        let protocol = self.known.protocol;
        let wanted = fold(head);
        if wanted.is_empty() {
            return None;
        }
        let called = |name: &str, label: &katsaus_model::Labels, aliases: &[String]| {
            fold(name) == wanted || label.values().chain(aliases).any(|other| fold(other) == wanted)
        };
        let topic = protocol.topics.iter().find(|(id, topic)| called(id, &topic.label, &topic.aliases));
        if let Some((id, _)) = topic {
            return Some(Role::Topic(id.clone()));
        }
        let mut groups: Vec<&str> = protocol.codes.iter().map(|(path, _)| Protocol::group_of(path)).collect();
        groups.dedup();
        let described = protocol.groups.iter().find(|(id, group)| called(id, &group.label, &group.aliases));
        let group = described.map(|(id, _)| id.as_str()).or_else(|| groups.into_iter().find(|id| fold(id) == wanted));
        if let Some(group) = group
            && self.speaks_of(group, stats)
        {
            return Some(Role::Codes(group.to_owned()));
        }
        let code = protocol.codes.iter().find(|(_, code)| called("", &code.label, &code.aliases));
        (stats.filled > 0 && stats.ticks == stats.filled).then(|| code.map(|(path, _)| Role::Code(path.clone())))?
    }

    /// Whether a column holds codes of a group: it knows some of its values, or they are words. Numbers under a group's
    /// name are somebody's own scale.
    fn speaks_of(&self, group: &str, stats: &Stats) -> bool {
        let (_, parts) = separated(stats);
        let known = parts.values().any(|(label, _)| self.code_called(group, label).is_some());
        known || !stats.most(stats.numbers)
    }

    fn own_columns(&self, plan: &mut SheetPlan, stats: &[Stats], sureness: &[Option<Option<Sureness>>]) {
        let kinds: Vec<Own> =
            plan.columns.iter().zip(stats).map(|(column, stats)| own::classify(&column.header, stats)).collect();
        let ticks = tick_bands(&plan.columns, &kinds, sureness);
        for at in 0..plan.columns.len() {
            if sureness[at].is_some() && plan.columns[at].role != Role::Ignored || sureness[at] == Some(None) {
                continue;
            }
            let column = &plan.columns[at];
            let nothing = column.filled == 0 || column.header.is_empty() && column.filled * 10 < plan.rows;
            // A head that is known but does not fit, or a database's own column, stays with the record.
            let role = if nothing || sureness[at].is_some() || self.heads.of_database(&column.header) {
                Role::Ignored
            } else {
                match (&ticks[at], &kinds[at]) {
                    (Some(band), _) => Role::Code(self.ticked_code(band, &tick_name(&column.header))),
                    (None, Own::Codes(..)) => Role::Codes(self.free_group(&head_or_letters(column))),
                    (None, _) => Role::Topic(free_topic(&plan.columns, at)),
                }
            };
            plan.columns[at].role = role;
        }
    }

    fn ticked_code(&self, band: &str, head: &str) -> String {
        let group = match self.by_codebook(band, &Stats::default()) {
            Some(Role::Codes(group)) => group,
            _ => own::group_name(band),
        };
        let known = self.code_called(&group, head);
        known.unwrap_or_else(|| own::code_path(&group, head))
    }

    fn free_group(&self, head: &str) -> String {
        own::group_name(head)
    }

    /// The code of a group that a value names by path, last part, label or alias.
    fn code_called(&self, group: &str, value: &str) -> Option<String> {
        let wanted = fold(value);
        let named = |(path, code): &(&str, &katsaus_model::Code)| {
            let last = path.rsplit('/').next().unwrap_or(path);
            fold(path) == wanted
                || fold(last) == wanted
                || code.label.values().chain(&code.aliases).any(|other| fold(other) == wanted)
        };
        self.known.protocol.codes_of(group).find(named).map(|(path, _)| path.to_owned())
    }

    /// What each column would make: codes by value, new codes, new topics.
    fn describe(&self, plan: &mut SheetPlan, stats: &[Stats]) {
        let mut new_codes: Vec<NewCode> = Vec::new();
        let mut new_topics = Vec::new();
        let heads: Vec<String> = plan.columns.iter().map(|column| text::squeeze(&column.header)).collect();
        for (column, stats) in plan.columns.iter_mut().zip(stats) {
            let twice = heads.iter().filter(|head| **head == text::squeeze(&column.header)).count() > 1;
            match column.role.clone() {
                Role::Codes(group) => {
                    let (separator, parts) = match own::classify(&column.header, stats) {
                        Own::Codes(separator, parts) => (separator, parts),
                        _ => separated(stats),
                    };
                    column.separator = separator;
                    for (folded, (label, count)) in parts {
                        let known = self.code_called(&group, &label);
                        let path = known.clone().unwrap_or_else(|| own::code_path(&group, &label));
                        if known.is_none() {
                            match new_codes.iter_mut().find(|code| code.path == path) {
                                Some(code) => code.count += count,
                                None => new_codes.push(NewCode { path: path.clone(), label, count }),
                            }
                        }
                        column.codes.insert(folded, path);
                    }
                }
                Role::Code(path) if self.known.protocol.code(&path).is_none() => {
                    new_codes.push(NewCode { path, label: tick_name(&column.header), count: stats.filled });
                }
                Role::Topic(id) if self.known.protocol.topic(&id).is_none() => {
                    let kind = match own::classify(&column.header, stats) {
                        Own::Topic(kind) => kind,
                        Own::Ticks => TopicKind::YesNo,
                        Own::Codes(..) => TopicKind::LongText,
                    };
                    // Of columns with one head, each is told by its band or its letters.
                    let label = match (twice, column.band.is_empty()) {
                        (true, false) => format!("{}: {}", column.band, head_or_letters(column)),
                        (true, true) => {
                            format!("{} ({})", head_or_letters(column), katsaus_model::Place::letters(column.number))
                        }
                        (false, _) => head_or_letters(column),
                    };
                    new_topics.push(NewTopic { id, label, kind, count: stats.filled });
                }
                _ => {}
            }
        }
        plan.new_codes = new_codes;
        plan.new_topics = new_topics;
    }
}

fn plan_format_is_xlsx(book: &Book) -> bool {
    book.format() == "xlsx"
}

fn separated(stats: &Stats) -> (Option<char>, own::Parts) {
    let separator =
        [';', '|', '\n', ','].into_iter().find(|sign| stats.distinct.keys().any(|value| value.contains(*sign)));
    (separator, own::parts(stats, separator))
}

fn head_or_letters(column: &Column) -> String {
    let head = text::squeeze(&column.header);
    if head.is_empty() { column.name.clone() } else { head }
}

/// `Viitekehys: tuki` ticks `tuki`.
fn tick_name(head: &str) -> String {
    let after = head.split_once(": ").map_or(head, |(_, after)| after);
    text::squeeze(after)
}

/// The group that each tick column belongs to: its band, or the word before the colon that several heads share.
fn tick_bands(columns: &[Column], kinds: &[Own], sureness: &[Option<Option<Sureness>>]) -> Vec<Option<String>> {
    let band = |at: usize| {
        let column: &Column = &columns[at];
        if kinds[at] != Own::Ticks || sureness[at].is_some() {
            return None;
        }
        let prefix = column.header.split_once(": ").map(|(before, _)| text::squeeze(before));
        Some(column.band.clone()).filter(|band| !band.is_empty()).or(prefix)
    };
    let bands: Vec<Option<String>> = (0..columns.len()).map(band).collect();
    let shared = |wanted: &String| bands.iter().flatten().filter(|band| *band == wanted).count() >= 2;
    bands.iter().map(|band| band.clone().filter(shared)).collect()
}

/// An identifier for a topic that no other column of the sheet has.
fn free_topic(columns: &[Column], at: usize) -> String {
    let column = &columns[at];
    let slug = text::slug(&head_or_letters(column));
    let slug = if slug.is_empty() { format!("column-{}", column.number) } else { slug };
    let taken = |id: &str| columns[..at].iter().any(|other| other.role == Role::Topic(id.to_owned()));
    if !taken(&slug) {
        return slug;
    }
    let band = text::slug(&column.band);
    let banded = if band.is_empty() { slug.clone() } else { format!("{band}-{slug}") };
    if !taken(&banded) {
        return banded;
    }
    (2..).map(|n| format!("{slug}-{n}")).find(|id| !taken(id)).unwrap_or(slug)
}

/// Whether what a column holds agrees with what its head says; a head may also stand for something else then.
fn agrees(role: Role, stats: &Stats, rows: u64) -> Option<Role> {
    if stats.filled == 0 {
        return Some(role);
    }
    let good = match &role {
        // Rows that slipped a column are common enough in real tables.
        Role::Field(Field::Year) => stats.years * 2 >= stats.filled,
        Role::Field(Field::Issue) => {
            // `No.` in front of a list counts its rows.
            let counts = stats.sequential + 1 >= rows.max(2) && stats.sequential + 1 >= stats.filled;
            if counts {
                return Some(Role::Id);
            }
            stats.mean_length() <= 24
        }
        Role::Field(Field::Volume | Field::Pages) | Role::PageStart | Role::PageEnd => stats.mean_length() <= 40,
        Role::Field(Field::Title) => !stats.most(stats.numbers),
        // Reasons written among the verdicts are kept as notes.
        Role::Included => {
            stats.most(stats.verdicts)
                || !stats.many && stats.distinct.len() <= 12 && stats.verdicts * 5 >= stats.filled * 2
        }
        Role::ReadLevel => stats.most(stats.levels),
        Role::Reference if stats.mean_length() < 30 => {
            let all_different = stats.many || stats.distinct.len() as u64 * 10 >= stats.filled * 8;
            return Some(if all_different { Role::Id } else { Role::Origin });
        }
        Role::Reviewer | Role::Origin | Role::Stage => stats.mean_length() <= 80,
        Role::CitedBy => stats.most(stats.numbers),
        _ => true,
    };
    good.then_some(role)
}

/// Several columns of verdicts are of several people, also where the protocol knows none of them: `Mukaan (Anna)`,
/// `R1`. Each is called by what stands in brackets, else by its head.
fn name_reviewers(columns: &mut [Column]) {
    if columns.iter().filter(|column| column.role == Role::Included).count() < 2 {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.role == Role::Included && column.reviewer.is_none()) {
        let bracketed = column.header.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name);
        let name = text::slug(bracketed.unwrap_or(&column.header));
        column.reviewer = (!name.is_empty()).then_some(name);
    }
}

/// Where two columns claim one role, the surer has it; what stands after it fills its gaps, what stands before it
/// is left with the record.
fn settle_doubles(columns: &mut [Column], sureness: &[Option<Option<Sureness>>]) {
    let mut best: HashMap<String, (usize, Option<Sureness>)> = HashMap::new();
    for (at, column) in columns.iter().enumerate() {
        let Some(sure) = sureness[at] else { continue };
        if !own::is_single(&column.role) {
            continue;
        }
        let name = column.role.name();
        // By wish (None) beats any sureness.
        let rank = |sure: Option<Sureness>| sure.map_or(9, |sure| sure as u8);
        let better = best.get(&name).is_none_or(|(other, other_sure)| {
            let empty = columns[*other].filled == 0 && column.filled > 0;
            rank(sure) > rank(*other_sure) || empty && rank(sure) == rank(*other_sure)
        });
        if better {
            best.insert(name, (at, sure));
        }
    }
    for (at, column) in columns.iter_mut().enumerate() {
        if let Some((winner, _)) = best.get(&column.role.name())
            && *winner > at
        {
            column.role = Role::Ignored;
        }
    }
}

/// Group names above the head, by column: what stands there, spread over merged cells or up to the next name.
fn bands(first: &[Row<'static>], head: Head, merged: &[[u32; 4]]) -> BTreeMap<u32, String> {
    let mut bands = BTreeMap::new();
    if !head.two_rows {
        return bands;
    }
    let Some(above) = first.iter().find(|row| row.number + 1 == head.row) else { return bands };
    let last = first.iter().flat_map(|row| row.cells.iter().map(|cell| cell.0)).max().unwrap_or(0);
    for (at, (column, value)) in above.cells.iter().enumerate() {
        let name = text::squeeze(&value.text());
        let spread =
            merged.iter().find(|area| area[0] <= above.number && area[2] >= above.number && area[1] == *column);
        let next = above.cells.get(at + 1).map_or(last, |next| next.0 - 1);
        let end = spread.map_or(next, |area| area[3]);
        for under in *column..=end.max(*column) {
            bands.insert(under, name.clone());
        }
    }
    bands
}

fn columns(first: &[Row<'static>], head: Head, bands: &BTreeMap<u32, String>) -> Vec<Column> {
    let Some(row) = first.iter().find(|row| row.number == head.row) else { return Vec::new() };
    let above = first.iter().find(|row| head.two_rows && row.number + 1 == head.row);
    let last = first.iter().flat_map(|row| row.cells.iter().map(|cell| cell.0)).max().unwrap_or(0);
    let mut columns = Vec::new();
    for number in 1..=last {
        let own = row.text(number).trim().to_owned();
        let upper = above.map(|above| above.text(number).trim().to_owned()).unwrap_or_default();
        // A name in the upper row over a blank is the head itself.
        let (header, band) = if own.is_empty() {
            (upper, String::new())
        } else {
            (own, bands.get(&number).cloned().unwrap_or_default())
        };
        let name = text::squeeze(&header);
        let twice = columns.iter().any(|other: &Column| other.name == name);
        let name = if name.is_empty() || twice { katsaus_model::Place::letters(number) } else { name };
        columns.push(Column {
            number,
            header,
            name,
            band,
            role: Role::Ignored,
            filled: 0,
            sample: String::new(),
            hidden: false,
            separator: None,
            codes: BTreeMap::new(),
            reviewer: None,
        });
    }
    columns
}

/// What the pass over all rows counts.
struct Counted {
    stats: Vec<Stats>,
    rows: u64,
    last_row: u32,
    skipped: Vec<Skipped>,
    pairs: Vec<(u32, u32)>,
    look: Look,
    titles: HashMap<u64, u32>,
    walk: table::Walk,
}

impl Counted {
    fn new(columns: usize) -> Counted {
        Counted {
            stats: vec![Stats::default(); columns],
            rows: 0,
            last_row: 0,
            skipped: Vec::new(),
            pairs: Vec::new(),
            look: Look::default(),
            titles: HashMap::new(),
            walk: table::Walk::default(),
        }
    }

    fn see(&mut self, row: &Row<'_>, core: &Core, numbers: &[u32], roles: &[(u32, Option<Role>)]) {
        match self.walk.next(row, core) {
            table::Kind::Blank => return,
            table::Kind::Skip(skipped) => {
                self.skipped.push(skipped);
                return;
            }
            table::Kind::Text => {}
        }
        self.rows += 1;
        self.last_row = row.number;
        self.look.see(row.number, row.fill, row.strike);
        for (column, value) in &row.cells {
            if let Ok(at) = numbers.binary_search(column) {
                self.stats[at].see(value);
            }
        }
        for mark in marks(row, roles) {
            if let Some(before) = self.titles.insert(mark, row.number)
                && self.pairs.len() < MOST_PAIRS
                && !self.pairs.contains(&(before, row.number))
            {
                self.pairs.push((before, row.number));
            }
        }
    }
}

/// What a text is recognised by: its DOI, or its title and year.
fn marks(row: &Row<'_>, roles: &[(u32, Option<Role>)]) -> Vec<u64> {
    let of = |wanted: Field| {
        let column = roles.iter().find(|(_, role)| *role == Some(Role::Field(wanted))).map(|(column, _)| *column);
        column.map(|column| row.text(column)).filter(|text| !text.trim().is_empty())
    };
    let mut marks = Vec::new();
    if let Some(doi) = of(Field::Doi).and_then(|doi| Doi::parse(&doi).ok()) {
        marks.push(hash(&[doi.as_str()]));
    }
    if let Some(title) = of(Field::Title)
        && title.len() >= 12
    {
        marks.push(hash(&[&title, &of(Field::Year).unwrap_or_default()]));
    }
    marks
}

/// A hash over letters and digits in lower case: what people's typing does not change.
fn hash(texts: &[&str]) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    let mut folded = Vec::with_capacity(160);
    for text in texts {
        if text.is_ascii() {
            folded.extend(text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()));
        } else {
            let letters: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            folded.extend(letters.bytes());
        }
        folded.push(0);
    }
    hasher.write(&folded);
    hasher.finish()
}

/// What a sheet's name says of all its rows.
fn name_of_sheet(plan: &mut SheetPlan) {
    let name = fold(&plan.sheet);
    let says = |words: &[&str]| words.iter().any(|word| name.split(' ').any(|part| part.starts_with(word)));
    if says(&["poissulje", "hylat", "exclu", "exklu", "ausgeschl", "eksklu", "rejected"]) {
        plan.verdict = Some(false);
    } else if says(&["hyvaksy", "mukaan", "includ", "inklu", "eingeschl", "accepted", "final"]) {
        plan.verdict = Some(true).filter(|_| !says(&["final"]));
    }
    if says(&["lumipallo", "snowball", "snobollo", "snoboll", "schneeball", "citation", "sneball"]) {
        plan.origin = Some(plan.sheet.clone());
    }
    let number = name.split(' ').find(|part| part.chars().all(|c| c.is_ascii_digit()));
    if says(&["kierros", "round", "omgang", "runde", "vaihe", "stage", "phase", "steg"])
        && let Some(number) = number
    {
        plan.stage = Some(format!("round-{number}"));
    }
}
