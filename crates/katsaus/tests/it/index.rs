//! The index: whatever was done, catching up finds what an index made anew finds; damage is mended by itself.

use crate::support::{Folder, act};
use katsaus::Review;
use katsaus::formats::sheet::ReadSeek;
use katsaus::model::Field;
use katsaus::review::{ImportRequest, Order};
use proptest::prelude::*;

const WORDS: [&str; 8] =
    ["employer", "employers", "työnantajien", "arbetsgivare", "support", "supported", "dual", "customer"];

fn table(seed: u8) -> String {
    let word = |n: usize| WORDS[(usize::from(seed) * 3 + n * 5) % WORDS.len()];
    let mut text = "Authors,Year,Title,Abstract\n".to_owned();
    for n in 0..4 {
        text += &format!(
            "\"Author{seed}, {n}\",{},{} {} {} {seed},{} and {}\n",
            2000 + n,
            word(n),
            word(n + 1),
            word(n + 2),
            word(n),
            word(n + 3)
        );
    }
    text
}

fn import(review: &mut Review, second: i64, seed: u8) {
    let text = table(seed);
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(text.clone()))) };
    let request = ImportRequest::new(format!("{seed}.csv"), &open);
    review.import(&act(second), &request, &mut ()).expect("an import");
}

fn new_review(folder: &Folder) -> Review {
    let text = katsaus::protocol::template("integrative", "Test").expect("a template");
    Review::init(&folder.path("review"), &text, &act(0)).expect("a review")
}

/// What some queries find, with totals.
fn answers(review: &mut Review) -> Vec<(String, usize, Vec<String>)> {
    let queries = [
        "employer",
        "support*",
        "\"dual customer\"",
        "title:employers OR -support",
        "arbetsgivare year:2001..2003",
        "*",
    ];
    queries
        .iter()
        .map(|query| {
            let parsed = review.query(&[(*query).to_owned()]).expect("a query");
            let found = review.search(&parsed.node, 100, Order::Relevance, &mut ()).expect("a search");
            let mut keys: Vec<String> = found.hits.iter().map(|hit| hit.row.key.clone()).collect();
            keys.sort();
            ((*query).to_owned(), found.total, keys)
        })
        .collect()
}

fn rebuilt(folder: &Folder) -> Vec<(String, usize, Vec<String>)> {
    std::fs::remove_dir_all(folder.path("review").join("cache")).expect("the cache");
    answers(&mut Review::open(&folder.path("review")).expect("the review"))
}

#[derive(Clone, Debug)]
enum Act {
    Import(u8),
    Title(u8, u8),
    Note(u8, u8),
    Remove(u8),
    Undo,
    Search,
}

fn deed() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..5u8).prop_map(Act::Import),
        (0..20u8, 0..8u8).prop_map(|(on, word)| Act::Title(on, word)),
        (0..20u8, 0..8u8).prop_map(|(on, word)| Act::Note(on, word)),
        (0..20u8).prop_map(Act::Remove),
        Just(Act::Undo),
        Just(Act::Search),
    ]
}

fn perform(review: &mut Review, second: i64, deed: &Act) {
    let rows = review.store().rows(katsaus::store::Filter::All).expect("rows");
    let pick = |n: &u8| rows.get(usize::from(*n) % rows.len().max(1)).map(|row| row.n);
    match deed {
        Act::Import(seed) => import(review, second, *seed),
        Act::Title(on, word) => {
            if let Some(n) = pick(on) {
                let value = (Field::Title, format!("{} mended", WORDS[usize::from(*word)]));
                review.edit(&act(second), n, &[value], None).expect("an edit");
            }
        }
        Act::Note(on, word) => {
            if let Some(n) = pick(on) {
                review.note(&act(second), n, WORDS[usize::from(*word)]).expect("a note");
            }
        }
        Act::Remove(on) => {
            if let Some(n) = pick(on) {
                review.remove(&act(second), &[n], "a test").expect("a removal");
            }
        }
        Act::Undo => {
            let _ = review.undo(&act(second), None);
        }
        Act::Search => {
            answers(review);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn catching_up_finds_what_an_index_made_anew_finds(deeds in prop::collection::vec(deed(), 1..14)) {
        let folder = Folder::new();
        let mut review = new_review(&folder);
        for (second, deed) in deeds.iter().enumerate() {
            perform(&mut review, second as i64 + 1, deed);
        }
        let caught_up = answers(&mut review);
        drop(review);
        prop_assert_eq!(caught_up, rebuilt(&folder));
    }
}

#[test]
fn inflected_forms_are_found_in_each_texts_language() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, 0);
    let total = |review: &mut Review, query: &str| {
        let parsed = review.query(&[query.to_owned()]).expect("a query");
        review.search(&parsed.node, 10, Order::Relevance, &mut ()).expect("a search").total
    };
    assert!(total(&mut review, "employer") >= total(&mut review, "\"employers\""));
    assert!(total(&mut review, "employers") > 0);
    // Who asks for employers does not ask for what else has the root.
    assert_eq!(total(&mut review, "employing"), 0);
    let any = katsaus::query::plain_words("employing");
    assert!(review.search(&any.node, 10, Order::Relevance, &mut ()).expect("a search").total > 0);
    // Stop words are words: a phrase with one is found, and one that is not there is not.
    assert!(total(&mut review, "\"employer and\"") > 0);
    assert_eq!(total(&mut review, "\"and employer and\""), 0);
    // A query of exclusions alone finds the rest.
    let all = total(&mut review, "*");
    assert_eq!(total(&mut review, "-employer") + total(&mut review, "employer"), all);
    assert_eq!(
        total(&mut review, "(employer OR support) AND dual AND NOT nothing"),
        total(&mut review, "(employer OR support) AND dual")
    );
}

#[test]
fn a_damaged_index_is_made_again_and_never_in_the_way() {
    let folder = Folder::new();
    let mut review = new_review(&folder);
    import(&mut review, 1, 1);
    let expected = answers(&mut review);
    drop(review);
    let index = folder.path("review").join("cache").join("index");
    let files: Vec<_> =
        std::fs::read_dir(&index).expect("the index").map(|entry| entry.expect("a file").path()).collect();
    assert!(files.len() > 4);
    for file in files {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        for harmed in [Vec::new(), bytes[..bytes.len() / 2].to_vec()] {
            if std::fs::write(&file, harmed).is_err() {
                continue;
            }
            let mut review = Review::open(&folder.path("review")).expect("the review");
            assert_eq!(answers(&mut review), expected, "{}", file.display());
        }
    }
}
