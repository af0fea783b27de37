//! What is measured inside one process. Whole commands are measured from outside, by the shell.

use katsaus::review::{Act, ImportRequest, Order, Review};
use katsaus::{model::Timestamp, protocol};
use katsaus_formats::any;
use katsaus_formats::found::{Found, Sink};
use katsaus_formats::sheet::{Book, Known, ReadSeek, RowPlan, Wishes, apply, profile};
use std::collections::BTreeMap;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

fn opener(file: &Path) -> impl Fn() -> std::io::Result<Box<dyn ReadSeek>> + '_ {
    move || Ok(Box::new(File::open(file)?) as Box<dyn ReadSeek>)
}

/// Reading a file of any format to records alone.
pub(crate) fn entries(file: &Path) -> Result<(), String> {
    struct Count(u64);
    impl Sink for Count {
        fn found(&mut self, found: Found) -> ControlFlow<()> {
            self.0 += u64::from(!found.content.verbatim.is_empty());
            ControlFlow::Continue(())
        }

        fn diagnostic(&mut self, _: katsaus::model::Diagnostic) {}
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut count = Count(0);
    let begin = Instant::now();
    let format = any::read(&opener(file), &name, None, &mut count).map_err(|error| error.to_string())?;
    let seconds = begin.elapsed().as_secs_f64();
    println!("{format}: {} records in {seconds:.2} s: {:.0} records/s", count.0, count.0 as f64 / seconds);
    Ok(())
}

/// Reading a table to records alone: profile, plan, apply; nothing is stored.
pub(crate) fn read(file: &Path) -> Result<(), String> {
    let open = opener(file);
    let begin = Instant::now();
    let text = |error: katsaus_formats::sheet::BookError| error.to_string();
    let mut book = Book::open(&open, "table.xlsx").map_err(text)?;
    let protocol = katsaus::model::Protocol::default();
    let plan = profile(&mut book, &open, &Known { protocol: &protocol }, &Wishes::default()).map_err(text)?;
    let planned = begin.elapsed();
    let row_plan = RowPlan { importer: "bench".into(), stage: "full-text".into(), reviewers: BTreeMap::default() };
    let mut rows = 0u64;
    for sheet in &plan.sheets {
        apply(&mut book, sheet, &row_plan, &mut |_| {
            rows += 1;
            ControlFlow::Continue(())
        })
        .map_err(text)?;
    }
    let all = begin.elapsed();
    println!(
        "read {rows} rows in {:.2} s (plan {:.2} s): {:.0} rows/s",
        all.as_secs_f64(),
        planned.as_secs_f64(),
        rows as f64 / all.as_secs_f64()
    );
    Ok(())
}

fn act() -> Act {
    Act { by: "bench".into(), now: Timestamp(1_700_000_000_000), who: "bench".into() }
}

/// An import into a new review, index included.
pub(crate) fn import(file: &Path, folder: &Path) -> Result<(), String> {
    let text = |error: katsaus::ReviewError| error.to_string();
    let protocol = protocol::template("integrative", "Bench").unwrap_or_default();
    let mut review = Review::init(folder, &protocol, &act()).map_err(text)?;
    let open = opener(file);
    let request = ImportRequest::new("table.xlsx", &open);
    let begin = Instant::now();
    review.import(&act(), &request, &mut ()).map_err(text)?;
    println!("log and records {:.2} s, peak {}", begin.elapsed().as_secs_f64(), peak());
    let begin = Instant::now();
    review.index(&mut ()).map_err(text)?;
    println!("index {:.2} s, peak {}", begin.elapsed().as_secs_f64(), peak());
    Ok(())
}

/// The most memory that this process has held, where the system says so.
pub(crate) fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "not known".to_owned(), |line| line.trim().to_owned())
}

/// Searches in an open review, the index warm: median and slowest of 40, with the first 20 hits and their snippets.
pub(crate) fn inside(folder: &Path) -> Result<(), String> {
    let text = |error: katsaus::ReviewError| error.to_string();
    let mut review = Review::open(folder).map_err(text)?;
    review.index(&mut ()).map_err(text)?;
    let queries = ["emploworksup", "vocapar AND tiin", "\"empl ploy\" OR rehab*", "dissup -jobin", "title:workre"];
    for query in queries {
        let parsed = review.query(&[query.to_owned()]).map_err(text)?;
        let mut times = Vec::new();
        let mut total = 0;
        for _ in 0..40 {
            let begin = Instant::now();
            let found = review.search(&parsed.node, 20, Order::Relevance, &mut ()).map_err(text)?;
            times.push(begin.elapsed().as_secs_f64() * 1000.0);
            total = found.total;
        }
        times.sort_by(f64::total_cmp);
        println!("{query:<28} {total:>6} hits  median {:.2} ms  slowest {:.2} ms", times[20], times[39]);
    }
    Ok(())
}

/// Single commands that change much: each once, as a person gives it once.
pub(crate) fn changes(folder: &Path) -> Result<(), String> {
    let text = |error: katsaus::ReviewError| error.to_string();
    let mut review = Review::open(folder).map_err(text)?;
    if review.protocol().code("bench/one").is_none() {
        review.add_code(&act(), "bench/one", &katsaus_model::Code::default()).map_err(text)?;
    }
    let node = review.query(&["dissup".to_owned()]).map_err(text)?.node;
    timed("find what a word finds", || review.matching(&node, &mut ()).map_err(text))?;
    let found: Vec<i64> = review.matching(&node, &mut ()).map_err(text)?.iter().collect();
    let what = format!("tag {} sources", found.len());
    timed(&what, || review.tag(&act(), &["bench/one".to_owned()], &found, true).map_err(text))?;
    timed("rename that code", || review.rename_code(&act(), "bench/one", "bench/two").map_err(text))?;
    timed("undo the renaming", || review.undo(&act(), None).map_err(text))?;
    timed("undo the tags", || review.undo(&act(), None).map_err(text))?;
    timed("check", || review.check().map_err(text))?;
    let node = review.query(&["*".to_owned()]).map_err(text)?.node;
    let set = review.matching(&node, &mut ()).map_err(text)?;
    let mut sink = std::io::sink();
    timed("export all as xlsx", || review.export(&set, "xlsx", &mut sink, &mut ()).map_err(text))?;
    println!("peak {}", peak());
    Ok(())
}

fn timed<T>(what: &str, act: impl FnOnce() -> Result<T, String>) -> Result<(), String> {
    let begin = Instant::now();
    act()?;
    println!("{what:<28} {:>8.3} s", begin.elapsed().as_secs_f64());
    Ok(())
}
