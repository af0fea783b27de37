//! Inflected forms of a word whose stem may be another than that of its base form. It must not know which words there
//! are; a form that the language has not does no harm, since no text has it.

use super::Language;

/// Forms of a word, without its base form.
pub(super) fn forms(language: Language, base: &str) -> Vec<String> {
    let ends_in_a_vowel = base.ends_with(['a', 'e', 'i', 'o', 'u', 'y', 'å', 'ä', 'ö', 'æ', 'ø']);
    let (endings, plural): (&[&str], &str) = match (language, ends_in_a_vowel) {
        (Language::German, true) => return with_endings(base, &["s"]),
        (Language::German, false) if base.ends_with(['m', 'p', 'r', 's']) => return with_endings(base, &["e", "s"]),
        // The German stemmer takes all that may follow other consonants.
        (Language::German, false) => return Vec::new(),
        (Language::Swedish, true) => (&["n", "t"], "ar"),
        (Language::Swedish, false) => (&["en", "er", "et", "n"], "ar"),
        (Language::Norwegian | Language::Danish, true) => (&["er", "n", "r", "t"], "er"),
        (Language::Norwegian | Language::Danish, false) => (&["e", "en", "er", "et", "n"], "er"),
    };
    let mut forms = with_endings(base, endings);
    if let Some(start) = base.strip_suffix('a') {
        forms.extend(with_endings(start, &["or"]));
    }
    forms.extend(contracted(base, plural));
    forms.extend(doubled(base).iter().flat_map(|start| with_endings(start, &["en", "et"])));
    forms
}

fn with_endings(start: &str, endings: &[&str]) -> Vec<String> {
    endings.iter().map(|ending| format!("{start}{ending}")).collect()
}

/// The ending after a stem that makes another word of it (`bildung`, not `bild`), though stemmers take it away.
pub(super) fn derives(language: Language, after_the_stem: &str) -> Option<&'static str> {
    let endings: &[&str] = match language {
        Language::German => &["ung", "heit", "keit", "lich", "isch", "ig", "ik"],
        Language::Swedish => &["ig", "lig", "het", "else"],
        Language::Norwegian => &["ig", "lig", "het", "else"],
        Language::Danish => &["ig", "lig", "hed", "else"],
    };
    endings.iter().find(|ending| after_the_stem.starts_with(**ending)).copied()
}

/// Without the `e` before the last letter, as `artikel` in `artiklar`, and one letter of two before it, as `artikkel`
/// in `artikler`.
fn contracted(base: &str, ending: &str) -> Option<String> {
    let last = base.chars().next_back().filter(|last| "lnr".contains(*last))?;
    let start = base.strip_suffix(last)?.strip_suffix('e')?;
    let mut from_the_end = start.chars().rev();
    let (first, second) = (from_the_end.next()?, from_the_end.next()?);
    let is_double = first == second;
    let start = if is_double { start.strip_suffix(first)? } else { start };
    Some(format!("{start}{last}{ending}"))
}

/// With the last letter twice, as `rum` in `rummet`.
fn doubled(base: &str) -> Option<String> {
    let last = base.chars().next_back().filter(|last| "mn".contains(*last))?;
    Some(format!("{base}{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_and_double() {
        let has = |language, base, form: &str| forms(language, base).iter().any(|known| known == form);
        assert!(has(Language::Swedish, "artikel", "artiklar"));
        assert!(has(Language::Swedish, "rum", "rummet"));
        assert!(has(Language::Swedish, "hälsa", "hälsan"));
        assert!(has(Language::Norwegian, "artikkel", "artikler"));
        assert!(contracted("el", "er").is_none() && doubled("").is_none());
    }
}
