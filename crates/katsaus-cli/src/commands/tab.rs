//! `tab`: how many texts, or excerpts, fall together.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::grid::{self, FORMS, ending};
use katsaus::Review;
use katsaus::report::grid::Grid;
use katsaus::report::tab::Share;
use katsaus::review::{ChartKind, Cut, TabRequest, Tabulated};
use katsaus::wire;
use std::path::{Path, PathBuf};

/// Count texts or excerpts by one thing or two: code groups, topics, year, type, language, origin, status, read level
///
/// For instance: katsaus tab framework year --by 5, or katsaus tab framework kind -o map.svg. A text with several
/// codes is counted with each, and once in totals. With -o FILE.svg or FILE.png the counts are drawn.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What the rows are: a code group, a code, a topic, year, type, language, origin, status, read, container
    rows: String,
    /// What the columns are
    columns: Option<String>,
    /// The texts that a query finds (else all)
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
    /// Count excerpts by their own codes, not texts
    #[arg(long, value_name = "WHAT", value_parser = ["excerpts", "sources"], default_value = "sources")]
    of: String,
    /// Put so many years together
    #[arg(long, value_name = "YEARS", default_value_t = 1)]
    by: u32,
    /// Tell codes apart down to this level below their group
    #[arg(long, value_name = "N", default_value_t = 1)]
    level: usize,
    /// Show shares instead of counts: of the row, of the column, of all
    #[arg(long, value_name = "OF", value_parser = ["row", "column", "total"])]
    percent: Option<String>,
    /// List what stands in each cell
    #[arg(long, conflicts_with = "percent")]
    list: bool,
    /// The kind of chart: bars, stacked, heat, bubble, pairs, timeline (else what suits)
    #[arg(long, value_name = "KIND")]
    chart: Option<String>,
    /// The file to write: .html, .md, .csv, .xlsx, .docx, or a chart as .svg, .png
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let kind = match &args.chart {
        None => None,
        Some(name) => Some(ChartKind::named(name).ok_or_else(|| {
            let kinds: Vec<&str> = ChartKind::ALL.iter().map(|(_, name)| *name).collect();
            Failure::usage(format!("there is no chart `{name}`")).hint(format!("charts: {}", kinds.join(", ")))
        })?),
    };
    let mut review = ctx.open()?;
    let parsed = review.query(args.query.as_slice())?;
    let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    let request = TabRequest {
        rows: args.rows.clone(),
        columns: args.columns.clone(),
        of_excerpts: args.of == "excerpts",
        cut: Cut { years: args.by.max(1), level: args.level },
    };
    let mut tabulated = review.tab(&set, &request)?;
    if let Some(file) = &args.output
        && matches!(ending(file).as_str(), "svg" | "png")
    {
        let svg = review.chart(&tabulated, kind)?;
        return draw(ctx, file, &svg);
    }
    if kind.is_some() {
        return Err(Failure::usage("a chart goes into a file").hint("-o chart.svg, or -o chart.png"));
    }
    if ctx.global.json && args.output.is_none() {
        return json(&tabulated, out);
    }
    let grid = table_of(&review, args, &tabulated);
    match &args.output {
        Some(file) => {
            let form = grid::form_of(file, &format!("{FORMS}, .svg, .png"))?;
            grid::write(ctx, file, &grid.in_form(form)?)?;
            ctx.ui.status(format!("Wrote `{}`.", file.display()));
        }
        None if !grid::fits(ctx, &grid) => turned(ctx, &review, args, (&mut tabulated, &grid), out)?,
        None => grid::print(ctx, &grid, 300, out)?,
    }
    nothing_to_count(ctx, &review, args, &tabulated);
    Ok(())
}

/// A table that is too wide is printed with rows for columns, if that helps.
fn turned(
    ctx: &Ctx,
    review: &Review,
    args: &Args,
    (tabulated, grid): (&mut Tabulated, &Grid),
    out: Out<'_>,
) -> Result<(), Failure> {
    // Shares of rows would be shares of columns then: only counts are turned.
    if args.columns.is_some() && args.percent.is_none() {
        tabulated.turn();
        let other = table_of(review, args, tabulated);
        if grid::fits(ctx, &other) {
            grid::print(ctx, &other, 300, out)?;
            ctx.ui.status("Rows and columns are exchanged, so that it fits the screen.");
            return Ok(());
        }
    }
    grid::print(ctx, grid, 300, out)?;
    ctx.ui.hint("too wide for the screen: -o FILE.html has room, --by puts years together");
    Ok(())
}

fn table_of(review: &Review, args: &Args, tabulated: &Tabulated) -> Grid {
    if args.list {
        review.tab_list(tabulated)
    } else {
        let share = args.percent.as_deref().map(|of| match of {
            "row" => Share::Row,
            "column" => Share::Column,
            _ => Share::Total,
        });
        review.tab_grid(tabulated, share)
    }
}

/// Writes a chart to a file, as SVG or as a picture.
pub(super) fn draw(ctx: &Ctx, file: &Path, svg: &str) -> Result<(), Failure> {
    if ending(file) == "png" {
        let picture = katsaus::report::chart::png(svg).map_err(|error| Failure::internal(error.to_string()))?;
        grid::write(ctx, file, &picture)?;
    } else {
        grid::write(ctx, file, svg.as_bytes())?;
    }
    ctx.ui.status(format!("Drew `{}`.", file.display()));
    Ok(())
}

fn nothing_to_count(ctx: &Ctx, review: &Review, args: &Args, tabulated: &Tabulated) {
    if tabulated.tab.total > 0 {
        return;
    }
    if args.of == "excerpts" {
        ctx.ui.hint("there are no excerpts yet; `katsaus excerpt add KEY TEXT --tag CODE` takes one");
    } else if review.store().source_count().is_ok_and(|n| n > 0) {
        ctx.ui.hint("the query finds no text");
    }
}

/// An object for each cell that is not empty.
fn json(tabulated: &Tabulated, out: Out<'_>) -> Result<(), Failure> {
    let tab = &tabulated.tab;
    for (row, cells) in tab.row_names.iter().zip(&tab.members) {
        for (at, members) in cells.iter().enumerate() {
            let column = tab.column_names.get(at).map(String::as_str);
            let keys: Vec<String> = members.iter().map(|member| tabulated.key(*member)).collect();
            writeln!(
                out,
                "{}",
                wire::v1::tab_cell((&tab.rows, row), column.map(|name| (tab.columns.as_str(), name)), &keys)
            )?;
        }
    }
    Ok(())
}
