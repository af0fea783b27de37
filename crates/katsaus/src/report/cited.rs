//! Texts as a table names them: *Luecking 2008*, *Gilbride & Stensrud 2003*, *Bond et al. 2004b*. A style's own citations
//! are `bibliography`'s.

use super::words::Tongue;
use std::collections::HashMap;

/// A text by its authors and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named<'n> {
    /// Authors as lists show them: `Luecking, R.; Stensrud, R.`
    pub authors: &'n str,
    /// The year.
    pub year: Option<i32>,
    /// The title, for a text of nobody.
    pub title: &'n str,
}

/// The names of texts, in their order. Texts of one name get letters.
pub fn author_years(texts: &[Named<'_>], tongue: Tongue) -> Vec<String> {
    let plain: Vec<String> = texts.iter().map(|text| author_year(text, tongue)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for name in &plain {
        *times.entry(name).or_default() += 1;
    }
    let mut given: HashMap<&str, usize> = HashMap::new();
    plain
        .iter()
        .map(|name| {
            if times.get(name.as_str()).is_none_or(|times| *times < 2) {
                return name.clone();
            }
            let before = given.entry(name).or_default();
            *before += 1;
            format!("{name}{}", letters(*before - 1))
        })
        .collect()
}

/// `a` to `z`, then `aa`.
fn letters(n: usize) -> String {
    let last = char::from(b'a' + (n % 26) as u8);
    if n < 26 { last.to_string() } else { letters(n / 26 - 1) + &last.to_string() }
}

fn author_year(text: &Named<'_>, tongue: Tongue) -> String {
    let families: Vec<&str> = text
        .authors
        .split("; ")
        .map(|name| name.split(", ").next().unwrap_or(name).trim())
        .filter(|name| !name.is_empty())
        .collect();
    let (and, others, undated) = match tongue {
        Tongue::English => ("&", "et al.", "n.d."),
        Tongue::Finnish => ("&", "ym.", "s.a."),
        Tongue::Swedish => ("&", "m.fl.", "u.å."),
    };
    let names = match families.as_slice() {
        [] => short(text.title),
        [one] => (*one).to_owned(),
        [first, second] => format!("{first} {and} {second}"),
        [first, ..] => format!("{first} {others}"),
    };
    match text.year {
        Some(year) => format!("{names} {year}"),
        None => format!("{names} {undated}"),
    }
}

/// The first words of a title.
fn short(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().take(4).collect();
    let more = if title.split_whitespace().nth(4).is_some() { "…" } else { "" };
    format!("”{}{more}”", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_named_by_family_and_year() {
        let text = |authors: &'static str, year| Named { authors, year, title: "A long title of a text" };
        let texts = [
            text("Luecking, R.", Some(2008)),
            text("Gilbride, D.; Stensrud, R.", Some(2003)),
            text("Bond, G.; Drake, R.; Becker, D.", Some(2012)),
            text("Bond, G.; Drake, R.; Campbell, K.", Some(2012)),
            text("Able Trust", None),
            text("", Some(2001)),
        ];
        let named = author_years(&texts, Tongue::English);
        assert_eq!(
            named,
            [
                "Luecking 2008",
                "Gilbride & Stensrud 2003",
                "Bond et al. 2012a",
                "Bond et al. 2012b",
                "Able Trust n.d.",
                "”A long title of…” 2001"
            ]
        );
        assert_eq!(author_years(&texts[2..3], Tongue::Finnish), ["Bond ym. 2012"]);
        assert_eq!((letters(25), letters(26)), ("z".to_owned(), "aa".to_owned()));
    }
}
