//! Saturation: how the number of codes grew as texts were read, and how many new ones each text brought.
//!
//! It must not smooth: a curve between two texts would show codes that nobody found.

use super::Chart;
use super::axis::{Values, ticks};
use super::page::{PAD, Page, WIDTH, empty, style};
use super::palette::{AXIS, INK, MAIN, MUTED, SECOND};
use super::svg::{Anchor, Rect, n, stroke};
use super::text::{BODY, STRONG};
use std::fmt::Write as _;

/// How high the curve's plot is.
const HEIGHT: f64 = 280.0;
/// How high the plot of new codes is.
const LOWER: f64 = 80.0;
/// Up to so many rises have a dot each; more would hide the curve.
const DOTS: usize = 60;

/// What reading in order brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saturation {
    /// Each text, in the order of reading: what it is called, and how many codes it had that none before it had.
    pub texts: Vec<(String, u64)>,
    /// The title of the lower plot: `New codes in each text`.
    pub new: String,
}

impl Saturation {
    /// Texts that brought something: their place, what they brought, how many codes there were then.
    fn rises(&self) -> Vec<(usize, u64, u64)> {
        let mut known = 0_u64;
        let mut rises = Vec::new();
        for (at, (_, new)) in self.texts.iter().enumerate() {
            known = known.saturating_add(*new);
            if *new > 0 {
                rises.push((at, *new, known));
            }
        }
        rises
    }
}

/// A line in steps over the order of reading, with a second plot of what each text brought.
pub fn line(chart: &Chart, reading: &Saturation) -> String {
    let rises = reading.rises();
    let Some((_, _, known)) = rises.last().copied() else { return empty(chart) };
    let most = rises.iter().map(|(_, new, _)| *new).max().unwrap_or(0);
    let upper = Values::new(known, 6, &chart.numbers);
    let lower = Values::new(most, 2, &chart.numbers);
    let left = PAD + upper.room().max(lower.room());
    let end = chart.numbers.count(known);
    let width = WIDTH - PAD - left - STRONG.width(&end) - 8.0;
    let slot = width / reading.texts.len() as f64;
    let x = |at: usize| left + (at as f64 + 0.5) * slot;

    let mut page = Page::new(chart, WIDTH);
    page.axis_title(&chart.y);
    page.y += BODY.line() / 2.0;
    let plot = Rect { x: left, y: page.y, w: width, h: HEIGHT };
    upper.draw(&mut page, plot);
    steps(&mut page, plot, &upper, &rises, x);
    let right = (left + width + 6.0, plot.y + HEIGHT - upper.height(known, HEIGHT));
    page.canvas.centred(std::slice::from_ref(&end), right, style(STRONG, Anchor::Start, INK));
    page.y += HEIGHT + 18.0;

    page.axis_title(&reading.new);
    page.y += BODY.line() / 2.0;
    let plot_below = Rect { x: left, y: page.y, w: width, h: LOWER };
    lower.draw(&mut page, plot_below);
    page.y += LOWER;
    let mut said = Vec::new();
    for (at, new, known) in &rises {
        let name = &reading.texts[*at].0;
        let tip = format!("{name}: +{} ({})", chart.numbers.count(*new), chart.numbers.count(*known));
        let high = lower.height(*new, LOWER);
        let wide = (slot * 0.7).clamp(1.2, 24.0);
        let rect = Rect { x: x(*at) - wide / 2.0, y: page.y - high, w: wide, h: high };
        page.canvas.rect(rect, SECOND, None, &tip);
        if rises.len() <= DOTS {
            let place = (x(*at), plot.y + HEIGHT - upper.height(*known, HEIGHT));
            page.canvas.circle(place, 3.2, MAIN, None, &tip);
        }
        said.push(tip);
    }
    order(&mut page, chart, reading.texts.len() as u64, x);
    page.title_below(&chart.x, (left, width));
    page.finish(chart, &(said.join(". ") + "."))
}

fn steps(page: &mut Page, plot: Rect, axis: &Values, rises: &[(usize, u64, u64)], x: impl Fn(usize) -> f64) {
    let y = |known: u64| plot.y + plot.h - axis.height(known, plot.h);
    let mut path = format!("M{} {}", n(plot.x), n(y(0)));
    for (at, _, known) in rises {
        let _ = write!(path, "H{}V{}", n(x(*at)), n(y(*known)));
    }
    let _ = write!(path, "H{}", n(plot.x + plot.w));
    page.canvas.path(&path, stroke(MAIN, 2.4));
}

/// Ticks along the order of reading. The first text is the first: there is no text before it.
fn order(page: &mut Page, chart: &Chart, texts: u64, x: impl Fn(usize) -> f64) {
    let top = page.y;
    for tick in std::iter::once(1).chain(ticks(texts, 8).into_iter().filter(|tick| (2..=texts).contains(tick))) {
        let at = x(usize::try_from(tick - 1).unwrap_or(usize::MAX));
        page.canvas.line((at, top), (at, top + 5.0), stroke(AXIS, 1.0));
        let label = [chart.numbers.count(tick)];
        page.canvas.lines(&label, (at, top + 7.0), style(BODY, Anchor::Middle, MUTED));
    }
    page.y += 7.0 + BODY.line();
}
