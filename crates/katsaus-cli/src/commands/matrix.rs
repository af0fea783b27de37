//! `matrix`: what each text says on each topic.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::grid::{self, FORMS, ending};
use crate::ui::count;
use katsaus::report::rich::Form;
use katsaus::review::{MatrixColumns, MatrixRequest, MatrixRows};
use std::path::PathBuf;

/// Show the framework matrix: texts by topics, by framework, or codes by topics
///
/// For instance: katsaus matrix --by framework -o matrix.html for the meeting, katsaus matrix --topic aims --by
/// framework -o aims.docx to read one topic down, katsaus matrix -o work.xlsx to fill it in: `import` takes that back.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query, as in `search` (else all sources)
    query: Vec<String>,
    /// What the rows are: source, or code (what the texts of each code of --by say, put together)
    #[arg(long, value_name = "WHAT", value_parser = ["source", "code"], default_value = "source")]
    rows: String,
    /// What the columns are: topics, or codes
    #[arg(long, value_name = "WHAT", value_parser = ["topics", "codes"], default_value = "topics")]
    cols: String,
    /// Sort the rows by the codes of this group
    #[arg(long, value_name = "GROUP")]
    by: Option<String>,
    /// The codes of this group as columns (else of all groups)
    #[arg(long, value_name = "GROUP")]
    codes: Option<String>,
    /// These topics only; may be given several times
    #[arg(long, value_name = "TOPIC")]
    topic: Vec<String>,
    /// The texts and topics of this selection
    #[arg(long, value_name = "SELECTION")]
    selection: Option<String>,
    /// Tell codes apart down to this level below their group
    #[arg(long, value_name = "N", default_value_t = 1)]
    level: usize,
    /// The file to write: .html, .md, .csv, .xlsx, or .docx with the topics read down
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    let parsed = review.query(&args.query)?;
    let mut set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    let mut topics = args.topic.clone();
    if let Some(name) = &args.selection {
        let (name, selection) = review.selection(name)?;
        set.intersect(&review.members(&name)?);
        if topics.is_empty() {
            topics = selection.topics;
        }
    }
    if !args.query.is_empty() {
        ctx.ui.status(format!("Read as: {}", parsed.node));
    }
    let request = MatrixRequest {
        rows: if args.rows == "code" { MatrixRows::Code } else { MatrixRows::Source },
        columns: if args.cols == "codes" { MatrixColumns::Codes } else { MatrixColumns::Topics },
        topics,
        by: args.by.clone(),
        codes: args.codes.clone(),
        level: args.level,
    };
    if request.columns == MatrixColumns::Topics && review.protocol().topics.is_empty() {
        ctx.ui.warning("the protocol has no topics, so the matrix has no columns");
        ctx.ui.hint("topics stand in katsaus.toml: [topics.aims]; columns of an imported table become topics too");
    }
    let Some(file) = &args.output else {
        return grid::print(ctx, &review.matrix(&set, &request)?, 160, out);
    };
    let workbook = request.rows == MatrixRows::Source && request.columns == MatrixColumns::Topics;
    let form = ending(file);
    let bytes = match form.as_str() {
        // Read down, for the manuscript; codes, and what codes' texts say, stand in a table there too.
        "docx" if workbook => review.topics_read_down(&set, &request)?.in_form(Form::Docx)?,
        "xlsx" if workbook => review.matrix_workbook(&set, &request, &mut ctx.ui.progress())?,
        _ => review.matrix(&set, &request)?.in_form(grid::form_of(file, FORMS)?)?,
    };
    grid::write(ctx, file, &bytes)?;
    ctx.ui.status(format!("Wrote the matrix of {} to `{}`.", count(set.len(), "source"), file.display()));
    if form == "xlsx" && workbook {
        ctx.ui.hint(format!("fill it in as you like; `katsaus import {}` takes back what you changed", file.display()));
    }
    Ok(())
}
