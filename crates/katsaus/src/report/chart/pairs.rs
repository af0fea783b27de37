//! Which codes meet in the same texts: a triangle of counts, with each code's own count on its slope.
//!
//! It must not show a pair twice.

use super::grid::{Grid, Wish, tip};
use super::heat::cell;
use super::page::{Swatch, empty};
use super::palette::{NEUTRAL, shade};
use super::text::BODY;
use super::{Chart, Table};

/// How often codes meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// The codes.
    pub codes: Vec<String>,
    /// For each code, how many texts have it and each of the others, in the order of codes; with itself, how many have
    /// it. One half is enough.
    pub counts: Vec<Vec<u64>>,
    /// What the key calls the slope: `All texts with the code`.
    pub own: String,
}

impl Pairs {
    fn at(&self, one: usize, other: usize) -> u64 {
        let count = |one: usize, other: usize| self.counts.get(one).and_then(|counts| counts.get(other)).copied();
        count(one, other).max(count(other, one)).unwrap_or(0)
    }
}

/// A triangle of cells, whose shades tell how often codes meet. The slope is grey, since it counts something else.
pub fn pairs(chart: &Chart, pairs: &Pairs) -> String {
    let codes = pairs.codes.len();
    let all = || (0..codes).flat_map(|row| (0..=row).map(move |column| (row, column)));
    if all().all(|(row, column)| pairs.at(row, column) == 0) {
        return empty(chart);
    }
    let met: Vec<u64> =
        all().filter(|(row, column)| row != column).map(|(row, column)| pairs.at(row, column)).collect();
    let greatest = met.iter().copied().max().unwrap_or(0);
    let widest = all().map(|(row, column)| BODY.width(&chart.numbers.count(pairs.at(row, column)))).fold(0.0, f64::max);
    let table = Table { rows: pairs.codes.clone(), columns: pairs.codes.clone(), ..Table::default() };
    let wish = Wish { least_width: (widest + 12.0).max(42.0), height: 40.0, names_below: true };
    let (mut grid, mut page) = Grid::new(chart, &table, wish);
    let gap = if met.contains(&0) { chart.gap.clone() } else { String::new() };
    page.key(&[(Swatch::Fill(NEUTRAL.to_owned()), pairs.own.clone()), (Swatch::Hatch, gap)]);
    page.axis_title(&chart.y);
    grid.head(chart, &mut page);
    let mut said = Vec::new();
    for (row, column) in all() {
        let count = pairs.at(row, column);
        let fill = if row == column { NEUTRAL.to_owned() } else { shade(count, greatest) };
        let (one, other) = (pairs.codes[row].as_str(), pairs.codes[column].as_str());
        let tip = if row == column {
            format!("{one}: {}", chart.numbers.count(count))
        } else {
            tip(chart, (one, other), count)
        };
        cell(&mut page, chart, grid.cell(row, column), (count, &fill), &tip);
        said.push(tip);
    }
    grid.foot(chart, &mut page);
    page.finish(chart, &(said.join(". ") + "."))
}
