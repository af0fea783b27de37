//! Short lists of common words and word ends that the rules cannot tell apart by shape.
//!
//! Written by hand from everyday Finnish; folded like `Word` (a for ä, o for ö, u for y). It holds facts on words and
//! no rule of grammar.

use super::word::Word;

/// Dictionary forms that look like a case form.
pub(super) fn looks_inflected(word: &Word) -> bool {
    const ENDS: &[&str] = &[
        "toimivalta",
        "ylivalta",
        "slista",
        "keskusta",
        "perusta",
        "ikkuna",
        "tarina",
        "markkina",
        "seina",
        "kiina",
        "ukraina",
        "heina",
        "reuna",
        "liina",
        "ihana",
        "peruna",
        "apina",
    ];
    const WHOLE: &[(&str, &[u8])] = &[
        ("tausta", b"aeioun"),
        ("musta", b""),
        ("lista", b""),
        ("alusta", b"n"),
        ("valta", b"sn"),
        ("ilta", b""),
        ("silta", b""),
        ("kulta", b""),
    ];
    if WHOLE.iter().any(|(noun, before)| word.is_or_ends(noun, before)) {
        return true;
    }
    word.ends_any(ENDS)
}

/// Whether a word less `less` letters is the stem of an adjective in -inen after a vowel (vammais-, yhteis-).
pub(super) fn is_inen_stem(word: &Word, less: usize) -> bool {
    if word.before_ends_any(less, &["ais"]) {
        return !word.before_ends_any(less, &["kkais", "potilais", "oppilais", "vierais", "sairais", "hampais"]);
    }
    word.before_ends_any(
        less,
        &["kukuis", "yhteis", "uhteis", "keskeis", "valkois", "imeis", "puoleis", "tasois", "ulkois"],
    )
}

/// Whether a word less `less` letters is a consonant stem in -s (yritys-tä, mahdollis-ta).
pub(super) fn is_s_stem(word: &Word, less: usize) -> bool {
    const US: &[&str] = &["mus", "tus", "nnus", "aus", "ius"];
    const OS: &[&str] = &["tulos", "kiitos", "ostos", "teos", "nnos", "utos", "aatos", "rros"];
    const IS: &[&str] =
        &["llis", "aalis", "ttis", "iivis", "suusis", "fuusis", "umis", "imis", "amis", "emis", "omis", "hmis"];
    const NOT: &[&str] = &["aamus", "jutus", "tetus", "entulos"];
    if word.before_ends_any(less, NOT) {
        return false;
    }
    word.before_ends_any(less, US)
        || word.before_ends_any(less, OS)
        || word.before_ends_any(less, IS)
        || is_inen_stem(word, less)
}

/// Whether a word less `less` letters is a noun in -as, -is with its s (asiakas-ta).
pub(super) fn is_as_stem(word: &Word, less: usize) -> bool {
    const ENDS: &[&str] = &["asiakas", "potilas", "oppilas", "vieras", "sairas", "kaunis", "valmis", "ruumis", "opas"];
    word.before_ends_any(less, ENDS)
}

/// Nominatives whose last consonant goes with the vowel (asiakas, kaunis, kevyt).
pub(super) fn is_short_s_noun(word: &Word) -> bool {
    (word.ends("as") && word.len() > 3)
        || word.ends_any(&["kaunis", "valmis", "ruumis", "kallis", "tiivis", "lluhut", "keput"])
}

/// Whether a word less `less` letters is a stem that takes its ending without a vowel (nuor-ta, puhelin-ta).
pub(super) fn is_consonant_stem(word: &Word, less: usize) -> bool {
    const ENDS: &[&str] =
        &["uor", "uur", "aar", "ier", "iel", "uol", "uul", "elin", "ain", "stin", "ttin", "tsin", "sen", "men"];
    word.before_ends_any(less, ENDS)
}

/// A word in -ja that is the doer of something and no plural.
pub(super) fn is_agent(word: &Word) -> bool {
    word.ends_any(&[
        "ija", "aja", "utuja", "stuja", "uuttuja", "attuja", "ettuja", "ittuja", "puhuja", "kertoja", "katsoja",
    ])
}

/// An adjective in -ton (työtön), which looks like a genitive (auton).
pub(super) fn is_ton_word(word: &Word) -> bool {
    word.ends("ton")
        && word.vowel(3)
        && word.len() > 5
        && !word.ends_any(&["auton", "katon", "liiton", "tuton", "keiton", "kauton", "peiton", "nauton", "voiton"])
}

/// A dictionary form in -in after a vowel, which looks like a plural or a verb.
pub(super) fn is_vowel_in_noun(word: &Word) -> bool {
    word.ends_any(&["avain", "kirjain", "nappain", "selain", "muokkain", "luotain", "kerroin"])
        || word.is_or_ends("avoin", b"")
}

/// A dictionary form in -n with -ne- in its stem.
pub(super) fn is_n_noun(word: &Word) -> bool {
    word.ends_any(&["jasen", "huomen", "vasen"])
}

/// A stem in -ime- whose dictionary form ends in -in (puhelime-).
pub(super) fn is_in_stem(word: &Word) -> bool {
    word.ends_any(&["lime", "time", "kime", "dime", "sime", "aime", "limi", "timi", "kimi", "dimi", "simi", "aimi"])
        && word.len() > 6
}

