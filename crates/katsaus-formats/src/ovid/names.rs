//! Names as Ovid writes them: of people, with marks, degrees and roles behind them, and of fields, in whole words.
//!
//! It must not take initials for a degree: a given name is always left.

use crate::tagged::Tag;

/// Degrees and memberships that stand behind a name. Others are known by their many capitals.
const DEGREES: [&str; 55] = [
    "MD", "PhD", "MPH", "RN", "MSc", "BSc", "MSN", "BSN", "DrPH", "DO", "DDS", "DMD", "MBBS", "MBChB", "MB", "BCh",
    "ChB", "FRCP", "FRCS", "FACS", "FACP", "FAAN", "EdD", "PsyD", "PharmD", "ScD", "DSc", "DPhil", "MA", "MS", "BA",
    "BS", "MBA", "JD", "LLM", "RPh", "DPT", "OTR", "CNM", "MSW", "MEd", "DVM", "DNP", "MHS", "MHSc", "MPhil", "MRCP",
    "DNSc", "DSN", "MScN", "BN", "Dr", "FACSM", "FAHA", "FACC",
];

/// Fields by the names that Ovid writes out, in small letters, and their tags.
const FIELDS: [(&str, &str); 66] = [
    ("abstract", "AB"),
    ("accession number", "AN"),
    ("affiliation", "IN"),
    ("author", "AU"),
    ("author affiliation", "IN"),
    ("author keywords", "KW"),
    ("author(s)", "AU"),
    ("authors", "AU"),
    ("authors full name", "AU"),
    ("book title", "BT"),
    ("chapter title", "CT"),
    ("country of publication", "CP"),
    ("database", "DB"),
    ("date of publication", "DP"),
    ("descriptors", "DE"),
    ("digital object identifier", "DO"),
    ("document type", "DT"),
    ("doi", "DO"),
    ("doi number", "DO"),
    ("edition", "ET"),
    ("editor", "ED"),
    ("editors", "ED"),
    ("electronic issn", "IT"),
    ("institution", "IN"),
    ("isbn", "IB"),
    ("issn", "IS"),
    ("issn electronic", "IT"),
    ("issn linking", "IS"),
    ("issn print", "IS"),
    ("issue", "IP"),
    ("issue number", "IP"),
    ("issue/part", "IP"),
    ("journal", "JN"),
    ("journal name", "JN"),
    ("journal title", "JN"),
    ("key concepts", "ID"),
    ("key words", "KW"),
    ("keyword", "KW"),
    ("keyword heading", "KW"),
    ("keywords", "KW"),
    ("language", "LG"),
    ("mesh headings", "MH"),
    ("mesh subject headings", "MH"),
    ("original title", "OT"),
    ("page", "PG"),
    ("page numbers", "PG"),
    ("pages", "PG"),
    ("pmid", "PM"),
    ("publication date", "DP"),
    ("publication type", "PT"),
    ("publication types", "PT"),
    ("publication year", "YR"),
    ("published", "DP"),
    ("publisher", "PU"),
    ("pubmed id", "PM"),
    ("pubmed identifier", "PM"),
    ("score", "**"),
    ("source", "SO"),
    ("subject headings", "MH"),
    ("title", "TI"),
    ("translated title", "TT"),
    ("unique identifier", "UI"),
    ("url", "UR"),
    ("volume", "VO"),
    ("year", "YR"),
    ("year of publication", "YR"),
];

/// The tag of a field that was named in whole words; a sign behind it tells it from a tag that was written as such.
pub(super) fn tag_of(name: &str) -> Option<Tag> {
    let lower = name.trim().to_lowercase();
    let (_, tag) = FIELDS.iter().find(|(known, _)| *known == lower)?;
    match tag.as_bytes() {
        [first, second] => Some([*first, *second, b' ', b':']),
        _ => None,
    }
}

/// A person, and whether the name is said to be an editor's.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) is_editor: bool,
}

/// All people of a value: `Doe, Jane MD, PhD 1,2; Roe, R. [Ed]`.
pub(super) fn people(value: &str) -> Vec<Named> {
    let mut people = Vec::new();
    for one in parted(value) {
        let (name, roles) = without_brackets(one);
        if let Some(name) = bare(&name) {
            people.push(Named { name, is_editor: roles.to_lowercase().starts_with("ed") });
        }
    }
    people
}

