//! A text box of our own: lines that break at blanks where the box ends, a cursor, and undo. It must not know what its
//! text is for, nor draw.

use unicode_width::UnicodeWidthChar;

/// States that can be gone back to.
const UNDOS: usize = 200;

/// A text being written, and the cursor in it.
#[derive(Clone, Debug, Default)]
pub(in crate::commands) struct TextBox {
    /// Each line as its letters.
    lines: Vec<Vec<char>>,
    row: usize,
    column: usize,
    undo: Vec<(Vec<Vec<char>>, usize, usize)>,
    /// Whether the last change was a letter behind another: a word is one step of undo.
    typing: bool,
}

/// A line as the screen shows it: of which line of the text, from and to which letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::commands) struct ScreenLine {
    pub(in crate::commands) row: usize,
    pub(in crate::commands) from: usize,
    pub(in crate::commands) to: usize,
}

fn width(letter: char) -> usize {
    letter.width().unwrap_or(0)
}

impl TextBox {
    /// A box with a text in it, the cursor behind it.
    pub(in crate::commands) fn new(text: &str) -> TextBox {
        let mut lines: Vec<Vec<char>> = text.replace("\r\n", "\n").split('\n').map(letters).collect();
        if lines.is_empty() {
            lines.push(Vec::new());
        }
        let (row, column) = (lines.len() - 1, lines.last().map_or(0, Vec::len));
        TextBox { lines, row, column, undo: Vec::new(), typing: false }
    }

    /// The text.
    pub(in crate::commands) fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(|line| line.iter().collect()).collect();
        lines.join("\n")
    }

    fn remember(&mut self) {
        self.undo.push((self.lines.clone(), self.row, self.column));
        if self.undo.len() > UNDOS {
            self.undo.remove(0);
        }
    }

    /// Goes back to before the last change.
    pub(in crate::commands) fn undo(&mut self) {
        if let Some((lines, row, column)) = self.undo.pop() {
            (self.lines, self.row, self.column) = (lines, row, column);
        }
        self.typing = false;
    }

    /// Puts a letter at the cursor.
    pub(in crate::commands) fn insert(&mut self, letter: char) {
        if !(self.typing && letter.is_alphanumeric()) {
            self.remember();
        }
        self.lines[self.row].insert(self.column, letter);
        self.column += 1;
        self.typing = letter.is_alphanumeric();
    }

    /// Puts a text at the cursor.
    pub(in crate::commands) fn paste(&mut self, text: &str) {
        self.remember();
        self.typing = false;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.break_line();
            }
            for letter in letters(line) {
                self.lines[self.row].insert(self.column, letter);
                self.column += 1;
            }
        }
    }

    /// Begins a new line at the cursor.
    pub(in crate::commands) fn newline(&mut self) {
        self.remember();
        self.typing = false;
        self.break_line();
    }

    fn break_line(&mut self) {
        let rest = self.lines[self.row].split_off(self.column);
        self.lines.insert(self.row + 1, rest);
        self.row += 1;
        self.column = 0;
    }

    /// Takes away the letter before the cursor.
    pub(in crate::commands) fn backspace(&mut self) {
        if self.column == 0 && self.row == 0 {
            return;
        }
        self.remember();
        self.typing = false;
        if self.column > 0 {
            self.column -= 1;
            self.lines[self.row].remove(self.column);
        } else {
            let line = self.lines.remove(self.row);
            self.row -= 1;
            self.column = self.lines[self.row].len();
            self.lines[self.row].extend(line);
        }
    }

    /// Takes away the letter behind the cursor.
    pub(in crate::commands) fn delete(&mut self) {
        let before = (self.row, self.column);
        self.right();
        if (self.row, self.column) != before {
            self.backspace();
        }
    }

    /// Takes away the word before the cursor.
    pub(in crate::commands) fn delete_word(&mut self) {
        let (row, column) = (self.row, self.column);
        if column == 0 {
            return self.backspace();
        }
        self.remember();
        self.typing = false;
        self.word_left();
        if self.row == row {
            self.lines[row].drain(self.column..column);
        } else {
            (self.row, self.column) = (row, 0);
            self.lines[row].drain(..column);
        }
    }

    pub(in crate::commands) fn left(&mut self) {
        self.typing = false;
        if self.column > 0 {
            self.column -= 1;
        } else if self.row > 0 {
            self.row -= 1;
            self.column = self.lines[self.row].len();
        }
    }

    pub(in crate::commands) fn right(&mut self) {
        self.typing = false;
        if self.column < self.lines[self.row].len() {
            self.column += 1;
        } else if self.row + 1 < self.lines.len() {
            self.row += 1;
            self.column = 0;
        }
    }

    /// To the beginning of this word, or of the one before.
    pub(in crate::commands) fn word_left(&mut self) {
        self.left();
        while self.column > 0 && (!self.is_word(self.column) || self.is_word(self.column - 1)) {
            self.column -= 1;
        }
    }

    /// Behind the end of this word, or of the next.
    pub(in crate::commands) fn word_right(&mut self) {
        self.right();
        let line = self.lines[self.row].len();
        while self.column < line && (self.column == 0 || !self.is_word(self.column - 1) || self.is_word(self.column)) {
            self.column += 1;
        }
    }

    fn is_word(&self, at: usize) -> bool {
        self.lines[self.row].get(at).is_some_and(|letter| letter.is_alphanumeric())
    }

    pub(in crate::commands) fn home(&mut self) {
        self.typing = false;
        self.column = 0;
    }

    pub(in crate::commands) fn end(&mut self) {
        self.typing = false;
        self.column = self.lines[self.row].len();
    }

    /// One screen line up or down in a box of some width.
    pub(in crate::commands) fn vertical(&mut self, room: usize, down: bool) {
        self.typing = false;
        let screen = self.screen(room);
        let at = self.screen_line(&screen);
        let x = self.x_of(screen[at]);
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        let Some(line) = screen.get(to).copied() else {
            return if down { self.end() } else { self.home() };
        };
        self.row = line.row;
        self.column = line.from;
        let mut reached = 0;
        while self.column < line.to && reached < x {
            reached += width(self.lines[self.row][self.column]);
            self.column += 1;
        }
        // The end of a broken line is the beginning of the next.
        let broken = screen.get(to + 1).is_some_and(|next| next.row == line.row);
        if broken && self.column == line.to && self.column > line.from {
            self.column -= 1;
        }
    }

    /// The lines as a box of some width shows them, broken at blanks where there are any.
    pub(in crate::commands) fn screen(&self, room: usize) -> Vec<ScreenLine> {
        let room = room.max(2);
        let mut screen = Vec::new();
        for (row, line) in self.lines.iter().enumerate() {
            let (mut from, mut used, mut blank) = (0, 0, None);
            let mut at = 0;
            while at < line.len() {
                used += width(line[at]);
                // A blank may stand over the edge, where nobody sees it.
                if used > room && line[at] != ' ' {
                    let to = blank.filter(|to| *to > from).unwrap_or(at.max(from + 1));
                    screen.push(ScreenLine { row, from, to });
                    from = to;
                    used = line[from..=at.max(from)].iter().copied().map(width).sum();
                    blank = None;
                }
                if line[at] == ' ' {
                    blank = Some(at + 1);
                }
                at += 1;
            }
            screen.push(ScreenLine { row, from, to: line.len() });
        }
        screen
    }

    /// What a screen line says.
    pub(in crate::commands) fn shown(&self, line: ScreenLine) -> String {
        self.lines[line.row][line.from..line.to].iter().collect()
    }

    /// Where the cursor stands on the screen: across and down.
    pub(in crate::commands) fn cursor(&self, room: usize) -> (usize, usize) {
        let screen = self.screen(room);
        let at = self.screen_line(&screen);
        (self.x_of(screen[at]), at)
    }

    fn screen_line(&self, screen: &[ScreenLine]) -> usize {
        let here = |line: &ScreenLine| line.row == self.row && line.from <= self.column;
        screen.iter().rposition(here).unwrap_or(0)
    }

    fn x_of(&self, line: ScreenLine) -> usize {
        let end = self.column.min(line.to).max(line.from);
        self.lines[line.row][line.from..end].iter().copied().map(width).sum()
    }
}

