//! `convert`: from any format to any other, without a review.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{Given, may_write, write_whole};
use crate::ui::count;
use katsaus::progress::{Event, Progress};
use katsaus::wire;
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
use std::path::PathBuf;

/// Turn a file of one format into another, without a review
///
/// The format of FILE is found by looking (`katsaus formats` lists them); `-` is what is piped in, and zip and gz files
/// are looked into. What a format has no place for is kept under its own name where the other format lets it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file
    file: PathBuf,
    /// The format it is in, if it should not be found by looking
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// The format to write (else what the ending of the output's name says)
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// Repair text that a wrong encoding spoilt before the file was written: VetenskapsrÃ¥det is Vetenskapsrådet
    #[arg(long)]
    repair: bool,
    /// The file to write (else it is printed)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let files = Given::all(&args.file)?;
    if let Some(id) = &args.from
        && !any::names().contains(&id.as_str())
    {
        return Err(unknown_format(id));
    }
    if ctx.global.json {
        return files.iter().try_for_each(|file| print_json(ctx, args, file, out));
    }
    let target = target(args)?;
    match &args.output {
        None => write(ctx, args, &files, &target, out).map(|_| ()),
        Some(path) => {
            may_write(ctx, path)?;
            let mut written = 0;
            write_whole(path, |out| {
                written = write(ctx, args, &files, &target, out)?;
                Ok(())
            })?;
            ctx.ui.status(format!("Wrote {} to `{}`.", count(written as usize, "record"), path.display()));
            Ok(())
        }
    }
}

/// What is to be written.
enum Target {
    Entries(&'static dyn Writer),
    Csv,
    Xlsx,
}

fn target(args: &Args) -> Result<Target, Failure> {
    let ending = args.output.as_ref().and_then(|path| path.extension()).map(|end| end.to_string_lossy().to_lowercase());
    let Some(format) = args.to.clone().or(ending) else {
        return Err(Failure::usage("say what to write")
            .hint("`--to ris` prints it, `-o FILE.ris` writes a file, `--json` prints the records for programs")
            .hint("`katsaus formats` lists what is read and written"));
    };
    match format.as_str() {
        "csv" => return Ok(Target::Csv),
        "xlsx" if args.output.is_some() => return Ok(Target::Xlsx),
        "xlsx" => return Err(Failure::usage("a workbook cannot be printed").hint("`-o FILE.xlsx` writes a file")),
        _ => {}
    }
    let writer = WRITERS.iter().find(|writer| writer.id() == format || writer.extensions().contains(&format.as_str()));
    writer.map(|writer| Target::Entries(*writer)).ok_or_else(|| {
        Failure::user(format!("katsaus writes no format `{format}`")).hint("`katsaus formats` lists what it writes")
    })
}

fn unknown_format(id: &str) -> Failure {
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

fn read(ctx: &Ctx, args: &Args, file: &Given, sink: &mut dyn Sink) -> Result<&'static str, Failure> {
    let mut watched = Watched { sink, progress: ctx.ui.progress(), repair: args.repair, stopped: false };
    let _ = watched.progress.event(Event::Started { what: "converting", total: None });
    let read = any::read(&|| file.open(), &file.name, args.from.as_deref(), &mut watched);
    let _ = watched.progress.event(Event::Finished);
    if watched.stopped {
        return Err(katsaus::ReviewError::Stopped.into());
    }
    read.map_err(|error| failure(&file.name, error))
}

fn write(ctx: &Ctx, args: &Args, files: &[Given], target: &Target, out: &mut dyn Write) -> Result<u64, Failure> {
    match target {
        Target::Entries(writer) => {
            let mut converting = Converting::new(*writer, out);
            for file in files {
                let before = converting.diagnostics.len();
                read(ctx, args, file, &mut converting)?;
                super::import::say_diagnostics(ctx, &converting.diagnostics[before..], 0);
            }
            Ok(converting.finish()?.0)
        }
        Target::Csv | Target::Xlsx => write_table(ctx, args, files, matches!(target, Target::Xlsx), out),
    }
}

/// A table needs its heads first: the files are read twice.
fn write_table(ctx: &Ctx, args: &Args, files: &[Given], xlsx: bool, out: &mut dyn Write) -> Result<u64, Failure> {
    let mut seeing = Seeing { columns: Columns::default(), diagnostics: Vec::new() };
    for file in files {
        read(ctx, args, file, &mut seeing)?;
    }
    super::import::say_diagnostics(ctx, &seeing.diagnostics, 0);
    let columns = seeing.columns;
    let mut written = 0;
    if xlsx {
        let mut rows: Vec<Vec<workbook::Cell>> = Vec::new();
        for file in files {
            let mut each = |row: Vec<String>| {
                rows.push(row.into_iter().map(workbook::Cell::Text).collect());
                Ok(())
            };
            read(
                ctx,
                args,
                file,
                &mut Rows { columns: &columns, keys: Keys::default(), each: &mut each, failed: None },
            )?;
        }
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
        return Ok(written);
    }
    let mut csv = table_text::CsvWriter::begin(out)?;
    csv.row(&columns.heads())?;
    for file in files {
        let mut each = |row: Vec<String>| {
            written += 1;
            csv.row(&row)
        };
        let mut rows = Rows { columns: &columns, keys: Keys::default(), each: &mut each, failed: None };
        read(ctx, args, file, &mut rows)?;
        if let Some(error) = rows.failed {
            return Err(error.into());
        }
    }
    csv.end()?;
    Ok(written)
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

/// `katsaus.record.v1` and `katsaus.diagnostic.v1`, in the order of the file.
struct Json<'a, 'o> {
    file: &'a str,
    out: &'a mut (dyn Write + 'o),
    failed: Option<std::io::Error>,
}

impl Json<'_, '_> {
    fn line(&mut self, value: &serde_json::Value) -> ControlFlow<()> {
        match writeln!(self.out, "{value}") {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

impl Sink for Json<'_, '_> {
    fn found(&mut self, found: Found) -> ControlFlow<()> {
        for diagnostic in &found.diagnostics {
            self.diagnostic(diagnostic.clone());
        }
        self.line(&wire::v1::record(self.file, &found.place, &found.content))
    }

    fn diagnostic(&mut self, diagnostic: Diagnostic) {
        let _ = self.line(&wire::v1::diagnostic(self.file, &diagnostic));
    }
}

fn print_json(ctx: &Ctx, args: &Args, file: &Given, out: Out<'_>) -> Result<(), Failure> {
    let mut json = Json { file: &file.name, out, failed: None };
    read(ctx, args, file, &mut json)?;
    match json.failed {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}
