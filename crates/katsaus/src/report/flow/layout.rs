//! Where everything in the picture of a diagram stands: boxes and what leaves the column at them, arrows, bars,
//! headings, and what is said below. It must not draw.

use super::boxes::{Text, text};
use super::lanes::{ASIDE, Lane, MOST, Role, box_width, lanes};
use super::legend::{Sign, legend};
use super::rows::{INCLUDED, Rows, TOTAL};
use super::teller::Teller;
use crate::flow::{Diagram, Level};
use crate::report::chart::svg::Rect;
use crate::report::chart::text::{NOTE, STRONG, TITLE, clean, wrap};

/// The white around the picture.
pub(super) const PAD: f64 = 20.0;
/// How wide the bars on the left are.
const BAR: f64 = 36.0;
/// Between the bars and the columns.
const BESIDE_BAR: f64 = 16.0;
/// Between boxes that leave a column at one place.
const STACK: f64 = 14.0;
/// What stands before entries of the legend has so much room.
const SIGN: f64 = 30.0;

/// A point.
pub(super) type Point = (f64, f64);

/// What a plate is for, and so what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tint {
    /// The heading of the main column.
    Main,
    /// The heading of another column.
    Other,
    /// A bar on the left, with its word upright.
    Bar,
}

/// A rounded plate with words in its middle.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plate {
    /// Where it stands.
    pub(super) rect: Rect,
    /// Its words.
    pub(super) lines: Vec<String>,
    /// What it is for.
    pub(super) tint: Tint,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// Where it stands.
    pub(super) rect: Rect,
    /// What is written in it.
    pub(super) text: Text,
    /// Whether it is one that only some reviews have; the template shades those.
    pub(super) shaded: bool,
}

/// An entry below the picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Note {
    /// What stands before it.
    pub(super) sign: Sign,
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// Where its lines begin.
    pub(super) x: f64,
    /// The top of its first line.
    pub(super) y: f64,
}

/// A picture's parts and where they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// How wide the picture is.
    pub(super) width: f64,
    /// How high.
    pub(super) height: f64,
    /// The lines of its title, in the upper left corner.
    pub(super) title: Vec<String>,
    /// Headings and bars.
    pub(super) plates: Vec<Plate>,
    /// Boxes, in reading order.
    pub(super) boxes: Vec<Placed>,
    /// Arrows: where each begins, turns and ends.
    pub(super) arrows: Vec<Vec<Point>>,
    /// What is said below.
    pub(super) notes: Vec<Note>,
}

/// The layout of a diagram below a title, which may be empty.
pub(super) fn layout(diagram: &Diagram, title: &str) -> Layout {
    let teller = Teller::new(diagram);
    let wide = box_width(diagram);
    let left = if diagram.bars.is_empty() { PAD } else { PAD + BAR + BESIDE_BAR };
    let (lanes, next) = lanes(diagram, &teller, wide, left);
    let main = lanes.iter().find(|lane| lane.role == Role::Main).map_or(next, |lane| lane.x);
    let right = lanes.iter().map(|lane| lane.x + lane.width).fold(main + wide, f64::max);
    let included = text(&diagram.included, wide, &teller);
    let total = diagram.total.as_ref().map(|node| text(node, wide, &teller));

    let mut rows = Rows::default();
    for stop in lanes.iter().flat_map(|lane| &lane.stops) {
        rows.need(stop.row, stop.text.height.max(stacked(&stop.aside)));
    }
    rows.need(INCLUDED, included.height);
    if let Some(total) = &total {
        rows.need(TOTAL, total.height);
    }
    for (from, to, word) in &diagram.bars {
        rows.stretch(*from, *to, STRONG.width(&clean(word)) + 24.0);
    }

    let mut out = Layout { width: right + PAD, ..Layout::default() };
    let top = out.above(title, &lanes);
    let bottom = rows.place(top);
    out.bars(&diagram.bars, &rows);
    let mut ends = Vec::new();
    for lane in lanes {
        let role = lane.role;
        ends.extend(out.lane(lane, &rows, wide).map(|last| (role, last)));
    }
    let included = out.put(Rect { x: main, y: rows.top(INCLUDED), w: wide, h: included.height }, included, false);
    let total = total.map(|text| {
        let rect = Rect { x: main, y: rows.top(TOTAL), w: wide, h: text.height };
        out.put(rect, text, true)
    });
    out.arrows.extend(total.map(|total| vec![foot(included), head(total)]));
    for (role, last) in ends {
        out.lead(role, last, included, total);
    }
    out.below(bottom, legend(diagram, &teller));
    out
}

/// How high boxes are below one another.
fn stacked(texts: &[Text]) -> f64 {
    let boxes: f64 = texts.iter().map(|text| text.height).sum();
    boxes + STACK * texts.len().saturating_sub(1) as f64
}

