//! Which sheet of an edited copy was which, and which column: sheets are renamed, heads are written anew, columns come
//! and go. Only what stands in a column says whether it is the one of before.

use super::pair;
use super::update::Before;
use crate::store::Names;
use katsaus_formats::found::Found;
use katsaus_formats::sheet::{Column, Plan, Role, SheetPlan};
use katsaus_model::{Content, Diagnostic, Import, Place, Protocol, Severity, Thing, ThingKind, text};

/// The sheets of the copy that was imported last, beside those of this one.
pub(super) struct Sheets {
    /// The earlier copy's sheets, as the log keeps its plan.
    old: Vec<serde_json::Value>,
    /// Sheets that are called something else now: before, and now.
    renamed: Vec<(String, String)>,
    /// How many lists there are, of whichever copy has more.
    pub(super) count: usize,
}

/// What became of columns.
#[derive(Default)]
pub(super) struct Carried {
    /// Heads of those that are gone.
    pub(super) gone: Vec<String>,
    /// A note on each whose head was written anew.
    pub(super) renamed: Vec<Diagnostic>,
}

impl Sheets {
    pub(super) fn of(import: &Import, plan: &Plan) -> Sheets {
        let old = planned(import);
        let was = |sheet: &&SheetPlan| old.iter().any(|old| old["sheet"].as_str() == Some(&sheet.sheet));
        let is = |name: &str| plan.sheets.iter().any(|sheet| sheet.sheet == name);
        let mut gone: Vec<&serde_json::Value> =
            old.iter().filter(|old| old["sheet"].as_str().is_some_and(|name| !is(name))).collect();
        let mut renamed = Vec::new();
        for sheet in plan.sheets.iter().filter(|sheet| !was(sheet)) {
            // The first of those with its heads: sheets of one layout keep their order.
            if let Some(at) = gone.iter().position(|old| has_its_heads(old, sheet)) {
                let name = gone.remove(at)["sheet"].as_str().unwrap_or_default().to_owned();
                renamed.push((name, sheet.sheet.clone()));
            }
        }
        let count = old.len().max(plan.sheets.len());
        Sheets { old, renamed, count }
    }

    /// A place of before, on the sheet as it is called now.
    pub(super) fn rename(&self, place: &mut Place) {
        if let Place::Sheet { sheet, .. } = place
            && let Some((_, new)) = self.renamed.iter().find(|(old, _)| old == sheet)
        {
            sheet.clone_from(new);
        }
    }

    /// Gives columns whose head was written anew the role that they had.
    pub(super) fn carry_over(
        &self,
        plan: &mut Plan,
        protocol: &Protocol,
        before: &[Before],
        now: &[Found],
        pairs: &[Option<usize>],
    ) -> Carried {
        let mut carried = Carried::default();
        for sheet in &mut plan.sheets {
            let renamed = self.renamed.iter().find(|(_, new)| *new == sheet.sheet);
            let name = renamed.map_or(&sheet.sheet, |(old, _)| old);
            let Some(old) = self.old.iter().find(|old| old["sheet"].as_str() == Some(name)) else { continue };
            let columns: Vec<(&str, &str)> = old["columns"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|column| column["filled"].as_u64() > Some(0))
                .filter_map(|column| Some((column["header"].as_str()?, column["field"].as_str()?)))
                .collect();
            let missing: Vec<(&str, &str)> = columns
                .iter()
                .copied()
                .filter(|(head, _)| !sheet.columns.iter().any(|now| now.header == *head))
                .collect();
            let mut new: Vec<usize> = (0..sheet.columns.len())
                .filter(|at| {
                    let head = &sheet.columns[*at].header;
                    !head.is_empty() && !columns.iter().any(|(old, _)| old == head)
                })
                .collect();
            for (head, field) in missing {
                let same = new.iter().position(|at| {
                    let now_head = &sheet.columns[*at].header;
                    holds_the_same(&sheet.sheet, head, now_head, before, now, pairs)
                });
                match (same.map(|same| new.remove(same)), Role::parse(field)) {
                    (Some(at), Some(role)) => {
                        let message = format!(
                            "the column `{head}` is called `{}` now; it is read as the same column",
                            sheet.columns[at].header
                        );
                        let number = Some(sheet.columns[at].number);
                        let place = Place::Sheet { sheet: sheet.sheet.clone(), row: sheet.header_row, column: number };
                        carried.renamed.push(Diagnostic {
                            severity: Severity::Warning,
                            code: "sheet-renamed-column",
                            at: place,
                            message,
                        });
                        take_role(sheet, at, role, protocol);
                    }
                    _ => carried.gone.push(head.to_owned()),
                }
            }
        }
        carried
    }
}

fn take_role(sheet: &mut SheetPlan, at: usize, role: Role, protocol: &Protocol) {
    let column = &mut sheet.columns[at];
    sheet.new_topics.retain(|topic| Role::Topic(topic.id.clone()) != column.role);
    if let Role::Codes(group) = &role {
        sheet.new_codes.retain(|code| !column.codes.values().any(|path| *path == code.path));
        for (value, path) in &mut column.codes {
            *path = code_of(protocol, group, value);
        }
    }
    column.role = role;
}

