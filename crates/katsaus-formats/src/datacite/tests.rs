//! What DataCite gives, read.

use super::*;
use crate::found::{Found, Kept};

fn read(text: &str) -> Kept {
    let mut kept = Kept::default();
    DataCite.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
    kept
}

fn one(work: &str) -> Found {
    let mut kept = read(&format!("{{\"data\":[{{\"id\":\"10.1000/x\",\"attributes\":{{{work}}}}}],\"meta\":{{}}}}"));
    assert_eq!((kept.found.len(), kept.diagnostics.len()), (1, 0), "{work}");
    kept.found.remove(0)
}

#[test]
fn an_article_is_read() {
    let found = one(r#""doi": "10.1000/X", "types": {"resourceTypeGeneral": "Text", "resourceType": "Article"},
        "creators": [
            {"nameType": "Personal", "name": "Doe, Jane", "givenName": "Jane", "familyName": "Doe",
             "affiliation": [{"name": "Oulu"}], "nameIdentifiers": [{"nameIdentifierScheme": "ORCID",
             "nameIdentifier": "https://orcid.org/0000-0002-1825-0097"}]},
            {"nameType": "Organizational", "name": "Ministry, the"}, {"name": "Roe, R."}],
        "contributors": [{"contributorType": "Editor", "name": "Poe, E."},
            {"contributorType": "Other", "name": "Po, A."}],
        "titles": [{"title": "Ein Titel", "titleType": "TranslatedTitle"}, {"title": "A title"},
            {"title": "and more", "titleType": "Subtitle"}],
        "publisher": {"name": "A publisher"}, "publicationYear": "2018", "language": "en",
        "dates": [{"date": "2018-03-01", "dateType": "Submitted"}, {"date": "2018-12-04", "dateType": "Issued"}],
        "container": {"type": "Series", "title": "Wrong words", "firstPage": "Bd. 1"},
        "sizes": ["42–79 Seiten", "1 MB"],
        "relatedItems": [{"relationType": "IsPublishedIn", "titles": [{"title": "Journal of tests"}], "volume": 4,
            "relatedItemIdentifier": {"relatedItemIdentifier": "1052-2263", "relatedItemIdentifierType": "ISSN"}}],
        "descriptions": [{"descriptionType": "Abstract", "description": "Zwei", "lang": "de"},
            {"descriptionType": "Abstract", "description": "One", "lang": "en"},
            {"descriptionType": "Methods", "description": "Three"}],
        "subjects": [{"subject": "law"}, {"subject": "health"}], "state": "findable",
        "identifiers": [{"identifierType": "URN", "identifier": "urn:nbn:fi-1"}]"#);
    let fields = &found.content.fields;
    let get = |field: Field| fields.get(field);
    assert_eq!((get(Field::Title), get(Field::Type)), ("A title: and more".to_owned(), "article-journal".to_owned()));
    assert_eq!(get(Field::Authors), "Doe, Jane; Ministry, the; Roe, R.");
    assert_eq!(get(Field::Editors), "Poe, E.");
    assert_eq!((get(Field::Date), get(Field::Doi)), ("2018-12-04".to_owned(), "10.1000/x".to_owned()));
    assert_eq!(get(Field::Container), "Journal of tests");
    assert_eq!(get(Field::Publisher), "A publisher");
    assert_eq!((get(Field::Volume), get(Field::Pages)), ("4".to_owned(), "42-79".to_owned()));
    assert_eq!((get(Field::Abstract), get(Field::Keywords)), ("One\nZwei".to_owned(), "law; health".to_owned()));
    assert_eq!((get(Field::Issn), get(Field::Urn)), ("1052-2263".to_owned(), "urn:nbn:fi-1".to_owned()));
    let extra: Vec<(&str, &str)> = fields.extra.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(
        extra,
        [
            ("Methods", "Three"),
            ("ORCID", "Doe, Jane: 0000-0002-1825-0097"),
            ("Other", "Po, A."),
            ("Submitted", "2018-03-01"),
            ("TranslatedTitle", "Ein Titel"),
            ("affiliation", "Doe, Jane: Oulu"),
            ("container", "Wrong words"),
            ("firstPage", "Bd. 1"),
            ("resourceType", "Article"),
            ("sizes", "1 MB"),
        ]
    );
}

#[test]
fn bare_metadata_and_odd_dates_are_read() {
    let kept = read(
        r#"{"id": "https://doi.org/10.1000/y", "types": {"resourceTypeGeneral": "Dataset"}, "publisher": "A store",
        "titles": [{"title": "Only in English", "titleType": "TranslatedTitle"}], "publicationYear": "unknown",
        "dates": [{"date": "2013-05", "dateType": "Created"}], "version": "1.2"}"#,
    );
    let found = &kept.found[0];
    let fields = &found.content.fields;
    assert_eq!(fields.get(Field::Title), "Only in English");
    assert_eq!(fields.get(Field::Doi), "10.1000/y");
    assert_eq!((fields.kind.as_deref(), fields.publisher.as_deref()), (Some("dataset"), Some("A store")));
    assert_eq!((fields.year, fields.extra["version"].as_str()), (Some(2013), "1.2"));
    assert_eq!(found.diagnostics[0].code, "year");
}

#[test]
fn a_broken_work_costs_no_other() {
    let kept = read(
        "{\"data\":[{\"attributes\":{\"titles\":[{\"title\":\"A\"}]}},\n{\"attributes\":{\"titles\":[}},\n\
         {\"attributes\":{\"label\":1}},\n{\"attributes\":{\"titles\":[{\"title\":\"B\"}]}}]}",
    );
    let titles: Vec<String> = kept.found.iter().map(|found| found.content.fields.get(Field::Title)).collect();
    assert_eq!((titles, kept.diagnostics.len()), (vec!["A".to_owned(), "B".to_owned()], 2));
}

#[test]
fn it_is_told_from_other_json() {
    assert_eq!(DataCite.sniff("{\"data\":{\"id\":\"x\",\"attributes\":{\"creators\":[],\"titles\":["), Match::Sure);
    assert_eq!(DataCite.sniff("{\"types\":{\"resourceTypeGeneral\":\"Text\"}"), Match::Sure);
    assert_eq!(DataCite.sniff("{\"creators\":[],\"title\":\"A\"}"), Match::No);
}
