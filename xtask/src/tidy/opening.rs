//! Rule: every Rust file opens by saying its one job. It must not judge what is said.

use super::Problem;
use super::tree::Tree;

const RULE: &str = "module-docs";

/// Files whose first line is no `//!`.
pub(super) fn module_docs(tree: &Tree) -> Vec<Problem> {
    let silent = tree.rust().filter(|(file, _)| !file.text().starts_with("//!"));
    silent
        .map(|(file, _)| Problem::new(&file.path, 1, RULE, "open with `//!`: its one job, what it must not do"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn a_file_that_says_nothing_is_named() {
        let tree = Tree::of(&[
            ("crates/a/src/lib.rs", "//! Good.\n"),
            ("crates/a/src/b.rs", "use x;\n//! Late.\n"),
            ("bench/src/main.rs", "fn main() {}\n"),
            ("fixtures/c.rs", "fn c() {}\n"),
        ]);
        assert_eq!(places(&module_docs(&tree)), ["crates/a/src/b.rs:1", "bench/src/main.rs:1"]);
    }
}
