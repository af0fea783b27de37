//! The forms in which a word stands before another in a compound. It must not know which words there are: what it
//! gives too much of does no harm, since a head must follow.

use super::Language;

/// With less there are too many chances: `ko` and `n` in `kontekst`.
const SHORTEST: usize = 3;

/// What a word may end in before another, the word itself among them.
pub(super) fn forms(language: Language, base: &str) -> Vec<String> {
    let mut forms = vec![base.to_owned()];
    if base.chars().count() < SHORTEST {
        return forms;
    }
    forms.extend(added(language).iter().map(|joint| format!("{base}{joint}")));
    for (last, joints) in dropped(language) {
        if let Some(rest) = base.strip_suffix(*last).filter(|rest| rest.chars().count() >= SHORTEST) {
            forms.extend(joints.iter().map(|joint| format!("{rest}{joint}")));
        }
    }
    forms
}

fn added(language: Language) -> &'static [&'static str] {
    match language {
        Language::Swedish => &["s"],
        Language::German => &["s", "es", "n", "en", "er", "e", "ens"],
        Language::Norwegian => &["s", "e"],
        Language::Danish => &["s", "e", "er", "n"],
    }
}

/// Vowels that fall away at the end of a word, and what stands in their place.
fn dropped(language: Language) -> &'static [(char, &'static [&'static str])] {
    match language {
        Language::Swedish => &[('a', &["", "e", "o", "u", "s"]), ('e', &["", "s", "a"])],
        Language::German => &[('e', &["", "s"])],
        Language::Norwegian | Language::Danish => &[('e', &["", "s"])],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vowels_change_and_joints_are_added() {
        let has = |language, base, form: &str| forms(language, base).iter().any(|known| known == form);
        assert!(has(Language::Swedish, "kyrka", "kyrko"));
        assert!(has(Language::Swedish, "arbete", "arbets"));
        assert!(has(Language::German, "schule", "schul"));
        assert!(has(Language::German, "kind", "kinder"));
        assert!(has(Language::Norwegian, "barn", "barne"));
        assert!(has(Language::Danish, "student", "studenter"));
    }
}
