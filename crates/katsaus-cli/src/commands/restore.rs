//! `restore`: back to a backup.

use crate::ctx::{Ctx, Standing};
use crate::failure::Failure;
use crate::ui::count;
use katsaus::Review;
use katsaus::store::Counts;
use std::path::{Path, PathBuf};

/// Go back to a backup, after showing what would change
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The backup
    file: PathBuf,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    if !args.file.exists() {
        return Err(Failure::user(format!("there is no file `{}`", args.file.display())));
    }
    let review = match ctx.standing()? {
        Standing::Sound(review) => review,
        Standing::Damaged(folder, failure) => return over_damaged(ctx, &folder, failure, args),
        Standing::Missing(folder) => return into_empty(ctx, &folder, args),
    };
    let compared = review.compare_backup(&args.file)?;
    let describe = |counts: &Counts| {
        let numbers = [
            count(counts.operations, "operation"),
            count(counts.sources, "source"),
            count(counts.tags, "tag"),
            count(counts.cells, "cell"),
            count(counts.decisions, "decision"),
        ];
        numbers.join(", ")
    };
    ctx.ui.status(format!("The review has  {}.", describe(&compared.now)));
    ctx.ui.status(format!("The backup has  {}.", describe(&compared.then)));
    if !compared.same_review && !ctx.global.yes {
        return Err(Failure::user("the backup is of another review").hint("`-y` puts it here all the same"));
    }
    if compared.lost > 0 {
        ctx.ui.status(format!(
            "Operations of the review that the backup does not have, and that would be gone: {}.",
            compared.lost
        ));
        if !ctx.ui.ask("Go back all the same?", false) {
            return Err(Failure::user("the review has more in it than the backup, and was left as it is")
                .hint("`-y` goes back; the review as it is now is kept in `backups` first"));
        }
    } else if compared.gained == 0 {
        ctx.ui.status("The two are the same: nothing to do.");
        return Ok(());
    }
    let review = review.restore(&args.file, &ctx.act())?;
    let counts = review.store().counts()?;
    ctx.ui.status(format!(
        "Went back. The review has {}; what it was before is in `backups`.",
        count(counts.sources, "source")
    ));
    Ok(())
}

/// A review file that cannot be read is put aside, and the backup takes its place.
fn over_damaged(ctx: &Ctx, folder: &Path, failure: Failure, args: &Args) -> Result<(), Failure> {
    ctx.ui.status(format!("The review cannot be read: {}.", failure.message));
    if !ctx.ui.ask("Put the damaged file aside and go back to the backup?", false) {
        return Err(Failure::user("the review was left as it is").hint("`-y` goes back; the damaged file is kept"));
    }
    put_back(ctx, folder, args)
}

/// Where no review file is, nothing is lost by putting one there: nobody is asked.
fn into_empty(ctx: &Ctx, folder: &Path, args: &Args) -> Result<(), Failure> {
    ctx.ui.status(format!("`{}` has no review.db.", folder.display()));
    put_back(ctx, folder, args)
}

fn put_back(ctx: &Ctx, folder: &Path, args: &Args) -> Result<(), Failure> {
    let (review, kept) = Review::put_back(folder, &args.file)?;
    let counts = review.store().counts()?;
    let kept = kept.map_or_else(String::new, |kept| {
        format!("; the damaged file is kept as `{}`", kept.file_name().unwrap_or_default().to_string_lossy())
    });
    ctx.ui.status(format!("Went back. The review has {}{kept}.", count(counts.sources, "source")));
    Ok(())
}
