//! Level bars: how many texts each category has, and what share of all that is.
//!
//! It must not sort: the order is the caller's.

use super::page::{GAP, PAD, Page, WIDTH, empty, style};
use super::palette::{AXIS, INK, MAIN};
use super::svg::{Anchor, Rect, stroke};
use super::text::{BODY, widest, wrap};
use super::{Chart, Numbers};

const BAR: f64 = 22.0;
const BETWEEN: f64 = 12.0;
/// How wide labels may be before they break.
const LABELS: f64 = 300.0;

/// Counts by category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// The categories and their counts, from above to below.
    pub rows: Vec<(String, u64)>,
    /// What shares are taken of: all texts. Without it there are no shares.
    pub of: u64,
}

impl Bars {
    /// The figures beside a bar: `68 (39.8%)`.
    fn figure(&self, count: u64, numbers: &Numbers) -> String {
        match self.of {
            0 => numbers.count(count),
            of => format!("{} ({})", numbers.count(count), numbers.share(count, of)),
        }
    }
}

/// A bar a category, its count and share beside it.
pub fn bars(chart: &Chart, bars: &Bars) -> String {
    let greatest = bars.rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if greatest == 0 {
        return empty(chart);
    }
    let figures: Vec<String> = bars.rows.iter().map(|(_, count)| bars.figure(*count, &chart.numbers)).collect();
    let labels: Vec<Vec<String>> = bars.rows.iter().map(|(label, _)| wrap(label, BODY, LABELS, 5)).collect();
    let left = PAD + labels.iter().map(|lines| widest(lines, BODY)).fold(0.0, f64::max) + GAP;
    let room = (WIDTH - PAD - left - 8.0 - widest(&figures, BODY)).max(120.0);
    let mut page = Page::new(chart, left + room + 8.0 + widest(&figures, BODY) + PAD);
    page.axis_title(&chart.y);
    let top = page.y;
    for (at, (label, count)) in bars.rows.iter().enumerate() {
        let high = (BODY.line() * labels[at].len() as f64).max(BAR) + BETWEEN;
        let middle = page.y + high / 2.0;
        let width = *count as f64 / greatest as f64 * room;
        page.canvas.centred(&labels[at], (left - GAP, middle), style(BODY, Anchor::End, INK));
        if *count > 0 {
            let rect = Rect { x: left, y: middle - BAR / 2.0, w: width.max(1.0), h: BAR };
            page.canvas.rect(rect, MAIN, None, &format!("{label}: {}", figures[at]));
        }
        page.canvas.centred(&figures[at..=at], (left + width + 8.0, middle), style(BODY, Anchor::Start, INK));
        page.y += high;
    }
    page.canvas.line((left, top), (left, page.y), stroke(AXIS, 1.0));
    page.title_below(&chart.x, (left, room));
    let said: Vec<String> =
        bars.rows.iter().zip(&figures).map(|((label, _), figure)| format!("{label}: {figure}.")).collect();
    page.finish(chart, &said.join(" "))
}
