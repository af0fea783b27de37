//! `bib`: the list of references.

use super::Out;
use super::style::{self, StyleArgs};
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{may_write, write_whole};
use crate::table::wrap;
use crate::ui::{KEY, count};
use katsaus::Review;
use katsaus::report::bibliography::{Known, Reference, known_styles};
use katsaus::report::rich::{self, Document, Form};
use katsaus::store::{Filter, Row, Set};
use katsaus::wire;
use std::path::PathBuf;

/// Write the list of references, in the style of a journal
///
/// Styles are those of the Citation Style Language: some eighty are built in, and the files of other journals are taken
/// too. A docx or HTML file keeps italics and hanging indents; paste from either into the manuscript.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query, as in `search` (else all sources)
    query: Vec<String>,
    #[command(flatten)]
    style: StyleArgs,
    /// The form: txt, md, html, docx (else what the ending of the output's name says)
    #[arg(long, value_name = "FORM")]
    to: Option<String>,
    /// The file to write (else the list is printed)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// List the styles that are built in
    #[arg(long)]
    list_styles: bool,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    if args.list_styles {
        return list_styles(ctx, out);
    }
    let (style, language) = args.style.get()?;
    let form = form(args)?;
    let mut review = ctx.open()?;
    let parsed = review.query(&args.query)?;
    let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    if !args.query.is_empty() {
        ctx.ui.status(format!("Read as: {}", parsed.node));
    }
    if let Some(path) = &args.output {
        may_write(ctx, path)?;
    }
    let texts = review.bibliography(&set, &mut ctx.ui.progress())?;
    let references = texts.references(&style, &language).map_err(|error| style::trouble("", &error))?;
    if ctx.global.json {
        return print_json(&references, out);
    }
    let n = references.len();
    let document = Document::of_references(&heading(language.code()), &language, references);
    match &args.output {
        Some(path) => {
            write_whole(path, |out| Ok(out.write_all(&document.in_form(form)?)?))?;
            ctx.ui.status(format!("Wrote {} to `{}` ({}).", count(n, "reference"), path.display(), style.title));
        }
        None if form == Form::Text && ctx.ui.out_is_terminal => {
            print_wrapped(ctx, &document, out)?;
        }
        None => out.write_all(&document.in_form(form)?)?,
    }
    if n == 0 {
        ctx.ui.warning("no references: there is no such source in the review");
    }
    incomplete(ctx, &review, &set)
}

fn form(args: &Args) -> Result<Form, Failure> {
    let ending = args.output.as_ref().and_then(|path| path.extension()).map(|end| end.to_string_lossy().into_owned());
    let form = match args.to.clone().or(ending) {
        None => Form::Text,
        Some(name) => Form::named(&name).ok_or_else(|| {
            let forms: Vec<&str> = Form::ALL.iter().map(|(_, name)| *name).collect();
            let failure = Failure::usage(format!("a list of references is not written as `{name}`"))
                .hint(format!("its forms: {}", forms.join(", ")));
            failure.hint("`katsaus export FILE.bib` (or .ris, .json) writes the records for other programs")
        })?,
    };
    if form == Form::Docx && args.output.is_none() {
        return Err(Failure::usage("a docx cannot be printed").hint("`-o FILE.docx` writes a file"));
    }
    Ok(form)
}

/// What stands above the list.
fn heading(language: &str) -> String {
    let heading = match language.split('-').next().unwrap_or_default() {
        "fi" => "Lähteet",
        "sv" => "Referenser",
        "da" | "nb" => "Referanser",
        "nn" => "Referansar",
        "de" => "Literaturverzeichnis",
        "et" => "Kirjandus",
        "fr" => "Références",
        "es" => "Referencias",
        _ => "References",
    };
    heading.to_owned()
}

/// The list as a screen shows it: numbers in a column of their own, later lines indented.
fn print_wrapped(ctx: &Ctx, document: &Document, out: Out<'_>) -> Result<(), Failure> {
    const HANG: usize = 4;
    let labels: Vec<String> = document.paragraphs.iter().map(|paragraph| rich::plain(&paragraph.label)).collect();
    let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    for (paragraph, label) in document.paragraphs.iter().zip(&labels) {
        let text = ctx.ui.safe(&rich::plain(&paragraph.runs));
        if widest > 0 {
            writeln!(out, "{label:>widest$} {}", wrap(&text, ctx.ui.width, widest + 1))?;
        } else {
            writeln!(out, "{}", wrap(&text, ctx.ui.width, if paragraph.hanging { HANG } else { 0 }))?;
        }
    }
    Ok(())
}

fn print_json(references: &[Reference], out: Out<'_>) -> Result<(), Failure> {
    for reference in references {
        writeln!(out, "{}", wire::v1::reference(&reference.key, &reference.paragraph))?;
    }
    Ok(())
}

fn list_styles(ctx: &Ctx, out: Out<'_>) -> Result<(), Failure> {
    let styles = known_styles();
    if ctx.global.json {
        for style in &styles {
            writeln!(out, "{}", wire::v1::style(style))?;
        }
        return Ok(());
    }
    // No table, which would break long names: they are there to be copied.
    let name = |style: &Known| style.names.last().copied().unwrap_or_default();
    let width = styles.iter().map(|style| name(style).chars().count()).max().unwrap_or(0);
    for style in &styles {
        writeln!(out, "{KEY}{:<width$}{KEY:#}  {}", name(style), style.title)?;
    }
    ctx.ui.status(format!("{} built in; `--style FILE.csl` takes any other.", count(styles.len(), "style")));
    Ok(())
}

/// Names the texts whose references lack what every style prints.
fn incomplete(ctx: &Ctx, review: &Review, set: &Set) -> Result<(), Failure> {
    let rows = review.store().rows(Filter::Of(set))?;
    let mut complete = true;
    let mut lacking = |what: &str, lacks: &dyn Fn(&Row) -> bool| {
        let keys: Vec<&str> = rows.iter().filter(|row| lacks(row)).map(|row| row.key.as_str()).collect();
        if keys.is_empty() {
            return;
        }
        complete = false;
        let more = if keys.len() > 5 { " ..." } else { "" };
        let first = keys.iter().take(5).copied().collect::<Vec<_>>().join(", ");
        ctx.ui.warning(format!("{} without {what}: {first}{more}", count(keys.len(), "reference")));
    };
    lacking("an author", &|row| row.authors.is_empty());
    lacking("a year", &|row| row.year.is_none());
    lacking("a title", &|row| row.title.is_empty());
    if !complete {
        ctx.ui.hint("`katsaus edit KEY authors=... year=... title=...` fills in what is missing");
    }
    Ok(())
}
