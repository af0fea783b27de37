//! Going through pairs as somebody does: keys in, screens and judgements out.

use super::draw::draw;
use super::judging::Judging;
use super::keys::{Then, press};
use crate::commands::stage::{clock, review};
use katsaus::Review;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use std::path::Path;

const TABLE: &str = "Authors;Year;Title;Journal;Volume;Pages\n\
    Luecking, R.;2008;Emerging employer views of people with disabilities;J Vocat Rehabil;29;3-13\n\
    Luecking, R.G.;2008;Emerging employer views of people with disabilities;Journal of Vocational Rehabilitation;29;3-13\n\
    Bond, G.;2004;Supported employment: evidence for an evidence-based practice;Psychiatr Rehabil J;27;345-359\n\
    Bond, G.R.;2004;Supported employment. Evidence for an evidence-based practice;Psychiatric Rehabilitation Journal;27;345\n";

fn pairs(review: &mut Review, acts: &dyn Fn() -> katsaus::Act) -> Vec<katsaus::review::ToJudge> {
    review.dedup(&acts(), false).expect("duplicates").pairs
}

fn key(judging: &mut Judging<'_>, letter: char) -> Then {
    press(judging, KeyEvent::from(KeyCode::Char(letter))).expect("a key")
}

fn screen(judging: &mut Judging<'_>) -> String {
    let mut terminal = Terminal::new(TestBackend::new(100, 24)).expect("a screen");
    terminal.draw(|frame| draw(frame, judging)).expect("drawn");
    let buffer = terminal.backend().buffer().clone();
    let rows = (0..24).map(|y| (0..100).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned());
    rows.collect::<Vec<_>>().join("\n")
}

fn opened(folder: &Path, acts: &dyn Fn() -> katsaus::Act) -> Review {
    review(folder, "title = \"Test\"\n", TABLE, acts)
}

#[test]
fn rows_of_ones_own_table_are_asked_of_and_each_answer_is_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut review = opened(dir.path(), &acts);
    assert_eq!(review.store().source_count().expect("a count"), 4, "nothing is merged by itself");
    let open = pairs(&mut review, &acts);
    assert_eq!(open.len(), 2);
    let mut judging = Judging::new(review, &acts, open).expect("pairs");
    let shown = screen(&mut judging);
    assert!(shown.contains("Pair 1 of 2") && shown.contains("two rows of one table"), "{shown}");
    assert!(shown.contains("m one text"), "{shown}");
    assert_eq!(key(&mut judging, 'm'), Then::GoOn);
    assert_eq!(key(&mut judging, 'd'), Then::GoOn);
    assert!(judging.is_done());
    assert_eq!(judging.left(), 0);
    assert!(screen(&mut judging).contains("That was the last pair"));
    assert_eq!(key(&mut judging, 'q'), Then::Quit);
    drop(judging);
    // Nothing is asked twice, also when the review is opened again.
    let mut review = Review::open(dir.path()).expect("the review");
    assert_eq!(review.store().source_count().expect("a count"), 3);
    assert_eq!(pairs(&mut review, &acts), []);
}

#[test]
fn a_judgement_is_taken_back_and_a_link_made_the_other_way_round() {
    let dir = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut review = opened(dir.path(), &acts);
    let open = pairs(&mut review, &acts);
    let mut judging = Judging::new(review, &acts, open).expect("pairs");
    key(&mut judging, 'm');
    key(&mut judging, 'u');
    assert_eq!((judging.at, judging.judged(), judging.left()), (0, 0, 2));
    key(&mut judging, 'l');
    let shown = screen(&mut judging);
    assert!(shown.contains("e erratum-of") && shown.contains("the left is … of the right"), "{shown}");
    key(&mut judging, 'x');
    key(&mut judging, 'v');
    assert_eq!((judging.at, judging.left()), (1, 1));
    drop(judging);
    let review = Review::open(dir.path()).expect("the review");
    let judged = review.store().judgements().expect("judgements");
    assert_eq!(judged.len(), 1);
    assert_eq!(judged[0].link, katsaus_model::Link::VersionOf);
    assert_eq!(review.store().source_count().expect("a count"), 4, "linked texts stay two");
}
