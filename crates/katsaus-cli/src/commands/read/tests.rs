//! The reader as a person uses it: keys in, screens out.

use super::draw::{Room, draw};
use super::keys::{Then, pasted, press};
use super::lit::Terms;
use super::reader::Reader;
use crate::commands::stage::{self, clock};
use expect_test::expect;
use katsaus::Review;
use katsaus::review::Act;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::path::Path;

const PROTOCOL: &str = r#"
title = "Test"
[codes."framework/demand-side"]
label = "demand-side"
terms = ["hiring*"]
[codes."framework/supply-side"]
label = "supply-side"
[codes."phase/proactive"]
label = "ennakoiva"
[topics.aims]
label = "Aims"
question = "What did the text set out to do?"
[topics.findings]
label = "Findings"
"#;

const LIST: &str = "Authors;Year;Title;Abstract\n\
    Luecking, R.;2008;Emerging employer views of people with disabilities;Employers say of hiring that support matters.\n\
    Bond, G.;2004;Supported employment as a practice;\n";

fn review(folder: &Path, acts: &dyn Fn() -> Act) -> Review {
    stage::review(folder, PROTOCOL, LIST, acts)
}

fn reader<'a>(folder: &Path, acts: &'a dyn Fn() -> Act, query: &str) -> Reader<'a> {
    let mut review = Review::open(folder).expect("the review");
    let node = review.query(&[query.to_owned()]).expect("a query").node;
    let set = review.matching(&node, &mut ()).expect("a set");
    // The order is that of keys, turned round, to begin with the text that has an abstract.
    let rows = review.store().rows(katsaus::store::Filter::Of(&set)).expect("rows");
    let sources = rows.into_iter().rev().map(|row| row.n).collect();
    let terms = Terms::of(&review, &node);
    Reader::new(review, acts, sources, terms).unwrap_or_else(|failure| panic!("{}", failure.message))
}

fn screen(reader: &mut Reader<'_>, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    let drawn = terminal.draw(|frame| {
        draw(frame, reader);
    });
    drawn.expect("drawn");
    let buffer = terminal.backend().buffer().clone();
    let line = |y| (0..width).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>().trim_end().to_owned();
    (0..height).map(line).collect::<Vec<_>>().join("\n") + "\n"
}

fn keys(reader: &mut Reader<'_>, typed: &str) {
    for letter in typed.chars() {
        let code = match letter {
            '\n' => KeyCode::Enter,
            '\u{1b}' => KeyCode::Esc,
            '\t' => KeyCode::Tab,
            letter => KeyCode::Char(letter),
        };
        let done = press(reader, KeyEvent::new(code, KeyModifiers::NONE), Room::default().text_box.max(40), 10);
        assert_eq!(done.unwrap_or_else(|failure| panic!("{}", failure.message)), Then::GoOn, "{letter:?}");
    }
}

fn control(reader: &mut Reader<'_>, letter: char) -> Then {
    let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    press(reader, key, 40, 10).unwrap_or_else(|failure| panic!("{}", failure.message))
}

