//! `seeds FORMAT FOLDER`: files for a target to begin with. They are the examples of `docs/formats`, and the small files of
//! that format below the folder that `KATSAUS_CORPORA` names, if it names one.

use katsaus_formats::any::{self, Kind};
// What instrumented code calls is in it.
use libfuzzer_sys as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Larger files teach a fuzzer nothing that smaller ones do not.
const LARGEST: u64 = 16 * 1024;
/// So many are enough to begin with.
const MOST: usize = 400;

fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(format), Some(folder)) = (words.next(), words.next()) else {
        panic!("seeds FORMAT FOLDER");
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).expect("a folder for seeds");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/formats/{format}.md"));
    if let Ok(page) = fs::read_to_string(page) {
        fs::write(folder.join("documented"), documented(&page)).expect("a seed");
    }
    let mut files = Vec::new();
    if let Some(corpora) = std::env::var_os("KATSAUS_CORPORA") {
        below(Path::new(&corpora), &mut files);
    }
    files.sort();
    let fitting = files.iter().filter(|file| is_of(file, &format)).take(MOST);
    for (at, file) in fitting.enumerate() {
        fs::copy(file, folder.join(format!("file-{at}"))).expect("a seed");
    }
}

/// A page's frame with all its examples in it.
fn documented(page: &str) -> String {
    let frame = page.split("```frame\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    let cells = page.lines().filter(|line| line.starts_with('|')).filter_map(|line| line.split('|').nth(3));
    let examples: Vec<String> = cells.map(|cell| cell.trim().trim_matches('`').replace("\\n", "\n")).collect();
    frame.replace("@@", &examples.join("\n"))
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn is_of(file: &Path, format: &str) -> bool {
    let small = fs::metadata(file).is_ok_and(|data| data.len() <= LARGEST);
    if !small {
        return false;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let open = || Ok(Box::new(fs::File::open(file)?) as Box<dyn katsaus_formats::sheet::ReadSeek>);
    match any::kind(&open, &name, None) {
        Ok(Kind::Text(reader)) => reader.id() == format,
        Ok(Kind::Table) => name.ends_with(&format!(".{format}")),
        Err(_) => false,
    }
}
