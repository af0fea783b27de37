//! Searching, beside SQLite's FTS5 on the same texts in the same run: median and 99th percentile of queries of each kind
//! inside one process, each with the count of all hits and the first 20. Corpus model: see `corpus`; records say that
//! they are English. Queries are drawn from the texts with seed 7: words by how often they stand there, phrases and
//! neighbours from a text picked at random. FTS5 has `porter unicode61` and one index of title and abstract; it ranks by
//! its bm25. Its snippets and ours are of the abstract.

use crate::corpus::{MadeUp, Numbers, Sources};
use katsaus::review::{Act, FacetKind, ImportRequest, Order, Review};
use katsaus::{model::Timestamp, protocol};
use katsaus_formats::sheet::ReadSeek;
use rusqlite::{Connection, params};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// Queries of each kind.
const QUERIES: usize = 200;

/// Makes a review of `n` sources in `folder`, or opens the one that is there, and measures.
pub(crate) fn search(n: usize, folder: &Path, with_peer: bool) -> Result<(), String> {
    let review_folder = folder.join("review");
    if !review_folder.exists() {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        make(n, folder)?;
    }
    let mut review = Review::open(&review_folder).map_err(|error| error.to_string())?;
    let (begin, cpu) = (Instant::now(), cpu_seconds());
    review.index(&mut ()).map_err(|error| error.to_string())?;
    let size = size_of(&review_folder.join("cache").join("index"));
    let text: usize = Sources::new().take(n).map(|source| text_of(&source).len()).sum();
    println!(
        "index of {n}: {:.1} s, {:.1} CPU s, peak {}; {:.1} MB for {:.1} MB of text: {:.2} x",
        begin.elapsed().as_secs_f64(),
        cpu_seconds() - cpu,
        crate::measure::peak(),
        size as f64 / 1e6,
        text as f64 / 1e6,
        size as f64 / text as f64
    );
    parsing()?;
    let peer = if with_peer { Some(fts5(n, folder)?) } else { None };
    println!("{:<26}{:>9}{:>9}{:>9}   {:>9}{:>9}", "kind", "p50 ms", "p99 ms", "hits", "FTS5 p50", "p99");
    for (kind, queries) in queries(n) {
        let ours: Result<Vec<(f64, usize)>, String> =
            queries.iter().map(|(ours, _)| once(&mut review, kind, ours)).collect();
        let ours = ours?;
        let hits = ours.iter().map(|(_, hits)| hits).sum::<usize>() / ours.len();
        let (p50, p99) = percentiles(ours.iter().map(|(ms, _)| *ms));
        let mut line = format!("{kind:<26}{p50:>9.2}{p99:>9.2}{hits:>9}");
        if let Some(peer) = &peer {
            let theirs: Result<Vec<f64>, String> =
                queries.iter().map(|(_, theirs)| peer_once(peer, kind, theirs)).collect();
            let (p50, p99) = percentiles(theirs?.into_iter());
            let _ = write!(line, "   {p50:>9.2}{p99:>9.2}");
        }
        println!("{line}");
    }
    Ok(())
}

/// Reading queries of a size that nobody types.
fn parsing() -> Result<(), String> {
    let many = (0..10_000).map(|n| format!("term{n}")).collect::<Vec<_>>().join(" OR ");
    let begin = Instant::now();
    katsaus::query::parse(&many, &[]).map_err(|error| error.to_string())?;
    println!("parsing 10,000 words with OR between: {:.1} ms", begin.elapsed().as_secs_f64() * 1000.0);
    let deep = format!("{}a{}", "(".repeat(500), ")".repeat(500));
    let begin = Instant::now();
    let said = katsaus::query::parse(&deep, &[]).err().map(|error| error.to_string()).unwrap_or_default();
    println!("500 parentheses: {:.2} ms; {said}", begin.elapsed().as_secs_f64() * 1000.0);
    Ok(())
}

