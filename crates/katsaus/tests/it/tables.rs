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
    let request = ImportRequest {
        name: "list.xlsx".into(),
        open: &open,
        wishes,
        found_in: None,
        update: None,
        format: None,
        repair: false,
        dedup: true,
    };
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

fn verdicts(review: &Review, key: &str) -> Vec<(String, Verdict)> {
    let mut all: Vec<(String, Verdict)> =
        source(review, key).decisions.into_iter().map(|decision| (decision.by, decision.verdict)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// Tables here leave texts out without saying why, which `check` lists; it finds nothing else.
#[track_caller]
fn assert_undamaged(review: &Review) {
    let faults = review.check().expect("a check").into_iter().filter(|fault| fault.code != "reason");
    assert_eq!(faults.collect::<Vec<_>>(), []);
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
    assert_undamaged(&review);
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
    // Anna's verdict stays hers; what the copy says now is Ben's.
    let decisions: Vec<(String, Verdict)> = verdicts(&review, "poe2003");
    assert_eq!(decisions, [("anna".to_owned(), Verdict::Unsure), ("ben".to_owned(), Verdict::Include)]);
    assert_eq!(source(&review, "doe2002").decisions[0].verdict, Verdict::Exclude { reasons: vec![] });
    assert_undamaged(&review);
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

#[test]
fn a_row_moved_or_copied_to_another_sheet_makes_no_new_source() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let (first, out) = (sheet("Kierros 1", &[HEADS, A, B, C]), sheet("Poissuljetut", &[HEADS, D]));
    import(&mut review, 1, "anna", &[first, out], Wishes::default());
    // B moves, A is copied.
    let (first, out) = (sheet("Kierros 1", &[HEADS, A, C]), sheet("Poissuljetut", &[HEADS, D, B, A]));
    let copy = updated(import(&mut review, 2, "anna", &[first, out], Wishes::default()));
    assert_eq!(copy.gone, Vec::<String>::new());
    let counts = review.store().counts().expect("counts");
    assert_eq!((counts.sources, counts.records), (4, 5));
    assert_undamaged(&review);
}

const D: &[&str] = &["9", "Roe, D.", "2005", "Employers and their fears", "To ask employers about fears", "no"];

#[test]
fn a_sheet_that_is_called_something_else_is_the_same_sheet() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let copy = updated(import(&mut review, 2, "anna", &[sheet("Final list", &[HEADS, A, B, C])], Wishes::default()));
    assert_eq!((copy.rows, copy.written.len(), copy.records), (3, 0, 0));
}

#[test]
fn sheets_that_are_all_called_something_else_are_the_same_sheets() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let (one, two): (&[&[&str]], &[&[&str]]) = (&[HEADS, A, B], &[HEADS, C, D]);
    import(&mut review, 1, "anna", &[sheet("In", one), sheet("Out of it", two)], Wishes::default());
    let copy = updated(import(&mut review, 2, "anna", &[sheet("First", one), sheet("Second", two)], Wishes::default()));
    assert_eq!((copy.rows, copy.written.len(), copy.records), (4, 0, 0));
}

#[test]
fn a_row_replaced_by_another_text_is_gone_and_new() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let other: &[&str] =
        &["2", "Lund, L.", "2011", "Wage subsidies in Denmark", "To count subsidies in Denmark", "yes"];
    let copy = updated(import(&mut review, 2, "anna", &[sheet("List", &[HEADS, A, other, C])], Wishes::default()));
    assert_eq!((copy.gone, copy.new_keys), (vec!["doe2002".to_owned()], vec!["lund2011".to_owned()]));
    assert_eq!(source(&review, "doe2002").fields.title.as_deref(), Some("Natural supports in workplaces"));
}

#[test]
fn a_table_put_back_as_it_was_is_compared_too() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let mended: &[&str] = &["1", "Smith, A.", "2001", "Working life and coping at work", "To see it", "yes"];
    let (before, after) = ([sheet("List", &[HEADS, A, B, C])], [sheet("List", &[HEADS, mended, B, C])]);
    import(&mut review, 1, "anna", &before, Wishes::default());
    for second in [2, 4] {
        assert_eq!(updated(import(&mut review, second, "anna", &after, Wishes::default())).written.len(), 1);
        assert_eq!(source(&review, "smith2001").cells[0].value.as_str(), "To see it");
        let again = import(&mut review, second, "anna", &after, Wishes::default());
        assert!(matches!(again, Outcome::Same(_)), "{again:?}");
        assert_eq!(updated(import(&mut review, second + 1, "anna", &before, Wishes::default())).written.len(), 1);
        assert_eq!(source(&review, "smith2001").cells[0].value.as_str(), "To see how people cope at work");
    }
    assert_undamaged(&review);
}

