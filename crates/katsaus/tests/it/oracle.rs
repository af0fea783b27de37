//! Queries against an evaluator that reads every text: index and oracle must find the same, on 20,000 random queries
//! over random collections. The evaluator is written from the language's description, not from the index.

use crate::support::{Folder, act};
use katsaus::Review;
use katsaus::formats::sheet::ReadSeek;
use katsaus::query::{Fields, Node, Part, Pattern, TextField};
use katsaus::review::ImportRequest;
use proptest::prelude::*;

/// Words of which some are forms of one word in English, some begin alike, some are a letter apart, some have marks.
const WORDS: [&str; 14] = [
    "ruusu",
    "ruusutarha",
    "koivu",
    "koivut",
    "tähti",
    "åska",
    "blixt",
    "zebra",
    "the",
    "employer",
    "employers",
    "employing",
    "employed",
    "support",
];

/// What are forms of one word in English. All texts are said to be English.
const FORMS: [&[&str]; 2] = [&["employer", "employers"], &["employing", "employed"]];

/// One text: title, abstract, keywords, year.
type Text = (Vec<usize>, Vec<usize>, Vec<Vec<usize>>, i32);

fn words(picked: &[usize]) -> String {
    picked.iter().map(|n| WORDS[*n]).collect::<Vec<_>>().join(" ")
}

fn picked(some: std::ops::Range<usize>) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..WORDS.len(), some)
}

fn text() -> impl Strategy<Value = Text> {
    (picked(1..6), picked(0..14), prop::collection::vec(picked(1..3), 0..3), 2000..2006)
}

fn fields() -> impl Strategy<Value = Fields> {
    prop_oneof![
        5 => Just(Fields::ANY),
        2 => Just(Fields::from(TextField::Title)),
        2 => Just(Fields::from(TextField::Abstract)),
        1 => Just(Fields::from(TextField::Keyword)),
        1 => Just(Fields::TITLE_ABSTRACT),
        1 => Just(Fields::TITLE_ABSTRACT_KEYWORDS),
    ]
}

fn wild() -> impl Strategy<Value = Pattern> {
    (0..WORDS.len(), 1..5usize, 0..6u8).prop_map(|(n, at, kind)| {
        let letters: Vec<char> = WORDS[n].chars().collect();
        let at = at.min(letters.len() - 1);
        let text = |letters: &[char]| letters.iter().collect::<String>();
        let (before, behind) = (text(&letters[..at]), text(&letters[at + 1..]));
        Pattern::Wild(match kind {
            0 | 1 => format!("{before}*"),
            2 => format!("{before}?{behind}"),
            3 => format!("{before}#{behind}"),
            4 => format!("{}#", text(&letters)),
            _ => format!("{before}*{}", letters[letters.len() - 1]),
        })
    })
}

fn fuzzy() -> impl Strategy<Value = Pattern> {
    (0..WORDS.len(), 0..6usize, 1..3u8, any::<bool>()).prop_map(|(n, at, edits, turned)| {
        let mut letters: Vec<char> = WORDS[n].chars().collect();
        let at = at % letters.len();
        if turned && at + 1 < letters.len() {
            letters.swap(at, at + 1);
        } else {
            letters.remove(at);
        }
        // What is too short is refused as a query.
        while letters.len() <= usize::from(edits) + 1 {
            letters.push('x');
        }
        Pattern::Fuzzy { word: letters.into_iter().collect(), edits }
    })
}

fn one_word() -> impl Strategy<Value = Vec<Pattern>> {
    let word = (0..WORDS.len()).prop_map(|n| Pattern::Word(WORDS[n].to_owned()));
    let exact = (0..WORDS.len()).prop_map(|n| Pattern::Exact(WORDS[n].to_owned()));
    prop_oneof![6 => word, 1 => exact, 3 => wild(), 1 => fuzzy()].prop_map(|pattern| vec![pattern])
}

fn phrase() -> impl Strategy<Value = Vec<Pattern>> {
    let exact = (0..WORDS.len()).prop_map(|n| Pattern::Exact(WORDS[n].to_owned()));
    prop::collection::vec(prop_oneof![3 => exact, 1 => wild()], 2..4)
}

fn leaf() -> impl Strategy<Value = Node> {
    (fields(), prop_oneof![3 => one_word(), 1 => phrase()])
        .prop_map(|(fields, patterns)| Part::Words { fields, patterns }.into())
}

fn near() -> impl Strategy<Value = Node> {
    let side = prop_oneof![
        4 => leaf(),
        1 => prop::collection::vec(leaf(), 2..4).prop_map(|nodes| Part::Or(nodes).into()),
    ];
    let near = |left: BoxedStrategy<Node>, right: BoxedStrategy<Node>| {
        (0..5u32, any::<bool>(), left, right).prop_map(|(most, ordered, left, right)| {
            Part::Near { most, ordered, left: Box::new(left), right: Box::new(right) }.into()
        })
    };
    let side = side.boxed();
    let flat = near(side.clone(), side.clone()).boxed();
    prop_oneof![3 => flat.clone(), 1 => near(flat.clone(), side.clone()), 1 => near(side, flat)]
}

fn node() -> impl Strategy<Value = Node> {
    let year =
        (2000..2006, 0..4).prop_map(|(from, more)| Part::Year { from: Some(from), to: Some(from + more) }.into());
    let leaf = prop_oneof![6 => leaf(), 5 => near(), 1 => year, 1 => Just(Part::All.into())];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|nodes| Part::And(nodes).into()),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|nodes| Part::Or(nodes).into()),
            inner.prop_map(|node| Part::Not(Box::new(node)).into()),
        ]
    })
}

