//! The words that the parts of a reference are told by, in the languages that references come in.
//!
//! It must not read a reference: it holds lists, and says whether a list holds a word.

pub(super) const NO_DATE: &[&str] = &[
    "n.d.",
    "n.d",
    "nd",
    "s.a.",
    "s. a.",
    "u.å.",
    "u.å",
    "u. å.",
    "päiväämätön",
    "ei vuotta",
    "i.v.",
    "o.j.",
    "o. j.",
    "in press",
    "forthcoming",
    "tulossa",
    "painossa",
    "under utgivning",
    "i tryck",
];

/// Words before a web address that only introduce it.
pub(super) const LEAD_INS: &str = "from at available retrieved saatavilla saatavissa saatavana osoitteessa osoitteesta hämtad från tillgänglig \
     tillgängligt på url verkossa luettavissa verfügbar unter doi urn";

/// Words that say when somebody looked at a web page.
pub(super) const ACCESS_WORDS: &[&str] =
    &["viitattu", "luettu", "haettu", "hämtad", "hämtat", "läst", "accessed", "cited", "abgerufen", "retrieved"];

pub(super) const NUMBER_LABELS: &[&str] =
    &["isbn", "isbn-13", "isbn-10", "isbn13", "issn", "e-issn", "eissn", "pmid", "pmcid"];

/// Words in lower case that may stand in a list of authors beside particles and conjunctions.
pub(super) const AUTHOR_MARKS: &str = "al ym m.fl u.a others muut andra toim red ed eds edd hrsg hg jr sr";

pub(super) const EDITOR_MARKS: &[&str] = &[
    "(eds.)",
    "(eds)",
    "(ed.)",
    "(ed)",
    "(edd.)",
    "(toim.)",
    "(toim)",
    "(red.)",
    "(red)",
    "(hrsg.)",
    "(hg.)",
    ", editors,",
    ", editor,",
    ", eds.,",
    ", ed.,",
];

/// A full stop after these ends no sentence.
pub(super) const ABBREVIATIONS: &str =
    "vs no nr nro vol pp p s ss ed eds toim red hrsg st dr prof cf e.g i.e esim mm nk ns bl.a t.ex jr sr suppl sid";

/// After these a capital letter is an initial, after other small words it ends the sentence: `hepatitis C.`
pub(super) const BEFORE_INITIALS: &[&str] =
    &["of", "by", "on", "with", "from", "to", "and", "for", "in", "av", "och", "ja", "von"];

pub(super) const VOLUME_WORDS: &[&str] = &["vol", "volume", "vsk", "bd", "årg", "v"];

pub(super) const ISSUE_WORDS: &[&str] = &["no", "nr", "nro", "issue", "iss", "n:o", "num", "number", "häfte", "heft"];

pub(super) const PAGE_WORDS: &[&str] = &["pp", "p", "pages", "page", "s", "ss", "sid", "sivut", "seiten"];

pub(super) const THESIS_WORDS: &[&str] = &[
    "doctoral dissertation",
    "doctoral thesis",
    "phd thesis",
    "phd dissertation",
    "ph.d. thesis",
    "ph.d. dissertation",
    "väitöskirja",
    "doktorsavhandling",
    "master's thesis",
    "masters thesis",
    "pro gradu",
    "licentiate thesis",
    "lisensiaatintutkimus",
    "opinnäytetyö",
    "examensarbete",
    "magisteruppsats",
];

pub(super) const REPORT_WORDS: &[&str] = &[
    "raportteja",
    "raportti",
    "raportit",
    "julkaisuja",
    "julkaisut",
    "selvityksiä",
    "muistioita",
    "työpapereita",
    "technical report",
    "research report",
    "working paper",
    "discussion paper",
    "rapport",
    "rapporter",
];

pub(super) const CONFERENCE_WORDS: &[&str] = &["proceedings", "conference", "symposium", "workshop", "konferen"];

pub(super) const PUBLISHER_WORDS: &str = "press publishing publishers publications verlag wiley wiley-blackwell sage routledge springer elsevier palgrave \
     gaudeamus vastapaino tammi otava wsoy duodecim studentlitteratur liber universitetsforlaget gyldendal kustannus \
     edita norton blackwell";

/// Whether a list that is written as one text holds the word.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}
