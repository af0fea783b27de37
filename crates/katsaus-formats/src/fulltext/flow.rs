//! A text as it is put together out of words, lines, cells and pages, with one sign between any two of them.
//!
//! It must not know what kind of file the text comes from.

use super::pages::BREAK;

/// A text being put together. Nothing is written between words until the next word comes, so that what ends a line
/// several times over ends it once.
#[derive(Default)]
pub(super) struct Flow {
    out: String,
    gap: Gap,
    /// Where the cell began that is open in the row, as bytes of the text.
    cell: Option<usize>,
}

/// What stands between the last word and the next.
#[derive(Default)]
struct Gap {
    blank: bool,
    line: bool,
    tabs: usize,
    pages: usize,
    /// How many of the pages were asked for, and not yet seen by the program that laid the text out.
    asked: usize,
}

impl Flow {
    /// Writes text; blanks, tabs and line ends in it are blanks, and signs that cannot be seen are left out.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if is_blank(first) {
                self.gap.blank = true;
                rest = rest.trim_start_matches(is_blank);
                continue;
            }
            let (word, behind) = rest.split_at_checked(rest.find(is_blank).unwrap_or(rest.len())).unwrap_or((rest, ""));
            self.word(word);
            rest = behind;
        }
    }

    fn word(&mut self, word: &str) {
        if !word.contains(is_unseen) {
            self.close_gap();
            self.out.push_str(word);
            return;
        }
        for c in word.chars().filter(|c| !is_unseen(*c)) {
            self.close_gap();
            self.out.push(c);
        }
    }

    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        let begun = !self.out.is_empty();
        if begun && gap.line {
            self.out.push('\n');
        }
        if begun {
            self.out.extend(std::iter::repeat_n('\t', gap.tabs));
        }
        self.out.extend(std::iter::repeat_n(BREAK, gap.pages));
        if begun && gap.blank && !gap.line && gap.tabs == 0 && gap.pages == 0 {
            self.out.push(' ');
        }
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        self.gap.line = true;
    }

    /// A tab inside of a line.
    pub(super) fn tab(&mut self) {
        if !self.gap.line {
            self.gap.tabs += 1;
        }
    }

    /// Begins a cell of a row: a tab parts it from the one before.
    pub(super) fn begin_cell(&mut self) {
        match self.cell {
            // Its last paragraph ended a line; a cell has none of its own.
            Some(begun) if self.out.len() > begun => {
                self.gap.line = false;
                self.gap.tabs = 1;
            }
            Some(_) => self.gap.tabs += 1,
            None => self.gap.line = true,
        }
        self.cell = Some(self.out.len());
    }

    /// Ends a row, and with it its line.
    pub(super) fn end_row(&mut self) {
        self.cell = None;
        self.gap.tabs = 0;
        self.gap.line = true;
    }

    /// Begins a page because the author said so.
    pub(super) fn page(&mut self) {
        self.gap.pages += 1;
        self.gap.asked += 1;
    }

    /// A page begins where a program saw one begin, which it also notes where the author asked for one.
    pub(super) fn seen_page(&mut self) {
        match self.gap.asked.checked_sub(1) {
            Some(left) => self.gap.asked = left,
            None => self.gap.pages += 1,
        }
    }

    /// The text; what would have parted it from more is left out.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Soft hyphens and blanks without width.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sign_parts_two_words() {
        let mut flow = Flow::default();
        flow.push("  kun\u{ad}tou");
        flow.push("tus \n\t ja\u{a0}");
        flow.push("työ");
        flow.end_line();
        flow.end_line();
        flow.push(" \u{c}uusi");
        assert_eq!(flow.finish(), "kuntoutus ja työ\nuusi");
    }

    #[test]
    fn cells_and_pages_have_signs_of_their_own() {
        let mut flow = Flow::default();
        for row in [["a", "b"], ["", "c"], ["d", ""]] {
            for cell in row {
                flow.begin_cell();
                flow.push(cell);
                flow.end_line();
            }
            flow.end_row();
        }
        flow.page();
        flow.seen_page();
        flow.seen_page();
        flow.push("e");
        flow.page();
        assert_eq!(flow.finish(), "a\tb\n\tc\nd\n\u{c}\u{c}e");
    }
}
