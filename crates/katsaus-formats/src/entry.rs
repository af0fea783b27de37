//! What writers are handed, and the list of writers.
//!
//! It must not know where the bytes go, nor read any format.

use crate::{bibtex::Bibtex, csl_json::CslJson, endnote_xml::EndnoteXml, markdown::Markdown, nbib::Nbib, ris::Ris};
use katsaus_model::Fields;
use std::io;

/// One text as it is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The key that people type.
    pub key: &'a str,
    /// The bibliographic fields.
    pub fields: &'a Fields,
    /// Codes put on it, as people read them.
    pub tags: &'a [String],
    /// Notes.
    pub notes: &'a [String],
    /// What it says on topics: the topic's label, and the text.
    pub cells: &'a [(String, String)],
}

/// A format that entries can be written in.
pub trait Writer: Sync {
    /// The format's name on the command line.
    fn id(&self) -> &'static str;

    /// Ends of file names that mean this format, without the full stop; the first is the usual one.
    fn extensions(&self) -> &'static [&'static str];

    /// Begins a file.
    fn begin(&self) -> Box<dyn Writing>;
}

/// A file being written, one entry at a time.
pub trait Writing {
    /// Writes the next entry.
    ///
    /// # Errors
    /// If `out` fails.
    fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()>;

    /// Writes what stands behind the last entry.
    ///
    /// # Errors
    /// If `out` fails.
    fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()>;
}

/// Writes all entries in order.
///
/// # Errors
/// If `out` fails.
pub fn write_all<'a>(
    writer: &dyn Writer,
    entries: impl Iterator<Item = Entry<'a>>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut writing = writer.begin();
    for entry in entries {
        writing.entry(&entry, out)?;
    }
    writing.end(out)
}

/// All writers, in the order in which help lists them.
pub static WRITERS: &[&dyn Writer] = &[&Ris, &Bibtex, &CslJson, &Nbib, &EndnoteXml, &Markdown];

/// The CSL type of a text. Where nobody said one, a text that appeared in something is taken for an article of it, or a
/// chapter if that has editors: as `misc` its journal would be lost to most programs.
pub fn csl_type(fields: &Fields) -> Option<&str> {
    fields.kind.as_deref().or_else(|| {
        let container = fields.container.as_ref()?.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| container.contains(word));
        let placed =
            fields.volume.is_some() || fields.issue.is_some() || fields.pages.is_some() || fields.doi.is_some();
        Some(if says(&["dissertation", "thesis", "väitöskirja", "avhandling", "pro gradu"]) {
            "thesis"
        } else if !fields.editors.is_empty() {
            "chapter"
        } else if !placed
            && (container.contains(": ") || says(&["report", "raportti", "raportteja", "rapport", "working paper"]))
        {
            // `Washington, D.C.: U.S. Department of Labor` is a place and a publisher.
            "report"
        } else {
            "article-journal"
        })
    })
}

/// The name under which the kind of a BibTeX entry is kept. Where it stands, what was not understood beside it is TeX.
pub(crate) const BIBTEX_KIND: &str = "entrytype";
/// The name under which is kept that a list of people ends in `and others`.
pub(crate) const OTHERS: &str = "and others";

/// Keywords in one value: parted by commas, or by semicolons if one has a comma in it. One alone that has gets a
/// semicolon behind it, which says so.
pub(crate) fn joined_keywords(fields: &Fields, tags: &[String]) -> String {
    let words: Vec<&str> = fields.keywords.iter().chain(tags).map(String::as_str).collect();
    let comma = words.iter().any(|word| word.contains(','));
    let end = if comma && words.len() == 1 { ";" } else { "" };
    format!("{}{end}", words.join(if comma { "; " } else { ", " }))
}

/// A value on one line: line breaks become single blanks, other control signs of old terminals go.
pub(crate) fn one_line(value: &str) -> String {
    let mut line = String::with_capacity(value.len());
    for part in value.split(|c: char| c.is_ascii_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')) {
        let part = part.trim();
        if !part.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(part);
        }
    }
    line
}

/// Year, month and day of a date written `2019-05-03`, as far as it goes; nothing for other spellings.
pub fn iso_parts(date: &str) -> Option<Vec<u32>> {
    let mut parts = Vec::new();
    for (at, part) in date.trim().split('-').enumerate() {
        let length = if at == 0 { 4 } else { 2 };
        if part.len() != length || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        parts.push(part.parse().ok()?);
    }
    (parts.len() <= 3).then_some(parts)
}

