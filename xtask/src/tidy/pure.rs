//! Rule: the library knows no clock and no environment, and model and formats no files: what they need they are
//! handed. It must not look into tests, which set the scene themselves.

use super::Problem;
use super::code::{Code, below, line_of, words};
use super::tree::{File, Tree};

const RULE: &str = "pure";
const LEAVES: [&str; 2] = ["crates/katsaus-model/src/", "crates/katsaus-formats/src/"];
const REVIEW: &str = "crates/katsaus/src/";
const CLOCKS: [&str; 4] = ["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now"];

/// Code of the library that reaches out by itself.
pub(super) fn reaches(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, code) in tree.rust().filter(|(file, _)| !file.is_test()) {
        let is_leaf = LEAVES.iter().any(|leaf| file.path.starts_with(leaf));
        if is_leaf || file.path.starts_with(REVIEW) {
            no_module(file, code, "env", "the environment is the command line's", &mut problems);
            for clock in CLOCKS {
                no_call(file, code, clock, "the caller has the clock", &mut problems);
            }
        }
        if is_leaf {
            no_module(file, code, "fs", "the caller opens files and hands on streams", &mut problems);
            no_call(file, code, "File::open", "the caller opens files and hands on streams", &mut problems);
        }
    }
    problems
}

fn no_module(file: &File, code: &Code, module: &str, why: &str, problems: &mut Vec<Problem>) {
    for (at, _) in below(&code.shipped, "std").into_iter().filter(|(_, name)| name == module) {
        let line = line_of(&code.shipped, at);
        problems.push(Problem::new(&file.path, line, RULE, format!("`std::{module}`: {why}")));
    }
}

fn no_call(file: &File, code: &Code, call: &str, why: &str, problems: &mut Vec<Problem>) {
    for at in words(&code.shipped, call) {
        let line = line_of(&code.shipped, at);
        problems.push(Problem::new(&file.path, line, RULE, format!("`{call}`: {why}")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn leaves_touch_nothing_and_the_review_only_files() {
        let text = "//! A.\nuse std::{env, fs};\nlet a = Instant::now();\n#[cfg(test)]\nmod tests { use std::env; }\n";
        let tree = Tree::of(&[
            ("crates/katsaus-cli/src/ctx.rs", text),
            ("crates/katsaus-formats/src/ris.rs", text),
            ("crates/katsaus/src/review/mod.rs", text),
            ("crates/katsaus/tests/it/main.rs", text),
        ]);
        let expected = [
            "crates/katsaus-formats/src/ris.rs:2",
            "crates/katsaus-formats/src/ris.rs:3",
            "crates/katsaus-formats/src/ris.rs:2",
            "crates/katsaus/src/review/mod.rs:2",
            "crates/katsaus/src/review/mod.rs:3",
        ];
        assert_eq!(places(&reaches(&tree)), expected);
    }

    #[test]
    fn what_only_sounds_alike_is_fine() {
        let text = "//! Env.\nuse std::io;\nlet a = env!(\"X\");\nlet now = request.now;\nlet f = MyFile::opening();\n";
        assert!(reaches(&Tree::of(&[("crates/katsaus-model/src/time.rs", text)])).is_empty());
    }
}
