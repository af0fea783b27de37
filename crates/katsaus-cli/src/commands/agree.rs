//! `agree`: how far reviewers agree.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::aligned;
use crate::ui::{BOLD, count};
use katsaus::review::Agreed;
use katsaus::screen::{Agreement, Estimate};
use katsaus::wire;

/// Show how far reviewers agree, at each stage and for each pair
///
/// Counted is what reviewers decided before they could see what the others did, not what was changed or settled afterwards;
/// sources on which somebody is still to decide are left aside. Several measures are shown since none is right alone: where nearly everything is excluded, kappa and alpha
/// are low though people agree on almost all. In brackets stands where 95 of 100 samples as large would lie.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// One stage only
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// The selection that was decided for (else the whole collection)
    #[arg(long, value_name = "SELECTION")]
    selection: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let review = ctx.open()?;
    let selection = review.selection_or_whole(args.selection.as_deref())?;
    let wanted = args.stage.as_deref().map(|typed| review.stage_of(&selection, typed)).transpose()?;
    let mut found = review.agreement(&selection)?;
    found.retain(|agreed| wanted.as_ref().is_none_or(|stage| *stage == agreed.stage));
    if ctx.global.json {
        for agreed in &found {
            let reviewers: Vec<&str> = agreed.reviewers.iter().map(String::as_str).collect();
            let (stage, categories) = (&agreed.stage, &agreed.categories);
            writeln!(out, "{}", wire::v1::agreement(stage, &reviewers, categories, &agreed.all, None))?;
            for pair in &agreed.pairs {
                let reviewers = [pair.reviewers.0.as_str(), pair.reviewers.1.as_str()];
                writeln!(
                    out,
                    "{}",
                    wire::v1::agreement(stage, &reviewers, categories, &pair.agreement, Some(&pair.table))
                )?;
            }
        }
        return Ok(());
    }
    for (at, agreed) in found.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        show(ctx, &review.stage_label(&agreed.stage), agreed, out)?;
    }
    if found.is_empty() {
        ctx.ui.status(
            "No two reviewers have decided on the same sources yet, or not all who are to decide have done so.",
        );
        ctx.ui.hint("`katsaus assign` shares sources out; `reviewers = 2` at a stage in katsaus.toml asks for two");
    }
    Ok(())
}

fn show(ctx: &Ctx, stage: &str, agreed: &Agreed, out: Out<'_>) -> Result<(), Failure> {
    let shares: Vec<String> = agreed
        .categories
        .iter()
        .zip(&agreed.all.shares)
        .map(|(word, share)| format!("{word} {:.0} %", 100.0 * share))
        .collect();
    writeln!(
        out,
        "{BOLD}{}{BOLD:#}: {} by {}, {} decided on by two or more ({})",
        ctx.ui.safe(stage),
        count(agreed.all.subjects, "source"),
        count(agreed.reviewers.len(), "reviewer"),
        agreed.all.rated_twice,
        shares.join(", ")
    )?;
    let heads = ["Reviewers", "Sources", "Agreed", "Kappa", "PABAK", "AC1", "Fleiss", "Brennan-P.", "Alpha", "Ordinal"];
    let mut rows = Vec::new();
    if agreed.reviewers.len() > 2 {
        rows.push(row("all".to_owned(), &agreed.all));
    }
    for pair in &agreed.pairs {
        rows.push(row(format!("{}, {}", pair.reviewers.0, pair.reviewers.1), &pair.agreement));
    }
    write!(out, "{}", aligned(&ctx.ui, &heads, rows, &[1, 2, 3, 4, 5, 6, 7, 8, 9]))?;
    for pair in &agreed.pairs {
        writeln!(out, "\n{} (rows) and {} (columns):", ctx.ui.safe(&pair.reviewers.0), ctx.ui.safe(&pair.reviewers.1))?;
        let heads: Vec<&str> = std::iter::once("").chain(agreed.categories.iter().copied()).collect();
        let rows = agreed.categories.iter().zip(&pair.table);
        let rows = rows.map(|(word, counts)| {
            std::iter::once((*word).to_owned()).chain(counts.iter().map(usize::to_string)).collect()
        });
        write!(out, "{}", aligned(&ctx.ui, &heads, rows.collect(), &(1..heads.len()).collect::<Vec<_>>()))?;
    }
    if agreed.changed_since > 0 {
        ctx.ui.status(format!(
            "{} changed after all had decided and could see each other's: what was said before counts.",
            count(agreed.changed_since, "decision")
        ));
    }
    if agreed.waiting > 0 {
        ctx.ui
            .status(format!("{} left aside: not all who are to decide have done so.", count(agreed.waiting, "source")));
    }
    Ok(())
}

fn row(who: String, agreement: &Agreement) -> Vec<String> {
    let pabak = agreement.pabak();
    let measures = [
        &agreement.observed,
        &agreement.kappa,
        &pabak,
        &agreement.ac1,
        &agreement.fleiss,
        &agreement.brennan_prediger,
        &agreement.alpha_nominal,
        &agreement.alpha_ordinal,
    ];
    let cells = measures.into_iter().map(shown);
    [who, agreement.rated_twice.to_string()].into_iter().chain(cells).collect()
}

/// `0.76 [0.64, 0.88]` on two lines, so that a row of them fits a screen.
fn shown(estimate: &Estimate) -> String {
    match (estimate.value, estimate.interval) {
        (Some(value), Some(interval)) => format!("{value:.2}\n[{:.2}, {:.2}]", interval.low, interval.high),
        (Some(value), None) => format!("{value:.2}"),
        (None, _) => "—".to_owned(),
    }
}
