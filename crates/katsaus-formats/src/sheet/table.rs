//! Which rows below a head are texts, and which are totals, notes or nothing.

use super::heads::fold;
use super::plan::{Role, Skipped};
use super::value::{Row, Value};

const TOTALS: [&str; 16] = [
    "yhteensa",
    "summa",
    "total",
    "totals",
    "sum",
    "grand total",
    "totalt",
    "gesamt",
    "gesamtsumme",
    "i alt",
    "yht",
    "count",
    "suma",
    "totale",
    "keskiarvo",
    "average",
];
const NOTES: [&str; 12] =
    ["huom", "huomio", "note", "notes", "obs", "lahde", "source", "selite", "legend", "key", "anm", "hinweis"];

/// The columns by which a text is known, and how wide the table is.
#[derive(Clone, Debug, Default)]
pub(super) struct Core {
    pub(super) title: Vec<u32>,
    pub(super) other: Vec<u32>,
    pub(super) width: usize,
}

impl Core {
    pub(super) fn new(roles: &[(u32, Option<Role>)]) -> Core {
        use katsaus_model::Field as F;
        let of = |wanted: &dyn Fn(&Role) -> bool| {
            let has = |role: &Option<Role>| role.as_ref().is_some_and(wanted);
            roles.iter().filter(|(_, role)| has(role)).map(|(column, _)| *column).collect::<Vec<_>>()
        };
        Core {
            title: of(&|role| matches!(role, Role::Field(F::Title | F::OriginalTitle) | Role::Reference)),
            other: of(&|role| matches!(role, Role::Field(F::Authors | F::Doi | F::Pmid | F::Url | F::Urn))),
            width: roles.len(),
        }
    }
}

/// The walk down a table. It ends at a gap of two blank rows with something much narrower below: a legend, a sum, a
/// small table of counts.
#[derive(Default)]
pub(super) struct Walk {
    last: u32,
    texts: u64,
    cells: u64,
    ended: bool,
}

impl Walk {
    /// What the next row is.
    pub(super) fn next(&mut self, row: &Row<'_>, core: &Core) -> Kind {
        let kind = kind(row, core);
        if matches!(kind, Kind::Blank) {
            return kind;
        }
        let cells = row.cells.iter().filter(|(_, value)| !value.is_blank()).count() as u64;
        let gap = self.last > 0 && row.number > self.last + 2;
        let narrow = self.texts > 0 && cells * self.texts * 5 < self.cells * 2;
        // A section's title after a gap is narrow too: rows as wide as the others show that the table goes on.
        let wide = self.texts > 0 && cells * self.texts * 2 >= self.cells;
        self.ended = (self.ended && !wide) || gap && narrow;
        self.last = row.number;
        match kind {
            Kind::Text if self.ended => {
                let text =
                    row.cells.iter().find(|(_, value)| !value.is_blank()).map(|(_, value)| value.text().into_owned());
                let text = text.unwrap_or_default().chars().take(80).collect();
                Kind::Skip(Skipped { row: row.number, why: "below the table", text })
            }
            Kind::Text => {
                self.texts += 1;
                self.cells += cells;
                Kind::Text
            }
            other => other,
        }
    }
}

/// `6`, `6 articles`.
fn is_count(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next().is_some_and(|word| word.parse::<f64>().is_ok()) && words.count() <= 1
}

/// `N=6`, `Included: 3`.
fn is_labelled_count(text: &str) -> bool {
    let Some((label, count)) = text.split_once([':', '=']) else { return false };
    label.split_whitespace().count() <= 2 && is_count(count)
}

/// What a row below the head is.
pub(super) enum Kind {
    Text,
    Skip(Skipped),
    Blank,
}

fn kind(row: &Row<'_>, core: &Core) -> Kind {
    let is_filled = |column: &u32| row.cell(*column).is_some_and(|value| !value.is_blank());
    let (titled, cells) =
        (core.title.iter().any(is_filled), row.cells.iter().filter(|(_, value)| !value.is_blank()).count());
    if cells == 0 {
        return Kind::Blank;
    }
    // Most rows: a title and more than a remark or a sum beside it.
    if titled && cells > 4 {
        return Kind::Text;
    }
    let filled: Vec<(u32, String)> = row
        .cells
        .iter()
        .filter(|(_, value)| !value.is_blank())
        .map(|(column, value)| (*column, value.text().trim().chars().take(80).collect()))
        .collect();
    let (first_column, first) = &filled[0];
    let skip = |why| Kind::Skip(Skipped { row: row.number, why, text: first.clone() });
    let first_words = fold(first);
    let numbers = filled[1..].iter().all(|(column, _)| matches!(row.cell(*column), Some(Value::Number(_))))
        || filled[1..].iter().all(|(_, text)| is_count(text));
    if TOTALS.iter().any(|total| first_words == *total || first_words.starts_with(&format!("{total} "))) && numbers {
        return skip("total");
    }
    // Formulas under the table count or add up: numbers alone are no text.
    let known = core.title.iter().chain(&core.other).any(|column| filled.iter().any(|(at, _)| at == column));
    if filled.len() == 1 && core.width >= 3 {
        let is_title = core.title.contains(first_column);
        let word = first_words.split(' ').next().unwrap_or_default();
        let remark = first.starts_with('*') || NOTES.contains(&word) && first.contains(':');
        if !is_title || remark {
            return skip("note");
        }
        if is_labelled_count(first) {
            return skip("total");
        }
    }
    let has_title = core.title.iter().any(|column| filled.iter().any(|(at, _)| at == column));
    let plain_numbers = |text: &str| text.parse::<f64>().is_ok();
    if !known && !core.title.is_empty() {
        return if filled.iter().all(|(_, text)| plain_numbers(text)) { skip("total") } else { skip("note") };
    }
    if !has_title && filled.iter().all(|(_, text)| plain_numbers(text)) {
        return skip("total");
    }
    Kind::Text
}
