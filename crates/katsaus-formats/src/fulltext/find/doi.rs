//! DOIs in a text, also those that are broken over lines.
//!
//! It must not ask whether a DOI exists.

use std::collections::HashSet;

/// The longest suffix that is read. There are few beyond a hundred signs.
const LONGEST: usize = 250;
/// What addresses of publishers have behind a DOI.
const TAILS: [&str; 10] =
    ["/full", "/fulltext", "/abstract", "/summary", "/meta", "/pdf", "/epdf", "/html", ".pdf", ".html"];

/// The DOIs of a text in the order in which they first stand there: lower case, beginning with `10.`.
///
/// One that goes on behind a line end is whole, in printed lines as well as in lines that were joined with a blank.
pub fn dois(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut known = HashSet::new();
    let mut rest = text;
    let mut before = None;
    while let Some((front, from)) =
        memchr::memmem::find(rest.as_bytes(), b"10.").and_then(|at| rest.split_at_checked(at))
    {
        let joined = front.chars().next_back().or(before).is_some_and(|c| c.is_numeric() || c == '.');
        let doi = if joined { None } else { read(from) };
        let used = doi.as_ref().map_or(3, |(_, used)| *used);
        let (taken, behind) = from.split_at_checked(used).unwrap_or((from, ""));
        (before, rest) = (taken.chars().next_back(), behind);
        if let Some((doi, _)) = doi
            && known.insert(doi.clone())
        {
            found.push(doi);
        }
    }
    found
}

/// The DOI that a text begins with, and how many bytes of the text it takes.
fn read(from: &str) -> Option<(String, usize)> {
    let registrant = from.strip_prefix("10.")?;
    let digits = registrant.bytes().take(20).take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (registrant, behind) = registrant.split_at_checked(digits)?;
    let plain = registrant.bytes().take_while(u8::is_ascii_digit).count();
    if !(4..=9).contains(&plain) || registrant.ends_with('.') {
        return None;
    }
    let slash = ["/", "%2F", "%2f"].into_iter().find_map(|slash| behind.strip_prefix(slash))?;
    let mut suffix = Suffix { text: String::new(), rest: slash };
    suffix.read();
    let used = from.len() - suffix.rest.len();
    let suffix = trimmed(&suffix.text);
    let whole = suffix.contains(|c: char| c.is_ascii_alphanumeric());
    whole.then(|| (format!("10.{registrant}/{suffix}"), used))
}

struct Suffix<'t> {
    text: String,
    rest: &'t str,
}

impl Suffix<'_> {
    /// Takes what belongs to the suffix, over line ends too.
    fn read(&mut self) {
        loop {
            self.run();
            let behind = self.rest.trim_start();
            let gap = self.rest.get(..self.rest.len() - behind.len()).unwrap_or_default();
            let ends_line = gap.contains('\n');
            // A blank line ends whatever stands before it.
            if gap.is_empty()
                || gap.matches('\n').count() > 1
                || gap.contains('\u{c}')
                || !self.goes_on(behind, ends_line)
            {
                return;
            }
            self.rest = behind;
        }
    }

    /// Takes signs up to the first that no DOI has.
    fn run(&mut self) {
        let mut signs = self.rest.chars();
        while let Some(c) = signs.next() {
            let sign = match c {
                '\u{ad}' | '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
                '\u{200b}' | '\u{feff}' => {
                    self.rest = signs.as_str();
                    continue;
                }
                // Old DOIs of articles: `10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2`.
                '<' if self.text.contains('(') => c,
                ';' if self.text.contains('<') => c,
                '>' if self.text.contains('<') && !self.text.contains('>') => c,
                c if c.is_ascii_alphanumeric() || "-._()/:".contains(c) => c.to_ascii_lowercase(),
                _ => return,
            };
            if self.text.len() >= LONGEST {
                return;
            }
            self.text.push(sign);
            self.rest = signs.as_str();
        }
    }

    /// Whether what follows behind a blank or line end is more of the suffix.
    fn goes_on(&self, behind: &str, ends_line: bool) -> bool {
        let next = next_run(behind);
        if next.is_empty() || ["http", "www.", "doi", "10."].iter().any(|begin| next.starts_with(begin)) {
            return false;
        }
        let starts = |known: &[char]| next.starts_with(known);
        let word = next.starts_with(|c: char| c.is_ascii_alphanumeric());
        match self.text.chars().next_back() {
            None | Some('/' | '_' | '-' | ':') => word || starts(&['(']),
            Some('.') => word && goes_on_behind_stop(&self.text, &next),
            Some('(') => ends_line && word,
            Some(_) => {
                let mark = starts(&['.', '/', '_', '-']) && !next.starts_with("--");
                ends_line && mark && next.chars().nth(1).is_some_and(|c| c.is_ascii_alphanumeric())
            }
        }
    }
}

