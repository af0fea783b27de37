//! Texts at their years, in a lane for each code.
//!
//! It must lose no text: what has no year has a place of its own, and what is too many for dots is counted.

use super::Chart;
use super::axis::{Labels, Plot};
use super::page::{GAP, PAD, Page, WIDTH, empty, style};
use super::palette::{AXIS, GRID, INK, MAIN, MUTED};
use super::svg::{Anchor, Rect, stroke};
use super::text::{BODY, STRONG, widest, wrap};

/// How wide the names of lanes may be before they break.
const NAMES: f64 = 230.0;
/// The greatest dot.
const DOT: f64 = 11.0;
/// The smallest dot that can be seen on paper; beyond that there are columns.
const SMALLEST: f64 = 4.0;
/// More marks than this are columns too: the file would be great, and nobody counts dots by the thousand.
const MOST_DOTS: usize = 4000;
/// How high a lane may be.
const LANE: f64 = 110.0;
/// More slots than this become bands of years.
const MOST_SLOTS: i64 = 120;
/// Between the years and what has none.
const APART: f64 = 24.0;

/// A text in a lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Its lane, as a place in `Timeline::lanes`. A mark of a lane that is not there is left out.
    pub lane: usize,
    /// Its year; none if it has no date.
    pub year: Option<i32>,
    /// What is said when it is pointed at: `Luecking 2008`.
    pub name: String,
}

/// Texts over years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The names of lanes, from above to below.
    pub lanes: Vec<String>,
    /// The texts, once in each lane that they are in.
    pub marks: Vec<Mark>,
    /// What the place of texts without a year is called: `Undated`.
    pub undated: String,
}

/// A dot a text, stacked where a year has several; columns with their greatest count where dots would be too small.
pub fn timeline(chart: &Chart, timeline: &Timeline) -> String {
    let Some(cells) = Cells::new(timeline) else { return empty(chart) };
    let frame = Frame::new(chart, timeline, &cells);
    let shape = Shape::new(&cells, frame.slot);
    let mut page = Page::new(chart, WIDTH);
    page.axis_title(&chart.y);
    frame.head(chart, &mut page);
    let labels = Labels::fit(&cells.years(), frame.slot);
    let heights: Vec<f64> = (0..timeline.lanes.len()).map(|lane| frame.height(&cells, lane, shape)).collect();
    frame.guides(&mut page, &labels, &cells, heights.iter().sum());
    for (lane, height) in heights.iter().enumerate() {
        frame.lane(chart, &mut page, &cells, lane, *height);
        match shape {
            Shape::Dots { size, across } => frame.dots(timeline, &mut page, &cells, lane, (size, across)),
            Shape::Columns { .. } => frame.columns(chart, timeline, &mut page, &cells, lane, shape),
        }
    }
    frame.foot(&mut page, &labels);
    page.title_below(&chart.x, (frame.left, frame.slot * cells.slots as f64));
    page.finish(chart, &cells.said(chart, timeline))
}

/// The marks by lane and slot. A slot is a year, or a band of years where there are very many.
struct Cells {
    first: i64,
    band: i64,
    slots: usize,
    /// Marks by lane, then slot; those without a year stand behind the last slot.
    marks: Vec<Vec<Vec<usize>>>,
}

impl Cells {
    fn new(timeline: &Timeline) -> Option<Cells> {
        let known: Vec<&Mark> = timeline.marks.iter().filter(|mark| mark.lane < timeline.lanes.len()).collect();
        if known.is_empty() {
            return None;
        }
        let years = || known.iter().filter_map(|mark| mark.year).map(i64::from);
        let (first, last) = (years().min().unwrap_or(0), years().max().unwrap_or(0));
        let enough = |band: &i64| last.div_euclid(*band) - first.div_euclid(*band) < MOST_SLOTS;
        let band = [1, 2, 5, 10, 20, 50, 100, 1000, 10_000].into_iter().find(enough).unwrap_or(100_000_000);
        let slots = if years().next().is_none() { 0 } else { last.div_euclid(band) - first.div_euclid(band) + 1 };
        let slots = usize::try_from(slots).unwrap_or(0);
        let first = first.div_euclid(band) * band;
        let mut marks = vec![vec![Vec::new(); slots + 1]; timeline.lanes.len()];
        for (at, mark) in timeline.marks.iter().enumerate() {
            let slot = mark.year.map(|year| (i64::from(year) - first) / band);
            let slot = slot.and_then(|slot| usize::try_from(slot).ok()).unwrap_or(slots);
            if let Some(cell) = marks.get_mut(mark.lane).and_then(|lane| lane.get_mut(slot)) {
                cell.push(at);
            }
        }
        Some(Cells { first, band, slots, marks })
    }