/// The parts between semicolons that stand in no bracket; without any, those between wide blanks.
fn parted(value: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut depth) = (0, 0usize);
    for (at, sign) in value.char_indices() {
        match sign {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => {
                parts.push(&value[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&value[from..]);
    if let [one] = parts[..]
        && one.trim().contains("  ")
        && !one.contains(',')
    {
        return one.split("  ").collect();
    }
    parts
}

/// A name, and what stands in brackets behind it.
fn without_brackets(text: &str) -> (String, &str) {
    match text.split_once('[') {
        Some((name, behind)) => {
            let (inside, rest) = behind.split_once(']').unwrap_or((behind, ""));
            (format!("{name}{}", rest.split('[').next().unwrap_or_default()), inside)
        }
        None => (text.to_owned(), ""),
    }
}

/// A name without marks, degrees and the point that ends the line; nothing if nothing is left.
fn bare(text: &str) -> Option<String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    pop_marks(&mut words);
    let comma = words.iter().position(|word| word.ends_with(','));
    match comma {
        Some(comma) => {
            let is_loud = words.iter().take(comma + 1).all(|word| is_capitals(word));
            while words.len() > comma + 2 && words.last().is_some_and(|word| is_degree(word, is_loud)) {
                words.pop();
                pop_marks(&mut words);
            }
        }
        // What a semicolon parted from the name before it.
        None if words.iter().all(|word| is_degree(word, true)) => return None,
        None => {}
    }
    let name = words.join(" ");
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '*' | '+'));
    let name = without_point(name.trim());
    (!name.is_empty()).then(|| name.to_owned())
}

/// Takes away what has no letter: numbers of institutions, signs of notes.
fn pop_marks(words: &mut Vec<&str>) {
    while words.last().is_some_and(|word| !word.contains(char::is_alphabetic)) {
        words.pop();
    }
}

/// Whether a word is a degree. Where the family name is in capitals, capitals tell nothing.
fn is_degree(word: &str, is_loud: bool) -> bool {
    let plain = word.trim_matches([',', ';', '(', ')']).replace('.', "");
    DEGREES.contains(&plain.as_str()) || !is_loud && plain.len() > 3 && is_capitals(&plain)
}

fn is_capitals(word: &str) -> bool {
    word.contains(char::is_alphabetic) && !word.contains(char::is_lowercase)
}

/// Without the full stop that ends the line; the one of an initial stays, if the other initials have theirs.
fn without_point(name: &str) -> &str {
    let Some(bare) = name.strip_suffix('.') else { return name };
    let mut words = bare.split(' ').rev();
    let is_initial = |word: &str| word.chars().count() == 1;
    let (last, before) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_initials = is_initial(last) && !is_initial(before) || bare.contains('.');
    if is_initials || matches!(last, "Jr" | "Sr") { name } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_is_no_part_of_them() {
        for (value, expected) in [
            ("Doe, Jane B. [Inventor, Reprint Author]", vec!["Doe, Jane B."]),
            ("Doe, J. [Author; E-mail: doe@example.org]", vec!["Doe, J."]),
            ("Doe, James A. Ph.D., FACSM", vec!["Doe, James A."]),
            ("Doe, Wei 1,2,+", vec!["Doe, Wei"]),
            ("Doe, Barbara MD, PhD *", vec!["Doe, Barbara"]),
            ("Doe, MB", vec!["Doe, MB"]),
            ("van der Doe, MD", vec!["van der Doe, MD"]),
            ("DOE, MIKKO", vec!["DOE, MIKKO"]),
            ("DOE, Mikko.", vec!["DOE, Mikko"]),
            ("DOE, Mi D M.", vec!["DOE, Mi D M"]),
            ("Doe, Jane Ann RN; PhD; FAAN 1", vec!["Doe, Jane Ann"]),
            ("Doe, John W.;  Roe, Ann", vec!["Doe, John W.", "Roe, Ann"]),
            ("Doe J  Roe A", vec!["Doe J", "Roe A"]),
            ("Doe J.", vec!["Doe J."]),
            ("-", vec![]),
        ] {
            let found: Vec<String> = people(value).into_iter().map(|one| one.name).collect();
            assert_eq!(found, expected, "{value}");
        }
        assert_eq!(people("Doe, J. [Ed]"), [Named { name: "Doe, J.".into(), is_editor: true }]);
    }

    #[test]
    fn fields_are_known_by_their_names() {
        assert_eq!(tag_of(" Title "), Some(*b"TI :"));
        assert_eq!(tag_of("Shelf"), None);
    }
}
