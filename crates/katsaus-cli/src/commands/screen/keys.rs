//! Which key does what while texts are screened. The person may name keys of their own in the protocol, one for each thing
//! that can be done: `[screening.keys]`, `include = "y"`.

use super::sitting::{Mode, Sitting, Writing};
use crate::commands::read::textbox::TextBox;
use crate::failure::Failure;
use katsaus_model::Verdict;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What follows a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    GoOn,
    Quit,
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Include,
    Exclude,
    Unsure,
    Undo,
    Skip,
    Back,
    Note,
    Tag,
    Find,
    IncludeTerm,
    ExcludeTerm,
    Help,
    Quit,
}

/// The keys that are there without anybody's own, what each does, and how help says it.
pub(super) const DEEDS: [(char, Deed, &str, &str); 13] = [
    ('i', Deed::Include, "include", "include it"),
    ('e', Deed::Exclude, "exclude", "leave it out, for the reasons chosen"),
    ('m', Deed::Unsure, "unsure", "unsure: it goes on, or stays open at the last stage"),
    ('u', Deed::Undo, "undo", "take back what was done last in this sitting"),
    ('s', Deed::Skip, "skip", "put it off until the others are done"),
    ('p', Deed::Back, "back", "the source decided on before"),
    ('n', Deed::Note, "note", "a note that is kept with your decision"),
    ('t', Deed::Tag, "tag", "put a code on it"),
    ('/', Deed::Find, "find", "show the next source that a query finds"),
    ('+', Deed::IncludeTerm, "include-term", "mark a word as speaking for sources, or no longer"),
    ('-', Deed::ExcludeTerm, "exclude-term", "mark a word as speaking against, or no longer"),
    ('?', Deed::Help, "help", "these keys"),
    ('q', Deed::Quit, "quit", "leave; nothing is lost"),
];

/// What is wrong with the person's own keys, if anything: a thing that cannot be done, or one key for two things.
pub(super) fn wrong_keys(sitting: &Sitting<'_>) -> Option<String> {
    let own = &sitting.review.protocol().screening.keys;
    let names: Vec<&str> = DEEDS.iter().map(|(_, _, name, _)| *name).collect();
    for (one, other) in own {
        let is_deed = |word: &str| names.contains(&word);
        let is_key = |word: &str| word.chars().count() == 1 && !word.starts_with(|c: char| c.is_ascii_digit());
        if !(is_deed(one) && is_key(other) || is_deed(other) && is_key(one)) {
            return Some(format!(
                "[screening.keys]: `{one} = \"{other}\"` gives no key to anything; write for instance `include = \"y\"`. Numbers are \
                 for reasons. What can be done: {}",
                names.join(", ")
            ));
        }
    }
    let keys: Vec<char> = DEEDS.iter().map(|(_, deed, ..)| key_of(sitting, *deed)).collect();
    let twice = keys.iter().enumerate().find(|(at, key)| keys[..*at].contains(key)).map(|(_, key)| key);
    twice.map(|key| format!("[screening.keys]: `{key}` is the key of two things; give the other one a key too"))
}

/// The key of each deed: the person's own, else the usual one.
pub(super) fn key_of(sitting: &Sitting<'_>, deed: Deed) -> char {
    let usual = DEEDS.iter().find(|(_, known, ..)| *known == deed);
    let own = &sitting.review.protocol().screening.keys;
    let is_meant = |word: &String| usual.is_some_and(|(_, _, known, _)| known == word);
    // Either way round: `include = "y"`, `y = "include"`.
    let named = own.iter().find_map(|(one, other)| match (is_meant(one), is_meant(other)) {
        (true, _) => Some(other),
        (_, true) => Some(one),
        _ => None,
    });
    let letter = named.and_then(|key| key.chars().next());
    letter.or(usual.map(|(letter, ..)| *letter)).unwrap_or(' ')
}

fn deed(sitting: &Sitting<'_>, letter: char) -> Option<Deed> {
    DEEDS.iter().map(|(_, deed, ..)| *deed).find(|deed| key_of(sitting, *deed) == letter)
}