/// A noun in -ma, whose cases look like the infinitives of a verb.
pub(super) fn is_ma_noun(word: &Word) -> bool {
    const STEMS: &[&str] =
        &["oma", "sama", "voima", "asema", "tapahtuma", "sattuma", "elama", "muutama", "teema", "sanoma", "kuolema"];
    ["ssa", "sta", "lla", "an"].iter().any(|ending| word.ends(ending) && word.before_ends_any(ending.len(), STEMS))
}

/// A verb in -ella (opiskella) rather than a noun in the adessive; `less` letters follow the -lla.
pub(super) fn is_ella_verb(word: &Word, less: usize) -> bool {
    const ENDS: &[&str] = &["stella", "skella", "tella", "hdella", "nnella", "palvella"];
    if less == 0 {
        return word.ends_any(ENDS) && !word.ends_any(&["uutella", "lehdella", "lahdella"]);
    }
    word.before_ends_any(less, ENDS)
}

/// Nouns in -va whose plural looks like the third person plural of a verb; `less` letters follow the stem.
pub(super) fn is_va_noun(word: &Word, less: usize) -> bool {
    const ENDS: &[&str] = &["kuva", "tava", "paiva", "huva", "ustava", "kaava", "viiva", "tehtava", "rava", "kova"];
    word.before_ends_any(less, ENDS)
}

/// Stems that lost a k, with the strong stem; `before` lists the letters that may stand before it in a compound.
const LOST_K: &[(&str, &[u8], &str)] = &[
    ("uvu", b"lsktp", "uku"),
    ("uvui", b"lsktp", "ukui"),
    ("vuonna", b"aeioun", "vuos"),
    ("ukuu", b"lsktp", "uku"),
    ("vasen", b"", "vasen"),
    ("vasempi", b"", "vasen"),
    ("vasempa", b"", "vasen"),
    ("vasemma", b"", "vasen"),
    ("tue", b"oisa", "tuke"),
    ("tui", b"", "tuke"),
    ("teo", b"aeioun", "teko"),
    ("lai", b"oneus", "laki"),
    ("lae", b"", "lake"),
    ("vae", b"aeioun", "vake"),
    ("joe", b"aeioun", "joke"),
    ("ia", b"eo", "ika"),
    ("aja", b"oei", "aika"),
    ("denaja", b"u", "denaika"),
    ("miehe", b"aeiouns", "mies"),
    ("miehi", b"aeiouns", "mies"),
    ("maaraaja", b"aeioun", "maaraaika"),
    ("ajoi", b"oneu", "aikoi"),
    ("alu", b"n", "alku"),
    ("vira", b"aeiou", "virka"),
    ("viroi", b"aeiou", "virkoi"),
    ("ruoa", b"aeioun", "ruoka"),
    ("ruua", b"aeioun", "ruoka"),
    ("poja", b"aeioun", "poika"),
    ("poji", b"aeioun", "poiki"),
    ("hau", b"aeioun", "haku"),
    ("nao", b"aeioun", "nako"),
    ("jao", b"aeioun", "jako"),
    ("arje", b"aeiouns", "arke"),
    ("jarje", b"aeioun", "jarke"),
    ("jalje", b"aeioun", "jalke"),
    ("karje", b"aeioun", "karke"),
    ("koo", b"", "koko"),
    ("koe", b"aeioun", "koke"),
    ("lue", b"", "luke"),
    ("hae", b"", "hake"),
];

/// Puts the k back that the weak grade lost (tuen, luvun, ajan).
pub(super) fn restore(word: &mut Word) -> bool {
    if is_work(word) {
        word.replace(2, "uo");
        return true;
    }
    let Some((weak, _, strong)) = LOST_K.iter().find(|(weak, before, _)| word.is_or_ends(weak, before)) else {
        return false;
    };
    let common = weak.bytes().zip(strong.bytes()).take_while(|(one, other)| one == other).count();
    word.replace(weak.len() - common, strong.get(common..).unwrap_or_default());
    true
}

/// Työ and its plural töi-, the latter after a few letters only: kotitöitä, but not käytöissä.
fn is_work(word: &Word) -> bool {
    match word.written_end(3) {
        Some(['t', 'y', 'ö']) => true,
        Some(['t', 'ö', 'i']) => word.len() == 3 || b"eansi".contains(&word.back(3)),
        _ => false,
    }
}

/// Words in -si with -te- (vuosi, vuoteen), and their stems before the si, te or de.
const SI_NOUNS: &[(&str, &[u8])] = &[
    ("vuo", b"aeiouns"),
    ("kau", b"aeiouns"),
    ("uu", b"k"),
    ("ve", b"aeioun"),
    ("ka", b""),
    ("to", b""),
    ("vii", b""),
];

/// The dictionary form or plural stem of a word in -si with -te-.
pub(super) fn is_si_noun(word: &Word) -> bool {
    word.ends("si") && before_is_si_noun(word)
}

/// A stem in -te-, -de- of a word in -si.
pub(super) fn is_si_stem(word: &Word) -> bool {
    word.ends_any(&["te", "de"]) && before_is_si_noun(word)
}

/// The partitive of a word in -si with -te- (vuotta).
pub(super) fn is_si_partitive(word: &Word) -> bool {
    let mut rest = word.clone();
    rest.cut(1);
    before_is_si_noun(&rest)
}

fn before_is_si_noun(word: &Word) -> bool {
    let mut rest = word.clone();
    rest.cut(2);
    SI_NOUNS.iter().any(|(base, before)| rest.is_or_ends(base, before))
}
