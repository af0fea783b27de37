//! `init`: make a review.

use crate::ctx::Ctx;
use crate::failure::Failure;
use katsaus::protocol;
use katsaus::review::{PROTOCOL_FILE, Review};
use std::path::PathBuf;

/// Make a review in this folder or another
///
/// The folder may hold your files already; they are left alone. A file katsaus.toml is written that explains itself:
/// questions, terms, criteria, codes and topics stand there, for you to edit.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder (else this one)
    dir: Option<PathBuf>,
    /// What kind of review it is
    #[arg(long, value_name = "KIND", default_value = "integrative", value_parser = ["integrative", "scoping", "systematic"])]
    template: String,
    /// The review's title (else the folder's name)
    #[arg(long)]
    title: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let here = || std::env::current_dir().unwrap_or_default();
    let folder = args.dir.clone().or_else(|| ctx.global.review.clone()).unwrap_or_else(here);
    let named = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
    let title =
        args.title.clone().unwrap_or_else(|| named.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let Some(text) = protocol::template(&args.template, &title) else {
        return Err(Failure::usage(format!("there is no template `{}`", args.template)));
    };
    if let Some(outer) = named.parent().and_then(Review::find) {
        ctx.ui.warning(format!("`{}` is a review too; this one lies inside it", outer.display()));
    }
    let had_protocol = folder.join(PROTOCOL_FILE).exists();
    Review::init(&folder, &text, &ctx.act())?;
    let article = if args.template == "integrative" { "an" } else { "a" };
    ctx.ui.status(format!("Made {article} {} review \"{title}\" in `{}`.", args.template, folder.display()));
    if had_protocol {
        ctx.ui.status(format!("The {PROTOCOL_FILE} that was there already is used as it stands."));
    } else {
        ctx.ui.hint(format!(
            "{PROTOCOL_FILE} holds its questions, codes and topics: edit it in any editor, when you like"
        ));
    }
    let cd = if args.dir.is_some() { format!("cd {} && ", folder.display()) } else { String::new() };
    ctx.ui.hint(format!("{cd}katsaus import YOUR-TABLE.xlsx"));
    Ok(())
}