/// Entries that the tests of all writers write.
#[cfg(test)]
pub(crate) mod samples {
    use super::{Entry, Writer};
    use katsaus_model::{Doi, Fields, Person};

    /// What an entry borrows.
    pub(crate) struct Sample {
        pub(crate) key: &'static str,
        pub(crate) fields: Fields,
        pub(crate) tags: Vec<String>,
        pub(crate) notes: Vec<String>,
        pub(crate) cells: Vec<(String, String)>,
    }

    /// An article with nearly every field.
    pub(crate) fn rich() -> Sample {
        let fields = Fields {
            kind: Some("article-journal".into()),
            title: Some("Working relationships: a PRISMA review".into()),
            authors: vec![
                Person::new("Luecking", "R. G."),
                Person::Named {
                    family: "Vaart".into(),
                    given: "T. W.".into(),
                    particle: "van der".into(),
                    suffix: "Jr".into(),
                },
                Person::literal("Kela"),
            ],
            year: Some(2008),
            date: Some("2008-05-03".into()),
            container: Some("Journal of Vocational Rehabilitation".into()),
            volume: Some("12".into()),
            issue: Some("3".into()),
            pages: Some("157-168".into()),
            doi: Doi::parse("10.3233/JVR-201095").ok(),
            pmid: Some("12345678".into()),
            issn: vec!["1052-2263".into()],
            abstract_text: Some("First line.\nSecond line.".into()),
            keywords: vec!["employment".into(), "disability".into()],
            language: Some("en".into()),
            url: Some("https://example.org/a_b".into()),
            ..Fields::default()
        };
        Sample {
            key: "luecking2008",
            fields,
            tags: vec!["framework/demand-side".into()],
            notes: vec!["Read twice.".into()],
            cells: vec![("Method".into(), "Interviews\nand notes".into())],
        }
    }

    /// A chapter full of signs that formats give a meaning to.
    pub(crate) fn odd() -> Sample {
        let mut fields = Fields {
            kind: Some("chapter".into()),
            title: Some("50% of R&D_costs {in} #1 *bold* <b> ~x^2 \\ $5".into()),
            authors: vec![Person::new("Frøyland", "Å.")],
            editors: vec![Person::new("Doe", "J.")],
            date: Some("n.d.".into()),
            container: Some("Work & life".into()),
            publisher: Some("Sage".into()),
            publisher_place: Some("London".into()),
            isbn: vec!["978-1-4462-0000-1".into()],
            ..Fields::default()
        };
        fields.extra.insert("C1".into(), "Oslo".into());
        fields.extra.insert("shelf".into(), "B 12".into());
        Sample { key: "frøyland nd", fields, tags: Vec::new(), notes: Vec::new(), cells: Vec::new() }
    }

    /// An entry of which nothing is known but its key.
    pub(crate) fn empty() -> Sample {
        Sample { key: "nd", fields: Fields::default(), tags: Vec::new(), notes: Vec::new(), cells: Vec::new() }
    }

    /// What the writer makes of the samples.
    pub(crate) fn written(writer: &dyn Writer, samples: &[Sample]) -> String {
        let entries = samples.iter().map(|sample| Entry {
            key: sample.key,
            fields: &sample.fields,
            tags: &sample.tags,
            notes: &sample.notes,
            cells: &sample.cells,
        });
        let mut bytes: Vec<u8> = Vec::new();
        super::write_all(writer, entries, &mut bytes).expect("memory takes all bytes");
        String::from_utf8(bytes).expect("writers write UTF-8")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_writer_has_a_name_and_an_extension_of_its_own() {
        let ids: Vec<&str> = WRITERS.iter().map(|writer| writer.id()).collect();
        assert_eq!(ids, ["ris", "bibtex", "csl-json", "nbib", "endnote-xml", "md"]);
        for writer in WRITERS {
            assert!(!writer.extensions().is_empty(), "{}", writer.id());
        }
    }

    #[test]
    fn values_get_one_line() {
        assert_eq!(one_line(" a\r\n b\u{b}c\n\n"), "a b c");
        assert_eq!(one_line("\n"), "");
    }

    #[test]
    fn only_whole_dates_have_parts() {
        assert_eq!(iso_parts("2019-05-03"), Some(vec![2019, 5, 3]));
        assert_eq!(iso_parts("2019-05"), Some(vec![2019, 5]));
        for date in ["2019a", "n.d.", "", "2019-5", "2019-05-03-01"] {
            assert_eq!(iso_parts(date), None, "{date}");
        }
    }
}
