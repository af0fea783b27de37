//! Which key does what.

use super::reader::{Mode, Reader, Writing};
use crate::failure::Failure;
use katsaus_model::ReadLevel;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What is to be done outside of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// Nothing.
    GoOn,
    /// The reader is left.
    Quit,
    /// What is in the box is written on in the person's own editor.
    Editor,
}

/// The keys, as help shows them.
pub(super) const HELP: [(&str, &str); 20] = [
    ("n  p", "next text, text before (also → ←)"),
    ("j  k  Space", "down and up in the text (also ↓ ↑, page keys)"),
    ("Tab  Shift-Tab", "next topic, topic before"),
    ("Enter", "write what the text says on the topic"),
    ("-", "the topic is not reported, not applicable, unclear, not read"),
    ("1 … 9, 0", "put a code on, or take it off"),
    ("g  .", "codes of the next group, the next ten of this one"),
    ("l", "how far it is read: title, abstract, partly, full"),
    ("x", "take an excerpt: in quotation marks if in the author's words,"),
    ("", "  a last line p. 12 for the page; then its codes"),
    ("c", "write a note"),
    ("b", "write or paste the abstract (pasting does it too)"),
    ("u", "undo what was done here last"),
    ("?", "these keys"),
    ("q", "leave"),
    ("", ""),
    ("In a text box", ""),
    ("Esc  Ctrl-S", "save"),
    ("Ctrl-E", "write on in your own editor ($EDITOR)"),
    ("Ctrl-Z  Ctrl-X", "undo a change, throw all of it away"),
];

/// Does what a key means.
pub(super) fn press(reader: &mut Reader<'_>, key: KeyEvent, room: usize, page: u16) -> Result<Then, Failure> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    // Whatever is open, what is typed is on disk already.
    if control && key.code == KeyCode::Char('c') {
        return Ok(Then::Quit);
    }
    match reader.mode {
        Mode::Writing(..) => return writing(reader, key, control, room),
        Mode::Level => level(reader, key)?,
        Mode::Whose(_) => match key.code {
            KeyCode::Char('p') => reader.whose("publisher")?,
            KeyCode::Char('o') => reader.whose("reviewer")?,
            KeyCode::Esc => reader.back_to_abstract(),
            _ => {}
        },
        Mode::Coding(_) => match key.code {
            KeyCode::Char(digit @ '0'..='9') => reader.code_excerpt(place(digit))?,
            KeyCode::Char('g') => reader.next_group(),
            KeyCode::Char('.') => reader.next_page(),
            KeyCode::Char('u') => reader.undo()?,
            KeyCode::Enter | KeyCode::Esc => reader.mode = Mode::Reading,
            _ => {}
        },
        Mode::Help => match key.code {
            KeyCode::Down | KeyCode::Char('j') => reader.help_scroll = reader.help_scroll.saturating_add(1),
            KeyCode::Up | KeyCode::Char('k') => reader.help_scroll = reader.help_scroll.saturating_sub(1),
            _ => reader.mode = Mode::Reading,
        },
        Mode::Reading => return reading(reader, key, page),
    }
    Ok(Then::GoOn)
}

fn reading(reader: &mut Reader<'_>, key: KeyEvent, page: u16) -> Result<Then, Failure> {
    match key.code {
        KeyCode::Char('q') => return Ok(Then::Quit),
        // It saves and closes elsewhere: once too often must not end the program.
        KeyCode::Esc => reader.message = "q leaves.".to_owned(),
        KeyCode::Char('n') | KeyCode::Right => reader.go(1)?,
        KeyCode::Char('p') | KeyCode::Left => reader.go(-1)?,
        KeyCode::Char('j') | KeyCode::Down => reader.scroll = reader.scroll.saturating_add(1),
        KeyCode::Char('k') | KeyCode::Up => reader.scroll = reader.scroll.saturating_sub(1),
        KeyCode::Char(' ') | KeyCode::PageDown => reader.scroll = reader.scroll.saturating_add(page),
        KeyCode::PageUp => reader.scroll = reader.scroll.saturating_sub(page),
        KeyCode::Home => reader.go(isize::MIN + 1)?,
        KeyCode::End => reader.go(isize::MAX)?,
        KeyCode::Tab => reader.next_topic(1),
        KeyCode::BackTab => reader.next_topic(-1),
        KeyCode::Enter | KeyCode::Char('e') => reader.write(Writing::Cell(reader.topic)),
        KeyCode::Char('-') => reader.state()?,
        KeyCode::Char(digit @ '0'..='9') => reader.toggle(place(digit))?,
        KeyCode::Char('g') => reader.next_group(),
        KeyCode::Char('.') => reader.next_page(),
        KeyCode::Char('l') => reader.mode = Mode::Level,
        KeyCode::Char('x') => reader.write(Writing::Excerpt),
        KeyCode::Char('c') => reader.write(Writing::Note),
        KeyCode::Char('b') => reader.write(Writing::Abstract),
        KeyCode::Char('u') => reader.undo()?,
        KeyCode::Char('?') | KeyCode::F(1) => reader.mode = Mode::Help,
        _ => {}
    }
    Ok(Then::GoOn)
}

