//! Shapes and text as SVG, written with attributes alone, so that Word and other programs without CSS draw them too.
//!
//! It must not know what is drawn, and must let no text through unescaped.

use super::Chart;
use super::palette::WHITE;
use super::text::{Face, clean};
use crate::report::rich;
use std::fmt::Write as _;

/// Inter is bundled, for pictures made of these charts. The others are what other machines have: none is wider than
/// Inter, so that text keeps to the room that was measured for it.
const FONTS: &str = "Inter, 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/// Which of its points a text is placed by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report) enum Anchor {
    Start,
    Middle,
    End,
}

/// How text looks.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Style<'a> {
    /// Its type.
    pub(in crate::report) face: Face,
    /// Where it is held.
    pub(in crate::report) anchor: Anchor,
    /// Its colour.
    pub(in crate::report) fill: &'a str,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report) struct Rect {
    pub(in crate::report) x: f64,
    pub(in crate::report) y: f64,
    pub(in crate::report) w: f64,
    pub(in crate::report) h: f64,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Stroke<'a> {
    pub(in crate::report) colour: &'a str,
    pub(in crate::report) width: f64,
    /// Dots rather than a line.
    pub(in crate::report) dotted: bool,
}

/// An unbroken line.
pub(in crate::report) fn stroke(colour: &str, width: f64) -> Stroke<'_> {
    Stroke { colour, width, dotted: false }
}

/// What has been drawn.
#[derive(Debug, Default)]
pub(in crate::report) struct Canvas {
    pub(in crate::report) body: String,
}

impl Canvas {
    /// A filled rectangle that says something when pointed at.
    pub(in crate::report) fn rect(&mut self, rect: Rect, fill: &str, edge: Option<Stroke<'_>>, tip: &str) {
        let Rect { x, y, w, h } = rect;
        let shape = format!("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", n(x), n(y), n(w), n(h));
        self.shape("rect", &shape, fill, edge, tip);
    }

    /// A disc or ring that says something when pointed at.
    pub(in crate::report) fn circle(
        &mut self,
        (x, y): (f64, f64),
        r: f64,
        fill: &str,
        edge: Option<Stroke<'_>>,
        tip: &str,
    ) {
        // Areas are data: the radius has a digit more than a place needs.
        let shape = format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", n(x), n(y), (r * 1000.0).round() / 1000.0);
        self.shape("circle", &shape, fill, edge, tip);
    }

    fn shape(&mut self, name: &str, shape: &str, fill: &str, edge: Option<Stroke<'_>>, tip: &str) {
        let _ = write!(self.body, "{shape} fill=\"{fill}\"{}", edge.map(attributes).unwrap_or_default());
        let tip = escaped(&clean(tip));
        let _ = match tip.is_empty() {
            true => writeln!(self.body, "/>"),
            false => writeln!(self.body, "><title>{tip}</title></{name}>"),
        };
    }

