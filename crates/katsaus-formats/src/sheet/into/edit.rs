//! The XML of a sheet with some cells written, every other byte as it was.

use super::NewValue;
use super::look;
use super::place::name;
use super::scan::{Cell, Element, Map, Row};
use super::tag::Tag;
use super::text;
use std::collections::BTreeMap;
use std::ops::Range;

/// New values by row and column.
pub(super) type Changes<'c> = BTreeMap<(u32, u32), &'c NewValue>;

/// What shall stand in a place instead of what stands there.
struct Edit {
    place: Range<usize>,
    text: String,
}

/// The XML with the changes, all of which are of cells that may be written.
pub(super) fn edited(xml: &str, map: &Map, changes: &Changes<'_>) -> String {
    let editor = Editor { xml, map };
    let mut edits: Vec<Edit> = Vec::new();
    let mut rows: BTreeMap<u32, Vec<(u32, &NewValue)>> = BTreeMap::new();
    for ((row, column), value) in changes {
        rows.entry(*row).or_default().push((*column, value));
    }
    let mut added: BTreeMap<usize, String> = BTreeMap::new();
    for (number, cells) in &rows {
        match map.row(*number) {
            Some(row) => editor.put_cells(row, cells, &mut edits),
            None => added.entry(map.gap(*number)).or_default().push_str(&editor.new_row(*number, cells)),
        }
    }
    editor.put_rows(added, &mut edits);
    edits.extend(editor.dimension(changes));
    applied(xml, edits)
}

/// Makes edits that do not overlap. What is put before something stands before what is put in its place.
fn applied(xml: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.place.start, edit.place.end));
    let mut out = String::with_capacity(xml.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        out.push_str(xml.get(at..edit.place.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.place.end;
    }
    out.push_str(xml.get(at..).unwrap_or_default());
    out
}

struct Editor<'x> {
    xml: &'x str,
    map: &'x Map,
}

impl Editor<'_> {
    fn tag(&self, at: &Element) -> Tag<'_> {
        Tag { text: self.xml.get(at.tag.clone()).unwrap_or_default() }
    }

    fn new_row(&self, number: u32, cells: &[(u32, &NewValue)]) -> String {
        let cells: String = cells.iter().map(|(column, value)| self.new_cell(number, *column, value)).collect();
        let prefix = &self.map.prefix;
        format!("<{prefix}row r=\"{number}\">{cells}</{prefix}row>")
    }

    /// Rows that are new, by their places.
    fn put_rows(&self, rows: BTreeMap<usize, String>, edits: &mut Vec<Edit>) {
        let data = &self.map.data;
        if data.closed && !rows.is_empty() {
            let tag = self.tag(data);
            let rows: String = rows.into_values().collect();
            edits.push(Edit { place: data.tag.clone(), text: format!("{}{rows}</{}>", opened(tag.text), tag.name()) });
        } else {
            edits.extend(rows.into_iter().map(|(at, text)| Edit { place: at..at, text }));
        }
    }

    fn put_cells(&self, row: &Row, cells: &[(u32, &NewValue)], edits: &mut Vec<Edit>) {
        let there = row.wanted.as_ref().map_or(&[][..], |(cells, _)| cells);
        let tag = self.tag(&row.at);
        let mut text = tag.text.to_owned();
        let mut added: BTreeMap<usize, String> = BTreeMap::new();
        for (column, value) in cells {
            if let Some(cell) = there.iter().find(|cell| cell.column == *column) {
                edits.push(Edit { place: cell.at.tag.start..cell.at.end, text: self.cell(cell, value) });
                continue;
            }
            let next = there.iter().position(|cell| cell.column > *column).unwrap_or(there.len());
            let before = next.checked_sub(1).and_then(|before| there.get(before));
            let gap = before.map_or(row.at.tag.end, |cell| cell.at.end);
            added.entry(gap).or_default().push_str(&self.new_cell(row.number, *column, value));
            text = spanned(&text, *column);
        }
        if row.at.closed && !added.is_empty() {
            let cells: String = std::mem::take(&mut added).into_values().collect();
            text = format!("{}{cells}</{}>", opened(&text), tag.name());
        }
        if text != tag.text {
            edits.push(Edit { place: row.at.tag.clone(), text });
        }
        edits.extend(added.into_iter().map(|(at, text)| Edit { place: at..at, text }));
    }

    fn new_cell(&self, row: u32, column: u32, value: &NewValue) -> String {
        let style = look::style(self.map, row, column).map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
        let prefix = &self.map.prefix;
        let (kind, content) = self.content(value);
        format!("<{prefix}c r=\"{}\"{style}{kind}>{content}</{prefix}c>", name(row, column))
    }

    /// A cell that was there, with its own attributes but those that tell of its old value.
    fn cell(&self, cell: &Cell, value: &NewValue) -> String {
        let tag = self.tag(&cell.at);
        let (kind, content) = self.content(value);
        let mut head = opened(tag.text);
        head.truncate(head.trim_end_matches('>').trim_end().len());
        // From the last to the first, so that the places of the others hold.
        let mut old: Vec<_> =
            tag.attributes().filter(|a| matches!(a.key, "t" | "cm" | "vm")).map(|a| a.whole).collect();
        old.reverse();
        old.into_iter().for_each(|place| head.replace_range(place, ""));
        let (before, after) = self.beside(cell);
        if before.is_empty() && content.is_empty() && after.is_empty() {
            return format!("{head}{kind}/>");
        }
        format!("{head}{kind}>{before}{content}{after}</{}>", tag.name())
    }

    /// What stands in a cell before its value, and behind it.
    fn beside(&self, cell: &Cell) -> (String, String) {
        let inner = cell.at.tag.end..cell.at.inner_end;
        let mut at = inner.start;
        let mut parts = Vec::new();
        for value in &cell.values {
            parts.push(self.xml.get(at..value.start).unwrap_or_default());
            at = value.end;
        }
        let rest = self.xml.get(at..inner.end.max(at)).unwrap_or_default();
        let before = parts.first().copied().unwrap_or_default().to_owned();
        (before, parts.get(1..).unwrap_or_default().concat() + rest)
    }

    /// The attribute that tells the kind of a value, and the elements that hold it.
    fn content(&self, value: &NewValue) -> (&'static str, String) {
        let prefix = &self.map.prefix;
        match value {
            NewValue::Text(value) if !value.is_empty() => {
                let value = text::written(value);
                let text = format!("<{prefix}t xml:space=\"preserve\">{value}</{prefix}t>");
                (" t=\"inlineStr\"", format!("<{prefix}is>{text}</{prefix}is>"))
            }
            NewValue::Number(x) => ("", format!("<{prefix}v>{}</{prefix}v>", number(*x))),
            NewValue::Text(_) | NewValue::Blank => ("", String::new()),
        }
    }

    /// The area that the sheet says it fills, if new cells lie beside it.
    fn dimension(&self, changes: &Changes<'_>) -> Option<Edit> {
        let (area, place) = self.map.dimension.clone()?;
        let new = changes.keys().filter(|(row, column)| self.map.cell(*row, *column).is_none());
        let wide = new.fold(area, |area, (row, column)| area.with(*row, *column));
        (wide != area).then(|| Edit { place, text: wide.name() })
    }
}

