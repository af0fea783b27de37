//! RIS: one tag a line, as nearly every database and reference manager writes it.
//!
//! `read` and `write` are the two directions; the types that both know are here.

mod read;
mod write;

/// The RIS format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ris;

/// RIS types and the CSL type of each; of several with one CSL type the first is written.
const TYPES: &[(&str, &str)] = &[
    ("GEN", "document"),
    ("JOUR", "article-journal"),
    ("EJOUR", "article-journal"),
    ("ABST", "article-journal"),
    ("INPR", "article-journal"),
    ("JFULL", "article-journal"),
    ("MGZN", "article-magazine"),
    ("NEWS", "article-newspaper"),
    ("UNPB", "manuscript"),
    ("UNPD", "manuscript"),
    ("MANSCPT", "manuscript"),
    ("PREPRINT", "article"),
    ("BOOK", "book"),
    ("EBOOK", "book"),
    ("EDBOOK", "book"),
    ("CLSWK", "book"),
    ("SER", "book"),
    ("CHAP", "chapter"),
    ("ECHAP", "chapter"),
    ("CPAPER", "paper-conference"),
    ("CONF", "paper-conference"),
    ("RPRT", "report"),
    ("GOVDOC", "report"),
    ("THES", "thesis"),
    ("ELEC", "webpage"),
    ("WEB", "webpage"),
    ("BLOG", "post-weblog"),
    ("DATA", "dataset"),
    ("DBASE", "dataset"),
    ("COMP", "software"),
    ("SLIDE", "speech"),
    ("PAT", "patent"),
    ("STAND", "standard"),
    ("STAT", "legislation"),
    ("CASE", "legal_case"),
    ("BILL", "bill"),
    ("HEAR", "hearing"),
    ("MAP", "map"),
    ("MPCT", "motion_picture"),
    ("VIDEO", "motion_picture"),
    ("SOUND", "song"),
    ("MUSIC", "musical_score"),
    ("ART", "graphic"),
    ("FIGURE", "figure"),
    ("DICT", "entry-dictionary"),
    ("ENCYC", "entry-encyclopedia"),
    ("PCOMM", "personal_communication"),
    ("ICOMM", "personal_communication"),
    ("PAMP", "pamphlet"),
];

/// The CSL type of a RIS type.
fn csl_type(ris: &str) -> Option<&'static str> {
    TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(ris)).map(|(_, csl)| *csl)
}

/// The RIS type of a CSL type; `GEN` for what RIS has no type for.
fn ris_type(csl: Option<&str>) -> &'static str {
    match csl {
        Some("review") => "JOUR",
        kind => TYPES.iter().find(|(_, csl)| Some(*csl) == kind).map_or("GEN", |(ris, _)| *ris),
    }
}
