//! A laid-out diagram as SVG, with attributes alone, as charts are. It must not decide where anything stands, and must
//! let no text through unescaped.

use super::boxes::Paragraph;
use super::layout::{Layout, Note, PAD, Placed, Plate, Point, Tint, layout};
use super::legend::Sign;
use crate::flow::Diagram;
use crate::report::chart::Chart;
use crate::report::chart::palette::{AXIS, INK, MUTED, WHITE};
use crate::report::chart::svg::{Anchor, Canvas, Rect, Style, escaped, n, stroke};
use crate::report::chart::text::{BODY, Face, NOTE, STRONG, TITLE};
use std::fmt::Write as _;

/// The heading of the main column.
const YELLOW: &str = "#f7c948";
/// The headings of other columns.
const GREY: &str = "#dcdcdc";
/// Boxes that only some reviews have.
const SHADE: &str = "#f3f3f3";
/// Bars.
const BLUE: &str = "#b4c7dc";
/// How long an arrow's head is.
const HEAD: f64 = 9.0;
/// The dashes around a box with a number that is not recorded.
const DASHES: &str = " stroke-dasharray=\"6 4\"";

/// Whether the picture says its title where it can be seen. Programs that read it aloud always find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// Above the boxes.
    Drawn,
    /// Left to the page around it.
    Silent,
}

/// The diagram as SVG.
pub(super) fn picture(diagram: &Diagram, title: Title) -> String {
    let layout = layout(diagram, if title == Title::Drawn { diagram.title.as_str() } else { "" });
    let mut canvas = Canvas::default();
    canvas.lines(&layout.title, (PAD, PAD), start(TITLE, INK));
    for plate in &layout.plates {
        draw_plate(&mut canvas, plate);
    }
    for arrow in &layout.arrows {
        draw_arrow(&mut canvas, arrow);
    }
    for placed in &layout.boxes {
        draw_box(&mut canvas, placed);
    }
    for note in &layout.notes {
        draw_note(&mut canvas, note);
    }
    let chart = Chart { title: diagram.title.clone(), language: diagram.language.clone(), ..Chart::default() };
    canvas.finish(&chart, (layout.width, layout.height), &said(&layout))
}

fn start(face: Face, fill: &str) -> Style<'_> {
    Style { face, anchor: Anchor::Start, fill }
}

/// The boxes in words, for those who do not see them.
fn said(layout: &Layout) -> String {
    layout.boxes.iter().map(|placed| format!("{}.", placed.text.tip)).collect::<Vec<_>>().join(" ")
}

fn draw_rect(canvas: &mut Canvas, rect: Rect, fill: &str, edge: &str) {
    let (x, y, w, h) = (n(rect.x), n(rect.y), n(rect.w), n(rect.h));
    let _ = writeln!(canvas.body, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\"{edge}/>");
}

fn draw_plate(canvas: &mut Canvas, plate: &Plate) {
    let fill = match plate.tint {
        Tint::Main => YELLOW,
        Tint::Other => GREY,
        Tint::Bar => BLUE,
    };
    draw_rect(canvas, plate.rect, fill, &format!(" rx=\"9\" stroke=\"{AXIS}\" stroke-width=\"0.8\""));
    let middle = (plate.rect.x + plate.rect.w / 2.0, plate.rect.y + plate.rect.h / 2.0);
    let style = Style { face: STRONG, anchor: Anchor::Middle, fill: INK };
    match plate.tint {
        Tint::Bar => canvas.upright(&plate.lines, middle, style),
        Tint::Main | Tint::Other => canvas.centred(&plate.lines, middle, style),
    }
}

