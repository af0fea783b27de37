//! Queries against an evaluator that reads every text: index and oracle must find the same.

use crate::support::{Folder, act};
use katsaus::Review;
use katsaus::formats::sheet::ReadSeek;
use katsaus::index::tokens;
use katsaus::query::{Node, TextField};
use katsaus::review::ImportRequest;
use proptest::prelude::*;

/// Words that share no stem in any of the languages, some with marks, one a beginning of another.
const WORDS: [&str; 8] = ["ruusu", "ruusutarha", "koivu", "tähti", "åska", "blixt", "zebra", "the"];

/// One text: title, abstract, year.
type Text = (Vec<usize>, Vec<usize>, i32);

fn words(picked: &[usize]) -> String {
    picked.iter().map(|n| WORDS[*n]).collect::<Vec<_>>().join(" ")
}

fn text() -> impl Strategy<Value = Text> {
    (prop::collection::vec(0..WORDS.len(), 1..5), prop::collection::vec(0..WORDS.len(), 0..8), 2000..2006)
}

fn field() -> impl Strategy<Value = Option<TextField>> {
    prop_oneof![Just(None), Just(Some(TextField::Title)), Just(Some(TextField::Abstract))]
}

fn node() -> impl Strategy<Value = Node> {
    let word = (field(), 0..WORDS.len()).prop_map(|(field, n)| Node::Word { field, word: WORDS[n].to_owned() });
    let phrase = (field(), prop::collection::vec(0..WORDS.len(), 2..4), any::<bool>())
        .prop_map(|(field, picked, open)| Node::Phrase { field, words: words(&picked), open });
    let prefix = (field(), 0..WORDS.len(), 2..5usize)
        .prop_map(|(field, n, letters)| Node::Prefix { field, start: WORDS[n].chars().take(letters).collect() });
    let year = (2000..2006, 0..4).prop_map(|(from, more)| Node::Year { from: Some(from), to: Some(from + more) });
    let leaf = prop_oneof![4 => word, 2 => phrase, 2 => prefix, 1 => year, 1 => Just(Node::All)];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::Or),
            inner.prop_map(|node| Node::Not(Box::new(node))),
        ]
    })
}

fn holds(words: &[String], wanted: &[String], open: bool) -> bool {
    words.windows(wanted.len()).any(|window| {
        let last = wanted.len() - 1;
        window[..last] == wanted[..last]
            && if open { window[last].starts_with(&wanted[last]) } else { window[last] == wanted[last] }
    })
}

fn finds(node: &Node, text: &Text) -> bool {
    let read = |text: &str| tokens(text).map(|(_, _, word)| word).collect::<Vec<_>>();
    let (title, abstract_text) = (read(&words(&text.0)), read(&words(&text.1)));
    let anywhere = |field: &Option<TextField>, wanted: &str, open: bool| {
        let wanted = read(wanted);
        let fields = [(TextField::Title, &title), (TextField::Abstract, &abstract_text)];
        fields.iter().any(|(name, words)| field.is_none_or(|field| field == *name) && holds(words, &wanted, open))
    };
    match node {
        Node::And(nodes) => nodes.iter().all(|node| finds(node, text)),
        Node::Or(nodes) => nodes.iter().any(|node| finds(node, text)),
        Node::Not(node) => !finds(node, text),
        Node::Word { field, word } => anywhere(field, word, false),
        Node::Phrase { field, words, open } => anywhere(field, words, *open),
        Node::Prefix { field, start } => anywhere(field, start, true),
        Node::Year { from, to } => from.is_none_or(|from| text.2 >= from) && to.is_none_or(|to| text.2 <= to),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn index_and_oracle_agree(texts in prop::collection::vec(text(), 1..12), nodes in prop::collection::vec(node(), 40)) {
        let folder = Folder::new();
        let template = katsaus::protocol::template("integrative", "Test").expect("a template");
        let mut review = Review::init(&folder.path("review"), &template, &act(0)).expect("a review");
        let mut table = "Id,Authors,Year,Title,Abstract,Language\n".to_owned();
        for (n, text) in texts.iter().enumerate() {
            table += &format!("t{n},\"Q{n}, X\",{},{},{},fi\n", text.2, words(&text.0), words(&text.1));
        }
        let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(table.clone()))) };
        let request = ImportRequest::new("t.csv", &open);
        review.import(&act(1), &request, &mut ()).expect("an import");
        let rows = review.store().rows(katsaus::store::Filter::All).expect("rows");
        prop_assert_eq!(rows.len(), texts.len());
        let names = review.names().expect("names");
        let number = |id: &str| {
            let is_it = |n: &i64| review.store().source(*n, &names).expect("a read").is_some_and(|source| source.ids == [id]);
            rows.iter().map(|row| row.n).find(is_it).expect("a source")
        };
        let numbers: Vec<i64> = (0..texts.len()).map(|n| number(&format!("t{n}"))).collect();
        for node in &nodes {
            let set = review.matching(node, &mut ()).expect("a query runs");
            for (n, text) in texts.iter().enumerate() {
                prop_assert_eq!(set.contains(numbers[n]), finds(node, text), "{} on {:?}", node, text);
            }
            // What is printed is read as the same query, so that "read as" never misleads.
            let printed = review.query(&[node.to_string()]).expect("what is printed can be read");
            prop_assert_eq!(review.matching(&printed.node, &mut ()).expect("a query runs"), set, "{}", node);
        }
    }
}
