//! `search -i`: results as one types, in the terminal. This file opens and closes the terminal and hands keys on.

mod draw;
mod finder;
mod keys;
#[cfg(test)]
mod tests;

use crate::ctx::Ctx;
use crate::failure::Failure;
use finder::Finder;
use katsaus::Review;
use keys::Then;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyEventKind};
use ratatui::crossterm::execute;
use std::io::{self, IsTerminal};
use std::time::Duration;

/// Searches as the person types, beginning with `query`.
pub(super) fn run(ctx: &Ctx, mut review: Review, query: &str) -> Result<(), Failure> {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(Failure::usage("`search -i` needs a terminal").hint("for scripts: `katsaus search QUERY`"));
    }
    // Made before the screen is taken, so that its progress is seen.
    review.index(&mut ctx.ui.progress())?;
    let acts = || ctx.act();
    let mut finder = Finder::new(review, &acts, query)?;
    // A panic, too, leaves the terminal as it was: ratatui sees to that.
    let mut terminal = ratatui::try_init().map_err(Failure::from)?;
    let _ = execute!(io::stdout(), EnableBracketedPaste);
    let done = search(&mut terminal, &mut finder);
    let _ = execute!(io::stdout(), DisableBracketedPaste);
    ratatui::restore();
    done
}

/// Searches until the person leaves. Keys that wait are all taken before anything is looked for.
fn search(terminal: &mut DefaultTerminal, finder: &mut Finder<'_>) -> Result<(), Failure> {
    let mut page = 10;
    loop {
        finder.look()?;
        terminal.draw(|frame| page = draw::draw(frame, finder))?;
        loop {
            let then = match event::read()? {
                Event::Key(key) if key.kind != KeyEventKind::Release => keys::press(finder, key, page)?,
                Event::Paste(text) => {
                    finder.pasted(&text);
                    Then::GoOn
                }
                _ => Then::GoOn,
            };
            if then == Then::Quit {
                return Ok(());
            }
            if !event::poll(Duration::ZERO)? {
                break;
            }
        }
    }
}
