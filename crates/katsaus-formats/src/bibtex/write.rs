//! Writes BibTeX in UTF-8, with TeX's own signs escaped.
//!
//! It must not write a value whose braces do not balance: one such costs the reader the rest of the file.

use super::Bibtex;
use crate::entry::{Entry, Writer, Writing, iso_parts, one_line};
use katsaus_model::{Fields, Person, text};
use std::collections::HashSet;
use std::io;

impl Writer for Bibtex {
    fn id(&self) -> &'static str {
        "bib"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["bib", "bibtex"]
    }

    fn begin(&self) -> Box<dyn Writing> {
        Box::new(Keys(HashSet::new()))
    }
}

/// Keys that were used.
struct Keys(HashSet<String>);

impl Writing for Keys {
    fn entry(&mut self, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let key = free_key(safe_key(entry.key), &mut self.0);
        write_entry(&key, entry, out)
    }

    fn end(&mut self, _: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

/// A key of signs that BibTeX, biber and LaTeX all take.
fn safe_key(key: &str) -> String {
    let mut safe = String::with_capacity(key.len());
    for c in key.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+' | '/') {
            safe.push(c);
        } else {
            safe.push_str(&text::ascii(&c.to_string()));
        }
    }
    if safe.is_empty() { "source".to_owned() } else { safe }
}

/// The key, or with a number after it if an earlier entry has it: two spellings may fold to one.
fn free_key(key: String, used: &mut HashSet<String>) -> String {
    let mut free = key.clone();
    let mut number = 2_u32;
    while !used.insert(free.clone()) {
        free = format!("{key}-{number}");
        number += 1;
    }
    free
}

fn write_entry(key: &str, entry: &Entry<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let fields = entry.fields;
    let kind = entry_type(fields);
    write!(out, "@{kind}{{{key}")?;
    write_people(out, "author", &fields.authors)?;
    write_people(out, "editor", &fields.editors)?;
    if let Some(title) = &fields.title {
        raw(out, "title", &protected_title(&one_line(title)))?;
    }
    optional(out, "origtitle", fields.original_title.as_deref())?;
    optional(out, container_name(kind), fields.container.as_deref())?;
    optional(out, "series", fields.series.as_deref())?;
    write_date(out, fields)?;
    optional(out, "volume", fields.volume.as_deref())?;
    optional(out, "number", fields.issue.as_deref())?;
    optional(out, "pages", fields.pages.as_deref().map(with_double_dash).as_deref())?;
    optional(out, "edition", fields.edition.as_deref())?;
    optional(out, publisher_name(kind), fields.publisher.as_deref())?;
    optional(out, "address", fields.publisher_place.as_deref())?;
    if let Some(doi) = &fields.doi {
        raw(out, "doi", &balanced(doi.as_str()))?;
    }
    optional(out, "pmid", fields.pmid.as_deref())?;
    optional(out, "urn", fields.urn.as_deref())?;
    optional(out, "issn", joined(&fields.issn, ", ").as_deref())?;
    optional(out, "isbn", joined(&fields.isbn, ", ").as_deref())?;
    if let Some(url) = &fields.url {
        raw(out, "url", &balanced(&one_line(url)))?;
    }
    optional(out, "language", fields.language.as_deref())?;
    let words: Vec<String> = fields.keywords.iter().chain(entry.tags).cloned().collect();
    optional(out, "keywords", joined(&words, ", ").as_deref())?;
    optional(out, "abstract", fields.abstract_text.as_deref())?;
    write_remarks(out, entry)?;
    out.write_all(b"\n}\n\n")
}

pub(super) fn entry_type(fields: &Fields) -> &'static str {
    match crate::entry::csl_type(fields).unwrap_or_default() {
        "article-journal" | "article-magazine" | "article-newspaper" | "review" => "article",
        "book" => "book",
        "chapter" | "entry-encyclopedia" | "entry-dictionary" if fields.container.is_some() => "incollection",
        "chapter" => "inbook",
        "paper-conference" => "inproceedings",
        "report" => "techreport",
        "thesis" => "phdthesis",
        _ => "misc",
    }
}

fn container_name(kind: &str) -> &'static str {
    match kind {
        "incollection" | "inproceedings" | "inbook" => "booktitle",
        "misc" => "howpublished",
        _ => "journal",
    }
}

fn publisher_name(kind: &str) -> &'static str {
    match kind {
        "techreport" => "institution",
        "phdthesis" => "school",
        _ => "publisher",
    }
}

