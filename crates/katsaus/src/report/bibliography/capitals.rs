//! Keeps the capitals of words such as `ADA`, `PLoS` and `McDonald` when a style puts titles into title or sentence
//! case: hayagriva 0.10.1 makes `Ada`, `Plos` and `Mcdonald` of some.
//!
//! A capital is hidden as a sign of the last private plane of Unicode, which has no case, and shown again in what was
//! rendered. Titles in other
//! languages than English, which has title case alone, are hidden whole: told of the language, hayagriva would leave
//! out the style's own capitals too, as in `(Eds.)`. Titles in capitals throughout are left, since styles rightly change
//! them.

/// Where hidden capitals lie: plane 16, which is for private use.
const PLANE: u32 = 0x10_0000;

/// A title with the capitals hidden of words that have one inside.
pub(super) fn hidden(title: &str) -> String {
    if !title.chars().any(char::is_lowercase) || title.chars().any(is_hidden) {
        return title.to_owned();
    }
    let mut out = String::with_capacity(title.len());
    for word in title.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        // `Section A, vol. 2`: no article, which a word would follow.
        let letter = word.starts_with('A') && !word.chars().nth(1).is_some_and(|c| c.is_alphanumeric() || c == ' ');
        let inside = letter || word.chars().skip(1).any(char::is_uppercase);
        out.extend(word.chars().map(|c| if inside && c.is_uppercase() { hide(c) } else { c }));
    }
    out
}

/// A title in a language that no style puts into title case.
pub(super) fn all_hidden(title: &str) -> String {
    if title.chars().any(is_hidden) {
        return title.to_owned();
    }
    title.chars().map(|c| if c.is_alphabetic() { hide(c) } else { c }).collect()
}

/// A value whose first character is hidden.
pub(super) fn first_hidden(value: &str) -> String {
    value.chars().enumerate().map(|(at, c)| if at == 0 && !is_hidden(c) { hide(c) } else { c }).collect()
}

/// A rendered text with its capitals.
pub(super) fn shown(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { char::from_u32(u32::from(c) - PLANE).unwrap_or(c) } else { c }).collect()
}

fn hide(c: char) -> char {
    char::from_u32(u32::from(c) + PLANE).filter(|_| u32::from(c) < 0xFFFE).unwrap_or(c)
}

fn is_hidden(c: char) -> bool {
    u32::from(c) >= PLANE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_capitals_inside_keep_them_and_come_back() {
        for (title, kept) in [
            ("The ADA in the UK’s courts", "ADAUK"),
            ("PLoS One", "PLS"),
            ("Employers and work", ""),
            ("A section: Section A", "A"),
            ("SHOUTED TITLE OF THE ADA", ""),
        ] {
            let hidden = hidden(title);
            let found: String = hidden.chars().filter(|c| is_hidden(*c)).collect();
            assert_eq!(shown(&found), kept, "{title}");
            assert_eq!(shown(&hidden), title);
        }
    }
}
