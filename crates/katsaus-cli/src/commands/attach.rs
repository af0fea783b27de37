//! `attach`: full texts.

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::{count, cut};
use katsaus::Review;
use katsaus::review::{Attachment, Recognised, Sign, TextTrouble};
use katsaus_model::Field;
use std::path::{Path, PathBuf};

/// Attach full texts to sources: PDF, Word, HTML, plain text
///
/// A file to a source: katsaus attach luecking2008 paper.pdf. A folder: katsaus attach papers/ finds out which source
/// each file is of, by key, DOI or title; where that is not sure you are asked. Files are copied into the review's folder
/// `files`. Search in them with --full or fulltext:word; `katsaus show KEY --page 3` shows a page.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A source and its file, or files and folders
    #[arg(required = true, value_name = "KEY FILE | FILE...")]
    what: Vec<String>,
    /// Make sources to complete of files that are of no source in the review
    #[arg(long)]
    new: bool,
    /// Take a file off the source instead: katsaus attach --remove KEY FILE
    #[arg(long, conflicts_with = "new")]
    remove: bool,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    let mut review = ctx.open()?;
    if let [key, file] = args.what.as_slice() {
        if args.remove {
            let n = review.source_by_key(key)?;
            let done = review.detach(&ctx.act(), n, file)?;
            ctx.done(done.as_ref(), format!("Took `{file}` off; it stays in the folder `files`"));
            return Ok(());
        }
        if !Path::new(key).exists() {
            let n = review.source_by_key(key)?;
            if !Path::new(file).is_file() {
                return Err(Failure::user(format!("there is no file `{file}`")));
            }
            return attach(ctx, &mut review, &[(n, PathBuf::from(file))]);
        }
    }
    if args.remove {
        return Err(Failure::usage("`attach --remove` takes a key and the name of a file"));
    }
    let files = files_in(&args.what)?;
    let found = review.recognise_files(&files, &mut ctx.ui.progress())?;
    let mut sure = Vec::new();
    let mut rest = Vec::new();
    for file in found {
        match place(ctx, &review, &file)? {
            Placed::Here(n) => sure.push((n, file.path)),
            Placed::Already => {}
            Placed::Nowhere => rest.push(file),
        }
    }
    if args.new {
        sure.extend(made(ctx, &mut review, &mut rest)?);
    }
    if !sure.is_empty() {
        attach(ctx, &mut review, &sure)?;
    }
    tell_rest(ctx, &review, &rest)
}

