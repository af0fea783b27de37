//! A map of evidence: counts as shades of one colour, with the figure in each cell.
//!
//! It must not let a gap pass for a small count.

use super::grid::{Grid, Wish, tip, widest_count};
use super::page::{Page, Swatch, empty, style};
use super::palette::{shade, text_on};
use super::svg::{Anchor, Rect};
use super::text::BODY;
use super::{Chart, Table};

/// The white around a cell.
const SEAM: f64 = 1.0;

/// Rows by columns of the table, and totals where `chart.total` names them.
pub fn heat(chart: &Chart, table: &Table) -> String {
    let greatest = table.greatest();
    if greatest == 0 {
        return empty(chart);
    }
    let wish = Wish { least_width: (widest_count(chart, table) + 12.0).max(42.0), height: 36.0, names_below: false };
    let (mut grid, mut page) = Grid::new(chart, table, wish);
    let has_gap = (0..table.rows.len()).any(|row| (0..table.columns.len()).any(|column| table.at(row, column) == 0));
    if has_gap {
        page.key(&[(Swatch::Hatch, chart.gap.clone())]);
    }
    grid.head(chart, &mut page);
    for row in 0..table.rows.len() {
        for column in 0..table.columns.len() {
            let count = table.at(row, column);
            let tip = tip(chart, (&table.rows[row], &table.columns[column]), count);
            let fill = shade(count, greatest);
            cell(&mut page, chart, grid.cell(row, column), (count, &fill), &tip);
        }
    }
    grid.foot(chart, &mut page);
    page.finish(chart, &table.said(&chart.numbers))
}

/// A cell with its count: shaded, or hatched if it is a gap.
pub(super) fn cell(page: &mut Page, chart: &Chart, place: Rect, (count, fill): (u64, &str), tip: &str) {
    let inner = Rect { x: place.x + SEAM, y: place.y + SEAM, w: place.w - 2.0 * SEAM, h: place.h - 2.0 * SEAM };
    let middle = (place.x + place.w / 2.0, place.y + place.h / 2.0);
    let figure = chart.numbers.count(count);
    if count == 0 {
        page.gap(inner, tip);
        page.plated(figure, middle, BODY, tip);
        return;
    }
    page.canvas.rect(inner, fill, None, tip);
    page.canvas.centred(&[figure], middle, style(BODY, Anchor::Middle, text_on(fill)));
}
