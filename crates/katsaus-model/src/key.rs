//! Keys that people type: `luecking2008`.

use crate::{Fields, text};
use std::fmt;

/// A Source's key: family name of the first author, year, and a letter where needed. Given once, never again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub String);

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key that `fields` ask for before letters are added: family and year, the first long word of the title
/// where there is no author, `nd` where there is no year, in ASCII.
pub fn base_key(fields: &Fields) -> String {
    let name = fields.authors.first().map(|person| {
        let family = text::ascii(&person.family());
        // A body's whole name would make a key that nobody types.
        if matches!(person, crate::Person::Literal { .. }) {
            text::ascii(person.family().split_whitespace().next().unwrap_or_default())
        } else {
            family
        }
    });
    let word = || {
        let title = fields.title.as_deref().unwrap_or_default();
        let words = || title.split_whitespace().map(text::ascii).filter(|word| !word.is_empty());
        words().find(|word| word.len() >= 4).or_else(|| words().next()).unwrap_or_else(|| "source".to_owned())
    };
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(word);
    match fields.year {
        Some(year) => format!("{name}{year}"),
        None => format!("{name}nd"),
    }
}

/// The first of `base`, `base` + `a` ... `z`, `aa` ... that is not `taken`.
pub fn free_key(base: &str, mut taken: impl FnMut(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    let mut n = 1usize;
    loop {
        let key = format!("{base}{}", letters(n));
        if !taken(&key) {
            return key;
        }
        n += 1;
    }
}

/// 1 is `a`, 26 `z`, 27 `aa`.
fn letters(mut n: usize) -> String {
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push(b'a' + (n % 26) as u8);
        n /= 26;
    }
    letters.iter().rev().map(|byte| *byte as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Person;

    #[test]
    fn keys_are_what_people_would_type() {
        let mut fields =
            Fields { authors: vec![Person::new("Frøyland", "K.")], year: Some(2019), ..Fields::default() };
        assert_eq!(base_key(&fields), "froyland2019");
        fields.year = None;
        assert_eq!(base_key(&fields), "froylandnd");
        fields = Fields { title: Some("On the workplace".into()), year: Some(2001), ..Fields::default() };
        assert_eq!(base_key(&fields), "workplace2001");
        fields.authors = vec![Person::literal("World Health Organization")];
        assert_eq!(base_key(&fields), "world2001");
    }

    #[test]
    fn letters_go_on_after_z() {
        let mut taken = std::collections::HashSet::new();
        for _ in 0..30 {
            let key = free_key("x1", |key| taken.contains(key));
            taken.insert(key);
        }
        for key in ["x1", "x1a", "x1z", "x1aa", "x1ac"] {
            assert!(taken.contains(key), "{key}");
        }
    }
}
