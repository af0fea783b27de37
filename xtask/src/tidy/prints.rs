//! Rule: the library is silent; only the command line, chores and benches print. It must not look into tests, which
//! may say what they measured.

use super::Problem;
use super::code::{line_of, words};
use super::tree::Tree;

const RULE: &str = "print";
const MAY: [&str; 3] = ["crates/katsaus-cli/", "xtask/", "bench/"];
const MACROS: [&str; 4] = ["println!", "eprintln!", "print!", "eprint!"];

/// Code elsewhere that prints.
pub(super) fn macros(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let silent = |path: &str| !MAY.iter().any(|may| path.starts_with(may));
    for (file, code) in tree.rust().filter(|(file, _)| silent(&file.path) && !file.is_test()) {
        for name in MACROS {
            for at in words(&code.shipped, name) {
                let message = format!("`{name}` outside the command line; hand the caller what it needs to know");
                problems.push(Problem::new(&file.path, line_of(&code.shipped, at), RULE, message));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn only_the_command_line_and_chores_print() {
        let text =
            "//! A.\nfn a() {\n    eprintln!(\"println!\"); // print!\n}\n#[cfg(test)]\nmod tests { print!(); }\n";
        let tree = Tree::of(&[
            ("crates/katsaus-cli/src/main.rs", text),
            ("crates/katsaus/tests/it/main.rs", text),
            ("crates/katsaus/src/lib.rs", text),
            ("bench/src/main.rs", text),
        ]);
        assert_eq!(places(&macros(&tree)), ["crates/katsaus/src/lib.rs:3"]);
    }
}
