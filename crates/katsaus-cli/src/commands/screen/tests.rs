//! Screening as somebody does it: keys in, screens and decisions out.

use super::draw::draw;
use super::keys::{Then, press};
use super::sitting::Sitting;
use crate::commands::stage::{clock, review};
use katsaus::review::{Act, Deciding, QueueOrder};
use katsaus::{Review, screen::Outcome};
use katsaus_model::{Verdict, WHOLE};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use std::path::Path;

const TABLE: &str = "Authors;Year;Title;Abstract\n\
    Able, A.;2001;Job carving with employers;How employers carve jobs for people with disabilities.\n\
    Baker, B.;2002;Nurses on the ward;A study of nurses in hospitals.\n\
    Cook, C.;2003;Carved jobs and their employers;Employers who carve jobs say how.\n\
    Dyer, D.;2004;Doctors and nurses;A study of hospitals.\n\
    Eaton, E.;2005;Job carving in small firms;\n";

const PROTOCOL: &str = "title = \"Test\"\n\
    [reasons.wrong-topic]\nlabel = \"other topic\"\n\
    [reasons.wrong-kind]\nlabel = \"kind of text not admitted\"\n\
    [reasons.no-results]\nlabel = \"no results\"\nstages = [\"full-text\"]\n\
    [stages.title-abstract]\nlabel = \"title and abstract\"\n\
    [stages.full-text]\nlabel = \"full text\"\n\
    [screening]\ninclude_terms = [\"employer*\"]\nexclude_terms = [\"nurses\"]\n\
    [screening.keys]\nx = \"exclude\"\n";

fn sitting<'a>(review: Review, acts: &'a dyn Fn() -> Act, stage: &str) -> Sitting<'a> {
    let mut review = review;
    review.seen_by("anna");
    let among = review.to_screen(WHOLE).expect("texts");
    let queue = review.queue((WHOLE, stage), "anna", &among, QueueOrder::Relevance).expect("a queue");
    Sitting::new(review, acts, WHOLE.to_owned(), queue, None).expect("a sitting")
}

fn opened(folder: &Path, acts: &dyn Fn() -> Act) -> Review {
    review(folder, PROTOCOL, TABLE, acts)
}

fn type_in(sitting: &mut Sitting<'_>, keys: &str) {
    for letter in keys.chars() {
        let code = if letter == '\n' { KeyCode::Enter } else { KeyCode::Char(letter) };
        assert_eq!(press(sitting, KeyEvent::from(code)).expect("a key"), Then::GoOn);
    }
}

fn screen(sitting: &mut Sitting<'_>) -> String {
    let mut terminal = Terminal::new(TestBackend::new(100, 24)).expect("a screen");
    terminal.draw(|frame| draw(frame, sitting)).expect("drawn");
    let buffer = terminal.backend().buffer().clone();
    let rows = (0..24).map(|y| (0..100).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned());
    rows.collect::<Vec<_>>().join("\n")
}

fn shown(sitting: &Sitting<'_>) -> String {
    sitting.source.as_ref().map(|source| source.key.0.clone()).unwrap_or_default()
}

/// The outcomes at the first stage, by key, as the file holds them.
fn outcomes(folder: &Path) -> Vec<(String, Outcome)> {
    let review = Review::open(folder).expect("the review");
    let screened = review.screened(WHOLE).expect("verdicts");
    let rows = review.store().rows(katsaus::store::Filter::All).expect("rows");
    rows.into_iter().map(|row| (row.key, screened.outcome(row.n, 0))).collect()
}

#[test]
fn the_likeliest_comes_next_and_texts_without_an_abstract_last() {
    let dir = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut sitting = sitting(opened(dir.path(), &acts), &acts, "title-abstract");
    let first = screen(&mut sitting);
    assert!(first.contains("title and abstract: 5 left, by key until something is included"), "{first}");
    assert!(first.contains("1   other topic") && !first.contains("no results"), "{first}");
    assert!(first.contains("i include  x exclude"), "{first}");
    assert_eq!(shown(&sitting), "able2001");
    type_in(&mut sitting, "i");
    assert_eq!(shown(&sitting), "cook2003", "the one that is like what was included");
    assert!(screen(&mut sitting).contains("include: able2001"));
    type_in(&mut sitting, "ixx");
    assert_eq!(shown(&sitting), "eaton2005");
    let last = screen(&mut sitting);
    assert!(
        last.contains("1 left, likeliest first, without an abstract") && last.contains("4 of 5 decided (80 %), 2 kept"),
        "{last}"
    );
    type_in(&mut sitting, "m");
    assert!(screen(&mut sitting).contains("All that waits for you at title-abstract is decided."));
    let words: Vec<&str> = outcomes(dir.path()).iter().map(|(_, outcome)| outcome.as_str()).collect();
    assert_eq!(words, ["included", "excluded", "included", "excluded", "unsure"]);
}

