//! Finding the header row: below titles, query lines, group bands and blank rows.

use super::heads::{Heads, Sureness};
use super::value::{Row, Value};

/// How many rows from the top are looked at.
pub(super) const LOOKED_AT: usize = 60;

/// Where the head is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The header row; the lower of two.
    pub(super) row: u32,
    /// Whether the row above belongs to it.
    pub(super) two_rows: bool,
    /// How many of its names are known.
    pub(super) known: usize,
}

/// The header row among the first rows of a sheet, if any row looks like one.
pub(super) fn find(rows: &[Row<'_>], heads: &Heads) -> Option<Head> {
    let mut best: Option<(i64, usize)> = None;
    for (at, row) in rows.iter().enumerate() {
        let score = score(row, rows.get(at + 1), heads);
        if score > 0 && best.is_none_or(|(other, _)| score > other) {
            best = Some((score, at));
        }
    }
    let (_, at) = best?;
    let (row, next) = (&rows[at], rows.get(at + 1));
    let known = known(row, heads);
    if let Some(next) = next
        && is_lower_half(row, next, rows.get(at + 2), heads)
    {
        return Some(Head { row: next.number, two_rows: true, known });
    }
    let above = at.checked_sub(1).map(|above| &rows[above]);
    let two_rows = above.is_some_and(|above| above.number + 1 == row.number && is_band(above, row));
    Some(Head { row: row.number, two_rows, known })
}

fn known(row: &Row<'_>, heads: &Heads) -> usize {
    let mut roles: Vec<_> = row.cells.iter().filter_map(|(_, value)| Some(heads.role(&value.text())?.0)).collect();
    roles.sort_by_key(super::plan::Role::name);
    roles.dedup();
    roles.len()
}

/// Known names count most; short texts speak for a head, numbers and long texts against it.
fn score(row: &Row<'_>, next: Option<&Row<'_>>, heads: &Heads) -> i64 {
    let mut score = 0;
    let mut seen: Vec<super::plan::Role> = Vec::new();
    for (_, value) in &row.cells {
        match value {
            Value::Text(text) if text.trim().is_empty() => {}
            Value::Text(text) if text.chars().count() > 120 => score -= 4,
            // A word that comes again and again is a value (`no` is one, and the number of an issue).
            Value::Text(text) => match heads.role(text) {
                Some((role, _)) if seen.contains(&role) => {}
                Some((role, sureness)) => {
                    seen.push(role);
                    score += if sureness == Sureness::Exact { 6 } else { 4 };
                }
                None => score += i64::from(heads.of_database(text)),
            },
            Value::Number(_) | Value::Date(_) | Value::Error(_) => score -= 2,
            Value::Bool(_) => score -= 3,
        }
    }
    // One name that is known may stand anywhere; a head has at least two, or data of its width below it.
    let below = next.is_some_and(|next| next.cells.len() * 2 >= row.cells.len());
    match seen.len() {
        0 => 0,
        1 if row.cells.len() < 2 => 0,
        1 if !below => 0,
        _ => score,
    }
}

/// A row of group names above the head: no more cells than the head, all text, none of it as long as a paragraph.
fn is_band(above: &Row<'_>, head: &Row<'_>) -> bool {
    let texts = above.cells.iter().filter(|(_, value)| !value.is_blank()).count();
    let all_text =
        above.cells.iter().all(|(_, value)| matches!(value, Value::Text(text) if text.chars().count() <= 80));
    // One cell is the table's title, not a band.
    texts >= 2 && texts <= head.cells.len() && all_text
}

/// A row of further names below a head whose cells above them are blank or merged.
fn is_lower_half(head: &Row<'_>, next: &Row<'_>, after: Option<&Row<'_>>, heads: &Heads) -> bool {
    let short = |value: &Value<'_>| matches!(value, Value::Text(text) if text.chars().count() <= 60);
    if next.number != head.number + 1 || next.cells.is_empty() || !next.cells.iter().all(|(_, value)| short(value)) {
        return false;
    }
    let blank_here = |column: u32| next.cell(column).is_none_or(Value::is_blank);
    // The title's column has names only in the upper row, and values from the row after on.
    let named: Vec<u32> =
        head.cells.iter().filter(|(_, value)| heads.role(&value.text()).is_some()).map(|(column, _)| *column).collect();
    let all_blank = !named.is_empty() && named.iter().all(|column| blank_here(*column));
    let values_after = after.is_some_and(|after| named.iter().any(|column| after.cell(*column).is_some()));
    all_blank && values_after && next.cells.iter().filter(|(_, value)| !value.is_blank()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn row(number: u32, cells: &[&'static str]) -> Row<'static> {
        let cells = cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(n, text)| (n as u32 + 1, Value::Text(Cow::Borrowed(*text)))).collect();
        Row { number, cells, ..Row::default() }
    }

    #[track_caller]
    fn check(rows: &[Row<'_>], expected: Option<(u32, bool)>) {
        let head = find(rows, &Heads::new());
        assert_eq!(head.map(|head| (head.row, head.two_rows)), expected);
    }

    #[test]
    fn titles_and_query_lines_stand_above() {
        check(
            &[
                row(1, &["Kirjallisuuskatsaus – lähdeluettelo"]),
                row(3, &["Nro", "Tekijät", "Otsikko", "Vuosi"]),
                row(4, &["1", "Rotter C.", "Myoclonus", "2022"]),
            ],
            Some((3, false)),
        );
        check(
            &[
                row(1, &["SEARCH QUERY", "dinosaur:ti"]),
                row(2, &["-----"]),
                row(4, &["Title", "Author Names", "Source"]),
            ],
            Some((4, false)),
        );
    }

    #[test]
    fn group_bands_make_a_two_row_head() {
        check(
            &[
                row(1, &["Bibliografi", "", "", "Bedömning", ""]),
                row(2, &["Författare", "Titel", "Tidskrift", "Relevans", "Metod"]),
                row(3, &["Rotter", "Myoclonus", "JVIM", "1", "RCT"]),
            ],
            Some((2, true)),
        );
        check(
            &[
                row(1, &["Authors", "Title", "Framework", "", ""]),
                row(2, &["", "", "supply", "demand", "support"]),
                row(3, &["Rotter", "Myoclonus", "x", "", "x"]),
            ],
            Some((2, true)),
        );
    }

    #[test]
    fn a_sheet_of_notes_has_no_head() {
        check(&[row(1, &["This sheet only has notes"])], None);
        check(&[row(3, &["Count of Title", "Column Labels"]), row(4, &["Row Labels", "Support"])], None);
    }
}
