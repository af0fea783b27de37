//! `why`: what became of a text, in sentences.

use super::Out;
use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::table::wrap;
use crate::ui::{KEY, count};
use crate::when;
use katsaus::Review;
use katsaus::review::{Answer, InSelection};
use katsaus::screen::Outcome;
use katsaus::wire;
use katsaus_model::{Decision, Retrieval, WHOLE};

/// Say what became of a text, and why: by title, DOI or key
///
/// Looked through are all sources and the records that were merged into them, what was taken out, decisions in every selection,
/// full texts that could not be had, and what only citation searching has found.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A title or a part of it, a DOI, or a key
    #[arg(required = true)]
    text: Vec<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args, out: Out<'_>) -> Result<(), Failure> {
    let asked = args.text.join(" ");
    let mut review = ctx.open()?;
    let found = review.why(&asked)?;
    let mut sentences = Vec::new();
    for answer in &found.answers {
        let said = sentence(&review, answer)?;
        if ctx.global.json {
            let (key, status) = match answer {
                Answer::Here { row, selections, is_candidate, .. } => {
                    let whole = selections.iter().find(|of| of.name == WHOLE).map(|of| of.outcome.as_str());
                    (row.key.as_str(), if *is_candidate { Some("candidate") } else { whole })
                }
                Answer::Removed { key, .. } => (key.as_str(), None),
            };
            writeln!(out, "{}", wire::v1::answer(key, status, &said))?;
        } else {
            let key = match answer {
                Answer::Here { row, .. } => row.key.as_str(),
                Answer::Removed { key, .. } => key.as_str(),
            };
            sentences.push(format!("{KEY}{key}{KEY:#}  {}", wrap(&ctx.ui.safe(&said), ctx.ui.width, 2)));
        }
    }
    for sentence in &sentences {
        writeln!(out, "{sentence}")?;
    }
    if found.answers.is_empty() {
        let searches = review.store().searches()?.len();
        let looked = format!("{} and {} of this review", count(found.texts, "source"), count(searches, "search"));
        let said = format!("Never seen: none of the {looked} has brought `{asked}`.");
        if ctx.global.json {
            writeln!(out, "{}", wire::v1::never_seen(&asked, &said))?;
        } else {
            writeln!(out, "{}", wrap(&ctx.ui.safe(&said), ctx.ui.width, 0))?;
        }
    }
    if found.more > 0 {
        ctx.ui.hint(format!("{} more fit; more words of the title would tell them apart", count(found.more, "source")));
    }
    Ok(())
}

fn sentence(review: &Review, answer: &Answer) -> Result<String, Failure> {
    Ok(match answer {
        Answer::Removed { title, why, by, at, .. } => {
            format!("“{title}” was taken out of the review by {by} on {}: {why}.", when::day(*at))
        }
        Answer::Here { row, other_keys, is_candidate, selections, retrieval, origins } => {
            let mut said = vec![format!("“{}”{}", row.title.trim_end_matches('.'), author_and_year(row))];
            let whole = selections.iter().find(|of| of.name == WHOLE);
            said.push(match whole {
                _ if *is_candidate => {
                    "is a candidate: citation searching has found it, and nobody has decided on it".to_owned()
                }
                Some(whole) => standing(review, whole)?,
                None => "is in the collection".to_owned(),
            });
            let mut text = said.join(" ");
            text.push('.');
            if let Some(Retrieval::NotRetrieved { why }) = retrieval {
                let why = why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
                text.push_str(&format!(" Its full text could not be had{why}."));
            }
            for of in selections.iter().filter(|of| of.name != WHOLE) {
                text.push_str(&format!(" In the selection `{}` it {}.", of.name, standing(review, of)?));
            }
            if !other_keys.is_empty() {
                text.push_str(&format!(" It is also what came in as {}.", other_keys.join(", ")));
            }
            if let Some(first) = origins.first() {
                let more = if origins.len() > 1 { format!(" and {} more", origins.len() - 1) } else { String::new() };
                text.push_str(&format!(" Found in: {first}{more}."));
            }
            text
        }
    })
}

fn author_and_year(row: &katsaus::store::Row) -> String {
    let family = row.authors.split([',', ';']).next().unwrap_or_default().trim();
    match (family.is_empty(), row.year) {
        (true, None) => String::new(),
        (true, Some(year)) => format!(" ({year})"),
        (false, None) => format!(" ({family}, no year)"),
        (false, Some(year)) => format!(" ({family} {year})"),
    }
}

/// `is excluded at full text by anna on 2026-11-20 for: wrong type`.
fn standing(review: &Review, of: &InSelection) -> Result<String, Failure> {
    let names = review.names()?;
    let who = |decision: &Decision| {
        let said = review.verdict_in_words(&names, &decision.verdict);
        let note = decision.note.as_ref().map(|note| format!(", noting “{note}”")).unwrap_or_default();
        let verb = if decision.resolves { "settled it: " } else { "said " };
        format!("{} {verb}{said} on {}{note}", decision.by, when::day(decision.at))
    };
    let last = of.decisions.last().map(|decision| decision.stage.clone());
    let at_last: Vec<String> =
        of.decisions.iter().filter(|decision| Some(&decision.stage) == last.as_ref()).map(who).collect();
    let waits = of.waits_at.as_ref().map(|stage| {
        let stage = review.stage_label(stage);
        match (&of.stopped, of.waits_for.is_empty()) {
            (Some(stop), _) => format!(
                "nobody looked at it at {stage}, since {} stopped screening there on {}",
                stop.by,
                when::day(stop.at)
            ),
            (None, true) => format!("it waits for a decision at {stage}"),
            (None, false) => format!("it waits at {stage} for {}", of.waits_for.join(" and ")),
        }
    });
    let word = match &of.outcome {
        Outcome::Open => "is not decided on",
        Outcome::Included => "is included",
        Outcome::Excluded(_) => "is excluded",
        Outcome::Unsure => "is in doubt",
        Outcome::Conflict => "is disputed",
    };
    let mut said = word.to_owned();
    if let (Some(stage), false) = (last, at_last.is_empty()) {
        said.push_str(&format!(": at {} {}", review.stage_label(&stage), at_last.join("; ")));
    }
    if let Some(waits) = waits {
        said.push_str(&format!("; {waits}"));
    }
    Ok(said)
}