#[test]
fn a_text_is_read_written_on_coded_and_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    review(folder.path(), &acts);
    let mut reader = reader(folder.path(), &acts, "employment OR employers");
    keys(&mut reader, "\nAsks *what* employers say.\u{1b}\t-1la");
    expect![[r#"
        1 of 2  luecking2008                                                            read: abstract   1 of 2 read at abstract level
        Emerging employer views of people with disabilities                    │   Aims
        Luecking, R. · 2008                                                    │   Asks *what* employers say.
                                                                               │ ▸ Findings
        Employers say of hiring that support matters.                          │   (not reported)
                                                                               │
                                                                               │
                                                                               │
                                                                               │
                                                                               │ framework  g next group
                                                                               │ 1 ✓ demand-side
                                                                               │ 2   supply-side
        Read: abstract.
        n next  p back  Tab topic  Enter write  - state  1-9 code  l read level  x excerpt  c note  ? keys  q leave
    "#]]
    .assert_eq(&screen(&mut reader, 126, 14));
    keys(&mut reader, "uu");
    assert_eq!(reader.message, "Undone: tag 1 source as `framework/demand-side`.");
    keys(&mut reader, "n");
    expect![[r#"
        2 of 2  bond2004                        not read   0 of 2 read at abstract level
        Supported employment as a practice
        Bond, G. · 2004

        No abstract. Paste one, or write one with b.


        ────────────────────────────────────────────────────────────────────────────────
          –
        ▸ Findings
          –
        framework  g next group
        1   demand-side
        2   supply-side

        ? keys  q leave  n next  p back  Tab topic  Enter write  - state  1-9 code
    "#]]
    .assert_eq(&screen(&mut reader, 80, 16));
    keys(&mut reader, "n");
    assert_eq!(reader.message, "That was the last text.");
}

#[test]
fn an_abstract_is_pasted_and_marked_and_an_excerpt_is_coded_by_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    review(folder.path(), &acts);
    let mut reader = reader(folder.path(), &acts, "bond");
    pasted(&mut reader, "Sums up\r\nthe evidence.");
    keys(&mut reader, "\u{1b}p");
    let source = reader.source.clone().expect("a source");
    assert_eq!(source.fields.abstract_text.as_deref(), Some("Sums up\nthe evidence."));
    assert_eq!(source.fields.abstract_from.as_deref(), Some("publisher"));
    keys(&mut reader, "x\"Support follows\"\np. 7\u{1b}1g1\n");
    let taken = reader.source.clone().expect("a source").excerpts.remove(0);
    assert_eq!(
        (taken.excerpt.cited().as_str(), taken.codes.join(" ").as_str()),
        ("“Support follows” (p. 7)", "framework/demand-side phase/proactive")
    );
    keys(&mut reader, "cA note.\u{1b}");
    assert_eq!(reader.source.as_ref().expect("a source").notes, ["A note."]);
    assert!(screen(&mut reader, 80, 30).contains("Abstract (the publisher's)"));
    assert!(reader.review.check().expect("checked").is_empty());
}

#[test]
fn what_is_typed_survives_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    review(folder.path(), &acts);
    let mut killed = reader(folder.path(), &acts, "employment");
    keys(&mut killed, "\t\nHalf a sen");
    // No destructor runs in a program that is killed.
    std::mem::forget(killed);
    let mut next = reader(folder.path(), &acts, "employers OR employment");
    assert!(screen(&mut next, 100, 14).contains("Half a sen") && next.message.contains("when katsaus ended"));
    keys(&mut next, "tence.\u{1b}");
    let cells = next.source.clone().expect("a source").cells;
    assert_eq!((cells[0].topic.as_str(), cells[0].value.as_str()), ("findings", "Half a sentence."));
    assert!(!folder.path().join("drafts").exists(), "what is in the review is no draft any more");
    keys(&mut next, "\nmore");
    control(&mut next, 'x');
    keys(&mut next, "\n");
    assert!(screen(&mut next, 100, 14).contains("Half a sentence."), "what was thrown away is gone");
    assert_eq!(control(&mut next, 'c'), Then::Quit);
}

#[test]
fn an_answer_that_a_topic_does_not_take_stays_in_the_box() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    review(folder.path(), &acts);
    let protocol = folder.path().join("katsaus.toml");
    std::fs::write(&protocol, PROTOCOL.replace("label = \"Aims\"", "label = \"Aims\"\nkind = \"number\""))
        .expect("written");
    let mut reader = reader(folder.path(), &acts, "bond");
    keys(&mut reader, "\nmany\u{1b}");
    assert!(reader.message.contains("takes a number"), "{}", reader.message);
    assert!(screen(&mut reader, 100, 14).contains("many"));
    control(&mut reader, 'w');
    keys(&mut reader, "12\u{1b}");
    assert_eq!(reader.source.clone().expect("a source").cells[0].value.as_str(), "12");
}

#[test]
fn a_box_that_is_only_looked_into_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    review(folder.path(), &acts);
    let mut reader = reader(folder.path(), &acts, "bond");
    keys(&mut reader, "-\n\u{1b}");
    let cell =
        |reader: &Reader<'_>| reader.source.clone().expect("a source").cells.first().map(|cell| cell.value.clone());
    assert_eq!(cell(&reader), Some(katsaus_model::CellValue::NotReported), "{}", reader.message);
    assert_eq!(reader.message, "Nothing changed.");
}

#[test]
fn what_somebody_wrote_meanwhile_is_shown_beside() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut other = review(folder.path(), &acts);
    let mut reader = reader(folder.path(), &acts, "bond");
    keys(&mut reader, "\nMine");
    let n = other.source_by_key("bond2004").expect("a source");
    other.write_cell(&acts(), n, "aims", "Theirs").expect("written");
    keys(&mut reader, "\u{1b}");
    let shown = screen(&mut reader, 100, 14);
    assert!(shown.contains("Mine") && shown.contains("Theirs") && reader.message.contains("meanwhile"), "{shown}");
    keys(&mut reader, "\u{1b}");
    let cells = reader.source.clone().expect("a source").cells;
    assert_eq!(cells[0].value.as_str(), "Mine\n\n[written meanwhile:]\nTheirs");
    // A draft knows what it was begun upon.
    keys(&mut reader, "\n and more");
    std::mem::forget(reader);
    other = Review::open(folder.path()).expect("the review");
    other.write_cell(&acts(), n, "aims", "Newest").expect("written");
    let mut next = self::reader(folder.path(), &acts, "bond");
    keys(&mut next, "\u{1b}");
    assert!(screen(&mut next, 100, 16).contains("Newest"), "{}", next.message);
}
