//! The formats that are read, in one list, and how a file's format is found by its content.
//!
//! It must not look at more than the beginning of a file, nor trust its name where the content says something.

use crate::found::Sink;
use crate::input::Input;
use crate::{
    bib_txt::BibTxt, bibtex::Bibtex, crossref::Crossref, csl_json::CslJson, datacite::DataCite,
    endnote_xml::EndnoteXml, enw::Enw, marcxml::MarcXml, mods::Mods, nbib::Nbib, openalex::OpenAlex, ovid::Ovid,
    pubmed_xml::PubmedXml, refworks::RefWorks, ris::Ris, wos::Wos,
};
use std::io;

/// How sure a reader is that a file is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// It is something else.
    No,
    /// It may be.
    Maybe,
    /// It is.
    Sure,
}

/// A format that entries can be read from.
pub trait Reader: Sync {
    /// The format's name on the command line, and of its page in the documentation.
    fn id(&self) -> &'static str;

    /// What people call it.
    fn name(&self) -> &'static str;

    /// Ends of file names that mean this format, without the full stop.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether a file that begins so is of this format.
    fn sniff(&self, head: &str) -> Match;

    /// Reads everything, handing entries on one at a time. Trouble in the file is told to the sink.
    ///
    /// # Errors
    /// If the bytes cannot be had.
    fn read(&self, input: &mut Input<'_>, sink: &mut dyn Sink) -> io::Result<()>;
}

/// All readers of texts, in the order in which they are asked and help lists them.
pub static READERS: &[&dyn Reader] = &[
    &Ris,
    &Nbib,
    &PubmedXml,
    &EndnoteXml,
    &Wos,
    &Ovid,
    &RefWorks,
    &Enw,
    &Bibtex,
    &Mods,
    &MarcXml,
    &Crossref,
    &OpenAlex,
    &DataCite,
    &CslJson,
    &BibTxt,
];

/// The reader of a file that begins so. Where two are equally sure, the file's name decides.
pub fn detect(head: &str, name: Option<&str>) -> Option<&'static dyn Reader> {
    let end = name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let mut best: Option<(Match, bool, &'static dyn Reader)> = None;
    for reader in READERS {
        let rank = (reader.sniff(head), reader.extensions().contains(&end.as_str()));
        if rank.0 > Match::No && best.is_none_or(|(sure, named, _)| rank > (sure, named)) {
            best = Some((rank.0, rank.1, *reader));
        }
    }
    best.map(|(_, _, reader)| reader)
}

/// The reader with this name.
pub fn reader(id: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|reader| reader.id() == id)
}
