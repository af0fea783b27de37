//! What a word is found by beside its own letters, in some language: its stem, and the last parts of a compound. It
//! must not know where the words come from.

use super::compounds::Splitter;
use super::language::{LANGUAGES, Language};
use super::{dictionary, english, finnish};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Marks a stem among the terms of an index: no word begins so.
pub const STEM: char = '\u{1}';
/// Marks a root, which words share that are no forms of each other.
pub const ROOT: char = '\u{3}';
/// Marks the last part of a compound.
pub const HEAD: char = '\u{2}';
/// The term of a word that has no stem, because no language is known or it is no word of one: it is found as it is.
pub fn without_language(word: &str) -> String {
    format!("{STEM}:{word}")
}

/// Words kept in memory for a language, so that common ones are analysed once.
const KEPT: usize = 200_000;
/// Longer words are data that slipped into a text; they are found as they are.
const LONGEST: usize = 60;

/// What a word is found by, as terms of an index: a mark, the language's code, a colon, the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Stems, or dictionary forms where a word may be of several.
    pub stems: Vec<Box<str>>,
    /// Stems of the last parts of a compound, the longest first.
    pub heads: Vec<Box<str>>,
    /// What words of the same root share, where that is more than the forms of one word share.
    pub roots: Vec<Box<str>>,
}

impl Keys {
    /// What words of the same root share.
    pub fn kin(&self) -> &[Box<str>] {
        if self.roots.is_empty() { &self.stems } else { &self.roots }
    }
}

/// Finds the keys of words, and keeps what it found.
pub struct Analyser {
    languages: Vec<OfLanguage>,
}

struct OfLanguage {
    language: Language,
    stemmer: frostem::Stemmer,
    /// Numbers of the words whose keys are kept.
    kept: HashMap<Box<str>, u32>,
    keys: Vec<Keys>,
}

impl Default for Analyser {
    fn default() -> Analyser {
        Analyser { languages: LANGUAGES.map(OfLanguage::new).into() }
    }
}

impl Clone for Analyser {
    fn clone(&self) -> Analyser {
        Analyser::default()
    }
}

impl Analyser {
    /// The keys of a word in small letters.
    pub fn keys(&mut self, language: Language, word: &str) -> &Keys {
        static NONE: Keys = Keys { stems: Vec::new(), heads: Vec::new(), roots: Vec::new() };
        if word.len() > LONGEST {
            return &NONE;
        }
        match self.languages.iter_mut().find(|known| known.language == language) {
            Some(known) => known.keys(word),
            None => &NONE,
        }
    }

    /// The stem of a word in small letters, as it is.
    pub fn stem(&self, language: Language, word: &str) -> String {
        match self.languages.iter().find(|known| known.language == language) {
            Some(known) => stem(language, &known.stemmer, word),
            None => word.to_owned(),
        }
    }

    /// Whether a word of a text is an inflected form of another, in the text's language.
    pub fn share_a_stem(&mut self, language: Language, word: &str, other: &str) -> bool {
        let stems = self.keys(language, other).stems.clone();
        self.keys(language, word).stems.iter().any(|stem| stems.contains(stem))
    }
}

impl OfLanguage {
    fn new(language: Language) -> OfLanguage {
        OfLanguage {
            language,
            stemmer: frostem::Stemmer::new(language.algorithm()),
            kept: HashMap::new(),
            keys: Vec::new(),
        }
    }

    fn keys(&mut self, word: &str) -> &Keys {
        // Asked for every word of every text: a word that is known is looked up once.
        let at = match self.kept.get(word) {
            Some(at) => *at,
            None => self.keep(word),
        };
        &self.keys[at as usize]
    }

    fn keep(&mut self, word: &str) -> u32 {
        if self.keys.len() >= KEPT {
            self.kept.clear();
            self.keys.clear();
        }
        // Numbers have no forms.
        let is_number = word.bytes().any(|byte| byte.is_ascii_digit());
        let keys = if is_number { Keys::default() } else { self.analyse(word) };
        let at = self.keys.len() as u32;
        self.keys.push(keys);
        self.kept.insert(word.into(), at);
        at
    }

    fn stem(&self, word: &str) -> String {
        stem(self.language, &self.stemmer, word)
    }

    fn analyse(&self, word: &str) -> Keys {
        let code = self.language.code();
        let (stems, heads) = match self.language {
            Language::English => (vec![english::key(word)], Vec::new()),
            Language::Finnish => finnish_keys(word),
            language => {
                let stem = self.stem(word);
                let heads = splitter(language).map(|splitter| splitter.heads(word, &stem)).unwrap_or_default();
                (forms_of(language, word, stem), heads)
            }
        };
        let roots = if self.language == Language::English { vec![self.stem(word)] } else { Vec::new() };
        let terms = |mark: char, keys: Vec<String>| -> Vec<Box<str>> {
            keys.into_iter().map(|key| format!("{mark}{code}:{key}").into_boxed_str()).collect()
        };
        Keys { stems: terms(STEM, stems), heads: terms(HEAD, heads), roots: terms(ROOT, roots) }
    }
}

/// The stem of a word; and the word itself where the stemmer took an ending off that may belong to it, so that its other
/// forms have it in their stem: `arbetsplats`, of which `arbetsplatsen` is a form, `arbeidsgiver` of `arbeidsgivere`.
fn forms_of(language: Language, word: &str, stem: String) -> Vec<String> {
    let endings: &[&str] = match language {
        Language::Swedish => &["s"],
        Language::Norwegian | Language::Danish => &["s", "er"],
        _ => &[],
    };
    let may_belong = endings.iter().any(|ending| word.strip_suffix(ending) == Some(&stem));
    if may_belong { vec![stem, word.to_owned()] } else { vec![stem] }
}

/// Stems and heads of a Finnish word: by a dictionary where there is one that knows the word, else by our own analyser. A
/// form may be of several words: `taloissa` of `talo` and of `tala`.
fn finnish_keys(word: &str) -> (Vec<String>, Vec<String>) {
    dictionary::keys(&dictionary::readings(word)).unwrap_or_else(|| {
        let stems = finnish::keys(word);
        let heads = finnish::heads(&stems);
        (stems, heads)
    })
}

/// What divides the compounds of a language, made when it is first needed, once for all.
fn splitter(language: Language) -> Option<&'static Splitter> {
    static MADE: [OnceLock<Option<Splitter>>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
    let at = LANGUAGES.iter().position(|known| *known == language)?;
    let make = || {
        let stemmer = frostem::Stemmer::new(language.algorithm());
        Splitter::new(language.algorithm(), |word| stem(language, &stemmer, word))
    };
    MADE[at].get_or_init(make).as_ref()
}

/// The stem of a word in small letters: Snowball's, and for Finnish our own.
fn stem(language: Language, stemmer: &frostem::Stemmer, word: &str) -> String {
    match language {
        Language::Finnish => finnish::stem(word),
        _ => stemmer.stem(word).into_owned(),
    }
}