    fn years(&self) -> Vec<String> {
        (0..self.slots).map(|slot| (self.first + slot as i64 * self.band).to_string()).collect()
    }

    /// What a slot is called: a year, or the first and last of its band.
    fn name(&self, slot: usize, timeline: &Timeline) -> String {
        let from = self.first + slot as i64 * self.band;
        match (slot < self.slots, self.band) {
            (false, _) => timeline.undated.clone(),
            (true, 1) => from.to_string(),
            (true, band) => format!("{from}–{}", from + band - 1),
        }
    }

    fn greatest(&self, lane: usize) -> usize {
        self.marks.get(lane).into_iter().flatten().map(Vec::len).max().unwrap_or(0)
    }

    fn greatest_of_all(&self) -> usize {
        (0..self.marks.len()).map(|lane| self.greatest(lane)).max().unwrap_or(0)
    }

    fn total(&self, lane: usize) -> u64 {
        self.marks.get(lane).into_iter().flatten().map(|cell| cell.len() as u64).sum()
    }

    fn has_undated(&self) -> bool {
        self.marks.iter().any(|lane| lane.get(self.slots).is_some_and(|cell| !cell.is_empty()))
    }

    fn said(&self, chart: &Chart, timeline: &Timeline) -> String {
        let lane = |(at, name): (usize, &String)| {
            let filled = self.marks[at].iter().enumerate().filter(|(_, cell)| !cell.is_empty());
            let counts = filled.map(|(slot, cell)| {
                format!("{} {}", self.name(slot, timeline), chart.numbers.count(cell.len() as u64))
            });
            format!("{name}: {}.", counts.collect::<Vec<_>>().join(", "))
        };
        timeline.lanes.iter().enumerate().map(lane).collect::<Vec<_>>().join(" ")
    }
}

/// How marks are shown.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// Dots of a size, so many beside each other.
    Dots { size: f64, across: usize },
    /// Columns, the greatest of all being of that count.
    Columns { greatest: usize },
}

impl Shape {
    /// The greatest dots that have room, or columns.
    fn new(cells: &Cells, slot: f64) -> Shape {
        let greatest = cells.greatest_of_all().max(1);
        let all: u64 = (0..cells.marks.len()).map(|lane| cells.total(lane)).sum();
        let mut best = (0.0, 1);
        for across in 1..=4_usize {
            let rows = greatest.div_ceil(across) as f64;
            let size = DOT.min(slot * 0.9 / across as f64).min(LANE / rows);
            if size > best.0 {
                best = (size, across);
            }
        }
        if best.0 < SMALLEST || all > MOST_DOTS as u64 || cells.band > 1 {
            return Shape::Columns { greatest };
        }
        Shape::Dots { size: best.0, across: best.1 }
    }

    /// How high so many marks stand.
    fn height(self, count: usize) -> f64 {
        match self {
            Shape::Dots { size, across } => count.div_ceil(across) as f64 * size,
            Shape::Columns { greatest } => count as f64 / greatest as f64 * (LANE - BODY.line()),
        }
    }
}

/// Where the lanes are.
struct Frame {
    names: Vec<Vec<String>>,
    undated: Vec<String>,
    undated_width: f64,
    total_width: f64,
    left: f64,
    slot: f64,
    slots: usize,
}

impl Frame {
    fn new(chart: &Chart, timeline: &Timeline, cells: &Cells) -> Frame {
        let names: Vec<Vec<String>> = timeline.lanes.iter().map(|name| wrap(name, BODY, NAMES, 5)).collect();
        let left = PAD + names.iter().map(|lines| widest(lines, BODY)).fold(0.0, f64::max) + GAP;
        let (undated, undated_width) = match cells.has_undated() {
            true => {
                let lines = wrap(&timeline.undated, BODY, 110.0, 4);
                let width = widest(&lines, BODY).max(50.0) + APART;
                (lines, width)
            }
            false => (Vec::new(), 0.0),
        };
        let total_width = if chart.total.is_empty() {
            0.0
        } else {
            let greatest = (0..cells.marks.len()).map(|lane| cells.total(lane)).max().unwrap_or(0);
            let head = wrap(&chart.total, STRONG, 110.0, 3);
            widest(&head, STRONG).max(STRONG.width(&chart.numbers.count(greatest))) + GAP
        };
        let room = WIDTH - PAD - left - undated_width - total_width;
        let slot = (room / cells.slots.max(1) as f64).min(80.0);
        Frame { names, undated, undated_width, total_width, left, slot, slots: cells.slots }
    }

    /// Where dated lanes end.
    fn right(&self) -> f64 {
        self.left + self.slot * self.slots as f64
    }