/// Whether a word fits a pattern with wildcards, letter by letter.
fn fits(pattern: &[char], word: &[char]) -> bool {
    match (pattern.split_first(), word.split_first()) {
        (None, rest) => rest.is_none(),
        (Some(('*', more)), None) => fits(more, word),
        (Some(('*', more)), Some((_, rest))) => fits(more, word) || fits(pattern, rest),
        (Some(('#', more)), Some((_, rest))) => fits(more, word) || fits(more, rest),
        (Some(('#', more)), None) => fits(more, word),
        (Some((_, _)), None) => false,
        (Some((sign, more)), Some((letter, rest))) => (*sign == '?' || sign == letter) && fits(more, rest),
    }
}

/// Whether one word becomes the other by so many edits, by trying them. A letter is touched once.
fn within(one: &[char], other: &[char], edits: u8) -> bool {
    match (one, other) {
        (one, other) if one == other => true,
        _ if edits == 0 => false,
        ([_, rest @ ..], []) | ([], [_, rest @ ..]) => within(rest, &[], edits - 1),
        ([a, one_rest @ ..], [b, other_rest @ ..]) => {
            (a == b && within(one_rest, other_rest, edits))
                || within(one_rest, other_rest, edits - 1)
                || within(one_rest, other, edits - 1)
                || within(one, other_rest, edits - 1)
                || (one.len() > 1
                    && other.len() > 1
                    && *a == other[1]
                    && one[1] == *b
                    && within(&one[2..], &other[2..], edits - 1))
        }
        _ => false,
    }
}

fn is(pattern: &Pattern, word: &str) -> bool {
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    match pattern {
        Pattern::Word(wanted) | Pattern::Kin(wanted) => {
            wanted == word || FORMS.iter().any(|same| same.contains(&wanted.as_str()) && same.contains(&word))
        }
        Pattern::Exact(wanted) => wanted == word,
        Pattern::Wild(wild) => fits(&letters(wild), &letters(word)),
        Pattern::Fuzzy { word: wanted, edits } => within(&letters(wanted), &letters(word), *edits),
    }
}

/// Every stretch of one text in which a part of a query stands: first and last word.
fn stretches(node: &Node, field: TextField, text: &[&str]) -> Vec<(usize, usize)> {
    match &node.part {
        Part::Words { fields, patterns } => {
            let starts = 0..(text.len() + 1).saturating_sub(patterns.len());
            let stands = |at: &usize| patterns.iter().zip(&text[*at..]).all(|(pattern, word)| is(pattern, word));
            let found = starts.filter(stands).map(|at| (at, at + patterns.len() - 1));
            if fields.holds(field) { found.collect() } else { Vec::new() }
        }
        Part::Or(nodes) => nodes.iter().flat_map(|node| stretches(node, field, text)).collect(),
        Part::Near { most, ordered, left, right } => {
            let mut found = Vec::new();
            for (from, to) in stretches(left, field, text) {
                for (start, end) in stretches(right, field, text) {
                    let between = if start > to {
                        start - to - 1
                    } else if from > end && !ordered {
                        from - end - 1
                    } else {
                        continue;
                    };
                    if between <= *most as usize {
                        found.push((from.min(start), to.max(end)));
                    }
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

fn finds(node: &Node, text: &Text) -> bool {
    match &node.part {
        Part::And(nodes) => nodes.iter().all(|node| finds(node, text)),
        Part::Or(nodes) => nodes.iter().any(|node| finds(node, text)),
        Part::Not(node) => !finds(node, text),
        Part::Year { from, to } => from.is_none_or(|from| text.3 >= from) && to.is_none_or(|to| text.3 <= to),
        Part::All => true,
        _ => {
            let mut parts = vec![(TextField::Title, &text.0), (TextField::Abstract, &text.1)];
            parts.extend(text.2.iter().map(|keyword| (TextField::Keyword, keyword)));
            parts.into_iter().any(|(field, picked)| {
                let words: Vec<&str> = picked.iter().map(|n| WORDS[*n]).collect();
                !stretches(node, field, &words).is_empty()
            })
        }
    }
}

fn table(texts: &[Text]) -> String {
    let mut table = "Id,Authors,Year,Title,Abstract,Keywords,Language\n".to_owned();
    for (n, (title, summary, keywords, year)) in texts.iter().enumerate() {
        let keywords = keywords.iter().map(|keyword| words(keyword)).collect::<Vec<_>>().join("; ");
        table += &format!("t{n},\"Q{n}, X\",{year},{},{},{keywords},en\n", words(title), words(summary));
    }
    table
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn index_and_oracle_agree(texts in prop::collection::vec(text(), 1..16), nodes in prop::collection::vec(node(), 500)) {
        let folder = Folder::new();
        let template = katsaus::protocol::template("integrative", "Test").expect("a template");
        let mut review = Review::init(&folder.path("review"), &template, &act(0)).expect("a review");
        let table = table(&texts);
        let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::io::Cursor::new(table.clone()))) };
        let plan_for_long_columns = ImportRequest::new("t.csv", &open);
        review.import(&act(1), &plan_for_long_columns, &mut ()).expect("an import");
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