/// Does what a key means.
pub(super) fn press(sitting: &mut Sitting<'_>, key: KeyEvent) -> Result<Then, Failure> {
    if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') {
        return Ok(Then::Quit);
    }
    sitting.message.clear();
    match std::mem::replace(&mut sitting.mode, Mode::Deciding) {
        Mode::Writing(writing, line) => in_line(sitting, key, writing, line)?,
        Mode::Help => {}
        mode @ (Mode::Deciding | Mode::AskedWhy) => {
            sitting.mode = mode;
            // A letter with Ctrl or Alt is no verdict.
            if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
                return Ok(Then::GoOn);
            }
            return deciding(sitting, key.code);
        }
    }
    Ok(Then::GoOn)
}

fn deciding(sitting: &mut Sitting<'_>, key: KeyCode) -> Result<Then, Failure> {
    let letter = match key {
        KeyCode::Char(letter) => letter,
        KeyCode::Down => return Ok(scrolled(sitting, 1)),
        KeyCode::Up => return Ok(scrolled(sitting, -1)),
        KeyCode::PageDown => return Ok(scrolled(sitting, 10)),
        KeyCode::PageUp => return Ok(scrolled(sitting, -10)),
        KeyCode::Esc => {
            sitting.mode = Mode::Deciding;
            sitting.chosen.clear();
            return Ok(Then::GoOn);
        }
        _ => return Ok(Then::GoOn),
    };
    let is_open = !sitting.is_done();
    match deed(sitting, letter) {
        Some(Deed::Quit) => return Ok(Then::Quit),
        Some(Deed::Help) => sitting.mode = Mode::Help,
        Some(Deed::Undo) => sitting.undo()?,
        Some(Deed::Back) => sitting.back()?,
        Some(Deed::Find) => sitting.write(Writing::Find),
        Some(Deed::IncludeTerm) => sitting.write(Writing::IncludeTerm),
        Some(Deed::ExcludeTerm) => sitting.write(Writing::ExcludeTerm),
        Some(Deed::Include) if is_open => sitting.decide(Verdict::Include)?,
        Some(Deed::Exclude) if is_open => sitting.exclude()?,
        Some(Deed::Unsure) if is_open => sitting.decide(Verdict::Unsure)?,
        Some(Deed::Skip) if is_open => sitting.skip()?,
        Some(Deed::Note) if is_open => sitting.write(Writing::Note),
        Some(Deed::Tag) if is_open => sitting.write(Writing::Tag),
        Some(_) => {}
        None => match letter {
            '1'..='9' if is_open => sitting.choose(letter as usize - '1' as usize),
            '0' if is_open => sitting.choose(9),
            ' ' => return Ok(scrolled(sitting, 10)),
            'j' => return Ok(scrolled(sitting, 1)),
            'k' => return Ok(scrolled(sitting, -1)),
            _ => {
                sitting.message =
                    format!("`{letter}` means nothing here; {} shows the keys", key_of(sitting, Deed::Help))
            }
        },
    }
    Ok(Then::GoOn)
}

fn scrolled(sitting: &mut Sitting<'_>, lines: i32) -> Then {
    sitting.scroll = (i32::from(sitting.scroll) + lines).clamp(0, i32::from(u16::MAX)) as u16;
    Then::GoOn
}

/// A key in a line that is being written.
fn in_line(sitting: &mut Sitting<'_>, key: KeyEvent, writing: Writing, mut line: TextBox) -> Result<(), Failure> {
    match key.code {
        KeyCode::Esc => return Ok(()),
        KeyCode::Enter => return sitting.written(writing, &line.text()),
        KeyCode::Char(letter) if !key.modifiers.contains(KeyModifiers::CONTROL) => line.insert(letter),
        KeyCode::Char('w') => line.delete_word(),
        KeyCode::Char('z') => line.undo(),
        KeyCode::Backspace => line.backspace(),
        KeyCode::Delete => line.delete(),
        KeyCode::Left => line.left(),
        KeyCode::Right => line.right(),
        KeyCode::Home => line.home(),
        KeyCode::End => line.end(),
        _ => {}
    }
    sitting.mode = Mode::Writing(writing, line);
    Ok(())
}
