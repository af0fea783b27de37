//! A table of texts and numbers, and the forms in which it leaves: a page, Markdown, CSV, a workbook.
//!
//! It must not know what its rows and columns are.

mod docx;
mod html;
mod markdown;

pub use docx::docx;
pub use html::html;
pub use markdown::markdown;

use katsaus_formats::table_text;
use katsaus_formats::workbook::{self, Sheet, WorkbookError};
use std::io;

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Names of the rows.
    Name,
    /// Texts, in Markdown.
    #[default]
    Text,
    /// Numbers.
    Number,
    /// Short marks: years, ticks.
    Mark,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// What it holds.
    pub kind: Kind,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Blank,
    /// Text in Markdown.
    Text(String),
    /// A number, shown with so many decimals.
    Number(f64, u8),
    /// Why there is no text: *not reported*.
    Absent(String),
    /// The name of a row, and what it says at length when pointed at.
    Name(String, String),
}

impl Cell {
    /// The cell as plain text.
    pub fn text(&self) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Text(text) | Cell::Absent(text) | Cell::Name(text, _) => text.clone(),
            Cell::Number(x, decimals) => format!("{x:.*}", usize::from(*decimals)),
        }
    }
}

/// Rows under a heading of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The heading; none for a table without sections.
    pub heading: Option<String>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// What stands above it.
    pub title: String,
    /// What stands below it.
    pub note: String,
    /// The code of its language.
    pub language: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub sections: Vec<Section>,
}

/// The forms that a table can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridForm {
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
    /// Values with commas between.
    Csv,
    /// A workbook.
    Xlsx,
    /// A text document.
    Docx,
}

impl GridForm {
    /// The form of a file's ending.
    pub fn of_ending(ending: &str) -> Option<GridForm> {
        match ending.to_lowercase().as_str() {
            "html" | "htm" => Some(GridForm::Html),
            "md" | "markdown" => Some(GridForm::Markdown),
            "csv" => Some(GridForm::Csv),
            "xlsx" => Some(GridForm::Xlsx),
            "docx" => Some(GridForm::Docx),
            _ => None,
        }
    }
}

