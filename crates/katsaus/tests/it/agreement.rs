//! Agreement as other programs measure it, where `KATSAUS_CORPORA` says that real ratings lie; elsewhere there is
//! nothing to see.

use katsaus::screen::{Agreement, Estimate, Ratings, agreement};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("KATSAUS_CORPORA")?).join("screening").join("agreement"))
}

/// The cells of a line of CSV, some of them in quotes.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("a cell").push(c),
        }
    }
    cells
}

/// Some columns of a file, each cell as the place of its number among `categories`.
fn ratings(path: &Path, raters: &[&str], categories: &[f64]) -> Vec<Vec<Option<usize>>> {
    let text = std::fs::read_to_string(path).expect("a file");
    let mut lines = text.lines();
    let heads = cells(lines.next().expect("a head"));
    let columns: Vec<usize> =
        raters.iter().map(|rater| heads.iter().position(|head| head == rater).expect("a rater")).collect();
    let rating = |cell: &str| {
        let number: f64 = cell.parse().ok()?;
        Some(categories.iter().position(|category| *category == number).expect("a category"))
    };
    let row = |line: &str| {
        let cells = cells(line);
        columns.iter().map(|column| rating(&cells[*column])).collect()
    };
    lines.map(row).collect()
}

#[track_caller]
fn close(what: &str, found: Estimate, expected: &Value) {
    let (found, expected) = (found.value.expect("a value"), expected.as_f64().expect("a number"));
    // The expected ones are rounded to five digits, some to six.
    assert!((found - expected).abs() < 1e-5, "{what}: {found}, not {expected}");
}

fn sizes(found: &Agreement, rows: &[Vec<Option<usize>>], expected: &Value) {
    assert_eq!(found.subjects as u64, expected["subjects"].as_u64().expect("a number"));
    for (ratings, subjects) in expected["ratings_per_subject"].as_object().expect("numbers") {
        let ratings: usize = ratings.parse().expect("a number");
        let so_many = rows.iter().filter(|row| row.iter().flatten().count() == ratings).count();
        assert_eq!(so_many as u64, subjects.as_u64().expect("a number"));
    }
    let counts = ["-1.0", "0.0", "1.0"].map(|category| expected["categories"][category].as_f64().expect("a number"));
    let all: f64 = counts.iter().sum();
    assert_eq!(found.shares, counts.map(|count| count / all));
}

/// The reference has as many categories as the two used.
fn pair(what: &str, rows: &[Vec<Option<usize>>], (a, b): (usize, usize), expected: &Value) {
    let table = expected["table"].as_array().expect("a table");
    let narrow = table.len() == 2;
    let place = |category: usize| if narrow { category / 2 } else { category };
    let narrowed = rows.iter().map(|row| row.iter().map(|cell| cell.map(place)).collect()).collect();
    let found = agreement(&Ratings::new(table.len(), narrowed).of_pair(a, b), 0);
    assert_eq!(Some(found.subjects as u64), expected["n"].as_u64(), "{what}");
    close(what, found.observed, &expected["po"]);
    close(what, found.kappa, &expected["kappa"]);
    close(what, found.pabak(), &expected["pabak"]);
    close(what, found.ac1, &expected["ac1"]);
}

#[test]
fn agreement_is_as_other_programs_measure_it() {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("reference_values.json")).expect("a file");
    let reference: Value = serde_json::from_str(&text).expect("JSON");
    let raters = ["A", "B", "C", "D"];
    let mut pairs = 0;
    for (review, expected) in reference.as_object().expect("reviews") {
        let rows = ratings(&folder.join(format!("{review}_ratings.csv")), &raters, &[-1.0, 0.0, 1.0]);
        let found = agreement(&Ratings::new(3, rows.clone()), 200);
        sizes(&found, &rows, expected);
        close(review, found.ac1, &expected["gwet"][0]);
        close(review, found.fleiss, &expected["fleiss"][0]);
        close(review, found.brennan_prediger, &expected["bp"][0]);
        close(review, found.alpha_nominal, &expected["kripp_nominal"]);
        close(review, found.alpha_ordinal, &expected["kripp_ordinal"]);
        // Theirs are analytic, ours are not: they are about as wide, and about in the same place.
        for (estimate, key) in [(found.ac1, "gwet"), (found.fleiss, "fleiss"), (found.brennan_prediger, "bp")] {
            let interval = estimate.interval.expect("an interval");
            let end = |at: usize| expected[key][1][at].as_f64().expect("a number");
            let apart = (interval.low - end(0)).abs().max((interval.high - end(1)).abs());
            assert!(apart < 0.2 * (end(1) - end(0)), "{review} {key}: {interval:?}");
        }
        for (names, expected) in expected["pairs"].as_object().expect("pairs") {
            let places: Vec<usize> = names.bytes().map(|name| usize::from(name - b'A')).collect();
            pair(&format!("{review} {names}"), &rows, (places[0], places[1]), expected);
            pairs += 1;
        }
    }
    assert_eq!(pairs, 12);
}

/// Five people screened 783 texts, two of them each text.
#[test]
fn agreement_of_five_who_shared_the_work() {
    let Some(folder) = folder() else { return };
    let raters = ["RS", "HT", "XY", "JC", "TX"];
    let rows = ratings(&folder.join("tcp_783_ratings.csv"), &raters, &[0.0, 1.0]);
    let ratings = Ratings::new(2, rows);
    let found = agreement(&ratings, 0);
    assert_eq!((found.subjects, found.rated_twice, found.raters), (783, 783, 5));
    close("AC1", found.ac1, &Value::from(0.57029));
    close("Fleiss", found.fleiss, &Value::from(0.53977));
    close("Brennan-Prediger", found.brennan_prediger, &Value::from(0.55556));
    close("alpha", found.alpha_nominal, &Value::from(0.540_067));
    let (alike, one_strict) = (agreement(&ratings.of_pair(0, 2), 0), agreement(&ratings.of_pair(1, 4), 0));
    close("RS-XY", alike.kappa, &Value::from(0.76165));
    close("RS-XY", alike.ac1, &Value::from(0.87958));
    close("HT-TX", one_strict.kappa, &Value::from(0.36061));
    close("HT-TX", one_strict.ac1, &Value::from(0.34737));
}