/// The letters of a line; what a terminal would obey is left out.
fn letters(line: &str) -> Vec<char> {
    let line = line.replace('\t', "    ");
    line.chars().filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text_box: &TextBox, room: usize) -> Vec<String> {
        text_box.screen(room).into_iter().map(|line| text_box.shown(line)).collect()
    }

    #[test]
    fn lines_break_at_blanks_and_lose_nothing() {
        let text = "Työnantajat odottavat vuoropuhelua ja tukea.\n\nkaksoisasiakkuuteen";
        let text_box = TextBox::new(text);
        let shown = lines(&text_box, 12);
        assert_eq!(shown[..3], ["Työnantajat ", "odottavat ", "vuoropuhelua "]);
        assert_eq!(shown[3..], ["ja tukea.", "", "kaksoisasiak", "kuuteen"]);
        assert_eq!(shown.concat(), text.replace('\n', ""));
        assert_eq!(text_box.text(), text);
        for room in 1..60 {
            assert_eq!(lines(&text_box, room).concat(), text.replace('\n', ""), "{room}");
        }
    }

    #[test]
    fn the_cursor_goes_where_it_is_sent() {
        let mut text_box = TextBox::new("one two three");
        text_box.home();
        text_box.word_right();
        text_box.insert('X');
        assert_eq!(text_box.text(), "oneX two three");
        text_box.vertical(8, true);
        assert_eq!(text_box.cursor(8), (4, 1));
        text_box.word_left();
        text_box.delete_word();
        assert_eq!(text_box.text(), "oneX three");
        text_box.end();
        text_box.newline();
        text_box.paste("a\r\nb\tc");
        assert_eq!(text_box.text(), "oneX three\na\nb    c");
        text_box.backspace();
        text_box.undo();
        text_box.undo();
        assert_eq!(text_box.text(), "oneX three\n");
        text_box.home();
        text_box.backspace();
        text_box.delete();
        assert_eq!(text_box.text(), "oneX three");
    }

    #[test]
    fn a_word_is_one_step_of_undo() {
        let mut text_box = TextBox::new("");
        "some words".chars().for_each(|letter| text_box.insert(letter));
        text_box.undo();
        assert_eq!(text_box.text(), "some ");
        text_box.undo();
        assert_eq!(text_box.text(), "some");
        text_box.undo();
        assert_eq!(text_box.text(), "");
    }
}
