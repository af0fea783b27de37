//! Cross-tabulation of a review's texts or excerpts.

use super::dimension::Cut;
use super::units::Units;
use super::{Review, ReviewError};
use crate::report::grid::Grid;
use crate::report::tab::{Dimension, Share, Tab, tabulate};
use crate::report::words::{Tongue, Word};
use crate::store::Set;

/// A table of more cells is for nobody to read, and might fill the memory.
const MOST_CELLS: usize = 2_000_000;

/// What to count, and by what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TabRequest {
    /// The dimension of the rows: a code group, a code, a topic, `year`, `status` ...
    pub rows: String,
    /// The dimension of the columns.
    pub columns: Option<String>,
    /// Whether excerpts are counted, not texts.
    pub of_excerpts: bool,
    /// How they are cut.
    pub cut: Cut,
}

/// Counts, with what was counted.
pub struct Tabulated {
    /// The counts.
    pub tab: Tab,
    /// The dimensions.
    pub dimensions: (Dimension, Option<Dimension>),
    /// What is counted, in words: *Sources*.
    pub unit: String,
    units: Units,
}

impl Review {
    /// Counts the texts of a set, or the excerpts from them, by one dimension or two.
    ///
    /// # Errors
    /// If there is no such dimension, or the file cannot be read.
    pub fn tab(&self, set: &Set, request: &TabRequest) -> Result<Tabulated, ReviewError> {
        let units = self.units(set, request.of_excerpts)?;
        let rows = self.dimension(&units, &request.rows, request.cut)?;
        let columns = match &request.columns {
            Some(name) => Some(self.dimension(&units, name, request.cut)?),
            None => None,
        };
        let cells = rows.categories.len() * columns.as_ref().map_or(1, |columns| columns.categories.len());
        if cells > MOST_CELLS {
            return Err(ReviewError::Wrong(format!(
                "this table would have {cells} cells; count by something that has fewer categories than `{}`",
                request.rows
            )));
        }
        let word = if request.of_excerpts { Word::Excerpts } else { Word::Sources };
        Ok(Tabulated {
            tab: tabulate(&rows, columns.as_ref()),
            dimensions: (rows, columns),
            unit: self.tongue().say(word).to_owned(),
            units,
        })
    }

    /// The table of counts, or of shares in per cent.
    pub fn tab_grid(&self, tabulated: &Tabulated, share: Option<Share>) -> Grid {
        tabulated.tab.grid(share, &tabulated.unit, self.tongue())
    }

    /// The table of what stands in each cell: texts by author and year, excerpts with the text they are from.
    pub fn tab_list(&self, tabulated: &Tabulated) -> Grid {
        let tongue = self.tongue();
        tabulated.tab.list(&|at| tabulated.units.name(at, tongue), tongue)
    }
}

impl Tabulated {
    /// Exchanges rows and columns; nothing, if there is one dimension only.
    pub fn turn(&mut self) {
        if let Some(columns) = self.dimensions.1.take() {
            let rows = std::mem::replace(&mut self.dimensions.0, columns);
            self.tab = tabulate(&self.dimensions.0, Some(&rows));
            self.dimensions.1 = Some(rows);
        }
    }

    /// The key of something that was counted: `luecking2008`, `luecking2008/2`.
    pub fn key(&self, at: usize) -> String {
        self.units.key(at)
    }

    /// What lists call something that was counted.
    pub fn name(&self, at: usize, tongue: Tongue) -> String {
        self.units.name(at, tongue)
    }

    /// The year of the text of something that was counted.
    pub fn year(&self, at: usize) -> Option<i32> {
        self.units.year(at)
    }
}