/// Where an arrow leaves a box downwards.
fn foot(rect: Rect) -> Point {
    (rect.x + rect.w / 2.0, rect.y + rect.h)
}

/// Where an arrow comes to a box from above.
fn head(rect: Rect) -> Point {
    (rect.x + rect.w / 2.0, rect.y)
}

impl Layout {
    /// The title and the headings; tells where the rows begin.
    fn above(&mut self, title: &str, lanes: &[Lane]) -> f64 {
        let mut y = PAD;
        self.title = wrap(title, TITLE, self.width - 2.0 * PAD, MOST);
        if !self.title.is_empty() {
            y += TITLE.line() * self.title.len() as f64 + 14.0;
        }
        let most = lanes.iter().map(|lane| lane.heading.len()).max().unwrap_or(0);
        if most == 0 {
            return y;
        }
        let h = STRONG.line() * most as f64 + 16.0;
        for lane in lanes.iter().filter(|lane| !lane.heading.is_empty()) {
            let rect = Rect { x: lane.x, y, w: lane.width, h };
            let tint = if lane.role == Role::Main { Tint::Main } else { Tint::Other };
            self.plates.push(Plate { rect, lines: lane.heading.clone(), tint });
        }
        y + h + 16.0
    }

    fn bars(&mut self, bars: &[(Level, Level, String)], rows: &Rows) {
        for (from, to, word) in bars {
            if let Some((y, h)) = rows.span(*from, *to) {
                let rect = Rect { x: PAD, y, w: BAR, h };
                self.plates.push(Plate { rect, lines: vec![clean(word)], tint: Tint::Bar });
            }
        }
    }

    fn put(&mut self, rect: Rect, text: Text, shaded: bool) -> Rect {
        self.boxes.push(Placed { rect, text, shaded });
        rect
    }

    /// Places the boxes of a column; tells where the last one stands.
    fn lane(&mut self, lane: Lane, rows: &Rows, wide: f64) -> Option<Rect> {
        let shaded = lane.role != Role::Main;
        let mut last: Option<Rect> = None;
        for stop in lane.stops {
            let rect = Rect { x: lane.x, y: rows.top(stop.row), w: wide, h: stop.text.height };
            self.arrows.extend(last.map(|above| vec![foot(above), head(rect)]));
            self.put(rect, stop.text, shaded);
            self.asides(rect, stop.aside, shaded);
            last = Some(rect);
        }
        last
    }

    /// What leaves the column at a box. One arrow leads to the first, and others branch off it.
    fn asides(&mut self, from: Rect, aside: Vec<Text>, shaded: bool) {
        let (edge, x) = (from.x + from.w, from.x + from.w + ASIDE);
        let mut y = from.y;
        let mut branch: Option<Point> = None;
        for text in aside {
            let h = text.height;
            let middle = y + h.min(from.h) / 2.0;
            match branch {
                None => self.arrows.push(vec![(edge, middle), (x, middle)]),
                Some(from) => self.arrows.push(vec![from, (from.0, middle), (x, middle)]),
            }
            branch = branch.or(Some((edge + ASIDE / 2.0, middle)));
            self.put(Rect { x, y, w: from.w, h }, text, shaded);
            y += h + STACK;
        }
    }

    /// The arrow from a column's last box to what it leads to.
    fn lead(&mut self, role: Role, last: Rect, included: Rect, total: Option<Rect>) {
        let (x, bottom) = foot(last);
        let to = if role == Role::Previous { total.unwrap_or(included) } else { included };
        let middle = to.y + to.h / 2.0;
        let end = match role {
            Role::Main => {
                self.arrows.push(vec![(x, bottom), head(to)]);
                return;
            }
            Role::Previous => to.x,
            Role::Other => to.x + to.w,
        };
        self.arrows.push(vec![(x, bottom), (x, middle), (end, middle)]);
    }

    /// The legend and the footnotes, with which the picture ends.
    fn below(&mut self, bottom: f64, (entries, footnotes): (Vec<(Sign, String)>, Vec<String>)) {
        let mut y = bottom;
        if !entries.is_empty() {
            y += 18.0;
        }
        for (sign, said) in entries {
            y = self.note(sign, &said, y);
        }
        if !footnotes.is_empty() {
            y += if self.notes.is_empty() { 18.0 } else { 5.0 };
        }
        for footnote in footnotes {
            y = self.note(Sign::None, &footnote, y);
        }
        self.height = y + PAD;
    }

    fn note(&mut self, sign: Sign, said: &str, y: f64) -> f64 {
        let indent = if sign == Sign::None { 0.0 } else { SIGN };
        let lines = wrap(said, NOTE, self.width - 2.0 * PAD - indent, MOST);
        let next = y + NOTE.line() * lines.len() as f64 + 3.0;
        self.notes.push(Note { sign, lines, x: PAD + indent, y });
        next
    }
}
