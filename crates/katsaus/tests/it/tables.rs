//! Tables of several sheets, and edited copies of a researcher's own table.

use crate::support::{Folder, act};
use katsaus::Review;
use katsaus::formats::sheet::{ReadSeek, Wishes};
use katsaus::formats::workbook::{Cell, Column, Sheet, workbook};
use katsaus::model::Verdict;
use katsaus::review::{ImportRequest, Outcome, Updated};

fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    let columns = rows[0].iter().map(|head| Column { head: (*head).to_owned(), ..Column::default() }).collect();
    let cell = |text: &&str| match text.parse::<f64>() {
        Ok(x) => Cell::Number(x),
        Err(_) if text.is_empty() => Cell::Blank,
        Err(_) => Cell::Text((*text).to_owned()),
    };
    let rows = rows[1..].iter().map(|row| row.iter().map(cell).collect()).collect();
    Sheet { name: name.into(), columns, rows, frozen: 0, hidden: false }
}

fn import(review: &mut Review, second: i64, by: &str, sheets: &[Sheet], wishes: Wishes) -> Outcome {
    let bytes = workbook(sheets).expect("a workbook");
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(bytes.clone()))) };
    let request =
        ImportRequest { name: "list.xlsx".into(), open: &open, wishes, found_in: None, update: None, format: None };
    let act = katsaus::Act { by: by.into(), ..act(second) };
    review.import(&act, &request, &mut ()).expect("an import")
}

fn updated(outcome: Outcome) -> Updated {
    match outcome {
        Outcome::Updated(updated) => *updated,
        other => panic!("not an edited copy: {other:?}"),
    }
}

fn new_review(folder: &Folder) -> Review {
    let text = katsaus::protocol::template("integrative", "Test").expect("a template");
    Review::init(&folder.path("review"), &text, &act(0)).expect("a review")
}

fn source(review: &Review, key: &str) -> katsaus::model::Source {
    let n = review.source_by_key(key).expect("a key");
    review.store().source(n, &review.names().expect("names")).expect("a read").expect("a source")
}

#[test]
fn one_text_on_three_sheets_is_one_source_with_three_records() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let heads: &[&str] = &["Tekijät", "Vuosi", "Otsikko", "Syy"];
    let first: &[&str] = &["Virtanen, M.", "2019", "Työnantajien näkökulma", ""];
    let second: &[&str] = &["Korhonen, L.", "2018", "Tuki työpaikalla", ""];
    let out: &[&str] = &["Virtanen, M.", "2019", "Työnantajien näkökulma", "ei koske aihetta"];
    let sheets = [
        sheet("Kierros 1", &[heads, first, second]),
        sheet("Lumipallo", &[heads, first]),
        sheet("Poissuljetut", &[heads, out]),
    ];
    import(&mut review, 1, "anna", &sheets, Wishes::default());
    let counts = review.store().counts().expect("counts");
    assert_eq!((counts.sources, counts.records), (2, 4));
    let text = source(&review, "virtanen2019");
    assert_eq!(text.identities.len(), 3);
    assert!(text.origins.iter().any(|origin| origin == "lumipallo"), "{:?}", text.origins);
    assert_eq!(text.decisions.len(), 1);
    assert_eq!(text.decisions[0].verdict, Verdict::Exclude { reasons: vec!["ei-koske-aihetta".into()] });
    assert!(review.protocol().reasons.iter().any(|(name, _)| name == "ei-koske-aihetta"));
    assert!(review.check().expect("a check").is_empty());
}

const HEADS: &[&str] = &["Nro", "Authors", "Year", "Title", "Aim of the study", "Included"];
const A: &[&str] =
    &["1", "Smith, A.", "2001", "Working life and coping at work", "To see how people cope at work", "yes"];
const B: &[&str] =
    &["2", "Doe, B.", "2002", "Natural supports in workplaces", "To describe natural supports there", "no"];
const C: &[&str] = &["3", "Poe, C.", "2003", "A new article on coping", "To review what is known of coping", "?"];

#[test]
fn a_copy_that_is_sorted_renumbered_and_grown_moves_nothing() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let renumber = |row: &[&'static str], n: &'static str| -> Vec<&'static str> {
        let mut row = row.to_vec();
        row[0] = n;
        row
    };
    let new: &[&str] = &["1", "New, N.", "2024", "Something else altogether", "", ""];
    let (c, b, a) = (renumber(C, "2"), renumber(B, "3"), renumber(A, "4"));
    let copy = updated(import(&mut review, 2, "ben", &[sheet("List", &[HEADS, new, &c, &b, &a])], Wishes::default()));
    assert_eq!(copy.written, vec![], "nothing was changed but places and numbers");
    assert_eq!(copy.new_keys, ["new2024"]);
    // Who imports the copy does not become who decided.
    assert_eq!(source(&review, "smith2001").decisions[0].by, "anna");
    // The next copy is compared with this one.
    let c2: Vec<&str> = c.iter().map(|cell| if *cell == "?" { "yes" } else { *cell }).collect();
    let copy = updated(import(&mut review, 3, "ben", &[sheet("List", &[HEADS, new, &c2, &b, &a])], Wishes::default()));
    assert_eq!(copy.written.len(), 1);
    assert_eq!(source(&review, "poe2003").decisions[0].verdict, Verdict::Include);
    assert_eq!(source(&review, "doe2002").decisions[0].verdict, Verdict::Exclude { reasons: vec![] });
    assert!(review.check().expect("a check").is_empty());
}

#[test]
fn a_head_written_anew_keeps_its_topic_and_a_column_taken_out_keeps_its_values() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let mut heads = HEADS.to_vec();
    heads[4] = "Aim";
    let copy = updated(import(&mut review, 2, "anna", &[sheet("List", &[&heads, A, B, C])], Wishes::default()));
    assert_eq!((copy.written.len(), copy.new_topics.len()), (0, 0));
    let without = |row: &[&'static str]| -> Vec<&'static str> { row[..4].to_vec() };
    let rows = [without(HEADS), without(A), without(B), without(C)];
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let copy = updated(import(&mut review, 3, "anna", &[sheet("List", &rows)], Wishes::default()));
    assert_eq!(copy.written, vec![]);
    assert_eq!(copy.columns_gone, ["Aim", "Included"]);
    let text = source(&review, "smith2001");
    assert_eq!(text.cells[0].value.as_str(), "To see how people cope at work");
    assert_eq!(text.decisions.len(), 1);
}

#[test]
fn values_that_a_programs_dates_and_errors_spoilt_are_named() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let heads: &[&str] = &["Authors", "Year", "Title", "DOI"];
    let rows: &[&[&str]] = &[
        heads,
        &["Smith, A. et al.", "in press", "A text without a year", "no doi"],
        &["Doe, B.", "2002a", "A text with a letter", "https://doi.org/10.1234/ABC"],
    ];
    let Outcome::New(imported) = import(&mut review, 1, "anna", &[sheet("List", rows)], Wishes::default()) else {
        panic!("not new");
    };
    let mut codes: Vec<&str> = imported.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["sheet-authors-cut", "sheet-doi"]);
    let text = source(&review, "smithnd");
    assert_eq!(text.fields.date.as_deref(), Some("in press"));
    assert_eq!(text.fields.extra.get("DOI").map(String::as_str), Some("no doi"));
    assert_eq!(source(&review, "doe2002").fields.doi.as_ref().map(|doi| doi.as_str()), Some("10.1234/abc"));
}
