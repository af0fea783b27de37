//! How well `suggest` ranks, on labelled sets of other reviews: tables with `title`, `abstract`, `record_id` and
//! `label_included`. Twenty of the included texts are tagged by chance (half, where there are fewer), and the others
//! are to be found. Beside it stand two plain rules: how many words a text shares with the tagged ones taken together,
//! and the sum of the words it shares with each.

use katsaus::model::{Code, Timestamp};
use katsaus::review::{Act, ImportRequest, Review};
use katsaus::{analysis, protocol};
use katsaus_formats::sheet::{Book, ReadSeek, Role, Wishes};
use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// How many texts are tagged.
const TAGGED: usize = 20;

/// Words that say nothing of what a text is about.
const SMALL: [&str; 40] = [
    "the", "of", "and", "in", "to", "a", "an", "for", "with", "on", "by", "is", "are", "was", "were", "be", "been",
    "as", "at", "from", "that", "this", "these", "those", "or", "not", "we", "our", "their", "its", "it", "which",
    "than", "have", "has", "had", "can", "may", "between", "after",
];

/// Average precisions of one set, over all seeds.
#[derive(Default)]
struct Outcome {
    ours: f64,
    shared: f64,
    summed: f64,
}

/// Ranks each table of a folder `seeds` times.
pub(crate) fn suggest(folder: &Path, seeds: u64) -> Result<(), String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).map_err(text)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    let (mut better_than_shared, mut better_than_summed) = (0, 0);
    let mut mean = Outcome::default();
    println!("{:<32} {:>6} {:>5}  {:>6} {:>6} {:>6}", "set", "texts", "found", "ours", "shared", "summed");
    for file in &files {
        let (texts, included, outcome) = one(file, seeds)?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        println!(
            "{name:<32} {texts:>6} {included:>5}  {:>6.3} {:>6.3} {:>6.3}",
            outcome.ours, outcome.shared, outcome.summed
        );
        better_than_shared += u32::from(outcome.ours > outcome.shared);
        better_than_summed += u32::from(outcome.ours > outcome.summed);
        mean.ours += outcome.ours / files.len() as f64;
        mean.shared += outcome.shared / files.len() as f64;
        mean.summed += outcome.summed / files.len() as f64;
    }
    println!("mean {:.3}, shared words {:.3}, summed {:.3}", mean.ours, mean.shared, mean.summed);
    println!(
        "better than shared words on {better_than_shared} of {n}, than summed on {better_than_summed} of {n}",
        n = files.len()
    );
    Ok(())
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

fn one(file: &Path, seeds: u64) -> Result<(usize, usize, Outcome), String> {
    let folder = std::env::temp_dir().join(format!("katsaus-bench-{}", std::process::id()));
    let act = Act { by: "bench".into(), now: Timestamp(1_767_225_600_000), who: "bench".into() };
    let protocol = protocol::template("integrative", "bench").ok_or("no template")?;
    let mut review = Review::init(&folder, &protocol, &act).map_err(text)?;
    let done = measured(&mut review, &act, file, seeds);
    drop(review);
    fs::remove_dir_all(&folder).map_err(text)?;
    done
}

fn measured(review: &mut Review, act: &Act, file: &Path, seeds: u64) -> Result<(usize, usize, Outcome), String> {
    let open = || File::open(file).map(|file| Box::new(file) as Box<dyn ReadSeek>);
    let labels = labels(&open)?;
    let map = [("record_id", Role::Id), ("label_included", Role::Ignored), ("label_abstract", Role::Ignored)];
    let there = |(head, _): &(&str, Role)| head_of(&open).is_ok_and(|heads| heads.iter().any(|known| known == head));
    let map = map.into_iter().filter(there).map(|(head, role)| (head.to_owned(), role)).collect();
    let wishes = Wishes { map, ..Wishes::default() };
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let request = ImportRequest { wishes, ..ImportRequest::new(name, &open) };
    review.import(act, &request, &mut ()).map_err(text)?;
    let all = review.store().all().map_err(text)?;
    let names = review.names().map_err(text)?;
    let (mut words, mut included) = (HashMap::new(), Vec::new());
    for n in all.iter() {
        let Some(source) = review.store().source(n, &names).map_err(text)? else { continue };
        if source.ids.iter().any(|id| labels.contains(id)) {
            included.push(n);
        }
        let fields = &source.fields;
        let parts = [fields.title.as_deref(), fields.abstract_text.as_deref()].map(Option::unwrap_or_default);
        words.insert(n, plain_words(&parts.join(" ")));
    }
    let mut outcome = Outcome::default();
    for seed in 0..seeds {
        let tagged = chosen(&included, seed);
        let hits: HashSet<i64> = included.iter().copied().filter(|n| !tagged.contains(n)).collect();
        let code = format!("bench/seed-{seed}");
        review.add_code(act, &code, &Code::default()).map_err(text)?;
        review.tag(act, std::slice::from_ref(&code), &tagged, true).map_err(text)?;
        let found = review.suggest(&code, &all, usize::MAX, &mut ()).map_err(text)?;
        let order: Vec<i64> = found.texts.iter().map(|text| text.row.n).collect();
        let share = 1.0 / seeds as f64;
        outcome.ours += share * average_precision(&completed(order, &words, &tagged), &hits);
        outcome.shared += share * average_precision(&by_shared(&words, &tagged), &hits);
        outcome.summed += share * average_precision(&by_sum(&words, &tagged), &hits);
    }
    Ok((words.len(), included.len(), outcome))
}

