//! Rule: the example review that people read about is the one that `katsaus demo` makes. A crate can only hold what
//! lies inside of it, so there are two copies; this rule must not care what is in them.

use super::Problem;
use super::tree::Tree;

const RULE: &str = "demo";
const EXAMPLE: &str = "examples/employer-engagement/";
const DEMO: &str = "crates/katsaus-cli/demo/";
const NAMES: [&str; 3] = ["sources.xlsx", "finnish.xlsx", "katsaus.toml"];

/// Files of the demo that are not those of the example, if both are there.
pub(super) fn copies(tree: &Tree) -> Vec<Problem> {
    let is_there = |folder: &str| tree.files.iter().any(|file| file.path.starts_with(folder));
    if !is_there(EXAMPLE) || !is_there(DEMO) {
        return Vec::new();
    }
    let bytes = |folder: &str, name: &str| tree.file(&format!("{folder}{name}")).map(|file| &file.bytes);
    let differ = NAMES.iter().filter(|name| bytes(EXAMPLE, name) != bytes(DEMO, name));
    let message = format!("is not as in {EXAMPLE}; copy it from there");
    differ.map(|name| Problem::new(&format!("{DEMO}{name}"), 1, RULE, message.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn copies_are_equal_where_there_are_two() {
        let one = Tree::of(&[("examples/employer-engagement/sources.xlsx", "a")]);
        assert!(copies(&one).is_empty());
        let two = Tree::of(&[
            ("examples/employer-engagement/README.md", "only here, and that is fine"),
            ("examples/employer-engagement/sources.xlsx", "a"),
            ("examples/employer-engagement/finnish.xlsx", "b"),
            ("examples/employer-engagement/katsaus.toml", "c"),
            ("crates/katsaus-cli/demo/sources.xlsx", "a"),
            ("crates/katsaus-cli/demo/finnish.xlsx", "changed"),
        ]);
        assert_eq!(
            places(&copies(&two)),
            ["crates/katsaus-cli/demo/finnish.xlsx:1", "crates/katsaus-cli/demo/katsaus.toml:1"]
        );
    }
}
