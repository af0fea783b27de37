//! What a column's head says it holds.

use super::lexicon;
use super::plan::Role;
use katsaus_model::text;
use std::collections::{HashMap, HashSet};

/// How sure a head is: the name itself, a name with something beside it, a name with a slip of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    Misspelt,
    Part,
    Exact,
}

pub(super) struct Heads {
    names: HashMap<&'static str, (Role, bool)>,
    databases: HashSet<&'static str>,
}

/// Lower case, letters without marks, words apart by single blanks.
pub(super) fn fold(head: &str) -> String {
    let words = text::normalise(&split_camel(head));
    let words: Vec<String> = words.split(' ').map(text::ascii).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// `publicationYear` is two words; `DOI` and `ISSNs` are one.
fn split_camel(head: &str) -> String {
    let mut out = String::with_capacity(head.len() + 4);
    let mut before = ' ';
    for c in head.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

impl Heads {
    pub(super) fn new() -> Heads {
        let mut names = HashMap::new();
        for (role, name, weak) in lexicon::names() {
            names.entry(name).or_insert((role, weak));
        }
        Heads { names, databases: lexicon::OF_DATABASES.split('|').map(str::trim).collect() }
    }

    /// Whether a head is one of a database's own columns that no review asks for.
    pub(super) fn of_database(&self, head: &str) -> bool {
        self.databases.contains(fold(head).as_str())
    }

    /// What a head says, tried whole, then without what stands in brackets, then part by part where it is written in
    /// two languages.
    pub(super) fn role(&self, head: &str) -> Option<(Role, Sureness)> {
        if let Some((role, weak)) = self.names.get(fold(head).as_str()) {
            return Some((role.clone(), if *weak { Sureness::Part } else { Sureness::Exact }));
        }
        // `#` stands before lists of texts.
        if matches!(head.trim(), "#" | "N°" | "Nº" | "n°") {
            return Some((Role::Id, Sureness::Exact));
        }
        let bare = without_brackets(head);
        if bare != head
            && let Some(role) = self.exact(&bare)
        {
            return Some((role, Sureness::Part));
        }
        for separator in ['/', '|', '\n', '–', ':', ',', '('] {
            let mut parts = bare.split(separator).filter(|part| !part.trim().is_empty());
            if bare.contains(separator)
                && let Some(role) = parts.find_map(|part| self.exact(part))
            {
                return Some((role, Sureness::Part));
            }
        }
        // `Authors and year`: names with a year behind them.
        for and in [" and ", " ja ", " och ", " und ", " & ", " et ", " y ", " og "] {
            if let Some((first, _)) = bare.split_once(and)
                && let Some(role) = self.exact(first)
            {
                return Some((role, Sureness::Part));
            }
        }
        let folded = fold(&bare);
        if self.databases.contains(folded.as_str()) {
            return None;
        }
        self.misspelt(&folded).map(|role| (role, Sureness::Misspelt))
    }

    fn exact(&self, head: &str) -> Option<Role> {
        self.names.get(fold(head).as_str()).map(|(role, _)| role.clone())
    }

    /// The one name within a slip or two of the pen. Short words are too much alike.
    fn misspelt(&self, folded: &str) -> Option<Role> {
        let slips = match folded.len() {
            0..=4 => return None,
            5..=9 => 1,
            _ => 2,
        };
        let letters = letters_of(folded);
        // A slip changes two of the letters that occur at most.
        let alike = |name: &str| !folded.is_ascii() || (letters ^ letters_of(name)).count_ones() as usize <= 2 * slips;
        let near = self
            .names
            .iter()
            .filter(|(name, _)| name.len() >= 5 && alike(name) && distance(folded, name, slips) <= slips);
        let mut roles: Vec<&Role> = near.map(|(_, (role, _))| role).collect();
        roles.dedup();
        match roles.as_slice() {
            [role] => Some((*role).clone()),
            _ => None,
        }
    }
}

fn without_brackets(head: &str) -> String {
    let mut out = String::with_capacity(head.len());
    let mut depth = 0usize;
    for c in head.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// Which letters occur in a word: a bit each, several letters sharing one.
fn letters_of(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte % 32))
}

/// Slips of the pen between two words, two letters changed round being one of them; given up beyond `most`.
fn distance(a: &str, b: &str, most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(x != y)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use katsaus_model::Field;

    #[test]
    fn heads_are_known_in_many_spellings() {
        let heads = Heads::new();
        for (head, role) in [
            ("Tekijät", Role::Field(Field::Authors)),
            ("Author(s)", Role::Field(Field::Authors)),
            ("Author/s", Role::Field(Field::Authors)),
            ("Tekijät / Authors", Role::Field(Field::Authors)),
            ("Paper title ", Role::Field(Field::Title)),
            ("publicationYear", Role::Field(Field::Year)),
            ("Pub. year", Role::Field(Field::Year)),
            ("År", Role::Field(Field::Year)),
            ("Año", Role::Field(Field::Year)),
            ("Mots-clés", Role::Field(Field::Keywords)),
            ("Notes\n(free text)", Role::Notes),
            ("Mukaan (K/E)", Role::Included),
            ("Abstarct", Role::Field(Field::Abstract)),
            ("Julkasuvuosi", Role::Field(Field::Year)),
            ("ISSNs", Role::Field(Field::Issn)),
            ("#", Role::Id),
        ] {
            assert_eq!(heads.role(head).map(|(role, _)| role), Some(role), "{head}");
        }
        for head in ["Viitekehys", "Number of Participants", "Research Topic", "Robot Name", ""] {
            assert_eq!(heads.role(head), None, "{head}");
        }
    }
}
