//! Running text out of printed lines: broken words made whole, and the lines of a paragraph joined.
//!
//! It must not lose a page: every form feed of the text is in what comes out.

mod seen;

use super::pages::BREAK;
use seen::{Seen, first_word, last_word};
use std::borrow::Cow;
use std::cell::OnceCell;

/// What parts of a word were broken with; the last is what some PDFs make of a soft hyphen.
const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{ad}', '¬'];
/// A hyphen before one of these stands for what two words have in common: `työ- ja toimintakyky`.
const CONJUNCTIONS: [&str; 15] =
    ["ja", "tai", "eli", "sekä", "och", "eller", "samt", "und", "oder", "sowie", "bzw", "og", "and", "or", "vai"];
const VOWELS: &str = "aeiouyåäöø";

/// The text with every paragraph on one line, and a blank line between two. Words that were broken over lines are whole
/// again, ligatures are letters, and soft hyphens are gone. A form feed inside of a paragraph stands for a blank; a word
/// that was broken over pages stands on the first.
pub fn join(text: &str) -> String {
    let text = in_letters(text);
    let mut joined = Joined { out: String::with_capacity(text.len()), text: &text, seen: OnceCell::new() };
    let mut gap = Gap::default();
    for (n, page) in text.split(BREAK).enumerate() {
        gap.pages += usize::from(n > 0);
        for line in page.lines().map(str::trim) {
            if line.is_empty() {
                gap.blank = true;
            } else {
                joined.line(line, &gap);
                gap = Gap::default();
            }
        }
    }
    if gap.pages > 0 {
        joined.part("", &gap);
    }
    joined.out
}

/// The text without ligatures, and with soft hyphens only where a line ends.
fn in_letters(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| matches!(c, '\u{ad}' | '\u{fb00}'..='\u{fb06}')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            // Where it can be seen it is a hyphen.
            '\u{ad}' if signs.peek().is_none_or(|next| next.is_whitespace()) => out.push('-'),
            '\u{ad}' => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// What stood between two lines besides the end of the first.
#[derive(Default)]
struct Gap {
    blank: bool,
    pages: usize,
}

/// How the end of a line and the beginning of the next belong together.
#[derive(Clone, Copy, PartialEq)]
enum Seam {
    /// Two words.
    Words,
    /// One word that was broken.
    Broken,
    /// One word with a hyphen in it.
    Hyphened,
}

struct Joined<'t> {
    out: String,
    text: &'t str,
    /// Asked only where a line ends with a hyphen.
    seen: OnceCell<Seen<'t>>,
}

impl Joined<'_> {
    fn line(&mut self, line: &str, gap: &Gap) {
        // Over a blank line or a page something else may have come between.
        let near = !gap.blank && gap.pages == 0;
        let seam = if near || line.starts_with(char::is_lowercase) { self.seam(line) } else { Seam::Words };
        if seam == Seam::Words {
            self.part(line, gap);
            self.out.push_str(line);
            return;
        }
        if seam == Seam::Broken {
            self.out.pop();
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        self.out.push_str(word);
        self.out.extend(std::iter::repeat_n(BREAK, gap.pages));
        if !rest.is_empty() {
            if gap.pages == 0 {
                self.out.push(' ');
            }
            self.out.push_str(rest);
        }
    }

    /// Writes what parts the text so far from a line.
    fn part(&mut self, line: &str, gap: &Gap) {
        let begins = self.out.is_empty() || self.out.ends_with(BREAK);
        if !begins && gap.blank && (gap.pages == 0 || !self.goes_on(line)) {
            self.out.push_str("\n\n");
        } else if !begins && gap.pages == 0 {
            self.out.push(' ');
        }
        self.out.extend(std::iter::repeat_n(BREAK, gap.pages));
    }

    /// Whether a paragraph goes on over a page; behind the number of the page none does. pdftotext ends every page with a blank line, which so tells nothing.
    fn goes_on(&self, line: &str) -> bool {
        line.starts_with(char::is_lowercase) && self.out.ends_with(|c: char| c.is_alphabetic() || c == ',')
    }

    /// What the hyphen means that the text so far ends with, if it does.
    fn seam(&self, line: &str) -> Seam {
        let Some(before) = self.out.strip_suffix(HYPHENS) else { return Seam::Words };
        let (Some(last), Some(first)) = (before.chars().next_back(), line.chars().next()) else { return Seam::Words };
        if !last.is_alphanumeric() || !first.is_alphanumeric() {
            return Seam::Words;
        }
        let (left, right) = (last_word(before), first_word(line));
        let seen = self.seen.get_or_init(|| Seen::in_text(self.text));
        if is_conjunction(line, right) {
            // `opetta-` and `ja` are a teacher wherever the text knows one.
            return if seen.begins(left, right) { Seam::Broken } else { Seam::Words };
        }
        let kept = first.is_uppercase() || first.is_numeric() || is_same_vowel(last, first);
        if kept || is_head(left) || is_address(before) || seen.keeps_hyphen(left, right) {
            Seam::Hyphened
        } else {
            Seam::Broken
        }
    }
}

