//! Readers beside biblib, biblatex and serde_bibtex: the same bytes, in one run, the median of some runs each.
//!
//! What is counted differs: katsaus makes whole records with diagnostics and what was not understood, biblib citations,
//! biblatex entries whose fields are still TeX, serde_bibtex maps of strings.

use crate::corpus::{MadeUp, Sources};
use biblib::CitationParser;
use katsaus::model::{Diagnostic, Doi, Fields, Person};
use katsaus_formats::any;
use katsaus_formats::entry::{Entry, WRITERS, write_all};
use katsaus_formats::found::{Found, Sink};
use katsaus_formats::record_table::Columns;
use katsaus_formats::sheet::ReadSeek;
use katsaus_formats::table_text;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;

/// How often each reader reads.
const RUNS: usize = 5;

/// Reads `n` made-up records in each format, or in those named, by katsaus and by its peers.
pub(crate) fn formats(n: usize, wanted: &[&str]) -> Result<(), String> {
    let sources: Vec<Fields> = Sources::new().take(n).map(fields).collect();
    let wanted = |format: &&str| wanted.is_empty() || wanted.contains(format);
    for format in ["ris", "bibtex", "nbib", "endnote-xml"].into_iter().filter(wanted) {
        let bytes: Arc<[u8]> = written(format, &sources)?.into();
        println!("{format}: {n} records, {:.0} MB", bytes.len() as f64 / 1e6);
        ours(format, &bytes)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match format {
            "ris" => biblib_reads(&biblib::RisParser::new(), &text)?,
            "nbib" => biblib_reads(&biblib::PubMedParser::new(), &text)?,
            "endnote-xml" => biblib_reads(&biblib::EndNoteXmlParser::new(), &text)?,
            _ => {
                biblib_reads(&biblib::BibParser::new(), &text)?;
                measured("biblatex", || {
                    biblatex::Bibliography::parse(&text).map(|all| all.len()).map_err(|error| error.to_string())
                })?;
                measured("serde_bibtex", || serde_bibtex_reads(&text))?;
            }
        }
    }
    if !wanted(&"csv") {
        return Ok(());
    }
    let bytes: Arc<[u8]> = as_csv(&sources)?.into();
    println!("csv: {n} records, {:.0} MB", bytes.len() as f64 / 1e6);
    ours("csv", &bytes)
}

fn fields(source: MadeUp) -> Fields {
    Fields {
        kind: Some("article-journal".to_owned()),
        authors: source.authors.iter().map(|author| Person::from_inverted(author)).collect(),
        title: Some(source.title),
        year: Some(source.year),
        container: Some(source.journal),
        volume: Some(source.volume.to_string()),
        issue: Some(source.issue.to_string()),
        pages: Some(source.pages),
        doi: source.doi.as_deref().and_then(|doi| Doi::parse(doi).ok()),
        abstract_text: Some(source.abstract_text),
        keywords: source.keywords,
        ..Fields::default()
    }
}

fn entry<'e>(key: &'e str, fields: &'e Fields) -> Entry<'e> {
    Entry { key, fields, tags: &[], notes: &[], cells: &[] }
}

fn written(format: &str, sources: &[Fields]) -> Result<Vec<u8>, String> {
    let writer = WRITERS.iter().find(|writer| writer.id() == format).ok_or("no such writer")?;
    let keys: Vec<String> = (0..sources.len()).map(|at| format!("key{at}")).collect();
    let entries = sources.iter().zip(&keys).map(|(fields, key)| entry(key, fields));
    let mut bytes = Vec::new();
    write_all(*writer, entries, &mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn as_csv(sources: &[Fields]) -> Result<Vec<u8>, String> {
    let mut columns = Columns::default();
    sources.iter().for_each(|fields| columns.see(&entry("", fields)));
    let rows = sources.iter().map(|fields| columns.row(&entry("", fields)));
    let mut bytes = Vec::new();
    table_text::write_csv(std::iter::once(columns.heads()).chain(rows), &mut bytes)
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}

struct Count(usize);

impl Sink for Count {
    fn found(&mut self, found: Found) -> ControlFlow<()> {
        self.0 += usize::from(found.content.fields.title.is_some());
        ControlFlow::Continue(())
    }

    fn diagnostic(&mut self, _: Diagnostic) {}
}

fn ours(format: &str, bytes: &Arc<[u8]>) -> Result<(), String> {
    measured("katsaus", || {
        let open = || Ok(Box::new(Cursor::new(bytes.clone())) as Box<dyn ReadSeek>);
        let mut count = Count(0);
        any::read(&open, "bench", Some(format), &mut count).map_err(|error| error.to_string())?;
        Ok(count.0)
    })
}

fn biblib_reads(parser: &dyn CitationParser, text: &str) -> Result<(), String> {
    measured("biblib", || parser.parse(text).map(|all| all.len()).map_err(|error| error.to_string()))
}

fn serde_bibtex_reads(text: &str) -> Result<usize, String> {
    #[derive(serde::Deserialize)]
    struct Record {
        fields: BTreeMap<String, String>,
    }
    let mut read = 0;
    for record in serde_bibtex::de::Deserializer::from_str(text).into_iter_regular_entry::<Record>() {
        let record = record.map_err(|error| error.to_string())?;
        read += usize::from(!record.fields.is_empty());
    }
    Ok(read)
}

/// Runs something some times; prints how many records a second of CPU time it reads, by the median.
fn measured(who: &str, mut read: impl FnMut() -> Result<usize, String>) -> Result<(), String> {
    let mut rates = Vec::with_capacity(RUNS);
    let mut records = 0;
    for _ in 0..RUNS {
        let begin = cpu_seconds();
        match read() {
            Ok(read) => records = read,
            Err(why) => {
                println!("  {who:<12} fails: {}", why.lines().next().unwrap_or_default());
                return Ok(());
            }
        }
        rates.push(records as f64 / (cpu_seconds() - begin));
    }
    rates.sort_by(f64::total_cmp);
    println!("  {who:<12} {records:>7} records, {:>8.0} a CPU second", rates[RUNS / 2]);
    Ok(())
}

/// Seconds that this process has been computing, where the system says; else seconds that have passed.
fn cpu_seconds() -> f64 {
    static BEGIN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    let said = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = said.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGIN.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}
