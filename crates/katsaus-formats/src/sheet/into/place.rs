//! Places in a sheet: cells by row and column, from 1, and areas of cells.

/// The last row of a sheet.
pub(super) const LAST_ROW: u32 = 1_048_576;
/// The last column of a sheet.
pub(super) const LAST_COLUMN: u32 = 16_384;

/// Row and column of `C14`, which is (14, 3). Dollars are passed over.
pub(in crate::sheet) fn cell(text: &str) -> Option<(u32, u32)> {
    let text: String = text.trim().chars().filter(|c| *c != '$').collect();
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at_checked(letters)?;
    let digit = |n: u32, c: u8| n.checked_mul(26)?.checked_add(u32::from(c.to_ascii_uppercase() - b'A') + 1);
    let column = letters.bytes().try_fold(0, digit)?;
    let row = digits.parse().ok()?;
    ((1..=LAST_ROW).contains(&row) && (1..=LAST_COLUMN).contains(&column)).then_some((row, column))
}

/// The name of a place: `C14` for (14, 3).
pub(super) fn name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{}{row}", letters.iter().rev().collect::<String>())
}

/// Cells from one to another, both within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    rows: (u32, u32),
    columns: (u32, u32),
}

impl Area {
    /// The area of `A1:F20` or `A1`, whichever corner stands first.
    pub(super) fn read(text: &str) -> Option<Area> {
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        let (from, to) = (cell(from)?, cell(to)?);
        Some(Area { rows: (from.0.min(to.0), from.0.max(to.0)), columns: (from.1.min(to.1), from.1.max(to.1)) })
    }

    pub(super) fn holds(self, row: u32, column: u32) -> bool {
        (self.rows.0..=self.rows.1).contains(&row) && (self.columns.0..=self.columns.1).contains(&column)
    }

    /// Its first cell.
    pub(super) fn first(self) -> (u32, u32) {
        (self.rows.0, self.columns.0)
    }

    /// Its first rows, as many as asked for; none if none are.
    pub(super) fn head(self, rows: u32) -> Option<Area> {
        let last = self.rows.0.saturating_add(rows.checked_sub(1)?).min(self.rows.1);
        Some(Area { rows: (self.rows.0, last), ..self })
    }

    /// Its last rows.
    pub(super) fn foot(self, rows: u32) -> Option<Area> {
        let first = self.rows.1.saturating_sub(rows.checked_sub(1)?).max(self.rows.0);
        Some(Area { rows: (first, self.rows.1), ..self })
    }

    /// The area that holds a cell too.
    pub(super) fn with(self, row: u32, column: u32) -> Area {
        Area {
            rows: (self.rows.0.min(row), self.rows.1.max(row)),
            columns: (self.columns.0.min(column), self.columns.1.max(column)),
        }
    }

    /// Its name, `A1:F20`; that of its cell if it is one.
    pub(super) fn name(self) -> String {
        let (from, to) = (name(self.rows.0, self.columns.0), name(self.rows.1, self.columns.1));
        if from == to { from } else { format!("{from}:{to}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_names() {
        for (text, place) in
            [("A1", (1, 1)), ("C14", (14, 3)), ("AB2", (2, 28)), ("XFD1048576", (LAST_ROW, LAST_COLUMN))]
        {
            assert_eq!(cell(text), Some(place));
            assert_eq!(name(place.0, place.1), text);
        }
        for text in ["", "14", "C", "A0", "XFE1", "A1048577", "ÄÄ1", "A-1", "ZZZZZZZZZZ1"] {
            assert_eq!(cell(text), None, "{text}");
        }
        assert_eq!(Area::read("B9:A1").map(Area::name).as_deref(), Some("A1:B9"));
    }
}
