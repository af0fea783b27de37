//! What is read, written and read again is the same: made-up entries everywhere, and real files where they are at hand.

use crate::real_files::{files, read, suites};
use katsaus_formats::any;
use katsaus_formats::convert::Converting;
use katsaus_formats::entry::{Entry, WRITERS, Writer, write_all};
use katsaus_formats::found::{Found, Kept, Sink};
use katsaus_formats::sheet::ReadSeek;
use katsaus_model::{Doi, Field, Fields, Person};
use proptest::prelude::*;

/// Formats that are read and written.
const BOTH: [&str; 5] = ["ris", "bibtex", "nbib", "endnote-xml", "csl-json"];

fn writer(id: &str) -> &'static dyn Writer {
    *WRITERS.iter().find(|writer| writer.id() == id).expect("a writer")
}

fn reread(bytes: Vec<u8>, format: &str) -> Vec<Found> {
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(bytes.clone()))) };
    let mut kept = Kept::default();
    any::read(&open, "file", Some(format), &mut kept).expect("what is written can be read");
    kept.found
}

/// What must come back: fields and notes.
fn held(found: &Found) -> (Fields, Vec<String>) {
    (found.content.fields.clone(), found.content.brought.notes.clone())
}

/// Real files through each format and back.
#[test]
fn real_files_come_back() {
    let Some(suites) = suites() else { return };
    let mut all = Vec::new();
    files(&suites, &mut all);
    all.sort();
    let mut wrong = Vec::new();
    let mut entries = 0;
    for path in &all {
        let (Ok(format), kept) = read(path, None) else { continue };
        let Some(target) = BOTH.into_iter().find(|both| *both == format) else { continue };
        let mut bytes = Vec::new();
        let mut converting = Converting::new(writer(target), &mut bytes);
        for found in &kept.found {
            let _ = converting.found(found.clone());
        }
        converting.finish().expect("memory takes all bytes");
        let again = reread(bytes, target);
        if again.len() != kept.found.len() {
            wrong.push(format!("{}: {} of {}", path.display(), again.len(), kept.found.len()));
            continue;
        }
        for (before, after) in kept.found.iter().zip(&again) {
            entries += 1;
            let (mut one, other) = (held(before), held(after));
            // An entry without an identifier gets one; a key of BibTeX cannot have blanks or be used twice.
            let plain = |id: &str| id.chars().all(|c| c.is_alphanumeric() || "-_:.+/".contains(c));
            if one.0.id.as_deref().is_none_or(|id| !plain(id) || other.0.id.as_deref() == Some(&format!("{id}-2"))) {
                one.0.id.clone_from(&other.0.id);
            }
            // PubMed's format has no lines in a value.
            if target == "nbib" {
                one.0.abstract_text = one.0.abstract_text.map(|text| text.replace('\n', " "));
            }
            // RIS has no entry without a type.
            if one.0.kind.is_none() && other.0.kind.as_deref() == Some("document") {
                one.0.kind.clone_from(&other.0.kind);
            }
            if one != other && wrong.len() < 400 {
                wrong.push(format!("{} {}: {}", path.display(), before.place, difference(&one, &other)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {entries}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(entries > 1000);
}

fn difference(one: &(Fields, Vec<String>), other: &(Fields, Vec<String>)) -> String {
    for field in Field::ALL {
        let (a, b) = (one.0.get(field), other.0.get(field));
        if a != b {
            return format!("{field}: `{a}` became `{b}`");
        }
    }
    if one.0.authors != other.0.authors {
        return format!("authors: {:?} became {:?}", one.0.authors, other.0.authors);
    }
    if one.0.id != other.0.id {
        return format!("id: {:?} became {:?}", one.0.id, other.0.id);
    }
    for (name, value) in &one.0.extra {
        if other.0.extra.get(name) != Some(value) {
            return format!("extra {name}: `{value}` became {:?}", other.0.extra.get(name));
        }
    }
    if one.1 != other.1 {
        return format!("notes: {:?} became {:?}", one.1, other.1);
    }
    format!("extra: {:?} became {:?}", one.0.extra, other.0.extra)
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-zÅÄÖåäöß][a-zåäöéñ&%_#$]{1,8}"
}

fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..5).prop_map(|words| words.join(" "))
}

fn person() -> impl Strategy<Value = Person> {
    let family = "[A-ZÅÄÖ][a-zåäö]{2,8}";
    prop_oneof![
        (family, "[A-Z]\\.( [A-Z]\\.)?").prop_map(|(family, given)| Person::new(family, given)),
        (family, "[A-Z]\\.").prop_map(|(family, given)| Person::Named {
            family,
            given,
            particle: "van der".into(),
            suffix: "Jr".into()
        }),
        family.prop_map(|name| Person::literal(format!("{name} University Hospital"))),
    ]
}

prop_compose! {
    fn fields()(
        title in line(),
        authors in prop::collection::vec(person(), 0..4),
        editors in prop::collection::vec(person(), 0..3),
        year in 1900..2030i32,
        month in 1..13u32,
        container in line(),
        volume in 1..99u32,
        pages in (1..400u32, 401..900u32),
        doi in "[a-z0-9]{3,8}",
        keywords in prop::collection::vec("[a-zåäö]{3,9}(, [a-z]{3})?", 0..4),
        abstract_text in line(),
        rare in (prop::option::of(line()), prop::option::of(line()), prop::option::of(line()), any::<bool>()),
    ) -> Fields {
        let mut fields = Fields {
            kind: Some("article-journal".into()),
            title: Some(title),
            authors,
            editors,
            year: Some(year),
            container: Some(container),
            volume: Some(volume.to_string()),
            issue: Some((volume % 7).to_string()),
            pages: Some(format!("{}-{}", pages.0, pages.1)),
            doi: Doi::parse(&format!("10.1234/{doi}")).ok(),
            abstract_text: Some(abstract_text),
            publisher: rare.0,
            series: rare.1,
            original_title: rare.2,
            issn: vec!["1052-2263".into()],
            language: Some("fi".into()),
            ..Fields::default()
        };
        if rare.3 {
            fields.date = Some(if month > 9 { format!("Spring {year}") } else { format!("{year}-{month:02}") });
        }
        fields.keywords = keywords;
        fields.keywords.sort();
        fields.keywords.dedup();
        fields
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn made_up_entries_come_back(fields in fields(), notes in prop::collection::vec(line(), 0..2)) {
        for id in BOTH {
            let entry = Entry { key: "key2001", fields: &fields, tags: &[], notes: &notes, cells: &[] };
            let mut bytes = Vec::new();
            write_all(writer(id), std::iter::once(entry), &mut bytes).expect("memory takes all bytes");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let again = reread(bytes, id);
            prop_assert_eq!(again.len(), 1, "{}", text);
            let mut expected = fields.clone();
            expected.id = Some("key2001".into());
            let mut held = held(&again[0]);
            held.0.extra.remove("entrytype");
            held.0.extra.remove("PT");
            if id == "nbib" {
                // It has no key but PubMed's own number.
                expected.id = None;
            }
            prop_assert_eq!(&held.0, &expected, "{}", text);
            prop_assert_eq!(&held.1, &notes, "{}", text);
        }
    }
}
