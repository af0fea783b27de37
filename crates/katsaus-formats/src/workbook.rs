//! Workbooks that a person wants to work in: frozen heads, filters, widths, choices. What stands in the cells is the
//! caller's; strings are string cells, never formulas.

use rust_xlsxwriter::{Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, XlsxError};

/// The hidden sheet in which katsaus notes what a workbook was made of. It is no list.
pub const HIDDEN: &str = "_katsaus";
/// The longest text that a cell of a workbook takes, in UTF-16 units as the program counts them.
pub const LONGEST: usize = 32_767;

/// One column of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Its width in letters.
    pub width: f64,
    /// What may be chosen in it; anything else is warned of, not refused.
    pub choices: Vec<String>,
    /// Whether its cells break lines.
    pub wraps: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// Columns that stay in sight.
    pub frozen: u16,
    /// Whether it is kept out of sight.
    pub hidden: bool,
}

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be made: {0}")]
pub struct WorkbookError(#[from] XlsxError);

/// Makes a workbook of some sheets.
///
/// # Errors
/// If a sheet has more rows than the format takes, or a name it does not take.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, WorkbookError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0xE8_EE_F4))
        .set_border_bottom(FormatBorder::Thin);
    let top = Format::new().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name)?;
        if sheet.hidden {
            page.set_very_hidden(true);
        }
        for (n, column) in sheet.columns.iter().enumerate() {
            let n = n as u16;
            page.set_column_width(n, column.width)?;
            page.write_string_with_format(0, n, &column.head, &head)?;
            // A list of choices may hold 255 letters.
            let letters: usize = column.choices.iter().map(|choice| choice.chars().count() + 1).sum();
            if !column.choices.is_empty() && letters <= 255 && !sheet.rows.is_empty() {
                let choices = DataValidation::new()
                    .allow_list_strings(&column.choices)?
                    .set_error_style(DataValidationErrorStyle::Warning);
                page.add_data_validation(1, n, sheet.rows.len() as u32 + 500, n, &choices)?;
            }
        }
        // Heads of several words stand on up to three lines.
        if !sheet.hidden && !sheet.columns.is_empty() {
            page.set_row_height(0, 48)?;
        }
        for (r, row) in sheet.rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                let wraps = sheet.columns.get(c).is_some_and(|column| column.wraps);
                let format = if wraps { &wrapped } else { &top };
                match cell {
                    Cell::Blank => {}
                    Cell::Text(text) => {
                        page.write_string_with_format(r as u32 + 1, c as u16, text, format)?;
                    }
                    Cell::Number(x) => {
                        page.write_number_with_format(r as u32 + 1, c as u16, *x, format)?;
                    }
                }
            }
            // Long texts would make rows as high as the screen.
            if !sheet.hidden {
                page.set_row_height(r as u32 + 1, 60)?;
            }
        }
        if !sheet.hidden && !sheet.columns.is_empty() {
            page.set_freeze_panes(1, sheet.frozen)?;
            page.autofilter(0, 0, sheet.rows.len() as u32, sheet.columns.len() as u16 - 1)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// A long text in parts that cells take.
pub fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut units = 0;
    for c in text.chars() {
        if units + c.len_utf16() > LONGEST {
            parts.push(String::new());
            units = 0;
        }
        units += c.len_utf16();
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_parted_and_lose_nothing() {
        let text = "ä€𝄞".repeat(20_000);
        let parts = parts(&text);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.encode_utf16().count() <= LONGEST));
        assert_eq!(parts.concat(), text);
    }
}
