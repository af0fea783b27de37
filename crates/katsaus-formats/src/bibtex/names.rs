//! Names as BibTeX takes them apart: first names, von, last name, Jr.
//!
//! The rules are BibTeX's own (Patashnik, "BibTeXing", section 4; Markey, "Tame the BeaST", section 3): words at brace
//! level nought, the case of a word that of its first letter there. Values are TeX still; `tex` makes text of the parts.

use super::tex;
use crate::normal::name::particle_first;
use crate::people::is_body;
use katsaus_model::Person;

/// A name in its parts, each a list of words as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts<'n> {
    /// Given names.
    pub first: Vec<&'n str>,
    /// Words from the first small one to the last: `von der`.
    pub von: Vec<&'n str>,
    /// Family name.
    pub last: Vec<&'n str>,
    /// `Jr`.
    pub jr: Vec<&'n str>,
}

/// The names in a value, parted at `and`.
pub fn names(value: &str) -> Vec<&str> {
    let value = value.trim();
    let mut found = Vec::new();
    let mut from = 0;
    let words = at_level_nought(value, |c| c.is_whitespace());
    for (n, (start, end)) in words.iter().enumerate() {
        // At either end it is a word like others.
        let inside = n > 0 && n + 1 < words.len();
        if inside && value[*start..*end].eq_ignore_ascii_case("and") {
            found.push(value[from..*start].trim());
            from = *end;
        }
    }
    found.push(value[from..].trim());
    found.retain(|name| !name.is_empty());
    found
}

/// Ranges of a text between signs that part it at brace level nought.
fn at_level_nought(text: &str, parts: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut depth = 0i32;
    let mut from = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = (depth - 1).max(0),
            c if depth == 0 && parts(c) => {
                if at > from {
                    ranges.push((from, at));
                }
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if from < text.len() {
        ranges.push((from, text.len()));
    }
    ranges
}

/// Takes a name apart.
pub fn parts(name: &str) -> Parts<'_> {
    let mut sections: Vec<Vec<&str>> = Vec::new();
    let mut from = 0;
    let mut depth = 0i32;
    for (at, c) in name.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = (depth - 1).max(0),
            ',' if depth == 0 => {
                sections.push(words(&name[from..at]));
                from = at + 1;
            }
            _ => {}
        }
    }
    sections.push(words(&name[from..]));
    match sections.as_slice() {
        [only] => forward(only),
        [family, given] => inverted(family, given.clone(), Vec::new()),
        [family, jr, given, rest @ ..] => {
            let given = given.iter().chain(rest.iter().flatten()).copied().collect();
            inverted(family, given, jr.clone())
        }
        [] => Parts::default(),
    }
}

fn words(text: &str) -> Vec<&str> {
    let parts = |c: char| c.is_whitespace() || c == '~';
    at_level_nought(text, parts).into_iter().map(|(from, to)| &text[from..to]).collect()
}

/// `First von Last`.
fn forward<'n>(words: &[&'n str]) -> Parts<'n> {
    let Some((_, before_last)) = words.split_last() else { return Parts::default() };
    let small: Vec<usize> = (0..before_last.len()).filter(|at| is_small(before_last[*at])).collect();
    match (small.first(), small.last()) {
        (Some(from), Some(to)) => Parts {
            first: words[..*from].to_vec(),
            von: words[*from..=*to].to_vec(),
            last: words[to + 1..].to_vec(),
            jr: Vec::new(),
        },
        _ => Parts { first: before_last.to_vec(), last: words[before_last.len()..].to_vec(), ..Parts::default() },
    }
}

/// `von Last, First` and `von Last, Jr, First`.
fn inverted<'n>(family: &[&'n str], first: Vec<&'n str>, jr: Vec<&'n str>) -> Parts<'n> {
    let before_last = &family[..family.len().saturating_sub(1)];
    let von = before_last.iter().rposition(|word| is_small(word)).map_or(0, |at| at + 1);
    Parts { first, von: family[..von].to_vec(), last: family[von..].to_vec(), jr }
}

/// Whether the first letter of a word at brace level nought is small; a group that begins with a command counts by the
/// letter that it makes.
fn is_small(word: &str) -> bool {
    let mut depth = 0;
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        match c {
            '{' if depth == 0 && rest[1..].starts_with('\\') => return is_small_special(&rest[1..]),
            '{' => depth += 1,
            '}' => depth -= 1,
            c if depth == 0 && c.is_alphabetic() => return c.is_lowercase(),
            _ => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    false
}

/// `\'E}`, `\o}`, `\sltt xDVIx}`.
fn is_small_special(text: &str) -> bool {
    let after = &text[1..];
    let command: &str = &after[..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len())];
    match command {
        "i" | "j" | "o" | "l" | "oe" | "ae" | "aa" | "ss" => return true,
        "O" | "L" | "OE" | "AE" | "AA" => return false,
        _ => {}
    }
    let letters = after[command.len()..].chars().take_while(|c| *c != '}');
    letters.filter(|c| c.is_alphabetic()).map(char::is_lowercase).next().unwrap_or(false)
}

