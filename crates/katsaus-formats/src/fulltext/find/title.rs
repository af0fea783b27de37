//! Whether a title stands in a text.
//!
//! It must not weigh titles: of two that stand there, one may be part of the other.

use unicode_normalization::UnicodeNormalization;

/// Letters and digits that a title must have: shorter ones stand in any text.
const SHORTEST: usize = 12;

/// The first page of a file, made ready to be searched for many titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstPage(String);

impl FirstPage {
    /// Makes a text ready.
    pub fn new(text: &str) -> FirstPage {
        FirstPage(letters(text).collect())
    }

    /// Whether a title of [`prepared`] stands there, whatever its line ends, capitals, accents, hyphens and other signs.
    pub fn holds(&self, prepared_title: &str) -> bool {
        is_long(prepared_title) && memchr::memmem::find(self.0.as_bytes(), prepared_title.as_bytes()).is_some()
    }
}

/// A title made ready for [`FirstPage::holds`]; empty if it is too short to be looked for.
pub fn prepared(title: &str) -> String {
    let title: String = letters(title).collect();
    if is_long(&title) { title } else { String::new() }
}

/// Whether a title stands in a text. For many titles, [`FirstPage`] is made once.
pub fn holds_title(text: &str, title: &str) -> bool {
    let title = prepared(title);
    !title.is_empty() && FirstPage::new(text).holds(&title)
}

fn is_long(title: &str) -> bool {
    title.chars().nth(SHORTEST - 1).is_some()
}

/// The letters and digits of a text as they are compared: small, and without accents, which PDFs write in many ways.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.nfkd().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_however_it_is_set() {
        let page = "JOURNAL OF X\n\nTuettu työl-\nlistymi\u{ad}nen: a\u{308}lykkäät\nrat\u{2010}\nkaisut (osa 2)1\nﬁrst eﬀects";
        for title in [
            "Tuettu työllistyminen – älykkäät ratkaisut",
            "TUETTU TYO\u{308}LLISTYMINEN",
            "älykkäät ratkaisut, osa 2",
            "First effects",
        ] {
            assert_eq!(holds_title(page, title), prepared(title).chars().count() >= 12, "{title}");
        }
        assert!(holds_title(page, "Tuettu työllistyminen"));
        assert!(!holds_title(page, "Tuettu asuminen ja elämä"));
    }

    #[test]
    fn short_titles_are_never_found() {
        assert!(!holds_title("Editorial", "Editorial"));
        assert!(!holds_title("", "") && !FirstPage::new("abc").holds("") && !FirstPage::new("abc").holds("abc"));
        assert_eq!(prepared("Työ & elämä!"), "");
        assert_eq!(prepared("Työ ja elämä 2020!"), "tyojaelama2020");
    }
}