#[test]
fn a_new_column_in_place_of_an_old_one_takes_nothing_from_it() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let heads = ["Nro", "Authors", "Year", "Title", "Country", "Included"];
    let with = |row: &[&'static str], country: &'static str| -> Vec<&'static str> {
        let mut row = row.to_vec();
        row[4] = country;
        row
    };
    let rows = [with(A, "Finland"), with(B, "Denmark"), with(C, "Finland")];
    let rows: Vec<&[&str]> = std::iter::once(&heads[..]).chain(rows.iter().map(Vec::as_slice)).collect();
    let copy = updated(import(&mut review, 2, "anna", &[sheet("List", &rows)], Wishes::default()));
    assert_eq!(copy.columns_gone, ["Aim of the study"]);
    let cells: Vec<String> =
        source(&review, "smith2001").cells.iter().map(|cell| cell.value.as_str().to_owned()).collect();
    assert!(cells.contains(&"To see how people cope at work".to_owned()), "{cells:?}");
}

#[test]
fn verdicts_of_two_people_side_by_side_stay_two() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let heads: &[&str] = &["Authors", "Year", "Title", "Mukaan (Aino)", "Mukaan (Bertta)"];
    let rows: &[&[&str]] = &[
        heads,
        &["Smith, A.", "2001", "Working life and coping at work", "kyllä", "ei"],
        &["Doe, B.", "2002", "Natural supports in workplaces", "kyllä", "kyllä"],
    ];
    import(&mut review, 1, "anna", &[sheet("List", rows)], Wishes::default());
    let out = Verdict::Exclude { reasons: vec![] };
    assert_eq!(verdicts(&review, "smith2001"), [("aino".to_owned(), Verdict::Include), ("bertta".to_owned(), out)]);
}

#[test]
fn a_section_title_after_a_gap_does_not_end_the_table() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let section: &[&str] = &["Lumipallohaku 2021"];
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, &[], &[], section, C, D])], Wishes::default());
    assert_eq!(review.store().counts().expect("counts").sources, 4);
}

#[test]
fn what_another_program_wrote_meanwhile_is_never_written_over() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let mut other = Review::open(&folder.path("review")).expect("a review");
    let n = review.source_by_key("smith2001").expect("a key");
    let note = |review: &mut Review, second| {
        let act = act(second);
        review.note(&act, n, &format!("note {second}"))
    };
    note(&mut review, 2).expect("a note");
    let error = note(&mut other, 3).expect_err("it has not seen the first note");
    assert!(matches!(error, katsaus::ReviewError::Store(katsaus::store::StoreError::Changed)), "{error:?}");
    let mut other = Review::open(&folder.path("review")).expect("a review");
    note(&mut other, 3).expect("a note");
    assert_eq!(source(&other, "smith2001").notes.len(), 2);
}

#[test]
fn of_rows_that_look_alike_the_unchanged_one_is_itself() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let heads: &[&str] = &["Authors", "Year", "Title", "Results"];
    let row = |results: &'static str| ["Bond, G.", "2008", "Editorial", results];
    let (one, two) = (row("What the first one says at length"), row("What the second one says at length"));
    import(&mut review, 1, "anna", &[sheet("List", &[heads, &one, &two])], Wishes::default());
    let mended = row("Mended");
    let copy = updated(import(&mut review, 2, "anna", &[sheet("List", &[heads, &mended, &one])], Wishes::default()));
    assert_eq!(copy.written.len(), 1);
    assert_eq!((copy.written[0].key.as_str(), copy.written[0].sheet.as_str()), ("bond2008a", "Mended"));
}

#[test]
fn ticks_below_excluded_leave_out_and_counts_below_the_table_are_no_texts() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let heads: &[&str] = &["Authors", "Year", "Title", "Hylätty (x)"];
    let rows: &[&[&str]] = &[
        heads,
        &["Smith, A.", "2001", "Working life and coping at work", "x"],
        &["Doe, B.", "2002", "Natural supports in workplaces", ""],
        &["Poe, C.", "2003", "A new article on coping", "x"],
        &["", "", "N=3"],
        &["Total", "3 articles"],
    ];
    import(&mut review, 1, "anna", &[sheet("List", rows)], Wishes::default());
    assert_eq!(review.store().counts().expect("counts").sources, 3);
    let out = Verdict::Exclude { reasons: vec![] };
    assert_eq!(verdicts(&review, "smith2001"), [("anna".to_owned(), out)]);
    assert_eq!(verdicts(&review, "doe2002"), []);
}

#[test]
fn several_words_of_a_cell_are_found_as_words_in_order() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let id = source(&review, "smith2001").cells[0].topic.clone();
    let mut found = |words: &str| {
        let query = katsaus::query::parse(&format!("topic:{id}:{words}"), &[]).expect("a query");
        review.matching(&query.node, &mut ()).expect("a set").iter().count()
    };
    assert_eq!(found("\"people cope\""), 1);
    assert_eq!(found("\"ople cope\""), 0, "a part of a word is no word");
    assert_eq!(found("cope-people"), 0, "the order counts");
}

