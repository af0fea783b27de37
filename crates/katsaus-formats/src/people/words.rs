//! The words that names are told by, and what one word or the name of a body looks like.
//!
//! It must not part a text into names: it only answers questions about what it is given.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that join two names. Whether one does so in a given place is decided by [`joins_names`](super::joins_names).
pub(super) const CONJUNCTIONS: &[&str] =
    &["and", "AND", "And", "&", "ja", "sekä", "och", "samt", "und", "og", "et", "y", "e"];

/// Conjunctions that also stand inside family names: `Ortega y Gasset`.
pub(super) const CONJUNCTIONS_IN_NAMES: &[&str] = &["et", "y", "e"];

/// Words before a family name that belong to it, in lower case.
static PARTICLES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "von van der den de del della dello dalla degli dei des di da das do dos du la las le los ter ten te 't af av zu \
     zum zur vom op el al bin",
    )
});

/// Particles that also open a family name with a capital: `Mario Van Poucke`.
pub(super) const CAPITAL_PARTICLES: &[&str] =
    &["Van", "Von", "De", "Del", "Della", "Di", "Da", "Dos", "Du", "La", "Le", "Ter", "Ten", "Den", "Der"];

const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "2nd", "3rd"];

pub(super) const TITLES: &[&str] = &["dr", "prof", "professor", "mr", "mrs", "ms"];

/// Degrees that lists put after names. `MD` is not among them: it is also somebody's initials.
pub(super) const DEGREES: &[&str] = &["phd", "ph.d.", "ph.d", "dphil", "m.d."];

/// What says in brackets that the people before it are editors, or is no part of a name.
pub(super) static BRACKETED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "ed ed. eds eds. edd. editor editors toim toim. toimittaja toimittajat toimittanut red red. redaktör redaktörer \
     hrsg hrsg. hg hg. dir. coord. coords. org.",
    )
});

/// What says that a list of names goes on, in any case of letters.
pub(super) const CUT_MARKERS: &[&str] = &[
    "et al",
    "et. al",
    "et alii",
    "et coll",
    "and others",
    "& others",
    "and colleagues",
    "ja muut",
    "och andra",
    "und andere",
    "e outros",
];

/// The same, but only in lower case: `Kim YM` and `Kumar U.A.` are names with initials.
pub(super) const SHORT_CUT_MARKERS: &[&str] = &["ym", "m.fl", "m. fl", "mfl", "u.a", "u. a"];

/// Words that are found in the names of bodies and not in those of people.
static BODY_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "academies academy administration agency alliance amt association authority board bureau center centre \
     collaboration college commission committee company consortium corporation council department european federation \
     förbundet foundation gmbh group hospital inc initiative institución institut institute institutet institution \
     instituto international investigators istituto kansallinen kela keskus komissio laitos liitto llc ltd \
     ministeriet ministeriö ministerium ministry myndigheten nations network neuvosto office organisation \
     organization oy oyj parliament program programme project risti rådet ry säätiö secretariat seura society \
     stiftelsen suomen svenska sveriges taskforce team trust union universidad universidade università universität \
     universitet université university valtioneuvosto verband virasto yhdistys yliopisto national australia",
    )
});

/// Ends of compound words that name bodies in Finnish, Swedish, Norwegian and German.
const BODY_ENDS: &str = "yliopisto ministeriö laitos virasto liitto säätiö keskus lautakunta neuvosto yhdistys hallinto hallitus \
     korkeakoulu verket styrelsen institutet institutt departementet myndigheten förbundet ministerium bundesamt";

/// Bodies that are known by their letters even where letters could be initials.
static ACRONYMS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set("WHO OECD ILO EU UN UNESCO UNICEF THL ETLA TEM STM OKM KELA NHS NAV SCB SBU CDC NIH VTT ETF EEA IMF")
});

/// Given names that are seldom family names: they tell `Virtanen, Matti, Korhonen, Liisa` from a list of families.
static GIVEN_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    word_set(
        "aino aleksi anders andrea anna anne annika antti anu ari arto astrid barbara bengt birgitta björn camilla carmen \
     catherine christine christopher claudia deborah dieter eero eeva eino elina elisabeth elizabeth emily emma erik \
     esa eva fredrik göran gunilla gunnar hanna hannu hans harri heidi heikki heinz helena henrik håkan ilkka ingrid \
     jaakko jaana janne jari jennifer jessica joão johan johanna jonathan josé jouni juan juha juho jukka julia \
     jürgen jussi kaarina kaisa karen kari karin katherine kathleen katja kerstin kevin kirsi kirsten klaus knut \
     kristina lars laura lauri leena lena liisa linda magnus malin margaret mari maria maría marit marja markku marko \
     mats matthias matti merja mika mikael mikko minna monika nancy niina noora olli outi pasi patricia pekka petra \
     petri pirjo päivi raimo rebecca reijo riitta risto ritva robert sabine sami sandra sanna sarah sari satu seppo \
     sofia stefan stephanie susan susanna tapio teemu tero tiina timo tuula ulla ville",
    )
});

