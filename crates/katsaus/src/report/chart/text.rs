//! How wide text is, and where its lines break.
//!
//! Measures come from the tables in `widths`; no font is read. It must not draw.

use super::widths::RANGES;

/// A size and weight of type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report) struct Face {
    /// Type size in pixels.
    pub(in crate::report) size: f64,
    /// Whether it is bold.
    pub(in crate::report) bold: bool,
}

/// Labels and figures. At 900 px on 6.5 inches of paper this is 8 points, the least that APA allows in a figure.
pub(in crate::report) const BODY: Face = Face { size: 15.5, bold: false };
/// Totals.
pub(in crate::report) const STRONG: Face = Face { size: 15.5, bold: true };
/// The chart's title.
pub(in crate::report) const TITLE: Face = Face { size: 19.0, bold: true };
/// The note under the chart.
pub(in crate::report) const NOTE: Face = Face { size: 14.0, bold: false };

/// What is drawn of a text at most: a label that is longer is no label, and would cost time to break.
const LONGEST: usize = 1200;

/// A browser that lacks the font takes another; those named in `svg` are narrower or at most this much wider.
const SLACK: f64 = 1.02;

impl Face {
    /// How wide the text is, in pixels.
    pub(in crate::report) fn width(self, text: &str) -> f64 {
        let thousandths: f64 = text.chars().map(|sign| self.advance(sign)).sum();
        thousandths * self.size * SLACK / 1000.0
    }

    /// From one line's top to the next one's.
    pub(in crate::report) fn line(self) -> f64 {
        self.size * 1.25
    }

    /// From a line's top to its baseline: capitals and figures then stand in the middle of the line.
    pub(in crate::report) fn baseline(self) -> f64 {
        self.line() / 2.0 + self.size * 0.364
    }

    fn advance(self, sign: char) -> f64 {
        let number = u32::from(sign);
        for range in &RANGES {
            let widths = if self.bold { range.bold } else { range.regular };
            let at = number.checked_sub(range.first).and_then(|at| widths.get(at as usize));
            if let Some(width) = at {
                return f64::from(*width);
            }
        }
        default_advance(number)
    }
}

/// Widths of signs that another font will have to show: marks that stand on others take no room, most letters less
/// than an em, Chinese signs an em, pictures more.
fn default_advance(number: u32) -> f64 {
    match number {
        0x0300..=0x036f | 0x200b..=0x200f | 0x2060 | 0xfe00..=0xfe0f | 0xfeff => 0.0,
        0x0180..=0x02ff | 0x0370..=0x10ff | 0x1e00..=0x1fff => 800.0,
        0x1f000.. => 1400.0,
        _ => 1050.0,
    }
}

/// The text without what would disturb a line: controls become spaces, signs that turn the direction of writing go,
/// runs of space become one. Soft hyphens stay, for `wrap` to use.
pub(in crate::report) fn clean(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars().take(LONGEST) {
        match sign {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {}
            '\u{a0}' | '\u{202f}' => out.push('\u{a0}'),
            _ if sign.is_whitespace() || sign.is_control() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.push(sign),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What goes before a piece of text if it stays on the line of the piece before it.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    Space,
    Nothing,
    SoftHyphen,
}

/// The text in pieces that a line may end after.
fn pieces(text: &str) -> Vec<(Joint, String)> {
    let mut out = vec![(Joint::Nothing, String::new())];
    let text = clean(text);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            ' ' => out.push((Joint::Space, String::new())),
            '\u{ad}' => out.push((Joint::SoftHyphen, String::new())),
            _ => {
                if let Some((_, piece)) = out.last_mut() {
                    piece.push(sign);
                }
                // `1980–2020` stays whole.
                let range = signs.peek().is_some_and(char::is_ascii_digit);
                if matches!(sign, '-' | '/' | '–' | '‐') && !range {
                    out.push((Joint::Nothing, String::new()));
                }
            }
        }
    }
    out.retain(|(_, piece)| !piece.is_empty());
    out
}

/// The width of the widest piece that no line may end within.
pub(in crate::report) fn widest_piece(text: &str, face: Face) -> f64 {
    pieces(text).iter().map(|(_, piece)| face.width(piece)).fold(0.0, f64::max)
}

/// The text in lines no wider than `width`, at most `most` of them; what is left out leaves an ellipsis.
pub(in crate::report) fn wrap(text: &str, face: Face, width: f64, most: usize) -> Vec<String> {
    let mut lines = all_lines(text, face, width);
    let most = most.max(1);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            shorten(last, face, width);
        }
    }
    lines
}

