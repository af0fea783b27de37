//! Entries on their way from files of any format to a file of any other.
//!
//! It must not choose which entries go: it is handed what hands them on.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::Given;
use katsaus::progress::{Event, Progress};
use katsaus_formats::any::{self, AnyError};
use katsaus_formats::convert::{Converting, Keys};
use katsaus_formats::entry::{Entry, WRITERS, Writer};
use katsaus_formats::found::{Found, Sink};
use katsaus_formats::record_table::Columns;
use katsaus_formats::repair::repair;
use katsaus_formats::{table_text, workbook};
use katsaus_model::Diagnostic;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

/// Hands all entries on; may be called more than once.
pub(crate) type Entries<'a> = dyn Fn(&mut dyn Sink) -> Result<(), Failure> + 'a;

/// How files are read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// What is being done, as progress shows it.
    pub(crate) what: &'a str,
    /// The format, if it should not be found by looking.
    pub(crate) from: Option<&'a str>,
    /// Whether text that a wrong encoding spoilt is repaired.
    pub(crate) repair: bool,
}

/// What is to be written.
pub(crate) enum Target {
    Entries(&'static dyn Writer),
    Csv,
    Xlsx,
}

/// What is to be written: as `to` says, else as the output's name ends.
pub(crate) fn target(to: Option<&str>, output: Option<&Path>) -> Result<Target, Failure> {
    let ending = output.and_then(Path::extension).map(|end| end.to_string_lossy().to_lowercase());
    let Some(format) = to.map(str::to_owned).or(ending) else {
        return Err(Failure::usage("say what to write")
            .hint("`--to ris` prints it, `-o FILE.ris` writes a file, `--json` prints the records for programs")
            .hint("`katsaus formats` lists what is read and written"));
    };
    match format.as_str() {
        "csv" => return Ok(Target::Csv),
        "xlsx" if output.is_some() => return Ok(Target::Xlsx),
        "xlsx" => return Err(Failure::usage("a workbook cannot be printed").hint("`-o FILE.xlsx` writes a file")),
        _ => {}
    }
    let writer = WRITERS.iter().find(|writer| writer.id() == format || writer.extensions().contains(&format.as_str()));
    writer.map(|writer| Target::Entries(*writer)).ok_or_else(|| {
        Failure::user(format!("katsaus writes no format `{format}`")).hint("`katsaus formats` lists what it writes")
    })
}

pub(crate) fn unknown_format(id: &str) -> Failure {
    Failure::user(format!("katsaus reads no format `{id}`")).hint(format!("formats: {}", any::names().join(", ")))
}

/// What went wrong with a file, in the words of a failure.
fn failure(name: &str, error: AnyError) -> Failure {
    match error {
        AnyError::Book(source) => katsaus::ReviewError::Sheet { name: name.to_owned(), source }.into(),
        AnyError::NoList(_) => {
            Failure::user(format!("`{name}` is in no format that katsaus knows, and no table of texts either"))
                .hint("`katsaus formats` lists what it reads; `--from FORMAT` says which it is")
        }
        AnyError::NoSuchFormat(id) => unknown_format(&id),
        other => Failure::user(format!("`{name}`: {other}")),
    }
}

/// Passes everything on, and shows how far it is.
struct Watched<'a, P: Progress> {
    sink: &'a mut dyn Sink,
    progress: P,
    repair: bool,
    stopped: bool,
}

impl<P: Progress> Sink for Watched<'_, P> {
    fn found(&mut self, mut found: Found) -> ControlFlow<()> {
        if self.repair {
            repair(&mut found);
        }
        if self.progress.event(Event::Advanced(1)).is_break() {
            self.stopped = true;
            return ControlFlow::Break(());
        }
        self.sink.found(found)
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.sink.diagnostic(diagnostic);
    }
}

