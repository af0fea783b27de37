//! The forms of an English word: plural, genitive, and the endings of verbs. It must not take words of the same root for
//! forms of each other, as stemmers do: who asks for employers does not ask for employment.

/// Plurals and the like that no rule makes, with the word they are forms of.
const IRREGULAR: [(&str, &str); 30] = [
    ("women", "woman"),
    ("men", "man"),
    ("children", "child"),
    ("people", "person"),
    ("persons", "person"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("lives", "life"),
    ("wives", "wife"),
    ("selves", "self"),
    ("halves", "half"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
    ("analyses", "analysis"),
    ("theses", "thesis"),
    ("hypotheses", "hypothesis"),
    ("syntheses", "synthesis"),
    ("crises", "crisis"),
    ("bases", "basis"),
    ("diagnoses", "diagnosis"),
    ("indices", "index"),
    ("indexes", "index"),
    ("curricula", "curriculum"),
    ("media", "medium"),
    ("taught", "teach"),
    ("written", "write"),
    ("found", "find"),
    ("sought", "seek"),
    ("made", "make"),
];

/// What all forms of a word share. `word` is in small letters.
pub fn key(word: &str) -> String {
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return verb((*base).to_owned());
    }
    let singular = singular(word);
    match singular.strip_suffix("women") {
        Some(start) => format!("{start}woman"),
        None => verb(singular),
    }
}

/// Without the ending of the plural, which is that of a verb too: `policies`, `processes`, `works`.
fn singular(word: &str) -> String {
    let long = |rest: &str| rest.len() >= 3;
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| long(rest)) {
        return format!("{rest}y");
    }
    for ending in ["sses", "xes", "ches", "shes", "zzes"] {
        if let Some(rest) = word.strip_suffix("es").filter(|_| word.ends_with(ending)) {
            return rest.to_owned();
        }
    }
    let keeps = word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") || word.ends_with("ics");
    match word.strip_suffix('s').filter(|rest| !keeps && long(rest)) {
        Some(rest) => rest.to_owned(),
        None => word.to_owned(),
    }
}

/// Without the endings of verbs, and without the `e` that they take away: `include`, `included`, `including`.
fn verb(word: String) -> String {
    let has_vowel = |rest: &str| rest.len() >= 3 && rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let bare = ["ing", "ed"].into_iter().find_map(|ending| {
        let rest = word.strip_suffix(ending)?;
        let keeps = ending == "ed" && rest.ends_with('e');
        (has_vowel(rest) && !keeps).then_some(rest)
    });
    match bare {
        Some(rest) => undoubled(rest.strip_suffix('i').map_or_else(|| rest.to_owned(), |start| format!("{start}y"))),
        None => word.strip_suffix('e').filter(|rest| has_vowel(rest)).map_or(word.clone(), str::to_owned),
    }
}

/// `planned` is of `plan`; `ll`, `ss` and `zz` belong to many words.
fn undoubled(word: String) -> String {
    let mut last = word.chars().rev();
    match (last.next(), last.next()) {
        (Some(one), Some(other)) if one == other && !"aeioulsz".contains(one) && one.is_ascii() => {
            word[..word.len() - 1].to_owned()
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_key() {
        for forms in [
            "employer employers",
            "employ employs employed employing",
            "woman women",
            "policy policies",
            "include includes included including",
            "process processes processed processing",
            "plan plans planned planning",
            "study studies studied studying",
            "workplace workplaces",
            "attitude attitudes",
            "analysis analyses",
            "business businesses",
            "need needs needed",
            "saleswoman saleswomen",
            "barrier barriers",
        ] {
            let mut words = forms.split(' ').map(key);
            let first = words.next();
            assert!(
                words.all(|other| Some(other) == first),
                "{forms}: {:?}",
                forms.split(' ').map(key).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn words_of_one_root_are_words_of_their_own() {
        let words = [
            "employer",
            "employment",
            "employee",
            "employ",
            "inclusion",
            "inclusive",
            "include",
            "this",
            "thing",
            "bed",
        ];
        for (at, one) in words.iter().enumerate() {
            for other in &words[at + 1..] {
                assert_ne!(key(one), key(other), "{one} {other}");
            }
        }
        assert_eq!(
            (key(""), key("s"), key("ing"), key("ees").as_str()),
            (String::new(), "s".into(), "ing".into(), "ees")
        );
    }
}
