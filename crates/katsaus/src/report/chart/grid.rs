//! Rows and columns with their names and totals, for evidence maps: where each cell is.
//!
//! It must not know how a cell shows its count.

use super::axis::{Labels, Plot};
use super::page::{GAP, PAD, Page, WIDTH, style};
use super::palette::{AXIS, INK, MUTED};
use super::svg::{Anchor, Rect, stroke};
use super::text::{BODY, STRONG, widest, wrap};
use super::{Chart, Table, Totals};

/// How wide the names of rows may be before they break: as wide as leaves the names of columns whole.
const NAMES: [f64; 3] = [280.0, 220.0, 180.0];
/// No cell is wider: a table of one column would be a wall.
const WIDEST: f64 = 170.0;
/// With more columns, narrower names of rows would not help the columns' own.
const MANY: usize = 8;
/// How wide the head of the totals may be.
const TOTAL: f64 = 110.0;

/// What a kind of map wants of its cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// How narrow a cell may be.
    pub(super) least_width: f64,
    /// How high a cell is at least.
    pub(super) height: f64,
    /// Whether the names of columns stand below the cells.
    pub(super) names_below: bool,
}

/// Where everything is.
#[derive(Debug)]
pub(super) struct Grid {
    names: Vec<Vec<String>>,
    totals: Option<Totals>,
    total_head: Vec<String>,
    total_width: f64,
    columns: Labels,
    heights: Vec<f64>,
    left: f64,
    top: f64,
    cell: f64,
    names_below: bool,
}

impl Grid {
    /// Makes a page with a title, and room for the cells.
    pub(super) fn new(chart: &Chart, table: &Table, wish: Wish) -> (Grid, Page) {
        let totals = (!chart.total.is_empty() && !wish.names_below).then(|| table.totals());
        let (total_head, total_width) = total_room(chart, totals.as_ref());
        let laid = |most: f64| {
            let names: Vec<Vec<String>> = table.rows.iter().map(|row| wrap(row, BODY, most, 5)).collect();
            // The name of the row of totals stands among the names of rows.
            let width = names.iter().map(|lines| widest(lines, BODY)).fold(widest(&total_head, STRONG), f64::max);
            let left = PAD + width + GAP;
            let room = WIDTH - PAD - left - total_width;
            (names, left, (room / table.columns.len().max(1) as f64).min(WIDEST).max(wish.least_width))
        };
        let (names, left, cell) = NAMES
            .into_iter()
            .map(laid)
            .find(|(_, _, cell)| Labels::are_whole(&table.columns, *cell))
            .unwrap_or_else(|| laid(if table.columns.len() > MANY { NAMES[0] } else { NAMES[2] }));
        let heights = names.iter().map(|lines| (BODY.line() * lines.len() as f64 + 8.0).max(wish.height)).collect();
        let columns = Labels::fit(&table.columns, cell);
        let width = left + cell * table.columns.len() as f64 + total_width + PAD;
        let names_below = wish.names_below;
        let page = Page::new(chart, width);
        let grid = Grid { names, totals, total_head, total_width, columns, heights, left, top: 0.0, cell, names_below };
        (grid, page)
    }

    /// Draws names and titles above and beside the cells, and settles where the cells are.
    pub(super) fn head(&mut self, chart: &Chart, page: &mut Page) {
        if self.names_below {
            self.top = page.y;
        } else {
            self.titles_above(chart, page);
            page.y += self.columns.height().max(BODY.line() * self.total_head.len() as f64);
            self.columns.draw(page, self.left, Plot::Below);
            self.top = page.y + 8.0;
        }
        let mut y = self.top;
        for (lines, height) in self.names.iter().zip(&self.heights) {
            page.canvas.centred(lines, (self.left - GAP, y + height / 2.0), style(BODY, Anchor::End, INK));
            y += height;
        }
        page.y = y;
    }

