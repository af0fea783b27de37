//! `read`: from text to text, in the terminal.

mod drafts;
mod draw;
mod keys;
mod lit;
mod reader;
#[cfg(test)]
mod tests;
pub(super) mod textbox;

use crate::ctx::Ctx;
use crate::failure::Failure;
use draw::Room;
use keys::Then;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyEventKind};
use ratatui::crossterm::execute;
use reader::Reader;
use std::io::{self, IsTerminal};

/// Read texts one after another: abstract, topics, codes, excerpts, notes
///
/// What is typed is kept at every key; each change is one operation, and `u` takes it back. `?` shows the keys.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The query, as in `search` (else all sources); for instance read:not framework:demand-side
    query: Vec<String>,
    /// Begin at this source, by key or unique beginning
    #[arg(long, value_name = "KEY")]
    from: Option<String>,
}

pub(crate) fn run(ctx: &Ctx, args: &Args) -> Result<(), Failure> {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(Failure::usage("`read` needs a terminal")
            .hint("for scripts: `katsaus list`, `katsaus show KEY`, `katsaus cell KEY TOPIC TEXT`"));
    }
    let mut review = ctx.open()?;
    let parsed = review.query(&args.query)?;
    let set = review.matching(&parsed.node, &mut ctx.ui.progress())?;
    let rows = review.store().rows(katsaus::store::Filter::Of(&set))?;
    if rows.is_empty() {
        ctx.ui.status("The query finds no text.");
        return Ok(());
    }
    let sources: Vec<i64> = rows.into_iter().map(|row| row.n).collect();
    let terms = lit::Terms::of(&review, &parsed.node);
    let from = args.from.as_ref().map(|key| review.source_by_key(key)).transpose()?;
    let acts = || ctx.act();
    let mut reader = Reader::new(review, &acts, sources, terms)?;
    if let Some(from) = from {
        reader.open(from)?;
    }
    // A panic, too, leaves the terminal as it was: ratatui sees to that.
    let mut terminal = ratatui::try_init().map_err(Failure::from)?;
    let _ = execute!(io::stdout(), EnableBracketedPaste);
    let done = read(&mut terminal, &mut reader);
    let _ = execute!(io::stdout(), DisableBracketedPaste);
    ratatui::restore();
    done
}

/// Reads until the person leaves.
fn read(terminal: &mut DefaultTerminal, reader: &mut Reader<'_>) -> Result<(), Failure> {
    let mut room = Room::default();
    loop {
        terminal.draw(|frame| room = draw::draw(frame, reader))?;
        let then = match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => keys::press(reader, key, room.text_box, room.page)?,
            Event::Paste(text) => {
                keys::pasted(reader, &text);
                Then::GoOn
            }
            _ => Then::GoOn,
        };
        match then {
            Then::GoOn => {}
            Then::Quit => return Ok(()),
            Then::Editor => {
                edit(terminal, reader)?;
            }
        }
    }
}

/// Lets the person write on in an editor of their own.
fn edit(terminal: &mut DefaultTerminal, reader: &mut Reader<'_>) -> Result<(), Failure> {
    let Some(file) = reader.file() else { return Ok(()) };
    let editor = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR"));
    let Ok(editor) = editor else {
        reader.message = "No editor of your own is named: set EDITOR, for instance to nano.".to_owned();
        return Ok(());
    };
    // EDITOR may carry options: `code --wait`.
    let mut words = editor.split_whitespace();
    let Some(program) = words.next() else { return Ok(()) };
    let _ = execute!(io::stdout(), DisableBracketedPaste);
    ratatui::restore();
    let ran = std::process::Command::new(program).args(words).arg(&file).status();
    *terminal = ratatui::try_init().map_err(Failure::from)?;
    let _ = execute!(io::stdout(), EnableBracketedPaste);
    terminal.clear()?;
    match ran {
        Ok(_) => reader.take_from_file(),
        Err(error) => reader.message = format!("`{program}` could not be started: {error}"),
    }
    Ok(())
}
