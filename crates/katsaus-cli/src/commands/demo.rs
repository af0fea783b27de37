//! `demo`: a review of 171 real texts, made from what is inside the program.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{BOLD, KEY, count};
use katsaus::review::{ImportRequest, Order, REVIEW_FILE, Review};
use katsaus_formats::sheet::ReadSeek;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Make a review of 171 real texts to look at
///
/// On employers, vocational rehabilitation and supported employment. Found there again, it is opened.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder
    #[arg(default_value = "katsaus-demo")]
    dir: PathBuf,
}

const PROTOCOL: &str = include_str!("../../demo/katsaus.toml");
const SOURCES: &[u8] = include_bytes!("../../demo/sources.xlsx");
const FINNISH: &[u8] = include_bytes!("../../demo/finnish.xlsx");

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let folder = &args.dir;
    let mut review = if folder.join(REVIEW_FILE).exists() {
        ctx.ui.status(format!("The demo is in `{}` already; here it is.", folder.display()));
        Review::open(folder)?
    } else {
        make(ctx, folder)?
    };
    review.index(&mut ctx.ui.progress())?;
    tour(ctx, &mut review, folder, out)
}

fn make(ctx: &Ctx, folder: &Path) -> Result<Review, Failure> {
    let mut review = Review::init(folder, PROTOCOL, &ctx.act())?;
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(Cursor::new(SOURCES))) };
    let request = ImportRequest::new("sources.xlsx", &open);
    review.import(&ctx.act(), &request, &mut ctx.ui.progress())?;
    for (name, bytes) in [("sources.xlsx", SOURCES), ("finnish.xlsx", FINNISH)] {
        std::fs::write(folder.join(name), bytes).map_err(|error| Failure::user(format!("`{name}`: {error}")))?;
    }
    ctx.ui.status(format!("Made a review in `{}`: its table, `sources.xlsx`, lies there too.", folder.display()));
    Ok(review)
}

fn tour(ctx: &Ctx, review: &mut Review, folder: &Path, out: Out<'_>) -> Result<(), Failure> {
    let counts = review.store().counts()?;
    writeln!(out, "{BOLD}{}{BOLD:#}", review.protocol().title)?;
    writeln!(
        out,
        "{}, {}, {}",
        count(counts.sources, "source"),
        count(counts.tags, "tag"),
        count(counts.cells, "cell")
    )?;

    let query = "employer* AND attitude* year:2000..2015";
    let parsed = review.query(&[query.to_owned()])?;
    let found = review.search(&parsed.node, 3, Order::Relevance, &mut ())?;
    writeln!(out, "\n{BOLD}A search{BOLD:#}: {query}  ({})", count(found.total, "source"))?;
    for hit in &found.hits {
        let year = hit.row.year.map(|year| year.to_string()).unwrap_or_default();
        writeln!(out, "  {KEY}{}{KEY:#}  {year}  {}", hit.row.key, wrap(&hit.row.title, ctx.ui.width, 4))?;
    }

    writeln!(out, "\n{BOLD}Its frameworks{BOLD:#}")?;
    let rows: Vec<_> = review.codebook()?.into_iter().filter(|row| row.path.starts_with("framework/")).collect();
    let most = rows.iter().map(|row| row.sources).max().unwrap_or(1).max(1);
    for row in &rows {
        let bar = "█".repeat((row.sources * 40).div_ceil(most) as usize);
        writeln!(out, "  {:<20} {:>3} {bar}", row.path.trim_start_matches("framework/"), row.sources)?;
    }

    writeln!(out, "\n{BOLD}What to type next{BOLD:#}")?;
    let at = format!("-C {}", folder.display());
    for (line, what) in [
        (format!("katsaus {at} search '\"supported employment\" framework:support-side'"), "find"),
        (format!("katsaus {at} list framework:dual-customer"), "list"),
        (format!("katsaus {at} tag supply-side --where 'title:placement*'"), "tag what a query finds"),
        (format!("katsaus {at} undo"), "take it back"),
        (format!("katsaus {at} export {}/table.xlsx", folder.display()), "a workbook to edit and import again"),
        ("katsaus init my-review".to_owned(), "begin your own"),
    ] {
        writeln!(out, "  {line}")?;
        writeln!(out, "      {what}")?;
    }
    Ok(())
}
