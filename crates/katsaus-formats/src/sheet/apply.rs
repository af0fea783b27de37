//! Following a plan: each row becomes the content of a record, with what its columns bring.

use super::book::{Book, BookError};
use super::own;
use super::plan::{Column, Role, SheetPlan};
use super::table::{self, Core};
use super::value::{Row, Value};
use super::values::{self, Say};
use crate::found::Found;
use crate::normal::mojibake;
use crate::{people, reference, repair};
use katsaus_model::{
    Brought, CellValue, Content, Diagnostic, Doi, Field, Fields, Place, ReadLevel, Severity, Verbatim, Verdict, text,
};
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

/// What the review supplies to rows: who imports, and where a verdict counts.
#[derive(Clone, Debug, Default)]
pub struct RowPlan {
    /// The reviewer who imports, by identifier.
    pub importer: String,
    /// The stage at which verdicts count where nothing else says.
    pub stage: String,
    /// Identifiers of reviewers, by each name they go by, normalised.
    pub reviewers: BTreeMap<String, String>,
}

/// Streams the rows of a sheet through its plan.
///
/// # Errors
/// If the sheet is damaged; rows before the damage have been given.
pub fn apply(
    book: &mut Book,
    plan: &SheetPlan,
    row_plan: &RowPlan,
    each: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> Result<(), BookError> {
    let reader = Reader::new(plan, row_plan);
    let mut walk = table::Walk::default();
    book.rows(&plan.sheet, &mut |row| {
        if row.number <= plan.header_row {
            return ControlFlow::Continue(());
        }
        match walk.next(&row, &reader.core) {
            table::Kind::Text => each(reader.row(&row)),
            _ => ControlFlow::Continue(()),
        }
    })
}

struct Reader<'a> {
    plan: &'a SheetPlan,
    row_plan: &'a RowPlan,
    core: Core,
    comments: HashMap<u32, Vec<(u32, &'a str)>>,
    links: HashMap<u32, Vec<(u32, &'a str)>>,
}

/// What the columns of one row say, before it is put together.
#[derive(Default)]
struct Said {
    reviewer: Option<String>,
    stage: Option<String>,
    reason: Option<String>,
    search_date: Option<String>,
    verdicts: Vec<(Option<String>, Say)>,
    origins: Vec<String>,
    first_page: Option<String>,
    last_page: Option<String>,
    read: Option<ReadLevel>,
    reference: Option<String>,
}

impl<'a> Reader<'a> {
    fn new(plan: &'a SheetPlan, row_plan: &'a RowPlan) -> Reader<'a> {
        let roles: Vec<_> = plan.columns.iter().map(|column| (column.number, Some(column.role.clone()))).collect();
        let mut comments: HashMap<u32, Vec<(u32, &str)>> = HashMap::new();
        for (row, column, words) in &plan.beside.comments {
            comments.entry(*row).or_default().push((*column, words));
        }
        let mut links: HashMap<u32, Vec<(u32, &str)>> = HashMap::new();
        for (row, column, address) in &plan.links {
            links.entry(*row).or_default().push((*column, address));
        }
        Reader { plan, row_plan, core: Core::new(&roles), comments, links }
    }

    fn place(&self, row: u32, column: Option<u32>) -> Place {
        Place::Sheet { sheet: self.plan.sheet.clone(), row, column }
    }

    fn row(&self, row: &Row<'_>) -> Found {
        let mut out = Found {
            place: self.place(row.number, None),
            content: Content::default(),
            diagnostics: Vec::new(),
            codes: Vec::new(),
            reasons: Vec::new(),
            searches: Vec::new(),
        };
        let mut said = Said::default();
        let columns = &self.plan.columns;
        for (number, value) in &row.cells {
            if value.is_blank() {
                continue;
            }
            let Some(column) = columns.get(*number as usize - 1).filter(|column| column.number == *number) else {
                out.content.verbatim.push(Verbatim(String::new(), *number, value.text().into_owned()));
                continue;
            };
            out.content.verbatim.push(Verbatim(column.header.clone(), *number, value.text().into_owned()));
            if let Value::Error(error) = value {
                let message = format!("`{}` holds {error}; the cell is kept with the record only", column.header);
                self.warn(&mut out, row.number, *number, "sheet-error-cell", message);
                continue;
            }
            self.cell(&mut out, &mut said, row.number, column, value);
        }
        self.finish(&mut out, said, row);
        if row.cells.iter().any(|(_, value)| matches!(value, Value::Text(text) if mojibake::suspicious(text))) {
            repair::report(&mut out);
        }
        out
    }

    /// The verdict in a cell. Below `Hylätty (x)` a tick leaves the text out.
    fn verdict(&self, column: &Column, words: &str) -> Option<Say> {
        let head = text::normalise(&column.header);
        let first = head.split(' ').next().unwrap_or_default();
        let excludes = values::verdict(first) == Some(Say::Exclude) && !head.contains("hyvaksy");
        match values::is_tick(words) || excludes && katsaus_model::yes_no(words) == Some(true) {
            true if excludes => Some(Say::Exclude),
            _ => values::verdict(words),
        }
    }

    fn warn(&self, out: &mut Found, row: u32, column: u32, code: &'static str, message: String) {
        let at = self.place(row, Some(column));
        out.diagnostics.push(Diagnostic { severity: Severity::Warning, code, at, message });
    }

    fn cell(&self, out: &mut Found, said: &mut Said, row: u32, column: &Column, value: &Value<'_>) {
        let words = value.text();
        let words = words.trim();
        match &column.role {
            Role::Field(field) => self.field(out, row, column, *field, value),
            Role::PageStart => said.first_page = Some(words.to_owned()),
            Role::PageEnd => said.last_page = Some(words.to_owned()),
            Role::Notes => out.content.brought.notes.push(words.to_owned()),
            Role::Included => match self.verdict(column, words) {
                Some(say) => said.verdicts.push((column.reviewer.clone(), say)),
                None => {
                    let message =
                        format!("`{words}` in `{}` is no verdict that katsaus knows; kept as a note", column.header);
                    self.warn(out, row, column.number, "sheet-unknown-verdict", message);
                    out.content.brought.notes.push(format!("{}: {words}", column.header));
                }
            },
            Role::Reason => said.reason = Some(words.to_owned()),
            Role::Reviewer => {
                let known = self.row_plan.reviewers.get(&text::normalise(words));
                said.reviewer = Some(known.cloned().unwrap_or_else(|| words.to_owned()));
            }
            Role::Stage => said.stage = Some(text::slug(words)),
            Role::Origin => said.origins.extend(words.split([';', '|']).map(|part| part.trim().to_owned())),
            Role::SearchDate => said.search_date = Some(words.to_owned()),
            Role::ReadLevel => match ReadLevel::parse(words) {
                Some(level) => said.read = Some(level),
                None => out.content.brought.notes.push(format!("{}: {words}", column.header)),
            },
            Role::Id => {
                out.content.fields.id.get_or_insert_with(|| words.to_owned());
            }
            Role::Reference => said.reference = Some(words.to_owned()),
            Role::Topic(topic) => {
                out.content.brought.cells.push((topic.clone(), CellValue::parse(words)));
            }
            Role::Codes(group) => {
                if !words.chars().any(char::is_alphanumeric) {
                    out.content.brought.notes.push(format!("{}: {words}", text::squeeze(&column.header)));
                    return;
                }
                for part in values::split(words, column.separator) {
                    let known = column.codes.get(&text::normalise(part)).cloned();
                    add_code(out, known.unwrap_or_else(|| own::code_path(group, part)), part);
                }
            }
            Role::Code(path) if values::is_tick(words) || katsaus_model::yes_no(words) == Some(true) => {
                let label = column.header.split_once(": ").map_or(column.header.as_str(), |(_, after)| after);
                add_code(out, path.clone(), label);
            }
            Role::Code(_) if katsaus_model::yes_no(words) == Some(false) => {}
            Role::Code(path) => {
                // More than a tick: the code holds, and the words are kept as a note.
                add_code(out, path.clone(), &column.header);
                out.content.brought.notes.push(format!("{}: {words}", column.header));
            }
            Role::CitedBy => {
                out.content.fields.extra.insert("cited_by".to_owned(), words.to_owned());
            }
            Role::Ignored => {}
        }
    }

    fn field(&self, out: &mut Found, row: u32, column: &Column, field: Field, value: &Value<'_>) {
        let number = column.number;
        let words = value.text();
        let words = words.trim();
        let fields = &mut out.content.fields;
        match field {
            Field::Authors if fields.authors.is_empty() => {
                let (names, year) = values::without_year(words);
                fields.authors = people::people(&names);
                fields.year = fields.year.or(year);
                if people::is_cut(words) {
                    let message = "the list of authors is cut short here; the names given are read".to_owned();
                    self.warn(out, row, number, "sheet-authors-cut", message);
                }
            }
            Field::Editors if fields.editors.is_empty() => fields.editors = people::people(words),
            Field::Year if fields.year.is_none() => {
                let (year, mended) = values::year(value);
                fields.year = year;
                let plain = year.is_some_and(|year| words == year.to_string());
                if !plain && !matches!(value, Value::Date(_)) && fields.date.is_none() {
                    // `2019a`, `n.d.`, `in press` say more than a year.
                    let bare = words.trim_matches(|c: char| "()[] ".contains(c));
                    // The point of an abbreviation, `n.d.`, is part of it.
                    let whole = bare.strip_suffix('.').filter(|rest| !rest.contains('.'));
                    let bare = whole.unwrap_or(bare);
                    if year.is_none() || bare.chars().any(char::is_alphabetic) {
                        fields.date = Some(bare.to_owned());
                    }
                }
                if mended {
                    let message = format!("the year was shown as a date ({words}); read as {}", year.unwrap_or(0));
                    self.warn(out, row, number, "sheet-year-date", message);
                }
            }
            Field::Date => {
                fields.date.get_or_insert_with(|| words.to_owned());
            }
            Field::Pages | Field::Issue | Field::Volume => {
                let mended = match value {
                    Value::Date(date) => Some(values::range_from_date(*date)),
                    _ => None,
                };
                let range = mended
                    .clone()
                    .unwrap_or_else(|| if field == Field::Pages { values::pages(words) } else { words.to_owned() });
                if !fields.has(field) {
                    let _ = fields.set(field, &range);
                }
                if mended.is_some() {
                    let message =
                        format!("a spreadsheet program made the date {words} of the {field}; read as {range}");
                    self.warn(out, row, number, "sheet-pages-date", message);
                }
            }
            Field::Doi => match Doi::parse(words) {
                Ok(doi) => {
                    fields.doi.get_or_insert(doi);
                }
                Err(_) if matches!(words, "-" | "n/a" | "N/A" | "none" | "ei" | "–") => {}
                Err(_) => {
                    if fields.url.is_none() && words.starts_with("http") {
                        fields.url = Some(words.to_owned());
                    } else {
                        fields.extra.insert(column.header.clone(), words.to_owned());
                    }
                    self.warn(out, row, number, "sheet-doi", format!("`{words}` is not a DOI; kept as it stands"));
                }
            },
            Field::Issn | Field::Isbn => list(fields, field, words, &[';', ',', '\n', '|']),
            Field::Keywords => {
                let signs: &[char] = if words.contains([';', '|', '\n']) { &[';', '|', '\n'] } else { &[','] };
                list(fields, field, words, signs);
            }
            Field::Container => {
                container(fields, words);
                if fields.container.as_deref().is_some_and(|name| !words.starts_with(name)) {
                    // A second place of publication: kept by its head.
                    fields.extra.insert(text::squeeze(&column.header), words.to_owned());
                }
            }
            Field::Type => {
                if fields.kind.is_none() {
                    fields.kind = Some(crate::types::csl_type(words));
                }
            }
            Field::Abstract => {
                if fields.abstract_text.is_none() {
                    fields.abstract_text = Some(words.to_owned());
                }
            }
            Field::Authors | Field::Editors | Field::Year => {}
            other => {
                if !fields.has(other) {
                    let _ = fields.set(other, &text::squeeze(words));
                }
            }
        }
    }

    fn finish(&self, out: &mut Found, said: Said, row: &Row<'_>) {
        let fields = &mut out.content.fields;
        match (said.first_page, said.last_page) {
            _ if fields.pages.is_some() => {}
            (Some(first), Some(last)) if first != last => fields.pages = Some(format!("{first}-{last}")),
            (Some(page), _) | (None, Some(page)) => fields.pages = Some(page),
            (None, None) => {}
        }
        if let Some(words) = &said.reference {
            let read = reference::reference(words);
            fields.fill_from(&read);
            if fields.title.is_none() {
                fields.title = Some(text::squeeze(words));
            }
            fields.extra.insert("reference".to_owned(), words.clone());
        }
        for (_, address) in self.links.get(&row.number).into_iter().flatten() {
            if fields.url.is_none() {
                fields.url = Some((*address).to_owned());
            }
        }
        complete(fields);
        if fields.title.is_none() && !self.core.title.is_empty() {
            let message = "this row has no title; it is kept, to be completed".to_owned();
            self.warn(out, row.number, self.core.title[0], "sheet-no-title", message);
        }
        for (column, words) in self.comments.get(&row.number).into_iter().flatten() {
            let head = self.plan.columns.get(*column as usize - 1).map_or("", |column| column.header.as_str());
            let head = if head.is_empty() { String::new() } else { format!("{}: ", text::squeeze(head)) };
            out.content.brought.notes.push(format!("{head}{words}"));
        }
        self.decide(out, &said.verdicts, said.reviewer, said.stage, said.reason, row);
        if let Some(level) = said.read {
            out.content.brought.read = Some((self.row_plan.importer.clone(), level));
        }
        for name in said.origins.into_iter().chain(self.plan.origin.clone()).filter(|name| !name.is_empty()) {
            let id = text::slug(&name);
            out.content.brought.origins.push(id.clone());
            out.searches.push((id, name, said.search_date.clone()));
        }
    }

    fn decide(
        &self,
        out: &mut Found,
        verdicts: &[(Option<String>, Say)],
        reviewer: Option<String>,
        stage: Option<String>,
        reason: Option<String>,
        row: &Row<'_>,
    ) {
        let stage = stage.or_else(|| self.plan.stage.clone()).unwrap_or_else(|| self.row_plan.stage.clone());
        let mut verdicts = verdicts.to_vec();
        let coloured = self.plan.colours.iter().find(|(name, _)| self.is_coloured(row.number, name));
        if let Some((_, meaning)) = coloured {
            match values::verdict(meaning) {
                Some(say) => verdicts.push((None, say)),
                None => add_code(out, meaning.clone(), meaning.rsplit('/').next().unwrap_or(meaning)),
            }
        }
        if verdicts.is_empty()
            && let Some(included) = self.plan.verdict
        {
            verdicts.push((None, if included { Say::Include } else { Say::Exclude }));
        }
        for (named, say) in verdicts {
            let by = named.or_else(|| reviewer.clone()).unwrap_or_else(|| self.row_plan.importer.clone());
            let reasons = match (&say, &reason) {
                (Say::Exclude, Some(reason)) => vec![text::slug(reason)],
                _ => Vec::new(),
            };
            if let ([id], Some(label)) = (reasons.as_slice(), &reason) {
                out.reasons.push((id.clone(), label.clone()));
            }
            let verdict = match say {
                Say::Include => Verdict::Include,
                Say::Exclude => Verdict::Exclude { reasons },
                Say::Unsure => Verdict::Unsure,
            };
            out.content.brought.decisions.push((stage.clone(), by, verdict));
        }
        // A reason beside a text that is not left out must not be lost.
        if let Some(reason) = reason
            && out.reasons.is_empty()
        {
            out.content.brought.notes.push(reason);
        }
    }

    fn is_coloured(&self, row: u32, name: &str) -> bool {
        match name {
            "struck" => self.plan.look.struck.contains(&row),
            name => self.plan.look.colours.get(name).is_some_and(|rows| rows.binary_search(&row).is_ok()),
        }
    }
}

fn add_code(out: &mut Found, path: String, label: &str) {
    let tags: &mut Brought = &mut out.content.brought;
    if !tags.tags.contains(&path) {
        tags.tags.push(path.clone());
        out.codes.push((path, label.trim().to_owned()));
    }
}

fn list(fields: &mut Fields, field: Field, words: &str, signs: &[char]) {
    let slot = match field {
        Field::Issn => &mut fields.issn,
        Field::Isbn => &mut fields.isbn,
        _ => &mut fields.keywords,
    };
    if slot.is_empty() {
        // A `;` parts them in any case: so they are written everywhere.
        let parts = words.split(signs).flat_map(|part| part.split(';'));
        *slot = parts.map(text::squeeze).filter(|part| !part.is_empty()).collect();
    }
}

/// A container, without the volume and pages that some exports write behind it: `Nature (2024) 15:1 (1-9)`. Of two
/// columns of which one begins with the other, the shorter is the name.
fn container(fields: &mut Fields, words: &str) {
    let words = text::squeeze(words);
    let name = match words.find(" (") {
        Some(at)
            if values::year_in(words.get(at + 2..at + 6).unwrap_or_default()).is_some()
                && words[at..].contains(':') =>
        {
            words[..at].to_owned()
        }
        _ => words,
    };
    match &fields.container {
        Some(before) if !before.starts_with(&name) => {}
        _ => fields.container = Some(name),
    }
}

/// What follows from other fields: a DOI in an address, a year in a date, a chapter in `In: ...`.
fn complete(fields: &mut Fields) {
    if fields.doi.is_none()
        && let Some(url) = &fields.url
        && url.contains("doi.org/")
    {
        fields.doi = Doi::parse(url).ok();
    }
    if fields.year.is_none()
        && let Some(date) = &fields.date
    {
        fields.year = values::year_in(date);
    }
    if let Some(written) = &fields.container
        && let Some(read) = reference::chapter_place(written)
    {
        // The whole stays beside what was read from it.
        fields.extra.insert("container".to_owned(), written.clone());
        fields.container = None;
        fields.kind = None;
        fields.fill_from(&read);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapters_place_is_taken_apart() {
        let mut fields = Fields {
            container: Some("In: Feuerstein M (ed). Work and Cancer Survivors. New York: Springer".into()),
            ..Fields::default()
        };
        complete(&mut fields);
        assert_eq!(fields.container.as_deref(), Some("Work and Cancer Survivors"));
        assert_eq!(fields.editors, vec![katsaus_model::Person::new("Feuerstein", "M")]);
        assert_eq!(fields.publisher.as_deref(), Some("Springer"));
        assert_eq!(fields.kind.as_deref(), Some("chapter"));
    }

    #[test]
    fn a_container_is_the_name_alone() {
        let mut fields = Fields::default();
        container(&mut fields, "Nature Communications (2024) 15:1 Article Number: 1");
        assert_eq!(fields.container.as_deref(), Some("Nature Communications"));
        container(&mut fields, "Other Journal");
        assert_eq!(fields.container.as_deref(), Some("Nature Communications"));
    }
}
