//! `cite`: how sources are named in the running text.

use super::Out;
use super::style::StyleArgs;
use crate::ctx::Ctx;
use crate::failure::Failure;
use katsaus::report::bibliography::{Citation, Cited};
use katsaus::report::rich::{self, Document, Form, Paragraph};

/// Write the citation of sources, as the running text names them
///
/// Letters (2008a), initials and numbers are those that the sources have in the list of references of the whole review,
/// or of those that `--among` finds.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Sources, by key or unique beginning
    #[arg(required = true)]
    keys: Vec<String>,
    #[command(flatten)]
    style: StyleArgs,
    /// As part of a sentence: Luecking (2008)
    #[arg(long)]
    narrative: bool,
    /// The pages, of the last source: 12 or 12-14
    #[arg(long, value_name = "PAGES")]
    pages: Option<String>,
    /// The texts that are in the list of references, as a query (else all)
    #[arg(long, value_name = "QUERY", default_value = "")]
    among: String,
    /// The form: txt, md, html
    #[arg(long, value_name = "FORM", default_value = "txt")]
    to: String,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let (style, language) = args.style.get()?;
    let form = Form::named(&args.to).filter(|form| *form != Form::Docx).ok_or_else(|| {
        Failure::usage(format!("a citation is not written as `{}`", args.to)).hint("its forms: txt, md, html")
    })?;
    let mut review = ctx.open()?;
    let sources = review.sources_by_key(&args.keys)?;
    let among: Vec<String> = Some(args.among.clone()).filter(|query| !query.trim().is_empty()).into_iter().collect();
    let parsed = review.query(&among)?;
    let mut set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    sources.iter().for_each(|n| set.insert(*n));
    let mut keys = Vec::with_capacity(sources.len());
    for n in sources {
        keys.extend(review.store().row(n)?.map(|row| row.key));
    }
    let texts = review.bibliography(&set, &mut ctx.ui.progress())?;
    let form_in_text = if args.narrative { Citation::Narrative } else { Citation::Parenthetical };
    let cited = Cited { keys: &keys, pages: args.pages.as_deref(), form: form_in_text };
    let runs = texts.citation(&cited, &style, &language);
    let line = match form {
        Form::Html => rich::fragment(&runs),
        _ => {
            let paragraphs = vec![Paragraph { runs, ..Paragraph::default() }];
            let document = Document { paragraphs, ..Document::default() };
            if form == Form::Markdown { rich::markdown(&document) } else { rich::text(&document) }
        }
    };
    let line = line.trim_end();
    writeln!(out, "{}", if ctx.ui.out_is_terminal { ctx.ui.safe(line) } else { line.to_owned() })?;
    Ok(())
}
