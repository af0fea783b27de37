//! `cargo xtask dedup-scores FOLDER`: how well duplicates are found in labelled sets. It must not know how they are found:
//! it runs the program and compares.
//!
//! A set is a folder with `ris/records.ris` and `merged_record_ids.csv` (one group a line, identifiers with `;` between).
//! Record level: FP is a text of which no record is kept, FN a surplus copy. Sets that hold pairs to judge are counted with
//! them: how many of the surplus copies would go if a person judged every pair rightly.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::process::Command;

#[derive(Clone, Copy, Default)]
struct Score {
    tp: u64,
    fp: u64,
    missed: u64,
    pairs: u64,
    held: u64,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.tp += other.tp;
        self.fp += other.fp;
        self.missed += other.missed;
        self.pairs += other.pairs;
        self.held += other.held;
    }

    fn line(self, name: &str) -> String {
        let both = 2 * self.tp + self.fp + self.missed;
        let f1 = if both == 0 { 1.0 } else { 2.0 * self.tp as f64 / both as f64 };
        format!(
            "{name:<22} TP {:>5}  FP {:>3}  FN {:>4}  F1 {f1:.4}  to judge {:>4}, holding {} of {} missed",
            self.tp, self.fp, self.missed, self.pairs, self.held, self.missed
        )
    }
}

/// Runs the program on every set below a folder, and prints a line for each and one for all.
pub(crate) fn dedup_scores(root: &Path, folder: &str) -> Result<(), String> {
    let folder = Path::new(folder);
    let sets = std::fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut sets: Vec<_> = sets.flatten().map(|entry| entry.path()).collect();
    sets.sort();
    sets.retain(|set| set.join("merged_record_ids.csv").is_file());
    let built = Command::new("cargo").args(["build", "--release", "-p", "katsaus-cli"]).current_dir(root).status();
    if !built.is_ok_and(|status| status.success()) {
        return Err("the program could not be built".to_owned());
    }
    let program = root.join("target/release/katsaus");
    let mut all = Score::default();
    for set in &sets {
        let score = score(&program, set)?;
        println!("{}", score.line(&set.file_name().unwrap_or_default().to_string_lossy()));
        all.add(score);
    }
    println!("{}", all.line("all"));
    Ok(())
}

fn score(program: &Path, set: &Path) -> Result<Score, String> {
    let wrong = |what: String| format!("`{}`: {what}", set.display());
    let records = set.join("ris/records.ris");
    let text = std::fs::read_to_string(&records).map_err(|error| wrong(error.to_string()))?;
    let ids: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("ID  - ")).map(str::trim).collect();
    let labels =
        std::fs::read_to_string(set.join("merged_record_ids.csv")).map_err(|error| wrong(error.to_string()))?;
    let output = Command::new(program).arg("dedup").arg(&records).arg("--json").output();
    let output = output.map_err(|error| wrong(error.to_string()))?;
    let lines: Vec<Value> =
        String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of = |schema: &str| -> Vec<Vec<String>> {
        let of = lines.iter().filter(|line| line["schema"] == schema);
        of.map(|line| serde_json::from_value(line["records"].clone()).unwrap_or_default()).collect()
    };

    let mut truth = Groups::of(&ids);
    for line in labels.lines().skip(1) {
        truth.join(&line.trim_matches('"').split(';').map(str::trim).collect::<Vec<_>>());
    }
    let mut found = Groups::of(&ids);
    for group in of("katsaus.group.v1") {
        found.join(&group.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let mut score = compare(&mut truth, &mut found);
    let (pairs, links) = (of("katsaus.pair.v1"), of("katsaus.link.v1"));
    score.pairs = (pairs.len() + links.len()) as u64;
    for pair in pairs.iter().chain(&links) {
        if truth.root(&pair[0]) == truth.root(&pair[1]) {
            found.join(&[&pair[0], &pair[1]]);
        }
    }
    score.held = score.missed - compare(&mut truth, &mut found).missed;
    Ok(score)
}

/// The first record of each group that was found is kept; how do these compare with the texts that there are?
fn compare(truth: &mut Groups<'_>, found: &mut Groups<'_>) -> Score {
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut texts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..truth.parent.len() {
        if seen.insert(found.root_at(at)) {
            kept.insert(at);
        }
        texts.entry(truth.root_at(at)).or_default().push(at);
    }
    let mut score = Score::default();
    for records in texts.values() {
        let count = records.len() as u64;
        match records.iter().filter(|at| kept.contains(at)).count() as u64 {
            0 => {
                score.fp += 1;
                score.tp += count - 1;
            }
            stay => {
                score.missed += stay - 1;
                score.tp += count - stay;
            }
        }
    }
    score
}

/// Records in groups, by identifier.
struct Groups<'a> {
    at: HashMap<&'a str, usize>,
    parent: Vec<usize>,
}

impl<'a> Groups<'a> {
    fn of(ids: &[&'a str]) -> Groups<'a> {
        Groups { at: ids.iter().enumerate().map(|(at, id)| (*id, at)).collect(), parent: (0..ids.len()).collect() }
    }

    fn root_at(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn root(&mut self, id: &str) -> Option<usize> {
        let at = *self.at.get(id)?;
        Some(self.root_at(at))
    }

    fn join(&mut self, ids: &[&str]) {
        let roots: Vec<usize> = ids.iter().filter_map(|id| self.root(id)).collect();
        // The earliest stays the root, so that which record is kept depends on nothing else.
        if let Some(first) = roots.iter().min().copied() {
            for root in roots {
                self.parent[root] = first;
            }
        }
    }
}