    /// The titles of columns and rows, on one line where they have room.
    fn titles_above(&self, chart: &Chart, page: &mut Page) {
        let over_columns = wrap(&chart.x, BODY, page.width - PAD - self.left, 3);
        let over_rows = wrap(&chart.y, BODY, self.left - PAD - GAP, 3);
        let lines = over_columns.len().max(over_rows.len()) as f64;
        page.canvas.lines(&over_columns, (self.left, page.y), style(BODY, Anchor::Start, MUTED));
        page.canvas.lines(&over_rows, (PAD, page.y), style(BODY, Anchor::Start, MUTED));
        if lines > 0.0 {
            page.y += lines * BODY.line() + 8.0;
        }
    }

    /// The place of a cell.
    pub(super) fn cell(&self, row: usize, column: usize) -> Rect {
        let above: f64 = self.heights.iter().take(row).sum();
        let h = self.heights.get(row).copied().unwrap_or(0.0);
        Rect { x: self.left + column as f64 * self.cell, y: self.top + above, w: self.cell, h }
    }

    /// Draws what comes after the cells: totals, or the names of columns where they stand below.
    pub(super) fn foot(&self, chart: &Chart, page: &mut Page) {
        if let Some(totals) = &self.totals {
            self.draw_totals(chart, totals, page);
        }
        if self.names_below {
            page.y += 8.0;
            self.columns.draw(page, self.left, Plot::Above);
            page.y += self.columns.height();
            page.title_below(&chart.x, (self.left, self.width()));
        }
    }

    /// The width of all cells.
    pub(super) fn width(&self) -> f64 {
        self.cell * self.columns.len() as f64
    }

    fn draw_totals(&self, chart: &Chart, totals: &Totals, page: &mut Page) {
        let right = self.left + self.width();
        let middle = right + self.total_width / 2.0 + GAP / 2.0;
        let figure = |count: Option<&u64>| vec![chart.numbers.count(count.copied().unwrap_or(0))];
        let bold = style(STRONG, Anchor::Middle, INK);
        let head = self.top - 8.0 - STRONG.line() * self.total_head.len() as f64;
        page.canvas.lines(&self.total_head, (middle, head), bold);
        for row in 0..self.heights.len() {
            let cell = self.cell(row, 0);
            page.canvas.centred(&figure(totals.rows.get(row)), (middle, cell.y + cell.h / 2.0), bold);
        }
        let high = STRONG.line() * self.total_head.len() as f64 + 14.0;
        let y = page.y + 4.0 + high / 2.0;
        page.canvas.line((self.left, page.y + 4.0), (right + self.total_width, page.y + 4.0), stroke(AXIS, 1.0));
        page.canvas.centred(&self.total_head, (self.left - GAP, y), style(STRONG, Anchor::End, INK));
        for column in 0..self.columns.len() {
            let x = self.left + (column as f64 + 0.5) * self.cell;
            page.canvas.centred(&figure(totals.columns.get(column)), (x, y), bold);
        }
        page.canvas.centred(&figure(Some(&totals.all)), (middle, y), bold);
        page.y += 4.0 + high;
    }
}

/// The head of the totals in lines, and how wide their column is.
fn total_room(chart: &Chart, totals: Option<&Totals>) -> (Vec<String>, f64) {
    let Some(totals) = totals else { return (Vec::new(), 0.0) };
    let head = wrap(&chart.total, STRONG, TOTAL, 3);
    let counts = totals.rows.iter().chain([&totals.all]);
    let figures: Vec<String> = counts.map(|count| chart.numbers.count(*count)).collect();
    let width = widest(&head, STRONG).max(widest(&figures, STRONG)) + 2.0 * GAP;
    (head, width)
}

/// How wide the widest count of a table is, totals with it.
pub(super) fn widest_count(chart: &Chart, table: &Table) -> f64 {
    let totals = table.totals();
    let greatest = totals.columns.iter().copied().max().unwrap_or(0).max(table.greatest());
    STRONG.width(&chart.numbers.count(greatest))
}

/// What is said of a cell that is pointed at.
pub(super) fn tip(chart: &Chart, (row, column): (&str, &str), count: u64) -> String {
    format!("{row}, {column}: {}", chart.numbers.count(count))
}