/// The files that were named, and those in folders that were, in order of their names.
fn files_in(what: &[String]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for name in what {
        let path = PathBuf::from(name);
        if !path.exists() {
            return Err(Failure::user(format!(
                "`{name}` is neither a file nor a folder here, nor, with one file behind it, a source"
            )));
        }
        if path.is_dir() {
            collect(&path, &mut files)?;
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let mut entries: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // A link may lead round in a circle.
        if !hidden && !entry.file_type()?.is_symlink() {
            entries.push(entry.path());
        }
    }
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

enum Placed {
    Here(i64),
    Already,
    Nowhere,
}

/// Where a file belongs; the person is asked where it is not sure.
fn place(ctx: &Ctx, review: &Review, file: &Recognised) -> Result<Placed, Failure> {
    let name = named(&file.path);
    if let Some((n, sign)) = file.source {
        let row = review.store().row(n)?;
        let key = row.map(|row| row.key).unwrap_or_default();
        if file.there {
            ctx.ui.status(format!("{key} has `{name}` already."));
            return Ok(Placed::Already);
        }
        ctx.ui.status(format!("{key}  `{name}`, by {}", sign.as_str()));
        return Ok(Placed::Here(n));
    }
    for (n, sign) in &file.perhaps {
        let Some(row) = review.store().row(*n)? else { continue };
        let question = format!("Is `{name}` {}, {} ({})?", row.key, cut(&row.title, 60), sign.as_str());
        if ctx.ui.ask(&question, false) && !ctx.ui.yes {
            return Ok(Placed::Here(*n));
        }
    }
    Ok(Placed::Nowhere)
}

fn named(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Sources made of files that are of none; what may be of one is left.
fn made(ctx: &Ctx, review: &mut Review, rest: &mut Vec<Recognised>) -> Result<Vec<(i64, PathBuf)>, Failure> {
    let mut new = Vec::new();
    let mut left = Vec::new();
    for file in rest.drain(..) {
        if !file.perhaps.is_empty() || matches!(file.trouble, Some(TextTrouble::Kind { .. } | TextTrouble::Io { .. })) {
            left.push(file);
            continue;
        }
        let stem = file.path.file_stem().unwrap_or_default().to_string_lossy().replace('_', " ");
        let mut values = vec![(Field::Title, stem)];
        values.extend(file.doi.clone().map(|doi| (Field::Doi, doi)));
        if let Some((family, year)) = katsaus_formats::fulltext::find::author_year(&named(&file.path)) {
            values.push((Field::Authors, family));
            values.push((Field::Year, year.to_string()));
        }
        let (n, is_new) = review.add(&ctx.act(), &values, None)?;
        if is_new {
            let note = format!("To complete: made of the file {}", named(&file.path));
            review.note(&ctx.act(), n, &note)?;
        }
        let key = review.store().row(n)?.map(|row| row.key).unwrap_or_default();
        ctx.ui.status(format!("{key}  new, of `{}`", named(&file.path)));
        new.push((n, file.path));
    }
    *rest = left;
    if !new.is_empty() {
        ctx.ui.hint("`katsaus search 'note:\"to complete\"'` finds them; `katsaus edit KEY title=...` completes one");
    }
    Ok(new)
}

fn attach(ctx: &Ctx, review: &mut Review, files: &[(i64, PathBuf)]) -> Result<(), Failure> {
    let (done, committed) = review.attach(&ctx.act(), files, &mut ctx.ui.progress())?;
    let mut no_reader = 0usize;
    for Attachment { name, pages, file, .. } in &done {
        match pages {
            Err(TextTrouble::NoPdfReader) => no_reader += 1,
            Err(trouble) if file.is_none() => ctx.ui.warning(format!("{trouble}; it was not attached")),
            Err(trouble) => ctx.ui.warning(format!("{trouble}; it is attached, and cannot be searched")),
            Ok(_) if file.is_none() => ctx.ui.status(format!("`{name}` was attached before.")),
            Ok(_) => {}
        }
    }
    if no_reader > 0 {
        ctx.ui.warning(format!(
            "`pdftotext`, which reads PDFs, is not installed: {} attached, and cannot be searched",
            if no_reader == 1 { "1 file is".to_owned() } else { format!("{no_reader} files are") }
        ));
        ctx.ui.hint("it comes with poppler: apt install poppler-utils, brew install poppler, or scoop install poppler; then `katsaus search` reads them");
    }
    if done.iter().all(|one| one.file.is_none()) {
        let failed = done.iter().any(|one| one.pages.is_err());
        return if failed { Err(Failure::user("nothing was attached")) } else { Ok(()) };
    }
    let new: Vec<&Attachment> = done.iter().filter(|one| one.file.is_some()).collect();
    let pages: usize = new.iter().filter_map(|one| one.pages.as_ref().ok()).sum();
    let message = match new.as_slice() {
        [one] => format!(
            "Attached `{}` to {} as `files/{}` ({})",
            one.name,
            one.key,
            one.file.clone().unwrap_or_default(),
            count(pages, "page")
        ),
        several => format!("Attached {} ({})", count(several.len(), "file"), count(pages, "page")),
    };
    ctx.done(committed.as_ref(), message);
    Ok(())
}

/// Names the files that were left, and what they may be.
fn tell_rest(ctx: &Ctx, review: &Review, rest: &[Recognised]) -> Result<(), Failure> {
    if rest.is_empty() {
        return Ok(());
    }
    ctx.ui.status(format!("Not attached: {}.", count(rest.len(), "file")));
    for file in rest {
        let name = named(&file.path);
        let mut perhaps = Vec::new();
        for (n, sign) in file.perhaps.iter().take(3) {
            let key = review.store().row(*n)?.map(|row| row.key).unwrap_or_default();
            perhaps.push(format!("{key} ({})", Sign::as_str(*sign)));
        }
        let why = match (&file.trouble, perhaps.is_empty()) {
            (Some(trouble), true) => trouble.to_string(),
            (_, true) => format!("`{name}` is of no source in the review"),
            _ => format!("`{name}` may be {}", perhaps.join(" or ")),
        };
        ctx.ui.status(format!("  {why}"));
    }
    ctx.ui.hint("`katsaus attach KEY FILE` attaches one; `--new` makes sources of those that are of none");
    Ok(())
}
