//! The README's tour, typed as it stands.

use crate::sandbox::Sandbox;
use std::path::Path;

#[test]
fn every_command_of_the_tour_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    let sandbox = Sandbox::new();
    sandbox.copy(&root.join("examples/employer-engagement/sources.xlsx"), "sources.xlsx");
    let commands: Vec<&str> = readme.lines().filter_map(|line| line.strip_prefix("$ katsaus ")).collect();
    assert!(commands.len() >= 20, "{commands:?}");
    for command in commands {
        let words = split(command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = sandbox.run(&words);
        assert_eq!(run.code, 0, "katsaus {command}\n{}", run.all());
        let found_nothing = run.out.starts_with("0 sources") || run.err.contains("0 sources found");
        assert!(!found_nothing, "katsaus {command} finds nothing\n{}", run.all());
    }
}

/// Words as a shell splits them: blanks part, quotation marks of both kinds hold together.
fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
