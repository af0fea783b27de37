//! What all charts have around them: title, key and note, and the words for no data.
//!
//! It must not know about any kind of chart.

use super::Chart;
use super::palette::{AXIS, HATCH, INK, MUTED, WHITE, outline};
use super::svg::{Anchor, Canvas, Rect, Stroke, Style, stroke};
use super::text::{BODY, Face, NOTE, TITLE, widest, wrap};

/// How wide a chart is unless it needs more.
pub(super) const WIDTH: f64 = 900.0;
/// The white around it.
pub(super) const PAD: f64 = 24.0;
/// Between a label and what it is a label of.
pub(super) const GAP: f64 = 10.0;

const SIDE: f64 = 15.0;
const BETWEEN_KEYS: f64 = 24.0;

/// What stands before an entry of the key.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Swatch {
    /// A square of a colour.
    Fill(String),
    /// A hatched square.
    Hatch,
    /// A dotted ring.
    Ring,
}

/// A chart while it is drawn, from above to below.
#[derive(Debug)]
pub(super) struct Page {
    /// What is drawn.
    pub(super) canvas: Canvas,
    /// How wide it is.
    pub(super) width: f64,
    /// Where what comes next begins.
    pub(super) y: f64,
}

/// Plain text of a colour, held at a point.
pub(super) fn style(face: Face, anchor: Anchor, fill: &str) -> Style<'_> {
    Style { face, anchor, fill }
}

impl Page {
    /// A page with the chart's title.
    pub(super) fn new(chart: &Chart, width: f64) -> Page {
        let mut page = Page { canvas: Canvas::default(), width: width.max(WIDTH), y: PAD };
        page.paragraph(&chart.title, TITLE, INK);
        if page.y > PAD {
            page.y += 12.0;
        }
        page
    }

    /// How wide text may be.
    pub(super) fn room(&self) -> f64 {
        self.width - 2.0 * PAD
    }

    /// Text from edge to edge.
    pub(super) fn paragraph(&mut self, text: &str, face: Face, fill: &str) {
        let lines = wrap(text, face, self.room(), 12);
        self.canvas.lines(&lines, (PAD, self.y), style(face, Anchor::Start, fill));
        self.y += face.line() * lines.len() as f64;
    }

    /// The title of an upright axis. It lies above the axis: nobody reads sideways gladly.
    pub(super) fn axis_title(&mut self, text: &str) {
        let before = self.y;
        self.paragraph(text, BODY, MUTED);
        if self.y > before {
            self.y += 10.0;
        }
    }

    /// The title of a level axis, under its middle.
    pub(super) fn title_below(&mut self, text: &str, (left, width): (f64, f64)) {
        let lines = wrap(text, BODY, width.max(200.0), 4);
        let half = widest(&lines, BODY) / 2.0;
        let middle = (left + width / 2.0).max(PAD + half).min(self.width - PAD - half);
        if !lines.is_empty() {
            self.y += 6.0;
        }
        self.canvas.lines(&lines, (middle, self.y), style(BODY, Anchor::Middle, MUTED));
        self.y += BODY.line() * lines.len() as f64;
    }

    /// The key: entries side by side, in as many rows as they need. Entries without words are left out.
    pub(super) fn key(&mut self, entries: &[(Swatch, String)]) {
        let (mut x, mut tallest, before) = (PAD, 0.0_f64, self.y);
        for (swatch, text) in entries {
            let lines = wrap(text, BODY, (self.room() - SIDE - 8.0).min(400.0), 5);
            let width = SIDE + 8.0 + widest(&lines, BODY);
            if lines.is_empty() {
                continue;
            }
            if x > PAD && x + width > self.width - PAD {
                self.y += tallest;
                (x, tallest) = (PAD, 0.0);
            }
            self.swatch(swatch, x);
            self.canvas.lines(&lines, (x + SIDE + 8.0, self.y), style(BODY, Anchor::Start, INK));
            tallest = tallest.max(BODY.line() * lines.len() as f64 + 4.0);
            x += width + BETWEEN_KEYS;
        }
        self.y += tallest;
        if self.y > before {
            self.y += 10.0;
        }
    }

    fn swatch(&mut self, swatch: &Swatch, x: f64) {
        let rect = Rect { x, y: self.y + (BODY.line() - SIDE) / 2.0, w: SIDE, h: SIDE };
        match swatch {
            Swatch::Fill(fill) => {
                self.canvas.rect(rect, fill, outline(fill).map(|colour| stroke(colour, 0.8)), "");
            }
            Swatch::Hatch => self.gap(rect, ""),
            Swatch::Ring => self.ring((x + SIDE / 2.0, self.y + BODY.line() / 2.0), ""),
        }
    }

    /// A cell in which there is nothing: hatched, so that nobody takes it for a small count.
    pub(super) fn gap(&mut self, rect: Rect, tip: &str) {
        self.canvas.rect(rect, WHITE, Some(stroke(HATCH, 1.0)), tip);
        self.canvas.hatch(rect, HATCH);
    }

    /// A figure on a plate of white, so that no line behind it crosses it out.
    pub(super) fn plated(&mut self, figure: String, (x, y): (f64, f64), face: Face, tip: &str) {
        let half = (face.width(&figure) / 2.0 + 3.0, face.size / 2.0 + 1.0);
        let plate = Rect { x: x - half.0, y: y - half.1, w: 2.0 * half.0, h: 2.0 * half.1 };
        self.canvas.rect(plate, WHITE, None, tip);
        self.canvas.centred(&[figure], (x, y), style(face, Anchor::Middle, INK));
    }

    /// A place in which there is nothing: a dotted ring.
    pub(super) fn ring(&mut self, middle: (f64, f64), tip: &str) {
        let dots = Stroke { colour: AXIS, width: 1.8, dotted: true };
        self.canvas.circle(middle, 6.0, WHITE, Some(dots), tip);
    }

    /// The note, and the picture as SVG. `said` tells the figures in words, for those who do not see it.
    pub(super) fn finish(mut self, chart: &Chart, said: &str) -> String {
        if !chart.note.trim().is_empty() {
            self.y += 14.0;
            self.paragraph(&chart.note, NOTE, MUTED);
        }
        let said = format!("{} {said}", chart.note);
        self.canvas.finish(chart, (self.width, self.y + PAD), &said)
    }
}

/// A chart of nothing, which says so.
pub(super) fn empty(chart: &Chart) -> String {
    let mut page = Page::new(chart, WIDTH);
    let lines = wrap(&chart.empty, BODY, page.room() - 40.0, 8);
    let height = (BODY.line() * lines.len() as f64 + 48.0).max(120.0);
    let frame = Rect { x: PAD, y: page.y, w: page.room(), h: height };
    page.canvas.rect(frame, WHITE, Some(stroke(HATCH, 1.0)), "");
    let middle = (page.width / 2.0, page.y + height / 2.0);
    page.canvas.centred(&lines, middle, style(BODY, Anchor::Middle, MUTED));
    page.y += height;
    page.finish(chart, &chart.empty)
}