fn draw_arrow(canvas: &mut Canvas, path: &[Point]) {
    let [.., before, tip] = path else { return };
    let (along, down) = (direction(tip.0 - before.0), direction(tip.1 - before.1));
    let mut line = String::new();
    for (at, point) in path.iter().enumerate() {
        // The line ends within the head: a line is blunt where an arrow is sharp.
        let back = if at + 1 == path.len() { HEAD - 2.0 } else { 0.0 };
        let (x, y) = (point.0 - along * back, point.1 - down * back);
        let _ = write!(line, "{}{} {}", if at == 0 { "M" } else { "L" }, n(x), n(y));
    }
    canvas.path(&line, stroke(INK, 1.3));
    let (x, y) = (tip.0 - along * HEAD, tip.1 - down * HEAD);
    let half = HEAD / 2.0;
    let _ = writeln!(
        canvas.body,
        "<path d=\"M{} {}L{} {}L{} {}Z\" fill=\"{INK}\"/>",
        n(tip.0),
        n(tip.1),
        n(x - down * half),
        n(y - along * half),
        n(x + down * half),
        n(y + along * half)
    );
}

/// Which way a length goes: back, nowhere, forth.
fn direction(length: f64) -> f64 {
    if length == 0.0 { 0.0 } else { length.signum() }
}

fn draw_box(canvas: &mut Canvas, placed: &Placed) {
    let dashes = if placed.text.dashed { DASHES } else { "" };
    let fill = if placed.shaded { SHADE } else { WHITE };
    let _ = writeln!(canvas.body, "<g><title>{}</title>", escaped(&placed.text.tip));
    draw_rect(canvas, placed.rect, fill, &format!(" stroke=\"{INK}\" stroke-width=\"1.2\"{dashes}"));
    for paragraph in &placed.text.paragraphs {
        draw_paragraph(canvas, paragraph, (placed.rect.x, placed.rect.y));
    }
    canvas.body.push_str("</g>\n");
}

fn draw_paragraph(canvas: &mut Canvas, paragraph: &Paragraph, (left, top): Point) {
    for (at, line) in paragraph.lines.iter().enumerate() {
        let x = left + paragraph.x + if at > 0 { paragraph.hang } else { 0.0 };
        let place = (x, top + paragraph.y + BODY.baseline() + at as f64 * BODY.line());
        let is_last = at + 1 == paragraph.lines.len();
        match line.strip_suffix(paragraph.mark.as_str()) {
            Some(unmarked) if is_last && !paragraph.mark.is_empty() => {
                draw_marked(canvas, (unmarked, paragraph.mark.as_str()), place, start(BODY, INK));
            }
            _ if paragraph.slanted => draw_slanted(canvas, line, place),
            _ => canvas.text(line, place, start(BODY, INK)),
        }
    }
}

/// Text with a mark raised behind it, in one piece: the mark then stands right whatever font there is.
fn draw_marked(canvas: &mut Canvas, (text, mark): (&str, &str), (x, y): Point, style: Style<'_>) {
    let (size, fill) = (style.face.size, style.fill);
    let _ = writeln!(
        canvas.body,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{fill}\">{}\
         <tspan dy=\"{}\" font-size=\"{}\">{}</tspan></text>",
        n(x),
        n(y),
        n(size),
        escaped(text),
        n(size * -0.29),
        n(size * 0.74),
        escaped(mark)
    );
}

/// Italics by slanting the upright letters: the font that pictures of dots are drawn with has no italics.
fn draw_slanted(canvas: &mut Canvas, text: &str, (x, y): Point) {
    const SLANT: f64 = 0.2;
    let _ = writeln!(
        canvas.body,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{INK}\" transform=\"matrix(1 0 -{SLANT} 1 {} 0)\">{}</text>",
        n(x),
        n(y),
        n(BODY.size),
        n(y * SLANT),
        escaped(text)
    );
}

fn draw_note(canvas: &mut Canvas, note: &Note) {
    match &note.sign {
        Sign::None => {}
        Sign::Dashes => {
            let rect = Rect { x: PAD, y: note.y + 3.0, w: 22.0, h: 11.5 };
            draw_rect(canvas, rect, WHITE, &format!(" stroke=\"{INK}\" stroke-width=\"1.2\"{DASHES}"));
        }
        Sign::Mark(mark) => draw_marked(canvas, ("", mark.as_str()), (PAD, note.y + NOTE.baseline()), start(NOTE, INK)),
    }
    canvas.lines(&note.lines, (note.x, note.y), start(NOTE, MUTED));
}