impl Grid {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.sections.iter().map(|section| section.rows.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The table in a form, as the bytes of a file.
    ///
    /// # Errors
    /// Says why a workbook cannot be put together.
    pub fn in_form(&self, form: GridForm) -> io::Result<Vec<u8>> {
        Ok(match form {
            GridForm::Html => html(self).into_bytes(),
            GridForm::Markdown => markdown(self).into_bytes(),
            GridForm::Csv => {
                let mut out = Vec::new();
                table_text::write_csv(self.flat().into_iter(), &mut out)?;
                out
            }
            GridForm::Docx => docx(self)?,
            GridForm::Xlsx => {
                workbook::workbook(&[self.sheet()]).map_err(|error: WorkbookError| io::Error::other(error))?
            }
        })
    }

    /// Heads and rows as plain texts; sections become a first column.
    fn flat(&self) -> Vec<Vec<String>> {
        let sections = self.sections.iter().any(|section| section.heading.is_some());
        let begin = |heading: Option<&String>| {
            if sections { vec![heading.cloned().unwrap_or_default()] } else { Vec::new() }
        };
        let mut heads = begin(None);
        heads.extend(self.columns.iter().map(|column| column.head.clone()));
        let mut rows = vec![heads];
        for section in &self.sections {
            for row in &section.rows {
                let mut cells = begin(section.heading.as_ref());
                cells.extend(row.iter().map(|cell| bulleted(&cell.text())));
                rows.push(cells);
            }
        }
        rows
    }

    /// The table as a sheet of a workbook.
    pub fn sheet(&self) -> Sheet {
        let sections = self.sections.iter().any(|section| section.heading.is_some());
        let mut columns = Vec::new();
        if sections {
            columns.push(workbook::Column { width: 24.0, wraps: true, ..workbook::Column::default() });
        }
        columns.extend(self.columns.iter().map(|column| {
            let (width, wraps) = match column.kind {
                Kind::Name => (24.0, true),
                Kind::Text => (45.0, true),
                Kind::Number => (11.0, false),
                Kind::Mark => (13.0, false),
            };
            workbook::Column { head: column.head.clone(), width, wraps, choices: Vec::new() }
        }));
        let mut rows = Vec::with_capacity(self.len());
        for section in &self.sections {
            for row in &section.rows {
                let mut cells = Vec::with_capacity(columns.len());
                if sections {
                    cells.push(workbook::Cell::Text(section.heading.clone().unwrap_or_default()));
                }
                cells.extend(row.iter().map(sheet_cell));
                rows.push(cells);
            }
        }
        let name: String = self.title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
        let name = if name.trim().is_empty() { "Table".to_owned() } else { name.trim().to_owned() };
        Sheet { name, columns, rows, frozen: 1 + u16::from(sections), hidden: false }
    }
}

/// A list in Markdown as a spreadsheet shows one: `- ` would be guarded as what might be a formula.
fn bulleted(text: &str) -> String {
    if !text.starts_with("- ") {
        return text.to_owned();
    }
    let line = |line: &str| line.strip_prefix("- ").map_or_else(|| line.to_owned(), |rest| format!("• {rest}"));
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn sheet_cell(cell: &Cell) -> workbook::Cell {
    match cell {
        Cell::Blank => workbook::Cell::Blank,
        Cell::Number(x, _) => workbook::Cell::Number(*x),
        other => {
            let text = bulleted(&other.text());
            // A table to look at: what does not go into one cell is marked as cut. The export carries all of it.
            let mut parts = workbook::parts(&text);
            let first = parts.remove(0);
            if parts.is_empty() {
                workbook::Cell::Text(first)
            } else {
                let kept: String = first.chars().take(30_000).collect();
                workbook::Cell::Text(format!("{kept} …"))
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// Two texts on two topics in one section, with signs that are markup somewhere.
    pub(crate) fn grid() -> Grid {
        let column = |head: &str, kind| Column { head: head.to_owned(), kind };
        Grid {
            title: "Topics <by> framework".to_owned(),
            note: "n = 2".to_owned(),
            language: "en".to_owned(),
            columns: vec![
                column("Source", Kind::Name),
                column("Year", Kind::Mark),
                column("Aims", Kind::Text),
                column("n", Kind::Number),
            ],
            sections: vec![Section {
                heading: Some("Demand & supply".to_owned()),
                rows: vec![
                    vec![
                        Cell::Name("Luecking 2008".to_owned(), "Emerging \"views\"".to_owned()),
                        Cell::Text("2008".to_owned()),
                        Cell::Text("An *aim* | and\n\n<b>more</b>".to_owned()),
                        Cell::Number(12.0, 0),
                    ],
                    vec![
                        Cell::Name("Åberg 2001".to_owned(), String::new()),
                        Cell::Blank,
                        Cell::Absent("not reported".to_owned()),
                        Cell::Number(0.5, 1),
                    ],
                ],
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_has_a_column_for_sections() {
        let bytes = samples::grid().in_form(GridForm::Csv).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(
            text,
            "\u{feff},Source,Year,Aims,n\nDemand & supply,Luecking 2008,2008,\"An *aim* | and\n\n<b>more</b>\",12\n\
             Demand & supply,Åberg 2001,,not reported,0.5\n"
        );
    }

    #[test]
    fn lists_are_no_formulas() {
        assert_eq!(bulleted("- one\n- two"), "• one\n• two");
        assert_eq!(bulleted("-5"), "-5");
    }

    #[test]
    fn a_sheet_is_called_as_sheets_may_be() {
        let sheet = samples::grid().sheet();
        assert_eq!(
            (sheet.name.as_str(), sheet.columns.len(), sheet.rows[1][4].clone()),
            ("Topics <by> framework", 5, workbook::Cell::Number(0.5))
        );
        let long = Grid { title: "a/b: ".repeat(20), ..Grid::default() }.sheet();
        assert!(long.name.chars().count() <= 31 && !long.name.contains('/'));
    }
}
