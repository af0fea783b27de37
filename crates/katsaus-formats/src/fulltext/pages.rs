//! A text page by page, stored as one string.
//!
//! It must not change the text: what is stored is what was read.

/// What stands between two pages of a stored text.
pub(super) const BREAK: char = '\u{c}';

/// The text of a file page by page: one string with a form feed (U+000C) between two pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    stored: String,
    /// Where each page ends, as bytes of the string.
    ends: Vec<usize>,
}

impl Pages {
    /// The pages of a stored text. No text at all is no page.
    pub fn parse(stored: impl Into<String>) -> Pages {
        let stored = stored.into();
        let mut ends: Vec<usize> = memchr::memchr_iter(BREAK as u8, stored.as_bytes()).collect();
        if !stored.is_empty() {
            ends.push(stored.len());
        }
        Pages { stored, ends }
    }

    /// The text with form feeds, for [`Pages::parse`].
    pub fn stored(&self) -> &str {
        &self.stored
    }

    /// How many pages there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A page by its number from 1.
    pub fn page(&self, number: usize) -> Option<&str> {
        let index = number.checked_sub(1)?;
        let begin = match index.checked_sub(1) {
            Some(before) => self.ends.get(before)? + 1,
            None => 0,
        };
        self.stored.get(begin..*self.ends.get(index)?)
    }

    /// The text as if it stood on one page: as long as the stored one, so that places in one are places in the other. A
    /// page that ended inside of a paragraph is parted from the next by a blank, others by a line end.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.stored.len());
        for (n, page) in self.stored.split(BREAK).enumerate() {
            if n > 0 {
                text.push(if text.is_empty() || text.ends_with('\n') { '\n' } else { ' ' });
            }
            text.push_str(page);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_from_one() {
        let pages = Pages::parse("ensimmäinen\u{c}\u{c}kolmas");
        assert_eq!(pages.len(), 3);
        let found: Vec<_> = (0..5).map(|n| pages.page(n)).collect();
        assert_eq!(found, [None, Some("ensimmäinen"), Some(""), Some("kolmas"), None]);
        assert_eq!(Pages::parse(pages.stored()), pages);
        assert_eq!(Pages::parse("").len(), 0);
        assert!(Pages::default().is_empty() && Pages::default().page(1).is_none());
    }

    #[test]
    fn the_whole_text_keeps_places() {
        let pages = Pages::parse("one\u{c}sentence.\n\n\u{c}Next");
        assert_eq!(pages.text(), "one sentence.\n\n\nNext");
        assert_eq!(pages.text().len(), pages.stored().len());
    }
}
