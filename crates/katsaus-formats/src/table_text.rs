//! Tables as CSV. What a spreadsheet program would take for a formula gets a `'` in front; import takes it off again.

use std::io::{self, Write};

/// A table being written as CSV, with a byte order mark, so that spreadsheet programs read letters with marks.
pub struct CsvWriter<'o> {
    writer: csv::Writer<&'o mut dyn Write>,
}

impl<'o> CsvWriter<'o> {
    /// Begins a table.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn begin(out: &'o mut dyn Write) -> io::Result<CsvWriter<'o>> {
        out.write_all("\u{feff}".as_bytes())?;
        Ok(CsvWriter { writer: csv::Writer::from_writer(out) })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn row(&mut self, row: &[String]) -> io::Result<()> {
        self.writer.write_record(row.iter().map(|cell| guarded(cell)))?;
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn end(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Writes rows as CSV.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_csv(rows: impl Iterator<Item = Vec<String>>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = CsvWriter::begin(out)?;
    for row in rows {
        writer.row(&row)?;
    }
    writer.end()
}

fn guarded(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let mut out = Vec::new();
        let row = ["=1+1", "-5", "- a remark", "@x", "plain", "a\"b"].map(str::to_owned).to_vec();
        write_csv(std::iter::once(row), &mut out).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text, "\u{feff}'=1+1,-5,'- a remark,'@x,plain,\"a\"\"b\"\n");
    }
}
