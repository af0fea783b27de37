//! Two copies of one review, each with many operations of its own, made one: how long that takes, how long it takes to say
//! what both changed, and whether both ways give the same.

use katsaus::model::{Change, Identity, Timestamp, Verdict, WHOLE};
use katsaus::review::{Act, ImportRequest};
use katsaus::store::Store;
use katsaus::{Review, protocol};
use katsaus_formats::sheet::ReadSeek;
use std::io::Cursor;
use std::path::Path;
use std::time::Instant;

/// Texts that are decided on.
const TEXTS: usize = 2_000;

pub(crate) fn merge(operations: usize, folder: &Path) -> Result<(), String> {
    let act = Act { by: "bench".into(), now: Timestamp(1_767_225_600_000), who: "bench".into() };
    let text = protocol::template("integrative", "bench").ok_or("no template")?;
    let one = folder.join("one");
    let mut review = Review::init(&one, &text, &act).map_err(why)?;
    let table: String = std::iter::once("Author;Year;Title\n".to_owned())
        .chain((0..TEXTS).map(|n| format!("Author{n};{};Title number {n}\n", 1950 + n % 70)))
        .collect();
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(Cursor::new(table.clone()))) };
    review.import(&act, &ImportRequest::new("list.csv", &open), &mut ()).map_err(why)?;
    let mut identities = Vec::new();
    for n in review.store().all().map_err(why)?.iter() {
        identities.extend(review.store().identities(n).map_err(why)?.first().copied());
    }
    drop(review);
    let (ours, theirs) = (one.join("review.db"), folder.join("two.db"));
    Store::open(&ours).and_then(|store| store.backup(&theirs)).map_err(why)?;
    for (path, by) in [(&ours, "anna"), (&theirs, "ben")] {
        let (done, seconds) = timed(|| decide(path, by, &identities, operations));
        done?;
        println!("{operations} decisions by {by}: {seconds:.1} s");
    }
    let ours_before = folder.join("ours-before.db");
    Store::open(&ours).and_then(|store| store.backup(&ours_before)).map_err(why)?;
    let mut store = Store::open(&ours).map_err(why)?;
    let (added, seconds) = timed(|| store.unite(&theirs));
    println!("merged: {} operations added in {seconds:.2} s", added.map_err(why)?);
    let (clashes, seconds) = timed(|| store.clashes());
    println!("clashes: {} in {seconds:.2} s", clashes.map_err(why)?.len());
    let mut other = Store::open(&theirs).map_err(why)?;
    other.unite(&ours_before).map_err(why)?;
    let all = |store: &Store| store.on_sources(katsaus::model::ThingKind::Decision).map_err(why);
    println!("the other way round it is the same: {}", all(&store)? == all(&other)?);
    Ok(())
}

fn decide(path: &Path, by: &str, identities: &[Identity], operations: usize) -> Result<(), String> {
    let mut store = Store::open(path).map_err(why)?;
    for n in 0..operations {
        let mut tx = store.begin().map_err(why)?;
        // Every hundredth is by one who works on both copies.
        let by = if n % 100 == 0 { "both" } else { by };
        let verdict =
            if (n / identities.len() + n + by.len()).is_multiple_of(3) { Verdict::Include } else { Verdict::Unsure };
        tx.change(Change::Decision {
            on: identities[n * 7 % identities.len()],
            selection: WHOLE.into(),
            stage: format!("stage-{}", n / identities.len()),
            by: by.into(),
            verdict: Some(verdict),
            note: None,
            order: None,
        });
        tx.commit(Timestamp(1_767_225_700_000 + 1000 * n as i64), by, "decide").map_err(why)?;
    }
    Ok(())
}

/// What something gave, and how many seconds it took.
fn timed<T>(act: impl FnOnce() -> T) -> (T, f64) {
    let begin = Instant::now();
    let done = act();
    (done, begin.elapsed().as_secs_f64())
}

fn why(error: impl ToString) -> String {
    error.to_string()
}