/// A start tag that ends nothing.
fn opened(tag: &str) -> String {
    match tag.strip_suffix("/>") {
        Some(tag) => format!("{}>", tag.trim_end()),
        None => tag.to_owned(),
    }
}

/// The tag of a row whose spans, if it has any, hold a column too.
fn spanned(tag: &str, column: u32) -> String {
    let Some(spans) = (Tag { text: tag }).find("spans") else { return tag.to_owned() };
    let pair =
        |text: &str| text.split_once(':').and_then(|(a, b)| Some((a.parse::<u32>().ok()?, b.parse::<u32>().ok()?)));
    let pairs: Vec<(u32, u32)> = spans.value.split_whitespace().filter_map(pair).collect();
    if pairs.is_empty() || pairs.iter().any(|(from, to)| (*from..=*to).contains(&column)) {
        return tag.to_owned();
    }
    let (from, to) = pairs.iter().fold((column, column), |(from, to), pair| (from.min(pair.0), to.max(pair.1)));
    let mut tag = tag.to_owned();
    tag.replace_range(spans.place, &format!("{from}:{to}"));
    tag
}

/// A number in as few digits as give it back.
fn number(x: f64) -> String {
    // Zero has a sign, and a cell shows it.
    let x = if x == 0.0 { 0.0 } else { x };
    if x != 0.0 && !(1e-5..1e17).contains(&x.abs()) { format!("{x:E}") } else { x.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for (x, text) in [(-0.0, "0"), (0.1, "0.1"), (2024.0, "2024"), (1e300, "1E300"), (-1.5e-9, "-1.5E-9")] {
            assert_eq!(number(x), text);
            assert_eq!(number(x).parse::<f64>(), Ok(x));
        }
    }

    #[test]
    fn spans_are_widened_only_if_they_must() {
        assert_eq!(spanned("<row r='1' spans='1:3 5:6' ht=\"2\">", 6), "<row r='1' spans='1:3 5:6' ht=\"2\">");
        assert_eq!(spanned("<row r='1' spans='2:3 5:6' ht=\"2\">", 4), "<row r='1' spans='2:6' ht=\"2\">");
        assert_eq!(spanned("<row r='1' spans='2:3'>", 7), "<row r='1' spans='2:7'>");
        assert_eq!(spanned("<row r='1'>", 7), "<row r='1'>");
    }
}
