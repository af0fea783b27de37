//! Which key does what to a pair.

use super::judging::{Judging, Mode};
use crate::failure::Failure;
use katsaus_model::Link;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What follows a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    GoOn,
    Quit,
}

/// Letters of links.
const LINKS: [(char, Link); 8] = [
    ('e', Link::ErratumOf),
    ('p', Link::PreprintOf),
    ('v', Link::VersionOf),
    ('c', Link::PartOf),
    ('r', Link::ReplyTo),
    ('o', Link::ProtocolOf),
    ('t', Link::TranslationOf),
    ('s', Link::SameStudy),
];

/// The keys of a mode, as the last lines show them.
pub(super) fn help(mode: Mode) -> String {
    match mode {
        Mode::Pair => "m one text   d different   l link   s skip   p back   u undo   ↑ ↓ scroll   q leave".to_owned(),
        Mode::Link { turned } => {
            let links: Vec<String> = LINKS.iter().map(|(letter, link)| format!("{letter} {link}")).collect();
            let which = if turned { "the right is … of the left" } else { "the left is … of the right" };
            format!("{}   x turn ({which})   Esc back", links.join("  "))
        }
    }
}

/// Does what a key means.
pub(super) fn press(judging: &mut Judging<'_>, key: KeyEvent) -> Result<Then, Failure> {
    if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') {
        return Ok(Then::Quit);
    }
    judging.message.clear();
    match judging.mode {
        Mode::Pair => return in_pair(judging, key.code),
        Mode::Link { turned } => match key.code {
            KeyCode::Char('x') => judging.mode = Mode::Link { turned: !turned },
            KeyCode::Char(letter) => {
                if let Some((_, link)) = LINKS.iter().find(|(of, _)| *of == letter) {
                    judging.link(*link, turned)?;
                }
            }
            KeyCode::Esc => judging.mode = Mode::Pair,
            _ => {}
        },
    }
    Ok(Then::GoOn)
}

fn in_pair(judging: &mut Judging<'_>, key: KeyCode) -> Result<Then, Failure> {
    let open = !judging.is_done();
    match key {
        KeyCode::Char('q') | KeyCode::Esc => return Ok(Then::Quit),
        KeyCode::Char('m') if open => judging.same()?,
        KeyCode::Char('d') if open => judging.distinct()?,
        KeyCode::Char('l') if open => judging.mode = Mode::Link { turned: false },
        KeyCode::Char('s' | 'n') | KeyCode::Right if open => judging.forward(judging.at + 1)?,
        KeyCode::Char('p') | KeyCode::Left => judging.back()?,
        KeyCode::Char('u') => judging.undo()?,
        KeyCode::Down | KeyCode::Char('j') => judging.scroll = judging.scroll.saturating_add(1),
        KeyCode::Up | KeyCode::Char('k') => judging.scroll = judging.scroll.saturating_sub(1),
        KeyCode::PageDown | KeyCode::Char(' ') => judging.scroll = judging.scroll.saturating_add(10),
        KeyCode::PageUp => judging.scroll = judging.scroll.saturating_sub(10),
        _ => {}
    }
    Ok(Then::GoOn)
}
