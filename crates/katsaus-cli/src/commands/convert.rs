//! `convert`: from any format to any other, without a review.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{Given, may_write, write_whole};
use crate::records::{self, Reading, read, target, unknown_format};
use crate::ui::count;
use katsaus::wire;
use katsaus_formats::any;
use katsaus_formats::found::{Found, Sink};
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
    let reading = Reading { what: "converting", from: args.from.as_deref(), repair: args.repair };
    if let Some(id) = reading.from
        && !any::names().contains(&id)
    {
        return Err(unknown_format(id));
    }
    if ctx.global.json {
        return files.iter().try_for_each(|file| print_json(ctx, reading, file, out));
    }
    let target = target(args.to.as_deref(), args.output.as_deref())?;
    let entries = |sink: &mut dyn Sink| files.iter().try_for_each(|file| read(ctx, reading, file, sink).map(|_| ()));
    let write = |out: &mut dyn Write| -> Result<u64, Failure> {
        let (written, diagnostics) = records::write(&target, &entries, out)?;
        super::import::say_diagnostics(ctx, &diagnostics, 0);
        Ok(written)
    };
    match &args.output {
        None => write(out).map(|_| ()),
        Some(path) => {
            may_write(ctx, path)?;
            let mut written = 0;
            write_whole(path, |out| {
                written = write(out)?;
                Ok(())
            })?;
            ctx.ui.status(format!("Wrote {} to `{}`.", count(written as usize, "record"), path.display()));
            Ok(())
        }
    }
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

fn print_json(ctx: &Ctx, reading: Reading<'_>, file: &Given, out: Out<'_>) -> Result<(), Failure> {
    let mut json = Json { file: &file.name, out, failed: None };
    read(ctx, reading, file, &mut json)?;
    match json.failed {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}