fn act() -> Act {
    Act { by: "bench".into(), now: Timestamp(1_700_000_000_000), who: "bench".into() }
}

fn text_of(source: &MadeUp) -> String {
    let names = source.authors.join(" ");
    format!("{} {} {} {} {}", source.title, source.abstract_text, source.keywords.join(" "), source.journal, names)
}

/// A review of made-up sources, by way of a RIS file.
fn make(n: usize, folder: &Path) -> Result<(), String> {
    let wrong = |error: std::io::Error| error.to_string();
    let file = folder.join("sources.ris");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file).map_err(wrong)?);
    for source in Sources::new().take(n) {
        let mut text = "TY  - JOUR\r\n".to_owned();
        for author in &source.authors {
            let _ = write!(text, "AU  - {author}\r\n");
        }
        let _ = write!(text, "TI  - {}\r\nPY  - {}\r\nJO  - {}\r\n", source.title, source.year, source.journal);
        let _ = write!(text, "AB  - {}\r\nLA  - en\r\n", source.abstract_text);
        for word in &source.keywords {
            let _ = write!(text, "KW  - {word}\r\n");
        }
        text += "ER  - \r\n\r\n";
        out.write_all(text.as_bytes()).map_err(wrong)?;
    }
    out.flush().map_err(wrong)?;
    let text = protocol::template("integrative", "Bench").unwrap_or_default();
    let mut review = Review::init(&folder.join("review"), &text, &act()).map_err(|error| error.to_string())?;
    let open = || -> std::io::Result<Box<dyn ReadSeek>> { Ok(Box::new(std::fs::File::open(&file)?)) };
    let (begin, cpu) = (Instant::now(), cpu_seconds());
    let request = ImportRequest::new("sources.ris", &open);
    review.import(&act(), &request, &mut ()).map_err(|error| error.to_string())?;
    println!("import of {n}: {:.1} s, {:.1} CPU s", begin.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    std::fs::remove_file(&file).map_err(wrong)
}

fn fts5(n: usize, folder: &Path) -> Result<Connection, String> {
    let wrong = |error: rusqlite::Error| error.to_string();
    let file = folder.join("fts5.db");
    let there = file.exists();
    let mut conn = Connection::open(&file).map_err(wrong)?;
    if !there {
        let begin = Instant::now();
        conn.execute_batch("CREATE VIRTUAL TABLE t USING fts5(title, abstract, tokenize = 'porter unicode61')")
            .map_err(wrong)?;
        let tx = conn.transaction().map_err(wrong)?;
        for source in Sources::new().take(n) {
            tx.prepare_cached("INSERT INTO t (title, abstract) VALUES (?1, ?2)")
                .and_then(|mut insert| insert.execute(params![source.title, source.abstract_text]))
                .map_err(wrong)?;
        }
        tx.commit().map_err(wrong)?;
        conn.execute_batch("INSERT INTO t(t) VALUES('optimize')").map_err(wrong)?;
        println!("FTS5 of {n}: {:.1} s", begin.elapsed().as_secs_f64());
    }
    Ok(conn)
}

/// A query in our language and in FTS5's.
type Pair = (String, String);

