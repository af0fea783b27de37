//! `dedup --review`: doubtful pairs side by side, one key a judgement. This file opens and closes the terminal.

mod draw;
mod judging;
mod keys;
#[cfg(test)]
mod tests;

use crate::ctx::Ctx;
use crate::failure::Failure;
use crate::ui::{count, thousands};
use judging::Judging;
use keys::Then;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyEventKind};
use std::io::{self, IsTerminal};

pub(super) fn run(ctx: &Ctx) -> Result<(), Failure> {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(Failure::usage("`dedup --review` needs a terminal")
            .hint("`katsaus dedup` lists the pairs; `katsaus same`, `distinct` and `link` judge them"));
    }
    let mut review = ctx.open()?;
    let duplicates = review.dedup(&ctx.act(), false)?;
    if !duplicates.merges.is_empty() {
        ctx.ui.status(format!(
            "{} can be merged without a question: `katsaus dedup` does that.",
            count(duplicates.merges.len(), "group")
        ));
    }
    let acts = || ctx.act();
    let mut judging = Judging::new(review, &acts, duplicates.pairs)?;
    if judging.is_done() {
        ctx.ui.status("There is nothing to judge.");
        return Ok(());
    }
    // A panic, too, leaves the terminal as it was: ratatui sees to that.
    let mut terminal = ratatui::try_init().map_err(Failure::from)?;
    let done = go_through(&mut terminal, &mut judging);
    ratatui::restore();
    done?;
    ctx.ui.status(format!("Judged {}; {} left.", count(judging.judged(), "pair"), thousands(judging.left() as u64)));
    Ok(())
}

fn go_through(terminal: &mut DefaultTerminal, judging: &mut Judging<'_>) -> Result<(), Failure> {
    loop {
        terminal.draw(|frame| draw::draw(frame, judging))?;
        if let Event::Key(key) = event::read()?
            && key.kind != KeyEventKind::Release
            && keys::press(judging, key)? == Then::Quit
        {
            return Ok(());
        }
    }
}
