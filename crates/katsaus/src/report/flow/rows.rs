//! How far down the boxes of a diagram stand: those of one level begin at one height in all columns. It must not know
//! what is in them.

use crate::flow::Level;
use std::collections::BTreeMap;

/// Between a box and the one below it: the room of an arrow.
const DOWN: f64 = 30.0;

/// A row: its level, and which of the level's rows it is, for columns with several boxes of a level.
pub(super) type Key = (Level, usize);

/// The row of what is included: below all others.
pub(super) const INCLUDED: Key = (Level::Included, usize::MAX - 1);
/// The row of the total: below what is included.
pub(super) const TOTAL: Key = (Level::Included, usize::MAX);

#[derive(Debug, Default)]
struct Row {
    /// The height of its tallest box.
    needed: f64,
    /// Its own height: more, where the word beside it needs more.
    height: f64,
    top: f64,
}

/// All rows, from above to below.
#[derive(Debug, Default)]
pub(super) struct Rows(BTreeMap<Key, Row>);

impl Rows {
    /// Makes room for boxes of a height.
    pub(super) fn need(&mut self, key: Key, height: f64) {
        let row = self.0.entry(key).or_default();
        row.needed = row.needed.max(height);
        row.height = row.height.max(height);
    }

    /// Makes the rows from one level to another as high as a bar beside them has to be.
    pub(super) fn stretch(&mut self, from: Level, to: Level, height: f64) {
        let inside = self.0.iter_mut().filter(|(key, _)| (from..=to).contains(&key.0));
        let rows: Vec<&mut Row> = inside.map(|(_, row)| row).collect();
        let gaps = DOWN * rows.len().saturating_sub(1) as f64;
        let has = rows.iter().map(|row| row.height).sum::<f64>() + gaps;
        let more = (height - has).max(0.0) / rows.len().max(1) as f64;
        for row in rows {
            row.height += more;
        }
    }

    /// Places the rows below a height, and tells where the last one ends.
    pub(super) fn place(&mut self, top: f64) -> f64 {
        let mut bottom = top;
        for (at, row) in self.0.values_mut().enumerate() {
            row.top = if at == 0 { top } else { bottom + DOWN };
            bottom = row.top + row.height;
        }
        bottom
    }

    /// Where the boxes of a row begin. Boxes that are lower than their row stand in its middle, as one.
    pub(super) fn top(&self, key: Key) -> f64 {
        self.0.get(&key).map_or(0.0, |row| row.top + (row.height - row.needed) / 2.0)
    }

    /// Where the rows from one level to another begin, and how high they are together.
    pub(super) fn span(&self, from: Level, to: Level) -> Option<(f64, f64)> {
        let mut rows = self.0.iter().filter(|(key, _)| (from..=to).contains(&key.0)).map(|(_, row)| row);
        let first = rows.next()?;
        let last = rows.next_back().unwrap_or(first);
        Some((first.top, last.top + last.height - first.top))
    }
}
