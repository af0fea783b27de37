//! Rules: only the store speaks SQL, and only the store knows the database's driver. They must not read the SQL.

use super::Problem;
use super::code::{line_of, words};
use super::tree::Tree;

const RULE: &str = "sql";
const STORE: &str = "crates/katsaus/src/store/";
/// These look into a review file from outside, to see that the store wrote what it said.
const TESTS: &str = "crates/katsaus/tests/";
/// Measures beside what SQLite does by itself.
const BENCH: &str = "bench/";
/// Who may name the driver: the place that fixes its version, and the crate that the store is in.
const MANIFESTS: [&str; 3] = ["Cargo.toml", "crates/katsaus/Cargo.toml", "bench/Cargo.toml"];
const DRIVER: &str = "rusqlite";

fn is_store(path: &str) -> bool {
    path.starts_with(STORE) || path.starts_with(TESTS) || path.starts_with(BENCH)
}

/// String literals elsewhere that hold SQL. The rule's own file must write what it looks for, so chores are left out.
pub(super) fn statements(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, code) in tree.rust().filter(|(file, _)| !is_store(&file.path) && !file.path.starts_with("xtask/")) {
        for literal in &code.literals {
            if let Some(at) = statement(&literal.text) {
                let line = literal.line + line_of(&literal.text, at) - 1;
                problems.push(Problem::new(&file.path, line, RULE, format!("SQL belongs in {STORE}")));
            }
        }
    }
    problems
}

/// Where a statement begins in a text, if one does.
fn statement(text: &str) -> Option<usize> {
    // `\n` in a literal is two signs, the second a letter.
    let text = text.replace("\\n", "  ");
    let first = |word: &str| words(&text, word).first().copied();
    let before_blank = |word: &str| {
        let blank = |at: &usize| text[at + word.len()..].starts_with(char::is_whitespace);
        words(&text, word).into_iter().find(blank)
    };
    let update = || first("UPDATE").filter(|at| !words(&text[*at..], "SET").is_empty());
    before_blank("SELECT")
        .or_else(|| before_blank("INSERT"))
        .or_else(|| first("DELETE FROM"))
        .or_else(|| first("CREATE TABLE"))
        .or_else(|| first("PRAGMA"))
        .or_else(update)
}

/// Code and manifests elsewhere that name the driver.
pub(super) fn driver(tree: &Tree) -> Vec<Problem> {
    let message = format!("only {STORE} knows `{DRIVER}`");
    let mut problems = Vec::new();
    for (file, code) in tree.rust().filter(|(file, _)| !is_store(&file.path)) {
        for at in words(&code.all, DRIVER) {
            problems.push(Problem::new(&file.path, line_of(&code.all, at), RULE, message.as_str()));
        }
    }
    let manifests = tree.files.iter().filter(|file| file.path.ends_with("Cargo.toml"));
    for file in manifests.filter(|file| !MANIFESTS.contains(&file.path.as_str())) {
        for (n, _) in file.text().lines().enumerate().filter(|(_, line)| line.starts_with(DRIVER)) {
            problems.push(Problem::new(&file.path, n + 1, RULE, message.as_str()));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::places;
    use super::*;

    #[test]
    fn statements_are_told_from_words() {
        for sql in [
            "SELECT a FROM b",
            "x;\\nSELECT\na",
            "INSERT OR REPLACE INTO a",
            "UPDATE a\n SET b = 1",
            "DELETE FROM a",
            "CREATE TABLE a",
            "PRAGMA user_version",
        ] {
            assert!(statement(sql).is_some(), "{sql}");
        }
        for prose in ["select a few", "SELECTION ", "an UPDATE of it", "INSERTED", "the SELECT.", ""] {
            assert_eq!(statement(prose), None, "{prose}");
        }
    }

    #[test]
    fn only_the_store_and_its_tests_speak_it() {
        let text = "//! A.\nfn a() {\n    b(\n        \"x\n         SELECT c FROM d\",\n    );\n}\n// \"SELECT e \"\n";
        let tree = Tree::of(&[
            ("crates/katsaus/src/store/read.rs", text),
            ("crates/katsaus/tests/it/main.rs", text),
            ("xtask/src/main.rs", text),
            ("crates/katsaus/src/review/find.rs", text),
        ]);
        assert_eq!(places(&statements(&tree)), ["crates/katsaus/src/review/find.rs:5"]);
    }

    #[test]
    fn only_the_store_names_the_driver() {
        let text = "//! Not rusqlite.\nuse rusqlite::Connection;\n";
        let tree = Tree::of(&[
            ("Cargo.toml", "[workspace.dependencies]\nrusqlite = \"1\"\n"),
            ("crates/katsaus/src/store/mod.rs", text),
            ("crates/katsaus/src/index/mod.rs", text),
            ("crates/katsaus-cli/Cargo.toml", "[dependencies]\nrusqlite.workspace = true\n"),
        ]);
        assert_eq!(places(&driver(&tree)), ["crates/katsaus/src/index/mod.rs:2", "crates/katsaus-cli/Cargo.toml:2"]);
    }
}
