//! The codebook to a file and from one.

use super::super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::{Given, may_write, write_whole};
use crate::ui::{count, cut};
use katsaus::Review;
use katsaus::review::CodebookForm;
use std::path::Path;

fn form_of(file: &Path, does: &str, forms: &str) -> Result<CodebookForm, Failure> {
    let ending = file.extension().unwrap_or_default().to_string_lossy().into_owned();
    CodebookForm::of_ending(&ending).ok_or_else(|| {
        Failure::usage(format!("`{}` does not say a form of codebook that katsaus {does}", file.display()))
            .hint(format!("its endings: {forms}"))
    })
}

pub(super) fn export(ctx: &Ctx, review: &Review, file: &Path) -> Result<(), Failure> {
    let form = form_of(file, "writes", ".toml, .csv, .qdc")?;
    may_write(ctx, file)?;
    let mut n = 0;
    write_whole(file, |out| {
        n = review.export_codebook(form, out)?;
        Ok(())
    })?;
    ctx.ui.status(format!("Wrote {} to `{}`.", count(n, "code"), file.display()));
    Ok(())
}

pub(super) fn import(ctx: &Ctx, review: &mut Review, file: &Path, update: bool, out: Out<'_>) -> Result<(), Failure> {
    let form = form_of(file, "reads", ".toml, .csv, .xlsx, .ods, .qdc")?;
    let given = Given::all(file)?;
    let Some(given) = given.first() else { return Ok(()) };
    let imported = review.import_codebook(&ctx.act(), &given.name, form, &|| given.open(), update)?;
    for why in &imported.passed_over {
        ctx.ui.warning(format!("not read: {why}"));
    }
    for (path, field, own, other) in &imported.differing {
        ctx.ui.warning(format!(
            "`{path}`, {field}: the review's own stays, “{}”; the file says “{}”",
            cut(own, 60),
            cut(other, 60)
        ));
    }
    if !imported.differing.is_empty() {
        ctx.ui.hint("`--update` takes the file's words everywhere, `katsaus codebook describe CODE FIELD=VALUE` where you want them");
    }
    for path in &imported.added {
        writeln!(out, "added   {path}")?;
    }
    for path in &imported.filled {
        writeln!(out, "filled  {path}")?;
    }
    let (added, filled) = (count(imported.added.len(), "code"), imported.filled.len());
    ctx.done(imported.done.as_ref(), format!("Added {added}, filled what was empty of {filled}"));
    Ok(())
}
