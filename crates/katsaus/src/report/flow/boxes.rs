//! What is written in a box of a diagram: its lines broken to a width, numbers, marks and indents. It must not know
//! where the box stands.

use super::teller::{Teller, recorded};
use crate::flow::{Line, Node};
use crate::report::chart::text::{BODY, clean, wrap};

/// Between a box's edge and its text, at the sides.
pub(super) const SIDE: f64 = 10.0;
/// Between a box's edge and its text, above and below.
const ABOVE: f64 = 9.0;
/// Capitals leave room above them that a last line's foot does not.
const BELOW: f64 = 8.0;
/// How much further right lines stand that have a head above them.
const UNDER_HEAD: f64 = 12.0;
/// How much further right a part stands than what it is a part of.
const UNDER_LINE: f64 = 14.0;
/// How much further right a line goes on that did not end in time.
const HANG: f64 = 10.0;
/// Letters of a label that are drawn; the table below the picture has them all.
const LONGEST: usize = 240;
/// No label of `LONGEST` letters has so many lines.
const MOST: usize = 120;

/// Text that begins on a line of its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// Where it begins, from the box's left edge.
    pub(super) x: f64,
    /// How much further right its lines stand after the first.
    pub(super) hang: f64,
    /// Where its first line's top is, from the box's top.
    pub(super) y: f64,
    /// Whether it is written slanting, as what is not recorded is.
    pub(super) slanted: bool,
    /// The mark that its last line ends with; empty for none.
    pub(super) mark: String,
}

/// All that is written in a box.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text {
    /// Its paragraphs, from above to below.
    pub(super) paragraphs: Vec<Paragraph>,
    /// How high the box has to be for it.
    pub(super) height: f64,
    /// Whether a number of it is not recorded.
    pub(super) dashed: bool,
    /// What the box says when pointed at: where its numbers come from.
    pub(super) tip: String,
}

/// The text of a box of a width.
pub(super) fn text(node: &Node, width: f64, teller: &Teller) -> Text {
    let room = width - 2.0 * SIDE;
    let mut paragraphs = Vec::new();
    let mut y = ABOVE;
    let has_head = !node.head.trim().is_empty();
    // As the template has it: a number stands below what it is of, except in lists.
    let below = !has_head && !node.lines.iter().any(|line| line.is_part);
    if has_head {
        let lines = wrap(&short(&node.head), BODY, room, MOST);
        let height = BODY.line() * lines.len() as f64;
        paragraphs.push(Paragraph { lines, x: SIDE, hang: 0.0, y, slanted: false, mark: String::new() });
        y += height + 3.0;
    }
    for (at, line) in node.lines.iter().enumerate() {
        if at > 0 {
            y += if below { 7.0 } else { 3.0 };
        }
        let under_head = if has_head { UNDER_HEAD } else { 0.0 };
        let indent = under_head + if line.is_part { UNDER_LINE } else { 0.0 };
        let paragraph = paragraph(line, indent, y, (room - indent, below), teller);
        y += BODY.line() * paragraph.lines.len() as f64;
        paragraphs.push(paragraph);
    }
    let dashed = node.lines.iter().any(|line| recorded(&line.number).is_none());
    Text { paragraphs, height: y + BELOW, dashed, tip: tip(node, teller) }
}

fn paragraph(line: &Line, indent: f64, y: f64, (room, below): (f64, bool), teller: &Teller) -> Paragraph {
    let mark = teller.mark(&line.number);
    let (label, number) = (short(&line.label), format!("{}{mark}", teller.shown(&line.number)));
    let lines = if below {
        let mut lines = wrap(&label, BODY, room, MOST);
        lines.extend(wrap(&number, BODY, room, MOST));
        lines
    } else {
        let whole = format!("{label} {number}");
        let lines = wrap(&whole, BODY, room, MOST);
        if lines.len() > 1 { wrap(&whole, BODY, room - HANG, MOST) } else { lines }
    };
    let hang = if below { 0.0 } else { HANG };
    Paragraph { lines, x: SIDE + indent, hang, y, slanted: recorded(&line.number).is_none(), mark }
}

/// A label as long as a picture has room for: were it cut later, its number would be lost.
fn short(label: &str) -> String {
    let label = clean(label);
    match label.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", label.get(..at).unwrap_or_default().trim_end()),
        None => label,
    }
}

fn tip(node: &Node, teller: &Teller) -> String {
    let said = |line: &Line| match teller.count(&line.number) {
        Some(count) => format!("{}: {count}, {}", line.label, teller.standing(&line.number)),
        None => format!("{}: {}", line.label, teller.words.not_recorded),
    };
    let lines = node.lines.iter().map(said).collect::<Vec<_>>().join("; ");
    format!("{} {lines}", node.head).trim().to_owned()
}