/// Whether most of what stood below one head stands below another one now.
fn holds_the_same(
    sheet: &str,
    old_head: &str,
    head: &str,
    before: &[Before],
    now: &[Found],
    pairs: &[Option<usize>],
) -> bool {
    let below = |content: &Content, head: &str| -> String {
        let cell = content.verbatim.iter().find(|cell| cell.0 == head);
        cell.map(|cell| cell.2.trim().to_owned()).unwrap_or_default()
    };
    let (mut same, mut all) = (0usize, 0usize);
    for (row, pair) in now.iter().zip(pairs).filter(|(row, _)| pair::sheet_of(&row.place) == sheet) {
        let Some(old) = pair.and_then(|at| before.get(at)) else { continue };
        let (old, new) = (below(&old.content, old_head), below(&row.content, head));
        if !old.is_empty() || !new.is_empty() {
            all += 1;
            same += usize::from(old == new);
        }
    }
    same > 0 && same * 10 >= all * 6
}

fn planned(import: &Import) -> Vec<serde_json::Value> {
    serde_json::from_str(&import.plan).unwrap_or_default()
}

/// Whether a plan's sheets are those of an import: a sheet of the same name, or as many sheets none of which kept its
/// name, and most of the heads. Whether it is the same list is then for the rows to say.
pub(super) fn looks_like(import: &Import, plan: &Plan) -> bool {
    let sheets = planned(import);
    let is_named = |old: &serde_json::Value, sheet: &SheetPlan| old["sheet"].as_str() == Some(&sheet.sheet);
    let any_name = plan.sheets.iter().any(|sheet| sheets.iter().any(|old| is_named(old, sheet)));
    let all_renamed = !any_name && sheets.len() == plan.sheets.len();
    let fits =
        |sheet: &SheetPlan| sheets.iter().any(|old| (all_renamed || is_named(old, sheet)) && has_its_heads(old, sheet));
    plan.sheets.iter().any(fits)
}

/// Whether a sheet has most of the heads of an earlier one, of whichever has fewer: columns come and go.
fn has_its_heads(old: &serde_json::Value, sheet: &SheetPlan) -> bool {
    let now: Vec<&str> =
        sheet.columns.iter().map(|column| column.header.as_str()).filter(|head| !head.is_empty()).collect();
    let columns = old["columns"].as_array().into_iter().flatten();
    let heads: Vec<&str> =
        columns.filter_map(|column| column["header"].as_str()).filter(|head| !head.is_empty()).collect();
    let kept = heads.iter().filter(|head| now.contains(head)).count();
    kept > 0 && kept * 10 >= heads.len().min(now.len()) * 7
}

/// The code of a group that a normalised value names, else the path of a new one.
fn code_of(protocol: &Protocol, group: &str, value: &str) -> String {
    let named = |(path, code): &(&str, &katsaus_model::Code)| {
        let last = path.rsplit('/').next().unwrap_or(path);
        let mut spoken = std::iter::once(last).chain(code.label.values().chain(&code.aliases).map(String::as_str));
        spoken.any(|name| text::normalise(name) == value)
    };
    let found = protocol.codes_of(group).find(named).map(|(path, _)| path.to_owned());
    found.unwrap_or_else(|| format!("{group}/{}", text::slug(value)))
}

/// Whether a row was last seen with something below a head that its sheet does not have: it was moved, or columns went.
pub(super) fn lacks_heads(sheet: &SheetPlan, before: &Content) -> bool {
    let has = |head: &str| sheet.columns.iter().any(|column| column.header == head);
    before.verbatim.iter().any(|cell| !cell.0.is_empty() && !cell.2.trim().is_empty() && !has(&cell.0))
}

/// Whether any column of a sheet could say such a thing of a row that `importer` brought, so that its saying nothing
/// means something.
pub(super) fn could_say(sheet: &SheetPlan, thing: &Thing, importer: &str, names: &Names) -> bool {
    let any = |roles: &[&str]| sheet.columns.iter().any(|column| roles.contains(&column.role.name().as_str()));
    let coloured = |meaning: &str| sheet.colours.values().any(|means| means == meaning);
    match thing.kind {
        ThingKind::Edit => match thing.name.as_str() {
            // Fields that other columns speak of too.
            "pages" => any(&["pages", "page_start", "page_end", "reference"]),
            "url" => any(&["url", "doi", "reference"]) || !sheet.links.is_empty(),
            "year" => any(&["year", "date", "authors", "reference"]),
            field => any(&[field, "reference"]),
        },
        ThingKind::Cell => any(&[&format!("topic:{}", names.name("topic", &thing.name))]),
        ThingKind::Tag => {
            let path = names.name("code", &thing.name);
            any(&[&format!("codes:{path}"), &format!("codes:{}", Protocol::group_of(path))]) || coloured(path)
        }
        ThingKind::Note => any(&["notes"]),
        ThingKind::Decision => {
            let by = thing.name.rsplit('/').next();
            // What names nobody is the importer's.
            let unnamed = by == Some(importer) || any(&["reviewer"]);
            let of_them = |column: &Column| column.reviewer.as_deref().map_or(unnamed, |named| by == Some(named));
            let says = sheet.verdict.is_some() || ["include", "exclude", "unsure"].into_iter().any(coloured);
            unnamed && says || sheet.columns.iter().any(|column| column.role == Role::Included && of_them(column))
        }
        ThingKind::Read => any(&["read_level"]),
        ThingKind::Origin => any(&["origin"]),
        _ => true,
    }
}