/// The signs of a DOI that a text begins with, without those that end a sentence; empty where they are part of an
/// address of somebody's mail.
fn next_run(text: &str) -> String {
    let is_part = |c: &char| c.is_ascii_alphanumeric() || "-._()/:".contains(*c);
    let run: String = text.chars().take(LONGEST).take_while(is_part).collect();
    if text.get(run.len()..).is_some_and(|behind| behind.starts_with('@')) {
        return String::new();
    }
    run.trim_end_matches(['.', ':']).to_ascii_lowercase()
}

/// A full stop may end the DOI or stand inside of it. What is behind belongs to it if the DOI has no number yet, or if it
/// looks like the rest of one rather than a year, a page or a heading.
fn goes_on_behind_stop(text: &str, next: &str) -> bool {
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit(next) {
        return false;
    }
    let only_digits = next.bytes().all(|byte| byte.is_ascii_digit());
    !has_digit(text) || next.starts_with('0') || only_digits && next.len() > 4 || next.contains('.') && next.len() > 4
}

/// A suffix without what a sentence, a bracket or an address put behind it.
fn trimmed(suffix: &str) -> &str {
    let mut suffix = ["http", "www."].iter().fold(suffix, |suffix, mark| suffix.split(mark).next().unwrap_or_default());
    let open = suffix.matches('(').count();
    let mut close = suffix.matches(')').count();
    loop {
        let before = suffix.len();
        suffix = suffix.trim_end_matches(['.', ':', ';', '-', '_', '/', '(']);
        if close > open
            && let Some(shorter) = suffix.strip_suffix(')')
        {
            suffix = shorter;
            close -= 1;
        }
        if let Some(shorter) = TAILS.iter().find_map(|tail| suffix.strip_suffix(tail)) {
            suffix = shorter;
        }
        if suffix.len() == before {
            return suffix;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dois_are_found_in_order() {
        let text = "See https://doi.org/10.1177/1049731508314275, (doi:10.1016/S0140-6736(19)30001-2). DOI \
                    10.1023/A:1005592401947; 10.1177/1049731508314275 and http://dx.doi.org/10.1007/s10803–019–04032–1.";
        let expected = [
            "10.1177/1049731508314275",
            "10.1016/s0140-6736(19)30001-2",
            "10.1023/a:1005592401947",
            "10.1007/s10803-019-04032-1",
        ];
        assert_eq!(dois(text), expected);
        let sici = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2";
        assert_eq!(dois(&format!("<{sici}>.")), [sici.to_lowercase()]);
        assert_eq!(dois("(https://onlinelibrary.wiley.com/doi/10.1002/jrsm.1411/full)"), ["10.1002/jrsm.1411"]);
        assert_eq!(dois("doi.org%2F10.1002%2Fjrsm.1411"), ["10.1002/jrsm.1411"]);
    }

    #[test]
    fn broken_dois_are_whole_again() {
        for (text, expected) in [
            ("https://doi.org/10.1016/j.\nrasd.2019.01.002\nReceived", "10.1016/j.rasd.2019.01.002"),
            ("https://doi.org/10.1016/ j.rasd.2019.01.002 Received", "10.1016/j.rasd.2019.01.002"),
            ("doi: 10.1016/\nj.rasd.2019.01.\n002.\n\n2019", "10.1016/j.rasd.2019.01.002"),
            ("10.1007/s10803-\n019-04032-1. Springer", "10.1007/s10803-019-04032-1"),
            ("10.1007/s10803\n-019-04032-1", "10.1007/s10803-019-04032-1"),
            ("10.1371/journal.pone.\n0012345", "10.1371/journal.pone.0012345"),
        ] {
            assert_eq!(dois(text), [expected], "{text}");
        }
    }

    #[test]
    fn sentences_end_dois() {
        for text in [
            "10.1002/jrsm.1411.\n2019 Wiley",
            "10.1002/jrsm.1411. 12 Smith",
            "10.1002/jrsm.1411.\n3.1. Methods",
            "10.1002/jrsm.1411\nReceived 2019",
            "10.1002/jrsm.1411.\na.smith12@mail.org",
            "10.1002/jrsm.1411.\n\n0012345",
            "10.1002/jrsm.1411. https://doi.org/10.1002/jrsm.1411",
        ] {
            assert_eq!(dois(text), ["10.1002/jrsm.1411"], "{text}");
        }
        for text in ["10.5 of 10.12/x", "110.1234/x", "10.1234/", "10.1234/...", "1.10.1234/x", ""] {
            assert_eq!(dois(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn no_text_takes_long() {
        for piece in ["10.", "10.1234/", "10.1234/a\n", "10.1234/(", "10.1234/a. 0"] {
            dois(&piece.repeat(100_000));
        }
    }
}