/// The people of a value, and whether it says that there are others.
pub(crate) fn people(value: &str) -> (Vec<Person>, bool) {
    // A tilde is a blank to BibTeX, also where it is an accent; here the accent is meant.
    let accented;
    let value = if value.contains("\\~") {
        accented = tex::tildes(value);
        accented.as_str()
    } else {
        value
    };
    let mut found = Vec::new();
    let mut others = false;
    for name in names(value) {
        if name.strip_prefix("useprefix=").is_some_and(|rest| !rest.contains(',')) {
            // How names are sorted, not one.
        } else if name.eq_ignore_ascii_case("others") || matches!(name, "et al." | "et al") {
            others = true;
        } else if let Some(person) = person(name) {
            found.push(person);
        }
    }
    (found, others)
}

fn person(name: &str) -> Option<Person> {
    if let Some(person) = keyed(name) {
        return Some(person);
    }
    let joined = |words: &[&str]| tex::plain(&words.join(" "));
    let parts = parts(name);
    let plain = tex::plain(name);
    if plain.trim_matches([',', '.', ' ']).is_empty() {
        return None;
    }
    let whole = parts.first.is_empty() && parts.von.is_empty() && parts.jr.is_empty();
    if let ([only], true) = (parts.last.as_slice(), whole) {
        // One group in braces is the name of a body, unless it is one word.
        if only.starts_with("{{") && only.ends_with("}}") && tex::is_one_group(&only[1..only.len() - 1]) {
            return Some(literal(&plain));
        }
        let braced = only.starts_with('{') && only.ends_with('}') && tex::is_one_group(only);
        if braced && (plain.contains(' ') || is_body(&plain)) {
            return Some(literal(&plain));
        }
    }
    if !name.contains(',') && plain.contains(' ') && is_body(&plain) && parts.von.len() + parts.first.len() > 1 {
        return Some(literal(&plain));
    }
    let (family, particle) = (joined(&parts.last), joined(&parts.von));
    let (family, particle) = match particle_first(&family) {
        (first, rest) if particle.is_empty() && !first.is_empty() => (rest.to_owned(), first.to_owned()),
        _ => (family, particle),
    };
    let given = joined(&parts.first);
    if family.is_empty() && given.is_empty() {
        return None;
    }
    Some(Person::Named { family, given, particle, suffix: joined(&parts.jr) })
}

fn literal(name: &str) -> Person {
    Person::literal(name.trim_end_matches(','))
}

/// biblatex's other way: `family=Ackooij, given=Wim, prefix=van, useprefix=true`.
fn keyed(name: &str) -> Option<Person> {
    let (first, _) = name.split_once('=')?;
    let keys = ["family", "given", "prefix", "suffix", "useprefix", "given-i", "family-i", "prefix-i", "id"];
    if !keys.contains(&first.trim().trim_start_matches('{').trim()) {
        return None;
    }
    let name = if tex::is_one_group(name) { &name[1..name.len() - 1] } else { name };
    let mut found = [String::new(), String::new(), String::new(), String::new()];
    for (from, to) in at_level_nought(name, |c| c == ',') {
        let Some((key, value)) = name[from..to].split_once('=') else { continue };
        let at = match key.trim() {
            "family" => 0,
            "given" => 1,
            "prefix" => 2,
            "suffix" => 3,
            _ => continue,
        };
        found[at] = tex::plain(value.trim().trim_matches('"'));
    }
    let [family, given, particle, suffix] = found;
    Some(Person::Named { family, given, particle, suffix })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str) -> [String; 4] {
        let parts = parts(name);
        [parts.first, parts.von, parts.last, parts.jr].map(|words| words.join(" "))
    }

    #[test]
    fn names_come_apart_as_bibtex_does_it() {
        for (name, expected) in [
            ("Ludwig van Beethoven", ["Ludwig", "van", "Beethoven", ""]),
            ("van der Berg, Jan", ["Jan", "van der", "Berg", ""]),
            ("King, Jr., Martin L.", ["Martin L.", "", "King", "Jr."]),
            ("Åse {de Vries}", ["Åse", "", "{de Vries}", ""]),
            ("Plato", ["", "", "Plato", ""]),
            ("Émile {\\'e}tienne Zola", ["Émile", "{\\'e}tienne", "Zola", ""]),
        ] {
            assert_eq!(shown(name), expected, "{name}");
        }
    }

    #[test]
    fn bodies_and_others_are_known() {
        let (people, others) =
            people("{Kela, Helsinki} and Brand\\~{a}o, F. AND {World Health Organization} and others");
        assert_eq!(
            people,
            [
                Person::literal("Kela, Helsinki"),
                Person::new("Brandão", "F."),
                Person::literal("World Health Organization"),
            ]
        );
        assert!(others);
        let (people, _) = super::people("family=Ackooij, given=Wim, prefix=van");
        assert_eq!(people[0].inverted(), "van Ackooij, Wim");
    }
}
