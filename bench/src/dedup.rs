//! Finding duplicates in many records, one in five of which is another record of a text that is there.

use crate::corpus::Numbers;
use katsaus::dedup::{Card, Known, find};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

/// Writes `n` records as RIS, every fifth a damaged copy of an earlier one.
pub(crate) fn records(n: usize, file: &Path) -> Result<(), String> {
    let text = |error: std::io::Error| format!("`{}`: {error}", file.display());
    let mut out = BufWriter::new(File::create(file).map_err(text)?);
    each(n, &mut |said| write!(out, "{said}").map_err(text))?;
    out.flush().map_err(text)
}

/// Finds the duplicates among `n` records that never were in a file.
pub(crate) fn dedup(n: usize) -> Result<(), String> {
    let mut cards: Vec<Card> = Vec::with_capacity(n);
    let begin = Instant::now();
    let mut kept = katsaus_formats::found::Kept::default();
    each(n, &mut |said| {
        let mut input = katsaus_formats::input::Input::new(Box::new(std::io::Cursor::new(said.into_bytes())));
        let reader = katsaus_formats::format::reader("ris").ok_or("no reader of RIS")?;
        reader.read(&mut input, &mut kept).map_err(|error| error.to_string())?;
        cards.extend(kept.found.drain(..).map(|found| Card::of(&found.content.fields)));
        Ok(())
    })?;
    let read = begin.elapsed();
    let found = find(&cards, &Known::default());
    let gone: usize = found.groups.iter().map(|group| group.records.len() - 1).sum();
    println!(
        "dedup {n} records: cards {:.2} s, found in {:.2} s; {gone} duplicates (of {}), {} pairs to judge",
        read.as_secs_f64(),
        (begin.elapsed() - read).as_secs_f64(),
        n / 5,
        found.pairs.len()
    );
    Ok(())
}

fn each(n: usize, each: &mut dyn FnMut(String) -> Result<(), String>) -> Result<(), String> {
    let mut random = Numbers::seeded(41);
    let mut texts: Vec<u64> = Vec::new();
    for at in 0..n {
        let copy = at % 5 == 4;
        let seed = if copy { texts[below(&mut random, texts.len())] } else { random.next() };
        if !copy {
            texts.push(seed);
        }
        each(record(at, seed, if copy { 1 + below(&mut random, 4) } else { 0 }))?;
    }
    Ok(())
}

fn below(random: &mut Numbers, n: usize) -> usize {
    random.below(n as u64) as usize
}

/// One record of the text that `seed` stands for, written in one of five ways.
fn record(at: usize, seed: u64, way: usize) -> String {
    let mut random = Numbers::seeded(seed);
    let mut words: Vec<String> = (0..9).map(|_| random.word()).collect();
    let number = below(&mut random, 100_000);
    let family = |random: &mut Numbers| -> String {
        const PARTS: [&str; 16] = [
            "vir", "lah", "kor", "niem", "mäk", "and", "berg", "sten", "lund", "holm", "ström", "lind", "tam", "sal",
            "koi", "ran",
        ];
        let name: String = (0..3).map(|_| PARTS[below(random, PARTS.len())]).collect();
        name[..1].to_uppercase() + &name[1..]
    };
    let authors: Vec<String> = (0..3).map(|_| family(&mut random)).collect();
    let (year, volume, page) = (1980 + below(&mut random, 46), 1 + below(&mut random, 90), 1 + below(&mut random, 900));
    let journal =
        ["Journal of Vocational Rehabilitation", "Work and Society", "Disability Studies"][below(&mut random, 3)];
    if way == 2 {
        words.swap(3, 4);
    }
    let mut title = format!("{} {} of {} {number}", words[0], words[1..6].join(" "), words[6..].join(" "));
    if way == 1 {
        title = title.to_uppercase();
    }
    let shown = if way == 3 { &authors[..1] } else { &authors[..] };
    let people: String =
        shown.iter().map(|family| format!("AU  - {family}, {}\n", if way == 1 { "A. B." } else { "Anna" })).collect();
    let journal = if way == 4 { "J Vocat Rehabil" } else { journal };
    format!(
        "TY  - JOUR\nID  - r{at}\n{people}TI  - {title}\nPY  - {year}\nT2  - {journal}\nVL  - {volume}\nSP  - {page}\nEP  - {}\nER  - \n\n",
        page + 12
    )
}
