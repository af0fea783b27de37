//! An author and a year in the name of a file.
//!
//! It must not guess: a name with two years tells neither.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that begin names of families.
const PARTICLES: [&str; 24] = [
    "af", "al", "av", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le",
    "ter", "ten", "van", "vom", "von", "zu", "zur",
];
/// Words that names of files have for the file itself.
const NO_AUTHORS: [&str; 22] = [
    "article",
    "artikkeli",
    "author",
    "copy",
    "doc",
    "document",
    "download",
    "draft",
    "file",
    "final",
    "fulltext",
    "full",
    "text",
    "kopio",
    "main",
    "manuscript",
    "paper",
    "pdf",
    "raportti",
    "report",
    "the",
    "thesis",
];

/// The family name of the first author, as written, and the year that the name of a file tells: `Gilbride et al. - 2003
/// - Employers.pdf`. `None` if there is not exactly one year from 1900 to 2100, or no name.
pub fn author_year(file_name: &str) -> Option<(String, i32)> {
    let name: String = file_name.rsplit(['/', '\\']).next()?.nfc().collect();
    let stem = without_ending(&name);
    // A DOI as a name.
    if stem.starts_with("10.") && stem.bytes().skip(3).take(4).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = year(stem)?;
    Some((family(stem)?, year))
}

/// The name without `.pdf`; `Smith et al. 2003` has no ending.
fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => name,
    }
}

fn is_ending(ending: &str) -> bool {
    ending.len() <= 5
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The only year there is: four digits with no other beside them.
fn year(stem: &str) -> Option<i32> {
    let runs = stem.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let mut years = runs.filter_map(|run| run.parse().ok()).filter(|year| (1900..=2100).contains(year));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

fn family(stem: &str) -> Option<String> {
    // `van der Berg, J. 2010`: a comma tells where the family ends.
    if let Some((before, _)) = stem.split_once(',') {
        let words: Vec<&str> = words(before).collect();
        if !words.is_empty() && words.len() <= 4 {
            return Some(words.join(" "));
        }
    }
    let mut family: Vec<&str> = Vec::new();
    for word in words(stem) {
        family.push(word);
        if !is_one_of(&PARTICLES, word) {
            break;
        }
    }
    (!family.is_empty()).then(|| family.join(" "))
}

/// The words that may be of a name: initials and words for files are none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphabetic() || is_combining_mark(c) || is_joint(c)))
        .map(|word| word.trim_matches(is_joint))
        .filter(|word| word.chars().nth(1).is_some() && !is_one_of(&NO_AUTHORS, word))
}

/// Signs inside of names.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\'' | '’')
}

fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_tell_author_and_year() {
        for (name, family, year) in [
            ("Luecking_2008.pdf", "Luecking", 2008),
            ("luecking2008.pdf", "luecking", 2008),
            ("Gilbride et al. - 2003 - Employers attitudes.pdf", "Gilbride", 2003),
            ("2003 Gilbride.pdf", "Gilbride", 2003),
            ("Frøyland, K. (2019a).pdf", "Frøyland", 2019),
            ("van der Berg, J. 2010.docx", "van der Berg", 2010),
            ("De Smet_2010.pdf", "De Smet", 2010),
            ("Smith-Jones & O'Brien-2011.pdf", "Smith-Jones", 2011),
            ("J. O’Brien 2011", "O’Brien", 2011),
            ("Smith et al. 2003", "Smith", 2003),
            ("files/Ja\u{308}rvinen ym. 2020 (Kela 2020).html", "Järvinen", 2020),
            ("article Wu 2010 (1).pdf", "Wu", 2010),
        ] {
            assert_eq!(author_year(name), Some((family.to_owned(), year)), "{name}");
        }
    }

    #[test]
    fn other_names_tell_nothing() {
        for name in [
            "1-s2.0-S0891422219300010-main.pdf",
            "10.1016_j.rasd.2019.01.002.pdf",
            "Smith 2003 - Attitudes in 1998.pdf",
            "2003.pdf",
            "20030512 Smith.pdf",
            "fulltext 2003.pdf",
            "Smith.pdf",
            "",
            ".",
        ] {
            assert_eq!(author_year(name), None, "{name}");
        }
    }
}
