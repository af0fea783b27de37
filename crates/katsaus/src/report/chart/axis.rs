//! Axes: round figures along values, and labels along categories that never run into each other.
//!
//! It must not know what is counted.

use super::Numbers;
use super::page::{GAP, Page, style};
use super::palette::{AXIS, GRID, INK, MUTED};
use super::svg::{Anchor, Rect, stroke};
use super::text::{BODY, widest, widest_piece, wrap};

/// The least white between labels side by side.
pub(super) const BESIDE: f64 = 7.0;

/// Round whole figures from nothing to at least `greatest`, at most about `most` of them.
pub(super) fn ticks(greatest: u64, most: u64) -> Vec<u64> {
    let greatest = greatest.max(1);
    let rough = greatest.div_ceil(most.max(1));
    let mut step: u64 = 1;
    for factor in [2, 5, 10].into_iter().cycle() {
        if step >= rough {
            break;
        }
        let power = 10_u64.checked_pow(step.ilog10()).unwrap_or(1);
        step = match power.checked_mul(factor) {
            Some(next) => next,
            None => break,
        };
    }
    let last = greatest.div_ceil(step);
    (0..=last).map(|at| at.saturating_mul(step)).collect()
}

/// An upright axis of counts at the left of a plot.
#[derive(Debug)]
pub(super) struct Values {
    ticks: Vec<u64>,
    labels: Vec<String>,
}

impl Values {
    /// An axis that reaches a count.
    pub(super) fn new(greatest: u64, most: u64, numbers: &Numbers) -> Values {
        let ticks = ticks(greatest, most);
        let labels = ticks.iter().map(|tick| numbers.count(*tick)).collect();
        Values { ticks, labels }
    }

    /// How much room its labels need, with the gap beside them.
    pub(super) fn room(&self) -> f64 {
        widest(&self.labels, BODY) + GAP
    }

    /// How high a count stands in a plot of that height.
    pub(super) fn height(&self, count: u64, height: f64) -> f64 {
        let top = self.ticks.last().copied().unwrap_or(1).max(1);
        count as f64 / top as f64 * height
    }

    /// Its labels, and lines across the plot.
    pub(super) fn draw(&self, page: &mut Page, plot: Rect) {
        for (tick, label) in self.ticks.iter().zip(&self.labels) {
            let y = plot.y + plot.h - self.height(*tick, plot.h);
            let colour = if *tick == 0 { AXIS } else { GRID };
            page.canvas.line((plot.x, y), (plot.x + plot.w, y), stroke(colour, 1.0));
            let beside = (plot.x - GAP, y);
            page.canvas.centred(std::slice::from_ref(label), beside, style(BODY, Anchor::End, MUTED));
        }
    }
}

/// On which side of the labels the plot is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Plot {
    Above,
    Below,
}

/// The labels of categories side by side.
#[derive(Debug)]
pub(super) struct Labels {
    lines: Vec<Vec<String>>,
    upright: bool,
    slot: f64,
}

impl Labels {
    /// The labels for slots of a width. Numbers, such as years, are thinned out to round ones; words are broken into
    /// lines, or stood upright where slots are narrow.
    pub(super) fn fit(texts: &[String], slot: f64) -> Labels {
        if let Some(values) = numeric(texts) {
            return Labels { lines: thinned(texts, &values, slot), upright: false, slot };
        }
        if slot >= 90.0 || slot >= 40.0 && Labels::are_whole(texts, slot) {
            let lines = texts.iter().map(|text| wrap(text, BODY, slot - BESIDE, 6)).collect();
            return Labels { lines, upright: false, slot };
        }
        Labels { lines: upright(texts, slot), upright: true, slot }
    }

    /// Whether labels fit slots of a width without breaking a word.
    pub(super) fn are_whole(texts: &[String], slot: f64) -> bool {
        texts.iter().all(|text| widest_piece(text, BODY) <= slot - BESIDE)
    }

    /// How narrow the slots of these may be.
    pub(super) fn least_slot(texts: &[String]) -> f64 {
        if numeric(texts).is_some() {
            return 6.0;
        }
        // Long names that stand upright take two or three lines, or they would be higher than the plot.
        let longest = texts.iter().map(|text| BODY.width(text)).fold(0.0, f64::max);
        BODY.line() * (longest / 230.0).ceil().clamp(1.0, 3.0) + 2.0
    }