fn queries(n: usize) -> Vec<(&'static str, Vec<Pair>)> {
    let texts: Vec<Vec<String>> = Sources::new()
        .take(n.min(5_000))
        .map(|source| {
            source.abstract_text.to_lowercase().split(' ').map(|word| word.trim_end_matches('.').to_owned()).collect()
        })
        .collect();
    let mut numbers = Numbers::seeded(7);
    let word = |numbers: &mut Numbers| -> String {
        let text = &texts[numbers.below(texts.len() as u64) as usize];
        text[numbers.below(text.len() as u64 - 1) as usize].clone()
    };
    let beside = |numbers: &mut Numbers, apart: usize| -> (String, String) {
        let text = &texts[numbers.below(texts.len() as u64) as usize];
        let at = numbers.below((text.len() - apart - 2) as u64) as usize;
        (text[at].clone(), text[at + apart].clone())
    };
    let mut of = |make: &mut dyn FnMut(&mut Numbers) -> Pair| -> Vec<Pair> {
        (0..QUERIES).map(|_| make(&mut numbers)).collect()
    };
    let boolean = |numbers: &mut Numbers| {
        let (a, b, c) = (word(numbers), word(numbers), word(numbers));
        match numbers.below(3) {
            0 => (format!("{a} AND {b}"), format!("{a} AND {b}")),
            1 => (format!("({a} OR {b}) AND {c}"), format!("({a} OR {b}) AND {c}")),
            _ => (format!("{a} AND {b} AND NOT {c}"), format!("({a} AND {b}) NOT {c}")),
        }
    };
    let any = |numbers: &mut Numbers| {
        let words: Vec<String> = (0..12).map(|_| word(numbers)).collect();
        (words.join(" OR "), words.join(" OR "))
    };
    vec![
        ("boolean", of(&mut |numbers| boolean(numbers))),
        (
            "phrase",
            of(&mut |numbers| {
                let (a, b) = beside(numbers, 1);
                (format!("\"{a} {b}\""), format!("\"{a} {b}\""))
            }),
        ),
        (
            "proximity NEAR/3",
            of(&mut |numbers| {
                let (a, b) = beside(numbers, 3);
                (format!("{a} NEAR/3 {b}"), format!("NEAR({a} {b}, 3)"))
            }),
        ),
        ("OR of 12", of(&mut |numbers| any(numbers))),
        (
            "truncation",
            of(&mut |numbers| {
                let start: String = word(numbers).chars().take(5).collect();
                (format!("{start}*"), format!("{start}*"))
            }),
        ),
        ("boolean, all facets", of(&mut |numbers| boolean(numbers))),
        ("boolean, 20 snippets", of(&mut |numbers| boolean(numbers))),
    ]
}

fn once(review: &mut Review, kind: &str, query: &str) -> Result<(f64, usize), String> {
    let wrong = |error: katsaus::ReviewError| error.to_string();
    let begin = Instant::now();
    let node = review.query(&[query.to_owned()]).map_err(wrong)?.node;
    let total = match kind {
        "boolean, all facets" => {
            let set = review.matching(&node, &mut ()).map_err(wrong)?;
            review.facets(&set, &FacetKind::ALL, &mut ()).map_err(wrong)?;
            set.len()
        }
        "boolean, 20 snippets" => review.search(&node, 20, Order::Relevance, &mut ()).map_err(wrong)?.total,
        _ => review.first(&node, 20, Order::Relevance, &mut ()).map_err(wrong)?.total,
    };
    Ok((begin.elapsed().as_secs_f64() * 1000.0, total))
}

fn peer_once(conn: &Connection, kind: &str, query: &str) -> Result<f64, String> {
    let wrong = |error: rusqlite::Error| format!("{query}: {error}");
    let begin = Instant::now();
    let count = "SELECT count(*) FROM t WHERE t MATCH ?1";
    let _: i64 =
        conn.prepare_cached(count).and_then(|mut count| count.query_row([query], |row| row.get(0))).map_err(wrong)?;
    let shown = match kind {
        "boolean, 20 snippets" => "snippet(t, 1, '[', ']', '…', 30)",
        _ => "title",
    };
    let sql = format!("SELECT rowid, {shown} FROM t WHERE t MATCH ?1 ORDER BY rank LIMIT 20");
    let mut best = conn.prepare_cached(&sql).map_err(wrong)?;
    let mut rows = best.query([query]).map_err(wrong)?;
    while let Some(row) = rows.next().map_err(wrong)? {
        let _: String = row.get(1).map_err(wrong)?;
    }
    Ok(begin.elapsed().as_secs_f64() * 1000.0)
}

fn percentiles(times: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
    (at(0.5), at(0.99))
}

/// Processor time of this process, where the system says so.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| behind.split_whitespace().nth(at).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum()
}
