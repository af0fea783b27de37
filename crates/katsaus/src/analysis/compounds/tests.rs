//! What the splitter finds in real words, in words that only look like compounds, and in no words at all; and how well
//! it does on the lists of the integration tests.

use super::Splitter;
use frostem::{Algorithm, Stemmer};

struct Tongue {
    stemmer: Stemmer,
    splitter: Splitter,
}

impl Tongue {
    fn new(algorithm: Algorithm) -> Tongue {
        let stemmer = Stemmer::new(algorithm);
        let splitter = Splitter::new(algorithm, |word| stemmer.stem(word).into_owned()).expect("a known language");
        Tongue { stemmer, splitter }
    }

    fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    fn heads(&self, word: &str) -> Vec<String> {
        self.splitter.heads(word, &self.stem(word))
    }

    fn finds(&self, word: &str, head: &str) {
        assert!(self.heads(word).contains(&self.stem(head)), "{word}: {:?}", self.heads(word));
    }

    fn finds_none(&self, words: &str) {
        for word in words.split(' ') {
            assert!(self.heads(word).is_empty(), "{word}: {:?}", self.heads(word));
        }
    }
}

#[test]
fn swedish_compounds_have_heads() {
    let swedish = Tongue::new(Algorithm::Swedish);
    for (word, head) in [
        ("arbetsmarknadens", "marknad"),
        ("arbetsmarknadspolitiken", "politik"),
        ("stödåtgärder", "åtgärd"),
        ("kyrkogårdarna", "gård"),
        ("handböcker", "bok"),
        ("handböcker", "böcker"),
        ("samarbete", "arbete"),
        ("tillgänglighetsfrågor", "fråga"),
    ] {
        swedish.finds(word, head);
    }
    swedish.finds_none("universitet fabriken förhållande avhandling utbildning självständighet samman kommunikation");
}

#[test]
fn german_compounds_have_heads() {
    let german = Tongue::new(Algorithm::German);
    for (word, head) in [
        ("arbeitsmärkten", "markt"),
        ("krankenhäuser", "haus"),
        ("arbeitsplätze", "Platz"),
        ("schulkinder", "kind"),
        ("landstraßen", "straße"),
        ("volkskunst", "kunst"),
        ("familienbetriebe", "betrieb"),
        ("betreuungszeiten", "zeit"),
    ] {
        german.finds(word, &head.to_lowercase());
    }
    german.finds_none("betrieb verstand bericht unterricht mitglied behinderung herausgearbeitet beispielsweise");
}

#[test]
fn norwegian_compounds_have_heads() {
    let norwegian = Tongue::new(Algorithm::Norwegian);
    for (word, head) in [
        ("arbeidsmarkedet", "marked"),
        ("klasserommet", "rom"),
        ("barnehager", "hage"),
        ("tidsskriftartikler", "artikkel"),
        ("sykehjemmet", "hjem"),
    ] {
        norwegian.finds(word, head);
    }
    norwegian.finds_none("universitetet forholdene undersøkelser utdanningen innholdet destinasjon");
}

#[test]
fn danish_compounds_have_heads() {
    let danish = Tongue::new(Algorithm::Danish);
    for (word, head) in [
        ("arbejdsmarkedet", "marked"),
        ("børnehaver", "have"),
        ("sygehusene", "hus"),
        ("sprogkurser", "kursus"),
        ("arbejdspladser", "plads"),
    ] {
        danish.finds(word, head);
    }
    danish.finds_none("universitetet forholdene undersøgelser uddannelsen indholdet kontekst markøren");
}

#[test]
fn the_longest_head_comes_first() {
    let swedish = Tongue::new(Algorithm::Swedish);
    assert_eq!(swedish.heads("universitetssjukhuset"), ["sjukhus", "hus"]);
}

#[test]
fn other_languages_have_no_splitter() {
    assert!(Splitter::new(Algorithm::Finnish, str::to_owned).is_none());
}

#[test]
fn odd_input_is_no_compound() {
    let german = Tongue::new(Algorithm::German);
    german.finds_none("ß ä ää 12345 arbeits- 🙂🙂🙂🙂markt");
    assert!(german.heads("").is_empty());
    assert!(german.heads(&"arbeit".repeat(1000)).is_empty());
    assert!(german.splitter.heads("arbeitsmarkt", "quite another stem").is_empty());
    assert!(german.splitter.heads("ärzte", "ä").is_empty());
}

/// Lines of a list: a word, and its head if it is a compound.
fn list(text: &'static str) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| match line.split_once('\t') {
        Some((word, head)) => (word, Some(head)),
        None => (line, None),
    })
}

/// Checks what is promised of the lists, and prints what was measured (`--nocapture`).
fn measure(algorithm: Algorithm, compounds: &'static str, others: &'static str) {
    let tongue = Tongue::new(algorithm);
    let (mut found, mut wrong, mut none) = (0, Vec::new(), Vec::new());
    for (word, head) in list(compounds).chain(list(others)) {
        let heads = tongue.heads(word);
        match head {
            Some(head) if heads.contains(&tongue.stem(head)) => found += 1,
            _ if !heads.is_empty() => wrong.push((word, heads)),
            Some(_) => none.push(word),
            None => (),
        }
    }
    println!("{algorithm:?}: {found} of {} found, none {none:?}, wrong {wrong:?}", list(compounds).count());
    assert!(found * 100 >= list(compounds).count() * 90, "missed {none:?}, wrong {wrong:?}");
    assert!(wrong.len() <= 3, "{wrong:?}");
}

#[test]
fn most_compounds_of_the_lists_are_found_and_hardly_any_other_word() {
    macro_rules! list {
        ($name:literal) => {
            include_str!(concat!("../../../tests/it/compounds/", $name, ".txt"))
        };
    }
    measure(Algorithm::Swedish, list!("sv"), list!("sv-not"));
    measure(Algorithm::German, list!("de"), list!("de-not"));
    measure(Algorithm::Norwegian, list!("no"), list!("no-not"));
    measure(Algorithm::Danish, list!("da"), list!("da-not"));
}
