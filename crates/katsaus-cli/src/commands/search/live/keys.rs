//! Which key does what in the interactive search.

use super::finder::{Finder, Mode};
use crate::commands::read::textbox::TextBox;
use crate::failure::Failure;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What follows a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    GoOn,
    Quit,
}

/// The keys of each mode, as the last line shows them.
pub(super) fn help(mode: &Mode) -> &'static str {
    match mode {
        Mode::Query => "type to search   ↓ to the list   Enter show   Esc leave",
        Mode::List => "↑ ↓ move   Enter show   t tag   u undo   / query   Esc query   q leave",
        Mode::Text(_) => "↑ ↓ scroll   ← → another source   t tag   u undo   Esc back   q leave",
        Mode::Tag(..) => "type a code   Tab complete   Enter put on or take off   Esc back",
    }
}

/// Does what a key means. `page` is how many sources or lines the screen shows.
pub(super) fn press(finder: &mut Finder<'_>, key: KeyEvent, page: u16) -> Result<Then, Failure> {
    if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') {
        return Ok(Then::Quit);
    }
    if !matches!(finder.mode, Mode::Tag(..)) {
        finder.message.clear();
    }
    match finder.mode.clone() {
        Mode::Query => Ok(in_query(finder, key)),
        Mode::List => Ok(in_list(finder, key, page)),
        Mode::Text(from) => Ok(in_text(finder, key, page, from)),
        Mode::Tag(name, text_was_open) => in_tag(finder, key, name, text_was_open),
    }
}

fn in_query(finder: &mut Finder<'_>, key: KeyEvent) -> Then {
    match key.code {
        KeyCode::Esc => return Then::Quit,
        KeyCode::Enter if finder.chosen().is_some() => finder.mode = Mode::Text(0),
        KeyCode::Down | KeyCode::PageDown | KeyCode::Tab if finder.chosen().is_some() => finder.mode = Mode::List,
        _ => written(&mut finder.query, key),
    }
    Then::GoOn
}

fn in_list(finder: &mut Finder<'_>, key: KeyEvent, page: u16) -> Then {
    match key.code {
        KeyCode::Char('q') => return Then::Quit,
        KeyCode::Esc | KeyCode::Char('/') | KeyCode::Tab => finder.mode = Mode::Query,
        KeyCode::Up | KeyCode::Char('k') => finder.go(-1),
        KeyCode::Down | KeyCode::Char('j') => finder.go(1),
        KeyCode::PageUp => finder.at = finder.at.saturating_sub(usize::from(page)),
        KeyCode::PageDown => finder.go(page as isize),
        KeyCode::Home => finder.at = 0,
        KeyCode::End => finder.at = finder.found.hits.len().saturating_sub(1),
        KeyCode::Enter | KeyCode::Right => finder.mode = Mode::Text(0),
        KeyCode::Char('t') => finder.mode = Mode::Tag(TextBox::new(""), false),
        KeyCode::Char('u') => finder.undo(),
        _ => {}
    }
    Then::GoOn
}

fn in_text(finder: &mut Finder<'_>, key: KeyEvent, page: u16, from: u16) -> Then {
    let to = |from| Mode::Text(from);
    match key.code {
        KeyCode::Char('q') => return Then::Quit,
        KeyCode::Esc | KeyCode::Enter => finder.mode = Mode::List,
        KeyCode::Char('/') => finder.mode = Mode::Query,
        KeyCode::Up | KeyCode::Char('k') => finder.mode = to(from.saturating_sub(1)),
        KeyCode::Down | KeyCode::Char('j') => finder.mode = to(from.saturating_add(1)),
        KeyCode::PageUp => finder.mode = to(from.saturating_sub(page)),
        KeyCode::PageDown | KeyCode::Char(' ') => finder.mode = to(from.saturating_add(page)),
        KeyCode::Home => finder.mode = to(0),
        KeyCode::Left | KeyCode::Char('p') => {
            finder.at = finder.at.saturating_sub(1);
            finder.mode = to(0);
        }
        KeyCode::Right | KeyCode::Char('n') => {
            finder.go(1);
            finder.mode = to(0);
        }
        KeyCode::Char('t') => finder.mode = Mode::Tag(TextBox::new(""), true),
        KeyCode::Char('u') => finder.undo(),
        _ => {}
    }
    Then::GoOn
}

fn in_tag(finder: &mut Finder<'_>, key: KeyEvent, mut name: TextBox, text_was_open: bool) -> Result<Then, Failure> {
    let back = if text_was_open { Mode::Text(0) } else { Mode::List };
    match key.code {
        KeyCode::Esc => {
            finder.mode = back;
            return Ok(Then::GoOn);
        }
        KeyCode::Enter => {
            finder.tag(&name.text())?;
            finder.mode = back;
            return Ok(Then::GoOn);
        }
        KeyCode::Tab => {
            if let Some(first) = finder.codes(&name.text()).first() {
                name = TextBox::new(first);
            }
        }
        _ => written(&mut name, key),
    }
    finder.mode = Mode::Tag(name, text_was_open);
    Ok(Then::GoOn)
}

/// A key in a line of text.
fn written(line: &mut TextBox, key: KeyEvent) {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        KeyCode::Char('w') if control => line.delete_word(),
        KeyCode::Char('u') if control => *line = TextBox::new(""),
        KeyCode::Char('a') if control => line.home(),
        KeyCode::Char('e') if control => line.end(),
        KeyCode::Char('z') if control => line.undo(),
        KeyCode::Char(letter) if !control && !alt => line.insert(letter),
        KeyCode::Backspace if control || alt => line.delete_word(),
        KeyCode::Backspace => line.backspace(),
        KeyCode::Delete => line.delete(),
        KeyCode::Left if control => line.word_left(),
        KeyCode::Right if control => line.word_right(),
        KeyCode::Left => line.left(),
        KeyCode::Right => line.right(),
        KeyCode::Home => line.home(),
        KeyCode::End => line.end(),
        _ => {}
    }
}