fn is_conjunction(line: &str, word: &str) -> bool {
    let ends = line.strip_prefix(word).is_some_and(|rest| !rest.starts_with(['-', '\'', '’']));
    ends && CONJUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// `osa-alueet`: two words that meet on the same vowel are written with a hyphen in Finnish.
fn is_same_vowel(last: char, first: char) -> bool {
    last.to_lowercase().eq(first.to_lowercase()) && last.to_lowercase().all(|c| VOWELS.contains(c))
}

/// Whether what stands before a hyphen is no part of a word: `t-testi`, `16-vuotias`, `EU-maat`.
fn is_head(left: &str) -> bool {
    left.chars().nth(1).is_none()
        || left.ends_with(char::is_numeric)
        || left.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

/// Whether the text ends inside of an address or a DOI, whose hyphens are its own.
fn is_address(before: &str) -> bool {
    /// Longer ones are not looked at from their beginning.
    const LONGEST: usize = 200;
    let near = before.get(before.floor_char_boundary(before.len().saturating_sub(LONGEST))..).unwrap_or_default();
    let last = near.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.contains("://") || last.contains("www.") || last.contains("10.") && last.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_whole_again() {
        for (text, expected) in [
            ("employ-\nment of", "employment of"),
            ("kuntou-\r\ntus ", "kuntoutus"),
            ("kuntou\u{ad}\ntus ja kun\u{ad}tou\u{ad}tus", "kuntoutus ja kuntoutus"),
            ("kuntou¬\ntuksen", "kuntoutuksen"),
            ("ﬁrst eﬀect, oﬃ-\nce", "first effect, office"),
        ] {
            assert_eq!(join(text), expected);
        }
    }

    #[test]
    fn hyphens_of_words_stay() {
        for (text, expected) in [
            ("osa-\nalueet", "osa-alueet"),
            ("COVID-\n19", "COVID-19"),
            ("COVID-\ntauti", "COVID-tauti"),
            ("Kela-\nKuntoutus", "Kela-Kuntoutus"),
            ("16-\nvuotias ja t-\ntesti", "16-vuotias ja t-testi"),
            ("https://www.kela.fi/kun-\ntoutus", "https://www.kela.fi/kun-toutus"),
            ("self-efficacy is self-\nefficacy", "self-efficacy is self-efficacy"),
            ("word -\nthen", "word - then"),
        ] {
            assert_eq!(join(text), expected);
        }
    }

    #[test]
    fn suspended_hyphens_stay() {
        for (text, expected) in [
            ("työ- ja\ntoimintakyky", "työ- ja toimintakyky"),
            ("työ-\nja toimintakyky", "työ- ja toimintakyky"),
            ("skol-\noch arbetsliv", "skol- och arbetsliv"),
            ("Arbeits-\nund Lebenswelt", "Arbeits- und Lebenswelt"),
            ("short-\nor long-term", "short- or long-term"),
            ("opettajan työ on, sanoi opetta-\nja itse", "opettajan työ on, sanoi opettaja itse"),
        ] {
            assert_eq!(join(text), expected);
        }
    }

    #[test]
    fn paragraphs_are_lines_and_pages_stay() {
        assert_eq!(join("one\ntwo\n\n \nthree\nfour\n"), "one two\n\nthree four");
        assert_eq!(join("\u{c}a\n\n\u{c}\u{c}B\n\u{c}"), "\u{c}a\n\n\u{c}\u{c}B\u{c}");
        assert_eq!(join("and it goes\n\n\u{c}on here\nand on"), "and it goes\u{c}on here and on");
        assert_eq!(join("the employ-\n\n\u{c}ment, of\nall"), "the employment,\u{c}of all");
        assert_eq!(join("the employ-\n\n\u{c}ment\nof all"), "the employment\u{c}of all");
        assert_eq!(join("the employ-\n\n24\n\n\u{c}ment"), "the employ-\n\n24\n\n\u{c}ment");
        assert_eq!(join(""), "");
    }

    #[test]
    fn what_was_joined_is_not_joined_again() {
        let text = "Työ-\nja el\u{ad}\nämä- \n\n\u{c}ei-\nA ﬁ b.\n\n-\n- x-\n\u{c}\u{c}y\n\nZ";
        let once = join(text);
        assert_eq!(join(&once), once);
        assert_eq!(once.matches(BREAK).count(), text.matches(BREAK).count());
    }
}