/// Whether this is the name of a body, as far as its words tell.
pub(crate) fn is_body(name: &str) -> bool {
    if is_acronym(bare(name)) {
        return true;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    // `Center SA` is somebody.
    if let [_, initials] = words.as_slice()
        && is_initials(initials)
        && !initials.contains('.')
    {
        return false;
    }
    if words.iter().any(|word| is_body_word(word)) {
        return true;
    }
    let has_function_word = words.iter().any(|word| ["of", "for", "the", "on", "at", "in"].contains(word));
    words.len() >= 3 && has_function_word && !words.iter().any(|word| is_initials(word))
}

/// Whether a word in lower case may stand in a list of names.
pub(crate) fn is_small_name_word(word: &str) -> bool {
    CONJUNCTIONS.contains(&word) || is_particle(word)
}

/// Whether a word is made of initials: `J.`, `T.W.`, `J.-P.`, `GK`, `Th.`
pub(crate) fn is_initials(word: &str) -> bool {
    const SEPARATORS: [char; 5] = ['.', '-', '–', '\'', '’'];
    if ["St.", "Jr.", "Sr.", "Dr.", "Mc"].contains(&word) {
        return false;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    if letters == 0 || !capital || !word.chars().all(|c| c.is_alphabetic() || SEPARATORS.contains(&c)) {
        return false;
    }
    let mut pieces = word.split(SEPARATORS).filter(|piece| !piece.is_empty());
    if word.contains('.') {
        return pieces.all(is_dotted_piece);
    }
    if word.contains(['-', '–']) {
        return pieces.all(|piece| piece.chars().count() == 1 && is_upper(piece));
    }
    letters <= 4 && is_upper(word)
}

/// What may stand before the full stop of an initial: `J`, `Th`, `JPM`.
fn is_dotted_piece(piece: &str) -> bool {
    match piece.chars().count() {
        1 => true,
        2 => piece.chars().next().is_some_and(char::is_uppercase),
        3 => is_upper(piece),
        _ => false,
    }
}

pub(super) fn is_upper(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(['.', ',', ':', '(', ')', '[', ']', ' '])
}

pub(super) fn is_body_word(word: &str) -> bool {
    let lower = bare(word).to_lowercase();
    BODY_WORDS.contains(lower.as_str()) || BODY_ENDS.split(' ').any(|end| lower.ends_with(end))
}

/// The words of a list that is written as one text, with a blank between two.
fn word_set(words: &'static str) -> HashSet<&'static str> {
    words.split(' ').collect()
}

pub(super) fn is_acronym(word: &str) -> bool {
    ACRONYMS.contains(word)
}

/// What stands for nobody: `-`, `n.a.`, `Ei tekijää`.
pub(super) fn is_nobody(cell: &str) -> bool {
    const NOBODY: &[&str] = &[
        "",
        "-",
        "–",
        "—",
        "--",
        "n.a",
        "n/a",
        "s.n",
        "[s.n",
        "no author",
        "no authors",
        "no authors listed",
        "not given",
        "ei tekijää",
        "ei tekijöitä",
        "tekijä puuttuu",
        "ingen författare",
        "okänd",
        "ukjent",
        "ohne autor",
    ];
    let lower = cell.trim_matches([' ', '(', ')', '[', ']', '.']).to_lowercase();
    NOBODY.contains(&lower.as_str())
}

/// Two capitals that are a suffix in other company: `Wu JR`, `Kim II`.
pub(super) fn may_be_initials(word: &str) -> bool {
    matches!(word, "JR" | "SR" | "II" | "IV")
}

pub(crate) fn is_suffix(segment: &str) -> bool {
    SUFFIXES.contains(&segment.to_lowercase().as_str())
}

pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(word)
}

pub(super) fn is_particle_in_any_case(word: &str) -> bool {
    PARTICLES.contains(word.to_lowercase().as_str())
}

pub(super) fn is_given_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    let first = lower.split('-').next().unwrap_or_default();
    GIVEN_NAMES.contains(first)
}