#[test]
fn reasons_and_a_note_go_with_the_decision_and_undo_takes_it_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut sitting = sitting(opened(dir.path(), &acts), &acts, "title-abstract");
    type_in(&mut sitting, "21nan editorial\n");
    let noted = screen(&mut sitting);
    assert!(noted.contains("2 ● kind of text not admitted") && noted.contains("1 ○ other topic"), "{noted}");
    assert!(noted.contains("Note an editorial"), "{noted}");
    type_in(&mut sitting, "x");
    let held = outcomes(dir.path());
    assert_eq!(held[0].1, Outcome::Excluded(vec!["wrong-kind".into(), "wrong-topic".into()]));
    let review = Review::open(dir.path()).expect("the review");
    let names = review.names().expect("names");
    let n = review.source_by_key("able2001").expect("a source");
    let mut review = review;
    review.seen_by("anna");
    let decision = review.source(n, &names).expect("read").expect("here").decisions.remove(0);
    assert_eq!((decision.note.as_deref(), decision.order.as_deref()), (Some("an editorial"), Some("relevance")));
    drop(review);
    type_in(&mut sitting, "u");
    assert_eq!((shown(&sitting), outcomes(dir.path())[0].1.clone()), ("able2001".to_owned(), Outcome::Open));
}

#[test]
fn at_full_text_a_reason_is_asked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut review = opened(dir.path(), &acts);
    let all: Vec<i64> = review.to_screen(WHOLE).expect("texts").iter().collect();
    let deciding = Deciding {
        selection: WHOLE.into(),
        stage: Some("title-abstract".into()),
        verdict: Some(Verdict::Include),
        note: None,
        order: None,
    };
    review.decide(&acts(), &deciding, &all[..2]).expect("decided");
    let mut sitting = sitting(review, &acts, "full-text");
    let first = screen(&mut sitting);
    assert!(first.contains("full text: 2 left") && first.contains("3   no results"), "{first}");
    type_in(&mut sitting, "x");
    assert!(screen(&mut sitting).contains("Why? A number chooses a reason, x again leaves it out without one"));
    type_in(&mut sitting, "3x");
    assert_eq!(shown(&sitting), "baker2002");
    type_in(&mut sitting, "xx");
    let review = Review::open(dir.path()).expect("the review");
    assert_eq!(review.excluded_without_reason(WHOLE).expect("read").len(), 1);
}

#[test]
fn words_are_marked_looked_for_tagged_and_changed_while_one_screens() {
    let dir = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut review = opened(dir.path(), &acts);
    review.add_code(&acts(), "practice/carving", &katsaus_model::Code::default()).expect("a code");
    let mut sitting = sitting(review, &acts, "title-abstract");
    type_in(&mut sitting, "+ward\n-jobs\n");
    assert_eq!(sitting.speaks_for.places("on the ward").len(), 1);
    assert_eq!(sitting.speaks_against.places("jobs").len(), 1);
    type_in(&mut sitting, "-nurses\ntcarving\n/doctors\n");
    assert_eq!((shown(&sitting), sitting.speaks_against.places("nurses").len()), ("dyer2004".to_owned(), 0));
    let protocol = std::fs::read_to_string(dir.path().join("katsaus.toml")).expect("the protocol");
    assert!(
        protocol.contains("include_terms = [\"employer*\", \"ward\"]")
            && protocol.contains("exclude_terms = [\"jobs\"]"),
        "{protocol}"
    );
    type_in(&mut sitting, "u");
    type_in(&mut sitting, "u");
    assert_eq!(sitting.speaks_against.places("nurses").len(), 1, "tag and word are taken back one by one");
    type_in(&mut sitting, "zt  \ntno such code\n");
    assert!(screen(&mut sitting).contains("the codebook has no code `no such code`"));
}

#[test]
fn what_was_put_off_comes_again_and_what_was_decided_can_be_gone_back_to() {
    let dir = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut sitting = sitting(opened(dir.path(), &acts), &acts, "title-abstract");
    type_in(&mut sitting, "sxxxx");
    assert_eq!(shown(&sitting), "able2001");
    type_in(&mut sitting, "p");
    let back = screen(&mut sitting);
    assert!(back.contains("You said exclude"), "{back}");
    type_in(&mut sitting, "i");
    assert_eq!(outcomes(dir.path()).iter().filter(|(_, outcome)| *outcome == Outcome::Included).count(), 1);
}

#[test]
fn a_conflict_shows_what_each_said_and_is_settled_by_a_key() {
    let dir = tempfile::tempdir().expect("a folder");
    let acts = clock();
    let mut review = opened(dir.path(), &acts);
    let n = review.source_by_key("baker2002").expect("a source");
    for (by, verdict) in [("anna", Verdict::Include), ("ben", Verdict::Exclude { reasons: vec!["wrong-topic".into()] })]
    {
        let act = Act { by: by.into(), ..acts() };
        let deciding = Deciding {
            selection: WHOLE.into(),
            stage: Some("title-abstract".into()),
            verdict: Some(verdict),
            note: None,
            order: None,
        };
        review.decide(&act, &deciding, &[n]).expect("decided");
    }
    let mut sitting = Sitting::at_conflicts(review, &acts, WHOLE.to_owned()).expect("a sitting");
    let shown = screen(&mut sitting);
    assert!(shown.contains("Conflict 1 of 1 at title and abstract"), "{shown}");
    assert!(shown.contains("anna: include") && shown.contains("ben: exclude (other topic)"), "{shown}");
    type_in(&mut sitting, "nwe agreed\ni");
    assert!(screen(&mut sitting).contains("All conflicts are settled."));
    assert_eq!(outcomes(dir.path())[1].1, Outcome::Included);
    type_in(&mut sitting, "u");
    assert_eq!(outcomes(dir.path())[1].1, Outcome::Conflict);
}
