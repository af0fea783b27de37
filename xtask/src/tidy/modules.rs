//! Rule: modules inside of the crate `katsaus` reach down, never up. It must not look into tests, which set the
//! scene with whatever they need.

use super::Problem;
use super::code::{Code, below, line_of};
use super::tree::{File, Tree};

const RULE: &str = "module-layers";
const SRC: &str = "crates/katsaus/src/";
/// It runs what the rest of its module only parses, so it may know where the answers are.
const RUNS_QUERIES: &str = "crates/katsaus/src/query/run.rs";

/// What a module may reach, of the others.
enum May {
    Only(&'static [&'static str]),
    AllBut(&'static [&'static str]),
}

/// `progress` is how anything long is told of and stopped: words without a job, that every layer may speak.
const LAYERS: [(&str, May); 13] = [
    ("progress", May::Only(&[])),
    ("log", May::AllBut(&["store", "review", "index", "query"])),
    ("store", May::Only(&["log", "progress"])),
    ("protocol", May::Only(&[])),
    ("analysis", May::Only(&[])),
    ("query", May::AllBut(&["review", "index", "store"])),
    ("index", May::Only(&["store", "query", "analysis", "progress"])),
    ("dedup", May::Only(&[])),
    ("learn", May::Only(&[])),
    ("screen", May::Only(&["learn", "analysis"])),
    ("flow", May::Only(&["screen"])),
    ("report", May::AllBut(&["store", "review", "learn", "screen"])),
    ("wire", May::AllBut(&["store", "index", "review"])),
];

impl May {
    fn reach(&self, other: &str) -> bool {
        match self {
            May::Only(these) => these.contains(&other),
            May::AllBut(these) => !these.contains(&other),
        }
    }
}

/// Places where a module names one that is not below it.
pub(super) fn layers(tree: &Tree) -> Vec<Problem> {
    let modules: Vec<&str> = tree.files.iter().filter_map(|file| module(&file.path)).collect();
    let mut problems = Vec::new();
    for (file, code) in tree.rust().filter(|(file, _)| file.path != RUNS_QUERIES && !file.is_test()) {
        let Some(own) = module(&file.path) else { continue };
        let Some((_, may)) = LAYERS.iter().find(|(of, _)| *of == own) else { continue };
        for (at, other) in reached(file, code) {
            if other != own && modules.contains(&other.as_str()) && !may.reach(&other) {
                let message = format!("`{own}` must not reach `{other}`");
                problems.push(Problem::new(&file.path, line_of(&code.shipped, at), RULE, message));
            }
        }
    }
    problems
}

/// The module right below the crate that a file belongs to; none for the crate's own file.
fn module(path: &str) -> Option<&str> {
    let inside = path.strip_prefix(SRC)?.strip_suffix(".rs")?;
    let own = inside.split('/').next()?;
    (own != "lib").then_some(own)
}

/// What a file names right below the crate, by `crate::` or by as many `super::` as lead there.
fn reached(file: &File, code: &Code) -> Vec<(usize, String)> {
    let inside = file.path.strip_prefix(SRC).unwrap_or_default();
    let depth = inside.split('/').count() - usize::from(inside.ends_with("/mod.rs"));
    let mut found = below(&code.shipped, "crate");
    found.extend(below(&code.shipped, &vec!["super"; depth].join("::")));
    found
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    /// Modules that there are, so that their names mean them.
    const THERE: [&str; 5] = ["log/mod.rs", "store/mod.rs", "index/mod.rs", "query/mod.rs", "review/mod.rs"];

    fn check(path: &str, text: &str) -> Vec<String> {
        let there: Vec<String> = THERE.iter().map(|there| format!("{SRC}{there}")).collect();
        let path = format!("{SRC}{path}");
        let mut files: Vec<(&str, &str)> = there.iter().map(|there| (there.as_str(), "//! A.\n")).collect();
        files.push((path.as_str(), text));
        places(&layers(&Tree::of(&files))).iter().map(|place| place.replace(SRC, "")).collect()
    }

    #[test]
    fn reaching_up_is_named() {
        assert_eq!(check("store/read.rs", "//! A.\nuse crate::{log, index::Index};\n"), ["store/read.rs:2"]);
        assert_eq!(check("store/read.rs", "//! A.\n\nuse super::super::review;\n"), ["store/read.rs:3"]);
        assert_eq!(check("query.rs", "//! A.\nfn a() { crate::store::b() }\n"), ["query.rs:2"]);
        assert_eq!(check("log/deep/mod.rs", "//! A.\nuse super::super::query::Q;\n"), ["log/deep/mod.rs:2"]);
    }

    #[test]
    fn reaching_down_and_within_is_fine() {
        let none = Vec::<String>::new();
        assert_eq!(check("store/read.rs", "use super::log; use crate::log::live; use crate::store::Tx;"), none);
        assert_eq!(check("store/read.rs", "use crate::progress::Progress; use crate::Whatever;"), none);
        assert_eq!(check("index/build.rs", "use crate::store::Store; use crate::query::Query;"), none);
        assert_eq!(check("review/find.rs", "use crate::{index, log, query, store};"), none);
        assert_eq!(check("query/run.rs", "use crate::index::Index;"), none);
        assert_eq!(check("query/parse.rs", "#[cfg(test)]\nmod tests { use crate::store::Store; }"), none);
        assert_eq!(check("query/tests.rs", "use crate::store::Store;"), none);
    }
}
