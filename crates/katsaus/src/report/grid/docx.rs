//! A table as a text document of Word and LibreOffice: for the appendix. Its head is repeated on every page, rows do not
//! break across pages where they can help it, and wide tables lie on their side.

use super::{Cell, Column, Grid, Kind};
use crate::report::rich::{Look, Paragraph, Parts, Run, from_markdown};
use std::fmt::Write as _;
use std::io;

/// The width of the text on a page that stands or lies, in twentieths of a point: A4 with margins of an inch.
const STANDING: u32 = 9_026;
const LYING: u32 = 13_958;
/// Tables with more columns lie on their side.
const MOST_STANDING: usize = 4;
/// A cell of more bytes may break across pages.
const LONG: usize = 800;

/// The table as the bytes of a `.docx`.
///
/// # Errors
/// Says why the archive could not be put together.
pub fn docx(grid: &Grid) -> io::Result<Vec<u8>> {
    let lying = grid.columns.len() > MOST_STANDING;
    let mut parts = Parts::begin(&grid.title);
    for section in &grid.sections {
        if let Some(heading) = &section.heading {
            parts.paragraph(&Paragraph { heading: 1, ..plain(heading) });
        }
        table(grid, &section.rows, if lying { LYING } else { STANDING }, &mut parts);
        // Two tables without a paragraph between would become one.
        parts.paragraph(&Paragraph::default());
    }
    for line in grid.note.lines() {
        parts.paragraph(&plain(line));
    }
    parts.end(&grid.language, lying)
}

fn plain(text: &str) -> Paragraph {
    Paragraph { runs: vec![Run { text: text.to_owned(), ..Run::default() }], ..Paragraph::default() }
}

fn table(grid: &Grid, rows: &[Vec<Cell>], width: u32, parts: &mut Parts) {
    let widths = widths(&grid.columns, width);
    parts.xml.push_str(concat!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>"#,
        r#"<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#,
    ));
    for width in &widths {
        let _ = write!(parts.xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    parts.xml.push_str("</w:tblGrid>");
    parts.xml.push_str(r#"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"#);
    for (column, width) in grid.columns.iter().zip(&widths) {
        cell(&[bold(&column.head)], *width, column.kind, parts);
    }
    parts.xml.push_str("</w:tr>");
    for row in rows {
        // A row that is nearly a page would leave a page empty.
        let letters: usize = row.iter().map(|cell| cell.text().len()).max().unwrap_or(0);
        parts.xml.push_str(if letters < LONG { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" });
        for ((column, value), width) in grid.columns.iter().zip(row).zip(&widths) {
            cell(&paragraphs(value), *width, column.kind, parts);
        }
        parts.xml.push_str("</w:tr>");
    }
    parts.xml.push_str("</w:tbl>");
}

/// Columns of texts get the most room.
fn widths(columns: &[Column], all: u32) -> Vec<u32> {
    let share = |kind| match kind {
        Kind::Text => 4,
        Kind::Name => 3,
        Kind::Number | Kind::Mark => 1,
    };
    let shares: u32 = columns.iter().map(|column| share(column.kind)).sum();
    columns.iter().map(|column| all * share(column.kind) / shares.max(1)).collect()
}

fn bold(text: &str) -> Paragraph {
    let mut paragraph = plain(text);
    paragraph.runs.iter_mut().for_each(|run| run.look = Look { bold: true, ..Look::default() });
    paragraph
}

fn paragraphs(cell: &Cell) -> Vec<Paragraph> {
    match cell {
        Cell::Blank => Vec::new(),
        Cell::Text(text) => from_markdown(text),
        Cell::Name(name, _) => vec![bold(name)],
        Cell::Absent(why) => {
            let mut paragraph = plain(why);
            paragraph.runs.iter_mut().for_each(|run| run.look = Look { italic: true, ..Look::default() });
            vec![paragraph]
        }
        Cell::Number(..) => vec![plain(&cell.text())],
    }
}

fn cell(paragraphs: &[Paragraph], width: u32, kind: Kind, parts: &mut Parts) {
    let _ = write!(parts.xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
    for paragraph in paragraphs {
        parts.cell_paragraph(paragraph, kind == Kind::Number);
    }
    if paragraphs.is_empty() {
        // A cell ends in a paragraph.
        parts.cell_paragraph(&Paragraph::default(), false);
    }
    parts.xml.push_str("</w:tc>");
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use std::io::{Cursor, Read};

    #[test]
    fn rows_are_rows_and_the_head_is_repeated() {
        let bytes = super::docx(&samples::grid()).expect("a file");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
        let mut body = String::new();
        archive.by_name("word/document.xml").expect("the part").read_to_string(&mut body).expect("UTF-8");
        assert_eq!((body.matches("<w:tr>").count(), body.matches("<w:tblHeader/>").count()), (3, 1));
        assert_eq!(body.matches("<w:tc>").count(), 12);
        assert!(body.contains("<w:i/></w:rPr><w:t xml:space=\"preserve\">aim</w:t>"), "Markdown is read: {body}");
        assert!(body.contains("&lt;b&gt;more&lt;/b&gt;") && body.contains(r#"<w:jc w:val="right"/>"#));
    }
}
