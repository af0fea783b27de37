//! Made-up sources. Model: words of a vocabulary of 26,000 by Zipf's law (exponent 1), titles of 12 words, abstracts
//! of 190, all distinct; one to five authors of 4,000 families; years 1980 to 2020; 600 journals; a DOI for nine of
//! ten; frameworks several to a text; a summary of 30 words for one of three. Seed: 20261124.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::path::Path;

const SEED: u64 = 20_261_124;
const WORDS: u64 = 26_000;

/// A small generator (splitmix64): the same numbers everywhere, and no dependency.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// The same numbers for the same seed.
    pub(crate) fn seeded(seed: u64) -> Numbers {
        Numbers(seed)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// A rank by Zipf's law: the inverse of its distribution function, which is close to logarithmic.
    fn rank(&mut self) -> u64 {
        let u = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((WORDS as f64 + 1.0).powf(u) - 1.0) as u64
    }

    pub(crate) fn word(&mut self) -> String {
        word(self.rank())
    }

    fn words(&mut self, n: usize) -> String {
        let words: Vec<String> = (0..n).map(|_| self.word()).collect();
        words.join(" ")
    }
}

/// The word of a rank: syllables, the common words short.
fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 20] = [
        "em", "ploy", "er", "work", "re", "hab", "sup", "port", "in", "clu", "sion", "vo", "ca", "tion", "par", "ti",
        "ci", "pa", "dis", "job",
    ];
    let mut rank = rank + 1;
    let mut out = String::new();
    while rank > 0 {
        out.push_str(SYLLABLES[(rank % 20) as usize]);
        rank /= 20;
    }
    out
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// Writes a table of `rows` made-up sources.
pub(crate) fn table(rows: u32, file: &Path) -> Result<(), String> {
    write(rows, file).map_err(|error| error.to_string())
}

fn write(rows: u32, file: &Path) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Sources")?;
    let heads = [
        "Authors",
        "Title",
        "Year",
        "Journal",
        "Volume",
        "Issue",
        "Pages",
        "DOI",
        "Abstract",
        "Keywords",
        "Framework",
        "Employer cooperation",
    ];
    for (column, head) in heads.iter().enumerate() {
        sheet.write_string(0, column as u16, *head)?;
    }
    for (row, source) in (1..=rows).zip(Sources::new()) {
        write_row(sheet, row, &source)?;
    }
    book.save(file)
}

/// Made-up sources, one after the other.
pub(crate) struct Sources {
    numbers: Numbers,
    made: u32,
}

impl Sources {
    /// From the beginning; always the same ones.
    pub(crate) fn new() -> Sources {
        Sources { numbers: Numbers(SEED), made: 0 }
    }
}

/// A made-up source.
pub(crate) struct MadeUp {
    pub(crate) authors: Vec<String>,
    pub(crate) title: String,
    pub(crate) year: i32,
    pub(crate) journal: String,
    pub(crate) volume: u64,
    pub(crate) issue: u64,
    pub(crate) pages: String,
    pub(crate) doi: Option<String>,
    pub(crate) abstract_text: String,
    pub(crate) keywords: Vec<String>,
    frameworks: Vec<&'static str>,
    summary: Option<String>,
}

impl Iterator for Sources {
    type Item = MadeUp;

    fn next(&mut self) -> Option<MadeUp> {
        const FRAMEWORKS: [&str; 5] =
            ["supply-side", "demand-side", "dual-customer", "combined-workplace", "support-side"];
        let numbers = &mut self.numbers;
        self.made += 1;
        let row = self.made;
        let author = |numbers: &mut Numbers| {
            let family = capital(&word(200 + numbers.below(4000)));
            format!("{family}, {}.", &capital(&word(numbers.below(20)))[..1])
        };
        let authors = (0..=numbers.below(5)).map(|_| author(numbers)).collect();
        let title = format!("{} {row}", capital(&numbers.words(12)));
        let year = 1980 + numbers.below(41) as i32;
        let journal = format!("Journal of {}", capital(&word(100 + numbers.below(600))));
        let (volume, issue) = (1 + numbers.below(60), 1 + numbers.below(6));
        let first = 1 + numbers.below(900);
        let pages = format!("{first}-{}", first + 5 + numbers.below(20));
        let doi = (numbers.below(10) > 0).then(|| format!("10.1234/kt.{row}"));
        let abstract_text = format!("{} {row}.", capital(&numbers.words(190)));
        let keywords = vec![numbers.word(), numbers.word()];
        let mut frameworks = vec![FRAMEWORKS[numbers.below(5) as usize]];
        if numbers.below(4) == 0 {
            frameworks.push(FRAMEWORKS[numbers.below(5) as usize]);
        }
        let summary = (numbers.below(3) == 0).then(|| capital(&numbers.words(30)));
        Some(MadeUp {
            authors,
            title,
            year,
            journal,
            volume,
            issue,
            pages,
            doi,
            abstract_text,
            keywords,
            frameworks,
            summary,
        })
    }
}

fn write_row(sheet: &mut Worksheet, row: u32, source: &MadeUp) -> Result<(), XlsxError> {
    sheet.write_string(row, 0, source.authors.join("; "))?;
    sheet.write_string(row, 1, &source.title)?;
    sheet.write_number(row, 2, f64::from(source.year))?;
    sheet.write_string(row, 3, &source.journal)?;
    sheet.write_number(row, 4, source.volume as f64)?;
    sheet.write_number(row, 5, source.issue as f64)?;
    sheet.write_string(row, 6, &source.pages)?;
    if let Some(doi) = &source.doi {
        sheet.write_string(row, 7, doi)?;
    }
    sheet.write_string(row, 8, &source.abstract_text)?;
    sheet.write_string(row, 9, source.keywords.join("; "))?;
    sheet.write_string(row, 10, source.frameworks.join("; "))?;
    if let Some(summary) = &source.summary {
        sheet.write_string(row, 11, summary)?;
    }
    Ok(())
}
