//! The look of a cell that is new: that of its neighbours, as far as they are of its kind.
//!
//! Looks are numbers of styles; it must not know what they look like.

use super::scan::Map;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// The cells of a row with their styles.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) row: u32,
    /// Whether it is the first row of the sheet that has cells: most likely a head, or above one.
    pub(super) first: bool,
    /// Column and style.
    pub(super) styles: Vec<(u32, u32)>,
}

impl Look {
    fn style(&self, column: u32) -> Option<u32> {
        self.styles.iter().find(|cell| cell.0 == column).map(|cell| cell.1)
    }

    /// Whether another row looks like this one, column by column. One that shares no column may, unless it is the first.
    fn is_like(&self, other: &Look) -> bool {
        if self.row == other.row {
            return !self.first;
        }
        let theirs: HashMap<u32, u32> = other.styles.iter().copied().collect();
        let shared = self.styles.iter().filter_map(|(column, style)| Some((style, theirs.get(column)?)));
        let (all, same) = shared.fold((0, 0), |(all, same), (a, b)| (all + 1, same + usize::from(a == b)));
        if all == 0 { !self.first } else { same * 2 > all }
    }

    /// The style of most of its cells, if they are several and more than half of them agree.
    fn usual(&self) -> Option<u32> {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        self.styles.iter().for_each(|(_, style)| *counts.entry(*style).or_default() += 1);
        let (style, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        (count > 1 && count * 2 > self.styles.len()).then_some(style)
    }
}

/// For each wanted cell the row of the nearest cell above it; for each wanted row the nearest one above it.
#[derive(Default)]
pub(super) struct Above {
    /// Wanted cells that the scan has not come to.
    ahead: BTreeMap<u32, BTreeSet<u32>>,
    /// The last row seen with a cell in a wanted column.
    last: HashMap<u32, Option<Rc<Look>>>,
    before: Option<Rc<Look>>,
    cells: BTreeMap<(u32, u32), Rc<Look>>,
    rows: BTreeMap<u32, Rc<Look>>,
}

impl Above {
    pub(super) fn of(wanted: &BTreeMap<u32, BTreeSet<u32>>) -> Above {
        let last = wanted.values().flatten().map(|column| (*column, None)).collect();
        Above { ahead: wanted.clone(), last, ..Above::default() }
    }

    /// A row begins: what was seen stands above all wanted cells up to it.
    pub(super) fn reach(&mut self, row: u32) {
        while let Some(next) = self.ahead.first_entry().filter(|next| *next.key() <= row) {
            let (row, columns) = next.remove_entry();
            self.rows.extend(self.before.clone().map(|look| (row, look)));
            for column in columns {
                self.cells.extend(self.last.get(&column).cloned().flatten().map(|look| ((row, column), look)));
            }
        }
    }

    /// A row ended.
    pub(super) fn pass(&mut self, mut look: Look) -> Rc<Look> {
        look.first = self.before.is_none();
        let look = Rc::new(look);
        if look.styles.is_empty() {
            return look;
        }
        for (column, _) in &look.styles {
            if let Some(last) = self.last.get_mut(column) {
                *last = Some(Rc::clone(&look));
            }
        }
        self.before = Some(Rc::clone(&look));
        look
    }

    /// There are no more rows.
    pub(super) fn close(&mut self) {
        self.reach(u32::MAX);
        self.last.clear();
    }
}

/// The style of a cell that is new in a sheet; none if it is the sheet's own.
///
/// It is that of the nearest cell above in its column, if that one's row looks like the new cell's: the cell below a
/// head is no head. Else it is what the row says for new cells, or the column, or the style of most cells of the row.
pub(super) fn style(map: &Map, row: u32, column: u32) -> Option<u32> {
    let own = map.row(row);
    let here = own.and_then(|row| row.wanted.as_ref()).map(|(_, look)| look).filter(|look| !look.styles.is_empty());
    // A row that is new is taken to be of the kind of the row before it.
    let kind = here.or_else(|| map.above.rows.get(&row));
    let above = map.above.cells.get(&(row, column)).filter(|above| kind.is_none_or(|kind| above.is_like(kind)));
    let of_row = || own.and_then(|row| row.style);
    let of_column =
        || map.columns.iter().find(|(from, to, _)| (*from..=*to).contains(&column)).map(|(.., style)| *style);
    let of_most = || here.or_else(|| kind.filter(|kind| !kind.first)).and_then(|kind| kind.usual());
    let style = above.and_then(|above| above.style(column)).or_else(of_row).or_else(of_column).or_else(of_most);
    style.filter(|style| *style > 0)
}
