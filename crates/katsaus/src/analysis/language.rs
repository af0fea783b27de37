//! Which language a text is in: the record's own word first, detection only where there is none.

use katsaus_model::Fields;

/// A language whose words are stemmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
    /// German.
    German,
    /// Norwegian.
    Norwegian,
    /// Danish.
    Danish,
}

/// All of them.
pub const LANGUAGES: [Language; 6] =
    [Language::English, Language::Finnish, Language::Swedish, Language::German, Language::Norwegian, Language::Danish];

impl Language {
    /// The two-letter code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Finnish => "fi",
            Language::Swedish => "sv",
            Language::German => "de",
            Language::Norwegian => "no",
            Language::Danish => "da",
        }
    }

    pub(crate) fn algorithm(self) -> frostem::Algorithm {
        match self {
            Language::English => frostem::Algorithm::English,
            Language::Finnish => frostem::Algorithm::Finnish,
            Language::Swedish => frostem::Algorithm::Swedish,
            Language::German => frostem::Algorithm::German,
            Language::Norwegian => frostem::Algorithm::Norwegian,
            Language::Danish => frostem::Algorithm::Danish,
        }
    }

    /// The language that a code or name stands for, in English or in itself.
    pub fn parse(text: &str) -> Option<Language> {
        let lower = text.trim().to_lowercase();
        let start = lower.split(['-', '_', ';', ',', ' ']).next().unwrap_or_default();
        Some(match start {
            "en" | "eng" | "english" | "englanti" | "engelska" => Language::English,
            "fi" | "fin" | "finnish" | "suomi" | "finska" => Language::Finnish,
            "sv" | "swe" | "se" | "swedish" | "ruotsi" | "svenska" => Language::Swedish,
            "de" | "ger" | "deu" | "german" | "saksa" | "deutsch" | "tyska" => Language::German,
            "no" | "nb" | "nn" | "nor" | "nob" | "nno" | "norwegian" | "norja" | "norsk" => Language::Norwegian,
            "da" | "dan" | "danish" | "tanska" | "dansk" => Language::Danish,
            _ => return None,
        })
    }
}

/// Shorter texts are too little to tell a language by.
const ENOUGH: usize = 24;
/// A few hundred letters tell as much as a whole abstract.
const LOOKED_AT: usize = 300;

/// The language of a text: what its record says, else what its title and abstract look like, else English. `None` if
/// the record says a language that is not stemmed.
pub fn language_of(fields: &Fields) -> Option<Language> {
    if let Some(said) = &fields.language
        && !said.trim().is_empty()
    {
        return Language::parse(said);
    }
    let title = fields.title.as_deref().unwrap_or_default();
    let abstract_text = fields.abstract_text.as_deref().unwrap_or_default();
    let text: String = title.chars().chain(" ".chars()).chain(abstract_text.chars()).take(LOOKED_AT).collect();
    Some(language_of_text(&text).unwrap_or(Language::English))
}

/// The language that a text looks like; `None` if it is too short to tell, or like none of ours.
pub fn language_of_text(text: &str) -> Option<Language> {
    let text: String = text.trim().chars().take(LOOKED_AT).collect();
    if text.chars().count() < ENOUGH {
        return None;
    }
    use whatlang::Lang;
    let allowed = vec![Lang::Eng, Lang::Fin, Lang::Swe, Lang::Deu, Lang::Nob, Lang::Dan];
    let found = whatlang::Detector::with_allowlist(allowed).detect(&text)?;
    if !found.is_reliable() && found.lang() != Lang::Fin {
        return None;
    }
    match found.lang() {
        Lang::Eng => Some(Language::English),
        Lang::Fin => Some(Language::Finnish),
        Lang::Swe => Some(Language::Swedish),
        Lang::Deu => Some(Language::German),
        Lang::Nob => Some(Language::Norwegian),
        Lang::Dan => Some(Language::Danish),
        _ => None,
    }
}

/// Words that stand in nearly every sentence of a language, and in few of the others.
const GLANCE: [(Language, &[&str]); 6] = [
    (Language::English, &["the", "of", "and", "to", "in", "with", "was", "were", "for"]),
    (Language::Finnish, &["ja", "on", "että", "sekä", "ovat", "tai", "kuin", "joka", "myös"]),
    (Language::Swedish, &["och", "att", "är", "som", "för", "med", "av", "på", "inte"]),
    (Language::German, &["und", "der", "die", "das", "mit", "von", "ist", "den", "für"]),
    (Language::Norwegian, &["og", "å", "er", "som", "til", "av", "på", "ikke", "etter"]),
    (Language::Danish, &["og", "at", "er", "som", "til", "af", "på", "ikke", "efter"]),
];

/// The language of a text by the small words among its first: hundreds of times as fast as [`language_of`], and good
/// enough where thousands of texts are compared and none is shown. What the record says comes first here too.
pub fn language_at_a_glance(fields: &Fields) -> Option<Language> {
    if let Some(said) = fields.language.as_deref().filter(|said| !said.trim().is_empty()) {
        return Language::parse(said);
    }
    let parts = [fields.title.as_deref(), fields.abstract_text.as_deref()];
    let words = parts.into_iter().flatten().flat_map(str::split_ascii_whitespace).take(60);
    let mut votes = [0u32; GLANCE.len()];
    for word in words.filter(|word| word.len() < 6) {
        for (vote, (_, small)) in votes.iter_mut().zip(GLANCE) {
            *vote += u32::from(small.contains(&word));
        }
    }
    let most = votes.iter().copied().max().unwrap_or(0);
    let at = votes.iter().position(|vote| *vote == most).filter(|_| most > 0);
    Some(at.map_or(Language::English, |at| GLANCE[at].0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, said: Option<&str>) -> Option<Language> {
        language_of(&Fields { title: Some(title.into()), language: said.map(str::to_owned), ..Fields::default() })
    }

    #[test]
    fn a_glance_tells_languages_apart() {
        let of = |text: &str| language_at_a_glance(&Fields { title: Some(text.into()), ..Fields::default() });
        assert_eq!(of("The views of employers"), Some(Language::English));
        assert_eq!(of("Työnantajien odotukset ja tuki"), Some(Language::Finnish));
        assert_eq!(of("Arbetsgivares syn på stöd och anställning"), Some(Language::Swedish));
        assert_eq!(of("Arbeit und Teilhabe"), Some(Language::German));
        assert_eq!(of("IPS"), Some(Language::English));
    }

    #[test]
    fn the_records_own_word_comes_first() {
        assert_eq!(of("Employers and inclusion", Some("fi")), Some(Language::Finnish));
        assert_eq!(of("Employers and inclusion", Some("Japanese")), None);
        assert_eq!(of("Työnantajayhteistyö ammatillisessa kuntoutuksessa", None), Some(Language::Finnish));
        assert_eq!(
            of("Arbetsgivares syn på anställning av personer med funktionsnedsättning", None),
            Some(Language::Swedish)
        );
        assert_eq!(of("Employer attitudes toward workers with disabilities", None), Some(Language::English));
        assert_eq!(of("IPS", None), Some(Language::English));
    }
}