#[test]
fn a_header_row_that_was_named_makes_no_list_of_a_sheet_of_notes() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let notes: &[&[&str]] = &[&["Things to remember"], &["Ask Liisa about the second round"], &["Print the list"]];
    let wishes = Wishes { header: Some(1), ..Wishes::default() };
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C]), sheet("Notes", notes)], wishes);
    assert_eq!(review.store().counts().expect("counts").sources, 3);
}

#[test]
fn an_edited_copy_that_named_a_text_of_another_sheet_is_undone_whole() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let out = sheet("Out", &[HEADS, D]);
    import(&mut review, 1, "anna", &[sheet("In", &[HEADS, A, B, C]), out], Wishes::default());
    let out = sheet("Out", &[HEADS, D, A]);
    updated(import(&mut review, 2, "anna", &[sheet("In", &[HEADS, A, B, C]), out], Wishes::default()));
    review.undo(&act(3), None).expect("an undo");
    assert_undamaged(&review);
    assert_eq!(review.store().counts().expect("counts").records, 4);
}

#[test]
fn an_emptied_cell_in_somebody_elses_copy_takes_no_verdict_away() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let emptied = [B[0], B[1], B[2], B[3], B[4], ""];
    let copy = [sheet("List", &[HEADS, A, &emptied, C])];
    let by_ben = updated(import(&mut review, 2, "ben", &copy, Wishes::default()));
    assert_eq!((by_ben.written.len(), by_ben.clashes.len()), (0, 1));
    let out = Verdict::Exclude { reasons: vec![] };
    assert_eq!(verdicts(&review, "doe2002"), [("anna".to_owned(), out)]);
}

#[test]
fn whoever_decided_may_empty_the_cell_again() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let emptied = [B[0], B[1], B[2], B[3], B[4], ""];
    let copy = [sheet("List", &[HEADS, A, &emptied, C])];
    assert_eq!(updated(import(&mut review, 2, "anna", &copy, Wishes::default())).written.len(), 1);
    assert_eq!(verdicts(&review, "doe2002"), []);
}

#[test]
fn a_row_moved_to_a_sheet_with_fewer_columns_keeps_what_it_said() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let few: &[&str] = &["Authors", "Year", "Title"];
    let other: &[&str] = &["Lund, L.", "2011", "Wage subsidies in Denmark"];
    import(&mut review, 1, "anna", &[sheet("In", &[HEADS, A, B, C]), sheet("Other", &[few, other])], Wishes::default());
    let before = source(&review, "doe2002");
    let moved: &[&str] = &[B[1], "2012", B[3]];
    let sheets = [sheet("In", &[HEADS, A, C]), sheet("Other", &[few, other, moved])];
    let copy = updated(import(&mut review, 2, "anna", &sheets, Wishes::default()));
    assert_eq!(copy.written.iter().map(|change| change.what.as_str()).collect::<Vec<_>>(), ["year"]);
    let after = source(&review, "doe2002");
    assert_eq!((after.cells.len(), after.decisions), (before.cells.len(), before.decisions));
}

#[test]
fn a_column_that_came_and_went_takes_nothing_from_a_row_that_was_away() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, "anna", &[sheet("List", &[HEADS, A, B, C])], Wishes::default());
    let without = |row: &[&'static str]| -> Vec<&'static str> { row[..4].to_vec() };
    let table = |rows: &[&[&'static str]]| {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| without(row)).collect();
        sheet("List", &rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
    };
    import(&mut review, 2, "anna", &[table(&[HEADS, A, C])], Wishes::default());
    let copy = updated(import(&mut review, 3, "anna", &[table(&[HEADS, A, B, C])], Wishes::default()));
    assert_eq!(copy.written, vec![]);
    assert_eq!(source(&review, "doe2002").cells.len(), 1);
}

#[test]
fn a_row_moved_to_a_sheet_with_one_verdict_keeps_the_second_persons() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let (one, two): (&[&str], &[&str]) =
        (&["Authors", "Year", "Title", "Mukaan"], &["Authors", "Year", "Title", "Included (Anna)", "Included (Ben)"]);
    let (a, b) = (["Smith, A.", "2001", "Working life and coping at work"], ["Doe, B.", "2002", "Natural supports"]);
    let here: &[&str] = &[a[0], a[1], a[2], "kyllä"];
    let there: &[&str] = &[b[0], b[1], b[2], "yes", "no"];
    import(&mut review, 1, "anna", &[sheet("Yksi", &[one, here]), sheet("Two", &[two, there])], Wishes::default());
    let moved: &[&str] = &[b[0], b[1], b[2], "kyllä"];
    updated(import(&mut review, 2, "anna", &[sheet("Yksi", &[one, here, moved])], Wishes::default()));
    let out = Verdict::Exclude { reasons: vec![] };
    assert_eq!(verdicts(&review, "doe2002"), [("anna".to_owned(), Verdict::Include), ("ben".to_owned(), out)]);
}
