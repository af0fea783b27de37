//! Which source a file is of: by its name, by DOIs and titles on its first pages. What is not sure is said so and left to
//! a person.

use super::TextTrouble;
use crate::progress::{Event, Progress};
use crate::review::{Review, ReviewError};
use crate::store::{Filter, Row};
use katsaus_formats::fulltext::find::{FirstPage, author_year, dois, prepared};
use katsaus_formats::fulltext::{Kind, Pages};
use katsaus_model::text::ascii;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Pages that tell what a text is. References further on name other texts.
const FIRST_PAGES: usize = 2;
/// Bytes of them that are looked at.
const LOOKED_AT: usize = 8_000;
/// Titles with fewer letters stand in other texts by chance.
const LONG_TITLE: usize = 25;

/// Why a file is taken to be of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// The source's key is its name.
    Key,
    /// The source's DOI stands on its first pages.
    Doi,
    /// The source's title does.
    Title,
    /// Author and year are in its name.
    AuthorYear,
}

impl Sign {
    /// The sign in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Sign::Key => "its name",
            Sign::Doi => "the DOI in it",
            Sign::Title => "the title in it",
            Sign::AuthorYear => "author and year in its name",
        }
    }
}

/// What a file is recognised as.
#[derive(Debug)]
pub struct Recognised {
    /// The file.
    pub path: PathBuf,
    /// The source that it is of, if that is sure.
    pub source: Option<(i64, Sign)>,
    /// Sources that it may be of, where none is sure.
    pub perhaps: Vec<(i64, Sign)>,
    /// Whether that source has the file already.
    pub there: bool,
    /// The first DOI in it.
    pub doi: Option<String>,
    /// Why there is no text to recognise it by; its name is all there was.
    pub trouble: Option<TextTrouble>,
}

/// What sources are recognised by.
struct Known {
    rows: Vec<Row>,
    titles: Vec<String>,
    by_doi: HashMap<String, i64>,
}

impl Review {
    /// Says of each file which source it is of.
    ///
    /// # Errors
    /// If the review cannot be read, or the person stops it.
    pub fn recognise_files(
        &self,
        files: &[PathBuf],
        progress: &mut dyn Progress,
    ) -> Result<Vec<Recognised>, ReviewError> {
        let known = self.known()?;
        let mut all = Vec::new();
        let _ = progress.event(Event::Started { what: "reading files", total: Some(files.len() as u64) });
        for path in files {
            all.push(self.recognise_one(path, &known)?);
            if progress.event(Event::Advanced(1)).is_break() {
                return Err(ReviewError::Stopped);
            }
        }
        let _ = progress.event(Event::Finished);
        Ok(all)
    }

    fn known(&self) -> Result<Known, ReviewError> {
        let rows = self.store.rows(Filter::All)?;
        let titles = rows.iter().map(|row| prepared(&row.title)).collect();
        let mut by_doi = HashMap::new();
        self.store.each_fields(&self.store.all()?, |n, fields| {
            by_doi.extend(fields.doi.map(|doi| (doi.as_str().to_owned(), n)));
        })?;
        Ok(Known { rows, titles, by_doi })
    }

    fn recognise_one(&self, path: &Path, known: &Known) -> Result<Recognised, ReviewError> {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut found = Recognised {
            path: path.to_owned(),
            source: None,
            perhaps: Vec::new(),
            there: false,
            doi: None,
            trouble: None,
        };
        let mut first = String::new();
        let mut sha256 = None;
        match self.reader().read(path) {
            Ok(read) => {
                sha256 = Some(read.sha256);
                match read.text {
                    // In a folder lie tables and settings too, which are text and nobody's full text.
                    Ok(_) if read.kind == Some(Kind::Text) && !is_prose(path) => {
                        found.trouble = Some(TextTrouble::Kind { name: name.clone() });
                    }
                    Ok(pages) => first = first_pages(&pages),
                    Err(trouble) => found.trouble = Some(trouble),
                }
            }
            Err(trouble) => found.trouble = Some(trouble),
        }
        let said = dois(&first);
        found.doi = said.first().cloned();
        let mut signs = by_name(&name, known);
        signs.extend(said.iter().filter_map(|doi| Some((*known.by_doi.get(doi)?, Sign::Doi))));
        signs.extend(by_title(&first, known));
        let first_doi = said.first().and_then(|doi| known.by_doi.get(doi)).copied();
        if !matches!(found.trouble, Some(TextTrouble::Kind { .. } | TextTrouble::Io { .. })) {
            decide(&mut found, signs, first_doi);
        }
        if let (Some((n, _)), Some(sha256)) = (found.source, sha256) {
            let text = self.store.text(n)?.unwrap_or_default();
            found.there = text.files.iter().any(|file| file.sha256 == sha256);
        }
        Ok(found)
    }
}