    /// A line from one point to another.
    pub(in crate::report) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke<'_>) {
        self.path(&format!("M{} {}L{} {}", n(from.0), n(from.1), n(to.0), n(to.1)), stroke);
    }

    /// A line along a path.
    pub(in crate::report) fn path(&mut self, path: &str, stroke: Stroke<'_>) {
        let _ = writeln!(self.body, "<path d=\"{path}\" fill=\"none\"{}/>", attributes(stroke));
    }

    /// Slanting lines within a rectangle. A pattern would need a name, which charts on one page would have to share.
    pub(in crate::report) fn hatch(&mut self, rect: Rect, colour: &str) {
        let mut path = String::new();
        let mut along = 7.0;
        while along < rect.w + rect.h {
            let (from, to) = (along.min(rect.w), along.min(rect.h));
            let start = (rect.x + from, rect.y + along - from);
            let end = (rect.x + along - to, rect.y + to);
            let _ = write!(path, "M{} {}L{} {}", n(start.0), n(start.1), n(end.0), n(end.1));
            along += 7.0;
        }
        if !path.is_empty() {
            self.path(&path, stroke(colour, 1.0));
        }
    }

    /// One line of text on a baseline.
    pub(in crate::report) fn text(&mut self, text: &str, at: (f64, f64), style: Style<'_>) {
        self.written(text, at, style, "");
    }

    /// Lines under each other, the first one's top at `top`.
    pub(in crate::report) fn lines(&mut self, lines: &[String], (x, top): (f64, f64), style: Style<'_>) {
        for (at, line) in lines.iter().enumerate() {
            self.text(line, (x, top + style.face.baseline() + at as f64 * style.face.line()), style);
        }
    }

    /// Lines around a middle.
    pub(in crate::report) fn centred(&mut self, lines: &[String], (x, middle): (f64, f64), style: Style<'_>) {
        self.lines(lines, (x, middle - style.face.line() * lines.len() as f64 / 2.0), style);
    }

    /// Lines that are read from below, around a middle; `y` is where they are held.
    pub(in crate::report) fn upright(&mut self, lines: &[String], (middle, y): (f64, f64), style: Style<'_>) {
        let left = middle - style.face.line() * lines.len() as f64 / 2.0;
        for (at, line) in lines.iter().enumerate() {
            let x = left + style.face.baseline() + at as f64 * style.face.line();
            let turn = format!(" transform=\"rotate(-90 {} {})\"", n(x), n(y));
            self.written(line, (x, y), style, &turn);
        }
    }

    fn written(&mut self, text: &str, (x, y): (f64, f64), style: Style<'_>, turn: &str) {
        let weight = if style.face.bold { " font-weight=\"700\"" } else { "" };
        let anchor = match style.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (size, fill, text) = (n(style.face.size), style.fill, escaped(text));
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\"{weight}{anchor} fill=\"{fill}\"{turn}>{text}</text>",
            n(x),
            n(y)
        );
    }

    /// The whole picture. `said` tells in words what it shows.
    pub(in crate::report) fn finish(self, chart: &Chart, (width, height): (f64, f64), said: &str) -> String {
        let (w, h) = (n(width.ceil()), n(height.ceil()));
        let language = escaped(&chart.language);
        let language = if language.is_empty() { language } else { format!(" xml:lang=\"{language}\"") };
        let title = escaped(&clean(&chart.title));
        let title = if title.is_empty() { title } else { format!("<title>{title}</title>\n") };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
             role=\"img\"{language} font-family=\"{FONTS}\">\n{title}<desc>{}</desc>\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"{WHITE}\"/>\n{}</svg>\n",
            escaped(said.trim()),
            self.body
        )
    }
}

fn attributes(stroke: Stroke<'_>) -> String {
    let dots = if stroke.dotted { " stroke-dasharray=\"0.1 3.4\" stroke-linecap=\"round\"" } else { "" };
    format!(" stroke=\"{}\" stroke-width=\"{}\"{dots}", stroke.colour, n(stroke.width))
}

/// A length to a tenth of a pixel. What is no number is nothing.
pub(in crate::report) fn n(length: f64) -> String {
    let tenths = (length * 10.0).round() / 10.0;
    if tenths.is_finite() { format!("{}", tenths + 0.0) } else { "0".to_owned() }
}

/// The text with the signs of XML escaped, and without soft hyphens, which `wrap` has made use of.
pub(in crate::report) fn escaped(text: &str) -> String {
    rich::escaped(&text.replace('\u{ad}', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_never_odd() {
        assert_eq!([n(1.0), n(1.26), n(-0.01), n(f64::NAN), n(f64::INFINITY)], ["1", "1.3", "0", "0", "0"]);
    }

    #[test]
    fn hatching_stays_inside() {
        let mut canvas = Canvas::default();
        canvas.hatch(Rect { x: 10.0, y: 20.0, w: 30.0, h: 15.0 }, "#000000");
        let path = canvas.body.split('"').nth(1).expect("a path").replace(['M', 'L'], " ");
        let lengths: Vec<f64> = path.split_whitespace().map(|length| length.parse().expect("a length")).collect();
        for point in lengths.chunks(2) {
            assert!((10.0..=40.0).contains(&point[0]) && (20.0..=35.0).contains(&point[1]), "{point:?}");
        }
    }
}