    /// The middle of a slot; behind the last one is the place of what has no year.
    fn middle(&self, slot: usize) -> f64 {
        if slot < self.slots {
            self.left + (slot as f64 + 0.5) * self.slot
        } else {
            self.right() + (APART + self.undated_width) / 2.0
        }
    }

    fn head(&self, chart: &Chart, page: &mut Page) {
        let head = wrap(&chart.total, STRONG, 110.0, 3);
        let x = self.right() + self.undated_width + self.total_width;
        page.canvas.lines(&head, (x, page.y), style(STRONG, Anchor::End, INK));
        page.y += STRONG.line() * head.len() as f64 + 4.0;
    }

    fn height(&self, cells: &Cells, lane: usize, shape: Shape) -> f64 {
        let words = BODY.line() * self.names.get(lane).map_or(0, Vec::len) as f64;
        let figure = if matches!(shape, Shape::Columns { .. }) { BODY.line() } else { 0.0 };
        (shape.height(cells.greatest(lane)) + figure).max(words).max(24.0) + 14.0
    }

    /// Lines through all lanes at the years that have labels.
    fn guides(&self, page: &mut Page, labels: &Labels, cells: &Cells, height: f64) {
        for slot in (0..cells.slots).filter(|slot| labels.shows(*slot)) {
            let x = self.middle(slot);
            page.canvas.line((x, page.y), (x, page.y + height), stroke(GRID, 1.0));
        }
    }

    /// A lane's name, ground line and total.
    fn lane(&self, chart: &Chart, page: &mut Page, cells: &Cells, lane: usize, height: f64) {
        let middle = page.y + height / 2.0 + 4.0;
        if let Some(lines) = self.names.get(lane) {
            page.canvas.centred(lines, (self.left - GAP, middle), style(BODY, Anchor::End, INK));
        }
        page.y += height;
        let end = self.right() + self.undated_width;
        page.canvas.line((self.left, page.y), (self.right(), page.y), stroke(AXIS, 1.0));
        if self.undated_width > APART {
            page.canvas.line((self.right() + APART, page.y), (end, page.y), stroke(AXIS, 1.0));
        }
        if self.total_width > 0.0 {
            let x = end + self.total_width;
            let figure = [chart.numbers.count(cells.total(lane))];
            page.canvas.centred(&figure, (x, middle), style(STRONG, Anchor::End, INK));
        }
    }

    fn dots(&self, timeline: &Timeline, page: &mut Page, cells: &Cells, lane: usize, (size, across): (f64, usize)) {
        for (slot, marks) in cells.marks[lane].iter().enumerate() {
            let beside = across.min(marks.len()) as f64;
            for (at, mark) in marks.iter().enumerate() {
                let x = self.middle(slot) + ((at % across) as f64 - (beside - 1.0) / 2.0) * size;
                let y = page.y - 2.0 - ((at / across) as f64 + 0.5) * size;
                let tip = format!("{} ({})", timeline.marks[*mark].name, cells.name(slot, timeline));
                page.canvas.circle((x, y), size * 0.44, MAIN, None, &tip);
            }
        }
    }

    fn columns(&self, chart: &Chart, timeline: &Timeline, page: &mut Page, cells: &Cells, lane: usize, shape: Shape) {
        let figure = |count: usize| chart.numbers.count(count as u64);
        let all = BODY.width(&figure(cells.greatest_of_all())) + 4.0 <= self.slot;
        // If not all counts have room, the greatest one of the lane stands for the scale.
        let peak = cells.marks[lane].iter().position(|marks| marks.len() == cells.greatest(lane));
        for (slot, marks) in cells.marks[lane].iter().enumerate().filter(|(_, marks)| !marks.is_empty()) {
            let (x, h) = (self.middle(slot), shape.height(marks.len()).max(1.0));
            let w = (self.slot * 0.8).clamp(1.0, 40.0);
            let tip = format!("{}, {}: {}", timeline.lanes[lane], cells.name(slot, timeline), figure(marks.len()));
            page.canvas.rect(Rect { x: x - w / 2.0, y: page.y - h, w, h }, MAIN, None, &tip);
            if all || Some(slot) == peak || slot == self.slots {
                page.plated(figure(marks.len()), (x, page.y - h - BODY.line() / 2.0), BODY, &tip);
            }
        }
    }

    /// The years, and the words for none.
    fn foot(&self, page: &mut Page, labels: &Labels) {
        page.y += 7.0;
        labels.draw(page, self.left, Plot::Above);
        let place = (self.middle(self.slots), page.y);
        page.canvas.lines(&self.undated, place, style(BODY, Anchor::Middle, MUTED));
        page.y += labels.height().max(BODY.line() * self.undated.len() as f64);
    }
}
