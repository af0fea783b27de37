//! A workbook out and back: whatever a person does to it, just what they changed comes back.

use crate::support::{Folder, act};
use katsaus::Review;
use katsaus::formats::sheet::{Book, ReadSeek, Value};
use katsaus::formats::workbook::{Cell, Column, Sheet, workbook};
use katsaus::model::Field;
use katsaus::review::{ImportRequest, Outcome, Updated};
use std::ops::ControlFlow;

const TABLE: &str = "Authors,Year,Title,Journal,Framework,Main contents\n\
    \"Luecking, R.\",2008,Emerging employer views of people,Journal of Rehabilitation,demand; support,Reviews what employers say of hiring at length\n\
    \"Bond, G.\",2004,Supported employment: the evidence,Psychiatric Journal,support,Sums up the evidence for supported employment\n\
    \"Drake, R.\",1996,The New Hampshire study of work,Journal of Consulting,demand,\n\
    \"Åkerblad, L.\",2020,Työhön kuntoutuksen käytännöt,Kuntoutus,support,\n";

fn opener(bytes: Vec<u8>) -> impl Fn() -> std::io::Result<Box<dyn ReadSeek>> {
    move || Ok(Box::new(std::io::Cursor::new(bytes.clone())))
}

fn import(review: &mut Review, second: i64, name: &str, bytes: Vec<u8>) -> Outcome {
    let open = opener(bytes);
    let request = ImportRequest::new(name, &open);
    review.import(&act(second), &request, &mut ()).expect("an import")
}

fn new_review(folder: &Folder) -> Review {
    let text = katsaus::protocol::template("integrative", "Test").expect("a template");
    let mut review = Review::init(&folder.path("review"), &text, &act(0)).expect("a review");
    import(&mut review, 1, "table.csv", TABLE.into());
    review
}

/// An exported workbook as a person's program holds it: sheets of texts.
struct Edited {
    sheets: Vec<(String, Vec<Vec<String>>)>,
}

impl Edited {
    fn export(review: &Review) -> Edited {
        let mut bytes = Vec::new();
        let all = review.store().all().expect("the sources");
        review.export(&all, "xlsx", &mut bytes, &mut ()).expect("an export");
        let mut book = Book::open(&opener(bytes), "table.xlsx").expect("a workbook");
        let mut sheets = Vec::new();
        for name in book.sheets() {
            let mut rows: Vec<Vec<String>> = Vec::new();
            book.rows(&name, &mut |row| {
                let width = row.cells.last().map_or(0, |cell| cell.0);
                rows.push(
                    (1..=width)
                        .map(|column| row.cell(column).map(Value::text).unwrap_or_default().into_owned())
                        .collect(),
                );
                ControlFlow::Continue(())
            })
            .expect("rows");
            sheets.push((name, rows));
        }
        Edited { sheets }
    }

    fn rows(&mut self, sheet: &str) -> &mut Vec<Vec<String>> {
        &mut self.sheets.iter_mut().find(|(name, _)| name == sheet).expect("the sheet").1
    }

    fn set(&mut self, sheet: &str, key: &str, head: &str, text: &str) {
        let rows = self.rows(sheet);
        let column = rows[0].iter().position(|other| other == head).expect("the column");
        let row = rows.iter_mut().find(|row| row[0] == key).expect("the row");
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text.to_owned();
    }

    fn save(&self) -> Vec<u8> {
        let cell = |text: &String| match text.parse::<f64>() {
            _ if text.is_empty() => Cell::Blank,
            Ok(x) if text.len() < 6 => Cell::Number(x),
            _ => Cell::Text(text.clone()),
        };
        let sheets: Vec<Sheet> = self
            .sheets
            .iter()
            .map(|(name, rows)| {
                let hidden = name.starts_with('_');
                let (head, rows) = if hidden { (None, &rows[..]) } else { (Some(&rows[0]), &rows[1..]) };
                let columns = head.into_iter().flatten().map(|head| Column { head: head.clone(), ..Column::default() });
                // The hidden sheet begins in its first row: as the program wrote it, under a blank head.
                let rows = rows.iter().map(|row| {
                    row.iter().map(|text| if hidden { Cell::Text(text.clone()) } else { cell(text) }).collect()
                });
                Sheet { name: name.clone(), columns: columns.collect(), rows: rows.collect(), frozen: 0, hidden }
            })
            .collect();
        workbook(&sheets).expect("a workbook")
    }