fn head_of(open: &dyn Fn() -> std::io::Result<Box<dyn ReadSeek>>) -> Result<Vec<String>, String> {
    let mut book = Book::open(&open, "set.csv").map_err(text)?;
    let mut heads = Vec::new();
    let sheet = book.sheets().remove(0);
    book.rows(&sheet, &mut |row| {
        heads = row.cells.iter().map(|cell| cell.1.text().into_owned()).collect();
        ControlFlow::Break(())
    })
    .map_err(text)?;
    Ok(heads)
}

/// The identifiers of the texts that were included.
fn labels(open: &dyn Fn() -> std::io::Result<Box<dyn ReadSeek>>) -> Result<HashSet<String>, String> {
    let mut book = Book::open(&open, "set.csv").map_err(text)?;
    let (mut label, mut id) = (0, 0);
    let mut found = HashSet::new();
    let sheet = book.sheets().remove(0);
    book.rows(&sheet, &mut |row| {
        if label == 0 {
            let head = |name: &str| row.cells.iter().find(|cell| cell.1.text() == name).map_or(0, |cell| cell.0);
            (label, id) = (head("label_included"), head("record_id"));
        } else if row.text(label) == "1" {
            found.insert(row.text(id).into_owned());
        }
        ControlFlow::Continue(())
    })
    .map_err(text)?;
    Ok(found)
}

fn plain_words(text: &str) -> HashSet<String> {
    let words = analysis::tokens(text).map(|(_, _, word)| word);
    words.filter(|word| word.chars().all(char::is_alphabetic) && !SMALL.contains(&word.as_str())).collect()
}

/// Some of the included texts, by chance, the same for the same seed.
fn chosen(included: &[i64], seed: u64) -> Vec<i64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D;
    let mut order = included.to_vec();
    for last in (1..order.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, ((state >> 33) % (last as u64 + 1)) as usize);
    }
    order.truncate(if included.len() > TAGGED { TAGGED } else { included.len() / 2 });
    order
}

/// The order, with what was not suggested behind it.
fn completed(mut order: Vec<i64>, words: &HashMap<i64, HashSet<String>>, tagged: &[i64]) -> Vec<i64> {
    let known: HashSet<i64> = order.iter().chain(tagged).copied().collect();
    let mut rest: Vec<i64> = words.keys().copied().filter(|n| !known.contains(n)).collect();
    rest.sort_unstable();
    order.extend(rest);
    order
}

fn by_shared(words: &HashMap<i64, HashSet<String>>, tagged: &[i64]) -> Vec<i64> {
    let together: HashSet<&String> = tagged.iter().flat_map(|n| &words[n]).collect();
    by_score(words, tagged, |own| own.iter().filter(|word| together.contains(word)).count())
}

fn by_sum(words: &HashMap<i64, HashSet<String>>, tagged: &[i64]) -> Vec<i64> {
    by_score(words, tagged, |own| tagged.iter().map(|n| words[n].intersection(own).count()).sum())
}

fn by_score(
    words: &HashMap<i64, HashSet<String>>,
    tagged: &[i64],
    score: impl Fn(&HashSet<String>) -> usize,
) -> Vec<i64> {
    let others = words.iter().filter(|(n, _)| !tagged.contains(n));
    let mut scored: Vec<(usize, i64)> = others.map(|(n, own)| (score(own), *n)).collect();
    scored.sort_by_key(|(score, n)| (std::cmp::Reverse(*score), *n));
    scored.into_iter().map(|(_, n)| n).collect()
}

/// The mean of the precisions at each text that was to be found.
fn average_precision(order: &[i64], hits: &HashSet<i64>) -> f64 {
    let mut found = 0.0;
    let mut sum = 0.0;
    for (at, n) in order.iter().enumerate() {
        if hits.contains(n) {
            found += 1.0;
            sum += found / (at + 1) as f64;
        }
    }
    sum / hits.len().max(1) as f64
}