/// The year for BibTeX; a whole date for biblatex; other spellings where no style prints them.
fn write_date(out: &mut dyn io::Write, fields: &Fields) -> io::Result<()> {
    let year = fields.year.map(|year| year.to_string());
    let date = fields.date.as_deref();
    optional(out, "year", year.as_deref().or(date))?;
    match date {
        Some(date) if iso_parts(date).is_some() => optional(out, "date", Some(date)),
        Some(date) if year.is_some() => optional(out, "date-as-written", Some(date)),
        _ => Ok(()),
    }
}

/// Notes, cells and what was not understood; `annote` is printed by no usual style.
fn write_remarks(out: &mut dyn io::Write, entry: &Entry<'_>) -> io::Result<()> {
    let mut remarks: Vec<String> = entry.cells.iter().map(|(topic, text)| format!("{topic}: {text}")).collect();
    remarks.extend(entry.notes.iter().cloned());
    for (name, value) in &entry.fields.extra {
        if is_free_name(name) {
            optional(out, name, Some(value))?;
        } else {
            remarks.push(format!("{name}: {value}"));
        }
    }
    optional(out, "annote", joined(&remarks, " | ").as_deref())
}

/// Whether a name can be a field of its own beside those that are written anyway.
fn is_free_name(name: &str) -> bool {
    const OWN: &[&str] = &[
        "author",
        "editor",
        "title",
        "origtitle",
        "booktitle",
        "howpublished",
        "journal",
        "series",
        "year",
        "date",
        "date-as-written",
        "volume",
        "number",
        "pages",
        "edition",
        "publisher",
        "institution",
        "school",
        "address",
        "doi",
        "pmid",
        "urn",
        "issn",
        "isbn",
        "url",
        "language",
        "keywords",
        "abstract",
        "annote",
    ];
    let fits = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
    let letter = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    name.len() > 2 && fits && letter && !OWN.contains(&name)
}

fn joined(values: &[String], separator: &str) -> Option<String> {
    (!values.is_empty()).then(|| values.join(separator))
}

/// `157-168` as TeX sets ranges.
fn with_double_dash(pages: &str) -> String {
    pages.replace("--", "-").replace('-', "--")
}

fn write_people(out: &mut dyn io::Write, name: &str, people: &[Person]) -> io::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = people.iter().map(bibtex_name).collect();
    raw(out, name, &names.join(" and "))
}

/// `von Family, Jr, Given`; what BibTeX must not take apart stands in braces.
fn bibtex_name(person: &Person) -> String {
    let (family, given, particle, suffix) = match person {
        Person::Literal { literal } => return format!("{{{}}}", escaped(&one_line(literal))),
        Person::Named { family, given, particle, suffix } => (family, given, particle, suffix),
    };
    let alone = given.is_empty() && particle.is_empty() && suffix.is_empty();
    let family = name_part(family, alone);
    let mut name = if particle.is_empty() { family } else { format!("{} {family}", name_part(particle, false)) };
    if !suffix.is_empty() {
        name.push_str(", ");
        name.push_str(&name_part(suffix, false));
    }
    if !given.is_empty() || !suffix.is_empty() {
        name.push_str(", ");
        name.push_str(&name_part(given, false));
    }
    name.trim_end().to_owned()
}

/// A part of a name, in braces if it holds what would part it (a comma, `and`), or blanks and has to stay whole.
fn name_part(part: &str, whole: bool) -> String {
    let part = one_line(part);
    let parted = part.contains(',') || part.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
    if parted || (whole && part.contains(' ')) { format!("{{{}}}", escaped(&part)) } else { escaped(&part) }
}

/// TeX's own signs in text. Braces become commands, since readers count even escaped ones.
fn escaped(value: &str) -> String {
    let mut tex = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        match c {
            '#' | '$' | '%' | '&' | '_' => {
                tex.push('\\');
                tex.push(c);
            }
            '{' => tex.push_str("\\textbraceleft{}"),
            '}' => tex.push_str("\\textbraceright{}"),
            '~' => tex.push_str("\\textasciitilde{}"),
            '^' => tex.push_str("\\textasciicircum{}"),
            '\\' => tex.push_str("\\textbackslash{}"),
            _ => tex.push(c),
        }
    }
    tex
}

/// A DOI or web address: as it stands, unless its braces do not balance.
fn balanced(value: &str) -> String {
    let mut depth = 0_i64;
    let mut good = true;
    for c in value.chars() {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        good &= depth >= 0;
    }
    if good && depth == 0 { value.to_owned() } else { value.replace('{', "%7B").replace('}', "%7D") }
}