/// Whether a text file's name says that it holds running text.
fn is_prose(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_none_or(|ending| ["txt", "text", "md", "markdown", "rst", "asc"].contains(&ending.as_str()))
}

fn first_pages(pages: &Pages) -> String {
    let mut first: String = (1..=FIRST_PAGES).filter_map(|number| pages.page(number)).collect::<Vec<_>>().join("\n");
    first.truncate(first.floor_char_boundary(LOOKED_AT));
    first
}

fn by_name(name: &str, known: &Known) -> Vec<(i64, Sign)> {
    let key = ascii(name);
    if let Some(row) = known.rows.iter().find(|row| ascii(&row.key) == key) {
        return vec![(row.n, Sign::Key)];
    }
    let Some((family, year)) = author_year(name) else { return Vec::new() };
    let family = ascii(&family);
    let is_it = |row: &&Row| row.year == Some(year) && ascii(&row.authors).starts_with(&family);
    known.rows.iter().filter(is_it).map(|row| (row.n, Sign::AuthorYear)).collect()
}

/// Sources whose titles stand on the first pages: the longest, and others as long.
fn by_title(first: &str, known: &Known) -> Vec<(i64, Sign)> {
    if first.is_empty() {
        return Vec::new();
    }
    let page = FirstPage::new(first);
    let stand =
        known.titles.iter().zip(&known.rows).filter(|(title, _)| title.len() >= LONG_TITLE && page.holds(title));
    let stand: Vec<(usize, i64)> = stand.map(|(title, row)| (title.len(), row.n)).collect();
    let longest = stand.iter().map(|(length, _)| *length).max().unwrap_or(0);
    stand.into_iter().filter(|(length, _)| *length == longest).map(|(_, n)| (n, Sign::Title)).collect()
}

/// A source is sure if its key, DOI or title says so and no other source's does. A first page may name the DOI of another
/// text, as letters and errata do: only the first DOI counts by itself.
fn decide(found: &mut Recognised, signs: Vec<(i64, Sign)>, first_doi: Option<i64>) {
    let of = |sign: Sign| -> Vec<i64> {
        let mut sources: Vec<i64> = signs.iter().filter(|(_, own)| *own == sign).map(|(n, _)| *n).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    };
    let (by_key, by_doi, by_title) = (of(Sign::Key), of(Sign::Doi), of(Sign::Title));
    let first_doi = first_doi.into_iter().collect::<Vec<i64>>();
    let both: Vec<i64> = by_doi.iter().copied().filter(|n| by_title.contains(n)).collect();
    let others = |n: &i64| by_doi.iter().chain(&by_title).any(|other| other != n);
    found.source = match (by_key.as_slice(), both.as_slice(), first_doi.as_slice(), by_title.as_slice()) {
        // A name is no more than a name, if the text says it is another.
        ([n], ..) if !others(n) => Some((*n, Sign::Key)),
        ([], [n], ..) => Some((*n, Sign::Doi)),
        ([], [], [n], []) => Some((*n, Sign::Doi)),
        ([], [], _, [n]) if by_doi.is_empty() => Some((*n, Sign::Title)),
        _ => None,
    };
    if found.source.is_none() {
        let mut perhaps = signs;
        perhaps.sort_unstable();
        perhaps.dedup_by_key(|(n, _)| *n);
        found.perhaps = perhaps;
    }
}