/// The place of a code by its key: 1 is the first, 0 the tenth.
fn place(digit: char) -> usize {
    (digit.to_digit(10).unwrap_or(1) as usize + 9) % 10
}

fn level(reader: &mut Reader<'_>, key: KeyEvent) -> Result<(), Failure> {
    match key.code {
        KeyCode::Char('t') => reader.read_to(ReadLevel::Title)?,
        KeyCode::Char('a') => reader.read_to(ReadLevel::Abstract)?,
        KeyCode::Char('p') => reader.read_to(ReadLevel::Partly)?,
        KeyCode::Char('f') => reader.read_to(ReadLevel::Full)?,
        KeyCode::Char('n') => reader.read_to(ReadLevel::Not)?,
        _ => reader.mode = Mode::Reading,
    }
    Ok(())
}

fn writing(reader: &mut Reader<'_>, key: KeyEvent, control: bool, room: usize) -> Result<Then, Failure> {
    match key.code {
        KeyCode::Esc => reader.save()?,
        KeyCode::Char('s') if control => reader.save()?,
        KeyCode::Char('x') if control => reader.discard(),
        KeyCode::Char('e') if control => return Ok(Then::Editor),
        code => {
            if let Mode::Writing(_, text_box) = &mut reader.mode {
                let word = control || key.modifiers.contains(KeyModifiers::ALT);
                match code {
                    KeyCode::Char('z') if control => text_box.undo(),
                    KeyCode::Char('w') if control => text_box.delete_word(),
                    KeyCode::Char('a') if control => text_box.home(),
                    // A letter with Alt Gr comes with both.
                    KeyCode::Char(letter) if !control || key.modifiers.contains(KeyModifiers::ALT) => {
                        text_box.insert(letter);
                    }
                    KeyCode::Enter => text_box.newline(),
                    KeyCode::Tab => text_box.paste("    "),
                    KeyCode::Backspace if word => text_box.delete_word(),
                    KeyCode::Backspace => text_box.backspace(),
                    KeyCode::Delete => text_box.delete(),
                    KeyCode::Left if word => text_box.word_left(),
                    KeyCode::Right if word => text_box.word_right(),
                    KeyCode::Left => text_box.left(),
                    KeyCode::Right => text_box.right(),
                    KeyCode::Up => text_box.vertical(room, false),
                    KeyCode::Down => text_box.vertical(room, true),
                    KeyCode::Home => text_box.home(),
                    KeyCode::End => text_box.end(),
                    _ => return Ok(Then::GoOn),
                }
            }
            reader.keep();
        }
    }
    Ok(Then::GoOn)
}

/// What is pasted goes into the open box. With none open, it is the abstract of a text that has none.
pub(super) fn pasted(reader: &mut Reader<'_>, text: &str) {
    let lacks = reader.source.as_ref().is_some_and(|source| source.fields.abstract_text.is_none());
    if matches!(reader.mode, Mode::Reading) {
        if !lacks {
            reader.message = "This text has an abstract; b opens it, Enter opens a topic to paste into.".to_owned();
            return;
        }
        reader.write(Writing::Abstract);
    }
    if let Mode::Writing(_, text_box) = &mut reader.mode {
        text_box.paste(text);
        reader.keep();
    }
}
