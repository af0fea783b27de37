//! The interactive search as a person uses it: keys in, screens out.

use super::draw::draw;
use super::finder::Finder;
use super::keys::{Then, press};
use crate::commands::stage::{self, clock};
use expect_test::expect;
use katsaus::Review;
use katsaus::review::Act;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::path::Path;

const PROTOCOL: &str = "title = \"Test\"\n[codes.\"framework/demand-side\"]\n[codes.\"framework/supply-side\"]\n";

const LIST: &str = "Authors;Year;Title;Abstract\n\
    Luecking, R.;2008;Emerging employer views of people with disabilities;Employers say of hiring that support matters.\n\
    Bond, G.;2004;Supported employment as a practice;What employers need.\n";

fn review(folder: &Path, acts: &dyn Fn() -> Act) -> Review {
    stage::review(folder, PROTOCOL, LIST, acts)
}

fn screen(finder: &mut Finder<'_>, width: u16, height: u16) -> String {
    finder.look().expect("a search");
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen");
    let mut page = 0;
    terminal.draw(|frame| page = draw(frame, finder)).expect("a drawing");
    assert!(page > 0);
    let text = terminal.backend().to_string();
    text.lines().map(|line| line.trim_matches('"').trim_end().to_owned() + "\n").collect()
}

fn keys(finder: &mut Finder<'_>, typed: &str) {
    for letter in typed.chars() {
        key(finder, KeyCode::Char(letter));
    }
}

fn key(finder: &mut Finder<'_>, code: KeyCode) -> Then {
    finder.look().expect("a search");
    press(finder, KeyEvent::new(code, KeyModifiers::NONE), 5).expect("a key")
}

#[test]
fn results_come_as_one_types_and_a_code_is_put_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let review = review(&folder.path().join("review"), &acts);
    let mut finder = Finder::new(review, &acts, "").expect("a finder");
    keys(&mut finder, "hiring");
    let shown = screen(&mut finder, 70, 12);
    expect![[r#"
        search  hiring
        1 source
          luecking2008  Luecking, R. (2008)
          Emerging employer views of people with disabilities



        ──────────────────────────────────────────────────────────────────────
        Emerging employer views of people with disabilities
        Luecking, R. · 2008

        type to search   ↓ to the list   Enter show   Esc leave
    "#]]
    .assert_eq(&shown);
    key(&mut finder, KeyCode::Down);
    key(&mut finder, KeyCode::Char('t'));
    keys(&mut finder, "dem");
    key(&mut finder, KeyCode::Enter);
    assert_eq!(finder.message, "tagged framework/demand-side; u takes it back");
    assert_eq!(finder.looked().expect("a text").map(|looked| looked.source.tags.len()), Some(1));
    key(&mut finder, KeyCode::Char('u'));
    assert_eq!(finder.looked().expect("a text").map(|looked| looked.source.tags.len()), Some(0));
    // What was done before the search is not taken back here.
    key(&mut finder, KeyCode::Char('u'));
    assert!(finder.message.starts_with("Nothing was done here yet"), "{}", finder.message);
    assert_eq!(finder.review.store().source_count().expect("a count"), 2);
}

#[test]
fn a_query_that_is_not_finished_leaves_what_was_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let review = review(&folder.path().join("review"), &acts);
    let mut finder = Finder::new(review, &acts, "employer*").expect("a finder");
    assert_eq!(finder.found.total, 2);
    finder.pasted(" AND (");
    finder.look().expect("a search");
    assert_eq!(finder.found.total, 2);
    assert!(finder.fault.as_deref().is_some_and(|fault| fault.contains("not closed")), "{:?}", finder.fault);
    assert_eq!(key(&mut finder, KeyCode::Esc), Then::Quit);
}

#[test]
fn enter_shows_the_text_and_arrows_go_on_to_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let review = review(&folder.path().join("review"), &acts);
    let mut finder = Finder::new(review, &acts, "employers").expect("a finder");
    key(&mut finder, KeyCode::Enter);
    let first = screen(&mut finder, 60, 10);
    key(&mut finder, KeyCode::Right);
    let second = screen(&mut finder, 60, 10);
    assert!(
        first != second && [&first, &second].iter().any(|text| text.contains("What employers need.")),
        "{first}{second}"
    );
    key(&mut finder, KeyCode::Esc);
    assert_eq!(finder.at, 1);
}