    fn back(&self, review: &mut Review, second: i64) -> Updated {
        match import(review, second, "table.xlsx", self.save()) {
            Outcome::Updated(updated) => *updated,
            other => panic!("not taken back: {other:?}"),
        }
    }
}

fn written(updated: &Updated) -> Vec<String> {
    updated.written.iter().map(|change| format!("{} {}: {}", change.key, change.what, change.sheet)).collect()
}

fn field(review: &Review, key: &str, field: Field) -> String {
    let n = review.source_by_key(key).expect("a source");
    review.store().field(n, field).expect("a field")
}

fn tags(review: &Review, key: &str) -> Vec<String> {
    let n = review.source_by_key(key).expect("a source");
    let source = review.store().source(n, &review.names().expect("names")).expect("a read").expect("a source");
    source.tags.into_iter().map(|tag| tag.code).collect()
}

#[test]
fn as_it_is_nothing_changes() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let before = review.store().newest().expect("a rank");
    let updated = Edited::export(&review).back(&mut review, 5);
    assert_eq!((written(&updated), updated.op), (vec![], None));
    assert_eq!(review.store().newest().expect("a rank"), before);
}

#[test]
fn just_what_was_edited_comes_back_whatever_else_was_moved() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let mut book = Edited::export(&review);
    book.set("Sources", "bond2004", "Title", "Supported employment: all the evidence");
    book.set("Sources", "drake1996", "Main contents", "Compares two programmes");
    book.set("Sources", "drake1996", "Framework: support", "x");
    book.set("Sources", "luecking2008", "Framework: demand", "");
    book.set("Sources", "luecking2008", "Read level", "full");
    book.set("Codebook", "framework/demand", "Label (en)", "demand-side");
    let rows = book.rows("Sources");
    rows[1..].reverse();
    rows.insert(0, vec!["My copy, do not touch".into()]);
    let updated = book.back(&mut review, 5);
    let mut changes = written(&updated);
    changes.sort();
    assert_eq!(
        changes,
        [
            "bond2004 Title: Supported employment: all the evidence",
            "drake1996 Framework: support: x",
            "drake1996 Main contents: Compares two programmes",
            "framework/demand label: { en = \"demand-side\" }",
            "luecking2008 Framework: demand: ",
            "luecking2008 Read level: full",
        ]
    );
    assert_eq!(field(&review, "bond2004", Field::Title), "Supported employment: all the evidence");
    assert_eq!(tags(&review, "drake1996"), ["framework/demand", "framework/support"]);
    assert_eq!(tags(&review, "luecking2008"), ["framework/support"]);
    assert_eq!(review.code_label("framework/demand"), "demand-side");
    assert!(review.check().expect("a check").is_empty());
    // One undo takes all of it back, the label in the protocol's file too.
    review.undo(&act(6), None).expect("an undo");
    assert_eq!(field(&review, "bond2004", Field::Title), "Supported employment: the evidence");
    assert_eq!(review.code_label("framework/demand"), "demand");
}

#[test]
fn what_the_review_changed_meanwhile_stays() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let mut monday = Edited::export(&review);
    let n = review.source_by_key("bond2004").expect("a source");
    review
        .edit(&act(3), n, &[(Field::Year, "2005".into()), (Field::Container, "Rehabilitation".into())], None)
        .expect("Tuesday");
    monday.set("Sources", "bond2004", "Year", "2006");
    monday.set("Sources", "bond2004", "Title", "A better title");
    let wednesday = monday.back(&mut review, 5);
    assert_eq!(written(&wednesday), ["bond2004 Title: A better title"]);
    assert_eq!(wednesday.clashes.len(), 1);
    assert_eq!((wednesday.clashes[0].sheet.as_str(), wednesday.clashes[0].review.as_str()), ("2006", "2005"));
    assert_eq!(field(&review, "bond2004", Field::Year), "2005");
    assert_eq!(field(&review, "bond2004", Field::Container), "Rehabilitation");
}