/// Hands on every entry of a file, and shows how far it is.
pub(crate) fn read(
    ctx: &Ctx,
    reading: Reading<'_>,
    file: &Given,
    sink: &mut dyn Sink,
) -> Result<&'static str, Failure> {
    if let Some(id) = reading.from
        && !any::names().contains(&id)
    {
        return Err(unknown_format(id));
    }
    let mut watched = Watched { sink, progress: ctx.ui.progress(), repair: reading.repair, stopped: false };
    let _ = watched.progress.event(Event::Started { what: reading.what, total: None });
    let read = any::read(&|| file.open(), &file.name, reading.from, &mut watched);
    let _ = watched.progress.event(Event::Finished);
    if watched.stopped {
        return Err(katsaus::ReviewError::Stopped.into());
    }
    read.map_err(|error| failure(&file.name, error))
}

/// Writes all entries. Gives how many, and what was found wrong with them.
pub(crate) fn write(
    target: &Target,
    entries: &Entries<'_>,
    out: &mut dyn Write,
) -> Result<(u64, Vec<Diagnostic>), Failure> {
    match target {
        Target::Entries(writer) => {
            let mut converting = Converting::new(*writer, out);
            entries(&mut converting)?;
            Ok(converting.finish()?)
        }
        Target::Csv | Target::Xlsx => write_table(matches!(target, Target::Xlsx), entries, out),
    }
}

/// A table needs its heads first: the entries are read twice.
fn write_table(xlsx: bool, entries: &Entries<'_>, out: &mut dyn Write) -> Result<(u64, Vec<Diagnostic>), Failure> {
    let mut seeing = Seeing { columns: Columns::default(), diagnostics: Vec::new() };
    entries(&mut seeing)?;
    let Seeing { columns, diagnostics } = seeing;
    let mut written = 0;
    if xlsx {
        let mut rows: Vec<Vec<workbook::Cell>> = Vec::new();
        let mut each = |row: Vec<String>| {
            rows.push(row.into_iter().map(workbook::Cell::Text).collect());
            Ok(())
        };
        entries(&mut Rows { columns: &columns, keys: Keys::default(), each: &mut each, failed: None })?;
        written += rows.len() as u64;
        let column = |head: String| workbook::Column {
            width: if head == "Title" { 50.0 } else { 16.0 },
            head,
            ..Default::default()
        };
        let columns = columns.heads().into_iter().map(column).collect();
        let sheet = workbook::Sheet { name: "Records".into(), columns, rows, frozen: 1, hidden: false };
        let bytes = workbook::workbook(&[sheet]).map_err(|error| Failure::user(error.to_string()))?;
        out.write_all(&bytes)?;
        return Ok((written, diagnostics));
    }
    let mut csv = table_text::CsvWriter::begin(out)?;
    csv.row(&columns.heads())?;
    let mut each = |row: Vec<String>| {
        written += 1;
        csv.row(&row)
    };
    let mut rows = Rows { columns: &columns, keys: Keys::default(), each: &mut each, failed: None };
    entries(&mut rows)?;
    if let Some(error) = rows.failed {
        return Err(error.into());
    }
    csv.end()?;
    Ok((written, diagnostics))
}

/// Hands an entry to `each`.
fn as_entry(key: &str, found: &Found, each: &mut dyn FnMut(&Entry<'_>)) {
    let brought = &found.content.brought;
    let cells: Vec<(String, String)> =
        brought.cells.iter().map(|(topic, value)| (topic.clone(), value.as_str().to_owned())).collect();
    each(&Entry { key, fields: &found.content.fields, tags: &brought.tags, notes: &brought.notes, cells: &cells });
}

struct Seeing {
    columns: Columns,
    diagnostics: Vec<Diagnostic>,
}

impl Sink for Seeing {
    fn found(&mut self, mut found: Found) -> ControlFlow<()> {
        self.diagnostics.append(&mut found.diagnostics);
        as_entry("", &found, &mut |entry| self.columns.see(entry));
        ControlFlow::Continue(())
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

struct Rows<'a> {
    columns: &'a Columns,
    keys: Keys,
    each: &'a mut dyn FnMut(Vec<String>) -> std::io::Result<()>,
    failed: Option<std::io::Error>,
}

impl Sink for Rows<'_> {
    fn found(&mut self, found: Found) -> ControlFlow<()> {
        let key = self.keys.of(&found);
        let mut row = Vec::new();
        as_entry(&key, &found, &mut |entry| row = self.columns.row(entry));
        match (self.each)(row) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn diagnostic(&mut self, _: Diagnostic) {}
}
