//! `screen simulate`: screening by relevance as it would have gone on a file whose outcome is known.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::files::Given;
use crate::ui::{count, thousands};
use katsaus::ReviewError;
use katsaus::progress::{Event, Progress};
use katsaus::screen::{Aim, Gathering, Measures, Model, measures, simulate};
use katsaus::wire;
use katsaus_formats::sheet::{LabelError, Labelled, labelled};
use std::path::PathBuf;

/// Try the order of relevance on a table whose outcome is known
///
/// The table lists texts, and a column of it says which were relevant (1 and 0, yes and no, included and excluded). Beginning
/// from a few that are known, the likeliest text is looked at again and again, each decision teaching the next, until the
/// last relevant one is found. No review is needed, and nothing is written. Texts without an abstract are ranked with the
/// others here, as in other programs' simulations.
///
/// `--json` prints a line for each text in that order, `row` counted from 0, and a summary.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The table
    file: PathBuf,
    /// The column that says which texts are relevant
    #[arg(long, value_name = "COLUMN")]
    label: String,
    /// Rows that are known at the beginning, counted from 0: at least one that is relevant
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    prior: Vec<usize>,
    /// How texts are ranked: `usual`, or `elas-u4`, which is that of ASReview 3
    #[arg(long, value_name = "MODEL", default_value = "usual")]
    model: String,
    /// The share of the relevant that the rule for stopping should find
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    recall: f64,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let model = Model::parse(&args.model).ok_or_else(|| {
        Failure::usage(format!("there is no model `{}`", args.model)).hint("`usual` and `elas-u4` are known")
    })?;
    if !(args.recall > 0.0 && args.recall <= 1.0) {
        return Err(Failure::usage("`--recall` is a share: above 0, at most 1"));
    }
    let rows = read(args)?;
    let relevant: Vec<bool> = rows.iter().map(|row| row.relevant == Some(true)).collect();
    let priors = priors(args, &relevant)?;
    let mut gathering = Gathering::new(model);
    rows.iter().for_each(|row| gathering.add(&row.fields));
    drop(rows);
    let aim = Aim { recall: args.recall, ..Aim::default() };
    let mut progress = ctx.ui.progress();
    let _ = progress.event(Event::Started { what: "simulating", total: None });
    let mut stopped = false;
    let run = simulate(gathering.finish(), &relevant, &priors, aim, |_| {
        stopped = progress.event(Event::Advanced(1)).is_break();
        !stopped
    });
    let _ = progress.event(Event::Finished);
    if stopped {
        return Err(ReviewError::Stopped.into());
    }
    let found = measures(&run, &relevant, &priors);
    if ctx.global.json {
        for row in &run.order {
            writeln!(out, "{}", wire::v1::simulated(*row))?;
        }
        writeln!(out, "{}", wire::v1::simulation(model.as_str(), &found, run.stop))?;
        return Ok(());
    }
    say(&found, run.stop, args, out)
}

fn read(args: &Args) -> Result<Vec<Labelled>, Failure> {
    let file = Given::one(&args.file)?;
    let rows = labelled(&|| file.open(), &file.name, &args.label).map_err(|error| match error {
        LabelError::Book(source) => ReviewError::Sheet { name: file.name.clone(), source }.into(),
        other => Failure::user(format!("`{}`: {other}", file.name)),
    })?;
    let without = rows.iter().filter(|row| row.relevant.is_none()).count();
    if without == rows.len() {
        return Err(Failure::user(format!("no row of `{}` has a verdict in its column `{}`", file.name, args.label))
            .hint("1 and 0, yes and no, included and excluded are verdicts"));
    }
    Ok(rows)
}

/// The rows that are known: those asked for, else the first that is relevant and the first that is not.
fn priors(args: &Args, relevant: &[bool]) -> Result<Vec<usize>, Failure> {
    let mut priors = args.prior.clone();
    if priors.is_empty() {
        let first = |wanted: bool| relevant.iter().position(|relevant| *relevant == wanted);
        priors = [first(true), first(false)].into_iter().flatten().collect();
    }
    priors.sort_unstable();
    priors.dedup();
    if let Some(beyond) = priors.iter().find(|row| **row >= relevant.len()) {
        return Err(Failure::user(format!("there is no row {beyond}: the table has {}", count(relevant.len(), "row")))
            .hint("rows are counted from 0, below the column names"));
    }
    let is_left = relevant.iter().enumerate().any(|(row, relevant)| *relevant && !priors.contains(&row));
    match priors.iter().any(|row| relevant[*row]) {
        true if is_left => Ok(priors),
        true => Err(Failure::user("all relevant rows are known at the beginning: there is nothing to find")),
        false => {
            Err(Failure::user("none of the rows known at the beginning is relevant, so there is nothing to learn from")
                .hint("`--prior 12,40` names rows, counted from 0"))
        }
    }
}

fn say(found: &Measures, stop: Option<usize>, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    writeln!(
        out,
        "{} to look at, {} relevant among them.",
        count(found.texts, "text"),
        thousands(found.relevant as u64)
    )?;
    writeln!(
        out,
        "95 % of the relevant are found after {} ({} of all; WSS@95 {:.3}).",
        count(found.at_95, "text"),
        percent(found.at_95 as f64 / found.texts as f64),
        found.wss_95
    )?;
    writeln!(
        out,
        "After a tenth of the texts {} are found. Loss {:.4}, NDCG {:.4}.",
        percent(found.recall_10),
        found.loss,
        found.ndcg
    )?;
    let aim = percent(args.recall);
    match (stop, found.recall_at_stop, found.saved_at_stop) {
        (Some(stop), Some(recall), Some(saved)) => writeln!(
            out,
            "The rule for stopping ({aim} found, with 95 % confidence) says stop after {}: {} of the relevant are found then, and \
             {} of the work is saved.",
            count(stop, "text"),
            percent(recall),
            percent(saved)
        )?,
        _ => {
            writeln!(out, "The rule for stopping ({aim} found, with 95 % confidence) never says stop before the end.")?
        }
    }
    Ok(())
}
