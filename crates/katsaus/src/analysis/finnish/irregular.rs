//! Verbs of one syllable and other words whose forms no rule brings together, recognised whole.
//!
//! Written by hand from everyday Finnish. It looks at whole words only, never at the end of a longer one.

/// A key and the stems of its verb.
type Verb = (&'static str, &'static [&'static str]);

const VERBS: &[Verb] = &[
    ("olla", &["ol", "ole", "oli", "on", "ova"]),
    ("saada", &["saa", "sai"]),
    ("voida", &["voi"]),
    ("tehdä", &["teh", "teke", "tek", "tee", "teki"]),
    ("nähdä", &["näh", "näke", "näk", "näe", "näki"]),
    ("tulla", &["tul", "tule", "tuli"]),
    ("mennä", &["men", "mene", "meni"]),
    ("tuoda", &["tuo", "toi"]),
    ("viedä", &["vie", "vei"]),
    ("juoda", &["juo", "joi"]),
    ("luoda", &["luo", "loi"]),
    ("syödä", &["syö", "söi"]),
    ("lyödä", &["lyö", "löi"]),
    ("myydä", &["myy", "myi"]),
    ("jäädä", &["jää", "jäi"]),
    ("käydä", &["käy", "kävi", "käv"]),
    ("nousta", &["nousta", "nouse", "nousi"]),
    ("pitää", &["piti", "pitä", "pidä", "pidet"]),
    ("ottaa", &["otti", "otta", "ota", "otet"]),
];

/// What may follow a stem, folded.
const ENDINGS: &[&str] = &[
    "", "n", "t", "a", "e", "mme", "tte", "vat", "da", "la", "na", "daan", "laan", "naan", "aan", "tiin", "isi",
    "isin", "isivat", "si", "sin", "sivat", "sit", "maan", "massa", "masta", "malla", "matta", "minen", "misen",
    "mista", "miseen", "misessa", "miseksi", "taisiin", "dessa", "lessa", "nessa", "den", "dakseen", "ko", "kin",
    "han", "nko", "kaan", "pa",
];

/// Words told by their beginning: their forms have another stem than the dictionary form.
const BEGINNINGS: &[(&str, &str)] = &[("parem", "hypa"), ("pidem", "pitka"), ("pitem", "pitka")];

/// Nouns too short for the rules.
const FORMS: &[(&[&str], &str)] = &[
    (&["syiden", "syitä", "syistä", "syihin", "syissä", "syinä"], "syy"),
    (&["iän", "iässä", "iästä", "iältä", "iät"], "ika"),
    (&["lasta", "lasten"], "lapsi"),
];

/// The key of an irregular form; `None` for other words.
pub(super) fn key(text: &str) -> Option<&'static str> {
    if matches!(text, "ollut" | "olleet" | "olleen") {
        return Some("ollut");
    }
    if let Some((_, key)) = FORMS.iter().find(|(forms, _)| forms.contains(&text)) {
        return Some(key);
    }
    if let Some((_, key)) = BEGINNINGS.iter().find(|(beginning, _)| text.starts_with(beginning)) {
        return Some(key);
    }
    VERBS.iter().find(|(_, stems)| stems.iter().any(|stem| is_form(text, stem))).map(|(key, _)| *key)
}

fn is_form(text: &str, stem: &str) -> bool {
    text.strip_prefix(stem).is_some_and(|rest| ENDINGS.iter().any(|ending| same_folded(rest, ending)))
}

/// Compares an ending with its back-vowel shape.
fn same_folded(rest: &str, ending: &str) -> bool {
    let folded = rest.chars().map(|letter| match letter {
        'ä' => 'a',
        'ö' => 'o',
        other => other,
    });
    folded.eq(ending.chars())
}
