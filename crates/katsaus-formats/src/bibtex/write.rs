//! Writes BibTeX in UTF-8, with TeX's own signs escaped.
//!
//! It must not write a value whose braces do not balance: one such costs the reader the rest of the file.

use super::{Bibtex, csl_type};
use crate::entry::{BIBTEX_KIND, Entry, OTHERS, Writer, Writing, iso_parts, joined_keywords, one_line};
use katsaus_model::{Fields, Person, text};
use std::collections::HashSet;
use std::io;

impl Writer for Bibtex {
    fn id(&self) -> &'static str {
        "bibtex"
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

/// A key of signs that biber and LaTeX take; letters stay what they are.
fn safe_key(key: &str) -> String {
    let mut safe = String::with_capacity(key.len());
    for c in key.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+' | '/') {
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
    let kind = entry_kind(fields);
    write!(out, "@{kind}{{{key}")?;
    let others = fields.extra.get(OTHERS).map(String::as_str).unwrap_or_default();
    for (name, people) in [("author", &fields.authors), ("editor", &fields.editors)] {
        write_people(out, name, people, others.split('\n').any(|of| of == name))?;
    }
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
    optional(out, "keywords", Some(&joined_keywords(fields, entry.tags)))?;
    if let Some(text) = &fields.abstract_text {
        raw(out, "abstract", &paragraphs(text))?;
    }
    write_remarks(out, entry)?;
    out.write_all(b"\n}\n\n")
}

/// The kind of entry: the one that it came with, else what its type asks for.
fn entry_kind(fields: &Fields) -> &str {
    let fits = |kind: &str| kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !kind.is_empty();
    match fields.extra.get(BIBTEX_KIND) {
        Some(kind) if fits(kind) && csl_type(kind, None) == fields.kind.as_deref() => kind,
        _ => entry_type(fields),
    }
}

fn entry_type(fields: &Fields) -> &'static str {
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
        "article" | "suppperiodical" | "periodical" => "journal",
        "misc" => "howpublished",
        "book" | "collection" | "proceedings" | "reference" | "manual" => "maintitle",
        kind if kind.starts_with("mv") => "maintitle",
        kind if kind.starts_with("in") || kind.starts_with("supp") || kind == "conference" => "booktitle",
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

/// Notes, cells and what was not understood; `annote` is printed by no usual style. What came from BibTeX is TeX still.
fn write_remarks(out: &mut dyn io::Write, entry: &Entry<'_>) -> io::Result<()> {
    let mut remarks: Vec<String> = entry.cells.iter().map(|(topic, text)| format!("{topic}: {text}")).collect();
    remarks.extend(entry.notes.iter().cloned());
    let is_tex = entry.fields.extra.contains_key(BIBTEX_KIND);
    for (name, value) in &entry.fields.extra {
        match name.as_str() {
            BIBTEX_KIND | OTHERS => {}
            name if is_tex && is_balanced(value) => raw(out, name, value.trim())?,
            name if is_free_name(name) => optional(out, name, Some(value))?,
            name => remarks.push(format!("{name}: {value}")),
        }
    }
    for (at, remark) in remarks.iter().enumerate() {
        let name = if at == 0 { "annote".to_owned() } else { format!("annote-{}", at + 1) };
        raw(out, &name, &paragraphs(remark))?;
    }
    Ok(())
}

/// A text of several lines: a blank line stands between its paragraphs.
fn paragraphs(text: &str) -> String {
    let parts = text.split('\n').map(one_line).filter(|part| !part.is_empty());
    parts.map(|part| escaped(&part)).collect::<Vec<_>>().join("\n\n")
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

fn write_people(out: &mut dyn io::Write, name: &str, people: &[Person], others: bool) -> io::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let mut names: Vec<String> = people.iter().map(bibtex_name).collect();
    names.extend(others.then(|| "others".to_owned()));
    raw(out, name, &names.join(" and "))
}

/// `von Family, Jr, Given`; what BibTeX must not take apart stands in braces.
fn bibtex_name(person: &Person) -> String {
    // The plainest way that a reader takes apart as it was put together.
    let ways: Vec<String> = match person {
        Person::Literal { literal } => {
            let text = escaped(&one_line(literal));
            vec![format!("{{{text}}}"), format!("{{{{{text}}}}}")]
        }
        Person::Named { family, given, particle, suffix } => {
            let name = |braced: fn(&str) -> String, all: bool| {
                let other: fn(&str) -> String = if all { braced } else { plain_part };
                let mut name = match (particle.is_empty(), family.is_empty()) {
                    (true, _) => braced(family),
                    (false, true) => other(particle),
                    (false, false) => format!("{} {}", other(particle), braced(family)),
                };
                for part in [suffix, given] {
                    if !part.is_empty() || !suffix.is_empty() && std::ptr::eq(part, given) {
                        name.push_str(", ");
                        name.push_str(&other(part));
                    }
                }
                name.trim_end().to_owned()
            };
            vec![name(plain_part, false), name(braced_part, false), name(braced_part, true)]
        }
    };
    let stays = |way: &&String| matches!(super::names::people(way), (people, false) if people.as_slice() == std::slice::from_ref(person));
    // A family name of two words alone comes back as a body, whole all the same; one with its particle in it, in parts.
    let particle = ways[0].starts_with(char::is_lowercase);
    ways.iter().find(stays).unwrap_or(&ways[usize::from(!particle)]).clone()
}

fn plain_part(part: &str) -> String {
    escaped(&one_line(part))
}

fn braced_part(part: &str) -> String {
    format!("{{{}}}", plain_part(part))
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
    if is_balanced(value) { value.to_owned() } else { value.replace('{', "%7B").replace('}', "%7D") }
}

fn is_balanced(value: &str) -> bool {
    let mut depth = 0_i64;
    for byte in value.bytes() {
        depth += match byte {
            b'{' => 1,
            b'}' => -1,
            _ => 0,
        };
        if depth < 0 {
            return false;
        }
    }
    depth == 0
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
  abstract = {First line.

Second line.},
  annote = {Method: Interviews

and notes},
  annote-2 = {Read twice.}
}

";
        assert_eq!(written(&Bibtex, &[rich()]), expected);
    }

    #[test]
    fn odd_signs_are_escaped() {
        let expected = "\
@incollection{frøylandnd,
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
        assert_eq!(bibtex_name(&Person::new("Vázques de Parga", "Luis")), "{Vázques de Parga}, Luis");
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