fn all_lines(text: &str, face: Face, width: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for (joint, piece) in pieces(text) {
        let space = if joint == Joint::Space && !line.is_empty() { " " } else { "" };
        let longer = format!("{line}{space}{piece}");
        if face.width(&longer) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            // The hyphen may stand a little over the edge: lines have room beside them.
            if joint == Joint::SoftHyphen {
                line.push('-');
            }
            lines.push(std::mem::take(&mut line));
        }
        line = piece;
        while face.width(&line) > width {
            let (head, tail) = split(&line, face, width);
            if tail.is_empty() {
                break;
            }
            lines.push(head);
            line = tail;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The beginning of a word that is wider than a line, with a hyphen, and the rest.
fn split(word: &str, face: Face, width: f64) -> (String, String) {
    // A range of years that does not fit ends its line at the dash; a hyphen would make another number of it.
    if !word.contains(char::is_alphabetic)
        && let Some(dash) = word.find('–').map(|at| at + '–'.len_utf8())
        && dash < word.len()
        && face.width(&word[..dash]) <= width
    {
        return (word[..dash].to_owned(), word[dash..].to_owned());
    }
    let signs: Vec<char> = word.chars().collect();
    let room = width - face.width("-");
    let mut used = 0.0;
    let mut fitting = 0;
    for sign in &signs {
        used += face.width(sign.encode_utf8(&mut [0; 4]));
        if used > room {
            break;
        }
        fitting += 1;
    }
    let fitting = fitting.max(1);
    let at = (3..=fitting).rev().find(|at| is_syllable(&signs, *at)).unwrap_or(fitting);
    let head: String = signs.iter().take(at).collect();
    (head + "-", signs.iter().skip(at).collect())
}

/// Whether a Finnish syllable begins there: with a consonant before a vowel. Finnish is where words outgrow lines; in
/// other languages this is no worse than breaking anywhere.
fn is_syllable(signs: &[char], at: usize) -> bool {
    let is = |at: usize, wanted: fn(char) -> bool| signs.get(at).is_some_and(|sign| wanted(*sign));
    is(at - 1, char::is_alphabetic) && is(at, is_consonant) && is(at + 1, is_vowel) && at + 2 < signs.len()
}

fn is_vowel(sign: char) -> bool {
    "aeiouyåäöáàâãéèêëíìîïóòôõúùûüøæœ".contains(sign.to_lowercase().next().unwrap_or(sign))
}

fn is_consonant(sign: char) -> bool {
    sign.is_alphabetic() && !is_vowel(sign)
}

fn shorten(line: &mut String, face: Face, width: f64) {
    while face.width(line) + face.width("…") > width && line.pop().is_some() {}
    line.truncate(line.trim_end_matches(['-', ' ', ',']).len());
    line.push('…');
}

/// The width of the widest of some lines.
pub(in crate::report) fn widest(lines: &[String], face: Face) -> f64 {
    lines.iter().map(|line| face.width(line)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: f64) -> String {
        wrap(text, BODY, width, 9).join("|")
    }

    #[test]
    fn lines_end_at_spaces_hyphens_and_syllables() {
        assert_eq!(wrapped("Yhtäaikaiseen tukeen perustuva", 170.0), "Yhtäaikaiseen tukeen|perustuva");
        assert_eq!(wrapped("organisaatio- ja järjestelmätaso", 110.0), "organisaatio-|ja|järjestelmä-|taso");
        assert_eq!(wrapped("Kaksoisasiakkuuteen perustuva", 100.0), "Kaksoisa-|siakkuuteen|perustuva");
        assert_eq!(wrapped("tuki\u{ad}toimet", 60.0), "tuki-|toimet");
        assert_eq!(wrapped("vuosina 1980–2020", 100.0), "vuosina|1980–2020");
        assert_eq!(wrapped(" \u{7}\u{202e} ", 60.0), "");
    }

    #[test]
    fn what_is_left_out_leaves_an_ellipsis() {
        assert_eq!(wrap("one two three four", BODY, 40.0, 2), ["one", "tw…"]);
    }

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost() {
        let word = "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas".repeat(3);
        for width in [40.0, 90.0, 333.0] {
            let lines = wrap(&word, BODY, width, 999);
            assert!(lines.iter().all(|line| BODY.width(line) <= width), "{lines:?}");
            let joined: String = lines.iter().map(|line| line.trim_end_matches('-')).collect();
            assert_eq!(joined, word);
        }
        assert!(wrap(&word, BODY, 0.0, 3).len() <= 3);
    }

    #[test]
    fn bold_is_wider_and_marks_take_no_room() {
        assert!(STRONG.width("Työ") > BODY.width("Työ"));
        assert!((BODY.width("a\u{308}") - BODY.width("a")).abs() < 1e-9);
    }
}