#[test]
fn codes_that_were_renamed_meanwhile_are_still_known() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    // Its identifier is no longer its name when the workbook is written.
    review.rename_code(&act(3), "framework/demand", "framework/ask").expect("a renaming");
    let mut book = Edited::export(&review);
    review.rename_code(&act(4), "framework/ask", "framework/want").expect("a renaming");
    review.merge_codes(&act(5), "kind/review", "kind/report").expect("a merge");
    book.set("Codebook", "framework/ask", "Definition", "What employers ask for");
    book.set("Codebook", "kind/review", "Definition", "Reviews of all kinds");
    book.set("Sources", "bond2004", "Framework: ask", "x");
    book.set("Sources", "drake1996", "Framework: ask", "");
    let updated = book.back(&mut review, 6);
    let definition = |path: &str| review.protocol().code(path).map(|code| code.definition.clone());
    assert_eq!(definition("framework/want").as_deref(), Some("What employers ask for"));
    assert_eq!((definition("framework/ask"), definition("kind/review")), (None, None));
    assert_eq!(updated.diagnostics.iter().filter(|found| found.code == "workbook-removed").count(), 1);
    assert_eq!(tags(&review, "bond2004"), ["framework/support", "framework/want"]);
    assert_eq!(tags(&review, "drake1996"), Vec::<String>::new());
}

#[test]
fn a_cell_suits_the_kind_its_topic_is_given_in_the_same_workbook() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let mut book = Edited::export(&review);
    book.set("Topics", "main-contents", "Kind", "number");
    book.set("Sources", "bond2004", "Main contents", "12");
    book.set("Sources", "drake1996", "Main contents", "many");
    let updated = book.back(&mut review, 4);
    let of_sources: Vec<String> = written(&updated).into_iter().filter(|line| line.contains("Main")).collect();
    assert_eq!(of_sources, ["bond2004 Main contents: 12"]);
    let refused: Vec<&str> = updated.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(refused, ["workbook-value"]);
}

#[test]
fn rows_and_columns_come_and_go() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let mut book = Edited::export(&review);
    // A new row, a copied row with another title, a row taken out, a column added, a head written anew.
    let rows = book.rows("Sources");
    let column = |rows: &[Vec<String>], head: &str| rows[0].iter().position(|other| other == head).expect("a column");
    let (authors, title, year) = (column(rows, "Authors"), column(rows, "Title"), column(rows, "Year"));
    let mut new = vec![String::new(); rows[0].len()];
    (new[authors], new[title], new[year]) = ("Uusi, U.".into(), "A text that is new".into(), "2021".into());
    let mut copied = rows.iter().find(|row| row[0] == "drake1996").expect("a row").clone();
    copied[title] = "A copy of the row with another title".into();
    rows.retain(|row| row[0] != "akerblad2020");
    rows.push(new);
    rows.push(copied);
    let width = rows[0].len();
    rows[0].push("Country".into());
    rows[1].resize(width, String::new());
    rows[1].push("Finland".into());
    let journal = column(rows, "Journal");
    rows[0][journal] = "Lehti".into();
    let updated = book.back(&mut review, 5);
    assert_eq!(updated.gone, ["akerblad2020"]);
    assert_eq!(updated.new_keys, ["uusi2021", "drake1996a"]);
    assert_eq!(updated.new_topics, ["country"]);
    assert_eq!(field(&review, "drake1996", Field::Title), "The New Hampshire study of work");
    assert_eq!(field(&review, "drake1996a", Field::Title), "A copy of the row with another title");
    assert_eq!(written(&updated), ["bond2004 Country: Finland"]);
    assert_eq!(review.store().counts().expect("counts").sources, 6, "nothing is removed");
    assert!(review.check().expect("a check").is_empty());
}

#[test]
fn long_texts_go_over_several_cells_and_come_back_whole() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    let n = review.source_by_key("bond2004").expect("a source");
    let long = "evidence ".repeat(9000);
    review.edit(&act(3), n, &[(Field::Abstract, long.trim().into())], None).expect("an edit");
    let mut book = Edited::export(&review);
    assert!(book.rows("Sources")[0].contains(&"Abstract (continued)".to_owned()));
    let updated = book.back(&mut review, 5);
    assert_eq!(written(&updated), Vec::<String>::new());
    book.set("Sources", "bond2004", "Abstract (continued)", "ends otherwise");
    let updated = book.back(&mut review, 6);
    assert_eq!(updated.written.len(), 1);
    assert!(field(&review, "bond2004", Field::Abstract).contains("ends otherwise"));
}
