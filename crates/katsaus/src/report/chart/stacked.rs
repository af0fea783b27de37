//! Stacked columns: how many texts each year, by code.
//!
//! It must not leave a count out: what has no room for a figure has one to be pointed at.

use super::axis::{Labels, Plot, Values};
use super::page::{PAD, Page, Swatch, WIDTH, empty, style};
use super::palette::{MOST, OTHERS, category, is_colour, outline, text_on};
use super::svg::{Anchor, Rect, stroke};
use super::text::{BODY, STRONG};
use super::{Chart, Table, sum};

/// How high the plot is.
const HEIGHT: f64 = 340.0;
/// The white between parts of a column, which keeps them apart in grey print.
const SEAM: f64 = 1.2;
/// No column is wider: one alone would be a wall.
const WIDEST: f64 = 110.0;

/// A column a row of the table, its parts the columns of the table, the first one lowest. Rows are to hold every year:
/// one that is not there leaves no hole. Where there are more than eight codes, the seven greatest keep colours of
/// their own and the rest are put together.
pub fn stacked(chart: &Chart, table: &Table) -> String {
    if table.greatest() == 0 {
        return empty(chart);
    }
    let parts = grouped(table, &chart.others);
    let rows = parts.table.rows.len();
    let tallest = (0..rows).map(|row| parts.table.row_sum(row)).max().unwrap_or(0);
    let axis = Values::new(tallest, 6, &chart.numbers);
    let left = PAD + axis.room();
    let width = (rows as f64 * Labels::least_slot(&parts.table.rows)).max(WIDTH - PAD - left);
    let mut page = Page::new(chart, left + width + PAD);
    page.key(&parts.key());
    page.axis_title(&chart.y);
    // Half of the highest tick's label, and the total of a column that reaches the top.
    page.y += if parts.has_totals(chart, width / rows as f64) { STRONG.line() } else { BODY.line() / 2.0 };
    let plot = Rect { x: left, y: page.y, w: width, h: HEIGHT };
    axis.draw(&mut page, plot);
    columns(&mut page, chart, &parts, &axis, plot);
    page.y += HEIGHT + 8.0;
    let labels = Labels::fit(&parts.table.rows, width / rows as f64);
    labels.draw(&mut page, left, Plot::Above);
    page.y += labels.height();
    page.title_below(&chart.x, (left, width));
    page.finish(chart, &table.said(&chart.numbers))
}

/// A table of no more columns than there are colours.
struct Parts {
    table: Table,
    fills: Vec<String>,
}

impl Parts {
    /// Whether columns have their totals above them: if they are wanted and all have room.
    fn has_totals(&self, chart: &Chart, slot: f64) -> bool {
        let fits = |row| STRONG.width(&chart.numbers.count(self.table.row_sum(row))) <= slot - 3.0;
        !chart.total.is_empty() && (0..self.table.rows.len()).all(fits)
    }

    fn key(&self) -> Vec<(Swatch, String)> {
        let swatch = |fill: &String| Swatch::Fill(fill.clone());
        self.fills.iter().map(swatch).zip(self.table.columns.iter().cloned()).collect()
    }
}

fn grouped(table: &Table, others: &str) -> Parts {
    let codes = table.columns.len();
    if codes <= MOST {
        return Parts { table: table.clone(), fills: (0..codes).map(|code| fill(table, code, code)).collect() };
    }
    let mut order: Vec<usize> = (0..codes).collect();
    order.sort_by_key(|code| std::cmp::Reverse(table.column_sum(*code)));
    let (kept, rest) = order.split_at(MOST - 1);
    let mut kept = kept.to_vec();
    kept.sort_unstable();
    let counts = |row: usize| {
        let others = sum(rest.iter().map(|code| table.at(row, *code)));
        kept.iter().map(|code| table.at(row, *code)).chain([others]).collect()
    };
    let table = Table {
        rows: table.rows.clone(),
        columns: kept.iter().map(|code| table.columns[*code].clone()).chain([others.to_owned()]).collect(),
        counts: (0..table.rows.len()).map(counts).collect(),
        colours: kept.iter().map(|code| table.colours.get(*code).cloned().unwrap_or_default()).collect(),
        totals: None,
    };
    let fills = (0..kept.len()).map(|at| fill(&table, at, at)).chain([OTHERS.to_owned()]).collect();
    Parts { table, fills }
}

/// The colour that was chosen for a column, else one of the palette.
fn fill(table: &Table, column: usize, at: usize) -> String {
    let chosen = table.colours.get(column).filter(|colour| is_colour(colour));
    chosen.cloned().unwrap_or_else(|| category(at).to_owned())
}

fn columns(page: &mut Page, chart: &Chart, parts: &Parts, axis: &Values, plot: Rect) {
    let rows = parts.table.rows.len();
    let slot = plot.w / rows as f64;
    let width = (slot * 0.8).min(WIDEST);
    let figure = |count| chart.numbers.count(count);
    let fits = |count: u64, room: f64| BODY.width(&figure(count)) <= room;
    // Figures stand in all columns or in none: figures in some would look like a choice.
    let above = parts.has_totals(chart, slot);
    // A column of one part has its figure above it already.
    let inside = fits(parts.table.greatest(), width - 2.0) && !(above && parts.fills.len() == 1);
    for row in 0..rows {
        let middle = plot.x + (row as f64 + 0.5) * slot;
        let mut base = 0_u64;
        for (column, fill) in parts.fills.iter().enumerate() {
            let count = parts.table.at(row, column);
            if count == 0 {
                continue;
            }
            let foot = plot.y + plot.h - axis.height(base, plot.h);
            base = base.saturating_add(count);
            let head = plot.y + plot.h - axis.height(base, plot.h);
            let tip = format!("{}, {}: {}", parts.table.rows[row], parts.table.columns[column], figure(count));
            let rect = Rect { x: middle - width / 2.0, y: head, w: width, h: foot - head };
            part(page, rect, fill, &tip);
            if inside && rect.h >= BODY.size * 1.3 {
                let at = (middle, head + rect.h / 2.0);
                page.canvas.centred(&[figure(count)], at, style(BODY, Anchor::Middle, text_on(fill)));
            }
        }
        if above && base > 0 {
            let at = (middle, plot.y + plot.h - axis.height(base, plot.h) - STRONG.line() / 2.0);
            let tip = format!("{}: {}", parts.table.rows[row], figure(base));
            page.plated(figure(base), at, STRONG, &tip);
        }
    }
}

/// A part of a column, with white above it where it is high enough to spare some.
fn part(page: &mut Page, rect: Rect, fill: &str, tip: &str) {
    let seam = if rect.h > 3.0 * SEAM { SEAM } else { 0.0 };
    let rect = Rect { y: rect.y + seam / 2.0, h: rect.h - seam, ..rect };
    page.canvas.rect(rect, fill, outline(fill).map(|colour| stroke(colour, 0.8)), tip);
}
