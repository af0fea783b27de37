//! Rules: the changelog knows the version, and the README how to begin. They must not judge the wording.

use super::Problem;
use super::tree::{File, Tree};

const RULE: &str = "texts";
const CHANGELOG: &str = "CHANGELOG.md";
const README: &str = "README.md";
/// What somebody new types first, and what somebody who changes something types last.
const COMMANDS: [&str; 2] = ["cargo run --release -- demo", "cargo xtask test"];

/// A changelog that says nothing of the workspace's version and keeps no room for what comes next.
pub(super) fn changelog(tree: &Tree) -> Vec<Problem> {
    let Some(file) = tree.file(CHANGELOG) else { return vec![missing(CHANGELOG)] };
    let version = version(tree).unwrap_or_default();
    let mut heads = file.text().lines().filter(|line| line.starts_with('#'));
    if heads.any(|head| head.contains("[Unreleased]") || names(head, version)) {
        return Vec::new();
    }
    let message = format!("no section for version `{version}`, and none that is `[Unreleased]`");
    vec![Problem::new(CHANGELOG, 1, RULE, message)]
}

/// Whether a head names a version: 0.1.0 is not in 10.1.0, nor in 0.1.01.
fn names(head: &str, version: &str) -> bool {
    let mut words = head.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '+'));
    !version.is_empty() && words.any(|word| word.trim_start_matches('v') == version)
}

/// The version that all crates of the workspace have.
fn version(tree: &Tree) -> Option<&str> {
    let text = tree.file("Cargo.toml").map(File::text)?;
    let (_, section) = text.split_once("[workspace.package]")?;
    let mut lines = section.lines().take_while(|line| !line.starts_with('['));
    let line = lines.find_map(|line| line.strip_prefix("version"))?;
    Some(line.trim_matches(|c: char| c.is_whitespace() || c == '=' || c == '"'))
}

/// Commands that the README leaves out.
pub(super) fn readme(tree: &Tree) -> Vec<Problem> {
    let Some(file) = tree.file(README) else { return vec![missing(README)] };
    let left_out = COMMANDS.iter().filter(|command| !file.text().contains(**command));
    left_out.map(|command| Problem::new(README, 1, RULE, format!("`{command}` is not in it"))).collect()
}

fn missing(path: &str) -> Problem {
    Problem::new(path, 1, RULE, "is missing")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str =
        "[workspace]\nresolver = \"3\"\n\n[workspace.package]\nversion = \"0.2.0\"\n\n[profile.dev]\n";

    fn knows(changelog_text: &str) -> bool {
        changelog(&Tree::of(&[("Cargo.toml", MANIFEST), (CHANGELOG, changelog_text)])).is_empty()
    }

    #[test]
    fn the_changelog_has_the_version_or_what_comes_next() {
        assert!(knows("# Changelog\n\n## [Unreleased]\n"));
        assert!(knows("# Changelog\n\n## [0.2.0] - 2021-03-04\n"));
        assert!(knows("# Changelog\n\n## v0.2.0\n"));
        assert!(!knows("# Changelog\n\n## [0.1.0]\n\n- since 0.2.0\n"));
        assert!(!knows("## 10.2.0\n## 0.2.0.1\n"));
        assert_eq!(changelog(&Tree::of(&[("Cargo.toml", MANIFEST)])), [missing(CHANGELOG)]);
    }

    #[test]
    fn the_readme_names_both_commands() {
        let problems = |text| readme(&Tree::of(&[(README, text)])).len();
        assert_eq!(problems("Try `cargo run --release -- demo`; check with `cargo xtask test`.\n"), 0);
        assert_eq!(problems("Check with `cargo xtask test`.\n"), 1);
        assert_eq!(problems("# katsaus\n"), 2);
        assert_eq!(readme(&Tree::of(&[])), [missing(README)]);
    }
}
