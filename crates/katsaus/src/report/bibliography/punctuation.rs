//! Punctuation where a title's own sign meets the style's: `work?.` is `work?`, as the CSL specification wants of a
//! processor and hayagriva 0.10.1 leaves undone.
//!
//! It must touch nothing but two signs that stand side by side.

use crate::report::rich::Run;

/// What two signs side by side become; nothing for those that may stand together. The table is the one that citation
/// processors share: the stronger sign stays.
fn joined(first: char, second: char) -> Option<char> {
    match (first, second) {
        ('.', '.') => Some('.'),
        ('?' | '!' | '…', '.') | (',', ',') | (';', ';') | (':', ':') => Some(first),
        ('?' | '!', ':') => Some(first),
        (',' | ';' | ':', '.') => Some('.'),
        _ => None,
    }
}

/// Whether a quotation mark closes, in some language.
fn closes(sign: char) -> bool {
    matches!(sign, '”' | '’' | '»' | '"' | '“')
}

/// Makes one sign of two, also where they are of different looks. Dots that stand in threes stay.
pub(super) fn collapse(runs: &mut [Run]) {
    let mut last: Option<(usize, char)> = None;
    // Whether a quotation has just closed that ended with a stop of its own.
    let mut ended = false;
    for at in 0..runs.len() {
        // An address is no prose: `..` may be part of it.
        if runs[at].link.is_some() {
            last = None;
            continue;
        }
        let text = std::mem::take(&mut runs[at].text);
        let mut kept = String::with_capacity(text.len());
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            let ellipsis = sign == '.' && (signs.peek() == Some(&'.') || kept.ends_with(".."));
            match last.and_then(|(run, before)| Some((run, joined(before, sign)?))) {
                Some((run, one)) if !ellipsis => {
                    let text = if run == at { &mut kept } else { &mut runs[run].text };
                    text.pop();
                    text.push(one);
                    last = Some((run, one));
                }
                // `work.”.` and `work?”.` have their stop.
                _ if sign == '.' && ended => {}
                _ => {
                    ended = closes(sign) && last.is_some_and(|(_, before)| matches!(before, '.' | '?' | '!' | '…'));
                    kept.push(sign);
                    last = Some((at, sign));
                }
            }
        }
        runs[at].text = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rich::samples::{italic, plain};

    fn collapsed(mut runs: Vec<Run>) -> Vec<String> {
        collapse(&mut runs);
        runs.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn the_stronger_sign_stays() {
        assert_eq!(collapsed(vec![plain("Why work?. In A.. b, c,, d: e:. f")]), ["Why work? In A. b, c, d: e. f"]);
    }

    #[test]
    fn signs_of_two_looks_meet_as_well() {
        assert_eq!(collapsed(vec![italic("Why work?"), plain(". In")]), ["Why work?", " In"]);
        assert_eq!(collapsed(vec![plain("“Why work?”. In “A”. B")]), ["“Why work?” In “A”. B"]);
    }

    #[test]
    fn dots_in_threes_abbreviations_and_addresses_stay() {
        let link = Run { link: Some("x".into()), text: "https://a.org/b..c".into(), ..Run::default() };
        assert_eq!(
            collapsed(vec![plain("And then ... (Ed.), J., K. "), link]),
            ["And then ... (Ed.), J., K. ", "https://a.org/b..c"]
        );
    }
}
