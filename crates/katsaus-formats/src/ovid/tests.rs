//! Ovid's files, read.

use super::*;
use crate::found::Kept;
use katsaus_model::Place;

fn read(text: &str) -> Kept {
    let mut kept = Kept::default();
    Ovid.read(&mut Input::new(text.as_bytes()), &mut kept).expect("memory can be read");
    kept
}

#[test]
fn tags_are_read() {
    let text = "<1. >\nVN  - Ovid Technologies\nDB  - PsycINFO\nSCORE  - *****\nAN  - Peer Reviewed Journal: 2015-1.\n\
                AU  - Doe, Jane MD, PhD 1,2\nAU  - ROE, Ann.\nIN  - Oulu\n\n      Kuopio\nTI  - A title that\n      \
                goes on. [References].\nSO  - Journal of tests. Vol.43(5), Sep 2015, pp. 562-577.\nIS  - 1052-2263\n\
                DT  - Journal Article\nDO  - http://dx.doi.org/10.1000/x\nID  - work, law\nMH  - *Health\n\
                PU  - Sage; United Kingdom\nLG  - English.\nYR  - 2015\n\n<2. >\nTI - Another title\nYR - 2016\n";
    assert_eq!(Ovid.sniff(text), Match::Sure);
    let kept = read(text);
    assert_eq!((kept.found.len(), kept.diagnostics.len()), (2, 0));
    assert_eq!(kept.found[1].place, Place::Line { line: 23 });
    let fields = &kept.found[0].content.fields;
    let get = |field: Field| fields.get(field);
    assert_eq!((fields.id.as_deref(), get(Field::Authors)), (Some("2015-1"), "Doe, Jane; ROE, Ann".to_owned()));
    assert_eq!(get(Field::Title), "A title that goes on");
    assert_eq!(get(Field::Type), "article-journal");
    assert_eq!((get(Field::Container), get(Field::Volume)), ("Journal of tests".to_owned(), "43".to_owned()));
    assert_eq!((get(Field::Pages), get(Field::Date)), ("562-577".to_owned(), "2015-09".to_owned()));
    assert_eq!((get(Field::Doi), get(Field::Keywords)), ("10.1000/x".to_owned(), "work; law; Health".to_owned()));
    assert_eq!((get(Field::Publisher), get(Field::Language)), ("Sage".to_owned(), "English".to_owned()));
    assert_eq!(fields.extra["IN"], "Oulu\nKuopio");
    assert_eq!(fields.extra["TI"], "References");
    assert_eq!(kept.found[1].content.fields.year, Some(2016));
}

#[test]
fn fields_in_words_are_read() {
    let text = "<1>\nScore\n  *****\nAuthor\n  Doe, Jane Ann RN; PhD 1\nTitle  \n  A title.[Article]\n \nSource\n  \
                Journal of tests.   28(2):103-106, April 2015.\nAbstract\n  One\n  text\nShelf mark\n  B 12\n  C 3\n\
                <2>\nTitle\n  A book\nChapter Title\n  A chapter\n";
    assert_eq!(Ovid.sniff(text), Match::Sure);
    let kept = read(text);
    assert_eq!((kept.found.len(), kept.diagnostics.len()), (2, 0));
    let fields = &kept.found[0].content.fields;
    let get = |field: Field| fields.get(field);
    assert_eq!((get(Field::Authors), get(Field::Title)), ("Doe, Jane Ann".to_owned(), "A title".to_owned()));
    assert_eq!((get(Field::Container), get(Field::Issue)), ("Journal of tests".to_owned(), "2".to_owned()));
    assert_eq!((get(Field::Date), get(Field::Abstract)), ("2015-04".to_owned(), "One text".to_owned()));
    assert_eq!(fields.extra["Shelf mark"], "B 12\nC 3");
    let fields = &kept.found[1].content.fields;
    assert_eq!((fields.title.as_deref(), fields.container.as_deref()), (Some("A chapter"), Some("A book")));
    assert_eq!(fields.kind.as_deref(), Some("chapter"));
}

#[test]
fn books_and_odd_entries_are_read() {
    let kept = read(
        "a stray line\n<1. >\nDB  - Books@Ovid\nED  - Doe, John W.;  Roe, Ann\nTI  - A book\nYR  - soon\n<2. >\n\
         <3. >\nPT  - Book Chapter\nSO  - Poe, E. [Editor]. A book of tests.:371-397, 2004.\nDI  - none\n",
    );
    assert_eq!((kept.found.len(), kept.diagnostics.len()), (3, 1));
    assert_eq!(kept.diagnostics[0].code, "outside");
    let fields = &kept.found[0].content.fields;
    assert_eq!(fields.kind.as_deref(), Some("book"));
    assert_eq!(fields.get(Field::Editors), "Doe, John W.; Roe, Ann");
    assert_eq!(kept.found[0].diagnostics[0].code, "year");
    let fields = &kept.found[2].content.fields;
    assert_eq!((fields.kind.as_deref(), fields.container.as_deref()), (Some("chapter"), Some("A book of tests")));
    assert_eq!((fields.get(Field::Editors), fields.year), ("Poe, E.".to_owned(), Some(2004)));
    let codes: Vec<&str> = kept.found[2].diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["doi", "no-title"]);
}

#[test]
fn titles_lose_what_databases_add() {
    assert_eq!(title("A title. [References]."), ("A title", "References"));
    assert_eq!(title("A title?  [Article]"), ("A title?", "Article"));
    assert_eq!(title("[A title in another language.]"), ("[A title in another language.]", ""));
    assert_eq!(title("Effects of [kappa]."), ("Effects of [kappa]", ""));
}

#[test]
fn it_is_told_from_other_texts() {
    assert_eq!(Ovid.sniff("\n <7. >\n VN  - Ovid Technologies\n"), Match::Sure);
    assert_eq!(Ovid.sniff("1. \nTY  - JOUR\n"), Match::No);
    assert_eq!(Ovid.sniff("<1>\nsome words\n"), Match::No);
    assert_eq!(Ovid.sniff(""), Match::No);
}