    /// How many categories there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether the category at a place has its label.
    pub(super) fn shows(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|lines| !lines.is_empty())
    }

    /// How high they are.
    pub(super) fn height(&self) -> f64 {
        if self.upright {
            return self.lines.iter().map(|lines| widest(lines, BODY)).fold(0.0, f64::max);
        }
        self.lines.iter().map(Vec::len).max().unwrap_or(0) as f64 * BODY.line()
    }

    /// Draws them from `left` on. Where the page is at is where they are nearest to the plot.
    pub(super) fn draw(&self, page: &mut Page, left: f64, plot: Plot) {
        let edge = page.y;
        for (at, lines) in self.lines.iter().enumerate() {
            let middle = left + (at as f64 + 0.5) * self.slot;
            let high = BODY.line() * lines.len() as f64;
            match (self.upright, plot) {
                (true, Plot::Above) => page.canvas.upright(lines, (middle, edge), style(BODY, Anchor::End, INK)),
                (true, Plot::Below) => page.canvas.upright(lines, (middle, edge), style(BODY, Anchor::Start, INK)),
                (false, Plot::Above) => page.canvas.lines(lines, (middle, edge), style(BODY, Anchor::Middle, INK)),
                (false, Plot::Below) => {
                    page.canvas.lines(lines, (middle, edge - high), style(BODY, Anchor::Middle, INK));
                }
            }
        }
    }
}

/// The numbers that the labels are, if they all are.
fn numeric(texts: &[String]) -> Option<Vec<i64>> {
    texts.iter().map(|text| text.trim().parse().ok()).collect()
}

/// The labels of round numbers only: as many as have room.
fn thinned(texts: &[String], values: &[i64], slot: f64) -> Vec<Vec<String>> {
    let room = texts.iter().map(|text| BODY.width(text.trim())).fold(0.0, f64::max) + GAP;
    let least = if slot > 0.0 { (room / slot).ceil().min(1e9) as usize } else { usize::MAX };
    for step in [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000_i64] {
        let shown: Vec<usize> = (0..values.len()).filter(|at| values[*at] % step == 0).collect();
        if shown.windows(2).all(|pair| pair[1] - pair[0] >= least) && !shown.is_empty() {
            return labelled(texts, |at| shown.contains(&at));
        }
    }
    labelled(texts, |at| at == 0)
}

fn labelled(texts: &[String], shown: impl Fn(usize) -> bool) -> Vec<Vec<String>> {
    let lines = |(at, text): (usize, &String)| if shown(at) { vec![text.trim().to_owned()] } else { Vec::new() };
    texts.iter().enumerate().map(lines).collect()
}

/// Labels that are read from below, as short as they may be without losing anything.
fn upright(texts: &[String], slot: f64) -> Vec<Vec<String>> {
    let most = ((slot / BODY.line()) as usize).clamp(1, 3);
    let fits = |room: &f64| texts.iter().all(|text| wrap(text, BODY, *room, usize::MAX).len() <= most);
    let room = [120.0, 160.0, 200.0, 260.0, 340.0].into_iter().find(fits).unwrap_or(460.0);
    texts.iter().map(|text| wrap(text, BODY, room, most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_greatest() {
        assert_eq!(ticks(0, 5), [0, 1]);
        assert_eq!(ticks(3, 5), [0, 1, 2, 3]);
        assert_eq!(ticks(17, 5), [0, 5, 10, 15, 20]);
        assert_eq!(ticks(171, 5), [0, 50, 100, 150, 200]);
        assert_eq!(ticks(2000, 5), [0, 500, 1000, 1500, 2000]);
        for greatest in [u64::MAX, u64::MAX - 1, 1 << 60] {
            let ticks = ticks(greatest, 5);
            assert!(ticks.len() <= 8 && ticks.last() >= Some(&greatest), "{ticks:?}");
        }
    }

    #[test]
    fn years_are_thinned_to_round_ones() {
        let years: Vec<String> = (1980..=2020).map(|year| year.to_string()).collect();
        let labels = Labels::fit(&years, 19.0);
        let shown: Vec<&str> = labels.lines.iter().flatten().map(String::as_str).collect();
        assert_eq!(shown, ["1980", "1985", "1990", "1995", "2000", "2005", "2010", "2015", "2020"]);
    }

    #[test]
    fn words_stand_upright_where_slots_are_narrow() {
        let words = ["Kaksoisasiakkuuteen perustuva".to_owned(), "Kysyntäpainotteinen".to_owned()];
        assert!(!Labels::fit(&words, 200.0).upright);
        let labels = Labels::fit(&words, 40.0);
        assert!(labels.upright && labels.lines[0].len() == 2, "{labels:?}");
    }
}
