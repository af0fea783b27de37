//! Charts of a review as SVG, fit for a paper as they are: each function takes counts and the words to put beside them,
//! and gives a picture.
//!
//! Everything here is a pure function of its input: the same figures give the same bytes. It must not count anything
//! itself, must hold no words of any language, and must not know what a review is.

mod axis;
mod bars;
mod bubble;
mod grid;
mod heat;
mod line;
mod page;
mod pairs;
pub(in crate::report) mod palette;
#[cfg(feature = "png")]
mod png;
mod stacked;
pub(in crate::report) mod svg;
#[cfg(test)]
mod tests;
pub(in crate::report) mod text;
mod timeline;
mod widths;

pub use bars::{Bars, bars};
pub use bubble::bubble;
pub use heat::heat;
pub use line::{Saturation, line};
pub use pairs::{Pairs, pairs};
#[cfg(feature = "png")]
pub use png::{PngError, png};
pub use stacked::stacked;
pub use timeline::{Mark, Timeline, timeline};

/// What all charts have: the words, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// What stands above it; empty where the paper's caption says it.
    pub title: String,
    /// What stands below it: `n = 171; texts may have several codes`.
    pub note: String,
    /// The title of the level axis, or of a table's columns; may be empty.
    pub x: String,
    /// The title of the upright axis, or of a table's rows; may be empty.
    pub y: String,
    /// What is said instead of a chart of nothing: `No text has a framework yet`.
    pub empty: String,
    /// The head of totals: `Total`. Totals are drawn only if it is there.
    pub total: String,
    /// What categories are called that are put together: `Others`.
    pub others: String,
    /// What the key calls a gap: `No texts`. Without it the key leaves gaps out.
    pub gap: String,
    /// The language of the words: `fi`.
    pub language: String,
    /// How figures are written.
    pub numbers: Numbers,
}

/// How figures are written in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Between thousands: `,` or a space that does not break.
    pub thousands: String,
    /// Before tenths: `.` or `,`.
    pub decimal: String,
    /// After a share: `%`, with a space that does not break where the language wants one.
    pub percent: String,
}

impl Numbers {
    /// As a language writes them, by its code: `fi`, `sv-SE`. English's way where the language is not known.
    pub fn of(language: &str) -> Numbers {
        let own = |thousands: &str, decimal: &str, percent: &str| Numbers {
            thousands: thousands.to_owned(),
            decimal: decimal.to_owned(),
            percent: percent.to_owned(),
        };
        match language.split(['-', '_']).next().unwrap_or_default() {
            "fi" | "sv" | "nb" | "nn" | "no" | "fr" | "et" => own("\u{a0}", ",", "\u{a0}%"),
            "de" | "da" => own(".", ",", "\u{a0}%"),
            _ => own(",", ".", "%"),
        }
    }

    /// A count with its thousands parted.
    pub fn count(&self, count: u64) -> String {
        let digits = count.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            // As journals ask: four digits stay together.
            if at > 0 && digits.len() > 4 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(&self.thousands);
            }
            out.push(digit);
        }
        out
    }

    /// A share in per cent with one decimal, rounded half up. Of nothing there is no share: an empty text.
    pub fn share(&self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return String::new();
        }
        let (part, whole) = (u128::from(part), u128::from(whole));
        let tenths = (part * 2000 + whole) / (2 * whole);
        format!("{}{}{}{}", tenths / 10, self.decimal, tenths % 10, self.percent)
    }
}

impl Default for Numbers {
    /// English's way.
    fn default() -> Numbers {
        Numbers::of("en")
    }
}

/// Counts by two things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of rows: years, or themes.
    pub rows: Vec<String>,
    /// The names of columns: codes.
    pub columns: Vec<String>,
    /// The counts of each row, in the order of columns. What is missing counts as nothing.
    pub counts: Vec<Vec<u64>>,
    /// A colour chosen for each column, `#0072b2`; where it is empty or missing, the chart chooses.
    pub colours: Vec<String>,
    /// Totals, where they are not the sums: a text with two codes counts in two cells and once in a total.
    pub totals: Option<Totals>,
}

/// Totals of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of each row.
    pub rows: Vec<u64>,
    /// Of each column.
    pub columns: Vec<u64>,
    /// Of all.
    pub all: u64,
}

impl Table {
    /// The count of a cell.
    fn at(&self, row: usize, column: usize) -> u64 {
        self.counts.get(row).and_then(|counts| counts.get(column)).copied().unwrap_or(0)
    }

    fn row_sum(&self, row: usize) -> u64 {
        sum((0..self.columns.len()).map(|column| self.at(row, column)))
    }

    fn column_sum(&self, column: usize) -> u64 {
        sum((0..self.rows.len()).map(|row| self.at(row, column)))
    }

    /// The totals given, or the sums.
    fn totals(&self) -> Totals {
        self.totals.clone().unwrap_or_else(|| Totals {
            rows: (0..self.rows.len()).map(|row| self.row_sum(row)).collect(),
            columns: (0..self.columns.len()).map(|column| self.column_sum(column)).collect(),
            all: sum((0..self.rows.len()).map(|row| self.row_sum(row))),
        })
    }

    fn greatest(&self) -> u64 {
        let cells = (0..self.rows.len()).flat_map(|row| (0..self.columns.len()).map(move |column| (row, column)));
        cells.map(|(row, column)| self.at(row, column)).max().unwrap_or(0)
    }

    /// The counts in words, a sentence a row.
    fn said(&self, numbers: &Numbers) -> String {
        let cell = |row, column: usize| format!("{} {}", self.columns[column], numbers.count(self.at(row, column)));
        let sentence = |row: usize| {
            let cells: Vec<String> = (0..self.columns.len()).map(|column| cell(row, column)).collect();
            format!("{}: {}.", self.rows[row], cells.join(", "))
        };
        (0..self.rows.len()).map(sentence).collect::<Vec<_>>().join(" ")
    }
}

fn sum(counts: impl Iterator<Item = u64>) -> u64 {
    counts.fold(0, u64::saturating_add)
}