/// The title with words in braces whose capitals BibTeX would lower: `PRISMA`, `mHealth`, `vitamin D`.
fn protected_title(title: &str) -> String {
    let shouted = !title.chars().any(char::is_lowercase);
    let words: Vec<String> = title
        .split(' ')
        .enumerate()
        .map(|(at, word)| if shouted { escaped(word) } else { protected_word(word, at == 0) })
        .collect();
    words.join(" ")
}

fn protected_word(word: &str, first: bool) -> String {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let inner_capital = core.chars().skip(1).any(char::is_uppercase);
    let letter = core.chars().count() == 1 && core.chars().all(char::is_uppercase) && core != "A" && !first;
    if !inner_capital && !letter {
        return escaped(word);
    }
    match word.split_once(core) {
        Some((before, after)) => format!("{}{{{}}}{}", escaped(before), escaped(core), escaped(after)),
        None => escaped(word),
    }
}

/// One field with its value escaped; an absent or empty one writes nothing.
fn optional(out: &mut dyn io::Write, name: &str, value: Option<&str>) -> io::Result<()> {
    match value {
        Some(value) => raw(out, name, &escaped(&one_line(value))),
        None => Ok(()),
    }
}

/// One field with a value that is TeX already.
fn raw(out: &mut dyn io::Write, name: &str, value: &str) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    write!(out, ",\n  {name} = {{{value}}}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::samples::{empty, odd, rich, written};

    #[test]
    fn a_rich_entry() {
        let expected = "\
@article{luecking2008,
  author = {Luecking, R. G. and van der Vaart, Jr, T. W. and {Kela}},
  title = {Working relationships: a {PRISMA} review},
  journal = {Journal of Vocational Rehabilitation},
  year = {2008},
  date = {2008-05-03},
  volume = {12},
  number = {3},
  pages = {157--168},
  doi = {10.3233/jvr-201095},
  pmid = {12345678},
  issn = {1052-2263},
  url = {https://example.org/a_b},
  language = {en},
  keywords = {employment, disability, framework/demand-side},
  abstract = {First line. Second line.},
  annote = {Method: Interviews and notes | Read twice.}
}

";
        assert_eq!(written(&Bibtex, &[rich()]), expected);
    }

    #[test]
    fn odd_signs_are_escaped() {
        let expected = "\
@incollection{froylandnd,
  author = {Frøyland, Å.},
  editor = {Doe, J.},
  title = {50\\% of {R\\&D\\_costs} \\textbraceleft{}in\\textbraceright{} \\#1 *bold* <b> \
\\textasciitilde{}x\\textasciicircum{}2 \\textbackslash{} \\$5},
  booktitle = {Work \\& life},
  year = {n.d.},
  publisher = {Sage},
  address = {London},
  isbn = {978-1-4462-0000-1},
  shelf = {B 12},
  annote = {C1: Oslo}
}

";
        assert_eq!(written(&Bibtex, &[odd()]), expected);
    }

    #[test]
    fn an_empty_entry_and_keys_that_fold_to_one() {
        assert_eq!(written(&Bibtex, &[empty(), empty()]), "@misc{nd\n}\n\n@misc{nd-2\n}\n\n");
        assert_eq!(written(&Bibtex, &[]), "");
        assert_eq!(safe_key("{},%"), "source");
    }

    #[test]
    fn names_stay_whole() {
        assert_eq!(bibtex_name(&Person::new("Van Dung", "")), "{Van Dung}");
        assert_eq!(bibtex_name(&Person::new("van der Vaart", "T.W.")), "van der Vaart, T.W.");
        assert_eq!(bibtex_name(&Person::literal("Health and Safety & Co")), "{Health and Safety \\& Co}");
        assert_eq!(bibtex_name(&Person::new("Quinn", "")), "Quinn");
    }

    #[test]
    fn braces_of_addresses_balance() {
        assert_eq!(balanced("https://x.org/{a}_%20"), "https://x.org/{a}_%20");
        assert_eq!(balanced("https://x.org/}{"), "https://x.org/%7D%7B");
    }

    #[test]
    fn capitals_are_kept_where_they_matter() {
        assert_eq!(
            protected_title("A mHealth trial of (COVID-19) and vitamin D"),
            "A {mHealth} trial of ({COVID-19}) and vitamin {D}"
        );
        assert_eq!(protected_title("SYRINGOMYELIA IN SPANIELS"), "SYRINGOMYELIA IN SPANIELS");
    }
}
