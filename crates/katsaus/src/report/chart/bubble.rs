//! A map of evidence: counts as the areas of bubbles.
//!
//! It must not scale radii: eyes compare areas.

use super::grid::{Grid, Wish, tip, widest_count};
use super::page::{Page, Swatch, empty, style};
use super::palette::{GRID, INK, MAIN, text_on};
use super::svg::{Anchor, Rect, stroke};
use super::text::BODY;
use super::{Chart, Table};

/// How high a cell is, and how wide at least.
const CELL: f64 = 72.0;
/// How wide cells are at least where there are many.
const NARROW: f64 = 48.0;

/// Rows by columns of the table, and totals where `chart.total` names them. A count has its figure in its bubble or, if
/// that is small, beneath it; a gap is a dotted ring.
pub fn bubble(chart: &Chart, table: &Table) -> String {
    let greatest = table.greatest();
    if greatest == 0 {
        return empty(chart);
    }
    let many = table.columns.len() > 8 || table.rows.len() > 12;
    let least = (widest_count(chart, table) + 10.0).max(if many { NARROW } else { CELL });
    let wish = Wish { least_width: least, height: if many { 56.0 } else { CELL }, names_below: false };
    let (mut grid, mut page) = Grid::new(chart, table, wish);
    let has_gap = (0..table.rows.len()).any(|row| (0..table.columns.len()).any(|column| table.at(row, column) == 0));
    if has_gap {
        page.key(&[(Swatch::Ring, chart.gap.clone())]);
    }
    grid.head(chart, &mut page);
    let room =
        (0..table.rows.len()).map(|row| grid.cell(row, 0)).fold(f64::MAX, |room, cell| room.min(cell.h).min(cell.w));
    let radius = |count: u64| (room / 2.0 - 3.0) * (count as f64 / greatest as f64).sqrt();
    lines(&mut page, &grid, table);
    for row in 0..table.rows.len() {
        for column in 0..table.columns.len() {
            let count = table.at(row, column);
            let tip = tip(chart, (&table.rows[row], &table.columns[column]), count);
            draw(&mut page, chart, grid.cell(row, column), (count, radius(count)), &tip);
        }
    }
    grid.foot(chart, &mut page);
    page.finish(chart, &table.said(&chart.numbers))
}

/// Lines between the cells, for the eye to follow.
fn lines(page: &mut Page, grid: &Grid, table: &Table) {
    let (rows, columns) = (table.rows.len(), table.columns.len());
    let (first, last) = (grid.cell(0, 0), grid.cell(rows - 1, columns - 1));
    let (right, bottom) = (last.x + last.w, last.y + last.h);
    for row in 0..=rows {
        let y = if row < rows { grid.cell(row, 0).y } else { bottom };
        page.canvas.line((first.x, y), (right, y), stroke(GRID, 1.0));
    }
    for column in 0..=columns {
        let x = first.x + column as f64 * first.w;
        page.canvas.line((x, first.y), (x, bottom), stroke(GRID, 1.0));
    }
}

fn draw(page: &mut Page, chart: &Chart, cell: Rect, (count, radius): (u64, f64), tip: &str) {
    let middle = (cell.x + cell.w / 2.0, cell.y + cell.h / 2.0);
    if count == 0 {
        return page.ring(middle, tip);
    }
    let figure = [chart.numbers.count(count)];
    // As wide as figures of so many digits get: a 47 is not inside where a 48 is not.
    let width = BODY.width("0") * figure[0].chars().count() as f64;
    let inside = (width / 2.0 + 1.5).hypot(BODY.size * 0.36) <= radius;
    if inside {
        page.canvas.circle(middle, radius, MAIN, None, tip);
        page.canvas.centred(&figure, middle, style(BODY, Anchor::Middle, text_on(MAIN)));
        return;
    }
    // Bubble and figure stand in the middle together.
    let up = BODY.size * 0.55;
    page.canvas.circle((middle.0, middle.1 - up), radius, MAIN, None, tip);
    let under = (middle.0, middle.1 - up + radius + BODY.size * 0.75);
    page.canvas.centred(&figure, under, style(BODY, Anchor::Middle, INK));
}
