//! BibTeX and BibLaTeX: entries with fields, in TeX.
//!
//! `scan` finds entries and fields, `tex` makes text of values, `names` takes names apart, `crossref` passes on what a
//! parent says, `read` makes records of it all, `write` is the other direction.

mod crossref;
mod names;
mod read;
mod scan;
mod tex;
mod write;

pub use names::{Parts, names as split_names, parts as name_parts};

/// The BibTeX format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bibtex;

/// The CSL type of a kind of entry, which biblatex may divide further.
fn csl_type(kind: &str, subtype: Option<&str>) -> Option<&'static str> {
    Some(match kind {
        "article" | "suppperiodical" => match subtype {
            Some("magazine") => "article-magazine",
            Some("newspaper") => "article-newspaper",
            _ => "article-journal",
        },
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings" | "reference"
        | "mvreference" | "manual" => "book",
        "inbook" | "incollection" | "bookinbook" | "suppbook" | "suppcollection" => "chapter",
        "inreference" => "entry-encyclopedia",
        "inproceedings" | "conference" => "paper-conference",
        "techreport" | "report" => "report",
        "phdthesis" | "mastersthesis" | "thesis" => "thesis",
        "online" | "electronic" | "www" => "webpage",
        "unpublished" => "manuscript",
        "booklet" => "pamphlet",
        "patent" => "patent",
        "dataset" => "dataset",
        "software" => "software",
        "standard" => "standard",
        "periodical" => "periodical",
        "video" | "movie" => "motion_picture",
        "audio" | "music" => "song",
        "image" | "artwork" => "graphic",
        "letter" => "personal_communication",
        "legislation" => "legislation",
        "jurisdiction" => "legal_case",
        _ => return None,
    })
}
